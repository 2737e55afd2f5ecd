"""The store's verbs about what the user decided on an offer for a need, or on a person who might help with it: to see
them there always, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from netplus_desktop.core import records as r
from netplus_desktop.store import reading, schema
from netplus_desktop.store.exchanges import ExchangeVerbs

if TYPE_CHECKING:
    from netplus_desktop.core.third_people import Idea, Trait

_LOOKED_AT = 500
"""People whose facts are compared one by one: those of whom the text's own words are known come first, then the like,
the rare words before the others, and last the words that are known of so many. (The index cannot rank.)"""

_FACTS = """
    SELECT id, name, 'role', title, NULL FROM contact WHERE id {within} AND title <> ''
    UNION ALL SELECT id, name, 'organisation', trim(organisation || ' ' || department), NULL FROM contact
    WHERE id {within} AND organisation || department <> ''
    UNION ALL SELECT c.id, name, 'tag', tag, NULL FROM contact_tag t JOIN contact c ON c.id = t.contact_id
    WHERE c.id {within}
    UNION ALL SELECT c.id, name, h.kind, h.text, CASE h.kind WHEN 'need' THEN h.id END
    FROM heard h JOIN contact c ON c.id = h.contact_id
    WHERE c.id {within} AND (h.kind = 'energy topic' OR h.kind = 'need' AND h.state = 'open')
    UNION ALL SELECT id, name, 'note', note, NULL FROM contact WHERE id {within} AND note <> ''
""".replace("{within}", reading.WITHIN_FIRST)


class FitVerbs(ExchangeVerbs):
    """Reading and writing choices: at most one for an offer and a need, and for a person and a need."""

    def fit_choices(self, contact_id: int) -> Mapping[tuple[int, int], r.FitChoice]:
        """What was decided on a person's needs: (need, offer) -> choice."""
        sql = (
            "SELECT need_id, offer_id, choice FROM fit_choice JOIN heard ON heard.id = need_id "
            "WHERE heard.contact_id = ?"
        )
        return {(need, offer): r.FitChoice(choice) for need, offer, choice in self._ask(sql, contact_id)}

    def choose_fit(self, need_id: int, offer_id: int, choice: r.FitChoice | None) -> r.Changes:
        """Pin an offer to a need, dismiss it there, or leave it to the words again (None). Raises `NotFoundError`."""
        self._offer(offer_id)
        action = {
            r.FitChoice.PINNED: r.Action.PIN_FIT,
            r.FitChoice.DISMISSED: r.Action.DISMISS_FIT,
            None: r.Action.FREE_FIT,
        }[choice]
        return self._choose(action, schema.FitChoice, need_id, ("offer", offer_id), choice)

    def bring_back_fits(self, contact_id: int) -> r.Changes:
        """Leave every offer that was dismissed for a need of this person to the words again."""
        dismissed = "choice = ? AND need_id IN (SELECT id FROM heard WHERE contact_id = ?)"
        with self._write(r.Action.FREE_FIT) as w:
            for row in w.ids(schema.FitChoice, dismissed, str(r.FitChoice.DISMISSED), contact_id):
                w.delete(schema.FitChoice, row)
                w.alters(r.Kind.CONTACT, contact_id)
        return w.done

    # --- beyond the one who voiced a need -------------------------------------------------------------------

    def person_choices(self, need_id: int) -> Mapping[r.ContactRef, r.FitChoice]:
        """Whom the user pinned to a need or put aside for it, in the order in which they were chosen."""
        sql = "SELECT c.id, name, choice FROM person_choice t JOIN contact c ON c.id = contact_id WHERE need_id = ? "
        rows = self._ask(sql + "ORDER BY t.id", need_id)
        return {r.ContactRef(one, name): r.FitChoice(choice) for one, name, choice in rows}

    def choose_person(self, need_id: int, contact_id: int, choice: r.FitChoice | None) -> r.Changes:
        """Pin somebody to another's need, dismiss them there, or leave them to the words again (None). Raises
        `NotFoundError`."""
        self._exists(contact_id)
        action = {
            r.FitChoice.PINNED: r.Action.PIN_PERSON,
            r.FitChoice.DISMISSED: r.Action.DISMISS_PERSON,
            None: r.Action.FREE_PERSON,
        }[choice]
        return self._choose(action, schema.PersonChoice, need_id, ("contact", contact_id), choice)

    def _choose(
        self,
        action: r.Action,
        table: type[schema.Table],
        need_id: int,
        other: tuple[str, int],
        choice: r.FitChoice | None,
    ) -> r.Changes:
        """Write the one choice for a need and an `other` (field of the table, id); None takes it away."""
        owner, (field, other_id) = self._owner("heard", need_id, "heard-gone"), other
        with self._write(action) as w:
            there = w.ids(table, f"need_id = ? AND {field}_id = ?", need_id, other_id)
            if choice is None:
                for row in there:
                    w.delete(table, row)
            elif there:
                w.update(table, there[0], choice=str(choice))
            else:
                w.insert(table, need=need_id, **{field: other_id}, choice=str(choice))
            if not w.empty:
                w.alters(r.Kind.CONTACT, owner)
        return w.done

    def bring_back_people(self, need_id: int) -> r.Changes:
        """Leave everybody who was dismissed for a need to the words again. Raises `NotFoundError`."""
        owner = self._owner("heard", need_id, "heard-gone")
        with self._write(r.Action.FREE_PERSON) as w:
            dismissed = "need_id = ? AND choice = ?"
            for row in w.ids(schema.PersonChoice, dismissed, need_id, str(r.FitChoice.DISMISSED)):
                w.delete(schema.PersonChoice, row)
                w.alters(r.Kind.CONTACT, owner)
        return w.done

    def people_for_need(self, need_id: int, tick: r.Tick = r.no_tick) -> tuple[Idea, ...]:
        """Who else might help with a need, or has the same: see `core.third_people`. Work for the worker where there
        are thousands of people. Raises `NotFoundError`, `Cancelled`."""
        from netplus_desktop.core import third_people

        need, choices = self._heard(need_id), self.person_choices(need_id)
        pinned = [one.id for one, choice in choices.items() if choice is r.FitChoice.PINNED]
        return third_people.who_might_help(need, self._traits(need.text, tick, and_of=pinned), choices)

    def people_for_offer(self, offer_id: int, tick: r.Tick = r.no_tick) -> tuple[Idea, ...]:
        """Who could use an offer, likewise."""
        from netplus_desktop.core import third_people

        offer = self._offer(offer_id)
        decided = self._ask("SELECT need_id, choice FROM fit_choice WHERE offer_id = ?", offer_id)
        choices = {need_id: r.FitChoice(choice) for need_id, choice in decided}
        already = [
            row[0]
            for row in self._ask(
                "SELECT contact_id FROM exchange WHERE offer_id = ? AND state <> 'considered'", offer_id
            )
        ]
        pinned = [need_id for need_id, choice in choices.items() if choice is r.FitChoice.PINNED]
        holders = self._ask(f"SELECT contact_id FROM heard WHERE id {reading.WITHIN}", reading.as_json(pinned))
        text = " ".join((*offer.fields.tags, offer.fields.title, offer.fields.proof))
        traits = self._traits(text, tick, and_of=[row[0] for row in holders])
        return third_people.who_could_use(offer, traits, choices, already)

    def _traits(self, text: str, tick: r.Tick, and_of: Sequence[int] = ()) -> Iterator[Trait]:
        """Facts about the people of whom something could meet a text, and about some more."""
        from netplus_desktop.core.folding import query_words
        from netplus_desktop.core.third_people import Fact, Trait, search_words

        found: list[tuple[bool, int, int, list[int]]] = []
        for tier, some in enumerate(search_words(text)):
            tick(0, 1)
            for parts in filter(None, map(query_words, some)):
                match = "{work tags note talk} : (" + " AND ".join(f'"{part}"*' for part in parts) + ")"
                rows = self._ask("SELECT rowid FROM search WHERE search MATCH ? LIMIT ?", match, _LOOKED_AT)
                hits = [row[0] for row in rows]
                found.append((len(hits) == _LOOKED_AT, tier, len(hits), hits))
        ids = dict.fromkeys(and_of)
        for *_, hits in sorted(found):
            ids.update(dict.fromkeys(hits[: max(0, _LOOKED_AT - len(ids))]))
        tick(0, 1)
        for number, (one, name, fact, told, need_id) in enumerate(self._ask(_FACTS, reading.as_json(ids.keys()))):
            if number % 100 == 0:
                tick(0, 1)
            for line in told.splitlines():
                if line.strip():
                    yield Trait(one, name, Fact(fact), line.strip(), need_id)
