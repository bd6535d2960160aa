"""How a file is bound at a desk: drawn by the printers' room, with the CAs and CRLs of the desk's trust folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.ports.binding import BoundFile, DraftedLetter


class BinderAtHome:
    """A `Binder`. The PDF libraries are loaded with the first export, not with the window."""

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
