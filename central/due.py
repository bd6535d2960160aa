"""The table of what is to be done later: which of it is due, and taking it off."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, select

from central.centre import Centre
from central.model import Job
from central.tables import job


def is_due(centre: Centre, connection: Connection, kinds: Collection[str]) -> bool:
    """Say whether anything of these kinds is due."""
    return bool(connection.scalar(select(exists().where(_due(centre, kinds)))))


def take_due(centre: Centre, connection: Connection, kinds: Collection[str], most: int) -> list[Job]:
    """Take jobs of these kinds off the table; they are back if the transaction fails."""
    asked = select(job).where(_due(centre, kinds)).order_by(job.c.run_at, job.c.id).limit(most)
    rows = connection.execute(asked.with_for_update(skip_locked=True))
    due = [Job(**row._mapping) for row in rows]
    if due:
        connection.execute(delete(job).where(job.c.id.in_([each.id for each in due])))
    return due


def _due(centre: Centre, kinds: Collection[str]) -> ColumnElement[bool]:
    return and_(job.c.kind.in_(kinds), job.c.run_at <= centre.seconds())
