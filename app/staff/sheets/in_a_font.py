"""What does a cell say that was typed in a font of old? Each cell is decided on its own; a doubtful one is told."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.staff.sheets.draft import Draft
from app.staff.sheets.grid import Cell
from app.staff.sheets.hindi_or_english import Reads, are_plain, font_among, leaning, reads
from app.staff.sheets.legacy import LegacyFont, converted, fonts, named
from app.staff.sheets.model import Severity
from app.staff.sheets.values import Tell, masked

DOUBTFUL = "cell.font-doubtful"
_DEVANAGARI = re.compile("[\u0900-\u097f]")


@dataclass(slots=True)
class ColumnFont:
    """The font of a column's texts as far as they were looked at; `own` are the fonts of its cells by their rows.

    Where no cell's font is known, `own` is empty: text files have none. `only` are the rows whose cells were not
    decided before; None: all.
    """

    own: Mapping[int, str]
    only: Collection[int] | None = None
    font: LegacyFont | None = None
    is_many: bool = False

    @property
    def is_known(self) -> bool:
        return self.font is not None or bool(self.own)

    @property
    def name(self) -> str:
        return self.font.name if self.font else ""

    def look_at(self, cells: Iterable[Cell], drafts: Iterable[Draft]) -> bool:
        """Look for a font in the cells of the next rows while none was found; say whether many of them are in one."""
        if self.font is not None or are_plain(set(texts := self._texts(cells, drafts))):
            return False
        self.font, self.is_many = font_among(texts, fonts())
        return self.is_many

    def _texts(self, cells: Iterable[Cell], drafts: Iterable[Draft]) -> list[str]:
        if self.only is None:
            return [cell for cell in cells if cell.__class__ is str and cell]
        pairs = zip(cells, drafts, strict=True)
        return [cell for cell, draft in pairs if isinstance(cell, str) and draft.place.row in self.only]

    def said(self, cell: Cell, draft: Draft, id: str) -> Cell:
        """Return the cell in Unicode where it is Hindi; what was typed stays beside it, to be looked at."""
        if not isinstance(cell, str) or not cell or not self._is_open(draft.place.row):
            return cell
        own = named(self.own.get(draft.place.row, ""))
        font = own or self.font
        if font is None:
            return cell
        is_own = bool(own) if self.own else None
        found = reads(cell, font, leaning(is_many=self.is_many, own_font=is_own))
        if found is Reads.ENGLISH:
            return cell
        in_unicode = converted(cell, font) or cell
        if found is Reads.EITHER:
            draft.raw[id] = masked(cell)
            tell = Tell(DOUBTFUL, {"font": font.name}, severity=Severity.WARNING, proposal=in_unicode)
            draft.tell(id, tell)
            return cell
        draft.raw[id] = masked(cell)
        return in_unicode

    def _is_open(self, row: int) -> bool:
        return self.only is None or row in self.only


def was_converted(typed: str, value: str) -> bool:
    """Say whether the value is what was typed in a font of old, in Unicode."""
    return bool(_DEVANAGARI.search(value)) and not _DEVANAGARI.search(typed)
