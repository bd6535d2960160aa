"""The token check and the register at the screen: a driver is chosen, a token tried, a certificate enrolled and ended."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from app.base.days import office_day
from app.efile.walk import Enrolled
from app.records.settings import read_settings
from app.ports.signing import Diagnosis
from dsc.signer import TokenOfOfficer
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from ui.efile.dsc_place import RegisterPlace
from ui.efile.token_place import TokenPlace
from ui.places import Place
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.dsc.soft_token import PIN, SOFTHSM, needs_token
from tests.integration.efile.officers import Officer

pytestmark = needs_token


class At:
    """An officer at one place of the rail."""

    def __init__(self, qtbot: Any, place: Place) -> None:
        self.qtbot, self.place = qtbot, place
        qtbot.addWidget(place)
        place.resize(1100, 660)
        place.show()
        place.activateWindow()
        place.refresh()

    def part(self, name: str, kind: type[QWidget] = QWidget) -> Any:
        found = self.place.findChild(kind, name)
        assert found is not None, name
        return found

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=20_000)

    def press(self, name: str) -> None:
        button = self.part(name, QPushButton)
        self.until(lambda: button.isVisible() and button.isEnabled())
        button.click()

    def unlock(self) -> None:
        pin = self.part("token.try.pin", QLineEdit)
        self.until(pin.isVisible)
        QTest.keyClicks(pin, PIN)
        self.press("token.try.unlock")

    def told(self) -> str:
        return str(self.part(f"{self.place.name}.told", QLabel).text())


@pytest.fixture
def at(qtbot: Any, tasks: Tasks, speech: Speech) -> Iterator[Callable[..., At]]:
    yield lambda kind, officer: At(qtbot, kind(officer.office, tasks, speech))
    tasks.close()


@pytest.fixture
def kavita(new_officer: Any, make_signer: Any, token: Any) -> Officer:
    """The dealing hand; her certificate is not enrolled yet."""
    officer: Officer = new_officer("kavita", make_signer())
    return officer


@pytest.fixture
def imran(new_officer: Any, make_signer: Any, token: Any) -> Officer:
    """The keeper of the register."""
    officer: Officer = new_officer("imran", make_signer())
    return officer


def entries(officer: Officer) -> int:
    ((count,),) = officer.rows("SELECT count(*) FROM journal")
    return int(count)


def test_a_driver_that_is_chosen_reads_the_token_and_is_chosen_still_after_a_restart(
    at: Callable[..., At], new_officer: Any, make_signer: Any, token: Any
):
    officer = new_officer("kavita", make_signer(""))
    check = at(TokenPlace, officer)
    modules = check.part("token.modules").model()
    check.until(lambda: check.place._seen is not None)
    assert not any(each.path == str(SOFTHSM) for each in modules.items)

    check.place.choose_module(Path(SOFTHSM))
    check.until(lambda: any(each.path == str(SOFTHSM) for each in modules.items))
    check.until(check.part("token.try.pin", QLineEdit).isVisible)
    assert read_settings(officer.home).token.module == str(SOFTHSM)


def test_a_file_that_is_no_driver_is_refused_and_nothing_changes(
    at: Callable[..., At], kavita: Officer, tmp_path: Path
):
    check = at(TokenPlace, kavita)
    check.until(lambda: check.place._seen is not None)
    (tmp_path / "letter.so").write_text("no library")
    check.place.choose_module(tmp_path / "letter.so")
    check.until(lambda: "ड्राइवर नहीं है" in check.told())
    assert read_settings(kavita.home).token.module == ""
    found: Diagnosis = kavita.efile.signing.diagnose()
    assert found.tokens  # the driver that worked before works still


def test_a_token_is_tried_and_nothing_is_written_down(at: Callable[..., At], kavita: Officer):
    check = at(TokenPlace, kavita)
    check.unlock()
    before = entries(kavita)
    check.press("token.sign")
    check.until(lambda: "परीक्षण हस्ताक्षर सही है" in check.told())
    assert kavita.efile.signing.register() == () and entries(kavita) == before


def test_a_certificate_is_asked_for_with_the_token_in_hand_and_approved_by_the_keeper(
    at: Callable[..., At], kavita: Officer, imran: Officer
):
    check = at(TokenPlace, kavita)
    check.unlock()
    check.until(lambda: check.place.focusWidget() is check.part("token.enrol"))
    QTest.keyClick(check.place, Qt.Key.Key_F9)
    check.until(lambda: len(kavita.efile.signing.register()) == 1)
    check.until(lambda: "ASHA VERMA" in check.told())  # whose certificate it is
    check.until(lambda: check.place.focusWidget() is check.part("token.sign"))  # what can be done next
    kavita.sync()
    imran.sync()

    register = at(RegisterPlace, imran)
    register.part("register.reason", QLineEdit).setText("टोकन देखा")  # its name is not hers
    register.press("register.approve")
    assert "जाँचा जा रहा है" in register.told() and not register.part("register.approve").isEnabled()
    register.until(lambda: imran.efile.signing.register()[0].state is Enrolled.APPROVED)
    imran.sync()
    kavita.sync()
    (own,) = kavita.efile.signing.register()
    assert (own.state, own.since) == (Enrolled.APPROVED, office_day(kavita.clock.now()))
    check.place.refresh()
    check.until(lambda: "स्वीकृत हो गया" in check.told())


@pytest.fixture
def approved(kavita: Officer, imran: Officer) -> Officer:
    """The keeper of a register with one certificate that may sign."""
    (found,) = [each for each in kavita.efile.signing.diagnose().tokens if each.certificates]
    certificate = next(each for each in found.certificates if each.may_sign and each.has_key)
    kavita.efile.signing.unlock(found, certificate, PIN, enrolling=True)
    kavita.efile.signing.enrol(found)
    kavita.sync()
    imran.approve_all()
    return imran


def test_a_lost_token_needs_the_number_of_the_report_to_the_police(at: Callable[..., At], approved: Officer):
    register = at(RegisterPlace, approved)
    register.press("register.lost")
    register.until(lambda: "FIR" in register.told() or "एफ़आईआर" in register.told())
    assert approved.efile.signing.register()[0].state is Enrolled.APPROVED

    register.part("register.fir", QLineEdit).setText("0123/2026")
    register.press("register.lost")
    register.until(lambda: approved.efile.signing.register()[0].state is Enrolled.LOST)
    assert approved.efile.signing.register()[0].fir == "0123/2026"


def test_a_surrendered_token_signs_no_more(at: Callable[..., At], approved: Officer, kavita: Officer):
    register = at(RegisterPlace, approved)
    register.press("register.surrendered")
    register.until(lambda: approved.efile.signing.register()[0].state is Enrolled.SURRENDERED)
    approved.sync()
    kavita.sync()
    assert kavita.efile.signing.register()[0].state is Enrolled.SURRENDERED


def test_a_token_whose_program_dies_is_told_and_asks_for_its_pin_again_by_itself(
    at: Callable[..., At], kavita: Officer
):
    check = at(TokenPlace, kavita)
    check.unlock()
    check.until(check.part("token.sign").isEnabled)
    signer = kavita.office._desk.signer
    assert isinstance(signer, TokenOfOfficer) and signer.pid is not None
    os.kill(signer.pid, signal.SIGKILL)

    check.until(lambda: "प्रोग्राम बन्द हो गया" in check.part("token.try.ready", QLabel).text())
    check.until(check.part("token.try.pin", QLineEdit).isVisible)
    assert "प्रोग्राम बन्द हो गया" in check.part("token.try.ready", QLabel).text()
    assert not any(check.part(f"token.{each}").isEnabled() for each in ("sign", "enrol", "lock"))


def test_a_desk_without_roots_names_the_folder_they_belong_into_and_offers_no_button_that_cannot_work(
    at: Callable[..., At], office_of: Callable[[str], Officer]
):
    officer = office_of("kavita")
    officer.office._desk.signing = None
    check = at(TokenPlace, officer)
    ready = check.part("token.try.ready", QLabel)
    check.until(lambda: str(officer.home / "trust") in ready.text())
    assert not any(check.part(f"token.{each}").isEnabled() for each in ("sign", "enrol", "lock", "browse"))
    assert check.part("token.try.look-again").isEnabled()
