"""An export is sealed at the terminal with a PKCS#11 token; password and PIN are asked for, and leave no trace."""

# ruff: noqa: F811  the fixtures of the signing room are imported by their names
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.efile.verdict import HOLDS
from app.efile.verify import verify_pdf
from app.ports.clock import SystemClock
from door.binding import BinderAtHome
from door.efile import judging_of
from dsc.judge import OfficeJudge
from dsc.signer import TokenOfOfficer
from dsc.trust import Trust
from main import main
from tests.integration.dsc.conftest import full_token, make_signer, signer, token
from tests.integration.dsc.pki import Pki
from tests.integration.dsc.soft_token import PIN, needs_token
from tests.integration.efile.officers import Officer
from tests.integration.efile_export.conftest import with_trust

pytestmark = needs_token


@pytest.fixture
def asha(
    new_officer: Callable[..., Officer], training_centre: Any, signer: TokenOfOfficer, trust: Trust, pki: Pki
) -> Officer:
    officer = new_officer(training_centre, "kavita", (signer, OfficeJudge(trust, SystemClock())))
    keeper = new_officer(training_centre, "imran", (signer, OfficeJudge(trust, SystemClock())))
    officer.office._desk.binder = BinderAtHome(with_trust(officer.home, pki))
    (found,) = signer.diagnose().tokens
    certificate = next(each for each in found.certificates if each.sha256 == pki.asha.sha256)
    officer.efile.signing.unlock(found, certificate, PIN, enrolling=True)
    officer.efile.signing.enrol(found)
    officer.sync()
    keeper.approve_all()
    officer.sync()
    officer.efile.signing.unlock(found, certificate, PIN)
    return officer


def test_an_export_is_sealed_at_the_terminal(
    asha: Officer,
    trust_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    file = asha.create().id
    asha.efile.write(file, "आदेशार्थ प्रस्तुत।", 0)
    asha.efile.signing.sign(asha.efile.signing.to_sign(file))
    asha.sync()
    asha.efile.signing.lock()
    monkeypatch.setattr("door.efile.open_desk", lambda _home: asha.office)
    monkeypatch.setattr(asha.office, "close", lambda: None)  # the fixture closes it
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"kavita1\n{PIN}\n"))
    out = tmp_path / "file.pdf"
    assert main(["file", "export", file, "--login", "kavita", "--out", str(out)]) == 0
    assert verify_pdf(out.read_bytes(), judging_of(trust_folder)).verdict == HOLDS
    said = capsys.readouterr()
    assert str(out) in said.out
    assert PIN not in said.out + said.err

    monkeypatch.setattr(sys, "stdin", io.StringIO(f"kavita1\n{PIN}\n"))
    assert main(["file", "export", file, "--login", "kavita", "--out", str(tmp_path / "no" / "x.pdf")]) == 2
    monkeypatch.setattr(sys, "stdin", io.StringIO("kavita1\n1\n"))
    assert main(["file", "export", file, "--login", "kavita", "--out", str(out)]) == 2
