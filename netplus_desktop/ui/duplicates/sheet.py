"""The sheet of duplicates: who may be entered twice, why, and one person made of two, field by field."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core.duplicates import Pair
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Changes, Kind
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.dialogs.frame import HelpKey
from netplus_desktop.ui.duplicates import words
from netplus_desktop.ui.duplicates.comparison import Comparison
from netplus_desktop.ui.duplicates.delegate import PairDelegate
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Type
from netplus_desktop.ui.widgets import Label, SectionTitle, Strip, plain_tooltip

SIZE = QSize(960, 640)

_TEXTS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


class PairModel(QAbstractListModel):
    """The pairs that wait for a word. Names are read for the rows that are seen."""

    def __init__(self, session: Session, pairs: list[Pair]) -> None:
        super().__init__()
        self._session = session
        self.pairs = pairs

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.pairs)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if (
            role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
            or not index.isValid()
        ):
            return None
        pair = self.pairs[index.row()]
        rows = self._session.store.contact_rows([pair.first, pair.second])
        text = "\n".join((" · ".join(row.name for row in rows), words.why(pair)))
        return plain_tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def drop(self, gone: frozenset[int], pair: Pair | None = None) -> None:
        """Leave out the pairs of people who are gone, and one that was decided."""
        for at in range(len(self.pairs) - 1, -1, -1):
            one = self.pairs[at]
            if one == pair or one.first in gone or one.second in gone:
                self.beginRemoveRows(QModelIndex(), at, at)
                del self.pairs[at]
                self.endRemoveRows()


class DuplicatesSheet(QDialog):
    """Looks for duplicates on the worker, then shows pair by pair. Nothing is merged by itself."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        HelpKey(self)
        self._session = session
        self.model: PairModel | None = None
        self._searching = True
        self.setWindowTitle(self.tr("Duplicates"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, parent is not None)
        self._build()
        self.resize(SIZE if parent is None else SIZE.boundedTo(parent.size()))
        self._look()
        session.changed.connect(self._changed)
        session.refused.connect(self._refused)

    def _build(self) -> None:
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("Progress"))
        waiting = self._page(SectionTitle(self.tr("Looking for people who are entered twice…")), self.bar)
        self.outcome = SectionTitle()
        nobody = self._page(self.outcome, Label(words.what_counts(), wrap=True))
        self.list = QListView()
        self.list.setAccessibleName(self.tr("People who may be one"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(PairDelegate(self.list))
        self.comparison = Comparison()
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.comparison)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        self._pages = QStackedWidget()
        for page in (waiting, nobody, split):
            self._pages.addWidget(page)
        self.strip = Strip()
        self.strip.acted.connect(self._undo)
        self.count = Label("", Type.STRONG)
        self.apart = QPushButton(self.tr("&Not the same person"))
        self.merge = QPushButton(self.tr("&Merge the two"))
        self.close_button = QPushButton(self.tr("Close"))
        theme.set_role(self.merge, "primary")
        self.apart.clicked.connect(self._keep_apart)
        self.merge.clicked.connect(self._merge)
        self.close_button.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GAP_SMALL)
        foot.addWidget(self.count, 1)
        for button in (self.close_button, self.apart, self.merge):
            button.setAutoDefault(False)
            foot.addWidget(button)
        self.merge.setDefault(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP_WIDE, theme.GAP_WIDE, theme.GAP_WIDE, theme.GAP_WIDE)
        whole.setSpacing(theme.GAP)
        whole.addWidget(self.strip)
        whole.addWidget(self._pages, 1)
        whole.addLayout(foot)

    @staticmethod
    def _page(*widgets: QWidget) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(theme.GAP)
        column.addStretch(1)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(2)
        return page

    # --- looking ------------------------------------------------------------------------------------------

    def _look(self) -> None:
        self._searching = True
        self.model = None
        self._refresh()
        self._job = self._session.read(self._session.store.find_duplicates)
        self._job.progressed.connect(self._progress)
        self._job.succeeded.connect(self._found)
        self._job.failed.connect(self._failed)
        self._job.ended.connect(self._ended)

    @Slot(int, int)
    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot(object)
    def _found(self, pairs: list[Pair]) -> None:
        self.model = PairModel(self._session, pairs)
        self.list.setModel(self.model)
        self.list.selectionModel().currentChanged.connect(self._show_pair)
        self._choose(0)
        self._refresh()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.strip.tell(messages.text(error))

    @Slot()
    def _ended(self) -> None:
        self._searching = False
        self._refresh()

    def _refresh(self) -> None:
        left = self.model.rowCount() if self.model is not None else 0
        self._pages.setCurrentIndex(2 if left else 0 if self._searching else 1)
        self.outcome.setText(words.nobody(self.model is not None))
        self.count.setText(words.left(left) if left else "")
        for button in (self.apart, self.merge):
            button.setVisible(bool(left))
        self.close_button.setText(self.tr("Cancel") if self._searching else self.tr("Close"))

    # --- a pair -------------------------------------------------------------------------------------------

    def pair(self) -> Pair | None:
        """The pair that is shown."""
        at = self.list.currentIndex()
        return self.model.pairs[at.row()] if self.model is not None and at.isValid() else None

    def _choose(self, row: int) -> None:
        if self.model is not None and self.model.rowCount():
            index = self.model.index(min(row, self.model.rowCount() - 1))
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.setFocus()

    @Slot(QModelIndex, QModelIndex)
    def _show_pair(self, _now: QModelIndex, _before: QModelIndex) -> None:
        pair = self.pair()
        if pair is not None:
            try:
                self.comparison.show_pair(
                    pair, *(self._session.store.contact(one) for one in (pair.first, pair.second))
                )
            except UserError as error:
                self.strip.tell(messages.text(error))

    @Slot()
    def _merge(self) -> None:
        pair = self.pair()
        if pair is None:
            return
        person = self.comparison.person()
        store = self._session.store
        if self._session.run(store.merge_contacts, pair.first, pair.second, person, initiator=self) is not None:
            self.strip.tell(self.tr("The two are one now: {name}.").format(name=person.name), self.tr("&Undo"))

    @Slot()
    def _keep_apart(self) -> None:
        pair = self.pair()
        if pair is None:
            return
        row = self.list.currentIndex().row()
        if self._session.run(self._session.store.keep_apart, pair.first, pair.second, initiator=self) is not None:
            assert self.model is not None
            self.model.drop(frozenset(), pair)
            self.strip.tell(self.tr("They stay two people, and are not shown here again."), self.tr("&Undo"))
            self._choose(row)
            self._refresh()

    @Slot()
    def _undo(self) -> None:
        self.strip.put_away()
        self._session.undo()

    @Slot(object, object)
    def _changed(self, changes: Changes, _initiator: object) -> None:
        if self.model is None:
            return
        row = max(self.list.currentIndex().row(), 0)
        if changes.undone:
            self._look()  # what was taken back may make pairs again
            return
        self.model.drop(changes.removed.get(Kind.CONTACT, frozenset()))
        self._choose(row)
        self._refresh()

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        self.strip.tell(messages.text(error))

    def done(self, result: int) -> None:
        if self._searching:
            self._job.cancel()
        super().done(result)
