"""Certified rows into the master: chunk after chunk, each an entry of its own; what is refused opens again.

The rows themselves went up when they were confirmed, so each of these entries only names a chunk of them.

A few chunks are on their way at a time. The next is written when one is answered, in the same transaction: so a power
cut, a broken line or a pause leaves nothing half-done, and the entries know by themselves how far they came.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import String, bindparam, cast, func, or_, select, update
from sqlalchemy.orm import Session

from app.base.days import day_words
from app.errors import WrongStep
from app.records.journal import write_entry
from app.records.tables import table_of
from app.staff.actions.batches import batch_row, made_here, reopened
from app.staff.actions.mend import findings_of
from app.staff.at import At
from app.staff.certificate import REFUSED_ROWS
from app.staff.model import (
    NOTHING_TO_MEND,
    SERVED_ELSEWHERE,
    SERVES_ELSEWHERE,
    BatchState,
    Progress,
    RowState,
    weight_of,
)
from app.staff.records import BatchRow, StaffRow
from app.staff.serving import codes
from app.staff.sheets.model import Finding, Severity
from app.sync.outbox import withdraw

ENTERED = "staff.entered"
ON_THE_WAY = 6
_ROW = table_of(StaffRow)


def start(session: Session, at: At, batch: str) -> None:
    """Begin to send. Raises: NotAllowed; WrongStep, unless the batch is certified and was made at this desk."""
    at.acting.require(ENTERED)
    row = batch_row(session, batch)
    if row.state != BatchState.CERTIFIED or not made_here(session, batch):
        raise WrongStep(state=row.state, event="upload")
    row.state, row.uploader, row.uploader_post = BatchState.UPLOADING.value, at.who, at.acting.post.id
    row.paused, row.updated_at = False, at.now()
    _go_on(session, at, row, 0)


def pause(session: Session, at: At, batch: str) -> None:
    """Send no further chunk; one that was tried already arrives."""
    row = uploading(session, at, batch)
    row.paused, row.updated_at = True, at.now()
    _take_back(session, row)


def resume(session: Session, at: At, batch: str) -> None:
    row = uploading(session, at, batch)
    row.paused = False
    _go_on(session, at, row, _on_the_way(session, row))


def cancel(session: Session, at: At, batch: str) -> None:
    """Stop for good: rows not sent yet open again, and go up only when they are certified anew."""
    row = uploading(session, at, batch)
    row.paused, row.updated_at = True, at.now()
    _take_back(session, row)
    row.chunks = row.chunks[: row.next_chunk]
    if not _on_the_way(session, row):
        _finish(session, at, row)


def uploading(session: Session, at: At, batch: str) -> BatchRow:
    """Raises: NotAllowed; WrongStep."""
    at.acting.require(ENTERED)
    row = batch_row(session, batch)
    if row.state != BatchState.UPLOADING:
        raise WrongStep(state=row.state, event="upload")
    return row


def answered(session: Session, at: At, batch: str, reply: Mapping[str, Any]) -> None:
    """Take the centre's word on one chunk: its rows are accepted but those it names, each with its reason.

    Where it was not done, whoever certified has given the sheet back meanwhile, and the centre tells that too.
    """
    row = batch_row(session, batch)
    if not reply["done"]:
        return
    refused = {each["row"]: each for each in reply["refused"]}
    sent = _ROW.c.state.concat("") == RowState.SENT.value  # no index: that of the chunk finds fewer rows
    in_chunk = (_ROW.c.batch == batch) & (_ROW.c.chunk == reply["chunk"]) & sent
    if refused:
        _refuse(session, at, batch, refused)
    session.execute(update(_ROW).where(in_chunk).values(state=RowState.ACCEPTED.value))
    session.expire_all()
    _forget_refusals(session, batch, reply["chunk"])
    row.updated_at = at.now()
    _go_on(session, at, row, row.next_chunk - reply["chunk"] - 1)  # chunks are answered in their order


def progress(session: Session, row: BatchRow) -> Progress:
    counted = select(_ROW.c.state, func.count()).where(_ROW.c.batch == row.id).group_by(_ROW.c.state)
    found: dict[str, int] = dict(session.execute(counted).all())
    accepted, refused = found.get(RowState.ACCEPTED, 0), found.get(RowState.REFUSED, 0)
    sent = found.get(RowState.SENT, 0)
    total = sum(found.values()) - found.get(RowState.LEFT_OUT, 0)
    return Progress(total, sent, accepted, refused, row.paused)


def _go_on(session: Session, at: At, row: BatchRow, on_the_way: int) -> None:
    while not row.paused and row.next_chunk < len(row.chunks) and on_the_way < ON_THE_WAY:
        _send(session, at, row)
        on_the_way += 1
    if row.next_chunk == len(row.chunks) and not on_the_way:
        _finish(session, at, row)


def _send(session: Session, at: At, row: BatchRow) -> None:
    place = row.next_chunk
    body = {"round": row.round, "chunk": place}
    write_entry(session, at.acting, ENTERED, row.id, body, clock=at.clock)
    in_chunk = (_ROW.c.batch == row.id) & (_ROW.c.chunk == place)
    session.execute(update(_ROW).where(in_chunk).values(state=RowState.SENT.value))
    row.next_chunk = place + 1


def _take_back(session: Session, row: BatchRow) -> None:
    """Keep here what only waited for its turn: the last chunks, since they go in their order."""
    row.next_chunk -= withdraw(session, row.id, ENTERED)
    kept = (_ROW.c.batch == row.id) & (_ROW.c.chunk >= row.next_chunk)
    waited = kept & (_ROW.c.state == RowState.SENT.value)
    session.execute(update(_ROW).where(waited).values(state=RowState.OPEN.value))


def _on_the_way(session: Session, row: BatchRow) -> int:
    sent = (_ROW.c.batch == row.id) & (_ROW.c.state == RowState.SENT.value)
    return int(session.scalar(select(func.count(func.distinct(_ROW.c.chunk))).where(sent)) or 0)


def _finish(session: Session, at: At, row: BatchRow) -> None:
    """Close the batch where all was taken; else open it again for what was refused or never sent."""
    settled = (RowState.ACCEPTED.value, RowState.LEFT_OUT.value)
    left = session.scalar(select(func.count()).where(_ROW.c.batch == row.id, _ROW.c.state.not_in(settled)))
    if not left:
        row.state = BatchState.DONE.value
        write_entry(session, at.acting, "staff.finished", row.id, {"round": row.round}, clock=at.clock)
        return
    reopened(session, row, row.round + 1)
    body = {"reason": REFUSED_ROWS, "round": row.round}
    write_entry(session, at.acting, "staff.reopened", row.id, body, clock=at.clock)


def _refuse(session: Session, at: At, batch: str, refused: Mapping[int, Mapping[str, Any]]) -> None:
    rows: Sequence[StaffRow] = session.scalars(
        select(StaffRow).where(StaffRow.batch == batch, StaffRow.number.in_(list(refused)))
    ).all()
    named = codes(session)
    given = [
        {"of": row.number, "said": [*row.findings, asdict(found)], "worst": weight_of([found]).value}
        for row in rows
        for found in (_finding(row, refused[row.number], named, at.today()),)
    ]
    if given:
        to = {"findings": bindparam("said"), "state": RowState.REFUSED.value, "weight": bindparam("worst")}
        one = update(_ROW).where(_ROW.c.batch == batch, _ROW.c.number == bindparam("of"))
        session.connection().execute(one.values(**to), given)


def _forget_refusals(session: Session, batch: str, chunk: int) -> None:
    """Of a row that is taken it is said no more why it was not taken before.

    By the index of the state, that is passed over here, all that was taken before would be read for each chunk.
    """
    text = cast(_ROW.c.findings, String)
    said = or_(*(func.instr(text, f'"{each}"') > 0 for each in sorted(NOTHING_TO_MEND)))
    taken = StaffRow.state.concat("") == RowState.ACCEPTED.value
    asked = select(StaffRow).where(StaffRow.batch == batch, StaffRow.chunk == chunk, taken, said)
    for row in session.scalars(asked).all():
        row.findings = [each for each in row.findings if each["key"] not in NOTHING_TO_MEND]
        row.weight = weight_of(findings_of(row.findings)).value


def _finding(row: StaffRow, told: Mapping[str, Any], named: Mapping[str, str], day: date) -> Finding:
    """Return what the centre said; an office is called by its code, as the rules call it.

    Where nothing in the row is wrong, nothing keeps it from being confirmed again.
    """
    facts = dict(told["facts"])
    if "office" in facts:
        facts["office"] = named.get(facts["office"], facts["office"])
    severity = Severity.WARNING if told["code"] in NOTHING_TO_MEND else Severity.ERROR
    key = told["code"]
    if key == SERVES_ELSEWHERE:
        key, facts["day"] = SERVED_ELSEWHERE, day_words(day)
    return Finding(row.line, told["field"], key, facts, severity)
