"""What is typed into a letter outlives the window; what came of it stands in words beside it, on both sides."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from app.base.words import Language, Words
from app.efile.addressee import Addressee, Delivery, PostName
from app.efile.model import Writer
from app.efile.outgoing import Dispatched, Draft, LetterVerdict
from app.efile.walk import DraftState
from door.binding import BinderAtHome
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView
from ui.efile.draft_standing import of_letter, standing
from ui.efile.letter_card import FIELDS, LetterCard
from ui.efile.looking import pages_of
from ui.efile.my_day import MyDayPlace
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.efile.officers import open_officer
from tests.ui.efile import typist
from tests.ui.efile.conftest import AtTheDesk, Open
from tests.ui.efile.test_nothing_typed_is_lost import LETTER, begin_letter

HOUSE = Path(__file__).parents[3]
ALL = Addressee("सर्वसम्बन्धित")
GOOD = LetterVerdict("verify.holds", True, False, "ASHA VERMA", "checked", None)
REVOKED = replace(GOOD, key="signature.revoked", holds=False)


def drafted(at: AtTheDesk) -> tuple[str, str]:
    file = at.officer.create().id
    return file, at.officer.efile.write_draft(file, "निर्देश", LETTER, ALL).drafts[0].id


def show_drafts(at: AtTheDesk, file: str) -> None:
    at.look_at(file)
    at.desk.acts.ask("drafts")
    at.until(lambda: at.part("efile.drafts").isVisible())


def type_and_kill(home: Path, url: str, file: str) -> None:
    command = [sys.executable, "-m", "tests.ui.efile.typist", str(home), url, file]
    with subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True) as typing:
        assert typing.stdout is not None and typing.stdout.readline().strip() == "typed"
        time.sleep(0.5)
        typing.kill()


def test_what_was_typed_half_a_second_before_the_program_is_killed_stands_there(
    qtbot: Any, desk: AtTheDesk, training_centre: Any, tasks: Tasks, speech: Speech
):
    file = desk.officer.create("निरीक्षण").id
    type_and_kill(desk.officer.home, training_centre.url, file)
    assert desk.officer.efile.file(file).yellow.text == typist.NOTE
    again = open_officer(desk.officer.home, training_centre.url, "anil")
    after = AtTheDesk(qtbot, again, tasks, speech)
    show_drafts(after, file)
    after.until(lambda: after.part("efile.drafts.text").toPlainText() == typist.LETTER)
    assert not after.part("efile.drafts.unsaved").isHidden()
    for name in ("subject", "name"):
        after.part(f"efile.drafts.{name}", QLineEdit).setText("बीडीओ")
    after.press("efile.drafts.save")
    after.until(lambda: len(again.efile.file(file).drafts) == 1)
    assert again.efile.file(file).typed == ()
    again.office.close()


def test_what_was_thrown_away_comes_back_with_no_window(desk: AtTheDesk):
    file = desk.officer.create("निरीक्षण").id
    begin_letter(desk, file)
    desk.until(lambda: desk.officer.efile.file(file).typed != ())
    desk.press("efile.drafts.throw")
    desk.press("efile.drafts.asking.yes")
    desk.until(lambda: desk.officer.efile.file(file).typed == ())


def test_an_aadhaar_number_that_is_typed_is_not_kept_and_the_cursor_stays(desk: AtTheDesk):
    file = desk.officer.create("निरीक्षण").id
    begin_letter(desk, file)
    text = desk.part("efile.drafts.text")
    text.setPlainText("आधार 999941057058")
    text.setFocus()
    desk.until(lambda: "आधार" in desk.part("efile.drafts.told", QLabel).text())
    assert text.hasFocus() and text.toPlainText() == "आधार 999941057058"
    assert all("9999" not in each.text for each in desk.officer.efile.file(file).typed)


def test_a_draft_is_withdrawn_with_a_reason_that_stands_beside_it(desk: AtTheDesk):
    file, draft = drafted(desk)
    desk.officer.efile.approve_draft(file, draft)
    show_drafts(desk, file)
    desk.press("efile.drafts.withdraw")
    assert desk.desk.sheets.drafts.lead is desk.part("efile.drafts.withdraw")  # F9 does what is asked about
    reason = desk.part("efile.drafts.reason", QLineEdit)
    assert reason.isVisible()
    desk.press("efile.drafts.withdraw")  # without a reason nothing is withdrawn
    desk.until(lambda: bool(desk.told("efile.drafts.reason.below")))
    reason.setText("मौखिक आदेश")
    desk.press("efile.drafts.withdraw")
    desk.until(lambda: desk.officer.efile.file(file).drafts[0].state is DraftState.WITHDRAWN)
    desk.until(lambda: "मौखिक आदेश" in desk.part("efile.drafts.standing", QLabel).text())
    assert desk.part("efile.drafts.withdraw").isHidden() and desk.part("efile.drafts.approve").isHidden()


def test_a_dealing_hand_is_told_who_approves_instead_of_being_refused(
    qtbot: Any, office_of: Open, tasks: Tasks, speech: Speech
):
    desk = AtTheDesk(qtbot, office_of("kavita"), tasks, speech)
    file, _ = drafted(desk)
    show_drafts(desk, file)
    desk.until(lambda: "अनुभाग अधिकारी" in desk.part("efile.drafts.standing", QLabel).text())
    assert desk.part("efile.drafts.approve").isHidden()
    tasks.close()


def test_a_letter_to_be_signed_by_hand_is_written_with_its_number_though_no_token_is_here(
    desk: AtTheDesk, tmp_path: Path
):
    desk.officer.office._desk.binder, desk.officer.office._desk.signing = BinderAtHome(tmp_path), None
    file, draft = drafted(desk)
    number = desk.officer.efile.approve_draft(file, draft).drafts[0].number
    show_drafts(desk, file)
    desk.until(desk.part("efile.drafts.save-letter").isVisible)
    (shown,) = desk.officer.efile.file(file).drafts
    desk.desk.sheets.drafts.write_letter(shown, tmp_path / "letter.pdf")
    desk.until((tmp_path / "letter.pdf").exists)
    with pypdfium2.PdfDocument(tmp_path / "letter.pdf") as pdf:
        page = pdf[0].get_textpage()
        said = page.get_text_range()
        page.close()
    for each in (number, "अभ्यास", "PRACTICE", "(अनिल श्रीवास्तव)", "अनुभाग अधिकारी"):
        assert each in said


def test_what_is_wrong_with_one_paper_is_not_said_beside_another(desk: AtTheDesk):
    file, other = desk.officer.create("निरीक्षण").id, desk.officer.create("वेतन").id
    with desk.officer.office._desk.records.write() as session:
        session.connection().exec_driver_sql("UPDATE efile SET notice = 'draft.flawed' WHERE id = ?", (file,))
    desk.look_at(file)
    told = desk.part("efile.told", QLabel)
    desk.until(lambda: "F11" in told.text())
    desk.look_at(other)
    assert told.text() == ""


def sent_and(draft: Draft, verdict: LetterVerdict | None, **changed: Any) -> Draft:
    gone = Dispatched("1/DM-LKO-D1/2026-27", Delivery.OFFICE, draft.last.at, "", draft.last.at, "", verdict)
    return replace(draft, state=DraftState.ACKNOWLEDGED, dispatched=gone, **changed)


def test_the_sender_reads_what_the_receiver_found(desk: AtTheDesk):
    file, _ = drafted(desk)
    draft = desk.officer.efile.file(file).drafts[0]
    told = {
        "good": (sent_and(draft, GOOD), "ASHA VERMA"),
        "wrong": (sent_and(draft, REVOKED), "निरस्त"),
    }
    for tone, (found, said) in told.items():
        words, shown = standing(found)
        assert shown == tone and said in words.hi
    assert "सूची" in of_letter(replace(GOOD, at=draft.last.at, revocation="stale"))[0].hi
    undelivered = sent_and(draft, None, flaw="tampered", number="1/DM-LKO-D1/2026-27")
    assert standing(undelivered)[1] == "wrong" and "नहीं दिया गया" in standing(undelivered)[0].hi
    by_post = replace(undelivered, dispatched=replace(undelivered.dispatched, by=Delivery.POST))
    assert standing(by_post)[1] == "wrong" and "बाहर जा चुका है" in standing(by_post)[0].hi


@pytest.mark.parametrize(
    ("verdict", "tone", "said"), [(GOOD, "good", "✓"), (REVOKED, "wrong", "✗"), (None, "wait", "")]
)
def test_the_verdict_stands_in_words_on_the_letter(
    desk: AtTheDesk, speech: Speech, verdict: LetterVerdict | None, tone: str, said: str
):
    letter = desk.officer.letter()
    receipt = desk.officer.efile.diarise(letter, desk.officer.scan())
    judged = replace(verdict, at=desk.officer.clock.now()) if verdict else None
    card = LetterCard(speech, desk.desk)
    card.show_letter(replace(receipt, is_issue=True, verdict=judged))
    line = card.findChild(QLabel, "efile.letter-card.signature")
    assert line.property("tone") == tone and line.text().startswith(said) and line.text()
    (page,) = pages_of(replace(receipt, is_issue=True, verdict=judged))
    desk.desk.correspondence.show_papers((page,))
    marked = desk.part("efile.contents", QTableView).model().index(0, 2).data()
    assert marked.endswith("✗") == (tone == "wrong")
    writer = Writer(
        Words("अनिल", "Anil"),
        PostName("p", Words("अधिकारी", "Officer"), Words("ज़िला", "District"), None, "p"),
    )
    speech.speak(Language.ENGLISH)
    card.show_letter(replace(receipt, is_issue=True, writer=writer))
    named = [card.findChild(QLabel, f"efile.letter-card.{each}").text() for each in FIELDS[1:4]]
    assert named == ["Anil", "Officer", "District"]
    card.show_letter(receipt)  # a scan that was diarised here bears no signature to judge
    assert line.text() == ""


def test_whom_it_goes_to_stands_in_the_bar_and_in_the_list_of_what_is_leaving(
    qtbot: Any, desk: AtTheDesk, tasks: Tasks, speech: Speech
):
    file = desk.officer.create().id
    desk.officer.efile.send(file, "district-lucknow.cdo")
    desk.desk.undo.refresh()
    desk.until(desk.desk.undo.isVisible)
    shown = desk.part("efile.undo.left", QLabel).text()
    day = MyDayPlace(desk.officer.office, tasks, speech)
    qtbot.addWidget(day)
    day.resize(1100, 600)
    day.show()
    day.refresh()
    model = day._lists["leaving"].view.model()
    desk.until(lambda: model.rowCount() == 1)
    desk.until(
        lambda: day._lists["leaving"].height() > 3 * day._lists["due"].height()
    )  # what is empty takes a line
    for said in (shown, model.index(0, 1).data()):
        for part in ("मुख्य विकास अधिकारी", "जिला कार्यालय, लखनऊ"):
            assert part in said
