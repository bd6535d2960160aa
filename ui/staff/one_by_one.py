"""Which mend goes next? One of a row after another, so that nobody's own typing is taken for somebody else's."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.staff.model import Row
from ui.staff.grid_model import shown


@dataclass(frozen=True, slots=True)
class Mend:
    """What was typed into a cell of a batch's row, and what was seen there."""

    batch: str
    number: int
    field: str
    typed: str
    stood: str

    @property
    def row(self) -> tuple[str, int]:
        return self.batch, self.number


class OneByOne:
    """`send` takes a mend on its way; `came` or `failed` is told when it is there."""

    def __init__(self, send: Callable[[Mend], None]) -> None:
        self._send = send
        self._on_way: dict[tuple[str, int], list[Mend]] = {}
        """By a row: the mend that is on its way, and those that wait for it."""

    def put(self, mend: Mend) -> None:
        """Send it, or let it wait; the very same is not sent twice."""
        waiting = self._on_way.setdefault(mend.row, [])
        if waiting and _same(waiting[-1], mend):
            return
        waiting.append(mend)
        if len(waiting) == 1:
            self._send(mend)

    def came(self, mend: Mend, row: Row) -> None:
        """A mend is in: over what the same person typed before, the next one may write."""
        following = self._after(mend)
        if following is not None and following.field == mend.field:
            following = replace(following, stood=shown(row, following.field))
            self._on_way[mend.row][0] = following
        if following is not None:
            self._send(following)

    def failed(self, mend: Mend) -> None:
        """It was refused; what waited was typed all the same, and is tried."""
        if (following := self._after(mend)) is not None:
            self._send(following)

    def _after(self, mend: Mend) -> Mend | None:
        waiting = self._on_way[mend.row][1:]
        if not waiting:
            del self._on_way[mend.row]
            return None
        self._on_way[mend.row] = waiting
        return waiting[0]


def _same(one: Mend, other: Mend) -> bool:
    return (one.field, one.typed) == (other.field, other.typed)
