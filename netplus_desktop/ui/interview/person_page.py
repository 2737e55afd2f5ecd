"""The page of one person: head, tabs, and the conversation, history or details in front."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from netplus_desktop.core.records import Contact, Interview, Offer
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.details import DetailsPage
from netplus_desktop.ui.interview.header import PersonHeader
from netplus_desktop.ui.interview.history import HistoryPage
from netplus_desktop.ui.interview.interview_page import InterviewPage
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.interview.tabs import PageTabs, TabRow
from netplus_desktop.ui.reading_order import tab_in_reading_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import IconButton

TABS = 3
"""Conversations that have a tab of their own; earlier ones are reached from the history."""


class Page(StrEnum):
    """What a tab shows, besides a conversation."""

    INTERVIEW = "interview"
    HISTORY = "history"
    DETAILS = "details"


class PersonPage(QScrollArea):
    """Everything about one person, scrolled as a whole."""

    interview_shown = Signal(int)
    contact_requested = Signal(int)
    offer_requested = Signal(int)
    plan_requested = Signal()
    listen_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contact: Contact | None = None
        self._offers: tuple[Offer, ...] = ()
        self._now: datetime | None = None
        self._interview_id: int | None = None
        self._page = Page.INTERVIEW
        self._filling = False
        self.header = PersonHeader(session)
        self.header.contact_requested.connect(self.contact_requested)
        self.tabs = PageTabs()
        self.tabs.setAccessibleName(self.tr("Conversations, history and details"))
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.plus = IconButton("plus", self.tr("Plan another interview"))
        self.plus.clicked.connect(self.plan_requested)
        self.interview_page = InterviewPage(session)
        self.interview_page.contact_requested.connect(self.contact_requested)
        self.interview_page.offer_requested.connect(self.offer_requested)
        self.interview_page.plan_requested.connect(self.plan_requested)
        self.interview_page.listen_requested.connect(self.listen_requested)
        self.interview_page.history_requested.connect(self.show_history)
        self.history = HistoryPage(session)
        self.history.interview_requested.connect(self.show_interview)
        self.details = DetailsPage(session)
        self.details.contact_requested.connect(self.contact_requested)
        self._pages: dict[Page, QWidget] = {
            Page.INTERVIEW: self.interview_page,
            Page.HISTORY: self.history,
            Page.DETAILS: self.details,
        }
        self._order: list[QWidget] = []
        self._inner = inner = QWidget()
        inner.setObjectName("person")
        inner.setAutoFillBackground(True)
        inner.setBackgroundRole(self.palette().ColorRole.Base)
        column = QVBoxLayout(inner)
        pad = theme.DETAIL_PADDING
        column.setContentsMargins(pad, theme.GAP, pad, pad)
        column.setSpacing(theme.GAP)
        column.addWidget(self.header)
        column.addWidget(TabRow(self.tabs, self.plus))
        for page in self._pages.values():
            column.addWidget(page)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # --- what is shown -----------------------------------------------------------------------------------

    def show_contact(self, contact: Contact, offers: tuple[Offer, ...], now: datetime) -> None:
        """Show a person as read `now`. Another person begins at the top, with the conversation that matters next."""
        other = self._contact is None or self._contact.id != contact.id
        self._contact, self._offers, self._now = contact, offers, now
        ids = [interview.id for interview in contact.interviews]
        if other:
            self._page = Page.INTERVIEW
            self.verticalScrollBar().setValue(0)
        if other or self._interview_id not in ids:
            self._interview_id = ids[0] if ids else None  # they come latest first
        self._fill_tabs()
        self._refresh()

    def clear(self) -> None:
        """Forget the person."""
        self._contact = None
        self._interview_id = None

    def current_interview(self) -> int | None:
        """The conversation in front, or the one that would be."""
        return self._interview_id

    def page(self) -> Page:
        """What the tab in front shows."""
        return self._page

    def show_interview(self, interview_id: int) -> None:
        """Bring a conversation to the front."""
        self._go(Page.INTERVIEW, interview_id)

    def show_interviews(self) -> None:
        """Bring the conversation that was in front last to the front again, or the invitation to one."""
        self._go(Page.INTERVIEW, self._interview_id)

    def show_history(self) -> None:
        """Bring the history to the front."""
        self._go(Page.HISTORY, self._interview_id)

    def show_details(self) -> None:
        """Bring the details to the front."""
        self._go(Page.DETAILS, self._interview_id)

    def commit(self) -> None:
        """Write what is not written yet."""
        if self._contact is not None:
            self.interview_page.commit()
            self.history.commit()
            self.details.commit()

    # --- inside ------------------------------------------------------------------------------------------

    def _go(self, page: Page, interview_id: int | None) -> None:
        if self._contact is None or (page, interview_id) == (self._page, self._interview_id):
            return
        self.commit()
        before = self._interview_id
        self._page, self._interview_id = page, interview_id
        self._fill_tabs()
        self._refresh()
        if before != interview_id:
            self.interview_shown.emit(interview_id or 0)

    def _refresh(self) -> None:
        if self._contact is None or self._now is None:
            return
        interview = next((i for i in self._contact.interviews if i.id == self._interview_id), None)
        store = self._session.store
        stand = store.stands(self._contact).get(interview.id) if interview else None
        shown = Shown(self._contact, interview, self._offers, self._now, store.clocks(), stand)
        self.header.refresh(shown)
        self.interview_page.refresh(shown)
        self.history.refresh(shown)
        self.details.refresh(shown)
        for page, widget in self._pages.items():
            widget.setVisible(page is self._page)
        self._order = tab_in_reading_order(self._inner, self._order)

    def _fill_tabs(self) -> None:
        """One tab for each of the latest conversations and the one in front, then history and details."""
        if self._contact is None or self._now is None:
            return
        wanted: list[tuple[str, tuple[Page, int | None]]] = [
            (self._tab_text(i), (Page.INTERVIEW, i.id)) for i in _with_tab(self._contact.interviews, self._interview_id)
        ] or [(self.tr("Interview"), (Page.INTERVIEW, None))]
        wanted.append((self.tr("History"), (Page.HISTORY, None)))
        wanted.append((self.tr("Details"), (Page.DETAILS, None)))
        front = (self._page, self._interview_id if self._page is Page.INTERVIEW else None)
        self._filling = True
        while self.tabs.count() > len(wanted):
            self.tabs.removeTab(self.tabs.count() - 1)
        for place, (text, data) in enumerate(wanted):
            if place == self.tabs.count():
                self.tabs.addTab("")
            text = text.replace("&", "&&")
            if self.tabs.tabText(place) != text:
                self.tabs.setTabText(place, text)
            self.tabs.setTabData(place, (str(data[0]), data[1]))
            if data == front:
                self.tabs.setCurrentIndex(place)
        self._filling = False

    def _tab_text(self, interview: Interview) -> str:
        """The latest conversation with its whole title, an earlier one by its day alone."""
        if self._contact is None or self._now is None:
            return ""
        today = dates.today_of(self._now)
        day = words.interview_day(interview, today)
        latest = interview.id == self._contact.interviews[0].id
        return day if day and not latest else words.interview_title(interview, today)

    def _tab_chosen(self, place: int) -> None:
        if self._filling or place < 0:
            return
        page, interview_id = self.tabs.tabData(place)
        page = Page(page)
        self._go(page, interview_id if page is Page.INTERVIEW else self._interview_id)


def _with_tab(interviews: tuple[Interview, ...], front: int | None) -> list[Interview]:
    shown = list(interviews[:TABS])
    shown += [interview for interview in interviews[TABS:] if interview.id == front]
    return shown
