"""Sort what SQLite reports into failures that a user can be told of. The one place that knows its codes."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlcipher3 import dbapi2

from netplus_desktop.core.errors import VaultError

NOT_A_DATABASE = dbapi2.SQLITE_NOTADB
CORRUPT = dbapi2.SQLITE_CORRUPT

_CODES = {
    dbapi2.SQLITE_FULL: "disk-full",
    dbapi2.SQLITE_READONLY: "vault-read-only",
    dbapi2.SQLITE_BUSY: "vault-busy",
    dbapi2.SQLITE_LOCKED: "vault-busy",
    dbapi2.SQLITE_CORRUPT: "vault-damaged",
    dbapi2.SQLITE_NOTADB: "vault-damaged",
    dbapi2.SQLITE_IOERR: "vault-unreadable",
    dbapi2.SQLITE_CANTOPEN: "vault-unreadable",
    dbapi2.SQLITE_PERM: "vault-unreadable",
    dbapi2.SQLITE_AUTH: "vault-unreadable",
}

_UNCODED = {"database or disk is full": dbapi2.SQLITE_FULL, "disk I/O error": dbapi2.SQLITE_IOERR}
"""What a copy page by page reports has its words only."""


def primary_code(error: BaseException | None) -> int | None:
    """SQLite's primary result code behind an error; None where there is none."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        code = getattr(error, "sqlite_errorcode", _UNCODED.get(str(error)))
        if code is not None:
            return int(code) & 0xFF
        error = error.__cause__ or error.__context__ or getattr(error, "orig", None)
    return None


def vault_error(error: BaseException) -> VaultError | None:
    """The failure to tell of, or None where the error is a bug of ours."""
    if isinstance(error, OSError):
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        readonly = error.errno in (errno.EROFS, errno.EACCES, errno.EPERM)
        return VaultError("disk-full" if full else "folder-read-only" if readonly else "vault-unreadable")
    code = _CODES.get(primary_code(error) or 0)
    return VaultError(code) if code else None


@contextmanager
def sorted_failures() -> Iterator[None]:
    """Raise what the engine reports within as `VaultError`; bugs pass as they are."""
    try:
        yield
    except (dbapi2.Error, OSError) as error:
        told = vault_error(error)
        if told is None:
            raise
        raise told from error
