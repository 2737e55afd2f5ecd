"""The list of backups: when, why, how much each holds, what going back to it would change, and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QWidget

from netplus_desktop.core.errors import UserError, VaultError
from netplus_desktop.core.records import Tick
from netplus_desktop.store import backups as kept
from netplus_desktop.store import keychain, restoring
from netplus_desktop.store.backups import Backup, Reason
from netplus_desktop.store.keychain import VaultKey
from netplus_desktop.store.opening import remembered
from netplus_desktop.store.restoring import Difference
from netplus_desktop.ui import dates, messages
from netplus_desktop.ui.dialogs.frame import Frame, SecretLine
from netplus_desktop.ui.dialogs.lists import DatedList, Told
from netplus_desktop.ui.jobs import Job, Jobs, Lookup
from netplus_desktop.ui.session import Session
from netplus_desktop.ui.theme import Tone
from netplus_desktop.ui.widgets import Label

NAMED = 12
"""So many names are told of each kind; the rest are counted."""

_Looked = tuple[Backup, VaultKey | None, Difference | None]
"""A backup, its key and what it would change; None where nobody knows the key."""


class Source(Protocol):
    """Whose backups are shown. All but `start` and `now` are called on the worker."""

    def start(self, work: Callable[[Tick], Any]) -> Job:
        """Do work on the worker."""

    def now(self) -> datetime:
        """The time."""

    def listed(self) -> list[Backup]:
        """The backups, newest first."""

    def key(self, backup: Backup) -> VaultKey | None:
        """The key of a backup, where nobody has to type it."""

    def difference(self, backup: Backup, key: VaultKey, tick: Tick) -> Difference:
        """What would change. Raises `UserError`."""


class OpenVault:
    """The backups of the vault that is open."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(self, work: Callable[[Tick], Any]) -> Job:
        return self._session.read(work)

    def now(self) -> datetime:
        return self._session.store.now()

    def listed(self) -> list[Backup]:
        backups = self._session.store.backups
        return backups.listed(self._session.store.opened.key) if backups is not None else []

    def key(self, backup: Backup) -> VaultKey | None:
        key = self._session.store.opened.key
        return key if key.check_value == backup.check_value else None

    def difference(self, backup: Backup, key: VaultKey, tick: Tick) -> Difference:
        return restoring.difference(self._session.store.opened.connection(), backup.path, key, tick)


class ClosedVault:
    """The backups of a vault that cannot be opened, or is gone. Their keys come from the system's keyring."""

    def __init__(self, path: Path, root: Path, jobs: Jobs) -> None:
        self._path = path
        self._root = root
        self._jobs = jobs

    def start(self, work: Callable[[Tick], Any]) -> Job:
        job = self._jobs.prepare()
        self._jobs.start(job, lambda handle: work(handle.tick))
        return job

    def now(self) -> datetime:
        return datetime.now().astimezone()

    def listed(self) -> list[Backup]:
        return kept.of_closed(self._root, self._path)

    def key(self, backup: Backup) -> VaultKey | None:
        try:
            key = remembered(backup.path)
        except VaultError:
            return None
        return key if key.check_value == backup.check_value else None

    def difference(self, backup: Backup, key: VaultKey, tick: Tick) -> Difference:
        return restoring.difference_from(self._path, key, backup.path, key, tick)


def restored(
    path: Path, backup: Path, key: VaultKey, root: Path, now: datetime, live_key: VaultKey | None, tick: Tick
) -> str | None:
    """Put a backup in the place of the closed vault; returns the recovery key that opens it where that is another one
    now. Raises `VaultError`, `Cancelled`."""
    restoring.restore(path, backup, key, root, now, live_key=live_key, tick=tick)
    return keychain.recovery_key(key) if key != live_key else None


class BackupsDialog(Frame):
    """Choose a backup, see what it would change, go back to it. That is undone by going back to what was before."""

    restore_requested = Signal(object, object)
    """(Backup, the key that opens it)"""
    stop_requested = Signal()
    """The restore that is under way is to be stopped."""

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Backups"))
        self._source = source
        self._keys: dict[str, VaultKey] = {}
        self._listed: list[Backup] = []
        self._shown: Backup | None = None
        self._listing, self._looking = Lookup(source.start, self), Lookup(source.start, self)
        self._listing.found.connect(self._list_came)
        self._looking.found.connect(self._looked)
        for lookup in (self._listing, self._looking):
            lookup.failed.connect(self._failed)
        self._restoring = False
        self._build()
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(self._to_key)
        self.restore.clicked.connect(self._restore)
        self.key.line.returnPressed.connect(self._look)
        self.key.line.textEdited.connect(self._typing)
        self._say(self.tr("Looking for backups…"))
        self._listing.begin(lambda _tick: source.listed())

    def _build(self) -> None:
        about = Label(
            self.tr(
                "Each is a whole copy of your vault, encrypted like it. Going back to one changes nothing in the "
                "others, and what is here now is kept as one more."
            ),
            tone=Tone.SECOND,
            wrap=True,
        )
        titles = self.tr("When"), self.tr("Why"), self.tr("People"), self.tr("Interviews")
        self.list = DatedList(self.tr("Backups"), titles)
        self.key = SecretLine(self.tr("&Passphrase or recovery key of that time"), with_box=False)
        self.key.hide()
        self.what = Told(self.tr("What going back to it would change"))
        self.body.addWidget(about)
        self.body.addWidget(self.list, 3)
        self.body.addWidget(self.key)
        self.body.addWidget(self.what, 2)
        self.button(self.tr("&Close")).clicked.connect(self.reject)
        self.restore = self.button(self.tr("&Restore this backup"), default=True)
        self.restore.setEnabled(False)
        self.take_room(84, 36)

    def busy(self) -> None:
        """A restore is under way: nothing can be asked for but to stop it."""
        self._restoring = True
        self.list.setEnabled(False)
        self.key.setEnabled(False)
        self.restore.setEnabled(False)
        self._say(self.tr("Going back…"))

    def idle(self, error: UserError | None) -> None:
        """The restore was refused: tell why; or, without an error, it was stopped."""
        self._restoring = False
        self.list.setEnabled(True)
        self.key.setEnabled(True)
        if error is not None:
            self.show_error(messages.text(error))
        else:
            self._chosen()

    @Slot()
    def reject(self) -> None:
        """Stop the restore that is under way; without one, close."""
        if self._restoring:
            self.stop_requested.emit()
        else:
            super().reject()

    def done(self, result: int) -> None:
        self._listing.stop()
        self._looking.stop()
        super().done(result)

    # --- the list --------------------------------------------------------------------------------------

    @Slot(object)
    def _list_came(self, listed: list[Backup]) -> None:
        self._listed = listed
        if not listed:
            self._say(self.tr("There are no backups yet."))
            return
        number, now = QLocale().toString, self._source.now()
        items = []
        for backup in listed:
            known = [number(n) if n is not None else "" for n in (backup.people, backup.interviews)]
            hint = "" if backup.sound is not False else self.tr("This copy cannot be read any more.")
            item = self.list.line(dates.moment(backup.when, now), self._why(backup), known, hint)
            items.append(item)
        self.list.addTopLevelItems(items)
        self.list.setCurrentItem(items[0])
        self.list.setFocus()

    def _why(self, backup: Backup) -> str:
        words = {
            Reason.DAILY: self.tr("in the course of the day"),
            Reason.MANUAL: self.tr("as you asked"),
            Reason.IMPORT: self.tr("before an import"),
            Reason.MERGE: self.tr("before joining another vault"),
            Reason.MIGRATION: self.tr("before a new version of NetPlus"),
            Reason.RESTORE: self.tr("before going back to a backup"),
            Reason.REKEY: self.tr("before the key was changed"),
            Reason.REPAIR: self.tr("before a repair"),
            Reason.UNDO_IMPORT: self.tr("before an import was taken back"),
        }
        why = words[backup.reason]
        return self.tr("{why}; damaged").format(why=why) if backup.sound is False else why

    @Slot()
    def _chosen(self) -> None:
        place = self.list.place()
        self._shown = self._listed[place] if place is not None else None
        self.restore.setEnabled(False)
        self.show_error("")
        self.key.line.clear()
        if self._shown is not None:
            self._say(self.tr("Looking into it…"))
            self._looking.begin_soon(self._reading(self._shown))

    @Slot()
    def _to_key(self) -> None:
        if not self.key.isHidden():
            self.key.line.setFocus()

    # --- one backup ------------------------------------------------------------------------------------

    @Slot()
    def _typing(self) -> None:
        self.show_error("")

    @Slot()
    def _look(self) -> None:
        if self._shown is not None:
            self._looking.begin(self._reading(self._shown))

    def _reading(self, backup: Backup) -> Callable[[Tick], _Looked]:
        """The work that looks into a backup, with the key that was typed or else with one that is known."""
        source, known, typed = self._source, self._keys.get(backup.check_value), self.key.line.text().strip()

        def work(tick: Tick) -> _Looked:
            key = restoring.key_from(backup.path, typed) if typed else known or source.key(backup)
            return backup, key, source.difference(backup, key, tick) if key is not None else None

        return work

    @Slot(object)
    def _looked(self, result: _Looked) -> None:
        backup, key, difference = result
        if key is None or difference is None:
            self.key.show()
            self._say(
                self.tr(
                    "This one was made under another key ({value}). With the passphrase or the recovery key that "
                    "was yours then, press Enter to look into it."
                ).format(value=backup.check_value)
            )
            return
        self._keys[backup.check_value] = key
        self.key.hide()
        self.key.line.clear()
        self._say(self._told(difference))
        self.restore.setEnabled(True)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_error(messages.text(error))
            if self.key.isHidden():
                self._say("")

    def _told(self, difference: Difference) -> str:
        if difference.nothing:
            return self.tr("Nobody would be any different from now.")
        lines = [self.tr("Against now, going back would change this:")]
        for one, many, names in (
            (self.tr("1 person would be here again: {names}"), self.tr("{n} people would be here again: {names}"),
             difference.back),
            (self.tr("1 person would no longer be here: {names}"),
             self.tr("{n} people would no longer be here: {names}"), difference.gone),
            (self.tr("1 person would be as they were then: {names}"),
             self.tr("{n} people would be as they were then: {names}"), difference.other),
        ):  # fmt: skip
            if names:
                words = one if len(names) == 1 else many
                lines.append(words.format(n=QLocale().toString(len(names)), names=self._some(names)))
        return "\n\n".join(lines)

    def _some(self, names: Sequence[str]) -> str:
        told = self.tr(", ").join(name.strip() or self.tr("somebody without a name") for name in names[:NAMED])
        more = len(names) - NAMED
        return self.tr("{names} and {n} more").format(names=told, n=QLocale().toString(more)) if more > 0 else told

    @Slot()
    def _restore(self) -> None:
        backup = self._shown
        key = self._keys.get(backup.check_value) if backup is not None else None
        if backup is not None and key is not None:
            self.restore_requested.emit(backup, key)

    def _say(self, text: str) -> None:
        self.what.setPlainText(text)
