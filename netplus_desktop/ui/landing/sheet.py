"""The sheet of a landing: the job, everyone who helped by kind of help, a note for each, then a light touch."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.loops import Helper, Landing
from netplus_desktop.core.records import Action, Changes, Contact, Draft, DraftKind, Letter, PointKind, Tier
from netplus_desktop.documents import later_notes
from netplus_desktop.documents.snippets import fields_of
from netplus_desktop.ui import dates, messages, theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.interview.composing import Composer, Limits, ToneRow
from netplus_desktop.ui.interview.fields import DayField, bring_into_sight, link
from netplus_desktop.ui.jobs import Lookup
from netplus_desktop.ui.landing import words
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import CommitLineEdit
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Label, Strip

CURRENT = timedelta(days=180)
"""So long after its first day a job is the one that the sheet speaks of; later it asks for another. Half a year is as
long as one calls a job new."""

LIMITS = Limits(most=later_notes.MOST_WORDS)

LEAST_LETTERS = 38
"""Of a name in the list, with the day on which they were told."""

_ID = Qt.ItemDataRole.UserRole


class LandingSheet(Frame):
    """First the job; then those who helped, read on the worker, and the note for whoever is chosen."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("You have found a job"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._session = session
        self._landing: Landing | None = None
        self._helpers: tuple[Helper, ...] = ()
        self._contact: Contact | None = None
        self._composed: Letter | None = None
        self._lookup = Lookup(session.read, self)
        self._lookup.progressed.connect(self._progress)
        self._lookup.found.connect(self._found)
        self._lookup.failed.connect(self._refused)
        self._filling = False
        self._build_job()
        self._build_notes()
        self.close_button = self.button(self.tr("&Close"))
        self.close_button.clicked.connect(self.reject)
        self.light = self.button(self.tr("Keep in touch &lightly"))
        self.light.clicked.connect(self._lighten)
        self.begin = self.button(self.tr("See who &helped"), default=True)
        self.begin.clicked.connect(self._begin)
        self.take_room(104, 38)
        session.changed.connect(self._changed)
        session.refused.connect(self._refused)
        session.stopped.connect(self.composer.commit)  # the window goes with the lock; what was typed stays
        self._read_landing()

    # --- building ------------------------------------------------------------------------------------------

    def _build_job(self) -> None:
        self.employer, self.role = CommitLineEdit(), CommitLineEdit()
        self.employer.setPlaceholderText(self.tr("Where you will work"))
        self.role.setPlaceholderText(self.tr("As what, if you like to say so"))
        self.day = DayField("", clearable=False)
        self.withdraw = link(self.tr("It did not come about"))
        self.withdraw.clicked.connect(self._withdraw)
        form = QFormLayout()
        form.setHorizontalSpacing(theme.GAP)
        form.setVerticalSpacing(theme.GAP_SMALL)
        for name, field in (
            (self.tr("&Employer"), self.employer),
            (self.tr("&Role"), self.role),
        ):
            field.setAccessibleName(name.replace("&", ""))
            form.addRow(name, field)
        when = QHBoxLayout()
        when.setSpacing(theme.GAP_WIDE)
        when.addWidget(self.day)
        when.addWidget(self.withdraw)
        when.addStretch(1)
        label = QLabel(self.tr("&From"))
        label.setBuddy(self.day)
        form.addRow(label, when)
        self.employer.committed.connect(self._job_edited)
        self.role.committed.connect(self._job_edited)
        self.day.chosen.connect(self._day_chosen)
        self.body.addLayout(form)

    def _build_notes(self) -> None:
        self.strip = Strip()
        self.strip.acted.connect(self._undo)
        self.about = Label("", tone=Tone.SECOND, wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Everyone who helped"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(self.list.fontMetrics().averageCharWidth() * LEAST_LETTERS)
        self.list.currentItemChanged.connect(self._chosen)
        self.name = Label("", Type.SECTION, wrap=True)
        self.helped = Label("", tone=Tone.SECOND, wrap=True)
        self.tones = ToneRow()
        self.tones.chosen.connect(self._tone_chosen)
        self.composer = Composer(self._session)
        self.composer.edited.connect(self._save)
        self.composer.sent.connect(self._sent)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.GAP, 0, theme.GAP, 0)
        column.setSpacing(theme.GAP_SMALL)
        for item in (self.name, self.helped, self.tones, self.composer):
            column.addWidget(item)
        column.addStretch(1)
        self.note = QScrollArea()
        self.note.setWidget(inner)
        self.note.setWidgetResizable(True)
        self.note.setFrameShape(QFrame.Shape.NoFrame)
        self.note.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._split = QSplitter()
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.list)
        self._split.addWidget(self.note)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 5)
        self._rest = QWidget()
        for above in (self.strip, self.about, self.bar):
            self.body.addWidget(above)
        self.body.addWidget(self._split, 1)
        self.body.addWidget(self._rest, 1)

    # --- the job ---------------------------------------------------------------------------------------------

    def _today(self) -> date:
        return dates.today_of(self._session.store.now())

    def _read_landing(self) -> None:
        """Show the job that was found, or ask for it."""
        landing, today = self._session.store.landing(), self._today()
        self._landing = landing if landing and landing.day > today - CURRENT else None
        if self._landing is not None:
            self.employer.set_text(self._landing.organisation)
            self.role.set_text(self._landing.role)
        self._show_day(self._landing.day if self._landing else self.day.day() or today)
        if self._landing is not None:
            self._look()
        else:
            self._helpers = ()
            self.employer.setFocus()
        self._refresh()

    @Slot()
    def _begin(self) -> None:
        day = self.day.day() or self._today()
        store = self._session.store
        self._session.run(store.land, day, self.employer.text(), self.role.text(), initiator=self)

    @Slot()
    def _job_edited(self) -> None:
        landing = self._landing
        if landing is not None:
            day = self.day.day() or landing.day
            fields = (landing.id, day, self.employer.text(), self.role.text())
            if self._session.run(self._session.store.edit_landing, *fields, initiator=self) is None:
                self.employer.keep_unsaved()

    @Slot(object)
    def _day_chosen(self, day: date) -> None:
        self._show_day(day)
        self._job_edited()

    def _show_day(self, day: date) -> None:
        text = dates.day(day, self._today())
        self.day.set_day(day, text)
        self.day.setAccessibleName(self.tr("From: {day}").format(day=text))

    @Slot()
    def _withdraw(self) -> None:
        if self._landing is not None:
            self._session.run(self._session.store.delete_landing, self._landing.id, initiator=self)

    # --- who helped --------------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Read who helped, on the worker."""
        self._lookup.begin(self._session.store.helpers)

    @Slot(int, int)
    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    @Slot(object)
    def _found(self, helpers: tuple[Helper, ...]) -> None:
        first = not self._helpers
        self._helpers = helpers
        self._fill()
        self._refresh()
        if first:
            self._choose_next(0)
            self.list.setFocus()

    def _fill(self) -> None:
        """Everyone, under the heading of how they helped above all; who is chosen stays so."""
        chosen, today = self._chosen_id(), self._today()
        self._filling = True
        self.list.clear()
        kind = None
        for helper in self._helpers:
            if helper.foremost is not kind:
                kind = helper.foremost
                heading = QListWidgetItem(words.kind_title(kind))
                heading.setFlags(Qt.ItemFlag.NoItemFlags)  # arrow keys pass it over
                heading.setFont(theme.font(Type.STRONG))
                heading.setForeground(theme.colour(Tone.SECOND))
                self._add(heading)
            item = QListWidgetItem(words.line(helper, today))
            item.setData(_ID, helper.contact.id)
            said = self.tr("{line}, {helped}").format(line=item.text(), helped=words.all_help(helper, today))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            self._add(item)
            if helper.contact.id == chosen:
                self.list.setCurrentItem(item)
        self._filling = False

    def _add(self, item: QListWidgetItem) -> None:
        item.setSizeHint(QSize(0, self.list.fontMetrics().height() + theme.GAP_SMALL))
        self.list.addItem(item)

    def _chosen_id(self) -> int | None:
        item = self.list.currentItem()
        return int(item.data(_ID)) if item is not None else None

    def _choose_next(self, row: int) -> None:
        """Choose whoever comes next and does not know of it yet."""
        untold = {helper.contact.id for helper in self._helpers if helper.told is None}
        rows = [*range(row, self.list.count()), *range(row)]
        found = next((place for place in rows if self.list.item(place).data(_ID) in untold), None)
        if found is None:
            found = next((place for place in rows if self.list.item(place).data(_ID) is not None), None)
        if found is not None:
            self.list.setCurrentRow(found)
            self._show_note()

    def _refresh(self) -> None:
        found, job = self._landing is not None, bool(self._helpers)
        self.bar.setVisible(self._lookup.busy and not job)
        self.withdraw.setVisible(found)
        self._split.setVisible(found and job)
        self._rest.setVisible(not (found and job))
        self.begin.setVisible(not found)
        self.begin.setDefault(not found)
        waiting = self._to_lighten()
        self.light.setVisible(found and any(helper.told for helper in self._helpers))
        self.light.setEnabled(bool(waiting))
        self.light.setToolTip("" if waiting else self.tr("Everybody who knows of it is kept in touch with lightly"))
        if not found:
            self.about.setText(
                self.tr("Congratulations. Those who helped will be glad to hear it, and to hear it from you.")
            )
        elif job:
            self.about.setText(words.count(self._helpers))
        elif not self._lookup.busy:
            self.about.setText(
                self.tr(
                    "Nobody is recorded yet who helped. Talks that were held, takeaways, referrals and what was "
                    "shared with you count as help."
                )
            )
        else:
            self.about.setText("")

    # --- the note ------------------------------------------------------------------------------------------

    @Slot()
    def _chosen(self) -> None:
        if not self._filling:
            self._show_note()

    def _show_note(self) -> None:
        """Show the note for whoever is chosen: as it was begun, else composed from how they helped."""
        self.composer.commit()
        chosen = self._chosen_id()
        helper = next((one for one in self._helpers if one.contact.id == chosen), None)
        if helper is None or self._landing is None:
            return
        store = self._session.store
        try:
            self._contact = contact = store.contact(helper.contact.id)
        except UserError as error:
            self._refused(error)
            return
        self.name.setText(contact.person.name)
        self.helped.setText(words.all_help(helper, self._today()))
        self._composed = self._drafted(contact, helper, self._landing)
        kept = _kept(contact)
        self._show(contact, Letter(kept.subject, kept.body) if kept else self._composed)
        self.note.verticalScrollBar().setValue(0)

    def _drafted(self, contact: Contact, helper: Helper, landing: Landing) -> Letter:
        return later_notes.landing_note(
            contact,
            [helped.kind for helped in helper.helps],
            organisation=landing.organisation,
            role=landing.role,
            day=landing.day,
            signature=self._session.settings.signature,
            tone=self.tones.tone(),
        )

    def _show(self, contact: Contact, letter: Letter) -> None:
        self.composer.show_text(
            letter.subject,
            letter.body,
            next(iter(contact.person.values(PointKind.EMAIL)), ""),
            LIMITS,
            file_name=self.tr("News for {name}").format(name=contact.person.name),
            fields=fields_of(contact, None, self._session.store.now(), self._session.settings.signature),
        )

    @Slot()
    def _tone_chosen(self) -> None:
        """Compose again, unless the user has written something of their own."""
        if self.composer.letter() == self._composed:
            self._show_note()

    @Slot(str, str)
    def _save(self, subject: str, body: str) -> None:
        if self._contact is not None:
            verb, contact_id = self._session.store.save_draft, self._contact.id
            if self._session.run(verb, contact_id, DraftKind.LANDING, subject, body, initiator=self) is None:
                self.composer.keep_unsaved()

    @Slot()
    def _sent(self) -> None:
        """It went out. The news tells what came of the help: whatever was open with them is closed."""
        contact = self._contact
        if contact is None:
            return
        store, letter = self._session.store, self.composer.letter()
        sent = (DraftKind.LANDING, letter.subject, letter.body)
        row = self.list.currentRow()
        loops = store.open_loops(store.contact(contact.id))
        if self._session.run(store.report_back, contact.id, loops, store.now(), sent, initiator=self) is not None:
            today = self._today()
            self._helpers = tuple(
                Helper(one.contact, one.helps, one.last, today if one.contact.id == contact.id else one.told)
                for one in self._helpers
            )
            self._fill()
            self._refresh()
            self._choose_next(row)
            self.strip.tell(self.tr("{name} knows of it.").format(name=contact.person.name), self.tr("&Undo"))
            self.composer.copy_button.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_sight(self.composer.copy_button)

    # --- afterwards ----------------------------------------------------------------------------------------

    def _to_lighten(self) -> list[int]:
        """Those who know of it and are kept in touch with more often than lightly, or not at all. Whoever belongs to
        the inner circle stays there."""
        told = [helper.contact.id for helper in self._helpers if helper.told is not None]
        rows = self._session.store.contact_rows(told)
        return [row.id for row in rows if row.tier not in (Tier.LIGHT, Tier.INNER)]

    @Slot()
    def _lighten(self) -> None:
        waiting = self._to_lighten()
        if self._session.run(self._session.store.set_tier, waiting, Tier.LIGHT, initiator=self) is not None:
            one = self.tr("You will be reminded of 1 person about twice a year.")
            many = self.tr("You will be reminded of {n} people about twice a year.").format(n=len(waiting))
            self.strip.tell(one if len(waiting) == 1 else many, self.tr("&Undo"))
            self._refresh()

    @Slot()
    def _undo(self) -> None:
        self.strip.put_away()
        self._session.undo()

    # --- following the vault ---------------------------------------------------------------------------------

    @Slot(object, object)
    def _changed(self, changes: Changes, initiator: object) -> None:
        if initiator is not self or changes.action in (Action.LAND, Action.DELETE_LANDING):
            self._read_landing()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.strip.tell(messages.text(error))

    def done(self, result: int) -> None:
        self.composer.commit()
        if self._landing is not None:
            self.employer.commit()
            self.role.commit()
        self._lookup.stop()
        super().done(result)


def _kept(contact: Contact) -> Draft | None:
    """The note that was begun and has not gone out."""
    mine = (draft for draft in contact.drafts if draft.kind is DraftKind.LANDING and draft.interview_id is None)
    return next((draft for draft in mine if draft.sent is None), None)
