"""Looking back on a talk: five questions, one after another, each of which can be passed over."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import button
from netplus_desktop.ui.interview.heard import (
    EnergySection,
    HeardSection,
    NeedsSection,
    PromisesSection,
    TakeawaysSection,
)
from netplus_desktop.ui.interview.referrals import ReferralsSection
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.reading_order import tab_in_reading_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label, announce

KEPT_AFTER = 300
"""Milliseconds without a keystroke after which an answer that is not finished is put by."""


class Debrief(QWidget):
    """Five questions about the conversation in front, what they needed first, and at the end the way to the thanks.

    Each answer is filed as a need, takeaway, energy topic, referral or promise, one for each line; what was filed
    while talking stands there already. The prompts join those of Cornell's career office and of
    seriousjobseeker.com/2010/04/86.
    """

    left = Signal()
    """The user goes back to the desk."""
    gone_through = Signal()
    """All questions were answered or passed over."""
    letter_requested = Signal()
    moved = Signal()
    """Another question is in front, or an answer was typed for a while: what `unfinished` tells is new."""
    offer_requested = Signal(int)
    contact_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        needs, referrals = NeedsSection(session), ReferralsSection(session)
        needs.offer_requested.connect(self.offer_requested)
        referrals.contact_requested.connect(self.contact_requested)
        self.sections: tuple[HeardSection, ...] = (
            needs,
            TakeawaysSection(session),
            EnergySection(session),
            referrals,
            PromisesSection(session),
        )
        self._asked = (
            (self.tr("What did they need?"), self.tr("Something they lack, struggle with or would like to have.")),
            (self.tr("What did you learn?"), self.tr("One thing on each line, with what you will do about it.")),
            (
                self.tr("What gave you energy, or surprised you?"),
                self.tr("How does it fit what you can do, what you value, what you like?"),
            ),
            (self.tr("Whom did they name?"), self.tr("People to speak to next, and whether you may use their name.")),
            (self.tr("What did each of you promise?"), self.tr("Yours and theirs, with a day where one was named.")),
        )
        self._place = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(KEPT_AFTER)
        self._pause.timeout.connect(self.moved)
        self.count = Label("", Type.CAPTION, Tone.SECOND)
        self.question = Label("", Type.NAME, wrap=True)
        self.hint = Label("", tone=Tone.SECOND, wrap=True)
        self.previous = button(self.tr("&Previous"))
        self.previous.clicked.connect(self._go_back)
        self.next = button("", primary=True)
        self.next.clicked.connect(self._go_on)
        self.leave = button(self.tr("Back to the &desk"))
        self.leave.clicked.connect(self.left)
        self.letter = button(self.tr("Draft the &thank-you"), primary=True)
        self.letter.clicked.connect(self.letter_requested)
        self._build()
        for section in self.sections:
            section.heading.hide()
            section.add.returnPressed.connect(self._entered)
            section.add.textEdited.connect(self._typed)
        self._show()

    def _build(self) -> None:
        self._inner = inner = QWidget()
        self._order: list[QWidget] = []
        inner.setAutoFillBackground(True)
        inner.setBackgroundRole(QPalette.ColorRole.Base)
        middle = QWidget()
        middle.setMaximumWidth(theme.NOTES_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.count)
        column.addWidget(self.question)
        column.addWidget(self.hint)
        column.addSpacing(theme.GAP_SMALL)
        for section in self.sections:
            column.addWidget(section)
        column.addSpacing(theme.GAP)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GAP_SMALL)
        for one in (self.previous, self.next, self.letter):
            foot.addWidget(one)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        column.addLayout(foot)
        column.addStretch(1)
        row = QHBoxLayout(inner)
        pad = theme.DETAIL_PADDING
        row.setContentsMargins(pad, theme.GAP_PAGE, pad, pad)
        row.addStretch(1)
        row.addWidget(middle, 8)
        row.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    # --- what is shown -----------------------------------------------------------------------------------

    def refresh(self, shown: Shown) -> None:
        """Show what was heard in the conversation in front."""
        for section in self.sections:
            section.refresh(shown)
        self._name_next()
        self._order = tab_in_reading_order(self._inner, self._order)

    def begin(self, place: int = 0, answer: str = "") -> None:
        """Ask the question at `place`, with an answer that was begun."""
        self._place = min(max(place, 0), len(self.sections))
        self._show()
        if self._place < len(self.sections):
            self.sections[self._place].add.setText(answer)
            self._name_next()

    def unfinished(self) -> dict[str, object]:
        """Which question is in front, and the answer that is being typed."""
        answering = self._place < len(self.sections)
        return {"place": self._place, "answer": self.sections[self._place].add.text() if answering else ""}

    def commit(self) -> None:
        """Write what is not written yet."""
        for section in self.sections:
            section.commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- from question to question -------------------------------------------------------------------------

    def _go_on(self) -> None:
        self._move(+1)

    def _go_back(self) -> None:
        self._move(-1)

    def _move(self, step: int) -> None:
        self.commit()
        self._place += step
        self._show()
        self.moved.emit()
        if self._place == len(self.sections):
            self.gone_through.emit()

    def _entered(self) -> None:
        """Enter files what was typed; on an empty line it goes on."""
        if not self.sections[self._place].add.text().strip():
            self._go_on()

    def _typed(self) -> None:
        self._name_next()
        self._pause.start()

    def _show(self) -> None:
        asking = self._place < len(self.sections)
        for place, section in enumerate(self.sections):
            section.setVisible(place == self._place)
        for one in (self.count, self.next):
            one.setVisible(asking)
        self.letter.setVisible(not asking)
        if asking:
            question, hint = self._asked[self._place]
            count = self.tr("{n} of {all} · three minutes for all of them")
            self.count.setText(count.format(n=self._place + 1, all=len(self.sections)))
            self._name_next()
            self.sections[self._place].add.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            question = self.tr("That is written up.")
            hint = self.tr("A thank-you that names what you learned reads best within a day.")
            self.letter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.previous.setVisible(self._place > 0)
        self.question.setText(question)
        self.hint.setText(hint)
        announce(self, self.tr("{question} {hint}").format(question=question, hint=hint))

    def _name_next(self) -> None:
        if self._place < len(self.sections):
            section = self.sections[self._place]
            answered = bool(section.rows) or bool(section.add.text().strip())
            self.next.setText(self.tr("&Next") if answered else self.tr("&Skip"))
