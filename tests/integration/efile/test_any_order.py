"""Whatever two officers do, and whenever their lines hold, in the end both desks hold the same truth."""

import random
from contextlib import suppress

import pytest

from app.errors import InputError
from tests.integration.efile.officers import Officer
from tests.integration.efile.test_two_desks import truth

STEPS = 40


def step(officer: Officer, other: Officer, files: list[str], dice: random.Random) -> None:
    """One thing an officer may try; what the rules do not allow just now is refused, and nothing else."""
    file = dice.choice(files)
    acts = (
        lambda: files.append(officer.create(f"पत्रावली {len(files)}").id),
        lambda: officer.note(file, f"टिप्पणी {dice.random()}"),
        lambda: officer.note(file, f"टिप्पणी {dice.random()}"),
        lambda: officer.efile.send(file, other.post),
        lambda: officer.efile.send(file, other.post),
        lambda: officer.efile.undo(file),
        lambda: officer.efile.open(file),
        lambda: officer.efile.open(file),
        lambda: officer.efile.pull_back(file),
        lambda: officer.efile.close(file, "पूर्ण"),
        lambda: officer.efile.reopen(file, "फिर"),
        officer.a_minute_later,
        officer.sync,
        officer.sync,
    )
    with suppress(InputError):
        dice.choice(acts)()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_desks_end_with_one_truth(enrolled, training_centre, seed):
    dice = random.Random(seed)  # noqa: S311  any order that can be had again
    officers = enrolled
    files = [officers[0].create().id]
    for number in range(STEPS):
        if number % 10 == 5:
            training_centre.stop()
        if number % 10 == 8:
            training_centre.start()
        one, other = dice.sample(officers, 2)
        one.clock.ahead = other.clock.ahead = max(one.clock.ahead, other.clock.ahead)
        step(one, other, files, dice)
    for _ in range(2):
        for officer in officers:
            officer.a_minute_later()
    for _ in range(3):
        for officer in officers:
            officer.sync()
    shared = {row[0] for row in officers[0].rows("SELECT id FROM efile")} & {
        row[0] for row in officers[1].rows("SELECT id FROM efile")
    }
    assert shared
    for file in shared:
        assert truth(officers[0].efile.file(file)) == truth(officers[1].efile.file(file))
        assert all(officer.efile.verify(file).is_whole for officer in officers)
    assert officers[0].office.link.attention() == officers[1].office.link.attention() == ()
