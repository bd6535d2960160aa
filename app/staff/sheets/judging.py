"""What do the cells of one column say? Each text is judged once, and what is wrong with a cell goes to its row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeGuard

from app.staff.sheets.draft import Draft
from app.staff.sheets.grid import Cell
from app.staff.sheets.in_a_font import ColumnFont
from app.staff.sheets.values import Judge, Judged, Told, text_of


@dataclass(slots=True)
class Column:
    """One mapped column: where it is, how its cells are judged, and what was judged already."""

    at: int
    id: str
    judge: Judge
    fonts: ColumnFont | None  # where its kind of cell may be typed in a font of old
    seen: dict[str, Judged] | None  # where many cells say the same

    def values(self, cells: Sequence[Cell], drafts: list[Draft]) -> list[str]:
        """Return the values of these cells, "" for none; what else is to be said of a cell goes to its row."""
        said: Sequence[Cell] = cells
        if self.fonts is not None and self.fonts.is_known:
            pairs = zip(cells, drafts, strict=True)
            said = [self.fonts.said(cell, draft, self.id) for cell, draft in pairs]
        if self.seen is None:
            found = [self.judge(cell) if cell != "" else "" for cell in said]
        else:
            found = _judged_once(self.judge, self.seen, said)
        if _are_texts(found):
            return found
        return [
            _told(draft, self.id, each, cell) if isinstance(each, Told) else each
            for each, draft, cell in zip(found, drafts, cells, strict=True)
        ]


def _judged_once(judge: Judge, seen: dict[str, Judged], cells: Sequence[Cell]) -> list[Judged]:
    """Judge each text once, however many cells say it; a number may look like another kind of cell, and is not kept."""
    for text in {cell for cell in cells if isinstance(cell, str)}:
        if text not in seen:
            seen[text] = judge(text) if text else ""
    if _are_texts(cells):
        return list(map(seen.__getitem__, cells))
    return [seen[cell] if isinstance(cell, str) else judge(cell) for cell in cells]


def _are_texts(each: Sequence[Cell | Judged]) -> TypeGuard[list[str]]:
    return set(map(type, each)) <= {str}


def _told(draft: Draft, id: str, judged: Told, cell: Cell) -> str:
    """Give the row what is to be said of a cell; return its value."""
    if judged.token:
        draft.values[f"{id}_token"] = judged.token
    if judged.tells:
        draft.raw.setdefault(id, text_of(cell) if judged.raw is None else judged.raw)
    for tell in judged.tells:
        draft.tell(id, tell)
    return judged.value
