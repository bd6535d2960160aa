"""What was typed on a sheet stays until it is saved or thrown away, and F9 is the sheet's own next step."""

from app.base.words import Language
from app.efile.addressee import Addressee
from app.efile.walk import DraftState
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QRadioButton, QTextBrowser
from ui.efile.told_line import LEADS_ON_MS

from tests.ui.efile.conftest import AtTheDesk, Open

LETTER = "कृपया आख्या भेजें।"


def begin_letter(at: AtTheDesk, file: str) -> None:
    at.look_at(file)
    at.desk.acts.ask("drafts")
    at.until(lambda: at.part("efile.drafts").isVisible())
    text = at.part("efile.drafts.text")
    text.phonetic = False
    text.setPlainText(LETTER)


def test_a_letter_that_is_not_saved_stands_there_after_esc_and_f11_and_another_file(desk: AtTheDesk):
    file, other = desk.officer.create("निरीक्षण").id, desk.officer.create("वेतन").id
    begin_letter(desk, file)
    sheet, text = desk.desk.sheets.drafts, desk.part("efile.drafts.text")
    sheet.leave()
    desk.desk.acts.ask("drafts")
    desk.until(sheet.isVisible)
    assert text.toPlainText() == LETTER
    desk.desk.acts.ask("drafts")  # F11 once more
    assert text.toPlainText() == LETTER and not desk.part("efile.drafts.unsaved").isHidden()

    sheet.leave()
    desk.look_at(other)
    desk.desk.acts.ask("drafts")
    desk.until(lambda: text.toPlainText() == "")
    sheet.leave()
    desk.look_at(file)
    desk.desk.acts.ask("drafts")
    desk.until(lambda: text.toPlainText() == LETTER)


def test_a_typed_letter_goes_only_when_a_question_is_answered(desk: AtTheDesk):
    begin_letter(desk, desk.officer.create("निरीक्षण").id)
    text = desk.part("efile.drafts.text")
    desk.press("efile.drafts.throw")
    assert text.toPlainText() == LETTER
    desk.press("efile.drafts.asking.no")
    assert text.toPlainText() == LETTER
    desk.press("efile.drafts.throw")
    desk.press("efile.drafts.asking.yes")
    assert text.toPlainText() == ""


def test_f9_on_the_letter_saves_it_and_opens_nothing_else(desk: AtTheDesk):
    file = desk.officer.create("निरीक्षण").id
    begin_letter(desk, file)
    for name, said in (("subject", "आख्या"), ("name", "बीडीओ"), ("address", "मलिहाबाद")):
        line = desk.part(f"efile.drafts.{name}", QLineEdit)
        assert line.hasFocus()  # the first that is still empty; Enter goes on
        line.setText(said)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert desk.part("efile.drafts.text").hasFocus()
    assert desk.part("efile.next").text().startswith("मसौदा सहेजें")
    desk.part("efile.next").click()
    desk.until(lambda: len(desk.officer.efile.file(file).drafts) == 1)
    desk.until(lambda: desk.part("efile.drafts.unsaved").isHidden())
    assert desk.part("efile.drafts").isVisible()
    assert desk.officer.efile.file(file).drafts[0].last.text == LETTER
    desk.until(lambda: "सहेज लिया" in desk.part("efile.drafts.told", QLabel).text())
    assert desk.part("efile.drafts.text").hasFocus()
    assert not desk.part(
        "efile.next"
    ).isEnabled()  # the same words make no second version, nor does F9 approve


def test_what_is_typed_while_a_letter_is_saved_stands_there_unsaved_with_the_cursor_after_it(desk: AtTheDesk):
    file = desk.officer.create("निरीक्षण").id
    begin_letter(desk, file)
    for name in ("subject", "name"):
        desk.part(f"efile.drafts.{name}", QLineEdit).setText("बीडीओ")
    text = desk.part("efile.drafts.text")
    text.setFocus()
    text.moveCursor(QTextCursor.MoveOperation.End)
    desk.part("efile.next").click()
    assert text.hasFocus()
    QTest.keyClicks(text, " ")  # saved without it, and left there for the next word
    desk.until(lambda: len(desk.officer.efile.file(file).drafts) == 1 and not desk.desk.sheets.drafts._saving)
    QTest.keyClicks(text, "78")
    assert text.toPlainText() == f"{LETTER} 78" and not desk.part("efile.drafts.unsaved").isHidden()
    assert desk.officer.efile.file(file).drafts[0].last.text == LETTER
    desk.until(lambda: [each.text for each in desk.officer.efile.file(file).typed] == [f"{LETTER} 78"])


def test_no_row_of_f9_approves_a_draft_and_an_older_version_can_be_read(desk: AtTheDesk):
    file, to = desk.officer.create("निरीक्षण").id, Addressee("सर्वसम्बन्धित")
    draft = desk.officer.efile.write_draft(file, "निर्देश", "पहला।", to).drafts[0].id
    desk.look_at(file)
    desk.desk.acts.ask("drafts")
    desk.until(lambda: desk.part("efile.drafts.approve").isVisible())
    for _ in range(4):
        QTest.keyClick(desk.desk.focusWidget(), Qt.Key.Key_F9)
    QTest.keyClick(desk.desk.focusWidget(), Qt.Key.Key_Return)  # whoever does not read says no
    assert not desk.part("efile.drafts.asking.yes").isVisible() and desk.desk.sheets.drafts.isEnabled()
    assert desk.officer.efile.file(file).drafts[0].state is DraftState.DRAFT

    desk.officer.efile.approve_draft(file, draft)
    desk.desk.sheets.drafts.begin(desk.officer.efile.file(file))
    text, unsaved = desk.part("efile.drafts.text"), desk.part("efile.drafts.unsaved", QLabel)
    text.phonetic = False
    text.setPlainText("दूसरा।")
    assert "अनुमोदन हट जाएगा" in unsaved.text()
    desk.press("efile.drafts.save")
    desk.until(lambda: "फिर से अनुमोदन" in desk.part("efile.drafts.told", QLabel).text())
    versions = desk.part("efile.drafts.version-of", QComboBox)
    versions.setCurrentIndex(1)
    versions.activated.emit(1)
    assert text.toPlainText() == "पहला।" and text.isReadOnly()
    assert desk.part("efile.drafts.approve").isHidden()
    assert desk.part("efile.drafts.told", QLabel).text() == ""  # the saving was another version's

    desk.press("efile.drafts.compare")
    page = desk.part("efile.drafts.compare.page", QTextBrowser)
    desk.until(lambda: "पहला।" in page.toPlainText() and "दूसरा।" in page.toPlainText())
    assert "line-through" in page.toHtml() and "underline" in page.toHtml()
    count = desk.part("efile.drafts.compare.count", QLabel)
    assert "(कटे हुए): 1" in count.text()
    desk.desk._speech.speak(Language.ENGLISH)
    assert "(crossed out): 1" in count.text()
    go_on = desk.part("efile.next", QPushButton)
    assert go_on.isEnabled() and "Back to the draft" in go_on.text()  # though it was saved a moment ago
    desk.desk._speech.speak(Language.HINDI)
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert text.isVisible() and desk.desk.sheets.drafts.isVisible()


def test_what_was_saved_is_not_kept_as_unsaved_once_more(desk: AtTheDesk):
    """The moment at which typing is kept may fall into the saving, where the records are slow."""
    file = desk.officer.create("निरीक्षण").id
    begin_letter(desk, file)
    desk.part("efile.drafts.subject", QLineEdit).setText("आख्या")
    desk.part("efile.drafts.name", QLineEdit).setText("बीडीओ")
    sheet = desk.desk.sheets.drafts
    sheet.save()
    if sheet._kept._pause.isActive():
        sheet._kept.keep_now()
    desk.until(lambda: len(desk.officer.efile.file(file).drafts) == 1 and sheet.isEnabled())
    assert desk.officer.efile.file(file).typed == ()


def test_f9_in_a_new_file_makes_it_and_opens_no_sending(desk: AtTheDesk):
    desk.look_at(desk.officer.create("निरीक्षण").id)
    desk.desk.acts.ask("new")
    desk.until(lambda: desk.part("efile.new").isVisible() and desk.part("efile.new").isEnabled())
    desk.part("efile.new.free", QRadioButton).setChecked(True)
    desk.part("efile.new.subject", QLineEdit).setText("वेतन")
    desk.part("efile.new.number", QLineEdit).setText("7/2026/वेतन")
    QTest.keyClick(desk.desk, Qt.Key.Key_F9)
    desk.until(lambda: any(row.number == "7/2026/वेतन" for row in desk.officer.efile.inbox()))
    assert not desk.part("efile.send").isVisible()


def test_f9_keeps_the_post_that_is_chosen_and_what_was_sent_is_named_until_another_is_looked_at(
    desk: AtTheDesk,
):
    sent, first, second = (desk.officer.create(each) for each in ("निरीक्षण", "वेतन", "भवन"))
    desk.look_at(sent.id)
    desk.desk.acts.ask("send")
    desk.part("efile.send.to", QLineEdit).setText("vikram")
    desk.until(lambda: desk.desk.sheets.send._choice.post() is not None)
    desk.desk.acts.ask("send")  # F8 in the middle of it
    assert desk.desk.sheets.send._choice.post() is not None
    desk.part("efile.next").click()
    told = desk.part("efile.told", QLabel)
    desk.until(lambda: told.text().startswith(sent.number))
    QTest.qWait(LEADS_ON_MS + 500)  # so long the act itself may lead on to the next of the list
    desk.look_at(first.id)
    desk.look_at(second.id)
    assert told.text() == ""


def test_esc_puts_a_sheet_away_wherever_the_cursor_is(desk: AtTheDesk):
    desk.look_at(desk.officer.create().id)
    for where in (desk.desk.pile.view, desk.desk.yellow.text, desk.part("efile.send.to")):
        desk.desk.acts.ask("send")
        desk.until(lambda: desk.part("efile.send").isVisible() and desk.part("efile.send").isEnabled())
        where.setFocus()
        QTest.keyClick(where, Qt.Key.Key_Escape)
        assert desk.desk.sheets.is_reading


def test_a_yellow_note_and_a_new_volume_are_asked_about_first(desk: AtTheDesk):
    file = desk.officer.create("निरीक्षण").id
    desk.look_at(file)
    desk.write("आदेशार्थ प्रस्तुत।")
    desk.desk.acts.ask("drop-note")
    desk.press("efile.asking.no")
    assert desk.officer.efile.file(file).yellow.text == "आदेशार्थ प्रस्तुत।"
    desk.desk.acts.ask("drop-note")
    desk.press("efile.asking.yes")
    desk.until(lambda: desk.officer.efile.file(file).yellow is None)
    desk.desk.acts.ask("volume")
    desk.until(lambda: desk.part("efile.volume.subject").text() == "निरीक्षण")
    assert len(desk.officer.efile.inbox()) == 1


def test_each_of_two_that_are_leaving_can_be_stopped(desk: AtTheDesk):
    first, last = desk.officer.create("वेतन"), desk.officer.create("भवन")
    post = desk.officer.efile.posts("vikram")[0].id
    for each in (first, last):
        desk.officer.efile.send(each.id, post)
    desk.desk.undo.refresh()
    desk.until(lambda: first.number in desk.part("efile.undo.left.1", QLabel).text())
    desk.press("efile.undo.go.1")
    desk.until(lambda: desk.officer.efile.file(first.id).leaves_at is None)
    assert desk.officer.efile.file(last.id).leaves_at is not None
    QTest.keyClick(desk.desk, Qt.Key.Key_F12)
    desk.until(lambda: desk.officer.efile.file(last.id).leaves_at is None)


def test_what_is_missing_is_said_under_its_own_field(desk: AtTheDesk):
    desk.look_at(desk.officer.create("निरीक्षण").id)
    desk.desk.acts.ask("park")
    desk.until(lambda: desk.part("efile.park").isVisible())
    desk.part("efile.next").click()
    field = desk.desk.sheets.reasons[0]._asked_fields["reason"]
    desk.until(lambda: "ज़रूरी" in field.findChild(QLabel, "efile.park.reason.below").text())


def test_what_came_of_a_pull_back_is_told_when_the_centre_answers(desk: AtTheDesk):
    made = desk.officer.create("निरीक्षण")
    desk.officer.send(made.id, "vikram")
    desk.desk.pile.show_pile("sent")
    desk.look_at(made.id)
    desk.until(lambda: "pull-back" in desk.desk.acts.allowed)
    desk.desk.acts.ask("pull-back")
    told = desk.part("efile.told", QLabel)
    desk.until(lambda: "वापस माँगी गई" in told.text())
    desk.officer.sync()
    desk.desk.refresh()
    desk.until(lambda: "लौट आई" in told.text())
    assert told.text().startswith(made.number)


def test_whoever_looks_at_what_its_sender_takes_back_is_told(desk: AtTheDesk, office_of: Open):
    kavita = office_of("kavita")
    file = kavita.create("निरीक्षण")
    kavita.send(file.id, "anil")
    desk.officer.sync()
    desk.look_at(file.id)
    kavita.efile.pull_back(file.id)
    kavita.sync()
    desk.officer.sync()
    desk.desk.refresh()
    news = desk.part("efile.news", QLabel)
    desk.until(
        lambda: news.isVisible() and news.text().startswith(file.number) and "वापस ले लिया" in news.text()
    )
