"""Confirming, opening again and certifying a batch: who certifies is another person than who made it."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from app.base.days import iso
from app.errors import InputError, WrongStep
from app.records.journal import write_entry
from app.records.tables import table_of
from app.staff.actions import sent_back, taking_back
from app.staff.actions.batches import batch_row, errors_of, made_here, reopened, working
from app.staff.actions.mend import findings_of, left_out
from app.staff.actions.reach import require_reach
from app.staff.at import At
from app.staff.certificate import chunk_digest, chunk_text, chunks, packed, row_text, statement
from app.staff.model import BatchState, RowState, ToCertify, Weight
from app.staff.records import BatchRow, StaffRow
from app.staff.sheets.model import Finding
from app.staff.warned import packed_warnings

_ROW = table_of(StaffRow)
_TO_SEND = (RowState.OPEN.value, RowState.REFUSED.value)


def confirm(session: Session, at: At, batch: str) -> None:
    """The office stands by its rows; none of them is wrong any more.

    Raises: NotAllowed; WrongStep; InputError("staff.errors-left" | "staff.no-rows").
    """
    at.acting.require("staff.confirmed")
    row = working(session, at, batch)
    wrong, rows = errors_of(session, batch), _count(session, batch)
    if not rows:
        raise InputError(reason="staff.no-rows", field="batch")
    if wrong:
        raise InputError(reason="staff.errors-left", field="batch", errors=wrong)
    parts = _lay(session, batch)
    digests = [each.digest for each in parts]
    row.state, row.confirmed_by, row.updated_at = BatchState.CONFIRMED.value, at.who, at.now()
    row.chunks, row.next_chunk = digests, 0
    sent_back.is_over(session, batch)
    taking_back.forget(session, batch)
    body: dict[str, Any] = {
        "office": row.office,
        "file": row.file_name,
        "rows": rows,
        "round": row.round,
        "chunks": digests,
    }
    if gone := left_out(session, batch):
        body["left_out"] = gone
    write_entry(session, at.acting, "staff.confirmed", batch, body, clock=at.clock)
    for place, each in enumerate(parts):
        body = {"file": row.file_name, "round": row.round, "chunk": place, "rows": each.packed}
        body["lines"] = each.lines
        if each.found:
            body["found"] = each.found
        write_entry(session, at.acting, "staff.rows", batch, body, clock=at.clock)


def open_again(session: Session, at: At, batch: str, reason: str) -> None:
    """Take a confirmation or a certification back, so that rows can be mended; it must be certified anew.

    Raises: NotAllowed; WrongStep, once rows went up; InputError("staff.other-office" | as `stated`).
    """
    at.acting.require("staff.reopened")
    row = batch_row(session, batch)
    if row.state not in {BatchState.CONFIRMED, BatchState.CERTIFIED}:
        raise WrongStep(state=row.state, event="open-again")
    why = sent_back.stated(reason)
    require_reach(session, at, row.office)
    told = {"reason": why, "by": at.who, "post": at.acting.post.id, "at": iso(at.now())}
    sent_back.say(session, batch, row.round + 1, told, signed=row.certification is not None)
    body = {"reason": why, "round": row.round + 1}
    if made_here(session, batch):
        reopened(session, row, row.round + 1)
    else:
        row.state, row.certification = BatchState.ELSEWHERE.value, None
    row.updated_at = at.now()
    write_entry(session, at.acting, "staff.reopened", batch, body, clock=at.clock)


def to_certify(session: Session, at: At, batch: str) -> ToCertify:
    """Return what will be signed: the digests of the rows as they stand here.

    Raises: NotAllowed; WrongStep; InputError("staff.other-office" | "staff.own-batch" | "staff.rows-coming").
    """
    row = _certifiable(session, at, batch)
    moment = iso(at.now())
    digests, rows = _digests(session, batch)
    return ToCertify(batch, row.office, rows, moment, _statement(row, at, digests, rows, moment))


def keep(session: Session, at: At, shown: ToCertify, p7s: bytes, certificate: str) -> None:
    """Keep a signature over what was shown, and lock the rows.

    Raises: NotAllowed; WrongStep; InputError("staff.moved-on"), when a row is another than was shown.
    """
    row = _certifiable(session, at, shown.batch)
    digests, rows = _digests(session, shown.batch)
    if digests != row.chunks or _statement(row, at, digests, rows, shown.at) != shown.data:
        raise InputError(reason="staff.moved-on", field="batch")
    row.state, row.updated_at = BatchState.CERTIFIED.value, at.now()
    told = {
        "person": at.who,
        "post": at.acting.post.id,
        "at": shown.at,
        "digest": shown.digest,
        "certificate": certificate,
    }
    row.certification = told
    signed = {"statement": shown.data.decode(), "p7s": base64.b64encode(p7s).decode()}
    body = signed | {"certificate": certificate}
    write_entry(session, at.acting, "staff.certified", shown.batch, body, clock=at.clock)


def _certifiable(session: Session, at: At, batch: str) -> BatchRow:
    at.acting.require("staff.certified")
    row = batch_row(session, batch)
    if row.state != BatchState.CONFIRMED:
        raise WrongStep(state=row.state, event="certify")
    require_reach(session, at, row.office)
    if at.who in {row.begun_by, row.confirmed_by}:
        raise InputError(reason="staff.own-batch", field="batch")
    if left := row.chunks.count(""):
        raise InputError(reason="staff.rows-coming", field="batch", left=left, parts=len(row.chunks))
    return row


def _statement(row: BatchRow, at: At, digests: list[str], rows: int, moment: str) -> bytes:
    return statement(
        row.id, row.office, row.round, rows, digests, person=at.who, post=at.acting.post.id, at=moment
    )


@dataclass(frozen=True, slots=True)
class _Chunk:
    digest: str
    packed: str
    lines: list[int]  # where its rows stand in the office's own file
    found: str  # what is doubtful in them


def _lay(session: Session, batch: str) -> list[_Chunk]:
    """Note for each row in which chunk it goes; return the chunks."""
    found: list[_Chunk] = []
    set_place = update(_ROW).where(_ROW.c.batch == batch, _ROW.c.number == bindparam("of"))
    asked = select(_ROW.c.number, _ROW.c.line).where(_ROW.c.batch == batch)
    lines: dict[int, int] = dict(session.execute(asked).all())
    warned = _warned(session, batch)
    for numbers, texts in _parts(session, batch):
        place, text = len(found), chunk_text(texts)
        given = [{"of": number, "to": place} for number in numbers]
        session.connection().execute(set_place.values(chunk=bindparam("to")), given)
        said = packed_warnings([warned.get(number, ()) for number in numbers])
        found.append(_Chunk(chunk_digest(text), packed(text), [lines[number] for number in numbers], said))
    return found


def _warned(session: Session, batch: str) -> dict[int, tuple[Finding, ...]]:
    """Return what is said of each row that may go as it is, and should be looked at."""
    asked = select(_ROW.c.number, _ROW.c.findings).where(
        _ROW.c.batch == batch, _ROW.c.weight == Weight.WARNING.value
    )
    return {row.number: findings_of(row.findings) for row in session.execute(asked)}


def _digests(session: Session, batch: str) -> tuple[list[str], int]:
    digests, rows = list[str](), 0
    for numbers, texts in _parts(session, batch):
        digests.append(chunk_digest(chunk_text(texts)))
        rows += len(numbers)
    return digests, rows


def _parts(session: Session, batch: str) -> Iterator[tuple[list[int], list[str]]]:
    """Return the rows that are still to be taken by the centre, in chunks: their numbers, and as they are sent."""
    columns = _ROW.c
    asked = select(columns.person, columns.number, columns.cells, columns.token).where(
        columns.batch == batch, columns.state.in_(_TO_SEND)
    )
    found = session.connection().execute(asked.order_by(columns.number)).all()
    texts = chunks(row_text(row.person, row.number, row.cells, row.token) for row in found)
    numbers = (row.number for row in found)
    return ((list(islice(numbers, len(part))), part) for part in texts)


def _count(session: Session, batch: str) -> int:
    asked = select(func.count()).where(_ROW.c.batch == batch, _ROW.c.state.in_(_TO_SEND))
    return int(session.scalar(asked) or 0)
