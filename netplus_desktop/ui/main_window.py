"""The window: three panes, the menus, and everything that passes between them.

The panes know the session and nothing of one another. What one asks for, `_wire` hands to another.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from netplus_desktop.core import records as r
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Changes, Kind, Person
from netplus_desktop.store.store import Store
from netplus_desktop.ui import theme
from netplus_desktop.ui.contact_list.pane import ContactListPane
from netplus_desktop.ui.desk import Desk, PaneTurn, Room
from netplus_desktop.ui.jobs import Job
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.settings import Settings
from netplus_desktop.ui.status_line import StatusLine
from netplus_desktop.ui.toolbar import ToolBar
from netplus_desktop.ui.widgets import Strip

LEAST = QSize(900, 600)
JUST_NOW = 30.0
"""Seconds for which what was put by is not put by again when the window closes."""


def open_window(
    store: Store, settings: Settings | None = None, *, lasting: bool = False, list_first: bool = False
) -> MainWindow:
    """The window over an open store, not shown yet. It closes the store when it closes.

    `lasting` is true for a vault that is kept: its recovery key can be seen, and is called to mind. `list_first`
    leaves all but the list of people until the window has been painted once.
    """
    with theme.undressed():
        return MainWindow(Session(store, settings), lasting=lasting, list_first=list_first)


class MainWindow(QMainWindow):
    """People on the left, the conversation in the middle, what I can offer on the right."""

    reopen_requested = Signal(object)
    """(work on the closed vault): see `Opening.reopen`."""
    leave_requested = Signal(object)
    """(work on the closed vault): see `Opening.leave`."""
    lock_requested = Signal()
    moved = Signal(object)
    """(file of a copy): the vault lies there from now on."""
    completed = Signal()
    """All of it is there: see `complete`."""

    def __init__(self, session: Session, *, lasting: bool = False, list_first: bool = False) -> None:
        super().__init__()
        self.session = session
        session.setParent(self)
        self.setWindowTitle(self.tr("NetPlus"))
        self.setMinimumSize(LEAST)
        self._lasting = lasting
        self._complete = self._closed = False
        self._put_by_at = float("-inf")

        self._menus = [
            self.menuBar().addMenu(title)
            for title in (
                self.tr("&File"),
                self.tr("&Edit"),
                self.tr("&View"),
                self.tr("&Contact"),
                self.tr("&Interview"),
                self.tr("&Offers"),
                self.tr("&Help"),
            )
        ]
        self.tools = ToolBar()
        self.search = self.tools.search
        self.addToolBar(self.tools)
        self.people = ContactListPane(session, self, first_page=list_first)
        self._middle, self._right = QWidget(), QWidget()
        self.desk = Desk(self.people, self._middle, self._right, session.settings)
        self.setCentralWidget(self.desk)
        self.status = StatusLine(read_only=session.store.read_only)
        self.setStatusBar(self.status)
        self._restore()
        if not list_first:
            self.complete()

    def complete(self) -> None:
        """Build what is not there yet: the conversation, the offers, and what the commands do."""
        if self._complete or self._closed:
            return
        # Here, not above: the list is on the screen before the code of the other panes is read.
        from netplus_desktop.ui.actions import Actions
        from netplus_desktop.ui.dialogs.aside import Aside
        from netplus_desktop.ui.exporting import Exporting
        from netplus_desktop.ui.follow_through import FollowThrough
        from netplus_desktop.ui.giving_commands import GivingCommands
        from netplus_desktop.ui.icons import application_icon
        from netplus_desktop.ui.importing.drops import DropTarget
        from netplus_desktop.ui.importing.incoming import Incoming
        from netplus_desktop.ui.interview.pane import ConversationPane
        from netplus_desktop.ui.introductions.commands import IntroductionCommands
        from netplus_desktop.ui.job_search import JobSearch
        from netplus_desktop.ui.letters import LetterCommands
        from netplus_desktop.ui.listening.mode import Listening
        from netplus_desktop.ui.map.command import MapCommand
        from netplus_desktop.ui.notices import Tray
        from netplus_desktop.ui.offers.commands import OfferCommands
        from netplus_desktop.ui.offers.pane import OffersPane
        from netplus_desktop.ui.recovery import RecoveryReminder
        from netplus_desktop.ui.sheets import Sheets
        from netplus_desktop.ui.vault.commands import VaultCommands
        from netplus_desktop.ui.view_options import ViewOptions

        self._complete = True
        QApplication.setWindowIcon(application_icon())
        self.actions_ = Actions(self, self._menus)
        self.tools.serve(self.actions_)
        self.people.complete()
        self.search.setClearButtonEnabled(True)
        self.recovery = RecoveryReminder(self.session, self, lasting=self._lasting)
        self.exporting = Exporting(self.session, self)
        self.vault = VaultCommands(self.session, self)
        Aside(self.actions_, self.session, self)
        self.view_options = ViewOptions(self.actions_, self.session.settings)
        self.conversation = ConversationPane(self.session, self)
        self.follow_through = FollowThrough(self.actions_, self.session, self.conversation, self)
        LetterCommands(self.actions_, self.session, self.conversation, self)
        self.sheets = Sheets(self.actions_, self.session, self)
        IntroductionCommands(self.actions_, self.session, self.conversation, self)
        JobSearch(self.actions_, self.session, self)
        MapCommand(self.actions_, self.session, self)
        self.offers = OffersPane(self.session, self)
        OfferCommands(self.actions_, self.session, self)
        GivingCommands(self.actions_, self.session, self)
        self.drops = DropTarget(self)
        self.incoming = Incoming(self.session, self)
        self.listening = Listening(self.session, self)
        self.tray = Tray(self.session, self)
        self._build_panes()
        self._wire()
        self._refresh_counts()
        self._refresh_actions()
        if self.isVisible():
            self.recovery.remind()
        self.completed.emit()

    # --- building --------------------------------------------------------------------------------------

    def _build_panes(self) -> None:
        from netplus_desktop.ui.toast import Toast

        self.trouble = Strip()
        self.toast = Toast()
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for strip in (self.recovery.strip, self.vault.strip, self.trouble):
            column.addWidget(Room(strip))
        if self.session.store.read_only:
            from netplus_desktop.ui.vault.elsewhere import Elsewhere

            elsewhere = Elsewhere(self.session, self)
            column.insertWidget(0, Room(elsewhere.strip))
            elsewhere.offer()
        column.addWidget(self.conversation, 1)
        self.conversation.show()  # at once, with the window if that is not shown yet
        column.addWidget(Room(self.toast))
        self.desk.seat_offers(self.offers)
        self.panes = PaneTurn([self.people, self.conversation, self.toast, self.offers, self.search])

    # --- wiring: the only place where panes meet ---------------------------------------------------------

    def _wire(self) -> None:
        session, people, conversation, offers = self.session, self.people, self.conversation, self.offers
        # the session
        session.changed.connect(self._changed)
        session.refused.connect(self._refused)
        session.history_changed.connect(self._refresh_actions)
        session.busy_changed.connect(self._busy_changed)
        # the list
        people.contact_chosen.connect(self.show_contact)
        people.selection_changed.connect(self._selection_changed)
        people.today_requested.connect(self.show_today)
        people.detail_requested.connect(self._go_conversation)
        people.search_requested.connect(self._search_for)
        people.query_cleared.connect(self.search.clear)
        people.add_requested.connect(self.add_person)
        people.sample_requested.connect(self.load_sample)
        people.import_requested.connect(self.incoming.choose)
        people.interview_requested.connect(self._plan_with)
        # the conversation
        conversation.interview_shown.connect(self._interview_shown)
        conversation.contact_requested.connect(self.go_to_contact)
        conversation.offer_requested.connect(self._offer_to)
        conversation.add_requested.connect(self.new_contact)
        conversation.import_requested.connect(self.incoming.choose)
        conversation.sample_requested.connect(self.load_sample)
        conversation.new_offer_requested.connect(self.new_offer)
        conversation.export_requested.connect(self._export)
        conversation.today.people_requested.connect(people.choose_all)
        # the offers, the search box, the strips
        offers.count_changed.connect(self.desk.rail.set_count)
        self.desk.rail.set_count(offers.count)
        self.desk.offers_shown.connect(self.actions_.show_offers.setChecked)
        self.search.textChanged.connect(people.set_query)
        self.search.left.connect(people.open_found)
        self.toast.undo_requested.connect(self.undo)
        self.toast.redo_requested.connect(self.redo)
        self.toast.people_requested.connect(self.people.choose_all)
        self.drops.dropped.connect(self.incoming.open)
        self.incoming.reading.connect(conversation.commit)
        self.incoming.writing.connect(people.watch)
        self.exporting.writing.connect(people.watch)
        conversation.many.writing.connect(people.watch)
        conversation.person.header.portrait.picture_changed.connect(self._refresh_actions)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self._wire_commands()

    def _wire_commands(self) -> None:
        do = self.actions_
        for action, slot in (
            (do.import_files, self.incoming.choose),
            (do.import_folder, self.incoming.choose_folder),
            (do.imports, self.incoming.list_imports),
            (do.export, self._export),
            (do.lock, self.lock_requested),
            (do.back_up_now, self.vault.back_up_now),
            (do.back_up, self.exporting.back_up),
            (do.backups, self.vault.show_backups),
            (do.check_vault, self.vault.check),
            (do.merge_vault, self.vault.choose_other),
            (do.passphrase, self.vault.change_passphrase),
            (do.recovery, self.recovery.show_key),
            (do.erase, self.vault.erase),
            (do.load_sample, self.load_sample),
            (do.remove_sample, self.remove_sample),
            (do.quit, self.close),
            (do.undo, self.undo),
            (do.redo, self.redo),
            (do.copy, self._copy),
            (do.paste, self.incoming.paste),
            (do.find, self._find),
            (do.today, self.show_today),
            (do.go_people, self.people.focus_list),
            (do.go_conversation, self._go_conversation),
            (do.go_offers, self._go_offers),
            (do.next_pane, self._next_pane),
            (do.previous_pane, self._previous_pane),
            (do.show_offers, self._toggle_offers),
            (do.new_contact, self.new_contact),
            (do.rename, self.conversation.rename),
            (do.edit_details, self.conversation.edit_details),
            (do.choose_picture, self.conversation.person.header.portrait.choose),
            (do.paste_picture, self.conversation.person.header.portrait.paste),
            (do.remove_picture, self.conversation.person.header.portrait.remove),
            (do.tag, self.people.ask_for_tag),
            (do.find_duplicates, self.find_duplicates),
            (do.delete, self.people.delete_selected),
            (do.plan_interview, self.conversation.plan_interview),
            (do.pick_questions, self.conversation.pick_questions),
            (do.write_notes, self.conversation.focus_notes),
            (do.thank_you, self.conversation.draft_letter),
            (do.delete_interview, self.conversation.delete_interview),
            (do.new_offer, self.new_offer),
            (do.offer_this, self.offers.offer_selected),
        ):
            action.triggered.connect(slot)
        for kind, action in do.events.items():
            action.setProperty("event", kind.value)
            action.triggered.connect(self._record_event)
        do.delete.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.people.addAction(do.delete)  # Delete takes a person away from the list alone, never while typing

    # --- who and what is shown ---------------------------------------------------------------------------

    @Slot(int)
    def show_contact(self, contact_id: int) -> None:
        """Show a person in the middle and what I can offer them on the right."""
        self.conversation.commit()
        self.conversation.show_contact(contact_id)
        self._follow_conversation()

    @Slot()
    def show_today(self) -> None:
        """Show what is due, with nobody chosen."""
        self.conversation.commit()
        self.people.clear_selection()
        self.conversation.show_contact(None)
        self._follow_conversation()

    @Slot(int)
    def go_to_contact(self, contact_id: int) -> None:
        """Choose a person in the list and show them."""
        self.people.choose(contact_id)
        if self.conversation.current_contact() != contact_id:
            self.show_contact(contact_id)

    @Slot(list)
    def _selection_changed(self, ids: list[int]) -> None:
        if len(ids) > 1:
            self.conversation.commit()
            self.conversation.show_many(ids)
            self.offers.show_contact(None, None)
        elif not ids:
            self.conversation.commit()
            self.conversation.show_contact(None)
            self._follow_conversation()
        self._refresh_actions()

    @Slot(int)
    def _interview_shown(self, interview_id: int) -> None:
        self.offers.show_contact(self.conversation.current_contact(), interview_id or None)
        self._refresh_actions()

    def _follow_conversation(self) -> None:
        self.offers.show_contact(self.conversation.current_contact(), self.conversation.current_interview())
        self._refresh_actions()

    @Slot(int)
    def _plan_with(self, contact_id: int) -> None:
        self.go_to_contact(contact_id)
        self.conversation.plan_interview()

    @Slot(int)
    def _offer_to(self, contact_id: int) -> None:
        self.go_to_contact(contact_id)
        self._go_offers()

    # --- people ----------------------------------------------------------------------------------------

    @Slot()
    def new_contact(self) -> None:
        """Add a person and let the name be typed."""
        self.add_person("")

    @Slot(str)
    def add_person(self, name: str) -> None:
        """Add a person of this name, or one whose name is yet to be typed."""
        self.conversation.commit()
        changes = self.session.run(
            self.session.store.add_contact, Person(name=name.strip() or self.tr("New person")), initiator=self
        )
        if changes is not None:
            self.go_to_contact(changes.new_id(Kind.CONTACT))
            self.conversation.rename()

    @Slot()
    def find_duplicates(self) -> None:
        """Look for people who are entered twice."""
        from netplus_desktop.ui.duplicates.sheet import DuplicatesSheet

        self.conversation.commit()
        DuplicatesSheet(self.session, self).open()

    @Slot()
    def load_sample(self) -> None:
        """Bring in the marked sample people."""
        from netplus_desktop.assets import sample_people

        self.session.run(self.session.store.load_sample, sample_people(), initiator=self)

    @Slot()
    def remove_sample(self) -> None:
        """Take the sample people away with everything that was added to them."""
        self.conversation.commit()
        self.session.run(self.session.store.remove_sample, initiator=self)

    @Slot()
    def _record_event(self) -> None:
        kind = r.EventKind(self.sender().property("event"))
        self.conversation.commit()
        self.conversation.record_event(kind)

    @Slot()
    def undo(self) -> None:
        """Take the latest step back; text that is not written yet is written first, so that it is that step."""
        self.conversation.commit()
        self._watch(self.session.undo())

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back."""
        self._watch(self.session.redo())

    def _watch(self, job: Job | None) -> None:
        if job is not None:
            self.people.watch(job)

    @Slot()
    def _copy(self) -> None:
        focused = QApplication.focusWidget()
        copy = getattr(focused, "copy", None)
        if callable(copy):
            copy()
        else:
            self.people.copy_selected()

    # --- files -----------------------------------------------------------------------------------------

    @Slot()
    def _export(self) -> None:
        self.conversation.commit()
        self.exporting.ask(self.people.narrowed_ids(), self.people.selected_ids())

    # --- moving about ----------------------------------------------------------------------------------

    @Slot()
    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot(str)
    def _search_for(self, letters: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letters)

    @Slot()
    def _go_conversation(self) -> None:
        self.panes.enter(self.conversation)

    @Slot()
    def _go_offers(self) -> None:
        self.desk.show_offers()
        self.panes.enter(self.offers)

    @Slot()
    def new_offer(self) -> None:
        """Let a new offer be typed."""
        self._go_offers()
        self.offers.new_offer()

    @Slot()
    def _next_pane(self) -> None:
        self._enter(self.panes.next(+1))

    @Slot()
    def _previous_pane(self) -> None:
        self._enter(self.panes.next(-1))

    def _enter(self, pane: QWidget) -> None:
        if pane is self.people:
            self.people.focus_list()
        else:
            self.panes.enter(pane)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        self.panes.noticed(new)

    # --- what the window tells -------------------------------------------------------------------------

    @Slot(object, object)
    def _changed(self, changes: Changes, _initiator: object) -> None:
        self._refresh_counts()
        self.trouble.hide()
        gone = changes.removed.get(Kind.CONTACT, frozenset())
        shown = self.conversation.current_contact()
        if shown is not None and shown in gone and not self.people.selected_ids():
            self.show_today()
        self.toast.tell_of(changes, self._name_of(changes))

    def _name_of(self, changes: Changes) -> str:
        """The one person that a change was about, '' where it was not one."""
        touched = changes.created.get(Kind.CONTACT) or changes.altered.get(Kind.CONTACT) or frozenset()
        rows = self.session.store.contact_rows(list(touched)) if len(touched) == 1 else []
        return rows[0].name if rows else ""

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        from netplus_desktop.ui import messages

        if error.code != "vault-changed-underneath":  # `vault` tells it, with a way on
            self.trouble.tell(messages.text(error))

    @Slot(bool)
    def _busy_changed(self, busy: bool) -> None:
        self.status.show_busy(busy)
        self._refresh_actions()

    def _refresh_counts(self) -> None:
        self._counts = self.session.store.counts()
        self.status.show_counts(self._counts)

    @Slot()
    def _refresh_actions(self) -> None:
        from netplus_desktop.ui.actions import State

        store = self.session.store
        self.actions_.show_state(
            State(
                busy=self.session.busy,
                people=self._counts.people,
                samples=self._counts.samples,
                selected=len(self.people.selected_ids()),
                contact=self.conversation.current_contact() is not None,
                interview=self.conversation.current_interview() is not None,
                approach=self.conversation.can_approach(),
                picture=self.conversation.person.header.portrait.has_picture,
                undo=store.undo_step,
                redo=store.redo_step,
                lasting=self._lasting,
            )
        )
        self.tools.follow_commands()

    # --- leaving ---------------------------------------------------------------------------------------

    def put_by(self, *, whole: bool) -> str:
        """Write what was typed, and keep in the vault what is only half written, with `whole` also who is shown, until
        the window is there again. Returns what could not be kept, '' where all is."""
        if not self._complete:
            return ""
        from netplus_desktop.ui.vault import drafts

        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()  # a field tells its text when it is left
        self.conversation.commit()
        self.offers.commit()
        text = drafts.taken(self, whole=whole)
        try:
            self.session.store.put_aside(text)
        except UserError:
            return text
        self._put_by_at = time.monotonic()
        return ""

    # --- options ---------------------------------------------------------------------------------------

    @Slot()
    def _toggle_offers(self) -> None:
        self.desk.toggle_offers()
        if self.offers.isHidden():
            self._go_conversation()

    def _restore(self) -> None:
        settings = self.session.settings
        screen = self.screen().availableGeometry().size()
        self.resize(QSize(*settings.window_size).boundedTo(screen).expandedTo(LEAST))
        if settings.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _remember(self) -> None:
        settings = self.session.settings
        settings.maximised = self.isMaximized()
        if not self.isMaximized():
            settings.window_size = (self.width(), self.height())
        self.desk.remember()
        settings.write()

    # --- Qt ----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.desk.arrange()
        if self.focusWidget() is None:
            # not `focus_list`: it chooses the first person, and the day begins with what is due
            self.people.view.setFocus() if self.people.model.rowCount() else self.people.focus_list()
        if self._complete:
            self.recovery.remind()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._complete:
            QTimer.singleShot(0, self, self.complete)  # its children are painted in the same go

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closed:
            self._closed = True
            self.session.stop()
            if time.monotonic() - self._put_by_at > JUST_NOW:
                self.put_by(whole=False)
            if self._complete:
                QApplication.instance().focusChanged.disconnect(self._focus_moved)  # type: ignore[union-attr]
            self._remember()
            self.session.close()
        super().closeEvent(event)
