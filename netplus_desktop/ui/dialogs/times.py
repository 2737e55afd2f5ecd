"""The page "Times" of the preferences: every interval of the practice, the week end, and the user's own days off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.core.clocks import DEFAULTS, INTERVALS, Unit
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview.fields import DayField
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import FlowLayout, Label, SectionTitle, plain_tooltip


class TimesPage(QScrollArea):
    """Each change takes effect at once, is kept in the vault, and can be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.fields: dict[str, IntervalField] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(theme.GAP)
        column.addWidget(
            Label(
                self.tr(
                    "These are the numbers of the practice. They stay with your vault; change what suits you better."
                ),
                tone=Tone.SECOND,
                wrap=True,
            )
        )
        column.addLayout(self._intervals())
        column.addWidget(SectionTitle(self.tr("Days that do not count")))
        column.addLayout(self._week())
        column.addWidget(Label(self.tr("And these days of your own, such as holidays"), tone=Tone.SECOND, wrap=True))
        column.addLayout(self._own_days())
        self.defaults = QPushButton(self.tr("Back to the num&bers of the practice"))
        self.defaults.setAutoDefault(False)
        self.defaults.clicked.connect(self._to_defaults)
        column.addWidget(self.defaults, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.setWidget(inner)
        self._show()
        session.changed.connect(self._on_changed)

    def _intervals(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.GAP_WIDE)
        grid.setVerticalSpacing(theme.GAP_SMALL)
        grid.setColumnStretch(2, 1)
        for row, (name, text) in enumerate(self._names().items()):
            field = IntervalField(name, text)
            field.chosen.connect(self._choose)
            self.fields[name] = field
            label = Label(text, wrap=True)
            label.setBuddy(field)
            source = Label(INTERVALS[name].source, tone=Tone.SECOND, wrap=True)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            grid.addWidget(source, row, 2)
        return grid

    def _names(self) -> dict[str, str]:
        return {
            "minutes": self.tr("Length of a talk to ask for"),
            "second_person": self.tr("No reply: ask somebody else, too, after"),
            "nudge": self.tr("No reply: ask once more after"),
            "parking": self.tr("Still no reply: let it rest after"),
            "confirm": self.tr("Confirm a meeting before it by"),
            "debrief": self.tr("Write a meeting up within"),
            "thank": self.tr("Send your thanks within"),
            "thank_late": self.tr("Thanks say that they come late after"),
            "thank_very_late": self.tr("Thanks begin with an apology after"),
            "report_introduction": self.tr("Introduced, no answer: tell who introduced you after"),
            "report_meeting": self.tr("Introduced and met: tell who introduced you after"),
            "introduce": self.tr("A yes to an introduction: go on with it after"),
            "weekly_minutes": self.tr("Time to give in a week, at most"),
            "inner_ideal": self.tr("Inner circle: contact cools after"),
            "inner_most": self.tr("Inner circle: it is dormant after"),
            "active_ideal": self.tr("Active: contact cools after"),
            "active_most": self.tr("Active: it is dormant after"),
            "steady_ideal": self.tr("Steady: contact cools after"),
            "steady_most": self.tr("Steady: it is dormant after"),
            "light_ideal": self.tr("Light: contact cools after"),
            "light_most": self.tr("Light: it is dormant after"),
        }

    def _week(self) -> FlowLayout:
        row = FlowLayout()
        self.weekdays: list[QCheckBox] = []
        first = QLocale().firstDayOfWeek().value - 1
        boxes = {}
        for day in ((first + step) % 7 for step in range(7)):
            box = QCheckBox(QLocale().standaloneDayName(day + 1, QLocale.FormatType.LongFormat))
            box.clicked.connect(self._choose_week)
            boxes[day] = box
            row.addWidget(box)
        self.weekdays = [boxes[day] for day in range(7)]
        return row

    def _own_days(self) -> QHBoxLayout:
        self.days = QListWidget()
        self.days.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.days.setAccessibleName(self.tr("Own days off"))
        self.days.installEventFilter(self)
        self.days.itemSelectionChanged.connect(self._tell_selection)
        self.add_day = DayField(self.tr("&Add a day…"), clearable=False)
        self.add_day.setStyleSheet("")  # a button among others here, not a word in a line
        theme.set_role(self.add_day, "button")
        self.add_day.chosen.connect(self._add_day)
        self.remove_day = QPushButton(self.tr("&Remove"))
        self.remove_day.setAutoDefault(False)
        self.remove_day.clicked.connect(self._remove_days)
        buttons = QVBoxLayout()
        buttons.addWidget(self.add_day)
        buttons.addWidget(self.remove_day)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.days, 1)
        row.addLayout(buttons)
        return row

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        deletes = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if watched is self.days and deletes and event.type() is QEvent.Type.KeyPress:
            self._remove_days()
            return True
        return super().eventFilter(watched, event)

    # --- from and to the vault ---------------------------------------------------------------------------

    def _on_changed(self, changes: object, initiator: object) -> None:
        self._show()

    @Slot()
    def _show(self) -> None:
        clocks = self._session.store.clocks()
        for name, field in self.fields.items():
            field.show_number(getattr(clocks, name))
        for day, box in enumerate(self.weekdays):
            box.setChecked(day in clocks.weekend)
        kept = [self.days.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.days.count())]
        wanted = sorted(clocks.days_off)
        if kept != wanted:
            self.days.clear()
            for off in wanted:
                item = QListWidgetItem(dates.calendar_day(off, year=True))
                item.setData(Qt.ItemDataRole.UserRole, off)
                self.days.addItem(item)
        self._tell_selection()

    def _keep(self, **fields: object) -> None:
        clocks = replace(self._session.store.clocks(), **fields)  # type: ignore[arg-type]
        self._session.run(self._session.store.set_clocks, clocks, initiator=self)
        self._show()

    @Slot(str, int)
    def _choose(self, name: str, number: int) -> None:
        self._keep(**{name: number})

    @Slot()
    def _choose_week(self) -> None:
        self._keep(weekend=frozenset(day for day, box in enumerate(self.weekdays) if box.isChecked()))

    def _add_day(self, day: date) -> None:
        self.add_day.set_day(None)
        self._keep(days_off=self._session.store.clocks().days_off | {day})

    @Slot()
    def _remove_days(self) -> None:
        chosen = {item.data(Qt.ItemDataRole.UserRole) for item in self.days.selectedItems()}
        if chosen:
            self._keep(days_off=self._session.store.clocks().days_off - chosen)

    @Slot()
    def _tell_selection(self) -> None:
        self.remove_day.setEnabled(bool(self.days.selectedItems()))

    @Slot()
    def _to_defaults(self) -> None:
        self._keep(**{name: getattr(DEFAULTS, name) for name in INTERVALS})


class IntervalField(QSpinBox):
    """One number of the practice, with what it is counted in; where it comes from as a hint."""

    chosen = Signal(str, int)
    """(name, number): the user wants another."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__()
        about = INTERVALS[name]
        self._name, self._unit = name, about.unit
        self.setRange(about.least, about.most)
        self.setKeyboardTracking(False)
        if about.least == 0:
            zero = dict.fromkeys(("debrief", "report_meeting", "introduce"), self.tr("the same day"))
            zero["weekly_minutes"] = self.tr("none")
            self.setSpecialValueText(zero.get(name, self.tr("never")))
        hint = self.tr("The practice says {number}: {source}").format(
            number=self._told(about.default), source=about.source
        )
        self.setToolTip(plain_tooltip(hint))
        self.setAccessibleName(label)
        self.setAccessibleDescription(hint)
        self.lineEdit().setTextMargins(theme.GAP_SMALL, 0, 0, 0)  # the style sheet's padding does not reach it
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._changed)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()  # the wheel is turned to see more of the page

    def show_number(self, number: int) -> None:
        """Show a number without telling that it was chosen."""
        self.blockSignals(True)
        self.setValue(number)
        self.blockSignals(False)
        self.setSuffix(self._suffix(number))

    @Slot(int)
    def _changed(self, number: int) -> None:
        self.setSuffix(self._suffix(number))
        self.chosen.emit(self._name, number)

    def _told(self, number: int) -> str:
        return self.specialValueText() if number == 0 else f"{number}{self._suffix(number)}"

    def _suffix(self, number: int) -> str:
        one, many = {
            Unit.BUSINESS_DAYS: (self.tr(" business day"), self.tr(" business days")),
            Unit.DAYS: (self.tr(" day"), self.tr(" days")),
            Unit.HOURS: (self.tr(" hour"), self.tr(" hours")),
            Unit.MINUTES: (self.tr(" minute"), self.tr(" minutes")),
        }[self._unit]
        return one if number == 1 else many
