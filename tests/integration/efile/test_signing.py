"""Who may sign, with which token, and what stays when something breaks in the middle."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from threading import Thread

import pytest

from app.base.ids import new_id
from app.efile.leaves import CERTIFICATE, hang, leaves
from app.efile.walk import Enrolled, Register
from app.errors import DeviceMissing, InputError, NotAllowed, WrongStep
from app.ports.signing import CertificateState
from tests.integration.efile.tokens import PIN, SoftToken, pair


def test_without_an_approved_enrolment_no_pin_is_asked(kavita, imran):
    token = kavita.token.token
    with pytest.raises(InputError, match=r"dsc\.not-enrolled"):
        kavita.efile.signing.unlock(token, token.certificates[0], PIN)
    kavita.ask_for_enrolment()
    with pytest.raises(InputError, match=r"dsc\.waits-approval"):
        kavita.unlock()
    assert kavita.efile.signing.before_pin(kavita.token.certificate).standing is Enrolled.ASKED
    with pytest.raises(NotAllowed):
        kavita.efile.signing.decide(kavita.efile.signing.register()[0].id, approved=True)
    imran.approve_all()
    kavita.sync()
    kavita.unlock()
    assert kavita.efile.signing.unlocked is not None


def test_a_desk_that_is_locked_while_an_enrolment_is_signed_waits_for_it(kavita):
    locking = Thread(target=kavita.office.people.lock)
    kavita.token.hinder = lambda: (locking.start(), locking.join(0.5))
    kavita.unlock(enrolling=True)
    (asked,) = kavita.efile.signing.enrol()
    locking.join(5)
    assert asked.state is Enrolled.ASKED
    assert kavita.office.people.locked and kavita.efile.signing.unlocked is None


def test_a_colleagues_token_is_refused_before_the_pin(enrolled):
    kavita, anil = enrolled
    theirs = anil.token.token
    with pytest.raises(InputError, match=r"dsc\.other-certificate"):
        kavita.efile.signing.unlock(theirs, theirs.certificates[0], PIN)


@pytest.mark.parametrize(
    "changed, reason",
    [({"class_": 2}, "dsc.low-class"), ({"may_sign": False}, "dsc.may-not-sign")],
)
def test_a_certificate_that_may_not_sign_is_not_entered(kavita, changed, reason):
    kavita.token.changed.update(changed)
    kavita.unlock(enrolling=True)
    with pytest.raises(InputError) as told:
        kavita.efile.signing.enrol()
    assert told.value.key == reason


def test_a_colleagues_token_is_not_enrolled_a_second_time(enrolled):
    kavita, anil = enrolled
    kavita.token.pair = anil.token.pair
    kavita.unlock(enrolling=True)
    assert kavita.efile.signing.try_token().is_good  # to try it binds nobody
    before = kavita.rows("SELECT count(*) FROM journal")
    with pytest.raises(InputError, match=r"dsc\.held-by-another") as told:
        kavita.efile.signing.enrol()
    assert "Anil" in told.value.facts["name"]
    assert kavita.rows("SELECT count(*) FROM journal") == before
    known = kavita.efile.signing.before_pin(anil.token.certificate)
    assert "Anil" in known.held_by.en and not known.is_named_so


def test_two_desks_that_do_not_know_of_each_other_enrol_one_token_once(kavita, anil, imran):
    kavita.token.pair = anil.token.pair
    for officer in (anil, kavita):
        officer.unlock(enrolling=True)
        officer.efile.signing.enrol()
    anil.sync()
    kavita.sync()
    (refused,) = kavita.office.link.attention()
    assert refused.code == "dsc.held-by-another"
    kavita.sync()
    imran.sync()
    for officer in (kavita, imran):  # no desk of them holds a file yet
        assert [each.person for each in officer.efile.signing.register()] == ["person-anil"]


def test_a_token_enrolled_twice_before_the_rule_is_told_to_both_offices(
    anil, imran, new_officer, training_centre
):
    farah = new_officer(training_centre, "farah")
    for officer in (anil, farah):
        officer.ask_for_enrolment()
    imran.approve_all()
    training_centre.stop()
    with closing(sqlite3.connect(training_centre.folder / "centre.sqlite3", isolation_level=None)) as centre:
        kept = "UPDATE efile_leaf SET document = json_set(document, '$.sha256', ?) WHERE kind = 'certificate'"
        centre.execute(kept, (anil.token.certificate.sha256,))  # as nothing forbade it then
        centre.execute("DELETE FROM efile_leaf WHERE kind = 'certificate-use'")
    training_centre.start()

    def others(officer):
        officer.sync()
        register = officer.efile.signing.register()
        return {each.person: [name.en for name in each.also] for each in register}

    hers, his = (officer.office.people.acting.person.name.en for officer in (farah, anil))
    for officer in (anil, imran, farah):
        told = others(officer)
        assert told["person-farah"] == [his]
        assert told.get("person-anil", [hers]) == [hers]  # another office's line may not be hers to see
    mine = next(each.id for each in anil.efile.signing.register() if each.person == "person-anil")
    anil.efile.signing.end(mine, Register.SURRENDERED, anil.today, reason="दूसरे का है")
    anil.sync()
    assert not any([*others(anil).values(), *others(farah).values()])


def test_a_certificate_in_another_name_is_marked_and_approved_with_a_reason_only(kavita, imran):
    kavita.token.pair = pair("Rakesh Verma")
    kavita.ask_for_enrolment()
    imran.sync()
    (asked,) = imran.efile.signing.register()
    assert (asked.holder, asked.fits) == ("Rakesh Verma", False)
    with pytest.raises(InputError, match=r"dsc\.name-differs"):
        imran.efile.signing.decide(asked.id, approved=True)
    imran.efile.signing.decide(asked.id, approved=True, reason="विवाह के बाद नाम बदला; आदेश 12/2026")
    imran.sync()
    assert imran.office.link.attention() == ()
    assert imran.efile.signing.register()[0].state is Enrolled.APPROVED


def test_a_holders_name_in_latin_letters_fits_the_person_written_in_devanagari(kavita, imran):
    kavita.token.pair = pair("KAVITA YADAV")
    kavita.ask_for_enrolment()
    imran.sync()
    (asked,) = imran.efile.signing.register()
    assert (asked.holder, asked.fits) == ("KAVITA YADAV", True)
    imran.efile.signing.decide(asked.id, approved=True)


def test_nobody_approves_their_own_token(imran):
    imran.ask_for_enrolment()
    with pytest.raises(InputError, match=r"dsc\.own-certificate"):
        imran.efile.signing.decide(imran.efile.signing.register()[0].id, approved=True)


def test_a_renewed_token_replaces_the_one_before_and_old_notes_still_hold(enrolled, imran):
    kavita, _ = enrolled
    file = kavita.create()
    kavita.note(file.id)
    kavita.efile.signing.lock()
    kavita.token.pair = pair("kavita-new")
    kavita.ask_for_enrolment()
    imran.approve_all()
    kavita.sync()
    states = {
        each.sha256: each.state for each in kavita.efile.signing.register() if each.person == "person-kavita"
    }
    assert sorted(states.values()) == [Enrolled.APPROVED, Enrolled.REPLACED]
    kavita.note(file.id, "नए टोकन से।")
    assert kavita.efile.verify(file.id).is_whole
    kavita.sync()
    assert kavita.office.link.attention() == ()
    kavita.efile.signing.lock()
    kavita.token.pair = pair("KAVITA YADAV", 60)
    kavita.ask_for_enrolment()
    imran.sync()
    asked = next(each.id for each in imran.efile.signing.register() if each.state is Enrolled.ASKED)
    with pytest.raises(InputError, match=r"dsc\.ends-longer"):  # nobody meant to end the longer one
        imran.efile.signing.decide(asked, approved=True)


def test_a_lost_token_needs_its_report_and_signs_no_more(enrolled):
    kavita, _ = enrolled
    (own,) = [each for each in kavita.efile.signing.register() if each.person == "person-kavita"]
    today = kavita.today
    with pytest.raises(InputError, match=r"dsc\.fir-needed"):
        kavita.efile.signing.end(own.id, Register.LOST, today)
    kavita.efile.signing.end(own.id, Register.LOST, today, fir="0123/2026")
    with pytest.raises(InputError, match=r"dsc\.lost"):
        kavita.unlock()
    with pytest.raises(WrongStep):
        kavita.efile.signing.end(own.id, Register.SURRENDERED, today)
    assert kavita.efile.signing.before_pin(kavita.token.certificate).state is CertificateState.LOST
    kavita.unlock(enrolling=True)
    with pytest.raises(InputError, match=r"dsc\.lost"):
        kavita.efile.signing.enrol(kavita.token.token)  # found again, it is not enrolled again
    with kavita.office._desk.records.write() as session:  # a desk of before, where it could be
        (lost,) = leaves(session, "person-kavita", CERTIFICATE)
        anew = {**lost.document, "state": Enrolled.APPROVED.value, "until": ""}
        hang(session, new_id(), CERTIFICATE, lost.thing, lost.place, anew)
    assert kavita.efile.signing.before_pin(kavita.token.certificate).state is CertificateState.FINE
    kavita.unlock()


def test_certificates_that_end_soon_are_listed(enrolled, imran):
    imran.clock.ahead = timedelta(days=620)
    assert [each.days for each in imran.efile.signing.expiries()] == [50, 50]
    imran.clock.ahead = timedelta()
    assert imran.efile.signing.expiries() == ()


def test_what_was_shown_is_signed_or_nothing_is(enrolled):
    kavita, _ = enrolled
    file = kavita.create()
    kavita.efile.write(file.id, "पहला पाठ", 0)
    kavita.unlock()
    shown = kavita.efile.signing.to_sign(file.id)
    kavita.efile.write(file.id, "दूसरा पाठ", 1)
    with pytest.raises(InputError, match=r"noting\.moved-on"):
        kavita.efile.signing.sign(shown)
    assert kavita.efile.file(file.id).notings == ()
    signed = kavita.efile.signing.sign(kavita.efile.signing.to_sign(file.id))
    assert signed.notings[0].noting.body == "दूसरा पाठ"
    with pytest.raises(InputError, match=r"noting\.empty"):
        kavita.efile.signing.sign(shown)  # a second click signs nothing twice


def test_a_hidden_character_is_refused_and_a_look_alike_is_marked(enrolled):
    kavita, _ = enrolled
    file = kavita.create()
    with pytest.raises(InputError, match=r"noting\.hidden-character"):
        kavita.efile.write(file.id, "₹ 50\u202e000", 0)
    kavita.efile.write(file.id, "p\u0430y करें", 0)
    kavita.unlock()
    shown = kavita.efile.signing.to_sign(file.id)
    assert shown.shown == "p‹а U+0430›y करें"
    assert "noting.look-alike" in shown.warnings


def test_a_token_pulled_in_the_middle_of_a_batch_leaves_what_was_signed(enrolled):
    kavita, _ = enrolled
    files = [kavita.create(f"पत्रावली {each}").id for each in range(5)]
    for file in files:
        kavita.efile.write(file, "प्रस्तुत।", 0)
    kavita.unlock()
    count = iter(range(10))

    def pulled() -> None:
        if next(count) == 3:
            kavita.token.lock()
            raise DeviceMissing(reason="token.removed")

    kavita.token.hinder = pulled
    heard = []
    done = kavita.efile.signing.sign_all(
        kavita.efile.signing.to_sign_all(files).ready, lambda *told: heard.append(told), lambda: True
    )
    assert (done.signed, done.left) == (tuple(files[:3]), tuple(files[3:]))
    assert done.error is not None and done.error.key == "token.removed"
    assert heard == [(1, 5), (2, 5), (3, 5)]
    kavita.token.hinder = None
    kavita.unlock()
    rest = kavita.efile.signing.sign_all(
        kavita.efile.signing.to_sign_all(done.left).ready, lambda *_: None, lambda: True
    )
    assert (rest.left, rest.error) == ((), None)
    assert all(kavita.efile.verify(file).is_whole for file in files)
    kavita.sync()
    assert kavita.office.link.attention() == ()


def test_a_batch_stops_where_a_person_stops_it(enrolled):
    kavita, _ = enrolled
    files = [kavita.create(f"पत्रावली {each}").id for each in range(3)]
    for file in files:
        kavita.efile.write(file, "प्रस्तुत।", 0)
    kavita.unlock()
    asked = iter([True, False])
    done = kavita.efile.signing.sign_all(
        kavita.efile.signing.to_sign_all(files).ready, lambda *_: None, lambda: next(asked)
    )
    assert (done.signed, done.left, done.error) == ((files[0],), tuple(files[1:]), None)


def test_a_desk_that_is_locked_or_changes_hands_locks_the_token(enrolled):
    kavita, _ = enrolled
    kavita.unlock()
    kavita.office.people.lock()
    assert kavita.efile.signing.unlocked is None
    kavita.office.people.unlock("kavita1")
    kavita.unlock()
    kavita.office.people.sign_in("anil", "anil1")
    assert kavita.efile.signing.unlocked is None
    assert isinstance(kavita.token, SoftToken)


def test_a_green_note_is_changed_by_nobody(enrolled):
    kavita, _ = enrolled
    file = kavita.create()
    kavita.note(file.id)
    kavita.sync()
    for act in ("UPDATE efile_noting SET note = 'x'", "DELETE FROM efile_noting"):
        with pytest.raises(Exception, match="never changed"):
            with kavita.office._desk.records.write() as session:
                session.connection().exec_driver_sql(act)
