"""A file that could do harm, or that nobody can read, is refused with what the office has to do; nothing of it is kept."""

import struct
import zipfile
from pathlib import Path

import pytest
from app.errors import FileRefused, InputError
from app.staff.sheets.mapping import read_mapping, write_mapping
from app.staff.sheets.model import ColumnMapping

from tests.integration.staff_sheets.sheets import HEADER, OFFICE, book, check, ods, ods_row, person, with_part

SHEET = "xl/worksheets/sheet1.xml"


def refused(file: Path) -> dict[str, str | int]:
    with pytest.raises(FileRefused) as told:
        check(file)
    assert told.value.facts["file"] == file.name
    return told.value.facts


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return book(tmp_path / "good.xlsx", [HEADER, person(1), person(2)])


def test_a_sheet_cut_off_on_its_way_is_refused(good: Path):
    data = good.read_bytes()
    for size in (0, 3, 40, len(data) // 2, len(data) - 30):
        good.write_bytes(data[:size])
        assert refused(good)["reason"] in {"sheet.damaged", "sheet.empty", "sheet.no-text", "sheet.no-header"}


def test_one_flipped_byte_in_a_part_is_found(good: Path):
    with zipfile.ZipFile(good) as package:
        at = package.getinfo(SHEET).header_offset + 200
    data = bytearray(good.read_bytes())
    data[at] ^= 0x20
    good.write_bytes(bytes(data))
    assert refused(good)["reason"] == "sheet.damaged"


def test_a_web_page_named_xls_is_told_apart(tmp_path: Path):
    file = tmp_path / "staff.xls"
    file.write_text("<html><body><table><tr><td>नाम</td></tr></table></body></html>", "utf-8")
    assert refused(file)["reason"] == "sheet.html"


def test_a_picture_or_a_pdf_is_no_sheet(tmp_path: Path):
    file = tmp_path / "staff.csv"
    file.write_bytes(b"%PDF-1.7 ...")
    assert refused(file)["reason"] == "sheet.no-text"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    assert refused(file)["reason"] == "sheet.no-text"


def test_macros_are_refused_by_the_part_that_holds_them(good: Path):
    assert refused(with_part(good, "xl/vbaProject.bin", lambda _: b"\xd0\xcf"))["part"] == "xl/vbaProject.bin"


def test_a_link_to_another_workbook_is_refused_and_never_fetched(good: Path):
    facts = refused(with_part(good, "xl/externalLinks/externalLink1.xml", lambda _: b"<externalLink/>"))
    assert facts["reason"] == "sheet.external-links"


def test_an_entity_bomb_is_refused_wherever_it_stands(good: Path):
    bomb = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml"):
        clean = good.read_bytes()
        with_part(good, part, lambda xml: bomb + xml.partition(b"?>")[2] if b"?>" in xml else bomb + xml)
        assert refused(good)["reason"] == "sheet.xml-bomb", part
        good.write_bytes(clean)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(good: Path):
    assert (
        refused(with_part(good, "xl/media/huge.bin", lambda _: bytes(64 * 2**20)))["reason"] == "sheet.bomb"
    )


def test_a_cell_of_a_megabyte_is_refused_by_its_name(good: Path, tmp_path: Path):
    huge = with_part(good, SHEET, lambda xml: xml.replace(b">E0001<", b">" + b"x" * 2**20 + b"<"))
    assert refused(huge)["cell"] == "G2"
    file = tmp_path / "huge.csv"
    file.write_text(",".join(HEADER) + "\n1," + "x" * 2**20 + "\n", "utf-8")
    assert refused(file)["cell"] == "B2"


def test_16384_columns_are_refused_by_the_first_cell_beyond(tmp_path: Path):
    def widen(sheet):
        for column in range(8, 16_385):
            sheet.cell(1, column, "x")

    assert refused(book(tmp_path / "wide.xlsx", [HEADER, person(1)], widen))["cell"] == "AAA1"


def test_a_value_in_the_last_of_1048576_rows_is_refused_without_reading_them(tmp_path: Path):
    file = book(tmp_path / "tall.xlsx", [HEADER, person(1)], lambda sheet: sheet.cell(1_048_576, 1, "कुल"))
    assert refused(file)["row"] == 1_048_576


def test_rows_out_of_order_hide_nothing(good: Path):
    low = b'<row r="900000"><c r="A900000"><v>1</v></c></row>'
    assert refused(with_part(good, SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + low)))[
        "reason"
    ] in {
        "sheet.damaged",
        "sheet.too-tall",
    }


def test_a_password_is_asked_of_the_office_not_of_the_clerk(tmp_path: Path):
    file = ods(tmp_path / "closed.ods", ods_row("नाम"))
    with_part(
        file,
        "META-INF/manifest.xml",
        lambda xml: xml.replace(b"/></m", b"><manifest:encryption-data/></manifest:file-entry></m"),
    )
    assert refused(file)["reason"] == "sheet.password"


def test_an_xlsx_that_excel_closed_with_a_password_is_told_apart(tmp_path: Path):
    """Excel keeps it as a compound file: one sector of the table, one of the directory."""
    names = ("Root Entry", "EncryptionInfo", "EncryptedPackage", "")
    entries = [
        struct.pack("<64sH62x", name.encode("utf-16-le"), 2 * len(name) + 2 if name else 0) for name in names
    ]
    head = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\xff"))
    struct.pack_into("<HH", head, 30, 9, 6)  # sectors of 512 bytes, small ones of 64
    struct.pack_into("<I", head, 48, 1)
    struct.pack_into("<I", head, 56, 4096)
    struct.pack_into("<I", head, 76, 0)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    file = tmp_path / "closed.xlsx"
    file.write_bytes(bytes(head) + table + b"".join(entries))
    assert refused(file)["reason"] == "sheet.password"


def test_an_old_xls_with_a_password_is_told_apart(tmp_path: Path):
    data = bytearray((Path(__file__).with_name("samples") / "excel97.xls").read_bytes())
    begins = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    struct.pack_into("<H", data, begins + 20, 0x2F)  # the record after the first says how it is ciphered
    file = tmp_path / "closed.xls"
    file.write_bytes(data)
    assert refused(file)["reason"] == "sheet.password"


def test_an_old_xls_whose_records_lead_out_of_it_is_damaged(tmp_path: Path):
    """A cell names a style, or a column, that is not there, a record ends too soon, a sheet has too many rows."""
    whole = (Path(__file__).with_name("samples") / "in_fonts.xls").read_bytes()
    cell = whole.index(b"\xfd\x00\x0a\x00")
    sizes = whole.index(b"\x00\x02\x0e\x00")
    begins = whole.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    broken = (
        (begins + 1023, b"\xff"),
        (cell + 8, b"\xff\x7f"),
        (cell + 2, b"\x01\x00"),
        (cell + 7, b"\xff"),
        (sizes + 10, b"\xff"),
    )
    for at, said in broken:
        file = tmp_path / "broken.xls"
        file.write_bytes(whole[:at] + said + whole[at + len(said) :])
        assert refused(file)["reason"] == "sheet.damaged"


def test_an_ods_of_repeated_cells_is_measured_before_it_is_written_out(tmp_path: Path):
    rows = ods_row("x", attributes='table:number-rows-repeated="1048576"')
    assert refused(ods(tmp_path / "bomb.ods", rows))["reason"] == "sheet.too-tall"


def test_a_sheet_without_a_list_is_refused(tmp_path: Path):
    assert (
        refused(book(tmp_path / "no.xlsx", [("सेवा में,", "महोदय"), ("कृपया", "भेजें")]))["reason"]
        == "sheet.no-header"
    )


def test_the_mapping_of_another_office_is_refused(good: Path, tmp_path: Path):
    write_mapping(ColumnMapping("LKO-BDO", {"नाम": "name"}), tmp_path / "mapping.json")
    with pytest.raises(InputError) as told:
        check(good, mapping=read_mapping(tmp_path / "mapping.json"))
    assert told.value.facts == {
        "reason": "sheet.mapping-of-another-office", "field": "mapping", "office": OFFICE, "other": "LKO-BDO",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["", "[]", '{"office": "x"}', '{"office": "x", "columns": {"a": "no-such"}}']
)
def test_a_mapping_that_is_none_is_refused(tmp_path: Path, text: str):
    file = tmp_path / "mapping.json"
    file.write_text(text)
    with pytest.raises(InputError):
        read_mapping(file)
