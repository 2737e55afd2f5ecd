"""The guide: the pages of `resources/help` beside the window, and which of them tells of what is in front."""

from __future__ import annotations

import re
from typing import cast

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtGui import QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QSizePolicy, QTextBrowser, QWidget

from netplus_desktop.assets import resource
from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.widgets import announce

PAGES = (
    "start",
    "people",
    "importing",
    "interviews",
    "paper",
    "offers",
    "giving",
    "introductions",
    "today",
    "search",
    "preferences",
    "vault",
    "your-data",
    "leaving",
)
"""The files of `resources/help`, in the order in which they are read. What is new stands at the end of the list."""

NEWS = "changelog"

ABOUT = {
    "ApproachSection": "interviews#ask",
    "BackupsDialog": "vault#backups",
    "BatchesDialog": "importing#afterwards",
    "Chooser": "offers#whom-it-could-serve",
    "ContactListPane": "people",
    "ConversationPane": "interviews",
    "Debrief": "interviews#listen",
    "DetailsPage": "people#details",
    "Discovery": "offers#find-what-you-can-offer",
    "DuplicatesSheet": "people#entered-twice",
    "EmployersSheet": "search#employers-you-aim-at",
    "EraseDialog": "leaving#erase-everything",
    "ErasedDialog": "leaving#erase-everything",
    "ExportDialog": "leaving",
    "FavoursDialog": "offers#five-minute-favours",
    "HistoryPage": "giving",
    "ImportSheet": "importing#what-you-see",
    "IntroduceDialog": "introductions",
    "IntroductionSheet": "introductions",
    "LandingSheet": "search#when-you-have-found-your-place",
    "LaterNoteSection": "interviews#come-back-to-it",
    "LetterDialog": "interviews#thank",
    "LetterSection": "interviews#thank",
    "ListeningView": "interviews#listen",
    "LoopsSection": "interviews#come-back-to-it",
    "MapDialog": "introductions#the-map",
    "MappingSheet": "importing#what-you-see",
    "MergeDialog": "vault#two-computers",
    "NotesSection": "interviews#listen",
    "OfferSeeds": "importing#what-you-see",
    "OffersPane": "offers",
    "PassphraseDialog": "vault#keyring-passphrase-recovery-key",
    "PeopleDialog": "offers#whom-it-could-serve",
    "PlanDialog": "interviews#ask",
    "PlanSection": "interviews#ask",
    "PreferencesDialog": "preferences",
    "QuestionPicker": "interviews#prepare",
    "QuestionsSection": "interviews#prepare",
    "RecoveryKeyDialog": "vault#keyring-passphrase-recovery-key",
    "ReviewSheet": "search#the-weekly-review",
    "SearchBox": "people#find-somebody",
    "SetPassphraseDialog": "vault#keyring-passphrase-recovery-key",
    "SheetsDialog": "paper",
    "ShortcutsDialog": "start#by-keyboard",
    "SignalRows": "today#what-the-page-notices",
    "SnippetDialog": "interviews#thank",
    "TodayPage": "today",
    "UnlockDialog": "vault#keyring-passphrase-recovery-key",
    "WaysDialog": "vault#when-the-vault-does-not-open",
    "WorkingDialog": "vault#check-and-repair",
}
"""Which page tells of a pane, a part of one or a dialog, by the name of its class: `page` or `page#section`."""

LETTERS, LINES = 150, 48
LEAST = 30
"""Letters of a line of the page, however small the screen."""


def page_about(widget: QWidget | None) -> str:
    """The page, with its section, about a widget or the nearest thing round it that has one."""
    while widget is not None:
        for kind in type(widget).__mro__:
            if kind.__name__ in ABOUT:
                return ABOUT[kind.__name__]
        widget = widget.parentWidget()
    return PAGES[0]


def show_guide(window: QWidget, where: str = "") -> Guide:
    """Open the guide beside a window, or turn the pages of the one that is there; without `where`, at the page about
    what has the keyboard's focus."""
    if isinstance(window, Guide):
        guide = window
        where = where or PAGES[0]
    else:
        found = window.findChildren(Guide, options=Qt.FindChildOption.FindDirectChildrenOnly)
        guide = found[0] if found else Guide(window)
    guide.show()  # first, for where a section lies depends on the width
    guide.turn_to(where or page_about(window.focusWidget() or window))
    guide.raise_()
    guide.activateWindow()
    return guide


def title_and_text(page: str) -> tuple[str, str]:
    """The first line of a page, and what follows it, in Markdown."""
    path = resource("changelog.md") if page == NEWS else resource("help", f"{page}.md")
    head, _, text = path.read_text("utf-8").partition("\n")
    return head.removeprefix("# "), text


def anchor(heading: str) -> str:
    """How a link names a heading: as the common sites for code do."""
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


class _Contents(QListWidget):
    """As wide as its longest title, whatever the size of the text."""

    def sizeHint(self) -> QSize:
        return QSize(self.sizeHintForColumn(0) + theme.GAP_SECTION, super().sizeHint().height())


class _Page(QTextBrowser):
    """Shows a page; its pictures are no wider than the room for them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)  # links lead to other pages, which the guide shows; nothing is fetched
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # else it would take room from a picture
        self.document().setDocumentMargin(theme.GAP_WIDE)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        picture = QImage(str(resource("help", *QUrl(name).path().split("/"))))
        room = self.viewport().width() - 2 * theme.GAP_WIDE
        smooth = Qt.TransformationMode.SmoothTransformation
        return picture.scaledToWidth(room, smooth) if picture.width() > room else picture


class Guide(Frame):
    """Contents on the left, the page on the right. It lies beside the work and never in its way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(False)
        self.contents = _Contents()
        self.contents.setAccessibleName(self.tr("Contents of the guide"))
        for page in (*PAGES, NEWS):
            entry = QListWidgetItem(title_and_text(page)[0] if page != NEWS else self.tr("What is new"))
            entry.setData(Qt.ItemDataRole.UserRole, page)
            self.contents.addItem(entry)
        self.contents.setSpacing(theme.GAP_HAIR // 2)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.contents.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.text = _Page()
        self.text.setMinimumWidth(self.text.fontMetrics().averageCharWidth() * LEAST)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_WIDE)
        row.addWidget(self.contents)
        row.addWidget(self.text, 1)
        self.body.addLayout(row)
        self.button(self.tr("&Close"), default=True).clicked.connect(self.accept)
        self.contents.currentItemChanged.connect(self._chosen)
        self.text.anchorClicked.connect(self._follow)
        self.take_room(LETTERS, LINES)

    @property
    def page(self) -> str:
        """Which page is shown, '' for none."""
        entry = self.contents.currentItem()
        return "" if entry is None else cast(str, entry.data(Qt.ItemDataRole.UserRole))

    def turn_to(self, where: str) -> None:
        """Show `page` or `page#section`."""
        page, _, section = where.partition("#")
        self.contents.setCurrentRow((*PAGES, NEWS).index(page))
        self.text.setFocus()
        self._go_to(section)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _chosen(self, entry: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if entry is None:
            return
        title, (_, text) = entry.text(), title_and_text(self.page)
        self.setWindowTitle(title)
        self.text.setAccessibleName(title)
        self.text.setMarkdown(re.sub("^#", "##", text, flags=re.MULTILINE))  # its title stands above, as the heading
        self._go_to("")
        announce(self, title)

    def _go_to(self, section: str) -> None:
        document = self.text.document()
        block = document.begin()
        while block.isValid() and not (block.blockFormat().headingLevel() and anchor(block.text()) == section):
            block = block.next()
        top = 0
        if block.isValid():
            top = int(document.documentLayout().blockBoundingRect(block).top()) - theme.GAP_SMALL
        self.text.setTextCursor(QTextCursor(block if block.isValid() else document.begin()))  # keys go on here
        self.text.verticalScrollBar().setValue(top)

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        page = link.path().removesuffix(".md")
        if page in PAGES:
            self.turn_to(f"{page}#{link.fragment()}")
