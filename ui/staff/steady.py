"""Work on a hundred thousand rows that lets the window go on."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def steady(*, keeps: bool = False) -> Iterator[None]:
    """Collect no garbage meanwhile: with millions of objects alive one collection stops every thread for seconds.

    What the work leaves behind goes by its reference counts. `keeps`: what it made stays, and is never looked through.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
        if keeps:
            gc.freeze()
    finally:
        if was:
            gc.enable()
