"""The desk that receives a letter judges its signature, made with a real token, and its sender hears the verdict."""

# ruff: noqa: F811  the fixtures of the signing room are imported by their names
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.base.words import Language
from app.efile.addressee import Addressee, Delivery
from app.efile.model import Receipt
from app.efile.outgoing import Draft, LetterVerdict
from app.efile.walk import DraftState
from app.errors import CentralError
from app.records.journal import write_entry
from central.blob_place import place_of
from door.binding import BinderAtHome
from tests.integration.dsc.conftest import full_token, judge, make_signer, pki, signer, token, trust, trust_of
from tests.integration.dsc.pki import Pki, crl
from tests.integration.dsc.soft_token import PIN, needs_token
from tests.integration.efile.officers import Officer, open_officer
from tests.integration.efile.test_letters_between_offices import EDUCATION, came, draft_of
from tests.integration.efile_export.conftest import with_trust

pytestmark = needs_token


def can_judge(officer: Officer, pki: Pki, *revoked: Any) -> Officer:
    """Lay down whom the desk trusts; `revoked` stand in its list of revoked certificates."""
    with_trust(officer.home, pki)
    if revoked:
        (officer.home / "trust" / "crls" / "ca.crl").write_bytes(crl(pki.ca, *revoked))
    officer.office._desk.binder = BinderAtHome(officer.home)
    return officer


@pytest.fixture
def anil(
    new_officer: Callable[..., Officer], training_centre: Any, signer: Any, judge: Any, pki: Pki
) -> Officer:
    """The section officer, with Asha's token in the reader."""
    return can_judge(new_officer(training_centre, "anil", (signer, judge)), pki)


@pytest.fixture
def imran(new_officer: Callable[..., Officer], training_centre: Any, signer: Any, judge: Any) -> Officer:
    """The keeper of the register, who can judge a test signature."""
    return new_officer(training_centre, "imran", (signer, judge))


@pytest.fixture
def farah(new_officer: Callable[..., Officer], training_centre: Any) -> Officer:
    return new_officer(training_centre, "farah")


@pytest.fixture
def farahs_other_desk(tmp_path: Path, training_centre: Any, farah: Officer) -> Iterator[Officer]:
    other = open_officer(tmp_path / "other", training_centre.url, "farah")
    yield other
    other.office.close()


def sent(anil: Officer, imran: Officer, *, by_hand: bool = False) -> str:
    """Have the token enrolled, and send a letter to the education office; return its file."""
    file = anil.create().id
    to = Addressee("", office=EDUCATION)
    draft = anil.efile.write_draft(file, "आख्या भेजने के सम्बन्ध में", "कृपया आख्या भेजें।", to).drafts[0].id
    anil.efile.approve_draft(file, draft)
    if by_hand:
        anil.efile.keep_hand_signed(file, draft, anil.scan())
    else:
        signing = anil.efile.signing
        (found,) = signing.diagnose().tokens
        certificate = next(
            each for each in found.certificates if each.common_name == "ASHA VERMA" and each.may_sign
        )
        signing.unlock(found, certificate, PIN, enrolling=True)
        signing.enrol(found)
        anil.sync()
        imran.approve_all()
        anil.sync()
        anil.office.letters.sign(anil.office.letters.to_sign(file, draft))
    anil.efile.dispatch(file, draft, Delivery.OFFICE)
    anil.sync()
    return file


def opened(officer: Officer) -> Receipt:
    (letter,) = came(officer)
    officer.efile.open(letter.id)
    officer.sync()
    return officer.efile.receipt(letter.id)


def heard(anil: Officer, file: str) -> LetterVerdict:
    found: Draft = draft_of(anil, file)
    assert found.state is DraftState.ACKNOWLEDGED and found.dispatched is not None
    assert found.dispatched.verdict is not None
    return found.dispatched.verdict


def registered(anil: Officer) -> str:
    """Return what the dispatch register says came of the letter."""
    today = anil.today
    days = (today - timedelta(days=1), today + timedelta(days=1))
    (row,) = anil.efile.registers.table("issues", *days, Language.HINDI).rows
    return row[-1].text


def test_a_letter_that_holds_is_said_to_hold_on_both_sides(
    anil: Officer, imran: Officer, farah: Officer, pki: Pki, training_centre: Any
) -> None:
    can_judge(farah, pki)
    file = sent(anil, imran)
    (before,) = came(farah)
    assert before.writer is not None and before.writer.post.office.en != before.letter.sender.organisation
    assert before.is_issue and before.verdict is None  # it is judged where it is opened
    training_centre.stop()
    farah.efile.open(before.id)
    farah.sync()
    assert farah.efile.receipt(before.id).verdict is None  # and once the line is back
    training_centre.start()
    farah.sync()
    there = farah.efile.receipt(before.id).verdict
    assert there is not None and there.holds and there.signer == "ASHA VERMA"
    assert heard(anil, file) == there
    assert "✓" in registered(anil)
    assert farah.efile.paper(before.sha256) == anil.efile.paper(draft_of(anil, file).sha256)
    assert farah.office.link.attention() == anil.office.link.attention() == ()


def test_the_sender_of_a_letter_that_does_not_hold_hears_why(
    anil: Officer, imran: Officer, farah: Officer, pki: Pki
) -> None:
    """The centre keeps no list of revoked certificates; the receiving desk does."""
    can_judge(farah, pki, pki.revoked, pki.asha)
    file = sent(anil, imran)
    letter = opened(farah)
    there = letter.verdict
    assert there is not None and not there.holds
    assert (there.key, there.signer) == ("signature.revoked", "ASHA VERMA")
    assert heard(anil, file) == there
    kept = farah.efile.put_receipt(farah.create().id, letter.id)
    for its in (kept, anil.efile.file(file)):  # each office sees it in its own file
        assert [page.flawed for page in its.correspondence] == [True]
    assert anil.efile.file(file).notice == "draft.flawed"
    assert [row.id for row in anil.efile.my_day().came_back] == [file]
    anil.efile.write_draft(file, "आख्या", "कृपया आख्या भेजें।", Addressee("", office=EDUCATION))
    assert anil.efile.file(file).notice == "" and anil.efile.my_day().came_back == ()
    assert "हस्ताक्षर सही नहीं" in registered(anil) and "निरस्त" in registered(anil)


def test_a_letter_signed_by_hand_is_called_so_and_no_other_verdict_comes_through(
    anil: Officer, imran: Officer, farah: Officer, pki: Pki
) -> None:
    file = sent(anil, imran, by_hand=True)
    letter = opened(farah)
    acting, clock = farah.office._desk.require_acting(), farah.clock
    said = {"verdict": "verify.looks-fine", "signer": "", "revocation": ""}
    with farah.office._desk.records.write() as session:
        write_entry(session, acting, "receipt.judged", letter.id, said, clock=clock)
    farah.sync()
    assert [each.code for each in farah.office.link.attention()] == ["entry.body-wrong"]
    assert can_judge(farah, pki).office.judging.judge_what_came() == 0  # a person decides first
    farah.efile.give_up(letter.id)
    assert draft_of(anil, file).dispatched.verdict is None

    scan = farah.efile.diarise(farah.letter(), farah.scan())
    farah.sync()
    assert heard(anil, file).by_hand and farah.efile.receipt(letter.id).verdict.by_hand
    assert farah.efile.receipt(scan.id).verdict is None  # what came on paper and was scanned here is no issue


def test_of_two_desks_that_judge_the_first_at_the_centre_stands(
    anil: Officer, imran: Officer, farah: Officer, farahs_other_desk: Officer, pki: Pki
) -> None:
    file = sent(anil, imran)
    letter = opened(farah)  # this desk cannot judge yet
    assert letter.verdict is None
    farahs_other_desk.sync()
    can_judge(farah, pki).office.judging.judge_what_came()
    can_judge(farahs_other_desk, pki, pki.asha).office.judging.judge_what_came()
    for desk in (farah, farahs_other_desk, farah):
        desk.sync()
    one, other = (desk.efile.receipt(letter.id).verdict for desk in (farah, farahs_other_desk))
    assert one is not None and one.holds
    assert one == other == heard(anil, file)


def test_a_letter_that_the_centre_cannot_hand_over_yet_holds_up_the_judging_of_no_other(
    anil: Officer, imran: Officer, farah: Officer, pki: Pki, training_centre: Any
) -> None:
    """One signed by hand is delivered at once: its sender may have lost the line in the middle of its scan."""
    scan = draft_of(anil, sent(anil, imran, by_hand=True)).sha256
    place_of(training_centre.centre, scan).unlink()
    file = sent(anil, imran)
    for letter in came(farah):
        farah.efile.open(letter.id)
    farah.sync()
    with pytest.raises(CentralError):
        can_judge(farah, pki).office.judging.judge_what_came()
    farah.sync()
    assert heard(anil, file).holds
