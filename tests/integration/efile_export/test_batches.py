"""Many notes with one PIN: a token pulled out at the thirty-seventh leaves thirty-six signed, and the rest goes on."""

# ruff: noqa: F811  the fixtures of the signing room are imported by their names
from collections.abc import Callable
from typing import Any

import pytest

from app.ports.clock import SystemClock
from dsc.judge import OfficeJudge
from dsc.trust import Trust
from tests.integration.dsc.conftest import MakeSigner, full_token, make_signer, naughty, naughty_module, token
from tests.integration.dsc.pki import Pki
from tests.integration.dsc.soft_token import PIN, Naughty, needs_naughty
from tests.integration.efile.officers import Officer

pytestmark = needs_naughty
NOTES, PULLED = 100, 36


@pytest.fixture
def asha(
    new_officer: Callable[..., Officer],
    training_centre: Any,
    make_signer: MakeSigner,
    naughty: Naughty,
    trust: Trust,
    pki: Pki,
) -> Officer:
    signer = make_signer(naughty.module)
    officer = new_officer(training_centre, "kavita", (signer, OfficeJudge(trust, SystemClock())))
    keeper = new_officer(training_centre, "imran", (signer, OfficeJudge(trust, SystemClock())))
    unlock(officer, pki, enrolling=True)
    officer.efile.signing.enrol()
    officer.sync()
    keeper.approve_all()
    officer.sync()
    unlock(officer, pki)
    return officer


def unlock(officer: Officer, pki: Pki, *, enrolling: bool = False) -> None:
    (found,) = officer.efile.signing.diagnose().tokens
    certificate = next(each for each in found.certificates if each.sha256 == pki.asha.sha256)
    officer.efile.signing.unlock(found, certificate, PIN, enrolling=enrolling)


def test_a_token_pulled_at_the_thirty_seventh_note_loses_none(asha: Officer, naughty: Naughty, pki: Pki):
    files = [asha.create(f"पत्रावली {number}").id for number in range(NOTES)]
    for file in files:
        asha.efile.write(file, "आदेशार्थ प्रस्तुत।", 0)

    def told(done: int, _of: int) -> None:
        if done == PULLED:
            naughty.set("absent")

    done = asha.efile.signing.sign_all(asha.efile.signing.to_sign_all(files).ready, told, lambda: True)
    assert (done.signed, done.left) == (tuple(files[:PULLED]), tuple(files[PULLED:]))
    assert done.error.key == "token.removed"
    assert asha.efile.signing.unlocked is None  # a PIN is asked for anew
    assert all(len(asha.efile.file(file).notings) == 1 for file in done.signed)
    assert all(asha.efile.file(file).yellow for file in done.left)

    naughty.clear("absent")
    unlock(asha, pki)
    rest = asha.efile.signing.sign_all(
        asha.efile.signing.to_sign_all(done.left).ready, lambda *_: None, lambda: True
    )
    assert (rest.signed, rest.left, rest.error) == (done.left, (), None)
    assert all(asha.efile.verify(file).is_whole for file in files)
