"""Employees from the command line: checked anywhere, taken in at a desk, compared, and written into the form."""

import json
import os
import pty
import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from app.staff.sheets.fields import fields
from openpyxl import load_workbook

from tests.integration.command_line.program import HOUSE, Ended, command, sevadesk, surroundings
from tests.integration.staff_sheets.sheets import AADHAARS, HEADER, book, person

CODE, LOGIN = "TR-LKO-EDU", ("--login", "neha")
PASSWORD = "neha1\n"
WRONG = (person(0), person(1, mobile="98765"), person(2, email="ram@gmail.com"))
GOOD = (person(0), person(1), person(2))


@pytest.fixture(scope="module")
def set_up_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("desk") / "home"
    assert sevadesk("sync", "--home", home).code == 0
    return home


@pytest.fixture
def desk(set_up_desk: Path, tmp_path: Path) -> Path:
    """A training desk of this test alone."""
    return shutil.copytree(set_up_desk, tmp_path / "home")


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    return book(tmp_path / "basic.xlsx", [("सूची",), HEADER, *WRONG])


def at(desk: Path, task: str, *arguments: object) -> Ended:
    return sevadesk("employees", task, "--home", desk, "--office", CODE, *LOGIN, *arguments, typed=PASSWORD)


def answer(found: Ended, code: int = 0) -> dict[str, object]:
    assert (found.code, found.err) == (code, ""), found.err
    return json.loads(found.out)


def serves_already(desk: Path, code: str, name: str, office: str = "hod-education") -> None:
    """Let the master have a person of an office."""
    cells = json.dumps({"name": name, "employee_code": code})
    told = ("person-1", office, code, "", "", "", name, cells, "serving", 1)
    with closing(sqlite3.connect(desk / "records.sqlite3")) as records, records:
        records.execute(
            "INSERT INTO staff_person (id, office, code, email, mobile, token, name, cells, state, version)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            told,
        )


def staff_rows(desk: Path, columns: str = "number") -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(desk / "records.sqlite3")) as records:
        return records.execute(f"SELECT {columns} FROM staff_row ORDER BY number").fetchall()


def everything(file: Path) -> str:
    book_ = load_workbook(file)
    return "".join(str(cell) for sheet in book_ for row in sheet.iter_rows(values_only=True) for cell in row)


def test_a_sheet_is_judged_on_any_computer_and_leaves_nothing_there(wrong: Path, home: Path) -> None:
    told = answer(sevadesk("employees", "check", wrong, "--json", "--home", home), code=3)
    assert (told["version"], told["rows"], told["good"], told["errors"]) == (1, 3, 1, 2)
    assert told["compared_with_master"] is False
    assert [(each["row"], each["field"], each["key"]) for each in told["findings"]] == [
        (4, "mobile", "mobile.length"),
        (5, "email", "email.private"),
    ]
    assert all(set(each["words"]) == {"hi", "en"} for each in told["findings"])
    assert list(home.iterdir()) == []


def test_a_person_reads_every_finding_in_both_languages_and_that_the_master_was_not_asked(
    wrong: Path, home: Path
) -> None:
    found = sevadesk("employees", "check", wrong, "--home", home)
    assert (found.code, found.err) == (3, "")
    first, second, *findings = found.out.splitlines()
    assert "3 rows; 1 good, 2 with errors" in first
    assert "nothing was compared with the master" in second
    assert [line.split()[1] for line in findings] == ["Sheet1!4", "Sheet1!5"]
    assert not [number for number in AADHAARS if number in found.out]


def test_a_sheet_without_an_error_ends_with_nought(home: Path, tmp_path: Path) -> None:
    good = book(tmp_path / "good.xlsx", [HEADER, *GOOD])
    assert answer(sevadesk("employees", "check", good, "--json", "--home", home))["errors"] == 0


def test_a_file_that_is_no_sheet_is_told_as_any_wrong_input(home: Path, tmp_path: Path) -> None:
    (tmp_path / "page.xls").write_text("<html><table></table></html>")
    found = sevadesk("employees", "check", tmp_path / "page.xls", "--home", home)
    found.said(2, "sheet.html")
    sevadesk("employees", "check", tmp_path / "away.xlsx", "--home", home).said(
        2, "sheet.not-there", "away.xlsx", str(tmp_path)
    )


def test_an_error_sheet_of_a_computer_that_is_no_desk_carries_no_token(
    wrong: Path, home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "back.xlsx"
    made = sevadesk("employees", "check", wrong, "--error-sheet", out, "--home", home)
    assert made.code == 3 and "all numbers are asked for again" in made.out
    sheet = load_workbook(out)["Sheet1"]
    assert sheet["D4"].fill.fgColor.rgb == "00FFC7CE"
    assert [cell.value for cell in sheet["H"][2:]] == [None, None, None]
    assert not [number for number in AADHAARS if number in everything(out)]
    before = wrong.read_bytes()
    found = sevadesk("employees", "check", wrong, "--error-sheet", wrong, "--home", home)
    found.said(2, "staff.over-itself", "basic.xlsx")
    assert wrong.read_bytes() == before


def test_the_answer_of_a_check_with_the_columns_filled_in_is_a_mapping_and_another_offices_is_refused(
    home: Path, tmp_path: Path
) -> None:
    odd = book(tmp_path / "odd.xlsx", [(*HEADER[:3], "दूरभाष यंत्र", *HEADER[4:]), person(0)])
    mapping = tmp_path / "mapping.json"
    given = ("employees", "check", odd, "--json", "--home", home)
    told = answer(sevadesk(*given, "--office", CODE), code=3)
    assert [each["key"] for each in told["of_the_sheet"]] == ["sheet.column-unknown", "sheet.column-missing"]
    told["columns"]["दूरभाष यंत्र"] = "mobile"
    mapping.write_text(json.dumps(told), "utf-8")
    assert answer(sevadesk(*given, "--mapping", mapping))["office"] == CODE
    found = sevadesk(*given, "--mapping", mapping, "--office", "TR-LKO-CMO")
    found.said(2, "sheet.mapping-of-another-office", CODE)


def test_the_mended_sheet_updates_the_open_one_and_doubles_nobody(
    desk: Path, wrong: Path, tmp_path: Path
) -> None:
    first = answer(at(desk, "import", wrong, "--json"), code=3)
    assert [first[each] for each in ("joined", "rows", "errors")] == [3, 3, 2]
    tokens, back = staff_rows(desk, "person, token"), tmp_path / "back.xlsx"
    found = sevadesk("employees", "check", wrong, "--home", desk, "--office", CODE, "--error-sheet", back)
    assert (found.code, found.err) == (3, "")
    mended = load_workbook(back)
    sheet = mended["Sheet1"]
    sheet["D4"], sheet["E5"] = "9876543201", "ram@nic.in"
    for column, text in enumerate(person(3, aadhaar=AADHAARS[3]), 1):
        sheet.cell(6, column).value = text
    mended.save(back)
    second = answer(at(desk, "import", back, "--json"))
    assert (second["batch"], second["file"]) == (first["batch"], "back.xlsx")
    taken = [second[each] for each in ("joined", "changed", "same", "left", "rows", "errors")]
    assert taken == [1, 2, 1, 0, 4, 0]
    assert all(token for _, token in tokens)
    assert staff_rows(desk, "person, token")[:3] == tokens

    fewer, asked = book(tmp_path / "fewer.xlsx", [HEADER, person(0), person(1)]), tmp_path / "asked.json"
    told = answer(at(desk, "import", fewer, "--ask", asked, "--json"))
    assert told == json.loads(asked.read_text())
    gone = [each for each in told["questions"] if each["what"] == "left"]
    assert [(each["number"], each["answer"]) for each in gone] == [(3, "stays"), (4, "stays")]
    gone[1]["answer"] = "goes"
    asked.write_text(json.dumps(told))
    third = answer(at(desk, "import", fewer, "--answers", asked, "--json"))
    assert (third["left"], third["rows"]) == (2, 3)  # the fourth is left out, the third stays


def test_what_was_settled_once_for_an_office_is_used_at_its_next_sheet(desk: Path, tmp_path: Path) -> None:
    odd = book(tmp_path / "odd.xlsx", [(*HEADER[:3], "दूरभाष यंत्र", *HEADER[4:]), person(0)])
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"office": CODE, "columns": {"दूरभाष यंत्र": "mobile"}}), "utf-8")
    serves_already(desk, "E0000", "रमेश कुमार")
    taken = answer(at(desk, "import", odd, "--json", "--mapping", mapping))
    assert [taken[each] for each in ("joined", "same", "left", "errors")] == [0, 1, 0, 0]
    told = answer(sevadesk("employees", "check", odd, "--json", "--home", desk, "--office", CODE))
    assert (told["compared_with_master"], told["columns"]["दूरभाष यंत्र"]) == (True, "mobile")


def test_whoever_serves_elsewhere_is_told_with_the_name_of_that_office(desk: Path, tmp_path: Path) -> None:
    serves_already(desk, "E0000", "रमेश कुमार", "hod-health")
    file = book(tmp_path / "one.xlsx", [HEADER, person(0)])
    said = sevadesk("employees", "check", file, "--home", desk, "--office", CODE).out

    assert "मुख्य चिकित्सा अधिकारी" in said and "TR-LKO-CMO" not in said


def test_nobody_takes_a_sheet_in_without_a_name_a_password_and_a_known_office(
    desk: Path, wrong: Path
) -> None:
    task = ("employees", "import", wrong, "--home", desk)
    sevadesk(*task, "--office", CODE).said(2, "employees.login-needed", "--login")
    sevadesk(*task, *LOGIN).said(2, "employees.office-needed", "--office")
    sevadesk(*task, *LOGIN, "--office", CODE, typed="guessed\n").said(2, "login.wrong")
    sevadesk(*task, *LOGIN, "--office", "TR-NONE", typed=PASSWORD).said(2, "staff.office-unknown", "TR-NONE")
    assert staff_rows(desk) == []


def test_the_open_sheet_leaves_in_the_prescribed_form(desk: Path, wrong: Path, tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    at(desk, "export", out).said(2, "staff.no-people", CODE)
    at(desk, "export", out, "--sheet").said(2, "employees.no-sheet", CODE)
    assert not out.exists()
    at(desk, "import", wrong)
    at(desk, "export", out).said(2, "employees.only-in-sheet", CODE, "--sheet", "basic.xlsx")
    page = tmp_path / "page.pdf"
    assert answer(at(desk, "export", out, "--sheet", "--summary", page, "--json"))["people"] == 3
    assert page.read_bytes().startswith(b"%PDF")
    assert f"XXXX XXXX {AADHAARS[2][-4:]}" in everything(out)
    assert not [number for number in AADHAARS if number in everything(out)]


def test_two_files_are_compared_person_by_person(home: Path, wrong: Path, tmp_path: Path) -> None:
    new = book(
        tmp_path / "new.xlsx", [(*HEADER, "अनुभाग"), (*person(2), "लेखा"), (*person(1), ""), (*person(3), "")]
    )
    told = answer(sevadesk("employees", "diff", wrong, new, "--json", "--home", home))
    assert [each["employee_code"] for each in told["joined"]] == ["E0003"]
    assert [each["employee_code"] for each in told["left"]] == ["E0000"]
    assert [(each["person"]["row"], each["changes"]) for each in told["changed"]] == [
        (2, [{"field": "email", "before": "ram@gmail.com", "after": "person2@up.gov.in"}]),
        (3, [{"field": "mobile", "before": "98765", "after": "9876543201"}]),
    ]
    assert (told["moved"], told["new"], told["same"]) == ([], ["section"], 0)
    moved = book(tmp_path / "moved.xlsx", [(*HEADER, "अनुभाग"), (*person(2), "स्थापना")])
    found = sevadesk("employees", "diff", new, moved, "--home", home)
    assert (found.code, found.err) == (0, "")
    assert "→ अनिल कुमार" in found.out and "लेखा → स्थापना" in found.out


def test_a_file_is_compared_with_the_master_by_someone_of_the_desk(desk: Path, wrong: Path) -> None:
    sevadesk("employees", "diff", "master", wrong, "--home", desk).said(2, "employees.login-needed")
    told = answer(at(desk, "diff", "master", wrong, "--json"))
    assert (len(told["joined"]), told["left"]) == (3, [])
    first, counted, *_ = at(desk, "diff", "master", wrong).out.splitlines()
    assert f"The master has nobody of this office ({CODE})" in first and "3 joined" in counted


def test_an_error_sheet_is_compared_with_the_sheet_it_was_made_of_without_a_change(
    desk: Path, wrong: Path, tmp_path: Path
) -> None:
    back, elsewhere = tmp_path / "back.xlsx", tmp_path / "elsewhere"
    given = ("employees", "check", wrong, "--home", desk, "--office", CODE, "--error-sheet", back)
    assert sevadesk(*given).code == 3
    for here in (("--home", elsewhere), ("--home", desk), ("--home", desk, "--office", CODE)):
        told = answer(sevadesk("employees", "diff", wrong, back, "--json", *here))
        assert (told["is_empty"], told["same"]) == (True, 3)


def test_whoever_reads_through_a_pipe_may_go_before_the_end(home: Path, tmp_path: Path) -> None:
    long = book(tmp_path / "long.xlsx", [HEADER, *(person(at, mobile="1") for at in range(2000))])
    given = command("employees", "check", long, "--json", "--home", home)
    with subprocess.Popen(
        given, cwd=HOUSE, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as check:
        assert check.stdout and check.stderr and check.stdout.readline()
        check.stdout.close()
        assert check.stderr.read() == b""
    assert check.returncode == 3


def test_the_manual_names_every_column_and_every_key_of_the_answers(wrong: Path, home: Path) -> None:
    manual = (HOUSE / "docs" / "employees.md").read_text("utf-8")
    assert [
        each for each in fields().values() if each.label.hi not in manual or each.label.en not in manual
    ] == []
    told = answer(sevadesk("employees", "check", wrong, "--json", "--home", home), code=3)
    compared = answer(sevadesk("employees", "diff", wrong, wrong, "--json", "--home", home))
    names = {*told, *told["findings"][0], *compared}
    assert {name for name in names if f'"{name}"' not in manual and f"`{name}`" not in manual} == set()


@pytest.mark.skipif(os.name == "nt", reason="a terminal of this system's own")
def test_ctrl_c_in_the_middle_of_a_long_sheet_leaves_no_row_and_no_file(desk: Path, tmp_path: Path) -> None:
    lines = [HEADER, *(person(3, code=f"E{at:06d}", mobile=f"9{at:09d}") for at in range(120_000))]
    long = tmp_path / "long.csv"
    long.write_text("\n".join("\t".join(map(str, line)) for line in lines), "utf-8")
    out = tmp_path / "back.xlsx"
    for task in (("import", *LOGIN), ("check", "--error-sheet", str(out))):
        code, said = interrupted_once_it_counts("employees", *task, long, "--office", CODE, "--home", desk)
        assert (code, "work.cancelled" in said) == (130, True), said
    assert staff_rows(desk) == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["home", "long.csv"]


def interrupted_once_it_counts(*arguments: object) -> tuple[int, str]:
    """Run a task at a terminal, and press Ctrl+C when the terminal shows that rows are done."""
    terminal, its_end = pty.openpty()
    with subprocess.Popen(
        command(*arguments),
        cwd=HOUSE,
        env=surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=its_end,
        text=True,
        start_new_session=True,
    ) as running:
        os.close(its_end)
        assert running.stdin
        running.stdin.write(PASSWORD)
        running.stdin.flush()
        said = ""
        while "4096 पंक्तियाँ / rows" not in said:
            said += os.read(terminal, 4096).decode(errors="replace")
        os.killpg(running.pid, signal.SIGINT)
        said += _rest(terminal)
    os.close(terminal)
    return running.returncode, said


def _rest(terminal: int) -> str:
    """Return what the terminal still shows; at its end Linux tells of an error, not of an end."""
    said = ""
    while True:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            return said
        said += more.decode(errors="replace")
