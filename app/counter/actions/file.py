"""Filing: a whole form leaves the desk; mended after an objection or a refusal, it leaves again."""

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy.orm import Session

from app.base.money import Paise, figures
from app.counter.at import At
from app.counter.model import CORRECTED, FILED, MENDABLE, Application, NextStep, Objection, PaymentState
from app.counter.next_step import slot_is_good
from app.counter.objected import KEPT
from app.counter.reading import around, read, refused_body, refused_entry, row_of, whole
from app.counter.reason import taken_reason
from app.counter.records import ApplicationRow
from app.counter.walk import Event, State, after
from app.errors import InputError, WrongStep
from app.records.journal import write_entry


def file(session: Session, at: At, id: str) -> Application:
    """File the application with the centre: form whole, papers good, no open likeness (L1 paragraph 4).

    Returns it as it stands then.

    Raises: InputError("application.incomplete" | "application.not-eligible" | "application.paper-missing" |
    "application.likeness-open"), naming the place; WrongStep, when it is filed already.
    """
    at.acting.require("application.filed")
    row = row_of(session, id)
    lies = around(session, at, row, likeness_settled=bool(row.likeness_reason))
    found, state = whole(at, row, lies), State(row.state)
    if state is State.DRAFT:
        state = after(state, Event.FORM_COMPLETED)
    state = after(state, Event.FILED if found.board_fee else Event.FILED_WITHOUT_FEE)
    require_whole(found)
    row.state, row.filed_on = state.value, at.today()
    row.pack_version, row.pack_sha256 = found.pack.version, found.pack.sha256
    row.created_by, row.post = at.acting.person.id, at.acting.post.id
    row.updated_at = at.now()
    body, hashes = filing_body(at, row, found)
    write_entry(session, at.acting, FILED, id, body, hashes, row.version, clock=at.clock)
    return whole(at, row, replace(lies, on_desk=frozenset({FILED})))


def correct(session: Session, at: At, id: str, unchanged_because: str = "") -> None:
    """Send a mended application again: after an objection, or in place of a form that the centre refused.

    `unchanged_because` speaks for the one place that is left as it was.
    Raises: InputError("application.place-unchanged"), naming a place that is objected to, that nobody mended, and
    of which nobody says why; InputError("application.unchanged"), where none is named and nothing was mended.
    """
    at.acting.require("application.corrected")
    row, found = row_of(session, id), read(session, at, id)
    is_refused = found.next_step is NextStep.MEND_REFUSED
    state = State(row.state) if is_refused else after(State(row.state), Event.CORRECTED)
    require_whole(found)
    require_same_fee(found)
    if is_refused:
        _mend_refused(session, at, row, found, unchanged_because)
        return
    body, hashes = _corrected_body(row, found, (row.objection or {})["id"])
    if found.objection:
        body |= _why_unchanged(found, found.objection, unchanged_because)
    row.state, row.updated_at = state.value, at.now()  # the objection stays: the correction may be refused
    write_entry(session, at.acting, CORRECTED, id, body, hashes, row.version, clock=at.clock)


def keep_place(session: Session, at: At, id: str, place: str, reason: str) -> None:
    """Note why a place that is objected to is right as it stands; it goes up with the correction.

    Raises: as `taken_reason`; WrongStep, where that place is not objected to or was mended.
    """
    at.acting.require("application.corrected")
    row, found = row_of(session, id), read(session, at, id)
    if row.objection is None or found.objection is None or place not in found.objection.left:
        raise WrongStep(state=row.state, event=KEPT)
    row.objection = {**row.objection, KEPT: {**row.objection.get(KEPT, {}), place: taken_reason(reason)}}
    row.updated_at = at.now()


def _why_unchanged(found: Application, objection: Objection, reason: str) -> dict[str, str]:
    """Return why every place that stands as it was is right. One reason speaks for one place: two that are left are
    not waved through together.
    """
    unsaid = objection.left[1:] if reason.strip() else objection.left
    for place in unsaid:
        raise InputError(reason="application.place-unchanged", field=place, place=found.label_of(place).both)
    if objection.unchanged and not reason.strip():
        raise InputError(reason="application.unchanged", field="objection")
    told = [f"{found.label_of(place).hi}: {why}" for place, why in objection.kept]
    if objection.unchanged:
        told.append(taken_reason(reason))
    return {"unchanged_because": "; ".join(told)} if told else {}


def require_whole(found: Application) -> None:
    """Raise the InputError that names what is still missing; nothing where the application may be filed."""
    for field in found.problems:
        raise InputError(reason="application.incomplete", field=field)
    for refusal in found.refusals:
        raise InputError(reason="application.not-eligible", field="form", why=refusal.both)
    for view in found.slots:
        if not slot_is_good(view):
            raise InputError(
                reason="application.paper-missing", field=view.slot.id, paper=view.slot.label.both
            )
    if found.likenesses and not found.likeness_accepted:
        raise InputError(reason="application.likeness-open", field="likeness")


def require_same_fee(found: Application) -> None:
    """Hold a mended form to the fee that was asked already: nobody takes or gives back the difference.

    Raises: InputError("application.fee-changed"), naming the field that counts.
    """
    charge, now = found.pack.board_fee, found.board_fee.amount if found.board_fee else Paise(0)
    for asked in _asked_already(found):
        if asked != now:
            field = charge.per_unit_field if charge else "form"
            raise InputError(
                reason="application.fee-changed", field=field, asked=figures(asked), now=figures(now)
            )


def _asked_already(found: Application) -> tuple[Paise, ...]:
    """Return what a payment that did not fail, and a challan, were made out for."""
    payment = found.payment if found.payment and found.payment.state is not PaymentState.FAILED else None
    return tuple(each.amount for each in (payment, found.challan) if each)


def filing_body(at: At, row: ApplicationRow, found: Application) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the body of `application.filed` and the hashes of its papers."""
    form, hashes = _form(row, found)
    pack = found.pack
    return form | {
        "application": row.id,
        "pack": {"id": pack.id, "version": pack.version, "sha256": pack.sha256},
        "service": row.service,
        "board_fee": found.board_fee.amount if found.board_fee else 0,
        "user_charge": found.user_charge.amount,
        "filed_on": (row.filed_on or at.today()).isoformat(),
        "likeness_reason": row.likeness_reason,
    }, hashes


def _corrected_body(
    row: ApplicationRow, found: Application, objection: str
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the body of `application.corrected`, which names the objection it answers, and its papers' hashes."""
    form, hashes = _form(row, found)
    return form | {"application": row.id, "objection": objection}, hashes


def _form(row: ApplicationRow, found: Application) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the answers with the upload copies, in the order of their slots' ids, and the copies' hashes.

    A copy that was looked at for Aadhaar digits names who did, and why what has their shape is none.
    """
    documents = [
        {"slot": view.slot.id, "sha256": copy.sha256, "bytes": copy.bytes, "media": copy.media}
        | ({"looked_at": asdict(view.looked)} if view.looked else {})
        for view in sorted(found.slots, key=lambda each: each.slot.id)
        if (copy := view.fitted)
    ]
    hashes = tuple(sorted({str(each["sha256"]) for each in documents}))
    return {"answers": dict(row.answers), "documents": documents}, hashes


def _mend_refused(
    session: Session, at: At, row: ApplicationRow, found: Application, unchanged_because: str
) -> None:
    """Write the form anew, in the refused entry's turn; what waits behind it follows."""
    from app.sync.attention import supersede

    refused = refused_entry(session, row.id)
    if refused is None:
        raise WrongStep(state=row.state, event="mend")
    if refused.kind not in MENDABLE:
        raise InputError(reason="application.not-mendable", field="application", kind=refused.kind)
    if refused.kind == FILED:
        body, hashes = filing_body(at, row, found)
    else:
        answered = str(refused_body(session, refused)["objection"])
        body, hashes = _corrected_body(row, found, answered)
        body |= _why_still_unchanged(found, unchanged_because)
    supersede(session, at.acting, refused.entry, body, hashes, clock=at.clock)
    row.updated_at = at.now()


def _why_still_unchanged(found: Application, reason: str) -> dict[str, str]:
    """Return the reason of a correction that leaves a place as it was: what is said now, else with it before."""
    told = found.objection
    if told is None:
        return {}
    if reason.strip() or not told.still_because:
        return _why_unchanged(found, told, reason)
    return {"unchanged_because": told.still_because}
