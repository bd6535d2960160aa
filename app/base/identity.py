"""Numbers that name people and places: checked, masked, and turned into tokens that cannot be read back.

Aadhaar: 12 digits, Verhoeff check digit, shown by its last four. Only the mask and a keyed token are kept.
"""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from app.base.text import latin_digits, tidy

_MOBILE = re.compile(r"[6-9]\d{9}")
_PIN_CODE = re.compile(r"[1-9]\d{5}")
_IFSC = re.compile(r"[A-Z]{4}0[A-Z0-9]{6}")
_SPACES = re.compile(r"[\s-]")
_AADHAAR = re.compile(r"[2-9][0-9]{11}")
_AADHAAR_LOOK_ALIKE = re.compile(r"(?<!\d)[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class AadhaarMark:
    """What may be kept of an Aadhaar number: `last4` to show, `token` (hex HMAC-SHA-256) to compare."""

    last4: str
    token: str

    @property
    def masked(self) -> str:
        return f"XXXX XXXX {self.last4}"


def digits_of(text: str) -> str:
    """Return the digits typed, Devanagari ones too, without spaces and hyphens."""
    if text.isascii() and text.isdecimal():
        return text
    return _SPACES.sub("", latin_digits(text))


def is_aadhaar(text: str) -> bool:
    """Say whether the digits form an Aadhaar number: length, first digit, no palindrome, Verhoeff."""
    digits = digits_of(text)
    return bool(_AADHAAR.fullmatch(digits)) and digits != digits[::-1] and _verhoeff()(digits) == 0


@cache  # to import it again for each of a hundred thousand numbers takes half as long as to reckon
def _verhoeff() -> Callable[[str], int]:
    from stdnum.verhoeff import checksum

    return checksum


def mark_aadhaar(text: str, key: bytes) -> AadhaarMark:
    """Return the mask and the token of a checked number; the number itself is not kept by anyone."""
    digits = digits_of(text)
    token = hmac.digest(key, b"aadhaar:" + digits.encode("ascii"), "sha256").hex()
    return AadhaarMark(digits[-4:], token)


def holds_aadhaar(text: str) -> bool:
    """Say whether a free text carries something that is a valid Aadhaar number."""
    return any(is_aadhaar(found.group()) for found in _AADHAAR_LOOK_ALIKE.finditer(latin_digits(text)))


def is_mobile(text: str) -> bool:
    return _MOBILE.fullmatch(digits_of(text)) is not None


def is_pin_code(text: str) -> bool:
    return _PIN_CODE.fullmatch(digits_of(text)) is not None


def is_ifsc(text: str) -> bool:
    return _IFSC.fullmatch(tidy(text).upper()) is not None


def masked_mobile(text: str) -> str:
    """Return the number with its middle hidden, as papers show it: `98XXXXXX10`."""
    digits = digits_of(text)
    return f"{digits[:2]}XXXXXX{digits[-2:]}"
