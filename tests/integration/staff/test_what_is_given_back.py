"""What leaves the desk: the error sheet by the rows as they are now, the prescribed form, the page to be signed."""

import io
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from app.base.words import Language
from app.errors import Cancelled, FileRefused, InputError
from app.staff.model import Asked
from app.staff.prescribed import OURS
from app.staff.sheets.model import ERROR_LIST, ColumnMapping
from app.words import words
from openpyxl import Workbook, load_workbook

from tests.integration.efile.officers import Officer
from tests.integration.staff.sheets import OFFICE, certify, many, row, sheet
from tests.integration.staff_sheets.sheets import AADHAARS, HEADER, book, person

CODE = "TR-LKO-EDU"
WRONG = (person(0), person(1, mobile="98765"), person(2, email="ram@gmail.com"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return book(tmp_path / "basic.xlsx", [("सूची",), HEADER, *WRONG])


@pytest.fixture
def batch(neha: Officer, source: Path) -> str:
    staff = neha.office.staff
    return staff.begin(OFFICE, source.name, staff.check(source, CODE))[0].id


def cells(file: Path, sheet: str = "") -> list[tuple[object, ...]]:
    made = load_workbook(file)
    return list((made[sheet] if sheet else made.worksheets[0]).iter_rows(values_only=True))


def everything(file: Path) -> str:
    return "".join(
        str(cell)
        for sheet in load_workbook(file)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    )


def pages_text(file: Path) -> str:
    found = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    return found.stdout


def test_the_error_sheet_says_what_is_wrong_now_and_shows_what_was_mended_here(
    neha: Officer, batch: str, source: Path, tmp_path: Path
):
    staff, out = neha.office.staff, tmp_path / "back.xlsx"
    first = staff.order(batch, Asked(text="E0001"))[0]
    staff.mend(batch, first, {"mobile": "9876500001", "name": "सुनीता देवी"})
    staff.error_sheet(batch, source, out)
    sheet = load_workbook(out)["Sheet1"]
    assert [sheet["B4"].value, sheet["D4"].value] == ["सुनीता देवी", "9876500001"]
    assert sheet["D4"].fill.fgColor.rgb != "00FFC7CE"
    assert sheet["E5"].fill.fgColor.rgb == "00FFC7CE"
    assert [row[3] for row in cells(out, ERROR_LIST)[1:] if row[3] != "C"] == ["E"]
    assert not [number for number in AADHAARS if number in everything(out)]


def test_the_mended_error_sheet_updates_the_batch_and_doubles_nobody(
    neha: Officer, batch: str, source: Path, tmp_path: Path
):
    staff, out = neha.office.staff, tmp_path / "back.xlsx"
    before = staff.rows(batch, staff.order(batch, Asked()))
    staff.error_sheet(batch, source, out, Language.ENGLISH)
    mended = load_workbook(out)
    mended["Sheet1"].insert_rows(3)
    mended["Sheet1"]["D5"], mended["Sheet1"]["E6"] = "9876543201", "ram@nic.in"
    mended.save(out)
    again = staff.check(out, CODE)
    assert [
        (each.person.name, [c.field for c in each.changes]) for each in staff.diff(batch, again).changed
    ] == [
        ("सुनीता कुमार", ["mobile"]),
        ("अनिल कुमार", ["email"]),
    ]
    taken = staff.take_in(batch, again, out.name)
    assert (taken.joined, taken.changed, taken.same, taken.left) == (0, 2, 1, ())
    after = staff.rows(batch, staff.order(batch, Asked()))
    assert {each.person for each in after} == {each.person for each in before}
    assert (staff.batch(batch).errors, staff.batch(batch).file_name) == (0, "back.xlsx")


def test_an_error_sheet_that_is_given_up_leaves_no_file(
    neha: Officer, batch: str, source: Path, tmp_path: Path
):
    staff, out, told = neha.office.staff, tmp_path / "back.xlsx", list[int]()
    for calls in (1, 4, 6):  # while it is read, while it is written, and when all of it lies beside
        left = iter([False] * calls)
        with pytest.raises(Cancelled):
            staff.error_sheet(batch, source, out, cancelled=lambda left=left: next(left, True))
        assert (
            [each.name for each in tmp_path.glob("*back*")]
            == [each.name for each in tmp_path.glob(".back*")]
            == []
        )
    staff.error_sheet(batch, source, out, progress=told.append)
    assert told[-1] == 3 and out.exists()


def test_another_file_than_the_one_taken_in_is_refused_by_name(
    neha: Officer, batch: str, source: Path, tmp_path: Path
):
    staff, out = neha.office.staff, tmp_path / "back.xlsx"
    other = book(tmp_path / "other.xlsx", [HEADER, *WRONG])
    with pytest.raises(InputError, match=r"staff\.other-file.*other\.xlsx.*basic\.xlsx"):
        staff.error_sheet(batch, other, out)
    with pytest.raises(FileRefused, match=r"sheet\.unreadable"):
        staff.error_sheet(batch, tmp_path / "away.xlsx", out)
    assert not out.exists()


def test_rows_that_were_pasted_get_an_error_sheet_of_their_own(neha: Officer, tmp_path: Path):
    staff, out = neha.office.staff, tmp_path / "back.xlsx"
    text = "\n".join("\t".join(map(str, line)) for line in (HEADER, *WRONG))
    sheet = staff.check_text(text, CODE)
    batch, _ = staff.begin(OFFICE, "चिपकाया गया", sheet)
    staff.error_sheet(batch.id, None, out)
    rows = cells(out)
    assert (rows[0][0], [row[0] for row in rows[1:]]) == ("कर्मचारी कोड", ["E0000", "E0001", "E0002"])
    assert [row.is_good for row in staff.check(out, CODE).rows] == [True, False, False]
    assert not [number for number in AADHAARS if number in everything(out)]


def test_how_the_columns_are_called_is_remembered_for_the_office_alone(neha: Officer, tmp_path: Path):
    staff = neha.office.staff
    odd = (*HEADER[:3], "दूरभाष यंत्र", *HEADER[4:])
    source = book(tmp_path / "odd.xlsx", [odd, person(0)])
    assert not staff.check(source, CODE).rows[0].values.get("mobile")
    settled = ColumnMapping(CODE, {"दूरभाष यंत्र": "mobile"})
    staff.begin(OFFICE, source.name, staff.check(source, CODE, settled))
    assert staff.check(source, CODE).rows[0].values["mobile"] == "9876543200"
    assert staff.mapping_of(CODE).columns["दूरभाष यंत्र"] == "mobile"
    assert staff.mapping_of("TR-LKO-CMO") is None
    with pytest.raises(InputError, match=r"sheet\.mapping-of-another-office.*TR-LKO-EDU"):
        staff.check(source, "TR-LKO-CMO", staff.mapping_of(CODE))


def test_a_check_tells_how_far_it_is_and_can_be_given_up(neha: Officer, tmp_path: Path):
    staff, told = neha.office.staff, list[int]()
    source = book(tmp_path / "long.xlsx", [HEADER, *(person(3, code=f"E{at:05d}") for at in range(9000))])
    sheet = staff.check(source, CODE, progress=told.append)
    assert told == sorted(told) and told[-1] == len(sheet.rows) == 9000 and len(set(told)) > 2
    told.clear()
    with pytest.raises(Cancelled):
        staff.check(source, CODE, progress=told.append, cancelled=lambda: bool(told))
    assert told == [0]
    assert staff.batches() == () and staff.mapping_of(CODE) is None


def test_the_prescribed_form_holds_a_batch_and_is_read_back_as_the_same_people(
    neha: Officer, batch: str, tmp_path: Path
):
    staff, out = neha.office.staff, tmp_path / "form.xlsx"
    assert staff.export(batch, out) == 3
    again = staff.diff(batch, staff.check(out, CODE))
    assert again.is_empty and again.same == 3
    said = everything(out)
    assert f"XXXX XXXX {AADHAARS[2][-4:]}" in said and "{{" not in said
    assert not [number for number in AADHAARS if number in said]
    assert cells(out)[-1][0] == "कर्मचारी विवरण (EMD) प्रबंधक के हस्ताक्षर, नाम, पदनाम"


def test_a_form_that_comes_back_with_masks_alone_costs_nobody_the_token(
    neha: Officer, batch: str, tmp_path: Path
):
    staff, out = neha.office.staff, tmp_path / "form.xlsx"
    before = neha.rows("SELECT person, token, weight FROM staff_row ORDER BY number")
    staff.export(batch, out)
    staff.take_in(batch, staff.check(out, CODE))
    assert neha.rows("SELECT person, token, weight FROM staff_row ORDER BY number") == before
    changed = load_workbook(out)
    sheet = changed.worksheets[0]
    masks = next(cell.column for cell in sheet[5] if str(cell.value).startswith("आधार"))
    sheet.cell(6, masks).value = "XXXX XXXX 0000"
    changed.save(out)
    other = staff.check(out, CODE).rows[0]
    assert "aadhaar_token" not in other.values
    assert "aadhaar.only-mask" in [each.key for each in other.findings]


def test_in_our_form_no_word_of_a_heading_breaks_and_a_mask_stays_in_its_cell():
    form = load_workbook(OURS).worksheets[0]
    wide = {cell.value: form.column_dimensions[cell.column_letter].width for cell in form[5]}
    masks = next(width for head, width in wide.items() if "Aadhaar" in head)
    assert masks >= len("XXXX XXXX 0000") + 2
    # bold 9 points in a width that counts figures of 11
    english = {head.rpartition(" / ")[2]: width for head, width in wide.items()}
    assert [head for head, width in english.items() if max(map(len, head.split())) > 1.25 * width] == []


def test_another_prescribed_form_takes_the_place_of_ours(neha: Officer, batch: str, tmp_path: Path):
    staff, out, theirs = (
        neha.office.staff,
        tmp_path / "out.xlsx",
        neha.home / "forms" / "employee-master.xlsx",
    )
    theirs.parent.mkdir()
    book(
        theirs,
        [
            ("{{list.code}}, {{list.people}}", "=COUNTA(B2:B2)"),
            ("{{serial}}.", "{{name}} ({{designation}})", "=LEN(B2)"),
            ("हस्ताक्षर", '=A3&"B2:B2"&SUM($C$2:C2)'),
        ],
    )
    staff.export(batch, out)
    formulas = [
        [cell.value for cell in line if cell.data_type == "f"]
        for line in load_workbook(out).worksheets[0].iter_rows()
    ]
    assert formulas == [
        ["=COUNTA(B2:B4)"],
        ["=LEN(B2)"],
        ["=LEN(B3)"],
        ["=LEN(B4)"],
        ['=A5&"B2:B2"&SUM($C$2:C4)'],
    ]
    assert [line[:2] for line in cells(out)] == [
        (f"{words('staff.practice').both} · {CODE}, 3", "=COUNTA(B2:B4)"),
        ("1.", "रमेश कुमार (कनिष्ठ सहायक)"),
        ("2.", "सुनीता कुमार (कनिष्ठ सहायक)"),
        ("3.", "अनिल कुमार (कनिष्ठ सहायक)"),
        ("हस्ताक्षर", '=A5&"B2:B2"&SUM($C$2:C4)'),
    ]
    out.unlink()
    for shape, key in (([("{{nmae}}", "{{name}}")], "staff.form-mark"), ([("नाम",)], "staff.form-no-row")):
        book(theirs, shape)
        with pytest.raises(InputError, match=key):
            staff.export(batch, out)
    theirs.write_text("none")
    with pytest.raises(InputError, match=r"staff\.form-unreadable"):
        staff.export(batch, out)
    assert not out.exists()


def test_what_a_cell_would_compute_stays_a_text_in_the_form(neha: Officer, tmp_path: Path):
    staff, out = neha.office.staff, tmp_path / "form.xlsx"
    sheet = staff.check_text(
        "\n".join("\t".join(map(str, line)) for line in (HEADER, person(0, designation="=1+1"))), CODE
    )
    staff.export(staff.begin(OFFICE, "x", sheet)[0].id, out)
    (cell,) = [cell for row in load_workbook(out).worksheets[0] for cell in row if cell.value == "=1+1"]
    assert cell.data_type == "s"


def test_the_people_of_an_office_leave_the_master_in_the_form_and_joiners_and_leavers_are_told(
    signed_for: Officer, tmp_path: Path
):
    staff, out = signed_for.office.staff, tmp_path / "form.xlsx"
    batch, _ = staff.begin(OFFICE, "basic.xlsx", many(3))
    staff.confirm(batch.id)
    certify(signed_for, batch.id)
    staff.upload(batch.id)
    signed_for.sync()
    with pytest.raises(InputError, match=r"staff\.no-people"):
        staff.export("TR-LKO-CMO", out)
    assert staff.export(CODE, out) == 3
    changed = load_workbook(out)
    sheet = changed.worksheets[0]
    column = next(cell.column for cell in sheet[5] if str(cell.value).startswith("अनुभाग"))
    sheet.cell(6, column).value = "लेखा"
    sheet.delete_rows(8)
    changed.save(out)
    told = staff.diff(OFFICE, staff.check(out, CODE))
    assert [each.name for each in told.left] == ["कर्मचारी 3"]
    assert (told.joined, told.changed, told.moved, told.same) == ((), (), (), 2)
    assert "section" in told.new


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_the_summary_of_all_classes_is_one_page_whose_rows_are_known_by_their_figure(
    signed_for: Officer, tmp_path: Path
):
    staff, out = signed_for.office.staff, tmp_path / "summary.pdf"
    kinds = [{"class": class_, "gender": gender} for class_ in "1234" for gender in ("male", "female", "")]
    batch, _ = staff.begin(
        OFFICE, "basic.xlsx", sheet(*(row(at, **kind) for at, kind in enumerate(kinds, 1)))
    )
    staff.confirm(batch.id)
    signed = certify(signed_for, batch.id)
    staff.summary(batch.id, out)
    with pikepdf.open(io.BytesIO(out.read_bytes())) as pdf:
        assert len(pdf.pages) == 1
        assert str(pdf.docinfo["/Title"]).startswith(f"employee-summary {CODE}/")
    told = pages_text(out).replace(" ", "")
    assert signed.certification.digest[:16] in told
    assert "12" in told and "E000001" not in told
    assert "SHA" not in told  # what the figure is for is said in words of an office


def test_nobody_signed_in_hands_nothing_out(neha: Officer, batch: str, tmp_path: Path):
    neha.office._desk.acting = None
    for out in (neha.office.staff.export, neha.office.staff.summary):
        with pytest.raises(InputError, match=r"login\.needed"):
            out(batch, tmp_path / "out")
    neha.clock.ahead += timedelta(seconds=1)
    assert not (tmp_path / "out").exists()


def test_a_wrong_aadhaar_goes_back_as_its_mask_after_other_cells_of_its_row_were_mended(
    neha: Officer, tmp_path: Path
):
    staff, out = neha.office.staff, tmp_path / "back.xlsx"
    source = book(tmp_path / "one.xlsx", [HEADER, person(1, aadhaar="999941057059"), person(2, mobile="98")])
    batch = staff.begin(OFFICE, source.name, staff.check(source, CODE))[0].id
    staff.mend(batch, 1, {"name": "सुनीता देवी"})
    staff.mend(batch, 2, {"aadhaar": "999941057050"})
    for file in (source, None):
        staff.error_sheet(batch, file, out)
        at = [each.value for each in load_workbook(out).worksheets[0][1]].index(
            "आधार सं0" if file else "आधार सं."
        )
        shown = [line[at] for line in cells(out)[1:]]
        assert shown == ["XXXX XXXX 7059", "XXXX XXXX 7050"]


def test_an_error_sheet_of_rows_alone_names_the_other_row_where_it_stands_in_it(
    neha: Officer, tmp_path: Path
):
    staff, out = neha.office.staff, tmp_path / "back.xlsx"
    rows = [("सूची",), HEADER, person(0, mobile="9876500001"), person(1, mobile="9876500001")]
    source = book(tmp_path / "two.xlsx", rows)
    batch = staff.begin(OFFICE, source.name, staff.check(source, CODE))[0].id
    for file, first in ((source, 3), (None, 2)):
        staff.error_sheet(batch, file, out)
        said = [str(line[5]) for line in cells(out, ERROR_LIST)[1:]]
        assert [each.rpartition(" ")[2] for each in said] == [str(first + 1), str(first)]
