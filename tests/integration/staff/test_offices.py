"""Posts and who holds them: what a change does is said first, and the e-File desk's address book follows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.base.days import office_day
from app.base.words import Words
from app.efile.walk import Enrolled
from app.errors import InputError
from app.office.offices import Offices
from app.staff.actions.postings import Move, NewPost
from app.staff.actions.reach import require_reach
from app.staff.at import At
from app.staff.posts import Change
from app.sync.model import Lies
from tests.integration.office.at_the_desk import kept_at
from tests.integration.staff.sheets import OFFICE, certify, many, sit

ORDER = "412/स्थापना/2026 दिनांक 24.11.2026"


def offices(officer) -> Offices:
    return officer.office.staff.offices


def today(officer):
    return office_day(officer.clock.now())


def test_retirement_says_what_becomes_of_files_and_token_and_does_it(new_officer, training_centre):
    kavita, imran = (new_officer(training_centre, login) for login in ("kavita", "imran"))
    kavita.ask_for_enrolment()
    imran.approve_all()
    kavita.sync()
    kavita.create()
    kavita.sync()
    imran.sync()
    move = Move(Change.RETIRED, "person-kavita", kavita.post, today(imran), ORDER)
    said = {each.reason: dict(each.facts) for each in offices(imran).before(move)}
    assert said["staff.moved.files-wait"] == {"files": 1}
    assert "staff.moved.token-ends" in said
    assert imran.efile.signing.register()[0].state is Enrolled.APPROVED
    offices(imran).make(move)
    assert imran.efile.signing.register()[0].state is Enrolled.SURRENDERED
    imran.sync()
    kavita.sync()
    assert kavita.efile.signing.register()[0].state is Enrolled.SURRENDERED
    assert imran.office.link.attention() == ()


def test_a_transfer_keeps_files_with_the_post_and_the_token_with_the_person(new_officer, training_centre):
    meena, sunita = (new_officer(training_centre, login) for login in ("meena", "sunita"))
    move = Move(Change.RELIEVED, "person-kavita", "district-lucknow.dealing-hand", today(meena), ORDER)
    offices(meena).make(move)
    tomorrow = today(meena) + timedelta(days=1)
    offices(meena).make(
        Move(Change.JOINED, "person-sunita", "district-lucknow.dealing-hand", tomorrow, ORDER)
    )
    orders = [each.thing for each in meena.office.link.outbox() if each.kind == "staff.moved"]
    assert [(each.called.en, each.lies) for each in orders] == [
        ("Kavita Yadav", Lies.OFFICES),
        ("Sunita Verma", Lies.OFFICES),
    ]
    meena.sync()
    sunita.clock.ahead += timedelta(days=2)
    sunita.sync()
    (post,) = [each for each in sunita.efile.posts("Dealing hand") if each.id.endswith("dealing-hand")]
    assert post.holder is not None and post.holder.en == "Sunita Verma"
    assert meena.office.link.attention() == ()


@pytest.mark.parametrize(
    "change, days, reason",
    [
        (Change.DELEGATED, None, "staff.term-needed"),
        (Change.DELEGATED, 365, "staff.term-long"),
        (Change.RETIRED, None, "staff.not-posted"),
    ],
)
def test_a_change_that_cannot_be_is_refused_before_it_is_written(neha, change, days, reason):
    until = today(neha) + timedelta(days=days) if days else None
    move = Move(change, "person-kavita", "district-lucknow.diarist", today(neha), ORDER, until)
    with pytest.raises(InputError) as told:
        offices(neha).make(move)
    assert told.value.key == reason
    assert neha.rows("SELECT count(*) FROM journal WHERE kind = 'staff.moved'") == [(0,)]


def test_a_person_of_the_master_who_is_given_a_post_can_be_marked_a_file(
    signed_for, new_officer, training_centre
):
    staff = signed_for.office.staff
    batch, _ = staff.begin(OFFICE, "basic.xlsx", many(2))
    staff.confirm(batch.id)
    certify(signed_for, batch.id)
    staff.upload(batch.id)
    signed_for.sync()
    person = staff.find("E000002")[0]
    name = Words("कर्मचारी दो", "Employee Two")
    new = NewPost(Words("प्रधान सहायक", "Head assistant"), ("dealing-hand",), name)
    post = staff.offices.give_post(person.id, new, today(signed_for), ORDER)
    signed_for.sync()
    assert signed_for.office.link.attention() == ()
    kavita = new_officer(training_centre, "kavita")
    kavita.sync()
    (found,) = [each for each in kavita.efile.posts("Head assistant") if each.id == post]
    assert found.holder == name
    card = next(each for each in staff.offices.all() if each.id == OFFICE)
    assert (card.in_master, [each.person for each in card.posted]) == (2, ["person-farah", person.id])
    meena, elsewhere = new_officer(training_centre, "meena"), "district-lucknow.diarist"
    meena.sync()
    offices(meena).make(Move(Change.JOINED, person.id, elsewhere, today(meena), ORDER))
    meena.sync()
    asked = f"SELECT office FROM staff_person WHERE id = '{person.id}'"
    assert kept_at(training_centre, asked) == ["district-lucknow"]
    (joined,) = [each for each in offices(meena).changes("district-lucknow") if each.move.person == person.id]
    offices(meena).cancel(joined.id, "15/2026")
    meena.sync()
    assert kept_at(training_centre, asked) == [OFFICE]  # where the sheet has them
    for change, of in ((Change.SUSPENDED, post), (Change.JOINED, elsewhere), (Change.RETIRED, elsewhere)):
        offices(meena).make(Move(change, person.id, of, today(meena), ORDER))
    retired = offices(meena).changes("district-lucknow")
    (ended,) = [each for each in retired if each.move.change is Change.RETIRED]
    offices(meena).cancel(ended.id, "16/2026")
    meena.sync()
    asked = asked.replace("office", "state")
    assert kept_at(training_centre, asked) == [Change.SUSPENDED]  # and not retired any more, nor at work


def test_a_charge_that_is_given_and_ended_before_the_line_came_back_is_both(new_officer, training_centre):
    meena = new_officer(training_centre, login="meena")
    post = "district-lucknow.dealing-hand"
    month = today(meena) + timedelta(days=30)
    for change, until in ((Change.ADDITIONAL, month), (Change.RELIEVED, None)):
        offices(meena).make(Move(change, "person-sunita", post, today(meena), ORDER, until))
        named = [each.named.hi for card in offices(meena).all() for each in card.posted if each.post == post]
        assert any(each.endswith("(अतिरिक्त प्रभार)") for each in named)
    meena.sync()
    assert meena.office.link.attention() == ()
    anil = new_officer(training_centre, login="anil")
    anil.sync()
    (found,) = [
        each for each in anil.efile.posts("Dealing") if each.id == post
    ]  # where letters are marked to it
    assert found.holder is not None and found.holder.en.endswith(" (additional charge)")
    assert not any("(" in each.holder.en for each in anil.efile.posts("") if each.holder and each.id != post)


def test_who_died_takes_no_post_here_or_at_a_desk_that_did_not_hear_of_it(new_officer, training_centre):
    meena, imran = (new_officer(training_centre, login) for login in ("meena", "imran"))
    post, other = "district-lucknow.dealing-hand", "district-lucknow.diarist"
    offices(meena).make(Move(Change.DIED, "person-kavita", post, today(meena), ORDER))
    joins = Move(Change.JOINED, "person-kavita", other, today(meena), ORDER)
    with pytest.raises(InputError, match=r"staff\.has-died"):
        offices(meena).before(joins)
    (known,) = [each for each in offices(meena).people() if each.person == "person-kavita"]
    assert known.standing is Change.DIED
    meena.sync()
    imran.office.staff.offices.make(joins)  # before it heard
    imran.sync()
    assert [each.code for each in imran.office.link.attention()] == ["staff.has-died"]


def test_a_suspended_person_is_warned_of_until_they_are_reinstated(new_officer, training_centre):
    meena = new_officer(training_centre, "meena")
    post = "district-lucknow.dealing-hand"

    def said(change):
        move = Move(change, "person-kavita", post, today(meena) + timedelta(days=1), ORDER)
        return {each.reason for each in offices(meena).before(move)}

    with pytest.raises(InputError, match=r"staff\.not-suspended"):
        offices(meena).before(
            Move(Change.REINSTATED, "person-kavita", "district-lucknow.diarist", today(meena), "")
        )
    suspends = Move(Change.SUSPENDED, "person-kavita", post, today(meena), ORDER)
    assert "staff.moved.vacant" in {each.reason for each in offices(meena).before(suspends)}
    offices(meena).make(suspends)
    (seat,) = [
        each for card in offices(meena).all() for each in card.posted if each.person == "person-kavita"
    ]
    assert seat.ended is Change.SUSPENDED
    assert "staff.moved.is-suspended" in said(Change.JOINED)
    assert "staff.moved.is-suspended" not in said(Change.REINSTATED)
    day = today(meena) + timedelta(days=1)
    offices(meena).make(Move(Change.REINSTATED, "person-kavita", post, day, ORDER))
    meena.sync()
    assert meena.office.link.attention() == ()


def test_who_is_suspended_can_retire_or_die_and_that_can_be_taken_back(new_officer, training_centre):
    meena = new_officer(training_centre, "meena")
    post, day = "district-lucknow.dealing-hand", today(meena)
    offices(meena).make(Move(Change.SUSPENDED, "person-kavita", post, day, ORDER))
    meena.clock.ahead += timedelta(days=3)
    (seat,) = [each for card in offices(meena).all() for each in card.seats if each.post == post]
    assert [each.person for each in seat.suspended] == ["person-kavita"]
    assert "person-kavita" not in [each.person for each in seat.holders]
    for change, reason in ((Change.DIED, "staff.has-died"), (Change.RETIRED, "staff.has-retired")):
        move = Move(change, "person-kavita", post, today(meena), ORDER)
        assert "staff.moved.held-none" in {each.reason for each in offices(meena).before(move)}
        offices(meena).make(move)
        with pytest.raises(InputError, match=reason.replace(".", r"\.")):
            offices(meena).before(replace(move, change=Change.JOINED))
        latest = offices(meena).changes("district-lucknow")[0]
        assert [each.reason for each in offices(meena).before_cancel(latest.id)] == ["staff.moved.stays-left"]
        offices(meena).cancel(latest.id, "17/2026")
    meena.sync()
    assert meena.office.link.attention() == ()
    asked = f"SELECT until FROM posting WHERE person = 'person-kavita' AND post = '{post}'"
    assert meena.rows(asked) == [(day.isoformat(),)]
    (known,) = [each for each in offices(meena).people() if each.person == "person-kavita"]
    assert known.standing is Change.SUSPENDED


def test_a_retirement_to_come_is_taken_back_past_a_suspension_and_stays_past_a_reinstatement(
    new_officer, training_centre
):
    meena = new_officer(training_centre, "meena")
    post, day = "district-lucknow.dealing-hand", today(meena)
    ends = day + timedelta(days=4)

    def make(change, on):
        offices(meena).make(Move(change, "person-kavita", post, on, ORDER))

    def until():
        return [each.until for card in offices(meena).all() for each in card.posted if each.post == post]

    def cancel(change):
        (held,) = [
            each
            for each in offices(meena).changes("district-lucknow")
            if each.move.change is change and not each.is_cancelled
        ]
        offices(meena).cancel(held.id, "18/2026")

    make(Change.RETIRED, ends)
    make(Change.SUSPENDED, day)
    assert ends in [each.retires for card in offices(meena).all() for each in card.posted]  # it is not hidden
    cancel(Change.SUSPENDED)
    assert ends in until()  # the retirement was not forgotten with the suspension
    make(Change.SUSPENDED, day)
    make(Change.REINSTATED, day + timedelta(days=1))
    meena.clock.ahead += timedelta(days=2)
    assert ends in until()
    cancel(Change.RETIRED)
    assert until()[-1] is None
    assert ends not in until()
    meena.sync()
    assert meena.office.link.attention() == ()
    heard = new_officer(training_centre, "anil")
    heard.sync()
    asked = f"SELECT since, until FROM posting WHERE person = 'person-kavita' AND post = '{post}'"
    assert heard.rows(asked) == meena.rows(asked)


def test_a_post_acts_for_its_own_office_and_those_below_alone(new_officer, training_centre):
    desk = new_officer(training_centre, login="imran").office._desk
    acting = desk.require_acting()
    below = At(replace(acting, office=replace(acting.office, id="block-malihabad")), desk.clock)
    with desk.records.read() as session:
        require_reach(session, At(acting, desk.clock), "block-malihabad")
        require_reach(session, below, "block-malihabad")
        for other in ("district-lucknow", "hod-education", "nowhere"):
            with pytest.raises(InputError, match=r"staff\.other-office"):
                require_reach(session, below, other)


def test_at_a_shared_desk_a_head_sees_the_sheets_of_their_own_office_alone(neha):
    staff = neha.office.staff
    others, own = (staff.begin(office, "in.xlsx", many(1))[0].id for office in ("hod-health", OFFICE))
    for batch in (others, own):
        staff.confirm(batch)
    sit(neha, "farah")
    assert ([each.id for each in staff.batches()], staff.waiting()) == ([own], 1)
    assert staff.looked_at(own).id == own
    with pytest.raises(InputError, match=r"staff\.other-office"):
        staff.looked_at(others)
    sit(neha, "raghav")
    assert staff.waiting() == 2
