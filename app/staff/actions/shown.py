"""Whose sheets wait here to be certified? Those of other desks, whose rows came with the centre's news.

The desk that made a sheet hears here, in turn, that it was certified or given back at another desk.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.orm import Session

from app.base.days import from_iso
from app.records.tables import table_of
from app.staff.actions import left_out, sent_back
from app.staff.actions.batches import made_here, reopened
from app.staff.certificate import REFUSED_ROWS, chunk_digest, unpacked
from app.staff.model import BatchState, RowState, Weight
from app.staff.records import BatchRow, StaffRow
from app.staff.warned import warnings_of

Document = Mapping[str, Any]
_ROW = table_of(StaffRow)
_TOLD_OPEN, _TOLD_CERTIFIED, _TOLD_CLOSED = "open", "certified", "closed"
_MAY_COME_BACK = frozenset({BatchState.CONFIRMED, BatchState.CERTIFIED, BatchState.UPLOADING})


def sheet(session: Session, told: Document) -> None:
    """Take the word on a sheet that was confirmed once."""
    if made_here(session, told["batch"]):
        _heard_of_ours(session, told)
        return
    row = _followed(session, told)
    if row is None or told["round"] < row.round:
        return
    if told["state"] == _TOLD_OPEN:
        _say_why(session, told, row)
        _empty(session, row, told)
        row.state = BatchState.ELSEWHERE.value
    elif told["state"] == _TOLD_CLOSED:
        row.state = (BatchState.DONE if told["whole"] else BatchState.DROPPED).value
        if told["whole"]:
            row.certification = _certification(told)  # a desk that came later has not heard of it
            entered = update(_ROW).where(_ROW.c.batch == row.id).values(state=RowState.ACCEPTED.value)
            session.execute(entered)
    elif told["state"] == _TOLD_CERTIFIED:
        row.state, row.certification = BatchState.CERTIFIED.value, _certification(told)
    else:
        left_out.keep(session, row.id, told["round"], told.get("left_out", ()))


def rows(session: Session, told: Document) -> None:
    """Lay the rows of a chunk beside those that came before."""
    if not told or made_here(session, told["batch"]):
        return
    row = _followed(session, told)
    place = told["chunk"]
    if row is None or told["round"] < row.round or row.chunks[place]:
        return
    chunk = unpacked(told["rows"])
    said = warnings_of(told.get("found", ""))
    pairs = enumerate(zip(json.loads(chunk), told["lines"], strict=True))
    in_file = {
        "batch": row.id,
        "sheet": told["file"],
        "chunk": place,
    }  # how its sheets are called is not told
    fresh = [in_file | _row(each, line) | _said(said.get(at, ())) for at, (each, line) in pairs]
    session.execute(insert(_ROW), fresh)
    row.chunks = [*row.chunks[:place], chunk_digest(chunk), *row.chunks[place + 1 :]]


def _heard_of_ours(session: Session, told: Document) -> None:
    row = session.get(BatchRow, told["batch"])
    if row is None:
        return
    if told["state"] == _TOLD_OPEN and told["round"] > row.round and row.state in _MAY_COME_BACK:
        _say_why(session, told, row)
        reopened(session, row, told["round"])
    elif told["state"] == _TOLD_OPEN and told["round"] == row.round and row.state == BatchState.WORKING:
        _say_why(session, told, row)  # opened here too at that moment: the centre knows who came first
    elif (
        told["state"] == _TOLD_CERTIFIED and told["round"] == row.round and row.state == BatchState.CONFIRMED
    ):
        row.state, row.certification = BatchState.CERTIFIED.value, _certification(told)


def _say_why(session: Session, told: Document, row: BatchRow) -> None:
    """Say why somebody opened it; that the centre refused rows is said of these rows."""
    why = told.get("sent_back")
    if why and why["reason"] != REFUSED_ROWS:
        sent_back.say(session, row.id, told["round"], why, signed=row.certification is not None)


def _followed(session: Session, told: Document) -> BatchRow | None:
    """Return the row of another desk's batch, made anew for a new round; none, where there is nothing to look at."""
    row = session.get(BatchRow, told["batch"])
    if row is None:
        if not told["chunks"]:
            return None
        row = _new(told)
        session.add(row)
        session.flush()
    elif told["chunks"] and (row.round, bool(row.chunks)) < (told["round"], True):
        _empty(session, row, told)
        row.state = BatchState.CONFIRMED.value
        sent_back.is_over(session, row.id)
    return row


def _new(told: Document) -> BatchRow:
    moment = from_iso(told["at"])
    return BatchRow(
        id=told["batch"],
        office=told["office"],
        file_name=told["file"],
        state=BatchState.CONFIRMED.value,
        begun_by=told["begun_by"],
        confirmed_by=told["confirmed_by"],
        chunks=[""] * told["chunks"],
        round=told["round"],
        created_at=moment,
        updated_at=moment,
    )


def _empty(session: Session, row: BatchRow, told: Document) -> None:
    """Forget the rows of an earlier round."""
    session.execute(delete(_ROW).where(_ROW.c.batch == row.id))
    row.round, row.chunks, row.certification = told["round"], [""] * told["chunks"], None
    row.confirmed_by, row.updated_at = told["confirmed_by"], from_iso(told["at"])


def _row(told: Document, line: int) -> dict[str, Any]:
    return {
        "number": told["row"],
        "line": line,
        "person": told["person"],
        "key": "",
        "token": told["token"],
        "cells": told["values"],
        "raw": {},
        "state": RowState.OPEN.value,
    }


def _said(warnings: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    weight = Weight.WARNING if warnings else Weight.FINE
    return {"findings": list(warnings), "weight": weight.value}


def _certification(told: Document) -> dict[str, str]:
    return {name: told["certified"][name] for name in ("person", "post", "at", "digest", "certificate")}
