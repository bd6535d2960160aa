"""Online payments of the Board's fee: an intent with a key first, then what the gateway says of it."""

from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from sqlalchemy import Connection, select

from app.base.canonical import canonical, digest
from app.base.money import PAISE_PER_RUPEE
from central import board
from central.behaviour import Gateway
from central.centre import Centre
from central.model import Application, Device, Payment, PaymentState
from central.sheet import Sheet
from central.store import hold
from central.tables import payment
from central.told import payment_document
from central.wire import Refused


@dataclass(frozen=True, slots=True)
class Asked:
    """What a desk asks the gateway to take; `amount` in paise."""

    key: str
    application: str
    head: str
    amount: int
    mode: str
    payer_note: str

    def hash(self) -> str:
        """Return what must be equal when the key comes again."""
        return digest(canonical([self.application, self.head, self.amount, self.mode, self.payer_note]))


def take_payment(sheet: Sheet, device: Device, asked: Asked) -> Payment:
    """Keep the intent and put it to the gateway; a key that is known changes nothing.

    Raises: Refused 409 `payment.key-used` (the key stands for something else), 422 `payment.amount-wrong`.
    """
    hold(sheet.connection, f"payment {asked.key}")
    known = find_payment(sheet.connection, asked.key)
    if known is not None:
        if known.asked_hash != asked.hash() or known.office != device.office:
            raise Refused(409, "payment.key-used")
        return known
    sheet.load([asked.application])
    _check_amount(sheet, device, asked)
    started = _started(sheet, device, asked)
    sheet.put(started)
    _put_to_gateway(sheet, started)
    return sheet.get(Payment, asked.key) or started


def find_payment(connection: Connection, key: str) -> Payment | None:
    """Return the payment that the key stands for."""
    row = connection.execute(select(payment).where(payment.c.key == key)).one_or_none()
    return None if row is None else Payment(**row._mapping)


def told_of(found: Payment) -> dict[str, str]:
    """Return what the desk that asked may see of its payment."""
    return payment_document(found) | {"upi_link": found.upi_link}


def _started(sheet: Sheet, device: Device, asked: Asked) -> Payment:
    centre = sheet.centre
    seq = sheet.counters.next(f"gateway.{centre.today():%y}")
    return Payment(
        key=asked.key,
        device=device.id,
        office=device.office,
        application=asked.application,
        asked_hash=asked.hash(),
        amount=asked.amount,
        head=asked.head,
        state=PaymentState.INITIATED,
        version=1,
        gateway_ref=centre.charter.number("gateway", centre.today(), seq),
        upi_link=upi_link(centre, asked),
        started_at=centre.moment(),
        confirmed_at="",
    )


def upi_link(centre: Centre, asked: Asked) -> str:
    """Return the link that a UPI QR shows, in the form of NPCI's linking specification."""
    rupees, paise = divmod(asked.amount, PAISE_PER_RUPEE)
    fields = {
        "pa": centre.charter.payee,
        "pn": centre.charter.payee_name,
        "am": f"{rupees}.{paise:02d}",
        "cu": "INR",
        "tr": asked.key.replace("-", ""),
        "tn": asked.head,
    }
    return f"upi://pay?{urlencode(fields, quote_via=quote)}"


def _check_amount(sheet: Sheet, device: Device, asked: Asked) -> None:
    found = sheet.get(Application, asked.application)
    if found is None:
        return  # the desk's entries may still be on their way; the filing is held to the amount then
    if found.office != device.office:
        raise Refused(404, "application.unknown")
    if found.fee != asked.amount:
        raise Refused(422, "payment.amount-wrong", told=asked.amount, due=found.fee)


def _put_to_gateway(sheet: Sheet, started: Payment) -> None:
    now = sheet.centre.stage.now
    if now.gateway is Gateway.FAILURE:
        sheet.put(replace(started, state=PaymentState.FAILED))
    elif now.gateway is Gateway.LATE:
        sheet.put(replace(started, state=PaymentState.PENDING))
        board.later(sheet, board.CONFIRM_PAYMENT, started.key, now.late_s)
    else:
        board.confirm(sheet, started)
