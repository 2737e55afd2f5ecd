"""The commands for the search as a whole: the target list of employers, and the weekly review."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Kind
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
        actions.employers.triggered.connect(self._employers)
        actions.aim.triggered.connect(self._aim)
        actions.review.triggered.connect(self._review)

    @Slot()
    def _employers(self) -> None:
        self._list_employers(None)

    @Slot()
    def _aim(self) -> None:
        """Put the employer of who is shown into the list, and show it there."""
        from netplus_desktop.core.employers import employer_key

        self._window.conversation.commit()
        contact_id, store = self._window.conversation.current_contact(), self._session.store
        rows = store.contact_rows([contact_id]) if contact_id is not None else []
        if not rows:
            return
        name, key = rows[0].organisation, employer_key(rows[0].organisation)
        if not key:
            self._session.refuse(UserError("person-without-employer", name=rows[0].name))
            return
        there = {employer_key(one.name): one.id for one in store.employers()}
        if key not in there:
            changes = self._session.run(store.add_employers, [name])
            if changes is None:
                return
            there[key] = changes.new_id(Kind.EMPLOYER)
        self._list_employers(there[key])

    def _list_employers(self, chosen: int | None) -> None:
        from netplus_desktop.ui.employers.sheet import EmployersSheet

        self._window.conversation.commit()
        sheet = EmployersSheet(self._session, self._window, chosen=chosen)
        sheet.contact_requested.connect(self._window.go_to_contact)
        sheet.open()

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
