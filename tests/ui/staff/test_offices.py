"""Who holds which post: found in either script, and changed only after it was said what that does."""

from collections.abc import Iterator
from datetime import timedelta
from threading import get_ident
from typing import Any

import pytest
from app.base.days import office_day
from app.base.words import Language, Words
from app.ports.centre import Change as Document
from app.staff.actions import told
from app.staff.posts import Change, Move, OfficeCard
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from ui.offices.finder import OfficeFinder
from ui.offices.place import OfficesPlace
from ui.offices.posting_sheet import OF_HOLDER
from ui.staff.overview import Overview

from tests.integration.efile.officers import Officer, open_officer
from tests.ui.staff.places import AtPlace, on_another_day

__all__ = ["on_another_day"]

DISTRICT = "district-lucknow"
HAND, DIARIST = f"{DISTRICT}.dealing-hand", f"{DISTRICT}.diarist"
SUNIL = {"name": "सुनील वर्मा", "designation": "लिपिक", "mobile": "9876501234", "email": "sunil@up.gov.in"}


@pytest.fixture
def desk(qtbot: Any, neha: Officer, tasks: Any, speech: Any) -> Iterator[AtPlace]:
    found = AtPlace(qtbot, neha, OfficesPlace, tasks, speech)
    found.until(lambda: found.place.list.current() is not None)
    yield found
    tasks.close()


def shown(desk: AtPlace) -> list[str]:
    return [placed.card.id for placed in desk.place.list.rows.items]


def choose(desk: AtPlace, office: str, post: str = "") -> None:
    desk.place.list.view.selectRow(shown(desk).index(office))
    if post:
        seats = [line.seat.post for line in desk.place.pane.seats.rows.items]
        desk.place.pane.seats.view.selectRow(seats.index(post))


def begin(desk: AtPlace, post: str) -> Any:
    choose(desk, DISTRICT, post)
    QTest.keyClick(desk.place.list.view, Qt.Key.Key_F9)
    return desk.place.posting


def said(desk: AtPlace) -> str:
    return str(desk.place.posting.said._text.text())


def moved(officer: Officer) -> int:
    return int(officer.rows("SELECT count(*) FROM journal WHERE kind = 'staff.moved'")[0][0])


@pytest.mark.parametrize(
    "typed, found",
    [
        ("malihabad", {"block-malihabad", "education-malihabad", "police-malihabad"}),
        ("काकोरी", {"police-kakori"}),
        ("mlihaabaad thana", {"police-malihabad"}),
        ("kavita", {DISTRICT}),
        ("tr-lko-cmo", {"hod-health"}),
    ],
)
def test_an_office_is_found_in_either_script_by_its_name_its_code_or_who_sits_there(
    desk: AtPlace, typed: str, found: set[str]
):
    desk.place.search.setText(typed)

    assert set(shown(desk)) == found


def test_a_police_station_stands_under_the_superintendent_up_the_line(desk: AtPlace):
    choose(desk, "police-kakori")
    places = shown(desk)

    assert places.index(DISTRICT) < places.index("police-lucknow") < places.index("police-kakori")
    up = desk.part("offices.up").text()
    assert up.index("पुलिस अधीक्षक") < up.index("जिला कार्यालय")
    assert "इमरान खान" in desk.part("offices.keeper").text()


def test_a_transfer_says_first_what_it_does_and_is_two_changes_by_one_order(desk: AtPlace):
    sheet = begin(desk, HAND)
    assert not desk.part("offices.posting.go").isEnabled()
    sheet.to.setCurrentIndex(sheet.to.findData(DIARIST))
    desk.until(lambda: desk.part("offices.posting.go").isEnabled())
    assert "सुनीता वर्मा" in said(desk)  # she holds that post too
    desk.place.speech.speak(Language.ENGLISH)  # while it is open
    assert (sheet.to.id(), sheet.to.currentText()[:4].isascii()) == (DIARIST, True)
    desk.until(lambda: desk.part("offices.posting.go").isEnabled())
    desk.place.speech.speak(Language.HINDI)
    desk.until(lambda: desk.part("offices.posting.go").isEnabled())

    desk.part("offices.posting.go").click()
    assert desk.part("offices.posting.order.below").text().endswith("ज़रूरी है।")
    assert moved(desk.officer) == 0

    QTest.keyClicks(sheet.order.number, "412/2026")
    QTest.keyClick(sheet.order.number, Qt.Key.Key_Return)
    desk.until(lambda: desk.place.list.isVisible() and bool(desk.told()))
    assert moved(desk.officer) == 2
    assert get_ident() not in desk.threads
    choose(desk, DISTRICT)
    seats = desk.place.pane.seats.rows
    desk.until(lambda: any(line.coming for line in seats.items))
    (there,) = (at for at, line in enumerate(seats.items) if line.coming)
    assert [seats.index(there, column).data() for column in (0, 1)] == [
        "डायरी लिपिक",
        "कविता यादव (कार्यभार लेना है)",
    ]
    desk.part("offices.look.orders").click()
    orders = desk.place.pane.orders.rows
    desk.until(lambda: len(orders.items) == 2)
    assert orders.index(0, 2).data() == "कार्यभार ग्रहण"
    assert orders.index(1, 0).data().startswith("412/2026\nदिनांक ")
    assert orders.index(0, 3).data() == "कविता यादव\nडायरी लिपिक"
    desk.officer.sync()
    assert desk.officer.office.link.attention() == ()


def test_a_change_begins_on_the_offices_day_whatever_the_computers_zone(on_another_day: QDate, desk: AtPlace):
    sheet = begin(desk, HAND)

    assert sheet.on.date() == sheet.order.dated.date() == on_another_day


def test_what_was_said_of_another_change_is_never_done(desk: AtPlace):
    sheet = begin(desk, HAND)
    desk.part("offices.change.relieved").click()
    desk.until(lambda: desk.part("offices.posting.go").isEnabled())
    QTest.keyClicks(sheet.order.number, "412/2026")

    desk.part("offices.change.died").click()
    assert said(desk).endswith("देखा जा रहा है…")
    sheet.go()  # before the office has said anything of a death

    desk.until(lambda: desk.part("offices.posting.go").isEnabled())
    assert moved(desk.officer) == 0


def test_what_cannot_be_is_said_in_place_of_what_it_does(desk: AtPlace):
    begin(desk, f"{DISTRICT}.statistics-clerk")  # her own
    desk.part("offices.change.retired").click()

    desk.until(lambda: "अपनी तैनाती" in said(desk))
    assert not desk.part("offices.posting.go").isEnabled()


def test_who_retires_gives_up_every_post_that_is_held(desk: AtPlace):
    offices, today = desk.officer.office.staff.offices, office_day(desk.officer.clock.now())
    offices.make(Move(Change.JOINED, "person-kavita", DIARIST, today, "11/2026"))
    desk.officer.sync()
    retired = Move(Change.RETIRED, "person-kavita", HAND, today, "12/2026")
    left = [
        each.facts["post"] for each in offices.before(retired) if each.reason == "staff.moved.leaves-post"
    ]
    assert left == [Words("पटल सहायक", "Dealing hand"), Words("डायरी लिपिक", "Diarist")]

    offices.make(retired)

    card = next(each for each in offices.all() if each.id == DISTRICT)
    assert {each.post: each.until for each in card.posted if each.person == "person-kavita"} == {
        HAND: today,
        DIARIST: today,
    }
    desk.officer.sync()
    assert desk.officer.office.link.attention() == ()


@pytest.mark.parametrize("days", [0, 4], ids=["today", "some days ago"])
def test_who_is_suspended_stands_at_the_post_and_is_reinstated_retires_or_dies(desk: AtPlace, days: int):
    day = office_day(desk.officer.clock.now()) - timedelta(days=days)
    suspends = Move(Change.SUSPENDED, "person-kavita", HAND, day, "12/2026")
    desk.officer.office.staff.offices.make(suspends)
    desk.place.refresh()
    seats = desk.place.pane.seats.rows
    choose(desk, DISTRICT)
    desk.until(lambda: any(line.posted and line.posted.ended for line in seats.items))
    (there,) = (at for at, line in enumerate(seats.items) if line.posted and line.posted.ended)
    assert seats.index(there, 3).data().endswith("\nनिलम्बन")
    assert (days == 0) or seats.index(there, 1).data() == "कविता यादव (निलम्बित)"
    desk.place.pane.seats.view.selectRow(there)
    desk.place.begin("posting")
    assert desk.place.posting.who.id() == "person-kavita"  # to be reinstated
    chips = {name for name in OF_HOLDER if desk.part(f"offices.change.{name}").isVisible()}
    assert chips == {Change.RETIRED, Change.DIED}
    desk.part("offices.change.died").click()
    desk.until(lambda: desk.part("offices.posting.go").isEnabled())
    assert "पहले ही छूट चुका है" in said(desk)


def test_an_order_that_was_entered_wrongly_is_cancelled_by_another(desk: AtPlace):
    offices, today = desk.officer.office.staff.offices, office_day(desk.officer.clock.now())
    offices.make(Move(Change.DIED, "person-kavita", HAND, today, "12/2026"))
    desk.place.refresh()
    choose(desk, DISTRICT)
    desk.part("offices.look.orders").click()
    desk.until(lambda: desk.part("offices.ask.cancel").isEnabled())
    desk.part("offices.ask.cancel").click()
    sheet = desk.place.cancel
    desk.until(lambda: "कविता यादव फिर इस पद पर" in sheet.said._text.text())
    QTest.keyClicks(sheet.order.number, "13/2026")
    QTest.keyClick(sheet.order.number, Qt.Key.Key_Return)
    desk.until(lambda: desk.place.list.isVisible() and bool(desk.told()))

    (known,) = [each for each in offices.people() if each.person == "person-kavita"]
    assert (known.standing, [each.hi for each in known.designations]) == (None, ["पटल सहायक"])
    assert [each.is_cancelled for each in offices.changes(DISTRICT)] == [True, True]
    desk.officer.sync()
    assert desk.officer.office.link.attention() == ()
    offices.make(Move(Change.JOINED, "person-kavita", DIARIST, today, "14/2026"))
    (joined,) = [each for each in offices.changes(DISTRICT) if each.move.order == "14/2026"]
    offices.cancel(joined.id, "15/2026")
    desk.officer.sync()
    assert desk.officer.office.link.attention() == ()
    held = [each.post for card in offices.all() for each in card.posted if each.person == "person-kavita"]
    assert held == [HAND]


def test_a_charge_is_held_for_its_term_by_whom_the_name_names(desk: AtPlace):
    sheet = begin(desk, HAND)
    desk.part("offices.change.delegated").click()
    assert sheet.until.isVisible() and not sheet.to.isVisible()
    QTest.keyClicks(sheet.who, "Anil Sri")
    assert sheet.moves() == ()  # half a name is nobody
    sheet.who.setCurrentIndex(sheet.who.findData("person-anil"))

    desk.until(lambda: "अपने आप समाप्त" in said(desk))
    assert sheet.until.date().toString("dd-MM-yyyy") in said(desk)


def in_master(desk: AtPlace) -> None:
    """The master has Sunil of the health office, and sixty of his name in another; the health office is chosen."""
    person = {"office": "hod-education", "token": "t", "state": "serving", "version": 1}
    others = [person | {"id": f"o-{at}", "values": {"name": "सुनील कुमार"}} for at in range(60)]
    sunil = person | {"id": "p-1", "office": "hod-health", "values": SUNIL}
    with desk.officer.office._desk.records.write() as session:
        document = {"people": [sunil, *others]}
        told.people(session, Document("people", "1", 1, deleted=False, document=document))
    desk.place.refresh()
    choose(desk, "hod-health")


def test_a_person_of_the_master_is_given_a_post(desk: AtPlace):
    in_master(desk)
    desk.until(lambda: desk.part("offices.ask.person").isEnabled())
    QTest.keyClick(desk.place.list.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    sheet = desk.place.person
    desk.until(lambda: len(sheet.people.list.rows.items) == 1)
    assert sheet.people.current() is None  # nobody is chosen unasked
    sheet.people.search.setText("sunil")  # as sixty of another office are called
    desk.until(lambda: sheet.editors["name-hi"].text() == "सुनील वर्मा")
    sheet.people.search.setText("कोई और")
    assert sheet.editors["name-hi"].text() == ""  # whoever fitted the text before is not meant by this one
    sheet.people.search.setText("01234")  # a part of the mobile
    desk.until(lambda: sheet.editors["name-hi"].text() == "सुनील वर्मा")
    QTest.keyClicks(sheet.editors["name-en"], "Sunil Verma")
    QTest.keyClicks(sheet.editors["post-en"], "Clerk")
    desk.until(lambda: desk.part("offices.person.go").isEnabled())
    assert "hod-health." not in sheet.said._text.text()
    QTest.keyClicks(sheet.order.number, "7/2026")
    desk.part("offices.person.go").click()

    desk.until(lambda: bool(desk.told()))
    desk.until(lambda: desk.place.pane.seats.current() is not None)
    assert desk.place.pane.seats.current().holder.name == Words("सुनील वर्मा", "Sunil Verma")


def test_who_has_no_post_is_found_with_the_office_and_looked_for_there_at_once(desk: AtPlace):
    in_master(desk)
    desk.place.search.setText("sunil verma")
    desk.until(lambda: shown(desk) == ["hod-health"])
    assert "सुनील वर्मा, लिपिक" in desk.part("offices.met").text()
    desk.until(lambda: desk.part("offices.ask.going").isEnabled())
    desk.part("offices.ask.going").click()
    desk.until(lambda: desk.place.going.moves() != ())

    desk.place.going.leave()
    desk.place.search.setText("कोई और")
    assert not desk.part("offices.met").isVisible()


def test_a_person_of_the_master_without_a_post_is_relieved(desk: AtPlace):
    in_master(desk)
    desk.until(lambda: desk.part("offices.ask.going").isEnabled())
    desk.part("offices.ask.going").click()
    sheet = desk.place.going
    desk.until(lambda: len(sheet.people.list.rows.items) == 1)
    assert (sheet.people.current(), sheet.moves()) == (None, ())  # nobody leaves because they stand first
    QTest.keyClick(sheet.people.list.view, Qt.Key.Key_Down)
    desk.until(lambda: desk.part("offices.going.go").isEnabled())
    assert "सुनील वर्मा" in sheet.said._text.text()
    desk.part("offices.going.go").click()
    assert desk.part("offices.going.order.below").text().endswith("ज़रूरी है।")
    QTest.keyClicks(sheet.order.number, "7/2026")
    QTest.keyClick(sheet.order.number, Qt.Key.Key_Return)
    desk.until(lambda: bool(desk.told()))
    desk.part("offices.ask.going").click()
    desk.until(lambda: desk.part("offices.going.list.empty").text().startswith("मास्टर में"))  # offered no more
    sheet.leave()
    desk.part("offices.look.orders").click()
    orders = desk.place.pane.orders.rows
    desk.until(lambda: len(orders.items) == 1)
    assert [orders.index(0, column).data() for column in (2, 3)] == ["कार्यमुक्ति", "सुनील वर्मा"]
    desk.officer.office.staff.offices.cancel(orders.items[0].id, "8/2026")
    assert desk.officer.office.staff.people("hod-health")[0].state == "serving"


def test_an_instance_that_is_known_brings_its_super_admin(desk: AtPlace):
    desk.officer.office.staff.offices.set_instance("hod-health", "lucknow-01", HAND)
    desk.place.refresh()
    desk.until(lambda: any(each.instance for each in desk.place._cards))
    choose(desk, "hod-education")
    desk.part("offices.ask.instance").click()
    sheet = desk.place.instance
    sheet.instance.setCurrentText("lucknow-01")
    assert sheet.admin.id() == HAND
    desk.part("offices.instance.go").click()

    desk.until(lambda: "lucknow-01" in desk.part("offices.works-in").text())


def test_three_hundred_offices_are_narrowed_by_what_is_typed(desk: AtPlace):
    cards = tuple(card(number) for number in range(300))
    desk.place._show((cards, ()))
    desk.place.search.setFocus()
    QTest.keyClicks(desk.place.search, "malihabad 17")

    assert 0 < len(shown(desk)) < 300


def test_a_tree_that_bites_its_tail_is_still_a_list():
    one, other = card(1, parent="office-2"), card(2, parent="office-1")

    assert {each.card.id for each in OfficeFinder((one, other)).find()} == {"office-1", "office-2"}


def test_the_cdo_looks_and_changes_nothing(
    qtbot: Any, tmp_path: Any, training_centre: Any, tasks: Any, speech: Any
):
    vikram = open_officer(tmp_path / "vikram", training_centre.url, "vikram")
    vikram.sync()
    desk = AtPlace(qtbot, vikram, OfficesPlace, tasks, speech)
    desk.until(lambda: desk.place.list.current() is not None)

    QTest.keyClick(desk.place.list.view, Qt.Key.Key_F9)
    assert desk.place.list.isVisible()
    assert desk.part("offices.read-only").isVisible()
    tasks.close()
    vikram.office.close()


def test_offices_and_sheets_that_have_not_come_are_said_to_come(desk: AtPlace):
    fresh = OfficesPlace(desk.place.office, desk.place.tasks, desk.place.speech)
    fresh.search.setText("ऐसा कोई नहीं")
    assert fresh.list._empty.text() == "आ रहा है…"
    sheets = Overview(desk.place.speech, fresh)
    sheets.text.setText("ऐसा कोई नहीं")
    assert sheets.list._empty.text() == "आ रहा है…"
    assert sheets._chips[None].text() == "सब"
    sheets.put((), collects=True)
    assert sheets.list._empty.text().startswith("अभी किसी कार्यालय की सूची नहीं")
    assert sheets._chips[None].text() == "सब 0"


def test_all_of_it_is_said_in_english_at_once(desk: AtPlace):
    choose(desk, "police-kakori")
    desk.place.speech.speak(Language.ENGLISH)

    assert "Superintendent of police" in desk.part("offices.up").text()
    assert desk.place.kind.itemText(0).startswith("All kinds")


def card(number: int, parent: str = "") -> OfficeCard:
    place = Words("मलिहाबाद", "Malihabad") if number % 3 else Words("काकोरी", "Kakori")
    name = Words(f"कार्यालय {number}, {place.hi}", f"Office {number}, {place.en}")
    return OfficeCard(f"office-{number}", "block", name, f"C{number}", parent, "", "", (), number)
