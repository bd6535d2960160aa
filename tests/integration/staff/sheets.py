"""Checked sheets as an office sends them, and the people who certify them at one desk."""

import hashlib
from typing import Any

from app.staff.sheets.model import CheckedRow, CheckedSheet, ColumnMapping, Finding, Place, Severity
from tests.integration.efile.officers import Officer
from tests.integration.efile.tokens import pair

OFFICE = "hod-education"


def employee(number: int, **changed: str) -> dict[str, str]:
    told = {
        "name": f"कर्मचारी {number}",
        "designation": "लिपिक",
        "mobile": f"98{number:08d}",
        "email": f"emp{number}@up.gov.in",
        "employee_code": f"E{number:06d}",
        "aadhaar": f"XXXX XXXX {number % 10_000:04d}",
        "aadhaar_token": f"{number:064x}",
        "class": "3",
    }
    return {name: value for name, value in (told | changed).items() if value}


def row(number: int, *findings: Finding, **changed: str) -> CheckedRow:
    return CheckedRow(Place("Sheet1", number + 1), employee(number, **changed), {}, findings)


def sheet(*rows: CheckedRow) -> CheckedSheet:
    sha256 = hashlib.sha256(repr(rows).encode()).hexdigest()
    return CheckedSheet("TR-LKO-EDU", sha256, ColumnMapping("TR-LKO-EDU", {}), rows, ())


def many(count: int, first: int = 1) -> CheckedSheet:
    return sheet(*(row(number) for number in range(first, first + count)))


def wrong_mail(number: int) -> CheckedRow:
    found = Finding(number + 1, "email", "staff.email-wrong", {}, Severity.ERROR, f"emp{number}@up.gov.in")
    return row(number, found, email=f"emp{number}@gmail.com")


def sit(officer: Officer, login: str) -> None:
    """Another person takes the seat at the same desk, with a token of their own."""
    officer.office.people.sign_in(login, f"{login}1")
    officer.token.pair, officer.login = pair(login), login


def certifiers(desk: Officer, keeper: Officer) -> None:
    sit(desk, "raghav")
    desk.ask_for_enrolment()
    keeper.approve_all()
    desk.sync()
    sit(desk, "neha")


def certify(desk: Officer, batch: str) -> Any:
    """The district magistrate certifies; the clerk sits down again."""
    sit(desk, "raghav")
    desk.unlock()
    signed = desk.office.staff.certify(desk.office.staff.to_certify(batch))
    sit(desk, "neha")
    return signed
