"""What a database of an older program does not say yet is added from what it does say, once, as a centre opens it."""

from datetime import date

from sqlalchemy import insert, select

from app.base.deposits import deposit_mark
from central.centre import Centre
from central.deposits import STANDS
from central.model import Payment, PaymentState
from central.refunds import note_sent_back, was_told
from central.sheet import Sheet
from central.store import hold, insert_new
from central.tables import challan, deposit, meta, notice, payment

_KEY = "caught-up"
_DONE = "1"


def catch_up(centre: Centre) -> None:
    """Note under which challan each deposit of before counts, and which payments the gateway sent back."""
    with centre.store.write() as connection:
        hold(connection, _KEY)
        if connection.scalar(select(meta.c.value).where(meta.c.key == _KEY)) is not None:
            return
        sheet = Sheet(centre, connection)
        _deposits(sheet)
        _sent_back(sheet)
        sheet.save()
        connection.execute(insert(meta).values(key=_KEY, value=_DONE))


def _deposits(sheet: Sheet) -> None:
    asked = select(challan.c.number, challan.c.deposit).where(challan.c.state.in_(sorted(STANDS)))
    insert_new(
        sheet.connection,
        deposit,
        [
            {"mark": _mark(told), "challan": number}
            for number, told in sheet.connection.execute(asked.order_by(challan.c.number)).all()
            if told
        ],
    )


def _mark(told: dict[str, str]) -> str:
    return deposit_mark(told["branch"], date.fromisoformat(told["date"]), told["scroll"])


def _sent_back(sheet: Sheet) -> None:
    """Of these the citizen was told, and nothing else says it."""
    said = sheet.centre.charter.notices.get("refund-sent")
    if said is None:
        return
    told = select(notice.c.application).where(notice.c.template == said.template)
    asked = select(payment.c.application).where(
        payment.c.application.in_(told), payment.c.state == PaymentState.PAID.value
    )
    for application in sheet.connection.scalars(asked.distinct()).all():
        sheet.load([application])
        for paid in sheet.of(Payment, application):
            if paid.state == PaymentState.PAID and was_told(sheet, paid.key):
                note_sent_back(sheet, paid)
