"""Which words of a text were struck, and which written instead?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import TypeVar

T = TypeVar("T")


class Change(Enum):
    KEPT = "kept"
    STRUCK = "struck"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words and the ends of lines that stand together, with what became of them."""

    change: Change
    words: tuple[str, ...]

    def __str__(self) -> str:
        return re.sub(" ?\n ?", "\n", " ".join(self.words))


def compared(before: str, after: str) -> tuple[Passage, ...]:
    """Return all words of both texts in their order; blanks between words are none of them."""
    return tuple(_joined(_line_by_line(_lines(before), _lines(after))))


def count(passages: Sequence[Passage], change: Change) -> int:
    """Return how many words were struck, or written."""
    return sum(word != "\n" for each in passages if each.change is change for word in each.words)


def _lines(text: str) -> list[tuple[str, ...]]:
    return [(*line.split(), "\n") for line in text.strip().split("\n")]


def _line_by_line(before: Sequence[tuple[str, ...]], after: Sequence[tuple[str, ...]]) -> Iterator[Passage]:
    """Lines that stand in both are set aside first: word by word a long letter would take a second."""
    for is_same, old, new in _steps(before, after):
        struck, written = [word for line in old for word in line], [word for line in new for word in line]
        if is_same:
            yield Passage(Change.KEPT, tuple(written))
        else:
            yield from _word_by_word(struck, written)


def _word_by_word(before: Sequence[str], after: Sequence[str]) -> Iterator[Passage]:
    for is_same, old, new in _steps(before, after):
        if is_same:
            yield Passage(Change.KEPT, tuple(new))
        else:
            yield Passage(Change.STRUCK, tuple(old))
            yield Passage(Change.WRITTEN, tuple(new))


def _steps(before: Sequence[T], after: Sequence[T]) -> Iterator[tuple[bool, Sequence[T], Sequence[T]]]:
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for step, first, last, new_first, new_last in steps:
        yield step == "equal", before[first:last], after[new_first:new_last]


def _joined(passages: Iterator[Passage]) -> Iterator[Passage]:
    """Leave out the empty ones, and put what was kept on both sides of a line's end together."""
    last: Passage | None = None
    for each in passages:
        if not each.words:
            continue
        if last is not None and last.change is each.change:
            last = Passage(last.change, last.words + each.words)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last
