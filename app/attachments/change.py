"""How a slot changes: its pages are edited, fitted anew and kept, with no other change lost between."""

from collections.abc import Callable
from pathlib import Path

from PIL import Image

from app.attachments.fit import Outcome, fit
from app.attachments.model import Looked, SlotState
from app.attachments.picture import open_page, turned
from app.attachments.shelf import Sheet, Sheets, Shelf, lay_in, page_bytes, page_is_there, shelves
from app.errors import InputError
from app.packs.model import DocumentSlot
from app.records.engine import Records


def edit_page(
    records: Records, application: str, slot: DocumentSlot, page: str, edit: Callable[[Sheet], Sheet]
) -> None:
    """Change one page. Raises: InputError("slot.page-unknown"), and what `edit` raises."""

    def edited(sheets: Sheets) -> Sheets:
        chosen = find_page(sheets, slot, page)
        return tuple(edit(sheet) if sheet is chosen else sheet for sheet in sheets)

    change(records, application, slot, edited)


def change(
    records: Records,
    application: str,
    slot: DocumentSlot,
    edit: Callable[[Sheets], Sheets],
    *,
    looked: Looked | None = None,
) -> None:
    """Change the slot's pages; `edit` may be asked again, on top of a change that came meanwhile.

    Fitting takes a second, so no writer is held up by it. `looked`: what a person says of the pages just now; what was
    said before holds as long as it is not asked anew.
    """
    laid_in = False
    while not laid_in:
        before = shelf_of(records, application, slot.id)
        sheets = edit(before.sheets)
        outcome = _outcome(records.home, application, slot, sheets)
        said = None if outcome.state in (SlotState.EMPTY, SlotState.NEEDS_MASK) else looked or before.looked
        laid_in = lay_in(records, application, slot.id, sheets, outcome, after=before.revision, looked=said)


def _outcome(home: Path, application: str, slot: DocumentSlot, sheets: Sheets) -> Outcome:
    """No copy is made while Aadhaar digits may be on it; nor of a lost page, that must be possible to remove."""
    if not sheets:
        return Outcome(SlotState.EMPTY)
    if needs_mask(slot, sheets):
        return Outcome(SlotState.NEEDS_MASK)
    if not all(page_is_there(home, application, sheet) for sheet in sheets):
        return Outcome(SlotState.WORKING)
    return fit([shown_page(home, application, sheet) for sheet in sheets], slot)


def shown_page(home: Path, application: str, sheet: Sheet) -> Image.Image:
    return turned(open_page(page_bytes(home, application, sheet)), sheet.turn)


def needs_mask(slot: DocumentSlot, sheets: Sheets) -> bool:
    return slot.mask_aadhaar and not all(sheet.cleared for sheet in sheets)


def find_page(sheets: Sheets, slot: DocumentSlot, page: str) -> Sheet:
    found = next((sheet for sheet in sheets if sheet.id == page), None)
    if found is None:
        raise InputError(reason="slot.page-unknown", field=slot.id)
    return found


def shelf_of(records: Records, application: str, slot: str) -> Shelf:
    with records.read() as session:
        return shelves(session, application).get(slot, Shelf())
