"""The people of the list: their ids in order, and the rows that were looked at. 100,000 people are 800 kB of ids."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from netplus_desktop.core.cadence import quiet_days
from netplus_desktop.core.records import Changes, ContactRow, Kind, ListFilter, NextStep, StepKind
from netplus_desktop.store.store import Store
from netplus_desktop.ui import dates
from netplus_desktop.ui.contact_list.shown import shown
from netplus_desktop.ui.widgets import plain_tooltip

PAGE = 256
"""Rows are read in blocks of so many."""

FIRST_PAGE = 48
"""Rows that are read before the window is painted for the first time: more than the highest window shows."""

PAGES_KEPT = 40
"""So many blocks stay in memory."""

FEW = 64
"""Changes to at most so many people are told row by row; more of them read the list anew."""

_Index = QModelIndex | QPersistentModelIndex


class ListRole(IntEnum):
    """What views and tests ask of a row beside Qt's own roles."""

    CONTACT_ID = Qt.ItemDataRole.UserRole + 1
    ROW = Qt.ItemDataRole.UserRole + 2
    """The `ContactRow`; None for a person who has gone since."""


class ContactListModel(QAbstractListModel):
    """The people that match a query and a filter, in the store's order."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._cadence = store.cadence()
        self._ids: array[int] = array("q")
        self._rows: dict[int, ContactRow | None] = {}
        self._below = 0
        self._dragged: QMimeData | None = None
        self.query = ""
        self.only = ListFilter.ALL

    # --- what is listed -------------------------------------------------------------------------------

    def begin(self, people: int) -> None:
        """List everybody, but read only who stands at the top: enough to paint a window. `complete` reads on."""
        top = self._store.first_contact_ids(FIRST_PAGE)
        self._below = max(people - len(top), 0)
        self._reset(top + array("q", bytes(top.itemsize * self._below)))

    def complete(self) -> None:
        """Read who stands below the first page. Rows and places stay as they are."""
        if self._below:
            self._below, top = 0, self._ids
            asked = self._asked()
            if len(asked) == len(top):
                self._ids = asked  # the same list: nobody could change it yet
            else:
                self._reset(asked)

    def list_people(self, query: str, only: ListFilter) -> None:
        """List the people that match."""
        self.query, self.only = query, only
        self._reset(self._asked())

    def follow(self, changes: Changes) -> None:
        """Take over what a change did to the people listed; only those are read again."""
        cadence = self._store.cadence()
        if cadence != self._cadence:
            self._cadence = cadence
            self.forget()  # anybody may be quiet now, or no longer
            return
        touched = changes.ids(Kind.CONTACT)
        if not touched:
            return
        if len(touched) > FEW:
            self._rows.clear()
            self._reset(self._asked())
            return
        before = {contact_id: self._rows.pop(contact_id, None) for contact_id in touched}
        if touched == changes.altered.get(Kind.CONTACT) and self._stays(before):
            self._tell_data(self._positions(self._ids, touched).values())
        else:
            self._become(self._asked(), touched)

    def forget(self) -> None:
        """Read everything again: the day has changed, or the vault was restored."""
        self._rows.clear()
        self._reset(self._asked())

    def ids(self, first: int, last: int) -> Sequence[int]:
        """The ids of the rows from `first` to `last`, both included; rows that are not there are left out."""
        return self._ids[max(first, 0) : max(last + 1, 0)]

    def id_of(self, row: int) -> int:
        """The person in a row."""
        return self._ids[row]

    def row_of(self, contact_id: int) -> int:
        """The row that shows a person, or -1."""
        try:
            return self._ids.index(contact_id)
        except ValueError:
            return -1

    def rows_of(self, ids: Collection[int]) -> list[int]:
        """The rows that show these people, in order, without those that are not listed."""
        if len(ids) == 1:
            row = self.row_of(next(iter(ids)))
            return [row] if row >= 0 else []
        return sorted(self._positions(self._ids, frozenset(ids)).values())

    def contact_row(self, row: int) -> ContactRow | None:
        """What is painted in a row, read with its neighbours when it is first asked for."""
        contact_id = self._ids[row]
        if contact_id not in self._rows:
            self._read(row)
        return self._rows.get(contact_id)

    # --- Qt's questions -------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._ids):
            return None
        if role == ListRole.CONTACT_ID:
            return self._ids[index.row()]
        if role not in _ANSWERED:
            return None
        row = self.contact_row(index.row())
        if role == ListRole.ROW or row is None:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(row.name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._tooltip(row))
        return self._spoken(row)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    # --- people on their way out ----------------------------------------------------------------------

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        from netplus_desktop.ui.contact_list.carrying import FILE, KINDS

        return [FILE, *KINDS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The people of these rows, for a drag."""
        from netplus_desktop.ui.contact_list.carrying import Dragged

        rows = sorted(index.row() for index in indexes if index.isValid())
        self._dragged = Dragged(self._store, [self._ids[row] for row in rows])  # held here as long as Qt holds it
        return self._dragged

    # --- words ----------------------------------------------------------------------------------------

    def role_text(self, row: ContactRow) -> str:
        """ "Head of Data · Lumen Health"."""
        return self._role(row.title, row.organisation)

    def step_text(self, row: ContactRow) -> str:
        """The next step in few words; how long it has been quiet where there is none; else ''."""
        now = self._store.now()
        if row.next_step is None:
            return self._quiet(row, now)
        kind, due = row.next_step.kind, row.next_step.due
        today, on = dates.today_of(now), due.astimezone().date()
        if kind is StepKind.MEET:
            return dates.moment(due, now)
        if kind is StepKind.WRITE_UP:
            return self.tr("write up")
        alone, dated = {
            StepKind.CONFIRM: (self.tr("confirm"), self.tr("confirm {day}")),
            StepKind.THANK: (self.tr("thank"), self.tr("thank {day}")),
            StepKind.PROMISE: (self.tr("promise"), self.tr("promise {day}")),
            StepKind.ASK_ANOTHER: (self.tr("ask another"), self.tr("ask another {day}")),
            StepKind.NUDGE: (self.tr("ask again"), self.tr("ask again {day}")),
            StepKind.PARK: (self.tr("let rest"), self.tr("let rest {day}")),
            StepKind.REPORT: (self.tr("report back"), self.tr("report back {day}")),
            StepKind.ASK_SECOND: (self.tr("ask to introduce"), self.tr("ask to introduce {day}")),
            StepKind.INTRODUCE: (self.tr("introduce"), self.tr("introduce {day}")),
        }[kind]
        return alone if on < today else dated.format(day=dates.day(on, today))

    def is_due(self, step: NextStep) -> bool:
        """Whether a step is for today or waits since earlier."""
        return step.due.astimezone().date() <= dates.today_of(self._store.now())

    def _quiet(self, row: ContactRow, now: datetime) -> str:
        days = self._days_quiet(row, now)
        return self.tr("quiet {days} d").format(days=days) if days >= quiet_days(row.tier, self._cadence) else ""

    def _days_quiet(self, row: ContactRow, now: datetime) -> int:
        return (dates.today_of(now) - row.last_contact).days if row.last_contact else 0

    def _step_spoken(self, row: ContactRow) -> str:
        """The next step in whole words, for reading aloud and for the tooltip."""
        now = self._store.now()
        if row.next_step is None:
            days = self._days_quiet(row, now)
            quiet = days >= quiet_days(row.tier, self._cadence)
            return self.tr("quiet for {days} days").format(days=days) if quiet else ""
        kind, due = row.next_step.kind, row.next_step.due
        when = dates.day(due.astimezone().date(), dates.today_of(now))
        if kind is StepKind.MEET:
            return self.tr("meeting {moment}").format(moment=dates.moment(due, now))
        return {
            StepKind.CONFIRM: self.tr("meeting to confirm {day}"),
            StepKind.WRITE_UP: self.tr("conversation to write up"),
            StepKind.THANK: self.tr("thank-you due {day}"),
            StepKind.PROMISE: self.tr("promise due {day}"),
            StepKind.ASK_ANOTHER: self.tr("no reply yet, ask somebody else, too, {day}"),
            StepKind.NUDGE: self.tr("no reply yet, ask again {day}"),
            StepKind.PARK: self.tr("no reply yet, let it rest {day}"),
            StepKind.REPORT: self.tr("tell them how the introduction went {day}"),
            StepKind.ASK_SECOND: self.tr("ask whether you may introduce them {day}"),
            StepKind.INTRODUCE: self.tr("both have said yes: introduce them {day}"),
        }[kind].format(day=when)

    def _spoken(self, row: ContactRow) -> str:
        told = [shown(row.name), shown(row.title), shown(row.organisation), self._step_spoken(row)]
        told.append(self.tr("they shared") if row.they_shared else "")
        told.append(self.tr("you gave") if row.i_gave else "")
        told.append(self.tr("sample") if row.sample else "")
        return ", ".join(filter(None, told))

    def _tooltip(self, row: ContactRow) -> str:
        lines = [shown(row.name), self.role_text(row), self._step_spoken(row)]
        if row.last_contact:
            ago = dates.since(row.last_contact, dates.today_of(self._store.now()))
            lines.append(self.tr("last contact {ago}").format(ago=ago))
        if row.sample:
            lines.append(self.tr("a sample person"))
        return "\n".join(filter(None, lines))

    @staticmethod
    def _role(title: str, organisation: str) -> str:
        return " · ".join(filter(None, (shown(title), shown(organisation))))

    # --- how the list becomes another -----------------------------------------------------------------

    def _asked(self) -> array[int]:
        return self._store.contact_ids(self.query, only=self.only)

    def _reset(self, ids: array[int]) -> None:
        self.beginResetModel()
        self._ids = ids
        self.endResetModel()

    def _stays(self, before: dict[int, ContactRow | None]) -> bool:
        """Whether people who were altered keep their places: nothing is searched for, and the names are the same.

        The list is not asked for again then: that takes a tenth of a second with 100,000 people.
        """
        if self.query or self.only is not ListFilter.ALL or None in before.values():
            return False
        after = {row.id: row for row in self._store.contact_rows(list(before))}
        self._rows.update(after)
        return all(old and (new := after.get(key)) and new.name == old.name for key, old in before.items())

    def _become(self, new: array[int], touched: frozenset[int]) -> None:
        """Turn the list into `new` by the fewest steps, so that selection and scroll position stay."""
        old = self._ids
        was, will = self._positions(old, touched), self._positions(new, touched)
        gone = sorted((row for key, row in was.items() if key not in will), reverse=True)
        come = sorted((row, key) for key, row in will.items() if key not in was)
        rest, wanted = old[:], new[:]
        for row in gone:
            del rest[row]
        for row, _ in reversed(come):
            del wanted[row]
        stay = was.keys() & will.keys()
        moves = rest != wanted
        if moves and (gone or come or len(stay) != 1):
            self._reset(new)
            return
        if moves:
            (key,) = stay
            self._move(was[key], will[key])
            if self._ids != new:
                self._reset(new)
                return
        for row in gone:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._ids[row]
            self.endRemoveRows()
        for row, key in come:
            self.beginInsertRows(QModelIndex(), row, row)
            self._ids.insert(row, key)
            self.endInsertRows()
        self._tell_data(will[key] for key in stay)

    def _move(self, source: int, target: int) -> None:
        # Qt counts the place to move to as it is before the row has left its own.
        self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target + (target > source))
        self._ids.insert(target, self._ids.pop(source))
        self.endMoveRows()

    def _tell_data(self, rows: Iterable[int]) -> None:
        for row in rows:
            index = self.index(row)
            self.dataChanged.emit(index, index)

    @staticmethod
    def _positions(ids: array[int], wanted: frozenset[int]) -> dict[int, int]:
        if len(wanted) == 1:
            (key,) = wanted
            return {key: ids.index(key)} if key in ids else {}
        return {key: row for row, key in enumerate(ids) if key in wanted}

    def _read(self, row: int) -> None:
        first = row - row % PAGE
        missing = [
            key for key in self._ids[first : first + (FIRST_PAGE if self._below else PAGE)] if key not in self._rows
        ]
        while len(self._rows) > PAGE * (PAGES_KEPT - 1):
            self._rows.pop(next(iter(self._rows)))
        self._rows.update(dict.fromkeys(missing))
        self._rows.update((found.id, found) for found in self._store.contact_rows(missing))


_ANSWERED = frozenset(
    {
        int(ListRole.ROW),
        int(Qt.ItemDataRole.DisplayRole),
        int(Qt.ItemDataRole.ToolTipRole),
        int(Qt.ItemDataRole.AccessibleTextRole),
    }
)
"""The roles that need the row; Qt asks for many more, and each is answered at once."""
