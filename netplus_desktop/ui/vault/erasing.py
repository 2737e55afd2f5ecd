"""Everything the program keeps, taken away for good: said beforehand, asked for by a typed word, told afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from netplus_desktop.assets import default_backups, default_vault, log_folder, settings_file
from netplus_desktop.store import erasing
from netplus_desktop.ui import logs, theme
from netplus_desktop.ui.dialogs.frame import TEXT_WIDTH, Frame
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.widgets import Label

Work = Callable[[], list[str]]
"""What `MainWindow.leave_requested` takes: erases the closed vault, returns the names of what is left."""


class EraseDialog(Frame):
    """Says what goes and what stays, and waits for the word."""

    work_ready = Signal(object)
    """(`Work` on the closed vault)"""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        store = session.store
        second = Path(session.settings.backup_folder) if session.settings.backup_folder else None
        found = erasing.belongings(store.path, _root(session), second)
        self.setWindowTitle(self.tr("Erase everything"))
        number = len(store.backups.listed()) if store.backups is not None else 0
        going = [self.tr("your vault “{name}”, with all people, notes and offers in it").format(name=store.path.name)]
        if found.copies:
            names = ", ".join(f"“{one.name}”" for one in found.copies if one.suffix == store.path.suffix)
            going.append(self.tr("its copies beside it: {names}").format(names=names))
        if number == 1:
            going.append(self.tr("its backup"))
        elif number:
            going.append(self.tr("its {n} backups").format(n=number))
        if second is not None and second.is_dir() and number:
            going[-1] = self.tr("{backups}, also in your second folder “{folder}”").format(
                backups=going[-1], folder=second.name
            )
        if store.held_by_keyring():
            going.append(self.tr("its key in the keyring of this computer"))
        going.append(self.tr("your options, and the log of faults"))
        self._say(self.tr("This goes from this computer for good:"))
        self._say("\n".join(f"•  {part}" for part in going))
        stays = self.tr("What you exported, printed or saved stays, and so do backups in files of your own.")
        if second is not None and not second.is_dir():
            stays += " " + self.tr(
                "Your second folder for backups, “{folder}”, is not there now: those in it stay, too."
            ).format(folder=second.name)
        self._say(stays)
        self._say(
            self.tr(
                "It cannot be undone. If you may want some of it later, you could close this and export it first, or "
                "back up to a file (both in the File menu)."
            )
        )
        self._word = self.tr("erase")
        label = Label(self.tr("To go on, type the word “{word}”").format(word=self._word))
        self.line = QLineEdit()
        label.setBuddy(self.line)
        self.line.setAccessibleName(label.text())
        self.line.textChanged.connect(self._typed)
        self.body.addSpacing(theme.GAP_SMALL)
        self.body.addWidget(label)
        self.body.addWidget(self.line)
        self.body.addStretch(1)
        self.erase = self.button(self.tr("&Erase everything"))
        self.erase.setEnabled(False)
        self.erase.clicked.connect(self._go)
        self.keep = self.button(self.tr("&Keep everything"), default=True)
        self.keep.clicked.connect(self.reject)
        self.line.setFocus()

    def _say(self, text: str) -> None:
        label = Label(text, wrap=True)
        label.setMinimumWidth(TEXT_WIDTH)
        self.body.addWidget(label)

    def _asked_for(self) -> bool:
        return self.line.text().strip().casefold() == self._word.casefold()

    @Slot()
    def _typed(self) -> None:
        self.erase.setEnabled(self._asked_for())

    @Slot()
    def _go(self) -> None:
        if self._asked_for():
            self.accept()
            self.work_ready.emit(_work(self._session))


class ErasedDialog(Frame):
    """What came of it."""

    def __init__(self, left: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Some of it could not be erased") if left else self.tr("Everything is erased"))
        if left:
            names = [self.tr("the key in the keyring") if one == erasing.KEYRING else f"“{one}”" for one in left]
            words = self.tr(
                "Everything else is gone. This is still there: {names}. It is encrypted, or holds nothing of your "
                "people. You could take it away yourself, or ask whoever looks after this computer."
            ).format(names=", ".join(names))
        else:
            words = self.tr("NetPlus keeps nothing on this computer any more. What you exported is where you put it.")
        self.words = Label(words, wrap=True)
        self.words.setMinimumWidth(TEXT_WIDTH)
        self.body.addWidget(self.words)
        self.button(self.tr("&Quit"), default=True).clicked.connect(self.accept)


def _root(session: Session) -> Path:
    backups = session.store.backups
    return backups.folder.parent if backups is not None else default_backups()


def _work(session: Session) -> Work:
    """The work on the vault of `session` once it is closed."""
    settings, store = session.settings, session.store
    second = Path(settings.backup_folder) if settings.backup_folder else None
    logs.stop()
    return partial(
        erasing.erase,
        store.path,
        _root(session),
        second,
        in_keyring=store.held_by_keyring(),
        files=[*settings.forget(), *logs.files(log_folder())],
        folders=[log_folder(), settings_file().parent, default_vault().parent],
    )
