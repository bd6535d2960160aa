"""How a thread that works by itself gives way: the window's thread asks for a processor many times a second."""

import os
import sys
import threading

NICE_STEPS = 10
"""About a tenth of a processor while the window wants it too; all of it while it does not."""
_thread = threading.local()


def give_way() -> None:
    """Lower the calling thread's own priority, for good. Linux keeps one for each thread; elsewhere it stays."""
    _thread.gives_way = True
    if sys.platform == "linux":
        thread = threading.get_native_id()
        os.setpriority(os.PRIO_PROCESS, thread, max(NICE_STEPS, os.getpriority(os.PRIO_PROCESS, thread)))


def gives_way() -> bool:
    """Return whether the calling thread works by itself, behind whatever a person waits for."""
    return getattr(_thread, "gives_way", False)
