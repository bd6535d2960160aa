"""Tasks on the employee master: a sheet is checked, taken in or compared, and the prescribed form written."""

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import InputError
from app.records.whole import write_whole
from door.efile import DOES_NOT_HOLD, asked
from door.employees_asked import answers, questions
from door.employees_bench import Bench, bench, counted, sides_of
from door.employees_told import (
    VERSION,
    checked_json,
    checked_lines,
    diff_json,
    diff_lines,
    is_clean,
    say,
    say_json,
)
from door.places import home_of
from door.wiring import open_desk

if TYPE_CHECKING:
    from app.office import Office
    from app.staff.model import Batch, Taken
    from app.staff.posts import OfficeCard
    from app.staff.sheets.model import CheckedSheet, ColumnMapping, Diff

_NOBODY = "staff.no-people"
MASTER = "master"
"""What stands for the older list where a sheet is compared with the master."""


def check(options: argparse.Namespace) -> int:
    """Judge a sheet; nothing is kept."""
    from app.words import words

    with _bench(options) as desk:
        sheet = desk.check(options.file)
    if options.error_sheet:
        _write_error_sheet(options, sheet, with_tokens=desk.with_master)
    name = options.file.name
    if options.json:
        say_json(checked_json(name, sheet, with_master=desk.with_master))
    else:
        say(checked_lines(name, sheet, with_master=desk.with_master, offices=desk.offices))
        if options.error_sheet and not desk.with_master:
            say((words("employees.masks-alone"),))
    return 0 if is_clean(sheet) else DOES_NOT_HOLD


def take_in(options: argparse.Namespace) -> int:
    """Judge a sheet and take its rows into the open sheet of the office, all of them or none."""
    from app.words import words

    with _signed_in(options) as office:
        card = _card(office, options.office)
        with counted() as watch:
            sheet = office.staff.check(options.file, card.code, _mapping(options), progress=watch)
        if not options.despite_title:
            _require_own(sheet)
        if options.ask:
            return _ask(office, card, options, sheet)
        batch, taken, told = _taken(office, card, options, sheet)
    kept = {"mends_kept": taken.mends_kept, "returning": taken.returning}
    facts = {"rows": batch.rows, "errors": batch.errors, "warnings": batch.warnings}
    if options.json:
        say_json(
            {"version": VERSION, "batch": batch.id, "office": card.code, "file": batch.file_name}
            | told
            | kept
            | facts
        )
    else:
        taken_in = words("employees.taken", file=batch.file_name, **told)
        also = [
            words(f"employees.{key}", **kept)
            for key, count in (("mends-kept", taken.mends_kept), ("returning", taken.returning))
            if count
        ]
        say((taken_in, *also, words("employees.stands", office=card.code, **facts)))
    return 0 if not batch.errors else DOES_NOT_HOLD


def export(options: argparse.Namespace) -> int:
    """Write an office's people, or its open sheet, into the prescribed form."""
    from app.words import words

    with _signed_in(options) as office:
        card = _card(office, options.office)
        of = _require_open(office, card).id if options.sheet else card.code
        try:
            people = office.staff.export(of, options.out)
        except InputError as refused:
            raise _with_way_out(office, card, refused) from refused
        if options.summary:
            office.staff.summary(_require_open(office, card).id, options.summary)
    if options.json:
        say_json({"version": VERSION, "office": card.code, "people": people, "file": str(options.out)})
    else:
        say((words("employees.exported", file=options.out, people=people),))
    return 0


def compare(options: argparse.Namespace) -> int:
    """Say who joined, moved, changed and left between two files, or between the master and a file."""
    from app.staff.diff import diff

    if options.old == MASTER:
        with _signed_in(options) as office:
            card = _card(office, options.office)
            with counted() as watch:
                sheet = office.staff.check(options.new, card.code, _mapping(options), progress=watch)
            found = office.staff.diff(card.id, sheet)
        nobody = card.code if not (found.left or found.moved or found.changed or found.same) else ""
    else:
        with _bench(options) as desk:
            old, new = desk.check(Path(options.old)), desk.check(options.new)
        found, nobody = diff(*sides_of(old, new, with_master=desk.with_master)), ""
    if options.json:
        say_json(diff_json(options.old, str(options.new), found))
    else:
        say(diff_lines(found, nobody_in=nobody))
    return 0


@contextmanager
def _bench(options: argparse.Namespace) -> Iterator[Bench]:
    mapping = _mapping(options)
    office = options.office or (mapping.office if mapping else "")
    with bench(home_of(options), office, mapping) as found:
        yield found


def _mapping(options: argparse.Namespace) -> "ColumnMapping | None":
    from app.staff.sheets.mapping import read_mapping

    return read_mapping(options.mapping) if options.mapping else None


@contextmanager
def _signed_in(options: argparse.Namespace) -> "Iterator[Office]":
    """Open the desk for a person who works there; the password is asked for. Raises: InputError("login...")."""
    if not options.login:
        raise InputError(reason="employees.login-needed", field="login")
    if not options.office:
        raise InputError(reason="employees.office-needed", field="office")
    office = open_desk(home_of(options), patient=False)
    try:
        office.renew()
        office.people.sign_in(options.login, asked("पासवर्ड / Password: "))
        yield office
    finally:
        office.close()


def _card(office: "Office", code: str) -> "OfficeCard":
    """Raises: InputError("staff.office-unknown")."""
    found = next((each for each in office.staff.offices.all() if code in {each.code, each.id}), None)
    if found is None:
        raise InputError(reason="staff.office-unknown", field="office", office=code)
    return found


def _with_way_out(office: "Office", card: "OfficeCard", refused: InputError) -> InputError:
    """Return the refusal, or one that names `--sheet` where the people stand in the open sheet alone."""
    batch = _open_batch(office, card) if refused.facts["reason"] == _NOBODY else None
    if batch is None:
        return refused
    return InputError(
        reason="employees.only-in-sheet",
        field="sheet",
        office=card.code,
        file=batch.file_name,
        rows=batch.rows,
    )


def _open_batch(office: "Office", card: "OfficeCard") -> "Batch | None":
    from app.staff.model import OPEN

    batches = office.staff.batches()
    return next((each for each in batches if each.office == card.id and each.state in OPEN), None)


def _require_open(office: "Office", card: "OfficeCard") -> "Batch":
    """Raises: InputError("employees.no-sheet")."""
    found = _open_batch(office, card)
    if found is None:
        raise InputError(reason="employees.no-sheet", field="office", office=card.code)
    return found


def _require_own(sheet: "CheckedSheet") -> None:
    """Raises: InputError("employees.other-office"), where the sheet itself names another office."""
    from app.staff.sheets.model import OTHER_OFFICE

    for each in sheet.findings:
        if each.key == OTHER_OFFICE:
            raise InputError(reason="employees.other-office", field="office", **each.facts)


def _taken(
    office: "Office", card: "OfficeCard", options: argparse.Namespace, sheet: "CheckedSheet"
) -> "tuple[Batch, Taken, dict[str, int]]":
    """Take the sheet in; the numbers are against the open sheet, or against the master where none was open."""
    from app.staff.sheets.model import Answers, Mends

    held, name = _open_batch(office, card), options.file.name
    said = Answers(Mends(options.mends))
    if options.answers:
        said = answers(options.answers, _diff(office, card, held, sheet), in_open=held is not None)
    if held is None:
        found = office.staff.diff(card.id, sheet)
        changed, left = len(found.moved) + len(found.changed), len(found.left)
        batch, taken = office.staff.begin(card.id, name, sheet, said)
        return batch, taken, _numbers(len(found.joined), changed, found.same, left)
    taken = office.staff.take_in(held.id, sheet, name, said)
    numbers = _numbers(taken.joined, taken.changed, taken.same, len(taken.left))
    return office.staff.batch(held.id), taken, numbers


def _numbers(joined: int, changed: int, same: int, left: int) -> dict[str, int]:
    return {"joined": joined, "changed": changed, "same": same, "left": left}


def _ask(office: "Office", card: "OfficeCard", options: argparse.Namespace, sheet: "CheckedSheet") -> int:
    """Write what would be asked of single rows, and take nothing in.

    Raises: InputError("employees.ask-over-itself" | "export.cannot-write").
    """
    from app.words import words

    if options.ask.exists() and options.ask.samefile(options.file):
        raise InputError(reason="employees.ask-over-itself", field="ask", file=options.file.name)
    held = _open_batch(office, card)
    asked = questions(_diff(office, card, held, sheet), in_open=held is not None)
    document = {"version": VERSION, "office": card.code, "file": options.file.name, "questions": asked}
    try:
        write_whole(options.ask, json.dumps(document, ensure_ascii=False, indent=2).encode())
    except OSError as wrong:
        said = wrong.strerror or type(wrong).__name__
        raise InputError(
            reason="export.cannot-write", field="ask", file=str(options.ask), said=said
        ) from wrong
    if options.json:
        say_json(document)
    else:
        say((words("employees.asked", count=len(asked), file=options.ask),))
    return 0


def _diff(office: "Office", card: "OfficeCard", held: "Batch | None", sheet: "CheckedSheet") -> "Diff":
    return office.staff.diff(held.id if held else card.id, sheet)


def _write_error_sheet(options: argparse.Namespace, sheet: "CheckedSheet", *, with_tokens: bool) -> None:
    """Write the sheet that goes back. A token of a key that is forgotten after this run would be taken for a person."""
    from app.base.words import Language
    from app.staff.pairing import TOKEN
    from app.staff.sheets.error_sheet import write_error_sheet

    rows = sheet.rows
    if not with_tokens:
        rows = tuple(
            replace(each, values={name: value for name, value in each.values.items() if name != TOKEN})
            for each in rows
        )
    write_error_sheet(
        options.file,
        options.error_sheet,
        rows=rows,
        mapping=sheet.mapping,
        language=Language(options.language),
    )
