"""The whole way with a PKCS#11 token and the strict judge: enrolled, approved, signed, and judged by openssl too."""

# ruff: noqa: F811  the fixtures of the signing room are imported by their names
import subprocess
from collections.abc import Callable

import pytest

from app.efile import dsc_register
from app.efile.chain import Fault
from app.efile.reading import read_chain
from app.errors import InputError
from app.ports.clock import SystemClock
from app.ports.signing import CertificateState
from dsc.judge import OfficeJudge
from tests.integration.dsc.conftest import (
    full_token,
    judge,
    make_signer,
    pki,
    signer,
    token,
    trust,
    trust_of,
)
from tests.integration.dsc.soft_token import PIN, needs_token

pytestmark = needs_token


@pytest.fixture
def asha(new_officer: Callable, training_centre, signer, judge, trust, pki):
    """The dealing hand with a real token, and the keeper of the register who approved it."""
    officer = new_officer(training_centre, "kavita", (signer, judge))
    keeper = new_officer(training_centre, "imran", (signer, OfficeJudge(trust, SystemClock())))
    (found,) = signer.diagnose().tokens
    certificate = next(each for each in found.certificates if each.sha256 == pki.asha.sha256)
    officer.efile.signing.unlock(found, certificate, PIN, enrolling=True)
    officer.efile.signing.enrol(found)
    officer.sync()
    keeper.sync()
    asked = keeper.efile.signing.register()[0].id
    keeper.efile.signing.decide(asked, approved=True, reason="टोकन देखा")
    keeper.sync()
    officer.sync()
    officer.efile.signing.unlock(found, certificate, PIN)
    return officer


def test_a_note_is_signed_anchored_and_holds_before_every_judge(asha, pki, tmp_path):
    file = asha.create()
    for text in ("पहली टिप्पणी।", "दूसरी टिप्पणी।"):
        asha.efile.write(file.id, text, 0)
        asha.efile.signing.sign(asha.efile.signing.to_sign(file.id))
    asha.sync()
    verdict = asha.efile.verify(file.id)
    assert (verdict.fault, len(verdict.signatures)) == (Fault.NONE, 2)
    assert all(note.anchored for note in asha.efile.file(file.id).notings)
    with asha.office._desk.records.read() as session:
        one = read_chain(session, file.id)[0]
    note, p7s, roots = tmp_path / "note.json", tmp_path / "note.p7s", tmp_path / "roots.pem"
    note.write_bytes(one.note)
    p7s.write_bytes(one.p7s)
    roots.write_bytes(pki.root.pem + pki.ca.pem)
    command = [
        "openssl",
        "cms",
        "-verify",
        "-binary",
        "-cades",
        "-inform",
        "DER",
        "-in",
        p7s,
        "-content",
        note,
    ]
    done = subprocess.run(
        [*command, "-CAfile", roots, "-purpose", "any", "-out", "/dev/null"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_a_wrong_person_is_known_before_the_pin(asha, pki, signer):
    (found,) = signer.diagnose().tokens
    ravi = next(each for each in found.certificates if each.sha256 == pki.ravi.sha256)
    with pytest.raises(InputError, match=r"dsc\.other-certificate"):
        asha.efile.signing.unlock(found, ravi, "000000")
    stands = asha.efile.signing.before_pin(ravi)
    assert stands.state is CertificateState.NO_KEY  # on this token lies only his certificate


def test_a_forged_proof_of_possession_is_not_approved(asha):
    with asha.office._desk.records.write() as session:
        leaf = session.get(dsc_register.LeafRow, asha.efile.signing.register()[0].id)
        leaf.document = leaf.document | {"state": "asked", "proof": "AAAA"}
    asha.office.people.sign_in("imran", "imran1")
    with pytest.raises(InputError, match=r"dsc\.proof-wrong"):
        asha.efile.signing.decide(asha.efile.signing.register()[0].id, approved=True)
