"""The way from a vault's file to a window over it, through whatever must be asked on the way."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog

from netplus_desktop.assets import default_backups, sample_people
from netplus_desktop.core.errors import UserError, VaultError
from netplus_desktop.core.records import Tick
from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.store.opening import assert_not_gone, open_store, remembered, throwaway_store
from netplus_desktop.store.vault import VaultLock, in_use
from netplus_desktop.ui.asking import AT_ONCE, KeyringAnswer
from netplus_desktop.ui.jobs import Jobs
from netplus_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from netplus_desktop.store.backups import Backup
    from netplus_desktop.store.store import Store
    from netplus_desktop.ui.dialogs.set_passphrase import SetPassphraseDialog
    from netplus_desktop.ui.dialogs.trouble import VaultTroubleDialog
    from netplus_desktop.ui.dialogs.unlock import UnlockDialog
    from netplus_desktop.ui.main_window import MainWindow
    from netplus_desktop.ui.one_window import Calling, Listening
    from netplus_desktop.ui.vault.backups import BackupsDialog
    from netplus_desktop.ui.vault.lock import Watch
    from netplus_desktop.ui.vault.locked import LockedWindow
    from netplus_desktop.ui.vault.rescuing import RescueDialog
    from netplus_desktop.ui.vault.veil import Veil
    from netplus_desktop.ui.vault.waiting import WaitingDialog
    from netplus_desktop.ui.vault.ways import Way


class Opening(QObject):
    """Opens a vault, makes it where there is none, asks for a passphrase where one is needed, and shows the window."""

    window_opened = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        path: Path,
        files: Sequence[Path] = (),
        *,
        passphrase: str | None = None,
        demo: bool = False,
        settings: Settings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.settings = settings
        self.window: MainWindow | None = None
        self.dialog: QDialog | None = None
        self._path = path
        self._files = list(files)
        self._passphrase = passphrase
        self._demo = demo
        self._answer: KeyringAnswer | None = None
        self._way: Way | None = None
        self._jobs = Jobs(self)
        self.backups: BackupsDialog | RescueDialog | None = None
        self._veil: Veil | None = None
        self._locked: LockedWindow | None = None
        self._aside = ""
        self._held: VaultLock | None = None
        self._watch: Watch | None = None
        self._listening: Listening | None = None
        self._calling: Calling | None = None
        self._key: str | None = None
        self._anew = False
        self.given_up.connect(self._quit)

    @Slot()
    def begin(self, *, again: bool = False) -> None:
        """Try to open the vault. `again` looks for a keyring that was not there before."""
        if self._veil is None and not self._demo and in_use(self._path.resolve()):
            self._call_first()
        elif self._demo or self._passphrase is not None:
            self._try(None)
        else:
            create = self._veil is None
            if create and not self._anew and not self._is_there():
                return
            self._answer = KeyringAnswer(partial(remembered, self._path, create=create, again=again))
            self._answer.came.connect(self._keyring_answered)
            if self._answer.ask(AT_ONCE, meanwhile=_read_window):
                from netplus_desktop.ui.vault.waiting import WaitingDialog

                self._present(WaitingDialog(new=self._new))

    def _is_there(self) -> bool:
        """Whether the vault is where it was, or never was: else that is told, before a key for a new one is made."""
        try:
            assert_not_gone(self._path, default_backups())
        except VaultError as error:
            self._ask(error)
            return False
        return True

    @property
    def _new(self) -> bool:
        return not self._path.exists()

    @Slot(object, object)
    def _keyring_answered(self, key: VaultKey | None, error: Exception | None) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        if error is None:
            self._try(key)
        elif isinstance(error, VaultError):
            self._ask(error)
        else:
            raise error

    def _try(self, key: VaultKey | None) -> None:
        try:
            if self._demo:
                store = throwaway_store(self._path)
                store.load_sample(sample_people())
            else:
                store = self._opened(passphrase=self._passphrase, key=key)
        except VaultError as error:
            self._ask(error)
        else:
            self._show(store)

    def _open(self, passphrase: str | None, recovery_key: str | None) -> Store:
        return self._opened(passphrase=passphrase, recovery_key=recovery_key)

    def _opened(
        self, *, passphrase: str | None = None, recovery_key: str | None = None, key: VaultKey | None = None
    ) -> Store:
        """The open store. A vault that was open before is never made anew."""
        create = self._veil is None
        self._release()
        try:
            return open_store(
                self._path,
                passphrase=passphrase,
                recovery_key=recovery_key,
                key=key,
                create=create,
                anew=self._anew,
                backups=default_backups(),
            )
        except VaultError:
            if self._locked is not None:
                self._hold()
            raise

    def _set(self, passphrase: str) -> Store:
        return self._open(passphrase, None)

    def _ask(self, error: VaultError) -> None:
        from netplus_desktop.ui.dialogs.trouble import VaultTroubleDialog

        if error.code == "vault-in-use" and self._calling is None:
            self._call_first()
        elif error.code in ("passphrase-needed", "wrong-passphrase"):
            known = self.settings is not None and error.fields.get("vault") in self.settings.by_passphrase
            self._ask_unlock("passphrase", None if known else error)
        elif error.code == "passphrase-to-set":
            self._ask_new_passphrase(error)
        else:
            self._present(VaultTroubleDialog(error, new=self._new))

    def _ask_unlock(self, by: str, why: VaultError | None = None) -> None:
        from netplus_desktop.ui.dialogs.unlock import By, UnlockDialog

        dialog = UnlockDialog(self._open, By(by), why=why)
        dialog.opened.connect(self._note_holder)
        dialog.opened.connect(self._show)
        self._present(dialog)

    @Slot(object)
    def _note_holder(self, store: Store) -> None:
        """Whether it is a matter of course from now on that this vault asks for a passphrase."""
        if self.settings is not None:
            others = tuple(one for one in self.settings.by_passphrase if one != store.opened.key.vault_id)
            own = () if store.held_by_keyring() else (store.opened.key.vault_id,)
            self.settings.by_passphrase = (*others, *own)

    def _ask_new_passphrase(self, why: VaultError | None = None) -> None:
        from netplus_desktop.ui.dialogs.set_passphrase import SetPassphraseDialog

        dialog = SetPassphraseDialog(self._set, why=why)
        dialog.opened.connect(self._show)
        self._present(dialog)

    def _present(self, dialog: UnlockDialog | SetPassphraseDialog | VaultTroubleDialog | WaitingDialog) -> None:
        self.dialog = dialog
        dialog.way_chosen.connect(self._go)
        dialog.rejected.connect(self.given_up)
        dialog.open()

    @Slot(object)
    def _go(self, way: Way) -> None:
        """Follow a way that one of the dialogs offered."""
        if self._answer is not None:
            self._answer.forget()
        self._way = way
        QTimer.singleShot(0, self, self._follow)  # once the dialog that asked for it is closed

    @Slot()
    def _follow(self) -> None:
        from netplus_desktop.ui.vault.ways import Way

        if self._way is Way.TRY_AGAIN:
            self._passphrase = None  # one that was given and did not open would not open now
            self.begin(again=True)
        elif self._way is Way.SET_PASSPHRASE:
            self._ask_new_passphrase()
        elif self._way is Way.BACKUP:
            self._ask_backup()
        elif self._way is Way.RESCUE:
            self._ask_rescue()
        elif self._way is Way.BEGIN_ANEW:
            self._anew = True
            self.begin()
        elif self._way is not None:
            self._ask_unlock(self._way)

    def _ask_backup(self) -> None:
        from netplus_desktop.ui.vault.backups import BackupsDialog, ClosedVault

        self.backups = BackupsDialog(ClosedVault(self._path, default_backups(), self._jobs))
        self.backups.restore_requested.connect(self._restore)
        self.backups.rejected.connect(self.begin)
        self.backups.open()

    @Slot(object, object)
    def _restore(self, backup: Backup, key: VaultKey) -> None:
        """Put a backup in the place of the vault that does not open."""
        from netplus_desktop.ui.vault.backups import BackupsDialog, restored

        if self.backups is not None:
            self.backups.busy()
        self._release()
        what = self._path, backup.path, key, default_backups(), datetime.now(UTC), None
        job = self._jobs.prepare()
        job.succeeded.connect(self._restored)
        job.failed.connect(self._not_restored)
        if isinstance(self.backups, BackupsDialog):
            self.backups.stop_requested.connect(job.cancel)
            job.cancelled.connect(self._restore_stopped)
        self._jobs.start(job, lambda handle: restored(*what, handle.tick))

    def _ask_rescue(self) -> None:
        from netplus_desktop.ui.vault.rescuing import RescueDialog

        self.backups = RescueDialog(self._path, default_backups(), self._jobs)
        self.backups.place_requested.connect(self._place)
        self.backups.rejected.connect(self.begin)
        self.backups.open()

    @Slot(object, str)
    def _place(self, work: Callable[[Tick], None], key: str) -> None:
        """Put what was rescued in the place of the vault that does not open."""
        if self.backups is not None:
            self.backups.busy()
        self._release()
        self._key = key
        job = self._jobs.prepare()
        job.succeeded.connect(self._placed)
        job.failed.connect(self._not_restored)
        self._jobs.start(job, lambda handle: work(handle.tick))

    @Slot(object)
    def _placed(self, _nothing: None) -> None:
        key, self._key = self._key, None
        if key is not None:
            self._restored(key)

    @Slot(object)
    def _restored(self, key: str) -> None:
        if self.backups is not None:
            self.backups.accept()
        try:
            self._show(self._opened(recovery_key=key))
        except VaultError as error:
            self._ask(error)

    @Slot(object)
    def _not_restored(self, error: Exception) -> None:
        if self.backups is not None and isinstance(error, UserError):
            self.backups.idle(error)

    @Slot()
    def _restore_stopped(self) -> None:
        from netplus_desktop.ui.vault.backups import BackupsDialog

        if isinstance(self.backups, BackupsDialog):
            self.backups.idle(None)

    # --- a window that gives way to work on the closed vault ----------------------------------------------

    @Slot(object)
    def reopen(self, work: Callable[[Tick], str | None]) -> None:
        """Close the window and its vault, do `work` on the closed file, and open both again with the same person
        shown. `work` runs on the worker; until it puts another file in the vault's place, its tick can stop it. It may
        raise `UserError`, which the new window tells; it returns the recovery key to open with where the vault's key
        is another one now, else None."""
        window = self.window
        if window is None:
            return
        from netplus_desktop.ui.vault import drafts
        from netplus_desktop.ui.vault.veil import Moment

        self._aside = drafts.taken(window, whole=True)
        self._key = window.session.store.recovery_key()
        self._veil = veil = Moment(stoppable=True)
        veil.stand_for(window)
        self._let_go(window)
        job = self._jobs.prepare()
        job.progressed.connect(veil.show_progress)
        job.succeeded.connect(self._worked)
        job.failed.connect(self._refused)
        job.cancelled.connect(self._stopped)
        veil.stop_requested.connect(job.cancel)
        self._jobs.start(job, lambda handle: work(handle.tick))

    @Slot(object)
    def leave(self, work: Callable[[], Sequence[str]]) -> None:
        """Close the window and its vault for good, do `work` on what it leaves behind, tell what could not be taken
        away, and end the program."""
        window = self.window
        if window is None:
            return
        from netplus_desktop.ui.clipboard import forget_copied
        from netplus_desktop.ui.vault.veil import Moment

        forget_copied()
        self._key = window.session.store.recovery_key()
        self._stop_listening()
        self._veil = Moment()
        self._veil.stand_for(window)
        self._let_go(window)
        job = self._jobs.prepare()
        job.succeeded.connect(self._left)
        job.failed.connect(self._refused)
        self._jobs.start(job, lambda _job: work())

    @Slot(object)
    def _left(self, names: Sequence[str]) -> None:
        from netplus_desktop.ui.vault.erasing import ErasedDialog

        self._key = None
        self.dialog = ErasedDialog(names)
        self.dialog.finished.connect(self.given_up)
        self.dialog.open()
        self._lift()

    @Slot(object)
    def go_on_with(self, copy: Path) -> None:
        """Close the window and its vault, and open this copy of it in their place."""
        self._path = copy
        self._stop_listening()
        self.reopen(_nothing)

    def _let_go(self, window: MainWindow) -> None:
        self.window = None
        window.close()
        window.deleteLater()

    @Slot(object)
    def _worked(self, key: str | None) -> None:
        window = self._come_back(key)
        if window is not None and key is not None:
            window.complete()
            window.recovery.show_key()

    @Slot()
    def _stopped(self) -> None:
        self._come_back(None)

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        window = self._come_back(None)
        if window is not None:
            window.complete()
            window.session.refuse(error)

    def _come_back(self, key: str | None) -> MainWindow | None:
        key, self._key = key or self._key, None
        try:
            return self._show(self._opened(recovery_key=key))
        except VaultError as error:
            self._ask(error)
            self._lift()
            return None

    # --- a window that is locked -----------------------------------------------------------------------

    @Slot()
    def lock(self) -> None:
        """Hide everything at once; close the vault and forget its key as soon as nothing is being written."""
        window = self.window
        if window is None or self._demo or self._veil is not None:
            return
        from netplus_desktop.ui.clipboard import forget_copied
        from netplus_desktop.ui.vault.locked import LockedWindow

        self._passphrase = None
        veil = LockedWindow(by_passphrase=not window.session.store.held_by_keyring())
        veil.keyring_requested.connect(self._unlock_by_keyring)
        veil.passphrase_given.connect(self._unlock_by_passphrase)
        veil.recovery_requested.connect(self._unlock_by_recovery_key)
        self._veil = self._locked = veil
        veil.stand_for(window)
        for other in QApplication.topLevelWidgets():
            if other is not veil:
                other.hide()
        forget_copied()
        if window.session.jobs.idle:
            self._lock_up()
        else:
            veil.settle(done=False)
            window.session.jobs.rested.connect(self._lock_up)

    @Slot()
    def lock_when_idle(self) -> None:
        """Lock, unless long work is under way, or two people talk: somebody is there without touching a key."""
        if self.window is None or not self.window.session.jobs.idle:
            return
        session = self.window.session
        if session.attended_until is None or session.store.now() >= session.attended_until:
            self.lock()

    @Slot()
    def _lock_up(self) -> None:
        window = self.window
        if window is None:
            return
        window.complete()
        self._aside = window.put_by(whole=True)
        window.destroyed.connect(self._forget_soon)
        self._let_go(window)
        self._hold()
        if self._locked is not None:
            self._locked.settle(done=True)

    @Slot()
    def _forget_soon(self) -> None:
        QTimer.singleShot(0, self, self._forget)  # once nothing on the stack knows of the window any more

    @Slot()
    def _forget(self) -> None:
        from netplus_desktop.core.forgetting import forget_freed

        self._answer = self.dialog = None
        forget_freed()

    @Slot()
    def _settle_in(self) -> None:
        """Do what waits until the window is whole."""
        self._keep_watch()
        self._listen()
        if self.window is not None:
            self.window.session.count_days_for(QLocale())
            language = QLocale().language()
            known = language is not QLocale.Language.C  # that one would order by the numbers of the letters
            self.window.session.sort_for(QLocale.languageToCode(language) if known else "en")

    def _keep_watch(self) -> None:
        """From now on, lock when nobody is there."""
        if self._watch is None and self.window is not None and not self._demo:
            from netplus_desktop.ui.vault.lock import Watch

            self._watch = Watch(self.window.session.settings, self)
            self._watch.idle.connect(self.lock_when_idle)
            self._watch.left.connect(self.lock)
            self._watch.listen()

    # --- two programs over one vault -----------------------------------------------------------------------

    def _call_first(self) -> None:
        """Another program has the vault: hand it the files, and let it come to the front in place of this one."""
        from netplus_desktop.ui.one_window import Calling

        self._calling = Calling(self._path, self._files, self)
        self._calling.ended.connect(self._first_called)
        self._calling.begin()

    @Slot(bool)
    def _first_called(self, heard: bool) -> None:
        if heard:
            self.given_up.emit()
        else:
            self._ask(VaultError("vault-in-use", name=self._path.name))
        self._calling = None

    def _listen(self) -> None:
        """From now on, hear of programs that are started over the same vault."""
        app = QApplication.instance()
        if self._listening is None and app is not None and not self._demo:
            from netplus_desktop.ui.one_window import Listening

            self._listening = Listening(self._path, self)
            self._listening.called.connect(self.receive)
            app.aboutToQuit.connect(self._listening.stop)

    def _stop_listening(self) -> None:
        if self._listening is not None:
            self._listening.stop()
            self._listening = None

    @Slot(list)
    def receive(self, files: list[Path]) -> None:
        """Somebody started the program anew, or opened these with it: show the window, and what an import would do."""
        self._files += files
        self.come_forward()
        self._take_in()

    @Slot()
    def _take_in(self) -> None:
        """Show what an import of the files that wait would do, once there is a window and it asks nothing else."""
        if self.window is None or self._veil is not None or not self._files:
            return
        asking = QApplication.activeModalWidget()
        if isinstance(asking, QDialog):
            asking.finished.connect(self._take_in, Qt.ConnectionType.QueuedConnection)
            return
        files, self._files = self._files, []
        self.window.complete()
        self.window.incoming.open(files)

    @Slot()
    def come_forward(self) -> None:
        """Show the window, whatever stands in front of it."""
        front = self._veil or self.window
        if front is not None:
            front.setWindowState(front.windowState() & ~Qt.WindowState.WindowMinimized)
            front.show()
            front.raise_()
            front.activateWindow()
            QApplication.alert(front)  # where the desktop lets no window come forward by itself

    def _hold(self) -> None:
        """Keep other programs from the vault while it is locked here, so that they lead to this window."""
        with contextlib.suppress(VaultError, OSError):
            self._held = VaultLock(self._path.resolve())

    def _release(self) -> None:
        if self._held is not None:
            self._held.release()
            self._held = None

    @Slot()
    def _unlock_by_keyring(self) -> None:
        self.begin(again=True)

    @Slot(str)
    def _unlock_by_passphrase(self, passphrase: str) -> None:
        try:
            self._show(self._open(passphrase, None))
        except VaultError as error:
            if self._locked is not None:
                self._locked.tell(error)

    @Slot()
    def _unlock_by_recovery_key(self) -> None:
        self._ask_unlock("recovery key")

    @Slot()
    def end(self) -> None:
        """The session ends, or the program was told to: write everything, keep what is half written, and go."""
        self._jobs.shutdown()
        if self.window is not None:
            self.window.session.stop()
            self.window.put_by(whole=True)
            self.window.close()
        QApplication.exit(0)

    @Slot()
    def prepare_end(self) -> None:
        """The desktop asks whether the session may end: all is written now, and the program stays."""
        if self.window is not None and not self.window.session.busy:
            self.window.put_by(whole=True)

    def _lift(self) -> None:
        """Take away what stood in the window's place."""
        if self._veil is not None:
            self._veil.give_way()
            self._veil = self._locked = None

    # --- the window ------------------------------------------------------------------------------------

    @Slot(object)
    def _show(self, store: Store) -> MainWindow:
        from netplus_desktop.ui.main_window import open_window  # here: see `_read_window`

        self.window = open_window(store, self.settings, lasting=not self._demo, list_first=not self._files)
        self.window.reopen_requested.connect(self.reopen)
        self.window.leave_requested.connect(self.leave)
        self.window.lock_requested.connect(self.lock)
        self.window.moved.connect(self.go_on_with)
        self.window.completed.connect(self._settle_in)
        if self._veil is not None:
            from netplus_desktop.ui.vault.veil import take_place

            take_place(self.window, self._veil)
        self.window.show()
        self._lift()
        self._return_to(self.window)
        if self._files:
            self._settle_in()
            self._take_in()
        self.window_opened.emit(self.window)
        return self.window

    def _return_to(self, window: MainWindow) -> None:
        """Show who was shown, and what was half written, before the vault was closed or the program ended."""
        kept = window.session.store.take_aside()
        aside, self._aside = self._aside or kept, ""
        if aside:
            from netplus_desktop.ui.vault import drafts

            window.complete()
            drafts.put_back(window, aside)

    @Slot()
    def _quit(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.quit()


def _read_window() -> None:
    """Read the code of the window, while the keyring looks for the key."""
    from netplus_desktop.ui import main_window  # noqa: F401


def _nothing(_tick: Tick) -> None:
    """The work on a vault that is only to be opened again."""
