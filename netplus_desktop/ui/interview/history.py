"""The history of a person: conversations and the both-ways record by date, with lines recorded by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from netplus_desktop.core.records import Interview
from netplus_desktop.ui import theme
from netplus_desktop.ui.interview import words
from netplus_desktop.ui.interview.fields import ElidingLink, Heading
from netplus_desktop.ui.interview.record import AskRow, EntryRow, RecordLine, RecordRow, RowKey, key_of, row_for
from netplus_desktop.ui.interview.sent_letters import SentLetters
from netplus_desktop.ui.interview.shown import Shown
from netplus_desktop.ui.reading_order import in_order
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Card, Label


class HistoryPage(QWidget):
    """What there was between us, latest first."""

    interview_requested = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Shown | None = None
        self.record = RecordLine(session)
        self._talks = Card()
        self._talk_links: dict[int, ElidingLink] = {}
        self._talks_heading = Heading(self.tr("Conversations"))
        self._lines = Card()
        self.letters = SentLetters()
        self._rows: dict[RowKey, RecordRow] = {}
        self._plain: list[RecordRow] = []
        self._nothing = Label(self.tr("Nothing is recorded yet."), tone=Tone.SECOND)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(Heading(self.tr("Record by hand")))
        column.addWidget(self.record)
        column.addSpacing(theme.GAP)
        column.addWidget(self._talks_heading)
        column.addWidget(self._talks)
        column.addSpacing(theme.GAP)
        column.addWidget(Heading(self.tr("Between us")))
        column.addWidget(self._lines)
        column.addSpacing(theme.GAP)
        column.addWidget(self.letters)
        column.addStretch(1)
        self._lines.body.addWidget(self._nothing)

    def refresh(self, shown: Shown) -> None:
        """Show the history of a person."""
        self._shown = shown
        contact = shown.contact
        self.record.show_contact(contact.id, shown.today)
        self._show_talks(contact.interviews, shown.today)
        self.letters.refresh(shown)
        lines = shown.exchange_lines()
        for plain in self._plain:
            self._take_out(plain)
        self._plain = []
        keys = [key_of(line) for line in lines]
        for gone in self._rows.keys() - set(keys):
            self._take_out(self._rows.pop(gone))
        for place, (line, key) in enumerate(zip(lines, keys, strict=True)):
            row = self._rows.get(key) if key else None
            if row is None:
                row = row_for(line, self._session)
                if key:
                    self._rows[key] = row
                else:
                    self._plain.append(row)
            if self._lines.body.indexOf(row) != place:
                self._lines.body.insertWidget(place, row)
            row.show_line(line, contact, shown.today)
        self._nothing.setVisible(not lines)

    def _take_out(self, row: QWidget) -> None:
        self._lines.body.removeWidget(row)
        row.hide()
        row.deleteLater()

    def texts(self) -> list[str]:
        """The lines of the record, latest first."""
        return [row.told() for row in in_order(self._lines.body) if isinstance(row, RecordRow)]

    def entry_row(self, entry_id: int) -> EntryRow:
        """The row of a recorded entry."""
        row = self._rows["entry", entry_id]
        assert isinstance(row, EntryRow)
        return row

    def ask_row(self, ask_id: int) -> AskRow:
        """The row of a request."""
        row = self._rows["ask", ask_id]
        assert isinstance(row, AskRow)
        return row

    def commit(self) -> None:
        """Write what is not written yet."""
        for row in list(self._rows.values()):
            row.commit()

    def unfinished(self) -> dict[str, Any]:
        """What was typed beside Record and not recorded, as plain values; {} for nothing."""
        record = self.record
        text = record.text.text()
        sides = {"gave": record.gave.isChecked(), "asked": record.asked.isChecked()}
        return {"text": text, **sides} if text.strip() else {}

    def resume(self, kept: dict[str, Any]) -> None:
        """Let the user type on."""
        self.record.text.setText(kept["text"])
        side = self.record.asked if kept.get("asked") else self.record.gave if kept["gave"] else self.record.shared
        side.setChecked(True)

    def _show_talks(self, interviews: tuple[Interview, ...], today: date) -> None:
        for gone in self._talk_links.keys() - {interview.id for interview in interviews}:
            old = self._talk_links.pop(gone)
            self._talks.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        for place, interview in enumerate(interviews):
            talk = self._talk_links.get(interview.id)
            if talk is None:
                talk = self._talk_links[interview.id] = ElidingLink()
                talk.setProperty("interview", interview.id)
                talk.clicked.connect(self._open_talk)
                self._talks.body.insertWidget(place, talk)
            title = words.interview_title(interview, today)
            purpose = interview.plan.purpose
            talk.show_text(self.tr("{title}: {purpose}").format(title=title, purpose=purpose) if purpose else title)
        self._talks.setVisible(bool(interviews))
        self._talks_heading.setVisible(bool(interviews))

    def _open_talk(self) -> None:
        self.interview_requested.emit(int(self.sender().property("interview")))
