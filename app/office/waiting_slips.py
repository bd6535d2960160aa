"""While there is no line, whoever filed and holds no paper gets a provisional slip by itself."""

import logging
from collections.abc import Callable

from app.base.days import office_day
from app.counter.actions.papers_of_walk import provisional_slip
from app.counter.actions.waiting_slip import empty_handed
from app.errors import InputError, RecordsError
from app.office.desk import Desk
from app.office.news import in_whose_name

log = logging.getLogger(__name__)


class WaitingSlips:
    """`away` says whether the centre did not answer; with a line the acknowledgement itself comes within seconds."""

    def __init__(self, desk: Desk, away: Callable[[], bool]) -> None:
        self._desk, self._away = desk, away

    def in_passing(self) -> int:
        """Print what slips are owed; return how many. One that cannot be given now is given in a later round."""
        if not self._away():
            return 0
        try:
            return self._give() if self._owed() else 0
        except (RecordsError, InputError) as error:
            log.warning("slips: %s", error.code)
            return 0

    def _owed(self) -> bool:
        with self._desk.records.read() as session:
            return bool(empty_handed(session, office_day(self._desk.clock.now())))

    def _give(self) -> int:
        with self._desk.records.write() as session:
            owed = empty_handed(session, office_day(self._desk.clock.now()))
            for row in owed:
                provisional_slip(session, self._desk.at(in_whose_name(session, row, self._desk)), row.id)
        return len(owed)
