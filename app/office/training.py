"""The training stage: a centre told to be slow, down or refusing, its notices, and a printer that runs out of paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.office.desk import Desk
from app.ports.printing import PracticePrinter
from app.ports.scanning import PracticeScanner

_MOST = 50
_ROLL_END = 160  # dots: a slip that begins now ends in the middle


@dataclass(frozen=True, slots=True)
class PrinterFaults:
    """What goes wrong with the practice printer: its roll is at its end, its cover stands open."""

    roll_ends: bool
    cover_open: bool


class TrainingCentre:
    """Only there in training."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def behaviour(self) -> Mapping[str, Any]:
        return dict(self._desk.centre.behaviour()["behaviour"])

    def set_behaviour(self, **fields: Any) -> Mapping[str, Any]:
        """Change what is named; the rest stays as it is."""
        return dict(self._desk.centre.set_behaviour(fields)["behaviour"])

    def notices(self) -> tuple[str, ...]:
        """Return the SMS texts that the training gateway wrote, newest first."""
        folder = self._desk.settings.sms_folder
        if folder is None or not folder.is_dir():
            return ()
        newest = sorted(folder.glob("*.txt"), key=_written, reverse=True)[:_MOST]
        return tuple(file.read_text("utf-8") for file in newest)

    def printer_faults(self) -> PrinterFaults:
        printers = self._printers()
        return PrinterFaults(
            roll_ends=any(each.rows_left is not None for each in printers),
            cover_open=any(each.cover_open for each in printers),
        )

    def let_roll_end(self, *, ends: bool) -> PrinterFaults:
        """Let the paper run out in the middle of the next slip; else put in a new roll."""
        for each in self._printers():
            each.rows_left = _ROLL_END if ends else None
        return self.printer_faults()

    def open_cover(self, *, opened: bool) -> PrinterFaults:
        for each in self._printers():
            each.cover_open = opened
        return self.printer_faults()

    def hurry_scanner(self) -> None:
        """Let pages pass at once: nobody is watching."""
        for each in self._desk.scanners:
            if isinstance(each, PracticeScanner):
                each.seconds = 0

    def _printers(self) -> tuple[PracticePrinter, ...]:
        return tuple(each for each in self._desk.printers.values() if isinstance(each, PracticePrinter))


def _written(file: Path) -> tuple[int, str]:
    """Return when a notice was written: the name of one that must not go twice (a refund's) does not grow with time."""
    return file.stat().st_mtime_ns, file.name
