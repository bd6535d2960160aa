"""The queue at the left: what is read in a row, and what is kept when one goes from one customer to another."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.base.days import clock_words
from app.base.words import Language, Words
from app.counter.model import NextStep, Row
from app.counter.next_step import step_in_list
from app.counter.walk import State
from app.words import words
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLineEdit, QListView, QPushButton
from sqlalchemy import text
from ui.counter.desk import CounterDesk

from ui.counter.queue import Queue
from ui.counter.rows import Rows
from ui.counter.tones import sign_of
from ui.tasks import Tasks
from ui.theme import SIZES, font
from ui.words import Speech

from tests.ui.counter.conftest import AtTheCounter

NOW, NAME = datetime(2026, 11, 26, tzinfo=UTC), Words("सेवा", "Service")
EDGES = (
    SIZES.gap + SIZES.step + 2 + 12 + 12 + 8 + 12 + 8
)  # of panel, frame, bar, row, chip, and between the two
UNTOLD = ("nothing", "fill-form")


def test_no_word_of_a_row_is_cut():
    strong, plain, cut = QFontMetrics(font(12, strong=True)), QFontMetrics(font(SIZES.label)), []
    for language in Language:
        for state in State:
            step = step_in_list(state).value
            name = words(f"counter-ui.state-{state.value}").in_language(language)
            following = "" if step in UNTOLD else words(f"counter-ui.next-{step}").in_language(language)
            chip = strong.horizontalAdvance(f"{sign_of(state)} {name}")
            over = plain.horizontalAdvance(following) - (SIZES.queue - EDGES - chip)
            if over > 0:
                cut.append(f"{name} | {following}: {over} px")
    assert not cut


def test_a_row_tells_the_hour_of_today_and_the_day_of_the_past(speech: Speech):
    now = datetime.now(UTC)
    row = Row(
        "1", Words("सेवा", "Service"), "सीता देवी", "98XXXXXX10", State.DRAFT, NextStep.FILL_FORM, now, "", ""
    )
    rows = Rows(speech, speech)
    rows.put((row, replace(row, id="2", updated_at=datetime(2026, 9, 30, 8, 35, tzinfo=UTC))))
    fresh, past = (rows.data(rows.index(place), Qt.ItemDataRole.ToolTipRole) for place in (0, 1))
    assert fresh == f"सीता देवी, सेवा, भरा जा रहा है, {clock_words(now)[-5:]}"
    assert past.endswith(", 30-09-2026")


def test_what_is_half_filled_is_seen_whole_when_it_comes_to_the_top(qtbot: Any, speech: Speech):
    rows = tuple(Row(str(at), NAME, "", "", State.DRAFT, NextStep.FILL_FORM, NOW, "", "") for at in range(20))
    queue = Queue(speech)
    qtbot.addWidget(queue)
    queue.resize(SIZES.queue, 500)
    queue.show()
    queue.show_rows(rows, "19")
    bar = queue.findChild(QListView, "counter.queue").verticalScrollBar()
    assert bar.value() > 0
    queue.show_rows((rows[19], *rows[:19]), "")
    assert bar.value() == 0


def test_what_is_not_done_can_be_listed_alone_and_both_are_counted(qtbot: Any, speech: Speech):
    row = Row("0", NAME, "", "", State.DRAFT, NextStep.FILL_FORM, NOW, "", "")
    done = replace(row, state=State.CLOSED, next_step=NextStep.NOTHING)
    rows = tuple(replace(done if at % 4 else row, id=str(at)) for at in range(40))
    queue = Queue(speech)
    qtbot.addWidget(queue)
    queue.show()
    queue.show_rows(rows, "")
    listed, only = (
        queue.findChild(QListView, "counter.queue"),
        queue.findChild(QPushButton, "counter.unfinished"),
    )
    assert "40" in queue._head._title.text() and "10" in only.text()
    only.click()
    assert listed.model().rowCount() == 10
    queue.show_rows(tuple(replace(each, next_step=NextStep.NOTHING) for each in rows), "")
    assert listed.isHidden() and only.isVisible(), "the way back stays, when all is done"
    queue.forget()
    assert listed.model().rowCount() == 40


def test_a_number_that_is_pressed_twice_begins_one_application(counter: AtTheCounter):
    counter.desk.new_application()
    counter.press(Qt.Key.Key_1)
    counter.press(Qt.Key.Key_1)
    counter.until(lambda: counter.desk._visit.application is not None)
    counter.settled()
    assert len(counter.office.counter.today()) == 1
    assert (
        counter.begin().id and len(counter.office.counter.today()) == 2
    )  # but a second one when it is meant


def test_going_to_another_customer_while_an_answer_is_saved_loses_nothing(counter: AtTheCounter):
    first = counter.begin().id
    counter.write("shramik")
    second = counter.begin().id  # F2 in the middle of the name
    counter.write("mohan")
    counter.desk.open_application(first)  # and back at once, while the second name is on its way
    counter.until(lambda: counter.application.id == first)
    assert counter.part("counter.field.applicant_name", QLineEdit).text() == "श्रमिक"

    counter.desk.open_application(second)
    counter.until(lambda: counter.application.id == second)
    assert counter.part("counter.field.applicant_name", QLineEdit).text() == "मोहन"


def test_the_queue_is_gone_through_by_keys_and_its_entries_opened_by_enter(counter: AtTheCounter):
    first = counter.begin().id
    second = counter.begin().id
    listed = counter.part("counter.queue", QListView)
    counter.until(lambda: listed.model().rowCount() == 2)
    counter.part("counter.search", QLineEdit).setFocus()
    counter.press(Qt.Key.Key_Down)
    counter.until(listed.hasFocus)
    for place in range(2):
        listed.setCurrentIndex(listed.model().index(place, 0))
        wanted = listed.model().row(place).id
        counter.press(Qt.Key.Key_Return)
        counter.until(lambda wanted=wanted: counter.application.id == wanted)
        listed.setFocus()
    assert {listed.model().row(place).id for place in range(2)} == {first, second}


def test_the_language_changes_in_the_middle_of_a_word(counter: AtTheCounter, speech: Speech):
    counter.begin()
    counter.desk._walk.form.focus_field("applicant_name_english")
    counter.write("SITA D")
    speech.speak(Language.ENGLISH)
    counter.write("EVI")
    line = counter.part("counter.field.applicant_name_english", QLineEdit)
    assert (line.text(), line.hasFocus(), line.accessibleName()) == (
        "SITA DEVI",
        True,
        "Applicant's name (English)",
    )
    assert counter.part("counter.step.papers").text() == "4  Papers"

    counter.press(Qt.Key.Key_Return)
    counter.until(lambda: counter.application.answers.get("applicant_name_english") == "SITA DEVI")


def touched_yesterday(counter: AtTheCounter, application: str) -> None:
    with counter.office._desk.records.write() as session:
        session.execute(
            text(
                "UPDATE application SET updated_at = datetime(updated_at, '-1 day') || '.000000' WHERE id = :id"
            ),
            {"id": application},
        )


def test_after_a_restart_what_was_half_filled_yesterday_stands_first_and_f9_goes_on_with_it(
    counter: AtTheCounter, tasks: Tasks, speech: Speech
):
    empty = counter.begin().id
    draft = counter.begin().id
    counter.write("shramik")
    counter.press(Qt.Key.Key_Return)
    counter.settled()
    touched_yesterday(counter, draft)

    counter.desk = CounterDesk(counter.office, tasks, speech)  # as the next start of the program makes it
    counter.qtbot.addWidget(counter.desk)
    counter.desk.show()
    listed = counter.part("counter.queue", QListView)
    counter.until(lambda: listed.model().rowCount() == 2)
    assert [listed.model().row(place).id for place in range(2)] == [draft, empty]
    label = counter.part("counter.next").text()
    assert "अधूरा: श्रमिक, श्रमिक पंजीकरण" in label and "F9" in label
    with counter.qtbot.waitSignal(counter.desk.listed):
        counter.part("counter.next").click()
    assert counter.application.id == draft
    assert listed.model().rowCount() == 2  # the one that is being filled stays, though it is not of today


def test_an_application_that_nobody_typed_into_is_not_offered_again(counter: AtTheCounter):
    counter.begin()
    counter.desk.new_application()
    listed = counter.part("counter.queue", QListView)
    counter.until(lambda: listed.model().rowCount() == 1)
    assert counter.part("counter.next").text().startswith(words("counter-ui.do-start").hi)


def test_enter_opens_nobody_who_does_not_belong_to_what_stands_in_the_box(counter: AtTheCounter):
    counter.begin()
    counter.write("sita ")
    counter.desk._walk.form.leave()
    counter.settled()
    counter.begin()
    listed, search = counter.part("counter.queue", QListView), counter.part("counter.search", QLineEdit)
    counter.until(lambda: listed.model().rowCount() == 2)
    search.setFocus()
    counter.write("sita")
    counter.press(Qt.Key.Key_Return)
    assert (listed.model().rowCount(), search.hasFocus()) == (0, True)  # who was listed before is gone
    counter.until(listed.hasFocus)
    assert [listed.model().row(0).applicant, listed.model().rowCount()] == ["सीता", 1]

    search.clear()
    counter.until(lambda: listed.model().rowCount() == 2)  # today's list comes back


def test_whoever_sits_down_next_begins_on_an_empty_counter(counter: AtTheCounter):
    counter.begin()
    counter.write("sita ")
    counter.part("counter.search", QLineEdit).setText("sita")
    counter.desk.put_away()
    assert counter.desk._visit.application is None
    assert counter.part("counter.search", QLineEdit).text() == ""
    assert counter.desk._middle.currentWidget() is counter.desk._services
