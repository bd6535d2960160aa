"""Signing in, locking and changing places, without a line to anywhere."""

import json
import time
from typing import Any

import pytest

from app.accounts import actions
from app.accounts.model import Role
from app.base.days import office_day
from app.errors import InputError

DAY = office_day


def journal(records: Any) -> list[tuple[str, str, str]]:
    with records.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT kind, subject, body FROM journal ORDER BY position"
        )
        return [(kind, subject, json.loads(body)["post"]) for kind, subject, body in rows]


def test_the_right_password_seats_the_person_in_their_post_here(records: Any, clock: Any):
    acting = actions.sign_in(records, " gita ", "gita1", clock)
    assert (acting.person.id, acting.post.id, acting.office.id) == ("person-gita", "operator", "kendra-1")
    assert acting.post.roles == (Role.OPERATOR,)
    assert journal(records) == [("person.signed-in", "person:person-gita", "operator")]


@pytest.mark.parametrize(("login", "password"), [("gita", "gita2"), ("nobody", "gita1"), ("gita", "")])
def test_a_wrong_login_and_a_wrong_password_say_the_same(records: Any, clock: Any, login: str, password: str):
    with pytest.raises(InputError) as refused:
        actions.sign_in(records, login, password, clock)
    assert refused.value.key == "login.wrong"
    assert journal(records) == []


def test_an_unknown_login_is_looked_at_as_long_as_any(records: Any, clock: Any):
    from app.accounts.actions import _NOBODY, _fits

    started = time.perf_counter()
    assert not _fits(_NOBODY, "anything")
    assert time.perf_counter() - started > 0.005


def test_each_wrong_password_beyond_the_free_ones_doubles_the_wait(records: Any, clock: Any):
    waits = []
    for _ in range(6):
        with pytest.raises(InputError, match=r"login\.wrong"):
            actions.sign_in(records, "gita", "wrong", clock)
        try:
            actions.sign_in(records, "gita", "wrong", clock)
        except InputError as refused:
            seconds = int(refused.facts.get("seconds", 0))
            waits.append(seconds)
            clock.wait(seconds)
    assert [wait for wait in waits if wait] == [6, 11, 21, 41, 81]


def test_while_the_wait_lasts_not_even_the_right_password_is_looked_at(records: Any, clock: Any):
    for _ in range(actions.FREE_TRIES):
        with pytest.raises(InputError):
            actions.sign_in(records, "gita", "wrong", clock)
    with pytest.raises(InputError) as refused:
        actions.sign_in(records, "gita", "gita1", clock)
    assert (refused.value.key, refused.value.facts["seconds"]) == ("login.wait", 6)
    clock.wait(6)
    actions.sign_in(records, "gita", "gita1", clock)
    with pytest.raises(InputError, match=r"login\.wrong"):
        actions.sign_in(records, "gita", "wrong", clock)


def test_one_persons_wait_is_not_anothers(records: Any, clock: Any):
    for _ in range(actions.FREE_TRIES):
        with pytest.raises(InputError):
            actions.sign_in(records, "gita", "wrong", clock)
    assert actions.sign_in(records, "ramesh", "ramesh1", clock).person.login == "ramesh"


def test_a_clock_set_back_locks_nobody_out(records: Any, clock: Any):
    for _ in range(actions.FREE_TRIES):
        with pytest.raises(InputError):
            actions.sign_in(records, "gita", "wrong", clock)
    clock.wait(-86_400)
    assert actions.sign_in(records, "gita", "gita1", clock)


def test_who_holds_no_post_today_may_not_work_here(records: Any, clock: Any):
    with pytest.raises(InputError) as refused:
        actions.sign_in(records, "left", "left1", clock)
    assert refused.value.key == "login.no-post"


def test_a_change_of_place_is_two_entries_and_a_wrong_password_changes_nothing(records: Any, clock: Any):
    gita = actions.sign_in(records, "gita", "gita1", clock)
    with pytest.raises(InputError):
        actions.switch(records, gita, "ramesh", "wrong", clock)
    assert len(journal(records)) == 1
    ramesh = actions.switch(records, gita, "ramesh", "ramesh1", clock)
    actions.lock(records, ramesh, clock)
    assert journal(records)[1:] == [
        ("person.locked", "person:person-gita", "operator"),
        ("person.signed-in", "person:person-ramesh", "owner"),
        ("person.locked", "person:person-ramesh", "owner"),
    ]


def test_no_password_is_kept_anywhere(records: Any, clock: Any, home: Any):
    actions.sign_in(records, "gita", "gita1", clock)
    kept = b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())
    assert b"gita1" not in kept
