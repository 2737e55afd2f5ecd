"""The map of introductions in a window of its own: the same people in words beside it, and under it whom it stands
on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core.records import Changes, Kind, Tick
from netplus_desktop.core.rings import Web
from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.sheets import Way
from netplus_desktop.ui.jobs import Lookup
from netplus_desktop.ui.map.view import MapView
from netplus_desktop.ui.map.words import summed_up
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label

_KEY = Qt.ItemDataRole.UserRole
_CHAINS, _MAP = 1, 3  # how the two share the width


class MapDialog(Frame):
    """Stays open beside the window and follows the vault. A click on somebody, on the map or in the words, chooses
    them in the window."""

    chosen = Signal(int)
    """(contact)"""
    wanted = Signal(object)
    """(Way): the map is to be printed, shown or saved."""

    def __init__(self, session: Session, contact: int | None = None, parent: QWidget | None = None) -> None:
        """`contact` is whom the map stands on first, if they are on it."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Map of introductions"))
        self.setModal(False)
        self._session = session
        self._lookup = Lookup(session.read, self)
        self._lookup.found.connect(self._show)
        self._lookup.failed.connect(session.refuse)
        self._first = contact
        self.web = Web()
        self._items: dict[int, QTreeWidgetItem] = {}
        self.summary = Label(tone=Tone.SECOND, wrap=True)
        self.map = MapView()
        self.chains = QTreeWidget()
        self.told = Label(wrap=True)
        self._build()
        self.take_room(130, 42)
        session.changed.connect(self._changed)
        self._read()

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.GAP_SMALL)
        top.addWidget(self.summary, 1)
        self.nearer, self.further, self.whole = (
            self._tool(self.tr("&Nearer"), self.tr("Nearer (plus)")),
            self._tool(self.tr("&Further"), self.tr("Further away (minus)")),
            self._tool(self.tr("Who&le map"), self.tr("The whole map (0)")),
        )
        self.nearer.clicked.connect(self._nearer)
        self.further.clicked.connect(self._further)
        self.whole.clicked.connect(self.map.show_whole)
        for button in (self.nearer, self.further, self.whole):
            top.addWidget(button)
        self.body.addLayout(top)

        self.chains.setHeaderLabels([self.tr("Who introduced whom")])
        self.chains.setAccessibleName(self.tr("Who introduced whom"))
        self.chains.setUniformRowHeights(True)
        self.chains.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.chains.header().setStretchLastSection(False)
        self.chains.setIndentation(theme.GAP_WIDE)
        self.chains.currentItemChanged.connect(self._walked)
        self.chains.itemClicked.connect(self._item_chosen)
        self.chains.itemActivated.connect(self._item_chosen)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.setHandleWidth(1)
        both.addWidget(self.chains)
        both.addWidget(self.map)
        both.setStretchFactor(0, _CHAINS)
        both.setStretchFactor(1, _MAP)
        both.setSizes([_CHAINS * 100, _MAP * 100])

        self.nobody = Label(
            self.tr(
                "Nobody stands on the map yet. Write under a person's details who introduced them to you: "
                "Contact > Edit details."
            ),
            tone=Tone.SECOND,
            wrap=True,
        )
        self.nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        shown_part = QWidget()
        column = QVBoxLayout(shown_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(both, 1)
        column.addWidget(self.told)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.nobody)
        self._pages.addWidget(shown_part)
        self.body.addWidget(self._pages, 1)

        self.print = self.button(self.tr("&Print…"))
        self.preview = self.button(self.tr("Pre&view…"))
        self.save = self.button(self.tr("&Save as PDF…"))
        self.show_person = self.button(self.tr("Sho&w this person"))
        self.close_button = self.button(self.tr("&Close"))
        self.print.clicked.connect(self._print)
        self.preview.clicked.connect(self._preview)
        self.save.clicked.connect(self._save)
        self.show_person.clicked.connect(self._show_person)
        self.close_button.clicked.connect(self.accept)
        self.map.stood_on.connect(self._stands_on)
        self.map.chosen.connect(self._choose)

    def _tool(self, name: str, hint: str) -> QPushButton:
        made = QPushButton(name)
        made.setAutoDefault(False)
        made.setToolTip(hint)
        theme.set_role(made, "quiet")
        return made

    # --- reading ------------------------------------------------------------------------------------------

    def _read(self) -> None:
        store = self._session.store

        def work(_tick: Tick) -> Web:
            return store.web()

        self._lookup.begin(work)

    @Slot(object)
    def _show(self, web: Web) -> None:
        if web == self.web and self._items:
            return
        self.web = web
        there = bool(web.knots)
        at = self.map.at()
        self.map.show_web(web)
        self._fill()
        self._pages.setCurrentIndex(1 if there else 0)
        self.summary.setText(summed_up(web, self.map.rings) if there else "")
        for button in (self.nearer, self.further, self.whole, self.print, self.preview, self.save, self.show_person):
            button.setEnabled(there)
        if at is None and self._first is not None:
            self.map.stand_on(self._first)
        if there:
            self._stands_on(self.map.at() or 0)
            if at is None:
                self.map.setFocus()

    def _fill(self) -> None:
        """The same people in words, each under whoever introduced them."""
        self.chains.clear()
        self._items = {}
        for place in self.map.rings.places:
            item = QTreeWidgetItem([self.map.words.name(place)])
            item.setData(0, _KEY, place.knot.key)
            item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, self.map.words.told(place))
            self._items[place.knot.key] = item
            above = self._items.get(place.knot.introducer) if place.ring > 1 and place.knot.introducer else None
            if above is None:
                self.chains.addTopLevelItem(item)
            else:
                above.addChild(item)
        self.chains.expandAll()

    @Slot(object, object)
    def _changed(self, changes: Changes, _initiator: object) -> None:
        if changes.ids(Kind.CONTACT):
            self._read()

    # --- whom it stands on --------------------------------------------------------------------------------

    @Slot(int)
    def _stands_on(self, key: int) -> None:
        self.told.setText(self.map.told())
        self.show_person.setEnabled(key > 0)
        item = self._items.get(key)
        if item is not None and item is not self.chains.currentItem():
            self.chains.setCurrentItem(item)

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _walked(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.map.stand_on(item.data(0, _KEY))

    @Slot(QTreeWidgetItem, int)
    def _item_chosen(self, item: QTreeWidgetItem, _column: int) -> None:
        self._choose(item.data(0, _KEY))

    @Slot(int)
    def _choose(self, key: int) -> None:
        if key > 0:
            self.chosen.emit(key)

    @Slot()
    def _show_person(self) -> None:
        self._choose(self.map.at() or 0)

    # --- commands -----------------------------------------------------------------------------------------

    @Slot()
    def _nearer(self) -> None:
        self.map.zoom(1)

    @Slot()
    def _further(self) -> None:
        self.map.zoom(-1)

    @Slot()
    def _print(self) -> None:
        self.wanted.emit(Way.PRINT)

    @Slot()
    def _preview(self) -> None:
        self.wanted.emit(Way.PREVIEW)

    @Slot()
    def _save(self) -> None:
        self.wanted.emit(Way.PDF)

    def done(self, result: int) -> None:
        self._lookup.stop()
        super().done(result)
