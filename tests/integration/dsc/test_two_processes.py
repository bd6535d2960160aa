"""The window and the signer are two processes: neither outlives the other, and two windows do not mix."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import DeviceError, DeviceMissing
from app.ports.signing import Readiness

from tests.integration.dsc.card_reader import until
from tests.integration.dsc.conftest import MakeSigner
from tests.integration.dsc.pki import Pki
from tests.integration.dsc.soft_token import (
    PIN,
    SOFTHSM,
    Naughty,
    SoftToken,
    make_token,
    needs_naughty,
    needs_token,
)

HOUSE = Path(__file__).parents[3]
WINDOW = f"""
import sys
from app.ports.clock import SystemClock
from dsc.signer import TokenOfOfficer
from dsc.trust import Trust

signer = TokenOfOfficer(Trust([]), SystemClock(), module="{SOFTHSM}")
signer.unlock(sys.argv[1], sys.argv[2], sys.stdin.readline().strip())
print(signer.pid, flush=True)
sys.stdin.readline()
"""

pytestmark = needs_token


def test_a_killed_window_leaves_no_unlocked_token_behind(token: SoftToken, pki: Pki):
    command = [sys.executable, "-c", WINDOW, token.serial, pki.asha.sha256]
    with subprocess.Popen(
        command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as window:
        window.stdin.write(f"{PIN}\n")
        window.stdin.flush()
        process = Path("/proc") / window.stdout.readline().strip()
        assert process.exists()
        os.kill(window.pid, signal.SIGKILL)
        window.wait()
        until(lambda: not process.exists() or b"State:\tZ" in (process / "status").read_bytes())


def test_a_killed_signer_is_a_crash_and_starts_anew(token: SoftToken, pki: Pki, make_signer: MakeSigner):
    signer = make_signer()
    signer.unlock(token.serial, pki.asha.sha256, PIN)
    os.kill(signer.pid, signal.SIGKILL)
    with pytest.raises(DeviceError) as crashed:
        signer.sign(b"a note")
    assert crashed.value.key in ("token.crashed", "token.locked")
    signer.unlock(token.serial, pki.asha.sha256, PIN)
    assert signer.sign(b"a note")


def test_two_windows_share_a_token_and_one_locking_leaves_the_other(
    token: SoftToken, pki: Pki, make_signer: MakeSigner
):
    one, other = make_signer(), make_signer()
    for each in (one, other):
        each.unlock(token.serial, pki.asha.sha256, PIN)
    one.lock()
    assert other.sign(b"a note")


@needs_naughty
def test_another_token_in_the_same_place_signs_nothing(
    token: SoftToken, naughty: Naughty, pki: Pki, make_signer: MakeSigner, tmp_path: Path
):
    """Ravi's token is put in where Asha's was, in the middle of her batch."""
    signer = make_signer(naughty.module)
    signer.unlock(token.serial, pki.asha.sha256, PIN)
    signer.sign(b"note 37")
    naughty.set("absent")
    assert signer.diagnose().readiness is Readiness.NO_TOKEN
    make_token(tmp_path / "ravi", "DSC-RAVI", pki.ravi)
    for each in (token.folder / "tokens").iterdir():
        each.rename(tmp_path / each.name)
    for each in (tmp_path / "ravi" / "tokens").iterdir():
        each.rename(token.folder / "tokens" / each.name)
    naughty.clear("absent")
    for _ in range(2):
        with pytest.raises(DeviceMissing):
            signer.sign(b"note 38")


def test_two_tokens_are_told_apart_by_their_serials(
    token: SoftToken, pki: Pki, make_signer: MakeSigner, tmp_path: Path
):
    ravi = make_token(tmp_path / "ravi", "DSC-RAVI", pki.ravi)
    serial = ravi.serial
    for each in (ravi.folder / "tokens").iterdir():
        each.rename(token.folder / "tokens" / each.name)
    signer = make_signer()
    assert {each.serial for each in signer.diagnose().tokens} == {token.serial, serial}
    signer.unlock(serial, pki.ravi.sha256, PIN)
    assert signer.unlocked.common_name == "RAVI KUMAR"
    assert signer.sign(b"a note")
