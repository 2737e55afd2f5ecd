"""The commands that look after the vault, as they stand in File > Vault, and a strip for what they tell."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Slot

from netplus_desktop.core.errors import UserError, VaultError
from netplus_desktop.core.records import Tick
from netplus_desktop.store.backups import Backup, Reason
from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.ui import dates, messages
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.vault.automatic import AutomaticBackups
from netplus_desktop.ui.vault.noticing import VaultNotice
from netplus_desktop.ui.widgets import Strip

if TYPE_CHECKING:
    from netplus_desktop.ui.main_window import MainWindow


class VaultCommands(QObject):
    """Does the commands, asks the window to be opened again where the vault must be closed for it, and tells."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._act: Callable[[], None] | None = None
        self.strip = Strip()
        self.strip.acted.connect(self._acted)
        self.automatic = AutomaticBackups(session, self)
        self.automatic.failing.connect(self._tell_failing)
        self.automatic.second_missing.connect(self._tell_second_missing)
        window.exporting.written.connect(self._tell_written)
        window.exporting.calendar_written.connect(self._tell_calendar)
        window.exporting.backed_up.connect(self._tell_copied)
        self.notice = VaultNotice(session, self)
        self.notice.changed_underneath.connect(self._tell_changed)
        self.notice.copy_found.connect(self._tell_copy)
        window.completed.connect(self._offer_undo)  # the strip has its place then

    def tell(self, text: str, action: str = "", act: Callable[[], None] | None = None) -> None:
        """Tell something about the vault, with at most one thing to do about it."""
        self._act = act
        self.strip.tell(text, action)

    # --- backups ---------------------------------------------------------------------------------------

    @Slot()
    def back_up_now(self) -> None:
        """Make a backup, or find that the latest one holds everything."""
        store, backups = self._session.store, self._session.store.backups
        if backups is None:
            return

        def work(tick: Tick) -> tuple[Backup, bool]:
            current = backups.current(store.opened)
            if current is not None:
                return backups.copied(current, store.opened.key), False
            return backups.make(store.opened, Reason.MANUAL, store.now(), tick), True

        job = self._session.read(work)
        job.succeeded.connect(self._backed_up)
        job.failed.connect(self._session.refuse)

    @Slot(object)
    def _backed_up(self, result: tuple[Backup, bool]) -> None:
        backup, fresh = result
        self.automatic.note(backup)
        words = (
            self.tr("Backed up and checked. The copy lies in {folder}.")
            if fresh
            else self.tr("Nothing has changed since the backup of {when}. It lies in {folder}.")
        )
        text = words.format(folder=backup.path.parent, when=self._moment(backup))
        if backup.second is False:
            text += " " + self.tr("The second folder is not there now; the copy will follow once it is.")
        self.tell(text, self.tr("Show the backups"), self.show_backups)

    @Slot(object)
    def _tell_copied(self, copy: Path) -> None:
        words = self.tr("“{name}” is written and checked: a copy of the whole vault, in {folder}. Your key opens it.")
        self.tell(words.format(name=copy.name, folder=copy.parent))

    @Slot(object, int)
    def _tell_written(self, file: Path, people: int) -> None:
        words = (
            self.tr("“{name}” is written, with 1 person, in {folder}.")
            if people == 1
            else self.tr("“{name}” is written, with {n} people, in {folder}.")
        )
        self.tell(words.format(name=file.name, n=QLocale().toString(people), folder=file.parent))

    @Slot(object, int)
    def _tell_calendar(self, file: Path, entries: int) -> None:
        words = (
            self.tr("“{name}” is written, with 1 meeting or task, in {folder}.")
            if entries == 1
            else self.tr("“{name}” is written, with {n} meetings and tasks, in {folder}.")
        )
        self.tell(words.format(name=file.name, n=QLocale().toString(entries), folder=file.parent))

    @Slot()
    def show_backups(self) -> None:
        """List the backups, what each would change, and the way back to it."""
        if self._session.store.backups is None:
            return
        from netplus_desktop.ui.vault.backups import BackupsDialog, OpenVault

        dialog = BackupsDialog(OpenVault(self._session), self._window)
        dialog.restore_requested.connect(self._restore)
        dialog.open()

    @Slot(object, object)
    def _restore(self, backup: Backup, key: VaultKey) -> None:
        from netplus_desktop.ui.vault.backups import restored

        store, backups = self._session.store, self._session.store.backups
        if backups is not None:
            root = backups.folder.parent
            now = store.now()
            self._window.reopen_requested.emit(
                partial(restored, store.path, backup.path, key, root, now, store.opened.key)
            )

    @Slot()
    def _offer_undo(self) -> None:
        """Right after a restore the latest backup is the state before it."""
        store, backups = self._session.store, self._session.store.backups
        newest = backups.newest() if backups is not None and not store.read_only else None
        if backups is None or newest is None or newest.reason is not Reason.RESTORE:
            return
        if backups.current(store.opened) is None:
            self.tell(
                self.tr("You went back to a backup. What was here before is kept, as of {when}.").format(
                    when=self._moment(newest)
                ),
                self.tr("Undo the restore"),
                partial(self._undo_restore, newest),
            )

    def _undo_restore(self, before: Backup) -> None:
        key = self._session.store.opened.key
        if before.check_value == key.check_value:
            self._restore(before, key)
        else:
            self.show_backups()  # it was made under another key, which is asked for there

    # --- the check -------------------------------------------------------------------------------------

    @Slot()
    def check(self) -> None:
        """Look whether the vault is whole, and what can be done where it is not."""
        from netplus_desktop.ui.vault.checking import CheckDialog

        self._window.conversation.commit()
        dialog = CheckDialog(self._session, self._window)
        dialog.backups_requested.connect(self.show_backups)
        dialog.rescue_requested.connect(self.rescue)
        dialog.open()

    @Slot()
    def rescue(self) -> None:
        """Write what can be read of the vault into a new one, and offer to put that in its place."""
        from netplus_desktop.assets import default_backups
        from netplus_desktop.ui.vault.rescuing import RescueDialog

        store = self._session.store
        root = store.backups.folder.parent if store.backups is not None else default_backups()
        dialog = RescueDialog(store.path, root, self._session.jobs, key=store.opened.key, parent=self._window)
        dialog.place_requested.connect(self._place)
        dialog.open()

    @Slot(object, str)
    def _place(self, work: Callable[[Tick], None], _key: str) -> None:
        self._window.reopen_requested.emit(work)

    # --- another vault ---------------------------------------------------------------------------------

    @Slot()
    def choose_other(self) -> None:
        """Choose a vault to merge into this one."""
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self._window, self.tr("Merge another vault"), str(self._session.store.path.parent))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([self.tr("Vaults (*.netplus *.npvault)"), self.tr("All files (*)")])
        dialog.setLabelText(QFileDialog.DialogLabel.Accept, self.tr("Compare"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.merge_with)
        dialog.open()

    @Slot(str)
    def merge_with(self, other: str) -> None:
        """Compare a vault with this one, show what merging would do, and do it when asked to."""
        from netplus_desktop.ui.vault.merging import MergeDialog

        self._window.conversation.commit()
        dialog = MergeDialog(self._session, Path(other), self._window)
        dialog.merged.connect(self._merged)
        dialog.open()

    @Slot(object)
    def _merged(self, other: Path) -> None:
        store = self._session.store
        if store.backups is not None and other.parent == store.path.parent and other.stem.startswith(store.path.stem):
            words = self.tr("This vault holds all of “{name}” now. That file still lies beside it.")
            self.tell(
                words.format(name=other.name),
                self.tr("Put it with the backups"),
                partial(self._put_away, other),
            )

    def _put_away(self, other: Path) -> None:
        from netplus_desktop.store.merging import put_away

        backups = self._session.store.backups
        if backups is not None:
            try:
                put_away(other, backups.folder)
            except UserError as error:
                self._session.refuse(error)

    @Slot(object)
    def _tell_copy(self, copy: Path) -> None:
        self.tell(
            self.tr("Beside your vault lies another copy of it, “{name}”, which holds what is not here.").format(
                name=copy.name
            ),
            self.tr("Compare and merge…"),
            partial(self.merge_with, str(copy)),
        )

    @Slot()
    def _tell_changed(self) -> None:
        error = VaultError("vault-changed-underneath", name=self._session.store.path.name)
        self.tell(messages.text(error), self.tr("Look at both…"), self._look_at_both)

    def _look_at_both(self) -> None:
        # Closing keeps what is here as a copy beside what came; opened again, that copy is found and offered.
        self._window.reopen_requested.emit(_nothing)

    # --- the key ---------------------------------------------------------------------------------------

    @Slot()
    def change_passphrase(self) -> None:
        """Set, change or take away the passphrase."""
        from netplus_desktop.ui.vault.passphrase import PassphraseDialog

        if self._session.store.read_only:
            self._session.refuse(VaultError("vault-read-only"))
            return
        dialog = PassphraseDialog(self._session.store, self._window)
        dialog.work_ready.connect(self._window.reopen_requested)
        dialog.open()

    # --- everything ------------------------------------------------------------------------------------

    @Slot()
    def erase(self) -> None:
        """Take away everything that the program keeps, once the word was typed."""
        from netplus_desktop.ui.vault.erasing import EraseDialog

        self._window.conversation.commit()
        dialog = EraseDialog(self._session, self._window)
        dialog.work_ready.connect(self._window.leave_requested)
        dialog.open()

    @Slot(object)
    def _tell_failing(self, error: UserError) -> None:
        self.tell(
            self.tr("The last backups could not be made. {why}").format(why=messages.text(error)),
            self.tr("Try again"),
            self.back_up_now,
        )

    @Slot()
    def _tell_second_missing(self) -> None:
        self.tell(
            self.tr(
                "Your second folder for backups was not there for two weeks: {folder}. The backups on this computer "
                "go on."
            ).format(folder=Path(self._session.settings.backup_folder).name)
        )

    @Slot()
    def _acted(self) -> None:
        self.strip.put_away()
        if self._act is not None:
            self._act()

    def _moment(self, backup: Backup) -> str:
        return dates.moment(backup.when, self._session.store.now())


def _nothing(_tick: Tick) -> None:
    """What is done between closing the vault and opening it again."""
