"""Repair what the check found, in one step. Nothing that a user wrote is thrown away: what cannot stand where it was
goes into a note, and what belongs to nobody to a person called "Found again"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from netplus_desktop.core import people
from netplus_desktop.core import records as r
from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.folding import SORTING
from netplus_desktop.store import checking, derived, history, reading, schema
from netplus_desktop.store.backups import Reason, before
from netplus_desktop.store.checking import Fault, Finding, Look
from netplus_desktop.store.failures import sorted_failures

if TYPE_CHECKING:
    from netplus_desktop.store.store import Store

FOUND_AGAIN = "Found again"
"""The name of a person who takes what belongs to nobody, until the user gives them theirs."""

_ROUNDS = 5
"""Mending one fault may show another behind it (an end follows from a start), but not for long."""

_KEPT_IN = {
    "contact": "note",
    "contact_point": "label",
    "interview": "notes",
    "own_question": "text",
    "offer": "limits",
    "exchange": "text",
    "draft": "body",
    "ask": "text",
    "introduction": "reason",
    "landing": "role",
}
"""Where the text of a value that cannot be read is kept, in its own row; of other tables, in the row it belongs to."""

_INSTEAD: dict[tuple[str, str], Any] = {
    ("contact", "name"): FOUND_AGAIN,
    ("contact", "extra"): "",
    ("contact", "tier"): str(r.Tier.NONE),
    ("contact", "last_message"): "",
    ("interview", "starts"): None,
    ("interview", "zone"): "UTC",
    ("interview", "minutes"): 20,
    ("interview", "medium"): str(r.Medium.VIDEO),
    ("interview", "letter_sent"): None,
    ("interview", "state"): "",
    ("interview_question", "kind"): str(r.Tiara.INSIGHTS),
    ("own_question", "kind"): str(r.Tiara.INSIGHTS),
    ("own_question", "stage"): "",
    ("heard", "kind"): str(r.HeardKind.TAKEAWAY),
    ("heard", "state"): str(r.HeardState.OPEN),
    **{("heard", name): None for name in ("due", "introduced", "contacted", "reported")},
    ("offer", "kind"): str(r.OfferKind.RESOURCE),
    ("offer", "used"): None,
    ("exchange", "direction"): str(r.Direction.THEY_SHARED),
    ("exchange", "state"): str(r.ExchangeState.DELIVERED),
    ("draft", "kind"): str(r.DraftKind.APPROACH),
    ("draft", "sent"): None,
    ("ask", "kind"): str(r.AskKind.OTHER),
    ("ask", "state"): str(r.AskState.ASKED),
    **{("ask", name): None for name in ("answered", "thanked", "reported")},
}
"""What stands in the place of a value that cannot be read. Instants and days that must be are those of `_when`."""

_NOTHING_ELSE = {
    ("photo", "picture"), ("import_image", "packed"), ("table_layout", "meaning"), ("fit_choice", "choice"),
    ("person_choice", "choice"), ("preference", "name"), ("preference", "content"), ("snooze", "subject"),
    ("snooze", "until"), ("signal_choice", "signal"), ("signal_choice", "until"),
}  # fmt: skip
"""Values that are all their row is for, and that hold no words: without them it goes."""


_NO_EVENT = {("interview_event", "kind"), ("introduction_event", "kind"), ("introduction_event", "at")}
"""Values without which a dated fact tells nothing. An interview's is put where the interview was made."""


def repair(store: Store, findings: Sequence[Finding], tick: r.Tick) -> r.Changes:
    """See `Store.repair`."""
    if any(finding.code in checking.UNMENDED for finding in findings):
        raise VaultError("vault-damaged", name=store.path.name)
    before(store, Reason.REPAIR, tick)
    connection = store._connection()
    with sorted_failures(), store.links_unwatched(), store._write(r.Action.REPAIR) as w:
        with checking.stoppable(connection, lambda: tick(0, _ROUNDS + 1)):
            for finding in findings:
                if finding.code == "index-wrong":  # first: rows cannot be written past it
                    connection.execute(f'REINDEX "{finding.where}"')
            mending = _Mending(store, w)
            mending.records(tick)
            mending.what_follows()
        w.count = mending.count
        if any(finding.code == checking.HEADER_DAMAGED for finding in findings):
            connection.execute(f"PRAGMA user_version = {schema.VERSION}")  # writes the first page, salt and all
    with sorted_failures(), store.opened.watch.ending():
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store._order.forget()
    return w.done


class _Mending:
    """One repair under way."""

    def __init__(self, store: Store, w: history.Writing) -> None:
        self._store = store
        self._w = w
        self._look = Look(w.connection, store._sort_key, store.now())
        self._found: dict[int, int] = {}  # a person who is gone -> who takes what was theirs
        self._talks: dict[int, int] = {}
        self.count = 0

    # --- what the user wrote ------------------------------------------------------------------------------

    def records(self, tick: r.Tick) -> None:
        """Mend the records, until no fault is left in them."""
        self._keys()
        for number in range(_ROUNDS):
            tick(number, _ROUNDS + 1)
            found = [fault for find in checking.RECORDS.values() for fault in find(self._look)]
            if not found:
                return
            for fault in found:
                self.count += 1
                _MENDS[fault.code](self, fault)
                self._tell(fault)

    def _row(self, table: str, one: int) -> dict[str, Any] | None:
        model = _TABLES[table]
        image = self._w.rows.image(model, one)
        return dict(zip(schema.columns(model), image, strict=True)) if image is not None else None

    def _update(self, table: str, one: int, **values: Any) -> None:
        self._w.update(_TABLES[table], one, **values)

    def _tell(self, fault: Fault) -> None:
        """The person whose record it was is other than before, for all who show them."""
        row = self._row(fault.table, fault.id)
        if row is None:
            return
        if "interview_id" in row and "contact_id" not in row:
            row = self._row("interview", row["interview_id"]) or {}
        if "introduction_id" in row:
            row = self._row("introduction", row["introduction_id"]) or {}
        for side in ("first_id", "second_id"):
            self._w.alters(r.Kind.CONTACT, row.get(side))
        owner = fault.id if fault.table == "contact" else row.get("contact_id")
        self._w.alters(r.Kind.CONTACT, owner)

    def owner_gone(self, fault: Fault) -> None:
        """A row of a person, or of a conversation, that is gone."""
        row = self._row(fault.table, fault.id)
        if row is None:
            return
        lost = row[fault.column]
        if fault.table == "person_choice":  # nobody is chosen who is gone
            self._w.delete(schema.PersonChoice, fault.id)
        elif fault.column in ("contact_id", "first_id", "second_id"):
            self._update(fault.table, fault.id, **{fault.column: self._person(lost)})
        elif fault.column == "interview_id":
            self._update(fault.table, fault.id, interview_id=self._talk(lost))
        else:  # what an import wrote, of an import that is not known; what fits a need or an offer that is gone
            self._w.delete(_TABLES[fault.table], fault.id)

    def _person(self, lost: int) -> int:
        if lost not in self._found:
            self._found[lost] = self._store._insert_person(self._w, r.Person(FOUND_AGAIN))
        return self._found[lost]

    def _talk(self, lost: int) -> int:
        """A conversation in the place of one that is gone, with whoever something was heard from in it."""
        if lost not in self._talks:
            sql = (
                "SELECT contact_id FROM (SELECT contact_id FROM heard WHERE interview_id = ?1 "
                "UNION ALL SELECT contact_id FROM exchange WHERE interview_id = ?1) "
                "WHERE contact_id IN (SELECT id FROM contact) LIMIT 1"
            )
            known = self._w.connection.execute(sql, (lost,)).fetchone()
            owner = known[0] if known else self._store._insert_person(self._w, r.Person(FOUND_AGAIN))
            self._talks[lost] = made = self._store._insert_interview(self._w, owner, r.InterviewPlan())
            for table in ("heard", "exchange"):
                for one in self._w.ids(_TABLES[table], "interview_id = ? AND contact_id = ?", lost, owner):
                    self._update(table, one, interview_id=made)
        return self._talks[lost]

    def link_broken(self, fault: Fault) -> None:
        """A row that names another which is gone: its own words stay."""
        if fault.table == "signal_choice":  # it would speak of everybody
            self._w.delete(schema.SignalChoice, fault.id)
            return
        self._update(fault.table, fault.id, **{fault.column: None})

    def line_adrift(self, fault: Fault) -> None:
        """A thing heard whose line is gone stays as one that no line filed."""
        self._update("heard", fault.id, line=None)

    def introducer_ring(self, fault: Fault) -> None:
        """The name of who introduced them stays, as text."""
        sql = "SELECT i.name FROM contact c JOIN contact i ON i.id = c.introducer_id WHERE c.id = ?"
        for (name,) in self._w.connection.execute(sql, (fault.id,)).fetchall():
            self._update("contact", fault.id, introducer_id=None, introduced_by=name)

    def mark_twice(self, fault: Fault) -> None:
        """A mark of their own; they stay known by the one they shared."""
        row = self._row("contact", fault.id)
        if row is not None:
            uid = people.own_uid()
            held = dict.fromkeys((*reading.lines(row["keys"]), "uid:" + uid.removeprefix("urn:uuid:")))
            self._update("contact", fault.id, uid=uid, keys="\n".join(held))

    def row_twice(self, fault: Fault) -> None:
        """The same once more: the first stays."""
        self._tell(fault)
        self._w.delete(_TABLES[fault.table], fault.id)

    def end_wrong(self, fault: Fault) -> None:
        """The end follows from start and length."""
        row = self._row("interview", fault.id)
        if row is not None:
            end = checking.end_of(row["starts"], row["zone"], row["minutes"])
            if end is None and row["starts"] is not None:
                self._keep(fault.table, row, "starts")
                self._update("interview", fault.id, starts=None)
            self._update("interview", fault.id, ends=end)

    def value_at_fault(self, fault: Fault) -> None:
        """Another value in its place; what stood there is kept in words."""
        row = self._row(fault.table, fault.id)
        if row is None:
            return
        if (fault.table, fault.column) in _NOTHING_ELSE:
            self._tell(fault)
            self._w.delete(_TABLES[fault.table], fault.id)
            return
        self._keep(fault.table, row, fault.column)
        if (fault.table, fault.column) in _NO_EVENT:
            self._keep(fault.table, row, "kind" if fault.column == "at" else "at")
            self._tell(fault)
            self._w.delete(_TABLES[fault.table], fault.id)
            return
        if (fault.table, fault.column) == ("contact_point", "kind"):
            instead = str(r.PointKind.EMAIL if "@" in str(row["value"]) else r.PointKind.IM)
        elif (fault.table, fault.column) in _INSTEAD:
            instead = _INSTEAD[fault.table, fault.column]
        else:
            instead = self._when(fault, row)
        self._update(fault.table, fault.id, **{fault.column: instead})

    def _when(self, fault: Fault, row: dict[str, Any]) -> str:
        """When what the row belongs to was made: so that nothing seems to have happened today."""
        for table in ("interview", "contact"):
            parent = self._row(table, row[f"{table}_id"]) if row.get(f"{table}_id") else None
            made = parent["created"] if parent else None
            try:
                checking.VALUES[table]["created"](made)
            except (ValueError, TypeError):
                continue
            return str(made)[:10] if fault.column == "day" else str(made)
        now = reading.written(self._look.now)
        return now[:10] if fault.column == "day" else now

    def _keep(self, table: str, row: dict[str, Any], column: str) -> None:
        """Keep a value as text where a user reads it."""
        value = row[column]
        if value in (None, "") or table == "import_batch":
            return
        kept_in, where = (table, row) if table in _KEPT_IN else (None, None)
        for parent in ("introduction", "interview", "contact"):
            if where is None and row.get(f"{parent}_id"):
                kept_in, where = parent, self._row(parent, row[f"{parent}_id"])
        if kept_in is None or where is None:
            return
        text = where[_KEPT_IN[kept_in]]
        words = f"{column.replace('_', ' ')}: {value}"
        between = "\n" if kept_in in ("contact", "interview", "offer") else " · "
        row_words = f"{text}{between}{words}" if text else words
        self._update(kept_in, where["id"], **{_KEPT_IN[kept_in]: row_words})
        where[_KEPT_IN[kept_in]] = row_words

    # --- what follows from it -----------------------------------------------------------------------------

    def what_follows(self) -> None:
        """Work out anew what does not follow from the records as they are now."""
        connection = self._w.connection
        if any(fault.code == "meta-missing" for fault in checking.figures(self._look)):
            order = f"{self._store._language}/{SORTING}"
            connection.execute("INSERT INTO meta (name, value) VALUES ('sort_language', ?)", (order,))
        placed = [fault.id for fault in checking.order(self._look)]
        for one in placed:
            (name,) = connection.execute("SELECT name FROM contact WHERE id = ?", (one,)).fetchone()
            connection.execute("UPDATE contact SET sort_key = ? WHERE id = ?", (self._look.sort_key(name), one))
        self._keys()
        stale = [fault.id for fault in checking.standings(self._look)]
        derived.refresh_standings(connection, stale, self._look.now)
        found = defaultdict(list)
        for fault in checking.search(self._look):
            found[fault.table].append(fault.id)
        for one in found["search"]:
            connection.execute("DELETE FROM search WHERE rowid = ?", (one,))
        derived.refresh_texts(connection, found["contact"])
        for one in (*placed, *stale, *found["contact"]):
            self._w.alters(r.Kind.CONTACT, one)
        for name, table in schema.COUNTED.items():
            sql = f"INSERT OR REPLACE INTO counter (name, value) SELECT ?, count(*) FROM {table}"
            connection.execute(sql, (name,))
        self._w.rows.counted.clear()  # counted just now

    def _keys(self) -> None:
        """Who holds which key, as the people themselves say."""
        connection = self._w.connection
        for one in {fault.id for fault in checking.keys(self._look)}:
            connection.execute("DELETE FROM contact_key WHERE contact_id = ?", (one,))
            held = connection.execute("SELECT keys FROM contact WHERE id = ?", (one,)).fetchone()
            pairs = [(key, one) for key in sorted(set(reading.lines(held[0])))] if held else []
            connection.executemany("INSERT INTO contact_key (key, contact_id) VALUES (?, ?)", pairs)


_TABLES = {schema.table_name(table): table for table in schema.IMAGED}

_MENDS: dict[str, Callable[[_Mending, Fault], None]] = {
    "owner-missing": _Mending.owner_gone,
    "link-broken": _Mending.link_broken,
    "link-elsewhere": _Mending.link_broken,
    "value-invalid": _Mending.value_at_fault,
    "word-unknown": _Mending.value_at_fault,
    "end-wrong": _Mending.end_wrong,
    "line-adrift": _Mending.line_adrift,
    "introducer-ring": _Mending.introducer_ring,
    "mark-twice": _Mending.mark_twice,
    "row-twice": _Mending.row_twice,
}
