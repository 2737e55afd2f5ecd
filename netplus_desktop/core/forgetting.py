"""Overwriting what freed objects left in memory, as far as the allocators can be brought to it."""

from __future__ import annotations

import ctypes
import functools
import gc
import sys

SMALL = range(48, 513, 16)
"""Sizes of the blocks in which the interpreter keeps small objects, from the least that holds a text."""
POOLS = 96 * 1024 * 1024
"""Bytes of small objects that fill up all memory that the interpreter has free for blocks of any size."""
BLOCKS = 2 * 1024 * 1024
"""Bytes that fill up what is free among blocks of one size."""
HEAD = sys.getsizeof(b"")
CHUNKS = range(24, 1033, 16)
"""Sizes in which the C library keeps what it has free for whoever asks next."""
EACH = 1000
"""How many free chunks of one size are overwritten."""


def wipe(copy: str | bytes) -> None:
    """Blank the letters of an ASCII text, or some bytes, where they stand. Only for a copy that nobody else knows:
    the interpreter takes both for things that never change."""
    head = sys.getsizeof("" if isinstance(copy, str) else b"") - 1
    ctypes.memset(id(copy) + head, 0, len(copy))


def forget_freed() -> None:
    """Neither Python nor Qt blanks what it frees. All that is free is asked for again, filled with zeros and let go;
    whole free pages go back to the system, which blanks them. Takes half a second."""
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper) and thing.__module__.startswith("netplus_desktop.core."):
            thing.cache_clear()  # names and notes may stand in it
    gc.unfreeze()
    gc.collect()
    blanks = [[bytes(SMALL[-1] - HEAD) for _ in range(POOLS // SMALL[-1])]]
    blanks += [[bytes(size - HEAD) for _ in range(BLOCKS // size)] for size in SMALL]
    del blanks
    if sys.platform == "linux":
        _forget_chunks()


def _forget_chunks() -> None:
    """The same for what C and C++ freed. glibc only: others have no `malloc_trim`, and are left alone."""
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "malloc_trim"):
        return
    libc.calloc.restype = ctypes.c_void_p
    libc.calloc.argtypes = [ctypes.c_size_t, ctypes.c_size_t]
    libc.free.argtypes = [ctypes.c_void_p]
    libc.malloc_trim(0)
    for size in CHUNKS:
        taken = [libc.calloc(1, size) for _ in range(EACH)]
        for chunk in taken:
            libc.free(chunk)
    libc.malloc_trim(0)
