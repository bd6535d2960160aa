"""How work that blocks runs beside the window: one thread a lane, its result back on the window's thread."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from functools import partial
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.errors import AppError

T = TypeVar("T")
log = logging.getLogger(__name__)


class Lane(StrEnum):
    """One thread each, so that the records or a device are never used twice at once."""

    RECORDS = "records"
    CENTRE = "centre"
    PRINTER = "printer"
    SCANNER = "scanner"
    SIGNING = "signing"
    SHEETS = "sheets"  # a big sheet is read here: whoever works on the records does not wait for it


class Tasks(QObject):
    """Runs work on a lane. Work that can be cancelled polls a `threading.Event` of its own and raises Cancelled."""

    _ready = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {lane: ThreadPoolExecutor(1, f"lane-{lane.value}") for lane in Lane}
        self._closed = False
        self._ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None],
        *,
        owner: QObject,
    ) -> None:
        """Start `work`; call `done` or `failed` later on this thread, unless `owner` is gone by then.

        A defect, an error nobody foresaw, is logged with its trace and reaches `failed` as AppError.
        """
        if not self._closed:
            self._lanes[lane].submit(self._work, work, done, failed, owner)

    def close(self) -> None:
        """Wait for what is running, drop what has not begun; nothing can be started any more."""
        self._closed = True
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)

    def _work(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None],
        owner: QObject,
    ) -> None:
        call: Callable[[], None]
        try:
            call = partial(done, work())
        except AppError as error:
            call = partial(failed, error)
        except Exception as defect:  # the window stays up whatever a lane meets; the trace goes to the log
            log.exception("a lane met a defect")
            call = partial(failed, AppError(defect=type(defect).__name__))
        self._ready.emit((owner, call))

    @Slot(object)
    def _deliver(self, message: tuple[QObject, Callable[[], None]]) -> None:
        owner, call = message
        if shiboken6.isValid(owner) and not self._closed:
            call()
