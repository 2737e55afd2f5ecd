"""The page "Signals" of the preferences: what may be noticed, each to be switched off and on."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from netplus_desktop.core.signals import SignalKind
from netplus_desktop.ui import theme
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.today import signal_words as words
from netplus_desktop.ui.widgets import Label


class SignalsPage(QScrollArea):
    """Each change takes effect at once, is kept in the vault, and can be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setSpacing(theme.GAP_SMALL)
        about = self.tr(
            "The Today page may tell you of these, with what was counted and one thing that you could do: at most one "
            "thing to give back a day. Nobody is compared with anybody."
        )
        column.addWidget(Label(about, tone=Tone.SECOND, wrap=True))
        self.boxes: dict[SignalKind, QCheckBox] = {}
        self._rules: dict[SignalKind, Label] = {}
        for kind in SignalKind:
            box, rule = QCheckBox(words.name(kind)), Label("", tone=Tone.SECOND, wrap=True)
            rule.setContentsMargins(theme.GAP_SECTION, 0, 0, 0)
            box.setProperty("kind", str(kind))
            box.clicked.connect(self._choose)
            self.boxes[kind], self._rules[kind] = box, rule
            column.addWidget(box)
            column.addWidget(rule)
        column.addStretch(1)
        self.setWidget(inner)
        self._show()
        session.changed.connect(self._on_changed)

    @Slot(object, object)
    def _on_changed(self, _changes: object, _initiator: object) -> None:
        self._show()

    def _show(self) -> None:
        off, hours = self._session.store.signals_off(), self._session.store.clocks().thank_very_late
        for kind, box in self.boxes.items():
            box.setChecked(kind not in off)
            self._rules[kind].setText(words.rule(kind, hours))
            box.setAccessibleDescription(self._rules[kind].text())

    @Slot(bool)
    def _choose(self, on: bool) -> None:
        kind = SignalKind(self.sender().property("kind"))
        self._session.run(self._session.store.switch_signal, kind, on, initiator=self)
        self._show()
