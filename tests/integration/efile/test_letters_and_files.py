"""A letter's way: diarised, put in a file, answered by a draft that goes out, and acknowledged."""

from datetime import timedelta

import pytest

from app.efile.addressee import Addressee, Delivery
from app.efile.model import Age, Classification, Form, Letter, Relation, Sender
from app.efile.walk import DraftState, Place
from app.errors import FileRefused, InputError, NotAllowed, WrongStep
from tests.integration.efile.officers import post_of

KENDRA = "kendra-lucknow-0001"


def test_a_letter_is_diarised_sent_and_put_in_a_file_whose_pages_run_on(kavita, anil):
    letter = kavita.efile.diarise(kavita.letter(), kavita.scan("one", 2))
    assert (letter.pages, letter.here) == (2, True)
    other, copy = kavita.efile.diarise_and_copy(kavita.letter(subject="दूसरा पत्र"), kavita.scan("two", 3))
    assert (copy.sender, copy.subject, copy.letter_no) == (other.letter.sender, "दूसरा पत्र", "")
    assert letter.number != other.number
    file = kavita.create()
    kavita.efile.put_receipt(file.id, letter.id)
    full = kavita.efile.put_receipt(file.id, other.id)
    assert [(page.first, page.last) for page in full.correspondence] == [(1, 2), (3, 5)]
    assert kavita.efile.receipt(letter.id).place is Place.IN_FILE
    with pytest.raises(WrongStep):
        kavita.efile.send(letter.id, anil.post)
    kavita.send(file.id, "anil")
    anil.takes(file.id)
    assert anil.efile.fetch_papers(file.id) == 2
    assert all(page.here for page in anil.efile.file(file.id).correspondence)
    assert anil.efile.receipt(other.id).file == file.id


def test_a_file_made_for_a_letter_holds_it_or_is_not_made(kavita):
    letter = kavita.efile.diarise(kavita.letter(), kavita.scan()).id
    made = kavita.efile.create("निरीक्षण", ["B", "3", "1"], letter=letter)
    assert [page.number for page in made.correspondence] == [kavita.efile.receipt(letter).number]
    taken = kavita.rows("SELECT next FROM book WHERE series = 'EFL'")
    with pytest.raises(WrongStep):  # it lies in the first one
        kavita.efile.create("निरीक्षण", ["B", "3", "1"], letter=letter)
    assert [row.id for row in kavita.efile.inbox()] == [made.id]
    assert kavita.rows("SELECT next FROM book WHERE series = 'EFL'") == taken


def test_generate_and_send_marks_the_letter_at_once(kavita, anil):
    letter = kavita.efile.diarise_and_send(kavita.letter(), anil.post, kavita.scan())
    assert letter.place is Place.LEAVING
    kavita.a_minute_later()
    anil.sync()
    (row,) = anil.efile.inbox()
    assert (row.is_file, row.number) == (False, letter.number)
    anil.efile.open(letter.id)
    anil.sync()
    assert anil.efile.paper(anil.efile.receipt(letter.id).sha256).startswith(b"%PDF")


@pytest.mark.parametrize(
    "changed, reason",
    [
        ({"subject": "  "}, "efile.text-needed"),
        ({"sender": Sender()}, "receipt.sender-needed"),
        ({"remarks": "आधार 9999 4105 7058"}, "efile.holds-aadhaar"),
    ],
)
def test_a_letter_that_cannot_be_entered_takes_no_number(kavita, changed, reason):
    before = kavita.rows("SELECT sum(next) FROM book WHERE series = 'RCT'")
    with pytest.raises(InputError) as told:
        kavita.efile.diarise(kavita.letter(**changed), kavita.scan())
    assert told.value.key == reason
    with pytest.raises(InputError) as ahead:
        kavita.efile.diarise(kavita.letter(received_on=kavita.today + timedelta(days=2)), kavita.scan())
    assert ahead.value.key == "receipt.day-ahead"
    assert kavita.rows("SELECT sum(next) FROM book WHERE series = 'RCT'") == before


def test_an_electronic_letter_needs_its_scan_a_physical_or_secret_one_may_go_without(kavita):
    with pytest.raises(InputError, match=r"receipt\.scan-needed"):
        kavita.efile.diarise(kavita.letter())
    assert kavita.efile.diarise(kavita.letter(form=Form.PHYSICAL), pages=4).pages == 4
    secret = kavita.efile.diarise(kavita.letter(classification=Classification.SECRET))
    assert secret.sha256 == ""
    broken = kavita.home / "broken.pdf"
    broken.write_bytes(b"no paper")
    with pytest.raises(FileRefused):
        kavita.efile.diarise(kavita.letter(), [broken])


def test_files_are_numbered_from_heads_or_by_hand_and_parts_and_volumes_stand_beside(kavita):
    one, two = kavita.create(), kavita.create()
    assert one.number.startswith("B-3-1/") and one.number != two.number
    with pytest.raises(InputError, match=r"efile\.heads-unknown"):
        kavita.efile.create("विषय", ["B", "9"])
    free = kavita.efile.create_free("पुरानी पत्रावली", "12/स्था०/2014")
    with pytest.raises(InputError, match=r"efile\.number-taken"):
        kavita.efile.create_free("दूसरी", free.number)
    part = kavita.efile.create_part(one.id, "उप-विषय")
    volume = kavita.efile.create_volume(one.id)
    assert (part.number, volume.number) == (f"{one.number}/Pt-1", f"{one.number}/Vol-2")
    assert (part.relation, part.of_file, volume.relation) == (Relation.PART, one.id, Relation.VOLUME)
    with pytest.raises(InputError, match=r"efile\.main-only"):
        kavita.efile.create_part(part.id, "उप-विषय")
    kavita.sync()
    assert kavita.office.link.attention() == ()


def test_a_file_of_paper_needs_a_reason_and_is_flagged(kavita, anil):
    file = kavita.create()
    kavita.efile.send(file.id, anil.post, physical_because="मूल नक्शा साथ है")
    kavita.a_minute_later()
    anil.sync()
    (sent,) = [line for line in anil.efile.file(file.id).movements if line.act == "sent"]
    assert (sent.physical, sent.remarks) == (True, "मूल नक्शा साथ है")


def test_a_noting_refers_to_pages_and_its_signature_covers_them(enrolled):
    kavita, _ = enrolled
    letter = kavita.efile.diarise(kavita.letter(), kavita.scan(pages=2))
    file = kavita.create()
    kavita.efile.put_receipt(file.id, letter.id)
    found = kavita.efile.references("कृपया पृ० १-२ तथा प०प० 1 देखें")
    assert [(each.first, each.last) for each in found] == [(1, 2), (1, 1)]
    signed = kavita.note(file.id, "कृपया पृ० 1 देखें।")
    (named,) = signed.notings[0].noting.attachments
    assert (named.name, named.sha256) == ("p1-2.pdf", letter.sha256)
    kavita.efile.write(file.id, "पृ० 9 देखें", 0)
    with pytest.raises(InputError, match=r"efile\.page-unknown"):
        kavita.efile.signing.to_sign(file.id)
    assert kavita.efile.verify(file.id).is_whole


def test_a_draft_goes_up_the_line_is_signed_by_hand_and_goes_by_post(enrolled):
    kavita, anil = enrolled
    file = kavita.create()
    to = Addressee("खण्ड विकास अधिकारी, मलिहाबाद", "मलिहाबाद")
    draft = kavita.efile.write_draft(file.id, "स्पष्टीकरण", "कृपया आख्या भेजें।", to).drafts[0].id
    with pytest.raises(NotAllowed):
        kavita.efile.approve_draft(file.id, draft)
    kavita.send(file.id, "anil")
    anil.takes(file.id)
    anil.efile.write_draft(file.id, "स्पष्टीकरण", "कृपया तीन दिन में आख्या भेजें।", to, draft)
    anil.efile.approve_draft(file.id, draft)
    changed = anil.efile.write_draft(file.id, "स्पष्टीकरण", "कृपया दो दिन में आख्या भेजें।", to, draft)
    assert changed.drafts[0].state is DraftState.DRAFT
    with pytest.raises(WrongStep):
        anil.efile.dispatch(file.id, draft, Delivery.POST)
    anil.efile.approve_draft(file.id, draft)
    anil.efile.keep_hand_signed(file.id, draft, anil.scan("signed"))
    sent = anil.efile.dispatch(file.id, draft, Delivery.SPEED_POST, "EU123456789IN")
    assert sent.drafts[0].dispatched.number == changed.drafts[0].number  # given once, with the first approval
    assert [(page.kind, page.first) for page in sent.correspondence] == [("issue", 1)]
    done = anil.efile.acknowledge(file.id, draft, "पावती दि० 25-11-2026")
    anil.send(file.id, "kavita")
    there = kavita.takes(file.id)
    assert there.drafts == done.drafts
    assert [version.version for version in there.drafts[0].versions] == [1, 2, 3]
    assert anil.office.link.attention() == ()


def test_an_issue_to_another_office_arrives_there_and_both_are_told(enrolled, new_officer, training_centre):
    _kavita, anil = enrolled
    file = anil.create()
    to = Addressee("जन सेवा केन्द्र", office="district-lucknow")
    draft = anil.efile.write_draft(file.id, "निर्देश", "कृपया पालन करें।", to).drafts[0].id
    anil.efile.approve_draft(file.id, draft)
    anil.efile.keep_hand_signed(file.id, draft, anil.scan("signed"))
    number = anil.efile.dispatch(file.id, draft, Delivery.OFFICE).drafts[0].dispatched.number
    anil.sync()
    sunita = new_officer(training_centre, "sunita")
    sunita.sync()
    (row,) = sunita.efile.inbox()
    letter = sunita.efile.receipt(row.id)
    assert (letter.letter.subject, letter.letter.letter_no, letter.place) == ("निर्देश", number, Place.UNOPENED)
    assert letter.letter.delivery is Delivery.OFFICE
    sunita.efile.open(row.id)
    sunita.sync()
    assert sunita.efile.paper(letter.sha256).startswith(b"%PDF")
    anil.sync()
    told = anil.efile.file(file.id).drafts[0]
    assert (told.state, told.dispatched.acknowledgement) == (DraftState.ACKNOWLEDGED, letter.number)


def test_a_file_is_parked_until_a_day_and_comes_up_then(kavita):
    file = kavita.create()
    today = kavita.today
    with pytest.raises(InputError, match=r"efile\.day-passed"):
        kavita.efile.park(file.id, today, "प्रतीक्षा")
    kavita.efile.park(file.id, today + timedelta(days=3), "आख्या की प्रतीक्षा")
    assert kavita.efile.inbox() == () and len(kavita.efile.parked()) == 1
    assert kavita.efile.my_day().due == ()
    kavita.sync()
    kavita.clock.ahead = timedelta(days=4)
    assert [row.id for row in kavita.efile.my_day().due] == [file.id]
    kavita.clock.ahead = timedelta()
    kavita.efile.unpark(file.id)
    kavita.sync()
    assert kavita.office.link.attention() == ()
    created, *moved = kavita.efile.file(file.id).movements
    assert [line.act for line in moved] == ["parked", "unparked"]
    assert kavita.efile.inbox()[0].arrived_at == created.at  # laid aside, it grew as old as it is


def test_its_creator_closes_a_file_and_opens_it_again_with_a_reason(kavita):
    file = kavita.create()
    kavita.efile.close(file.id, "निस्तारित")
    with pytest.raises(WrongStep):
        kavita.efile.write(file.id, "x", 0)
    with pytest.raises(InputError, match=r"efile\.text-needed"):
        kavita.efile.reopen(file.id, " ")
    kavita.efile.reopen(file.id, "नया पत्र आया")
    kavita.sync()
    assert kavita.efile.file(file.id).place is Place.AT_DESK
    assert kavita.office.link.attention() == ()


def test_files_are_found_by_subject_note_and_number_in_either_script(enrolled):
    kavita, _ = enrolled
    file = kavita.create("मातृत्व अवकाश की स्वीकृति")
    kavita.create("बजट आवंटन")
    kavita.note(file.id, "श्रीमती लक्ष्मी देवी का प्रार्थना पत्र।")
    letter = kavita.efile.diarise(kavita.letter(letter_no="412/निरीक्षण"), kavita.scan())
    for typed, wanted in (
        ("मातृत्व", file.id),
        ("lakshmi", file.id),
        ("लक्ष्मी देवी", file.id),
        (file.number[:14], file.id),
        ("412", letter.id),
        ("malihabad", letter.id),
    ):
        assert wanted in [row.id for row in kavita.efile.search(typed)], typed
    assert kavita.efile.search("कुछ नहीं") == ()
    assert kavita.efile.search('"*(') == ()


def test_whom_to_mark_to_is_found_by_post_or_holder_in_either_script(kavita):
    for typed in ("अनुभाग", "section", "anil", "अनिल", "anul"):
        assert post_of("anil") in [post.id for post in kavita.efile.posts(typed)], typed
    found = next(post for post in kavita.efile.posts("section") if post.id == post_of("anil"))
    assert found.abbreviation == "SO(AS)-TR-LKO"
    assert kavita.post not in [post.id for post in kavita.efile.posts("")]


def test_what_waits_grows_old_by_its_days(kavita):
    kavita.create()
    kavita.clock.ahead = timedelta(days=8)
    (row,) = kavita.efile.inbox()
    assert (row.days, row.age) == (8, Age.OLD)
    assert kavita.efile.my_day().pending[Age.OLD] == 1
