"""Icons that take the colour of the text around them at the moment they are painted, in every scheme."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import ClassVar

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from netplus_desktop.assets import APP_ID, resource
from netplus_desktop.ui.theme import Tone, colour


@cache
def icon(name: str, tone: Tone | None = None) -> QIcon:
    """The icon of that file name in the palette's text colour, or in `tone`. It follows the scheme.

    Each is made once and kept: its copies share the engine, which so outlives every widget. An engine made in Python
    that went with the last widget showing it took the program along now and then.
    """
    resource("icons", f"{name}.svg")
    return QIcon(_Engine(name, tone))


def application_icon() -> QIcon:
    """The program's own mark, in its own colours."""
    return QIcon(str(resource("icons", "app", f"{APP_ID}.svg")))


@lru_cache(maxsize=256)
def _renderer(name: str, colour_name: str) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_bytes()
    return QSvgRenderer(drawing.replace(b"currentColor", colour_name.encode()))


class _Engine(QIconEngine):
    """Fills the drawing's currentColor when it paints."""

    _KEPT: ClassVar[list[QIconEngine]] = []
    """Copies that Qt asked for: it does not own what Python made, so they must outlive the icon."""

    def __init__(self, name: str, tone: Tone | None) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        made = _Engine(self._name, self._tone)
        self._KEPT.append(made)
        return made

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        _renderer(self._name, self._ink(mode).name()).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def _ink(self, mode: QIcon.Mode) -> QColor:
        palette = QGuiApplication.palette()
        if mode is QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        if self._tone is not None:
            return colour(self._tone)
        if mode is QIcon.Mode.Selected:
            return palette.color(QPalette.ColorRole.HighlightedText)
        return palette.color(QPalette.ColorRole.ButtonText)
