"""A list of a hundred thousand employees in twenty columns, as Excel would write it: shared strings, numbers, one sheet."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

COLUMNS = (
    "क्र.सं.", "कर्मचारी कोड", "सम्बोधन", "नाम", "नाम (अंग्रेज़ी)", "पिता / पति का नाम", "अनुभाग", "लिंग",
    "जन्म तिथि", "पदनाम", "पद (पोस्ट)", "श्रेणी", "सेवा में आने की तिथि", "मोबाइल नं.", "सरकारी ई-मेल", "आधार सं.",
    "पत्रावली देखते हैं?", "भूमिका", "DSC क्रमांक", "टिप्पणी",
)  # fmt: skip
FIRST = ("रमेश", "सुनीता", "अनिल", "गीता", "मोहम्मद", "प्रिया", "राजेन्द्र", "ऊषा", "विजय", "कमला")
LAST = ("कुमार", "देवी", "शर्मा", "वर्मा", "अंसारी", "यादव", "श्रीवास्तव", "सिंह", "मिश्रा", "पाल", "गौतम")
MIDDLE = (
    "", "प्रसाद", "लाल", "चन्द्र", "नाथ", "बहादुर", "प्रताप", "शंकर", "किशोर", "मोहन", "नारायण", "दास", "कान्त",
    "स्वरूप", "भूषण", "पाल", "दत्त", "गोपाल", "किरण", "ज्योति", "लता", "रानी", "बानो", "कुमारी", "प्रभा", "शील", "मणि",
)  # fmt: skip
ROMAN = ("Ramesh Kumar", "Sunita Devi", "Anil Sharma", "Geeta Verma", "Mohammad Ansari")
POSTS = ("कनिष्ठ सहायक", "वरिष्ठ सहायक", "लेखाकार", "प्रधान सहायक", "आशुलिपिक", "चपरासी", "अवर अभियन्ता")
SECTIONS = ("स्थापना", "लेखा", "विकास", "पंचायत", "नजारत")
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
Cells = tuple[str | int, ...]


def employee(number: int) -> Cells:
    """Return a row; every fiftieth has a mail address that no office gives."""
    from stdnum import verhoeff

    aadhaar = f"3{number:010d}"
    domain = "gmail.com" if number % 50 == 0 else "up.gov.in"
    return (
        number,
        f"E{number:06d}",
        "श्री" if number % 2 else "श्रीमती",
        _name(number),
        ROMAN[number % 5],
        _name(number * 7 + 4),
        SECTIONS[number % 5],
        "पु" if number % 2 else "म",
        f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/{1970 + number % 20}",
        POSTS[number % 7],
        POSTS[number % 7],
        str(number % 3 + 2),
        f"01/07/{2010 + number % 14}",
        9_000_000_000 + number,
        f"person{number}@{domain}",
        f"{aadhaar}{verhoeff.calc_check_digit(aadhaar)}",
        "हाँ" if number % 3 else "नहीं",
        "लिपिक",
        f"DSC{number:07d}",
        f"सेवा पुस्तिका संख्या {number % 400}",
    )


def _name(number: int) -> str:
    named = FIRST[number % 10], MIDDLE[number // 10 % 27], LAST[number // 3 % 11]
    return " ".join(part for part in named if part)


def write_list(file: Path, rows: int) -> Path:
    """Write the XLSX."""
    strings: dict[str, int] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, text in _parts():
            package.writestr(name, text)
        with package.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for piece in _sheet(rows, strings):
                sheet.write(piece.encode())
        with package.open("xl/sharedStrings.xml", "w") as shared:
            shared.write(f'<sst xmlns="{NAMESPACE}">'.encode())
            shared.write("".join(f"<si><t>{escape(text)}</t></si>" for text in strings).encode())
            shared.write(b"</sst>")
    return file


def _sheet(rows: int, strings: dict[str, int]) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{NAMESPACE}"><sheetData>'
    yield _row(1, COLUMNS, strings)
    for number in range(1, rows + 1):
        yield _row(number + 1, employee(number), strings)
    yield "</sheetData></worksheet>"


def _row(number: int, cells: Cells, strings: dict[str, int]) -> str:
    found = []
    for letter, value in zip("ABCDEFGHIJKLMNOPQRST", cells, strict=True):
        if isinstance(value, int):
            found.append(f'<c r="{letter}{number}"><v>{value}</v></c>')
        else:
            place = strings.setdefault(value, len(strings))
            found.append(f'<c r="{letter}{number}" t="s"><v>{place}</v></c>')
    return f'<row r="{number}">{"".join(found)}</row>'


def _parts() -> Iterator[tuple[str, str]]:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{main}.{kind}+xml"/>'
        for part, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    relations = 'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"'
    sheets = '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>'
    spaces = f'xmlns="{NAMESPACE}" xmlns:r="{OFFICE}/relationships"'
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{PACKAGE}/content-types"><Default {relations}/>{types}</Types>',
    )
    yield "_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"))
    yield "xl/workbook.xml", f"<workbook {spaces}>{sheets}</workbook>"
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")),
    )


def _relations(*found: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(found, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'
