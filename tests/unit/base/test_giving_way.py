"""A thread that gives way takes no other thread of the process with it."""

import os
import sys
import threading

import pytest

from app.base.giving_way import NICE_STEPS, give_way

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps a priority for each thread")


def _priority() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_only_the_thread_that_gives_way_steps_back() -> None:
    before = _priority()
    found: list[int] = []

    def work() -> None:
        give_way()
        give_way()
        found.append(_priority())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [max(NICE_STEPS, before)]
    assert _priority() == before
