"""Who sits at the desk, what they may do, and that every entry says who did it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.accounts.people import acting_for
from app.counter.model import Mode
from app.counter.walk import State
from app.errors import InputError, NotAllowed
from app.records.journal import write_entry

from tests.integration.office.at_the_desk import PACKS


def test_every_entry_says_who_did_it(desk: Any, training_centre: Any):
    training_centre.behave(register_after_s=0.5)
    people = desk.office.people
    people.sign_in("gita", "gita1")
    found = desk.filed()
    people.sign_in("ramesh", "ramesh1")
    desk.office.counter.pay_online(found.id)
    people.sign_in("shabana", "shabana1")
    desk.until(found.id, State.USER_CHARGE_DUE)
    desk.office.counter.take_charge(found.id, Mode.CASH)
    who = dict(desk.rows("SELECT kind, who FROM journal WHERE subject NOT LIKE 'person:%' ORDER BY seq"))
    assert who["application.filed"] == "person-gita"
    assert who["payment.intended"] == who["receipt.issued"] == "person-ramesh"
    assert (
        who["acknowledgement.issued"] == "person-gita"
    )  # a registration is the work of who filed, done later
    assert who["charge.taken"] == "person-shabana"
    desk.office.link.sync_now()
    assert desk.office.link.attention() == ()
    with training_centre.centre.store.read() as connection:
        kept = connection.execute(text("SELECT kind, who FROM entry WHERE subject NOT LIKE 'person:%'"))
        assert {tuple(row) for row in kept} == set(who.items())
    assert desk.rows("SELECT who FROM money ORDER BY at") == ["person-ramesh", "person-shabana"]


def test_a_filing_names_who_looked_for_aadhaar_digits_and_why_what_looks_like_them_is_none(desk: Any):
    desk.office.people.sign_in("gita", "gita1")
    found = desk.ready()
    desk.office.people.sign_in("ramesh", "ramesh1")
    if found.likenesses:
        desk.office.counter.accept_likeness(found.id, "दूसरा व्यक्ति")
    desk.office.counter.file(found.id)
    looked = "SELECT who, body ->> '$.documents[0].looked_at.by', body ->> '$.documents[0].looked_at.because'"
    (told,) = desk.rows(f"{looked} FROM journal WHERE kind = 'application.filed'")
    assert told == ("person-ramesh", "person-gita", "अभ्यास का कार्ड है")


def test_an_assistant_ends_what_never_left_the_desk_and_is_not_offered_to_cancel_what_did(desk: Any):
    desk.office.people.sign_in("ramesh", "ramesh1")
    slip = desk.office.counter.start("upssb-worker-contribution")
    assert slip.may_cancel
    assert desk.office.counter.cancel(slip.id, "गलत सेवा चुनी").state is State.CANCELLED
    found = desk.filed()
    assert found.may_end
    assert not found.may_cancel
    with pytest.raises(NotAllowed):
        desk.office.counter.cancel(found.id, "ग्राहक चला गया")


def test_a_locked_desk_does_nothing_until_it_is_unlocked(desk: Any):
    people = desk.office.people
    people.sign_in("gita", "gita1")
    found = desk.filed()
    people.lock()
    assert people.locked
    for act in (
        lambda: desk.office.counter.pay_online(found.id),
        lambda: desk.office.counter.make_challan(found.id),
        lambda: desk.office.counter.start("upssb-worker-contribution"),
        lambda: desk.office.counter.cancel(found.id, "कारण"),
        lambda: desk.office.slots.say_no_aadhaar(found.id, "aadhaar_card"),
        lambda: desk.office.link.send_again(found.id),
        lambda: desk.office.papers.reprint("any", "कारण"),
    ):
        with pytest.raises(InputError) as refused:
            act()
        assert refused.value.key == "login.needed"
    with pytest.raises(InputError) as refused:
        people.unlock("wrong")
    assert refused.value.key == "login.wrong" and people.locked
    assert people.unlock("gita1").person.id == "person-gita" and not people.locked
    assert desk.office.counter.pay_online(found.id).state is not State.FEE_DUE


def test_the_last_field_typed_is_saved_though_the_desk_was_locked_meanwhile(desk: Any):
    found = desk.form()
    desk.office.people.lock()
    assert desk.office.counter.answer(found.id, "years", "3").answers["years"] == 3


def test_work_of_the_centre_goes_on_while_the_desk_is_locked(desk: Any):
    found = desk.paid()
    desk.office.people.lock()
    for _ in range(20):
        desk.office.link.sync_now()
    assert desk.rows("SELECT state FROM application") == ["user-charge-due"]
    assert [item.application.id for item in desk.office.counter.shelf()] == [found.id]


def test_another_person_may_take_a_locked_desk(desk: Any):
    people = desk.office.people
    people.sign_in("gita", "gita1")
    people.lock()
    assert people.sign_in("ramesh", "ramesh1").person.id == "person-ramesh"
    assert desk.rows("SELECT kind, who FROM journal WHERE subject LIKE 'person:%' ORDER BY seq")[-2:] == [
        ("person.locked", "person-gita"),
        ("person.signed-in", "person-ramesh"),
    ]


def test_nobody_acts_before_a_sign_in(desk: Any, training_centre: Any, new_desk: Any):
    desk.office._desk.acting = None
    with pytest.raises(InputError) as refused:
        desk.office.counter.start("upssb-worker-contribution")
    assert refused.value.key == "login.needed"


def test_in_training_the_people_of_every_sample_office_may_sit_down_each_by_their_own_password(desk: Any):
    offered = {person.login for person in desk.office.people.who_may_sign_in()}
    assert {"gita", "ramesh", "shabana", "anil", "kavita"} <= offered
    with pytest.raises(InputError) as refused:
        desk.office.people.sign_in("gita", "ramesh1")
    assert refused.value.key == "login.wrong"
    assert desk.office.people.acting.person.id == "person-gita"


@pytest.mark.parametrize(("login", "password"), [("anil", "anil1"), ("meena", "meena1")])
def test_the_district_s_people_take_no_application(desk: Any, login: str, password: str):
    desk.office.people.sign_in(login, password)
    with pytest.raises(NotAllowed):
        desk.office.counter.start("upssb-worker-contribution")


def test_the_centre_asks_for_the_role_again(desk: Any):
    """A desk whose program was changed lets counter staff cancel; the centre does not."""
    found = desk.filed()
    records, clock = desk.office._desk.records, desk.clock
    with records.write() as session:
        ramesh = acting_for(session, "person-ramesh", "kendra-lucknow-0001.counter")
        body = {"application": found.id, "reason": "कारण", "refund": False}
        write_entry(session, ramesh, "application.cancelled", found.id, body, (), found.version, clock=clock)
    desk.office.link.sync_now()
    (item,) = desk.office.link.attention()
    assert (item.subject, item.code) == (found.id, "role.not-allowed")
    assert item.mender == "e-district-manager"


def test_what_somebody_filed_who_has_left_since_still_comes_to_its_end(
    new_desk: Any, start_centre: Any, tmp_path: Path
):
    packs = tmp_path / "packs"
    shutil.copytree(PACKS, packs)
    centre = start_centre(packs=packs)
    desk = new_desk(centre)
    centre.behave(register_after_s=0.5)
    desk.office.people.sign_in("ramesh", "ramesh1")
    found = desk.paid()
    desk.office.people.sign_in("gita", "gita1")
    desk.office.link.sync_now()
    centre.stop()
    kendra = packs / "training" / "kendra.toml"
    since = 'person = "person-ramesh"\npost = "kendra-lucknow-0001.counter"\nsince = 2021-07-14\n'
    kendra.write_text(kendra.read_text("utf-8").replace(since, f"{since}until = 2021-08-01\n"), "utf-8")
    centre.start()
    desk.until(found.id, State.USER_CHARGE_DUE)
    desk.office.link.sync_now()
    assert desk.office.link.attention() == ()
    assert desk.rows("SELECT who FROM journal WHERE kind = 'acknowledgement.issued'") == ["person-gita"]
