"""Nobody is chosen: what is due and what comes next, at most seven lines; on the first run, three invitations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from netplus_desktop.core.records import StepKind, Tick, Tier, TodayLine, no_tick
from netplus_desktop.core.today import FIRST, Section, section_of
from netplus_desktop.ui import dates, theme
from netplus_desktop.ui.interview.fields import link
from netplus_desktop.ui.jobs import Lookup
from netplus_desktop.ui.reading_order import tab_in_reading_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone, Type
from netplus_desktop.ui.today.crowds import CrowdNotes
from netplus_desktop.ui.today.done import finish
from netplus_desktop.ui.today.rows import Part, TodayRow
from netplus_desktop.ui.today.signals import SignalStrip
from netplus_desktop.ui.widgets import Card, Label

LARGE = 5000
"""With more people than this those with whom contact cools are looked for on the worker."""

MOST = 100
"""Lines that are shown at most when all are asked for; the next ones follow as these are done."""


class _Column(QWidget):
    """Tells when what stands in it has changed."""

    laid_out = Signal()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.laid_out.emit()
        return done


def last_seen(kept: str) -> datetime | None:
    """When the window was last closed, as the settings keep it; None for never."""
    try:
        at = datetime.fromisoformat(kept)
    except ValueError:
        return None
    return at if at.tzinfo is not None else None


class TodayPage(QScrollArea):
    """The start of a day, or of everything."""

    contact_requested = Signal(int)
    interview_requested = Signal(int, int, object)
    """(contact, interview or 0, StepKind): show the place where this step is done."""
    people_requested = Signal(list)
    """(ids): choose these people in the list."""
    add_requested = Signal()
    import_requested = Signal()
    sample_requested = Signal()
    offer_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._whole = False  # whether all lines are shown
        self._steps: tuple[TodayLine, ...] = ()
        self._steps_in_all = 0
        self._cooling: tuple[TodayLine, ...] = ()
        self._cooling_in_all = 0
        self._lookup = Lookup(session.read, self)
        self._lookup.found.connect(self._show_cooling)
        self._lookup.failed.connect(session.refuse)
        self._since = last_seen(session.settings.last_seen)
        self.title = Label(self.tr("Today"), Type.NAME)
        self.summary = Label("", tone=Tone.SECOND, wrap=True)
        self.parts = [Part(section) for section in Section]
        self.more = link("")
        self.more.clicked.connect(self._toggle_all)
        self.crowds = CrowdNotes(session)
        self.crowds.people_requested.connect(self.people_requested)
        self.signals = SignalStrip(session)
        self.signals.contact_requested.connect(self.contact_requested)
        self.signals.interview_requested.connect(self.interview_requested)
        self.first_run = FirstRun()
        self.first_run.ask.clicked.connect(self.add_requested)
        self.first_run.listen.clicked.connect(self.sample_requested)
        self.first_run.give.clicked.connect(self.offer_requested)
        self.first_run.bring.clicked.connect(self.import_requested)
        self._order: list[QWidget] = []
        self._column = inner = _Column()
        inner.laid_out.connect(self._keep_order)
        inner.setAutoFillBackground(True)
        inner.setBackgroundRole(QPalette.ColorRole.Base)
        column = QVBoxLayout(inner)
        pad = theme.DETAIL_PADDING
        column.setContentsMargins(pad, theme.GAP_WIDE, pad, pad)
        column.setSpacing(theme.GAP)
        column.addWidget(self.title)
        column.addWidget(self.summary)
        for part in self.parts:
            column.addWidget(part)
        column.addWidget(self.more)
        column.addWidget(self.signals)
        column.addWidget(self.crowds)
        column.addWidget(self.first_run)
        column.addStretch(1)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def lines(self) -> list[TodayRow]:
        """The lines that are shown, from the top."""
        return [row for part in self.parts for row in part.rows]

    def texts(self) -> list[str]:
        """The lines as they are spoken."""
        return [row.go.accessibleName() for row in self.lines]

    def refresh(self) -> None:
        """Read what is due."""
        store = self._session.store
        people = store.counts().people
        self.title.setText(self.tr("Welcome") if people == 0 else self.tr("Today"))
        self.first_run.setVisible(people == 0)
        self._lookup.stop()  # the vault has changed since it began
        self._steps = store.today(limit=MOST) if people else ()
        self._steps_in_all = store.count_today() if len(self._steps) == MOST else len(self._steps)
        if people > LARGE:
            self._lookup.begin(self._read_cooling)
            self._show_lines()  # the steps at once; who cools follows
        else:
            self._show_cooling(self._read_cooling(no_tick) if people else ((), 0, {}))
        self.signals.refresh(anybody=people > 0)  # last: on the worker they may take longer than all else

    def _read_cooling(self, tick: Tick) -> tuple[tuple[TodayLine, ...], int, Mapping[Tier, int]]:
        store = self._session.store
        cooling = store.cooling(limit=MOST)
        tick(1, 2)
        return cooling, store.count_cooling() if len(cooling) == MOST else len(cooling), store.tier_counts()

    @Slot(object)
    def _show_cooling(self, found: tuple[tuple[TodayLine, ...], int, Mapping[Tier, int]]) -> None:
        self._cooling, self._cooling_in_all, tiers = found
        self.crowds.show_counts(tiers)
        self._show_lines()

    def _show_lines(self) -> None:
        now = self._session.store.now().astimezone(dates.local_zone())
        whole = (*self._steps, *self._cooling)[: MOST if self._whole else FIRST]
        in_all = self._steps_in_all + self._cooling_in_all
        focused = self._focused()
        for part in self.parts:
            mine = [line for line in whole if section_of(line.step.kind, line.step.due, now) is part.section]
            for row in part.show_rows(len(mine), self._session):
                row.chosen.connect(self._chosen)
                row.done.connect(self._done)
                # Once the menu is closed and the focus is back: the line may go, and with it the menu.
                row.put_off.connect(self._put_off, Qt.ConnectionType.QueuedConnection)
                row.rest_requested.connect(self._let_rest, Qt.ConnectionType.QueuedConnection)
            for row, line in zip(part.rows, mine, strict=True):
                row.show_line(line, now)
        self._show_more(len(whole), in_all)
        self._sum_up(now, in_all)
        if focused is not None and self.lines:
            place, which = focused
            getattr(self.lines[min(place, len(self.lines) - 1)], which).setFocus(Qt.FocusReason.OtherFocusReason)

    def _focused(self) -> tuple[int, str] | None:
        """The line whose control has the focus, by its place, and which control of it."""
        at = self.window().focusWidget()  # that of the window: a menu that is open has its own
        for place, row in enumerate(self.lines):
            for which in ("go", "finish", "later"):
                if getattr(row, which) is at:
                    return place, "go" if which == "later" else which
        return None

    def _show_more(self, shown: int, in_all: int) -> None:
        number = self.locale().toString
        self.more.setVisible(in_all > FIRST)
        if not self._whole:
            self.more.setText(self.tr("Show all {n}").format(n=number(in_all)))
        elif shown < in_all:
            text = self.tr("Show the first {few} only ({n} more wait)")
            self.more.setText(text.format(few=FIRST, n=number(in_all - shown)))
        else:
            self.more.setText(self.tr("Show the first {few} only").format(few=FIRST))

    def _sum_up(self, now: datetime, in_all: int) -> None:
        if self.first_run.isVisibleTo(self):
            self.summary.setText(self.tr("Networking is a two-way exchange. It has three steps, again and again."))
        elif not in_all:
            self.summary.setText(
                self.tr(
                    "Nothing is due. You could ask somebody for twenty minutes, or offer something, when you're ready."
                )
            )
        else:
            day = dates.calendar_day(now.date())
            came = sum(self._since is not None and self._since < line.step.due <= now for line in self._steps)
            if came and self._since is not None:
                when = dates.day(dates.today_of(self._since), now.date())
                text = self.tr("{day} · {n} came due since you were here ({when})")
                if came == 1:
                    text = self.tr("{day} · 1 came due since you were here ({when})")
                self.summary.setText(text.format(day=day, n=came, when=when))
            else:
                self.summary.setText(day)

    @Slot()
    def _keep_order(self) -> None:
        """Tab walks from the top down, whatever came last; `more` marks where in the window the page stands."""
        order = tab_in_reading_order(self._column, self._order)
        if order != self._order and order:
            QWidget.setTabOrder(self.more, order[0])
            tab_in_reading_order(self._column)
        self._order = order

    # --- what is done on a line ------------------------------------------------------------------------------

    @Slot()
    def _toggle_all(self) -> None:
        self._whole = not self._whole
        self._show_lines()

    @Slot(object)
    def _chosen(self, line: TodayLine) -> None:
        if line.step.kind is StepKind.KEEP_IN_TOUCH:
            self.contact_requested.emit(line.contact.id)
        else:
            self.interview_requested.emit(line.contact.id, line.interview_id or 0, line.step.kind)

    @Slot(object)
    def _done(self, line: TodayLine) -> None:
        finish(self._session, line)

    @Slot(object, int)
    def _put_off(self, line: TodayLine, days: int) -> None:
        self._session.run(self._session.store.put_off, line, days)

    @Slot(object)
    def _let_rest(self, line: TodayLine) -> None:
        self._session.run(self._session.store.let_rest, line.contact.id, True)


class FirstRun(QWidget):
    """Three lines: ask, listen, give back; each leads somewhere."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        self.ask = self._step(
            column,
            self.tr("Ask"),
            self.tr("Think of one person whose work you would like to understand, and plan twenty minutes."),
            self.tr("Add that person"),
        )
        self.listen = self._step(
            column,
            self.tr("Listen"),
            self.tr(
                "Take one page with you, note what you hear, and what they need. See how it looks with made-up people."
            ),
            self.tr("Explore with sample people"),
        )
        self.give = self._step(
            column,
            self.tr("Give back"),
            self.tr("Everybody has something to offer: a name, a tool, an hour, a thank-you with what you learned."),
            self.tr("Write down what you can offer"),
        )
        self.bring = link(self.tr("Bring your people from a contacts file…"))
        column.addWidget(self.bring)

    @staticmethod
    def _step(column: QVBoxLayout, title: str, text: str, action: str) -> QPushButton:
        card = Card()
        card.body.addWidget(Label(title, Type.SECTION))
        card.body.addWidget(Label(text, tone=Tone.SECOND, wrap=True))
        go = link(action)
        card.body.addWidget(go)
        column.addWidget(card)
        return go
