"""The order in which a pane is read: that of its layouts, whatever was built later."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def in_order(layout: QLayout) -> list[QWidget | QLayout]:
    """The widgets and layouts that a layout holds, first to last.

    For what `QLayout.itemAt` is elsewhere. Python must not call that one on a layout of Qt's: PySide keeps what it
    returned among the living for as long as the layout, while Qt deletes the item with its widget. The next object of
    ours that lands on the same address then has two wrappers, and deleting it ends the program with a crash.
    """
    inside = layout.parentWidget()
    widgets = inside.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly) if inside else []
    inner = [child for child in layout.children() if isinstance(child, QLayout)]
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(one), one) for one in widgets]
    placed += [(layout.indexOf(one), one) for one in inner]
    return [one for place, one in sorted(placed, key=lambda entry: entry[0]) if place >= 0]


def tab_in_reading_order(root: QWidget | QLayout, before: list[QWidget] | None = None) -> list[QWidget]:
    """Let Tab walk what is inside `root` in the order of its layouts: widgets made later would come last.

    Returns the order. Nothing is done where it is the one of `before`.
    """
    layout = root.layout()
    order = list(_takers_of_focus(layout)) if layout is not None else []
    if order != before:
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)
    return order


def _takers_of_focus(layout: QLayout) -> Iterator[QWidget]:
    for one in in_order(layout):
        if isinstance(one, QLayout):
            yield from _takers_of_focus(one)
        elif not _is_put_away(one):
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                yield one
            inner = one.layout()
            if inner is not None:
                yield from _takers_of_focus(inner)


def _is_put_away(widget: QWidget) -> bool:
    """Whether it was hidden on purpose; a new widget also counts as hidden until its window is shown."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
