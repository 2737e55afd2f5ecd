"""The pictures of the people in sight, round and sharp: read when a row is painted, a few at a time, and not kept for
ever. A list of a hundred thousand scrolls as without them."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QPixmap

from netplus_desktop.core.records import Changes, Kind
from netplus_desktop.ui.portraits import round_picture
from netplus_desktop.ui.session import Session

MOST_KEPT = 500
"""People of whom it is known how they look, or that nobody knows: some screens full, at most 12 MB on a sharp one."""

AT_ONCE = 8
"""Pictures that are decoded between two paintings: some 8 ms."""

_WAITING = 64
"""No more wait to be read: what was scrolled past is not looked at."""


class Photos(QObject):
    """Asked for by whoever paints rows; tells when there is more to paint."""

    arrived = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = session.store
        self._known: OrderedDict[int, QPixmap | None] = OrderedDict()
        self._waiting: OrderedDict[int, None] = OrderedDict()
        self._size = (0, 1.0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read)
        session.changed.connect(self._changed)
        session.stopped.connect(self._stop)

    def round(self, contact_id: int, side: int, ratio: float) -> QPixmap | None:
        """The picture of somebody as a disc of `side` pixels where a pixel is `ratio` dots wide. None where there is
        none, or where it is not read yet."""
        if self._size != (side, ratio):
            self._size = (side, ratio)
            self._known.clear()
        if contact_id in self._known:
            self._known.move_to_end(contact_id)
            return self._known[contact_id]
        self._waiting[contact_id] = None
        self._waiting.move_to_end(contact_id)
        if len(self._waiting) > _WAITING:
            self._waiting.popitem(last=False)
        self._timer.start()
        return None

    @Slot()
    def _read(self) -> None:
        wanted = [self._waiting.popitem()[0] for _ in range(min(AT_ONCE, len(self._waiting)))]
        found = self._store.photos(wanted)
        for one in wanted:
            self._known[one] = round_picture(found[one], *self._size) if one in found else None
        while len(self._known) > MOST_KEPT:
            self._known.popitem(last=False)
        if self._waiting:
            self._timer.start()
        if found:
            self.arrived.emit()

    @Slot(object, object)
    def _changed(self, changes: Changes, _initiator: object) -> None:
        ids = changes.ids(Kind.CONTACT)
        for one in [one for one in self._known if one in ids]:
            del self._known[one]

    @Slot()
    def _stop(self) -> None:
        self._timer.stop()
        self._waiting.clear()
        self._known.clear()
