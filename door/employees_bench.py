"""Where a sheet of employees is judged from the command line: at an enrolled desk, or on a computer that is none."""

import secrets
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from app.base.words import Words
    from app.staff.diff import Side
    from app.staff.sheets.model import CheckedSheet, ColumnMapping

_WIPE = "\r" + " " * 40 + "\r"


@dataclass(frozen=True, slots=True)
class Bench:
    """`check` judges a file; all files of one bench have their tokens from one key, and so can be compared.

    `with_master` says whether rows were compared with the master too; without, the tokens are worth nothing afterwards.
    `offices` are those it knows, by code.
    """

    check: "Callable[[Path], CheckedSheet]"
    with_master: bool
    offices: "Mapping[str, Words]" = field(default_factory=dict)


@contextmanager
def bench(home: Path, office: str, mapping: "ColumnMapping | None") -> Iterator[Bench]:
    """Open what there is to judge with for the office of this code; empty: of whichever office.

    Raises: RecordsError; InputError("staff.office-unknown"), at a desk that does not know the office.
    """
    from app.records.device import ENROLMENT_FILE

    if office and (home / ENROLMENT_FILE).exists():
        with _at_desk(home, office, mapping) as found:
            yield found
    else:
        yield _alone(office, mapping)


@contextmanager
def _at_desk(home: Path, office: str, mapping: "ColumnMapping | None") -> Iterator[Bench]:
    from app.records.engine import open_records
    from app.staff.known_again import known_again
    from app.staff.master import MasterOf
    from app.staff.remembered import remembered_mapping
    from app.staff.serving import names, office_named
    from app.staff.sheets.check import check_sheet

    records = open_records(home)
    try:
        key = bytes.fromhex(records.identity.enrolment.aadhaar_key)
        with records.read() as session:
            code = office_named(session, office).code
            settled = mapping or remembered_mapping(session, code)

            def check(file: Path) -> "CheckedSheet":
                with counted() as watch:
                    sheet = check_sheet(
                        file,
                        office=code,
                        mapping=settled,
                        today=_today(),
                        master=MasterOf(session),
                        aadhaar_key=key,
                        watch=watch,
                    )
                return known_again(session, sheet)

            yield Bench(check, with_master=True, offices=names(session))
    finally:
        records.close()


def _alone(office: str, mapping: "ColumnMapping | None") -> Bench:
    from app.staff.sheets.check import check_sheet
    from app.staff.sheets.model import EmptyMaster

    key = secrets.token_bytes(32)

    def check(file: Path) -> "CheckedSheet":
        with counted() as watch:
            return check_sheet(
                file,
                office=office,
                mapping=mapping,
                today=_today(),
                master=EmptyMaster(),
                aadhaar_key=key,
                watch=watch,
            )

    return Bench(check, with_master=False)


def sides_of(old: "CheckedSheet", new: "CheckedSheet", *, with_master: bool) -> "tuple[Side, Side]":
    """Return two sheets to compare; an error sheet's tokens are worth something only beside those of its own desk."""
    from app.staff.diff import side_of_sheet, without_tokens

    sides = side_of_sheet(old), side_of_sheet(new)
    if with_master or not (old.brought_tokens or new.brought_tokens):
        return sides
    return without_tokens(sides[0]), without_tokens(sides[1])


def _today() -> "date":
    from app.base.days import office_day
    from app.ports.clock import SystemClock

    return office_day(SystemClock().now())


@contextmanager
def counted() -> Iterator[Callable[[int], None]]:
    """Show at a terminal how many rows are done, and wipe it away at the end; say nothing into a file or a pipe."""
    if not sys.stderr.isatty():
        yield _unseen
        return
    try:
        yield _shown
    finally:
        print(_WIPE, end="", file=sys.stderr, flush=True)


def _unseen(_rows: int) -> None:
    return


def _shown(rows: int) -> None:
    print(f"\r{rows} पंक्तियाँ / rows …", end="", file=sys.stderr, flush=True)
