"""Carrying notices to the SMS gateway: sent outside any transaction, tried again with backoff, told to the desks.

Delivery is at least once: a crash between sending and noting it sends the notice again, under the same id, by
which a gateway can tell.
"""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from sqlalchemy import delete, select

from app.base.ids import new_id
from central.centre import Centre
from central.due import is_due, take_due
from central.model import Job, Notice, NoticeState
from central.notices import REPORT, SEND
from central.sheet import Sheet
from central.tables import job, notice

_LEASE_SECONDS, _FIRST_WAIT, _LONGEST_WAIT, _MOST_TRIES = 60.0, 5.0, 3600.0, 8
KINDS = (SEND, REPORT)


class GatewayDown(Exception):
    """The SMS gateway did not take the notice."""


class SmsGateway(Protocol):
    """Takes one notice; the same id twice is the same notice."""

    def send(self, sent: Notice) -> None:
        """Raises: GatewayDown."""
        ...


class FolderGateway:
    """Writes each notice as a text file, where a class can read it or a relay of the office can fetch it."""

    def __init__(self, centre: Centre) -> None:
        self._centre, self._folder = centre, centre.folder / "sms"

    def send(self, sent: Notice) -> None:
        if self._centre.stage.now.fail_notices:
            raise GatewayDown
        self._folder.mkdir(exist_ok=True)
        text = f"To: {sent.mobile}\nTemplate: {sent.template}\nId: {sent.id}\n\n{sent.text}\n"
        _write_whole(self._folder / f"{sent.id}.txt", text)


def carry_notices(centre: Centre, gateway: SmsGateway, most: int) -> int:
    """Send what is due and note what was delivered; return how much was done."""
    with centre.store.read() as connection:
        if not is_due(centre, connection, KINDS):
            return 0
    claimed = _claim(centre, most)
    done = [(each, found, _sent(gateway, found)) for each, found in claimed]
    with centre.store.write() as connection:
        sheet = Sheet(centre, connection)
        for each, found, went in done:
            _note(sheet, each, found, went=went)
        reported = _deliver(sheet, most)
        ended = [each.id for each, _, went in done if went or each.attempts >= _MOST_TRIES]
        connection.execute(delete(job).where(job.c.id.in_(ended)))
        sheet.save()
    return len(done) + reported


def _claim(centre: Centre, most: int) -> list[tuple[Job, Notice]]:
    """Put off what is due until a lease ends, so that no other process sends it meanwhile."""
    with centre.store.write() as connection:
        due = take_due(centre, connection, (SEND,), most)
        sheet = Sheet(centre, connection)
        leased = [
            replace(each, run_at=centre.seconds() + _LEASE_SECONDS, attempts=each.attempts + 1)
            for each in due
        ]
        sheet.put(*leased)
        sheet.save()
        notices = _notices(sheet, [each.subject for each in leased])
    return [(each, notices[each.subject]) for each in leased if each.subject in notices]


def _sent(gateway: SmsGateway, found: Notice) -> bool:
    try:
        gateway.send(found)
    except (GatewayDown, OSError):
        return False
    return True


def _note(sheet: Sheet, each: Job, found: Notice, *, went: bool) -> None:
    if went:
        _move(sheet, found, NoticeState.SENT)
        sheet.put(Job(new_id(), REPORT, found.id, sheet.centre.seconds()))
    elif each.attempts >= _MOST_TRIES:
        _move(sheet, found, NoticeState.FAILED)
    else:
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** (each.attempts - 1))
        sheet.put(replace(each, run_at=sheet.centre.seconds() + wait))


def _deliver(sheet: Sheet, most: int) -> int:
    """Take the gateway's reports; the folder's are good as soon as the file stands."""
    due = take_due(sheet.centre, sheet.connection, (REPORT,), most)
    for found in _notices(sheet, [each.subject for each in due]).values():
        _move(sheet, found, NoticeState.DELIVERED)
    return len(due)


def _move(sheet: Sheet, found: Notice, state: NoticeState) -> None:
    sheet.put(replace(found, state=state, version=found.version + 1))


def _notices(sheet: Sheet, ids: Sequence[str]) -> dict[str, Notice]:
    rows = sheet.connection.execute(select(notice).where(notice.c.id.in_(ids)))
    return {row.id: Notice(**row._mapping) for row in rows}


def _write_whole(file: Path, text: str) -> None:
    part = file.with_suffix(".part")
    with part.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(file)
