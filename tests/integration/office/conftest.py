"""A desk that works: its office open, its centre running over HTTP, Gita signed in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.office.at_the_desk import PACKS, AtTheDesk, open_desk


@pytest.fixture
def new_desk(tmp_path: Path) -> Iterator[Callable[..., AtTheDesk]]:
    """Opens desks, each on a home folder of its own, at a centre."""
    opened: list[AtTheDesk] = []

    def make(centre: Any, name: str = "desk", packs: Path = PACKS) -> AtTheDesk:
        desk = open_desk(tmp_path / name, centre.url, packs=packs, sms=centre.folder / "sms")
        desk.office.people.sign_in_for_training()
        opened.append(desk)
        return desk

    yield make
    for desk in opened:
        desk.office.close()


@pytest.fixture
def desk(new_desk: Callable[..., AtTheDesk], training_centre: Any) -> AtTheDesk:
    return new_desk(training_centre)
