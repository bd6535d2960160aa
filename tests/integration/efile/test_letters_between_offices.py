"""A letter between two offices: judged by the centre before it is delivered, acknowledged, answered, acknowledged."""

import io
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from app.base.words import Language
from app.efile.addressee import Addressee, Delivery
from app.efile.model import Receipt
from app.efile.outgoing import Draft
from app.efile.walk import DraftState, Place
from app.ports.signing import Appearance
from central.signature import Flaw, flaw_of_letter
from tests.integration.efile.officers import DISTRICT, Officer
from tests.integration.efile.test_two_desks import truth
from tests.integration.efile.tokens import SoftToken, pair

EDUCATION = "hod-education"
STAMP = Appearance(("डिजिटल हस्ताक्षर",))
Making = Callable[[bytes], bytes]


def page(text: str = "F.No. A-12011") -> bytes:
    out = io.BytesIO()
    drawn = canvas.Canvas(out, invariant=1)
    drawn.drawString(60, 780, text)
    drawn.save()
    return out.getvalue()


def by(name: str) -> Making:
    return lambda pdf: SoftToken(pair(name), _open=True).sign_pdf(pdf, STAMP)


def approved(officer: Officer, office: str) -> tuple[str, str]:
    """Make a file with an approved draft to an office; return both ids."""
    file = officer.create().id
    to = Addressee("", office=office)
    draft = officer.efile.write_draft(file, "आख्या भेजने के सम्बन्ध में", "कृपया आख्या भेजें।", to).drafts[0].id
    officer.efile.approve_draft(file, draft)
    return file, draft


def sent(officer: Officer, office: str, letter: bytes) -> tuple[str, str]:
    file, draft = approved(officer, office)
    officer.efile.keep_signed_letter(file, draft, letter)
    officer.efile.dispatch(file, draft, Delivery.OFFICE)
    officer.sync()
    return file, draft


def came(officer: Officer) -> list[Receipt]:
    officer.sync()
    return [officer.efile.receipt(row.id) for row in officer.efile.inbox() if not row.is_file]


def draft_of(officer: Officer, file: str) -> Draft:
    officer.sync()
    return officer.efile.file(file).drafts[0]


@pytest.fixture
def farah(new_officer: Callable[..., Officer], training_centre: Any) -> Officer:
    """The head of another office."""
    return new_officer(training_centre, "farah")


@pytest.fixture
def sunita(new_officer: Callable[..., Officer], training_centre: Any) -> Officer:
    """The diarist, who opens what comes to the district."""
    return new_officer(training_centre, "sunita")


def test_a_letter_is_acknowledged_and_so_is_its_answer(
    enrolled: tuple[Officer, Officer], farah: Officer, sunita: Officer, imran: Officer
) -> None:
    _, anil = enrolled
    farah.ask_for_enrolment()
    imran.approve_all()
    farah.sync()
    ways = ((anil, EDUCATION, farah), (farah, DISTRICT, sunita))
    for sender, office, opener in ways:
        file, _ = sent(sender, office, by(sender.login)(page(f"From {sender.login}")))
        number = draft_of(sender, file).dispatched.number
        (letter,) = came(opener)
        assert (letter.letter.letter_no, letter.place) == (number, Place.UNOPENED)
        assert letter.letter.sender.name != ""  # who signed it stands on it anyway
        assert draft_of(sender, file).state is DraftState.DISPATCHED
        opener.efile.open(letter.id)
        opener.sync()
        told = draft_of(sender, file)
        assert (told.state, told.dispatched.acknowledgement) == (DraftState.ACKNOWLEDGED, letter.number)
        assert opener.efile.paper(letter.sha256).startswith(b"%PDF")


def test_an_acknowledgement_that_waited_for_the_line_comes_once(
    enrolled: tuple[Officer, Officer], farah: Officer, training_centre: Any
) -> None:
    _, anil = enrolled
    file, _ = sent(anil, EDUCATION, by("anil")(page()))
    (letter,) = came(farah)
    anil.sync()
    days = (anil.today - timedelta(days=1), anil.today + timedelta(days=1))
    received = [
        len(each.efile.registers.table("letters", *days, Language.HINDI).rows) for each in (anil, farah)
    ]
    assert received == [0, 1]  # it went out of one office, and came into the other
    training_centre.stop()
    farah.efile.open(letter.id)
    farah.sync()
    assert draft_of(anil, file).state is DraftState.DISPATCHED
    training_centre.start()
    for _ in range(2):
        farah.sync()
    told = draft_of(anil, file)
    assert (told.state, told.dispatched.acknowledgement) == (DraftState.ACKNOWLEDGED, letter.number)
    anil.sync()
    assert farah.office.link.attention() == anil.office.link.attention() == ()


# --- Signatures in letters --------------------------------------------------------------------------------------------


def with_a_line_more(pdf: bytes) -> bytes:
    return by("anil")(pdf) + b"\n% one more line\n"


def with_a_byte_turned(pdf: bytes) -> bytes:
    signed = by("anil")(pdf)
    return signed.replace(b"/MediaBox", b"/MediaBux", 1)


def with_the_signature_of_another(pdf: bytes) -> bytes:
    """The place of the signature is not covered by it: another one fits in."""
    one, other = by("anil")(pdf), by("anil")(page("another letter"))
    start, end = one.index(b"/Contents <") + 10, one.index(b">", one.index(b"/Contents <"))
    other_start = other.index(b"/Contents <") + 10
    return one[:start] + other[other_start : other_start + end - start] + one[end:]


BAD: dict[str, Making] = {
    "not signed at all": lambda pdf: pdf,
    "signed by somebody else": by("somebody"),
    "signed by a colleague": by("kavita"),
    "with a line more behind it": with_a_line_more,
    "with a byte turned": with_a_byte_turned,
    "with the signature of another letter": with_the_signature_of_another,
}


BAD_BECAUSE = {
    "not signed at all": "pdf-unsigned",
    "signed by somebody else": "other-certificate",
    "signed by a colleague": "other-certificate",
    "with a line more behind it": "pdf-not-whole",
    "with a byte turned": "tampered",
    "with the signature of another letter": "tampered",
}
"""What the sender is told."""


@pytest.mark.parametrize("name", BAD)
def test_a_letter_whose_signature_does_not_hold_never_reaches_another_office(
    enrolled: tuple[Officer, Officer], farah: Officer, name: str
) -> None:
    """The desk's own judge is passed by here, as a desk that was tampered with would."""
    _, anil = enrolled
    file, _ = sent(anil, EDUCATION, BAD[name](page()))
    assert came(farah) == []
    assert draft_of(anil, file).flaw == BAD_BECAUSE[name]


def test_a_letter_that_is_refused_goes_back_to_be_signed_once_more(
    enrolled: tuple[Officer, Officer], farah: Officer
) -> None:
    _, anil = enrolled
    file, draft = approved(anil, EDUCATION)
    bad = by("somebody")(page())
    anil.efile.keep_signed_letter(file, draft, bad)
    anil.sync()
    found = draft_of(anil, file)
    assert (found.state, found.sha256, found.flaw) == (DraftState.APPROVED, "", "other-certificate")
    anil.efile.keep_signed_letter(file, draft, by("anil")(page()))
    anil.efile.dispatch(file, draft, Delivery.OFFICE)
    anil.sync()
    assert len(came(farah)) == 1
    assert draft_of(anil, file).flaw == ""
    assert anil.office.link.attention() == ()


@pytest.mark.parametrize(("way", "said"), [(Delivery.POST, "गया, पर"), (Delivery.OFFICE, "नहीं पहुँचा")])
def test_the_register_never_calls_a_letter_undelivered_that_went_by_post(
    enrolled: tuple[Officer, Officer], way: Delivery, said: str
) -> None:
    _, anil = enrolled
    file, draft = approved(anil, EDUCATION)
    anil.efile.keep_signed_letter(file, draft, by("somebody")(page()))
    anil.efile.dispatch(file, draft, way)
    anil.sync()
    days = (anil.today - timedelta(days=1), anil.today + timedelta(days=1))
    rows = anil.efile.registers.table("issues", *days, Language.HINDI).rows
    assert [said in row[-1].text for row in rows] == [True]


def test_a_letter_goes_out_of_one_draft_only(enrolled: tuple[Officer, Officer], farah: Officer) -> None:
    """Else an old order could be sent again under a new number."""
    _, anil = enrolled
    letter = by("anil")(page())
    sent(anil, EDUCATION, letter)
    sent(anil, EDUCATION, letter)
    (refused,) = anil.office.link.attention()
    assert refused.code == "draft.signature-wrong"
    assert len(came(farah)) == 1


def test_a_letter_that_is_here_before_it_is_said_to_be_signed_is_judged_at_once(
    enrolled: tuple[Officer, Officer],
) -> None:
    _, anil = enrolled
    file, draft = approved(anil, EDUCATION)
    bad = by("somebody")(page())
    for _ in range(2):  # the second time its bytes are at the centre
        anil.efile.keep_signed_letter(file, draft, bad)
        anil.sync()
        anil.sync()
    (refused,) = anil.office.link.attention()
    assert refused.code == "draft.signature-wrong"


def test_versions_of_a_draft_go_up_the_line_and_the_last_one_is_what_is_approved(
    enrolled: tuple[Officer, Officer], training_centre: Any
) -> None:
    """Written, sent up, revised while the line is down, sent down, revised again: both desks count the same versions."""
    kavita, anil = enrolled
    to = Addressee("सर्वसम्बन्धित")
    file = kavita.create().id
    draft = kavita.efile.write_draft(file, "निर्देश", "एक", to).drafts[0].id
    kavita.send(file, "anil")
    anil.takes(file)
    training_centre.stop()
    for text in ("दो", "तीन"):
        anil.efile.write_draft(file, "निर्देश", text, to, draft)
    anil.send(file, "kavita")
    training_centre.start()
    anil.sync()
    kavita.takes(file)
    kavita.efile.write_draft(file, "निर्देश", "चार", to, draft)
    kavita.send(file, "anil")
    anil.takes(file)
    done = anil.efile.approve_draft(file, draft).drafts[0]
    anil.sync()
    kavita.sync()
    assert [each.text for each in done.versions] == ["एक", "दो", "तीन", "चार"]
    assert [each.version for each in done.versions] == [1, 2, 3, 4]
    assert done.approved_by is not None
    assert truth(kavita.efile.file(file)) == truth(anil.efile.file(file))
    assert kavita.office.link.attention() == anil.office.link.attention() == ()


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, 100_000), flip=st.integers(1, 255))
def test_whatever_byte_of_a_letter_is_turned_it_holds_only_if_nobody_signed_that_byte(
    at: int, flip: int
) -> None:
    """Only the zeros that fill up the signature's place may differ in their spelling."""
    letter, certificate = signed_once()
    spoilt = bytearray(letter)
    spoilt[at % len(letter)] ^= flip
    start, end = letter.index(b"/Contents <") + 10, letter.index(b">", letter.index(b"/Contents <"))
    if flaw_of_letter(bytes(spoilt), [certificate], datetime.now(UTC)) is None:
        assert start < at % len(letter) < end


def test_a_letter_that_names_places_without_end_is_judged_in_a_moment() -> None:
    head, unit, count = b"%PDF-1.7\n", b"/ByteRange[0 10 %010d 1]", 200_000
    many = (
        head + unit % (len(head) + len(unit % 0) * count - 1) * count
    )  # each would cover the file to its end
    began = time.monotonic()
    assert flaw_of_letter(many, ["0" * 64], datetime.now(UTC)) is Flaw.PDF_NOT_WHOLE
    assert time.monotonic() - began < 30  # it is a fraction of a second on a machine that does nothing else


@cache
def signed_once() -> tuple[bytes, str]:
    token = SoftToken(pair("anil"), _open=True)
    return token.sign_pdf(page(), STAMP), token.certificate.sha256
