"""What the department objects to, and which of its places stand as they were sent."""

from collections.abc import Mapping
from typing import Any

from app.attachments.model import Origin, SlotView
from app.base.words import Words
from app.counter.model import CORRECTED, Objection, Refused
from app.counter.records import ApplicationRow
from app.counter.walk import State

KEPT = "kept"  # beside what the department told: why a place that it names is right as it stands


def answers_objection(state: State, refused: Refused | None) -> bool:
    """Say whether an objection is to be answered: it came, or the answer to it was refused."""
    return state is State.OBJECTION or (refused is not None and refused.kind == CORRECTED)


def objection(
    row: ApplicationRow,
    slots: tuple[SlotView, ...],
    sent: Mapping[str, Any] | None,
    answered: Mapping[str, Any] | None,
) -> Objection | None:
    """Return the objection with what of it stands as it was `sent`; None where none came.

    `answered` is the answer to it that the centre refused.
    """
    told = row.objection
    if not told:
        return None
    fields, documents = tuple(told["fields"]), tuple(told["documents"])
    as_sent, why = _left(row, slots, sent, (fields, documents)) if sent else (), told.get(KEPT, {})
    left = tuple(place for place in as_sent if place not in why)
    kept = tuple((place, why[place]) for place in as_sent if place in why)
    is_left = bool(left) if fields or documents else sent is not None and _is_as_sent(row, slots, sent)
    words = Words(told["hi"], told["en"])
    still = (
        _still_because(answered, sent, as_sent, (fields, documents)) if answered and sent and is_left else ""
    )
    return Objection(
        told["id"],
        words,
        fields,
        documents,
        left=left,
        kept=kept,
        unchanged=is_left,
        still_because=still,
    )


def _still_because(
    answered: Mapping[str, Any],
    sent: Mapping[str, Any],
    as_sent: tuple[str, ...],
    named: tuple[tuple[str, ...], tuple[str, ...]],
) -> str:
    """Return the reason of the refused answer, where the same places were left in it: of others it said nothing."""
    fields, documents = named
    papers, before = _papers(answered), _papers(sent)
    left = (
        *(name for name in fields if answered["answers"].get(name) == sent["answers"].get(name)),
        *(name for name in documents if papers.get(name) == before.get(name)),
    )
    return str(answered.get("unchanged_because", "")) if left == as_sent else ""


def _papers(body: Mapping[str, Any]) -> dict[str, str]:
    return {each["slot"]: each["sha256"] for each in body["documents"]}


def _left(
    row: ApplicationRow,
    slots: tuple[SlotView, ...],
    sent: Mapping[str, Any],
    named: tuple[tuple[str, ...], tuple[str, ...]],
) -> tuple[str, ...]:
    """Return which of the named fields and papers stand as they were sent."""
    fields, documents = named
    papers = {
        view.slot.id: view.fitted.sha256
        for view in slots
        if view.fitted and not _scanned_since(view, str(sent["entry"]))
    }
    before = _papers(sent)
    answers, was = {**row.answers, **row.typed}, sent["answers"]
    return (
        *(name for name in fields if answers.get(name) == was.get(name)),
        *(name for name in documents if papers.get(name) == before.get(name)),
    )


def _is_as_sent(row: ApplicationRow, slots: tuple[SlotView, ...], sent: Mapping[str, Any]) -> bool:
    papers = {(view.slot.id, view.fitted.sha256) for view in slots if view.fitted}
    before = {(each["slot"], each["sha256"]) for each in sent["documents"]}
    return papers == before and not row.typed and dict(row.answers) == sent["answers"]


def _scanned_since(view: SlotView, entry: str) -> bool:
    """Say whether a page was scanned after an entry was written (ids grow with time), though it be the same picture."""
    return any(page.origin is Origin.SCANNED and page.id > entry for page in view.pages)
