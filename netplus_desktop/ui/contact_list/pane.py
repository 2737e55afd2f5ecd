"""The left pane: today in one line, filters, the people, and where to drop more of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core import records as r
from netplus_desktop.core.cadence import JOB_NEWS_DAYS
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Changes, Counts, Kind, ListFilter, Person, StepKind, Tick
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.contact_list.model import ContactListModel
from netplus_desktop.ui.contact_list.states import DropHint, FirstRun, NothingFound, TodayBar
from netplus_desktop.ui.contact_list.view import ContactListView
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.settings import Density
from netplus_desktop.ui.widgets import Chip, FlowLayout, Label, plain_tooltip

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QComboBox, QMenu

    from netplus_desktop.ui.contact_list.carrying import Carried
    from netplus_desktop.ui.contact_list.work import WorkBar
    from netplus_desktop.ui.jobs import Job

NARROW = 270
"""Below this width the filter chips become one drop-down list."""

MANY_TODAY = 99
"""Lines of the Today page that are counted for the bar."""

TAGS_OFFERED = 12

_FEW_TO_COPY = 200
"""So many people are read for the clipboard at once; reading more is work for the worker."""


class ContactListPane(QWidget):
    """Who is there, who is due; the selection that the other panes follow.

    The person shown stays chosen while a search or a filter hides their row.
    """

    contact_chosen = Signal(int)
    selection_changed = Signal(list)
    today_requested = Signal()
    add_requested = Signal(str)
    sample_requested = Signal()
    import_requested = Signal()
    interview_requested = Signal(int)
    detail_requested = Signal(int)
    """(contact id): Enter or a double click; the focus should go to the person's page."""
    search_requested = Signal(str)
    """(letters typed in the list): the search box should take them."""
    query_cleared = Signal()
    """The list searches for nothing any more: the search box should be empty."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, first_page: bool = False) -> None:
        """With `first_page`, only the people at the top are read before `complete` is called."""
        super().__init__(parent)
        self._session = session
        self._chosen: list[int] = []
        self._settling = False
        self._counted: Counts | None = None
        self._day = dates.today_of(session.store.now())
        self.model = ContactListModel(session.store, self)
        self.view = ContactListView(self.model)
        self._build()
        self._connect()
        self._dress()
        if first_page:
            self._count()
            self.model.begin(self._counted.people if self._counted else 0)
            self._show_page()
        else:
            self.refresh()

    # --- what others may ask --------------------------------------------------------------------------

    def set_query(self, query: str) -> None:
        """List the people that match what was typed into the search box."""
        if query.strip() != self.model.query:
            self._list(query.strip(), self.model.only)

    def choose(self, contact_id: int) -> None:
        """Select a person; a search or filter that hides the row is taken back."""
        if self.model.row_of(contact_id) < 0:
            self._clear_filter()
        if self.model.row_of(contact_id) >= 0:
            self.view.select([contact_id])
            self.view.scrollTo(self.view.currentIndex())

    def choose_all(self, ids: list[int]) -> None:
        """Select people, likewise."""
        if len(ids) == 1:
            self.choose(ids[0])
            return
        if len(self.model.rows_of(ids)) < len(ids):
            self._clear_filter()
        self.view.select(ids)
        self.view.scrollTo(self.view.currentIndex())

    def clear_selection(self) -> None:
        """Nobody is selected: the Today page is shown."""
        self.view.clearSelection()
        self._announce()

    def selected_ids(self) -> list[int]:
        """The people chosen, in the list's order; one person even while a search hides the row."""
        return list(self._chosen)

    def narrowed_ids(self) -> list[int] | None:
        """The people listed, in their order, where a filter or a search shows some only; None where all are listed."""
        if not self.model.query and self.model.only is ListFilter.ALL:
            return None
        return list(self.model.ids(0, self.model.rowCount() - 1))

    def focus_list(self) -> None:
        """Give the focus to the people, or to the first thing that stands in their place."""
        page = self._pages.currentWidget()
        if isinstance(page, FirstRun):
            page.choose.setFocus()
        elif isinstance(page, NothingFound):
            page.clear.setFocus()
        else:
            self.view.setFocus()
        if page is self.view and not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))

    def open_found(self) -> None:
        """Go to the people found; the first of them is shown, unless one of them is chosen already."""
        self.focus_list()
        if self.model.query and self.model.rowCount() and not self.model.rows_of(self._chosen):
            self.choose(self.model.id_of(0))

    def complete(self) -> None:
        """Read the people below the first page, where they are not read yet, and the pictures of those in sight."""
        from netplus_desktop.ui.contact_list.photos import Photos

        self.model.complete()
        self._count_today()
        self.view.delegate.photos = photos = Photos(self._session, self)
        photos.arrived.connect(self.view.viewport().update)
        self.view.viewport().update()

    def refresh(self) -> None:
        """Read everything again."""
        self._day = dates.today_of(self._session.store.now())
        self._settling = True
        self.model.forget()
        self.view.select(self._chosen)
        self._settling = False
        self._count()
        self._count_today()

    def watch(self, job: Job) -> None:
        """Show how far long work on the people has come, with a way to stop it."""
        self.running.watch(job)

    def copy_selected(self) -> None:
        """Put the people selected onto the clipboard: text, a table, vCards. Many are read by the worker first."""
        from netplus_desktop.ui.contact_list.carrying import carried

        store, chosen = self._session.store, list(self._chosen)
        if len(chosen) <= _FEW_TO_COPY:
            self._put_on_clipboard(carried(store.persons(chosen).values()))
            return

        def work(tick: Tick) -> Carried:
            people: list[Person] = []
            for at in range(0, len(chosen), _FEW_TO_COPY):
                tick(at, len(chosen))
                people += store.persons(chosen[at : at + _FEW_TO_COPY]).values()
            return carried(people)

        job = self._session.read(work)
        job.succeeded.connect(self._put_on_clipboard)
        self.watch(job)

    @Slot(int)
    def _refuse_drag(self, most: int) -> None:
        self._session.refuse(UserError("too-many-to-drag", most=self.locale().toString(most)))

    @Slot(object)
    def _put_on_clipboard(self, held: Carried) -> None:
        from netplus_desktop.ui.contact_list.carrying import for_clipboard

        if held["text/plain"]:
            QGuiApplication.clipboard().setMimeData(for_clipboard(held))

    def delete_selected(self) -> None:
        """Remove the people selected; undo brings them back."""
        if self._chosen:
            self._session.run(self._session.store.delete_contacts, self._chosen, initiator=self)

    def ask_for_tag(self) -> None:
        """Ask for a tag and give it to the people selected."""
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(self)
        dialog.setWindowTitle(self.tr("Tag"))
        dialog.setLabelText(self.tr("Tag to give:"))
        dialog.setOkButtonText(self.tr("Give tag"))
        dialog.textValueSelected.connect(self._tag)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # --- building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.today = TodayBar()
        self.filters = QWidget()
        theme.set_role(self.filters, "filters")  # small, so that the four stand in one line of a pane of usual width
        self.chips = {only: Chip() for only in ListFilter}
        group = QButtonGroup(self)
        flow = FlowLayout(self.filters, theme.GAP_HAIR)
        for chip in self.chips.values():
            group.addButton(chip)
            flow.addWidget(chip)
        self.chips[ListFilter.CHANGED_JOB].setToolTip(
            plain_tooltip(self.tr("An import told of another employer, and you have not written since: a reason to."))
        )
        self.chips[ListFilter.CHANGED_JOB].hide()
        self.chips[ListFilter.ALL].setChecked(True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self.unsample = QPushButton(self.tr("Remove sample people"))
        theme.set_role(self.unsample, "quiet")
        self.hint = DropHint(self.tr("Drop a vCard, CSV or LinkedIn export anywhere to import"))

        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.LIST_PADDING, 0, theme.LIST_PADDING)
        column.setSpacing(theme.GAP_SMALL)
        self._narrow_place, self._work_place, self._many_place = _padded(), _padded(), _padded()
        for row in (_padded(self.today), _padded(self.filters), self._narrow_place, self._work_place, self._many_place):
            column.addLayout(row)
        column.addWidget(self._pages, 1)
        for widget in (self.unsample, self.hint):
            column.addLayout(_padded(widget))

    # What is seen only now and then is built when it is first wanted: a window opens without it.

    @cached_property
    def drop_down(self) -> QComboBox:
        """The filters where the pane is too narrow for chips."""
        from PySide6.QtWidgets import QComboBox

        made = QComboBox()
        made.setAccessibleName(self.tr("Which people to list"))
        for only in ListFilter:
            made.addItem("", only)
        made.activated.connect(self._filter_by_drop_down)
        self._narrow_place.addWidget(made)
        return made

    @cached_property
    def first_run(self) -> FirstRun:
        """What stands in place of the list while nobody is in the vault."""
        made = FirstRun()
        made.import_requested.connect(self.import_requested)
        made.add_requested.connect(self._add_anybody)
        made.sample_requested.connect(self.sample_requested)
        self._pages.addWidget(made)
        return made

    @cached_property
    def nothing(self) -> NothingFound:
        """What stands in place of the list while nobody matches."""
        made = NothingFound()
        made.clear_requested.connect(self._clear_and_focus)
        made.add_requested.connect(self.add_requested)
        self._pages.addWidget(made)
        return made

    @cached_property
    def running(self) -> WorkBar:
        """How far long work has come."""
        from netplus_desktop.ui.contact_list.work import WorkBar

        made = WorkBar()
        self._work_place.addWidget(made)
        return made

    @cached_property
    def many(self) -> QWidget:
        """How many people are selected, in `many_text`, and `deselect`."""
        many = QWidget()
        self.many_text = Label()
        self.deselect = QPushButton(self.tr("Clear selection"))
        theme.set_role(self.deselect, "quiet")
        self.deselect.clicked.connect(self.clear_selection)
        row = QHBoxLayout(many)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(self.many_text, 1)
        row.addWidget(self.deselect)
        self._many_place.addWidget(many)
        return many

    def _connect(self) -> None:
        self._session.changed.connect(self._follow)
        self._session.reordered.connect(self.refresh)
        self._session.settings.changed.connect(self._take_option)
        self.hint.clicked.connect(self.import_requested)
        self.today.clicked.connect(self.today_requested)
        for chip in self.chips.values():
            chip.clicked.connect(self._filter_by_chip)
        self.unsample.clicked.connect(self._remove_sample)
        self.view.selectionModel().selectionChanged.connect(self._announce)
        self.view.activated.connect(self._open_detail)
        self.view.copy_requested.connect(self.copy_selected)
        self.view.delete_requested.connect(self._delete_listed)
        self.view.typed.connect(self.search_requested)
        self.view.menu_requested.connect(self._show_menu)
        self.view.drag_refused.connect(self._refuse_drag)

    # --- listing --------------------------------------------------------------------------------------

    def _list(self, query: str, only: ListFilter) -> None:
        self._settling = True
        self.model.list_people(query, only)
        self.view.select(self._chosen)
        self._settling = False
        self.chips[only].setChecked(True)
        self.view.scrollToTop()
        if self.view.selectionModel().hasSelection():
            self.view.scrollTo(self.view.currentIndex())
        self._settle()
        self._show_page()

    def _filter_by_chip(self) -> None:
        only = next(only for only, chip in self.chips.items() if chip.isChecked())
        self._list(self.model.query, only)

    def _filter_by_drop_down(self, row: int) -> None:
        self._list(self.model.query, list(ListFilter)[row])

    def _clear_filter(self) -> None:
        searched = bool(self.model.query)
        self._list("", ListFilter.ALL)
        if searched:
            self.query_cleared.emit()

    def _clear_and_focus(self) -> None:
        self._clear_filter()
        self.focus_list()

    # --- following changes ----------------------------------------------------------------------------

    def _follow(self, changes: Changes, initiator: object) -> None:
        if changes.ids(Kind.CONTACT):
            self._relist(changes)
        self._count()
        self._count_today()

    def _relist(self, changes: Changes) -> None:
        place = self.view.place()
        first = min(self.model.rows_of(self._chosen), default=-1)
        gone = changes.removed.get(Kind.CONTACT, frozenset())
        self._settling = True
        self.model.follow(changes)
        wanted = [key for key in self._chosen if key not in gone]
        if self._chosen and not wanted and first >= 0 and changes.action is r.Action.DELETE_CONTACTS:
            wanted = list(self.model.ids(first, first)) or list(self.model.ids(first - 1, first - 1))
        if self.view.selected_ids() != [self.model.id_of(row) for row in self.model.rows_of(wanted)]:
            self.view.select(wanted)
        self.view.return_to(place)
        self._settling = False
        self._settle(gone)
        created = changes.created.get(Kind.CONTACT, frozenset())
        brought_back = changes.action is r.Action.DELETE_CONTACTS and changes.undone
        if created and (changes.action is r.Action.ADD_CONTACT or brought_back):
            self.choose_all(sorted(created))

    def _count(self) -> None:
        counted = self._session.store.counts()
        self._counted = counted
        texts = {
            ListFilter.ALL: self.tr("All {n}").format(n=self.locale().toString(counted.people)),
            ListFilter.DUE: self.tr("Due {n}").format(n=self.locale().toString(counted.due)),
            ListFilter.TO_THANK: self.tr("To thank {n}").format(n=self.locale().toString(counted.to_thank)),
            ListFilter.QUIET: self.tr("Quiet {n}").format(n=self.locale().toString(counted.quiet)),
            ListFilter.CHANGED_JOB: self.tr("Changed job {n}").format(n=self.locale().toString(counted.changed_job)),
        }
        for only, text in texts.items():
            self.chips[only].setText(text)
        self.unsample.setVisible(counted.samples > 0)
        self._show_page()

    def _count_today(self) -> None:
        store = self._session.store
        today = dates.today_of(store.now())
        interviews = follow_ups = 0
        for line in store.today(limit=MANY_TODAY):
            on = line.step.due.astimezone().date()
            if line.step.kind is StepKind.MEET:
                interviews += on == today
            else:
                follow_ups += on <= today
        self.today.show_counts(interviews, follow_ups)

    def _show_page(self) -> None:
        if self._counted is None:
            return
        empty = self._counted.people == 0
        had_focus = self._pages.isAncestorOf(QWidget.focusWidget(self) or self)
        found = self.model.rowCount() > 0
        page: QWidget = self.first_run if empty else self.view if found else self.nothing
        if not empty and not found:
            self.nothing.explain(self.model.query, self._why_nobody())
        for widget in (self.today, self.hint):
            widget.setVisible(not empty)
        self._show_filters()
        if page is not self._pages.currentWidget():
            self._pages.setCurrentWidget(page)
            if had_focus and self.isActiveWindow():
                self.focus_list()

    def _why_nobody(self) -> str:
        if self.model.query:
            return self.tr("No one matches “{query}”.").format(query=self.model.query)
        return {
            ListFilter.DUE: self.tr("Nothing is due: all is done for now."),
            ListFilter.TO_THANK: self.tr("Everybody has been thanked."),
            ListFilter.QUIET: self.tr("It has not been quiet with anybody for long."),
            ListFilter.CHANGED_JOB: self.tr(
                "No import of the last {days} days told of another employer of somebody to whom you have not written "
                "since."
            ).format(days=JOB_NEWS_DAYS),
        }.get(self.model.only, self.tr("No one matches."))

    def _show_filters(self) -> None:
        empty = self._counted is None or self._counted.people == 0
        narrow = self.isVisible() and self.width() < NARROW  # until it is shown its width says nothing
        self.filters.setVisible(not empty and not narrow)
        if self._counted is not None:  # seldom is there such news: an import brings them
            news = self.model.only is ListFilter.CHANGED_JOB or self._counted.changed_job > 0
            self.chips[ListFilter.CHANGED_JOB].setVisible(news)
        if not empty and narrow:
            for row, (only, chip) in enumerate(self.chips.items()):
                self.drop_down.setItemText(row, chip.text())
                if only is self.model.only:
                    self.drop_down.setCurrentIndex(row)
            self.drop_down.show()
        elif "drop_down" in vars(self):
            self.drop_down.hide()

    # --- the selection --------------------------------------------------------------------------------

    def _announce(self) -> None:
        if self._settling:
            return
        selected = self.view.selected_ids()
        if selected != self._chosen:
            self._tell(selected)

    def _settle(self, gone: frozenset[int] = frozenset()) -> None:
        """Tell the selection after the list became another. One person who is only hidden stays chosen."""
        selected = self.view.selected_ids()
        hidden = not selected and len(self._chosen) == 1 and gone.isdisjoint(self._chosen)
        if selected != self._chosen and not hidden:
            self._tell(selected)

    def _tell(self, selected: list[int]) -> None:
        self._chosen = selected
        self.many.setVisible(len(selected) > 1)
        self.many_text.setText(self.tr("{n} people selected").format(n=self.locale().toString(len(selected))))
        self.selection_changed.emit(list(selected))
        if len(selected) == 1:
            self.contact_chosen.emit(selected[0])

    def _open_detail(self) -> None:
        if len(self._chosen) == 1:
            self.detail_requested.emit(self._chosen[0])

    def _add_anybody(self) -> None:
        self.add_requested.emit("")

    def _delete_listed(self) -> None:
        if self.view.selectionModel().hasSelection():
            self.delete_selected()

    def _tag(self, tag: str) -> None:
        if tag.strip() and self._chosen:
            self._session.run(self._session.store.tag_contacts, self._chosen, add=[tag.strip()], initiator=self)

    def _tag_by_menu(self, entry: QAction) -> None:
        self._tag(entry.data() or "")

    def _remove_sample(self) -> None:
        self._session.run(self._session.store.remove_sample, initiator=self)

    def _show_menu(self, where: QPoint) -> None:
        if self._chosen:
            menu = self.context_menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(where)

    def context_menu(self) -> QMenu:
        """What can be done with the people selected; every entry stands in the menu bar, too."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtWidgets import QMenu

        menu = QMenu(self)
        if len(self._chosen) == 1:
            menu.addAction(self.tr("Open"), self._open_detail)
            menu.addAction(self.tr("Plan &interview"), self._request_interview)
            menu.addSeparator()
        copy = menu.addAction(self.tr("&Copy"), self.copy_selected)
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        tags = menu.addMenu(self.tr("&Tag"))
        for tag, _ in self._session.store.tags()[:TAGS_OFFERED]:
            tags.addAction(tag.replace("&", "&&")).setData(tag)
        tags.addSeparator()
        tags.addAction(self.tr("&New tag…"), self.ask_for_tag)
        tags.triggered.connect(self._tag_by_menu)
        menu.addSeparator()
        delete = menu.addAction(self.tr("&Delete"), self.delete_selected)
        delete.setShortcut(QKeySequence.StandardKey.Delete)
        for action in (copy, delete):
            action.setShortcutVisibleInContextMenu(True)
        return menu

    def _request_interview(self) -> None:
        if len(self._chosen) == 1:
            self.interview_requested.emit(self._chosen[0])

    def _take_option(self, name: str) -> None:
        if name in ("density", "show_exchange"):
            self._dress()

    def _dress(self) -> None:
        settings = self._session.settings
        self.view.delegate.compact = settings.density is Density.COMPACT
        self.view.delegate.show_exchange = settings.show_exchange
        self.view.measure()

    # --- Qt -------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_filters()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self._counted is not None:
            self._dress()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.WindowActivate and self._day != dates.today_of(self._session.store.now()):
            self.refresh()  # "today" means another day than when the list was read
        return super().event(event)


def _padded(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(theme.LIST_PADDING, 0, theme.LIST_PADDING, 0)
    for widget in widgets:
        row.addWidget(widget)
    return row
