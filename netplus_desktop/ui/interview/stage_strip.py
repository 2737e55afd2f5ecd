"""The stage strip: approach, interview, needs heard, follow-up, give back, each with a fact in words under it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from netplus_desktop.core.records import Interview
from netplus_desktop.core.states import Stage, StageKind, StageState
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import announce, plain_tooltip

NODE = 14
"""Diameter of a node, in logical pixels."""

BESIDE = 2
"""Room that the words of a stage leave at either side."""


class StageStrip(QWidget):
    """Five nodes on a line: done filled with a tick, current ringed, later hollow, not needed a short dash.

    Left and Right walk along it, Enter or a click asks for the section of a stage.
    """

    stage_chosen = Signal(object)
    """(StageKind): the user wants to see that section."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[Stage, ...] = ()
        self._facts: tuple[str, ...] = ()
        self._told: tuple[tuple[str, ...], ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Stages of this conversation"))

    def show_stages(self, stages: tuple[Stage, ...], interview: Interview, now: datetime) -> None:
        """Show the stages of a conversation as they are `now`."""
        facts = tuple(words.stage_fact(stage, interview, now) for stage in stages)
        told = tuple(words.stage_events(stage, interview, now) for stage in stages)
        if (stages, facts, told) == (self._stages, self._facts, self._told):
            return
        self._stages, self._facts, self._told = stages, facts, told
        if not self.hasFocus():
            self._at = next((i for i, stage in enumerate(stages) if stage.state is StageState.CURRENT), 0)
        self.setAccessibleDescription("; ".join(self.told(i) for i in range(len(stages))))
        self.updateGeometry()
        self.update()

    def told(self, index: int) -> str:
        """A stage as it is spoken and as the pointer shows it: name, how far, the fact under it, what is recorded."""
        stage, fact = self._stages[index], self._facts[index]
        parts = [words.stage_name(stage.kind), words.stage_state(stage.state), fact, *self._told[index]]
        return ", ".join(part for part in parts if part)

    def at(self) -> StageKind:
        """The stage that the keyboard stands on."""
        return self._stages[self._at].kind

    def cell(self, index: int) -> QRect:
        """The area of a stage."""
        count = max(len(self._stages), 1)
        left, right = self.width() * index // count, self.width() * (index + 1) // count
        if self.isRightToLeft():
            left, right = self.width() - right, self.width() - left
        return QRect(left, 0, right - left, self.height())

    # --- size --------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(NODE * 24, self.heightForWidth(max(self.width(), NODE * 24)))

    def minimumSizeHint(self) -> QSize:
        return QSize(NODE * 16, self.heightForWidth(max(self.width(), NODE * 16)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        cell = width // max(len(self._stages), 1) - 2 * BESIDE
        least = 2 * QFontMetrics(theme.font(Type.BODY)).height()
        text = max(
            (
                self._high(words.stage_name(stage.kind), cell, Type.STRONG) + self._high(fact, cell, Type.CAPTION)
                for stage, fact in zip(self._stages, self._facts, strict=True)
            ),
            default=least,
        )
        return self._top() + NODE + theme.GAP_SMALL + max(text, least) + theme.GAP_HAIR

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (
            QEvent.Type.FontChange,
            QEvent.Type.StyleChange,
            QEvent.Type.PaletteChange,
            QEvent.Type.LanguageChange,
        ):
            self.updateGeometry()
            self.update()

    @staticmethod
    def _top() -> int:
        return theme.GAP_SMALL

    @staticmethod
    def _high(text: str, width: int, kind: Type) -> int:
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignHCenter)
        return QFontMetrics(theme.font(kind)).boundingRect(QRect(0, 0, width, 10_000), flags, text).height()

    # --- paint -------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self._top() + NODE / 2
        for index in range(len(self._stages) - 1):
            ends = sorted((self.cell(index).center().x(), self.cell(index + 1).center().x()))
            painter.setPen(QPen(theme.colour(Tone.HAIRLINE), 1))
            painter.drawLine(
                QPointF(ends[0] + NODE / 2 + theme.GAP_SMALL, middle),
                QPointF(ends[1] - NODE / 2 - theme.GAP_SMALL, middle),
            )
        for index in range(len(self._stages)):
            self._paint_stage(painter, index)

    def _paint_stage(self, painter: QPainter, index: int) -> None:
        stage, fact = self._stages[index], self._facts[index]
        cell = self.cell(index).adjusted(BESIDE, 0, -BESIDE, 0)
        node = QRectF(0, self._top(), NODE, NODE)
        node.moveCenter(QPointF(cell.center().x(), node.center().y()))
        _paint_node(painter, node, stage.state)
        if self.hasFocus() and index == self._at:
            painter.setPen(QPen(theme.colour(Tone.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(node.adjusted(-4, -4, 4, 4), theme.RADIUS_CONTROL, theme.RADIUS_CONTROL)
        current = stage.state is StageState.CURRENT
        flags = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        name = words.stage_name(stage.kind)
        high = self._high(name, cell.width(), Type.STRONG)
        below = QRect(cell.left(), round(node.bottom()) + theme.GAP_SMALL, cell.width(), high)
        painter.setPen(theme.colour(Tone.TEXT if current else Tone.SECOND))
        painter.setFont(theme.font(Type.STRONG if current else Type.BODY))
        painter.drawText(below, flags, name)
        painter.setPen(theme.colour(Tone.SECOND))
        painter.setFont(theme.font(Type.CAPTION))
        painter.drawText(below.adjusted(0, high, 0, self.height()), flags, fact)

    # --- pointer and keys --------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for index in range(len(self._stages)):
                if self.cell(index).contains(event.pos()):
                    QToolTip.showText(event.globalPos(), plain_tooltip(self.told(index)), self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for index in range(len(self._stages)):
            if event.button() is Qt.MouseButton.LeftButton and self.cell(index).contains(event.position().toPoint()):
                self._go(index)
                self.stage_chosen.emit(self.at())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forth, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            forth, back = back, forth
        last = len(self._stages) - 1
        steps = {forth: self._at + 1, back: self._at - 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if event.key() in steps:
            self._go(max(0, min(last, steps[Qt.Key(event.key())])))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._stages:
            self.stage_chosen.emit(self.at())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _go(self, index: int) -> None:
        if index != self._at:
            self._at = index
            announce(self, self.told(index))
            self.update()


def _paint_node(painter: QPainter, node: QRectF, state: StageState) -> None:
    """One node, so that its shape tells its state without its colour."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is StageState.DONE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(Tone.ACCENT))
        painter.drawEllipse(node)
        pen = QPen(theme.colour(Tone.ON_ACCENT), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        middle = node.center()
        painter.drawPolyline([middle + QPointF(-3, 0.2), middle + QPointF(-0.9, 2.4), middle + QPointF(3, -2.2)])
    elif state is StageState.NOT_NEEDED:
        painter.setPen(QPen(theme.colour(Tone.OUTLINE), 2))
        painter.drawLine(QPointF(node.left() + 3, node.center().y()), QPointF(node.right() - 3, node.center().y()))
    else:
        current = state is StageState.CURRENT
        painter.setPen(QPen(theme.colour(Tone.ACCENT if current else Tone.OUTLINE), 2 if current else 1))
        painter.drawEllipse(node.adjusted(1, 1, -1, -1))
