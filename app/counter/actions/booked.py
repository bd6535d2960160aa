"""The day's book: one event of money under one head, for ever as it was entered."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.counter.at import At
from app.counter.reading import fee_asked
from app.counter.records import ApplicationRow, MoneyRow


@dataclass(frozen=True, slots=True)
class Entered:
    """`amount` in paise, less than nothing for what went back; `document` the paper it stands on, where it has one."""

    head: str
    order: str
    amount: int
    mode: str
    document: str = ""


def book(session: Session, at: At, row: ApplicationRow, entered: Entered) -> None:
    """Enter the event under today, in the name of whoever acts."""
    session.add(
        MoneyRow(
            id=new_id(),
            application=row.id,
            head=entered.head,
            amount=entered.amount,
            mode=entered.mode,
            order=entered.order,
            document=entered.document,
            day=at.today(),
            at=at.now(),
            who=at.acting.person.id,
        )
    )


def book_fee(
    session: Session, at: At, row: ApplicationRow, amount: int, mode: str, document: str = ""
) -> None:
    """Enter the Board's fee as come in, under the head and order of the form as it was sent."""
    row.fee_paid = True
    fee = fee_asked(session, at, row.id)
    head, order = (fee.head, fee.order) if fee else ("", "")
    book(session, at, row, Entered(head, order, amount, mode, document))
