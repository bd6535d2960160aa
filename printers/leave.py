"""Which files a paper leaves in a folder: its page, and for a slip also the picture and bytes of each roll width."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.base.document import Copy, Document, Shape
from printers.escpos import encode
from printers.pdf import page
from printers.pdf_folder import cannot_write, write_whole
from printers.picture import png
from printers.raster import draw


@dataclass(frozen=True, slots=True)
class Leaving:
    """Leaves papers in `out`; `widths` maps what a roll is called to its dots."""

    out: Path
    widths: Mapping[str, int]

    def __call__(self, name: str, document: Document, copy: Copy) -> list[str]:
        """Write the files of one print and return their names. Raises: DeviceMissing("out.cannot-write")."""
        names = []
        for ending, data in self._files(document, copy):
            names.append(f"{name}{ending}")
            self._write(self.out / names[-1], data)
        return names

    def _files(self, document: Document, copy: Copy) -> Iterator[tuple[str, bytes]]:
        yield ".pdf", page(document, copy)
        if document.shape is not Shape.SLIP:
            return
        for width, dots in self.widths.items():
            raster = draw(document, dots, copy)
            yield f"-{width}.png", png(raster)
            yield f"-{width}.escpos", encode(raster, cuts=True)

    def _write(self, file: Path, data: bytes) -> None:
        try:
            write_whole(file, data, lambda _written: None)
        except OSError as wrong:
            raise cannot_write(self.out, wrong) from wrong
