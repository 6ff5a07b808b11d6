"""The server's memory, kept from growing for no reason."""

import ctypes
import platform

M_ARENA_MAX = -8  # of mallopt(3)
ARENAS = 2


def steady() -> None:
    """Let all threads share a few heaps, before there are any threads.

    glibc gives every thread a heap of its own, up to eight for each core, and what one has freed the others cannot use: a
    server of many threads grows by tens of megabytes for nothing.
    """
    if platform.libc_ver()[0] == "glibc":
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)
