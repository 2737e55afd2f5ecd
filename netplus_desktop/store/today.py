"""The store's verbs about the Today list: what is due, with whom contact cools, and what was put off."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import cadence
from netplus_desktop.core import records as r
from netplus_desktop.store import reading, schema
from netplus_desktop.store.base import Desk
from netplus_desktop.store.failures import sorted_failures

if TYPE_CHECKING:
    from netplus_desktop.core.steps import OpenStep

COMING = timedelta(days=7)
"""The list looks so far ahead."""

OPEN_FOR = timedelta(days=30)
"""Where something is open with a person within so many days, contact does not cool: they will meet, or write."""

_OF_INTRODUCTION = frozenset({r.StepKind.ASK_SECOND, r.StepKind.INTRODUCE})
_OF_INTERVIEW = frozenset(r.StepKind) - _OF_INTRODUCTION - {r.StepKind.PROMISE, r.StepKind.REPORT}
"""Steps that are about an interview as a whole."""

_LAST = "coalesce(last_contact, substr(created, 1, 10))"
"""The day from which the gap is counted: of the last real contact, else on which somebody was entered."""

_IDEAL = " ".join(f"WHEN '{tier}' THEN ?" for tier in cadence.TIER_DAYS)
_CLOSEST = " ".join(f"WHEN '{tier}' THEN {place}" for place, tier in enumerate(cadence.TIER_DAYS))
_COOLING = (
    "contact INDEXED BY contact_tier LEFT JOIN contact_standing ON contact_id = contact.id "
    f"WHERE tier <> '' AND {_LAST} < CASE tier {_IDEAL} END AND NOT resting "
    f"AND (next_due IS NULL OR next_due > ?) AND contact.id NOT {reading.WITHIN}"
)


class TodayVerbs(Desk):
    """Reading the list, and putting its lines off."""

    # --- steps --------------------------------------------------------------------------------------------

    def today(self, *, limit: int = 7) -> tuple[r.TodayLine, ...]:
        """What is due or comes within a week, earliest first, a line for each person; what was put off is left out, and
        what comes next with that person stands in its place."""
        lines, others = self._others()
        horizon = reading.written(self.now() + COMING)
        rows = self._ask(
            "SELECT contact.id, name, next_interview, next_kind, next_due FROM contact_standing "
            f"JOIN contact ON contact.id = contact_id WHERE next_due <= ? AND contact_id NOT {reading.WITHIN} "
            "ORDER BY next_due, contact.id LIMIT ?",
            horizon,
            reading.as_json(others),
            limit,
        )
        plain = tuple(
            r.TodayLine(r.ContactRef(one, name), talk, step)
            for one, name, talk, kind, due in rows
            if (step := reading.next_step(kind, due)) is not None
        )
        if lines:
            plain = tuple(sorted((*plain, *lines), key=lambda line: (line.step.due, line.contact.id))[:limit])
        return self._with_others(plain)

    def count_today(self) -> int:
        """How many lines `today` has in all."""
        lines, others = self._others()
        ((plain,),) = self._ask(
            f"SELECT count(*) FROM contact_standing WHERE next_due <= ? AND contact_id NOT {reading.WITHIN}",
            reading.written(self.now() + COMING),
            reading.as_json(others),
        )
        return int(plain) + len(lines)

    def _others(self) -> tuple[list[r.TodayLine], Collection[int]]:
        """The people of whom something was put off, and the line that each has now."""
        put_off = self._put_off()
        ids = reading.as_json(one for kind, one in put_off if kind != r.StepKind.KEEP_IN_TOUCH)
        if ids == "[]":
            return [], ()
        people = {
            row[0]
            for row in self._ask(
                f"SELECT contact_id FROM interview WHERE id {reading.WITHIN} "
                f"UNION SELECT contact_id FROM heard WHERE id {reading.WITHIN} "
                f"UNION SELECT first_id FROM introduction WHERE id {reading.WITHIN} "
                f"UNION SELECT second_id FROM introduction WHERE id {reading.WITHIN}",
                *(ids,) * 4,
            )
        }
        names = dict(self._ask(f"SELECT id, name FROM contact WHERE id {reading.WITHIN}", reading.as_json(people)))
        horizon = self.now() + COMING
        lines = []
        for one, steps in self._open(people).items():
            left = [open_ for open_ in steps if (str(open_.step.kind), open_.subject_id) not in put_off]
            first = min(left, key=lambda open_: open_.step.due, default=None)
            if first is not None and first.step.due <= horizon:
                earlier = any(open_.step.due <= first.step.due for open_ in steps if open_ not in left)
                who = r.ContactRef(one, names[one])
                lines.append(r.TodayLine(who, first.interview_id, first.step, instead=earlier))
        return lines, people

    def _open(self, people: Collection[int]) -> Mapping[int, list[OpenStep]]:
        """Everything that is open with each of these people."""
        from netplus_desktop.core import introductions, states, steps  # here: a start paints the list without them

        now, wanted = self.now(), reading.as_json(people)
        with sorted_failures():
            connection = self._connection()
            clocks = reading.clocks(connection)
            heard = reading.by_contact(reading.heard(connection, f"WHERE contact_id {reading.WITHIN}", (wanted,)))
            exchange = reading.by_contact(reading.exchange(connection, f"WHERE contact_id {reading.WITHIN}", (wanted,)))
            named = {thing.referred.id for things in heard.values() for thing in things if thing.referred}
            both = reading.as_json({*people, *named})
            talks = reading.by_contact(reading.interviews(connection, f"WHERE contact_id {reading.WITHIN}", (both,)))
            between = f"WHERE first_id {reading.WITHIN_FIRST} OR second_id {reading.WITHIN_FIRST}"
            waiting = introductions.by_turn(reading.introductions(connection, between, (wanted,)))
        followed = {one: states.followed(talks[one], now) for one in named if one in talks}
        return {
            one: steps.open_steps(
                talks.get(one, []),
                states.Standing(heard.get(one, []), exchange.get(one, []), followed, waiting.get(one, ())),
                now,
                clocks,
            )
            for one in people
        }

    def subject_of(self, line: r.TodayLine) -> int | None:
        """The id of what a line is about: of the thing heard that was promised or is to be reported, of the
        introduction that is to go on, else of the interview; of the person where it is contact that cools. None where
        it is done by now."""
        if line.step.kind is r.StepKind.KEEP_IN_TOUCH:
            return line.contact.id
        if line.step.kind in _OF_INTERVIEW:
            return line.interview_id
        return self._subjects([line]).get(line.contact.id)

    def _subjects(self, lines: Sequence[r.TodayLine]) -> Mapping[int, int | None]:
        """What each line is about: of what is open with that person the first of its kind, by the person."""
        put_off, subjects = self._put_off(), {}
        opened = self._open([line.contact.id for line in lines])
        for line in lines:
            alike = (
                open_
                for open_ in opened[line.contact.id]
                if open_.step.kind is line.step.kind and (str(open_.step.kind), open_.subject_id) not in put_off
            )
            first = min(alike, key=lambda open_: open_.step.due, default=None)
            if first is not None:
                subjects[line.contact.id] = first.subject_id
        return subjects

    def _with_others(self, lines: tuple[r.TodayLine, ...]) -> tuple[r.TodayLine, ...]:
        """Lines about introductions with the other of the two."""
        about = [line for line in lines if line.step.kind in _OF_INTRODUCTION]
        if not about:
            return lines
        from netplus_desktop.core.introductions import other_than

        subjects = self._subjects(about)
        wanted = (reading.as_json(filter(None, subjects.values())),)
        with sorted_failures():
            found = reading.introductions(self._connection(), f"WHERE introduction.id {reading.WITHIN}", wanted)
        known = {one.id: one for one in found}
        others = {one: other_than(known[made], one) for one, made in subjects.items() if made in known}
        return tuple(replace(line, other=others.get(line.contact.id)) if line in about else line for line in lines)

    # --- contact that cools ---------------------------------------------------------------------------------

    def cooling(self, *, limit: int = 7) -> tuple[r.TodayLine, ...]:
        """With whom it is longer since the last real contact than was meant, and nothing is open: those whom the user
        keeps in touch with most closely first, and the longest gap first. Nobody of whom nothing was decided, nobody
        who is let rest. Tenths of a second where tens of thousands are kept in touch with: work for the worker."""
        from netplus_desktop.core.clocks import noon
        from netplus_desktop.core.today import Warmth, cooling_from, warmth

        rows = self._ask(
            f"SELECT contact.id, name, tier, last_contact, {_LAST} FROM {_COOLING} "
            f"ORDER BY CASE tier {_CLOSEST} END, 5, contact.id LIMIT ?",
            *self._cooled(),
            limit,
        )
        zone, today, mine = self.now().astimezone().tzinfo, self._today(), self.cadence()
        lines = []
        for one, name, kept, last, since in rows:
            tier = r.Tier(kept)
            due = noon(cooling_from(tier, date.fromisoformat(since), mine), zone)
            step = r.NextStep(r.StepKind.KEEP_IN_TOUCH, due)
            day = date.fromisoformat(last) if last else None
            dormant = warmth(tier, day, today, mine) is Warmth.DORMANT
            lines.append(r.TodayLine(r.ContactRef(one, name), None, step, day, dormant))
        return tuple(lines)

    def count_cooling(self) -> int:
        """How many lines `cooling` has in all; takes as long."""
        ((found,),) = self._ask(f"SELECT count(*) FROM {_COOLING}", *self._cooled())
        return int(found)

    def _cooled(self) -> tuple[Any, ...]:
        """What `_COOLING` asks for."""
        today = self._today()
        ideal = [(today - timedelta(days=days[0])).isoformat() for days in self.cadence().values()]
        resting = reading.as_json(one for kind, one in self._put_off() if kind == r.StepKind.KEEP_IN_TOUCH)
        return *ideal, reading.written(self.now() + OPEN_FOR), resting

    def tier_counts(self) -> Mapping[r.Tier, int]:
        """How many people stand in each tier, without those of whom nothing was decided."""
        sql = "SELECT tier, count(*) FROM contact INDEXED BY contact_tier WHERE tier <> '' GROUP BY tier"
        return {r.Tier(tier): number for tier, number in self._ask(sql)}

    def in_tier(self, tier: r.Tier | None) -> list[int]:
        """Who stands in a tier, or (None) in any of them, by their ids."""
        sql = "SELECT id FROM contact INDEXED BY contact_tier WHERE tier <> '' AND (?1 = '' OR tier = ?1) ORDER BY id"
        return [row[0] for row in self._ask(sql, str(tier or ""))]

    def in_touch(self, contact_id: int, on: date) -> r.Changes:
        """The user was in touch with somebody on that day, in whatever way: contact cools from then on. A later one
        that is known already counts as before. Raises `NotFoundError`."""
        self._exists(contact_id)
        with self._write(r.Action.IN_TOUCH) as w:
            ((before,),) = w.connection.execute("SELECT last_message FROM contact WHERE id = ?", (contact_id,))
            if w.update(schema.Contact, contact_id, last_message=max(before, on.isoformat())):
                w.alters(r.Kind.CONTACT, contact_id)
        return w.done

    # --- putting off ----------------------------------------------------------------------------------------

    def _put_off(self) -> frozenset[tuple[str, int]]:
        """What is put off today: (subject, id)."""
        rows = self._ask("SELECT subject, subject_id FROM snooze WHERE until > ?", self._today().isoformat())
        return frozenset((str(subject), int(one)) for subject, one in rows)

    def put_off(self, line: r.TodayLine, days: int) -> r.Changes:
        """Leave a line out of the list for so many days from today. What was put off before and is over by now is
        forgotten. Without effect where the step is done by now."""
        subject = self.subject_of(line)
        return self._snooze(str(line.step.kind), subject, days, line.contact.id)

    def put_crowd_off(self, most: int, days: int) -> r.Changes:
        """Tell for so many days no more that there are more people than `most` (see `core.today.Crowd`)."""
        return self._snooze(CROWD, most, days, None)

    def _snooze(self, subject: str, subject_id: int | None, days: int, contact_id: int | None) -> r.Changes:
        today = self._today()
        until = (today + timedelta(days=days)).isoformat()
        with self._write(r.Action.PUT_OFF) as w:
            if subject_id is not None:
                there = w.ids(schema.Snooze, "subject = ? AND subject_id = ?", subject, subject_id)
                for over in w.ids(schema.Snooze, "until <= ?", today.isoformat()):
                    if over not in there:
                        w.delete(schema.Snooze, over)
                if there:
                    w.update(schema.Snooze, there[0], until=until)
                else:
                    w.insert(schema.Snooze, subject=subject, subject_id=subject_id, until=until)
                w.alters(r.Kind.CONTACT, contact_id)
        return w.done

    def crowds_put_off(self) -> frozenset[int]:
        """Of which crowds (by their `most`) the user wants to hear nothing for now."""
        return frozenset(most for subject, most in self._put_off() if subject == CROWD)


CROWD = "crowd"
"""The subject of a snooze that is about no step but about how many people one keeps up with."""
