"""Who led me to somebody, and to whom they led me: the chain of referrals, as links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from netplus_desktop.core.introductions import Branch, Chain
from netplus_desktop.core.records import ContactRef
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import ElidingLink, link
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import FlowLayout, Label

FIRST = 8
"""People shown at once whom one led me to; a link shows the rest."""

_STEP = theme.GAP_WIDE


class ChainView(QWidget):
    """The path to the person as one line, and those whom they led me to, each below whoever led to them."""

    contact_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[str, Chain] | None = None
        self._all = False
        self.links: list[ElidingLink] = []
        """The people in it, in reading order."""
        self.more = link("")
        self.more.clicked.connect(self._show_all)
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP_HAIR)
        self._column.addWidget(self.more)
        self.hide()

    def show_chain(self, name: str, chain: Chain) -> None:
        """Show the chain of somebody."""
        if self._shown == (name, chain):
            return
        self._all = self._all and self._shown is not None and self._shown[0] == name
        self._shown = (name, chain)
        self._fill(name, chain)

    def texts(self) -> list[str]:
        """The lines as they are read."""
        return [line.accessibleName() for line in self._lines]

    @Slot()
    def _show_all(self) -> None:
        self._all = True
        if self._shown is not None:
            self._fill(*self._shown)
            if self.links:
                self.links[min(FIRST, len(self.links) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, name: str, chain: Chain) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self.links = [], []
        if chain.before:
            path = " → ".join(ref.name for ref in chain.before)
            said = self.tr("You came to {name} through {path}").format(name=name, path=path)
            self._add(self._path(name, chain.before), said)
        below = list(_flat(chain.after))
        shown = below if self._all else below[:FIRST]
        if below:
            said = self.tr("{name} led you to:").format(name=name)
            self._add(Label(said, tone=Tone.SECOND, wrap=True), said)
        for branch, by, depth in shown:
            said = self.tr("{by} led you to {name}").format(by=by or name, name=branch.contact.name)
            self._add(self._leaf(branch.contact, depth), said)
        self.more.setVisible(len(below) > len(shown))
        self.more.setText(self.tr("{n} more").format(n=len(below) - len(shown)))
        self.more.setAccessibleName(self.tr("Show everybody whom {name} led you to").format(name=name))
        self.setVisible(bool(chain.before or below))

    def _add(self, line: QWidget, said: str) -> None:
        line.setAccessibleName(said)
        self._column.insertWidget(len(self._lines), line)
        self._lines.append(line)

    def _path(self, name: str, before: Sequence[ContactRef]) -> QWidget:
        line = QWidget()
        flow = FlowLayout(line, gap=theme.GAP_HAIR)
        flow.addWidget(self._quiet(self.tr("You came here through")))
        for ref in before:
            flow.addWidget(self._person(ref))
            flow.addWidget(self._quiet("→"))
        flow.addWidget(self._quiet(name))
        return line

    def _leaf(self, ref: ContactRef, depth: int) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(min(depth, _DEEPEST) * _STEP, 0, 0, 0)
        row.setSpacing(theme.GAP_HAIR)
        row.addWidget(self._quiet("→"))
        row.addWidget(self._person(ref))
        row.addStretch(1)
        return line

    def _person(self, ref: ContactRef) -> ElidingLink:
        made = ElidingLink()
        made.show_text(ref.name)
        made.setAccessibleName(self.tr("Open {name}").format(name=ref.name))
        made.setProperty("contact", ref.id)
        made.clicked.connect(self._open)
        self.links.append(made)
        return made

    def _quiet(self, text: str) -> Label:
        label = Label(text, tone=Tone.SECOND)
        label.setMinimumHeight(ElidingLink().sizeHint().height())  # on one line with the links beside it
        return label

    @Slot()
    def _open(self) -> None:
        self.contact_requested.emit(int(self.sender().property("contact")))


_DEEPEST = 6
"""Steps by which a line is set in at most: names keep their room."""


def _flat(branches: Sequence[Branch], by: str = "", depth: int = 0) -> Iterator[tuple[Branch, str, int]]:
    """Each branch with who led to it ("" for the person shown) and how far down it is."""
    for branch in branches:
        yield branch, by, depth
        yield from _flat(branch.led_to, branch.contact.name, depth + 1)
