"""The signatures of letters that came from other offices: judged beside other work, told to their senders."""

from datetime import timedelta

from app.accounts.model import may
from app.office.desk import Desk, Happened
from app.office.passing import InPassing

WAIT = timedelta(minutes=1)
"""How long it rests after the centre did not hand a letter over; nobody waits for it."""
JUDGED = "receipt.judged"


class LettersJudged:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.in_passing = InPassing(self.judge_what_came, desk.clock, WAIT)

    def judge_what_came(self) -> int:
        """Judge every opened letter of whoever acts that nobody has judged yet; return how many were.

        Raises: CentralError, where a letter is not here and cannot be fetched; what was judged before stays.
        """
        acting, binder = self._desk.acting, self._desk.binder
        if acting is None or binder is None or self._desk.signing is None:
            return 0  # without roots all would seem untrusted
        if not may(acting.post.roles, JUDGED):
            return 0
        from app.attachments.blobs import keep  # an officer's desk alone needs these
        from app.efile.actions import judged
        from app.efile.at import At
        from app.efile.paper import bytes_of, is_here
        from app.efile.verify import Judging, verify_pdf

        at, home = At(acting, self._desk.clock, self._desk.records.home), self._desk.records.home
        with self._desk.records.read() as session:
            waiting = judged.unjudged(session, at.post)
        for letter in waiting:
            if not is_here(home, letter.sha256):
                keep(home, self._desk.centre.paper(letter.sha256))
            found = verify_pdf(
                bytes_of(home, letter.sha256), Judging(binder.judge, binder.unbinder, letter.came_at)
            )
            with self._desk.records.write() as session:
                judged.keep(session, at, letter, found)
        if waiting:
            self._desk.tell(Happened.FILES)
        return len(waiting)
