"""The commands for the search as a whole: the weekly review."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from netplus_desktop.ui.actions import Actions
from netplus_desktop.ui.session import Session

if TYPE_CHECKING:
    from netplus_desktop.ui.dialogs.sheets import Way
    from netplus_desktop.ui.main_window import MainWindow


class JobSearch(QObject):
    """Opens the sheets for a window; the code of each is read when it is asked for."""

    def __init__(self, actions: Actions, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        actions.review.triggered.connect(self._review)

    @Slot()
    def _review(self) -> None:
        from netplus_desktop.ui.review.sheet import ReviewSheet

        self._window.conversation.commit()
        sheet = ReviewSheet(self._session, self._window)
        sheet.contact_requested.connect(self._window.go_to_contact)
        sheet.printing_requested.connect(self._bring_out)
        sheet.open()

    @Slot(object, object, object)
    def _bring_out(self, way: Way, first: date, last: date) -> None:
        from netplus_desktop.documents.file_names import safe_file_name
        from netplus_desktop.ui.printouts import week_page

        store = self._session.store
        name = safe_file_name(self.tr("Weekly review {day}").format(day=first), ".pdf")
        self._window.sheets.bring_out(week_page(store, first, last, store.now()), way, name)
