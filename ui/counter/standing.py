"""What the screen says of where an application stands: a title, what that means, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.base.days import day_words
from app.base.document import Kind
from app.base.money import figures
from app.base.words import Words
from app.counter.model import WAITED_FOR, Application, ChallanState, NextStep, Objection, PaymentState
from app.counter.walk import ENDED, State
from app.errors import CentralRefused
from app.words import catalogue, explain, words
from ui.counter.beside import beside_words
from ui.counter.make import said, said_with
from ui.counter.rights import is_operators


@dataclass(frozen=True, slots=True)
class Standing:
    """`tone` is the theme's; `waits` shows that the centre works."""

    title: Words
    lines: tuple[Words, ...]
    tone: str = ""
    waits: bool = False


def standing(found: Application) -> Standing:
    """Return what to say of the application on its money page."""
    if found.next_step is NextStep.MEND_REFUSED:
        return Standing(said("refused-now"), _out_of_refusal(found), "wrong")  # why, the strip above says
    stands, beside = _BY_STATE.get(found.state, _before_fee)(found), beside_words(found)
    return replace(stands, lines=(*beside, *stands.lines), tone="wait") if beside else stands


def names_number(found: Application) -> bool:
    """Say whether the form names a number that the centre gave earlier, and can say whether it did."""
    return any(field.number_of and field.id in found.answers for field in found.pack.fields)


def unknown_number(found: Application) -> dict[str, Words]:
    """Return the field whose number the centre never gave, with its words, as long as that number stands there."""
    refused = found.refused
    if refused is None or refused.code != "application.number-unknown":
        return {}
    field, number = (str(refused.facts.get(name, "")) for name in ("field", "number"))
    stands = str(found.answers.get(field, "")).strip().upper() == number
    return {field: _why_refused(found)[0]} if stands else {}


def is_over(found: Application) -> bool:
    """Say whether the application has ended here, though its fee may still have to go back."""
    return found.state in ENDED or found.state is State.REFUND_DUE


def is_given_up(found: Application) -> bool:
    """Say whether the form was cancelled before it ever left this desk."""
    return found.state is State.CANCELLED and not found.filed


def against(found: Application) -> tuple[Words, ...]:
    """Return what stands against the application, to be read on every page of it; nothing where nothing does."""
    if found.next_step is NextStep.MEND_REFUSED:
        return (_what_refused(found), *_why_refused(found), *_objected(found))
    if found.state is State.OBJECTION:
        return (said("objection-title"), *_objected(found))
    if found.state is State.REGISTERED_REFUNDED:
        because = said("late-because", reason=found.cancelled_because)
        return (said("late-title", number=found.registration_number), because)
    if found.turned_down:
        return (said("turned-down"), *_because(found))
    if found.state in (State.REFUND_DUE, State.REFUNDED):
        return (said("cancelled-title"), *_because(found))
    return _against_rules(found) if found.refusals else ()


def _against_rules(found: Application) -> tuple[Words, ...]:
    """Return which rules stand against the applicant; two numbers that may not be one are a slip of the pen."""
    slips = {rule.reason for rule in found.pack.rules if any(each.op == "same-as" for each in rule.when)}
    if slips.issuperset(found.refusals):
        return (said("slip-title"), *found.refusals)
    return (said("not-eligible"), *found.refusals, said("not-eligible-how"))


def _what_refused(found: Application) -> Words:
    """Return what the centre did not take: the form, or which other work of the application."""
    if found.refused is None or found.form_refused:
        return said("refused-title")
    return said_with("refused-entry", what=_called(f"ui.entry-{found.refused.kind}", found.refused.kind))


def _why_refused(found: Application) -> tuple[Words, ...]:
    """Return the centre's cause in words; what it names is called as the counter calls it."""
    if found.refused is None:
        return ()
    told = found.refused.facts
    named = found.called(told)
    named["kind"] = _called(f"ui.entry-{found.refused.kind}", found.refused.kind)
    if "state" in told:
        named["state"] = _called(f"counter-ui.centre-{told['state']}", str(told["state"]))
    facts = {**told, "reason": found.refused.code}
    hi = explain(CentralRefused(**facts | {name: each.hi for name, each in named.items()}))
    en = explain(CentralRefused(**facts | {name: each.en for name, each in named.items()}))
    return (Words(hi.hi, en.en),)


def _called(key: str, otherwise: str) -> Words:
    return words(key) if key in catalogue() else Words(otherwise, otherwise)


def _out_of_refusal(found: Application) -> tuple[Words, ...]:
    """Return what can be done; where the fee is in, that it is safe and how it goes back."""
    if not found.form_refused:
        return (said("refused-again"),)
    if is_over(found):
        how = said("operators-settle" if is_operators(found) else "refused-ended")
        return (*_because(found), how)
    if not found.may_end:
        return (said("refused-how"),)
    if not found.may_cancel:
        return (said("refused-how"), said("refused-operator"))
    if not found.fee_is_in:
        return (said("refused-how"), said("refused-cancel"))
    return (said("refused-paid"), said("refused-how"), said("refused-refund"))


def _before_fee(found: Application) -> Standing:
    if found.board_fee is None:
        return Standing(said("do-file"), (said("money-free"),))
    lines = [said("money-how")]
    if found.state is not State.FEE_DUE:
        lines.append(said("money-locks"))
    if found.payment and found.payment.state is PaymentState.FAILED:
        lines.insert(0, said("money-failed"))
    if found.may_be_paid_in:
        numbers = ", ".join(each.number for each in found.withdrawn)
        lines.insert(0, said("challan-void-fee", number=numbers))
    return Standing(found.pack.outcome.fee, tuple(lines), "wait" if found.may_be_paid_in else "")


def _being_paid(found: Application) -> Standing:
    paid = found.payment
    if found.state is State.ONLINE_PENDING and (paid is None or not paid.upi_link):
        return Standing(said("payment-waiting"), (said("payment-lost"),), "wait", waits=True)
    amount = figures(paid.amount) if paid else ""
    return Standing(
        said("payment-waiting"),
        (said("payment-scan", amount=amount), said("payment-ask")),
        "wait",
        waits=True,
    )


def _challan(found: Application) -> Standing:
    challan = found.challan
    if challan is None:
        return _before_fee(found)
    key = "challan-overdue" if found.challan_overdue else "challan-how"
    how = said(key, day=day_words(challan.valid_until), amount=figures(challan.amount))
    title = said("challan-title", number=challan.number)
    if challan.refusal and challan.state in (ChallanState.REFUSED, ChallanState.GENERATED):
        refused = said("challan-refused", why="{why}")
        why = Words(refused.hi.format(why=challan.refusal.hi), refused.en.format(why=challan.refusal.en))
        return Standing(title, (why, how), "wrong")
    return Standing(title, (how,), "wait" if found.challan_overdue else "")


def _deposited(found: Application) -> Standing:
    lines = [said("wait-words"), said("wait-offline")]
    if found.challan and (paid := found.challan.deposit):
        facts = {"branch": paid.branch, "day": day_words(paid.on), "scroll": paid.scroll}
        lines.insert(0, said("challan-wait", **facts))
    title = said("wait-unsent-title" if found.on_desk & WAITED_FOR else "wait-verification-title")
    return Standing(title, tuple(lines), "wait", waits=True)


def _at_centre(found: Application) -> Standing:
    slip = any(each.kind is Kind.PROVISIONAL for each in found.papers)
    given = (said("wait-slip"),) if slip and found.unsent and not found.challan else ()
    lines = (*_received(found), *given, said("wait-words"), said("wait-offline"))
    title = said("wait-unsent-title" if found.unsent else "wait-centre-title")
    return Standing(title, lines, "wait", waits=True)


def _objection(found: Application) -> Standing:
    lines = (*_places(found), said("refused-how"))  # why, the strip above says
    return Standing(said("refused-now"), lines, "wrong")


def _objected(found: Application) -> tuple[Words, ...]:
    """Return the department's words, the places it names, and the reason that was given for one left as it is."""
    told = found.objection
    return (told.words, *_places(found), *_still_said(told)) if told else ()


def _still_said(told: Objection) -> tuple[Words, ...]:
    """Return the reason that goes again with a refused answer; nothing where there is none, or another is asked."""
    return (said("objection-still", reason=told.still_because),) if told.still_because else ()


def _places(found: Application) -> tuple[Words, ...]:
    if found.objection is None:
        return ()
    places = [_place(found, each) for each in (*found.objection.fields, *found.objection.documents)]
    named = Words(", ".join(each.hi for each in places), ", ".join(each.en for each in places))
    return (said_with("objection-places", places=named),) if places else ()


def _place(found: Application, place: str) -> Words:
    """Return what a place is called that is objected to, ticked off once it was changed."""
    label, left = found.label_of(place), found.objection is not None and place in found.objection.left
    return label if left else Words(f"{label.hi} ✓", f"{label.en} ✓")


def unchanged_words(found: Application, place: str) -> Words:
    """Return what is said of F9 while `place`, which is objected to, stands as it was; empty where none is named."""
    if not place:
        return words("application.unchanged")
    named, text = found.label_of(place), words("application.place-unchanged", place="{place}")
    return Words(text.hi.format(place=named.hi), text.en.format(place=named.en))


def _registered(found: Application) -> Standing:
    how = said("charge-how", amount=figures(found.user_charge.amount))
    lines = (found.pack.outcome.done, *_received(found), how)
    return Standing(found.user_charge.words, lines, "wait")  # the amount beside the title is the charge's


def _received(found: Application) -> tuple[Words, ...]:
    paid = found.payment
    if paid is None or paid.state is not PaymentState.PAID:
        return ()
    return (said("payment-paid", ref=paid.gateway_ref),)


def _refund(found: Application) -> Standing:
    how = said("refund-how-online") if found.owes_online else said("refund-how")
    if is_operators(found):
        how = said("operators-refund")
    return Standing(said("refund-title"), (how,), "wait")  # why, the strip above says


def _closed(found: Application) -> Standing:
    if found.not_out:
        return Standing(said("closed-not-out-title"), (said("closed-not-out-how"),), "wait")
    return Standing(said("closed-title"), (*_charge_as_booked(found), said("closed-how")), "good")


def _refunded(found: Application) -> Standing:
    ref = found.payment.refund_ref if found.payment else ""
    return Standing(said("refunded-title"), (said("refunded-under", ref=ref),) if ref else (), "good")


def _charge_as_booked(found: Application) -> tuple[Words, ...]:
    """Return by which way the user charge was taken: so a wrong one is seen while the customer is still here."""
    if found.charge_mode is None:
        return ()
    amount, how = figures(found.user_charge.amount), said(found.charge_mode.value)
    told = said("charge-booked", amount=amount, how="{how}")
    booked = Words(told.hi.format(how=how.hi), told.en.format(how=how.en))
    return (booked, *(() if found.may_supervise else (said("charge-operators"),)))


def _late(found: Application) -> Standing:
    lines = (said("operators-settle"),) if is_operators(found) else (said("late-keep"), said("late-void"))
    return Standing(said("refused-now"), lines, "wrong")  # what happened, the strip above says


def _cancelled(found: Application) -> Standing:
    return Standing(said("cancelled-title"), (*_because(found), *_void_challan(found)))


def _rejected(found: Application) -> Standing:
    return Standing(said("rejected-title"), _void_challan(found), "wrong")  # why, the strip above says


def _void_challan(found: Application) -> tuple[Words, ...]:
    """Return that the challan which was given out is not to be paid in any more."""
    void = found.challan is not None and found.challan.state in (ChallanState.CANCELLED, ChallanState.EXPIRED)
    if found.challan is None or not void:
        return ()
    paid_in = (said("challan-void-paid"),) if found.may_be_paid_in else ()
    return (said("challan-void", number=found.challan.number), *paid_in)


def _because(found: Application) -> tuple[Words, ...]:
    """Return why it ended, in the words of whoever ended it: the centre or this desk."""
    why = found.cancelled_because
    return (said("ended-because", reason=why),) if why else ()


_BY_STATE: dict[State, Callable[[Application], Standing]] = {
    State.ONLINE_INITIATED: _being_paid,
    State.ONLINE_PENDING: _being_paid,
    State.CHALLAN_ISSUED: _challan,
    State.CHALLAN_DEPOSITED: _deposited,
    State.SUBMITTING: _at_centre,
    State.OBJECTION: _objection,
    State.REGISTERED: _registered,
    State.USER_CHARGE_DUE: _registered,
    State.CLOSED: _closed,
    State.REJECTED: _rejected,
    State.CANCELLED: _cancelled,
    State.REFUND_DUE: _refund,
    State.REGISTERED_REFUNDED: _late,
    State.REFUNDED: _refunded,
}
