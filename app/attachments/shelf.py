"""What lies in a slot: its pages and its upload copy, read from the records and kept whole in one transaction."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from app.attachments.blobs import blob_path, draft_folder, keep
from app.attachments.fit import Outcome
from app.attachments.model import Fitted, Looked, Origin, SlotState
from app.attachments.records import KeptRow, PageRow, SlotRow
from app.base.ids import new_id
from app.errors import RecordsDamaged
from app.records.engine import Records
from app.records.tables import JournalRow, table_of
from app.records.whole import write_whole

_LOOKED = "looked"  # beside the copy's facts: who said that no Aadhaar digits can be read on the pages
_PAGE, _SLOT = table_of(PageRow).c, table_of(SlotRow).c
_PAGES = (
    select(_PAGE.slot, _PAGE.id, _PAGE.file, _PAGE.origin, _PAGE.turn, _PAGE.masked, _PAGE.cleared)
    .where(_PAGE.application == bindparam("of"))
    .order_by(_PAGE.slot, _PAGE.place)
)
_SLOTS = select(_SLOT.slot, _SLOT.revision, _SLOT.state, _SLOT.fitted).where(
    _SLOT.application == bindparam("of")
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a slot. `fresh` holds its bytes until it is kept; afterwards they are in `file`."""

    id: str
    file: str
    origin: Origin
    turn: int = 0
    masked: bool = False
    cleared: bool = False
    fresh: bytes = b""

    @classmethod
    def of(cls, data: bytes, origin: Origin) -> Self:
        """Return a page that came in just now."""
        name = new_id()
        return cls(name, f"{name}.jpg", origin, fresh=data)

    def masked_as(self, data: bytes) -> "Sheet":
        """Return the page with its pixels as `data`, in a file of another name: the old one goes.

        A box may have missed the digits: somebody must look at the page again before it is cleared.
        """
        return replace(self, file=f"{new_id()}.jpg", turn=0, masked=True, cleared=False, fresh=data)


Sheets = tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A slot as it is kept. `revision` 0: nothing was ever laid in."""

    revision: int = 0
    sheets: Sheets = ()
    state: SlotState = SlotState.EMPTY
    fitted: Fitted | None = None
    looked: Looked | None = None


def shelves(session: Session, application: str) -> Mapping[str, Shelf]:
    """Return every slot of the application that holds or held something, by its id."""
    sheets: dict[str, list[Sheet]] = {}
    connection = session.connection()
    for slot, id_, file, origin, turn, masked, cleared in connection.execute(_PAGES, {"of": application}):
        sheets.setdefault(slot, []).append(Sheet(id_, file, Origin(origin), turn, masked, cleared))
    slots = connection.execute(_SLOTS, {"of": application})
    return {
        slot: Shelf(revision, tuple(sheets.get(slot, ())), SlotState(state), *_told(told))
        for slot, revision, state, told in slots
    }


def page_is_there(home: Path, application: str, sheet: Sheet) -> bool:
    """Say whether the page's picture can be had."""
    return bool(sheet.fresh) or (draft_folder(home, application) / sheet.file).exists()


def page_bytes(home: Path, application: str, sheet: Sheet) -> bytes:
    """Return a page's picture. Raises: RecordsDamaged("slot.page-lost")."""
    if sheet.fresh:
        return sheet.fresh
    try:
        return (draft_folder(home, application) / sheet.file).read_bytes()
    except FileNotFoundError as error:
        raise RecordsDamaged(reason="slot.page-lost", page=sheet.id) from error


def copy_bytes(home: Path, sha256: str) -> bytes:
    """Return an upload copy. Raises: RecordsDamaged("slot.copy-lost")."""
    try:
        return blob_path(home, sha256).read_bytes()
    except FileNotFoundError as error:
        raise RecordsDamaged(reason="slot.copy-lost", sha256=sha256[:12]) from error


def lay_in(
    records: Records,
    application: str,
    slot: str,
    sheets: Sheets,
    outcome: Outcome,
    *,
    after: int,
    looked: Looked | None = None,
) -> bool:
    """Keep the slot's pages and copy, files before rows; False where another change came since revision `after`.

    Files that no row names any more are gone when it returns, or at the next change after a power cut.
    """
    with records.write() as session:
        row = session.get(SlotRow, (application, slot))
        if (row.revision if row else 0) != after:
            return False
        _write_files(records.home, application, sheets)
        sha256 = keep(records.home, outcome.data) if outcome.data else ""
        if sha256:
            session.merge(KeptRow(sha256=sha256, application=application))
        fitted = asdict(outcome.fitted) if outcome.fitted else {}
        fitted |= {_LOOKED: asdict(looked)} if looked else {}
        session.merge(
            SlotRow(
                application=application,
                slot=slot,
                revision=after + 1,
                state=outcome.state.value,
                sha256=sha256,
                fitted=fitted,
            )
        )
        session.execute(delete(PageRow).where(PageRow.application == application, PageRow.slot == slot))
        session.add_all(_row(application, slot, place, sheet) for place, sheet in enumerate(sheets))
    _sweep(records, application)
    return True


def _write_files(home: Path, application: str, sheets: Sheets) -> None:
    for sheet in sheets:
        if sheet.fresh:
            write_whole(draft_folder(home, application) / sheet.file, sheet.fresh)


def _sweep(records: Records, application: str) -> None:
    """Remove what is of no more use. Under the writer's turn: nobody lays in a file meanwhile."""
    with records.write() as session:
        named = set(session.scalars(select(PageRow.file).where(PageRow.application == application)))
        for file in draft_folder(records.home, application).glob("*"):
            if file.name not in named:
                file.unlink()
        for sha256 in _unclaimed(session, application):
            if _claims(session, sha256) == 1:
                blob_path(records.home, sha256).unlink(missing_ok=True)
            session.execute(
                delete(KeptRow).where(KeptRow.application == application, KeptRow.sha256 == sha256)
            )


def _unclaimed(session: Session, application: str) -> set[str]:
    """Return the kept files that the application neither holds in a slot nor has sent or is about to send."""
    held = set(session.scalars(select(SlotRow.sha256).where(SlotRow.application == application)))
    kept = set(session.scalars(select(KeptRow.sha256).where(KeptRow.application == application)))
    sent = session.scalars(select(JournalRow.attachments).where(JournalRow.subject == application)).all()
    return {sha256 for sha256 in kept - held if not any(sha256 in each for each in sent)}


def _claims(session: Session, sha256: str) -> int:
    asked = select(func.count()).select_from(KeptRow).where(KeptRow.sha256 == sha256)
    return session.scalars(asked).one()


def _row(application: str, slot: str, place: int, sheet: Sheet) -> PageRow:
    return PageRow(
        id=sheet.id,
        application=application,
        slot=slot,
        place=place,
        file=sheet.file,
        origin=sheet.origin.value,
        turn=sheet.turn,
        masked=sheet.masked,
        cleared=sheet.cleared,
    )


def _told(told: dict[str, Any]) -> tuple[Fitted | None, Looked | None]:
    copy = {name: value for name, value in told.items() if name != _LOOKED}
    looked = told.get(_LOOKED)
    return Fitted(**copy) if copy else None, Looked(**looked) if looked else None
