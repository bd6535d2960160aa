"""A desk that is enrolled on paper: its directory, its keys, no centre behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from app.accounts.directory import keep_directory
from app.records.device import Device, store_device
from app.records.engine import Records, open_records
from app.records.tables import Record

HERE, ELSEWHERE = "kendra-1", "district-1"
QUICK = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)
TWO = {"hi": "दो", "en": "Two"}


@dataclass
class Wall:
    moment: datetime = datetime(2026, 9, 30, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def wait(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Wall:
    return Wall()


@pytest.fixture
def records(home: Path, clock: Wall) -> Iterator[Records]:
    opened = open_records(home, schema=Record.metadata)
    with opened.write() as session:
        store_device(session, Device("desk-1", 1, "999", opened.identity.public_key), clock)
        keep_directory(session, directory(), HERE)
    yield opened
    opened.close()


def directory() -> dict[str, tuple[dict[str, Any], ...]]:
    return {
        "offices": (office(HERE, "kendra"), office(ELSEWHERE, "district")),
        "posts": (
            post("operator", HERE, "operator"),
            post("owner", HERE, "centre-owner"),
            post("manager", ELSEWHERE, "e-district-manager"),
        ),
        "people": (person("gita", "gita1"), person("ramesh", "ramesh1"), person("left", "left1")),
        "postings": (
            posting("gita", "manager", "2019-01-01"),
            posting("gita", "operator", "2020-11-16"),
            posting("ramesh", "owner", "2021-07-14"),
            posting("left", "operator", "2018-01-01", "2020-11-15"),
        ),
    }


def office(id: str, kind: str) -> dict[str, Any]:
    return {"id": id, "kind": kind, "name": TWO, "district": TWO, "code": id, "phone": "", "parent": ""}


def post(id: str, office: str, role: str) -> dict[str, Any]:
    return {"id": id, "office": office, "designation": TWO, "roles": [role, "a-role-of-next-year"]}


def person(login: str, password: str) -> dict[str, Any]:
    return {"id": f"person-{login}", "login": login, "name": TWO, "verifier": QUICK.hash(password)}


def posting(login: str, post: str, since: str, until: str | None = None) -> dict[str, Any]:
    return {"person": f"person-{login}", "post": post, "since": since, "until": until}
