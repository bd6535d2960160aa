"""Two officers on two machines hold the same truth, whatever the line does between them."""

import contextlib
from typing import Any

import pytest

from app.efile.actions.movement import answered
from app.efile.chain import Fault
from app.efile.model import File
from app.efile.walk import Place
from app.errors import InputError, WrongStep


def truth(file: File) -> dict[str, Any]:
    """What must be the same at every desk that knows the file."""
    return {
        "number": file.number,
        "place": file.place,
        "holder": file.holder.id,
        "head": file.head,
        "notes": [(note.head, note.paragraphs) for note in file.notings],
        "pages": [(page.first, page.last, page.sha256) for page in file.correspondence],
        "drafts": [(draft.id, draft.state, draft.versions) for draft in file.drafts],
        "movements": [(line.at, line.act, line.post.id) for line in file.movements],
    }


def test_a_file_is_noted_signed_sent_opened_and_answered(enrolled):
    kavita, anil = enrolled
    file = kavita.create()
    kavita.note(file.id, "निरीक्षण आख्या प्राप्त।\n\nआदेशार्थ प्रस्तुत।")
    kavita.send(file.id, "anil")
    assert [row.id for row in kavita.efile.sent()] == [file.id]
    anil.sync()
    (row,) = anil.efile.inbox()
    assert (row.subject, row.place, row.sender.id) == (file.subject, Place.UNOPENED, kavita.post)
    anil.takes(file.id)
    anil.note(file.id, "सहमत।")
    anil.send(file.id, "kavita")
    back = kavita.takes(file.id)
    anil.sync()
    assert [(p.number, p.text) for note in back.notings for p in note.paragraphs] == [
        (1, "निरीक्षण आख्या प्राप्त।"),
        (2, "आदेशार्थ प्रस्तुत।"),
        (3, "सहमत।"),
    ]
    assert truth(anil.efile.file(file.id)) == truth(back)
    verdict = anil.efile.verify(file.id)
    assert (verdict.fault, len(verdict.notings)) == (Fault.NONE, 2)
    assert kavita.office.link.attention() == anil.office.link.attention() == ()


def test_an_officer_works_on_without_a_line_and_both_hold_the_same_afterwards(enrolled, training_centre):
    kavita, anil = enrolled
    file = kavita.create()
    kavita.note(file.id)
    kavita.send(file.id, "anil")
    anil.takes(file.id)
    training_centre.stop()
    anil.note(file.id, "पहली टिप्पणी बिना लाइन के।")
    anil.note(file.id, "दूसरी भी।")
    anil.efile.enclose(file.id, "नक्शा", anil.scan())
    anil.send(file.id, "kavita")
    second = kavita.create("दूसरी पत्रावली")
    kavita.note(second.id)
    kavita.send(second.id, "anil")
    assert kavita.efile.file(file.id).notings[-1].anchored
    training_centre.start()
    for officer in (anil, kavita, anil, kavita):
        officer.sync()
    for each in (file.id, second.id):
        assert truth(anil.efile.file(each)) == truth(kavita.efile.file(each))
    here = kavita.takes(file.id)
    assert [note.noting.seq for note in here.notings] == [1, 2, 3]
    assert all(note.anchored for note in here.notings)
    assert kavita.efile.verify(file.id).is_whole
    assert kavita.efile.fetch_papers(file.id) == 1
    assert kavita.efile.paper(here.correspondence[0].sha256).startswith(b"%PDF")


def test_within_sixty_seconds_a_file_is_had_back_and_nothing_has_left(enrolled):
    kavita, anil = enrolled
    file = kavita.create()
    row = kavita.efile.send(file.id, anil.post)
    assert row.place is Place.LEAVING
    kavita.sync()
    anil.sync()
    assert anil.efile.inbox() == ()
    assert [each.id for each in kavita.efile.my_day().leaving] == [file.id]
    assert kavita.efile.undo(file.id).place is Place.AT_DESK
    kavita.a_minute_later()
    anil.sync()
    assert anil.efile.inbox() == ()


def test_after_sixty_seconds_it_cannot_be_undone(enrolled):
    kavita, _ = enrolled
    file = kavita.create()
    kavita.send(file.id, "anil")
    with pytest.raises((WrongStep, InputError)):
        kavita.efile.undo(file.id)


def test_what_is_unopened_is_pulled_back(enrolled):
    kavita, anil = enrolled
    file = kavita.create()
    came = file.movements[0].at
    kavita.send(file.id, "anil")
    anil.sync()
    assert kavita.efile.file(file.id).pullable and not anil.efile.file(file.id).pullable
    assert kavita.efile.pull_back(file.id).asked_back
    with kavita.office._desk.records.write() as session:  # the centre grants it; its cover comes later
        answered(session, "file.pulled-back", file.id, True)
    assert kavita.efile.file(file.id).asked_back
    kavita.sync()
    anil.sync()
    assert anil.efile.file(file.id).notice == ""  # he had not opened it: there is nothing to tell
    assert kavita.efile.file(file.id).place is Place.AT_DESK
    assert kavita.efile.inbox()[0].arrived_at == came  # sending and pulling back makes no old file fresh
    assert anil.efile.inbox() == ()
    assert truth(anil.efile.file(file.id)) == truth(kavita.efile.file(file.id))
    kavita.note(file.id)


def test_what_was_opened_first_is_not_pulled_back_and_its_sender_is_told(enrolled):
    kavita, anil = enrolled
    file = kavita.create()
    kavita.send(file.id, "anil")
    anil.sync()
    anil.efile.open(file.id)
    kavita.efile.pull_back(file.id)
    anil.sync()  # the centre hears of the opening first
    with kavita.office._desk.records.write() as session:
        answered(
            session, "file.pulled-back", file.id, done=False
        )  # the answer comes before where the file lies
    assert not kavita.efile.file(file.id).pullable
    kavita.sync()
    kavita.sync()
    told = kavita.efile.file(file.id)
    assert (told.notice, told.holder.id, told.asked_back) == ("efile.opened-before", anil.post, False)
    anil.note(file.id)
    with pytest.raises(WrongStep, match=r"efile\.opened-already"):
        kavita.efile.pull_back(file.id)


def test_a_desk_that_sees_a_file_go_from_hand_to_hand_is_told_nothing_of_a_pull_back(enrolled):
    kavita, anil = enrolled
    file = kavita.create()
    kavita.sync()
    anil.sync()
    kavita.send(file.id, "anil")
    anil.sync()
    assert (anil.efile.file(file.id).mine, anil.efile.file(file.id).notice) == (True, "")


def test_who_opened_after_it_was_pulled_back_is_told_and_has_signed_nothing(enrolled, training_centre):
    kavita, anil = enrolled
    file = kavita.create()
    kavita.send(file.id, "anil")
    anil.sync()
    anil.efile.open(file.id)
    anil.efile.write(file.id, "मेरी राय", 0)
    anil.unlock()
    with pytest.raises(InputError, match=r"efile\.not-confirmed"):
        anil.efile.signing.to_sign(file.id)
    kavita.efile.pull_back(file.id)
    kavita.sync()  # the centre hears of the pull-back first
    anil.sync()
    anil.sync()
    told = anil.efile.file(file.id)
    assert (told.notice, told.holder.id, told.yellow) == ("efile.taken-back", kavita.post, None)
    kavita.sync()
    assert truth(told) == truth(kavita.efile.file(file.id))
    assert anil.office.link.attention() == ()
    kavita.send(file.id, "anil")
    anil.sync()
    assert anil.efile.file(file.id).notice == ""  # it is his now


def test_only_the_holder_signs_sends_or_closes(enrolled):
    kavita, anil = enrolled
    file = kavita.create()
    kavita.send(file.id, "anil")
    anil.takes(file.id)
    kavita.sync()
    for act in (
        lambda: kavita.efile.write(file.id, "x", 0),
        lambda: kavita.efile.send(file.id, anil.post),
        lambda: kavita.efile.close(file.id, "पूर्ण"),
    ):
        with pytest.raises(InputError, match=r"efile\.not-yours"):
            act()
    with pytest.raises(InputError, match=r"efile\.creator-only"):
        anil.efile.close(file.id, "पूर्ण")


def test_a_draft_note_holds_the_file_until_it_is_signed_or_dropped(enrolled):
    kavita, anil = enrolled
    file = kavita.create()
    kavita.efile.write(file.id, "अधूरा", 0)
    with pytest.raises(InputError, match=r"efile\.yellow-open"):
        kavita.efile.send(file.id, anil.post)
    kavita.efile.drop_note(file.id)
    kavita.efile.send(file.id, anil.post)


def test_two_hands_in_one_draft_note_are_told(enrolled):
    kavita, _ = enrolled
    file = kavita.create()
    kavita.efile.write(file.id, "एक", 0)
    kavita.efile.write(file.id, "दो", 1)
    with pytest.raises(InputError, match=r"noting\.moved-on"):
        kavita.efile.write(file.id, "पुराना", 1)


def test_a_draft_note_is_in_one_hand_even_where_two_share_the_post(enrolled):
    """Whoever officiates sees that a note is begun, and whose it is; they neither write on it nor sign it."""
    kavita, _ = enrolled
    file = kavita.create()
    kavita.efile.write(file.id, "मेरी टिप्पणी", 0)
    with kavita.office._desk.records.write() as session:
        officiating = f"UPDATE posting SET post = '{kavita.post}' WHERE person = 'person-anil'"
        session.connection().exec_driver_sql(officiating)
    kavita.office.people.sign_in("anil", "anil1")
    seen = kavita.efile.file(file.id).yellow
    assert (seen.text, seen.mine) == ("मेरी टिप्पणी", False)
    for act in (
        lambda: kavita.efile.write(file.id, "दूसरी", seen.revision),
        lambda: kavita.efile.drop_note(file.id),
        lambda: kavita.efile.signing.to_sign(file.id, certificate=kavita.token.token.certificates[0]),
    ):
        with pytest.raises(InputError, match=r"noting\.other-hand"):
            act()
    kavita.office.people.sign_in("kavita", "kavita1")
    assert kavita.note(file.id, "मेरी टिप्पणी").notings[0].noting.emp_id == "person-kavita"


def test_one_works_without_a_line_while_the_other_pulls_back_and_notes(enrolled, training_centre):
    """The centre's order decides: what was opened and noted on without a line was never theirs to sign."""
    kavita, anil = enrolled
    files = [kavita.create(f"पत्रावली {number}").id for number in range(3)]
    for file in files:
        kavita.note(file)
        kavita.efile.send(file, anil.post)
    kavita.a_minute_later()
    anil.sync()
    anil.takes(files[0])  # opened while the line held: it stays with Anil
    training_centre.stop()
    anil.note(files[0], "लाइन के बिना।")
    anil.efile.open(files[1])
    anil.efile.write(files[1], "राय", 0)
    training_centre.start()
    for file in files:
        with contextlib.suppress(InputError, WrongStep):
            kavita.efile.pull_back(file)
    kavita.sync()
    kavita.note(files[1], "वापस लेकर लिखा।")
    for officer in (anil, kavita, anil, kavita):
        officer.sync()
    for file in files:
        assert truth(anil.efile.file(file)) == truth(kavita.efile.file(file))
        assert anil.efile.verify(file).is_whole
    holders = [kavita.efile.file(file).holder.id for file in files]
    assert holders == [anil.post, kavita.post, kavita.post]
    assert [len(kavita.efile.file(file).notings) for file in files] == [2, 2, 1]
    assert kavita.office.link.attention() == anil.office.link.attention() == ()
