"""How the command line tells of a sheet of employees: to a person in both languages, to a program as JSON.

The shapes of the JSON are described in docs/employees.md; they change only together with `version`.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from app.base.words import Words

if TYPE_CHECKING:
    from app.staff.sheets.model import CheckedSheet, Diff, Finding, PersonChange, Somebody

VERSION = 1
MOST_LINES = 100


def say(lines: Iterable[Words]) -> None:
    """Print each line in both languages."""
    _print("\n".join(each.both for each in lines))


def say_json(document: dict[str, object]) -> None:
    _print(json.dumps(document, ensure_ascii=False, indent=2))


def _print(text: str) -> None:
    """Print; who reads through a pipe may have read enough and gone, as `head` does."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def counts(sheet: "CheckedSheet") -> dict[str, int]:
    """Return how many rows there are, and how many of them are good, wrong, or to be looked at."""
    wrong = sum(not row.is_good for row in sheet.rows)
    warned = sum(row.is_good and bool(row.findings) for row in sheet.rows)
    return {"rows": len(sheet.rows), "good": len(sheet.rows) - wrong, "errors": wrong, "warnings": warned}


def is_clean(sheet: "CheckedSheet") -> bool:
    """Say whether nothing has to be mended: no row is wrong, and no column that must be there is missing."""
    from app.staff.sheets.model import Severity

    return all(row.is_good for row in sheet.rows) and not any(
        each.severity is Severity.ERROR for each in sheet.findings
    )


def checked_json(file: str, sheet: "CheckedSheet", *, with_master: bool) -> dict[str, object]:
    return {
        "version": VERSION,
        "file": file,
        "sha256": sheet.sha256,
        "office": sheet.office,
        "compared_with_master": with_master,
        **counts(sheet),
        "columns": dict(sheet.mapping.columns),
        "of_the_sheet": [_finding_json(each, "") for each in sheet.findings],
        "findings": [_finding_json(each, row.place.sheet) for row in sheet.rows for each in row.findings],
    }


def _finding_json(finding: "Finding", sheet: str) -> dict[str, object]:
    from app.words import words

    return {
        "sheet": sheet,
        "row": finding.row,
        "field": finding.field,
        "key": finding.key,
        "severity": finding.severity.value,
        "facts": dict(finding.facts),
        "proposal": finding.proposal,
        "words": asdict(words(finding.key, **finding.facts)),
    }


def checked_lines(
    file: str, sheet: "CheckedSheet", *, with_master: bool, offices: Mapping[str, Words]
) -> Iterator[Words]:
    """Yield what a person reads: the counts, what is said of the sheet, and then row by row, errors first.

    `offices` tell by code what those are called that a finding names.
    """
    from app.words import words

    yield words("employees.checked", file=file, **counts(sheet))
    if not with_master:
        yield words("employees.not-compared")
    for each in sheet.findings:
        yield _line(each, "", offices)
    found = [(each, row.place.sheet) for row in sheet.rows for each in row.findings]
    found.sort(key=lambda each: each[0].severity.value)
    for finding, name in found[:MOST_LINES]:
        yield _line(finding, name, offices)
    if len(found) > MOST_LINES:
        yield words("employees.more", count=len(found) - MOST_LINES)


def _line(finding: "Finding", sheet: str, offices: Mapping[str, Words]) -> Words:
    from app.staff.sheets.fields import fields
    from app.staff.sheets.model import Severity
    from app.words import words

    facts: dict[str, str | int | Words] = dict(finding.facts)
    if office := offices.get(str(facts.get("office", ""))):
        facts["office"] = office
    said = _with_proposal(words(finding.key, **facts), finding.field, finding.proposal)
    field = fields().get(finding.field)
    place = f"{'✗' if finding.severity is Severity.ERROR else '!'} "
    place += f"{sheet}!{finding.row} " if finding.row else ""
    if field is None:
        return Words(f"{place}{said.hi}", said.en)
    return Words(f"{place}{field.label.hi}: {said.hi}", f"{field.label.en}: {said.en}")


def _with_proposal(said: Words, field: str, proposal: str | None) -> Words:
    from app.staff.sheets.written import written
    from app.words import words

    if proposal is None:
        return said
    proposed = words("sheet.proposal", value=written(field, proposal))
    return Words(f"{said.hi} {proposed.hi}", f"{said.en} {proposed.en}")


def diff_json(old: str, new: str, diff: "Diff") -> dict[str, object]:
    told = asdict(diff, dict_factory=_of_files)
    for of_an_open_sheet in ("twice", "mended", "brought_back", "returning"):
        del told[of_an_open_sheet]
    return {"version": VERSION, "older": old, "newer": new, "is_empty": diff.is_empty, **told}


def _of_files(pairs: "list[tuple[str, object]]") -> dict[str, object]:
    """Leave out what names a row of an open sheet: of two files there is none."""
    return {name: value for name, value in pairs if name != "number"}


def diff_lines(diff: "Diff", *, nobody_in: str = "") -> Iterator[Words]:
    """Yield the counts, and then person by person what happened to them.

    `nobody_in` is the code of the office of which the master has nobody: then all who joined are no news.
    """
    from app.staff.sheets.fields import fields
    from app.words import words

    told = {name: len(getattr(diff, name)) for name in ("joined", "moved", "changed", "left")}
    if nobody_in:
        yield words("staff.no-people", office=nobody_in)
    yield words("employees.differs", same=diff.same, **told)
    for key, names in (("employees.columns-gone", diff.gone), ("employees.columns-new", diff.new)):
        if names:
            labels = [fields()[name].label for name in names]
            both = Words(", ".join(each.hi for each in labels), ", ".join(each.en for each in labels))
            yield Words(words(key, columns=both.hi).hi, words(key, columns=both.en).en)
    yield from _people("+", diff.joined)
    yield from _changes("→", diff.moved)
    yield from _changes("~", diff.changed)
    yield from _people("-", diff.left)


def _people(sign: str, people: "Iterable[Somebody]") -> Iterator[Words]:
    for each in people:
        said = f"{sign} {_who(each)}"
        yield Words(said, said)


def _changes(sign: str, changes: "Iterable[PersonChange]") -> Iterator[Words]:
    from app.staff.sheets.fields import fields
    from app.staff.sheets.written import written

    for person in changes:
        who = Words(f"{sign} {_who(person.person)}", f"{sign} {_who(person.person)}")
        yield who
        for each in person.changes:
            label = fields()[each.field].label
            said = f"{written(each.field, each.before) or '—'} → {written(each.field, each.after) or '—'}"
            yield Words(f"    {label.both}: {said}", f"    {label.both}: {said}")


def _who(person: "Somebody") -> str:
    return ", ".join(filter(None, (person.name, person.designation, person.employee_code)))
