"""A token signs: what it gives, others accept; where the PIN went, nobody can read it."""

import subprocess
from pathlib import Path

import pytest

from app.errors import DeviceMissing, InputError
from app.ports.signing import Finding, Loading, PinState, Readiness
from dsc.judge import OfficeJudge
from dsc.signer import TokenOfOfficer

from tests.integration.dsc.card_reader import until
from tests.integration.dsc.conftest import MakeSigner
from tests.integration.dsc.pki import NOW, Pki
from tests.integration.dsc.soft_token import PIN, SoftToken, needs_token

NOTE = '{"body":"विचाराधीन पत्र आदेशार्थ प्रस्तुत।"}'.encode()

pytestmark = needs_token


def unlock(signer: TokenOfOfficer, token: SoftToken, pki: Pki) -> None:
    signer.unlock(token.serial, pki.asha.sha256, PIN)


def test_a_token_is_read_without_its_pin(signer: TokenOfOfficer, token: SoftToken, pki: Pki):
    told = signer.diagnose()
    assert told.readiness is Readiness.READY
    (found,) = told.tokens
    assert (found.label, found.serial, found.pin) == ("DSC-ASHA", token.serial, PinState.FINE)
    assert (found.shortest_pin, found.longest_pin) == (4, 255)
    by_sha = {each.sha256: each for each in found.certificates}
    asha = by_sha[pki.asha.sha256]
    assert (asha.common_name, asha.class_, asha.may_sign, asha.has_key, asha.issuer) == (
        "ASHA VERMA",
        3,
        True,
        True,
        "TEST Licensed CA 2026",
    )
    assert not by_sha[pki.encryption.sha256].may_sign
    assert not by_sha[pki.ravi.sha256].has_key


def test_what_it_signs_is_good_to_us_and_to_openssl(
    signer: TokenOfOfficer, token: SoftToken, pki: Pki, judge: OfficeJudge, tmp_path: Path
):
    unlock(signer, token, pki)
    signature = signer.sign(NOTE)
    verdict = judge.judge(NOTE, signature, NOW)
    assert (verdict.finding, verdict.certificate.sha256) == (Finding.GOOD, pki.asha.sha256)
    for name, data in (("n.json", NOTE), ("n.p7s", signature), ("chain.pem", pki.ca.pem + pki.root.pem)):
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        "openssl cms -verify -binary -cades -inform DER -in n.p7s -content n.json -CAfile chain.pem "
        "-purpose any -policy 2.16.356.100.2.3 -explicit_policy -out /dev/null".split(),
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def test_hundred_signatures_take_one_pin(signer: TokenOfOfficer, token: SoftToken, pki: Pki):
    unlock(signer, token, pki)
    assert len({signer.sign(NOTE + bytes([number])) for number in range(100)}) == 100


def test_nothing_is_signed_while_locked(signer: TokenOfOfficer, token: SoftToken, pki: Pki):
    with pytest.raises(DeviceMissing) as before:
        signer.sign(NOTE)
    unlock(signer, token, pki)
    signer.lock()
    with pytest.raises(DeviceMissing) as after:
        signer.sign(NOTE)
    assert (before.value.key, after.value.key, signer.unlocked) == ("token.locked", "token.locked", None)


@pytest.mark.parametrize("pin", ["", "12", "२४६८१३", "24 813", "1" * 300])
def test_a_pin_that_cannot_be_one_costs_no_try(signer: TokenOfOfficer, token: SoftToken, pki: Pki, pin: str):
    with pytest.raises(InputError) as refused:
        signer.unlock(token.serial, pki.asha.sha256, pin)
    assert refused.value.key == "pin.malformed"
    assert signer.diagnose().tokens[0].pin is PinState.FINE


def test_a_wrong_pin_is_told_and_the_right_one_still_opens(
    signer: TokenOfOfficer, token: SoftToken, pki: Pki
):
    with pytest.raises(InputError) as wrong:
        signer.unlock(token.serial, pki.asha.sha256, "135790")
    assert wrong.value.key == "pin.wrong"
    assert signer.diagnose().tokens[0].pin is PinState.LOW
    unlock(signer, token, pki)
    assert signer.sign(NOTE)


def test_a_certificate_without_its_key_cannot_be_unlocked(signer: TokenOfOfficer, token: SoftToken, pki: Pki):
    for holder, reason in ((pki.ravi, "token.cannot-sign"), (pki.class_2, "token.no-such-certificate")):
        with pytest.raises(InputError) as refused:
            signer.unlock(token.serial, holder.sha256, PIN)
        assert refused.value.key == reason


def test_another_token_is_not_taken_for_the_one_asked(signer: TokenOfOfficer, token: SoftToken, pki: Pki):
    with pytest.raises(DeviceMissing) as missing:
        signer.unlock("0000", pki.asha.sha256, PIN)
    assert missing.value.key == "token.missing"


def test_an_idle_token_locks_itself(token: SoftToken, pki: Pki, make_signer: MakeSigner):
    signer = make_signer(idle=2.0)
    unlock(signer, token, pki)
    until(lambda: signer.unlocked is None)
    assert (signer.unlocked, signer.lost_by) == (None, "token.idle")  # nobody is offered to sign with it
    with pytest.raises(DeviceMissing) as locked:
        signer.sign(NOTE)
    assert locked.value.key == "token.idle"


def test_the_pin_is_in_no_argument_environment_or_log(
    signer: TokenOfOfficer, token: SoftToken, pki: Pki, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("DEBUG")
    unlock(signer, token, pki)
    signer.sign(NOTE)
    process = Path("/proc") / str(signer.pid)
    for name in ("cmdline", "environ"):
        assert PIN.encode() not in (process / name).read_bytes()
    assert "Max core file size        0 " in (process / "limits").read_text()
    assert PIN not in caplog.text


def test_the_process_ends_with_the_signer(signer: TokenOfOfficer, token: SoftToken, pki: Pki):
    unlock(signer, token, pki)
    process = Path("/proc") / str(signer.pid)
    assert process.exists()
    signer.close()
    assert not process.exists()


def test_a_file_that_is_no_library_is_told_from_one(make_signer: MakeSigner, tmp_path: Path):
    (tmp_path / "text.so").write_text("no library")
    libc = "/lib/x86_64-linux-gnu/libc.so.6"
    for path in (tmp_path / "text.so", tmp_path / "absent.so", libc):
        told = make_signer(path).diagnose()
        assert (told.readiness, told.modules[0].loading) == (Readiness.NO_DRIVER, Loading.NOT_LOADABLE)


def test_a_second_call_waits_for_the_first(signer: TokenOfOfficer, token: SoftToken, pki: Pki):
    from concurrent.futures import ThreadPoolExecutor

    unlock(signer, token, pki)
    with ThreadPoolExecutor(4) as at_once:
        assert all(at_once.map(signer.sign, [NOTE] * 20))
