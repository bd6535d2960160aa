"""A letter goes into the diary at the screen: Generate, Generate and send, Generate and copy."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from app.efile.addressee import Delivery
from app.efile.model import Classification, Receipt
from app.efile.walk import Place
from app.words import words
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDateEdit, QLabel, QLineEdit, QPushButton, QTableView
from ui.efile.diary import DiaryPlace
from ui.efile.sheet import today
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.efile.officers import Officer, post_of
from tests.ui.efile.conftest import Open

LETTER = {
    "subject": "निरीक्षण आख्या",
    "name": "राम कुमार",
    "organisation": "खण्ड विकास कार्यालय",
    "mobile": "9876543210",
    "letter-no": "412/नि",
    "category": "शिकायत",
    "enclosures": "2 प्रतियाँ",
    "remarks": "तत्काल",
}


class AtTheDiary:
    def __init__(self, qtbot: Any, officer: Officer, tasks: Tasks, speech: Speech) -> None:
        self.qtbot, self.officer = qtbot, officer
        self.place = DiaryPlace(officer.office, tasks, speech)
        qtbot.addWidget(self.place)
        self.place.show()
        self.place.activateWindow()

    def part(self, name: str, kind: Any) -> Any:
        found = self.place.findChild(kind, f"diary.{name}")
        assert found is not None, name
        return found

    def fill(self, **changed: str) -> None:
        for name, text in (LETTER | changed).items():
            line = self.part(name, QLineEdit)
            line.phonetic = False
            line.setText(text)
        self.place.bring(tuple(self.officer.scan(pages=2)))

    def text(self, name: str) -> str:
        return str(self.part(name, QLineEdit).text())

    def press(self, name: str) -> None:
        self.part(name, QPushButton).click()

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=20_000)

    def letters(self) -> list[Receipt]:
        rows = self.officer.efile.inbox() + self.officer.efile.sent()
        marked = [
            each for (each,) in self.officer.rows("SELECT id FROM efile_receipt WHERE place = 'leaving'")
        ]
        found = [row.id for row in rows if not row.is_file]
        return [self.officer.efile.receipt(each) for each in dict.fromkeys((*found, *marked))]


@pytest.fixture
def diary(qtbot: Any, office_of: Open, tasks: Tasks, speech: Speech) -> Iterator[AtTheDiary]:
    yield AtTheDiary(qtbot, office_of("sunita"), tasks, speech)
    tasks.close()


def test_generate_takes_the_letter_in_with_all_that_was_written_and_empties_the_form(diary: AtTheDiary):
    diary.fill()
    diary.part("written", QDateEdit).setDate(today().addDays(-3))
    assert diary.part("has-date", QCheckBox).isChecked()  # a date that is written is meant
    diary.part("vip", QCheckBox).setChecked(True)
    diary.part("classification", QComboBox).setCurrentIndex(1)
    diary.part("delivery", QComboBox).setCurrentIndex(list(Delivery).index(Delivery.SPEED_POST))
    diary.press("generate")
    diary.place.generate()  # F9 once more while it is at work
    assert not diary.part("subject", QLineEdit).isEnabled() and diary.part("told", QLabel).text() != ""
    diary.until(lambda: diary.text("subject") == "")

    (made,) = diary.letters()
    letter = made.letter
    assert (letter.sender.mobile, letter.category, letter.enclosures) == ("9876543210", "शिकायत", "2 प्रतियाँ")
    assert letter.vip and letter.classification is Classification.CONFIDENTIAL
    assert letter.delivery is Delivery.SPEED_POST and isinstance(letter.letter_date, date)
    assert made.pages == 2 and made.place is Place.AT_DESK
    diary.until(lambda: made.number in diary.part("told", QLabel).text())
    assert diary.text("subject") == "" and not diary.part("vip", QCheckBox).isChecked()


def test_what_is_missing_is_told_under_its_field_and_nothing_is_written_down(diary: AtTheDiary):
    diary.fill(name="", organisation="")
    diary.press("generate")
    below = diary.part("name.below", QLabel)
    diary.until(lambda: bool(below.text()))
    diary.part("name", QLineEdit).setText("राम")
    diary.part("subject", QLineEdit).setText("")
    diary.press("generate")
    diary.until(lambda: bool(diary.part("subject.below", QLabel).text()) and not below.text())
    assert diary.letters() == []


def test_generate_and_send_goes_to_the_post_or_is_not_done_at_all(diary: AtTheDiary):
    diary.fill()
    diary.press("generate-send")
    diary.until(lambda: bool(diary.part("told", QLabel).text()))
    assert diary.letters() == []  # nobody was chosen

    diary.part("to", QLineEdit).setText("anil")
    posts = diary.part("posts", QTableView)
    diary.until(lambda: posts.model().rowCount() == 1)
    diary.press("generate-send")
    diary.until(lambda: len(diary.letters()) == 1)
    assert diary.letters()[0].place is Place.LEAVING
    diary.until(lambda: "अनिल" in diary.part("told", QLabel).text())
    assert [row.to.id for row in diary.officer.efile.sent() if row.to] == [post_of("anil")]
    diary.until(diary.place.undo.isVisible)
    QTest.keyClick(diary.place, Qt.Key.Key_F12)
    diary.until(lambda: [each.place for each in diary.letters()] == [Place.AT_DESK])
    diary.until(lambda: words("efile-ui.diary-undone").hi in diary.part("told", QLabel).text())


def test_a_letter_goes_to_whom_the_line_names_and_to_nobody_from_an_older_list(diary: AtTheDiary):
    diary.fill()
    line, posts, told = (
        diary.part("to", QLineEdit),
        diary.part("posts", QTableView),
        diary.part("told", QLabel),
    )
    line.setText("a")
    diary.until(lambda: posts.model().rowCount() > 1)
    diary.press("generate-send")
    diary.until(lambda: told.text() == words("efile-ui.post-several").hi)  # none of several by itself

    QTest.keyClick(posts, Qt.Key.Key_Down)
    assert (
        posts.selectionModel().selectedRows()[0].row() == 0
    )  # the first key chooses the first, and names it
    assert posts.model().index(0, 1).data() in diary.part("chosen", QLabel).text()
    line.setText("anil")
    assert diary.part("chosen", QLabel).text() == ""
    diary.press("generate-send")
    diary.until(lambda: told.text() == words("efile-ui.post-looking").hi)
    diary.until(lambda: "अनिल" in diary.part("chosen", QLabel).text())
    assert diary.letters() == []


def test_generate_and_copy_begins_the_next_letter_of_the_same_sender(diary: AtTheDiary):
    diary.fill()
    diary.press("generate-copy")
    diary.until(lambda: len(diary.letters()) == 1)
    diary.until(lambda: diary.text("letter-no") == "")
    assert (diary.text("subject"), diary.text("name")) == ("निरीक्षण आख्या", "राम कुमार")
    assert (diary.text("remarks"), diary.text("enclosures")) == ("", "")
    diary.part("letter-no", QLineEdit).setText("413/नि")
    diary.place.bring(tuple(diary.officer.scan("second")))
    diary.press("generate")
    diary.until(lambda: len(diary.letters()) == 2)
    assert {each.letter.letter_no for each in diary.letters()} == {"412/नि", "413/नि"}


def test_enter_goes_on_through_the_form_and_a_key_takes_the_letter_in(diary: AtTheDiary):
    subject = diary.part("subject", QLineEdit)
    diary.until(diary.place.isActiveWindow)
    subject.setFocus()
    QTest.keyClick(subject, Qt.Key.Key_Return)
    assert diary.place.focusWidget() is diary.part("name", QLineEdit)
    QTest.keyClick(diary.part("name", QLineEdit), Qt.Key.Key_Return)
    assert diary.place.focusWidget() is diary.part("designation", QLineEdit)

    diary.fill()
    diary.part("received", QDateEdit).setDate(today().addDays(-2))
    diary.part("written", QDateEdit).setDate(today().addDays(-3))
    QTest.keyClick(subject, Qt.Key.Key_F9)
    diary.until(lambda: len(diary.letters()) == 1 and diary.text("subject") == "")
    for name in ("received", "written"):
        assert diary.part(name, QDateEdit).date() == today(), name
    assert not diary.part("has-date", QCheckBox).isChecked()


def test_all_that_is_wrong_is_said_at_once_each_under_its_field(diary: AtTheDiary):
    diary.fill(subject="", name="", organisation="", mobile="12345")
    diary.press("generate")
    diary.until(lambda: "ज़रूरी" in diary.part("subject.below", QLabel).text())
    assert diary.part("name.below", QLabel).text() != ""
    assert "दस अंकों" in diary.part("mobile.below", QLabel).text()
    assert diary.letters() == []
    told = diary.part("told", QLabel)
    assert told.text().startswith("विषय: ")
    diary.part("subject", QLineEdit).setText("आख्या")
    diary.part("organisation", QLineEdit).setText("बीडीओ")
    assert (
        told.text() == diary.part("subject.below", QLabel).text() == ""
    )  # what is mended is not said any more
    assert diary.part("name.below", QLabel).text() == ""


def test_a_letter_half_taken_in_stands_there_again_when_the_window_was_killed(
    qtbot: Any, diary: AtTheDiary, speech: Speech
):
    diary.place.refresh()
    diary.fill(subject="पेयजल")
    diary.part("to", QLineEdit).setText("anil")
    diary.part("written", QDateEdit).setDate(today().addDays(-3))
    diary.part("remarks", QLineEdit).setText(
        "आधार 9999 4105 7058"
    )  # refused where it is taken in, and kept nowhere
    form = diary.officer.efile.diary_form
    diary.until(lambda: "remarks" not in form.kept() and form.kept().get("to") == "anil")

    again = AtTheDiary(qtbot, diary.officer, diary.place.tasks, speech)
    again.place.refresh()
    again.until(lambda: again.text("subject") == "पेयजल")
    assert (again.text("name"), again.text("to"), again.text("remarks")) == ("राम कुमार", "anil", "")
    assert again.part("has-date", QCheckBox).isChecked() and again.place.letter().letter_no == "412/नि"
    again.press("generate")
    again.until(lambda: len(again.letters()) == 1 and again.text("subject") == "")
    again.until(lambda: form.kept() == {})


def test_a_letter_is_in_the_language_of_its_subject_till_a_person_says_otherwise(diary: AtTheDiary):
    diary.place.refresh()
    diary.fill(subject="Monthly inspection of Jan Seva Kendras")  # on a screen in Hindi
    language = diary.part("language", QComboBox)
    assert language.isVisible() and diary.place.letter().language == "en"
    diary.fill(subject="निरीक्षण (Jan Seva)")
    assert diary.place.letter().language == "hi"
    language.setCurrentIndex(1)
    language.activated.emit(1)
    diary.fill(subject="मासिक निरीक्षण")
    assert diary.place.letter().language == "en"
    form = diary.officer.efile.diary_form
    diary.until(lambda: "language-chosen" in form.kept())
    diary.press("generate")
    diary.until(lambda: [each.letter.language for each in diary.letters()] == ["en"])
    diary.fill(subject="मासिक निरीक्षण")
    assert diary.place.letter().language == "hi"  # the next letter is another one


def test_a_mobile_number_of_five_digits_is_not_taken(diary: AtTheDiary):
    diary.fill(mobile="12345")
    diary.press("generate")
    diary.until(lambda: "दस अंकों" in diary.part("mobile.below", QLabel).text())
    diary.fill(mobile="9876543210")
    diary.press("generate")
    diary.until(lambda: len(diary.letters()) == 1)
