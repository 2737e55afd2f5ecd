"""Lays a document out on as many pages as it needs. A row that is higher than a page goes on upon the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont

from netplus_desktop.core.records import Tick, no_tick
from netplus_desktop.documents.flow import Flow, Section
from netplus_desktop.ui.paper import HAIRLINE, HEAVY, TICK, Page, Text, Typeset

_SIZE, _SMALL, _TITLE = 10.0, 9.0, 17.0
_GUTTER = 10.0
_SECTION_GAP = 14.0
_ROW_GAP = 3.0
_LEAST_ROWS = 2
"""So many lines of rows stand under a title, or it moves to the next page with them."""


def lay_out_flow(flow: Flow, size: QSizeF, family: str, tick: Tick = no_tick) -> list[Page]:
    """The pages of a document on paper of `size` points; at least one. `tick` counts the rows."""
    return _FlowLayout(flow, size, family, tick).pages


class _FlowLayout:
    """Places row after row, and begins a page where the last is full."""

    def __init__(self, flow: Flow, size: QSizeF, family: str, tick: Tick) -> None:
        self._flow = flow
        self._size = size
        self._typeset = Typeset(family)
        self._heads: tuple[list[Text], list[float]] | None = None
        self._line = self._typeset.line_height(_SIZE)
        self.pages: list[Page] = []
        self._begin()
        body = self.pages[0].body
        self._place(self._text(flow.title, body.width(), size=_TITLE, weight=QFont.Weight.Bold, most=3))
        for line in flow.about:
            self._place(self._text(line, body.width(), most=3))
        self._y += _ROW_GAP
        self.pages[-1].line(body.left(), self._y, body.width(), HEAVY)
        rows = sum(len(section.rows) for section in flow.sections)
        done = 0
        for section in flow.sections:
            self._y += _SECTION_GAP
            self._title(section)
            for row in section.rows:
                tick(done, rows)
                self._row(section, row)
                done += 1
            self._heads = None
        for number, page in enumerate(self.pages, start=1):
            self._foot(page, number)

    # --- the parts ------------------------------------------------------------------------------------

    def _begin(self) -> None:
        page = Page(self._size)
        self.pages.append(page)
        self._y = page.body.top()
        self._bottom = page.body.bottom() - self._typeset.line_height(_SMALL) - _ROW_GAP * 2
        if self._heads is not None:
            self._place_heads()

    def _title(self, section: Section) -> None:
        body = self.pages[-1].body
        columns = _columns(section, body.left(), body.width())
        title = self._text(section.title, body.width(), weight=QFont.Weight.DemiBold, size=_SIZE + 1, most=2)
        heads = [
            self._text(head, width, size=_SMALL, most=1)
            for head, (_, width) in zip(section.heads, columns, strict=False)
        ]
        needed = (title.height if section.title else 0) + max((head.height for head in heads), default=0)
        if self._y + needed + _LEAST_ROWS * self._line > self._bottom:
            self._begin()
        if section.title:
            self._place(title)
            self._y += 1
        if heads:
            self._heads = (heads, [x for x, _ in columns])
            self._place_heads()

    def _place_heads(self) -> None:
        assert self._heads is not None
        page = self.pages[-1]
        heads, lefts = self._heads
        for head, x in zip(heads, lefts, strict=False):
            page.put_text(head, x, self._y)
        self._y += max(head.height for head in heads) + 1
        page.line(page.body.left(), self._y, page.body.width(), HAIRLINE)
        self._y += _ROW_GAP

    def _row(self, section: Section, row: Sequence[str]) -> None:
        page = self.pages[-1]
        columns = _columns(section, page.body.left(), page.body.width())
        weight = QFont.Weight.DemiBold if section.table else QFont.Weight.Normal
        cells = [
            (x, self._text(cell, width, weight=weight if column == 0 else QFont.Weight.Normal, most=section.most_lines))
            for column, (cell, (x, width)) in enumerate(zip(row, columns, strict=False))
            if cell
        ]
        whole = max((text.height for _, text in cells), default=self._line)
        fits_a_page = whole <= self._bottom - page.body.top() - 3 * self._line
        if self._y + (whole if fits_a_page else self._line) > self._bottom:
            self._begin()
        if section.table:
            self.pages[-1].tick(page.body.left(), self._y + self._line * 0.75)
        reached = [0] * len(cells)
        while True:
            room, height = self._bottom - self._y, 0.0
            for place, (x, text) in enumerate(cells):
                if reached[place] < text.lines:
                    part = text.part(reached[place], room)
                    self.pages[-1].put_text(part, x, self._y)
                    reached[place] = part.last
                    height = max(height, part.height)
            if all(line >= text.lines for line, (_, text) in zip(reached, cells, strict=True)):
                self._y += (height or self._line) + _ROW_GAP
                if section.table:
                    body = self.pages[-1].body
                    self.pages[-1].line(body.left(), self._y - _ROW_GAP / 2, body.width(), HAIRLINE)
                    self._y += _ROW_GAP / 2
                return
            self._begin()

    def _foot(self, page: Page, number: int) -> None:
        body = page.body
        told = self._flow.page.format(n=number, count=len(self.pages))
        right = self._text(told, body.width() / 3, size=_SMALL, most=1, right=True)
        left = self._text(self._flow.footer, body.width() * 2 / 3 - _GUTTER, size=_SMALL, most=1)
        page.put_text(left, body.left(), body.bottom() - left.height)
        page.put_text(right, body.right() - body.width() / 3, body.bottom() - right.height)

    # --- what they are made of ------------------------------------------------------------------------

    def _place(self, text: Text) -> None:
        self.pages[-1].put_text(text, self.pages[-1].body.left(), self._y)
        self._y += text.height + 1

    def _text(
        self,
        text: str,
        width: float,
        *,
        size: float = _SIZE,
        weight: QFont.Weight = QFont.Weight.Normal,
        most: int | None = None,
        right: bool = False,
    ) -> Text:
        return self._typeset.text(text, size, weight, width, most, right, False)


def _columns(section: Section, left: float, width: float) -> list[tuple[float, float]]:
    """Where each column begins, and how wide it is."""
    indent = TICK + 6 if section.table else 0.0
    room = width - indent - _GUTTER * (len(section.shares) - 1)
    starts = accumulate((room * share + _GUTTER for share in section.shares), initial=left + indent)
    return [(x, room * share) for x, share in zip(starts, section.shares, strict=False)]
