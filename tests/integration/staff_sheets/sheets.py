"""Sheets as offices send them: made by openpyxl, or by hand where no honest program writes such a file."""

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.staff.sheets.check import check_sheet
from app.staff.sheets.model import CheckedSheet, ColumnMapping, EmptyMaster, Master
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

TODAY = date(2026, 11, 25)
KEY = b"k" * 32
OFFICE = "LKO-DSO"
HEADER = ("क्र0सं0", "नाम", "पदनाम", "मोबाइल नं0", "ई-मेल आईडी", "आधार सं0", "कर्मचारी कोड")
AADHAARS = ("999955183433", "999971658847", "999941057058", "999933119405")


def person(number: int, **changed: Any) -> tuple[Any, ...]:
    told = {
        "serial": number,
        "name": f"{('रमेश', 'सुनीता', 'अनिल', 'गीता')[number % 4]} कुमार",
        "designation": "कनिष्ठ सहायक",
        "mobile": f"98765432{number:02d}",
        "email": f"person{number}@up.gov.in",
        "aadhaar": AADHAARS[number] if number < 3 else f"XXXX XXXX 00{number:02d}",
        "code": f"E{number:04d}",
    }
    return tuple((told | changed).values())


def book(
    file: Path, rows: Sequence[Sequence[Any]], shaped: Callable[[Worksheet], object] = lambda _: None
) -> Path:
    """Write an XLSX of one sheet, and let the test shape it further."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Sheet1"
    for row in rows:
        sheet.append(list(row))
    shaped(sheet)
    made.save(file)
    return file


def check(file: Path, *, mapping: ColumnMapping | None = None, master: Master | None = None) -> CheckedSheet:
    return check_sheet(
        file, office=OFFICE, mapping=mapping, today=TODAY, master=master or EmptyMaster(), aadhaar_key=KEY
    )


def found(sheet: CheckedSheet) -> list[tuple[int, str, str]]:
    """Return the findings of all rows: row, field, key."""
    return [(each.row, each.field, each.key) for row in sheet.rows for each in row.findings]


def told(sheet: CheckedSheet) -> set[str]:
    """Return what is said of the sheet as a whole."""
    return {each.key for each in sheet.findings}


def with_part(file: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Write the package again with one part changed, or added where it was not there."""
    with zipfile.ZipFile(file) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for each, data in parts.items():
            package.writestr(each, data)
    return file


def ods(file: Path, body: str, styles: str = "") -> Path:
    """Write an ODS by hand around the rows of its one table, and the styles of its cells."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0" xmlns:style="{names}:style:1.0" '
        f'xmlns:svg="{names}:svg-compatible:1.0" office:version="1.2">{styles}'
        f'<office:body><office:spreadsheet><table:table table:name="Sheet1">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{names}:manifest:1.0"><manifest:file-entry '
        'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", manifest)
    return file


def ods_row(*cells: str, attributes: str = "", formula: str = "") -> str:
    """Return a row of text cells; the last is computed by `formula` where there is one."""
    made = [
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    ]
    if formula:
        made[-1] = re.sub("<table:table-cell ", f'<table:table-cell table:formula="{formula}" ', made[-1])
    return f"<table:table-row {attributes}>{''.join(made)}</table:table-row>"
