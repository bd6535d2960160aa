"""Time stamps for what was signed here: asked for when the authority can be reached, waited for when not."""

from datetime import datetime, timedelta

from app.errors import CentralError
from app.office.desk import Desk, Happened

WAIT = timedelta(minutes=5)
"""So long nothing is asked after the authority gave no good answer; no signature ever waits for it."""


class Stamping:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._next: datetime | None = None
        self.cause: CentralError | None = None

    def stamp_waiting(self) -> int:
        """Have every noting of whoever acts stamped that is not yet; return how many were.

        Raises: CentralUnreachable, CentralStrange; what was stamped before stays, the rest waits on.
        """
        stamper, acting = self._desk.stamper, self._desk.acting
        if stamper is None or acting is None or self._desk.signing is None:
            return 0
        from app.efile import stamping  # an officer's desk alone needs it
        from app.efile.at import At

        at = At(acting, self._desk.clock, self._desk.records.home)
        with self._desk.records.read() as session:
            waiting = stamping.unstamped(session, acting.person.id)
        for each in waiting:
            stamp = stamper.stamp(each.p7s)
            with self._desk.records.write() as session:
                stamping.keep(session, at, each, stamp, self._desk.judge)
        if waiting:
            self._desk.tell(Happened.FILES)
        return len(waiting)

    def in_passing(self) -> None:
        """Do the same beside other work: an authority that does not answer is left alone for a while.

        `cause` then says why the rest still waits.
        """
        now = self._desk.clock.now()
        if self._next is not None and now < self._next:
            return
        try:
            self.stamp_waiting()
            self.cause = None
        except CentralError as error:
            self._next, self.cause = now + WAIT, error
