"""Small widgets that every pane shares: labels that follow the type scale, chips, cards, the message strip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.ui import theme
from netplus_desktop.ui.theme import Tone, Type


class Label(QLabel):
    """Plain text in one of the sizes and tones; both follow the scheme and the text size."""

    def __init__(
        self,
        text: str = "",
        kind: Type = Type.BODY,
        tone: Tone | None = None,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if tone is not None:
            self.setProperty("tone", tone.name.lower())
        self.setFont(theme.font(kind))
        self.setText(text)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour by its meaning."""
        self.setProperty("tone", tone.name.lower())
        theme.look_again(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.font() != theme.font(self._kind):
            self.setFont(theme.font(self._kind))  # a font once set here no longer follows the program's


class SectionTitle(Label):
    """The heading of a section."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, Type.SECTION, parent=parent)


class ElidingLabel(Label):
    """One line that ends in dots where the room is short; the whole text is the tooltip then and is always spoken."""

    def __init__(
        self,
        text: str = "",
        kind: Type = Type.BODY,
        tone: Tone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._whole = ""
        super().__init__("", kind, tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text`, line breaks as spaces."""
        self._whole = " ".join(text.split())
        self.setAccessibleName(self._whole)
        self._elide()
        self.updateGeometry()

    def whole_text(self) -> str:
        """The text before it was shortened."""
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(self._room_for(self._whole) + 1, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._room_for("MM…"), super().minimumSizeHint().height())

    def _room_for(self, text: str) -> int:
        margins = self.contentsMargins()
        return self.fontMetrics().horizontalAdvance(text) + margins.left() + margins.right()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, max(self.contentsRect().width(), 0)
        )
        if shown != self.text():
            super().setText(shown)
        self.setToolTip(plain_tooltip(self._whole) if shown != self._whole else "")


def plain_tooltip(text: str) -> str:
    """A tooltip that shows `text` as it stands: Qt would take some texts for HTML and open files they name."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"


class FlowLayout(QLayout):
    """Puts widgets side by side and breaks the line where the room ends, like words."""

    def __init__(self, parent: QWidget | None = None, gap: int = theme.GAP_SMALL) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert_widget(self, at: int, widget: QWidget) -> None:
        """Add a widget before the one that stands at `at`."""
        self.addWidget(widget)
        self._items.insert(at, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Remove and delete every widget."""
        while (item := self.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(len(hints) - 1, 0)
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, move: bool) -> int:
        """Put the items where they belong if they are to `move`; returns the height that they take."""
        margins = self.contentsMargins()
        area = rect.marginsRemoved(margins)
        y = area.y()
        for number, row in enumerate(self._rows(area.width())):
            y += self.spacing() if number else 0
            height, x = max(size.height() for _, size in row), 0
            for item, size in row:
                if move:
                    left = area.right() + 1 - x - size.width() if QApplication.isRightToLeft() else area.x() + x
                    above = (height - size.height()) // 2  # a link stands on the line of the button beside it
                    item.setGeometry(QRect(QPoint(left, y + above), size))
                x += size.width() + self.spacing()
            y += height
        return y - rect.y() + margins.bottom()

    def _rows(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        x = 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            width = min(hint.width(), max(room, item.minimumSize().width()))
            height = item.heightForWidth(width) if item.hasHeightForWidth() else hint.height()
            if not rows or (x > 0 and x + width > room):
                rows.append([])
                x = 0
            rows[-1].append((item, QSize(width, height)))
            x += width + self.spacing()
        return rows


class Chip(QPushButton):
    """A small rounded button that stays pressed."""

    def __init__(self, text: str = "", checkable: bool = True) -> None:
        super().__init__(text)  # with a parent, PySide would make `QIcon` and its 150 names to see if it is meant
        self.setCheckable(checkable)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.set_role(self, "chip")

    def sizeHint(self) -> QSize:
        # Room for the stronger letters of a pressed chip, so that pressing it neither cuts nor moves anything.
        hint = super().sizeHint()
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(strong).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(hint.width() + max(more, 0), hint.height())


class Card(QFrame):
    """A framed group of widgets on the base colour. Add to `body`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        self.body.setSpacing(theme.GAP_SMALL)

    def tighten(self) -> None:
        """For rows that bring room of their own."""
        self.body.setContentsMargins(theme.GAP_SMALL, theme.GAP_HAIR, theme.GAP_SMALL, theme.GAP_HAIR)
        self.body.setSpacing(theme.GAP_HAIR)


class IconButton(QToolButton):
    """A button that shows an icon only; its name is the tooltip and what is spoken."""

    def __init__(self, icon_name: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if icon_name:
            self.show_icon(icon_name)
        self.setIconSize(QSize(theme.ICON_ROW, theme.ICON_ROW))
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(theme.HIT_TARGET, theme.HIT_TARGET)
        theme.set_role(self, "quiet")

    def show_icon(self, name: str) -> None:
        """Show the icon of that file name."""
        from netplus_desktop.ui.icons import icon

        self.setIcon(icon(name))


class Strip(QFrame):
    """A message inside a pane: a text, at most one action, and a way to put it away. Hidden until it tells something.

    Escape closes it while it has the focus.
    """

    acted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, "strip")
        self._text = Label(wrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._action = QPushButton()
        self._action.setAutoDefault(False)
        self._action.clicked.connect(self.acted)
        self._close = IconButton("x", self.tr("Close this message"))
        self._close.clicked.connect(self.put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL)
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, text: str, action: str = "", closable: bool = True) -> None:
        """Show `text`, with a button named `action` unless it is empty. Screen readers announce it."""
        self._text.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._close.setVisible(closable)
        self.show()
        announce(self, text)

    def text(self) -> str:
        """What is told now."""
        return self._text.text()

    def action_button(self) -> QPushButton:
        """The button of the action, to give it the focus."""
        return self._action

    def put_away(self) -> None:
        """Hide it."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self._close.isHidden():
            self.put_away()
        else:
            super().keyPressEvent(event)


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` without moving the focus."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
