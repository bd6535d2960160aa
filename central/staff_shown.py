"""What is shown of a confirmed sheet to the desks of its office and of those above: whoever certifies sits at one.

The rows lie here chunk by chunk as they were confirmed, until the sheet is closed or opened again; what is certified
enters the master from here, and goes up only once.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from app.staff.certificate import ROWS_NOTE, SHEET_NOTE
from central.sheet import Sheet
from central.staff_model import StaffBatch, StaffNote
from central.staff_office import up_from

Document = dict[str, Any]


def tell_sheet(
    sheet: Sheet,
    found: StaffBatch,
    file: str = "",
    *,
    sent_back: Mapping[str, str] | None = None,
    left_out: Sequence[Document] = (),
) -> None:
    """Tell how a sheet stands that was confirmed once; `file` is the name that its office gave it.

    `sent_back` is why it was opened again: the reason, by whom, from which post and when. `left_out` is for what
    reason how many rows stand in the office's file and not in it.
    """
    held = sheet.fetch(StaffNote, _sheet_id(found.id))
    if held is None and not found.chunks:
        return
    document = _about(found, file or (str(held.document["file"]) if held else ""))
    certified = {name: value for name, value in found.certified.items() if name != "p7s"}
    document |= {"state": found.state, "chunks": len(found.chunks), "certified": certified}
    document |= {"sent_back": dict(sent_back or {}), "left_out": list(left_out)}
    document |= {"whole": len(found.taken) == len(found.chunks), "at": sheet.centre.moment()}
    _put(sheet, found, _sheet_id(found.id), SHEET_NOTE, document)


def tell_again(sheet: Sheet, found: StaffBatch) -> None:
    """Tell once more how a sheet stands, to a desk that took it to stand otherwise."""
    held = sheet.fetch(StaffNote, _sheet_id(found.id))
    if held is not None:
        _put(sheet, found, held.id, SHEET_NOTE, held.document)


def show_rows(sheet: Sheet, found: StaffBatch, place: int, file: str, rows: Document) -> None:
    """Keep a chunk as it came, packed, and show it with the lines of the office's file that its rows stand in."""
    document = _about(found, file) | {"chunks": len(found.chunks), "chunk": place} | rows
    _put(sheet, found, _rows_id(found.id, place), ROWS_NOTE, document | {"at": sheet.centre.moment()})


def shown_rows(sheet: Sheet, found: StaffBatch, place: int) -> str:
    """Return a chunk of this round as it came, packed; empty, where it did not come."""
    return str(_shown(sheet, found, place).get("rows", ""))


def shown_found(sheet: Sheet, found: StaffBatch, place: int) -> str:
    """Return what was said of the rows of a chunk, packed; empty, where nothing was."""
    return str(_shown(sheet, found, place).get("found", ""))


def _shown(sheet: Sheet, found: StaffBatch, place: int) -> Document:
    held = sheet.fetch(StaffNote, _rows_id(found.id, place))
    return held.document if held is not None and held.document.get("round") == found.round else {}


def hide_rows(sheet: Sheet, found: StaffBatch) -> None:
    """Keep the rows of a sheet no longer, and show them to no desk that comes anew."""
    for place in range(len(found.chunks)):
        if shown_rows(sheet, found, place):
            _put(sheet, found, _rows_id(found.id, place), ROWS_NOTE, {})


def _about(found: StaffBatch, file: str) -> Document:
    return {
        "batch": found.id,
        "office": found.office,
        "file": file,
        "round": found.round,
        "begun_by": found.begun_by,
        "confirmed_by": found.confirmed_by,
    }


def _put(sheet: Sheet, found: StaffBatch, id: str, kind: str, document: Document) -> None:
    held = sheet.fetch(StaffNote, id)
    above = up_from(sheet.centre.directory(sheet.connection), found.office)
    offices = list(dict.fromkeys([found.office, found.desk_office, *above]))
    sheet.put(StaffNote(id, held.version + 1 if held else 1, kind, found.office, offices, document))


def _sheet_id(batch: str) -> str:
    return f"{batch}.sheet"


def _rows_id(batch: str, place: int) -> str:
    return f"{batch}.{place}"
