"""Filling the form: begun, saved at every field, reused for the next service, given up."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.model import Acting
from app.base.identity import holds_aadhaar, is_aadhaar, mark_aadhaar
from app.base.ids import new_id
from app.counter.at import At
from app.counter.found_by import index
from app.counter.reading import UNFILED, given_answers, require_editable, row_of
from app.counter.reason import taken_reason
from app.counter.records import ApplicationRow
from app.counter.walk import State
from app.errors import InputError, NotAllowed
from app.packs import answers as rules
from app.packs.model import FieldKind, Pack

Typed = str | bool | tuple[str, ...]
"""What a widget or an answers file holds for one field, as a person gave it."""

_COPIED = ("mobile", "aadhaar_token")


def start(session: Session, at: At, service: str, like: str = "") -> str:
    """Begin an application and return its id. `like` names one whose customer comes again."""
    pack = at.pack(service)
    require_may_take(at.acting, pack)
    row = ApplicationRow(
        id=new_id(),
        service=service,
        pack_version=pack.version,
        pack_sha256=pack.sha256,
        state=State.DRAFT.value,
        created_by=at.acting.person.id,
        post=at.acting.post.id,
        created_at=at.now(),
        updated_at=at.now(),
    )
    session.add(row)
    session.flush()
    if like:
        _keep(session, at, row, _same_person(pack, row_of(session, like), at), dict(row.typed))
    return row.id


def require_may_take(acting: Acting, pack: Pack) -> None:
    """Raise NotAllowed unless a role of the post may file at all, and the pack lets that role take this service."""
    acting.require("application.filed")
    if pack.who and not {role.value for role in acting.post.roles} & set(pack.who):
        raise NotAllowed(reason="pack.not-for-you", post=acting.post.id, service=pack.id)


def answer(session: Session, at: At, id: str, given: Mapping[str, Typed]) -> None:
    """Save what stands in some fields. A wrong value is kept as typed, so that it can be mended; an Aadhaar
    number that is wrong is kept nowhere.

    Raises: InputError("field.unknown"); WrongStep, once the application is filed.
    """
    at.acting.require("application.filed")
    row = _editable(session, at, id)
    pack = at.pack(row.service)
    fields = {field.id: field for field in pack.fields}
    answers, typed = dict(row.answers), dict(row.typed)
    for name, value in given.items():
        if name not in fields:
            raise InputError(reason="field.unknown", field=name)
        for stale in (name, f"{name}_token"):
            answers.pop(stale, None)
        typed.pop(name, None)
        if value in ("", ()):
            continue
        try:
            answers |= rules.taken(fields[name], value, today=at.today(), aadhaar_key=at.aadhaar_key)
        except InputError:
            said = value if isinstance(value, str) else str(value)
            if fields[name].kind is not FieldKind.AADHAAR and not holds_aadhaar(said):
                typed[name] = said
    _keep(session, at, row, _without_aadhaar(answers, at.aadhaar_key), typed)


def accept_likeness(session: Session, at: At, id: str, reason: str) -> None:
    """Note why this is another person, or a new application all the same."""
    at.acting.require("application.filed")
    row = _editable(session, at, id)
    row.likeness_reason = taken_reason(reason)
    row.updated_at = at.now()


def _without_aadhaar(answers: dict[str, Any], key: bytes) -> dict[str, Any]:
    """Drop what repeats the form's own Aadhaar number in another field, as a bank account may: twelve digits pass
    for one.
    """
    tokens = {value for name, value in answers.items() if name.endswith("_token")}
    return {
        name: value
        for name, value in answers.items()
        if not (isinstance(value, str) and is_aadhaar(value) and mark_aadhaar(value, key).token in tokens)
    }


def _editable(session: Session, at: At, id: str) -> ApplicationRow:
    require_editable(session, at, id)
    return row_of(session, id)


def _keep(
    session: Session, at: At, row: ApplicationRow, answers: dict[str, Any], typed: dict[str, str]
) -> None:
    pack = at.pack(row.service)
    name, whose = row.applicant, (row.mobile, row.aadhaar_token)
    row.answers, row.typed = answers, typed
    row.applicant = str(answers.get(pack.name_field, ""))
    row.mobile, row.aadhaar_token = (str(answers.get(name, "")) for name in _COPIED)
    if State(row.state) in UNFILED and (row.mobile, row.aadhaar_token) != whose:
        row.likeness_reason = ""  # it was said of somebody else
    row.version += 1
    row.updated_at = at.now()
    renamed, another = name != row.applicant, whose != (row.mobile, row.aadhaar_token)
    if renamed or another or "applicant_name_english" in answers:
        index(session, row)


def _same_person(pack: Pack, other: ApplicationRow, at: At) -> dict[str, Any]:
    """Return what the other form knows of the person and this one asks too, as far as it is right here."""
    known = {field.id for field in at.pack(other.service).fields if field.about_person}
    wanted = {field.id for field in pack.fields if field.about_person} & known
    given = given_answers(other)
    kept = {name: given[name] for name in wanted if name in given}
    tokens = {f"{name}_token": given[f"{name}_token"] for name in kept if f"{name}_token" in given}
    if other.registration_number:
        kept |= {f.id: other.registration_number for f in pack.fields if f.number_of == other.service}
    wrong = rules.problems(pack, {**kept, **tokens}, today=at.today())
    return {name: value for name, value in {**kept, **tokens}.items() if name not in wrong}
