"""The options of the View menu: the size of text and how close the people stand."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from netplus_desktop.ui.actions import Actions
from netplus_desktop.ui.settings import TEXT_SIZES, Density, Settings


class ViewOptions(QObject):
    """Changes the settings by command and keeps the tick of the menu in step with them."""

    def __init__(self, commands: Actions, settings: Settings) -> None:
        super().__init__(commands)
        self._commands, self._settings = commands, settings
        commands.larger.triggered.connect(self._larger)
        commands.smaller.triggered.connect(self._smaller)
        commands.usual_size.triggered.connect(self._usual)
        commands.compact.triggered.connect(self._toggle_density)
        settings.changed.connect(self._option_changed)
        self._option_changed("density")

    @Slot(str)
    def _option_changed(self, name: str) -> None:
        if name == "density":
            self._commands.compact.setChecked(self._settings.density is Density.COMPACT)

    @Slot()
    def _toggle_density(self) -> None:
        compact = self._settings.density is Density.COMPACT
        self._settings.density = Density.COMFORTABLE if compact else Density.COMPACT

    @Slot()
    def _larger(self) -> None:
        self._step_text(+1)

    @Slot()
    def _smaller(self) -> None:
        self._step_text(-1)

    @Slot()
    def _usual(self) -> None:
        self._settings.text_size = 100

    def _step_text(self, step: int) -> None:
        at = TEXT_SIZES.index(self._settings.text_size) + step
        self._settings.text_size = TEXT_SIZES[max(0, min(at, len(TEXT_SIZES) - 1))]
