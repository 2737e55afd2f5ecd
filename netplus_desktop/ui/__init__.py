"""The window. The only place, with `app`, that imports PySide6."""

import ctypes
import sys

if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    # PySide6 6.12 is built for interpreters in which None is immortal: every call of a Qt method that returns nothing
    # takes a reference of None away without owning it, and after some thousand calls the interpreter ends itself
    # ("deallocating None"). On older interpreters None is given so many references that they never run out.
    ctypes.c_ssize_t.from_address(id(None)).value += 1 << (ctypes.sizeof(ctypes.c_ssize_t) * 5)
