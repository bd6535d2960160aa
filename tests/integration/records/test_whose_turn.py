"""Whoever sits at the desk writes first: what the desk does by itself waits, and lets go between two steps."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.base.giving_way import give_way
from app.errors import RecordsLocked
from app.records import engine
from app.records.engine import Records, open_records


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = open_records(tmp_path)
    yield opened
    opened.close()


def begun(work: Callable[[], Any]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_person_who_comes_later_writes_before_what_the_desk_does_by_itself(records: Records) -> None:
    wrote: list[str] = []
    here = threading.Event()

    def by_itself() -> None:
        give_way()
        here.set()
        with records.write():
            wrote.append("desk")

    def person() -> None:
        with records.write():
            wrote.append("person")

    with records.write():
        threads = [begun(by_itself)]
        here.wait(10)
        threads.append(begun(person))
        while not records._turn.is_waited_for:
            pass
    for thread in threads:
        thread.join(10)
    assert wrote == ["person", "desk"]


def test_work_by_itself_lets_a_person_in_after_the_step_it_is_at(records: Records) -> None:
    done: list[int] = []
    person: list[threading.Thread] = []

    def write() -> None:
        with records.write():
            done.append(-1)

    with records.write():
        for step in records.until_waited_for(range(5)):
            done.append(step)
            if step == 1:
                person.append(begun(write))
                while not records._turn.is_waited_for:
                    pass
    person[0].join(10)
    assert done == [0, 1, -1]


def test_a_desk_that_writes_itself_blames_no_other_program(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE", 0.01)
    refused: list[str] = []

    def person() -> None:
        with pytest.raises(RecordsLocked) as busy, records.write():
            pass
        refused.append(busy.value.key)

    with records.write():
        begun(person).join(10)
    assert refused == ["records.busy"]
