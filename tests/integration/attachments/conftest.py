"""A desk's records with one application whose slots are being filled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.records.engine import Records, open_records
from app.records.tables import Record


@pytest.fixture
def records(home: Path) -> Iterator[Records]:
    opened = open_records(home, schema=Record.metadata)
    yield opened
    opened.close()
