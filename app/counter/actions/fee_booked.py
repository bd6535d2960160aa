"""The Board's fee in the day's book: one event of money, under the head and order of the form as it was sent."""

from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.counter.at import At
from app.counter.reading import fee_asked
from app.counter.records import ApplicationRow, MoneyRow


def book_fee(
    session: Session, at: At, row: ApplicationRow, amount: int, mode: str, document: str = ""
) -> None:
    """Enter the fee as come in, in paise; `document` is the receipt it stands on, where it has one."""
    row.fee_paid = True
    fee = fee_asked(session, at, row.id)
    session.add(
        MoneyRow(
            id=new_id(),
            application=row.id,
            head=fee.head if fee else "",
            amount=amount,
            mode=mode,
            order=fee.order if fee else "",
            document=document,
            day=at.today(),
            at=at.now(),
            who=at.acting.person.id,
        )
    )
