"""What is answered of each row that a new sheet would change or lacks: of some together, or of one alone."""

from collections.abc import Iterable
from enum import StrEnum

from app.staff.sheets.model import Answers, Mends, Returning


class Answer(StrEnum):
    """What becomes of a row: a mend stands or gives way, one that is left out stays out, one that left goes.

    Who left service serves again, or goes.
    """

    NONE = ""  # nothing is asked
    OPEN = "open"
    KEEP = "keep"
    SHEET = "sheet"
    STAYS_OUT = "stays-out"
    COMES_IN = "comes-in"
    STAYS = "stays"
    GOES = "goes"
    SERVES = "serves"


RETURNING = "returning"
_SAID = {
    "mended": {None: Answer.OPEN, True: Answer.KEEP, False: Answer.SHEET},
    RETURNING: {None: Answer.OPEN, True: Answer.SERVES, False: Answer.GOES},
    "brought-back": {None: Answer.OPEN, True: Answer.STAYS_OUT, False: Answer.COMES_IN},
}


class Asked:
    """Rows go by their numbers in the batch. Who is not in the sheet stays until told; all else has to be answered."""

    def __init__(
        self, mended: Iterable[int] = (), left: Iterable[int] = (), returning: Iterable[int] = ()
    ) -> None:
        self._keeps: dict[int, bool | None] = dict.fromkeys(mended)
        self._serves: dict[int, bool | None] = dict.fromkeys(returning)
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
    def returning(self) -> Returning | frozenset[int] | None:
        """Who of those who left service serves again; None while of one it is not answered."""
        said = set(self._serves.values())
        if None in said:
            return None
        if said == {False}:
            return Returning.OUT
        return Returning.SERVES if said == {True} else self._back

    @property
    def _back(self) -> frozenset[int]:
        return frozenset(number for number, serves in self._serves.items() if serves)

    @property
    def leaving(self) -> frozenset[int]:
        return frozenset(number for number, goes in self._goes.items() if goes)

    @property
    def of_left(self) -> int:
        return len(self._goes)

    @property
    def of_returning(self) -> int:
        return len(self._serves)

    @property
    def of_mended(self) -> int:
        return len(self._keeps)

    def said(self, why: str) -> Answers:
        """Return it for the office, once all is answered; `why` is the reason by which rows are left out."""
        return Answers(self.mends or frozenset(), why if self.leaving else "", self.leaving, self._back)

    def of(self, kind: str, number: int) -> Answer:
        if kind == RETURNING:
            return _SAID[kind][self._serves[number]]
        if number in self._goes:
            return Answer.GOES if self._goes[number] else Answer.STAYS
        if number in self._keeps:
            return _SAID[kind][self._keeps[number]]
        return Answer.NONE

    def turn(self, kind: str, number: int) -> None:
        """Answer otherwise of one row."""
        if kind == RETURNING:
            self._serves[number] = not self._serves[number]
        elif number in self._goes:
            self._goes[number] = not self._goes[number]
        elif number in self._keeps:
            self._keeps[number] = not self._keeps[number]

    def keep_all(self, mends: Mends) -> None:
        self._keeps = dict.fromkeys(self._keeps, mends is Mends.KEEP)

    def serve_all(self, returning: Returning) -> None:
        self._serves = dict.fromkeys(self._serves, returning is Returning.SERVES)

    def leave_all(self, *, goes: bool) -> None:
        self._goes = dict.fromkeys(self._goes, goes)
