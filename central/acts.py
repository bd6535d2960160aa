"""What the centre does on each kind of entry: one function a kind. A kind not named here is only kept."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import select

from app.base.entry import Entry
from app.packs.model import Pack
from central import board, refunds
from central.body import Rejected, day, flag, number, text, wrong
from central.deposits import require_new
from central.efile import FILE_ACTS
from central.efile_matter import MATTER_ACTS
from central.filing import (
    Filing,
    check_answers,
    check_charge,
    check_filing,
    check_papers,
    pack_in_force,
    read_answers,
    read_filing,
    read_papers,
)
from central.issued import require_issued
from central.model import Application, AppState, Challan, ChallanState, Device, Payment, PaymentState
from central.notices import tell
from central.remembered import filed_before
from central.sheet import Sheet
from central.staff import STAFF_ACTS
from central.tables import challan as challan_table

Reply = dict[str, Any]
Act = Callable[[Sheet, Device, Entry], Reply]

_CANCELLABLE = frozenset(
    {
        AppState.FILED,
        AppState.WAITING_FOR_PAPERS,
        AppState.UNDER_VERIFICATION,
        AppState.OBJECTION,
        AppState.REJECTED,
    }
)

_TOLD_OF_END = MappingProxyType({AppState.REGISTERED: "registration-void", AppState.REJECTED: ""})


def _file(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    filing = read_filing(entry.body, sheet.centre.packs)
    _require_may_take(sheet, entry, filing.pack)
    if filing.application != entry.subject:
        raise wrong("application")
    if {paper.sha256 for paper in filing.papers} != set(entry.attachments):
        raise wrong("documents")
    if (known := sheet.get(Application, entry.subject)) is not None:
        if filed_before(sheet, device, entry):
            return {"application_number": known.number}
        raise Rejected("application.already-filed")
    check_filing(filing)
    require_issued(sheet, filing.pack, filing.answers)
    found = _new_application(sheet, device, filing)
    sheet.put(found, *filing.papers)
    board.settle(sheet, found)
    return {"application_number": found.number}


def _require_may_take(sheet: Sheet, entry: Entry, pack: Pack) -> None:
    """Hold the post to the roles that the pack lets take its service; a pack that names none lets all."""
    roles = sheet.directory.roles[entry.post]
    if pack.who and not {role.value for role in roles} & set(pack.who):
        raise Rejected("role.not-allowed", kind=entry.kind, post=entry.post)


def _new_application(sheet: Sheet, device: Device, filing: Filing) -> Application:
    return Application(
        id=filing.application,
        device=device.id,
        office=device.office,
        service=filing.pack.id,
        pack_version=filing.pack.version,
        state=AppState.FILED,
        version=1,
        number=_number(sheet, filing.filed_on),
        registration="",
        filed_on=filing.filed_on.isoformat(),
        fee=filing.fee,
        fee_paid=_paid_before(sheet, filing.application, filing.fee),
        user_charge=filing.user_charge,
        mobile=filing.mobile,
    )


def _number(sheet: Sheet, filed_on: date) -> str:
    seq = sheet.counters.next(f"application.{filed_on:%y}")
    return sheet.centre.charter.number("application", filed_on, seq)


def _paid_before(sheet: Sheet, application: str, fee: int) -> bool:
    """Money may arrive before the form does: the desk pays at once, its entries follow from the outbox."""
    paid = (each for each in sheet.of(Payment, application) if each.state == PaymentState.PAID)
    return any(each.amount == fee for each in paid)


def _correct(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    found = _application(sheet, device, entry)
    if found.state != AppState.OBJECTION or found.objection is None:
        raise Rejected("application.no-objection")
    if text(entry.body, "objection", most=64) != found.objection["id"]:
        raise Rejected("application.other-objection")
    pack = pack_in_force(sheet.centre.packs, found.service, found.pack_version)
    papers = read_papers(entry.body, found.id)
    if {paper.sha256 for paper in papers} != set(entry.attachments):
        raise wrong("documents")
    given, filed_on = read_answers(entry.body), day({"on": found.filed_on}, "on")
    check_answers(pack, given, filed_on)
    require_issued(sheet, pack, given)
    check_papers(pack, papers)
    check_charge("board_fee", pack.board_fee, found.fee, filed_on, given)
    sheet.put(*papers)
    board.settle(sheet, board.change(sheet, found, state=AppState.FILED, objection=None))
    return {}


def _cancel(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    found = _application(sheet, device, entry)
    text(entry.body, "reason")
    refund = flag(entry.body, "refund")
    if found.state == AppState.CANCELLED:
        return {}
    if found.state not in _CANCELLABLE and not _voids(found, entry):
        raise Rejected("application.not-cancellable", state=found.state)
    told = _TOLD_OF_END.get(AppState(found.state), "cancelled")
    cancelled = board.change(sheet, found, state=AppState.CANCELLED)
    if told:  # of a rejection the citizen has heard
        tell(sheet, cancelled, told)
    if refund:
        refunds.send_back_all(sheet, cancelled)
    return {}


def _voids(found: Application, entry: Entry) -> bool:
    """Say whether the desk gives up a registration knowingly: its fee went back before it was heard of there."""
    return found.state == AppState.REGISTERED and "void" in entry.body and flag(entry.body, "void")


def _withdraw(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    """Take note that a form which was refused here comes no more: its money is counted under it all the same."""
    if sheet.get(Application, entry.subject) is None:
        sheet.put(_never_taken(sheet, device, entry))
    _cancel(sheet, device, entry)
    found = _application(sheet, device, entry)
    return {"application_number": found.number}


def _never_taken(sheet: Sheet, device: Device, entry: Entry) -> Application:
    """Return what stands for an application without a form: nobody is asked for it.

    Whoever paid for it hears of their money under the `mobile` that the desk tells.
    """
    fee, filed_on = number(entry.body, "board_fee"), day(entry.body, "filed_on")
    return Application(
        id=entry.subject,
        device=device.id,
        office=device.office,
        service=text(entry.body, "service", most=64),
        pack_version=0,
        state=AppState.FILED,
        version=1,
        number=_number(sheet, filed_on),
        registration="",
        filed_on=filed_on.isoformat(),
        fee=fee,
        fee_paid=_paid_before(sheet, entry.subject, fee),
        user_charge=0,
        mobile=text(entry.body, "mobile", most=16) if entry.body.get("mobile") else "",
    )


def _issue_challan(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    found, body = _application(sheet, device, entry), entry.body
    challan = Challan(
        number=text(body, "number", most=64),
        application=found.id,
        office=found.office,
        amount=number(body, "amount"),
        head=text(body, "head", most=64),
        valid_until=day(body, "valid_until").isoformat(),
        state=ChallanState.ISSUED,
        version=1,
    )
    if challan.amount != found.fee:
        raise Rejected("challan.amount-wrong", told=challan.amount, due=found.fee)
    if _is_issued(sheet, challan.number):
        raise Rejected("challan.already-issued", number=challan.number)
    sheet.put(challan)
    return {}


def _is_issued(sheet: Sheet, number: str) -> bool:
    """Say whether the number is taken, by whichever application."""
    elsewhere = select(challan_table.c.number).where(challan_table.c.number == number)
    return sheet.get(Challan, number) is not None or sheet.connection.scalar(elsewhere) is not None


def _deposit_challan(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    challan = _challan(sheet, device, entry)
    on = day(entry.body, "date")
    if challan.state not in {ChallanState.ISSUED, ChallanState.REFUSED} and not _comes_late(challan):
        raise Rejected("challan.not-open", number=challan.number, state=challan.state)
    branch, scroll = text(entry.body, "branch"), text(entry.body, "scroll", most=64)
    require_new(sheet, challan, branch, on, scroll)
    deposit = {"branch": branch, "date": on.isoformat(), "scroll": scroll}
    open_again = replace(challan, version=challan.version + 1, reason_hi="", reason_en="")
    deposited = replace(open_again, state=ChallanState.DEPOSITED, deposit=deposit)
    sheet.put(deposited)
    seconds = sheet.centre.stage.now.verify_after_s
    if seconds:
        board.later(sheet, board.VERIFY_CHALLAN, challan.number, seconds)
    else:
        board.verify_challan(sheet, deposited)
    return {}


def _comes_late(challan: Challan) -> bool:
    """Say whether money may still come under a withdrawn challan: where it is not the fee that is due, it goes back."""
    return challan.state == ChallanState.CANCELLED


def _cancel_challan(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    challan = _challan(sheet, device, entry)
    text(entry.body, "reason")
    if challan.state == ChallanState.CANCELLED:
        return {}
    if challan.state not in {ChallanState.ISSUED, ChallanState.REFUSED}:
        raise Rejected("challan.not-open", number=challan.number, state=challan.state)
    sheet.put(replace(challan, version=challan.version + 1, state=ChallanState.CANCELLED))
    return {}


def _acknowledge(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    found = _application(sheet, device, entry)
    if found.state != AppState.REGISTERED:
        raise Rejected("application.not-registered", state=found.state)
    tell(sheet, found, "user-charge-due", amount=found.user_charge)
    return {}


def _take_charge(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    found = _application(sheet, device, entry)
    told = number(entry.body, "amount")
    if told != found.user_charge:
        raise Rejected("application.charge-wrong", charge="user_charge", told=told, due=found.user_charge)
    return {}


def _owe_back(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    """Take note that a payment is to go back by the gateway, or that it counts after all.

    A deposit is owed back in the same words; the desk gives it back.
    """
    found, owed = _application(sheet, device, entry), flag(entry.body, "owed")
    if "challan" in entry.body:
        text(entry.body, "challan", most=64)
        return {}
    paid = sheet.get(Payment, text(entry.body, "key", most=64))
    if paid is None or paid.application != found.id:
        raise Rejected("payment.unknown")
    if not owed and paid.state == PaymentState.REFUNDED:
        raise Rejected("payment.went-back", refund_ref=paid.refund_ref)
    if owed:
        refunds.send_back(sheet, paid)
    return {}


def _give_back(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    """Take note that the desk gave money back; the citizen hears it, where the gateway's own notice did not say so."""
    found = _application(sheet, device, entry)
    amount = number(entry.body, "amount")
    online = text(entry.body, "mode") == refunds.ONLINE
    if not (online and refunds.was_told(sheet, text(entry.body, "payment", most=64))):
        tell(sheet, found, "refund-made", amount=amount)
    return {}


def _keep(sheet: Sheet, device: Device, entry: Entry) -> Reply:
    _application(sheet, device, entry)
    return {}


def _application(sheet: Sheet, device: Device, entry: Entry) -> Application:
    """Return the application that the entry is about. Raises: Rejected, when the desk's office never filed it."""
    found = sheet.get(Application, entry.subject)
    if found is None or found.office != device.office or entry.body.get("application") != entry.subject:
        raise Rejected("application.unknown")
    return found


def _challan(sheet: Sheet, device: Device, entry: Entry) -> Challan:
    _application(sheet, device, entry)
    found = sheet.get(Challan, text(entry.body, "number", most=64))
    if found is None or found.application != entry.subject:
        raise Rejected("challan.unknown")
    return found


ACTS: Mapping[str, Act] = MappingProxyType(
    {
        "application.filed": _file,
        "application.corrected": _correct,
        "application.cancelled": _cancel,
        "application.withdrawn": _withdraw,
        "payment.intended": _keep,
        "challan.issued": _issue_challan,
        "challan.deposited": _deposit_challan,
        "challan.cancelled": _cancel_challan,
        "acknowledgement.issued": _acknowledge,
        "charge.taken": _take_charge,
        "receipt.issued": _keep,
        "refund.due": _owe_back,
        "refund.made": _give_back,
        **FILE_ACTS,
        **MATTER_ACTS,
        **STAFF_ACTS,
    }
)
