"""Draining a long queue by batches against one request an entry, each with the same bookkeeping at the desk."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.desk import empty_home, ready, training_desk
from tests.bench.figure import Reading, Unmeasured, as_times, seconds

if TYPE_CHECKING:
    from app.office import Office

ENTRIES, ROUNDS = 2_000, 3


def all_entries() -> Reading:
    """The same desk and centre take both sides turn about; each time the queue holds 2,000 filed applications."""
    ours, floor = [], []
    with empty_home() as home, training_desk(home) as office:
        model = filed(office, home)
        office.link.sync_now()
        for _ in range(ROUNDS):
            queue(office, model, ENTRIES)
            floor.append(seconds(lambda: drain(office, most=1)))
            queue(office, model, ENTRIES)
            ours.append(seconds(lambda: drain(office, most=50)))
    # The promise is how many times faster, so the floor's time stands above.
    turned = as_times(floor, ours)
    return Reading(turned.value, turned.floor, turned.ours, turned.unit)


def filed(office: "Office", home: Path) -> Mapping[str, Any]:
    """File one application as a person would; return its entry, the model of the queue."""
    subject = ready(office)
    office.counter.file(subject)
    with closing(sqlite3.connect(home / "records.sqlite3")) as records:
        records.row_factory = sqlite3.Row
        found = records.execute("SELECT * FROM journal WHERE subject = ?", (subject,)).fetchone()
    return dict(found)


def queue(office: "Office", model: Mapping[str, Any], count: int) -> None:
    """Owe the centre `count` applications more, each with the model's answers and papers."""
    import json

    from sqlalchemy import insert, text

    from app.base.ids import new_id
    from app.counter.records import ApplicationRow
    from app.records.journal import write_entry

    findable = text(
        "INSERT INTO application_find (rowid, id, name, sound, numbers) SELECT a.rowid, a.id, f.name, f.sound, "
        "f.numbers FROM application a, application_find f WHERE a.id = :id AND f.rowid = "
        "(SELECT rowid FROM application WHERE id = :like)"
    )
    desk = office._desk
    body, papers = json.loads(model["body"]), json.loads(model["attachments"])
    with desk.records.write() as session:
        like = session.get_one(ApplicationRow, model["subject"])
        kept = {column.name: getattr(like, column.name) for column in ApplicationRow.__table__.columns}
        for _ in range(count):
            subject = new_id()
            session.execute(insert(ApplicationRow), kept | {"id": subject})
            session.execute(findable, {"id": subject, "like": model["subject"]})
            told = body | {"application": subject}
            write_entry(
                session, desk.require_acting(), model["kind"], subject, told, papers, clock=desk.clock
            )


def drain(office: "Office", *, most: int) -> None:
    """Send everything that is owed, `most` entries a request."""
    from app.sync import sending

    sender = office._worker._sender
    vars(sending)["MOST_ENTRIES"] = sender._most = most
    sender.drain(lambda: True)
    status = office.link.status()
    if status.waiting or status.set_aside:
        raise Unmeasured(f"{status.waiting} wait, {status.set_aside} set aside")
