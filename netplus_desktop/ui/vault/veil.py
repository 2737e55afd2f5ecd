"""What stands in the window's place while the vault is closed: nothing of what is in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.icons import application_icon
from netplus_desktop.ui.theme import Type
from netplus_desktop.ui.widgets import Label

MARK = 64
COLUMN = 56
"""Letters to a line."""
TELL_AFTER = 1000
"""Milliseconds after which a wait shows that something moves."""


class Veil(QWidget):
    """A calm window of the place and size of the one before it: the mark, a heading, and what is added to `body`."""

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("NetPlus"))
        self.setWindowIcon(application_icon())
        self.may_close = True
        mark = QLabel()
        mark.setPixmap(application_icon().pixmap(QSize(MARK, MARK), self.devicePixelRatioF()))
        self.heading = Label(heading, Type.NAME)
        for part in (mark, self.heading):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = QWidget()
        middle.setFixedWidth(middle.fontMetrics().averageCharWidth() * COLUMN)
        self.body = QVBoxLayout(middle)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GAP)
        self.body.addWidget(mark)
        self.body.addWidget(self.heading)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(row)
        column.addStretch(3)

    def stand_for(self, window: QWidget) -> None:
        """Show it where `window` is, as large; in front only if the program was."""
        in_front = QApplication.activeWindow() is not None
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not in_front)
        take_place(self, window)
        self.show()
        if in_front:
            self.raise_()
            self.activateWindow()

    def give_way(self) -> None:
        """Go: a window stands there again."""
        self.may_close = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close:
            super().closeEvent(event)
        else:
            event.ignore()


def take_place(window: QWidget, other: QWidget) -> None:
    """Give a window the place, size and state of another."""
    spread = other.isMaximized() or other.isFullScreen()
    window.setGeometry(other.normalGeometry() if spread else other.geometry())
    window.setWindowState(other.windowState())


class Moment(Veil):
    """Says that it takes a moment, how far it has come, and where `stoppable` lets the work be stopped. It cannot be
    closed, as the vault is being worked on."""

    stop_requested = Signal()

    def __init__(self, *, stoppable: bool = False) -> None:
        super().__init__("")
        self._stoppable = stoppable
        self.heading.setText(self.tr("One moment"))
        self.may_close = False
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Your vault is being worked on"))
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing moves when it comes
        self.bar.setSizePolicy(policy)
        self.bar.hide()
        self.stop = QPushButton(self.tr("&Cancel"))
        self.stop.setSizePolicy(policy)
        self.stop.clicked.connect(self._stop)
        self.stop.hide()
        self.body.addWidget(self.bar)
        self.body.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignHCenter)
        QTimer.singleShot(TELL_AFTER, self, self._tell)

    @Slot()
    def _tell(self) -> None:
        self.bar.show()
        self.stop.setVisible(self._stoppable)

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """How much of the work is done; of a `total` of 0, that it goes on."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setTextVisible(total > 0)

    @Slot()
    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.heading.setText(self.tr("Stopping…"))
        self.stop_requested.emit()
