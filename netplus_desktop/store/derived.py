"""What follows from the records and is kept so that nobody has to work it out while somebody waits:
where things stand with a person, and the search index.

Written by the verbs, in the transaction that changes what it follows from; never by triggers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import people, practice
from netplus_desktop.core import records as r
from netplus_desktop.core.folding import folded
from netplus_desktop.store import reading

if TYPE_CHECKING:
    from netplus_desktop.core.clocks import Clocks

_CHUNK = 500

INDEX = "INSERT OR REPLACE INTO search (rowid, name, work, mail, tags, note, talk) VALUES (?, ?, ?, ?, ?, ?, ?)"


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for at in range(0, len(ordered), _CHUNK):
        yield ordered[at : at + _CHUNK]


# --- search index and keys --------------------------------------------------------------------------------


def index_row(contact_id: int, person: r.Person, talk: str = "") -> tuple[int, str, str, str, str, str, str]:
    """The folded texts by which a person is found."""
    mail = [p.value for p in person.points if p.kind is r.PointKind.EMAIL]
    name = person.name
    for part in (person.given, person.middle, person.family, person.nickname):
        if part and part not in name:
            name += " " + part
    return (
        contact_id,
        folded(name),
        folded(f"{person.organisation} {person.department} {person.title}"),
        folded(" ".join(mail)) if mail else "",
        folded(" ".join(person.tags)) if person.tags else "",
        folded(person.note) if person.note else "",
        folded(talk) if talk else "",
    )


def keys_of(person: r.Person) -> set[str]:
    """Every key that follows from what is known of a person. They may hold more: those of the rows they came from."""
    return {*people.identity_keys(person), *people.match_keys(person)}


def index_rows(connection: Any, ids: Collection[int], tick: r.Tick = r.no_tick) -> Iterator[tuple[Any, ...]]:
    """The rows of the search index that follow from what is known of these people."""
    for number, part in enumerate(_chunks(ids)):
        tick(number * _CHUNK, len(ids))
        wanted = (reading.as_json(part),)
        talk: defaultdict[int, list[str]] = defaultdict(list)
        sql = (
            "SELECT contact_id, notes FROM interview "
            f"WHERE contact_id {reading.WITHIN_FIRST} AND notes <> '' "
            "UNION ALL SELECT contact_id, text || ' ' || action FROM heard "
            f"WHERE contact_id {reading.WITHIN_FIRST} "
            "UNION ALL SELECT contact_id, answer FROM interview_question JOIN interview i ON i.id = interview_id "
            f"WHERE contact_id {reading.WITHIN_FIRST} AND answer <> ''"
        )
        for owner, text in connection.execute(sql, wanted):
            talk[owner].append(text)
        for one, who in reading.persons(connection, part).items():
            yield index_row(one, who, "\n".join(talk[one]))


def refresh_texts(connection: Any, ids: Collection[int], tick: r.Tick = r.no_tick) -> None:
    """The search index of these people anew."""
    connection.executemany(INDEX, index_rows(connection, ids, tick))


def forget(connection: Any, ids: Iterable[int]) -> None:
    """Take out everything that follows from people who are about to go."""
    for part in _chunks(ids):
        wanted = (reading.as_json(part),)
        connection.execute(f"DELETE FROM search WHERE rowid {reading.WITHIN}", wanted)
        connection.execute(f"DELETE FROM contact_standing WHERE contact_id {reading.WITHIN}", wanted)


# --- where things stand -----------------------------------------------------------------------------------


def standings(connection: Any, ids: Iterable[int], now: datetime) -> Iterator[tuple[Any, ...]]:
    """The rows of `contact_standing` that follow from these people's conversations; those without any have none."""
    clocks = reading.clocks(connection)
    for part in _chunks(ids):
        wanted = (reading.as_json(part),)
        talks = reading.by_contact(reading.interviews(connection, f"WHERE contact_id {reading.WITHIN}", wanted))
        things = reading.by_contact(reading.heard(connection, f"WHERE contact_id {reading.WITHIN}", wanted))
        entries = reading.by_contact(reading.exchange(connection, f"WHERE contact_id {reading.WITHIN}", wanted))
        messages = reading.messages(connection, part, now)
        asks = reading.by_contact(reading.asks(connection, f"WHERE contact_id {reading.WITHIN}", wanted))
        between, waiting = _introductions(connection, part)
        named = {thing.referred.id for some in things.values() for thing in some if thing.referred}
        of_named = (reading.as_json(named),)
        theirs = reading.by_contact(reading.interviews(connection, f"WHERE contact_id {reading.WITHIN}", of_named))
        for one in sorted({*talks, *things, *entries, *messages, *asks, *between, *waiting}):
            happened = talks.get(one, []), things.get(one, []), entries.get(one, []), messages.get(one)
            dealt = asks.get(one, []), between.get(one, []), waiting.get(one, [])
            others = {thing.referred.id for thing in happened[1] if thing.referred}
            referred = {other: theirs[other] for other in others if other in theirs}
            yield (one, *_standing(*happened, *dealt, referred, now, clocks))


def talked_to(connection: Any) -> frozenset[int]:
    """Everybody whose next step follows from a clock."""
    sql = (
        "SELECT contact_id FROM interview UNION SELECT contact_id FROM heard "
        "UNION SELECT first_id FROM introduction UNION SELECT second_id FROM introduction"
    )
    return frozenset(row[0] for row in connection.execute(sql))


def refresh_standings(connection: Any, ids: Collection[int], now: datetime) -> None:
    """Next step, last contact and the two dots of these people anew."""
    for part in _chunks(ids):
        connection.execute(f"DELETE FROM contact_standing WHERE contact_id {reading.WITHIN}", (reading.as_json(part),))
    connection.executemany(
        "INSERT INTO contact_standing (contact_id, next_kind, next_due, next_interview, next_check, last_contact, "
        "to_thank, they_shared, i_gave) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        standings(connection, ids, now),
    )
    if ids:
        connection.execute(_WORKED_OUT, (reading.written(now),))


_WORKED_OUT = (
    "INSERT INTO meta (name, value) VALUES ('standings_at', ?) "
    "ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)"
)
"""The latest instant at which any standing was worked out: a clock that was set back since shows by it."""


def _introductions(
    connection: Any, part: Collection[int]
) -> tuple[dict[int, list[r.Introduction]], dict[int, list[r.Introduction]]]:
    """The introductions of each of these people that were made, and those that wait for a word of mine to them; of
    these people alone: whoever they met with may be in another part."""
    from netplus_desktop.core.introductions import by_turn

    found: dict[int, list[r.Introduction]] = {one: [] for one in part}
    ids, wanted = reading.WITHIN_FIRST, (reading.as_json(part),)
    all_of_them = reading.introductions(connection, f"WHERE first_id {ids} OR second_id {ids}", wanted)
    for one in all_of_them:
        if one.event(r.IntroductionKind.INTRODUCED):
            for side in {one.first.id, one.second.id} & found.keys():
                found[side].append(one)
    waiting = {one: theirs for one, theirs in by_turn(all_of_them).items() if one in found}
    return {one: theirs for one, theirs in found.items() if theirs}, waiting


def _standing(
    talks: Sequence[r.Interview],
    things: Sequence[r.Heard],
    entries: Sequence[r.ExchangeEntry],
    message: date | None,
    asks: Sequence[r.Ask],
    introductions: Sequence[r.Introduction],
    waiting: Sequence[r.Introduction],
    referred: Mapping[int, Sequence[r.Interview]],
    now: datetime,
    clocks: Clocks,
) -> tuple[Any, ...]:
    from netplus_desktop.core import states, steps  # here: a start paints the list without them

    followed = {one: states.followed(theirs, now) for one, theirs in referred.items()}
    standing = states.Standing(things, entries, followed, waiting)
    step, whose = steps.next_step(talks, standing, now, clocks) or (None, None)
    turn = steps.next_turn((*talks, *(talk for theirs in referred.values() for talk in theirs)), now, clocks)
    last = practice.last_contact(talks, entries, now, message, asks)
    lines = practice.exchange_lines(talks, things, entries, now, asks=asks, introductions=introductions)
    gave = [line for line in lines if line.direction is r.Direction.I_GAVE and line.went]
    return (
        step and str(step.kind),
        step and reading.written(step.due),
        whose,
        turn and reading.written(turn),
        last and last.isoformat(),
        any(states.state_of(talk, standing, now, clocks) in _TO_THANK for talk in talks),
        any(line.direction is r.Direction.THEY_SHARED for line in lines),
        any(line.state is not r.ExchangeState.DECLINED for line in gave),
    )


_TO_THANK = frozenset({r.InterviewState.HELD, r.InterviewState.DEBRIEFED})
