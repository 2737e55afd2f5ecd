"""The people whom somebody named, and how it goes on with each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from netplus_desktop.core.records import Heard, HeardKind, Person
from netplus_desktop.ui.interview.fields import ElidingLink
from netplus_desktop.ui.interview.heard import HeardRow, HeardSection
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session


class ReferralRow(HeardRow):
    """A person they named, who can become a contact with the introducer kept."""

    def build(self) -> None:
        self.follow = ElidingLink()
        self.follow.clicked.connect(self._follow)
        self.column.addWidget(self.follow)

    def show_heard(self, heard: Heard, shown: Shown) -> None:
        super().show_heard(heard, shown)
        if heard.referred:
            self.follow.show_text(self.tr("Open {name}").format(name=heard.referred.name))
        else:
            self.follow.show_text(self.tr("Add as contact"))
        self.follow.setAccessibleDescription(heard.text)

    def _follow(self) -> None:
        section = self.section
        if self.heard is None or not isinstance(section, ReferralsSection):
            return
        if self.heard.referred:
            section.contact_requested.emit(self.heard.referred.id)
        else:
            self.commit()
            section.session.run(
                section.session.store.follow_referral,
                self.heard.id,
                referred_person(self.heard.text),
                initiator=section,
            )


def referred_person(text: str) -> Person:
    """The person that a referral names: the name before the first comma, dash or bracket, the rest as the note."""
    name = text
    for mark in (",", " - ", " – ", " — ", " (", ";", ":"):
        name = name.split(mark, 1)[0]
    rest = text[len(name) :].strip(" ,;:-–—()")
    return Person(name=name.strip() or text.strip(), note=rest)


class ReferralsSection(HeardSection):
    """Whom they named."""

    kind = HeardKind.REFERRAL
    row_class = ReferralRow
    contact_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, self.tr("Referrals"), self.tr("+ Add a person they named"), parent)
