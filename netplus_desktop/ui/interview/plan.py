"""The plan of a conversation: purpose, time, place, outcome, overview, facts, ask. Edited where it stands."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from zoneinfo import available_timezones

from PySide6.QtCore import QDate, QDateTime, QEvent, QObject, Qt, QTime, QTimer, QTimeZone, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDateTimeEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core.practice import starts_at
from netplus_desktop.core.records import InterviewPlan, Medium
from netplus_desktop.exports import CalendarEntry
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.calendar import CalendarButton
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.fields import Tick, link, show_saved
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.reading_order import tab_in_reading_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.text_fields import COMMIT_AFTER, CommitLineEdit, GrowingTextEdit
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, ElidingLabel, Label

OVERVIEW_WORDS = (60, 90)
"""The length of a one-minute account of oneself, in words."""


class PlanFields(QWidget):
    """The fields of a plan. `edited` tells each field as it is done; `plan` gives all of them."""

    edited = Signal(str, object)
    """(name of the field of `InterviewPlan`, value)"""

    def __init__(self, *, brief: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved = InterviewPlan(zone=dates.system_zone())
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(theme.GAP)
        self._form.setVerticalSpacing(theme.GAP_SMALL)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.purpose = self._line("purpose", self.tr("I'd like to &learn"), self.tr("One sentence: why this person"))
        self._build_when()
        self.medium = QComboBox()
        for medium in Medium:
            self.medium.addItem(words.medium_name(medium), medium)
        self.medium.activated.connect(self._medium_chosen)
        self._row(self.tr("Ho&w"), self.medium)
        self.place = self._line("place", self.tr("&Place"), self.tr("Address, link or number"))
        if brief:
            return
        self.fallback = self._line("fallback", self.tr("If it fails"), self.tr("Another number or a way to reach them"))
        self.outcome = self._line(
            "outcome", self.tr("Worth their time"), self.tr("What would make it worth their time")
        )
        self.overview = self._text("overview", self.tr("My overview"), self.tr("Who I am and why you: 60 to 90 words"))
        self._count = Label("", tone=Tone.SECOND)
        self._form.addRow("", self._count)
        self.overview.textChanged.connect(self._count_words)
        self.facts = self._text("facts", self.tr("What I &know"), self.tr("One fact a line: person, employer, news"))
        self.ask = self._line("ask", self.tr("My &ask"), self.tr("Advice, information or a referral: at most one"))

    def _build_when(self) -> None:
        self.agreed = Tick(self.tr("A time is agree&d"))
        self.agreed.clicked.connect(self._agreed_toggled)
        self.starts = QDateTimeEdit()
        self.starts.setTimeZone(QTimeZone.utc())  # a wall time: no clock change may bend what is typed
        self.starts.setCalendarPopup(True)
        self.starts.setDisplayFormat(_date_time_format(self.starts))
        self.starts.setAccessibleName(self.tr("Date and time"))
        self.starts.installEventFilter(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(COMMIT_AFTER)
        self._pause.timeout.connect(self.commit_when)
        self.starts.dateTimeChanged.connect(self._when_typed)
        self.starts.editingFinished.connect(self.commit_when)
        self.zone = QComboBox()
        self._zone_line = QLineEdit()
        self.zone.setLineEdit(self._zone_line)
        self.zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zone.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.zone.setMinimumContentsLength(16)
        self.zone.addItems(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))
        completer = QCompleter(self.zone.model(), self.zone)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.zone.setCompleter(completer)
        self.zone.setAccessibleName(self.tr("Time zone"))
        self.zone.activated.connect(self.commit_zone)
        self._zone_line.editingFinished.connect(self.commit_zone)
        self.minutes = QSpinBox()
        self.minutes.setRange(5, 480)
        self.minutes.setSingleStep(5)
        self.minutes.setSuffix(self.tr(" minutes"))
        self.minutes.lineEdit().setTextMargins(theme.GAP_SMALL, 0, 0, 0)  # the style sheet's padding does not reach it
        self.minutes.setKeyboardTracking(False)
        self.minutes.valueChanged.connect(self._minutes_changed)
        self.minutes.installEventFilter(self)
        self._zone_hint = Label("", tone=Tone.DANGER, wrap=True)
        self._zone_hint.hide()
        when = QVBoxLayout()
        when.setSpacing(theme.GAP_SMALL)
        when.addWidget(self.agreed)
        when.addWidget(self.starts)
        when.addWidget(self.zone)
        when.addWidget(self._zone_hint)
        self._form.addRow(self.tr("When"), when)
        self._row(self.tr("Length"), self.minutes)

    def show_plan(self, plan: InterviewPlan) -> None:
        """Show a plan that is saved already; what is being typed stays."""
        self._saved = plan
        for name, field in self._texts().items():
            show_saved(field, getattr(plan, name))
        self.medium.setCurrentIndex(self.medium.findData(plan.medium))
        if not self.minutes.hasFocus():
            self.minutes.blockSignals(True)
            self.minutes.setValue(plan.minutes)
            self.minutes.blockSignals(False)
        if not self._zone_line.hasFocus():
            self.zone.setCurrentText(plan.zone)
            self._zone_hint.hide()
        self.agreed.setChecked(plan.starts is not None)
        self.starts.setEnabled(plan.starts is not None)
        if not self._pause.isActive():
            self._show_starts(plan.starts)

    def plan(self) -> InterviewPlan:
        """All fields as they stand."""
        texts = {name: _text_of(field).strip() for name, field in self._texts().items()}
        return replace(
            self._saved,
            starts=self._starts() if self.agreed.isChecked() else None,
            zone=self._zone_typed() or self._saved.zone,
            minutes=self.minutes.value(),
            medium=Medium(self.medium.currentData()),
            **texts,
        )

    def commit(self) -> None:
        """Tell what is not told yet."""
        for field in self._texts().values():
            field.commit()
        self.commit_when()
        self.commit_zone()

    def commit_when(self) -> None:
        """Tell the time if it was changed."""
        self._pause.stop()
        starts = self._starts() if self.agreed.isChecked() else None
        if starts != self._saved.starts:
            self._tell("starts", starts)

    def commit_zone(self) -> None:
        """Tell the zone if it was changed to one that exists, else say so beside it."""
        zone = self._zone_typed()
        self._zone_hint.setVisible(not zone)
        if not zone:
            self._zone_hint.setText(
                self.tr("This machine knows no time zone “{name}”. You could pick one from the list.").format(
                    name=self.zone.currentText()
                )
            )
        elif zone != self._saved.zone:
            self._tell("zone", zone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # A wheel that scrolls the page must not change a value on its way.
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    # --- inside ------------------------------------------------------------------------------------------

    def _texts(self) -> dict[str, CommitLineEdit | GrowingTextEdit]:
        names = {f.name for f in fields(InterviewPlan)}
        return {
            name: field
            for name, field in vars(self).items()
            if name in names and isinstance(field, CommitLineEdit | GrowingTextEdit)
        }

    def _row(self, text: str, field: QWidget) -> None:
        label = QLabel(text)
        label.setBuddy(field)
        field.setAccessibleName(text.replace("&", ""))
        self._form.addRow(label, field)

    def _line(self, name: str, text: str, hint: str) -> CommitLineEdit:
        field = CommitLineEdit()
        field.setPlaceholderText(hint)
        field.setObjectName(name)
        field.committed.connect(self._text_done)
        self._row(text, field)
        return field

    def _text(self, name: str, text: str, hint: str) -> GrowingTextEdit:
        field = GrowingTextEdit()
        field.setPlaceholderText(hint)
        field.setObjectName(name)
        field.committed.connect(self._text_done)
        self._row(text, field)
        return field

    def _text_done(self, text: str) -> None:
        self._tell(self.sender().objectName(), text.strip())

    def _tell(self, name: str, value: object) -> None:
        self._saved = replace(self._saved, **{name: value})  # type: ignore[arg-type]
        self.edited.emit(name, value)

    def _agreed_toggled(self, agreed: bool) -> None:
        self.starts.setEnabled(agreed)
        if agreed:
            self.starts.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commit_when()

    def _show_starts(self, starts: datetime | None) -> None:
        self.starts.blockSignals(True)
        if starts is not None:
            self.starts.setDateTime(
                QDateTime(
                    QDate(starts.year, starts.month, starts.day), QTime(starts.hour, starts.minute), QTimeZone.utc()
                )
            )
        elif not self.agreed.isChecked():
            tomorrow = QDateTime.currentDateTime().date().addDays(1)
            self.starts.setDateTime(QDateTime(tomorrow, QTime(10, 0), QTimeZone.utc()))
        self.starts.blockSignals(False)

    def _starts(self) -> datetime:
        day, clock = self.starts.date(), self.starts.time()
        return datetime(day.year(), day.month(), day.day(), clock.hour(), clock.minute())

    def _when_typed(self) -> None:
        self._pause.start()

    def _zone_typed(self) -> str:
        """The zone in the box, or "" where it is none."""
        typed = self.zone.currentText().strip().replace(" ", "_")
        if typed.casefold() == self._saved.zone.casefold():
            return self._saved.zone
        at = self.zone.findText(typed, Qt.MatchFlag.MatchFixedString)
        return self.zone.itemText(at) if at >= 0 else ""

    def _minutes_changed(self, minutes: int) -> None:
        if minutes != self._saved.minutes:
            self._tell("minutes", minutes)

    def _medium_chosen(self) -> None:
        medium = Medium(self.medium.currentData())
        if medium != self._saved.medium:
            self._tell("medium", medium)

    def _count_words(self) -> None:
        count = len(self.overview.toPlainText().split())
        least, most = OVERVIEW_WORDS
        text = self.tr("{n} words · {least} to {most} take one minute").format(n=count, least=least, most=most)
        self._count.setText(text if count else "")


def _text_of(field: CommitLineEdit | GrowingTextEdit) -> str:
    return field.text() if isinstance(field, CommitLineEdit) else field.toPlainText()


def _date_time_format(edit: QDateTimeEdit) -> str:
    """The locale's short form with the weekday before and the whole year."""
    form = edit.displayFormat()
    if "yyyy" not in form:
        form = form.replace("yy", "yyyy")
    return form if "ddd" in form else f"ddd {form}"


class PlanSection(QWidget):
    """The fields of the plan, unfolded by Edit; `summary` is the plan as a few readable lines."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._interview_id: int | None = None
        self._plan = InterviewPlan()
        self._when = Label("", wrap=True)
        self.calendar_button = CalendarButton(session)
        self._purpose = ElidingLabel("", tone=Tone.SECOND)
        self.edit_button = link(self.tr("Edit plan"))
        self.edit_button.clicked.connect(self.toggle)
        self.fields: PlanFields | None = None
        self._card = Card()
        self.summary = QWidget()
        """The plan in print, to be placed beside the buttons that record what happened."""
        below = QHBoxLayout()
        below.setSpacing(theme.GAP)
        below.addWidget(self._purpose)
        below.addWidget(self.edit_button)
        below.addStretch(1)
        lines = QVBoxLayout(self.summary)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        dated = QHBoxLayout()
        dated.setSpacing(theme.GAP_SMALL)
        dated.addWidget(self.calendar_button, 0, Qt.AlignmentFlag.AlignTop)
        dated.addWidget(self._when, 1)
        lines.addLayout(dated)
        lines.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self.hide()

    def refresh(self, shown: Shown) -> None:
        """Show the plan of the conversation in front."""
        interview = shown.interview
        if interview is None:
            return
        if interview.id != self._interview_id:
            self._fold()
            self._interview_id = interview.id
        self._plan = interview.plan
        when = plan_facts(interview.plan, shown.now)
        self._when.setText(when)
        entry = CalendarEntry(shown.contact.id, interview.id) if interview.plan.starts else None
        self.calendar_button.show_entry(entry, when)
        self._purpose.setText(plan_purpose(interview.plan))
        self._show_purpose()
        if self.fields is not None:
            self.fields.show_plan(interview.plan)

    def unfold(self) -> None:
        """Show the fields, the first one focused."""
        if self.fields is None:
            self.fields = PlanFields()
            self.fields.edited.connect(self._write)
            self.fields.show_plan(self._plan)
            self._card.body.addWidget(self.fields)
            self.show()
            self.edit_button.setText(self.tr("Done"))
            self._show_purpose()
            QWidget.setTabOrder(self.edit_button, self.fields.purpose)
            tab_in_reading_order(self)
        self.fields.purpose.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle(self) -> None:
        """Unfold the fields or fold them away."""
        if self.fields is None:
            self.unfold()
            return
        self.fields.commit()
        self._fold()
        self.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Write what is not written yet."""
        if self.fields is not None:
            self.fields.commit()

    def _fold(self) -> None:
        if self.fields is not None:
            self._card.body.removeWidget(self.fields)
            self.hide()
            self.fields.hide()
            self.fields.deleteLater()
            self.fields = None
            self.edit_button.setText(self.tr("Edit plan"))
            self._show_purpose()

    def _show_purpose(self) -> None:
        self._purpose.setVisible(bool(self._purpose.whole_text()) and self.fields is None)

    def _write(self, name: str, value: object) -> None:
        if self._interview_id is not None:
            self._session.run(self._session.store.edit_interview, self._interview_id, initiator=self, **{name: value})


def plan_facts(plan: InterviewPlan, now: datetime) -> str:
    """When, how long, how and where, in one line of print."""
    translate = words.translate
    start = starts_at(plan)
    when = dates.moment(start, now) if start else translate("plan", "no time agreed yet")
    if start and plan.starts and start.astimezone(dates.local_zone()).replace(tzinfo=None) != plan.starts:
        when = translate("plan", "{when} ({there} in {zone})").format(
            when=when, there=dates.clock(plan.starts.time()), zone=plan.zone.rpartition("/")[2].replace("_", " ")
        )
    minutes = translate("plan", "{n} min").format(n=plan.minutes)
    return " · ".join(part for part in (when, minutes, words.medium_name(plan.medium), plan.place) if part)


def plan_purpose(plan: InterviewPlan) -> str:
    """What for; "" where it is not written yet."""
    return words.translate("plan", "I'd like to learn: {purpose}").format(purpose=plan.purpose) if plan.purpose else ""
