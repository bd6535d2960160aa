"""The papers' own way up: each from the byte the centre has, a piece at a time, never holding an entry."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from app.errors import CentralRefused, CentralUnreachable
from app.ports.centre import Centre
from app.ports.clock import Clock
from app.records.engine import Records
from app.records.tables import table_of
from app.sync.pace import Pace
from app.sync.records import UploadRow
from app.sync.sending import GoOn

PIECE = 256 * 1024
Find = Callable[[str], Path]
"""Where the bytes of a SHA-256 lie on this desk."""

_UPLOAD = table_of(UploadRow)
_DAMAGED_ON_THE_WAY = "blob.piece-damaged"


@dataclass(frozen=True, slots=True)
class _Paper:
    sha256: str
    attempts: int


class Uploader:
    """Brings papers the centre lacks. One that cannot go is set aside by itself; the others go on."""

    def __init__(self, records: Records, centre: Centre, clock: Clock, find: Find, pace: Pace) -> None:
        self._records, self._centre, self._clock = records, centre, clock
        self._find, self._pace = find, pace

    def drain(self, go_on: GoOn) -> int:
        """Bring what may go now; return how many papers are whole there. Raises: CentralError, of the line."""
        brought = 0
        while go_on() and (paper := self._next()):
            brought += self._bring(paper, go_on)
        return brought

    def _next(self) -> _Paper | None:
        now = self._clock.now().timestamp()
        waiting = (_UPLOAD.c.state == "pending") & text("state <> 'done'") & (_UPLOAD.c.next_try <= now)
        with self._records.read() as session:
            asked = select(_UPLOAD.c.sha256, _UPLOAD.c.attempts).where(waiting)
            row = session.execute(asked.order_by(_UPLOAD.c.next_try, _UPLOAD.c.since).limit(1)).one_or_none()
        return None if row is None else _Paper(*row)

    def _bring(self, paper: _Paper, go_on: GoOn) -> bool:
        try:
            whole = self._pieces(paper.sha256, go_on)
        except CentralRefused as refused:
            self._note(paper, **self._after(refused, paper))
            return False
        except OSError as error:
            facts = {"sha256": paper.sha256[:12], "said": type(error).__name__}
            self._note(paper, state="set-aside", last_code="upload.file-missing", facts=facts)
            return False
        if whole:
            self._note(paper, state="done", last_code="", facts={})
        return whole

    def _pieces(self, sha256: str, go_on: GoOn) -> bool:
        """Send from where the centre stands until it has all; False where the work was stopped midway."""
        with self._find(sha256).open("rb") as stream:
            total = stream.seek(0, 2)
            stands = self._centre.uploaded(sha256)
            while not stands.complete:
                if not go_on():
                    return False
                stream.seek(stands.offset)
                before, piece = stands.offset, stream.read(PIECE)
                if not piece:
                    raise CentralRefused(reason="upload.file-short", status=422, bytes=total)
                stands = self._centre.upload(sha256, before, total, piece)
                if stands.offset == before and not stands.complete:
                    raise CentralUnreachable(reason="central.busy", said="no-progress")
        return True

    def _after(self, refused: CentralRefused, paper: _Paper) -> dict[str, Any]:
        """Return what a refusal makes of the paper: a piece damaged on the way goes again, all else is set aside."""
        facts = {name: value for name, value in refused.facts.items() if name not in {"reason", "status"}}
        if refused.key == _DAMAGED_ON_THE_WAY:
            wait = self._pace.after(paper.attempts + 1)
            return {"next_try": self._clock.now().timestamp() + wait, "last_code": refused.key}
        return {"state": "set-aside", "last_code": refused.key, "facts": facts}

    def _note(self, paper: _Paper, **fields: Any) -> None:
        moment = {"attempts": paper.attempts + 1, "since": self._clock.now().timestamp()}
        with self._records.write() as session:
            _write(session, paper.sha256, fields | moment)


def first_upload_after(session: Session, now: float) -> float | None:
    """Return when the first paper that waits for its next try may go."""
    waiting = (_UPLOAD.c.state == "pending") & text("state <> 'done'") & (_UPLOAD.c.next_try > now)
    found: float | None = session.scalar(select(func.min(_UPLOAD.c.next_try)).where(waiting))
    return found


def _write(session: Session, sha256: str, fields: dict[str, Any]) -> None:
    session.execute(update(_UPLOAD).where(_UPLOAD.c.sha256 == sha256).values(**fields))
