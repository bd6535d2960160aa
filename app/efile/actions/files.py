"""Files are made: numbered from the heads of a section or by hand; parts and volumes beside a main file."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.efile.at import At
from app.efile.custody import file_row, require_held
from app.efile.find import index
from app.efile.heads import require_heads
from app.efile.leaves import note_movement
from app.efile.model import Classification, Form, HeadNode, Numbering, Priority, Relation
from app.efile.noting import FIRST
from app.efile.numbers import file_number, number_beside
from app.efile.records import FileRow
from app.efile.texts import line, optional
from app.efile.walk import Place
from app.errors import InputError
from app.records.journal import write_entry

_LONGEST_NUMBER = 100  # what the parts, volumes and issues of a file add must find room


def create_sfs(
    session: Session,
    at: At,
    subject: str,
    heads: Sequence[str],
    known: tuple[HeadNode, ...],
    *,
    classification: Classification = Classification.NORMAL,
    priority: Priority = Priority.ORDINARY,
) -> str:
    """Make a file numbered from its heads, basic to tertiary, and return its id.

    Raises: InputError("efile.heads-unknown" | "efile.text-needed" | "efile.holds-aadhaar"), BookMissing.
    """
    require_heads(known, heads)
    number = file_number(session, heads, at.today())
    return _create(session, at, subject, number, Numbering.SFS, heads, classification, priority)


def create_free(
    session: Session,
    at: At,
    subject: str,
    number: str,
    *,
    classification: Classification = Classification.NORMAL,
    priority: Priority = Priority.ORDINARY,
    physical_because: str = "",
) -> str:
    """Make a file with a number written by hand (non-SFS); `physical_because` is why it is one of paper.

    Raises: InputError("efile.number-taken" | "efile.number-long" | "efile.text-needed" | "efile.holds-aadhaar").
    """
    given = line(number, "number")
    if len(given) > _LONGEST_NUMBER:
        raise InputError(reason="efile.number-long", field="number", most=_LONGEST_NUMBER)
    why = optional(physical_because, "physical")
    return _create(session, at, subject, given, Numbering.FREE, (), classification, priority, physical=why)


def create_beside(session: Session, at: At, main: str, relation: Relation, subject: str = "") -> str:
    """Make a part or the next volume of a file that lies here, and return its id; only a volume has its file's subject.

    Raises: InputError("efile.not-yours" | "efile.not-confirmed" | "efile.main-only" | "efile.text-needed"), WrongStep.
    """
    row = file_row(session, main)
    require_held(session, row, at)
    if relation is Relation.MAIN or row.relation == Relation.PART:
        raise InputError(reason="efile.main-only", field="file")
    return _create(
        session,
        at,
        subject if relation is Relation.PART else subject or row.subject,
        number_beside(session, row, relation),
        Numbering(row.numbering),
        row.heads,
        Classification(row.classification),
        Priority(row.priority),
        relation=relation,
        of_file=main,
    )


def _create(
    session: Session,
    at: At,
    subject: str,
    number: str,
    numbering: Numbering,
    heads: Sequence[str],
    classification: Classification,
    priority: Priority,
    *,
    relation: Relation = Relation.MAIN,
    of_file: str = "",
    physical: str = "",
) -> str:
    at.acting.require("file.created")
    if session.scalars(select(FileRow.id).where(FileRow.number == number)).first():
        raise InputError(reason="efile.number-taken", field="number", number=number)
    form = Form.PHYSICAL if physical else Form.ELECTRONIC
    row = FileRow(
        id=new_id(),
        number=number,
        subject=line(subject, "subject"),
        numbering=numbering.value,
        heads=list(heads),
        relation=relation.value,
        of_file=of_file,
        form=form.value,
        classification=classification.value,
        priority=priority.value,
        office=at.acting.office.id,
        creator=at.acting.person.id,
        creator_post=at.post,
        place=Place.AT_DESK.value,
        holder=at.post,
        head=FIRST,
        arrived_at=at.now(),
        created_at=at.now(),
    )
    session.add(row)
    index(session, row)
    card = (
        "number",
        "subject",
        "numbering",
        "heads",
        "relation",
        "of_file",
        "form",
        "classification",
        "priority",
    )
    body = {name: getattr(row, name) for name in card} | {"physical": physical}
    entry = write_entry(session, at.acting, "file.created", row.id, body, clock=at.clock)
    note_movement(session, row.id, entry, "created", remarks=physical)
    return row.id
