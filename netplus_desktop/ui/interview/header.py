"""The head of the person page: name, role, who made the link, how to reach them, tags."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QDesktopServices,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QCompleter, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import PointKind
from netplus_desktop.core.today import Warmth, warmth
from netplus_desktop.documents.mail import new_mail
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.importing.drops import TAKES_PICTURES
from netplus_desktop.ui.interview.fields import LINK_FRAME, ElidingLink
from netplus_desktop.ui.interview.portrait import Portrait
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import CommitLineEdit
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Chip, ElidingLabel, FlowLayout, Label, plain_tooltip

WIDE = 56
"""Characters of room that the head needs for two columns."""

LONGEST_TAG = 22
"""Letters of a tag that are shown: a wider chip would push the page out of a narrow pane."""


class PersonHeader(QWidget):
    """Who this is, at a glance."""

    contact_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.open_address: Callable[[QUrl], bool] = QDesktopServices.openUrl
        self._shown: Shown | None = None
        self.name = Label("", Type.NAME, wrap=True)
        self.name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self.name.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)  # beside the picture in whatever script
        self.role = ElidingLabel("", tone=Tone.SECOND)
        self.introducer = ElidingLink()
        self.introducer.clicked.connect(self._open_introducer)
        self._through = QWidget()  # so that the name never stands on another line than what it is
        through = QHBoxLayout(self._through)
        through.setContentsMargins(0, 0, 0, 0)
        through.setSpacing(theme.GAP_HAIR)
        through.addWidget(Label(self.tr("met through"), tone=Tone.SECOND))
        through.addWidget(self.introducer)
        self._who = QWidget()
        who = FlowLayout(self._who, gap=theme.GAP_HAIR)
        who.addWidget(self.role)
        who.addWidget(self._through)
        self.email = ElidingLink()
        self.email.setAccessibleDescription(self.tr("Write in your mail program"))
        self.email.clicked.connect(self._write_mail)
        self.phone = ElidingLabel("", tone=Tone.SECOND)
        self.last = ElidingLabel("", tone=Tone.SECOND)
        for label in (self.phone, self.last):  # flush with the link
            label.setContentsMargins(LINK_FRAME, 0, LINK_FRAME, 0)
        self.tags = TagsRow(session)
        self._ways = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._ways.addWidget(self.email)
        self._ways.addWidget(self.phone)
        self._ways.addStretch(1)
        self._reach = QVBoxLayout()
        self._reach.setSpacing(0)
        self._reach.addLayout(self._ways)
        self._reach.addWidget(self.last)
        self._reach.addStretch(1)
        person = QVBoxLayout()
        person.setSpacing(theme.GAP_HAIR)
        for part in (self.name, self._who, self.tags):
            person.addWidget(part)
        person.addStretch(1)
        self.portrait = Portrait(session)
        self.setAcceptDrops(True)
        self.setProperty(TAKES_PICTURES, True)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP)
        whole.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        whole.addLayout(self._row, 1)
        self._row.setSpacing(theme.GAP)
        self._row.addLayout(person, 1)
        self._row.addLayout(self._reach)
        self._arrange()

    def refresh(self, shown: Shown) -> None:
        """Show a person."""
        self._shown = shown
        contact, person = shown.contact, shown.contact.person
        self.portrait.show_person(contact.id, person.name)
        self.name.setText(person.name)
        introducer = contact.introducer.name if contact.introducer else ""
        facts = [part for part in (person.title, person.organisation) if part]
        if person.introduced_by and not contact.introducer:
            facts.append(self.tr("met through {name}").format(name=person.introduced_by))
        self.role.setText(" · ".join(facts) + ("," if facts and introducer else ""))
        self.role.setVisible(bool(facts))
        self._through.setVisible(bool(introducer))
        self.introducer.show_text(introducer)
        self._who.setVisible(bool(facts or introducer))
        mails, phones = person.values(PointKind.EMAIL), person.values(PointKind.PHONE)
        self.email.setVisible(bool(mails))
        self.email.show_text(mails[0] if mails else "")
        self.phone.setVisible(bool(phones))
        self.phone.setText(phones[0] if phones else "")
        self.last.setVisible(contact.last_contact is not None)
        if contact.last_contact is not None:
            ago = dates.since(contact.last_contact, shown.today)
            cool = warmth(contact.tier, contact.last_contact, shown.today, shown.clocks.cadence)
            told = self.tr("last contact {when}")
            if cool is Warmth.COOLING:
                told = self.tr("cooling · last contact {when}")
            elif cool is Warmth.DORMANT:
                told = self.tr("dormant · last contact {when}")
            self.last.setText(told.format(when=ago))
        self.tags.refresh(shown)
        self._arrange()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.portrait.consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.portrait.consider(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.portrait.await_drop(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.portrait.take_drop(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_row"):
            self._arrange()

    def _arrange(self) -> None:
        """The ways to reach them stand at the right where there is room, else below, on one line if they fit."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wide = self.width() >= self.fontMetrics().averageCharWidth() * WIDE
        self._row.setDirection(across if wide else down)
        self._row.setSpacing(theme.GAP if wide else theme.GAP_HAIR)
        room = self.width() - self.portrait.width() - theme.GAP
        fits = self.email.sizeHint().width() + theme.GAP + self.phone.sizeHint().width() <= room
        self._ways.setDirection(across if fits and not wide else down)
        self._ways.setSpacing(theme.GAP if fits and not wide else 0)
        side = Qt.AlignmentFlag.AlignRight if wide else Qt.AlignmentFlag.AlignLeft
        for layout, way in ((self._ways, self.email), (self._ways, self.phone), (self._reach, self.last)):
            layout.setAlignment(way, side)

    def _open_introducer(self) -> None:
        if self._shown and self._shown.contact.introducer:
            self.contact_requested.emit(self._shown.contact.introducer.id)

    def _write_mail(self) -> None:
        if self._shown:
            address = self._shown.contact.person.values(PointKind.EMAIL)[0]
            if begun := new_mail(address):
                self.open_address(QUrl(begun))
            else:
                self._session.refuse(UserError("address-not-one", address=address))


class TagsRow(QWidget):
    """The tags of a person as chips, and a plus that takes another."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contact_id: int | None = None
        self._tags: tuple[str, ...] | None = None
        self._flow = FlowLayout(self)
        self._chips: list[Chip] = []
        self.plus = Chip("+", checkable=False)
        self.plus.setAccessibleName(self.tr("Add a tag"))
        self.plus.setToolTip(self.tr("Add a tag"))
        self.plus.clicked.connect(self.open_line)
        self.line = CommitLineEdit()
        self.line.setPlaceholderText(self.tr("a tag"))
        self.line.setAccessibleName(self.tr("New tag"))
        self.line.setMaximumWidth(self.line.fontMetrics().averageCharWidth() * 24)
        self.line.committed.connect(self._add)
        self.line.editingFinished.connect(self.line.hide)
        self.line.installEventFilter(self)
        self._flow.addWidget(self.plus)
        self._flow.addWidget(self.line)
        self.line.hide()

    def refresh(self, shown: Shown) -> None:
        """Show the tags of a person."""
        if shown.contact.id != self._contact_id:
            self._contact_id = shown.contact.id
            self.line.set_text("")
            self.line.hide()
        tags = shown.contact.person.tags
        if tags == self._tags:
            return
        self._tags = tags
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for place, tag in enumerate(tags):
            short = tag if len(tag) <= LONGEST_TAG else tag[: LONGEST_TAG - 1] + "…"
            chip = Chip(short.replace("&", "&&"), checkable=False)
            chip.setToolTip(plain_tooltip(tag) if short != tag else "")
            menu = QMenu(chip)
            action = menu.addAction(self.tr("&Remove this tag"))
            action.setData(tag)
            menu.triggered.connect(self._remove)
            chip.setMenu(menu)
            chip.setAccessibleName(self.tr("Tag: {tag}").format(tag=tag))
            self._flow.insert_widget(place, chip)
            self._chips.append(chip)

    def open_line(self) -> None:
        """Let the user type a tag; tags that others have complete it."""
        completer = QCompleter([tag for tag, _ in self._session.store.tags()], self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)
        self.line.show()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.line
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.line.set_text("")
            self.line.hide()
            self.plus.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _add(self, typed: str) -> None:
        tags = [tag.strip().lstrip("#").strip() for tag in typed.split(",")]
        tags = [tag for tag in tags if tag]
        self.line.set_text("")
        if tags and self._contact_id is not None:
            self._session.run(self._session.store.tag_contacts, [self._contact_id], add=tags, initiator=self)

    def _remove(self, action: QAction) -> None:
        if self._contact_id is not None:
            self._session.run(
                self._session.store.tag_contacts, [self._contact_id], remove=[str(action.data())], initiator=self
            )
