"""The form of a service on the screen: what is asked, what is kept while someone types, which replies count."""

from datetime import date
from itertools import product
from threading import Event
from typing import Any

import pytest
from app.packs.conditions import holds
from app.packs.model import Condition
from app.packs.reader import read_all
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from ui.counter.choices import ChoiceEditor
from ui.counter.form import shown_fields

from tests.ui.counter.conftest import APPLICANT, HOUSE, REGISTRATION, AtTheCounter

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("op", "value", "yes", "no"),
    [
        ("is", "a", "a", "b"), ("is-not", "a", "b", "a"), ("in", ("a", "b"), ("b", "c"), "c"),
        ("at-least", 3, 3, 2), ("at-most", 3, 3, 4), ("answered", True, "a", None), ("answered", False, None, "a"),
        ("younger-than", 18, "2008-11-26", "2008-11-25"), ("older-than", 60, "1965-11-25", "1965-11-26"),
    ],
)  # fmt: skip
def test_a_field_is_asked_where_its_condition_holds_to_the_day(op: str, value: Any, yes: Any, no: Any):
    condition = Condition("field", op, value)
    answered = [{"field": each} if each is not None else {} for each in (yes, no)]
    assert [holds(condition, answers, today=TODAY) for answers in answered] == [True, False]


def test_two_aadhaar_numbers_are_the_same_by_their_tokens():
    condition = Condition("one", "same-as", "other")
    for left, right in product("xy", repeat=2):
        answers = {
            "one": "XXXX XXXX 1234",
            "other": "XXXX XXXX 1234",
            "one_token": left,
            "other_token": right,
        }
        assert holds(condition, answers, today=TODAY) == (left == right)


def conditional() -> tuple[Any, Any]:
    """Return a service and one of its fields that is not always asked."""
    for pack in read_all(HOUSE / "packs"):
        for field in pack.fields:
            if field.shown_when and field.id not in shown_fields(pack, {}, TODAY):
                return pack, field
    raise AssertionError("no service asks a field on a condition")


def test_a_field_comes_when_its_condition_holds_and_leaves_no_hole_when_it_goes(counter: AtTheCounter):
    pack, field = conditional()
    condition = field.shown_when[0]
    counter.desk._start(pack.id)
    counter.until(lambda: counter.desk._visit.application is not None)
    form = counter.desk._walk.form
    assert form._fields[field.id].isHidden()

    value = condition.value[0] if isinstance(condition.value, tuple) else condition.value
    counter.desk._visit.answer({condition.field: value})
    counter.until(lambda: not form._fields[field.id].isHidden())
    counter.desk._visit.answer({condition.field: ""})
    counter.until(form._fields[field.id].isHidden)


def test_what_is_being_typed_is_not_disturbed_by_a_reply(counter: AtTheCounter):
    counter.begin()
    counter.desk._walk.form.focus_field("applicant_name_english")
    counter.write("SITA ")
    counter.desk._walk.form.save()
    counter.settled()
    counter.write("DEVI")

    assert counter.part("counter.field.applicant_name_english", QLineEdit).text() == "SITA DEVI"


def test_a_name_typed_by_its_sound_is_saved_in_hindi(counter: AtTheCounter):
    counter.begin()
    counter.write("shramik")
    counter.press(Qt.Key.Key_Return)
    counter.until(lambda: counter.application.applicant == "श्रमिक")
    assert (
        counter.part("counter.field.applicant_name", QLineEdit).cursorPosition() == 0
    )  # its beginning is read


def test_a_wrong_value_is_said_at_its_field_once_it_was_left(counter: AtTheCounter):
    counter.begin()
    counter.desk._walk.form.focus_field("mobile")
    counter.write("12345")
    below = counter.part("counter.field.mobile.below", QLabel)
    counter.press(Qt.Key.Key_Return)
    counter.until(lambda: counter.application.typed.get("mobile") == "12345")
    assert below.property("role") == "error"
    assert "10" in below.text()


def below(counter: AtTheCounter, name: str) -> str:
    return str(counter.part(f"counter.field.{name}.below", QLabel).property("role"))


def test_a_look_at_the_keys_and_the_first_f9_redden_nothing(counter: AtTheCounter):
    counter.begin()
    counter.part("counter.search", QLineEdit).setFocus()  # as when another place of the window is looked at
    counter.press(Qt.Key.Key_F9)
    counter.settled()
    assert counter.focused() == "applicant_name"
    asked = [field.id for field in counter.application.pack.steps[0].fields]
    assert {below(counter, name) for name in asked} == {"hint"}


def test_f9_leads_back_to_what_was_passed_over_and_reddens_nothing_else(counter: AtTheCounter):
    counter.begin()
    counter.press(Qt.Key.Key_Return)  # the name is passed over
    counter.press(Qt.Key.Key_F9)
    assert counter.focused() == "applicant_name"
    assert (below(counter, "applicant_name"), below(counter, "applicant_name_english")) == ("error", "hint")


def test_f9_at_an_empty_field_says_it_there_and_a_step_that_was_tried_says_all(counter: AtTheCounter):
    counter.begin()
    counter.press(Qt.Key.Key_F9)
    assert (below(counter, "applicant_name"), below(counter, "mobile")) == ("error", "hint")
    counter.desk._walk.forward()
    assert below(counter, "mobile") == "error"
    behind = counter.part(f"counter.step.{counter.application.pack.steps[0].id}")
    assert (behind.property("tone"), behind.text()[:1]) == ("wrong", "⚠")


def test_a_wrong_entry_of_a_list_stays_and_is_said_even_after_the_draft_was_closed(counter: AtTheCounter):
    draft = counter.begin().id
    counter.desk._walk.go(1)
    counter.desk._walk.form.focus_field("occupation")
    counter.write("tailer ji")
    counter.press(Qt.Key.Key_Tab)
    counter.until(lambda: counter.application.typed.get("occupation") == "tailer ji")
    counter.desk._start(REGISTRATION)
    counter.until(lambda: counter.application.id != draft)
    counter.desk.open_application(draft)
    counter.until(lambda: counter.application.id == draft)
    assert "दर्जी" in counter.part("counter.field.occupation.below", QLabel).text()
    assert counter.part("counter.field.occupation", ChoiceEditor).currentText() == "tailer ji"


def test_a_draft_is_found_again_as_it_was_left(counter: AtTheCounter):
    first = counter.begin().id
    counter.write("shramik")
    counter.press(Qt.Key.Key_Return)
    counter.press(Qt.Key.Key_Backspace)  # the English that is offered goes again
    counter.desk._walk.form.focus_field("mobile")
    counter.write("12345")
    counter.desk._walk.form.save()
    counter.settled()
    second = counter.begin().id
    assert second != first
    assert below(counter, "applicant_name") == "hint"  # a form that is only just begun is not reddened

    counter.desk.open_application(first)
    counter.until(lambda: counter.application.id == first)
    assert counter.part("counter.field.applicant_name", QLineEdit).text() == "श्रमिक"
    wrong = (
        "applicant_name_english",
        "mobile",
    )  # gone past and empty; wrong, though the cursor may stand in it
    counter.desk._walk.form.focus_field("mobile")
    assert {below(counter, name) for name in wrong} == {"error"}
    assert below(counter, counter.application.pack.steps[1].fields[0].id) == "hint"


def test_a_late_reply_never_overwrites_the_application_that_is_open_now(counter: AtTheCounter):
    first, go_on = counter.begin().id, Event()
    lane = counter.desk._tasks

    def slow(opened: str) -> Any:
        go_on.wait(10)
        return counter.office.counter.open(opened)

    from ui.tasks import Lane

    replied = Event()
    counter.desk._visit.act(Lane.CENTRE, slow, replied.set)
    second = counter.begin().id
    go_on.set()
    done = Event()
    lane.run(Lane.CENTRE, lambda: None, lambda _none: done.set(), lambda _error: None, owner=counter.desk)
    counter.until(done.is_set)
    counter.settled()

    assert counter.application.id == second != first
    assert not replied.is_set()
    assert not counter.desk._visit.is_busy


def test_a_number_that_is_too_short_is_told_how_long_it_must_be_and_a_year_is_asked_for_as_one(
    counter: AtTheCounter,
):
    counter.begin()
    counter.desk._walk.form.focus_field("aadhaar")
    counter.write("1234")
    counter.press(Qt.Key.Key_Return)
    counter.settled()
    counter.until(lambda: "12 अंक चाहिए" in said_at(counter, "aadhaar"))
    counter.desk._visit.answer({"working_since": "15-08-2015"})
    counter.until(lambda: "जैसे 2015।" in said_at(counter, "working_since"))


def test_for_a_woman_the_list_has_no_wife_and_every_number_of_it_chooses(counter: AtTheCounter):
    counter.begin()
    counter.desk._visit.answer({"gender": "female", "nominee_relation": "wife"})
    editor = counter.desk._walk.form._editors["nominee_relation"]
    counter.until(lambda: "मेल नहीं" in said_at(counter, "nominee_relation"))
    assert [editor.itemText(place) for place in range(2)] == ["1  पति", "2  पुत्र"]
    counter.desk._visit.answer({"gender": "male"})
    counter.until(lambda: [editor.itemText(place) for place in range(2)] == ["1  पत्नी", "2  पुत्र"])


def test_letters_that_were_meant_for_another_field_are_told_of_at_the_day(counter: AtTheCounter):
    counter.begin()
    counter.desk._walk.form.focus_field("date_of_birth")
    counter.write("ram")
    counter.desk._visit.reread()  # whatever else is heard meanwhile
    counter.settled()
    assert "अंकों में लिखें" in said_at(counter, "date_of_birth")
    counter.write("15")
    assert "अंकों में लिखें" not in said_at(counter, "date_of_birth")


def test_letters_typed_on_into_a_day_that_has_just_come_up_go_to_the_field_they_were_meant_for(
    counter: AtTheCounter,
):
    counter.desk.new_application()
    counter.press(Qt.Key.Key_3)
    counter.until(lambda: counter.desk._visit.application is not None)
    form = counter.desk._walk.form
    counter.desk._walk.go([step.id for step in counter.application.pack.steps].index("scheme"))
    form.focus_field("scheme")
    counter.write("1")
    counter.press(Qt.Key.Key_Return)
    assert counter.focused() == "incident_on"
    for letter in "gira ":
        counter.write(letter)  # each goes where the cursor stands by then
    assert (counter.focused(), form._editors["details"].toPlainText().strip()) == ("details", "गिरा")
    counter.settled()
    assert said_at(counter, "incident_on").startswith("⚠")


def test_nothing_is_said_of_an_answer_that_was_given_and_not_judged_yet(counter: AtTheCounter):
    counter.begin()
    form = counter.desk._walk.form
    counter.desk._walk.go(1)
    form.show_all_problems(1)
    counter.until(lambda: said_at(counter, "working_since").startswith("⚠"))
    form.focus_field("working_since")
    counter.write("2015")
    form.save()
    assert counter.desk._visit.is_saving
    form.show_all_problems(1)  # as Enter at the last field of a step does
    assert not said_at(counter, "working_since").startswith("⚠")
    counter.settled()
    assert not said_at(counter, "working_since").startswith("⚠")


def test_a_list_of_choices_opens_below_its_field_and_shows_the_last_of_them_whole(counter: AtTheCounter):
    counter.begin()
    editor = counter.desk._walk.form._editors["social_category"]
    editor.showPopup()
    view = editor.view()
    counter.until(view.isVisible)
    last = view.visualRect(editor.model().index(editor.count() - 1, 0))
    assert view.viewport().rect().contains(last)
    below = editor.mapToGlobal(editor.rect().bottomLeft()).y()
    assert view.window().geometry().top() >= below
    editor.hidePopup()


def test_f9_leads_to_the_nominee_who_has_the_applicants_aadhaar(counter: AtTheCounter):
    counter.begin()
    counter.fill()
    counter.desk._visit.answer({"nominee_aadhaar": APPLICANT["aadhaar"]})
    counter.until(lambda: bool(counter.application.refusals))
    counter.press(Qt.Key.Key_F9)
    assert counter.focused() == "nominee_aadhaar"
    assert said_at(counter, "nominee_aadhaar").startswith("⚠ नामिती स्वयं आवेदक नहीं")
    strip = counter.part("counter.refused", QLabel)
    assert strip.text().startswith("⚠ यह सुधारें:")  # a slip says nothing of who may apply
    counter.desk._visit.answer({"nominee_aadhaar": "", "date_of_birth": "01-01-2012"})
    counter.until(lambda: strip.text().startswith("⚠ आवेदक पात्र नहीं है"))
    assert strip.text().endswith("सही हो तो आवेदन रद्द करें।")


def said_at(counter: AtTheCounter, name: str) -> str:
    return str(counter.part(f"counter.field.{name}.below", QLabel).text())


def test_enter_after_a_choice_lands_in_the_field_that_came_by_it_and_no_earlier_reply_hides_it(
    counter: AtTheCounter,
):
    counter.begin()
    counter.desk._walk.go(1)
    visit, form = counter.desk._visit, counter.desk._walk.form
    hidden: list[bool] = []
    visit.shown.connect(lambda _found: hidden.append(form._fields["eshram_uan"].isHidden()))
    visit.answer({"annual_income": "50000"})
    form.focus_field("eshram")  # the last field of its step
    counter.write("1")
    counter.press(Qt.Key.Key_Return)
    assert counter.focused() == "eshram_uan"
    counter.write("123456789012")
    counter.settled()
    assert (counter.focused(), set(hidden)) == ("eshram_uan", {False})
    assert counter.part("counter.field.eshram_uan", QLineEdit).text() == "123456789012"


def test_the_boards_mark_is_a_dot_with_one_line_at_the_foot_and_a_far_pin_code_is_doubted_but_taken(
    counter: AtTheCounter,
):
    mark, name = counter.begin().pack.mark.hi, "pin_code"
    fields = counter.desk._walk.form._fields
    assert mark not in said_at(counter, "annual_income")
    assert (fields["annual_income"]._label.toolTip(), fields["mobile"]._label.toolTip()) == (mark, "")
    assert mark in counter.part("counter.form.mark", QLabel).text()
    counter.desk._visit.answer({name: "560001"})
    counter.until(lambda: "उत्तर प्रदेश का नहीं लगता" in said_at(counter, name))
    assert (below(counter, name), name in counter.application.problems) == ("doubt", False)
    counter.desk._visit.answer({name: "226201"})
    counter.until(lambda: below(counter, name) == "hint")
