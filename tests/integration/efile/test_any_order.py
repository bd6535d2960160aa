"""Whatever two officers do, and whenever their lines hold, in the end both desks hold the same truth."""

import random
from contextlib import suppress

import pytest

from app.efile.addressee import Addressee
from app.errors import InputError
from tests.integration.efile.officers import Officer
from tests.integration.efile.test_two_desks import truth

STEPS = 100


def let_go(officer: Officer) -> None:
    """The minute of undo is over; the clock itself may not run so far ahead of the centre's."""
    with officer.office._desk.records.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE efile SET leaves_at = '2020-01-01 00:00:00.000000' WHERE place = 'leaving'"
        )


def step(officer: Officer, other: Officer, files: list[str], dice: random.Random) -> None:
    """One thing an officer may try; what the rules do not allow just now is refused, and nothing else."""
    file = dice.choice(files)

    def send() -> None:
        officer.efile.send(file, other.post)
        if dice.random() < 0.7:
            let_go(officer)
            officer.sync()

    def take() -> None:
        officer.efile.open(file)
        if dice.random() < 0.7:
            officer.sync()

    acts = (
        lambda: officer.note(file, f"टिप्पणी {dice.random()}"),
        lambda: officer.note(file, f"टिप्पणी {dice.random()}"),
        send,
        send,
        take,
        take,
        lambda: officer.efile.undo(file),
        lambda: officer.efile.pull_back(file),
        lambda: officer.efile.close(file, "पूर्ण"),
        lambda: officer.efile.reopen(file, "फिर"),
        lambda: officer.efile.write_draft(file, "निर्देश", "पालन करें।", Addressee("सर्वसम्बन्धित")),
        officer.sync,
        officer.sync,
        officer.sync,
    )
    with suppress(InputError):
        dice.choice(acts)()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_desks_end_with_one_truth(enrolled, training_centre, seed):
    dice = random.Random(seed)  # noqa: S311  any order that can be had again
    officers = enrolled
    files = [officers[0].create().id, officers[1].create("दूसरी").id]
    for number in range(STEPS):
        if number % 10 == 5:
            training_centre.stop()
        if number % 10 == 8:
            training_centre.start()
        one, other = dice.sample(officers, 2)
        step(one, other, files, dice)
    for officer in (*officers, *officers, *officers):
        let_go(officer)
        officer.sync()
    for file in files:
        assert truth(officers[0].efile.file(file)) == truth(officers[1].efile.file(file))
        assert all(officer.efile.verify(file).is_whole for officer in officers)
    assert officers[0].office.link.attention() == officers[1].office.link.attention() == ()
