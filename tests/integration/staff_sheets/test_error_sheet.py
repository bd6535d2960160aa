"""The error sheet is the office's own, coloured and explained in Hindi; mended and sent again, it finds its people again."""

from pathlib import Path

from app.staff.sheets.error_sheet import write_error_sheet
from app.staff.sheets.model import ERROR_LIST, CheckedSheet
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from tests.integration.staff_sheets.sheets import AADHAARS, HEADER, book, check, found, person

WRONG = (person(1, email="ram@gmail.com", mobile="98765"), person(2), person(0, designation="=1+1"))


def given_back(tmp_path: Path, source: Path) -> tuple[CheckedSheet, Path]:
    sheet, out = check(source), tmp_path / "errors.xlsx"
    write_error_sheet(source, out, rows=sheet.rows, mapping=sheet.mapping)
    return sheet, out


def test_the_wrong_cells_are_coloured_and_say_in_hindi_what_is_wrong(tmp_path: Path):
    source = book(
        tmp_path / "staff.xlsx", [("सूची",), HEADER, *WRONG], lambda sheet: sheet.merge_cells("A1:G1")
    )
    _, out = given_back(tmp_path, source)
    sheet = load_workbook(out)["Sheet1"]
    assert str(next(iter(sheet.merged_cells.ranges))) == "A1:G1"
    assert sheet["E3"].fill.fgColor.rgb == "00FFC7CE"
    assert "gmail.com" in sheet["E3"].comment.text
    assert "5" in sheet["D3"].comment.text
    assert sheet["B3"].comment is None
    assert sheet["E4"].fill.fgColor.rgb == "00000000"


def test_what_the_office_had_hidden_is_seen_where_something_is_wrong_in_it(tmp_path: Path):
    def hide(sheet: Worksheet) -> None:
        for line in (2, 3, 4):
            sheet.row_dimensions[line].hidden = True
        sheet.column_dimensions.group("C", "E", hidden=True)

    good = [person(2), person(3)]
    _, out = given_back(tmp_path, book(tmp_path / "staff.xlsx", [HEADER, WRONG[0], *good], hide))
    sheet = load_workbook(out)["Sheet1"]
    assert not any(sheet.row_dimensions[line].hidden for line in (2, 3, 4))  # each of them is to be looked at
    assert not sheet.column_dimensions["C"].hidden


def test_a_sheet_of_ours_shows_all_of_a_cell_colours_an_empty_one_and_is_printed_across(tmp_path: Path):
    source, long = tmp_path / "staff.csv", "person.with.a.long.name@up.gov.in"
    same = [person(number, email=long) for number in range(4, 12)]
    private = person(2, email="someone@mail.of-a-long-private-domain.example.com")
    rows = [HEADER, person(1, name="", email=long), private, person(3, name=""), *same]
    source.write_text("\n".join(",".join(map(str, row)) for row in rows), "utf-8")
    _, out = given_back(tmp_path, source)
    book = load_workbook(out)
    sheet, listed = book.worksheets[0], book[ERROR_LIST]
    assert [sheet[at].fill.fgColor.rgb for at in ("B2", "B3", "B4")] == ["00FFC7CE", "00000000", "00FFC7CE"]
    assert sheet.column_dimensions["E"].width > len(long)
    for each in (sheet, listed):
        assert (each.page_setup.orientation, each.page_setup.fitToHeight) == ("landscape", 0)
        assert (each.print_title_rows, each.freeze_panes) == ("$1:$1", "A2")
    heights = {row[0].row: listed.row_dimensions[row[0].row].height for row in listed.iter_rows(min_row=2)}
    assert len(set(heights.values())) > 1  # a long reason has more lines than one


def test_what_is_to_be_mended_is_listed_row_for_row(tmp_path: Path):
    sheet, out = given_back(tmp_path, book(tmp_path / "staff.xlsx", [HEADER, *WRONG]))
    listed = [
        [cell or "" for cell in row] for row in load_workbook(out)[ERROR_LIST].iter_rows(values_only=True)
    ]
    assert listed[0][:2] == ["कितना ज़रूरी", "शीट"]
    assert [(int(row[2]), row[3]) for row in listed[1:]][:2] == [(2, "D"), (2, "E")]
    assert len(listed) == 1 + len(found(sheet))


def test_errors_are_listed_before_what_is_only_to_be_looked_at_and_a_day_is_proposed_as_it_is_written(
    tmp_path: Path,
):
    header = (*HEADER, "जन्म तिथि", "सेवानिवृत्ति तिथि")
    people = [(*person(0), "15-09-1968", "31-10-2028"), (*person(1, email="x@nic.com"), "", "")]
    _, out = given_back(tmp_path, book(tmp_path / "staff.xlsx", [header, *people]))
    lines = list(load_workbook(out)[ERROR_LIST].iter_rows(min_row=2, values_only=True))
    assert [(line[0], line[2], line[6]) for line in lines] == [
        ("ग़लत — ठीक करें", "3", "x@nic.in"),
        ("देख लें", "2", "30-09-2028"),
    ]


def test_no_full_aadhaar_goes_back(tmp_path: Path):
    source = book(tmp_path / "staff.xlsx", [HEADER, *WRONG, person(3, name=f"राम {AADHAARS[1]}")])
    _, out = given_back(tmp_path, source)
    said = "".join(
        str(cell) for sheet in load_workbook(out) for row in sheet.iter_rows(values_only=True) for cell in row
    )
    assert not [number for number in AADHAARS[:3] if number in said.replace(" ", "")]


def test_a_number_in_a_title_a_comment_or_a_hidden_sheet_does_not_go_back_either(tmp_path: Path):
    def shaped(sheet: Worksheet) -> None:
        sheet["B4"].comment = Comment(f"आधार {AADHAARS[1]}", "कार्यालय")
        hidden = sheet.parent.create_sheet("पुरानी")
        hidden["A1"], hidden.sheet_state = int(AADHAARS[2]), "hidden"

    titles = [(f"नमूना {AADHAARS[0]}",), ("पंजी सं0 १२",), HEADER]
    _, out = given_back(tmp_path, book(tmp_path / "staff.xlsx", [*titles, person(1)], shaped))
    made = load_workbook(out)
    assert [made["Sheet1"]["A1"].value, made["Sheet1"]["A2"].value] == [
        f"नमूना XXXX XXXX {AADHAARS[0][-4:]}",
        "पंजी सं0 १२",
    ]
    assert made["Sheet1"]["B4"].comment.text == f"आधार XXXX XXXX {AADHAARS[1][-4:]}"
    assert made["पुरानी"]["A1"].value == f"XXXX XXXX {AADHAARS[2][-4:]}"


def test_a_mended_error_sheet_is_the_same_people_without_their_errors(tmp_path: Path):
    before, out = given_back(tmp_path, book(tmp_path / "staff.xlsx", [HEADER, *WRONG[:2]]))
    mended = load_workbook(out)
    mended["Sheet1"]["E2"], mended["Sheet1"]["D2"] = "ram@nic.in", "9876543201"
    mended.save(out)
    after = check(out)
    assert (found(after), after.findings) == ([], ())
    assert [row.values["aadhaar_token"] for row in after.rows] == [
        row.values["aadhaar_token"] for row in before.rows
    ]
    assert [row.values["aadhaar"] for row in after.rows] == ["XXXX XXXX 8847", "XXXX XXXX 7058"]
    assert after.mapping == before.mapping


def test_a_token_without_its_mask_is_nothing(tmp_path: Path):
    _, out = given_back(tmp_path, book(tmp_path / "staff.xlsx", [HEADER, person(1)]))
    changed = load_workbook(out)
    changed["Sheet1"]["F2"] = AADHAARS[2]
    changed.save(out)
    (row,) = check(out).rows
    assert row.values["aadhaar"] == f"XXXX XXXX {AADHAARS[2][-4:]}"
    assert row.values["aadhaar_token"] != changed["Sheet1"]["H2"].value


def test_a_wrong_number_that_comes_back_untouched_is_wrong_still(tmp_path: Path):
    _, out = given_back(
        tmp_path, book(tmp_path / "staff.xlsx", [HEADER, person(0, aadhaar="123456789012"), person(1)])
    )
    assert load_workbook(out)["Sheet1"]["F2"].value == "XXXX XXXX 9012"
    assert found(check(out)) == [(2, "aadhaar", "aadhaar.only-mask")]


def test_a_token_stands_for_its_own_mask_alone(tmp_path: Path):
    _, out = given_back(tmp_path, book(tmp_path / "staff.xlsx", [HEADER, person(1)]))
    changed = load_workbook(out)
    changed["Sheet1"]["F2"] = "XXXX XXXX 9012"
    changed.save(out)
    assert found(check(out)) == [(2, "aadhaar", "aadhaar.only-mask")]


def test_a_text_file_goes_back_as_a_workbook_that_computes_nothing(tmp_path: Path):
    source = tmp_path / "staff.csv"
    lines = [HEADER, person(1), person(2, designation='=HYPERLINK("http://x.invalid")')]
    source.write_text("\n".join("\t".join(map(str, line)) for line in lines), "utf-8")
    _, out = given_back(tmp_path, source)
    cell = load_workbook(out)["staff"]["C3"]
    assert (cell.data_type, cell.value[:10]) == ("s", "=HYPERLINK")
    assert [row.place.row for row in check(out).rows] == [2, 3]


def test_a_sheet_whose_rows_were_columns_goes_back_turned(tmp_path: Path):
    source = book(tmp_path / "turned.xlsx", list(zip(HEADER, *WRONG[:2], strict=True)))
    _, out = given_back(tmp_path, source)
    assert "gmail.com" in load_workbook(out)["Sheet1"]["E2"].comment.text
