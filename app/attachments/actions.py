"""What is done to the papers of an application: each change keeps the pages and fits the slot anew."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image
from sqlalchemy.orm import Session

from app.attachments.blobs import draft_folder
from app.attachments.change import change, edit_page, find_page, needs_mask, shelf_of, shown_page
from app.attachments.digits import first_eight
from app.attachments.fit import KB, Outcome, most_pages
from app.attachments.intake import pages_of
from app.attachments.left_over import left_over
from app.attachments.mask import masked
from app.attachments.model import Box, Looked, Origin, Page, SlotState, SlotView
from app.attachments.picture import as_page, dpi_of
from app.attachments.read_back import pictures_in
from app.attachments.shelf import Sheet, Sheets, Shelf, copy_bytes, lay_in, page_bytes, shelves
from app.errors import InputError
from app.packs.model import DocumentSlot, Pack
from app.records.engine import Records

_QUARTER, _CIRCLE = 90, 360


def views(session: Session, pack: Pack, application: str, home: Path) -> tuple[SlotView, ...]:
    """Return every slot the service asks for, in the pack's order. Looks at rows alone, at no file."""
    kept, folder = shelves(session, application), draft_folder(home, application)
    return tuple(_view(slot, kept.get(slot.id, Shelf()), folder) for slot in pack.documents)


def add_file(records: Records, application: str, slot: DocumentSlot, file: Path) -> None:
    """Add the pages of a file a person chose.

    Raises: FileRefused, saying what is wrong with it; InputError("slot.full").
    """
    _add(records, application, slot, file, Origin.IMPORTED)


def add_scanned_page(records: Records, application: str, slot: DocumentSlot, picture: Path) -> None:
    """Add a page that a scanner left. Raises: FileRefused, where it is not whole; InputError("slot.full")."""
    _add(records, application, slot, picture, Origin.SCANNED)


def replace_page(records: Records, application: str, slot: DocumentSlot, page: str, picture: Path) -> None:
    """Put a newly scanned page where `page` lies. Raises: FileRefused; InputError("slot.page-unknown")."""
    [data] = pages_of(picture, 1)
    fresh = Sheet.of(data, Origin.SCANNED)
    edit_page(records, application, slot, page, lambda _: fresh)


def turn(records: Records, application: str, slot: DocumentSlot, page: str) -> None:
    """Turn a page by a quarter, clockwise. Raises: InputError("slot.page-unknown")."""
    edit_page(
        records, application, slot, page, lambda sheet: replace(sheet, turn=(sheet.turn + _QUARTER) % _CIRCLE)
    )


def remove(records: Records, application: str, slot: DocumentSlot, page: str) -> None:
    """Take a page out; its file goes. Raises: InputError("slot.page-unknown")."""

    def without(sheets: Sheets) -> Sheets:
        gone = find_page(sheets, slot, page)
        return tuple(sheet for sheet in sheets if sheet is not gone)

    change(records, application, slot, without)


def move(records: Records, application: str, slot: DocumentSlot, page: str, place: int) -> None:
    """Put a page at `place`, counted from 0; beyond the ends is at the end. Raises: InputError("slot.page-unknown")."""

    def moved(sheets: Sheets) -> Sheets:
        chosen = find_page(sheets, slot, page)
        others = [sheet for sheet in sheets if sheet is not chosen]
        others.insert(max(0, place), chosen)
        return tuple(others)

    change(records, application, slot, moved)


def mask(records: Records, application: str, slot: DocumentSlot, page: str, boxes: Sequence[Box]) -> None:
    """Black out the boxes, in fractions of the page as it is shown, for good: the page before is kept nowhere.

    The slot goes on asking until somebody has looked at the page and said so (`say_no_aadhaar`).
    Raises: InputError("slot.page-unknown" | "slot.mask-empty").
    """

    def blackened(sheet: Sheet) -> Sheet:
        shown = shown_page(records.home, application, sheet)
        return sheet.masked_as(as_page(masked(shown, boxes), dpi_of(shown)))

    edit_page(records, application, slot, page, blackened)


def say_no_aadhaar(records: Records, application: str, slot: DocumentSlot, looked: Looked) -> None:
    """Note a person's word that no digits can be read on the pages that lie there now, covered or not; it does not
    hold for a page that comes later.

    Raises: InputError("slot.no-page"); InputError("slot.digits-seen"), naming the page, where something on it has the
    shape of an Aadhaar number and `looked` gives no reason.
    """

    def said(sheets: Sheets) -> Sheets:
        if not sheets:
            raise InputError(reason="slot.no-page", field=slot.id)
        for place, sheet in enumerate(sheets, 1):
            if not looked.because and _digits_on(shown_page(records.home, application, sheet), sheet):
                raise InputError(reason="slot.digits-seen", field=slot.id, page=place)
        return tuple(replace(sheet, cleared=True) for sheet in sheets)

    change(records, application, slot, said, looked=looked)


def digits(records: Records, application: str, slot: str, page: str) -> tuple[Box, ...]:
    """Return where a page, as it is shown, bears what has the shape of an Aadhaar number's first eight digits, or what
    looks out from under a box that was put on them.

    Raises: InputError("slot.page-unknown"); RecordsDamaged.
    """
    sheet = _sheet_of(records, application, slot, page)
    return _digits_on(shown_page(records.home, application, sheet), sheet)


def let_go(records: Records, application: str) -> None:
    """Take every page out of every slot; the files go, but for copies that were sent."""
    with records.read() as session:
        kept = shelves(session, application)
    for slot, shelf in kept.items():
        if shelf.sheets:
            lay_in(records, application, slot, (), Outcome(SlotState.EMPTY), after=shelf.revision)


def let_go_uncovered(records: Records, application: str, pack: Pack) -> None:
    """Take out the pages on which Aadhaar digits may still be read."""
    for slot in pack.documents:
        if slot.mask_aadhaar and needs_mask(slot, shelf_of(records, application, slot.id).sheets):
            change(records, application, slot, lambda sheets: tuple(each for each in sheets if each.cleared))


def page_picture(records: Records, application: str, slot: str, page: str) -> bytes:
    """Return a page as it is shown, turned: a JPEG. Raises: InputError("slot.page-unknown"); RecordsDamaged."""
    sheet = _sheet_of(records, application, slot, page)
    if not sheet.turn:
        return page_bytes(records.home, application, sheet)
    shown = shown_page(records.home, application, sheet)
    return as_page(shown, dpi_of(shown))


def fitted_pictures(records: Records, application: str, slot: str) -> tuple[bytes, ...]:
    """Return the JPEGs of the upload copy, as they will be sent; none where the slot has no good copy.

    Raises: RecordsDamaged("slot.copy-lost").
    """
    fitted = shelf_of(records, application, slot).fitted
    return pictures_in(copy_bytes(records.home, fitted.sha256), fitted.media) if fitted else ()


def _sheet_of(records: Records, application: str, slot: str, page: str) -> Sheet:
    sheet = next((each for each in shelf_of(records, application, slot).sheets if each.id == page), None)
    if sheet is None:
        raise InputError(reason="slot.page-unknown", field=slot)
    return sheet


def _digits_on(picture: Image.Image, sheet: Sheet) -> tuple[Box, ...]:
    return (*first_eight(picture), *(left_over(picture) if sheet.masked else ()))


def _add(records: Records, application: str, slot: DocumentSlot, file: Path, origin: Origin) -> None:
    room = most_pages(slot) - len(shelf_of(records, application, slot.id).sheets)
    _require_room(slot, room)
    fresh = tuple(Sheet.of(data, origin) for data in pages_of(file, room))

    def added(sheets: Sheets) -> Sheets:
        _require_room(slot, most_pages(slot) - len(sheets), len(fresh))
        return sheets + fresh

    change(records, application, slot, added)


def _require_room(slot: DocumentSlot, room: int, wanted: int = 1) -> None:
    if room < wanted:
        raise InputError(reason="slot.full", field=slot.id, most=most_pages(slot))


def _view(slot: DocumentSlot, shelf: Shelf, folder: Path) -> SlotView:
    pages = tuple(
        Page(sheet.id, folder / sheet.file, sheet.origin, sheet.turn, sheet.masked) for sheet in shelf.sheets
    )
    state = _state(slot, shelf)
    return SlotView(slot, state, pages, shelf.fitted if state is SlotState.GOOD else None, shelf.looked)


def _state(slot: DocumentSlot, shelf: Shelf) -> SlotState:
    """The copy is held to the slot as it is today: a newer pack may allow fewer kilobytes."""
    if not shelf.sheets:
        return SlotState.EMPTY
    if needs_mask(slot, shelf.sheets):
        return SlotState.NEEDS_MASK
    if shelf.fitted is None:
        return SlotState.WORKING if shelf.state is SlotState.NEEDS_MASK else shelf.state
    if shelf.fitted.bytes > slot.most_kb * KB:
        return SlotState.TOO_LARGE
    return SlotState.GOOD if shelf.fitted.bytes >= slot.least_kb * KB else SlotState.TOO_SMALL
