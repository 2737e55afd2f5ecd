"""What was heard, each as a thing of its own: needs, takeaways, promises. Referrals stand in `referrals`."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from netplus_desktop.core import matching
from netplus_desktop.core.records import Heard, HeardKind, HeardState
from netplus_desktop.exports import CalendarEntry
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.calendar import CalendarButton
from netplus_desktop.ui.interview.fields import (
    DayField,
    Heading,
    InlineLine,
    InlineText,
    MoreButton,
    Tick,
    first_line,
    link,
    show_saved,
)
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.widgets import Card, Label


class HeardRow(QWidget):
    """One thing heard: its text, editable where it stands, and a menu of what can be done with it."""

    def __init__(self, section: HeardSection) -> None:
        super().__init__()
        self.section = section
        self.heard: Heard | None = None
        self.text = InlineText()
        self.text.committed.connect(self._retext)
        self.menu = QMenu(self)
        self.more = MoreButton(self.menu, self.tr("More"))
        self.top = QHBoxLayout()
        self.top.setContentsMargins(0, 0, 0, 0)
        self.top.setSpacing(theme.GAP_HAIR)
        self.top.addLayout(first_line(self.text), 1)
        self.top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(self.top)
        self.build()
        self.menu.addAction(self.tr("Re&move")).triggered.connect(self._remove)

    def build(self) -> None:
        """Add what this kind has beside its text."""

    def show_heard(self, heard: Heard, shown: Shown) -> None:
        """Show the thing as it is now."""
        self.heard = heard
        show_saved(self.text, heard.text)
        self.text.setAccessibleName(heard.text)
        self.text.set_struck(heard.state is not HeardState.OPEN)
        self.more.setAccessibleName(self.tr("More about: {text}").format(text=heard.text))

    def edit(self, **fields: object) -> None:
        """Write some fields of the thing."""
        if self.heard is not None:
            self.section.session.run(
                self.section.session.store.edit_heard, self.heard.id, initiator=self.section, **fields
            )

    def commit(self) -> None:
        """Write what is not written yet."""
        self.text.commit()

    def _retext(self, text: str) -> None:
        self.edit(text=text.strip())

    def _remove(self) -> None:
        if self.heard is not None:
            self.section.session.run(self.section.session.store.delete_heard, self.heard.id, initiator=self.section)


class HeardSection(QWidget):
    """A titled card with the things of one kind and a line to add another."""

    kind: ClassVar[HeardKind]
    row_class: ClassVar[type[HeardRow]] = HeardRow

    def __init__(self, session: Session, title: str, invitation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._shown: Shown | None = None
        self.rows: dict[int, HeardRow] = {}
        self.heading = Heading(title)
        self.card = Card()
        self.card.tighten()
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.card.body.addLayout(self.list)
        self.add = InlineLine()
        self.add.setPlaceholderText(invitation)
        self.add.setAccessibleName(invitation)
        self.add.committed.connect(self._add)
        self.card.body.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.heading)
        column.addWidget(self.card)

    def refresh(self, shown: Shown) -> None:
        """Show the things of the conversation in front; rows that stay keep their carets."""
        if self._shown is not None and self._scope(shown) != self._scope(self._shown):
            self.add.set_text("")
        self._shown = shown
        things = shown.heard(self.kind)
        for gone in self.rows.keys() - {thing.id for thing in things}:
            old = self.rows.pop(gone)
            self.list.removeWidget(old)
            old.hide()
            old.deleteLater()
        for place, thing in enumerate(things):
            row = self.rows.get(thing.id)
            if row is None:
                row = self.rows[thing.id] = self.row_class(self)
                self.list.insertWidget(place, row)
            row.show_heard(thing, shown)
        self.told(things, shown)

    def told(self, things: tuple[Heard, ...], shown: Shown) -> None:
        """Tell what there is to say of all of them."""

    def commit(self) -> None:
        """Write what is not written yet."""
        for row in list(self.rows.values()):
            row.commit()
        self.add.commit()

    @staticmethod
    def _scope(shown: Shown) -> tuple[int, int | None]:
        return shown.contact.id, shown.interview.id if shown.interview else None

    def _add(self, text: str) -> None:
        self.add.set_text("")
        if text.strip() and self._shown is not None:
            contact_id, interview_id = self._scope(self._shown)
            done = self.session.run(
                self.session.store.add_heard,
                contact_id,
                self.kind,
                text.strip(),
                interview_id=interview_id,
                initiator=self,
            )
            if done is None:
                self.add.setText(text)


# --- needs ------------------------------------------------------------------------------------------------


class _Dot(QWidget):
    """The mark of an open need: a filled dot; a ring once it is met."""

    def __init__(self) -> None:
        super().__init__()
        self._open = True

    def set_open(self, is_open: bool) -> None:
        if is_open != self._open:
            self._open = is_open
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.GAP, self.fontMetrics().height() + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = theme.colour(Tone.DUE if self._open else Tone.OUTLINE)
        painter.setPen(ink)
        painter.setBrush(ink if self._open else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(5, self.height() / 2), 4.5, 4.5)


class _Match(QPushButton):
    """How many offers fit a need, as a tinted pill."""

    def __init__(self) -> None:
        super().__init__()
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("QPushButton { min-height: 0; padding: 0; border: none; }")  # it is painted here
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(Type.CAPTION))
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * theme.GAP_SMALL, metrics.height() + theme.GAP_HAIR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour(Tone.SELECTED))
        ring = self.hasFocus() or self.underMouse()
        painter.setPen(QPen(theme.colour(Tone.ACCENT), 2) if ring else Qt.PenStyle.NoPen)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setPen(theme.colour(Tone.ACCENT))
        painter.setFont(theme.font(Type.CAPTION))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class NeedRow(HeardRow):
    """A need with the number of my offers that fit it."""

    def build(self) -> None:
        self.dot = _Dot()
        self.top.insertLayout(0, first_line(self.dot))
        self.match = _Match()
        self.match.clicked.connect(self._ask_for_offers)
        self.top.insertLayout(2, first_line(self.match))
        self.match.hide()
        self.people = link(self.tr("People who might help"))
        self.people.clicked.connect(self._ask_for_people)
        below = QHBoxLayout()
        below.setContentsMargins(theme.GAP + theme.GAP_HAIR, 0, 0, 0)
        below.addWidget(self.people)
        below.addStretch(1)
        self.column.addLayout(below)
        self.pin = self.menu.addAction(self.tr("&Pin an offer to it…"))
        self.pin.triggered.connect(self._ask_to_pin)
        self.met = self.menu.addAction(self.tr("This need is &met"))
        self.met.setCheckable(True)
        self.met.triggered.connect(self._set_met)
        self.gone = self.menu.addAction(self.tr("&No longer needed"))
        self.gone.setCheckable(True)
        self.gone.triggered.connect(self._set_gone)

    def show_heard(self, heard: Heard, shown: Shown) -> None:
        super().show_heard(heard, shown)
        self.dot.set_open(heard.state is HeardState.OPEN)
        self.met.setChecked(heard.state is HeardState.DONE)
        self.gone.setChecked(heard.state is HeardState.WITHDRAWN)
        self.people.setVisible(heard.state is HeardState.OPEN)
        self.people.setAccessibleName(self.tr("People who might help: {text}").format(text=heard.text))
        self.pin.setEnabled(heard.state is HeardState.OPEN)

    def show_matches(self, count: int) -> None:
        """Tell how many offers fit."""
        self.match.setVisible(count > 0)
        self.match.setText(self.tr("1 match") if count == 1 else self.tr("{n} matches").format(n=count))
        self.match.setToolTip(self.tr("See what you could offer for this"))

    def _ask_for_offers(self) -> None:
        section = self.section
        if isinstance(section, NeedsSection) and self.heard is not None:
            section.offer_requested.emit(self.heard.contact_id)

    def _ask_for_people(self) -> None:
        section = self.section
        if isinstance(section, NeedsSection) and self.heard is not None:
            section.people_requested.emit(self.heard.id)

    def _ask_to_pin(self) -> None:
        section = self.section
        if isinstance(section, NeedsSection) and self.heard is not None:
            section.pin_requested.emit(self.heard.id)

    def _set_met(self, met: bool) -> None:
        self.edit(state=HeardState.DONE if met else HeardState.OPEN)

    def _set_gone(self, gone: bool) -> None:
        self.edit(state=HeardState.WITHDRAWN if gone else HeardState.OPEN)


class NeedsSection(HeardSection):
    """Needs heard, and which of them something in my inventory could meet."""

    kind = HeardKind.NEED
    row_class = NeedRow
    offer_requested = Signal(int)
    people_requested = Signal(int)
    """(need): who else might help?"""
    pin_requested = Signal(int)
    """(need): an offer is to stand with it, whatever its words."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, self.tr("Needs heard"), self.tr("+ Add what you hear"), parent)
        self._plain_invitation = self.add.placeholderText()

    def ask(self) -> None:
        """The one question after a meeting: what did they need?"""
        self.add.setPlaceholderText(self.tr("What did they need?"))
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def told(self, things: tuple[Heard, ...], shown: Shown) -> None:
        if things:
            self.add.setPlaceholderText(self._plain_invitation)
        open_needs = [thing for thing in things if thing.state is HeardState.OPEN]
        mine = [offer for offer in shown.offers if not offer.fields.archived]
        matches: Counter[int] = Counter()
        if open_needs and mine:
            choices = self.session.store.fit_choices(shown.contact.id)
            matches.update(fit.need_id for fit in matching.fits(open_needs, mine, choices=choices))
        for thing in things:
            row = self.rows[thing.id]
            if isinstance(row, NeedRow):
                row.show_matches(matches[thing.id])
        met = len(matches)
        if not met:
            self.heading.set_aside("")
        else:
            self.heading.set_aside(self.tr("1 can be met") if met == 1 else self.tr("{n} can be met").format(n=met))


# --- takeaways --------------------------------------------------------------------------------------------


class TakeawayRow(HeardRow):
    """A takeaway with what I will do about it."""

    def build(self) -> None:
        self.action = InlineLine()
        self.action.setPlaceholderText(self.tr("What I'll do with it"))
        self.action.committed.connect(self._set_action)
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(theme.GAP_SMALL)
        below.addWidget(Label("→", tone=Tone.SECOND))
        below.addWidget(self.action, 1)
        self.column.addLayout(below)

    def show_heard(self, heard: Heard, shown: Shown) -> None:
        super().show_heard(heard, shown)
        show_saved(self.action, heard.action)
        self.action.setAccessibleName(self.tr("What I'll do with: {text}").format(text=heard.text))

    def commit(self) -> None:
        super().commit()
        self.action.commit()

    def _set_action(self, action: str) -> None:
        self.edit(action=action.strip())


class TakeawaysSection(HeardSection):
    """What was learned."""

    kind = HeardKind.TAKEAWAY
    row_class = TakeawayRow

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, self.tr("Takeaways"), self.tr("+ Add one thing you learned"), parent)


# --- energy topics ----------------------------------------------------------------------------------------


class EnergySection(HeardSection):
    """What gave energy, or surprised: it tells where to go on."""

    kind = HeardKind.ENERGY

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, self.tr("What gave energy"), self.tr("+ Add what you warmed to"), parent)


# --- promises ---------------------------------------------------------------------------------------------


class PromiseRow(HeardRow):
    """A promise: whose it is, by when, and whether it is kept."""

    def build(self) -> None:
        self.kept = Tick()
        self.kept.clicked.connect(self._set_kept)
        self.top.insertLayout(0, first_line(self.kept))
        self.whose = link("")
        self.whose.setToolTip(self.tr("Press to say that it is the other's promise"))
        self.whose.clicked.connect(self._swap)
        self.due = DayField(self.tr("add a day"))
        self.due.chosen.connect(self._set_due)
        self.calendar_button = CalendarButton(self.section.session)
        below = QHBoxLayout()
        below.setContentsMargins(theme.GAP_SECTION + theme.GAP_HAIR, 0, 0, 0)
        below.setSpacing(theme.GAP)
        below.addWidget(self.whose)
        below.addWidget(self.due)
        below.addWidget(self.calendar_button)
        below.addStretch(1)
        self.column.addLayout(below)

    def show_heard(self, heard: Heard, shown: Shown) -> None:
        super().show_heard(heard, shown)
        self.kept.setChecked(heard.state is HeardState.DONE)
        self.kept.setAccessibleName(self.tr("Kept: {text}").format(text=heard.text))
        self.whose.setText(self.tr("my promise") if heard.mine else self.tr("their promise"))
        text = self.tr("by {day}").format(day=dates.day(heard.due, shown.today)) if heard.due else ""
        self.due.set_day(heard.due, text)
        self.due.setAccessibleName(self.tr("Due: {text}").format(text=text or self.tr("add a day")))
        waits = heard.mine and heard.due and heard.state is HeardState.OPEN
        self.calendar_button.show_entry(
            CalendarEntry(heard.contact_id, promise_id=heard.id) if waits else None, heard.text
        )

    def _set_kept(self, kept: bool) -> None:
        self.edit(state=HeardState.DONE if kept else HeardState.OPEN)

    def _swap(self) -> None:
        if self.heard is not None:
            self.edit(mine=not self.heard.mine)

    def _set_due(self, due: date | None) -> None:
        self.edit(due=due)


class PromisesSection(HeardSection):
    """What one of us said they would do."""

    kind = HeardKind.PROMISE
    row_class = PromiseRow

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, self.tr("Promises"), self.tr("+ Add what one of you will do"), parent)
