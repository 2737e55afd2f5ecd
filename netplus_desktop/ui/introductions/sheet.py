"""One introduction from the idea to its outcome: what both read, how it stands, the letter that comes next."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from netplus_desktop.core.errors import NotFoundError, UserError
from netplus_desktop.core.introductions import (
    IntroductionLetter,
    both_agree,
    may_override,
    next_kinds,
    next_letter,
)
from netplus_desktop.core.records import Changes, Contact, Introduction, IntroductionKind, Letter, PointKind
from netplus_desktop.documents import introducing
from netplus_desktop.documents.snippets import fields_of
from netplus_desktop.ui import dates, messages, theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.interview.composing import Composer, Limits, ToneRow
from netplus_desktop.ui.interview.fields import (
    DayField,
    Heading,
    MoreButton,
    bring_into_sight,
    button,
    link,
    show_saved,
)
from netplus_desktop.ui.introductions import words
from netplus_desktop.ui.reading_order import tab_in_reading_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import CommitLineEdit, GrowingTextEdit
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, FlowLayout, Label, Strip

LIMITS = Limits(most=introducing.MOST_WORDS)
_ASIDE = (IntroductionKind.DECLINED, IntroductionKind.WITHDRAWN)


class IntroductionSheet(Frame):
    """Goes on with one introduction. Each fact is recorded at once and can be dated anew; the last, taken back."""

    def __init__(self, session: Session, introduction_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._session = session
        self._id = introduction_id
        self._introduction: Introduction | None = None
        self._first: Contact | None = None
        self._second: Contact | None = None
        self._letter: IntroductionLetter | None = None
        self._composed: Letter | None = None
        self.acts: dict[IntroductionKind, QPushButton] = {}
        """What may have happened next, as buttons."""
        self.days: dict[IntroductionKind, DayField] = {}
        """The days of what has happened."""
        self._order: list[QWidget] = []
        self._inner = inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, theme.GAP, 0)
        self._column.setSpacing(theme.GAP_SMALL)
        self.strip = Strip()
        self._column.addWidget(self.strip)
        self._build_standing()
        self._build_texts()
        self._build_letter()
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(area, 1)
        self.close_button = self.button(self.tr("C&lose"), default=True)
        self.close_button.clicked.connect(self.accept)
        self.take_room(104, 46)
        session.changed.connect(self._changed)
        session.refused.connect(self._refused)
        session.stopped.connect(self._stop)
        self._read()

    # --- building ----------------------------------------------------------------------------------------

    def _build_texts(self) -> None:
        self.reason, self.first_blurb, self.second_blurb = (GrowingTextEdit(least=2) for _ in range(3))
        self._texts = {"reason": self.reason, "first_blurb": self.first_blurb, "second_blurb": self.second_blurb}
        self._labels = {}
        for name, field in self._texts.items():
            label = QLabel("")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setBuddy(field)
            field.setObjectName(name)
            field.committed.connect(self._text_done)
            self._labels[name] = label
            self._column.addWidget(label)
            self._column.addWidget(field)

    def _build_standing(self) -> None:
        self.heading = Heading(self.tr("How it stands"))
        self.standing = Label("", wrap=True)
        self.next = Label("", tone=Tone.SECOND, wrap=True)
        facts, acts = QWidget(), QWidget()
        self._facts = FlowLayout(facts)
        self._acts = FlowLayout(acts)
        self.menu = QMenu(self)
        self.declined = self.menu.addAction(self.tr("The answer was &no"))
        self.rested = self.menu.addAction(self.tr("Let it &rest"))
        self.override = self.menu.addAction(self.tr("Introduce &before both have agreed…"))
        self.menu.addSeparator()
        self.delete = self.menu.addAction(self.tr("&Delete this introduction"))
        self.menu.triggered.connect(self._menu_chosen)
        self.more = MoreButton(self.menu, self.tr("More about this introduction"))
        self.why_label = QLabel(self.tr("&Why before both have agreed"))
        self.why = CommitLineEdit()
        self.why.setAccessibleName(self.tr("Why before both have agreed"))
        self.why.committed.connect(self._override)
        self.why_label.setBuddy(self.why)
        card = Card()
        for item in (self.standing, facts, self.next):
            card.body.addWidget(item)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_SMALL)
        row.addWidget(acts, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        card.body.addWidget(self.why_label)
        card.body.addWidget(self.why)
        self._column.addWidget(self.heading)
        self._column.addWidget(card)

    def _build_letter(self) -> None:
        self.letter_heading = Heading("")
        self.tones = ToneRow()
        self.tones.chosen.connect(self._compose_if_own)
        self.again = link(self.tr("Compose again"))
        self.again.setToolTip(self.tr("Your own edits give way to a new draft"))
        self.again.clicked.connect(self.compose)
        self.to = Label("", tone=Tone.SECOND, wrap=True)
        self.composer = Composer(self._session)
        self.composer.edited.connect(self._save_letter)
        self.composer.sent.connect(self._sent)
        manner = QWidget()
        flow = FlowLayout(manner, gap=theme.GAP)
        flow.addWidget(self.tones)
        flow.addWidget(self.again)
        self.letter_card = Card()
        for item in (self.to, manner, self.composer):
            self.letter_card.body.addWidget(item)
        self._column.addWidget(self.letter_heading)
        self._column.addWidget(self.letter_card)

    # --- showing -----------------------------------------------------------------------------------------

    def _read(self) -> None:
        """Show it as the vault has it; what is being typed stays."""
        store = self._session.store
        try:
            one = store.introduction(self._id)
            self._first, self._second = store.contact(one.first.id), store.contact(one.second.id)
        except NotFoundError:  # an undo, or the other window, took it away
            self._introduction = None
            self.accept()
            return
        self._introduction = one
        self.setWindowTitle(self.tr("{first} and {second}").format(first=one.first.name, second=one.second.name))
        titles = {
            "reason": self.tr("Why the two should know each other; both read it"),
            "first_blurb": self.tr("About {name}; {other} reads it").format(name=one.first.name, other=one.second.name),
            "second_blurb": self.tr("About {name}; {other} reads it").format(
                name=one.second.name, other=one.first.name
            ),
        }
        for name, field in self._texts.items():
            self._labels[name].setText(titles[name])
            field.setAccessibleName(titles[name])
            show_saved(field, getattr(one, name))
        self._show_standing(one)
        self._show_letter(one)
        self._order = tab_in_reading_order(self._inner, self._order)

    def _show_standing(self, one: Introduction) -> None:
        today = self._today()
        focused = next((kind for kind, press in self.acts.items() if press.hasFocus()), None)
        self.standing.setText(words.standing(one, today))
        self.next.setText(words.what_next(one))
        self.next.setVisible(bool(self.next.text()))
        self._facts.clear()
        self.days = {}
        for kind in IntroductionKind:
            at = one.event(kind)
            if at is not None:
                self._facts.addWidget(self._fact(one, kind, dates.today_of(at), today))
        kinds = next_kinds(one)
        self._acts.clear()
        self.acts = {}
        shown = [kind for kind in kinds if kind not in _ASIDE]
        if words.waiting(one):
            shown.append(IntroductionKind.DECLINED)
        for kind in shown:
            press = button(words.act(one, kind).replace("&", "&&"))
            press.setProperty("kind", kind.value)
            press.clicked.connect(self._act)
            self._acts.addWidget(press)
            press.show()  # at once: it may get the focus
            self.acts[kind] = press
        self.declined.setVisible(IntroductionKind.DECLINED in kinds)
        self.rested.setVisible(IntroductionKind.WITHDRAWN in kinds)
        self.override.setVisible(may_override(one) and not one.override)
        overridden = bool(one.override) and not both_agree(one)
        self.why.setVisible(overridden)
        self.why_label.setVisible(overridden)
        show_saved(self.why, one.override)
        if focused is not None:
            (next(iter(self.acts.values()), None) or self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fact(self, one: Introduction, kind: IntroductionKind, day: date, today: date) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP_HAIR)
        text, shown = words.fact(one, kind), dates.day(day, today)
        label = Label(text, tone=Tone.SECOND)
        field = DayField("")
        field.set_day(day, shown)
        field.setProperty("kind", kind.value)
        field.setAccessibleName(self.tr("{what}: {day}").format(what=text, day=shown))
        field.chosen.connect(self._day_chosen)
        line.addWidget(label)
        line.addWidget(field)
        self.days[kind] = field
        return box

    def _show_letter(self, one: Introduction) -> None:
        letter = next_letter(one)
        other = letter is not self._letter
        self._letter = letter
        for widget in (self.letter_heading, self.letter_card):
            widget.setVisible(letter is not None)
        if letter is None:
            self.composer.show_text("", "", "", LIMITS)
            return
        kept = self._session.store.introduction_letter(one.id, letter)
        if other:
            self.letter_heading.title.setText(words.letter_title(one, letter))
            self._composed = self._drafted(one, letter)
            self._fill(one, letter, kept or self._composed)
        elif kept is not None:
            self.composer.show_saved(kept.subject, kept.body)
        else:
            self._compose_if_own()

    def _drafted(self, one: Introduction, letter: IntroductionLetter) -> Letter:
        assert self._first is not None and self._second is not None
        first, second = self._first.person, self._second.person
        signature, tone = self._session.settings.signature, self.tones.tone()
        if letter is IntroductionLetter.TO_FIRST:
            blurb = one.second_blurb
            return introducing.asking_letter(
                first, second, one.reason, blurb, agreed=False, signature=signature, tone=tone
            )
        if letter is IntroductionLetter.TO_SECOND:
            blurb = one.first_blurb
            return introducing.asking_letter(
                second, first, one.reason, blurb, agreed=True, signature=signature, tone=tone
            )
        texts = (one.reason, one.first_blurb, one.second_blurb)
        return introducing.joining_letter(first, second, *texts, signature=signature, tone=tone)

    def _fill(self, one: Introduction, letter: IntroductionLetter, text: Letter) -> None:
        people = {
            IntroductionLetter.TO_FIRST: (self._first,),
            IntroductionLetter.TO_SECOND: (self._second,),
            IntroductionLetter.TO_BOTH: (self._first, self._second),
        }[letter]
        mails = [next(iter(c.person.values(PointKind.EMAIL)), "") for c in people if c is not None]
        self.to.setText(self.tr("For: {addresses}").format(addresses=", ".join(filter(None, mails))))
        self.to.setVisible(len(people) > 1 and any(mails))
        self.to.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        now, signature = self._session.store.now(), self._session.settings.signature
        self.composer.show_text(
            text.subject,
            text.body,
            mails[0] if len(mails) == 1 else "",  # the mail program asks for two
            LIMITS,
            file_name=self.windowTitle(),
            fields=fields_of(people[0], None, now, signature) if people[0] is not None else {},
        )

    # --- the letter --------------------------------------------------------------------------------------

    @Slot()
    def compose(self) -> None:
        """Draft the letter anew from what is noted."""
        if self._introduction is not None and self._letter is not None:
            self._commit_texts()
            self._composed = self._drafted(self._introduction, self._letter)
            self._fill(self._introduction, self._letter, self._composed)
            self._save_letter(self._composed.subject, self._composed.body)

    @Slot()
    def _compose_if_own(self) -> None:
        """Compose again, unless the user has written something of their own."""
        if self._introduction is None or self._letter is None or self.composer.letter() != self._composed:
            return
        self._composed = self._drafted(self._introduction, self._letter)
        if self.composer.letter() != self._composed:
            self._fill(self._introduction, self._letter, self._composed)

    @Slot(str, str)
    def _save_letter(self, subject: str, body: str) -> None:
        if self._letter is not None and self._introduction is not None:
            verb = self._session.store.keep_introduction_letter
            if self._session.run(verb, self._id, self._letter, subject, body, initiator=self) is None:
                self.composer.keep_unsaved()

    @Slot()
    def _sent(self) -> None:
        if self._letter is not None:
            store, text = self._session.store, self.composer.letter()
            verb, now = store.introduction_sent, store.now()
            if self._session.run(verb, self._id, self._letter, text.subject, text.body, now) is not None:
                bring_into_sight(self.heading)
                (next(iter(self.acts.values()), None) or self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what the user does ------------------------------------------------------------------------------

    @Slot()
    def _text_done(self) -> None:
        field = self.sender()
        if isinstance(field, GrowingTextEdit) and self._introduction is not None:
            self._write_text(field)

    def _write_text(self, field: GrowingTextEdit) -> None:
        verb, fields = self._session.store.edit_introduction, {field.objectName(): field.toPlainText()}
        if self._session.run(verb, self._id, initiator=None, **fields) is None:
            field.keep_unsaved()

    @Slot()
    def _act(self) -> None:
        self._record(IntroductionKind(self.sender().property("kind")))

    def _record(self, kind: IntroductionKind) -> None:
        self._commit()
        store = self._session.store
        self._session.run(store.record_introduction, self._id, kind, store.now())

    @Slot(object)
    def _day_chosen(self, day: date | None) -> None:
        kind = IntroductionKind(self.sender().property("kind"))
        at = datetime.combine(day, time(12)).astimezone() if day is not None else None
        if self._session.run(self._session.store.date_introduction, self._id, kind, at) is None:
            self._read()

    @Slot(QAction)
    def _menu_chosen(self, action: QAction) -> None:
        if action is self.declined:
            self._record(IntroductionKind.DECLINED)
        elif action is self.rested:
            self._record(IntroductionKind.WITHDRAWN)
        elif action is self.override:
            self.why_label.show()
            self.why.show()
            bring_into_sight(self.why)
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        elif action is self.delete:
            self._session.run(self._session.store.delete_introduction, self._id)

    @Slot()
    def _override(self) -> None:
        verb = self._session.store.introduce_all_the_same
        if self._introduction is not None and self._session.run(verb, self._id, self.why.text()) is None:
            self.why.keep_unsaved()

    # --- following the vault -----------------------------------------------------------------------------

    def _today(self) -> date:
        return dates.today_of(self._session.store.now())

    @Slot(object, object)
    def _changed(self, _changes: Changes, initiator: object) -> None:
        if initiator is not self and self._introduction is not None:
            self._read()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.strip.tell(messages.text(error))
            bring_into_sight(self.strip)

    def _commit_texts(self) -> None:
        for field in self._texts.values():
            field.commit()

    def _commit(self) -> None:
        if self._introduction is not None:
            self._commit_texts()
            self.composer.commit()

    @Slot()
    def _stop(self) -> None:
        """The window goes with the lock: what was typed stays, and nothing is written any more."""
        self._commit()
        self._introduction = None

    def done(self, result: int) -> None:
        self._commit()
        self.why.commit()
        super().done(result)
