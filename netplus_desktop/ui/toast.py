"""The note after a change: what was done, and a way to take it back. It takes its own room and covers nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from netplus_desktop.core.records import Action, Changes, Kind
from netplus_desktop.ui import messages
from netplus_desktop.ui.widgets import Strip

SHOWN_FOR = 8000
"""Milliseconds; the clock stands still while the pointer or the focus is on the note."""

DONE: dict[Action, tuple[str, str]] = {
    Action.ADD_CONTACT: ("Added {name}.", "Added {n} people."),
    Action.DELETE_CONTACTS: (
        "Deleted 1 person.",
        "Deleted {n} people.",
    ),
    Action.TAG_CONTACTS: (
        "Changed the tags of {name}.",
        "Changed the tags of {n} people.",
    ),
    Action.UNDO_IMPORT: (
        "Took the import back, for 1 person.",
        "Took the import back, for {n} people.",
    ),
    Action.LOAD_SAMPLE: (
        "The sample people are here.",
        "{n} sample people are here.",
    ),
    Action.REMOVE_SAMPLE: (
        "Removed the sample people.",
        "Removed {n} sample people.",
    ),
    Action.PLAN_INTERVIEW: (
        "Planned an interview with {name}.",
        "Planned {n} interviews.",
    ),
    Action.DELETE_INTERVIEW: (
        "Deleted the interview.",
        "Deleted {n} interviews.",
    ),
    Action.FOLLOW_REFERRAL: (
        "Made a contact of the person they named.",
        "Made {n} contacts.",
    ),
    Action.MERGE: (
        "Merged the other vault.",
        "Merged the other vault: {n} people.",
    ),
    Action.OFFER_THIS: (
        "Noted as offered.",
        "Noted {n} things as offered.",
    ),
    Action.MARK_SENT: (
        "Noted: your thank-you went out.",
        "Noted: {n} thank-yous went out.",
    ),
    Action.SEND_DRAFT: (
        "Noted: your letter went out.",
        "Noted: {n} letters went out.",
    ),
}
"""What is said of a change in the past tense; others are named as in "Undo …"."""

_QUIET = (
    Action.EDIT_NOTES,
    Action.EDIT_CONTACT,
    Action.EDIT_INTERVIEW,
    Action.EDIT_LETTER,
    Action.EDIT_DRAFT,
    Action.PICK_QUESTIONS,
)
"""Changes that come while typing: the field shows them, and Ctrl+Z takes them back."""


class Toast(Strip):
    """A strip that goes away by itself."""

    undo_requested = Signal()
    redo_requested = Signal()
    people_requested = Signal(list)
    """(ids): show those who came in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._redo = False
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(SHOWN_FOR)
        self._away.timeout.connect(self.put_away)
        self.acted.connect(self._act)
        self.show_people = QPushButton(self.tr("&Show them"))
        self.show_people.setAutoDefault(False)
        self.show_people.clicked.connect(self._request_people)
        self.show_people.hide()
        self._people: list[int] = []
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.indexOf(self.action_button()), self.show_people)
        for button in (self.action_button(), self.show_people):
            button.installEventFilter(self)

    def tell_of(self, changes: Changes, name: str = "") -> None:
        """Tell what a change did; `name` is the one person it was about. Says nothing of what was merely typed."""
        if not (changes.created or changes.altered or changes.removed):
            return
        imported = changes.action is Action.IMPORT and not changes.undone
        people = changes.created.get(Kind.CONTACT) or changes.altered.get(Kind.CONTACT) or frozenset()
        self._people = sorted(people) if imported else []
        self.show_people.setVisible(bool(self._people))
        if changes.undone:
            step = messages.action(changes.action, changes.count)
            self._show(self.tr("Undone: {step}.").format(step=step), redo=True)
        elif changes.action not in _QUIET:
            self._show(self._done(changes, name), redo=False)
        elif self.isVisible():
            self.put_away()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._away.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._away.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self._away.stop() if event.gotFocus() else self._away.start()
        return super().eventFilter(watched, event)

    def put_away(self) -> None:
        """Hide it and stop its clock."""
        self._away.stop()
        super().put_away()

    def _done(self, changes: Changes, name: str) -> str:
        if changes.action is Action.IMPORT:
            return self._imported(changes)
        one, many = DONE.get(changes.action, ("", ""))
        template = one if changes.count == 1 else many
        if not template or ("{name}" in template and not name):
            return self.tr("Done: {step}.").format(step=messages.action(changes.action, changes.count))
        return QCoreApplication.translate("Toast", template).format(name=name, n=changes.count)

    def _imported(self, changes: Changes) -> str:
        """What came in, in one sentence."""
        added = len(changes.created.get(Kind.CONTACT, ()))
        updated = max(changes.count - added, 0)
        number = QLocale().toString
        new = self.tr("1 person is new") if added == 1 else self.tr("{n} people are new")
        more = self.tr("1 was updated") if updated == 1 else self.tr("{n} were updated")
        new, more = new.format(n=number(added)), more.format(n=number(updated))
        if added and updated:
            return self.tr("Imported: {new}, {more}.").format(new=new, more=more)
        return self.tr("Imported: {told}.").format(told=new if added else more)

    def _request_people(self) -> None:
        people = self._people
        self.put_away()
        self.people_requested.emit(people)

    def _show(self, text: str, *, redo: bool) -> None:
        self._redo = redo
        self.tell(text, self.tr("Redo") if redo else self.tr("Undo"))
        if QApplication.focusWidget() is not self.action_button():
            self._away.start()

    def _act(self) -> None:
        self.put_away()
        (self.redo_requested if self._redo else self.undo_requested).emit()
