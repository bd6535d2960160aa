"""Time stamps for what was signed here: asked for when the authority can be reached, waited for when not."""

from datetime import timedelta

from app.office.desk import Desk, Happened
from app.office.doctor import Finding
from app.office.passing import InPassing
from app.words import explain, words

WAIT = timedelta(minutes=5)
"""So long nothing is asked after the authority gave no good answer; no signature ever waits for it."""


class Stamping:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.in_passing = InPassing(self.stamp_waiting, desk.clock, WAIT)

    def finding(self) -> Finding | None:
        """Say how the stamps of whoever acts stand; None where nobody does, or the settings name no authority."""
        acting = self._desk.acting
        if self._desk.stamper is None or acting is None:
            return None
        from app.efile import stamping

        with self._desk.records.read() as session:
            count = len(stamping.unstamped(session, acting.person.id))
        if (cause := self.in_passing.cause) is not None and count:
            return Finding("time-stamps", well=False, words=explain(cause), exit_code=cause.exit_code)
        told = words("doctor.stamps-wait", count=count) if count else words("doctor.stamps-well")
        return Finding("time-stamps", well=True, words=told)

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
