"""When is an open sheet told of the people whom it shares with another one? When it is shown, and once."""

from collections.abc import Callable, Mapping, Sequence

from app.accounts.model import may
from app.office.desk import Desk
from app.staff import beside
from app.staff.actions.batches import batch_row
from app.staff.model import BatchState

Moments = Mapping[str, object]
_AT_ONCE = 250  # rows in a transaction: whoever types meanwhile waits for no more


class Beside:
    """`after` is called once rows were told something. Sheets at rest are compared once."""

    def __init__(self, desk: Desk, after: Callable[[], None]) -> None:
        self._desk, self._after = desk, after
        self._seen: dict[str, Moments] = {}

    def tell(self, batch: str) -> int:
        """Tell the rows of a sheet that is mended here; return how many say something else than before.

        Raises: InputError("staff.batch-unknown").
        """
        acting = self._desk.require_acting()
        with self._desk.records.read() as session:
            now = beside.moments(session, batch)
            is_mended = batch_row(session, batch).state == BatchState.WORKING
            if now == self._seen.get(batch) or not is_mended or not may(acting.post.roles, "staff.begun"):
                return 0
            numbers, shared = beside.shared(session, batch)
        chunks = range(0, len(numbers), _AT_ONCE)
        changed = sum(self._write(batch, numbers[first : first + _AT_ONCE], shared) for first in chunks)
        self._remember(batch, now)
        if changed:
            self._after()
        return changed

    def _write(self, batch: str, numbers: Sequence[int], shared: beside.Shared) -> int:
        with self._desk.records.write() as session:
            row = batch_row(session, batch)
            if row.state != BatchState.WORKING:
                return 0
            changed = beside.write(session, batch, numbers, shared)
            if changed:
                row.updated_at = self._desk.clock.now()
            return changed

    def _remember(self, batch: str, before: Moments) -> None:
        """Another sheet that was changed meanwhile is compared the next time; what is mended here is judged anew."""
        with self._desk.records.read() as session:
            now = beside.moments(session, batch)
        if {**now, batch: None} == {**before, batch: None}:
            self._seen[batch] = now
