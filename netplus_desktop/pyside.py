"""PySide, imported without what it would do anew at every start.

Much of its own Python lies as source inside one of its libraries and is compiled whenever it is imported: a seventh of
the start of a bare window. The compiled form is kept here, where Python keeps that of this program. And PySide puts an
import of its own in place, which reads the source of every module imported from then on for switches that nothing here
uses: a fourteenth of such a start. The plain one comes back.
"""

from __future__ import annotations

import builtins
import marshal
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source, source_hash
from pathlib import Path
from types import CodeType
from typing import Any

INSIDE = "shibokensupport"
"""The package that lies in the library."""


def load() -> None:
    """Import what every part of PySide stands on."""
    plain_import, plain_compile = builtins.__import__, builtins.compile
    sources = _Sources(kept_file())
    builtins.compile = sources.compiled
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.__import__, builtins.compile = plain_import, plain_compile
    sources.keep()


def kept_file() -> Path:
    """Where the compiled form is kept: beside this program's own, or in the packaged program, which brings it along."""
    beside = __file__ if getattr(sys, "frozen", False) else cache_from_source(__file__)
    return Path(beside).with_name(f"{INSIDE}.{sys.implementation.cache_tag}.bin")


class _Sources:
    """The sources inside the library: each is compiled when it is first seen, and when it is another one."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._compile = builtins.compile
        self._new = False
        self._known: dict[str, tuple[bytes, CodeType]] = {}
        with suppress(OSError, EOFError, ValueError, TypeError):  # not there, or not whole
            self._known = dict(marshal.loads(file.read_bytes()))

    def compiled(self, source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:
        """Stands in for `compile`. Future statements are inherited from here, not from PySide's code that calls it;
        that of the annotations stands in both, and no other."""
        if not (isinstance(source, bytes) and str(filename).startswith(f"{INSIDE}/")) or more or named:
            return self._compile(source, filename, mode, *more, **named)
        digest = source_hash(source)
        known, code = self._known.get(filename, (b"", None))
        if known != digest or code is None:
            self._new = True
            code = self._compile(source, filename, mode)
            self._known[filename] = digest, code
        return code

    def keep(self) -> None:
        """Write what had to be compiled, for the next start. Where that fails, it is compiled then, too."""
        if not self._new or sys.dont_write_bytecode:
            return
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(marshal.dumps(self._known))
                part.replace(self._file)
            finally:
                part.unlink(missing_ok=True)
