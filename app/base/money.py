"""Money is whole paise; this file writes it in figures and in Hindi words."""

from decimal import Decimal
from typing import NewType

from app.base.hindi_numbers import cardinal
from app.errors import InputError

Paise = NewType("Paise", int)
PAISE_PER_RUPEE = 100


def in_paise(rupees: Decimal) -> Paise:
    """Return whole paise.

    Raises: InputError("money.fraction-of-paisa") where a fraction of one would be lost.
    """
    paise = rupees * PAISE_PER_RUPEE
    if paise != int(paise):
        raise InputError(reason="money.fraction-of-paisa", amount=str(rupees))
    return Paise(int(paise))


def figures(amount: Paise) -> str:
    """Return `₹1,25,000.00`: Latin digits, Indian grouping (thousand, lakh, crore)."""
    rupees, paise = divmod(abs(amount), PAISE_PER_RUPEE)
    sign = "-" if amount < 0 else ""
    return f"{sign}₹{grouped(rupees)}.{paise:02d}"


def grouped(number: int) -> str:
    """Return the digits of `number` in Indian groups: the last three, then pairs."""
    digits = str(number)
    head, tail = digits[:-3], digits[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)]
    return ",".join([*reversed(pairs), tail])


def in_hindi_words(amount: Paise) -> str:
    """Return the amount as a challan writes it: `साठ रुपये मात्र`."""
    rupees, paise = divmod(amount, PAISE_PER_RUPEE)
    words = f"{cardinal(rupees)} {'रुपया' if rupees == 1 else 'रुपये'}"
    if paise:
        words += f" {cardinal(paise)} {'पैसा' if paise == 1 else 'पैसे'}"
    return f"{words} मात्र"
