"""What this desk remembers of an office's sheets: how its columns are called, and which file a batch came from.

The file itself is never kept, for full Aadhaar numbers may stand in it: its name and SHA-256 find it again.
"""

import json
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from app.records.marks import mark, set_mark
from app.staff.sheets.model import CheckedSheet, ColumnMapping

_MAPPING, _SOURCE = "staff.mapping:", "staff.sheet:"
_LONGEST_NAME = 64


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that was taken in last."""

    name: str
    sha256: str


def remember(session: Session, batch: str, sheet: CheckedSheet, file_name: str) -> None:
    """Keep what finds this file again, and its columns beside those of the office's earlier sheets."""
    before = remembered_mapping(session, sheet.office)
    columns = {**(before.columns if before else {}), **sheet.mapping.columns}
    set_mark(session, _named(_MAPPING, sheet.office), json.dumps(columns, ensure_ascii=False))
    remember_source(session, batch, SourceFile(file_name, sheet.sha256))


def remember_source(session: Session, batch: str, source: SourceFile | None) -> None:
    """Keep which file the batch came from last; None where that is not known."""
    told = json.dumps(asdict(source), ensure_ascii=False) if source else ""
    set_mark(session, _named(_SOURCE, batch), told)


def remembered_mapping(session: Session, office: str) -> ColumnMapping | None:
    """Return the columns as they were settled last for the office of this code."""
    kept = mark(session, _named(_MAPPING, office))
    return ColumnMapping(office, json.loads(kept)) if kept else None


def source_of(session: Session, batch: str) -> SourceFile | None:
    """Return the file of a batch; None for one that was taken in before this was remembered."""
    kept = mark(session, _named(_SOURCE, batch))
    return SourceFile(**json.loads(kept)) if kept else None


def is_of(session: Session, batch: str, sheet: CheckedSheet) -> bool:
    """Say whether the sheet is the very file that was taken into the batch last."""
    source = source_of(session, batch)
    return source is not None and source.sha256 == sheet.sha256


def _named(what: str, id: str) -> str:
    return f"{what}{id}"[:_LONGEST_NAME]
