"""The signatures of letters that came from other offices: judged beside other work, told to their senders."""

from datetime import timedelta
from typing import TYPE_CHECKING

from app.accounts.model import may
from app.errors import CentralError
from app.office.desk import Desk, Happened
from app.office.passing import InPassing

if TYPE_CHECKING:
    from app.efile.actions.judged import Unjudged
    from app.efile.at import At
    from app.ports.binding import Binder

WAIT = timedelta(minutes=1)
"""How long it rests after the centre did not hand a letter over; nobody waits for it."""
JUDGED = "receipt.judged"


class LettersJudged:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.in_passing = InPassing(self.judge_what_came, desk.clock, WAIT)

    def judge_what_came(self) -> int:
        """Judge every opened letter of whoever acts that nobody has judged yet; return how many were.

        Raises: CentralError, where a letter cannot be fetched: all others are judged before, while there is a line.
        """
        acting, binder = self._desk.acting, self._desk.binder
        if acting is None or binder is None or self._desk.signing is None:
            return 0  # without roots all would seem untrusted
        if not may(acting.post.roles, JUDGED):
            return 0
        from app.efile.actions import judged  # an officer's desk alone needs these
        from app.efile.at import At

        at = At(acting, self._desk.clock, self._desk.records.home)
        with self._desk.records.read() as session:
            waiting = judged.unjudged(session, at.post)
        late: CentralError | None = None
        for letter in waiting:
            why = self._fetch(letter.sha256)
            if why is None:
                self._judge(at, binder, letter)
            late = late or why
        if late is not None:
            raise late
        return len(waiting)

    def _fetch(self, sha256: str) -> CentralError | None:
        """Have a letter here; return why the centre does not hand it over now. Raises: CentralError, without a line."""
        from app.attachments.blobs import keep
        from app.efile.paper import is_here

        home = self._desk.records.home
        if is_here(home, sha256):
            return None
        try:
            keep(home, self._desk.centre.paper(sha256))
        except CentralError as error:
            if "status" not in error.facts:  # nobody answered: the next one would only wait as long
                raise
            return error
        return None

    def _judge(self, at: "At", binder: "Binder", letter: "Unjudged") -> None:
        from app.efile.actions import judged
        from app.efile.paper import bytes_of
        from app.efile.verify import Judging, verify_pdf

        judging = Judging(binder.judge, binder.unbinder, letter.came_at)
        found = verify_pdf(bytes_of(self._desk.records.home, letter.sha256), judging)
        with self._desk.records.write() as session:
            judged.keep(session, at, letter, found)
        self._desk.tell(Happened.FILES)
