"""Which column holds which field: found by name, corrected by hand once, remembered for the office."""

import json
from collections.abc import Mapping
from pathlib import Path

from app.base.text import tidy
from app.errors import InputError
from app.staff.sheets.columns import field_of
from app.staff.sheets.fields import fields
from app.staff.sheets.headers import Header
from app.staff.sheets.model import ColumnMapping

UNUSED = ""


def mapped(header: Header, office: str, remembered: ColumnMapping | None) -> Mapping[int, str]:
    """Return the field of each column, counted from 1; what the office settled before goes first.

    Raises: InputError, for a mapping of another office.
    """
    settled = _settled(office, remembered)
    found: dict[int, str] = {}
    for column, name in header.columns.items():
        if tidy(name) in settled:
            found[column] = settled[tidy(name)]
    for column, name in header.columns.items():
        if column not in found and (field := field_of(name)) and field not in found.values():
            found[column] = field
    return {column: field for column, field in sorted(found.items()) if field != UNUSED}


def _settled(office: str, remembered: ColumnMapping | None) -> Mapping[str, str]:
    if remembered is None:
        return {}
    if remembered.office != office:
        raise InputError(
            reason="sheet.mapping-of-another-office", field="mapping", office=office, other=remembered.office
        )
    return {tidy(name): field for name, field in remembered.columns.items()}


def as_mapping(header: Header, columns: Mapping[int, str], office: str) -> ColumnMapping:
    """Return the mapping as it is remembered: by the names of the columns, not by their places."""
    named = {name: columns.get(column, UNUSED) for column, name in header.columns.items()}
    return ColumnMapping(office, named)


def write_mapping(mapping: ColumnMapping, file: Path) -> None:
    """Write the mapping as JSON, for another desk of the same office."""
    document = {"office": mapping.office, "columns": dict(mapping.columns)}
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")


def read_mapping(file: Path) -> ColumnMapping:
    """Read a mapping. Raises: InputError, for a file that is none or names a field that nobody knows."""
    try:
        document = json.loads(file.read_text("utf-8"))
        found = ColumnMapping(str(document["office"]), dict(document["columns"]))
    except (OSError, ValueError, TypeError, KeyError) as wrong:
        raise InputError(reason="sheet.no-mapping", field="mapping", file=file.name) from wrong
    for field in found.columns.values():
        if field != UNUSED and field not in fields():
            raise InputError(reason="sheet.no-such-field", field="mapping", name=str(field))
    return found
