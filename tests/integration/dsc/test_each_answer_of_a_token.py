"""Whatever a token answers to a PIN or a signature, and whatever file is given for its driver, has a name and words."""

import subprocess
from pathlib import Path

import pytest

from app.errors import AppError, DeviceError, InputError
from app.ports.signing import Finding, Loading, PinState, Readiness
from app.words import explain
from dsc.judge import OfficeJudge
from dsc.signer import TokenOfOfficer
from tests.integration.dsc.conftest import MakeSigner
from tests.integration.dsc.pki import NOW, Pki, person
from tests.integration.dsc.soft_token import PIN, Naughty, SoftToken, needs_naughty

pytestmark = needs_naughty
LOGIN = {
    "5": "pin.unclear",  # GENERAL_ERROR
    "6": "pin.unclear",  # FUNCTION_FAILED
    "30": "pin.unclear",  # DEVICE_ERROR
    "32": "token.removed",  # DEVICE_REMOVED
    "50": "pin.not-entered",  # FUNCTION_CANCELED: cancelled on the token's own keys
    "54": "token.failed",  # FUNCTION_NOT_SUPPORTED
    "90": "token.busy",  # OPERATION_ACTIVE
    "a0": "pin.wrong",  # PIN_INCORRECT
    "a1": "pin.wrong",  # PIN_INVALID
    "a2": "pin.wrong",  # PIN_LEN_RANGE
    "a3": "pin.not-set",  # PIN_EXPIRED
    "a4": "pin.locked",  # PIN_LOCKED
    "b1": "token.busy",  # SESSION_COUNT
    "b3": "token.removed",  # SESSION_HANDLE_INVALID
    "e0": "token.removed",  # TOKEN_NOT_PRESENT
    "e1": "token.removed",  # TOKEN_NOT_RECOGNIZED
    "100": "token.busy",  # USER_ALREADY_LOGGED_IN: by another program
    "102": "pin.not-set",  # USER_PIN_NOT_INITIALIZED
    "104": "token.busy",  # USER_ANOTHER_ALREADY_LOGGED_IN
    "200": "pin.not-entered",  # FUNCTION_REJECTED
    "80000001": "token.failed",  # a maker's own
}
SIGN = {
    "5": "token.failed",
    "6": "token.failed",
    "30": "token.failed",
    "31": "token.failed",  # DEVICE_MEMORY
    "32": "token.removed",
    "60": "token.removed",  # KEY_HANDLE_INVALID
    "82": "token.removed",  # OBJECT_HANDLE_INVALID
    "90": "token.busy",
    "b0": "token.removed",  # SESSION_CLOSED
    "b3": "token.removed",
    "e0": "token.removed",
    "101": "token.locked",  # USER_NOT_LOGGED_IN: another program logged out
    "80000001": "token.failed",
}


@pytest.fixture
def signer(naughty: Naughty, make_signer: MakeSigner) -> TokenOfOfficer:
    return make_signer(naughty.module)


@pytest.mark.parametrize("answer", LOGIN)
def test_each_answer_to_a_pin_has_its_name(
    signer: TokenOfOfficer, token: SoftToken, naughty: Naughty, pki: Pki, answer: str
) -> None:
    naughty.set("login", answer)
    with pytest.raises(AppError) as raised:
        signer.unlock(token.serial, pki.asha.sha256, PIN)
    assert raised.value.key == LOGIN[answer]
    assert explain(raised.value).hi
    assert signer.unlocked is None


@pytest.mark.parametrize("answer", SIGN)
def test_each_answer_to_a_signature_has_its_name_and_ends_the_session(
    signer: TokenOfOfficer, token: SoftToken, naughty: Naughty, pki: Pki, answer: str
) -> None:
    signer.unlock(token.serial, pki.asha.sha256, PIN)
    naughty.set("fail", answer)
    with pytest.raises(DeviceError) as raised:
        signer.sign(b"a note")
    assert raised.value.key == SIGN[answer]
    assert signer.unlocked is None


def test_a_token_that_was_locked_before_is_told_and_no_pin_is_tried(
    signer: TokenOfOfficer, token: SoftToken, naughty: Naughty, pki: Pki
) -> None:
    naughty.set("tries", 0)
    naughty.set("login", "5")  # what a try would answer
    assert signer.diagnose().tokens[0].pin is PinState.LOCKED
    with pytest.raises(DeviceError) as locked:
        signer.unlock(token.serial, pki.asha.sha256, PIN)
    assert locked.value.key == "pin.locked"


def test_on_its_final_try_the_right_pin_still_opens_it(
    signer: TokenOfOfficer, token: SoftToken, naughty: Naughty, pki: Pki
) -> None:
    naughty.set("tries", 1)
    signer.unlock(token.serial, pki.asha.sha256, PIN)
    assert signer.sign(b"a note")
    assert signer.diagnose().tokens[0].pin is PinState.FINE


@pytest.mark.parametrize("pin", ["", "123", "x" * 300, "२४६८१३", "24６813"])
def test_a_pin_that_can_be_none_is_not_even_shown_to_a_token_on_its_final_try(
    signer: TokenOfOfficer, token: SoftToken, naughty: Naughty, pki: Pki, pin: str
) -> None:
    naughty.set("tries", 1)
    with pytest.raises(InputError) as refused:
        signer.unlock(token.serial, pki.asha.sha256, pin)
    assert refused.value.key == "pin.malformed"
    assert signer.diagnose().tokens[0].pin is PinState.FINAL_TRY


# --- What lies on the token -------------------------------------------------------------------------------------------


def test_of_two_signing_certificates_each_signs_with_its_own_key(
    make_signer: MakeSigner, token: SoftToken, pki: Pki, judge: OfficeJudge
) -> None:
    """A renewed certificate bears the same name, and the old one stays on the token."""
    renewed = person("ASHA VERMA", pki.ca)
    token.put(9, renewed)
    signer = make_signer()
    for holder in (pki.asha, renewed):
        signer.unlock(token.serial, holder.sha256, PIN)
        verdict = judge.judge(b"a note", signer.sign(b"a note"), NOW)
        assert (verdict.finding, verdict.certificate.sha256) == (Finding.GOOD, holder.sha256)


def test_what_an_encryption_certificate_signs_is_no_signature(
    make_signer: MakeSigner, token: SoftToken, pki: Pki, judge: OfficeJudge
) -> None:
    """Its key may be able to; the screen does not offer it, and no judge takes it."""
    signer = make_signer()
    signer.unlock(token.serial, pki.encryption.sha256, PIN)
    assert judge.judge(b"a note", signer.sign(b"a note"), NOW).finding is Finding.KEY_USAGE


# --- What is given for a driver ---------------------------------------------------------------------------------------


def elf(machine: int, bits: int) -> bytes:
    """The head of a shared library for another processor."""
    word = 4 if bits == 32 else 8
    head = b"\x7fELF" + bytes([1 if bits == 32 else 2, 1, 1]) + bytes(9)
    head += (3).to_bytes(2, "little") + machine.to_bytes(2, "little") + (1).to_bytes(4, "little")
    head += bytes(3 * word) + bytes(4)
    return head + (52 if bits == 32 else 64).to_bytes(2, "little") + bytes(4096)


@pytest.mark.parametrize("name", ["32-bit", "ARM", "empty", "cut off", "a folder", "absent"])
def test_a_driver_of_another_kind_is_told_and_the_token_is_found_by_the_next(
    make_signer: MakeSigner, naughty: Naughty, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "driver.so"
    if name == "a folder":
        file.mkdir()
    elif name != "absent":
        cut = naughty.module.read_bytes()[:900]
        file.write_bytes({"32-bit": elf(3, 32), "ARM": elf(183, 64), "empty": b"", "cut off": cut}[name])
    signer = make_signer(file)
    told = signer.diagnose()
    at_a_cut = {Loading.CRASHED} if name == "cut off" else set()  # the loader reads past its end
    assert told.modules[0].loading in {Loading.NOT_LOADABLE, *at_a_cut}
    signer.choose(str(naughty.module))
    assert signer.diagnose().readiness is Readiness.READY


def test_a_driver_that_brings_its_process_down_when_it_is_loaded_is_a_finding(
    make_signer: MakeSigner, naughty: Naughty, tmp_path: Path
) -> None:
    source, module = tmp_path / "falls.c", tmp_path / "falls.so"
    source.write_text(
        "#include <stdlib.h>\n__attribute__((constructor)) static void fall(void) { abort(); }\n"
    )
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", module, source], check=True)
    signer = make_signer(module)
    assert signer.diagnose().modules[0].loading is Loading.CRASHED
    signer.choose(str(naughty.module))
    assert signer.diagnose().readiness is Readiness.READY
