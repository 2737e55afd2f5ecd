"""Finding out what I can offer: one question after the other, with what the vault tells to go by.

What is typed becomes an offer at once, each a step that can be undone. Nothing is lost on the way out: words that were
not kept with Enter are kept when the next question, the end or the lock comes.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QWidget

from netplus_desktop.core.discovery import KIND_OF, Cue, Grounds, Prompt, cues, introduction, person
from netplus_desktop.core.errors import UserError
from netplus_desktop.core.practice import OFFER_MINUTES
from netplus_desktop.core.records import Changes, Kind, Offer, OfferFields, OfferKind
from netplus_desktop.ui import messages, theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.offers import prompt_words, words
from netplus_desktop.ui.offers.form import MOST_MINUTES, KindBox, MinutesBox
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import CommitLineEdit
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label, announce

LETTERS, LINES = 104, 36

FOUND = 20
"""People who are listed for a name."""

_ALL = 100
"""How much more of the room the list takes than the space that is left where there is no list."""

_PROMPTS = tuple(Prompt)
_ID = Qt.ItemDataRole.UserRole


class Discovery(Frame):
    """The nine questions. `import_requested` asks for an archive to be brought in; the questions close for it."""

    import_requested = Signal()

    def __init__(self, session: Session, prompt: Prompt = Prompt.COME_FOR, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find what you can offer"))
        self._session = session
        self._grounds: Grounds = session.store.grounds()
        self._offers: tuple[Offer, ...] = ()
        self._mine: dict[int, tuple[Prompt, Cue | None]] = {}  # what was kept in this sitting, under which question
        self._cues: tuple[Cue, ...] = ()
        self._chosen: Cue | None = None
        self._from: OfferFields | None = None  # what the chosen cue makes, beside what is typed
        self.prompt = prompt
        self._build()
        session.changed.connect(self._changed)
        session.refused.connect(self._refused)
        session.stopped.connect(self.keep)  # the window goes with the lock; what was typed stays
        self._read()
        self._show_question()
        self.take_room(LETTERS, LINES)

    # --- building -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.place = Label("", Type.CAPTION, Tone.SECOND, wrap=True)
        self.asked = Label("", Type.STRONG, wrap=True)
        self.hint = Label("", tone=Tone.SECOND, wrap=True)
        self.list = _List()
        self.list.chosen.connect(self._choose)
        self.bring = QPushButton(self.tr("&Import your LinkedIn archive…"))
        self.bring.setAutoDefault(False)
        self.bring.clicked.connect(self._bring)
        for item in (self.place, self.asked, self.hint):
            self.body.addWidget(item)
        self.body.addWidget(self.list, _ALL)
        self.body.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignLeft)
        self.title, self.limits = CommitLineEdit(), CommitLineEdit()
        self.title.textEdited.connect(self._typed)
        self.limits.setPlaceholderText(self.tr("what I will not do"))
        self.kind, self.minutes = KindBox(), MinutesBox()
        self.kind.activated.connect(self._kind_chosen)
        self.minutes.setRange(1, MOST_MINUTES)
        self.minutes.setSuffix(self.tr(" min"))
        self.keep_button = QPushButton(self.tr("&Keep it"))
        theme.set_role(self.keep_button, "primary")
        self.keep_button.setDefault(True)
        self.keep_button.clicked.connect(self._keep_pressed)
        form = QGridLayout()
        form.setHorizontalSpacing(theme.GAP_SMALL)
        form.setVerticalSpacing(theme.GAP_SMALL)
        form.setColumnStretch(1, 1)
        for row, name, field in (
            (0, self.tr("&What I can offer"), self.title),
            (2, self.tr("&Time and kind"), self.minutes),
            (3, self.tr("&Limits"), self.limits),
        ):
            label = Label(name)
            label.setBuddy(field)
            field.setAccessibleName(name.replace("&", ""))
            form.addWidget(label, row, 0)
            form.addWidget(field, row, 1, 1, 2 if field is self.title else 1)
        self.kind.setAccessibleName(self.tr("Kind"))
        self.source = Label("", Type.CAPTION, Tone.SECOND, wrap=True)
        form.addWidget(self.source, 1, 1, 1, 2)
        form.addWidget(self.kind, 2, 2)
        form.addWidget(self.keep_button, 3, 2, Qt.AlignmentFlag.AlignRight)
        form.setColumnStretch(2, 1)
        self.body.addLayout(form)
        for before, after in pairwise((self.title, self.minutes, self.kind, self.limits, self.keep_button)):
            QWidget.setTabOrder(before, after)
        self.kept = QListWidget()
        self.kept.setAccessibleName(self.tr("Kept just now"))
        self.kept.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.kept.setMaximumHeight(self.fontMetrics().height() * 6)
        self.remove = QPushButton(self.tr("&Remove"))
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self._remove)
        beside = QHBoxLayout()
        beside.setSpacing(theme.GAP_SMALL)
        beside.addWidget(self.kept, 1)
        beside.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(beside)
        self.body.addStretch(1)
        self.close_button = self.button(self.tr("&Close"))
        self.close_button.clicked.connect(self.accept)
        self.back = self.button(self.tr("&Back"))
        self.back.clicked.connect(self._back)
        self.next = self.button(self.tr("&Next question"))
        self.next.clicked.connect(self._next)

    # --- what is shown ------------------------------------------------------------------------------------

    def done(self, result: int) -> None:
        self.keep()
        super().done(result)

    def _read(self) -> None:
        self._offers = self._session.store.offers(archived=True)

    def _show_question(self) -> None:
        asked, hint = prompt_words.asked(self.prompt)
        self.asked.setText(asked)
        self.hint.setText(hint)
        self.back.setEnabled(self.prompt is not _PROMPTS[0])
        self.next.setEnabled(self.prompt is not _PROMPTS[-1])
        self._clear()
        self._show_cues()
        self._show_kept()
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, asked)

    def _show_cues(self) -> None:
        typed = self.title.text().strip() if self.prompt is Prompt.MEET else ""
        if typed:
            store = self._session.store
            rows = store.contact_rows([one.id for one in store.find_contacts(typed, limit=FOUND)])
            self._cues = tuple(person(row) for row in rows)
        else:
            there = {offer.id for offer in self._offers}
            used = {cue for one, (_, cue) in self._mine.items() if one in there}
            found = cues(self.prompt, self._grounds, self._offers, messages.facts())
            self._cues = tuple(cue for cue in found if cue not in used)
        before = self.list.currentRow()
        self.list.clear()
        self.list.addItems([prompt_words.line(cue) for cue in self._cues])
        self.list.setCurrentRow(min(max(before, 0), len(self._cues) - 1))
        self.list.setAccessibleName(self.tr("To go by: {n}").format(n=len(self._cues)))
        people = self.prompt is Prompt.MEET and bool(self._grounds.people or typed)
        self.list.setVisible(bool(self._cues) or people)
        self.bring.setVisible(self.prompt is Prompt.THANKED and not self._cues)

    def _show_kept(self) -> None:
        mine = [offer for offer in self._offers if self._mine.get(offer.id, (None, None))[0] is self.prompt]
        self.kept.clear()
        for offer in sorted(mine, key=lambda offer: offer.id):
            fields = offer.fields
            text = self.tr("{title} ({kind}, {time})").format(
                title=fields.title, kind=words.kind_name(fields.kind), time=words.effort(fields.minutes)
            )
            item = QListWidgetItem(text, self.kept)
            item.setData(_ID, offer.id)
        self.kept.setCurrentRow(self.kept.count() - 1)
        self.kept.setVisible(bool(mine))
        self.remove.setVisible(bool(mine))
        number = sum(not offer.fields.archived for offer in self._offers)
        place, all_ = _PROMPTS.index(self.prompt) + 1, len(_PROMPTS)
        said = self.tr("Question {place} of {all}, 1 offer so far")
        if number != 1:
            said = self.tr("Question {place} of {all}, {n} offers so far")
        self.place.setText(said.format(place=place, all=all_, n=number))

    def _clear(self) -> None:
        """Empty the fields for the next answer."""
        self._chosen = self._from = None
        self.title.set_text("")
        self.title.setPlaceholderText("")
        self.limits.set_text("")
        self.source.setText("")
        self.source.hide()
        self._set_kind(KIND_OF[self.prompt])
        self.show_error("")

    def _set_kind(self, kind: OfferKind) -> None:
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.minutes.setValue(OFFER_MINUTES[kind])

    # --- answering ----------------------------------------------------------------------------------------

    @Slot(int)
    def _choose(self, row: int) -> None:
        """Take a cue into the fields, to be worded and kept."""
        cue = self._cues[row]
        self._clear()
        self._chosen = cue
        self._set_kind(cue.offer)
        if cue.contact is not None:
            try:
                self._from = introduction(self._session.store.contact(cue.contact.id))
            except UserError as error:
                self._refused(error)
                return
        self.title.setText(cue.title)
        self.title.setPlaceholderText(prompt_words.line(cue) if not cue.title else "")
        self.source.setText(prompt_words.proof(cue))
        self.source.setVisible(bool(self.source.text()))
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    @Slot()
    def _typed(self) -> None:
        if self.prompt is Prompt.MEET and self._chosen is None:
            self._show_cues()

    @Slot()
    def _kind_chosen(self) -> None:
        kind = OfferKind(self.kind.currentData())
        if self.minutes.value() in OFFER_MINUTES.values():  # not a number of the user's own
            self.minutes.setValue(OFFER_MINUTES[kind])

    @Slot()
    def _keep_pressed(self) -> None:
        chosen = self._chosen
        if not self.keep():
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        elif chosen is not None and chosen.title and not self.list.isHidden():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)  # where it came from, for the next one
        else:
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def keep(self) -> bool:
        """Make an offer of what stands in the fields; False where there are no words for one, or it was refused."""
        title = self.title.text().strip()
        if not title:
            return False
        made = self._from or OfferFields(title)
        fields = OfferFields(
            title=title,
            kind=OfferKind(self.kind.currentData()),
            minutes=self.minutes.value(),
            tags=made.tags,
            limits=self.limits.text().strip(),
            proof=prompt_words.proof(self._chosen) if self._chosen is not None else "",
            contact=made.contact,
        )
        changes = self._session.run(self._session.store.add_offer, fields, initiator=self)
        if changes is None:
            return False
        self._mine[changes.new_id(Kind.OFFER)] = self.prompt, self._chosen
        announce(self, self.tr("Kept: {title}").format(title=title))
        self._read()
        self._clear()
        self._show_cues()
        self._show_kept()
        return True

    @Slot()
    def _remove(self) -> None:
        item = self.kept.currentItem()
        if item is not None:
            self._session.run(self._session.store.delete_offer, item.data(_ID), initiator=self)

    # --- going on -----------------------------------------------------------------------------------------

    @Slot()
    def _next(self) -> None:
        self._go(1)

    @Slot()
    def _back(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        if self.title.text().strip() and not self.keep():
            return  # it was refused, and says why
        self.prompt = _PROMPTS[_PROMPTS.index(self.prompt) + by]
        self._show_question()

    @Slot()
    def _bring(self) -> None:
        self.accept()
        self.import_requested.emit()

    @Slot(object, object)
    def _changed(self, changes: Changes, _initiator: object) -> None:
        if changes.ids(Kind.OFFER):
            self._read()
            self._show_cues()
            self._show_kept()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_error(messages.text(error))


class _List(QListWidget):
    """Things to go by: one is chosen by Enter, the space bar or a click."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setSpacing(theme.GAP_HAIR // 2)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentRow() >= 0:
                self.chosen.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.fontMetrics().height() * 4)

    @Slot(QListWidgetItem)
    def _clicked(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.row(item))
