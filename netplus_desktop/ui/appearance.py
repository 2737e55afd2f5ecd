"""Keeps the program dressed as the user and the system want it: colours, text size, contrast. It follows both live."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from netplus_desktop.ui import theme
from netplus_desktop.ui.settings import Scheme, Settings

_SCHEMES = {
    Scheme.SYSTEM: Qt.ColorScheme.Unknown,
    Scheme.LIGHT: Qt.ColorScheme.Light,
    Scheme.DARK: Qt.ColorScheme.Dark,
}


class Appearance(QObject):
    """Dresses `app` before the first window is shown and again at each change."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app = app
        self._settings = settings
        self._base = QFont(app.font())
        self._hints = app.styleHints()  # kept: what it hands out lives as long as this wrapper
        self._access = self._hints.accessibility()
        self._hints.setColorScheme(_SCHEMES[settings.scheme])
        self._hints.colorSchemeChanged.connect(self.dress)  # a palette that was set does not change by itself
        self._access.contrastPreferenceChanged.connect(self.dress)
        settings.changed.connect(self._option_changed)
        self.dress()

    @Slot()
    def dress(self) -> None:
        """Put on the colours and the size of text that are wanted now."""
        scheme = _SCHEMES[self._settings.scheme]
        if scheme is Qt.ColorScheme.Unknown:
            scheme = self._hints.colorScheme()
        strong = self._access.contrastPreference() is Qt.ContrastPreference.HighContrast
        theme.apply(self._app, scheme, self._base, self._settings.text_size, strong=strong)

    @Slot(str)
    def _option_changed(self, name: str) -> None:
        if name == "scheme":
            self._hints.setColorScheme(_SCHEMES[self._settings.scheme])
        if name in ("scheme", "text_size"):
            self.dress()
