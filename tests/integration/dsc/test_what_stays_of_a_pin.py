"""A PIN is typed, goes through a pipe, opens the token, and is found nowhere afterwards."""

import os
import subprocess
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from app.errors import AppError
from dsc.signer import TokenOfOfficer
from tests.integration.dsc.conftest import MakeSigner
from tests.integration.dsc.pki import Pki
from tests.integration.dsc.soft_token import PIN as FIRST_PIN
from tests.integration.dsc.soft_token import SOFTHSM, Naughty, SoftToken, needs_naughty

PIN, WRONG = "Kq7-lotus-Vx", "Zt4-neem-Rw9"
"""Not digits alone: those turn up by chance in any file."""

pytestmark = needs_naughty


@pytest.fixture
def signer(naughty: Naughty, token: SoftToken, make_signer: MakeSigner) -> TokenOfOfficer:
    command = ["pkcs11-tool", "--module", SOFTHSM, "--token-label", token.label, "--login"]
    changed = [*command, "--pin", FIRST_PIN, "--change-pin", "--new-pin", PIN]
    subprocess.run(changed, check=True, capture_output=True)
    return make_signer(naughty.module)


def ours() -> Iterator[Path]:
    """Yield this process and those that it started."""
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(OSError):
            if f"\nPPid:\t{os.getpid()}\n" in status.read_text() or status.parent.name == str(os.getpid()):
                yield status.parent


def traces(folder: Path) -> Iterator[str]:
    """Yield every place where a PIN stands: files, and what our processes show of themselves."""
    pins = (PIN.encode(), WRONG.encode())
    files = [each for each in folder.rglob("*") if each.is_file()]
    files += [each / name for each in ours() for name in ("cmdline", "environ")]
    for file in files:
        try:
            found = file.read_bytes()
        except OSError:  # a process that has just ended
            continue
        if any(pin in found for pin in pins):
            yield str(file)


def test_no_file_argument_environment_log_or_traceback_holds_the_pin(
    signer: TokenOfOfficer,
    token: SoftToken,
    naughty: Naughty,
    pki: Pki,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Through a wrong PIN, a signature, a crash while signing and a crash at the login itself."""
    monkeypatch.chdir(tmp_path)  # where a core would lie
    caplog.set_level("DEBUG")
    told = []
    for pin, trouble in ((WRONG, ""), (PIN, ""), (PIN, "crash"), (PIN, "crash-at-login")):
        if trouble:
            naughty.set(trouble)
        try:
            signer.unlock(token.serial, pki.asha.sha256, pin)
            signer.sign(b"a note")
        except AppError as error:
            told.append(error.key)
            caplog.handler.stream.write("".join(traceback.format_exception(error)) + repr(error.facts))
        assert [*traces(tmp_path)] == []
    assert told == ["pin.wrong", "token.crashed", "token.crashed"]
    said = "".join(capfd.readouterr()) + caplog.text
    assert "Traceback" in said
    assert PIN not in said
    assert WRONG not in said


def test_neither_process_that_held_the_pin_may_leave_a_memory_image(
    signer: TokenOfOfficer, token: SoftToken, pki: Pki
) -> None:
    signer.unlock(token.serial, pki.asha.sha256, PIN)
    assert {str(signer.pid), str(os.getpid())} <= {each.name for each in ours()}
    for process in (signer.pid, os.getpid()):
        limits = Path(f"/proc/{process}/limits").read_text()
        assert "Max core file size        0                    0 " in limits


def test_the_search_itself_finds_a_pin(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text(f"PIN: {PIN}")
    assert [*traces(tmp_path)] == [str(tmp_path / "notes.txt")]
