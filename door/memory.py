"""How memory goes back to the system: on a computer with 4 GB, what a scan took must not stay with the window."""

import sys

# <malloc.h> of glibc. Left alone, the first large picture raises the size from which memory is mapped, and thus given
# back as a whole; and every thread gets an arena whose holes nobody else fills.
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8
_MAPPED_FROM_BYTES, _ARENAS = 128 * 1024, 2


def give_back_large_pieces() -> None:
    """Have large pieces of memory given back when they are freed; where the C library is another, do nothing."""
    if sys.platform != "linux":
        return
    from ctypes import CDLL

    library = CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(_MMAP_THRESHOLD, _MAPPED_FROM_BYTES)
        library.mallopt(_ARENA_MAX, _ARENAS)
