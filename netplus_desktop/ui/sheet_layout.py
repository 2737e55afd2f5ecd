"""Lays a prep sheet out on a page of A4 or Letter: measures its texts, places them, and draws what was placed.

Everything is in points (1/72 inch) from the upper left corner of the page. The same page is drawn onto paper, into a
PDF and into the preview, so all three are alike to the hair: fonts are measured unhinted and on no device.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import product

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from netplus_desktop.documents.prep_sheet import WRITING_SHARE, Block, Entry, Sheet

MARGIN = 18 / 25.4 * 72
"""18 mm: no printer cuts it off."""

_FINE = 10
"""Fonts take whole pixels only: they are laid out ten times as large, and drawn at a tenth."""

_NAME_SIZE = 17.0
_GUTTER = 20.0
_SECTION_GAP = 8.0
_BLOCK_GAP = 6.0
_TITLE_GAP = 2.0
_ENTRY_GAP = 1.5
_TICK = 8.5
_PITCH = 18.5  # between ruled lines: 6.5 mm, college ruled
_BOX_PADDING = 9.0
_BOX_GAP = 8.0
_LEAST_BOX_LINES, _LEAST_PITCH = 3, 16.0
_HAIRLINE, _LINE, _HEAVY = 0.5, 0.7, 1.4
_RULE = QColor(0x90, 0x90, 0x90)  # to write on, not to read: lighter than the text


class _Text:
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
        painter.setClipRect(self.body.adjusted(-1, -1, 1, 1))
        for draw in self._draws:
            draw(painter)
        painter.restore()

    def put(self, inked: QRectF, draw: Callable[[QPainter], None]) -> None:
        """Place something that is drawn within `inked`."""
        self.inked.append(inked)
        self._draws.append(draw)


def lay_out(variants: Iterable[Sheet], size: QSizeF, family: str) -> Page:
    """The first of the ever shorter variants that fits a page of `size` and leaves the room to write; else the last."""
    page = Page(size)
    typeset = _Typeset(family)
    for sheet in variants:
        page = _Layout(sheet, size, typeset).page
        if page.fits and page.writing_share >= WRITING_SHARE:
            break
    return page


class _Typeset:
    """The family in its sizes and weights, and the texts broken so far: variants share most of them."""

    def __init__(self, family: str) -> None:
        self._font = cache(partial(_paper_font, family))
        self.text = cache(self._text)

    def line_height(self, points: float) -> float:
        """The height of a line, in points."""
        return QFontMetricsF(self._font(points, QFont.Weight.Normal)).height() / _FINE

    def _text(
        self, text: str, points: float, weight: QFont.Weight, width: float, most: int | None, right: bool, leading: bool
    ) -> _Text:
        return _Text(text, self._font(points, weight), width, most=most, right=right, leading=leading)


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


@dataclass(frozen=True)
class _Piece:
    """Something measured: how high it is, and how to place it with its upper left corner at (x, y)."""

    height: float
    place: Callable[[float, float], None]


class _Layout:
    """Places one variant of a sheet onto a page, from the strip down and from the clock up; the boxes take the rest."""

    def __init__(self, sheet: Sheet, size: QSizeF, typeset: _Typeset) -> None:
        self.page = Page(size)
        self._sheet = sheet
        self._typeset = typeset
        body = self.page.body
        self._column = (body.width() - _GUTTER) / 2
        y = self._strip(body.left(), body.top(), body.width()) + _SECTION_GAP
        y = self._known(body.left(), y) + _SECTION_GAP
        y = self._questions(body.left(), y, body.width()) + _SECTION_GAP
        y = self._pair(self._block(sheet.asks), self._block(sheet.offers), body.left(), y) + _SECTION_GAP
        bottom = self._foot(body.left(), body.bottom(), body.width()) - _SECTION_GAP
        self._boxes(body.left(), y, body.width(), bottom)

    # --- the parts of the page ------------------------------------------------------------------------

    def _strip(self, x: float, y: float, width: float) -> float:
        column = self._column
        head = [self._entry(self._sheet.name, column, size=_NAME_SIZE)]
        head += [self._entry(entry, column) for entry in self._sheet.about]
        when = [self._entry(entry, column, right=True) for entry in self._sheet.when]
        about, beside = self._stack(head, 2.0), self._stack(when, 2.0)
        about.place(x, y)
        beside.place(x + width - column, y + 3)
        y += max(about.height, beside.height + 3) + 6
        self._line(x, y, width, _HEAVY)
        return y

    def _known(self, x: float, y: float) -> float:
        """Blocks in two columns, each column in the practice's order, so that the page is used best."""
        blocks = [self._block(block) for block in self._sheet.known]
        best: tuple[float, tuple[int, ...]] | None = None
        for sides in product((0, 1), repeat=len(blocks)):
            if sides[0]:
                continue
            heights = [0.0, 0.0]
            for side, block in zip(sides, blocks, strict=True):
                heights[side] += block.height + (_BLOCK_GAP if heights[side] else 0)
            turned = 0.0 if list(sides) == sorted(sides) else _BLOCK_GAP
            cost = max(heights) + turned
            if best is None or cost < best[0]:
                best = (cost, sides)
        tops = [y, y]
        for side, block in zip(best[1] if best else (), blocks, strict=True):
            tops[side] += _BLOCK_GAP if tops[side] > y else 0
            block.place(x + side * (self._column + _GUTTER), tops[side])
            tops[side] += block.height
        return max(tops)

    def _questions(self, x: float, y: float, width: float) -> float:
        title = self._text(self._sheet.questions_title, self._column, bold=True, most=1)
        note = self._text(self._sheet.questions_note, width - title.width - _GUTTER, most=1, right=True)
        self._put_text(title, x, y)
        self._put_text(note, x + title.width + _GUTTER, y)
        y += title.height + _BLOCK_GAP / 2
        entries = self._sheet.questions
        rows = (len(entries) + 1) // 2
        cells = [self._entry(entry, self._column) for entry in entries]
        tops = []
        for row in range(rows):
            tops.append(y)
            y += max(cell.height for cell in cells[row::rows]) + 2 * _PITCH + _BLOCK_GAP / 2
        for place, cell in enumerate(cells):
            at = x + place // rows * (self._column + _GUTTER)
            top = tops[place % rows]
            foot = (tops[place % rows + 1] if place % rows + 1 < rows else y) - _BLOCK_GAP / 2
            cell.place(at, top)
            for rule in (foot - _PITCH, foot):
                self._line(at, rule, self._column, _HAIRLINE)
            self._write(QRectF(at, top + cell.height, self._column, foot - top - cell.height))
        return y

    def _boxes(self, x: float, y: float, width: float, bottom: float) -> None:
        rows = (len(self._sheet.boxes) + 1) // 2
        height = (bottom - y - (rows - 1) * _BOX_GAP) / rows
        first = self._typeset.line_height(self._sheet.size) + _BOX_PADDING
        foot = _BOX_PADDING * 0.8
        if height < first + foot + (_LEAST_BOX_LINES - 1) * _LEAST_PITCH:
            self.page.fits = False
            return
        more = max(round((height - first - foot) / _PITCH), 1)
        pitch = (height - first - foot) / more
        for place, title in enumerate(self._sheet.boxes):
            left = x + place % 2 * (self._column + _GUTTER)
            top = y + place // 2 * (height + _BOX_GAP)
            self._box(title, QRectF(left, top, self._column, height), first, pitch, more)

    def _box(self, title: str, rect: QRectF, first: float, pitch: float, more: int) -> None:
        """A box of ruled lines; its title stands on the first, and leaves the rest of that line to write on."""

        def frame(painter: QPainter) -> None:
            painter.setPen(QPen(Qt.GlobalColor.black, _LINE))
            painter.drawRoundedRect(rect, 5, 5)

        self.page.put(rect, frame)
        inner = rect.adjusted(_BOX_PADDING, 0, -_BOX_PADDING, 0)
        text = self._text(title, inner.width(), bold=True, most=1)
        self._put_text(text, inner.left(), rect.top() + first - text.height - 2)
        used = text.width + 6
        self._write(QRectF(inner.left() + used, rect.top(), rect.right() - inner.left() - used, first))
        self._write(QRectF(rect.left(), rect.top() + first, rect.width(), rect.height() - first))
        for line in range(more + 1):
            self._line(inner.left(), rect.top() + first + line * pitch, inner.width(), _HAIRLINE)

    def _foot(self, x: float, bottom: float, width: float) -> float:
        """The clock, when the thank-you is due, and when this was printed; the top of all that."""
        footer = self._text(self._sheet.footer, self._column, most=1, right=True)
        after = self._entry(self._sheet.after, width - footer.width - _GUTTER)
        title = self._text(self._sheet.clock_title, self._column, bold=True, most=1)
        clock = self._text(self._sheet.clock, width - title.width - 8, most=1)
        y = bottom - max(after.height, footer.height)
        top = y - clock.height - 3
        self._put_text(title, x, top)
        self._put_text(clock, x + title.width + 8, top)
        after.place(x, y)
        self._put_text(footer, x + width - self._column, bottom - footer.height)
        return top

    # --- what they are made of ------------------------------------------------------------------------

    def _block(self, block: Block) -> _Piece:
        title = self._text(block.title, self._column, bold=True, most=1)
        entries = self._stack([self._entry(entry, self._column) for entry in block.entries], _ENTRY_GAP)

        def place(x: float, y: float) -> None:
            self._put_text(title, x, y)
            entries.place(x, y + title.height + _TITLE_GAP)

        return _Piece(title.height + _TITLE_GAP + entries.height, place)

    def _entry(self, entry: Entry, width: float, *, right: bool = False, size: float | None = None) -> _Piece:
        """A paragraph, or the ruled lines of a blank."""
        indent = (_TICK + 6 if entry.tick else 0.0) + (11.0 if entry.letter else 0.0)
        bold = entry.bold or size is not None
        if entry.text:
            most = self._sheet.most_lines or (2 if size else None)
            strip = right or size is not None
            text = self._text(entry.text, width - indent, bold=bold, most=most, right=right, strip=strip, size=size)
            letter = self._text(entry.letter, 11.0, bold=True, most=1) if entry.letter else None

            def place(x: float, y: float) -> None:
                if entry.tick:
                    self._tick(x, y + text.baseline)
                if letter:
                    self._put_text(letter, x + _TICK + 6, y)
                self._put_text(text, x + indent, y)

            return _Piece(text.height, place)
        label = self._text(entry.label, width, bold=entry.bold, most=1) if entry.label else None
        blanks = min(entry.blanks, self._sheet.most_lines or entry.blanks)
        pitch = _PITCH + (4 if size else 0)

        def rule(x: float, y: float) -> None:
            start = x + indent + (label.width + 5 if label else 0)
            if entry.tick:
                self._tick(x, y + pitch - 3)
            if label:
                self._put_text(label, x, y + pitch - label.baseline - 2)
            for line in range(blanks):
                left = start if line == 0 else x
                self._line(left, y + (line + 1) * pitch, x + width - left, _HAIRLINE)
                self._write(QRectF(left, y + line * pitch, x + width - left, pitch))

        return _Piece(blanks * pitch + 1, rule)

    def _stack(self, pieces: Sequence[_Piece], gap: float) -> _Piece:
        def place(x: float, y: float) -> None:
            for piece in pieces:
                piece.place(x, y)
                y += piece.height + gap

        return _Piece(sum(piece.height for piece in pieces) + gap * max(len(pieces) - 1, 0), place)

    def _pair(self, left: _Piece, right: _Piece, x: float, y: float) -> float:
        left.place(x, y)
        right.place(x + self._column + _GUTTER, y)
        return y + max(left.height, right.height)

    def _text(
        self,
        text: str,
        width: float,
        *,
        bold: bool = False,
        most: int | None = None,
        right: bool = False,
        strip: bool = False,
        size: float | None = None,
    ) -> _Text:
        points = size or self._sheet.size
        self.page.type_sizes.add(points)
        weight = QFont.Weight.Bold if size else QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        return self._typeset.text(text, points, weight, max(width, 1.0), most, right, not strip)

    # --- onto the page --------------------------------------------------------------------------------

    def _put_text(self, text: _Text, x: float, y: float) -> None:
        at = QPointF(x, y)
        inked = text.inked.translated(at)
        self.page.texts.append(inked)
        self.page.put(inked, lambda painter: text.draw(painter, at))

    def _line(self, x: float, y: float, width: float, thickness: float) -> None:
        def draw(painter: QPainter) -> None:
            painter.setPen(QPen(_RULE if thickness == _HAIRLINE else Qt.GlobalColor.black, thickness))
            painter.drawLine(QPointF(x, y), QPointF(x + width, y))

        self.page.put(QRectF(x, y - thickness / 2, width, thickness), draw)

    def _tick(self, x: float, baseline: float) -> None:
        rect = QRectF(x + _LINE / 2, baseline - _TICK + 0.5, _TICK, _TICK)

        def draw(painter: QPainter) -> None:
            painter.setPen(QPen(Qt.GlobalColor.black, _LINE))
            painter.drawRect(rect)

        self.page.put(rect, draw)

    def _write(self, area: QRectF) -> None:
        self.page.writing.append(area)
