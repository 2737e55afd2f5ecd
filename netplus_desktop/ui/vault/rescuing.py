"""Rescue what can be read of a damaged vault into a new one beside it, and put that in its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QWidget

from netplus_desktop.core.errors import UserError
from netplus_desktop.core.records import Tick
from netplus_desktop.store import keychain, noticing, salvage
from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.store.salvage import Rescue
from netplus_desktop.ui import messages
from netplus_desktop.ui.dialogs.frame import SecretLine
from netplus_desktop.ui.jobs import Jobs
from netplus_desktop.ui.vault.checking import names, place
from netplus_desktop.ui.vault.working import WorkingDialog
from netplus_desktop.ui.widgets import announce


class RescueDialog(WorkingDialog):
    """Asks for the key where none is at hand, rescues on the worker, and tells what came back and what did not."""

    place_requested = Signal(object, str)
    """(work on the closed vault that puts the rescued one in its place and takes a tick, the recovery key that opens
    that)"""

    def __init__(
        self, path: Path, backups: Path, jobs: Jobs, *, key: VaultKey | None = None, parent: QWidget | None = None
    ) -> None:
        """`backups` is the folder of all backups. `key` is that of the vault, where it is known."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Rescue what can be read"))
        self.bar.setAccessibleName(self.tr("How far the rescue has come"))
        self.outcome.setAccessibleName(self.tr("What came back, and what did not"))
        self._path, self._root, self._jobs, self._key = path, backups, jobs, key
        self._told: Rescue | None = None
        self.words.setText(
            self.tr(
                "Every page of the damaged file is read by itself, and what can be read is written into a new vault "
                "beside it, under the same key. The damaged file stays as it is."
            )
        )
        self.typed = SecretLine(self.tr("Recovery &key or passphrase of this vault"))
        self.body.insertWidget(1, self.typed)
        self.put = self.button(self.tr("&Put it in the place of the damaged one"))
        self.go = self.button(self.tr("&Rescue"), default=True)
        self.parts += [self.typed, self.put, self.go]
        self.put.clicked.connect(self._place)
        self.go.clicked.connect(self._rescue)
        self.show_parts(self.stop, self.go)
        if key is None:
            self._begin(lambda _tick: salvage.key_at_hand(path), self._key_came)

    def _begin(self, work: Callable[[Tick], object], then: Callable[..., None]) -> None:
        job = self._jobs.prepare()
        self.show_error("")
        self.follow(job)
        job.succeeded.connect(then)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._ask)
        self._jobs.start(job, lambda handle: work(handle.tick))

    @Slot()
    def _ask(self) -> None:
        if self._key is None:
            self.show_parts(self.typed, self.stop, self.go)
            self.typed.line.setFocus()
        else:
            self.show_parts(self.stop, self.go)
            self.go.setFocus()

    @Slot(object)
    def _key_came(self, key: VaultKey | None) -> None:
        self._key = key
        self._ask()

    @Slot()
    def _rescue(self) -> None:
        path, root, known, typed = self._path, self._root, self._key, self.typed.line.text()

        def work(tick: Tick) -> tuple[VaultKey, Rescue, bool]:
            key = known or salvage.key_from(path, typed)
            backup = salvage.newest_backup(path, key, root)
            out = noticing.name_beside(path, "rescued")
            return key, salvage.rescue(path, key, out, backup=backup, tick=tick), backup is not None

        self._begin(work, self._rescued)

    @Slot(object)
    def _rescued(self, result: tuple[VaultKey, Rescue, bool]) -> None:
        self._key, self._told, compared = result
        told, number = self._told, QLocale().toString
        self.words.setText(
            self.tr(
                "What could be read is in “{name}” now, beside the damaged vault. You could put it in the place of "
                "the damaged one, which is then set aside with the backups."
            ).format(name=told.path.name)
        )
        lines = [self.tr("Came back:")]
        lines += [f"    {place(table)}: {number(count)}" for table, count in told.rows.items() if count]
        if told.filled:
            lines.append(self.tr("As they were in the last backup: {names}").format(names=names(told.filled)))
        if told.in_part:
            lines.append(self.tr("Not all of it could be read: {names}").format(names=names(told.in_part)))
        for table, some in told.missing.items():
            lines.append(
                self.tr("In the last backup, but not here: {what} of {names}").format(
                    what=place(table), names=names(some)
                )
            )
        if not compared:
            lines.append(self.tr("There is no backup to compare with, so what is missing cannot be named."))
        elif not (told.missing or told.filled or told.in_part):
            lines.append(self.tr("Nothing that the last backup holds is missing."))
        self.outcome.setPlainText("\n".join(lines))
        self.show_parts(self.outcome, self.close_, self.put)
        self.put.setFocus()
        announce(self, self.words.text())

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._ask()
        if isinstance(error, UserError):
            self.show_error(messages.text(error))

    # --- in its place ----------------------------------------------------------------------------------

    @Slot()
    def _place(self) -> None:
        if self._told is not None and self._key is not None:
            work = partial(salvage.put_in_place, self._told.path, self._path, self._root, datetime.now(UTC))
            self.place_requested.emit(work, keychain.recovery_key(self._key))

    def busy(self) -> None:
        """The rescued vault is being put in place."""
        self.bar.setRange(0, 0)
        self.show_parts(self.bar)

    def idle(self, error: UserError) -> None:
        """It could not be put in place."""
        self.show_parts(self.outcome, self.close_, self.put)
        self.show_error(messages.text(error))
