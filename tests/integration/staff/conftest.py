"""The staff of a district at desks of their own, at one training centre over HTTP."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.efile.officers import POSTS, Officer, open_officer
from tests.integration.staff.sheets import certifiers

POSTS.update({"neha": "statistics-clerk", "meena": "desto", "raghav": "district-magistrate"})


@pytest.fixture
def new_officer(tmp_path: Path) -> Iterator[Callable[..., Officer]]:
    opened: list[Officer] = []

    def make(centre: Any, login: str, home: str = "") -> Officer:
        officer = open_officer(tmp_path / (home or login), centre.url, login)
        opened.append(officer)
        return officer

    yield make
    for officer in opened:
        officer.office.close()


@pytest.fixture
def neha(new_officer: Callable[..., Officer], training_centre: Any) -> Officer:
    """The statistics clerk; her desk is the DESTO's, where others sign in too."""
    return new_officer(training_centre, "neha")


@pytest.fixture
def signed_for(neha: Officer, new_officer: Callable[..., Officer], training_centre: Any) -> Officer:
    """The same desk, with the district magistrate's token approved."""
    certifiers(neha, new_officer(training_centre, "imran"))
    return neha
