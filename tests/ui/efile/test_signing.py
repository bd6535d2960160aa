"""A noting from the first word to the officer who gets it, signed with a real token, at the real screen."""

from threading import get_ident
from typing import Any

from app.base.words import Language
from app.efile.walk import Place
from app.ports.signing import CertificateState, Revocation
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from ui.efile.token_seen import Choice, all_named

from tests.integration.dsc.soft_token import needs_naughty, needs_token
from tests.integration.efile.officers import post_of
from tests.integration.efile.tokens import SoftToken, pair
from tests.ui.efile.conftest import NOTE, PIN, AtTheDesk


@needs_token
def test_a_note_is_written_signed_and_sent_and_cannot_be_pulled_back_once_opened(
    kavitas: AtTheDesk, new_officer: Any, make_signer: Any
):
    file = kavitas.officer.create().id
    kavitas.look_at(file)
    kavitas.write(NOTE)
    kavitas.sign()
    green = kavitas.desk.green.toPlainText()
    assert "1.  पत्र का अवलोकन करें।" in green and "2.  आदेशार्थ प्रस्तुत।" in green
    assert "कविता यादव" in green

    kavitas.desk.acts.ask("send")
    kavitas.part("efile.send.to", QLineEdit).setText("Anil")
    chosen = kavitas.part("efile.send.chosen", QLabel)
    kavitas.until(lambda: "अनिल श्रीवास्तव, अनुभाग अधिकारी, जिला कार्यालय" in chosen.text())
    kavitas.part("efile.send.go", QPushButton).click()
    kavitas.until(kavitas.desk.undo.isVisible)
    kavitas.part("efile.undo.go", QPushButton).click()  # sixty seconds in which it can be had back
    kavitas.until(lambda: kavitas.officer.efile.file(file).place is Place.AT_DESK)
    kavitas.officer.send(file, "anil")

    anil = new_officer("anil", make_signer())
    kavitas.desk.pile.show_pile("sent")
    kavitas.look_at(file)
    kavitas.until(lambda: "pull-back" in kavitas.desk.acts.allowed)
    anil.takes(file)
    kavitas.desk.acts.ask("pull-back")
    kavitas.until(lambda: kavitas.desk._thing.asked_back)
    kavitas.officer.sync()
    kavitas.desk.refresh()
    kavitas.until(lambda: bool(kavitas.desk._thing.notice))
    assert "खोल" in kavitas.part("efile.told", QLabel).text()
    assert kavitas.officer.efile.file(file).holder.id == post_of("anil")
    assert kavitas.threads and get_ident() not in kavitas.threads  # no call came from the window's thread


@needs_token
def test_exactly_what_is_signed_stands_there_before_the_pin_is_asked(kavitas: AtTheDesk):
    file = kavitas.officer.create().id
    kavitas.look_at(file)
    kavitas.write("Transfer by Mаy 2026.")  # the second letter of May is Cyrillic
    note = kavitas.desk.yellow.text
    note.setFocus()
    note.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(note, " ")
    kavitas.desk.acts.ask("sign")
    for key in PIN:  # for whatever has the cursor
        QTest.keyClick(kavitas.desk.windowHandle(), Qt.Key(ord(key)))
    assert not any(each in note.toPlainText() for each in PIN if each not in "2026")
    text, pin = kavitas.part("efile.sign.text", QPlainTextEdit), kavitas.part("efile.sign.pin", QLineEdit)
    kavitas.until(pin.isVisible)
    kavitas.desk._speech.speak(Language.ENGLISH)
    facts = kavitas.part("efile.sign.facts", QLabel).text()
    assert "Dealing hand" in facts and "ASHA VERMA" in facts  # whose certificate it is, not its number alone
    kavitas.desk._speech.speak(Language.HINDI)

    assert text.isVisible() and "U+0430" in text.toPlainText()
    assert kavitas.part("efile.sign.warned", QLabel).isVisible()
    assert kavitas.officer.efile.signing.unlocked is None


@needs_token
def test_a_note_that_changed_while_the_pin_was_typed_is_shown_again_and_signed_only_then(kavitas: AtTheDesk):
    file = kavitas.officer.create().id
    kavitas.look_at(file)
    kavitas.write("पहला लेख।")
    kavitas.desk.acts.ask("sign")
    kavitas.unlock()
    go, token = kavitas.part("efile.sign.go", QPushButton), kavitas.desk.sheets.sign._token
    kavitas.until(go.isVisible)
    token.shut.emit("")
    assert not go.isVisible()  # a token that is open no more is not offered to sign
    token.look()
    kavitas.until(go.isVisible)
    note = kavitas.desk.yellow.text
    note.setPlainText("")
    assert kavitas.desk.acts._next == "send"
    note.setPlainText("पहला लेख, सुधरा।")
    assert kavitas.desk.acts._next == "sign"  # from the first key on, though nothing is kept yet
    kavitas.until(kavitas.part("efile.sign.anew").isVisible)
    assert not go.isVisible()
    kavitas.part("efile.next").click()
    text = kavitas.part("efile.sign.text", QPlainTextEdit)
    kavitas.until(lambda: go.isVisible() and text.toPlainText() == "पहला लेख, सुधरा।")

    yellow = kavitas.officer.efile.file(file).yellow
    assert yellow is not None
    kavitas.officer.efile.write(file, "दूसरा लेख।", yellow.revision)
    go.click()
    kavitas.until(lambda: text.toPlainText() == "दूसरा लेख।")
    assert not kavitas.officer.efile.file(file).notings

    kavitas.until(go.isEnabled)
    go.click()
    assert "हस्ताक्षर कर रहा है" in kavitas.part("efile.sign.told", QLabel).text()
    kavitas.until(lambda: bool(kavitas.officer.efile.file(file).notings))


@needs_token
def test_a_character_nobody_can_see_is_taken_out_before_the_note_is_kept(kavitas: AtTheDesk):
    kavitas.look_at(kavitas.officer.create().id)
    yellow = kavitas.desk.yellow
    yellow.text.phonetic = False
    yellow.text.setPlainText("भुगतान\u202e रोकें")
    clean = kavitas.part("efile.yellow.clean", QPushButton)
    kavitas.until(clean.isVisible)
    clean.click()
    kavitas.until(lambda: yellow.is_settled)

    kept = kavitas.officer.efile.file(kavitas.desk._thing.id).yellow
    assert kept is not None and kept.text == "भुगतान रोकें"


@needs_naughty
def test_a_final_try_is_not_spent_without_a_second_word(with_naughty_token: AtTheDesk, naughty: Any):
    desk = with_naughty_token
    naughty.set("tries", 0)
    desk.desk.acts.ask("sign")
    desk.until(lambda: "लॉक" in desk.part("efile.sign.pin-state", QLabel).text())
    for what_is_fine in ("ready", "certificate-state"):
        assert not desk.part(f"efile.sign.{what_is_fine}", QLabel).isVisible()
    naughty.set("tries", 1)
    desk.part("efile.sign.look-again", QPushButton).click()
    sure = desk.part("efile.sign.sure", QCheckBox)
    desk.until(sure.isVisible)
    pin, go = desk.part("efile.sign.pin", QLineEdit), desk.part("efile.sign.unlock", QPushButton)
    bar = desk.part("efile.next", QPushButton)
    assert not pin.isEnabled() and not go.isEnabled() and not bar.isEnabled()

    sure.setChecked(True)
    assert bar.isEnabled() and bar.text().startswith("पिन दें")  # the step that is next now, not the one after
    QTest.keyClicks(pin, PIN)
    go.click()
    assert pin.text() == ""  # gone from the screen before it is tried
    desk.until(desk.part("efile.sign.go", QPushButton).isVisible)


@needs_naughty
def test_a_token_pulled_out_signs_nothing_and_asks_for_itself_again(
    with_naughty_token: AtTheDesk, naughty: Any
):
    desk = with_naughty_token
    desk.desk.acts.ask("sign")
    desk.unlock()
    go = desk.part("efile.sign.go", QPushButton)
    desk.until(go.isVisible)
    naughty.set("absent")
    go.click()
    told = desk.part("efile.sign.told", QLabel)
    desk.until(lambda: "टोकन" in told.text())
    desk.until(lambda: not go.isVisible())
    assert not desk.officer.efile.file(desk.desk._thing.id).notings

    again, pin = desk.part("efile.sign.look-again", QPushButton), desk.part("efile.sign.pin", QLineEdit)
    desk.until(lambda: again.isEnabled() and not pin.isVisible())
    desk.until(again.hasFocus)  # nothing is sent by Enter meanwhile
    assert "पिन फिर दें" not in desk.part("efile.sign.ready", QLabel).text()
    naughty.clear("absent")
    assert desk.part("efile.next", QPushButton).text().startswith("फिर देखें")
    QTest.keyClick(again, Qt.Key.Key_Return)
    desk.unlock()
    desk.until(go.isVisible)
    assert told.text() == ""  # what had stopped it is over
    go.click()
    desk.until(lambda: len(desk.desk._thing.notings) == 1)


def test_of_two_certificates_with_one_name_the_one_that_cannot_sign_is_marked():
    token = SoftToken(pair("anil"))
    stands: dict[str, Any] = {
        "token": token.token,
        "certificate": token.certificate,
        "revocation": Revocation.CHECKED,
    }
    signs, hides = all_named(
        tuple(
            Choice(state=state, as_of=None, held_by=None, **stands)
            for state in (CertificateState.EXPIRES_IN_7, CertificateState.ENCRYPTION_ONLY)
        )
    )
    assert hides == f"✗ {signs}"
