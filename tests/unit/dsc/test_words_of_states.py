"""Whatever a token, a certificate or a judge can be found to be, there are words for it."""

from enum import StrEnum

import pytest

from app.ports.signing import CertificateState, Finding, Loading, PinState, Readiness, Revocation
from app.words import catalogue

STATES: dict[str, type[StrEnum]] = {
    "readiness.": Readiness,
    "pin.state-": PinState,
    "module.": Loading,
    "certificate.": CertificateState,
    "signature.": Finding,
    "revocation.": Revocation,
}


@pytest.mark.parametrize("opening", STATES)
def test_every_state_has_words(opening: str):
    assert [each for each in STATES[opening] if f"{opening}{each}" not in catalogue()] == []
