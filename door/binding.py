"""How a file is bound and a report drawn: by the printers' room, whose libraries are loaded when first needed."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ports.binding import BoundFile, DraftedLetter
    from app.ports.report import Report


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


class ReporterOnDemand:
    """A `Reporter`."""

    def pages(self, report: "Report") -> bytes:
        from printers.report import pages

        return pages(report)
