"""Every wrong cell is named with what is wrong; a good one is never touched, and nothing is guessed."""

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from app.staff.designations import common
from app.staff.sheets.model import CheckedRow, CheckedSheet, EmptyMaster, Known, Severity

from tests.integration.staff_sheets.sheets import AADHAARS, HEADER, OFFICE, book, check, found, person


class Master(EmptyMaster):
    """A master with two designations and one person of another office."""

    people: tuple[tuple[str, str, Known], ...] = (
        ("mobile", "9876543201", Known("कमला वर्मा", "LKO-BDO", "B0001")),
        ("email", "person2@up.gov.in", Known("अनिल कुमार", OFFICE, "E0002")),
        ("employee_code", "E0003", Known("गीता कुमार", "LKO-BDO", "E0003")),
    )

    def designations(self) -> Collection[str]:
        return ("कनिष्ठ सहायक", "Senior Assistant")

    def offices(self) -> Mapping[str, str]:
        return {OFFICE: "अर्थ एवं संख्या", "LKO-BDO": "विकास खण्ड"}

    def titles(self) -> Mapping[str, Collection[str]]:
        called = {"LKO-BDO": ("खण्ड विकास कार्यालय, मलिहाबाद", "Block Development Office, Malihabad")}
        return called | {OFFICE: ("अर्थ एवं संख्या कार्यालय", "District Statistics Office")}

    def known(self, field: str, values: Collection[str]) -> Mapping[str, Collection[Known]]:
        return {value: (one,) for name, value, one in self.people if name == field and value in values}


def checked(
    tmp_path: Path, *people: tuple[Any, ...], header: tuple[str, ...] = HEADER, master: Any = None
) -> CheckedSheet:
    return check(book(tmp_path / "staff.xlsx", [header, *people]), master=master)


def only(sheet: CheckedSheet) -> CheckedRow:
    (row,) = sheet.rows
    return row


def test_a_good_row_has_no_finding_and_gets_its_marking(tmp_path: Path):
    row = only(checked(tmp_path, person(1), header=HEADER))
    assert row.findings == ()
    assert row.values["marking"] == "JA(SK)"
    assert set(row.raw) == set()


@pytest.mark.parametrize(
    ("field", "typed", "key", "proposal"),
    [
        ("mobile", "98765", "mobile.length", None),
        ("mobile", "1876543201", "mobile.first-digit", None),
        ("mobile", "9876543201/9876543299", "mobile.two", "9876543201"),
        ("mobile", "9.87654E+09", "cell.scientific", None),
        ("mobile", "नहीं है", "mobile.no-number", None),
        ("mobile", None, "cell.missing", None),
        ("email", "ram@gmail.com", "email.private", None),
        ("email", "ram@fakenic.in", "email.private", None),
        ("email", "ram@nic.in.evil.com", "email.private", None),
        ("email", "ram@up.gov.im", "email.private", "ram@up.gov.in"),
        ("email", "ram.nic.in", "email.wrong", None),
        ("email", "r.p@gmail.com / Ram@up.gov.in", "email.two", "ram@up.gov.in"),
        ("email", "राम@up.gov.in,rp@gmail.com", "email.two", None),
        ("aadhaar", "999955183434", "aadhaar.wrong", None),
        ("aadhaar", "23412341234", "aadhaar.length", None),
        ("aadhaar", "2.34123E+11", "cell.scientific", None),
        ("aadhaar", 9.9995518343312345e17, "cell.digits-lost", None),
        ("name", "रमेश 2", "name.digits", None),
        ("name", "<b>रमेश</b>", "name.odd", None),
        ("name", "अ", "name.short", None),
        ("designation", f"लिपिक {AADHAARS[0]}", "cell.holds-aadhaar", "लिपिक XXXX XXXX 3433"),
    ],
)
def test_a_wrong_cell_is_named_and_never_guessed(
    tmp_path: Path, field: str, typed: Any, key: str, proposal: str | None
):
    row = only(checked(tmp_path, person(1, **{field: typed})))
    assert [(each.field, each.key, each.proposal) for each in row.findings] == [(field, key, proposal)]
    assert not row.is_good


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("mobile", "+91 98765-43201", "9876543201"),
        ("mobile", 9876543201, "9876543201"),
        ("mobile", "'09876543201", "9876543201"),
        ("email", " Person.One[at]UP.gov.in ", "person.one@up.gov.in"),
        ("name", "\u200fडा0 राम\u200dकिशोर  शर्मा\u200b", "डा0 रामकिशोर शर्मा"),
        ("aadhaar", 999955183433.0, "XXXX XXXX 3433"),
        ("code", 12.0, "12"),
    ],
)
def test_what_is_right_in_another_dress_is_kept_without_a_word(
    tmp_path: Path, field: str, typed: Any, kept: str
):
    row = only(checked(tmp_path, person(1, **{field: typed})))
    assert row.findings == ()
    assert row.values["employee_code" if field == "code" else field] == kept


def test_a_picture_in_a_name_is_left_out_and_told(tmp_path: Path):
    row = only(checked(tmp_path, person(1, name="रमेश 🙏 कुमार")))
    assert row.values["name"] == "रमेश कुमार"
    assert [(each.key, each.severity) for each in row.findings] == [("cell.pictures", Severity.WARNING)]


def test_no_full_aadhaar_leaves_the_check_wherever_it_was_typed(tmp_path: Path):
    one, other = AADHAARS[0], AADHAARS[1]
    sheet = checked(
        tmp_path,
        person(
            1,
            aadhaar=one[:-1] + "0",
            name=f"राम {one}",
            code=other,
            designation=f"लिपिक {one[:4]} {one[4:8]} {one[8:]}",
        ),
        person(2, mobile=one, aadhaar=float(other), email=f"{one}@nic.in"),
    )
    written = json.dumps([asdict(row) for row in sheet.rows], ensure_ascii=False, default=str)
    for number in (one, other, one[:-1] + "0"):
        assert number not in written.replace(" ", "")


def test_a_designation_is_the_masters_or_asks_did_you_mean(tmp_path: Path):
    rows = checked(
        tmp_path,
        person(4, designation="SENIOR  ASSISTANT"),
        person(5, designation="कनिष्ट सहायक"),
        person(6, designation="महामंत्री"),
        master=Master(),
    ).rows
    assert rows[0].values["designation"] == "Senior Assistant"
    assert [
        (each.key, each.proposal) for row in rows for each in row.findings if each.field == "designation"
    ] == [
        ("designation.did-you-mean", "कनिष्ठ सहायक"),
        ("designation.unknown", None),
    ]


def test_age_service_and_superannuation_fit_together(tmp_path: Path):
    header = (*HEADER, "जन्म तिथि", "नियुक्ति तिथि", "सेवानिवृत्ति तिथि")
    sheet = checked(
        tmp_path,
        (*person(1), "01/07/1980", "01/07/2000", None),
        (*person(2), "01/07/2010", None, None),
        (*person(3), "01/07/1950", None, None),
        (*person(4), "02/07/1980", "01/07/1990", "31/07/2042"),
        (*person(5), "31/02/1980", "01/01/2030", None),
        header=header,
    )
    assert sheet.rows[0].values["superannuation"] == "2040-06-30"
    assert [(row, key) for row, _, key in found(sheet) if not key.startswith("aadhaar")] == [
        (3, "birth.too-young"),
        (4, "birth.too-old"),
        (5, "joined.too-young"),
        (5, "superannuation.differs"),
        (6, "date.no-such-day"),
        (6, "date.ahead"),
    ]


def test_born_on_a_29_february_nobody_serves_before_the_1_march_of_their_eighteenth_year(tmp_path: Path):
    header = (*HEADER, "जन्म तिथि", "सेवा में आने की तिथि")
    days = ("29/02/2000", "28/02/2018"), ("29/02/2000", "01/03/2018")
    sheet = checked(tmp_path, *((*person(number), *both) for number, both in enumerate(days)), header=header)
    assert found(sheet) == [(2, "joined", "joined.too-young")]


def test_a_name_that_is_wrong_in_many_rows_is_told_in_each(tmp_path: Path):
    sheet = checked(tmp_path, *(person(number, name="स्व. रमेश2") for number in range(3)))
    said = [(2, "name.digits"), (2, "name.late"), (3, "name.digits"), (3, "name.late")]
    assert [(row, key) for row, field, key in found(sheet) if field == "name"][:4] == said
    assert [row.raw["name"] for row in sheet.rows] == ["स्व. रमेश2"] * 3


def test_who_stands_twice_in_the_sheet_sees_the_other_row(tmp_path: Path):
    header = (*HEADER, "श्रेणी")
    sheet = checked(
        tmp_path,
        (*person(1), "III"),
        (*person(2, mobile="9876543201"), "IV"),
        (*person(3, code="E0001"), "III"),
        header=header,
    )
    mobile = {
        row.place.row: each for row in sheet.rows for each in row.findings if each.key == "duplicate.mobile"
    }
    assert {number: (each.severity, each.facts["rows"]) for number, each in mobile.items()} == {
        2: (Severity.ERROR, "3"),
        3: (Severity.WARNING, "2"),
    }
    assert [number for number, _, key in found(sheet) if key == "duplicate.employee_code"] == [2, 4]


def test_who_is_in_the_master_already_is_shown_and_who_is_the_same_is_not(tmp_path: Path):
    sheet = checked(tmp_path, person(1), person(2), person(3), master=Master())
    against = [
        (each.key, each.severity, each.facts["name"])
        for row in sheet.rows
        for each in row.findings
        if each.key.startswith("dup")
    ]
    assert against == [
        ("duplicate.master-mobile", Severity.ERROR, "कमला वर्मा"),
        ("duplicate.transferred", Severity.WARNING, "गीता कुमार"),
    ]


def test_a_code_that_lost_its_noughts_is_told_not_filled_up(tmp_path: Path):
    sheet = checked(tmp_path, person(1, code="00123"), person(2, code=124))
    assert found(sheet)[-1][1:] == ("employee_code", "code.zeros-lost")
    assert sheet.rows[1].values["employee_code"] == "124"


def test_one_longer_code_does_not_say_how_long_all_others_are(tmp_path: Path):
    codes = ("000123", "00125", "00126", 124)
    rows = checked(tmp_path, *(person(at, code=code) for at, code in enumerate(codes, 1))).rows
    told = [each.facts for row in rows for each in row.findings if each.key == "code.zeros-lost"]
    assert told == [{"digits": 5}]


def test_noughts_are_missed_where_the_reporting_officers_code_kept_its_own(tmp_path: Path):
    header = (*HEADER, "रिपोर्टिंग अधिकारी का कोड")
    people = [(*person(at, code=at), "00005") for at in (5, 6, 12)]
    rows = checked(tmp_path, *people, header=header).rows
    assert [[each.key for each in row.findings if each.field == "employee_code"] for row in rows] == [
        ["code.zeros-lost"]
    ] * 3


@pytest.mark.parametrize("typed", [7, "7"])
def test_noughts_are_missed_where_the_master_has_the_code_with_them(tmp_path: Path, typed: Any):
    class WithNoughts(EmptyMaster):
        def known(self, field: str, values: Collection[str]) -> Mapping[str, Collection[Known]]:
            here, there = Known("अनिल कुमार", OFFICE, "0007"), Known("अन्य", "LKO-BDO", "000007")
            held = {"0007": (here,), "000007": (there,)} if field == "employee_code" else {}
            return {code: people for code, people in held.items() if code in values}

    row = only(checked(tmp_path, person(2, code=typed), master=WithNoughts()))
    (told,) = (each for each in row.findings if each.field == "employee_code")
    assert (told.key, told.facts) == ("code.zeros-lost", {"digits": 4})


def test_numbers_of_different_lengths_are_one_question_and_no_error(tmp_path: Path):
    sheet = checked(tmp_path, *(person(at, code=at) for at in range(8, 12)))
    (told,) = (each for each in sheet.findings if each.key == "sheet.codes-uneven")
    assert (told.severity, told.facts) == (Severity.WARNING, {"least": 1, "most": 2})
    assert not [field for _, field, _ in found(sheet) if field == "employee_code"]
    even = checked(tmp_path, *(person(at, code=at) for at in range(10, 14)))
    assert not even.findings


@pytest.mark.parametrize("typed", [3, "3", "३", "III", "तृतीय", "समूह-ग", "Group ‘C’", "श्रेणी-३"])
def test_a_class_is_known_in_every_way_it_is_written(tmp_path: Path, typed: Any):
    row = only(checked(tmp_path, (*person(0), typed), header=(*HEADER, "श्रेणी")))
    assert (row.values["class"], row.findings) == ("3", ())


def test_a_mask_alone_is_as_wrong_as_no_number(tmp_path: Path):
    row = only(checked(tmp_path, person(0, aadhaar="XXXX XXXX 9012")))
    assert [(each.key, each.severity) for each in row.findings] == [("aadhaar.only-mask", Severity.ERROR)]


def test_a_retirement_that_does_not_fit_is_told_in_days_as_offices_write_them(tmp_path: Path):
    header = (*HEADER, "जन्म तिथि", "सेवानिवृत्ति तिथि")
    row = only(checked(tmp_path, (*person(0), "15-09-1966", "31-10-2026"), header=header))
    differs, past = row.findings
    assert (differs.facts, differs.proposal) == (
        {"written": "31-10-2026", "reckoned": "30-09-2026"},
        "2026-09-30",
    )
    assert (past.key, past.facts) == ("superannuation.past", {"day": "31-10-2026"})


def test_rows_of_another_office_are_told(tmp_path: Path):
    header = (*HEADER, "कार्यालय कोड")
    sheet = checked(
        tmp_path,
        (*person(1), OFFICE),
        (*person(2), "LKO-BDO"),
        (*person(3), "XX"),
        header=header,
        master=Master(),
    )
    assert [key for _, field, key in found(sheet) if field == "office"] == [
        "office.of-other",
        "office.unknown",
    ]


def test_the_same_marking_is_never_two_persons(tmp_path: Path):
    sheet = checked(tmp_path, person(1), person(5))
    assert [row.values["marking"] for row in sheet.rows] == ["JA(SK)", "JA(SK)/2"]


def test_a_common_designation_is_known_though_no_post_bears_it_yet():
    assert {"कनिष्ठ सहायक", "Junior Assistant", "चपरासी"} <= common()


def test_a_slip_of_the_pen_in_a_designation_is_an_error_and_a_likeness_is_only_asked_about(tmp_path: Path):
    rows = checked(
        tmp_path,
        person(4, designation="कनिष्ट सहायक"),
        person(5, designation="कनिष्ठ सहायिकाएँ"),
        master=Master(),
    ).rows
    told = [each for row in rows for each in row.findings if each.field == "designation"]
    assert [each.severity for each in told] == [Severity.ERROR, Severity.WARNING]
    assert {each.proposal for each in told} == {"कनिष्ठ सहायक"}


@pytest.mark.parametrize(
    ("title", "file", "is_told"),
    [
        ("कार्यालय खंड विकास अधिकारी, मलिहाबाद", "list", True),
        ("OFFICE OF THE BLOCK DEVELOPMENT OFFICER, MALIHABAD", "list", True),
        ("dk;kZy; [k.M fodkl vf/kdkjh] efygkckn", "list", True),
        ("कर्मचारियों की सूची", "LKO-BDO नवम्बर", True),
        ("खण्ड विकास अधिकारियों का विवरण", "list", False),
        ("अर्थ एवं संख्या कार्यालय, वास्ते खण्ड विकास कार्यालय, मलिहाबाद", "list", False),
    ],
)
def test_a_sheet_that_clearly_names_another_office_says_so(tmp_path: Path, title, file, is_told):
    sheet = check(book(tmp_path / f"{file}.xlsx", [(title,), HEADER, person(1)]), master=Master())
    told = [each.facts["code"] for each in sheet.findings if each.key == "sheet.other-office"]
    assert told == (["LKO-BDO"] if is_told else [])


@pytest.mark.parametrize("said", ["रिक्त", "रिक्त पद", "पद रिक्त", "Vacant", "POST VACANT"])
def test_a_vacant_post_is_told_as_one_and_asked_for_nothing_else(tmp_path: Path, said: str):
    sheet = check(book(tmp_path / "vacant.xlsx", [HEADER, (1, said, "कनिष्ठ सहायक"), person(1)]))
    assert found(sheet) == [(2, "name", "name.vacant")]
