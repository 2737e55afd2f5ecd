"""A page of paper: its margins, its texts broken into lines, and all that is drawn on it.

Everything is in points (1/72 inch) from the upper left corner of the page. The same page is drawn onto paper, into a
PDF and into the preview, so all three are alike to the hair: fonts are measured unhinted and on no device.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

MARGIN = 18 / 25.4 * 72
"""18 mm: no printer cuts it off."""

HAIRLINE, LINE, HEAVY = 0.5, 0.7, 1.4
TICK = 8.5
"""The side of a box to tick."""

_RULE = QColor(0x90, 0x90, 0x90)  # to write on, not to read: lighter than the text
_FINE = 10
"""Fonts take whole pixels only: they are laid out ten times as large, and drawn at a tenth."""


class Text:
    """A text broken into lines for a width, elided after `most` lines."""

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        *,
        most: int | None = None,
        right: bool = False,
        leading: bool = True,
    ) -> None:
        self._font = font
        self._width = width * _FINE
        self._metrics = QFontMetricsF(font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if right or not leading:
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self._option = option
        self.layout = self._broken(text)
        if most is not None and self.layout.lineCount() > most:
            start = self.layout.lineAt(most - 1).textStart()
            units = text.encode("utf-16-le")
            head, rest = units[: 2 * start].decode("utf-16-le"), units[2 * start :].decode("utf-16-le")
            kept = self._metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self._width)
            self.layout = self._broken(head + kept, most)
        lines = [self.layout.lineAt(i) for i in range(self.layout.lineCount())]
        self.height = sum(line.height() for line in lines) / _FINE
        self.width = max((line.naturalTextWidth() for line in lines), default=0.0) / _FINE
        self.inked = QRectF()
        for line in lines:
            rect = line.naturalTextRect()
            at, size = rect.topLeft() / _FINE, rect.size() / _FINE
            self.inked = self.inked.united(QRectF(at, size))
        self.baseline = lines[0].ascent() / _FINE if lines else 0.0

    def _broken(self, text: str, most: int | None = None) -> QTextLayout:
        layout = QTextLayout(text, self._font)
        layout.setTextOption(self._option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        y = 0.0
        count = 0
        while (most is None or count < most) and (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, y))
            y += line.height()
            count += 1
        layout.endLayout()
        return layout

    def draw(self, painter: QPainter, at: QPointF) -> None:
        painter.save()
        painter.setPen(Qt.GlobalColor.black)
        painter.translate(at)
        painter.scale(1 / _FINE, 1 / _FINE)
        self.layout.draw(painter, QPointF(0, 0))
        painter.restore()

    @property
    def lines(self) -> int:
        """How many lines it was broken into."""
        return self.layout.lineCount()

    def part(self, first: int, room: float) -> Part:
        """As many lines from the `first` on as fit into `room`; at least one while any is left."""
        last, height = first, 0.0
        while last < self.lines:
            more = self.layout.lineAt(last).height() / _FINE
            if last > first and height + more > room:
                break
            height += more
            last += 1
        return Part(self, first, last, height)


@dataclass(frozen=True)
class Part:
    """Some lines of a text: what of it stands on a page where it runs over the end of one."""

    text: Text
    first: int
    last: int  # one past
    height: float

    @property
    def inked(self) -> QRectF:
        """What it covers, from its own upper left corner."""
        rect = QRectF()
        for number in range(self.first, self.last):
            natural = self.text.layout.lineAt(number).naturalTextRect()
            rect = rect.united(QRectF(natural.topLeft() / _FINE, natural.size() / _FINE))
        return rect.translated(0, -self._top / _FINE)

    def draw(self, painter: QPainter, at: QPointF) -> None:
        painter.save()
        painter.setPen(Qt.GlobalColor.black)
        painter.translate(at)
        painter.scale(1 / _FINE, 1 / _FINE)
        for number in range(self.first, self.last):
            self.text.layout.lineAt(number).draw(painter, QPointF(0, -self._top))
        painter.restore()

    @property
    def _top(self) -> float:
        return self.text.layout.lineAt(self.first).y() if self.first < self.text.lines else 0.0


@dataclass
class Page:
    """A laid-out page: where to write by hand, where texts stand, and all that is drawn, in rectangles."""

    size: QSizeF
    writing: list[QRectF] = field(default_factory=list)
    texts: list[QRectF] = field(default_factory=list)
    inked: list[QRectF] = field(default_factory=list)
    type_sizes: set[float] = field(default_factory=set)
    fits: bool = True
    _draws: list[Callable[[QPainter], None]] = field(default_factory=list)

    @property
    def body(self) -> QRectF:
        """The page without its margins."""
        return QRectF(QPointF(0, 0), self.size).marginsRemoved(QMarginsF(MARGIN, MARGIN, MARGIN, MARGIN))

    @property
    def writing_share(self) -> float:
        """The part of the page within its margins that is kept for handwriting."""
        area = sum(rect.width() * rect.height() for rect in self.writing)
        return area / (self.body.width() * self.body.height())

    def draw(self, painter: QPainter) -> None:
        """Draw the page; the painter's unit must be a point. Marks that pile up on a letter stay within the margins."""
        painter.save()
        painter.setPen(Qt.GlobalColor.white)  # a recorded page starts with the pen of where it is played, and black to
        painter.setPen(Qt.GlobalColor.black)  # black would be no change to record: it came out in the dark's light text
        painter.setClipRect(self.body.adjusted(-1, -1, 1, 1))
        for draw in self._draws:
            draw(painter)
        painter.restore()

    def put(self, inked: QRectF, draw: Callable[[QPainter], None]) -> None:
        """Place something that is drawn within `inked`."""
        self.inked.append(inked)
        self._draws.append(draw)

    def put_text(self, text: Text | Part, x: float, y: float) -> None:
        """Place a text with its upper left corner there."""
        at = QPointF(x, y)
        inked = text.inked.translated(at)
        self.texts.append(inked)
        self.put(inked, lambda painter: text.draw(painter, at))

    def line(self, x: float, y: float, width: float, thickness: float) -> None:
        """A line across; a hairline is grey, to be written on."""

        def draw(painter: QPainter) -> None:
            painter.setPen(QPen(_RULE if thickness == HAIRLINE else Qt.GlobalColor.black, thickness))
            painter.drawLine(QPointF(x, y), QPointF(x + width, y))

        self.put(QRectF(x, y - thickness / 2, width, thickness), draw)

    def tick(self, x: float, baseline: float) -> None:
        """A box to tick that stands on `baseline`."""
        rect = QRectF(x + LINE / 2, baseline - TICK + 0.5, TICK, TICK)

        def draw(painter: QPainter) -> None:
            painter.setPen(QPen(Qt.GlobalColor.black, LINE))
            painter.drawRect(rect)

        self.put(rect, draw)


class Typeset:
    """The family in its sizes and weights, and the texts broken so far: variants share most of them."""

    def __init__(self, family: str) -> None:
        self._font = cache(partial(_paper_font, family))
        self.text = cache(self._text)

    def line_height(self, points: float) -> float:
        """The height of a line, in points."""
        return QFontMetricsF(self._font(points, QFont.Weight.Normal)).height() / _FINE

    def _text(
        self, text: str, points: float, weight: QFont.Weight, width: float, most: int | None, right: bool, leading: bool
    ) -> Text:
        return Text(text, self._font(points, weight), width, most=most, right=right, leading=leading)


def _paper_font(family: str, points: float, weight: QFont.Weight) -> QFont:
    """A font of `_FINE` times the size, without ligatures: text must come out of a PDF as it went in."""
    font = QFont(family)
    font.setPixelSize(round(points * _FINE))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoSubpixelAntialias)  # the preview shows paper: no coloured fringes
    for tag in ("liga", "clig", "dlig", "calt"):
        font.setFeature(QFont.Tag(tag), 0)
    return font
