"""Everything that the vault knows, told row by row, and brought into a vault again: see `core.everything`.

Whoever is new comes with all that hangs on them. Whoever is known already keeps what hangs on them here: only their own
fields are compared, as with any file.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import everything
from netplus_desktop.core import records as r
from netplus_desktop.core.folding import fold
from netplus_desktop.core.signals import SignalKind
from netplus_desktop.store import derived, history, reading, schema
from netplus_desktop.store.copies import SNOOZED
from netplus_desktop.store.people import led_by

if TYPE_CHECKING:
    from netplus_desktop.store.base import Desk

_BATCH = 500
"""So many people are told at a time."""


_Tables = dict[str, list[everything.Cells]]


# --- out --------------------------------------------------------------------------------------------------


def told(store: Desk, ids: Sequence[int] | None, tick: r.Tick) -> tuple[_Tables, Iterator[_Tables]]:
    """What belongs to nobody, and each of these people, or everybody, with what hangs on them. Of a part of the people
    only the offers that were made to them are told; who led to them is named by text where that is somebody else."""
    chosen = array("q", [row[0] for row in store._ask("SELECT id FROM contact ORDER BY id")] if ids is None else ids)
    both = f"first_id {reading.WITHIN_FIRST} AND second_id {reading.WITHIN_FIRST}"
    shared = {}
    for table, columns in everything.SHARED.items():
        where = ""
        if ids is not None:
            where = "WHERE 0" if table != "offer" else (
                f"WHERE id IN (SELECT offer_id FROM exchange WHERE contact_id {reading.WITHIN_FIRST} "
                "UNION SELECT offer_id FROM fit_choice JOIN heard ON heard.id = need_id "
                f"WHERE contact_id {reading.WITHIN_FIRST})"
            )  # fmt: skip
        if ids is not None and table == "introduction":
            where = f"WHERE {both}"
        elif ids is not None and table == "introduction_event":
            where = f"WHERE introduction_id IN (SELECT id FROM introduction WHERE {both})"
        values = (reading.as_json(chosen),) if "?" in where else ()
        rows = store._ask(f"SELECT {', '.join(columns)} FROM {table} {where} ORDER BY id", *values)
        shared[table] = [dict(zip(columns, row, strict=True)) for row in rows]
    if ids is not None:
        within = frozenset(chosen)
        for offer in shared["offer"]:
            if offer["contact_id"] not in within:
                offer["contact_id"] = None
    return shared, _people(store, chosen, None if ids is None else frozenset(ids), tick)


def _people(store: Desk, ids: Sequence[int], only: frozenset[int] | None, tick: r.Tick) -> Iterator[_Tables]:
    for at in range(0, len(ids), _BATCH):
        tick(at, len(ids))
        part = ids[at : at + _BATCH]
        found: defaultdict[int, _Tables] = defaultdict(dict)
        owners: dict[tuple[str, int], int] = {}  # interview or need -> person
        wanted = reading.as_json(part)
        for table, columns in everything.OWNED.items():
            owner, within = "id" if table == "contact" else "contact_id", reading.WITHIN
            if table.startswith("interview_"):
                owner, within = "interview_id", f"IN (SELECT id FROM interview WHERE contact_id {within})"
            elif table in ("fit_choice", "person_choice"):
                owner, within = "need_id", f"IN (SELECT id FROM heard WHERE contact_id {within})"
            sql = f"SELECT {owner}, {', '.join(columns)} FROM {table} WHERE {owner} {within} ORDER BY id"
            for whose, *cells in store._ask(sql, wanted):
                row = dict(zip(columns, cells, strict=True))
                if table in ("interview", "heard"):
                    owners[f"{table}_id", row["id"]] = whose
                person = whose if owner in ("id", "contact_id") else owners[_OWNER.get(owner, owner), whose]
                if table == "person_choice" and only is not None and row["contact_id"] not in only:
                    continue
                found[person].setdefault(table, []).append(_plain(table, row, only))
        for one in part:
            if one in found:
                yield found[one]


_OWNER = {"need_id": "heard_id"}


def _plain(table: str, row: everything.Cells, only: frozenset[int] | None) -> everything.Cells:
    """A row without what is kept packed in its columns, and without links to people who are left out."""
    if table == "contact":
        row["extra"] = reading.verbatim_lines(row["extra"]) if row["extra"] else []
        row["keys"] = sorted(reading.lines(row["keys"]))
        if only is not None and row["introducer_id"] is not None and row["introducer_id"] not in only:
            del row["introducer_id"]
    elif only is not None and row.get("referred_id") not in only:
        row = {**row, "referred_id": None} if "referred_id" in row else row
    return row


# --- in ---------------------------------------------------------------------------------------------------

_KEPT = ("introduced_by", "sample", "created", "changed", "tier", "last_message", "said", "resting")
"""What of a person's own row an import of people does not write."""


class Arrivals:
    """Those whom files with everything make new, and what is to hang on them."""

    def __init__(self, plans: Sequence[r.ImportPlan]) -> None:
        self._plans = {id(p.file.rows): p for p in plans if p.file.format is r.FileFormat.EVERYTHING}
        self._new: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)  # (row, contact)

    def note(self, row: r.PlannedRow, contact_id: int) -> None:
        """Somebody new was made of a row."""
        if id(row.read) in self._plans:
            self._new[id(row.read)].append((row.number, contact_id))

    def bring(self, w: history.Writing, also: r.ImportExtras, store: Desk, tick: r.Tick) -> None:
        """Write what hangs on those who are new, and what belongs to nobody and is not here yet."""
        for key, plan in self._plans.items():
            _Bringing(w, plan, self._new[key], also).bring(store, tick)


class _Bringing:
    """One file on its way in. Its numbers are turned into ids of the vault."""

    def __init__(
        self, w: history.Writing, plan: r.ImportPlan, new: Sequence[tuple[int, int]], also: r.ImportExtras
    ) -> None:
        self._w = w
        self._plan = plan
        self._new = new
        self._also = also
        self._ids: dict[str, dict[int, int]] = {name: {} for name in ("contact", "interview", "heard", "offer")}
        self._introduced: list[tuple[int, int | None]] = []
        self._to_introduce: list[tuple[int, int]] = []  # (offer, number of the person)
        self._for_needs: list[tuple[int, int, str]] = []  # (need, number of the person, choice)

    def bring(self, store: Desk, tick: r.Tick) -> None:
        self._bring_shared()
        known = [
            (row.number, row.match.id)
            for row in self._plan.rows
            if row.match is not None and row.status in (r.RowStatus.SAME, r.RowStatus.CHANGED)
        ]
        texts = self._plan.file.originals
        for number, contact_id in (*known, *self._new):  # all of them first: anybody may name anybody
            if (own := everything.number_of(texts[number - 1])) is not None:
                self._ids["contact"][own] = contact_id
        touched = []
        for done, (number, contact_id) in enumerate(self._new):
            if done % _BATCH == 0:
                tick(done, len(self._new))
            entry = everything.entry(texts[number - 1])
            if entry is not None and self._bring_person(contact_id, entry):
                touched.append(contact_id)
        for contact_id, introducer in self._introduced:
            found = self._ids["contact"].get(introducer) if introducer is not None else None
            if not led_by(self._w, found, contact_id):
                sql = "UPDATE contact SET introducer_id = ? WHERE id = ?"
                self._w.connection.execute(sql, (found, contact_id))
        self._bring_what_names_people()
        derived.refresh_texts(self._w.connection, touched, tick)
        derived.refresh_standings(self._w.connection, touched, store.now())

    def _bring_shared(self) -> None:
        for table, model in (
            ("offer", schema.Offer), ("own_question", schema.OwnQuestion), ("table_layout", schema.TableLayout),
            ("favourite_question", schema.FavouriteQuestion), ("snippet", schema.Snippet),
            ("landing", schema.Landing), ("preference", schema.Preference),
        ):  # fmt: skip
            rows = self._plan.file.shared.get(table, ())
            alike = _KNOWN_BY.get(table) or [
                name for name in everything.SHARED[table] if name not in ("id", "used", "sample", "contact_id")
            ]
            held = f"SELECT {', '.join(alike)}, id FROM {table}"
            there = {tuple(row): one for *row, one in self._w.connection.execute(held).fetchall()}
            for row in rows:
                mark = tuple(row.get(name, "") for name in alike)
                if mark not in there:
                    there[mark] = self._w.insert(model, **_without(row, "id", "contact_id"))
                    if row.get("contact_id") is not None:
                        self._to_introduce.append((there[mark], row["contact_id"]))
                if "id" in row:
                    self._ids[table][row["id"]] = there[mark]

    def _bring_what_names_people(self) -> None:
        """After the people: what belongs to nobody, but names somebody."""
        for offer, number in self._to_introduce:
            self._w.update(schema.Offer, offer, contact=self._here("contact", number))
        self._bring_introductions()
        self._bring_put_off()
        there: set[tuple[int, int]] = set()
        for need, number, choice in self._for_needs:
            whom = self._here("contact", number)
            if whom is not None and (need, whom) not in there:  # of each pair there is one
                there.add((need, whom))
                self._w.insert(schema.PersonChoice, need=need, contact=whom, choice=choice)
        names = {fold(name) for (name,) in self._w.connection.execute("SELECT name FROM employer")}
        for row in self._plan.file.shared.get("employer", ()):
            if fold(row["name"]) not in names:
                names.add(fold(row["name"]))
                advocate = self._here("contact", row["advocate_id"])
                self._w.insert(schema.Employer, advocate=advocate, **_without(row, "advocate_id"))

    def _bring_introductions(self) -> None:
        """Those of two people who are both there, and not introduced for the same reason already."""
        sql = "SELECT first_id, second_id, reason FROM introduction"
        there = set(self._w.connection.execute(sql).fetchall())
        made: dict[int, int] = {}
        for row in self._plan.file.shared.get("introduction", ()):
            first, second = self._here("contact", row["first_id"]), self._here("contact", row["second_id"])
            if first is not None and second is not None and (mark := (first, second, row["reason"])) not in there:
                there.add(mark)
                rest = _without(row, "id", "first_id", "second_id")
                made[row["id"]] = self._w.insert(schema.Introduction, first=first, second=second, **rest)
        seen: set[tuple[int, str]] = set()
        for row in self._plan.file.shared.get("introduction_event", ()):
            one = made.get(row["introduction_id"])
            if one is not None and (one, row["kind"]) not in seen:  # of each kind there is one
                seen.add((one, row["kind"]))
                self._w.insert(schema.IntroductionEvent, introduction=one, **_without(row, "introduction_id"))

    def _bring_put_off(self) -> None:
        """What was put off or switched off, as far as it is known here what it was about."""
        kept = set(self._w.connection.execute("SELECT subject, subject_id FROM snooze").fetchall())
        for row in self._plan.file.shared.get("snooze", ()):
            table = SNOOZED.get(row["subject"])
            one = self._here(table, row["subject_id"]) if table else row["subject_id"]
            if row["subject"] in SNOOZED and one is not None and (row["subject"], one) not in kept:
                kept.add((row["subject"], one))
                self._w.insert(schema.Snooze, subject=row["subject"], subject_id=one, until=row["until"])
        chosen = set(self._w.connection.execute("SELECT signal, contact_id FROM signal_choice").fetchall())
        for row in self._plan.file.shared.get("signal_choice", ()):
            whose = self._here("contact", row["contact_id"])
            known = whose is not None or row["contact_id"] is None
            if known and row["signal"] in set(SignalKind) and (row["signal"], whose) not in chosen:
                chosen.add((row["signal"], whose))
                self._w.insert(schema.SignalChoice, signal=row["signal"], contact=whose, until=row["until"])

    def _bring_person(self, contact_id: int, entry: everything.Entry) -> bool:
        """What a person's row holds beside what any import writes, and the rows that hang on it. Whether there were
        any of which something follows."""
        contact = entry.contact
        values = {name: contact[name] for name in _KEPT if name in contact}
        if self._also.tier and not values.get("tier"):
            values["tier"] = str(self._also.tier)
        sql = f"UPDATE contact SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?"
        self._w.connection.execute(sql, (*values.values(), contact_id))
        ((held,),) = self._w.connection.execute("SELECT keys FROM contact WHERE id = ?", (contact_id,))
        if more := {key for key in contact["keys"] if "\n" not in key}.difference(reading.lines(held)):
            self._w.rows.add_keys(contact_id, sorted(more))
        if "introducer_id" in contact:
            self._introduced.append((contact_id, contact["introducer_id"]))
        rows = entry.rows
        for row in rows["former_post"]:
            self._w.insert(schema.FormerPost, contact=contact_id, **row)
        for row in rows["interview"]:
            made = self._w.insert(schema.Interview, contact=contact_id, **_without(row, "id"))
            self._ids["interview"][row["id"]] = made
        self._bring_events(rows)
        for row in rows["heard"]:
            values = _without(row, "id", "interview_id", "referred_id")
            interview = self._here("interview", row["interview_id"])
            referred = self._here("contact", row["referred_id"])
            if interview is None:
                values["line"] = None  # it tells of the notes there
            made = self._w.insert(schema.Heard, contact=contact_id, interview=interview, referred=referred, **values)
            self._ids["heard"][row["id"]] = made
        for row in rows["exchange"]:
            values = _without(row, "interview_id", "offer_id", "need_id")
            links = {name: self._here(table, row[f"{name}_id"]) for name, table in _EXCHANGE_LINKS.items()}
            self._w.insert(schema.Exchange, contact=contact_id, **links, **values)
        for row in rows["ask"]:
            interview = self._here("interview", row["interview_id"])
            self._w.insert(schema.Ask, contact=contact_id, interview=interview, **_without(row, "interview_id"))
        for row in rows["draft"]:
            interview = self._here("interview", row["interview_id"])
            self._w.insert(schema.Draft, contact=contact_id, interview=interview, **_without(row, "interview_id"))
        chosen: set[tuple[int, int]] = set()
        for row in rows["fit_choice"]:
            need, offer = self._here("heard", row["need_id"]), self._here("offer", row["offer_id"])
            if need is not None and offer is not None and (need, offer) not in chosen:  # of each pair there is one
                chosen.add((need, offer))
                self._w.insert(schema.FitChoice, need=need, offer=offer, choice=row["choice"])
        for row in rows["person_choice"]:
            if (need := self._here("heard", row["need_id"])) is not None:
                self._for_needs.append((need, row["contact_id"], row["choice"]))
        return any(rows[table] for table in ("interview", "heard", "exchange", "ask")) or bool(
            contact.get("last_message")
        )

    def _bring_events(self, rows: Mapping[str, list[everything.Cells]]) -> None:
        seen: set[tuple[int, str]] = set()
        for row in rows["interview_event"]:
            interview = self._here("interview", row["interview_id"])
            if interview is not None and (interview, row["kind"]) not in seen:  # of each kind there is one
                seen.add((interview, row["kind"]))
                self._w.insert(schema.InterviewEvent, interview=interview, **_without(row, "interview_id"))
        for row in rows["interview_question"]:
            interview = self._here("interview", row["interview_id"])
            if interview is not None:
                self._w.insert(schema.InterviewQuestion, interview=interview, **_without(row, "interview_id"))

    def _here(self, table: str, number: int | None) -> int | None:
        return self._ids[table].get(number) if number is not None else None


_KNOWN_BY = {"table_layout": ["header"], "preference": ["name"]}
"""Of these tables a row is here already where one has the same in these columns."""

_EXCHANGE_LINKS = {"interview": "interview", "offer": "offer", "need": "heard"}


def _without(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}
