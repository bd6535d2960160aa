"""What is said of each row of an office's own file, by the rows as this desk has them now.

Rows may have been mended here, and lines may stand elsewhere than they did: so the file was judged again, each of its
rows is met with the same person's row of the batch, and that row is told at the place where the file has the person.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.staff.pairing import KNOWN_BY, paired
from app.staff.sheets.fields import fields
from app.staff.sheets.model import CheckedRow, ColumnMapping, Finding, Pasted, Place
from app.staff.sheets.written import written
from app.words import words

_PLACE, _OTHERS = "place", "rows"
_SIGNS = (*KNOWN_BY, "mobile", _PLACE)

Mended = Mapping[Place, Mapping[str, str]]
"""By the place of a row, what stands in its fields now where the file has something else."""


def met(file: Sequence[CheckedRow], held: Sequence[CheckedRow]) -> tuple[tuple[CheckedRow, ...], Mended]:
    """Return every row of the file as the batch has it, and what was mended; nothing is said of one it has not."""
    found = paired([_signs(each) for each in held], [_signs(each) for each in file], _SIGNS)
    rows: list[CheckedRow] = []
    mended: dict[Place, Mapping[str, str]] = {}
    for at, before in enumerate(file):
        now = held[found[at]] if at in found else replace(before, findings=())
        rows.append(now)
        mended[before.place] = dict(_differing(before, now))
    return _moved(rows, [each.place for each in file]), mended


def as_file(held: Sequence[CheckedRow]) -> tuple[Pasted, tuple[CheckedRow, ...], ColumnMapping]:
    """Return rows that came without a file as one of their own, with a column for each field that any of them has."""
    names = [name for name in fields() if any(_now(each, name) for each in held)]
    lines = [[fields()[name].label.hi for name in names]]
    lines += [[written(name, _now(each, name)).replace("\t", " ") for name in names] for each in held]
    text = "\n".join("\t".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in line) for line in lines)
    sheet = words("staff.list").hi
    rows = _moved(held, [Place(sheet, number) for number in range(2, len(held) + 2)])
    mapping = ColumnMapping("", {fields()[name].label.hi: name for name in names})
    return Pasted(sheet, text), rows, mapping


def _moved(rows: Sequence[CheckedRow], to: Sequence[Place]) -> tuple[CheckedRow, ...]:
    """Return the rows at other places; what is said of one names the others at theirs."""
    now_at = {row.place: place for row, place in zip(rows, to, strict=True)}
    return tuple(
        CheckedRow(
            place, row.values, row.raw, tuple(_said_at(row.place, each, now_at) for each in row.findings)
        )
        for row, place in zip(rows, to, strict=True)
    )


def _said_at(was: Place, finding: Finding, now_at: Mapping[Place, Place]) -> Finding:
    here, facts = now_at[was], finding.facts
    if others := facts.get(_OTHERS):
        named = (_place_named(each, was) for each in str(others).split(", "))
        facts = {**facts, _OTHERS: ", ".join(now_at.get(each, each).seen_from(here) for each in named)}
    return replace(finding, row=here.row, facts=facts)


def _place_named(named: str, was: Place) -> Place:
    """Return the place that is called so in a row of `was`."""
    sheet, _, row = named.replace("!", ": ").rpartition(": ")  # rows judged before have it as Sheet1!3
    return Place(sheet or was.sheet, int(row))


def _signs(row: CheckedRow) -> Mapping[str, str]:
    return {**row.values, _PLACE: f"{row.place.sheet}\0{row.place.row}"}


def _differing(before: CheckedRow, now: CheckedRow) -> Iterator[tuple[str, str]]:
    for name in fields():
        if name != "aadhaar" and _now(before, name) != _now(now, name):
            yield name, written(name, _now(now, name))


def _now(row: CheckedRow, name: str) -> str:
    return row.values.get(name) or row.raw.get(name, "")
