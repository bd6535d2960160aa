"""Officers at desks of their own, at one training centre over HTTP."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.efile.officers import Officer, open_officer


@pytest.fixture
def new_officer(tmp_path: Path) -> Iterator[Callable[..., Officer]]:
    opened: list[Officer] = []

    def make(centre: Any, login: str, signing: Any = None) -> Officer:
        officer = open_officer(tmp_path / login, centre.url, login, signing)
        opened.append(officer)
        return officer

    yield make
    for officer in opened:
        officer.office.close()


@pytest.fixture
def kavita(new_officer: Callable[..., Officer], training_centre: Any) -> Officer:
    """The dealing hand."""
    return new_officer(training_centre, "kavita")


@pytest.fixture
def anil(new_officer: Callable[..., Officer], training_centre: Any) -> Officer:
    """The section officer."""
    return new_officer(training_centre, "anil")


@pytest.fixture
def imran(new_officer: Callable[..., Officer], training_centre: Any) -> Officer:
    """The keeper of the employee master, who approves tokens."""
    return new_officer(training_centre, "imran")


@pytest.fixture
def enrolled(kavita: Officer, anil: Officer, imran: Officer) -> tuple[Officer, Officer]:
    """Kavita and Anil, both with tokens that are approved."""
    for officer in (kavita, anil):
        officer.ask_for_enrolment()
    imran.approve_all()
    for officer in (kavita, anil):
        officer.sync()
    return kavita, anil
