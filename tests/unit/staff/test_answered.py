"""What a desk reads of a large sheet, when the centre answers one chunk of it."""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.staff.actions import upload
from app.staff.at import At
from app.staff.model import BatchState
from app.staff.records import BatchRow

ANSWER = {"chunk": 0, "done": True, "accepted": 1, "refused": []}


def plans(session: Session, at: At) -> list[str]:
    """Return how SQLite goes to the rows in each statement that an answer takes."""
    asked: list[tuple[str, Any]] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *told: asked.append((told[2], told[3])))
    upload.answered(session, at, "b", ANSWER)
    found = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", given) for sql, given in list(asked)]
    return [step[3] for each in found for step in each if "staff_row" in step[3]]


def test_an_answered_chunk_reads_its_own_rows_and_not_all_that_were_taken_before(room: Any) -> None:
    with room.records.write() as session:
        moment = room.at.now()
        row = BatchRow(
            id="b",
            office="office",
            file_name="basic.xlsx",
            state=BatchState.UPLOADING.value,
            begun_by="neha",
            chunks=["1", "2"],
            next_chunk=2,
            created_at=moment,
            updated_at=moment,
        )
        session.add(row)
        session.flush()
        steps = plans(session, room.at)
    by_chunk = "SEARCH staff_row USING INDEX ix_staff_row_chunk (batch=? AND chunk=?)"
    assert steps == [by_chunk, by_chunk]
