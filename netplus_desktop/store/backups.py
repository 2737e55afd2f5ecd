"""Verified copies of a vault: when one is due, where they lie, which are kept, what each holds.

A backup is a whole vault under the vault's own key, in a folder of its own for each vault. Its name tells all that can
be known without the key: `000042-2026-11-23-090312-import-1a2b3c4d.npvault` is the 42nd, made before an import, at that
instant in UTC, under the key whose check value that is. They are ordered by that first number and never by the clock,
which may be wrong.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from sqlcipher3 import dbapi2

from netplus_desktop.core.errors import VaultError
from netplus_desktop.core.frozen import dataclass
from netplus_desktop.core.records import Tick, no_tick
from netplus_desktop.store import vault
from netplus_desktop.store.failures import sorted_failures
from netplus_desktop.store.keychain import VaultKey

if TYPE_CHECKING:
    from netplus_desktop.store.base import Desk

ENDING = ".npvault"
SECOND_FOLDER = "NetPlus backups"
"""The folder that is made in the second place of the user's choice."""

DAYS_WHOLE, DAYS, WEEKS, MONTHS = 2, 12, 10, 9
"""The ladder: all of the latest two days on which any was made, and the last of each of the latest 12 days, 10 weeks
and 9 months. Counted in days that have one, not back from today: a clock that jumps ahead takes nothing away."""

_MONTH = timedelta(days=31)
_NONE_BEFORE = datetime(2025, 1, 1, tzinfo=UTC)
"""There was no such program then: an earlier date is that of a clock that was never set."""

_NAME = r"(\d{6,})-(\d{4}-\d\d-\d\d-\d{6})-([a-z]+)-([0-9a-f]{8})" + re.escape(ENDING)
_WHEN = "%Y-%m-%d-%H%M%S"

_PLACE = "place"
"""The file among the backups that tells where their vault lay when the latest was made: a digest, not the path."""


class Reason(StrEnum):
    """Why a backup was made: on its own in the course of a day, by hand, or before something large."""

    DAILY = "daily"
    MANUAL = "manual"
    IMPORT = "import"
    MERGE = "merge"
    MIGRATION = "migration"
    RESTORE = "restore"
    REKEY = "rekey"
    REPAIR = "repair"
    UNDO_IMPORT = "takeback"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a vault. What it holds is known where its key is: `sound` is None where it was not looked into, and
    False where it cannot be opened although the key is the one of its name."""

    path: Path
    sequence: int
    when: datetime
    reason: Reason
    check_value: str
    people: int | None = None
    interviews: int | None = None
    state: str | None = None
    sound: bool | None = None
    second: bool | None = None
    """Whether the second place has a copy: False where it is not there now, is full, or spoilt the copy; None where no
    second place is wanted, or nobody asked. Only a copy that proves itself is left in it."""


class Backups:
    """The backups of one vault: in its folder below `root`, and copied to a second place of the user's choice."""

    def __init__(self, root: Path, vault_id: str, second: Path | None = None) -> None:
        self.folder = root / vault_id
        self.second = second

    @classmethod
    def of(cls, opened: vault.Vault, root: Path) -> Backups:
        """Those of an open vault. It goes on with the folder whose name it notes (`Store.keep_backups`), also under
        another key."""
        found = opened.connection().execute("SELECT value FROM meta WHERE name = 'backups'").fetchone()
        return cls(root, found[0] if found else opened.key.vault_id)

    def listed(self, key: VaultKey | None = None) -> list[Backup]:
        """All there are, newest first, both places together. With a key, those under it are looked into."""
        found = {backup.path.name: backup for folder in reversed(self._folders()) for backup in _listed(folder)}
        listed = sorted(found.values(), key=_order, reverse=True)
        return [look_into(backup, key) for backup in listed] if key is not None else listed

    def newest(self) -> Backup | None:
        """The latest one."""
        listed = self.listed()
        return listed[0] if listed else None

    def current(self, opened: vault.Vault) -> Backup | None:
        """The latest backup, where it holds just what the open vault holds now: then no other one is needed."""
        newest = self.newest()
        if newest is None or newest.check_value != opened.key.check_value:
            return None
        newest = look_into(newest, opened.key)
        with sorted_failures():
            now = opened.connection().execute("SELECT value FROM meta WHERE name = 'state'").fetchone()
        return newest if newest.sound and now is not None and newest.state == now[0] else None

    def make(self, opened: vault.Vault, reason: Reason, now: datetime, tick: Tick = no_tick) -> Backup:
        """Make one of the open vault, prove it, copy it to the second place if that is there, and thin the others.

        Raises `VaultError`: 'backup-unsound', 'disk-full', 'folder-read-only', 'vault-unreadable'; those made before
        are as they were then.
        """
        now = now.astimezone(UTC)
        with sorted_failures():
            vault.private_folder(self.folder)
            _sweep(self.folder)
            if not opened.read_only and not opened.watch.changed:
                self._keep_name(opened)
        newest = self.newest()
        sequence = newest.sequence + 1 if newest else 1
        name = f"{sequence:06}-{now:{_WHEN}}-{reason.value}-{opened.key.check_value}{ENDING}"
        opened.backup(self.folder / name, tick)
        made = _read_name(self.folder / name)
        assert made is not None
        _note_place(self.folder, opened.path)
        made = self.copied(look_into(made, opened.key), opened.key)
        self.thin()
        return made

    def _keep_name(self, opened: vault.Vault) -> None:
        """Write into the vault which folder has its backups, once."""
        connection = opened.connection()
        if connection.execute("SELECT 1 FROM meta WHERE name = 'backups'").fetchone():
            return
        connection.execute("BEGIN IMMEDIATE")  # before the watch is held: whoever writes ends under it
        try:
            keep = "INSERT OR IGNORE INTO meta (name, value) VALUES ('backups', ?)"
            connection.execute(keep, (self.folder.name,))
            with opened.watch.ending():
                connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def copied(self, backup: Backup, key: VaultKey) -> Backup:
        """The backup, with a copy of it in the second place, where one is wanted and there."""
        return replace(backup, second=self._copy_to_second(backup, key))

    def _copy_to_second(self, backup: Backup, key: VaultKey) -> bool | None:
        if self.second is None:
            return None
        if not self.second.is_dir():  # a stick that is not plugged in: its place is not to be made
            return False
        folder = self.second / SECOND_FOLDER / self.folder.name
        target = folder / backup.path.name
        temporary = folder / f".{target.name}.{os.urandom(4).hex()}"
        try:
            if not target.is_file():
                vault.private_folder(folder)
                _sweep(folder)
                vault.copy_whole(backup.path, temporary)
                vault.prove(temporary, key)
                vault.move_new(temporary, target)
                _thin(folder)
        except (OSError, VaultError):
            return False
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        return True

    def thin(self) -> None:
        """Take away what the ladder does not keep. Where that fails, there are more than needed: no harm."""
        with contextlib.suppress(OSError):
            _thin(self.folder)

    def _folders(self) -> list[Path]:
        return [self.folder] + ([self.second / SECOND_FOLDER / self.folder.name] if self.second else [])


def before(desk: Desk, reason: Reason, tick: Tick = no_tick) -> Backup | None:
    """The backup that comes before something large; the latest one where nothing was changed since it was made, None
    for a vault that keeps none. Raises `VaultError('backup-first')`: what was to follow should not be done then."""
    return None if desk.backups is None else made_before(desk.backups, desk.opened, reason, desk.now(), tick)


def made_before(backups: Backups, opened: vault.Vault, reason: Reason, now: datetime, tick: Tick = no_tick) -> Backup:
    """`before` for an open vault without a store."""
    try:
        return backups.current(opened) or backups.make(opened, reason, now, tick)
    except VaultError as error:
        raise VaultError("backup-first", why=error.code) from error


# --- closed vaults and single files -------------------------------------------------------------------------


def of_closed(root: Path, path: Path) -> list[Backup]:
    """The backups of a vault that is not open, newest first: those in the folder in which any was made under its salt,
    or of a vault that lay there. Where nothing tells which these are, all that there are of any vault."""
    folders = _all_folders(root)
    try:
        salt = vault.read_salt(path)
    except VaultError:
        salt = b""
    found = {folder: _listed(folder) for folder in folders}
    own = {folder: some for folder, some in found.items() if any(_salt(one.path) == salt for one in some)}
    own = own or {folder: some for folder, some in found.items() if some and _place_in(folder) == _place(path)}
    listed = [one for some in (own or found).values() for one in some]
    return sorted(listed, key=lambda one: (one.when, _order(one)) if not own else _order(one), reverse=True)


def of_one_there(root: Path, path: Path) -> bool:
    """Whether there are backups of a vault that lay at `path` when the latest of them was made."""
    return any(_place_in(folder) == _place(path) and _listed(folder) for folder in _all_folders(root))


def _all_folders(root: Path) -> list[Path]:
    return [folder for folder in root.iterdir() if folder.is_dir()] if root.is_dir() else []


def _place(path: Path) -> str:
    import hashlib  # here, see `keychain`

    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()


def _place_in(folder: Path) -> str:
    try:
        return (folder / _PLACE).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def _note_place(folder: Path, path: Path) -> None:
    """Where this fails, a vault that vanishes is not missed: no reason to have no backup."""
    if _place_in(folder) == _place(path):
        return
    note = folder / _PLACE
    try:
        with os.fdopen(os.open(note, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="ascii") as out:
            out.write(_place(path))
    except OSError:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)


def folders_of(root: Path, salt: bytes) -> list[Path]:
    """The folders below `root` that have a backup of the vault with this salt."""
    folders = [folder for folder in sorted(root.iterdir()) if folder.is_dir()] if root.is_dir() else []
    return [folder for folder in folders if any(_salt(one.path) == salt for one in _listed(folder))]


def look_into(backup: Backup, key: VaultKey) -> Backup:
    """What a backup holds, where the key is the one of its name; else the same backup."""
    if key.check_value != backup.check_value:
        return backup
    try:
        with sorted_failures(), contextlib.closing(vault.reading(backup.path, key)) as connection:
            counts = dict(connection.execute("SELECT name, value FROM counter").fetchall())
            meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    except (VaultError, dbapi2.Error):
        return replace(backup, sound=False)
    return replace(
        backup, people=counts.get("contact"), interviews=counts.get("interview"), state=meta.get("state"), sound=True
    )


def _listed(folder: Path) -> list[Backup]:
    """Newest first. A folder that cannot be read holds none for now."""
    try:
        names = list(folder.iterdir())
    except OSError:
        return []
    return sorted(filter(None, map(_read_name, names)), key=_order, reverse=True)


def _read_name(path: Path) -> Backup | None:
    read = re.fullmatch(_NAME, path.name)
    if read is None or read[3] not in set(Reason):
        return None
    try:
        when = datetime.strptime(read[2], _WHEN).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, int(read[1]), when, Reason(read[3]), read[4])


def _order(backup: Backup) -> tuple[int, str]:
    return backup.sequence, backup.path.name


def _salt(path: Path) -> bytes | None:
    try:
        return vault.read_salt(path)
    except VaultError:
        return None


def _sweep(folder: Path) -> None:
    """Take away what a killed program left unfinished."""
    for left in folder.glob(f".*{ENDING}.*"):
        with contextlib.suppress(OSError):
            left.unlink()


# --- the ladder ---------------------------------------------------------------------------------------------


def kept(backups: Iterable[Backup]) -> set[Backup]:
    """Which of these the ladder keeps.

    Backups whose dates contradict the order in which they were made come of a clock that was wrong. They take no place
    from others, and go once those around them are too old to be kept. A leap ahead by more than a month is not believed
    before a dozen days have followed it.
    """
    ordered = sorted(backups, key=_order)
    chain = _longest_in_order([one for one in ordered if one.when >= _NONE_BEFORE])
    strays = sorted(set(ordered).difference(chain), key=_order)
    doubtful = {one for one in chain if any(_contradict(one, stray) for stray in strays)}
    wanted = _rungs(chain, doubtful) | _rungs(_before_a_leap(chain), doubtful)
    if len({(one.when.year, one.when.month) for one in wanted}) >= MONTHS:
        oldest = min(map(_order, wanted))
        strays = [one for one in strays if _order(one) > oldest]
    return wanted.union(strays)


def _rungs(chain: Sequence[Backup], doubtful: AbstractSet[Backup]) -> set[Backup]:
    latest = list(reversed(chain))
    days = list(dict.fromkeys(one.when.date() for one in latest))
    wanted = {one for one in latest if one.when.date() in days[:DAYS_WHOLE]}
    rungs: tuple[tuple[int, Callable[[Backup], object]], ...] = (
        (DAYS, lambda one: one.when.date()),
        (WEEKS, lambda one: one.when.isocalendar()[:2]),
        (MONTHS, lambda one: (one.when.year, one.when.month)),
    )
    for number, span in rungs:
        within: dict[object, list[Backup]] = {}
        for one in latest:
            within.setdefault(span(one), []).append(one)
        for some in list(within.values())[:number]:
            wanted.add(some[0])
            wanted.update([one for one in some if one not in doubtful][:1])
    return wanted


def _before_a_leap(chain: Sequence[Backup]) -> Sequence[Backup]:
    """What was made before the clock leapt ahead within the latest dozen days; nothing where it did not."""
    days = sorted({one.when.date() for one in chain})[-DAYS - 1 :]
    leaps = [later for day, later in itertools.pairwise(days) if later - day > _MONTH]
    return [one for one in chain if one.when.date() < leaps[0]] if leaps else ()


def _contradict(one: Backup, stray: Backup) -> bool:
    """Whether the dates of two backups, no month apart, contradict their order: then either may be wrong."""
    return (one.when < stray.when) != (_order(one) < _order(stray)) and abs(one.when - stray.when) <= _MONTH


def _longest_in_order(ordered: Sequence[Backup]) -> list[Backup]:
    """The most backups whose dates do not contradict their order; of several such series the one made first."""
    left = [1] * len(ordered)  # how many can follow from each on, with itself
    for at in reversed(range(len(ordered))):
        when = ordered[at].when
        left[at] += max((left[then] for then in range(at + 1, len(ordered)) if ordered[then].when >= when), default=0)
    chain: list[Backup] = []
    wanted = max(left, default=0)
    for at, one in enumerate(ordered):
        if left[at] == wanted and (not chain or one.when >= chain[-1].when):
            chain.append(one)
            wanted -= 1
    return chain


def _thin(folder: Path) -> None:
    listed = _listed(folder)
    wanted = kept(listed)
    for one in listed:
        if one not in wanted:
            one.path.unlink()
