"""A training desk makes its own token to practise with: it signs by all the rules, and says everywhere what it is."""

import base64
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.base.practice import PIN
from app.efile.walk import Enrolled, Register
from app.errors import CentralRefused, DeviceMissing, InputError
from app.ports.signing import CertificateState, Finding, Revocation
from app.records.journal import entry_of
from app.records.tables import JournalRow
from central.body import Rejected
from central.efile_register import REGISTER_ACTS
from central.sheet import Sheet
from central.store import upsert
from central.tables import meta
from door.wiring import practice_of, signing_of
from door.efile import judging_of
from dsc.practice import PracticeToken

from tests.integration.dsc.conftest import pki
from tests.integration.dsc.pki import Pki
from tests.integration.efile.officers import Officer, open_officer

__all__ = ["pki"]


@pytest.fixture
def kavita(tmp_path: Path, training_centre: Any) -> Any:
    """A training desk as it is first opened: no token, no roots."""
    officer = open_officer(tmp_path / "kavita", training_centre.url, "kavita")
    officer.office._desk.signing = None
    officer.office._desk.practice = practice_of(officer.home, officer.clock)
    yield officer
    officer.office.close()


def practice_at(officer: Officer) -> PracticeToken:
    found = officer.office._desk.practice
    assert isinstance(found, PracticeToken)
    return found


def as_of_before(home: Path) -> None:
    """Lay the parts of the authority where the first version kept them: among the roots alone."""
    for folder in ("roots", "cas", "crls"):
        for file in [*(home / "trust" / folder).iterdir()]:
            file.rename(file.with_name(f"{file.stem.rpartition('-')[0]}{file.suffix}"))
    for part in ("root.cer", "ca.cer", "root.crl", "ca.crl"):
        (home / "practice" / part).unlink()


def sit(officer: Officer, login: str) -> None:
    officer.office.people.sign_in(login, f"{login}1")


def test_a_practice_token_is_made_in_one_go_enrolled_approved_and_signs_a_noting(kavita: Officer):
    signing = kavita.efile.signing
    with pytest.raises(DeviceMissing) as none:
        signing.diagnose()
    assert none.value.key == "token.none-practice"

    signing.practise()
    (token,) = signing.diagnose().tokens
    (certificate,) = token.certificates
    assert "PRACTICE" in certificate.common_name and "अभ्यास" in certificate.issuer
    signing.practise()
    assert signing.diagnose().tokens == (token,)  # asked for again, it is the same: it may be enrolled by now
    before = signing.before_pin(certificate)
    assert (before.state, before.revocation) == (CertificateState.FINE, Revocation.CHECKED)
    with pytest.raises(InputError, match=r"pin\.wrong"):
        signing.unlock(token, certificate, "654321", enrolling=True)
    signing.unlock(token, certificate, PIN.decode(), enrolling=True)
    signing.enrol(token)
    sit(kavita, "imran")
    assert signing.unlocked is None  # whoever sits here now has not given the PIN
    with pytest.raises(DeviceMissing):
        signing.diagnose()  # and has no token of their own
    (asked,) = signing.register()
    assert asked.fits  # the mark is no other name
    signing.decide(asked.id, approved=True)
    assert signing.register()[0].state is Enrolled.APPROVED

    sit(kavita, "kavita")
    file = kavita.create()
    kavita.efile.write(file.id, "अभ्यास की टिप्पणी।", 0)
    signing.unlock(token, certificate, PIN.decode())
    assert signing.sign(signing.to_sign(file.id)).notings
    assert kavita.efile.verify(file.id).is_whole

    (own,) = signing.register()
    signing.end(own.id, Register.LOST, kavita.today, fir="0123/2026")
    with pytest.raises(DeviceMissing, match=r"token\.none-practice"):
        signing.diagnose()  # as if it were gone
    signing.practise()
    (other,) = signing.diagnose().tokens
    assert other.certificates != token.certificates
    signing.unlock(other, other.certificates[0], PIN.decode(), enrolling=True)
    signing.enrol(other)
    kavita.sync()
    assert kavita.office.link.attention() == ()


def test_a_practice_signature_of_another_training_desk_is_called_so(kavita: Officer, tmp_path: Path):
    (tmp_path / "other").mkdir()
    other = PracticeToken(tmp_path / "other", kavita.clock)
    for token, person in ((other, "person-anil"), (practice_at(kavita), "person-kavita")):
        token.authority()
        token.make(person, "Somebody")
        token.hold(person)
    (found,) = other.diagnose().tokens
    other.unlock(found.serial, found.certificates[0].sha256, PIN.decode())
    signed, now = other.sign(b"noting"), kavita.clock.now()
    judges = [each.judge() for each in (other, practice_at(kavita))]
    assert [each and each.judge(b"noting", signed, now).finding for each in judges] == [
        Finding.GOOD,
        Finding.PRACTICE,
    ]


def test_desks_of_one_training_centre_trust_one_another_whoever_practised_first(
    kavita: Officer, tmp_path: Path, training_centre: Any
):
    anil = open_officer(tmp_path / "anil", training_centre.url, "anil")
    anil.office._desk.signing = None
    anil.office._desk.practice = practice_of(anil.home, anil.clock)
    before = practice_at(anil)
    before.authority()  # as a desk that practised alone, before the centre held one for all
    before.make("person-anil", "Anil Srivastava")
    before.hold("person-anil")
    as_of_before(anil.home)
    old = before.diagnose().tokens[0]
    before.unlock(old.serial, old.certificates[0].sha256, PIN.decode())
    signed = before.sign(b"noting")
    for officer in (kavita, anil):
        officer.efile.signing.practise()
        held = officer.efile.signing.diagnose().tokens[0]
        officer.efile.signing.unlock(held, held.certificates[0], PIN.decode(), enrolling=True)
        officer.efile.signing.enrol(held)
        officer.sync()
    sit(anil, "imran")
    anil.sync()
    for each in anil.efile.signing.register():  # the desk that judges made another authority at first
        anil.efile.signing.decide(each.id, approved=True)
    anil.sync()
    kavita.sync()
    token = kavita.efile.signing.diagnose().tokens[0]
    kavita.efile.signing.unlock(token, token.certificates[0], PIN.decode())
    file = kavita.create().id
    kavita.efile.write(file, "अभ्यास की टिप्पणी।", 0)
    kavita.efile.signing.sign(kavita.efile.signing.to_sign(file))
    kavita.send(file, "anil")
    sit(anil, "anil")
    anil.takes(file)
    assert anil.efile.verify(file).is_whole
    judge = anil.office._desk.judge
    assert judge.judge(b"noting", signed, anil.clock.now()).finding is Finding.GOOD  # its own of before
    anil.office.close()


def test_an_authority_that_is_not_for_practice_is_not_adopted(kavita: Officer, pki: Pki):
    own = {**practice_at(kavita).authority()}
    broken = (
        {"root": base64.b64encode(pki.root.der).decode()},
        {"key": "a2V5"},
        {"ca_list": own["root_list"]},
    )
    for changed in broken:
        with pytest.raises(InputError, match=r"dsc\.practice-strange"):
            practice_at(kavita).adopt(own | changed)
    assert practice_at(kavita).authority() == own

    centre = kavita.office._desk.centre
    for changed in broken:  # nor does it come to stand at the centre
        with pytest.raises(CentralRefused, match=r"wire\.body-wrong"):
            centre.practice(own | changed)


def test_a_broken_authority_of_a_training_centre_or_a_desk_gives_way_to_a_whole_one(
    kavita: Officer, training_centre: Any
):
    kept = kavita.home / "practice" / "ca.key"
    kavita.efile.signing.practise()
    kept.write_bytes(b"")
    with training_centre.centre.store.write() as connection:
        broken = json.dumps({"key": "a2V5"})
        upsert(connection, meta, [{"key": "practice", "value": broken}])
    kavita.efile.signing.practise()
    own = practice_at(kavita).authority()
    assert kept.read_bytes() and kavita.office._desk.centre.practice(own) == own


def test_a_centre_of_real_work_writes_no_practice_certificate_into_its_register(
    kavita: Officer, training_centre: Any
):
    signing = kavita.efile.signing
    signing.practise()
    (token,) = signing.diagnose().tokens
    signing.unlock(token, token.certificates[0], PIN.decode(), enrolling=True)
    signing.enrol(token)
    centre = training_centre.centre
    with kavita.office._desk.records.read() as session:
        (asked,) = session.scalars(select(JournalRow).where(JournalRow.kind == "certificate.asked"))
        entry = entry_of(asked)
    centre.training = False
    with centre.store.write() as connection, pytest.raises(Rejected, match=r"dsc\.practice"):
        REGISTER_ACTS[entry.kind](Sheet(centre, connection), None, entry)


def test_it_is_there_again_after_a_restart_and_never_beside_roots_that_somebody_put_there(kavita: Officer):
    kavita.efile.signing.practise()
    again = practice_of(kavita.home, kavita.clock)
    assert isinstance(again, PracticeToken) and again.judge() is not None
    assert signing_of(kavita.home, kavita.clock) is None  # in real work its root is trusted by nobody
    with pytest.raises(InputError, match=r"verify\.practice-trust"):
        judging_of(kavita.home / "trust")  # nor where a file is judged at the terminal
    keys = [*(kavita.home / "practice").glob("*.key")]
    assert len(keys) == 2 and all(stat.S_IMODE(key.stat().st_mode) == 0o600 for key in keys)
    (kavita.home / "practice").rename(kavita.home / "gone")
    assert signing_of(kavita.home, kavita.clock) is None  # wherever the root has come to lie
    elsewhere = kavita.home / "real"
    (elsewhere / "trust" / "roots").mkdir(parents=True)
    assert practice_of(elsewhere, kavita.clock) is None
