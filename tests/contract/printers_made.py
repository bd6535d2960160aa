"""The printers that the contract is asked of: each with its device, a way to count what came out, and a broken twin."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.base.document import Document, Kind, Line, Pair, Qr, Shape, Title
from app.base.words import Words
from app.ports.printing import Printer, Progress
from printers.choose import PrinterSetting, printer_from
from printers.emulator import Emulator
from printers.emulator_parser import Cut, commands
from printers.virtual import VirtualPrinter

CLOSED_PORT = "127.0.0.1:1"


@dataclass(frozen=True, slots=True)
class Case:
    """`papers` counts the papers that came out; `broken` is the same kind of printer with nothing behind it."""

    printer: Printer
    papers: Callable[[], int]
    broken: Printer


def slip(lines: int = 7) -> Document:
    """Return a slip that is longer than two slices, so that there is a midway."""
    return Document(
        kind=Kind.BOARD_FEE,
        shape=Shape.SLIP,
        number="BF/2025-26/000042",
        issued_at=datetime(2025, 6, 2, 5, 30, tzinfo=UTC),
        office=Words("जन सेवा केन्द्र, वार्ड 4", "Jan Seva Kendra, Ward 4"),
        blocks=(
            Title(Words("शुल्क रसीद", "Fee receipt")),
            Pair(Words("नाम", "Name"), "श्रीमती क्षमा त्रिपाठी"),
            *(Line(f"पंक्ति {n}: प्रार्थना पत्र की स्थिति") for n in range(lines)),
            Qr("https://centre.invalid/v/000042", Words("जाँचें", "Verify")),
        ),
    )


def unwatched(progress: Progress) -> None:
    """Let everything pass."""


@contextmanager
def virtual(folder: Path) -> Iterator[Case]:
    printer, broken = VirtualPrinter("slip"), VirtualPrinter("slip")
    broken.rows_left = 0
    yield Case(printer, lambda: len(printer.papers()), broken)


@contextmanager
def file(folder: Path) -> Iterator[Case]:
    jobs = folder / "jobs.escpos"

    def papers() -> int:
        written = jobs.read_bytes() if jobs.exists() else b""
        return sum(isinstance(command, Cut) for command, _ in commands(written))

    absent = folder / "no-such-folder" / "jobs.escpos"
    yield Case(of("file", str(jobs)), papers, of("file", str(absent)))


@contextmanager
def pdf(folder: Path) -> Iterator[Case]:
    out, plain_file = folder / "out", folder / "plain-file"
    plain_file.touch()
    yield Case(
        of("pdf", str(out)),
        lambda: sum(1 for _ in out.glob("*.pdf")),
        of("pdf", str(plain_file / "below")),
    )


@contextmanager
def network(folder: Path) -> Iterator[Case]:
    with Emulator() as emulator:
        yield Case(of("network", emulator.address), lambda: len(emulator.papers), of("network", CLOSED_PORT))


def of(kind: str, address: str, answers: str = "full", dots: int = 576) -> Printer:
    """Return the printer as the settings would name it."""
    return printer_from(PrinterSetting("slip", kind, address, dots=dots, answers=answers))


KINDS = {"virtual": virtual, "file": file, "pdf": pdf, "network": network}
