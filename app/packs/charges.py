"""What a charge comes to on a day: the rate in force, its order, and its break-up."""

from datetime import date

from app.base.money import Paise
from app.errors import InputError
from app.packs.model import Answers, Charge, ChargeLine, Rate


def due(charge: Charge, on: date, answers: Answers) -> ChargeLine:
    """Return the charge for one application filed on the office's day `on`.

    Days:   a rate holds on `[since, next since)`: on its own first day, not before.
    Units:  paise. A charge by units counts one unit until the form says how many.
    Raises: InputError("charge.none-in-force"), when `on` is before the first rate.
    Source: the order named in the rate; for the user charge L1, paragraphs 3 and 7.
    """
    rate, units = rate_on(charge, on), _units(charge, answers)
    return ChargeLine(
        head=charge.head,
        words=charge.words,
        payee=charge.payee,
        amount=Paise(rate.amount * units),
        order=rate.order,
        order_date=rate.order_date,
        since=rate.since,
        parts=tuple((part.words, Paise(part.amount * units)) for part in rate.parts),
        unconfirmed=rate.unconfirmed,
    )


def rate_on(charge: Charge, on: date) -> Rate:
    """Return the rate in force on the day. Raises: InputError("charge.none-in-force")."""
    in_force = [rate for rate in charge.rates if rate.since <= on]
    if not in_force:
        raise InputError(reason="charge.none-in-force", field=charge.head, day=on.isoformat())
    return max(in_force, key=lambda rate: rate.since)


def _units(charge: Charge, answers: Answers) -> int:
    given = answers.get(charge.per_unit_field, 1)
    return given if isinstance(given, int) and given > 0 else 1
