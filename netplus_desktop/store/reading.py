"""Rows of the vault -> frozen records. Takes a connection, keeps nothing, writes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import records as r
from netplus_desktop.core.cadence import TIER_DAYS, Cadence

if TYPE_CHECKING:
    from netplus_desktop.core.clocks import Clocks

PERSON = (
    "name, given, middle, family, prefix, suffix, nickname, organisation, department, title, birthday, met, "
    "coalesce((SELECT i.name FROM contact i WHERE i.id = contact.introducer_id), introduced_by), note, uid, extra, "
    "said"
)
INTERVIEW = (
    "id, contact_id, purpose, outcome, starts, zone, minutes, medium, place, fallback, overview, facts, ask, notes, "
    "letter_subject, letter_body, letter_sent, created, state, letter_tone"
)
HEARD = (
    "heard.id, heard.contact_id, interview_id, kind, text, day, state, due, mine, action, referred_id, line, "
    "(SELECT name FROM contact WHERE id = referred_id), introduced, contacted, reported"
)
EXCHANGE = "id, contact_id, direction, text, day, state, interview_id, offer_id, need_id, minutes"
OFFER = (
    "id, title, kind, minutes, tags, limits, proof, archived, used, sample, often, link, contact_id, "
    "(SELECT name FROM contact WHERE contact.id = contact_id)"
)
ASK = "id, contact_id, interview_id, kind, text, state, day, answered, thanked, reported"
INTRODUCTION = (
    "introduction.id, first_id, (SELECT name FROM contact WHERE id = first_id), second_id, "
    "(SELECT name FROM contact WHERE id = second_id), reason, first_blurb, second_blurb, override, "
    "introduction_event.kind, introduction_event.at"
)

WITHIN = "IN (SELECT value FROM json_each(?))"
"""Behind a column: among ids that are bound as one value, made by `as_json`."""
WITHIN_FIRST = "IN (SELECT value FROM json_each(?1))"
"""The same, where a statement asks for the first value that is bound more than once."""

_POINT_KINDS = {str(kind): kind for kind in r.PointKind}
_CHUNK = 1000
_DAY = len("2026-11-23")


def instant(text: str) -> datetime:
    """An instant as the vault keeps it."""
    return datetime.fromisoformat(text)


def written(at: datetime) -> str:
    """An instant for the vault: UTC, so that the texts sort."""
    return at.astimezone(UTC).isoformat()


def messages(connection: Any, ids: Iterable[int], now: datetime) -> dict[int, date]:
    """The day of the latest message to each of these people who has one: that an import told of, a letter that went
    out, what they were told of a referral or of advice."""
    sql = (
        f"SELECT id, last_message FROM contact WHERE last_message <> '' AND id {WITHIN_FIRST} "
        f"UNION ALL SELECT contact_id, sent FROM draft WHERE sent IS NOT NULL AND contact_id {WITHIN_FIRST} "
        f"UNION ALL SELECT contact_id, reported FROM heard WHERE reported IS NOT NULL AND contact_id {WITHIN_FIRST}"
    )
    found: dict[int, date] = {}
    for one, text in connection.execute(sql, (as_json(ids),)):
        day = date.fromisoformat(text) if len(text) == _DAY else instant(text).astimezone(now.tzinfo).date()
        found[one] = max(found.get(one, day), day)
    return found


def clocks(connection: Any) -> Clocks:
    """The user's intervals and days off. The weekend is the one of where the vault was last opened in a window, unless
    the user chose their own."""
    from netplus_desktop.core.clocks import SATURDAY_SUNDAY, clocks_of  # here: a start needs none

    ((kept, weekend),) = connection.execute(_CLOCKS)
    days = frozenset(map(int, weekend)) if weekend else SATURDAY_SUNDAY
    return clocks_of(kept or "", days)


def cadence(connection: Any) -> Cadence:
    """How often the user means to be in touch."""
    ((kept,),) = connection.execute("SELECT (SELECT content FROM preference WHERE name = 'times')")
    return clocks(connection).cadence if kept else TIER_DAYS


_CLOCKS = (
    "SELECT (SELECT content FROM preference WHERE name = 'times'), (SELECT value FROM meta WHERE name = 'weekend')"
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def as_json(ids: Iterable[int]) -> str:
    """Ids for `json_each`. Without the library for it: the first painting needs nothing else of that."""
    return f"[{','.join(map(str, ids))}]"


def by_contact(records: Iterable[Any]) -> dict[int, list[Any]]:
    """Records by whom they belong to."""
    grouped: defaultdict[int, list[Any]] = defaultdict(list)
    for record in records:
        grouped[record.contact_id].append(record)
    return grouped


def verbatim_lines(text: str) -> list[str]:
    """A column that keeps lines as they came."""
    import json

    return json.loads(text)  # type: ignore[no-any-return]


def lines(text: str) -> tuple[str, ...]:
    """A column that keeps several short texts."""
    return tuple(text.split("\n")) if text else ()


def person(row: Sequence[Any], points: Iterable[r.Point], tags: Iterable[str]) -> r.Person:
    """A person from the columns `PERSON` with what stands in other tables."""
    verbatim = tuple(verbatim_lines(row[15])) if row[15] else ()
    values: tuple[Any, ...] = (*row[:10], tuple(points), *row[10:13], tuple(tags), row[13], row[14], verbatim, row[16])
    return r.Person(*values)


def point(kind: str, value: str, label: str) -> r.Point:
    """A way to reach a person."""
    return r.Point(_POINT_KINDS[kind], value, label)


def persons(connection: Any, ids: Sequence[int]) -> dict[int, r.Person]:
    """The people with these ids, whole, in the order asked for."""
    found: dict[int, r.Person] = {}
    for at in range(0, len(ids), _CHUNK):
        part = ids[at : at + _CHUNK]
        wanted = (as_json(part),)
        points: defaultdict[int, list[r.Point]] = defaultdict(list)
        sql = f"SELECT contact_id, kind, value, label FROM contact_point WHERE contact_id {WITHIN} ORDER BY id"
        for owner, *columns in connection.execute(sql, wanted):
            points[owner].append(point(*columns))
        tags: defaultdict[int, list[str]] = defaultdict(list)
        sql = f"SELECT contact_id, tag FROM contact_tag WHERE contact_id {WITHIN} ORDER BY id"
        for owner, tag in connection.execute(sql, wanted):
            tags[owner].append(tag)
        rows = {
            row[0]: row[1:] for row in connection.execute(f"SELECT id, {PERSON} FROM contact WHERE id {WITHIN}", wanted)
        }
        for one in part:
            if one in rows:
                found[one] = person(rows[one], points.get(one, ()), tags.get(one, ()))
    return found


def interviews(connection: Any, where: str, values: Sequence[Any]) -> list[r.Interview]:
    """Interviews with their events and questions, in two statements."""
    rows = connection.execute(f"SELECT {INTERVIEW} FROM interview {where}", values).fetchall()
    if not rows:
        return []
    events: defaultdict[int, list[r.Event]] = defaultdict(list)
    questions: defaultdict[int, list[r.Question]] = defaultdict(list)
    wanted = as_json(row[0] for row in rows)
    sql = (
        "SELECT interview_id, NULL AS position, kind, at AS text, 0, '' FROM interview_event "
        f"WHERE interview_id {WITHIN_FIRST} "
        "UNION ALL SELECT interview_id, position, kind, text, asked, answer FROM interview_question "
        f"WHERE interview_id {WITHIN_FIRST} ORDER BY 1, 2, 4"
    )
    for owner, position, kind, text, asked, answer in connection.execute(sql, (wanted,)):
        if position is None:
            events[owner].append(r.Event(r.EventKind(kind), instant(text)))
        else:
            questions[owner].append(r.Question(text, r.Tiara(kind), bool(asked), answer))
    return [_interview(row, events.get(row[0], ()), questions.get(row[0], ())) for row in rows]


def _interview(row: Sequence[Any], events: Iterable[r.Event], questions: Iterable[r.Question]) -> r.Interview:
    starts = datetime.fromisoformat(row[4]) if row[4] else None
    plan = r.InterviewPlan(row[2], row[3], starts, row[5], row[6], r.Medium(row[7]), *row[8:13])
    letter = None
    if row[15] is not None:
        letter = r.Letter(row[14] or "", row[15], instant(row[16]) if row[16] else None)
    return r.Interview(
        row[0],
        row[1],
        plan,
        tuple(events),
        tuple(questions),
        row[13],
        letter,
        instant(row[17]),
        r.InterviewState(row[18]) if row[18] else None,
        row[19],
    )


def heard(connection: Any, where: str, values: Sequence[Any]) -> list[r.Heard]:
    """Things heard."""
    return [
        r.Heard(
            id=row[0],
            contact_id=row[1],
            interview_id=row[2],
            kind=r.HeardKind(row[3]),
            text=row[4],
            on=date.fromisoformat(row[5]),
            state=r.HeardState(row[6]),
            due=_day(row[7]),
            mine=bool(row[8]),
            action=row[9],
            referred=r.ContactRef(row[10], row[12]) if row[10] is not None else None,
            in_notes=row[11] is not None,
            introduced=_day(row[13]),
            contacted=_day(row[14]),
            reported=_day(row[15]),
        )
        for row in connection.execute(f"SELECT {HEARD} FROM heard {where}", values)
    ]


def exchange(connection: Any, where: str, values: Sequence[Any]) -> list[r.ExchangeEntry]:
    """Recorded gives and shares."""
    return [
        r.ExchangeEntry(
            row[0],
            row[1],
            r.Direction(row[2]),
            row[3],
            date.fromisoformat(row[4]),
            r.ExchangeState(row[5]),
            *row[6:10],
        )
        for row in connection.execute(f"SELECT {EXCHANGE} FROM exchange {where}", values)
    ]


def offers(connection: Any, where: str, values: Sequence[Any] = ()) -> list[r.Offer]:
    """Offers of the inventory."""
    return [
        r.Offer(
            row[0],
            r.OfferFields(
                row[1],
                r.OfferKind(row[2]),
                row[3],
                lines(row[4]),
                row[5],
                row[6],
                bool(row[7]),
                row[10],
                row[11],
                r.ContactRef(row[12], row[13]) if row[12] is not None else None,
            ),
            _day(row[8]),
            bool(row[9]),
        )
        for row in connection.execute(f"SELECT {OFFER} FROM offer {where}", values)
    ]


def asks(connection: Any, where: str, values: Sequence[Any]) -> list[r.Ask]:
    """Requests."""
    return [
        r.Ask(
            id=row[0],
            contact_id=row[1],
            interview_id=row[2],
            kind=r.AskKind(row[3]),
            text=row[4],
            state=r.AskState(row[5]),
            on=date.fromisoformat(row[6]),
            answered=_day(row[7]),
            thanked=_day(row[8]),
            reported=_day(row[9]),
        )
        for row in connection.execute(f"SELECT {ASK} FROM ask {where}", values)
    ]


def introductions(connection: Any, where: str, values: Sequence[Any]) -> list[r.Introduction]:
    """Introductions with their events, oldest first, in one statement."""
    sql = (
        f"SELECT {INTRODUCTION} FROM introduction LEFT JOIN introduction_event ON introduction_id = introduction.id "
        f"{where} ORDER BY introduction.id, introduction_event.at, introduction_event.id"
    )
    found: dict[int, r.Introduction] = {}
    events: defaultdict[int, list[r.IntroductionEvent]] = defaultdict(list)
    for one, first, first_name, second, second_name, *texts, kind, at in connection.execute(sql, values):
        if one not in found:
            both = r.ContactRef(first, first_name), r.ContactRef(second, second_name)
            found[one] = r.Introduction(one, *both, *texts)
        if kind is not None:
            events[one].append(r.IntroductionEvent(r.IntroductionKind(kind), instant(at)))
    return [replace(kept, events=tuple(events[one])) for one, kept in found.items()]


def next_step(kind: str | None, due: str | None) -> r.NextStep | None:
    """The stored next step of a person."""
    return r.NextStep(r.StepKind(kind), instant(due)) if kind and due else None


ROW = (
    "contact.id, name, title, organisation, next_kind, next_due, last_contact, "
    "coalesce(they_shared, 0), coalesce(i_gave, 0), sample, tier"
)


def contact_row(row: Sequence[Any]) -> r.ContactRow:
    """A list row from the columns `ROW`."""
    one, name, title, organisation, kind, due, last, they_shared, i_gave, sample, tier = row
    step = next_step(kind, due)
    return r.ContactRow(
        one, name, title, organisation, step, _day(last), bool(they_shared), bool(i_gave), bool(sample), r.Tier(tier)
    )


def contact(connection: Any, contact_id: int) -> r.Contact | None:
    """A person with everything that is known, in eight statements; None where there is none."""
    sql = (
        f"SELECT {PERSON}, introducer_id, (SELECT name FROM contact i WHERE i.id = contact.introducer_id), created, "
        "changed, sample, tier, next_kind, next_due, last_contact, resting "
        "FROM contact LEFT JOIN contact_standing ON contact_standing.contact_id = contact.id WHERE contact.id = ?"
    )
    row = connection.execute(sql, (contact_id,)).fetchone()
    if row is None:
        return None
    points, tags, introduced, posts, drafts = [], [], [], [], []
    sql = (
        "SELECT 0 AS part, id, kind, value, label, NULL, NULL FROM contact_point WHERE contact_id = ?1 "
        "UNION ALL SELECT 1, id, tag, '', '', NULL, NULL FROM contact_tag WHERE contact_id = ?1 "
        "UNION ALL SELECT 2, id, name, '', '', NULL, NULL FROM contact WHERE introducer_id = ?1 "
        "UNION ALL SELECT 3, id, organisation, title, noticed, NULL, NULL FROM former_post WHERE contact_id = ?1 "
        "UNION ALL SELECT 4, id, kind, subject, body, sent, interview_id FROM draft WHERE contact_id = ?1 ORDER BY 1, 2"
    )
    for part, one, *columns, sent, talk in connection.execute(sql, (contact_id,)):
        if part == 0:
            points.append(point(*columns))
        elif part == 1:
            tags.append(columns[0])
        elif part == 2:
            introduced.append(r.ContactRef(one, columns[0]))
        elif part == 3:
            posts.append(r.FormerPost(one, columns[0], columns[1], date.fromisoformat(columns[2])))
        else:
            at = instant(sent) if sent else None
            drafts.append(r.Draft(one, contact_id, talk, r.DraftKind(columns[0]), columns[1], columns[2], at))
    introducer, introducer_name, created, changed, sample, tier, kind, due, last, resting = row[17:]
    talks = interviews(
        connection, "WHERE contact_id = ? ORDER BY coalesce(ends, created) DESC, id DESC LIMIT 50", (contact_id,)
    )
    things = heard(connection, "WHERE contact_id = ? ORDER BY id", (contact_id,))
    entries = exchange(connection, "WHERE contact_id = ? ORDER BY day, id", (contact_id,))
    return r.Contact(
        id=contact_id,
        person=person(row, points, tags),
        introducer=r.ContactRef(introducer, introducer_name) if introducer is not None else None,
        introduced=tuple(introduced),
        interviews=tuple(talks),
        heard=tuple(things),
        exchange=tuple(entries),
        next_step=next_step(kind, due),
        last_contact=_day(last),
        created=instant(created),
        changed=instant(changed),
        sample=bool(sample),
        tier=r.Tier(tier),
        former_posts=tuple(sorted(posts, key=lambda post: (post.noticed, post.id), reverse=True)),
        drafts=tuple(drafts),
        asks=tuple(asks(connection, "WHERE contact_id = ? ORDER BY day, id", (contact_id,))),
        introductions=tuple(introductions(connection, "WHERE ?1 IN (first_id, second_id)", (contact_id,))),
        resting=bool(resting),
    )
