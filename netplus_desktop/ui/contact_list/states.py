"""What stands around the list, and in its place while there is nobody to show."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label, SectionTitle


class TodayBar(QPushButton):
    """ "Today · 1 interview, 3 follow-ups": opens the Today page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = ""
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(self.tr("Today"))

    def show_counts(self, interviews: int, follow_ups: int) -> None:
        """Tell how many meetings are today, and how many follow-ups are due."""
        told = []
        if interviews:
            told.append(self.tr("1 interview") if interviews == 1 else self.tr("{n} interviews").format(n=interviews))
        if follow_ups:
            told.append(self.tr("1 follow-up") if follow_ups == 1 else self.tr("{n} follow-ups").format(n=follow_ups))
        self._facts = self.tr(" · {facts}").format(facts=", ".join(told) or self.tr("nothing is due"))
        self.setText(self.tr("Today") + self._facts)
        self.setAccessibleName(self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.GAP_PAGE, max(theme.CONTROL_HEIGHT, self.fontMetrics().lineSpacing() + 2 * theme.GAP_SMALL))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour(Tone.DUE)
        _paint_frame(painter, self, theme.colour(Tone.SELECTED if self.underMouse() else Tone.RAISED))
        inside = self.rect().adjusted(theme.GAP, 0, -theme.GAP, 0)
        strong, body = theme.font(Type.STRONG), theme.font(Type.BODY)
        head = self.tr("Today")
        taken = QFontMetrics(strong).horizontalAdvance(head)
        arrow = QFontMetrics(body).horizontalAdvance("›") + theme.GAP_HAIR
        facts = QFontMetrics(body).elidedText(
            self._facts, Qt.TextElideMode.ElideRight, max(inside.width() - taken - arrow, 0)
        )
        painter.setPen(ink)
        self._write(painter, inside, 0, head, strong)
        self._write(painter, inside, taken, facts, body)
        forward = "‹" if self.isRightToLeft() else "›"
        self._write(painter, inside, inside.width() - arrow + theme.GAP_HAIR, forward, body)

    def _write(self, painter: QPainter, inside: QRect, after: int, text: str, font: QFont) -> None:
        place = inside.adjusted(after, 0, 0, 0)
        painter.setFont(font)
        painter.drawText(
            theme.mirrored(self.layoutDirection(), inside, place),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine,
            text,
        )


class DropHint(QPushButton):
    """A dashed place that says what can be dropped, and opens the file dialog for those who cannot drag."""

    def __init__(self, text: str) -> None:
        super().__init__(text)  # without a parent: see `Chip`
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        flags = int(Qt.TextFlag.TextWordWrap)
        text = self.fontMetrics().boundingRect(QRect(0, 0, width - 2 * theme.GAP, 0), flags, self.text())
        return text.height() + 2 * theme.GAP

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme.GAP_PAGE)
        return QSize(theme.GAP_PAGE, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.GAP_PAGE, self.fontMetrics().lineSpacing() + 2 * theme.GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = theme.colour(Tone.RAISED) if self.underMouse() else None
        _paint_frame(painter, self, fill, dashed=True)
        painter.setPen(theme.colour(Tone.SECOND))
        inside = self.rect().adjusted(theme.GAP, 0, -theme.GAP, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.text())


class FirstRun(QWidget):
    """Nobody is in the vault yet: three ways to begin."""

    import_requested = Signal()
    add_requested = Signal()
    sample_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = SectionTitle(self.tr("Drop a contacts file here"))
        title.setWordWrap(True)
        about = Label(
            self.tr("A vCard, CSV or LinkedIn export. You see every row before anything is added."),
            tone=Tone.SECOND,
            wrap=True,
        )
        self.choose = QPushButton(self.tr("Choose a file…"))
        self.add = QPushButton(self.tr("Add a &person"))
        self.sample = QPushButton(self.tr("Explore with &sample people"))
        theme.set_role(self.choose, "primary")
        self.choose.clicked.connect(self.import_requested)
        self.add.clicked.connect(self.add_requested)
        self.sample.clicked.connect(self.sample_requested)
        column = QVBoxLayout(self)
        aside, above = theme.LIST_PADDING + theme.GAP_WIDE, theme.GAP_SECTION
        column.setContentsMargins(aside, above, aside, above)
        column.setSpacing(theme.GAP)
        for label in (title, about):
            column.addWidget(label)
        for button in (self.choose, self.add, self.sample):
            column.addWidget(button)
        column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_frame(painter, self, None, dashed=True, aside=theme.LIST_PADDING)


class NothingFound(QWidget):
    """Nobody matches: take the filter back, or add who was looked for."""

    clear_requested = Signal()
    add_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.text = Label(wrap=True)
        self.clear = QPushButton(self.tr("Clear filter"))
        self.add = QPushButton()
        self.clear.clicked.connect(self.clear_requested)
        self.add.clicked.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.LIST_PADDING, theme.GAP_SECTION, theme.LIST_PADDING, theme.GAP_SECTION)
        column.setSpacing(theme.GAP)
        for widget in (self.text, self.clear, self.add):
            column.addWidget(widget)
        column.addStretch(1)

    def explain(self, query: str, sentence: str) -> None:
        """Say in `sentence` why nobody is shown; offer to add the person whose name was typed."""
        self._name = " ".join(query.split())
        self.text.setText(sentence)
        self.add.setVisible(bool(self._name))
        fitting = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, theme.GAP_PAGE * 4)
        # A single & would be taken for the mark of an access key.
        self.add.setText(self.tr("Add “{name}”").format(name=fitting.replace("&", "&&")))

    def _add(self) -> None:
        self.add_requested.emit(self._name)


def _paint_frame(painter: QPainter, widget: QWidget, fill: QColor | None, dashed: bool = False, aside: int = 0) -> None:
    ring = widget.hasFocus()
    pen = QPen(theme.colour(Tone.ACCENT if ring else Tone.OUTLINE), 2 if ring else 1)
    if dashed and not ring:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen if ring or dashed else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    edge = pen.widthF() / 2
    frame = QRectF(widget.rect()).adjusted(aside + edge, edge, -aside - edge, -edge)
    painter.drawRoundedRect(frame, theme.RADIUS_CARD, theme.RADIUS_CARD)
