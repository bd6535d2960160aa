"""What the check of a large list costs over reading it, how much it holds, and how duplicates are found in a large master.

`python -m tests.bench.staff_check FILE` checks a list once and prints what the process held at most.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.desk import HOUSE, empty_home, shared_folder
from tests.bench.figure import Reading, beside, seconds
from tests.bench.staff_list import write_list
from tests.bench.window import LONGEST_SECONDS, told_by

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from app.staff.sheets.draft import Draft
    from app.staff.sheets.model import CheckedSheet

ROWS, PEOPLE, ROUNDS = int(os.environ.get("SEVADESK_BENCH_ROWS", "100000")), 500_000, 3
GROWTH = (10_000, 100_000, 500_000)
_KILO = 1024
PANDAS = HOUSE / ".venv" / "floor"
_READ = """
import sys, time, pandas
begun = time.perf_counter()
pandas.read_excel(sys.argv[1], engine="openpyxl")
print(time.perf_counter() - begun)
"""


def over_calamine() -> Reading:
    """Read, mapped, normalised, judged by every rule, duplicates told; the floor reads the same cells and no more."""
    with _list() as file:
        return beside(lambda: checked(file), lambda: _by_calamine(file), rounds=ROUNDS)


def over_pandas() -> Reading:
    """The floor is pandas.read_excel with openpyxl; where pandas is not here, openpyxl read-only alone, which is faster."""
    with _list() as file:
        checked(file)
        ours = min(seconds(lambda: checked(file)) for _ in range(ROUNDS - 1))
        floor = _seconds_of_pandas(file) if PANDAS.exists() else seconds(lambda: _by_openpyxl(file))
    return Reading(floor / ours, ours, floor, "s")


def held() -> Reading:
    """What the process of a check holds at most; the floor holds the same cells as lists, read by calamine."""
    with _list() as file:
        ours = told_by("tests.bench.staff_check", "check", str(file))["kilobytes"] / _KILO
        floor = told_by("tests.bench.staff_check", "read", str(file))["kilobytes"] / _KILO
    return Reading(ours, ours, floor, "MB")


def duplicates() -> Reading:
    """100,000 rows against a master of 500,000 people in the desk's records; the floor finds those of the sheet alone."""
    from app.staff.sheets.duplicates import tell_duplicates
    from app.staff.sheets.model import EmptyMaster

    with _master(PEOPLE) as master:
        ours = seconds(lambda: tell_duplicates(_drafts(ROWS), "TR-LKO-EDU", master))
    floor = seconds(lambda: tell_duplicates(_drafts(ROWS), "TR-LKO-EDU", EmptyMaster()))
    return Reading(ours, ours, floor, "s")


def growth() -> Reading:
    """How many times as long a row takes where there are fifty times as many, in the sheet and in the master."""
    from app.staff.sheets.duplicates import tell_duplicates

    found = []
    for size in GROWTH:
        with _master(size) as master:
            drafts = _drafts(size)
            found.append(seconds(lambda: tell_duplicates(drafts, "TR-LKO-EDU", master)) / size)  # noqa: B023
    return Reading(max(found[1:]) / found[0], max(found[1:]) * 1e6, found[0] * 1e6, "µs a row")


def checked(file: Path) -> "CheckedSheet":
    from app.staff.sheets.check import check_sheet
    from app.staff.sheets.model import EmptyMaster

    today = date(2026, 11, 25)
    return check_sheet(file, office="TR-LKO-EDU", today=today, master=EmptyMaster(), aadhaar_key=b"bench" * 8)


def _by_calamine(file: Path) -> Any:
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()


def _seconds_of_pandas(file: Path) -> float:
    """In a process of its own, as the folder of pandas is: only the reading is timed, not the import."""
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(file)],
        env=os.environ | {"PYTHONPATH": str(PANDAS)},
        capture_output=True,
        text=True,
        check=True,
        timeout=LONGEST_SECONDS,
    )
    return float(done.stdout)


def _by_openpyxl(file: Path) -> list[tuple[Any, ...]]:
    from openpyxl import load_workbook

    return list(load_workbook(file, read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True))


@contextmanager
def _list() -> Iterator[Path]:
    """Give the list; made once a bench, where the bench gives a folder to share."""
    if folder := shared_folder():
        file = folder / "employees.xlsx"
        yield file if file.exists() else write_list(file, ROWS)
    else:
        with empty_home() as home:
            home.mkdir()
            yield write_list(home / "employees.xlsx", ROWS)


@contextmanager
def _master(people: int) -> Iterator[Any]:
    """Give a desk's master that knows so many people, every tenth of whom is in the sheet too."""
    from app.records.engine import open_records
    from app.staff.master import MasterOf

    with empty_home() as home:
        records = open_records(home)
        with records.write() as session:
            _fill(session, people)
        with records.read() as session:
            yield MasterOf(session)
        records.close()


def _fill(session: "Session", people: int) -> None:
    columns = ("id", "office", "code", "email", "mobile", "token", "name", "cells", "state", "version")
    marks = ", ".join("?" * len(columns))
    session.connection().exec_driver_sql(
        f"INSERT INTO staff_person ({', '.join(columns)}) VALUES ({marks})",
        [_known(number) for number in range(people)],
    )


def _known(number: int) -> tuple[str | int, ...]:
    values = _values(number * 10)
    keys = values["employee_code"], values["email"], values["mobile"], values["aadhaar_token"]
    return (f"p{number}", "hod-health", *keys, f"कर्मचारी {number}", json.dumps(values), "serving", 1)


def _drafts(rows: int) -> "list[Draft]":
    from app.staff.sheets.draft import Draft
    from app.staff.sheets.model import Place

    return [Draft(Place("Sheet1", number + 2), _values(number)) for number in range(rows)]


def _values(number: int) -> dict[str, str]:
    return {
        "employee_code": f"E{number:07d}",
        "email": f"person{number}@up.gov.in",
        "mobile": f"9{number:09d}",
        "aadhaar_token": f"{number * 7919:064x}",
        "name": f"कर्मचारी {number}",
    }


if __name__ == "__main__":
    {"check": checked, "read": _by_calamine}[sys.argv[1]](Path(sys.argv[2]))
    print(json.dumps({"kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}))
