"""Parts that the sections of the person page are made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import ceil

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QCalendarWidget,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.text_fields import CommitLineEdit, GrowingTextEdit
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import IconButton, Label, plain_tooltip

FLUSH = "QPushButton { padding: 3px 1px; } QPushButton:focus { padding: 2px 0; }"
"""Lets a quiet button stand flush with the text above it."""

_PLAIN = "QPlainTextEdit, QPlainTextEdit:focus { border: none; background: transparent; }"
_PLAIN_LINE = "QLineEdit, QLineEdit:focus { border: none; background: transparent; padding: 2px 0; min-height: 0; }"

LINK_FRAME = 2
"""Padding and border at each side of a flush button."""


def show_saved(field: CommitLineEdit | GrowingTextEdit, text: str) -> None:
    """Show what the vault holds, unless something else is being typed there."""
    if not field.changed():
        field.set_text(text)


def bring_into_sight(section: QWidget) -> None:
    """Scroll the page that holds `section` so far that it is seen; of a larger one, its top."""
    # What was just opened has its place only once the layouts around it were asked.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    area = section.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if isinstance(area, QScrollArea):
        area.ensureWidgetVisible(section, theme.GAP, theme.GAP)
        if section.height() > area.viewport().height():
            above = section.mapTo(area.viewport(), section.rect().topLeft()).y() - theme.GAP
            area.verticalScrollBar().setValue(area.verticalScrollBar().value() + above)


def link(text: str, parent: QWidget | None = None) -> QPushButton:
    """A quiet button that reads like a link."""
    button = QPushButton(text, parent)
    button.setAutoDefault(False)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    theme.set_role(button, "quiet")
    button.setStyleSheet(FLUSH)
    return button


class ElidingLink(QPushButton):
    """A link whose text, someone's data, ends in dots where the room is short. The whole text is always spoken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.set_role(self, "quiet")
        self.setStyleSheet(FLUSH)

    def show_text(self, text: str) -> None:
        """Show `text` as it stands."""
        self._whole = " ".join(text.split())
        self.setAccessibleName(self._whole)
        self._elide()
        self.updateGeometry()

    def whole_text(self) -> str:
        """The text before it was shortened."""
        return self._whole

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        exact = ceil(QFontMetricsF(self.font()).horizontalAdvance(self._whole))
        words = max(exact, self.fontMetrics().horizontalAdvance(self._whole)) + 1  # hinted letters are wider
        return QSize(words + 2 * LINK_FRAME, hint.height())

    def minimumSizeHint(self) -> QSize:
        width = min(self.sizeHint().width(), self.fontMetrics().averageCharWidth() * 8)
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._elide()
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._elide()  # fonts that came last do not resize what has its width already
        super().paintEvent(event)

    def _elide(self) -> None:
        room, short = self.width() - 2 * LINK_FRAME, self._whole
        if self.width() < self.sizeHint().width():
            short = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setToolTip(plain_tooltip(self._whole) if short != self._whole else "")
        escaped = short.replace("&", "&&")
        if escaped != self.text():
            self.setText(escaped)


def button(text: str, *, primary: bool = False, parent: QWidget | None = None) -> QPushButton:
    """A push button that Enter elsewhere never presses by surprise."""
    made = QPushButton(text, parent)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if primary:
        theme.set_role(made, "primary")
    return made


class Heading(QWidget):
    """The title over a card, with a fact at the right."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = Label(title, Type.STRONG, Tone.SECOND)
        self._aside = Label("", Type.STRONG, Tone.SECOND, wrap=True)
        self._aside.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._aside, 1)

    def set_aside(self, text: str, tone: Tone = Tone.SECOND) -> None:
        """The fact at the right; "" for none."""
        self._aside.setText(text)
        self._aside.set_tone(tone)

    def aside(self) -> str:
        """The fact at the right."""
        return self._aside.text()


def _underline(area: QWidget) -> None:
    """The mark of the keyboard focus on a field without a frame."""
    painter = QPainter(area)
    painter.fillRect(0, area.height() - 2, area.width(), 2, theme.colour(Tone.ACCENT))


class InlineLine(CommitLineEdit):
    """A line that stands in a card like print and is edited where it stands."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setStyleSheet(_PLAIN_LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            _underline(self)


class _Strike(QSyntaxHighlighter):
    """Strikes a whole text through; the field's own font stays untouched and follows the size of text."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.struck = False

    def highlightBlock(self, text: str) -> None:
        if self.struck:
            form = QTextCharFormat()
            form.setFontStrikeOut(True)
            self.setFormat(0, len(text), form)


class InlineText(GrowingTextEdit):
    """A text that stands in a card like print and is edited where it stands. Enter commits, Escape brings back.

    A text that was emptied comes back: taking a thing away is a command of its own.
    """

    def __init__(self, text: str = "", *, blank: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, least=1, parent=parent)
        self._blank = blank
        self._strike = _Strike(self.document())
        self.setStyleSheet(_PLAIN)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(2)
        self._fit()

    def commit(self) -> None:
        if not self._blank and not self.toPlainText().strip() and self.changed():
            self.set_text(self._saved)
            return
        super().commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
        elif event.key() == Qt.Key.Key_Escape and self.changed():
            self.set_text(self._saved)
        elif event.key() == Qt.Key.Key_Escape or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            _underline(self.viewport())

    def set_struck(self, struck: bool) -> None:
        """Strike the text through, as something that is settled."""
        if self._strike.struck != struck:
            self._strike.struck = struck
            self._strike.rehighlight()


def first_line(field: QWidget) -> QVBoxLayout:
    """Holds a field so that its first line stands in the middle of a button beside it."""
    holder = QVBoxLayout()
    holder.setContentsMargins(0, theme.GAP_HAIR, 0, 0)
    holder.setSpacing(0)
    holder.addWidget(field)
    holder.addStretch(1)
    return holder


def _but_alt(event: QKeyEvent, otherwise: Callable[[QKeyEvent], None]) -> None:
    """Leave keys with Alt to the row around: a button would take Alt+Up for a wish to go to the button above."""
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        event.ignore()
    else:
        otherwise(event)


class Tick(QCheckBox):
    """A box to tick whose outline is seen in every scheme."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setMinimumHeight(self._side())

    def sizeHint(self) -> QSize:
        text = self.fontMetrics().boundingRect(self.rect(), Qt.TextFlag.TextShowMnemonic, self.text()).width()
        return QSize(self._side() + (theme.GAP_SMALL + text if self.text() else 0), self._side())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._side(), self._side())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        _but_alt(event, super().keyPressEvent)

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.ICON_ROW
        box = QRectF(2, (self.height() - side) / 2, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isRightToLeft():
            box.moveRight(self.width() - 2.5)
        checked = self.isChecked()
        focused = self.hasFocus()
        painter.setPen(QPen(theme.colour(Tone.ACCENT if checked or focused else Tone.OUTLINE), 2 if focused else 1))
        painter.setBrush(theme.colour(Tone.ACCENT) if checked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if checked:
            pen = QPen(theme.colour(Tone.ON_ACCENT), 1.8)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            middle = box.center()
            painter.drawPolyline([middle + QPointF(-3.6, 0.2), middle + QPointF(-1, 2.8), middle + QPointF(3.8, -2.8)])
            if focused:
                painter.setPen(QPen(theme.colour(Tone.TEXT), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), 4, 4)
        if self.text():
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            words = self.rect().adjusted(self._side() + theme.GAP_HAIR, 0, 0, 0)
            if self.isRightToLeft():
                words = self.rect().adjusted(0, 0, -self._side() - theme.GAP_HAIR, 0)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextShowMnemonic
            painter.drawText(words, flags, self.text())

    def _side(self) -> int:
        return max(self.fontMetrics().height() + theme.GAP_HAIR, theme.ICON_ROW + theme.GAP_HAIR)


class MoreButton(IconButton):
    """Three dots that open a menu of what can be done with a row."""

    def __init__(self, menu: QMenu, name: str, parent: QWidget | None = None) -> None:
        super().__init__("ellipsis", name, parent)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(menu)
        self.setStyleSheet("QToolButton::menu-indicator { image: none; }")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        _but_alt(event, super().keyPressEvent)

    def sizeHint(self) -> QSize:
        side = max(theme.HIT_TARGET, self.fontMetrics().height() + theme.GAP)
        return QSize(theme.HIT_TARGET, side)


class DayField(QPushButton):
    """A day as a quiet button; pressing it opens a calendar. It may hold no day."""

    chosen = Signal(object)
    """(date or None): the user picked another."""

    def __init__(self, empty: str, *, clearable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self._day: date | None = None
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.set_role(self, "quiet")
        self.setStyleSheet(FLUSH)
        self._menu = QMenu(self)
        self._calendar: QCalendarWidget | None = None
        self._clearable = clearable
        self.clicked.connect(self.open_calendar)
        self.setText(empty)

    def day(self) -> date | None:
        """The day shown."""
        return self._day

    def set_day(self, day: date | None, text: str = "") -> None:
        """Show a day, in `text` or as it stands in the calendar."""
        self._day = day
        self.setText(text or (dates.calendar_day(day) if day else self._empty))

    def open_calendar(self) -> None:
        """Let the user pick a day."""
        calendar = self.calendar()
        day = self._day
        calendar.setSelectedDate(QDate(day.year, day.month, day.day) if day else QDate.currentDate())
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.setFocus()

    def calendar(self) -> QCalendarWidget:
        """The calendar, made when first asked for."""
        if self._calendar is None:
            self._calendar = QCalendarWidget()
            self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
            self._calendar.activated.connect(self._pick)
            self._calendar.clicked.connect(self._pick)
            holder = QWidgetAction(self._menu)
            holder.setDefaultWidget(self._calendar)
            self._menu.addAction(holder)
            if self._clearable:
                self._menu.addAction(self.tr("&No date")).triggered.connect(self._clear)
        return self._calendar

    def _pick(self, day: QDate) -> None:
        self._menu.close()
        picked = date(day.year(), day.month(), day.day())
        if picked != self._day:
            self.set_day(picked)
            self.chosen.emit(picked)

    def _clear(self) -> None:
        if self._day is not None:
            self.set_day(None)
            self.chosen.emit(None)


class Columns(QWidget):
    """Two columns side by side where there is room for about 70 characters, else one under the other.

    The right one is as wide as the left one, or with `equal` unset as wide as it needs to be.
    """

    CHARACTERS = 70

    def __init__(self, left: QWidget, right: QWidget, *, equal: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP_WIDE)
        for column in (left, right) if equal else (left,):
            column.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._shares = (1, 1 if equal else 0)
        for column in (left, right):
            self._row.addWidget(column, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        room = self.width() >= self.fontMetrics().averageCharWidth() * self.CHARACTERS
        direction = QBoxLayout.Direction.LeftToRight if room else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)
            self._row.setSpacing(theme.GAP_WIDE)
            for place, share in enumerate(self._shares):
                self._row.setStretch(place, share if room else 0)  # a share of the height would cut the higher one
            self.updateGeometry()
