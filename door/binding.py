"""How a file is bound and a report drawn: by the printers' room, whose libraries are loaded when first needed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ports.binding import BoundFile, DraftedLetter, Unbinder
    from app.ports.report import Report
    from app.ports.signing import Judge


class BinderAtHome:
    """A `Binder`, with the CAs and CRLs of the desk's trust folder."""

    def __init__(self, home: Path) -> None:
        self._trust = home / "trust"

    def evidence(self) -> Mapping[str, bytes]:
        from dsc.export import evidence

        return evidence(self._trust)

    def bind(self, file: "BoundFile", attached: Mapping[str, bytes]) -> bytes:
        from printers.bound_pages import bound

        return bound(file, attached)

    def letter(self, letter: "DraftedLetter") -> bytes:
        from printers.letter import drawn

        return drawn(letter)

    @property
    def unbinder(self) -> "Unbinder":
        from dsc.export import PdfUnbinder

        return PdfUnbinder()

    def judge(self, cas: Sequence[bytes], lists: Sequence[bytes]) -> "Judge":
        from app.ports.clock import SystemClock
        from dsc.judge import OfficeJudge
        from dsc.trust import Trust

        return OfficeJudge(Trust.in_folder(self._trust, cas, lists), SystemClock())


class ReporterOnDemand:
    """A `Reporter`."""

    def pages(self, report: "Report") -> bytes:
        from printers.report import pages

        return pages(report)
