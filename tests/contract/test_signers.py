"""Every signer keeps these promises: the soft token, and a maker's when one is plugged in.

To hold a maker's driver to it, plug the token in and name a TOML file in SEVADESK_TOKEN: `module` (its PKCS#11 library),
`serial`, `certificate` (SHA-256), `pin`, and `trust` (a folder as dsc/trust.py reads it). No wrong PIN is tried on it.
"""

import os
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.errors import DeviceMissing, InputError
from app.ports.clock import SystemClock
from app.ports.signing import CertificateState, Finding, Readiness, Signer
from dsc.judge import OfficeJudge
from dsc.signer import TokenOfOfficer
from dsc.trust import Trust
from dsc.watcher import UNKNOWN

from tests.integration.dsc.pki import Pki
from tests.integration.dsc.soft_token import PIN, SOFTHSM, make_token, needs_token

HARDWARE = os.environ.get("SEVADESK_TOKEN", "")


@dataclass(frozen=True)
class Hand:
    """A token in an officer's hand, and what is known about it."""

    signer: Signer
    serial: str
    certificate: str
    pin: str
    judge: OfficeJudge

    def unlock(self) -> None:
        self.signer.unlock(self.serial, self.certificate, self.pin)


def soft(folder: Path) -> Hand:
    pki = Pki()
    token = make_token(folder / "token", "DSC-ASHA", pki.asha)
    os.environ.update(token.environment)
    trust = Trust([pki.root.der], [pki.ca.der], [pki.ca_crl, pki.root_crl])
    signer = TokenOfOfficer(trust, SystemClock(), module=str(SOFTHSM), look=lambda: UNKNOWN)
    return Hand(signer, token.serial, pki.asha.sha256, PIN, OfficeJudge(trust, SystemClock()))


def hardware(_: Path) -> Hand:
    told = tomllib.loads(Path(HARDWARE).read_text("utf-8"))
    trust = Trust.in_folder(Path(told["trust"]))
    signer = TokenOfOfficer(trust, SystemClock(), module=told["module"])
    judge = OfficeJudge(trust, SystemClock())
    return Hand(signer, told["serial"], told["certificate"], told["pin"], judge)


MAKERS: dict[str, Callable[[Path], Hand]] = {"soft": soft, **({"hardware": hardware} if HARDWARE else {})}


@pytest.fixture(scope="module", params=[pytest.param(each, marks=needs_token) for each in MAKERS])
def hand(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    before = os.environ.get("SOFTHSM2_CONF")
    made = MAKERS[request.param](tmp_path_factory.mktemp("hand"))
    yield made
    made.signer.close()
    os.environ.pop("SOFTHSM2_CONF", None)
    if before is not None:
        os.environ["SOFTHSM2_CONF"] = before


def test_it_is_found_with_its_certificate_before_any_pin(hand: Hand) -> None:
    told = hand.signer.diagnose()
    assert told.readiness is Readiness.READY
    token = next(each for each in told.tokens if each.serial == hand.serial)
    certificate = next(each for each in token.certificates if each.sha256 == hand.certificate)
    assert certificate.may_sign
    state = hand.judge.certificate_state(certificate, SystemClock().now(), enrolled=hand.certificate)
    assert state in (CertificateState.FINE, CertificateState.EXPIRES_IN_60, CertificateState.EXPIRES_IN_30)


def test_a_pin_of_another_script_costs_no_try(hand: Hand) -> None:
    before = hand.signer.diagnose().tokens
    with pytest.raises(InputError) as refused:
        hand.signer.unlock(hand.serial, hand.certificate, "१२३४५६")
    assert refused.value.key == "pin.malformed"
    assert hand.signer.diagnose().tokens == before


def test_locked_it_signs_nothing(hand: Hand) -> None:
    hand.signer.lock()
    with pytest.raises(DeviceMissing) as locked:
        hand.signer.sign(b"a note")
    assert locked.value.key == "token.locked"


def test_one_pin_signs_a_batch_and_each_signature_is_good(hand: Hand) -> None:
    hand.unlock()
    for note in (b"", b"a note", b"x" * 1_000_000):
        verdict = hand.judge.judge(note, hand.signer.sign(note), SystemClock().now())
        assert verdict.finding is Finding.GOOD
        assert verdict.certificate
        assert verdict.certificate.sha256 == hand.certificate


def test_a_look_leaves_it_unlocked(hand: Hand) -> None:
    hand.unlock()
    hand.signer.diagnose()
    assert hand.signer.unlocked
    assert hand.signer.sign(b"a note")


def test_a_certificate_that_is_not_on_it_is_refused_before_the_pin_is_tried(hand: Hand) -> None:
    with pytest.raises(InputError) as refused:
        hand.signer.unlock(hand.serial, "0" * 64, hand.pin)
    assert refused.value.key == "token.no-such-certificate"


def test_to_lock_twice_changes_nothing(hand: Hand) -> None:
    hand.unlock()
    hand.signer.lock()
    hand.signer.lock()
    assert hand.signer.unlocked is None
