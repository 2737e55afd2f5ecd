"""The letters to a person that went out, latest first, each to be read again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import Contact, DraftKind
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.lists import Told
from netplus_desktop.ui.interview.fields import ElidingLink, Heading
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.interview.words import translate
from netplus_desktop.ui.widgets import Card

LETTERS, LINES = 72, 24


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter as it went out, and what it was."""

    what: str
    subject: str
    body: str
    sent: datetime


class SentLetters(QWidget):
    """A card with a link for each; hidden while none went out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letters: list[SentLetter] = []
        self.links: list[ElidingLink] = []
        self._card = Card()
        self._card.tighten()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(Heading(self.tr("Letters that went out")))
        column.addWidget(self._card)
        self.hide()

    def refresh(self, shown: Shown) -> None:
        """Show those to the person in front."""
        self._letters = sorted(_sent(shown.contact), key=lambda letter: letter.sent, reverse=True)
        while len(self.links) > len(self._letters):
            gone = self.links.pop()
            self._card.body.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.links) < len(self._letters):
            made = ElidingLink()
            made.setProperty("place", len(self.links))
            made.clicked.connect(self._open)
            self._card.body.addWidget(made)
            self.links.append(made)
        for link, letter in zip(self.links, self._letters, strict=True):
            day = dates.day(dates.today_of(letter.sent), shown.today)
            text = self.tr("{day}: {what}, “{subject}”") if letter.subject else self.tr("{day}: {what}")
            link.show_text(text.format(day=day, what=letter.what, subject=letter.subject))
        self.setVisible(bool(self._letters))

    @Slot()
    def _open(self) -> None:
        LetterDialog(self._letters[int(self.sender().property("place"))], self).open()


class LetterDialog(Frame):
    """A letter that went out, to read and to copy."""

    def __init__(self, letter: SentLetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(letter.subject or letter.what)
        self.text = Told(self.tr("Letter"))
        self.text.setPlainText(letter.body)
        self.body.addWidget(self.text, 1)
        self.copy = self.button(self.tr("&Copy"))
        self.copy.clicked.connect(self._copy)
        self.button(self.tr("C&lose"), default=True).clicked.connect(self.accept)
        self.take_room(LETTERS, LINES)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def _sent(contact: Contact) -> Iterator[SentLetter]:
    for talk in contact.interviews:
        if talk.letter is not None and talk.letter.sent is not None:
            yield SentLetter(translate("letters", "Thank-you"), talk.letter.subject, talk.letter.body, talk.letter.sent)
    for draft in contact.drafts:
        if draft.sent is not None:
            yield SentLetter(_name(draft.kind), draft.subject, draft.body, draft.sent)


def _name(kind: DraftKind) -> str:
    return {
        DraftKind.APPROACH: translate("letters", "Approach"),
        DraftKind.APPROACH_NOTE: translate("letters", "Approach in a short note"),
        DraftKind.APPROACH_CALL: translate("letters", "Approach on the phone"),
        DraftKind.NUDGE: translate("letters", "Reminder"),
        DraftKind.CONFIRM: translate("letters", "Confirmation"),
        DraftKind.REFERRAL_CONTACTED: translate("letters", "About somebody they named"),
        DraftKind.REFERRAL_MET: translate("letters", "About a meeting with somebody they named"),
        DraftKind.ADVICE_USED: translate("letters", "About their advice"),
        DraftKind.CONGRATULATION: translate("letters", "Congratulations"),
        DraftKind.LANDING: translate("letters", "News of the new job"),
        DraftKind.INTRODUCTION_ASKED: translate("letters", "Whether an introduction is welcome"),
        DraftKind.INTRODUCTION: translate("letters", "Introduction"),
    }[kind]
