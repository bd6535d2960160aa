"""The directory as it comes down from the centre."""

from datetime import date
from typing import Any

import pytest

from app.accounts.directory import keep_directory, take_change
from app.accounts.model import Role
from app.accounts.people import acting_for, first_with_role, our_office, people_here, posts_of
from app.errors import InputError
from app.ports.centre import Change

from tests.unit.accounts.conftest import HERE, TWO, directory, person, post, posting

TODAY = date(2026, 9, 30)


def logins(records: Any, day: date = TODAY) -> set[str]:
    with records.read() as session:
        return {found.login for found in people_here(session, day)}


def take(records: Any, collection: str, id: str, document: dict[str, Any] | None) -> None:
    change = Change(collection, id, 7, document is None, document or {})
    with records.write() as session:
        take_change(session, change)


def test_who_works_here_depends_on_the_day(records: Any):
    assert logins(records) == {"gita", "ramesh"}
    assert logins(records, date(2020, 11, 15)) == {"left"}


def test_the_posts_of_this_office_come_first(records: Any):
    with records.read() as session:
        assert [found.id for found in posts_of(session, "person-gita", TODAY)] == ["operator", "manager"]
        assert first_with_role(session, Role.CENTRE_OWNER, TODAY).person.login == "ramesh"
        with pytest.raises(InputError):
            first_with_role(session, Role.DESTO, TODAY)
        with pytest.raises(InputError):
            acting_for(session, "person-nobody", "operator")


def test_a_posting_that_ends_takes_the_person_off_the_list(records: Any):
    take(records, "posting", "-", posting("ramesh", "owner", "2021-07-14", "2026-09-29"))
    assert logins(records) == {"gita"}


def test_tombstones_take_things_away(records: Any):
    take(records, "posting", "person-ramesh:owner:2021-07-14", None)
    assert logins(records) == {"gita"}
    take(records, "person", "person-gita", None)
    take(records, "post", "manager", None)
    assert logins(records) == set()


def test_our_own_office_is_never_taken_away_and_its_change_is_taken_in(records: Any):
    take(records, "office", HERE, None)
    new = directory()["offices"][0] | {"phone": "0522-1"}
    take(records, "office", HERE, new)
    with records.read() as session:
        assert our_office(session).phone == "0522-1"


def test_a_login_may_pass_from_one_person_to_another_in_any_order(records: Any):
    newcomer = person("gita", "other1") | {"id": "person-new", "name": TWO}
    take(records, "person", "person-new", newcomer)
    take(records, "person", "person-gita", person("gita-old", "gita1") | {"id": "person-gita"})
    take(records, "post", "operator", post("operator", HERE, "operator"))
    assert logins(records) == {"gita-old", "ramesh"}


def test_the_whole_directory_again_keeps_the_count_of_wrong_passwords(records: Any):
    with records.write() as session:
        session.connection().exec_driver_sql("UPDATE person SET failures = 4 WHERE login = 'gita'")
        keep_directory(session, directory(), HERE)
        kept = session.connection().exec_driver_sql("SELECT failures FROM person WHERE login = 'gita'")
        assert kept.scalar() == 4
        assert our_office(session).id == HERE
