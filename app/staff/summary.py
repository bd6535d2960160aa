"""The one page that is signed by hand over an office's list: whose it is, what it holds, how it is known again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.base.days import clock_words
from app.base.document import (
    Block,
    Document,
    Kind,
    Notice,
    Pair,
    Shape,
    Signature,
    Table,
    Title,
    Weight,
)
from app.base.words import Words
from app.staff.model import Batch
from app.staff.sheets.fields import fields
from app.words import words

_FIGURE, _LONGEST = 4, 8


@dataclass(frozen=True, slots=True)
class Summed:
    """What the page tells. `people` are the values of the rows, `digest` the SHA-256 over them, in hex."""

    batch: Batch
    code: str
    people: Sequence[Mapping[str, str]]
    digest: str
    at: datetime
    by: Words
    training: bool


def page_of(told: Summed) -> Document:
    """Return the page. It names no person of the list and no number of theirs."""
    return Document(
        kind=Kind.EMPLOYEES,
        shape=Shape.PAGE,
        number=f"{told.code}/{told.batch.id[:_LONGEST]}",
        issued_at=told.at,
        office=told.batch.office_name,
        blocks=tuple(_blocks(told)),
        training=told.training,
    )


def _blocks(told: Summed) -> Iterator[Block]:
    batch = told.batch
    yield Title(words("staff.summary-title"))
    yield Pair(words("staff.summary-code"), told.code)
    yield Pair(words("staff.summary-file"), batch.file_name)
    yield Pair(words("staff.summary-state"), words(f"staff.summary-{batch.state}").both)
    yield Pair(words("staff.summary-people"), str(batch.rows), Weight.STRONG)
    yield Pair(words("staff.summary-findings"), f"{batch.errors} / {batch.warnings}")
    yield Pair(words("staff.summary-missing"), _missing(told.people))
    yield _by_class(told.people)
    yield Pair(words("staff.summary-digest"), _in_fours(told.digest), Weight.SMALL)
    if batch.certification:
        at = clock_words(datetime.fromisoformat(batch.certification.at))
        yield Pair(words("staff.summary-certified-at"), at)
    yield Pair(words("staff.summary-by"), told.by.both)
    yield Notice(words("staff.summary-errors-left" if batch.errors else "staff.summary-declared"))
    yield Signature(words("staff.summary-manager"))
    yield Signature(words("staff.summary-head"))


def _by_class(people: Iterable[Mapping[str, str]]) -> Table:
    """Return how many men and women of each class; who has none stands in a line of their own."""
    counted = Counter((each.get("class", ""), each.get("gender", "")) for each in people)
    classes = sorted({class_ for class_, _ in counted}, key=lambda each: each or "9")
    heads = ("class", "male", "female", "other", "unsaid", "all")
    rows = [_row_of(class_, counted) for class_ in classes]
    return Table(
        tuple(words(f"staff.summary-{each}") for each in heads),
        (*rows, _row_of(None, counted)),
        right=tuple(range(1, len(heads))),
    )


def _row_of(class_: str | None, counted: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
    """Return one line; None is the line of all classes."""
    of = {
        gender: sum(n for (c, g), n in counted.items() if g == gender and class_ in (None, c))
        for gender in ("male", "female", "other", "")
    }
    head = words("staff.summary-all").both if class_ is None else _class_name(class_)
    return (head, *(str(number) for number in of.values()), str(sum(of.values())))


def _class_name(class_: str) -> str:
    ways = (way for way, kept in fields()["class"].choices.items() if kept == class_ and "समूह" in way)
    return next(ways, words("staff.summary-unsaid").both)


def _missing(people: Sequence[Mapping[str, str]]) -> str:
    """Return which of the fields that must be there are empty, and with how many people."""
    asked = [each for each in fields().values() if each.required]
    empty = {each.label.both: sum(not person.get(each.id) for person in people) for each in asked}
    said = [f"{label}: {count}" for label, count in empty.items() if count]
    return ", ".join(said) or words("staff.summary-nothing").both


def _in_fours(digest: str) -> str:
    """Return the figure in groups, so that two people can compare it aloud."""
    return " ".join(digest[at : at + _FIGURE] for at in range(0, len(digest), _FIGURE))
