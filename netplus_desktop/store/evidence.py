"""What an archive tells beside its people, written into the vault within the import's own transaction and step.

Each fact that is written leaves a key with the person, by which it is known when the same archive comes again: what was
edited or deleted since stays so. Messages leave none, there may be thousands; their own words tell.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from netplus_desktop.core import records as r
from netplus_desktop.core.evidence import EvidenceChoice, Fact, FactKind
from netplus_desktop.core.people import plain
from netplus_desktop.store import derived, history, reading, schema
from netplus_desktop.store.exchanges import offer_columns
from netplus_desktop.store.people import clean, keys_column

if TYPE_CHECKING:
    from netplus_desktop.store.importing import ImportVerbs

_AT_ONCE = 2000

_EXCHANGED = frozenset({FactKind.RECOMMENDATION, FactKind.ENDORSEMENT})
"""What is part of the exchange, both ways; all else that is in words joins the person's note."""

_BETWEEN = "\n\n"


@dataclass(slots=True)
class _Told:
    """What is to be written about one person."""

    message: str = ""
    keys: dict[str, None] = field(default_factory=dict)
    notes: list[tuple[date, str]] = field(default_factory=list)
    entries: list[tuple[Fact, str]] = field(default_factory=list)


def apply(store: ImportVerbs, w: history.Writing, choices: Sequence[EvidenceChoice], tick: r.Tick) -> None:
    """Write what was chosen about everybody who is in the vault by now, and the offers that are not there yet."""
    touched = 0
    for choice in choices:
        _add_offers(w, choice)
        told = _about(store, choice, tick)
        first, last = w.bulk.ranges.get(schema.Contact, (1, 0)) if w.bulk is not None else (1, 0)
        new = {one for one in told if first <= one <= last}
        for start in range(0, len(told), _AT_ONCE):
            tick(start, len(told))
            part = dict(islice(told.items(), start, start + _AT_ONCE))
            touched += _write(w, part, new)
        if new and w.bulk is not None:  # what a bulk made is indexed by whoever made it
            w.bulk = replace(w.bulk, standings=True)
            derived.refresh_texts(w.connection, {one for one in new if told[one].notes}, tick)
            derived.refresh_standings(w.connection, new, store.now())
    if not w.count and not w.empty:  # the step is named after how many people it is about
        w.count = max(1, touched)


def _add_offers(w: history.Writing, choice: EvidenceChoice) -> None:
    there = {(plain(title), kind) for title, kind in w.connection.execute("SELECT title, kind FROM offer")}
    for offer in choice.offers:
        columns = offer_columns(offer)
        mark = plain(columns["title"]), columns["kind"]
        if mark not in there:
            there.add(mark)
            w.insert(schema.Offer, **columns)


def _about(store: ImportVerbs, choice: EvidenceChoice, tick: r.Tick) -> dict[int, _Told]:
    """What is told about whom. Facts about people who are not in the vault, and of days to come, are left."""
    told: defaultdict[int, _Told] = defaultdict(_Told)
    today = store.now().date()
    for kind in FactKind:
        if kind not in choice.kinds:
            continue
        for facts in _parts(choice.evidence.facts.get(kind, ())):
            tick(0, 0)
            holders = store.holders(list({key for fact in facts for key in fact.keys}))
            for fact in facts:
                held = next((holders[key] for key in fact.keys if key in holders), ())
                if held and (fact.on is None or fact.on <= today):
                    _note(told[held[0]], fact, choice)
    return told


def _parts(facts: Collection[Fact]) -> Iterator[list[Fact]]:
    rest = iter(facts)
    while part := list(islice(rest, _AT_ONCE)):
        yield part


def _note(told: _Told, fact: Fact, choice: EvidenceChoice) -> None:
    day = fact.on.isoformat() if fact.on is not None else ""
    if fact.kind is FactKind.LAST_MESSAGE:
        told.message = max(told.message, day)
        return
    text = clean(choice.words[fact.kind, fact.mine].format(day=day, text=fact.text)).strip()
    if fact.kind in _EXCHANGED:
        told.entries.append((fact, text))
    else:
        told.notes.append((fact.on or date.min, _paragraph(text)))
    if fact.kind is not FactKind.MESSAGE:
        told.keys[_key(fact)] = None


def _paragraph(text: str) -> str:
    """The text without blank lines, which part the paragraphs of a note; nor with the colon of a day that is none."""
    return "\n".join(line for line in text.lstrip(": ").splitlines() if line.strip())


def _key(fact: Fact) -> str:
    said = "\x1f".join((fact.kind.value, str(fact.mine), str(fact.on), fact.text))
    return "fact:" + hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=9).hexdigest()


def _write(w: history.Writing, told: dict[int, _Told], new: set[int]) -> int:
    """Write about these people; how many of them anything was new of."""
    sql = f"SELECT id, last_message, keys, note FROM contact WHERE id {reading.WITHIN}"
    touched = 0
    for one, message, held, note in w.connection.execute(sql, (reading.as_json(told),)).fetchall():
        about = told[one]
        known = set(reading.lines(held))
        values = {}
        if about.message > message:
            values["last_message"] = about.message
        keys = [key for key in about.keys if key not in known]
        if keys:
            values["keys"] = keys_column((*reading.lines(held), *keys))
        if added := _paragraphs(about, note, known):
            values["note"] = _BETWEEN.join((note.rstrip(), *added) if note.strip() else added)
        entries = [(fact, text) for fact, text in about.entries if _key(fact) not in known]
        for fact, text in {_key(fact): (fact, text) for fact, text in entries}.values():
            _record(w, one, fact, text)
        if values:
            _set(w, one, values, keys, bulk=one in new)
        touched += bool(values or entries)
    return touched


def _paragraphs(about: _Told, note: str, known: set[str]) -> list[str]:
    """What the note does not hold yet, the oldest first."""
    if not about.notes:
        return []
    there = set(note.split(_BETWEEN))
    return [text for text in dict.fromkeys(text for _, text in sorted(about.notes)) if text not in there]


def _record(w: history.Writing, one: int, fact: Fact, text: str) -> None:
    if fact.on is None:
        return
    w.insert(
        schema.Exchange,
        contact=one,
        direction=str(r.Direction.I_GAVE if fact.mine else r.Direction.THEY_SHARED),
        text=text,
        day=fact.on.isoformat(),
        state=str(r.ExchangeState.DELIVERED),
    )
    w.alters(r.Kind.CONTACT, one)


def _set(w: history.Writing, one: int, values: dict[str, str], keys: Sequence[str], *, bulk: bool) -> None:
    """Write columns of a person. Of those whom this import has made no image is kept: its step takes them out whole."""
    if not bulk:
        w.update(schema.Contact, one, **values)
        return
    columns = ", ".join(f"{name} = ?" for name in values)
    w.connection.execute(f"UPDATE contact SET {columns} WHERE id = ?", (*values.values(), one))
    w.connection.executemany("INSERT INTO contact_key (key, contact_id) VALUES (?, ?)", [(key, one) for key in keys])
