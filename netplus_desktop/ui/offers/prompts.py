"""Five prompts for those who think that they have nothing to offer; what is typed becomes an offer on Enter."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netplus_desktop.core.practice import OFFER_MINUTES
from netplus_desktop.core.records import OfferFields, OfferKind
from netplus_desktop.ui import theme
from netplus_desktop.ui.text_fields import CommitLineEdit
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label


class Prompts(QWidget):
    """A line for each prompt; one that was answered goes."""

    answered = Signal(object)
    """(OfferFields)"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: dict[OfferKind, _Prompt] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        say = self.tr("Everybody has something to offer. What comes to mind? Press Enter to keep it.")
        column.addWidget(Label(say, tone=Tone.SECOND, wrap=True))
        for kind, prompt, example in (
            (OfferKind.INTRODUCTION, self.tr("Someone you could introduce"), self.tr("a friend who knows a field")),
            (OfferKind.SKILL, self.tr("A tool you know well"), self.tr("an hour of spreadsheets")),
            (OfferKind.RESOURCE, self.tr("Something worth reading"), self.tr("an article, a book, a list")),
            (OfferKind.KNOW_HOW, self.tr("A place or a trade you know"), self.tr("how things work there")),
            (OfferKind.FEEDBACK, self.tr("Something you could try out"), self.tr("a draft, a page, a product")),
        ):
            line = self._lines[kind] = _Prompt(kind, prompt, example)
            line.answered.connect(self._answer)
            column.addWidget(line)

    def show_for(self, kinds: Collection[OfferKind]) -> None:
        """Leave out the prompts of `kinds`: there is an offer of each already."""
        for kind, line in self._lines.items():
            line.setVisible(kind not in kinds)

    def lines(self) -> list[CommitLineEdit]:
        """The fields that wait for an answer, in order."""
        return [line.field for line in self._lines.values() if not line.isHidden()]

    def unfinished(self) -> dict[str, str]:
        """What was typed and not kept with Enter: kind -> text."""
        return {kind.value: line.field.text() for kind, line in self._lines.items() if line.field.text().strip()}

    def resume(self, kept: dict[str, str]) -> None:
        """Let the user type on."""
        for kind, text in kept.items():
            self._lines[OfferKind(kind)].field.setText(text)

    def _answer(self, fields: OfferFields) -> None:
        kinds = list(self._lines)
        at = kinds.index(fields.kind)
        self.answered.emit(fields)
        for kind in kinds[at + 1 :] + kinds[:at]:
            if not self._lines[kind].isHidden():
                self._lines[kind].field.setFocus(Qt.FocusReason.OtherFocusReason)
                break


class _Prompt(QWidget):
    answered = Signal(object)

    def __init__(self, kind: OfferKind, prompt: str, example: str) -> None:
        super().__init__()
        self._kind = kind
        self.field = CommitLineEdit()
        self.field.setPlaceholderText(example)
        self.field.setAccessibleName(prompt)
        self.field.returnPressed.connect(self._entered)
        label = Label(prompt, wrap=True)
        label.setBuddy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_HAIR)
        column.addWidget(label)
        column.addWidget(self.field)

    def _entered(self) -> None:
        title = self.field.text().strip()
        if title:
            self.field.set_text("")
            self.answered.emit(OfferFields(title, self._kind, OFFER_MINUTES[self._kind]))
