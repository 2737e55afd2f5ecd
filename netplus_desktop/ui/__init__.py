"""The window. The only place, with `app`, that imports PySide6."""

import ctypes
import sys

if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
    # PySide6 6.12 is built for interpreters in which None and the truth values are immortal: every call of a Qt method
    # that returns nothing takes a reference of None away without owning it, every signal that is emitted one of True,
    # and after some hundred calls the interpreter ends itself ("deallocating None", "deallocating True or False").
    # On older interpreters they are given so many references that they never run out.
    for constant in (None, True, False):
        ctypes.c_ssize_t.from_address(id(constant)).value += 1 << (ctypes.sizeof(ctypes.c_ssize_t) * 5)
    del constant
