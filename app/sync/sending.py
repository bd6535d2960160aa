"""The way up: batches of entries, each answered one by one, until nothing more may go now."""

from collections.abc import Callable, Sequence

from app.errors import AppError, CentralRefused, CentralStrange, CentralUnreachable
from app.ports.centre import Centre, Result, Status
from app.ports.clock import Clock
from app.records.engine import Records
from app.sync.outbox import MOST_ENTRIES, Applier, Owed, claim, recover, settle
from app.sync.pace import Pace

GoOn = Callable[[], bool]
"""Asked between two requests: whether there is still reason to work."""

_ABOUT_THE_BATCH = frozenset({400, 413, 422})
_NOT_OURS = frozenset({"wire.version", "wire.request-id"})  # refusals of the program, not of what it sent
_DEFECT = 500


class Sender:
    """Sends what is owed. A batch that fails as a whole is halved until the entry to blame stands alone."""

    def __init__(self, records: Records, centre: Centre, clock: Clock, apply: Applier, pace: Pace) -> None:
        self._records, self._centre, self._clock = records, centre, clock
        self._apply, self._pace = apply, pace
        self._most = MOST_ENTRIES
        self._defects = 0

    def drain(self, go_on: GoOn) -> int:
        """Send until nothing more may go now; return how many entries the centre took.

        Raises: CentralError, for a failure of the line or of the centre as a whole; nothing is lost then.
        """
        taken = 0
        with self._records.write() as session:
            recover(session)
            batch = claim(session, self._now(), self._most)
        while batch:
            results = self._asked(batch)
            with self._records.write() as session:
                if results is None:
                    recover(session)
                else:
                    taken += settle(session, batch, results, self._apply, self._pace, self._now())
                batch = claim(session, self._now(), self._most) if go_on() else ()
        return taken

    def _asked(self, batch: Sequence[Owed]) -> Sequence[Result] | None:
        """Return the centre's answers, or None where a smaller batch is to be tried."""
        try:
            results = self._centre.send_entries([owed.text for owed in batch])
            _check(batch, results)
        except AppError as error:
            return self._after(error, batch)
        self._most = min(MOST_ENTRIES, self._most * 2)
        self._defects = 0
        return results

    def _after(self, error: AppError, batch: Sequence[Owed]) -> Sequence[Result] | None:
        """Say what a failed batch means. Raises `error` again, where it is not about what was sent."""
        blames = _blames_the_batch(error)
        if len(batch) > 1:
            self._most = max(1, len(batch) // 2)  # a slow line, too, fares better with less at once
        if not blames or (len(batch) == 1 and not self._alone_to_blame(error)):
            self._give_back()
            raise error
        if len(batch) > 1:
            return None
        return [_verdict(error, batch[0])]

    def _alone_to_blame(self, error: AppError) -> bool:
        """Two defects in a row, each on a single entry, are the centre's: it is left alone for a while."""
        if isinstance(error, CentralRefused):
            return True
        self._defects += 1
        return self._defects == 1

    def _give_back(self) -> None:
        with self._records.write() as session:
            recover(session)

    def _now(self) -> float:
        return self._clock.now().timestamp()


def _check(batch: Sequence[Owed], results: Sequence[Result]) -> None:
    """Hold the answers to what was sent. An entry that could not be read has no id to answer by."""
    named = [result.id or owed.entry for owed, result in zip(batch, results, strict=False)]
    if len(results) != len(batch) or named != [owed.entry for owed in batch]:
        raise CentralStrange(reason="central.not-agreed", said="results")


def _blames_the_batch(error: AppError) -> bool:
    if isinstance(error, CentralRefused):
        return error.facts.get("status") in _ABOUT_THE_BATCH and error.key not in _NOT_OURS
    return isinstance(error, CentralUnreachable) and error.facts.get("status") == _DEFECT


def _verdict(error: AppError, owed: Owed) -> Result:
    facts = {name: value for name, value in error.facts.items() if name not in {"reason", "status"}}
    refused = isinstance(error, CentralRefused)
    status = Status.REJECTED if refused else Status.FAILED
    return Result(owed.entry, status, code=error.key if refused else "central.defect", facts=facts)
