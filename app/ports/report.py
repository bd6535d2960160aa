"""What the office needs of whoever puts tables on pages: a report with a title, a few facts and its tables."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Tone(StrEnum):
    """How a cell is shaded. What it means always stands in the cell as words, too."""

    PLAIN = ""
    GOOD = "good"
    WAIT = "wait"
    WRONG = "wrong"


_GOOD_FROM, _WAIT_FROM = 75, 40  # percent


def tone_of(percent: int) -> Tone:
    """Return how a share of what is to be done is shaded."""
    if percent >= _GOOD_FROM:
        return Tone.GOOD
    return Tone.WAIT if percent >= _WAIT_FROM else Tone.WRONG


@dataclass(frozen=True, slots=True)
class Told:
    """A cell: its text, and how it is shaded."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class ReportTable:
    """Rows under headings. `shares` are the widths of the columns, in parts of the whole.

    `refers`: what each row tells of, where it can be looked at: a file or letter, and an issue in it or none.
    """

    title: str
    columns: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[Told, ...], ...]
    refers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """In one language. `facts` are labels with what they tell; moments are UTC."""

    title: str
    office: str
    by: str
    at: datetime
    facts: tuple[tuple[str, str], ...]
    tables: tuple[ReportTable, ...]
    training: bool = False


class Reporter(Protocol):
    """Draws a report on A4 pages that lie across."""

    def pages(self, report: Report) -> bytes:
        """Return the PDF; the same report gives the same bytes."""
        ...
