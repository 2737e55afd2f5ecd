"""The preferences. Each takes effect at once; there is nothing to apply."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSystemTrayIcon,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from netplus_desktop.ui import theme
from netplus_desktop.ui.dialogs.frame import Frame
from netplus_desktop.ui.dialogs.signals import SignalsPage
from netplus_desktop.ui.dialogs.times import TimesPage
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.settings import LOCK_TIMES, TEXT_SIZES, Density, Scheme, Settings
from netplus_desktop.ui.text_fields import CommitLineEdit
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import IconButton, Label, plain_tooltip


class PreferencesDialog(Frame):
    """Text size, colours, density, the exchange marks, the lock, the name under letters; and with a vault the times
    of the practice, which are kept in it."""

    def __init__(self, settings: Settings, parent: QWidget | None = None, session: Session | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self._settings = settings
        self.text_size = QComboBox()
        for percent in TEXT_SIZES:
            self.text_size.addItem(self.tr("{n} %").format(n=percent), percent)
        self.scheme = QComboBox()
        self.scheme.addItem(self.tr("As the system"), Scheme.SYSTEM)
        self.scheme.addItem(self.tr("Light"), Scheme.LIGHT)
        self.scheme.addItem(self.tr("Dark"), Scheme.DARK)
        self.density = QComboBox()
        self.density.addItem(self.tr("Comfortable"), Density.COMFORTABLE)
        self.density.addItem(self.tr("Compact"), Density.COMPACT)
        self.show_exchange = QCheckBox(self.tr("Show the &marks of giving and taking"))
        self.show_exchange.setToolTip(self.tr("The dots in the list and the band between you and a person"))
        self.notices = QCheckBox(self.tr("Tell on the &desktop what is due, while NetPlus is open"))
        if not QSystemTrayIcon.isSystemTrayAvailable():
            self.notices.setEnabled(False)
            self.notices.setToolTip(self.tr("This desktop has no place for it: it shows no icons of programs"))
        self.notices_named = QCheckBox(self.tr("… and &whom it is about"))
        self.notices_named.setToolTip(self.tr("Whoever sees your screen can read it"))
        self.lock_after = QComboBox()
        for minutes in LOCK_TIMES:
            self.lock_after.addItem(
                self.tr("After {n} minutes").format(n=minutes) if minutes else self.tr("Never by itself"), minutes
            )
        self.lock_after.setToolTip(self.tr("So long without a key or the mouse; the screen's own lock counts at once"))
        self.second = QPushButton()
        self.second.setAutoDefault(False)
        self.no_second = IconButton("x", self.tr("No second folder"))
        self.signature = CommitLineEdit(settings.signature)
        self.signature.setPlaceholderText(self.tr("As you sign your letters"))
        form = QFormLayout()
        form.setHorizontalSpacing(theme.GAP_WIDE)
        form.setVerticalSpacing(theme.GAP)
        form.addRow(self.tr("&Text size"), self.text_size)
        form.addRow(self.tr("C&olours"), self.scheme)
        form.addRow(self.tr("Contact &list"), self.density)
        form.addRow("", self.show_exchange)
        form.addRow("", self.notices)
        form.addRow("", self.notices_named)
        form.addRow(self.tr("Loc&k when idle"), self.lock_after)
        form.addRow(self.tr("My &name"), self.signature)
        second = QHBoxLayout()
        second.addWidget(self.second, 1)
        second.addWidget(self.no_second)
        form.addRow(self.tr("&Backups also in"), second)
        form.labelForField(second).setBuddy(self.second)  # type: ignore[attr-defined]
        general = QWidget()
        column = QVBoxLayout(general)
        column.setSpacing(theme.GAP_SMALL)
        column.addLayout(form)
        column.addWidget(
            Label(
                self.tr(
                    "Backups are made by themselves, encrypted like your vault: all of the last two days are kept, "
                    "then one for each of 12 days, 10 weeks and 9 months. A second folder, on a stick or one that is "
                    "synced, gets a copy of each."
                ),
                tone=Tone.SECOND,
                wrap=True,
            )
        )
        column.addStretch(1)
        self.pages = QTabWidget()
        self.pages.addTab(general, self.tr("&General"))
        self.times = TimesPage(session) if session is not None else None
        if self.times is not None:
            self.pages.addTab(self.times, self.tr("T&imes"))
        self.signals = SignalsPage(session) if session is not None else None
        if self.signals is not None:
            self.pages.addTab(self.signals, self.tr("&Signals"))
            self.take_room(96, 44)
        self.body.addWidget(self.pages, 1)
        self.button(self.tr("&Close"), default=True).clicked.connect(self.accept)
        self._show()
        self.text_size.activated.connect(self._choose)
        self.scheme.activated.connect(self._choose)
        self.density.activated.connect(self._choose)
        self.lock_after.activated.connect(self._choose)
        for box in (self.show_exchange, self.notices, self.notices_named):
            box.toggled.connect(self._choose)
        self.signature.committed.connect(self._sign)
        self.second.clicked.connect(self._choose_second)
        self.no_second.clicked.connect(self._drop_second)
        settings.changed.connect(self._show)

    def show_time(self, name: str) -> None:
        """Go to one number of the practice, by the name of its field."""
        if self.times is not None:
            self.pages.setCurrentWidget(self.times)
            self.times.ensureWidgetVisible(self.times.fields[name])
            self.times.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        self.signature.commit()
        super().done(result)

    @Slot()
    def _show(self) -> None:
        settings = self._settings
        self.text_size.setCurrentIndex(self.text_size.findData(settings.text_size))
        self.scheme.setCurrentIndex(list(Scheme).index(settings.scheme))
        self.density.setCurrentIndex(list(Density).index(settings.density))
        self.show_exchange.setChecked(settings.show_exchange)
        self.notices_named.setChecked(settings.notices_named)
        self.notices.setChecked(settings.notices)
        self.notices_named.setEnabled(self.notices.isEnabled() and settings.notices)
        folder = settings.backup_folder
        self.second.setText(Path(folder).name.replace("&", "&&") or folder if folder else self.tr("Choose a folder…"))
        self.second.setToolTip(plain_tooltip(folder))
        self.no_second.setVisible(bool(folder))
        self.lock_after.setCurrentIndex(LOCK_TIMES.index(settings.lock_after))

    @Slot()
    def _choose(self) -> None:
        chosen = (
            self.text_size.currentData(),
            Scheme(self.scheme.currentData()),
            Density(self.density.currentData()),
            self.show_exchange.isChecked(),
            self.notices.isChecked(),
            self.notices_named.isChecked(),
            self.lock_after.currentData(),
        )
        settings = self._settings
        settings.text_size, settings.scheme, settings.density, settings.show_exchange, *rest = chosen
        settings.notices, settings.notices_named, settings.lock_after = rest

    @Slot(str)
    def _sign(self, name: str) -> None:
        self._settings.signature = name.strip()

    @Slot()
    def _choose_second(self) -> None:
        dialog = QFileDialog(self, self.tr("A second folder for backups"), self._settings.backup_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Use this folder"))
        dialog.fileSelected.connect(self._use_second)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _use_second(self, folder: str) -> None:
        self._settings.backup_folder = folder

    @Slot()
    def _drop_second(self) -> None:
        self._settings.backup_folder = ""
