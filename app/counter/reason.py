"""What a person wrote as the reason of an act: taken, or sent back."""

from app.base.identity import holds_aadhaar
from app.errors import InputError


def taken_reason(written: str) -> str:
    """Return the reason as it is kept. Raises: InputError("application.reason-needed"), and as `no_aadhaar_in`."""
    reason = written.strip()
    if not reason:
        raise InputError(reason="application.reason-needed", field="reason")
    no_aadhaar_in(reason)
    return reason


def no_aadhaar_in(written: str, field: str = "reason") -> None:
    """What is written stands in the journal for ever and on paper. Raises: InputError("answer.holds-aadhaar")."""
    if holds_aadhaar(written):
        raise InputError(reason="answer.holds-aadhaar", field=field)
