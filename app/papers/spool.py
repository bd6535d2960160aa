"""The print spool: every printer's queue at work, each on a thread of its own."""

from collections.abc import Callable, Mapping
from functools import partial

from app.errors import InputError
from app.papers.claims import interrupted
from app.papers.issue import Read, snapshot
from app.papers.jobs import decide, open_jobs, release
from app.papers.lane import Lane
from app.ports.clock import Clock
from app.ports.printing import Printer
from app.records.engine import Records

__all__ = ["Spool", "decide", "open_jobs", "release"]


class Spool:
    """`told` is called, on the thread that prints, after each change of a print; `read` gives what to print."""

    def __init__(
        self,
        records: Records,
        printers: Mapping[str, Printer],
        clock: Clock,
        told: Callable[[], None],
        read: Read = snapshot,
    ) -> None:
        self._records, self._told, self._started = records, told, False
        self._lane = partial(Lane, records=records, clock=clock, told=told, read=read)
        self._lanes = {name: self._lane(name, printer) for name, printer in printers.items()}

    def start(self) -> None:
        """Begin to print by itself. What was on its way when the program ended is never sent again by itself."""
        with self._records.write() as session:
            cut = interrupted(session)
        if cut:
            self._told()
        self._started = True
        for lane in self._lanes.values():
            lane.start()

    def stop(self) -> None:
        """End; the papers now printing come out. Safe to call when it was never started."""
        self._started = False
        for lane in self._lanes.values():
            lane.stop()

    def take_up(self, name: str, printer: Printer) -> None:
        """Let the prints of that name go to this printer from now on; the paper now printing comes out before."""
        if before := self._lanes.get(name):
            before.stop()
        lane = self._lane(name, printer)
        self._lanes = {**self._lanes, name: lane}
        if self._started:
            lane.start()

    def nudge(self) -> None:
        """Something was queued, decided or released: it may go now."""
        for lane in self._lanes.values():
            lane.nudge()

    def run_once(self, printer_name: str) -> int:
        """Print here and now all of that printer that can go; return how many prints were tried.

        Raises: InputError("printer.unknown"); RecordsError.
        """
        if printer_name not in self._lanes:
            raise InputError(reason="printer.unknown", field="printer", printer=printer_name)
        return self._lanes[printer_name].once()
