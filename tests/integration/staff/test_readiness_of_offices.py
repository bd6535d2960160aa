"""The CDO's and the DESTO's view of offices, at two desks."""

from datetime import timedelta

import pytest

from app.base.days import office_day
from app.errors import InputError, NotAllowed
from app.staff.actions.notes import ITEM, MEETING, note
from app.staff.at import At
from app.staff.standings import ActionPoint, Standing
from tests.integration.staff.sheets import certify, many

OFFICE = "block-malihabad"
NODAL = {"name": "राम कुमार", "mobile": "9876543210", "letter": "15/2026"}


def found(officer, office=OFFICE):
    return next(each for each in officer.office.staff.readiness.offices() if each.office == office)


def test_evidence_given_at_one_desk_is_seen_at_another(neha, new_officer, training_centre):
    given = neha.office.staff.readiness.give_evidence(OFFICE, "nodal-officer", NODAL)
    assert given.percent == 8
    neha.sync()
    cdo = new_officer(training_centre, "vikram")
    cdo.sync()
    assert found(cdo).percent == 8
    first = cdo.office.staff.readiness.by_item()[0]
    assert first.done == 1 and OFFICE not in first.late
    call = next(each for each in cdo.office.staff.readiness.calls() if each.office == OFFICE)
    assert call.who is not None and call.who.hi == "राम कुमार 9876543210"
    assert neha.office.link.attention() == ()


def test_evidence_with_a_fact_missing_or_an_aadhaar_number_in_it_is_not_noted(neha):
    readiness = neha.office.staff.readiness
    with pytest.raises(InputError, match=r"staff\.evidence-needed"):
        readiness.give_evidence(OFFICE, "nodal-officer", NODAL | {"letter": " "})
    with pytest.raises(InputError, match=r"staff\.holds-aadhaar"):
        readiness.give_evidence(OFFICE, "nodal-officer", NODAL | {"letter": "9999 4105 7058"})
    assert found(neha).percent == 0


def certified(officer):
    marks = found(officer, "hod-education").marks
    return next(mark for mark in marks if mark.item == "data-certified")


def test_that_data_went_up_follows_from_what_the_centre_took_and_from_no_typed_word(
    signed_for, new_officer, training_centre
):
    staff, typed = (
        signed_for.office.staff,
        {"evidence": {"certified_on": "2026-01-02", "digest": "abcdef123456"}},
    )
    with pytest.raises(InputError, match=r"staff\.evidence-by-centre"):
        staff.readiness.give_evidence("hod-education", "data-certified", typed["evidence"])
    desk = signed_for.office._desk
    with desk.records.write() as session:  # a desk of an earlier time
        at = At(desk.require_acting(), desk.clock)
        note(session, at, ITEM, "hod-education", typed, "hod-education:data-certified")
    batch, _ = staff.begin("hod-education", "basic.xlsx", many(2))
    staff.confirm(batch.id)
    signed = certify(signed_for, batch.id)
    assert certified(signed_for).standing is Standing.LATE  # signed, and not with the centre yet
    staff.upload(batch.id)
    signed_for.sync()
    cdo = new_officer(training_centre, "vikram")  # whose desk was not there while it was certified
    cdo.sync()
    for each in map(certified, (signed_for, cdo)):
        assert (each.standing, each.evidence["digest"]) == (Standing.DONE, signed.certification.digest)
        assert each.by == "person-raghav"


def test_an_exemption_by_order_holds_for_its_term(neha):
    today = office_day(neha.clock.now())
    readiness = neha.office.staff.readiness
    with pytest.raises(InputError, match=r"staff\.order-needed"):
        readiness.exempt(OFFICE, "network", "", today)
    with pytest.raises(InputError, match=r"staff\.holds-aadhaar"):
        readiness.exempt(OFFICE, "network", "999941057058", today)
    mark = next(
        each for each in readiness.exempt(OFFICE, "network", "77/2026", today).marks if each.item == "network"
    )
    assert (mark.standing, mark.by) == (Standing.EXEMPT, "person-neha")
    given = next(
        each
        for each in readiness.give_evidence(OFFICE, "nodal-officer", NODAL).marks
        if each.item == "nodal-officer"
    )
    neha.clock.ahead += timedelta(days=2)
    later = next(each for each in found(neha).marks if each.item == "network")
    assert later.standing is Standing.LATE
    readiness.exempt(OFFICE, "nodal-officer", "78/2026", office_day(neha.clock.now()))
    neha.clock.ahead += timedelta(days=2)
    done = next(each for each in found(neha).marks if each.item == "nodal-officer")
    assert (done.standing, done.at) == (
        Standing.DONE,
        given.at,
    )  # since it was given, not since it was exempt


def test_minutes_and_their_open_points_reach_the_cdo(neha, new_officer, training_centre):
    day = office_day(neha.clock.now())
    points = [ActionPoint("DSC मँगाएँ", OFFICE, day), ActionPoint("प्रशिक्षण", OFFICE, day, done=True)]
    neha.office.staff.readiness.keep_meeting(day, "मुख्य विकास अधिकारी", "ई-ऑफिस की समीक्षा हुई।", points)
    neha.sync()
    cdo = new_officer(training_centre, "vikram")
    cdo.sync()
    ((meeting, point),) = cdo.office.staff.readiness.points_due()
    assert (meeting.chair, point.text) == ("मुख्य विकास अधिकारी", "DSC मँगाएँ")
    desk, tomorrow = neha.office._desk, (day + timedelta(days=1)).isoformat()
    kept = {"chair": "—", "minutes": "—", "points": []}
    late = {"text": "—", "office": OFFICE, "due": (day - timedelta(days=1)).isoformat(), "done": False}
    with desk.records.write() as session:  # a desk that asks nothing
        at = At(desk.require_acting(), desk.clock)
        note(session, at, MEETING, at.acting.office.id, kept | {"on": tomorrow})
        note(session, at, MEETING, at.acting.office.id, kept | {"on": day.isoformat(), "points": [late]})
        due = {"text": "प्रशिक्षण", "office": OFFICE, "due": day.isoformat(), "done": False}
        below = kept | {"on": day.isoformat(), "points": [due, due | {"text": "DSC"}]}
        theirs = note(session, at, MEETING, "hod-education", below)
    neha.sync()
    said = {each.code for each in neha.office.link.attention()}
    assert said == {"staff.meeting-to-come", "staff.point-before-meeting"}

    minutes = neha.office.staff.readiness
    (stood,) = [each for each in minutes.meetings() if each.id == theirs]
    minutes.end_point(theirs, stood.points[0])
    with pytest.raises(InputError, match=r"staff\.point-gone"):
        minutes.end_point(theirs, stood.points[0])
    with pytest.raises(InputError, match=r"staff\.meeting-moved"):  # nobody's word is written over unseen
        minutes.keep_meeting(day, "—", "और भी", stood.points, theirs, stood)
    minutes.end_point(theirs, stood.points[1])
    neha.sync()
    assert {each.code for each in neha.office.link.attention()} == said  # a meeting of an office below
    (ended,) = [each for each in minutes.meetings() if each.id == theirs]
    assert [each.done for each in ended.points] == [True, True]


def test_a_dealing_hand_notes_nothing_of_offices(new_officer, training_centre):
    kavita = new_officer(training_centre, "kavita")
    with pytest.raises(NotAllowed):
        kavita.office.staff.readiness.give_evidence(OFFICE, "nodal-officer", NODAL)
