"""The register of tokens at the screen: one certificate follows another, and what ends soon is seen by the office."""

from collections.abc import Iterator
from typing import Any

import pytest
from app.efile.walk import Enrolled
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView
from ui.efile.dsc_place import RegisterPlace
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.efile.officers import Officer
from tests.integration.efile.tokens import pair
from tests.ui.efile.conftest import Open

LASTS_20_DAYS = 50  # a test's certificates began thirty days ago


def cells(place: RegisterPlace, name: str) -> list[list[str]]:
    view = place.findChild(QTableView, f"register.{name}")
    assert view is not None
    model = view.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


@pytest.fixture
def register(qtbot: Any, office_of: Open, tasks: Tasks, speech: Speech) -> Iterator[RegisterPlace]:
    place = RegisterPlace(office_of("imran").office, tasks, speech)
    qtbot.addWidget(place)
    place.show()
    yield place
    tasks.close()


def asks(officer: Officer, place: RegisterPlace) -> None:
    """Ask for the enrolment of what is in the token; the keeper's desk hears of it."""
    officer.ask_for_enrolment()
    place.office.link.sync_now()
    place.refresh()


def test_a_new_certificate_replaces_the_one_before_and_one_that_ends_soon_is_listed(
    qtbot: Any, register: RegisterPlace, office_of: Open
):
    kavita = office_of("kavita")
    signing = register.office.efile.signing
    approve = register.findChild(QPushButton, "register.approve")
    for lasts in (LASTS_20_DAYS, 700):
        kavita.token.pair = pair(f"kavita-{lasts}", lasts)
        asks(kavita, register)
        qtbot.waitUntil(
            lambda: cells(register, "list")[:1] != [] and cells(register, "list")[0][2] == "स्वीकृति बाकी",
            timeout=10_000,
        )
        register.findChild(QTableView, "register.list").selectRow(0)
        assert approve.isEnabled()
        assert register.findChild(QLabel, "register.differs").isVisible() == (lasts != LASTS_20_DAYS)
        approve.click()
        qtbot.waitUntil(lambda: signing.register()[0].state is Enrolled.APPROVED, timeout=10_000)
        if lasts == LASTS_20_DAYS:
            qtbot.waitUntil(lambda: len(cells(register, "soon")) == 1, timeout=10_000)
            ((who, _valid, days),) = cells(register, "soon")
            assert who == "कविता यादव" and int(days) in (19, 20)

    assert [each.state for each in signing.register()] == [Enrolled.APPROVED, Enrolled.REPLACED]
    qtbot.waitUntil(
        lambda: [row[2] for row in cells(register, "list")] == ["मान्य", "बदला गया"], timeout=10_000
    )
    assert cells(register, "soon") == []  # what was replaced need not be renewed


def test_a_token_is_noted_as_lost_with_its_report_and_its_reason_and_what_was_missing_is_not_said_any_more(
    qtbot: Any, register: RegisterPlace, office_of: Open
):
    asks(office_of("kavita"), register)
    signing = register.office.efile.signing
    (asked,) = signing.register()
    signing.decide(asked.id, approved=True, reason="देखा")
    register.refresh()
    lost, told = register.findChild(QPushButton, "register.lost"), register.findChild(QLabel, "register.told")
    qtbot.waitUntil(lost.isVisible, timeout=10_000)
    reason, fir = (register.findChild(QLineEdit, f"register.{name}") for name in ("reason", "fir"))
    reason.setText("बस में")
    lost.click()
    assert not lost.isEnabled() and told.text() != ""  # it is at work
    below = register.findChild(QLabel, "register.fir.below")
    qtbot.waitUntil(lambda: "FIR" in below.text(), timeout=10_000)
    fir.setText("123/2026")
    assert below.text() == told.text() == ""
    lost.click()
    qtbot.waitUntil(lambda: cells(register, "list")[0][-1] == "123/2026 · बस में", timeout=10_000)
