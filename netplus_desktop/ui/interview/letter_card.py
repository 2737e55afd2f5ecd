"""What the letters after a talk share: things to tick, tones, the composer under them, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netplus_desktop.core.records import Letter, PointKind
from netplus_desktop.documents.snippets import fields_of
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview.composing import Composer, Limits, ToneRow
from netplus_desktop.ui.interview.fields import Heading, Tick, link
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, FlowLayout, Label

_LONGEST = 48
"""So many characters of a thing stand beside its tick; it is spoken whole."""


class TickRow(QWidget):
    """Things that a letter can tell of, to tick."""

    clicked = Signal()
    """The user ticked one, or took its tick away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=theme.GAP)
        self._ticks: dict[Hashable, Tick] = {}

    def show_things(self, texts: Mapping[Hashable, str], begins: Callable[[Hashable], bool]) -> None:
        """Show these by their keys. Those that are shown already stay as they are; for a new one, `begins` tells
        whether it comes ticked."""
        for gone in self._ticks.keys() - texts.keys():
            tick = self._ticks.pop(gone)
            self._flow.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        for key, text in texts.items():
            tick = self._ticks.get(key) or self._add(key, begins(key))
            short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
            tick.setText(short.replace("&", "&&"))
            tick.setAccessibleName(text)

    def clear(self) -> None:
        """Show nothing: what is shown next comes as new."""
        self.show_things({}, bool)

    def is_ticked(self, key: Hashable) -> bool:
        """Whether it is shown and ticked."""
        return key in self._ticks and self._ticks[key].isChecked()

    def ticks(self) -> dict[str, Tick]:
        """The ticks by their text."""
        return {tick.text().replace("&&", "&"): tick for tick in self._ticks.values()}

    def _add(self, key: Hashable, ticked: bool) -> Tick:
        tick = self._ticks[key] = Tick()
        tick.setChecked(ticked)
        tick.clicked.connect(self.clicked)
        self._flow.addWidget(tick)
        return tick


class LetterCard(QWidget):
    """A letter of the conversation in front. What it is composed of, and how it is kept, is said by who extends it."""

    limits: Limits
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self._composed: Letter | None = None
        self.heading = Heading("")
        self.intro = Label("", tone=Tone.SECOND)
        self.things = TickRow()
        self.things.clicked.connect(self.compose_if_untouched)
        self.tones = ToneRow()
        self.tones.chosen.connect(self.tone_chosen)
        self.again = link(self.tr("Compose again"))
        self.again.setToolTip(self.tr("Your own edits give way to a new draft"))
        self.again.clicked.connect(self.compose)
        self.composer = Composer(session)
        self.composer.edited.connect(self.save)
        self.composer.sent.connect(self.sent)
        self.close_button = link(self.tr("Close"))
        self.close_button.clicked.connect(self.close_letter)
        self.composer.add_button(self.close_button)
        manner = QWidget()
        flow = FlowLayout(manner, gap=theme.GAP)
        flow.addWidget(self.tones)
        flow.addWidget(self.again)
        card = Card()
        for item in (self.intro, self.things, manner, self.composer):
            card.body.addWidget(item)
        self.setMaximumWidth(theme.NOTES_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.heading)
        column.addWidget(card)

    def drafted(self, shown: Shown) -> Letter | None:
        """What composing gives now; None where there is nothing to write about."""
        raise NotImplementedError

    def file_name(self, name: str) -> str:
        """What the letter to `name` is called as a file, without its suffix."""
        raise NotImplementedError

    @Slot(str, str)
    def save(self, subject: str, body: str) -> None:
        """Keep the letter as it is now."""
        raise NotImplementedError

    @Slot()
    def sent(self) -> None:
        """Keep that it went out."""
        raise NotImplementedError

    @Slot()
    def compose(self) -> None:
        """Draft the letter from what is ticked, in the tone that is chosen."""
        letter = self.drafted(self._shown) if self._shown is not None else None
        if letter is not None:
            self._composed = letter
            self.show_letter(letter)
            self.save(letter.subject, letter.body)

    def untouched(self) -> bool:
        """Whether the user has written nothing of their own."""
        return self.composer.letter() == self._composed

    @Slot()
    def compose_if_untouched(self) -> None:
        """Compose again, unless the user has written something of their own."""
        if self.untouched():
            self.compose()

    @Slot()
    def tone_chosen(self) -> None:
        """Speak in another tone; what the user has written stays."""
        self.compose_if_untouched()

    def show_letter(self, letter: Letter) -> None:
        """Show a letter that is kept already, or that was just composed."""
        if self._shown is None:
            return
        shown, person = self._shown, self._shown.contact.person
        self.composer.show_text(
            letter.subject,
            letter.body,
            next(iter(person.values(PointKind.EMAIL)), ""),
            self.limits,
            file_name=self.file_name(person.name),
            fields=fields_of(shown.contact, shown.interview, shown.now, self._session.settings.signature),
        )

    def commit(self) -> None:
        """Write what is not written yet."""
        self.composer.commit()

    @Slot()
    def close_letter(self) -> None:
        """Fold the letter away; its draft is kept."""
        self.commit()
        self.hide()
        self.closed.emit()
