"""A desk's records with an office, a clerk and an officer; what they write goes nowhere."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.accounts.records import OfficeRow
from app.accounts.model import Acting, Office, OfficeType, Person, Post, Role
from app.base.words import Words
from app.records.device import Device, store_device
from app.records.engine import open_records
from app.staff.at import At


class FixedClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 25, 6, tzinfo=UTC)


@dataclass
class Room:
    records: Any
    at: At

    def do(self, act, *given: Any) -> Any:
        with self.records.write() as session:
            return act(session, self.at, *given)

    def ask(self, act, *given: Any) -> Any:
        with self.records.read() as session:
            return act(session, *given)


def acting(role: Role, name: str = "neha") -> Acting:
    words = Words(name, name)
    office = Office("district", OfficeType.DISTRICT, words, words, "D", "")
    return Acting(Person(name, name, words, ""), Post(f"district.{role}", "district", words, (role,)), office)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    records = open_records(tmp_path)
    clock = FixedClock()
    with records.write() as session:
        store_device(session, Device("D1", 1, "D", records.identity.public_key), clock)
        session.add_all(
            OfficeRow(id=each, document={"parent": "district"}) for each in ("office", "office-2")
        )
    yield Room(records, At(acting(Role.DESTO), clock))
    records.close()
