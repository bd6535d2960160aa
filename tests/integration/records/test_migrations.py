"""Records made step by step are the records the program's rooms know."""

import importlib
import re
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from app.errors import RecordsDamaged
from app.records.engine import FILE, open_records
from app.records.look import schema_version
from app.records import migrations
from app.records.migrations import HEAD
from app.records.migrations.run import made_by_steps, upgrade
from app.records.tables import Record

for room in ("accounts", "attachments", "counter", "efile", "papers", "staff", "sync"):
    importlib.import_module(f"app.{room}.records")


def shape(home) -> dict[str, str]:
    connection = sqlite3.connect(home / FILE)
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return {name: re.sub(r"\s+", "", sql) for name, sql in rows if name != "alembic_version"}


def test_the_steps_the_rooms_and_a_new_file_are_the_same(tmp_path):
    open_records(tmp_path / "new").close()
    open_records(tmp_path / "rooms", schema=Record.metadata).close()
    (tmp_path / "steps").mkdir()
    engine = create_engine(f"sqlite+pysqlite:///{tmp_path / 'steps' / FILE}")
    upgrade(engine)
    engine.dispose()
    assert shape(tmp_path / "steps") == shape(tmp_path / "rooms") == shape(tmp_path / "new")


def test_a_new_file_is_made_by_what_the_steps_make(tmp_path):
    made = "".join(f"{statement};\n\n" for statement in made_by_steps())
    assert made == Path(migrations.__file__).with_name("new.sql").read_text("utf-8")


def test_a_new_file_stands_at_the_newest_step_and_opens_again_unchanged(tmp_path):
    open_records(tmp_path).close()
    before = shape(tmp_path)
    open_records(tmp_path).close()
    assert schema_version(tmp_path / FILE) == HEAD
    assert shape(tmp_path) == before


def test_a_file_of_a_later_program_is_refused_and_left_as_it_is(tmp_path):
    open_records(tmp_path).close()
    connection = sqlite3.connect(tmp_path / FILE)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(RecordsDamaged) as told:
        open_records(tmp_path)
    assert told.value.key == "records.newer"
    assert schema_version(tmp_path / FILE) == "9999"


@pytest.mark.parametrize("act", ["UPDATE journal SET who = 'x'", "DELETE FROM journal"])
def test_the_journal_is_never_changed(tmp_path, act):
    open_records(tmp_path).close()
    connection = sqlite3.connect(tmp_path / FILE)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(journal)")][1:]
    marks = ",".join("?" * len(columns))
    connection.execute(f"INSERT INTO journal ({','.join(columns)}) VALUES ({marks})", [1] * len(columns))
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute(act)
    connection.close()
