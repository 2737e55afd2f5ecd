"""The window's way to paper: what is shown, printed, looked at, or saved as PDF."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import EventKind, Tick
from netplus_desktop.ui.actions import Actions
from netplus_desktop.ui.session import Session

if TYPE_CHECKING:
    from netplus_desktop.ui.dialogs.sheets import Way, Wish
    from netplus_desktop.ui.main_window import MainWindow
    from netplus_desktop.ui.printing import Paper, Printout


class Sheets(QObject):
    """Prints for one window. An interview whose prep sheet was printed or saved counts as prepared. Which offers were
    picked for a sheet holds until the window closes; afterwards those that fit are proposed again."""

    saved = Signal(str)
    """(file name)"""

    def __init__(self, actions: Actions, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._write_to: Callable[[Path], None] | None = None
        self._picked: dict[tuple[int, int | None], tuple[int, ...]] = {}  # offers by (contact, interview)
        actions.print_sheet.triggered.connect(self.print)
        actions.preview_sheet.triggered.connect(self.preview)
        actions.save_sheet.triggered.connect(self.save)
        actions.print_blank.triggered.connect(self.print_blank)
        actions.sheets.triggered.connect(self.ask)
        window.conversation.print_requested.connect(self.print_interview)

    # --- the prep sheet of who is shown -----------------------------------------------------------------

    @Slot()
    def print(self) -> None:
        """Ask for a printer and print the prep sheet."""
        self._prep("print")

    @Slot()
    def preview(self) -> None:
        """Show the prep sheet as it would come out."""
        self._prep("preview")

    @Slot()
    def save(self) -> None:
        """Ask for a file and write the prep sheet as PDF."""
        self._prep("pdf")

    @Slot(int)
    def print_interview(self, interview_id: int) -> None:
        """Print the prep sheet of an interview of the person shown."""
        self._prep("print", interview_id)

    @Slot()
    def print_blank(self) -> None:
        """Print the empty form."""
        from netplus_desktop.ui.dialogs.sheets import SheetKind, Way, Wish

        self._make(Wish(SheetKind.BLANK, Way.PRINT))

    def _prep(self, way: str, interview_id: int | None = None) -> None:
        from netplus_desktop.ui.dialogs.sheets import SheetKind, Way, Wish

        self._make(Wish(SheetKind.PREP, Way(way)), interview_id)

    # --- every sheet --------------------------------------------------------------------------------------

    @Slot()
    def ask(self) -> None:
        """Ask which sheet to print."""
        from netplus_desktop.ui import dates
        from netplus_desktop.ui.dialogs.sheets import OfferChoice, SheetsDialog
        from netplus_desktop.ui.printouts import planned_days, sheet_data, sheet_offers

        self._window.conversation.commit()
        store, people = self._session.store, self._window.people
        contact_id = self._window.conversation.current_contact()
        rows = store.contact_rows([contact_id]) if contact_id is not None else []
        now = store.now()
        offers: list[OfferChoice] = []
        if contact_id is not None:
            talk = self._window.conversation.current_interview()
            data = sheet_data(store, contact_id, talk, now, offers=self._picked.get((contact_id, talk)))
            on_it = {offer.id for offer in data.offers}
            offers = [
                OfferChoice(offer.id, offer.fields.title, offer.id in on_it)
                for offer in sheet_offers(store, contact_id, talk)
            ]
        dialog = SheetsDialog(
            rows[0].name if rows else "",
            offers,
            planned_days(store, now),
            dates.today_of(now),
            people.model.rowCount(),
            self._paper(),
            self._window,
        )
        dialog.chosen.connect(self._chosen)
        dialog.open()

    @Slot(object, str)
    def _chosen(self, wish: Wish, paper: str) -> None:
        self._session.settings.paper = paper
        self._make(wish)

    def _paper(self) -> Paper:
        from netplus_desktop.ui.printing import default_paper

        chosen = self._session.settings.paper
        return "Letter" if chosen == "Letter" else "A4" if chosen == "A4" else default_paper()

    def _make(self, wish: Wish, interview_id: int | None = None) -> None:
        """Lay it out, on the worker where it may be long, and go on as wished."""
        from netplus_desktop.ui import printouts
        from netplus_desktop.ui.dialogs.sheets import SheetKind
        from netplus_desktop.ui.printing import page_size, paper_font_family

        self._window.conversation.commit()
        store, now, paper = self._session.store, self._session.store.now(), self._paper()
        shown = self._window.conversation
        contact_id = shown.current_contact()
        if wish.kind is SheetKind.LIST:
            narrowed, query = self._window.people.narrowed_ids(), self._window.people.model.query
            paper_font_family()  # here, not on the worker: Qt tells every widget of a new font

            def work(tick: Tick) -> Printout:
                ids = list(store.contact_ids()) if narrowed is None else narrowed
                made = printouts.list_pages(store, ids, query, now, tick)
                made.lay_out(page_size(paper), tick)
                return made

            job = self._session.read(work)
            job.succeeded.connect(partial(self._ready, wish, paper, ()))
            job.failed.connect(self._session.refuse)
            self._window.people.watch(job)
            return
        prepared: tuple[int, ...] = ()
        try:
            if wish.kind is SheetKind.BLANK:
                made = printouts.empty_form(now)
            elif wish.kind is SheetKind.DAY and wish.on is not None:
                pack = printouts.day_meetings(store, wish.on, now, private=wish.private)
                if not pack:
                    return
                made = printouts.day_pack(wish.on, pack)
                prepared = tuple(data.interview.id for data in pack if data.interview is not None)
            elif contact_id is None:
                return
            elif wish.kind is SheetKind.PERSON:
                made = printouts.person_pages(store, contact_id, now, private=wish.private)
            elif wish.kind is SheetKind.HEARD:
                made = printouts.heard_pages(store, contact_id, now, private=wish.private)
            else:
                talk = interview_id or shown.current_interview()
                if wish.offers is not None:
                    self._picked[contact_id, talk] = wish.offers
                picked = self._picked.get((contact_id, talk))
                data = printouts.sheet_data(store, contact_id, talk, now, private=wish.private, offers=picked)
                made = printouts.prep_sheets([data])
                prepared = (data.interview.id,) if data.interview is not None else ()
        except UserError as error:
            self._session.refuse(error)
            return
        self._ready(wish, paper, prepared, made)

    def _ready(self, wish: Wish, paper: Paper, prepared: tuple[int, ...], made: Printout) -> None:
        self._bring_out(wish.way, self._file_name(wish), paper, prepared, made)

    def bring_out(self, made: Printout, way: Way, file_name: str) -> None:
        """Lay pages of another part of the window out, on the worker, and print them, show them, or ask where to save
        them, `file_name` being proposed."""
        from netplus_desktop.ui.printing import page_size, paper_font_family

        paper = self._paper()
        paper_font_family()  # here, not on the worker: Qt tells every widget of a new font
        job = self._session.read(partial(made.lay_out, page_size(paper)))
        job.succeeded.connect(partial(self._laid_out, made, way, file_name, paper))
        job.failed.connect(self._session.refuse)
        self._window.people.watch(job)

    def _laid_out(self, made: Printout, way: Way, file_name: str, paper: Paper, _pages: object) -> None:
        self._bring_out(way, file_name, paper, (), made)

    def _bring_out(self, way: Way, file_name: str, paper: Paper, prepared: tuple[int, ...], made: Printout) -> None:
        from netplus_desktop.ui.dialogs.sheets import Way
        from netplus_desktop.ui.printing import preview_pages, print_pages

        if way is Way.PREVIEW:
            preview_pages(made, paper, self._window, self._session.refuse)
        elif way is Way.PRINT:
            print_pages(made, paper, self._window, partial(self._printed, prepared))
        else:
            self._ask_where(file_name, partial(self._write, made, paper, prepared))

    def _printed(self, prepared: tuple[int, ...], error: UserError | None) -> None:
        if error is None:
            self._prepared(prepared)
        else:
            self._session.refuse(error)

    # --- files ----------------------------------------------------------------------------------------------

    def _ask_where(self, name: str, then: Callable[[Path], None]) -> None:
        self._write_to = then
        folder = Path(self._session.settings.last_folder or Path.home())
        dialog = QFileDialog(self._window, self.tr("Save as PDF"), str(folder))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(str(folder / name))
        dialog.fileSelected.connect(self._place_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _place_chosen(self, name: str) -> None:
        self._session.settings.last_folder = str(Path(name).parent)
        if self._write_to is not None:
            self._write_to(Path(name))

    def _write(self, made: Printout, paper: Paper, prepared: tuple[int, ...], path: Path) -> None:
        from netplus_desktop.ui.printing import paper_font_family, write_pdf

        paper_font_family()  # here, not on the worker: Qt tells every widget of a new font
        job = self._session.read(partial(write_pdf, made, path, paper))
        job.succeeded.connect(partial(self._written, path, prepared))
        job.failed.connect(self._session.refuse)
        self._window.people.watch(job)

    def _written(self, path: Path, prepared: tuple[int, ...], _done: object) -> None:
        self._prepared(prepared)
        self.saved.emit(path.name)

    def _file_name(self, wish: Wish) -> str:
        from netplus_desktop.documents.file_names import safe_file_name
        from netplus_desktop.ui.dialogs.sheets import SheetKind

        contact_id = self._window.conversation.current_contact()
        rows = self._session.store.contact_rows([contact_id]) if contact_id is not None else []
        name = rows[0].name if rows else ""
        words = {
            SheetKind.PREP: self.tr("Prep sheet {name}").format(name=name),
            SheetKind.DAY: self.tr("Day pack {day}").format(day=wish.on),
            SheetKind.PERSON: self.tr("About {name}").format(name=name),
            SheetKind.HEARD: self.tr("Heard from {name}").format(name=name),
            SheetKind.LIST: self.tr("People"),
            SheetKind.BLANK: self.tr("Prep sheet"),
        }
        return safe_file_name(words[wish.kind], ".pdf")

    # --- what came of it --------------------------------------------------------------------------------------

    def _prepared(self, ids: tuple[int, ...]) -> None:
        store = self._session.store
        try:
            new = [one for one in ids if store.interview(one).event(EventKind.PREPARED) is None]
        except UserError as error:  # it was deleted while the file was written
            self._session.refuse(error)
            return
        if new:
            self._session.run(store.record_events, new, EventKind.PREPARED, store.now(), initiator=self)
