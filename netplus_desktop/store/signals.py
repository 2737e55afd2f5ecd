"""The store's verbs about signals: what is noticed, what the user put away or switched off, and whom they let rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from netplus_desktop.core import records as r
from netplus_desktop.core.practice import OFFER_MINUTES
from netplus_desktop.store import reading, schema
from netplus_desktop.store.base import Desk
from netplus_desktop.store.failures import sorted_failures

if TYPE_CHECKING:
    from netplus_desktop.core.dealings import Dealings
    from netplus_desktop.core.favours import Giving
    from netplus_desktop.core.signals import Fact, Signal, SignalChoice, SignalKind, Suggested

_CHUNK = 200
"""People read at a time, and how often the work looks whether it should stop."""

_NEEDS = 300
"""So many needs, those heard last, are looked at for favours: nobody works through a longer list."""

_DEALT_WITH = """
SELECT contact_id FROM exchange WHERE direction = 'i gave' AND day >= ?1
UNION SELECT contact_id FROM ask WHERE day >= ?1 OR answered >= ?1 OR thanked >= ?1 OR reported >= ?1
UNION SELECT contact_id FROM interview WHERE ends >= ?1 OR created >= ?1
UNION SELECT contact_id FROM interview_event e JOIN interview i ON i.id = e.interview_id WHERE at >= ?1
UNION SELECT contact_id FROM interview AS i
    WHERE starts IS NULL AND NOT EXISTS (SELECT 1 FROM interview_event WHERE interview_id = i.id)
UNION SELECT contact_id FROM heard WHERE reported >= ?1 OR (kind = 'need' AND state = 'open')
UNION SELECT contact_id FROM draft WHERE sent >= ?1
UNION SELECT first_id FROM introduction JOIN introduction_event e ON e.introduction_id = introduction.id WHERE at >= ?1
UNION SELECT second_id FROM introduction JOIN introduction_event e ON e.introduction_id = introduction.id WHERE at >= ?1
UNION SELECT id FROM contact WHERE tier <> ''
"""
"""Everybody of whom a rule can say anything: `?1` is the earliest day that it looks at."""


class SignalVerbs(Desk):
    """Reading and writing what concerns signals. What is noticed may concern everybody: work for the worker."""

    # --- reading ------------------------------------------------------------------------------------------

    def signals_of_today(self, tick: r.Tick = r.no_tick) -> tuple[Signal, ...]:
        """What the Today page tells: at most one thing to give back, one about asking, and the guard of one's own
        minutes. Raises `Cancelled`."""
        from netplus_desktop.core import signals  # here, as below: no start needs it
        from netplus_desktop.core.favours import noticed

        today = self._today()
        try:
            found = self.signals(tick)
            if not any(one.kind in signals.GIVE_BACK for one in found):
                favours = noticed(self.giving(tick).favours)
                found = (*found, *signals.left(favours, self._choices(), today))
        except (ValueError, OverflowError):  # a date that cannot be read: the check names it, the page opens
            return ()
        return signals.of_today(found, today, self._suggested())

    def signals(self, tick: r.Tick = r.no_tick) -> tuple[Signal, ...]:
        """Every signal that stands and was neither put away nor switched off, favours apart. Raises `Cancelled`."""
        from netplus_desktop.core.signals import left

        return left(self._standing(self._facts(tick)), self._choices(), self._today())

    def giving(self, tick: r.Tick = r.no_tick) -> Giving:
        """The minutes of this week, and the five-minute favours that they still hold. Raises `Cancelled`."""
        from netplus_desktop.core.favours import Giving, favours
        from netplus_desktop.core.signals import FactKind, minutes_given

        facts = self._facts(tick)
        given, meant = minutes_given(facts, self._today()), self.clocks().weekly_minutes
        resting = self._resting()
        waiting = {f.need_id: f.contact for f in facts if f.kind is FactKind.NEED and f.contact.id not in resting}
        wanted = (reading.as_json(one for one in waiting if one is not None),)
        with sorted_failures():
            connection = self._connection()
            needs: dict[r.ContactRef, list[r.Heard]] = {}
            latest = f"WHERE heard.id {reading.WITHIN} ORDER BY day DESC, heard.id DESC LIMIT {_NEEDS}"
            for need in reading.heard(connection, latest, wanted):
                needs.setdefault(waiting[need.id], []).append(need)
            offers = reading.offers(connection, "WHERE NOT archived")
            sql = f"SELECT need_id, offer_id, choice FROM fit_choice WHERE need_id {reading.WITHIN}"
            choices = {(n, o): r.FitChoice(c) for n, o, c in connection.execute(sql, wanted)}
        return Giving(given, meant, favours(needs, offers, meant - given, choices, tick))

    def signals_off(self) -> frozenset[SignalKind]:
        """The kinds that the user switched off."""
        from netplus_desktop.core.signals import SignalKind

        rows = self._ask("SELECT signal FROM signal_choice WHERE contact_id IS NULL AND until IS NULL")
        return frozenset(SignalKind(row[0]) for row in rows)

    def is_resting(self, contact_id: int) -> bool:
        """Whether nothing is suggested about a person."""
        return bool(self._ask("SELECT 1 FROM contact WHERE id = ? AND resting", contact_id))

    def _standing(self, facts: Sequence[Fact]) -> tuple[Signal, ...]:
        from netplus_desktop.core.signals import searching_since, standing

        first = self._ask("SELECT created FROM contact ORDER BY id LIMIT 1")
        landed = self._ask("SELECT max(day) FROM landing WHERE day <= ?", self._today().isoformat())
        begun = reading.instant(first[0][0]).astimezone().date() if first else None
        over = date.fromisoformat(landed[0][0]) if landed[0][0] else None
        return standing(
            facts,
            self._today(),
            weekly_minutes=self.clocks().weekly_minutes,
            searching_since=searching_since(facts, begun, over),
            resting=self._resting(),
        )

    def _resting(self) -> frozenset[int]:
        return frozenset(row[0] for row in self._ask("SELECT id FROM contact WHERE resting"))

    def _choices(self) -> list[SignalChoice]:
        from netplus_desktop.core.signals import SignalChoice, SignalKind

        rows = self._ask("SELECT signal, contact_id, until FROM signal_choice")
        return [
            SignalChoice(SignalKind(kind), one, date.fromisoformat(until) if until else None)
            for kind, one, until in rows
        ]

    def _suggested(self) -> Suggested | None:
        from netplus_desktop.core.signals import SignalKind, Suggested

        kept = self._meta("suggested")
        if not kept:
            return None
        day, kind, one = kept.split("/")
        return Suggested(SignalKind(kind), int(one) if one else None, date.fromisoformat(day))

    # --- facts --------------------------------------------------------------------------------------------

    def _facts(self, tick: r.Tick) -> list[Fact]:
        """All that the rules look at, person by person."""
        from netplus_desktop.core.dealings import facts_of
        from netplus_desktop.core.signals import KEPT_DAYS

        now, clocks = self.now().astimezone(), self.clocks()
        since = (now.date() - timedelta(days=KEPT_DAYS)).isoformat()
        ids = sorted(row[0] for row in self._ask(_DEALT_WITH, since))
        minutes = dict(self._ask("SELECT id, minutes FROM offer"))
        found: list[Fact] = []
        for at in range(0, len(ids), _CHUNK):
            tick(at, len(ids))
            for one in self._dealings(ids[at : at + _CHUNK], minutes, now):
                found += facts_of(one, now, clocks)
        return found

    def _dealings(self, ids: Sequence[int], minutes: Mapping[int, int], now: datetime) -> list[Dealings]:
        from netplus_desktop.core.dealings import REPORTS, Dealings

        wanted = (reading.as_json(ids),)
        with sorted_failures():
            connection = self._connection()
            people = connection.execute(
                "SELECT contact.id, name, tier, last_contact FROM contact "
                f"LEFT JOIN contact_standing ON contact_id = contact.id WHERE contact.id {reading.WITHIN}",
                wanted,
            ).fetchall()
            of_them = f"WHERE contact_id {reading.WITHIN}"
            talks = reading.by_contact(reading.interviews(connection, of_them, wanted))
            things = reading.by_contact(reading.heard(connection, of_them, wanted))
            entries = reading.by_contact(reading.exchange(connection, of_them, wanted))
            asks = reading.by_contact(reading.asks(connection, of_them, wanted))
            reports: defaultdict[int, list[date]] = defaultdict(list)
            kinds = ", ".join(f"'{kind}'" for kind in sorted(REPORTS))
            sql = f"SELECT contact_id, sent FROM draft {of_them} AND sent IS NOT NULL AND kind IN ({kinds})"
            for one, sent in connection.execute(sql, wanted):
                reports[one].append(reading.instant(sent).astimezone(now.tzinfo).date())
            introduced: defaultdict[int, list[tuple[date, str, int]]] = defaultdict(list)
            for one, at, name, is_first in connection.execute(_INTRODUCED, wanted):
                took = OFFER_MINUTES[r.OfferKind.INTRODUCTION] if is_first else 0
                introduced[one].append((reading.instant(at).astimezone(now.tzinfo).date(), name, took))
        return [
            Dealings(
                r.ContactRef(one, name),
                r.Tier(tier),
                date.fromisoformat(last) if last else None,
                talks.get(one, ()),
                things.get(one, ()),
                entries.get(one, ()),
                asks.get(one, ()),
                introduced.get(one, ()),
                reports.get(one, ()),
                minutes,
            )
            for one, name, tier, last in people
        ]

    # --- writing ------------------------------------------------------------------------------------------

    def put_signal_away(self, kind: SignalKind, contact_id: int | None) -> r.Changes:
        """Tell nothing of this kind, with this person or at all, for a week."""
        from netplus_desktop.core.signals import PAUSE_DAYS

        until = (self._today() + timedelta(days=PAUSE_DAYS)).isoformat()
        with self._write(r.Action.PUT_SIGNAL_AWAY) as w:
            there = w.ids(schema.SignalChoice, "signal = ? AND contact_id IS ?", str(kind), contact_id)
            if there:
                w.update(schema.SignalChoice, there[0], until=until)
            else:
                w.insert(schema.SignalChoice, signal=str(kind), contact=contact_id, until=until)
            if contact_id is not None:
                w.alters(r.Kind.CONTACT, contact_id)
        return w.done

    def switch_signal(self, kind: SignalKind, on: bool) -> r.Changes:
        """Switch a kind of signal on or off, for everybody."""
        action = r.Action.SWITCH_SIGNAL_ON if on else r.Action.SWITCH_SIGNAL_OFF
        with self._write(action) as w:
            there = w.ids(schema.SignalChoice, "signal = ? AND contact_id IS NULL", str(kind))
            if on:
                for row in there:
                    w.delete(schema.SignalChoice, row)
            elif there:
                w.update(schema.SignalChoice, there[0], until=None)
            else:
                w.insert(schema.SignalChoice, signal=str(kind), contact=None, until=None)
        return w.done

    def let_rest(self, contact_id: int, resting: bool) -> r.Changes:
        """Suggest nothing about a person any more, or again. Raises `NotFoundError`."""
        self._exists(contact_id)
        with self._write(r.Action.LET_REST if resting else r.Action.WAKE) as w:
            if w.update(schema.Contact, contact_id, resting=int(resting)):
                w.alters(r.Kind.CONTACT, contact_id)
        return w.done

    def note_suggested(self, shown: Sequence[Signal]) -> None:
        """Remember what was shown of the things to give back, so that no other follows it the same day. It is no step
        that undo would take."""
        from netplus_desktop.core.signals import GIVE_BACK

        for one in shown:
            text = f"{self._today().isoformat()}/{one.kind}/{one.contact.id if one.contact else ''}"
            if one.kind in GIVE_BACK and not self._vault.read_only and self._meta("suggested") != text:
                with self._transaction() as rows:
                    sql = "INSERT OR REPLACE INTO meta (name, value) VALUES ('suggested', ?)"
                    rows.connection.execute(sql, (text,))


_INTRODUCED = f"""
SELECT mine.one, e.at, contact.name, is_first FROM (
    SELECT id, first_id AS one, second_id AS other, 1 AS is_first FROM introduction
    UNION ALL SELECT id, second_id, first_id, 0 FROM introduction
) AS mine
JOIN introduction_event AS e ON e.introduction_id = mine.id AND e.kind = 'introduced'
JOIN contact ON contact.id = mine.other
WHERE mine.one {reading.WITHIN}
"""
"""Whom I brought these people together with, and when."""
