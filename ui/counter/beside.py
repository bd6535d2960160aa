"""What is said, and may be done, of money that came in beside the fee or went back twice, or came another way."""

from app.base.money import figures
from app.base.words import Words
from app.counter.model import Application, ChallanState, Mode, Payment
from ui.counter.make import said
from ui.counter.next_bar import OTHER_KEY, Way


def owed_beside(found: Application) -> bool:
    """Say whether a second payment, or a deposit that is not the fee, is owed back."""
    return found.owes_payment or found.owes_deposit


def beside_words(found: Application) -> tuple[Words, ...]:
    """Return what of the application's money is not its fee, and what is to be done with it."""
    lines = []
    if found.given_twice and found.payment:
        lines.append(_twice(found.payment))
    if found.owes_payment and found.payment:
        paid = {"amount": figures(found.payment.amount), "ref": found.payment.gateway_ref}
        lines.append(said("beside-payment", **paid))
    if found.surplus:
        key = "beside-deposit" if found.surplus.state is ChallanState.REFUND_DUE else "beside-unconfirmed"
        paid_in = {"amount": figures(found.surplus.amount), "number": found.surplus.number}
        lines.append(said(key, **paid_in))
    lines += _not_found(found)
    to_settle = found.given_twice or owed_beside(found)
    return (*lines, *((said("operators-refund"),) if to_settle and not found.may_supervise else ()))


def beside_ways(found: Application) -> list[Way]:
    """Return how money that went back twice is settled, and a user charge put right that came another way."""
    if not found.may_supervise:
        return []
    if not found.given_twice:
        return _was_otherwise(found)
    return [Way("asked-back", said("else-asked-back"), OTHER_KEY), Way("not-back", said("else-not-back"))]


def _was_otherwise(found: Application) -> list[Way]:
    if found.charge_mode is None:
        return []
    came = Mode.CASH if found.charge_mode is Mode.UPI else Mode.UPI
    return [Way(f"was-{came.value}", said(f"else-was-{came.value}"))]


def _twice(payment: Payment) -> Words:
    amount, ref = figures(payment.amount), payment.refund_ref
    return said("given-twice", amount=amount, ref=ref)


def _not_found(found: Application) -> list[Words]:
    """Return why the bank's part of a withdrawn challan was not accepted, where it was not."""
    return [
        Words(
            said("beside-refused", number=each.number, why=each.refusal.hi).hi,
            said("beside-refused", number=each.number, why=each.refusal.en).en,
        )
        for each in found.withdrawn
        if each.refusal
    ]
