"""Where an officer sits down: at the first place, unless nothing waits there and something does elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from ui.shell import Shell
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.efile.officers import Officer
from tests.ui.efile.conftest import Open


@pytest.fixture
def seated(qtbot: Any, tasks: Tasks, speech: Speech) -> Iterator[Callable[[Officer], Shell]]:
    def seat(officer: Officer) -> Shell:
        shell = Shell(officer.office, tasks, speech)
        qtbot.addWidget(shell)
        shell.show()
        shell.counter.setFocus()
        acting = officer.office.people.acting
        assert acting is not None
        shell.seat(acting)
        return shell

    yield seat
    tasks.close()


def waiting(shell: Shell, place: str) -> str:
    badge = shell.findChild(QLabel, f"rail.{place}.count")
    assert badge is not None
    return badge.text()


def test_who_approves_tokens_sees_how_many_wait_and_begins_there(
    qtbot: Any, office_of: Open, seated: Callable[[Officer], Shell]
):
    kavita, imran = office_of("kavita"), office_of("imran")
    kavita.ask_for_enrolment()
    imran.sync()
    shell = seated(imran)
    qtbot.waitUntil(lambda: shell.here == "register", timeout=20_000)
    assert waiting(shell, "register") == "1"
    shell.go("efile")
    shell._look_again()
    qtbot.waitUntil(lambda: not shell._landing, timeout=20_000)
    assert shell.here == "efile"  # only who sits down is led


def test_where_nothing_waits_an_officer_stays_at_the_first_place(
    qtbot: Any, office_of: Open, seated: Callable[[Officer], Shell]
):
    imran = office_of("imran")
    imran.create()  # a file draws nobody from the list of employees
    shell = seated(imran)
    first = shell.here
    qtbot.waitUntil(lambda: not shell._landing, timeout=20_000)
    assert shell.here == first == "staff"


def test_whoever_follows_in_the_same_post_does_not_read_what_another_has_typed(
    office_of: Open, seated: Callable[[Officer], Shell]
):
    kavita = office_of("kavita")
    shell, acting = seated(kavita), kavita.office.people.acting
    hers = shell.efile
    assert hers.focusWidget() is hers.pile.view  # not what lies over the list: there an arrow would narrow it
    shell.go("efile")
    shell.seat(acting)
    shell.go("efile")
    assert shell.efile is hers  # she had locked it
    shell.seat(replace(acting, person=replace(acting.person, id="person-anil")))
    shell.go("efile")
    assert shell.efile is not hers
