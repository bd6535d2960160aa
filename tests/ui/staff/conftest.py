"""A clerk before the employee master: a real office on a real training centre, every call noted with its thread."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from stdnum import verhoeff
from ui.staff.desk import StaffPlace
from ui.staff.going import Going
from ui.tasks import Lane, Tasks
from ui.words import Speech

from tests.integration.conftest import set_up_centre, start_centre, training_centre
from tests.integration.dsc.conftest import full_token, make_signer, pki, token, trust, trust_of
from tests.integration.efile.officers import Officer, open_officer
from tests.integration.staff.sheets import certifiers
from tests.ui.efile.conftest import enrol, new_officer
from tests.ui.watched import Watched

__all__ = [
    "full_token",
    "make_signer",
    "new_officer",
    "pki",
    "set_up_centre",
    "start_centre",
    "token",
    "training_centre",
    "trust",
    "trust_of",
]
HEADS = ("क्र.सं.", "कर्मचारी का नाम", "पदनाम", "मोबाइल नं.", "ई-मेल", "आधार सं.", "जन्म तिथि")
PARTS = frozenset({"offices", "readiness", "beside"})


class AtTheDesk:
    """A clerk with the screen of the employee master."""

    def __init__(self, qtbot: Any, officer: Officer, tasks: Tasks, speech: Speech) -> None:
        self.qtbot, self.officer, self.threads = qtbot, officer, set[int]()
        self.place = StaffPlace(Watched(officer.office, "staff", self.threads, PARTS), tasks, speech)
        qtbot.addWidget(self.place)
        self.place.resize(1150, 660)
        self.place.show()
        self.place.activateWindow()

    @property
    def grid(self) -> Any:
        return self.place.grid

    def part(self, name: str, kind: type[QWidget] = QWidget) -> Any:
        found = self.place.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        """Press a key in a widget of this desk, which comes to the front of the others."""
        self.place.activateWindow()
        widget.setFocus()
        self.until(widget.hasFocus)
        QTest.keyClick(widget, key)

    def until(self, holds: Callable[[], bool], seconds: int = 20) -> None:
        self.qtbot.waitUntil(holds, timeout=seconds * 1000)

    def stop(self, lane: Lane, start: Callable[[], None], going: Going) -> None:
        """Begin something while its lane is not free yet, and stop it by Esc."""
        is_free = Event()
        self.place.tasks.run(lane, is_free.wait, lambda _: None, lambda _: None, owner=self.place)
        start()
        self.until(going.isVisible)
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert going.is_on  # it is not known yet whether anything was done
        is_free.set()
        self.until(lambda: not going.is_on)

    def check(self, file: Path, office: str = "hod-education") -> None:
        """Choose an office and its file, and wait until it was read."""
        self.place.new_sheet()
        taking = self.place.take_in
        self.until(lambda: taking._office.count() > 0 and taking.isEnabled())
        taking._office.choose(office)
        taking.take_file(file)
        self.until(lambda: taking._found is not None)

    def take(self) -> None:
        self.part("staff.take-in.go").click()
        self.until(lambda: self.place.is_at_grid and self.grid.current is not None)


def aadhaar(number: int) -> str:
    """Return a number that is right by its check digit, and nobody's that is written down here."""
    digits = f"5{number:010d}"
    return digits + verhoeff.calc_check_digit(digits)


def write_sheet(file: Path, rows: list[tuple[str, ...]], heads: tuple[str, ...] = HEADS) -> Path:
    """Write an office's list as XLSX, with a title above it."""
    book = Workbook()
    sheet = book.active
    sheet.append(("कार्यालय जिला विद्यालय निरीक्षक, लखनऊ",))
    sheet.append(heads)
    for number, row in enumerate(rows, 1):
        sheet.append((number, *row))
    book.save(file)
    return file


@pytest.fixture
def neha(tmp_path: Path, training_centre: Any) -> Iterator[Officer]:
    """The statistics clerk of the district."""
    officer = open_officer(tmp_path / "neha", training_centre.url, "neha")
    officer.sync()
    yield officer
    officer.office.close()


@pytest.fixture
def clerk(qtbot: Any, neha: Officer, tasks: Tasks, speech: Speech) -> Iterator[AtTheDesk]:
    yield AtTheDesk(qtbot, neha, tasks, speech)
    tasks.close()


@pytest.fixture
def magistrate(
    qtbot: Any,
    neha: Officer,
    new_officer: Any,
    make_signer: Any,
    token: Any,
    tasks: Tasks,
    speech: Speech,
) -> AtTheDesk:
    """The district magistrate at a desk of his own, with a token of SoftHSM that is enrolled."""
    officer = new_officer("raghav", make_signer())
    enrol(officer, new_officer("imran", make_signer()))
    return AtTheDesk(qtbot, officer, tasks, speech)


@pytest.fixture
def signed_for(clerk: AtTheDesk, tmp_path: Path, training_centre: Any) -> Iterator[AtTheDesk]:
    """The clerk's desk, at which the district magistrate may certify too, with a token made of software."""
    keeper = open_officer(tmp_path / "keeper", training_centre.url, "imran")
    certifiers(clerk.officer, keeper)
    yield clerk
    keeper.office.close()


GOOD = ("सुनील वर्मा", "लिपिक", "9876501234", "sunil.verma@up.gov.in", aadhaar(1), "12/05/1980")
SLIP = ("अनीता देवी", "लिपिक", "9876501235", "anita@up.govt.in", aadhaar(2), "01/07/1985")
SHORT = ("राम प्रसाद", "चपरासी", "98765", "ram.prasad@up.gov.in", aadhaar(3), "03/03/1979")


def cell(clerk: AtTheDesk, name: str, field: str) -> Any:
    rows = clerk.grid.rows
    place = next(at for at in range(rows.rowCount()) if rows.row_at(at).values.get("name") == name)
    return rows.index(place, rows.column_of(field))


@pytest.fixture
def at_grid(clerk: AtTheDesk, tmp_path: Path) -> AtTheDesk:
    clerk.check(write_sheet(tmp_path / "शिक्षा.xlsx", [GOOD, SLIP, SHORT]))
    clerk.take()
    return clerk
