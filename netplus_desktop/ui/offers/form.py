"""Edit one offer where it stands: title, kind, minutes, tags, limits, how often, proof, link; whom it introduces."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QPushButton, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from netplus_desktop.core.practice import OFFER_MINUTES
from netplus_desktop.core.records import OfferFields, OfferKind
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.fields import link
from netplus_desktop.ui.offers import words
from netplus_desktop.ui.text_fields import CommitLineEdit
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import FlowLayout, Label

MOST_MINUTES = 9999


class OfferForm(QWidget):
    """The fields of an offer. A known offer's fields are told one by one as they are left; a new one's together.

    `person` is the first name of the person shown, to whom a known offer can be offered.
    """

    field_committed = Signal(str, object)
    """(name of a field of `OfferFields`, value)"""
    added = Signal(object)
    """(OfferFields): a new offer is ready."""
    done = Signal()
    offer_requested = Signal()
    people_requested = Signal()
    archive_requested = Signal(bool)
    delete_requested = Signal()
    contact_requested = Signal(int)
    """Show the person whom this offer introduces."""

    def __init__(self, fields: OfferFields | None, *, person: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person = person
        self._new = fields is None
        self._saved = fields or OfferFields("")
        self.title = CommitLineEdit()
        self.kind = KindBox()
        self.minutes = MinutesBox()
        self.minutes.setRange(1, MOST_MINUTES)
        self.minutes.setSuffix(self.tr(" min"))
        self.tags = CommitLineEdit()
        self.tags.setPlaceholderText(self.tr("words, with commas between"))
        self.limits = CommitLineEdit()
        self.limits.setPlaceholderText(self.tr("what I will not do"))
        self.often = CommitLineEdit()
        self.often.setPlaceholderText(self.tr("once a month, two at a time"))
        self.proof = CommitLineEdit()
        self.proof.setPlaceholderText(self.tr("why I can"))
        self.link = CommitLineEdit()
        self.link.setPlaceholderText(self.tr("where it can be read"))
        self.person_link = link("")
        self.person_link.clicked.connect(self._open_person)
        self.uses = Label("", Type.CAPTION, Tone.SECOND, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_HAIR)
        for name, field in (
            (self.tr("Title"), self.title),
            (self.tr("Kind"), self.kind),
            (self.tr("Time it takes"), self.minutes),
            (self.tr("Tags"), self.tags),
            (self.tr("Limits"), self.limits),
            (self.tr("How often"), self.often),
            (self.tr("Proof"), self.proof),
            (self.tr("Link"), self.link),
        ):
            label = Label(name, Type.CAPTION, Tone.SECOND)
            label.setBuddy(field)
            field.setAccessibleName(name.replace("&", ""))
            column.addWidget(label)
            column.addWidget(field)
        column.addWidget(self.person_link)
        column.addWidget(self.uses)
        self.show_uses("")
        column.addWidget(self._buttons(person))
        self.show_fields(self._saved)
        self._lines = (self.title, self.tags, self.limits, self.often, self.proof, self.link)
        for line in self._lines:
            line.returnPressed.connect(self._entered)
        self.title.committed.connect(self._title_left)
        self.tags.committed.connect(self._tags_left)
        for name, line in (
            ("limits", self.limits),
            ("often", self.often),
            ("proof", self.proof),
            ("link", self.link),
        ):
            line.setProperty("field", name)
            line.committed.connect(self._text_left)
        self.kind.activated.connect(self._kind_chosen)
        self.minutes.editingFinished.connect(self._minutes_left)

    def show_fields(self, fields: OfferFields) -> None:
        """Show what the vault holds, but for what is being typed."""
        self._saved = fields
        for line, text in (
            (self.title, fields.title),
            (self.tags, ", ".join(fields.tags)),
            (self.limits, fields.limits),
            (self.often, fields.often),
            (self.proof, fields.proof),
            (self.link, fields.link),
        ):
            if not line.changed():
                line.set_text(text)
        self.kind.setCurrentIndex(self.kind.findData(fields.kind))
        if not self.minutes.hasFocus() or self.minutes.value() == self.minutes.minimum():
            self.minutes.setValue(fields.minutes)
        name = fields.contact.name if fields.contact else ""
        self.person_link.setText(self.tr("Open {name}").format(name=name.replace("&", "&&")))
        self.person_link.setAccessibleDescription(self.tr("whom I can introduce"))
        self.person_link.setVisible(bool(name))
        if not self._new:
            self.archive.setText(self.tr("Take up again") if fields.archived else self.tr("Put away"))

    def show_uses(self, text: str) -> None:
        """Tell to whom it was offered; '' for nothing to tell."""
        self.uses.setText(text)
        self.uses.setVisible(bool(text))

    def commit(self) -> None:
        """Tell what was typed and not told yet."""
        if not self._new:
            for line in self._lines:
                line.commit()
            self._minutes_left()

    def fields(self) -> OfferFields:
        """What stands in the form."""
        return OfferFields(
            title=self.title.text().strip(),
            kind=OfferKind(self.kind.currentData()),
            minutes=self.minutes.value(),
            tags=_tags(self.tags.text()),
            limits=self.limits.text().strip(),
            proof=self.proof.text().strip(),
            archived=self._saved.archived,
            often=self.often.text().strip(),
            link=self.link.text().strip(),
            contact=self._saved.contact,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def _buttons(self, person: str) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        flow.setContentsMargins(0, theme.GAP_SMALL, 0, 0)
        if self._new:
            add = QPushButton(self.tr("Add offer"))
            theme.set_role(add, "primary")
            add.clicked.connect(self._add)
            cancel = QPushButton(self.tr("Cancel"))
            cancel.clicked.connect(self.done)
            flow.addWidget(add)
            flow.addWidget(cancel)
            return row
        if person:
            offer = QPushButton(self.tr("Offer to {name}").format(name=person.replace("&", "&&")))
            theme.set_role(offer, "primary")
            offer.clicked.connect(self.offer_requested)
            flow.addWidget(offer)
        people = QPushButton(self.tr("Who could use it?"))
        people.clicked.connect(self.people_requested)
        flow.addWidget(people)
        close = QPushButton(self.tr("Done"))
        close.clicked.connect(self.done)
        self.archive = QPushButton()
        self.archive.setToolTip(self.tr("Kept, but not suggested"))
        theme.set_role(self.archive, "quiet")
        self.archive.clicked.connect(self._archive)
        delete = QPushButton(self.tr("Delete"))
        theme.set_role(delete, "quiet")
        delete.clicked.connect(self.delete_requested)
        for button in (close, self.archive, delete):
            flow.addWidget(button)
        return row

    def _entered(self) -> None:
        if self._new:
            self._add()

    def _add(self) -> None:
        fields = self.fields()
        if fields.title:
            self.added.emit(fields)
        else:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _open_person(self) -> None:
        if self._saved.contact is not None:
            self.commit()
            self.contact_requested.emit(self._saved.contact.id)

    def _archive(self) -> None:
        self.commit()
        self.archive_requested.emit(not self._saved.archived)

    def _title_left(self, text: str) -> None:
        if self._new:
            return
        if text.strip():
            self.field_committed.emit("title", text.strip())
        else:  # an offer without a title could not be found again
            self.title.set_text(self._saved.title)

    def _tags_left(self, text: str) -> None:
        self._tell("tags", _tags(text))

    @Slot(str)
    def _text_left(self, text: str) -> None:
        self._tell(self.sender().property("field"), text.strip())

    def _minutes_left(self) -> None:
        if self.minutes.value() != self._saved.minutes:
            self._tell("minutes", self.minutes.value())

    def _kind_chosen(self) -> None:
        old, new = self._saved.kind, OfferKind(self.kind.currentData())
        if new is old:
            return
        typical = self.minutes.value() == OFFER_MINUTES[old]
        if self._new:
            self._saved = self.fields()
        if typical:  # the minutes were those of the old kind: they follow the new one
            self.minutes.setValue(OFFER_MINUTES[new])
            if not self._new:
                self.field_committed.emit("minutes", OFFER_MINUTES[new])
        self._tell("kind", new)

    def _tell(self, name: str, value: object) -> None:
        if not self._new:
            self.field_committed.emit(name, value)


def _tags(text: str) -> tuple[str, ...]:
    """Tags as typed: "health, #FHIR" is two."""
    return tuple(dict.fromkeys(tag for part in text.split(",") if (tag := part.strip().lstrip("#").strip())))


class KindBox(QComboBox):
    """The twelve kinds. The wheel scrolls the pane, not the choice."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for kind in OfferKind:
            self.addItem(words.kind_name(kind), kind)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class MinutesBox(QSpinBox):
    """Minutes. The wheel scrolls the pane, not the number."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(theme.GAP_SMALL, 0, 0, 0)  # the style sheet's padding does not reach it

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
