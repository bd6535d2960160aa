"""How an application goes through the Board here: fee, papers, verification, registration or objection.

Source: letter L1 paragraph 4 (the fee of the Board, then registration complete, then the acknowledgement).
"""

from dataclasses import replace
from typing import Any

from app.base.ids import new_id
from app.base.words import Words
from app.packs.model import Outcome
from central.filing import pack_of
from central.model import Application, AppState, Challan, ChallanState, Job, Paper, Payment, PaymentState
from central.notices import tell
from central.refunds import send_back_all, send_back_owed
from central.sheet import Sheet

_NO_PAPER = Words("आवेदन", "The application")
REGISTER, VERIFY_CHALLAN, CONFIRM_PAYMENT = "register", "verify-challan", "confirm-payment"


def change(sheet: Sheet, found: Application, **fields: Any) -> Application:
    """Put the application with `fields` changed; every change is a new version for the desks."""
    changed = replace(found, version=found.version + 1, **fields)
    sheet.put(changed)
    return changed


def settle(sheet: Sheet, found: Application) -> None:
    """Bring an open application as far as its fee and its papers allow."""
    if not found.open:
        return
    state = _standing(sheet, found)
    if state != AppState.UNDER_VERIFICATION:
        if state != found.state:
            change(sheet, found, state=state)
    elif found.state != AppState.UNDER_VERIFICATION:
        _verify(sheet, found)


def register(sheet: Sheet, found: Application) -> None:
    """Decide on an application that is whole and paid: register it, or say what is wrong."""
    charter, stage = sheet.centre.charter, sheet.centre.stage
    if found.state != AppState.UNDER_VERIFICATION:
        return
    if stage.take_objection():
        object_to(sheet, found)
    elif stage.take_refusal():
        reject(sheet, found, charter.rejection.hi, charter.rejection.en)
    else:
        _complete(sheet, found)


def _complete(sheet: Sheet, found: Application) -> None:
    """Give the number that the application was made for, and tell the citizen in the service's words."""
    day, pack = sheet.centre.today(), pack_of(sheet.centre.packs, found.service, found.pack_version)
    outcome = pack.outcome if pack else Outcome()
    seq = sheet.counters.next(f"registration.{day:%y}")
    number = sheet.centre.charter.number("registration", day, seq, outcome.prefix)
    registered = change(sheet, found, state=AppState.REGISTERED, registration=number, objection=None)
    tell(sheet, registered, "registered", outcome=outcome)


def object_to(sheet: Sheet, found: Application) -> None:
    """Ask the citizen to mend something; the application waits for the correction."""
    text, pack = (
        sheet.centre.charter.objection,
        pack_of(sheet.centre.packs, found.service, found.pack_version),
    )
    asked = {field.id for field in pack.fields} if pack else set()
    slots = {slot.id: slot.label for slot in pack.documents} if pack else {}
    documents = [slot for slot in text.documents if slot in slots] or list(slots)[:1]
    paper = slots[documents[0]] if documents else _NO_PAPER
    objection = {
        "id": new_id(),
        "hi": text.words.hi.format(paper=paper.hi),
        "en": text.words.en.format(paper=paper.en),
        "fields": [field for field in text.fields if field in asked],
        "documents": documents,
    }
    tell(sheet, change(sheet, found, state=AppState.OBJECTION, objection=objection), "objection")


def reject(sheet: Sheet, found: Application, hi: str, en: str) -> None:
    """Refuse the application for good, with the reason; what came online goes back."""
    rejected = change(sheet, found, state=AppState.REJECTED, reason_hi=hi, reason_en=en)
    tell(sheet, rejected, "rejected")
    send_back_all(sheet, rejected)


def fee_paid(sheet: Sheet, application: str, amount: int) -> None:
    """Take note that the Board's fee of an application (if it is known here yet) has come in; another sum is none."""
    found = sheet.get(Application, application)
    if found is not None and not found.fee_paid and found.fee == amount:
        paid = replace(found, fee_paid=True)
        sheet.put(paid)
        settle(sheet, paid)


def confirm(sheet: Sheet, found: Payment) -> None:
    """The gateway says: paid."""
    if found.state in {PaymentState.PAID, PaymentState.REFUNDED}:
        return
    paid_at = sheet.centre.moment()
    sheet.put(replace(found, state=PaymentState.PAID, version=found.version + 1, confirmed_at=paid_at))
    fee_paid(sheet, found.application, found.amount)


def verify_challan(sheet: Sheet, found: Challan) -> None:
    """The treasury's statement decides on a deposited challan."""
    if found.state != ChallanState.DEPOSITED:
        return
    words = sheet.centre.charter.challan_refused
    if sheet.centre.stage.now.refuse_challan:
        state, version = ChallanState.REFUSED, found.version + 1
        sheet.put(replace(found, version=version, state=state, reason_hi=words.hi, reason_en=words.en))
        return
    sheet.put(replace(found, version=found.version + 1, state=ChallanState.VERIFIED))
    application = sheet.get(Application, found.application)
    if application is not None:
        tell(sheet, application, "challan-verified", challan_number=found.number, amount=found.amount)
    fee_paid(sheet, found.application, found.amount)
    send_back_owed(sheet, found.application)


def later(sheet: Sheet, kind: str, subject: str, seconds: float) -> None:
    """Have `kind` done to `subject` after so many seconds."""
    sheet.put(Job(new_id(), kind, subject, sheet.centre.seconds() + seconds))


def _standing(sheet: Sheet, found: Application) -> AppState:
    if found.fee and not found.fee_paid:
        return AppState.FILED
    papers = (paper.sha256 for paper in sheet.of(Paper, found.id))
    return AppState.WAITING_FOR_PAPERS if sheet.missing(papers) else AppState.UNDER_VERIFICATION


def _verify(sheet: Sheet, found: Application) -> None:
    seconds = sheet.centre.stage.now.register_after_s
    checking = change(sheet, found, state=AppState.UNDER_VERIFICATION)
    if seconds:
        later(sheet, REGISTER, found.id, seconds)
    else:
        register(sheet, checking)
