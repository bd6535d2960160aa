"""The same truth where the centre of a whole state keeps it: on PostgreSQL."""

# ruff: noqa: F811  the fixtures of the centre are imported by their names
from collections.abc import Callable

import pytest

from app.efile.addressee import Addressee, Delivery
from app.efile.walk import DraftState
from tests.integration.central.conftest import on_postgresql, server, set_up_database
from tests.integration.central.postgresql import needs_postgresql
from tests.integration.efile.officers import Officer
from tests.integration.efile.test_letters_between_offices import EDUCATION, by, came, draft_of, page, sent

pytestmark = needs_postgresql


@pytest.fixture
def training_centre(on_postgresql: Callable):
    return on_postgresql()


def test_a_file_goes_to_and_fro_with_its_notes_letters_and_drafts(enrolled: tuple[Officer, Officer]):
    kavita, anil = enrolled
    letter = kavita.efile.diarise(kavita.letter(), kavita.scan())
    file = kavita.create()
    kavita.efile.put_receipt(file.id, letter.id)
    kavita.note(file.id, "पृ० 1 देखें।")
    kavita.send(file.id, "anil")
    anil.takes(file.id)
    to = Addressee("डायरी", office="district-lucknow")
    draft = anil.efile.write_draft(file.id, "निर्देश", "पालन करें।", to).drafts[0].id
    anil.efile.approve_draft(file.id, draft)
    anil.efile.keep_hand_signed(file.id, draft, anil.scan("signed"))
    anil.efile.dispatch(file.id, draft, Delivery.OFFICE)
    anil.note(file.id, "प्रेषित।")
    anil.send(file.id, "kavita")
    there = kavita.takes(file.id)
    anil.sync()
    here = anil.efile.file(file.id)
    assert (there.head, there.drafts, there.pages) == (here.head, here.drafts, 2)
    assert [line.act for line in there.movements] == [line.act for line in here.movements]
    assert kavita.efile.fetch_papers(file.id) == 1
    assert kavita.efile.verify(file.id).is_whole
    assert kavita.office.link.attention() == anil.office.link.attention() == ()


def test_a_signed_letter_is_judged_and_delivered(
    enrolled: tuple[Officer, Officer], new_officer: Callable[..., Officer], training_centre
):
    _, anil = enrolled
    farah = new_officer(training_centre, "farah")
    sent(anil, EDUCATION, by("somebody")(page("forged")))
    file, _ = sent(anil, EDUCATION, by("anil")(page("true")))
    (letter,) = came(farah)
    assert letter.letter.letter_no == draft_of(anil, file).dispatched.number
    farah.efile.open(letter.id)
    farah.sync()
    assert draft_of(anil, file).state is DraftState.ACKNOWLEDGED
    assert anil.office.link.attention() == ()
