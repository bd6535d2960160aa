"""Officers before the e-File desk: two offices on one real training centre, each with a token of SoftHSM."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from app.efile.walk import Enrolled
from app.ports.clock import SystemClock
from door.binding import BinderAtHome
from dsc.judge import OfficeJudge
from dsc.signer import TokenOfOfficer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from ui.efile.desk import EFileDesk
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.conftest import set_up_centre, start_centre, training_centre
from tests.integration.dsc.conftest import (
    full_token,
    make_signer,
    naughty,
    naughty_module,
    pki,
    token,
    trust,
    trust_of,
)
from tests.integration.dsc.soft_token import PIN
from tests.integration.efile.officers import Officer, open_officer
from tests.ui.watched import Watched

__all__ = ["NOTE", "PIN"]
Open = Callable[[str], Officer]
NOTE = "पत्र का अवलोकन करें।\n\nआदेशार्थ प्रस्तुत।"


class AtTheDesk:
    """An officer with a screen; what the screen calls is noted with the thread it came on."""

    def __init__(self, qtbot: Any, officer: Officer, tasks: Tasks, speech: Speech) -> None:
        self.qtbot, self.officer, self.threads = qtbot, officer, set[int]()
        self.desk = EFileDesk(Watched(officer.office, "efile", self.threads, {"signing"}), tasks, speech)
        qtbot.addWidget(self.desk)
        self.desk.resize(1150, 660)
        self.desk.show()
        self.desk.activateWindow()

    def part(self, name: str, kind: type[QWidget] = QWidget) -> Any:
        found = self.desk.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        button = self.part(name, QPushButton)
        self.until(lambda: button.isVisible() and button.isEnabled())
        button.click()

    def told(self, name: str) -> str:
        return str(self.part(name, QLabel).text())

    def until(self, holds: Callable[[], bool], seconds: int = 20) -> None:
        self.qtbot.waitUntil(holds, timeout=seconds * 1000)

    def look_at(self, id: str) -> None:
        self.desk.refresh()
        self.until(lambda: self.desk.pile.rows.place_of(id) >= 0)
        self.desk.pile.choose(id)
        self.until(lambda: self.desk._thing is not None and self.desk._thing.id == id)

    def write(self, text: str) -> None:
        self.desk.yellow.text.phonetic = False
        self.desk.yellow.text.setPlainText(text)
        self.desk.yellow.save()
        self.until(lambda: self.desk.yellow.is_settled)
        self.until(lambda: "sign" in self.desk.acts.allowed)

    def unlock(self, pin: str = PIN) -> None:
        """Type the PIN where it is asked."""
        line = self.part("efile.sign.pin")
        self.until(lambda: line.isVisible() and not line.is_ahead)
        QTest.keyClicks(line, pin)
        self.part("efile.sign.unlock").click()

    def sign(self) -> None:
        self.desk.acts.ask("sign")
        self.unlock()
        go = self.part("efile.sign.go")
        self.until(go.isVisible)
        assert self.part("efile.next").isEnabled()  # F9 is the button that stands in the sheet
        noted: list[str] = []
        self.desk.sheets.done.connect(lambda *_: noted.append(self.desk.yellow.text.toPlainText()))
        go.click()
        self.until(lambda: bool(self.desk._thing.notings) and self.desk._thing.yellow is None)
        assert noted == [""]  # what is green is not called so over a note that is still yellow


@pytest.fixture
def new_officer(tmp_path: Path, training_centre: Any, trust: Any) -> Iterator[Callable[..., Officer]]:  # noqa: F811
    opened: list[Officer] = []

    def make(login: str, signer: TokenOfOfficer) -> Officer:
        home = tmp_path / login
        signing = (signer, OfficeJudge(trust, SystemClock()))
        opened.append(open_officer(home, training_centre.url, login, signing))
        return opened[-1]

    yield make
    for officer in opened:
        officer.office.close()


@pytest.fixture
def office_of(tmp_path: Path, training_centre: Any) -> Iterator[Open]:  # noqa: F811
    """Desks of officers whose tokens are made of software: nothing is signed here."""
    opened: list[Officer] = []

    def make(login: str) -> Officer:
        opened.append(open_officer(tmp_path / login, training_centre.url, login))
        return opened[-1]

    yield make
    for officer in opened:
        officer.office.close()


@pytest.fixture
def desk(qtbot: Any, office_of: Open, tasks: Tasks, speech: Speech) -> Iterator[AtTheDesk]:
    yield AtTheDesk(qtbot, office_of("anil"), tasks, speech)
    tasks.close()


def enrol(officer: Officer, keeper: Officer) -> None:
    """Put the officer's certificate into the register, and have it approved."""
    signing = officer.efile.signing
    found = next(each for each in signing.diagnose().tokens if each.certificates)
    certificate = next(each for each in found.certificates if each.may_sign and each.has_key)
    signing.unlock(found, certificate, PIN, enrolling=True)
    signing.enrol(found)
    signing.lock()
    officer.sync()
    keeper.sync()
    for each in keeper.efile.signing.register():
        if each.state is Enrolled.ASKED:
            keeper.efile.signing.decide(each.id, approved=True, reason="टोकन देखा")
    keeper.sync()
    officer.sync()


@pytest.fixture
def kavita(new_officer: Any, make_signer: Any, token: Any) -> Officer:  # noqa: F811
    """The dealing hand; her certificate is enrolled."""
    officer = new_officer("kavita", make_signer())
    enrol(officer, new_officer("imran", make_signer()))
    return officer


@pytest.fixture
def anil(new_officer: Any, make_signer: Any, token: Any) -> Officer:  # noqa: F811
    """The section officer; his certificate is enrolled, and his desk can draw letters."""
    officer: Officer = new_officer("anil", make_signer())
    officer.office._desk.binder = BinderAtHome(officer.home)
    enrol(officer, new_officer("imran", make_signer()))
    return officer


@pytest.fixture
def anils(qtbot: Any, anil: Officer, tasks: Tasks, speech: Speech) -> Iterator[AtTheDesk]:
    at_desk = AtTheDesk(qtbot, anil, tasks, speech)
    yield at_desk
    tasks.close()


@pytest.fixture
def kavitas(qtbot: Any, kavita: Officer, tasks: Tasks, speech: Speech) -> Iterator[AtTheDesk]:
    at_desk = AtTheDesk(qtbot, kavita, tasks, speech)
    yield at_desk
    tasks.close()


@pytest.fixture
def with_naughty_token(
    qtbot: Any,
    new_officer: Any,
    make_signer: Any,  # noqa: F811
    naughty: Any,  # noqa: F811
    tasks: Any,
    speech: Any,
) -> Any:
    officer: Officer = new_officer("kavita", make_signer(naughty.module))
    enrol(officer, new_officer("imran", make_signer(naughty.module)))
    at_desk = AtTheDesk(qtbot, officer, tasks, speech)
    at_desk.look_at(officer.create().id)
    at_desk.write(NOTE)
    yield at_desk
    tasks.close()
