"""The list, the page and the acts speak of one paper, however slow the records are; nothing unknown is called nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

from app.efile.walk import Place
from app.words import words
from PySide6.QtWidgets import QLabel
from ui.efile.acts import ALWAYS
from ui.tasks import Lane

from tests.ui.efile.conftest import AtTheDesk, Open
from tests.ui.efile.test_reading import ROW


def test_list_page_and_acts_speak_of_one_paper_though_the_records_are_slow(desk: AtTheDesk):
    first, second = (desk.officer.create(f"फ़ाइल {n}") for n in range(2))
    desk.look_at(first.id)
    busy = Event()
    desk.desk._tasks.run(Lane.RECORDS, busy.wait, lambda _: None, desk.desk._failed, owner=desk.desk)
    desk.desk.pile.choose(second.id)
    assert desk.desk.acts.allowed == ALWAYS  # a key would be meant for the second, of which nothing is shown
    desk.until(lambda: desk.told("efile.number") == second.number)
    assert desk.told("efile.subject") == words("efile-ui.thing-looking").hi
    desk.desk.pile.show_pile("parked")
    assert desk.desk.pile.rows.rowCount() == 0
    assert (
        desk.told("efile.pile.told") == words("efile-ui.pile-looking").hi
    )  # nobody knows yet that there is none
    busy.set()
    desk.until(lambda: desk.told("efile.pile.told") == words("efile-ui.pile-empty-parked").hi)
    assert desk.told("efile.number") == ""


def test_enter_on_a_row_opens_it_once_it_is_shown_and_f9_opens_no_other(desk: AtTheDesk, office_of: Open):
    sunita = office_of("sunita")
    made = [sunita.efile.diarise(sunita.letter(), sunita.scan(f"{n}")).id for n in range(2)]
    for each in made:
        sunita.efile.send(each, desk.officer.post)
    sunita.a_minute_later()
    desk.officer.sync()
    desk.look_at(made[0])
    busy = Event()
    desk.desk._tasks.run(Lane.RECORDS, busy.wait, lambda _: None, desk.desk._failed, owner=desk.desk)
    desk.desk.pile.choose(made[1])
    desk.desk.acts.ask("open")  # the first is still shown, the second is marked: neither is meant for sure
    desk.desk.pile._open()
    busy.set()
    desk.until(lambda: desk.officer.efile.receipt(made[1]).place is Place.AT_DESK)
    assert desk.officer.efile.receipt(made[0]).place is Place.UNOPENED


def test_what_is_over_and_has_not_left_yet_is_asked_for_no_more(desk: AtTheDesk, qtbot: Any):
    late = replace(ROW, place=Place.LEAVING, leaves_at=datetime.now(UTC) - timedelta(seconds=5))
    with qtbot.assertNotEmitted(desk.desk.undo.over):
        desk.desk.undo._put((late,))
    assert not desk.desk.undo.isVisible()
