"""What is answered of each row that a new sheet would change or lacks: of some together, or of one alone."""

from collections.abc import Iterable
from enum import StrEnum

from app.staff.sheets.model import Answers, Mends


class Answer(StrEnum):
    """What becomes of a row: a mend stands or gives way, one that is left out stays out, one that left goes."""

    NONE = ""  # nothing is asked
    OPEN = "open"
    KEEP = "keep"
    SHEET = "sheet"
    STAYS_OUT = "stays-out"
    COMES_IN = "comes-in"
    STAYS = "stays"
    GOES = "goes"


_SAID = {
    "mended": {None: Answer.OPEN, True: Answer.KEEP, False: Answer.SHEET},
    "brought-back": {None: Answer.OPEN, True: Answer.STAYS_OUT, False: Answer.COMES_IN},
}


class Asked:
    """Rows go by their numbers in the batch. Of mends everything has to be answered; who left stays until told."""

    def __init__(self, mended: Iterable[int] = (), left: Iterable[int] = ()) -> None:
        self._keeps: dict[int, bool | None] = dict.fromkeys(mended)
        self._goes = dict.fromkeys(left, False)

    @property
    def mends(self) -> Mends | frozenset[int] | None:
        """What stands in which rows; None while one of them is not answered."""
        said = set(self._keeps.values())
        if None in said:
            return None
        if len(said) < 2:  # noqa: PLR2004  one word for all
            return Mends.SHEET if said == {False} else Mends.KEEP
        return frozenset(number for number, keeps in self._keeps.items() if keeps)

    @property
    def leaving(self) -> frozenset[int]:
        return frozenset(number for number, goes in self._goes.items() if goes)

    @property
    def of_left(self) -> int:
        return len(self._goes)

    @property
    def of_mended(self) -> int:
        return len(self._keeps)

    def said(self, why: str) -> Answers:
        """Return it for the office, once all is answered; `why` is the reason by which rows are left out."""
        return Answers(self.mends or frozenset(), why if self.leaving else "", self.leaving)

    def of(self, kind: str, number: int) -> Answer:
        if number in self._goes:
            return Answer.GOES if self._goes[number] else Answer.STAYS
        if number in self._keeps:
            return _SAID[kind][self._keeps[number]]
        return Answer.NONE

    def turn(self, number: int) -> None:
        """Answer otherwise of one row."""
        if number in self._goes:
            self._goes[number] = not self._goes[number]
        elif number in self._keeps:
            self._keeps[number] = not self._keeps[number]

    def keep_all(self, mends: Mends) -> None:
        self._keeps = dict.fromkeys(self._keeps, mends is Mends.KEEP)

    def leave_all(self, *, goes: bool) -> None:
        self._goes = dict.fromkeys(self._goes, goes)
