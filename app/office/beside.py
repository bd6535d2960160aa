"""When is an open sheet told of the people whom it shares with another one? When it is shown, and once."""

from collections.abc import Callable
from typing import Any

from app.accounts.model import may
from app.office.desk import Desk
from app.staff import beside
from app.staff.actions.batches import batch_row
from app.staff.model import BatchState


class Beside:
    """`after` is called once rows were told something. Two sheets at rest are compared once."""

    def __init__(self, desk: Desk, after: Callable[[], None]) -> None:
        self._desk, self._after = desk, after
        self._seen: dict[str, tuple[Any, ...]] = {}

    def tell(self, batch: str) -> int:
        """Tell the rows of a sheet that is mended here; return how many say something else than before.

        Raises: InputError("staff.batch-unknown").
        """
        acting = self._desk.require_acting()
        with self._desk.records.read() as session:
            now = beside.moment(session, batch)
            is_mended = batch_row(session, batch).state == BatchState.WORKING
        if now == self._seen.get(batch) or not is_mended or not may(acting.post.roles, "staff.begun"):
            return 0
        with self._desk.records.write() as session:
            changed = beside.tell(session, batch)
            if changed:
                batch_row(session, batch).updated_at = self._desk.clock.now()
            session.flush()
            self._seen[batch] = beside.moment(session, batch)
        if changed:
            self._after()
        return changed
