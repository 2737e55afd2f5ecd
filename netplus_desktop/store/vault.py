"""One encrypted file: make it, open it, lock it against a second program, copy it.

What every connection is told stands in `_PRAGMAS`, and is read back when the vault is opened.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import quote

from sqlcipher3 import dbapi2

from netplus_desktop.core.errors import Cancelled, VaultError
from netplus_desktop.core.records import Tick, no_tick
from netplus_desktop.store import noticing, schema
from netplus_desktop.store.failures import NOT_A_DATABASE, primary_code, sorted_failures, vault_error
from netplus_desktop.store.keychain import VaultKey, hand_over

if TYPE_CHECKING:
    from playhouse.sqlcipher_ext import SqlCipherDatabase

log = logging.getLogger(__name__)

PAGE = 4096
"""SQLCipher's page size; a vault is a whole number of pages."""

STATE = " state"
"""The name among `figures` of the mark that every change of the vault renews; no table has it."""

PARTED = "as it was open here"
"""Stands in the name of what is kept beside a vault that another program changed while it was open."""

_COPIES = 5
"""So often a copy is begun anew because the vault was written to meanwhile."""

MIGRATIONS = Path(__file__).with_name("migrations")

_PRAGMAS: tuple[tuple[str, str | int], ...] = (
    ("cipher_log_level", "NONE"),  # first: a wrong key or a damaged page would write to standard error
    ("busy_timeout", 5000),
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("secure_delete", 1),
    ("cache_size", -65536),  # 64 MB of decrypted pages: the one tuning that matters
    ("temp_store", 2),
)
_WRITING = (("journal_mode", "wal"), ("synchronous", 2))

_EXPECTED: dict[str, object] = {
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "application_id": schema.APPLICATION_ID,
    "cipher_page_size": str(PAGE),
    "cipher_hmac_algorithm": "HMAC_SHA512",
    "cipher_kdf_algorithm": "PBKDF2_HMAC_SHA512",
}
_EXPECTED_WRITING: dict[str, object] = {"journal_mode": "wal", "synchronous": 2}


def engine() -> str:
    """The versions of SQLCipher and of the SQLite in it."""
    with contextlib.closing(dbapi2.connect(":memory:")) as connection:
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    return f"SQLCipher {cipher}, SQLite {dbapi2.sqlite_version}"


# --- one program at a time --------------------------------------------------------------------------------


def lock_file(path: Path) -> Path:
    """The file whose lock keeps other programs from the vault at `path`."""
    return path.with_name(path.name + ".lock")


class VaultLock:
    """Keeps a second program from the vault. Held by the operating system: it ends with the process that held it,
    so a lock file that was left behind is no obstacle."""

    def __init__(self, path: Path) -> None:
        """Raises `VaultError('vault-in-use')`."""
        self._file: BinaryIO | None = None
        descriptor = os.open(lock_file(path), os.O_RDWR | os.O_CREAT, 0o600)
        self._file = os.fdopen(descriptor, "r+b")
        try:
            _lock(self._file)
        except OSError as error:
            self.release()
            raise VaultError("vault-in-use", name=path.name) from error

    def release(self) -> None:
        """Let others in. Releasing twice is harmless."""
        if self._file is not None:
            self._file.close()
            self._file = None


def in_use(path: Path) -> bool:
    """Whether another program has the vault at `path` now."""
    if lock_file(path).exists():
        try:
            VaultLock(path).release()
        except VaultError:
            return True
        except OSError:
            return False  # opening it tells why
    return False


def _lock(file: BinaryIO) -> None:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


# --- looking at a file before it is opened for writing ----------------------------------------------------


def read_salt(path: Path) -> bytes:
    """The 16 bytes with which a vault begins. Raises `VaultError`: 'vault-missing', 'vault-is-folder', 'vault-empty',
    'vault-plain' (another program's SQLite file), 'vault-foreign' (cannot be a vault), 'vault-unreadable'."""
    name = path.name
    if path.is_dir():
        raise VaultError("vault-is-folder", name=name)
    try:
        with path.open("rb") as file:
            head = file.read(16)
            size = file.seek(0, os.SEEK_END)
    except FileNotFoundError as error:
        raise VaultError("vault-missing", name=name) from error
    except OSError as error:
        raise VaultError("vault-unreadable", name=name) from error
    if size == 0:
        raise VaultError("vault-empty", name=name)
    if head == b"SQLite format 3\0":
        raise VaultError("vault-plain", name=name)
    if size < PAGE:
        raise VaultError("vault-foreign", name=name)
    return head


def opens(path: Path, key: VaultKey) -> tuple[int, int] | None:
    """The vault's application id and version if `key` opens it, else None. Changes not one byte of it."""
    connection = reading(path, key)
    try:
        return _kind(connection)
    except dbapi2.DatabaseError as error:
        if primary_code(error) == NOT_A_DATABASE:
            return None
        raise
    finally:
        connection.close()


def _kind(connection: Any) -> tuple[int, int]:
    """The application id and the version of what a connection leads to: both stand on the first page."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return application, version


def assert_ours(path: Path, application: int, version: int) -> None:
    """Raises `VaultError`: 'vault-foreign', 'vault-newer'."""
    if application != schema.APPLICATION_ID:
        raise VaultError("vault-foreign", name=path.name)
    if version > schema.VERSION:
        raise VaultError("vault-newer", name=path.name, version=version)


def _read_only_uri(path: Path) -> str:
    # Without a log to take into account, "immutable" spares the engine its two side files.
    wal = path.with_name(path.name + "-wal")
    alone = "" if wal.exists() and wal.stat().st_size else "&immutable=1"
    return f"file:{quote(str(path))}?mode=ro{alone}"


def holds_pages_of(path: Path, key: VaultKey) -> bool:
    """Whether any page of the file was written under `key`: tells a damaged vault from a wrong key.

    SQLCipher signs every page with HMAC-SHA512 under a key derived from ours, so each page can be asked by itself.
    """
    import hashlib
    import hmac

    mac_key = hashlib.pbkdf2_hmac("sha512", key.secret, bytes(byte ^ 0x3A for byte in key.salt), 2, 32)
    with path.open("rb") as file:
        pages = file.seek(0, os.SEEK_END) // PAGE
        asked = {0, *range(1, min(pages, 40)), *range(40, pages, max(1, pages // 200))}
        for number in sorted(asked):
            file.seek(number * PAGE)
            page = file.read(PAGE)
            start = 16 if number == 0 else 0
            signed = page[start : PAGE - 64] + (number + 1).to_bytes(4, "little")
            if len(page) == PAGE and hmac.digest(mac_key, signed, "sha512") == page[PAGE - 64 :]:
                return True
    return False


# --- the open vault ---------------------------------------------------------------------------------------


class Vault:
    """An open vault: its file, its key, a connection for each thread that asked for one, its lock."""

    def __init__(self, path: Path, key: VaultKey, *, read_only: bool, lock: VaultLock | None) -> None:
        self.path = path
        self.key = key
        self.read_only = read_only
        self._lock = lock
        self._closed = False
        self._mine = threading.local()
        self.watch = noticing.Watch(path)

    def connect(self, look: Callable[[Path, int, int], None] | None = None) -> None:
        """Open a connection for the calling thread. `look` is told the path, application id and version of what lies
        there, and may refuse it, before anything is asked for that would change it."""
        if self._closed:
            raise dbapi2.InterfaceError("the vault is closed")
        where = _read_only_uri(self.path) if self.read_only else str(self.path)
        connection = dbapi2.connect(where, uri=self.read_only, isolation_level=None)
        try:
            hand_over(self.key, connection)
            for pragma, value in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma} = {value}")
            if look is not None:
                look(self.path, *_kind(connection))
            for pragma, value in () if self.read_only else _WRITING:
                connection.execute(f"PRAGMA {pragma} = {value}")
        except BaseException as error:
            connection.close()
            if primary_code(error) == dbapi2.SQLITE_IOERR and not _room_for_index(self.path.parent):
                raise VaultError("disk-full") from error
            raise
        self._mine.connection = connection

    @property
    def connected(self) -> bool:
        """Whether the calling thread has a connection."""
        return getattr(self._mine, "connection", None) is not None

    def connection(self) -> Any:
        """The calling thread's own connection to the file. Raises where it has none: see `Store.connected`."""
        if not self.connected:
            raise dbapi2.InterfaceError("this thread has no connection to the vault")
        return self._mine.connection

    def disconnect(self) -> None:
        """Close the calling thread's connection, where it has one."""
        if self.connected:
            self._mine.connection.close()
            self._mine.connection = None

    def database(self) -> SqlCipherDatabase:
        """The file as peewee sees it, for migrations; not connected."""
        from playhouse.sqlcipher_ext import SqlCipherDatabase

        made = SqlCipherDatabase(None, autoconnect=False)
        made.init(str(self.path), passphrase=self.key.pragma, pragmas=_PRAGMAS + _WRITING)
        return made

    def close(self) -> None:
        """Close the calling thread's connection, open no other, drop the lock. Closing twice is harmless.

        Where another program changed the file underneath, what is here is kept first as a copy beside it, and nothing
        of ours is written into what lies there."""
        if self.connected and not self.read_only and self.watch.changed and not self.watch.by_the_engine:
            self._part()
        self.disconnect()
        self._closed = True
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _part(self) -> None:
        """Keep what is here apart from what another program put in its place."""
        wal = self.path.with_name(self.path.name + "-wal")
        target = noticing.name_beside(self.path, PARTED) if self.path.exists() else self.path
        try:
            self.backup(target)
        except (VaultError, OSError) as error:
            name = getattr(error, "code", type(error).__name__)
            log.error("what was open could not be kept whole: %s", name)
            try:
                copy_whole(wal, target.with_name(target.name + "-wal"))
            except OSError:  # no room for that either
                with contextlib.suppress(OSError):
                    wal.rename(target.with_name(target.name + "-wal"))
        with contextlib.suppress(OSError):
            if self.watch.log_is_ours:
                os.truncate(wal, 0)  # or the engine would write its pages into a file that is not ours any more
                self.disconnect()
            else:  # it would take away by its name what another program put there
                aside = noticing.name_beside(wal, PARTED)
                wal.rename(aside)
                self.disconnect()
                aside.rename(wal)

    def assert_settings(self) -> None:
        """Read back what the connection was told. Raises `VaultError('vault-settings')` naming what differs."""
        connection = self.connection()
        for setting, expected in (_EXPECTED | ({} if self.read_only else _EXPECTED_WRITING)).items():
            found = connection.execute(f"PRAGMA {setting}").fetchone()
            if found is None or found[0] != expected:
                raise VaultError("vault-settings", setting=setting)

    def backup(self, target: Path, tick: Tick = no_tick) -> None:
        """A verified copy under the same key: made under another name, opened again, checked, counted, then renamed.
        Others may write meanwhile. `tick` can stop it.

        Raises `VaultError`: 'backup-exists', 'backup-unsound' (the copy did not prove itself and was thrown away),
        'disk-full', 'folder-read-only'; `Cancelled`.
        """
        if target.exists():
            raise VaultError("backup-exists", name=target.name)
        temporary = target.with_name(f".{target.name}.{os.urandom(4).hex()}")
        try:
            with sorted_failures():
                self._copy(temporary, target.name, tick)
                sync_file(temporary)
                move_new(temporary, target)
        finally:
            _sweep(temporary)

    def _copy(self, copy: Path, name: str, tick: Tick) -> None:
        for _ in range(_COPIES):
            os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            before = figures(self.connection())
            self._vacuum_into(copy, tick)
            _keep_log(copy, self.key)
            copied = prove(copy, self.key, name)
            after = figures(self.connection())
            if copied in (before, after):
                return
            if copied[STATE] in (before[STATE], after[STATE]):
                raise VaultError("backup-unsound", name=name)
            copy.unlink()  # somebody wrote just before and just after: there is nothing to compare it with
        raise VaultError("vault-busy")

    def _vacuum_into(self, copy: Path, tick: Tick) -> None:
        stopped: list[Cancelled] = []

        def asked() -> bool:
            try:
                tick(0, 0)
            except Cancelled as error:
                stopped.append(error)
            return bool(stopped)

        connection = self.connection()
        connection.set_progress_handler(asked, 20_000)
        try:
            connection.execute("VACUUM INTO ?", (str(copy),))
        except dbapi2.OperationalError:
            if stopped:
                raise stopped[0] from None
            raise
        finally:
            connection.set_progress_handler(None, 0)


def figures(connection: Any) -> dict[str, object]:
    """How many rows each table has, and which state of the vault that is: one moment of it."""
    connection.execute("BEGIN")
    try:
        tables = [
            name
            for name, sql in connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
            if not name.startswith("sqlite_") and not sql.startswith("CREATE VIRTUAL")
        ]
        found: dict[str, object] = {
            name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables
        }
        state = (
            connection.execute("SELECT value FROM meta WHERE name = 'state'").fetchone() if "meta" in found else None
        )
        found[STATE] = state and state[0]
        return found
    finally:
        connection.execute("COMMIT")


def reading(path: Path, key: VaultKey) -> Any:
    """A connection that can only read a closed vault and changes not one byte of it. Whether the key is right shows
    when something is read."""
    connection = dbapi2.connect(_read_only_uri(path), uri=True, isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    hand_over(key, connection)
    return connection


def prove(copy: Path, key: VaultKey, name: str = "") -> dict[str, object]:
    """Open a closed vault read-only and go through all of it; returns its `figures`. Raises
    `VaultError('backup-unsound')`, naming it `name`."""
    connection = reading(copy, key)
    try:
        sound = not connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if sound and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]:
            return figures(connection)
    except dbapi2.DatabaseError as error:
        raise VaultError("backup-unsound", name=name or copy.name) from error
    finally:
        connection.close()
    raise VaultError("backup-unsound", name=name or copy.name)


def copy_whole(source: Path, target: Path) -> None:
    """Copy a closed file to a new one that only the user can read, down to the disk."""
    with (
        source.open("rb") as old,
        os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as new,
    ):
        while part := old.read(1 << 20):
            new.write(part)
        new.flush()
        os.fsync(new.fileno())


def _room_for_index(folder: Path) -> bool:
    """Whether the index of the log ("-shm") finds room: where it does not, the engine reports a failing disk."""
    if not hasattr(os, "statvfs"):
        return True
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize >= 1 << 16


def private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are not there, for nobody but the user."""
    for missing in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
        sync_folder(missing.parent)


def move_new(source: Path, target: Path) -> None:
    """Give a finished file its name, never over something that exists. Raises `FileExistsError`."""
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if target.exists():
            raise FileExistsError(target) from None
        source.rename(target)
    else:
        source.unlink()
    sync_folder(target.parent)


def sync_file(file: Path) -> None:
    """Have the bytes of a file on the disk."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk. Systems and file systems that know no such thing keep to their own."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _keep_log(copy: Path, key: VaultKey) -> None:
    """Have a copy say that its changes go to a log, as the vault does. Else its first page would be written in place
    when it is first opened in the vault's stead, and a power cut in that moment could leave a torn one."""
    connection = dbapi2.connect(str(copy), isolation_level=None)
    try:
        hand_over(key, connection)
        connection.execute("PRAGMA journal_mode = wal").fetchall()
    finally:
        connection.close()


def _sweep(temporary: Path) -> None:
    """Take away what a failed attempt left. Where that fails too, the first failure is the one to tell of."""
    for side in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(OSError):
            temporary.with_name(temporary.name + side).unlink(missing_ok=True)


def create(path: Path, key: VaultKey) -> None:
    """Make a vault: whole and closed under a temporary name first, then named. Raises `VaultError`."""
    if path.exists() or path.is_symlink():
        raise VaultError("vault-exists", name=path.name)
    if path.with_name(path.name + "-wal").exists():
        # A log without its vault: the file was moved away. A new one would take the old log for its own.
        raise VaultError("vault-log-left", name=path.name)
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    with sorted_failures():
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            vault = Vault(temporary, key, read_only=False, lock=None)
            try:
                vault.connect()
                connection = vault.connection()
                connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
                migrate(vault)
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                vault.close()
            if temporary.read_bytes()[:16] != key.salt:
                raise VaultError("vault-settings", setting="key")
            move_new(temporary, path)
        finally:
            _sweep(temporary)


def open_vault(path: Path, key: VaultKey, before_migration: Callable[[Vault], None] | None = None) -> Vault:
    """Open an existing vault with a key that `opens` it: for writing, else, where the file or its folder cannot be
    written, for reading. `before_migration` keeps a copy of one that an older release left.

    Raises `VaultError`: 'vault-in-use', 'vault-newer', 'vault-foreign', 'vault-settings', 'folder-read-only' (not even
    readable from there)."""
    lock: VaultLock | None = None
    read_only = not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK)
    if not read_only:
        try:
            lock = VaultLock(path)
        except OSError:
            read_only = True
    vault = Vault(path, key, read_only=read_only, lock=lock)
    try:
        with sorted_failures():
            vault.connect(assert_ours)
            if not read_only:
                _private(path)
                migrate(vault, before_migration)
            vault.assert_settings()
    except VaultError as error:
        vault.close()
        if read_only and error.code == "vault-unreadable":
            raise VaultError("folder-read-only", name=path.name) from error
        raise
    except BaseException:
        vault.close()
        raise
    return vault


def _private(path: Path) -> None:
    """Nobody but the user reads the vault, whatever the umask was; not every file system knows such a thing."""
    with contextlib.suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def migrate(vault: Vault, before: Callable[[Vault], None] | None = None) -> None:
    """Bring the vault up to `schema.NEWEST`. Raises `VaultError`: 'vault-newer', 'program-incomplete'."""
    connection = vault.connection()
    done = _applied(connection)
    if not (MIGRATIONS / f"{schema.NEWEST}.py").is_file():
        # Without its scripts the runner would apply nothing and report success.
        raise VaultError("program-incomplete")
    if done and max(done) > schema.NEWEST:
        raise VaultError("vault-newer", name=vault.path.name, version=max(done))
    if schema.NEWEST in done:
        return
    # A tenth of the start-up, needed once in a vault's life.
    from peewee import PeeweeException
    from playhouse.migrations import Runner

    if done and before is not None:
        before(vault)
    database = vault.database()
    try:
        with database.connection_context():
            runner = Runner(database, str(MIGRATIONS))
            with runner.migrator.migration_context(atomic=False):
                # All of them in one transaction: whatever ends the program, the vault is as it was or of the newest
                # form. Not peewee's own, which rolls back once more where the full disk already did.
                runner.migrator.transactional_ddl = False
                database.begin("IMMEDIATE")
                try:
                    runner.up()
                    database.commit()
                except BaseException:
                    if database.connection().in_transaction:
                        database.rollback()
                    raise
    except PeeweeException as error:
        raise vault_error(error) or error from error
    if schema.NEWEST not in _applied(connection):
        raise VaultError("program-incomplete")
    log.info("vault migrated to %s", schema.NEWEST)


def _applied(connection: Any) -> set[str]:
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_migration'").fetchone()
    return {name for (name,) in connection.execute("SELECT name FROM schema_migration")} if there else set()
