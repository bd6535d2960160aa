"""A slip for whoever waits and holds no paper: asked for at the counter, or by itself while there is no line."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import exists, select, text
from sqlalchemy.orm import Session

from app.counter.actions import papers_of_walk
from app.counter.at import At
from app.counter.model import FILED
from app.counter.reading import read
from app.counter.records import ApplicationRow
from app.counter.walk import State
from app.errors import WrongStep
from app.papers.records import DocumentRow
from app.records.tables import OutboxRow


def empty_handed(session: Session, day: date) -> Sequence[ApplicationRow]:
    """Return what was filed on `day`, has not reached the centre, and has no paper at all."""
    unsent = (OutboxRow.subject == ApplicationRow.id, OutboxRow.kind == FILED, text("outbox.state <> 'done'"))
    return session.scalars(
        select(ApplicationRow)
        .where(ApplicationRow.state == State.SUBMITTING.value, ApplicationRow.filed_on == day)
        .where(~exists().where(DocumentRow.subject == ApplicationRow.id), exists().where(*unsent))
    ).all()


def give_slip(session: Session, at: At, id: str) -> None:
    """Issue and print the slip. Raises: WrongStep, where nothing is waited for or a paper was given already."""
    at.acting.require("receipt.issued")
    found = read(session, at, id)
    if not found.waits_without_paper:
        raise WrongStep(state=found.state.value, event="slip")
    papers_of_walk.provisional_slip(session, at, id)
