"""What is said of a sheet is so, and what is proposed is what was meant: nothing is turned into something else."""

from pathlib import Path

import pytest

from tests.integration.staff_sheets.sheets import HEADER, OFFICE, book, check, person
from tests.integration.staff_sheets.test_rules import Master

WITH_OFFICE = (*HEADER, "कार्यालय कोड")


@pytest.mark.parametrize(("ours", "theirs", "is_asked"), [(0, 2, True), (1, 2, True), (2, 1, False)])
def test_a_sheet_whose_rows_are_of_another_office_is_asked_about_and_never_made_ours(
    tmp_path: Path, ours: int, theirs: int, is_asked: bool
):
    codes = [OFFICE] * ours + ["LKO-BDO"] * theirs
    people = [(*person(at), code) for at, code in enumerate(codes, 1)]
    sheet = check(book(tmp_path / "list.xlsx", [WITH_OFFICE, *people]), master=Master())
    assert [each.facts["code"] for each in sheet.findings if each.key == "sheet.other-office"] == (
        ["LKO-BDO"] if is_asked else []
    )
    told = [each for row in sheet.rows for each in row.findings if each.field == "office"]
    assert [(each.facts["name"], each.proposal) for each in told] == [("विकास खण्ड", None)] * theirs


@pytest.mark.parametrize(
    ("field", "typed", "key", "proposal"),
    [
        ("email", "x y@up.gov.in", "email.space", "xy@up.gov.in"),
        ("designation", "मुख्य कनिष्ठ सहायक", "designation.unknown", None),
        ("designation", "वरिष्ठ सहायक", "designation.unknown", None),
        ("designation", "कनिष्ट सहायक", "designation.did-you-mean", "कनिष्ठ सहायक"),
        ("birth", "29/02/1981", "date.no-such-day", None),
        ("birth", "31-फरवरी-1985", "date.no-such-day", None),
        ("birth", "11/25/1980", "date.none", "1980-11-25"),
        ("birth", "05111980", "date.none", "1980-11-05"),
        ("birth", "5/11/1980/2", "date.none", None),
    ],
)
def test_what_is_wrong_is_named_and_only_what_was_meant_is_proposed(
    tmp_path: Path, field: str, typed: str, key: str, proposal: str | None
):
    born = typed if field == "birth" else "05/11/1980"
    one = person(1, **({field: typed} if field != "birth" else {}))
    (row,) = check(book(tmp_path / "list.xlsx", [(*HEADER, "जन्म तिथि"), (*one, born)]), master=Master()).rows
    told = [(each.key, each.proposal) for each in row.findings if each.field == field]
    assert told == [(key, proposal)]


def test_a_month_may_be_shortened_in_hindi(tmp_path: Path):
    (row,) = check(book(tmp_path / "list.xlsx", [(*HEADER, "जन्म तिथि"), (*person(1), "5-नवं-80")])).rows
    assert (row.values["birth"], row.findings) == ("1980-11-05", ())


def test_who_signs_under_the_list_is_nobody_of_it_and_a_gap_within_it_loses_nobody(tmp_path: Path):
    signed = [("कुल", None, None, 3), (), (None,) * 5 + ("हस्ताक्षर",), (None,) * 5 + ("ज़िला विद्यालय निरीक्षक",)]
    gap = [(), (None, "रमेश कुमार")]
    rows = [HEADER, person(1), *gap, person(2), *signed]
    sheet = check(book(tmp_path / "list.xlsx", rows))
    assert [row.place.row for row in sheet.rows] == [2, 4, 5]
    (under,) = [
        each for each in sheet.findings if each.key == "sheet.under-list"
    ]  # nothing is left out unsaid
    assert (under.facts["row"], under.facts["text"]) == (9, "ज़िला विद्यालय निरीक्षक")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("राम/श्याम", ["name.two"]),
        ("स्व० कमला", ["name.late"]),
        ("José Müller", []),
        ("Åkkश", ["name.odd"]),
        ("D'Souza", []),
        ("रवि स्वरूप", []),
    ],
)
def test_two_names_and_a_dead_persons_are_asked_about_and_a_foreign_one_is_a_name(tmp_path: Path, name, keys):
    (row,) = check(
        book(tmp_path / "list.xlsx", [(*HEADER, "पिता का नाम"), (*person(1, name=name), "स्व० राम")])
    ).rows
    assert [each.key for each in row.findings] == keys


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("एम.एल. वर्मा", "JA(MLV)"),
        ("के0 पी0 सिंह", "JA(KPS)"),
        ("डा. रमेश", "JA(R)"),
        ("कु0 रेखा", "JA(R)"),
        ("डॉ॰ के. लाल", "JA(KL)"),
        ("Smt. Geeta Devi", "JA(GD)"),
        ("एकता के", "JA(EK)"),
        ("सुनीता कुमारी", "JA(SK)"),
        ("श्री", "JA(S)"),
    ],
)
def test_a_mark_has_the_initials_of_a_name_without_its_title(tmp_path: Path, name: str, mark: str):
    (row,) = check(book(tmp_path / "list.xlsx", [HEADER, person(1, name=name)])).rows
    assert row.values["marking"] == mark


def test_a_header_in_a_font_of_old_is_shown_as_it_reads(tmp_path: Path):
    header = ("deZpkjh dk uke", "in dk uke", "foHkkxh; ijh{kk", "Batch", *HEADER[3:])
    sheet = check(book(tmp_path / "list.xlsx", [header, (*person(1)[1:3], "x", "y", *person(1)[3:])]))
    assert sheet.headers == {
        "deZpkjh dk uke": "कर्मचारी का नाम",
        "in dk uke": "पद का नाम",
        "foHkkxh; ijh{kk": "विभागीय परीक्षा",
    }
    named = [each.facts["name"] for each in sheet.findings if each.key == "sheet.column-unknown"]
    assert named == ["विभागीय परीक्षा", "Batch"]
