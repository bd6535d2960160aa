"""The token's part of a sheet: the likeliest certificate comes first, a person chooses, and it ends without a word."""

from dataclasses import replace
from typing import Any

import shiboken6
from app.base.words import Language, Words
from app.efile.walk import Enrolled
from app.ports.signing import (
    Certificate,
    CertificateState,
    Diagnosis,
    PinState,
    Readiness,
    Revocation,
    Token,
)
from door.wiring import practice_of
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from ui.efile.desk import EFileDesk
from ui.efile.pin_line import PinLine
from ui.efile.sheet import facing
from ui.efile.token_seen import Choice, Seen, rank
from ui.efile.token_told import ready_told
from ui.efile.unlocking import Unlocking
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.efile.tokens import SoftToken, pair
from tests.ui.efile.conftest import Open


def choice(state: CertificateState, days: int = 700) -> Choice:
    token = SoftToken(pair(f"anil-{days}", days)).token
    standing = Enrolled.APPROVED if state is CertificateState.FINE else None
    return Choice(token, token.certificates[0], state, Revocation.CHECKED, None, None, standing)


def test_what_may_sign_comes_before_what_may_be_enrolled_and_what_hides_comes_last():
    hides, new, old, known = (
        choice(CertificateState.ENCRYPTION_ONLY),
        choice(CertificateState.WRONG_PERSON),
        choice(CertificateState.WRONG_PERSON, 50),
        choice(CertificateState.FINE),
    )
    assert sorted((hides, old, new, known), key=rank) == [known, new, old, hides]


def test_of_two_that_may_be_enrolled_a_person_chooses_before_any_pin_is_asked(
    qtbot: Any, tasks: Tasks, speech: Speech
):
    around = QWidget()
    qtbot.addWidget(around)
    check = Unlocking(None, tasks, speech, "token.try", around, enrolling=True)
    box, pin = around.findChild(QComboBox), around.findChild(QLineEdit, "token.try.pin")
    QVBoxLayout(around).addWidget(check)
    around.show()
    two = tuple(choice(CertificateState.WRONG_PERSON, days) for days in (700, 50))
    assert two[0].token.pin is PinState.FINE
    check.show_seen(Seen(Diagnosis(Readiness.READY, (two[0].token,), (), ()), two, open_already=False))
    assert check.choice is None and not pin.isVisible() and box.isVisible()
    assert "2 प्रमाणपत्र" in around.findChild(QLabel, "token.try.ready").text()

    box.setCurrentIndex(1)
    assert check.choice == two[1] and pin.isVisible()
    check.show_seen(Seen(Diagnosis(Readiness.READY, (two[0].token,), (), ()), two[:1], open_already=False))
    assert check.choice == two[0] and pin.isVisible()
    tasks.close()


def shown(qtbot: Any, tasks: Tasks, speech: Speech, found: Choice, *, enrolling: bool) -> QWidget:
    around = QWidget()
    qtbot.addWidget(around)
    check = Unlocking(None, tasks, speech, "token.try", around, enrolling=enrolling)
    QVBoxLayout(around).addWidget(check)
    around.show()
    check.show_seen(Seen(Diagnosis(Readiness.READY, (found.token,), (), ()), (found,), open_already=False))
    return around


def said(around: QWidget, name: str) -> str:
    label = around.findChild(QLabel, f"token.try.{name}")
    return label.text() if label.isVisible() else ""


def test_a_right_pin_gives_all_tries_back_and_no_warning_of_a_last_one_stays(
    qtbot: Any, tasks: Tasks, speech: Speech
):
    last = choice(CertificateState.FINE)
    around = shown(
        qtbot, tasks, speech, replace(last, token=replace(last.token, pin=PinState.FINAL_TRY)), enrolling=True
    )
    assert "एक प्रयास" in said(around, "pin-state")
    around.findChild(Unlocking)._unlocked(None)
    assert said(around, "pin-state") == ""
    around.findChild(Unlocking).let_go()
    tasks.close()


def test_nothing_is_called_ready_beside_a_certificate_that_cannot_sign(
    qtbot: Any, tasks: Tasks, speech: Speech
):
    around = shown(qtbot, tasks, speech, choice(CertificateState.EXPIRED), enrolling=False)
    assert said(around, "ready") == "" and "समाप्त" in said(around, "certificate-state")
    around = shown(qtbot, tasks, speech, choice(CertificateState.FINE), enrolling=False)
    assert "तैयार" in said(around, "ready")
    nobodys = replace(choice(CertificateState.FINE), standing=None)
    around = shown(qtbot, tasks, speech, nobodys, enrolling=False)  # its PIN would be tried in vain
    assert said(around, "ready") == "" and "टोकन जाँच" in said(around, "certificate-state")
    assert not around.findChild(PinLine).isVisible()
    around = shown(qtbot, tasks, speech, nobodys, enrolling=True)
    assert "दर्ज किया जा सकता है" in said(around, "certificate-state") and around.findChild(PinLine).isVisible()
    old = replace(choice(CertificateState.FINE), standing=Enrolled.REPLACED)
    around = shown(qtbot, tasks, speech, old, enrolling=False)
    assert said(around, "ready") == "" and "पुराना" in said(around, "certificate-state")
    around = shown(qtbot, tasks, speech, replace(old, ends=CertificateState.EXPIRES_IN_7), enrolling=True)
    assert "फिर दर्ज" in said(around, "certificate-state") and "7 दिन" in said(around, "certificate-state")
    tasks.close()


def test_a_token_is_called_ready_only_for_whoever_may_sign_or_be_enrolled_with_it():
    found = choice(CertificateState.FINE)
    cases = {
        "good": (found, choice(CertificateState.WRONG_PERSON)),
        "wait": (replace(choice(CertificateState.WRONG_PERSON), standing=Enrolled.ASKED),),
        "wrong": (
            replace(found, held_by=Words("कविता", "Kavita")),
            replace(choice(CertificateState.WRONG_PERSON), is_named_so=False),
            choice(CertificateState.EXPIRED),
            replace(found, token=replace(found.token, pin=PinState.LOCKED)),
        ),
    }
    for tone, choices in cases.items():
        for each in choices:
            seen = Seen(Diagnosis(Readiness.READY, (each.token,), (), ()), (each,), open_already=False)
            assert ready_told(seen, each)[1] == tone


def test_a_long_name_asks_for_no_more_room_than_there_is_beside_a_text(
    qtbot: Any, tasks: Tasks, speech: Speech
):
    found = choice(CertificateState.FINE)
    long = replace(found.certificate, common_name="ANIL KUMAR SRIVASTAVA " * 4)
    around = shown(qtbot, tasks, speech, replace(found, certificate=long), enrolling=False)
    assert around.minimumSizeHint().width() < 260
    assert long.common_name in said(around, "revocation")  # where it is read whole
    last = replace(found, token=replace(found.token, pin=PinState.FINAL_TRY))
    around = shown(qtbot, tasks, speech, last, enrolling=False)
    for language in Language:
        speech.speak(language)
        assert around.minimumSizeHint().width() < 260
    tasks.close()


def test_what_is_asked_beside_a_text_is_given_the_width_it_needs(qtbot: Any):
    around, asked = QWidget(), QPushButton("यही लेख हस्ताक्षरित करें " * 3)
    qtbot.addWidget(around)
    around.setLayout(facing(QPlainTextEdit(), asked))
    around.resize(600, 300)
    around.show()
    assert asked.visibleRegion().boundingRect().width() == asked.width()


def test_enter_gives_the_pin_and_is_no_key_of_the_next_one(qtbot: Any):
    class Around(QWidget):
        heard = 0

        def keyPressEvent(self, _event: QKeyEvent) -> None:  # noqa: N802  Qt's name
            self.heard += 1

    around = Around()
    qtbot.addWidget(around)
    pin = PinLine(around)
    pin.ask(unread=False)
    QTest.keyClicks(pin, "1234")
    QTest.keyClick(pin, Qt.Key.Key_Return)
    assert pin.text() == "1234" and not around.heard
    skipped: list[str] = []
    pin.skipped.connect(lambda: skipped.append("key"))
    pin.take()
    pin.skip(QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r"))
    assert skipped == []  # Enter held down for long is no PIN that was typed too early


def test_where_no_pin_can_be_given_enter_and_f9_look_again(qtbot: Any, tasks: Tasks, speech: Speech):
    around = shown(qtbot, tasks, speech, choice(CertificateState.EXPIRED), enrolling=False)
    again = around.findChild(QPushButton, "token.try.look-again")
    assert again.property("kind") == "primary"
    again.clicked.disconnect()
    looked: list[str] = []
    again.clicked.connect(lambda: looked.append("again"))
    around.activateWindow()
    again.setFocus()
    qtbot.waitUntil(again.hasFocus, timeout=5_000)
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert looked == ["again"]
    tasks.close()


def test_where_one_signs_another_persons_token_is_told_otherwise_than_where_one_enrols(
    qtbot: Any, tasks: Tasks, speech: Speech
):
    found = replace(choice(CertificateState.WRONG_PERSON), held_by=Words("अनिल", "Anil"))
    signing, enrolling = (
        said(shown(qtbot, tasks, speech, found, enrolling=each), "certificate-state")
        for each in (False, True)
    )
    assert "अनिल" in signing and "अपना टोकन लगाएँ" in signing and "परीक्षण" in enrolling
    tasks.close()


def press(around: QWidget, keys: str) -> None:
    """Press keys as they come from the keyboard: for whatever has the cursor; `~` is Enter."""
    for key in keys:
        QTest.keyClick(around.windowHandle(), Qt.Key.Key_Return if key == "~" else Qt.Key(ord(key)))


def assert_only_a_pin_that_was_asked_for_is_tried(qtbot: Any, officer: Any, around: QWidget) -> None:
    """While a try runs keys are swallowed; the rest of a PIN begun then is none, and a spent try stays told."""
    signing, tried = officer.efile.signing, list[str]()
    unlock, pin = signing.unlock, around.findChild(PinLine)

    def noted(token: Token, certificate: Certificate, given: str, **named: bool) -> None:
        tried.append(given)
        unlock(token, certificate, given, **named)

    signing.unlock = noted
    press(around, "999999~246813~1234")
    assert around.isAncestorOf(QApplication.focusWidget())  # no neighbour shows what is typed
    qtbot.waitUntil(lambda: pin.isEnabled() and pin.hasFocus(), timeout=20_000)
    press(around, "56~")
    wrong = said(around, "ready")
    assert "ग़लत" in wrong and "पूरा पिन" in around.findChild(QLabel, "token.try.pin.below").text()
    qtbot.waitUntil(lambda: not pin.is_ahead, timeout=5_000)
    press(around, "~")  # without a PIN nothing is tried either
    assert said(around, "ready") == wrong
    press(around, "123456~")
    qtbot.waitUntil(lambda: around.findChild(Unlocking).is_open, timeout=20_000)
    assert tried == ["999999", "123456"]


def test_a_certificate_in_another_name_and_one_that_waits_for_approval_are_never_just_called_fine(
    qtbot: Any, tasks: Tasks, speech: Speech
):
    own = choice(CertificateState.FINE, 50)
    other = replace(choice(CertificateState.FINE), is_named_so=False, standing=None)
    assert sorted((other, own), key=rank) == [own, other]
    for enrolling in (False, True):
        told = said(shown(qtbot, tasks, speech, other, enrolling=enrolling), "certificate-state")
        assert other.certificate.common_name in told and "ठीक" not in told
        for standing, word in ((Enrolled.ASKED, "स्वीकृत नहीं"), (Enrolled.REFUSED, "अस्वीकृत")):
            around = shown(qtbot, tasks, speech, replace(own, standing=standing), enrolling=enrolling)
            assert word in said(around, "certificate-state")
            assert around.findChild(PinLine).isVisible() == enrolling  # to try it binds nobody
    taken = replace(other, standing=Enrolled.APPROVED)  # the keeper has said that it is this person's
    assert "ठीक" in said(shown(qtbot, tasks, speech, taken, enrolling=True), "certificate-state")
    tasks.close()


def test_a_token_with_keys_of_its_own_is_tried_without_a_pin_typed_here_and_no_other(
    qtbot: Any, office_of: Open, tasks: Tasks, speech: Speech
):
    own, around = choice(CertificateState.FINE), QWidget()
    qtbot.addWidget(around)
    check = Unlocking(office_of("anil").office, tasks, speech, "token.try", around, enrolling=True)
    for has_pin_pad in (False, True):
        token = replace(own.token, has_pin_pad=has_pin_pad)
        found = Seen(
            Diagnosis(Readiness.READY, (token,), (), ()), (replace(own, token=token),), open_already=False
        )
        check.show_seen(found)
        with qtbot.waitSignal(
            check.tried, timeout=20_000 if has_pin_pad else 100, raising=has_pin_pad
        ) as tried:
            check.unlock()
        assert tried.signal_triggered == has_pin_pad
    tasks.close()


def test_in_training_a_token_to_practise_with_is_made_in_one_press_and_says_its_pin(
    qtbot: Any, office_of: Open, tasks: Tasks, speech: Speech
):
    officer, around = office_of("anil"), QWidget()
    qtbot.addWidget(around)
    officer.office._desk.signing = None
    officer.office._desk.practice = practice_of(officer.home, officer.clock)
    check = Unlocking(officer.office, tasks, speech, "token.try", around, enrolling=True)
    QVBoxLayout(around).addWidget(check)
    around.show()
    check.look()
    make, pin = around.findChild(QPushButton, "token.try.practise"), around.findChild(QLineEdit)
    qtbot.waitUntil(lambda: make.isVisible() and make.isEnabled(), timeout=10_000)
    assert "अभ्यास टोकन बनाएँ" in said(around, "ready")
    make.click()
    qtbot.waitUntil(pin.isVisible, timeout=20_000)
    assert not make.isVisible() and "123456" in said(around, "pin-state")
    assert_only_a_pin_that_was_asked_for_is_tried(qtbot, officer, around)
    tasks.close()


def test_a_window_that_goes_with_its_token_sheet_open_says_nothing_to_what_is_gone(
    qtbot: Any, office_of: Open, tasks: Tasks, speech: Speech
):
    officer, around = office_of("anil"), QWidget()
    file = officer.create().id
    desk = EFileDesk(officer.office, tasks, speech, around)
    officer.efile.write(file, "आदेशार्थ प्रस्तुत।", 0)
    desk.sheets.begin("sign", officer.efile.file(file))
    around.show()
    qtbot.waitUntil(lambda: desk.sheets.findChild(QWidget, "efile.sign").isVisible(), timeout=5_000)
    shiboken6.delete(around)  # as the program's end does; pytest-qt hears what is raised meanwhile
    tasks.close()
