"""How two copies of a vault that grew apart become one: decided record by record, field by field.

Nothing here depends on which copy is here and which is there, nor on a clock: both sides decide the same, and what the
decisions themselves write bears an event that follows from what both copies had seen. Joining again changes nothing.

- A field that one copy wrote since they parted is taken from it. Where both did, the later stamp wins; a long text
  keeps what only the other had below it, a short one leaves a line in the note of the record.
- What one copy deleted and the other left alone is gone. What the other wrote in, linked to or added to, stays, with
  all that the deletion took away with it.
- A tag, a way to reach somebody, an event or a question that both added is one.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

from netplus_desktop.core import people
from netplus_desktop.core import records as r
from netplus_desktop.core.folding import fold
from netplus_desktop.core.merging import LABELS, SEPARATOR, BothChanged, joined
from netplus_desktop.store import derived, reading
from netplus_desktop.store.columns_joined import FOLLOWING, GREATER, LONG, NOTES, SHORT, UNITED, said
from netplus_desktop.store.copies import LINKS, OWNERS, Copy, Event, Node, Pairing, Row, links_of, names_of


class Join:
    """What is to be written here so that this copy holds what both held. Reads both, writes neither."""

    def __init__(self, here: Copy, there: Copy, next_ids: dict[str, int], tick: r.Tick = r.no_tick) -> None:
        self.here, self.there = here, there
        self.pairing = Pairing(here, there, next_ids)
        self.rows: dict[Node, Row | None] = {}
        """Rows as they are to be; None where one is to go."""
        self.edits: dict[Node, dict[str, Event]] = defaultdict(dict)
        self.fates: dict[Node, tuple[bool, Event]] = {}
        self.renewed: set[Node] = set()
        """Rows brought here from there again: what was written in them here counts no more."""
        self.both: list[tuple[Node, str, str, str]] = []
        self.before: dict[Node, Row | None] = {}
        """The rows here as they are now, as far as they were looked at."""
        self.event: Event = self._own_event()
        self._theirs: dict[Node, Row] = {}
        self._lost: set[tuple[Node, str]] = set()
        self._known_anew: dict[Node, set[str]] = {}
        self._notes_joined: dict[Node, bool] = {}
        steps: tuple[Callable[[], None], ...] = (
            self._read, self._fetch, self._add, self._weigh_deletions, self._bring_back, self._join_fields,
            self._restore_links, self._unite_doubles, self._drop_loose_links, self._open_rings, self._renew_marks,
            self._place_lines, self._leave_lines, self._follow,
        )  # fmt: skip
        for number, step in enumerate(steps):
            tick(number, len(steps))
            step()

    def _own_event(self) -> Event:
        """What this joining itself writes: the same wherever the same two copies are joined."""
        seen = sorted(repr(sorted(copy.seen.items())) for copy in (self.here, self.there))
        last = max((0, *self.here.seen.values(), *self.there.seen.values()))
        return last + 1, hashlib.sha256("".join(seen).encode()).digest()[:8]

    # --- what is new on either side -----------------------------------------------------------------------

    def _read(self) -> None:
        self._news_here: defaultdict[Node, dict[str, Event]] = defaultdict(dict)
        self._news_there: defaultdict[Node, dict[str, Event]] = defaultdict(dict)
        for table, row, column, event in self.here.edits(self.there):
            self._news_here[table, row][column] = event
        for table, row, column, event in self.there.edits(self.here):
            self._news_there[table, self.pairing.here(table, row)][column] = event
        self._fates_here: dict[Node, tuple[bool, Event]] = {}
        self._fates_there: dict[Node, tuple[bool, Event]] = {}
        for table, first, last, alive, event in self.here.fates(self.there):
            for row in range(first, last + 1):
                self._fates_here[table, row] = (alive, event)
        for table, first, last, alive, event in self.there.fates(self.here):
            for row in range(first, last + 1):
                self._fates_there[table, self.pairing.here(table, row)] = (alive, event)

    def _fetch(self) -> None:
        """Read the rows that anything happened to, on both sides."""
        looked_at = {*self._news_there, *self._fates_there, *self._fates_here}
        self._look(looked_at)
        for table in names_of():
            ids = {self.pairing.there(node) for node in looked_at if node[0] == table}
            for row in self.there.rows_of(table, ids - {None}):  # type: ignore[arg-type]
                mapped = self.pairing.mapped(table, row)
                self._theirs[table, mapped["id"]] = mapped

    def _look(self, nodes: Iterable[Node]) -> None:
        wanted: defaultdict[str, set[int]] = defaultdict(set)
        for table, row in nodes:
            if (table, row) not in self.before:
                wanted[table].add(row)
                self.before[table, row] = None
        for table, ids in wanted.items():
            for image in self.here.rows_of(table, ids):
                self.before[table, image["id"]] = image

    def _now(self, node: Node) -> Row | None:
        """The row as it stands after what was decided so far."""
        if node in self.rows:
            return self.rows[node]
        self._look((node,))
        return self.before[node]

    def _write(self, node: Node, column: str, value: Any, event: Event) -> None:
        row = self._now(node)
        assert row is not None
        if row[column] != value:
            self.rows[node] = row | {column: value}
        self.edits[node][column] = event

    def _invent(self, node: Node, column: str, value: Any) -> None:
        row = self._now(node)
        if row is not None and row[column] != value:
            self._write(node, column, value, self.event)

    # --- rows ---------------------------------------------------------------------------------------------

    def _add(self) -> None:
        """Rows that only the other copy knows."""
        self._added: set[Node] = set()
        for table in names_of():
            for piece in self.pairing.pieces(table):
                if not piece.known:
                    for row in self.there.rows(table, "id BETWEEN ? AND ?", piece.first, piece.last):
                        node = (table, piece.here + row["id"] - piece.first)
                        self.rows[node] = self.pairing.mapped(table, row)
                        self._added.add(node)
        for node in self._added:
            self.edits[node].update(self._news_there.get(node, {}))
        for node, fate in self._fates_there.items():
            if self.before[node] is None and node not in self._theirs:
                mine = self._fates_here.get(node)
                self.fates[node] = max(fate, mine, key=lambda one: one[1]) if mine else fate
        for node in self._added & self._fates_there.keys():
            self.fates[node] = self._fates_there[node]
            self.before[node] = None

    def _weigh_deletions(self) -> None:
        """What one copy deleted and the other still has: gone, unless the other did something with it since."""
        deleted: dict[Node, Event] = {}
        self._kept: dict[Node, Event] = {}
        for fates, there in ((self._fates_there, True), (self._fates_here, False)):
            for node, (alive, event) in fates.items():
                held = self.before.get(node) is not None if there else node in self._theirs and node not in self._added
                if not alive and held and (node in self._theirs) is not (self.before.get(node) is not None):
                    deleted[node] = event
        if not deleted:
            return
        children: defaultdict[Node, list[Node]] = defaultdict(list)
        for node in deleted:
            for owner in self._owners(node, self._held(node)):
                children[owner].append(node)
        waiting = [node for node in deleted if self._touched(node)]
        waiting += self._wanted_by_others(deleted)
        while waiting:
            node = waiting.pop()
            if node in self._kept or node not in deleted:
                continue
            self._kept[node] = deleted[node]
            waiting += self._owners(node, self._held(node))
            waiting += [child for child in children[node] if deleted[child] == deleted[node]]
        for node, event in deleted.items():
            if node in self._kept:
                self.fates[node] = (True, self.event)
                if self.before[node] is None:
                    self.rows[node] = self._theirs[node]
                    self.renewed.add(node)
            elif self.before[node] is not None:
                self.rows[node] = None
                self.fates[node] = (False, event)

    def _held(self, node: Node) -> Row:
        row = self.before.get(node) or self._theirs.get(node)
        assert row is not None
        return row

    def _owners(self, node: Node, row: Row) -> list[Node]:
        columns = OWNERS.get(node[0], {})
        return [(target, row[column]) for column, target in columns.items() if row[column] is not None]

    def _touched(self, node: Node) -> bool:
        """Whether the copy that still has a row wrote in it, or brought it back, unseen by the one that deleted it."""
        here = self.before[node] is not None
        news, fates = (self._news_here, self._fates_here) if here else (self._news_there, self._fates_there)
        return bool(news.get(node, {}).keys() - FOLLOWING) or (node in fates and fates[node][0])

    def _wanted_by_others(self, deleted: dict[Node, Event]) -> Iterable[Node]:
        """Deleted rows that something in the other copy belongs to, or was linked to since."""
        for node in self._added:
            for column, target in links_of(node[0]).items():
                row = self.rows[node]
                if row is not None and row[column] is not None:
                    yield target, row[column]
        for node, news in self._news_there.items():
            for column, target in LINKS.get(node[0], {}).items():
                row = self._theirs.get(node)
                if column in news and row is not None and row[column] is not None:
                    yield target, row[column]
        mine = [node for node in deleted if self.before[node] is not None]
        for table in names_of():
            for column, target in links_of(table).items():
                ids = reading.as_json(sorted(row for name, row in mine if name == target))
                for row in self.here.rows(table, f"{column} {reading.WITHIN}", ids):
                    node = (table, row["id"])
                    fresh = self.pairing.there(node) is None or column in self._news_here.get(node, {})
                    if node not in deleted and (fresh or column in OWNERS.get(table, {})):
                        yield target, row[column]

    def _bring_back(self) -> None:
        """Rows that the other copy brought back after a deletion that is known here."""
        for node, (alive, event) in self._fates_there.items():
            if alive and node not in self.fates:
                mine = self._fates_here.get(node)
                self.fates[node] = max((True, event), mine, key=lambda one: one[1]) if mine else (True, event)
                if self.before[node] is None and node in self._theirs:
                    self.rows[node] = self._theirs[node]
                    self.renewed.add(node)
        for node in self.renewed:
            table, row = node
            sql = "SELECT field, stamp, branch_id FROM edit WHERE tbl = ? AND row_id = ?"
            for column, stamp, branch in self.there.connection.execute(sql, (table, self.pairing.there(node))):
                self.edits[table, row][column] = (stamp, self.there.names[branch])

    # --- fields -------------------------------------------------------------------------------------------

    def _join_fields(self) -> None:
        """Fields of rows that both copies hold."""
        for node, news in self._news_there.items():
            mine, theirs = self.before[node], self._theirs.get(node)
            if node in self._added or mine is None or theirs is None or self.rows.get(node, mine) is None:
                continue
            for column, event in sorted(news.items()):
                before = self._news_here.get(node, {}).get(column)
                if before is None:
                    if not self._nulled_by_deletion(node, column, theirs[column], mine[column], event):
                        self._write(node, column, theirs[column], event)
                else:
                    sides = ((before, mine[column]), (event, theirs[column]))
                    self._settle(node, column, *sorted(sides, key=lambda side: side[0], reverse=True))

    def _nulled_by_deletion(self, node: Node, column: str, value: Any, mine: Any, event: Event) -> bool:
        """Whether a link was only taken away by the deletion of somebody who stays after all."""
        target = LINKS.get(node[0], {}).get(column)
        return value is None and target is not None and self._kept.get((target, mine)) == event

    def _restore_links(self) -> None:
        """Links that a deletion here took away, to rows that stay after all: as they are there. And on both sides
        under the event of this joining, so that no copy takes them away again."""
        events = set(self._kept.values())
        if not events:
            return
        for copy, mapping in ((self.here, False), (self.there, True)):
            for stamp, name in events:
                sql = "SELECT tbl, row_id, field FROM edit WHERE stamp = ? AND branch_id = ?"
                for table, row, column in copy.connection.execute(sql, (stamp, copy.ids.get(name))).fetchall():
                    target = LINKS.get(table, {}).get(column)
                    node = (table, self.pairing.here(table, row) if mapping else row)
                    if target is None or self._now(node) is None:
                        continue
                    theirs = self._theirs.get(node) or self._fetch_theirs(node)
                    mine = self.before[node]
                    for value in ((mine or {}).get(column), (theirs or {}).get(column)):
                        if value is not None and self._kept.get((target, value)) == (stamp, name):
                            self._write(node, column, value, self.event)

    def _fetch_theirs(self, node: Node) -> Row | None:
        there = self.pairing.there(node)
        for row in self.there.rows_of(node[0], [there] if there is not None else []):
            return self.pairing.mapped(node[0], row)
        return None

    def _settle(self, node: Node, column: str, winner: tuple[Event, Any], loser: tuple[Event, Any]) -> None:
        """A field that both copies wrote."""
        table = node[0]
        (event, kept), (_, other) = winner, loser
        if kept == other:
            self._write(node, column, kept, event)
            return
        if column == "keys":
            self._known_anew[node] = {*reading.lines(kept), *reading.lines(other)}
            return
        if column in GREATER:
            self._write(node, column, max(kept or "", other or ""), self.event)
            return
        if column in FOLLOWING:
            self._write(node, column, kept, event)
            return
        value = kept
        if column in LONG.get(table, ()):
            value = joined(kept or "", other or "")
        elif column == "extra":
            lines = [json.loads(text) if text else [] for text in (kept, other)]
            value = json.dumps([*lines[0], *(line for line in lines[1] if line not in lines[0])])
        elif other and column in SHORT.get(table, ()):
            self._lost.add((node, f"{LABELS[column]}: {other}"))
        if column == "notes":
            self._notes_joined[node] = event == self._news_here[node][column]
        self._write(node, column, value, self.event if value != kept else event)
        words = ["" if isinstance(one, bytes) else str(one or "") for one in (kept, other)]
        self.both.append((node, column, words[0], words[1]))

    # --- rows that say the same ---------------------------------------------------------------------------

    def _unite_doubles(self) -> None:
        """Rows that both copies added and that say the same become the one with the smaller name."""
        for table, owner in (
            ("contact_point", "contact_id"),
            ("contact_tag", "contact_id"),
            ("former_post", "contact_id"),
            ("photo", "contact_id"),
            ("interview_event", "interview_id"),
            ("interview_question", "interview_id"),
            ("own_question", None),
            ("favourite_question", None),
            ("draft", "contact_id"),
            ("snippet", None),
            ("landing", None),
            ("employer", None),
            ("fit_choice", "need_id"),
            ("person_choice", "need_id"),
            ("preference", None),
            ("introduction_event", "introduction_id"),
            ("snooze", None),
            ("signal_choice", None),
            ("table_layout", None),
        ):
            moved = [node for node, row in self.rows.items() if node[0] == table and row is not None]
            if not moved:
                continue
            owners = {self.rows[node][owner] for node in moved} if owner else set()  # type: ignore[index]
            where = f"{owner} {reading.WITHIN}" if owner else "?"
            for beside in self.here.rows(table, where, reading.as_json(sorted(owners)) if owner else 1):
                self.before[table, beside["id"]] = beside
                self.rows.setdefault((table, beside["id"]), beside)
            alike: defaultdict[tuple[Any, ...], list[Node]] = defaultdict(list)
            for node, row in self.rows.items():
                if node[0] == table and row is not None:
                    alike[said(table, row)].append(node)
            for nodes in alike.values():
                self._unite(sorted(nodes, key=self.pairing.identity))

    def _unite(self, nodes: list[Node]) -> None:
        from_here = [node for node in nodes if self._new_here(node)]
        from_there = [node for node in nodes if node in self._added or node in self._news_there or node in self.renewed]
        if len(nodes) < 2 or not from_here or not from_there or len({*from_here, *from_there}) < 2:
            return
        for column in UNITED:
            values = [row[column] for node in nodes if (row := self._now(node)) is not None and column in row]
            if not values:
                continue
            if column in ("answer", "note"):
                kept = reduce(joined, values)
            elif column == "advocate_id":  # ids are not the same in every copy: not to be compared
                kept = next((value for value in values if value is not None), None)
            elif column == "until":  # None is for ever
                kept = None if None in values else max(values)
            else:
                kept = max(values, key=lambda value: (value is not None, value))
            self._lost.update((nodes[0], f"{LABELS[column]}: {label}") for label in {*values} - {kept, ""}
                              if column == "label")  # fmt: skip
            self.both += [(nodes[0], column, kept, other) for other in {*values} - {kept} if column == "at"]
            self._invent(nodes[0], column, kept)
        for node in nodes[1:]:
            self.rows[node] = None
            self.fates[node] = (False, self.event)

    def _new_here(self, node: Node) -> bool:
        """Whether the other copy would find news in a row."""
        fate = self._fates_here.get(node, (False,))
        kept = node in self._kept and node not in self.renewed
        return self.pairing.there(node) is None or node in self._news_here or fate[0] or kept

    def _drop_loose_links(self) -> None:
        """Links to rows that are gone now."""
        gone = {node for node, row in self.rows.items() if row is None and self.before.get(node) is not None}
        for table in LINKS:
            for column, target in LINKS[table].items():
                ids = reading.as_json(sorted(row for name, row in gone if name == target))
                for linked in self.here.rows(table, f"{column} {reading.WITHIN}", ids):
                    self._look(((table, linked["id"]),))
                    self.rows.setdefault((table, linked["id"]), linked)
        for node, row in list(self.rows.items()):
            for column, target in LINKS.get(node[0], {}).items():
                if row is not None and row[column] is not None and self._now((target, row[column])) is None:
                    self._invent(node, column, None)

    def _open_rings(self) -> None:
        """Where each copy linked one to the other, nobody would have come first: one of the links stays as a name."""
        for start in sorted(node for node in self.rows if node[0] == "contact"):
            ring: list[Node] = []
            node = start
            while node not in ring and (row := self._now(node)) is not None and row["introducer_id"] is not None:
                ring.append(node)
                node = ("contact", row["introducer_id"])
            if ring and node == start:
                here = any(self._new_here(one) for one in ring)
                there = any(one in self._added or one in self._news_there for one in ring)
                if here and there:
                    self._invent(max(ring, key=self.pairing.identity), "introducer_id", None)

    def _renew_marks(self) -> None:
        """Two rows that came of one before copies were known as such: each keeps, but only one the mark of its card."""
        from uuid import UUID

        added = {row["uid"]: node for node in self._added if node[0] == "contact" and (row := self.rows[node])}
        wanted = json.dumps(sorted(added))
        for mine in list(self.here.rows("contact", f"uid {reading.WITHIN} AND uid <> ''", wanted)):
            pair = (added[mine["uid"]], ("contact", mine["id"]))
            later = max(pair, key=self.pairing.identity)
            row = self._now(later)
            if row is not None and self._now(pair[1]) is not None:
                name = hashlib.sha256(repr(self.pairing.identity(later)).encode()).digest()[:16]
                uid = f"urn:uuid:{UUID(bytes=name, version=4)}"
                old, new = ("uid:" + mark.removeprefix("urn:uuid:") for mark in (row["uid"], uid))
                keys = [new if key == old else key for key in reading.lines(row["keys"])]
                self._invent(later, "keys", "\n".join(keys))
                self._invent(later, "uid", uid)

    # --- what follows -------------------------------------------------------------------------------------

    def _place_lines(self) -> None:
        """Things filed from notes that were joined stand in other lines now."""
        for talk, here_first in self._notes_joined.items():
            mine, theirs, now = self.before[talk], self._theirs[talk], self._now(talk)
            assert mine is not None and now is not None
            first = (mine if here_first else theirs)["notes"].split("\n")
            lines = now["notes"].split("\n")
            for row in self.here.rows("heard", "interview_id = ?", talk[1]):
                self._look((("heard", row["id"]),))
                self.rows.setdefault(("heard", row["id"]), row)
            taken: set[int] = set()
            things = [
                (node, row)
                for node, row in self.rows.items()
                if node[0] == "heard" and row is not None and row["interview_id"] == talk[1]
            ]
            for node, row in sorted(things, key=lambda one: self.pairing.identity(one[0])):
                at = self._line(node, row, first, lines, taken, here_first)
                if at is not None:
                    taken.add(at)
                self._invent(node, "line", at)

    def _line(
        self, node: Node, row: Row, first: list[str], lines: list[str], taken: set[int], here_first: bool
    ) -> int | None:
        mine = self.before.get(node)
        theirs = self._theirs.get(node) or (self.rows[node] if node in self._added else self._fetch_theirs(node))
        told, other = (mine, theirs) if here_first else (theirs, mine)
        if told is not None and told["line"] is not None and lines[: len(first)] == first:
            return int(told["line"])
        if (told or other or row)["line"] is None and (other or row)["line"] is None:
            return None
        return next((at for at, line in enumerate(lines) if at not in taken and _files(line, row)), None)

    def _leave_lines(self) -> None:
        """What a short field held in the other copy, as a line in the note of the record that it belongs to."""
        lines: defaultdict[Node, set[str]] = defaultdict(set)
        for node, line in self._lost:
            owner = node
            while owner[0] not in NOTES:
                row = self._now(owner)
                owners = self._owners(owner, row) if row is not None else []
                if not owners:
                    break
                owner = owners[0]
            if owner[0] in NOTES and self._now(owner) is not None:
                lines[owner].add(line)
        for owner, lost in lines.items():
            row, column = self._now(owner), NOTES[owner[0]]
            assert row is not None
            held = row[column].split("\n")
            more = sorted(line for line in lost if line not in held)
            if more:
                head = [row[column].rstrip("\n")] if row[column].strip() else []
                self._invent(owner, column, "\n".join((*head, *([SEPARATOR] if head else ()), *more)))

    def _follow(self) -> None:
        """The end of a meeting follows from its beginning; what somebody is known by, from all that is known."""
        for node, row in list(self.rows.items()):
            if node[0] == "interview" and row is not None:
                self._invent(node, "ends", _end(row))
        points: defaultdict[int, list[Row]] = defaultdict(list)
        ids = reading.as_json(sorted(row for _, row in self._known_anew))
        for way in self.here.rows("contact_point", f"contact_id {reading.WITHIN}", ids):
            if ("contact_point", way["id"]) not in self.rows:
                points[way["contact_id"]].append(way)
        for node, point in self.rows.items():
            if node[0] == "contact_point" and point is not None:
                points[point["contact_id"]].append(point)
        for node, held in self._known_anew.items():
            row = self._now(node)
            if row is not None:
                keys = held | derived.keys_of(_person(row, points[node[1]]))
                self._invent(node, "keys", "\n".join(sorted(keys)))

    # --- told ---------------------------------------------------------------------------------------------

    def told(self) -> tuple[BothChanged, ...]:
        """The fields that both copies changed, with the people they are about."""
        found = []
        for node, column, kept, other in self.both:
            owner = node
            while (row := self._now(owner)) is not None and (owners := self._owners(owner, row)):
                owner = owners[-1]
            name = row.get("name") or row.get("title") or "" if row else ""
            if column in LINKS.get(node[0], {}):
                target = LINKS[node[0]][column]
                kept, other = (self._called(target, value) for value in (kept, other))
            found.append(BothChanged(str(name), column, kept, other))
        return tuple(sorted(found, key=lambda one: (one.name, one.field)))

    def _called(self, table: str, value: str) -> str:
        row = self._now((table, int(value))) if value else None
        return str(row.get("name") or row.get("title") or row.get("text") or "") if row else ""


def _files(line: str, row: Row) -> bool:
    """Whether a line of the notes files this thing."""
    from netplus_desktop.core import practice

    filed = practice.filed_as(line)
    return filed is not None and (str(filed[0]), fold(filed[1])) == (row["kind"], fold(row["text"]))


def _end(row: Row) -> str | None:
    from datetime import datetime

    from netplus_desktop.core import practice

    starts = datetime.fromisoformat(row["starts"]) if row["starts"] else None
    end = practice.ends_at(r.InterviewPlan(starts=starts, zone=row["zone"], minutes=row["minutes"]))
    return reading.written(end) if end else None


def _person(row: Row, points: Iterable[Row]) -> r.Person:
    ways = tuple(r.Point(r.PointKind(point["kind"]), point["value"], point["label"]) for point in points)
    return r.Person(**{name: row[name] for name in (*people.SINGLE, "note", "uid")}, points=ways)
