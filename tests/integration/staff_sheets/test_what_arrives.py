"""A list is taken whatever shape an office gave it: titles, merged cells, two header rows, fonts, text files, old formats."""

from datetime import date, datetime
from pathlib import Path

import pytest
from app.staff.sheets.model import Severity
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from tests.integration.staff_sheets.sheets import HEADER, book, check, found, ods, ods_row, person, told

SAMPLES = Path(__file__).with_name("samples")
TEXT = """क्र0सं0;नाम;पदनाम;मोबाइल नं0;ई-मेल;आधार सं0
1;रमेश कुमार;लिपिक;9876543201;ramesh@nic.in;999955183433
2;सुनीता देवी;लेखाकार;९८७६५४३२०२;sunita@up.gov.in;९९९९ ७१६५ ८८४७"""


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [
        ("utf-8", ";"),
        ("utf-8-sig", ","),
        ("utf-16", "\t"),
        ("utf-16-le", "\t"),
        ("utf-16-be", ","),
        ("utf-8", "|"),
    ],
)
def test_a_text_file_is_read_in_whatever_letters_and_separator(tmp_path: Path, encoding: str, separator: str):
    file = tmp_path / "staff.csv"
    file.write_bytes(TEXT.replace(";", separator).encode(encoding))
    sheet = check(file)
    assert [row.values["mobile"] for row in sheet.rows] == ["9876543201", "9876543202"]
    assert [row.values["aadhaar"] for row in sheet.rows] == ["XXXX XXXX 3433", "XXXX XXXX 8847"]
    assert found(sheet) == []


MIXED = ("jke dqekj", "Anita", "lhrk nsoh", "Mohan", "dey", "Clerk")
IN_FONT = (2, 4, 7)  # lines
READ = ("राम कुमार", "Anita", "सीता देवी", "Mohan", "dey", "Clerk")


def test_kruti_dev_in_windows_letters_becomes_hindi_beside_what_was_typed(tmp_path: Path):
    lines = [
        "uke;inuke;eksckbZy ua0;bZ&esy;vk/kkj la0",
        "jes'k dqekj;dfu\"B lgk;d;9876543201;a@nic.in;999955183433",
    ]
    lines += [
        "lquhrk nsoh;mÙkj ys[kkdkj;9876543202;b@nic.in;999971658847",
        "Ramesh Singh;;9876543203;c@nic.in;999941057058",
    ]
    file = tmp_path / "kruti.csv"
    file.write_bytes(
        "\r\n".join(lines).replace('"', '""').replace('dfu""B lgk;d', '"dfu""B lgk;d"').encode("cp1252")
    )
    first, second, third = check(file).rows
    assert (first.values["name"], first.values["designation"]) == ("रमेश कुमार", "कनिष्ठ सहायक")
    assert first.raw["name"] == "jes'k dqekj"
    assert second.values["designation"] == "उत्तर लेखाकार"
    assert third.values["name"] == "Ramesh Singh"
    assert "sheet.legacy-font" in told(check(file))


def test_english_among_kruti_dev_stays_english_whatever_the_column_and_a_doubtful_cell_is_told(
    tmp_path: Path,
):
    def shape(sheet: Worksheet) -> None:
        for number in IN_FONT:
            sheet.cell(number, 2).font = Font(name="Kruti Dev 010")

    people = [person(at, name=name) for at, name in enumerate(MIXED, 1)]
    rows = check(book(tmp_path / "mixed.xlsx", [HEADER, *people], shape)).rows
    assert [row.values["name"] for row in rows] == list(READ)
    told = [(each.row, each.proposal) for row in rows for each in row.findings if "doubtful" in each.key]
    assert told == [(7, "ब्समता")]
    text = tmp_path / "mixed.csv"
    text.write_text(
        "नाम;पदनाम;मोबाइल नं0\n" + "".join(f"{name};लिपिक;98765432{at:02}\n" for at, name in enumerate(MIXED))
    )
    told = [
        (each.row, each.proposal)
        for row in check(text).rows
        for each in row.findings
        if "doubtful" in each.key
    ]
    assert told == [(6, "कमल")]


def test_the_font_of_a_cell_is_read_from_an_ods_and_an_old_xls_too(tmp_path: Path):
    styles = (
        '<office:font-face-decls><style:font-face style:name="F1" svg:font-family="&apos;Kruti Dev 010&apos;"/>'
        '</office:font-face-decls><office:automatic-styles><style:style style:name="old" '
        'style:family="table-cell"><style:text-properties style:font-name="F1"/></style:style>'
        '<style:style style:name="bold" style:family="table-cell" style:parent-style-name="old"/>'
        '<style:style style:name="new" style:family="table-cell"><style:text-properties style:font-name="Arial"/>'
        "</style:style></office:automatic-styles>"
    )
    rows = [HEADER[1:], *(person(at, name=name)[1:] for at, name in enumerate(MIXED, 1))]
    body = '<table:table-column table:default-cell-style-name="bold"/>'
    for number, cells in enumerate(rows, 1):
        made = ods_row(*map(str, cells)).replace(
            "<table:table-cell ", '<table:table-cell table:style-name="new" '
        )
        body += made.replace(' table:style-name="new"', "", 1) if number in IN_FONT else made

    for file in (ods(tmp_path / "mixed.ods", body, styles), SAMPLES / "in_fonts.xls"):
        sheet = check(file)
        assert [row.values["name"] for row in sheet.rows] == list(READ)
        assert [each for each in found(sheet) if "doubtful" in each[2]] == [(7, "name", "cell.font-doubtful")]


def test_an_old_xls_is_read_and_what_it_hides_and_computes_is_told():
    sheet = check(SAMPLES / "excel97.xls")
    assert [row.values["name"] for row in sheet.rows] == ["रमेश कुमार", "सुनीता देवी"]
    assert told(sheet) == {"sheet.hidden-rows", "sheet.hidden-columns", "sheet.formulas"}
    assert (3, "mobile", "cell.formula") in found(sheet)


def test_an_ods_is_read_with_its_hidden_row_and_its_formula(tmp_path: Path):
    rows = ods_row(*HEADER[1:]) + ods_row(*map(str, person(1)[1:]), attributes='table:visibility="collapse"')
    rows += (
        ods_row(*map(str, person(2)[1:]), formula="of:=1+1")
        + '<table:table-row table:number-rows-repeated="1048570"/>'
    )
    sheet = check(ods(tmp_path / "staff.ods", rows))
    assert [row.place.row for row in sheet.rows] == [2, 3]
    assert found(sheet)[:2] == [(2, "", "row.hidden"), (3, "employee_code", "cell.formula")]


def test_the_list_is_found_under_titles_over_two_rows_and_ends_before_its_total(tmp_path: Path):
    rows = [
        ("कार्यालय जिला अर्थ एवं संख्याधिकारी, लखनऊ",),
        ("अधिकारियों/कर्मचारियों की सूची",),
        (),
        ("क्र.", "कार्मिक", None, "सम्पर्क", None, "आधार सं0", "कर्मचारी का विवरण"),
        (None, "नाम", "पदनाम", "मोबाइल नं0", "ई-मेल आईडी", None, "कोड"),
        (1, 2, 3, 4, 5, 6, 7),
        person(1),
        person(2),
        ("कुल", 2),
    ]

    def merge(sheet):
        sheet.merge_cells("A1:G1")
        sheet.merge_cells("B4:C4")

    sheet = check(book(tmp_path / "titles.xlsx", rows, merge))
    assert [row.place.row for row in sheet.rows] == [7, 8]
    assert sheet.rows[0].values["name"] == "सुनीता कुमार"
    assert told(sheet) == {"sheet.merged"}  # each column is known
    assert sheet.rows[0].values["employee_code"] == "E0001"


@pytest.mark.parametrize("is_merged", [True, False])
def test_a_header_over_two_rows_with_blank_lower_cells_is_no_sheet_lying_down(
    tmp_path: Path, is_merged: bool
):
    rows = [
        ("क्र0सं0", "नाम", "पदनाम", "सम्पर्क", None, "आधार सं0", "कर्मचारी कोड"),
        (None, None, None, "मोबाइल नं0", "ई-मेल", None, None),
        *(person(number) for number in range(1, 11)),
    ]

    def merge(sheet: Worksheet) -> None:
        for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2", "G1:G2") if is_merged else ():
            sheet.merge_cells(cells)

    sheet = check(book(tmp_path / "two.xlsx", rows, merge))
    assert "sheet.turned" not in told(sheet)
    assert [row.place.row for row in sheet.rows] == [*range(3, 13)]
    assert sheet.rows[0].values["name"] == "सुनीता कुमार"
    assert sheet.rows[0].values["email"] == "person1@up.gov.in"


def test_a_sheet_whose_rows_are_columns_is_turned(tmp_path: Path):
    sideways = list(zip(HEADER, person(1), person(2), strict=True))
    sheet = check(book(tmp_path / "turned.xlsx", sideways))
    assert "sheet.turned" in told(sheet)
    assert [row.values["employee_code"] for row in sheet.rows] == ["E0001", "E0002"]


def test_several_sheets_are_one_list_and_a_hidden_one_is_told_not_taken(tmp_path: Path):
    def shape(first):
        for title in ("Sheet2", "Sheet3"):
            other = first.parent.create_sheet(title)
            other.append(HEADER)
            other.append(person(2 if title == "Sheet2" else 3))
        first.parent["Sheet3"].sheet_state = "hidden"
        first.parent.create_sheet("पत्र").append(["महोदय"])

    sheet = check(book(tmp_path / "several.xlsx", [HEADER, person(1)], shape))
    assert [(row.place.sheet, row.place.row) for row in sheet.rows] == [("Sheet1", 2), ("Sheet2", 2)]
    assert told(sheet) == {"sheet.hidden-sheet", "sheet.no-list"}


def test_a_designation_written_once_over_many_rows_is_said_by_each(tmp_path: Path):
    rows = [HEADER, person(1), person(2, designation=None), person(3, designation=None)]
    sheet = check(book(tmp_path / "merged.xlsx", rows, lambda sheet: sheet.merge_cells("C2:C4")))
    assert [row.values["designation"] for row in sheet.rows] == ["कनिष्ठ सहायक"] * 3


def test_a_million_formatted_rows_without_a_value_cost_nothing(tmp_path: Path):
    def shape(sheet):
        sheet.row_dimensions[1_048_576].height = 20
        sheet.cell(1_048_576, 7).number_format = "0.00"

    assert len(check(book(tmp_path / "long.xlsx", [HEADER, person(1)], shape)).rows) == 1


def test_days_of_every_kind_are_one_day(tmp_path: Path):
    header = (*HEADER, "जन्म तिथि", "सेवानिवृत्ति तिथि")
    days = [datetime(1980, 7, 5), date(1980, 7, 5), 29407, "05/07/1980", "5.7.80", "५-७-१९८०", "5 जुलाई 1980"]
    rows = [header, *((*person(number), day, None) for number, day in enumerate(days, 1))]
    sheet = check(book(tmp_path / "days.xlsx", rows))
    assert {row.values["birth"] for row in sheet.rows} == {"1980-07-05"}
    assert {row.values["superannuation"] for row in sheet.rows} == {"2040-07-31"}


def test_many_columns_that_nobody_knows_are_one_word(tmp_path: Path):
    odd = tuple(f"कुछ और {letter}" for letter in "कखगघ")
    sheet = check(book(tmp_path / "wide.xlsx", [(*HEADER, *odd), person(0)]))
    (finding,) = sheet.findings
    assert (finding.key, finding.facts["count"]) == ("sheet.columns-unknown", 4)
    assert "H “कुछ और क”" in str(finding.facts["columns"])


def test_what_the_office_settled_once_is_used_again_and_remembered(tmp_path: Path):
    header = ("क्र0सं0", "नाम", "पदनाम", "सम्पर्क सूत्र", *HEADER[4:])
    file = book(tmp_path / "odd.xlsx", [header, person(1)])
    first = check(file)
    assert "mobile" not in first.rows[0].values
    assert {"sheet.column-missing", "sheet.column-unknown"} <= told(first)
    settled = type(first.mapping)(first.mapping.office, {**first.mapping.columns, "सम्पर्क सूत्र": "mobile"})
    again = check(file, mapping=settled)
    assert again.rows[0].values["mobile"] == "9876543201"
    assert again.mapping == settled
