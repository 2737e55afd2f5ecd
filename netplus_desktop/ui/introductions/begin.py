"""Where an introduction begins: I bring somebody together with another, or was introduced by them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QLabel, QRadioButton, QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Contact, ContactRef, Kind, Person
from netplus_desktop.ui import dates, messages, theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.interview.details import IntroducerField
from netplus_desktop.ui.interview.fields import DayField
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import GrowingTextEdit
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label


class IntroduceDialog(Frame):
    """Asks which way round it is and who the other is."""

    begun = Signal(int)
    """(introduction): one that I make is there now."""

    def __init__(self, session: Session, contact: Contact, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contact = contact
        self._ref: ContactRef | None = None
        name = contact.person.name.replace("&", "&&")
        self.setWindowTitle(self.tr("Introduction: {name}").format(name=contact.person.name))
        self.to_other = QRadioButton(self.tr("&I bring {name} together with somebody").format(name=name))
        self.by_them = QRadioButton(self.tr("{name} introduced &me to somebody").format(name=name))
        self._way = QButtonGroup(self)
        for way in (self.to_other, self.by_them):
            self._way.addButton(way)
            self.body.addWidget(way)
        self.to_other.setChecked(True)
        self._way.buttonClicked.connect(self._show_way)
        self.who = IntroducerField(session)
        self.who.show_introducer(None, "", fresh=True)
        self.who.edit.setAccessibleName(self.tr("With whom"))
        self.who.edit.textChanged.connect(self._name_typed)
        self.who.chosen.connect(self._chosen)
        self.new = Label("", tone=Tone.SECOND, wrap=True)
        self.reason = GrowingTextEdit(least=2)
        self.reason.setAccessibleName(self.tr("Why they should know each other"))
        self.day = DayField("", clearable=False)
        self.day.chosen.connect(self._show_day)
        form = QFormLayout()
        form.setHorizontalSpacing(theme.GAP)
        form.setVerticalSpacing(theme.GAP_SMALL)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._labels = []
        for text, buddy, field in (
            (self.tr("&With whom"), self.who.edit, self.who),
            ("", None, self.new),
            (self.tr("Wh&y; both will read it"), self.reason, self.reason),
            (self.tr("&On"), self.day, self.day),
        ):
            label = QLabel(text)
            if buddy is not None:
                label.setBuddy(buddy)
            self._labels.append(label)
            form.addRow(label, field)
        self._form = form
        self.body.addLayout(form)
        self.button(self.tr("&Cancel")).clicked.connect(self.reject)
        self.keep = self.button(self.tr("&Go on"), default=True)
        self.keep.clicked.connect(self._keep)
        self._show_day(dates.today_of(session.store.now()))
        self._show_way()
        self.take_room(72, 16)
        self.who.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_way(self) -> None:
        mine = self.to_other.isChecked()
        for at, field, shown in ((2, self.reason, mine), (3, self.day, not mine)):
            self._labels[at].setVisible(shown)
            field.setVisible(shown)
        self.grow()

    @Slot(object)
    def _show_day(self, day: object) -> None:
        chosen = self.day.day() if day is None else day
        text = dates.day(chosen, dates.today_of(self._session.store.now()))  # type: ignore[arg-type]
        self.day.set_day(chosen, text)  # type: ignore[arg-type]
        self.day.setAccessibleName(self.tr("On: {day}").format(day=text))

    @Slot(str)
    def _name_typed(self, _text: str) -> None:
        self._ref = None
        self.new.setText("")
        self.show_error("")

    @Slot(object, str)
    def _chosen(self, ref: ContactRef | None, text: str) -> None:
        self._ref = ref
        unknown = self.tr("{name} is not in your list yet, and will be added to it.").format(name=text)
        self.new.setText(unknown if text and ref is None else "")

    @Slot()
    def _keep(self) -> None:
        self.who.commit()
        typed = " ".join(self.who.edit.text().split())
        if not typed:
            self.show_error(self.tr("Somebody is still to be named: type a name."))
            self.who.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        store, other = self._session.store, self._ref.id if self._ref else Person(typed)
        self._session.refused.connect(self._refused)
        if self.to_other.isChecked():
            reason = self.reason.toPlainText()
            done = self._session.run(store.introduce, self._contact.id, other, reason, initiator=self)
        else:
            day = self.day.day()
            done = self._session.run(store.introduced_me, self._contact.id, other, day, initiator=self)
        self._session.refused.disconnect(self._refused)
        if done is None:
            return
        self.accept()
        if done.created.get(Kind.INTRODUCTION):
            self.begun.emit(done.new_id(Kind.INTRODUCTION))

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_error(messages.text(error))
