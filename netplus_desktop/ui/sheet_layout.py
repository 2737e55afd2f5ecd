"""Lays a prep sheet out on a page of A4 or Letter: measures its texts and places them, the boxes taking the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from netplus_desktop.documents.prep_sheet import WRITING_SHARE, Block, Entry, Sheet
from netplus_desktop.ui.paper import HAIRLINE, HEAVY, LINE, TICK, Page, Text, Typeset

_NAME_SIZE = 17.0
_GUTTER = 20.0
_SECTION_GAP = 8.0
_BLOCK_GAP = 6.0
_TITLE_GAP = 2.0
_ENTRY_GAP = 1.5
_PITCH = 18.5  # between ruled lines: 6.5 mm, college ruled
_BOX_PADDING = 9.0
_BOX_GAP = 8.0
_LEAST_BOX_LINES, _LEAST_PITCH = 3, 16.0


def lay_out(variants: Iterable[Sheet], size: QSizeF, family: str) -> Page:
    """The first of the ever shorter variants that fits a page of `size` and leaves the room to write; else the last."""
    page = Page(size)
    typeset = Typeset(family)
    for sheet in variants:
        page = _Layout(sheet, size, typeset).page
        if page.fits and page.writing_share >= WRITING_SHARE:
            break
    return page


@dataclass(frozen=True)
class _Piece:
    """Something measured: how high it is, and how to place it with its upper left corner at (x, y)."""

    height: float
    place: Callable[[float, float], None]


class _Layout:
    """Places one variant of a sheet onto a page, from the strip down and from the clock up; the boxes take the rest."""

    def __init__(self, sheet: Sheet, size: QSizeF, typeset: Typeset) -> None:
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
        self.page.line(x, y, width, HEAVY)
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
        self.page.put_text(title, x, y)
        self.page.put_text(note, x + title.width + _GUTTER, y)
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
                self.page.line(at, rule, self._column, HAIRLINE)
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
            painter.setPen(QPen(Qt.GlobalColor.black, LINE))
            painter.drawRoundedRect(rect, 5, 5)

        self.page.put(rect, frame)
        inner = rect.adjusted(_BOX_PADDING, 0, -_BOX_PADDING, 0)
        text = self._text(title, inner.width(), bold=True, most=1)
        self.page.put_text(text, inner.left(), rect.top() + first - text.height - 2)
        used = text.width + 6
        self._write(QRectF(inner.left() + used, rect.top(), rect.right() - inner.left() - used, first))
        self._write(QRectF(rect.left(), rect.top() + first, rect.width(), rect.height() - first))
        for line in range(more + 1):
            self.page.line(inner.left(), rect.top() + first + line * pitch, inner.width(), HAIRLINE)

    def _foot(self, x: float, bottom: float, width: float) -> float:
        """The clock, when the thank-you is due, and when this was printed; the top of all that."""
        footer = self._text(self._sheet.footer, self._column, most=1, right=True)
        after = self._entry(self._sheet.after, width - footer.width - _GUTTER)
        title = self._text(self._sheet.clock_title, self._column, bold=True, most=1)
        clock = self._text(self._sheet.clock, width - title.width - 8, most=1)
        y = bottom - max(after.height, footer.height)
        top = y - clock.height - 3
        self.page.put_text(title, x, top)
        self.page.put_text(clock, x + title.width + 8, top)
        after.place(x, y)
        self.page.put_text(footer, x + width - self._column, bottom - footer.height)
        return top

    # --- what they are made of ------------------------------------------------------------------------

    def _block(self, block: Block) -> _Piece:
        title = self._text(block.title, self._column, bold=True, most=1)
        entries = self._stack([self._entry(entry, self._column) for entry in block.entries], _ENTRY_GAP)

        def place(x: float, y: float) -> None:
            self.page.put_text(title, x, y)
            entries.place(x, y + title.height + _TITLE_GAP)

        return _Piece(title.height + _TITLE_GAP + entries.height, place)

    def _entry(self, entry: Entry, width: float, *, right: bool = False, size: float | None = None) -> _Piece:
        """A paragraph, or the ruled lines of a blank."""
        indent = (TICK + 6 if entry.tick else 0.0) + (11.0 if entry.letter else 0.0)
        bold = entry.bold or size is not None
        if entry.text:
            most = None if entry.whole else self._sheet.most_lines
            if size:  # the name: large, and never more than two lines
                most = min(most or 2, 2)
            strip = right or size is not None
            text = self._text(entry.text, width - indent, bold=bold, most=most, right=right, strip=strip, size=size)
            letter = self._text(entry.letter, 11.0, bold=True, most=1) if entry.letter else None

            def place(x: float, y: float) -> None:
                if entry.tick:
                    self.page.tick(x, y + text.baseline)
                if letter:
                    self.page.put_text(letter, x + TICK + 6, y)
                self.page.put_text(text, x + indent, y)

            return _Piece(text.height, place)
        label = self._text(entry.label, width, bold=entry.bold, most=1) if entry.label else None
        blanks = min(entry.blanks, self._sheet.most_lines or entry.blanks)
        pitch = _PITCH + (4 if size else 0)

        def rule(x: float, y: float) -> None:
            start = x + indent + (label.width + 5 if label else 0)
            if entry.tick:
                self.page.tick(x, y + pitch - 3)
            if label:
                self.page.put_text(label, x, y + pitch - label.baseline - 2)
            for line in range(blanks):
                left = start if line == 0 else x
                self.page.line(left, y + (line + 1) * pitch, x + width - left, HAIRLINE)
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
    ) -> Text:
        points = size or self._sheet.size
        self.page.type_sizes.add(points)
        weight = QFont.Weight.Bold if size else QFont.Weight.DemiBold if bold else QFont.Weight.Normal
        return self._typeset.text(text, points, weight, max(width, 1.0), most, right, not strip)

    def _write(self, area: QRectF) -> None:
        self.page.writing.append(area)
