"""Two copies of one vault that grow apart: made, written in at random, merged, and told as text that compares."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import UserError
from netplus_desktop.store import keychain, schema, vault
from netplus_desktop.store.store import Store

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KEY = keychain.VaultKey(b"k" * 32, b"s" * 16)


def opened(path: Path) -> Store:
    return Store(vault.open_vault(path, KEY), lambda: NOW)


@contextmanager
def copies(folder: Path, fill: Callable[[Store], None]) -> Iterator[tuple[Store, Store]]:
    """A vault and a copy of it, both open."""
    path = folder / "one.netplus"
    vault.create(path, KEY)
    base = opened(path)
    fill(base)
    base.close()
    shutil.copy(path, folder / "two.netplus")
    one, two = opened(path), opened(folder / "two.netplus")
    try:
        yield one, two
    finally:
        one.close()
        two.close()


def merge(into: Store, other: Store) -> r.Changes:
    return into.merge(into.merge_plan(other.path, KEY))


def told(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every record, with the ids that all copies have for it."""
    branches = dict(store._ask("SELECT id, hex(name) FROM branch"))
    names: dict[tuple[str, int], str] = {}
    for table, first, last, branch, serial in store._ask("SELECT tbl, first, last, branch_id, serial FROM origin"):
        for one in range(first, last + 1):
            names[table, one] = f"{branches[branch]}-{serial + one - first}"
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in schema.IMAGED:
        name = schema.table_name(table)
        targets = {field.column_name: schema.table_name(parent) for field, parent in table._meta.refs.items()}
        targets["id"] = name
        rows = []
        for row in store._ask(f"SELECT {', '.join(schema.columns(table))} FROM {name}"):
            values = dict(zip(schema.columns(table), row, strict=True))
            for column, target in targets.items():
                if values[column] is not None:
                    values[column] = names[target, values[column]]
            if name == "snooze" and (target := {"promise": "heard", "keep in touch": "contact"}.get(values["subject"])):
                values["subject_id"] = names[target, values["subject_id"]]
            if "keys" in values:
                values["keys"] = "\n".join(sorted(values["keys"].split("\n")))
            rows.append(tuple(values.items()))
        found[name] = sorted(rows, key=repr)
    return found


def lineage(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    return {table: store._ask(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in ("origin", "edit", "fate")}


class Hand:
    """Somebody who writes in a copy. Each text that they write is a word that nobody else writes."""

    def __init__(self, store: Store, name: str) -> None:
        self.store = store
        self.name = name
        self.words: set[str] = set()

    def _word(self) -> str:
        word = f"{self.name}{len(self.words)}x"
        self.words.add(word)
        return word

    def _one(self, table: str, at: int) -> int | None:
        ids = [row[0] for row in self.store._ask(f"SELECT id FROM {table} ORDER BY id")]
        return ids[at % len(ids)] if ids else None

    def _before(self, contact: int) -> set[int]:
        """A person, who introduced them, who introduced those, and so on."""
        sql = (
            "WITH RECURSIVE b (id) AS (VALUES (?) UNION SELECT introducer_id FROM contact JOIN b USING (id)) "
            "SELECT id FROM b WHERE id IS NOT NULL"
        )
        return {row[0] for row in self.store._ask(sql, contact)}

    def there(self) -> set[str]:
        """The words of this hand that stand in its copy."""
        return words_in(self.store, self.words)

    def do(self, verb: int, at: int, other: int) -> None:
        """One thing that a user may do; what cannot be done is not."""
        store, word = self.store, self._word()
        one = self._one("contact", at)
        talk = self._one("interview", at)
        thing = self._one("heard", at)
        offer = self._one("offer", at)
        entry = self._one("exchange", at)
        fields = ("organisation", "note", "title", "met", "name", "nickname")
        try:
            if verb == 0:
                mail = r.Point(r.PointKind.EMAIL, f"{word}@example.org")
                store.add_contact(r.Person(word, points=(mail,), tags=(f"tag{other % 3}",)))
            elif verb == 1 and one:
                store.edit_contact(one, **{fields[other % len(fields)]: word})
            elif verb == 2 and one:
                store.delete_contacts([one])
            elif verb == 3 and one:
                plan = r.InterviewPlan(purpose=word, starts=datetime(2026, 11, 20 + other % 5, 14))
                store.plan_interview(one, plan, [r.Question(word, r.Tiara.TRENDS)])
            elif verb == 4 and talk:
                before = store.interview(talk).notes.split("\n")
                before.insert(other % (len(before) + 1), f"{'ntrp '[other % 5]} {word}".strip())
                store.save_notes(talk, "\n".join(before))
            elif verb == 5 and talk:
                before = store.interview(talk).notes.split("\n")
                store.save_notes(talk, "\n".join(before[: other % len(before)]))
            elif verb == 6 and talk:
                store.edit_interview(talk, **{("purpose", "overview", "place")[other % 3]: word})
            elif verb == 7 and talk:
                kind = list(r.EventKind)[other % len(r.EventKind)]
                store.record_event(talk, kind, NOW - timedelta(hours=at) if other % 4 else None)
            elif verb == 8 and one:
                store.add_heard(one, r.HeardKind.NEED, word, interview_id=None)
            elif verb == 9 and thing:
                store.edit_heard(thing, **({"text": word} if other % 2 else {"state": r.HeardState.DONE}))
            elif verb == 10:
                store.add_offer(r.OfferFields(word))
            elif verb == 11 and offer and one:
                known = store.contact(one)
                needs, talks = [need.id for need in known.heard], [talk.id for talk in known.interviews]
                need = needs[0] if needs and other % 2 else None
                store.offer_this(one, offer, need_id=need, interview_id=talks[0] if talks else None)
            elif verb == 12 and one and other % 3 == 0:
                store.add_ask(one, r.AskKind.ADVICE, word, date(2026, 11, 1 + other % 20))
            elif verb == 12 and one and other % 3 == 1:
                store.introduce(one, self._one("contact", other) or one, word)
            elif verb == 12 and one:
                store.record_share(one, r.Direction.THEY_SHARED, word, date(2026, 11, 1 + other % 20))
            elif verb == 13 and thing:
                store.delete_heard(thing)
            elif verb == 14 and talk:
                store.delete_interview(talk)
            elif verb == 15 and offer:
                store.delete_offer(offer)
            elif verb == 16 and one:
                introducer = self._one("contact", other)
                if introducer and one not in self._before(introducer):
                    store.set_introducer(one, introducer)
            elif verb == 17 and one:
                store.tag_contacts([one], add=(f"tag{other % 3}", word), remove=(f"tag{(other + 1) % 3}",))
            elif verb == 18 and talk:
                asked = [r.Question(f"q{n}", r.Tiara.ADVICE, bool(other % 2), word) for n in range(other % 3)]
                store.set_questions(talk, asked)
            elif verb == 19 and thing:
                store.follow_referral(thing, r.Person(word))
            elif verb == 20 and one:
                person = store.persons([one])[one]
                store.edit_contact(one, points=(*person.points[other % 2 :], r.Point(r.PointKind.PHONE, word)))
            elif verb == 21 and other % 2 and (ask := self._one("ask", at)):
                store.set_ask_state(ask, list(r.AskState)[at % len(r.AskState)], date(2026, 11, 20 + other % 5))
            elif verb == 21 and entry:
                store.edit_exchange(entry, text=word)
            elif verb == 22 and offer:
                store.edit_offer(offer, title=word)
            elif verb == 23 and talk:
                store.save_letter(talk, r.Letter(word, f"Dear {word}"))
            elif verb == 24:
                store.add_question(f"own {other % 4}", list(r.Tiara)[at % len(r.Tiara)])
            elif verb >= 27:
                store.redo()
            elif verb >= 25:
                store.undo()
        except UserError:
            pass


def words_in(store: Store, words: set[str]) -> set[str]:
    text = repr(told(store))
    return {word for word in words if word in text}
