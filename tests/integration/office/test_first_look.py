"""What the window shows of today before the records are open: the same as after, or nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from app.counter.glance import glance
from app.records.engine import FILE

HOUSE = Path(__file__).parents[3]
WITHOUT_SQLALCHEMY = """
import sys
from pathlib import Path
from door.wiring import glance_at
print(len(glance_at(Path(sys.argv[1]))), "sqlalchemy" in sys.modules)
"""


def look(desk: Any, file: Path) -> Any:
    at = desk.office._desk.at()
    return glance(file, at.packs, at.now())


def test_it_is_the_list_that_the_open_desk_gives(desk: Any):
    desk.deposited()
    desk.office.counter.start(desk.office.services[1].id)
    rows = desk.office.counter.today()

    assert len(rows) == 2
    assert look(desk, desk.office._desk.records.home / FILE) == rows


def test_nothing_is_shown_of_records_that_cannot_be_read_or_are_of_another_step(desk: Any, tmp_path: Path):
    desk.deposited()
    file = desk.office._desk.records.home / FILE
    other = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(other)) as copy:
        source.backup(copy)
        copy.execute("UPDATE alembic_version SET version_num = '9999'")
        copy.commit()
    damaged = Path(shutil.copy(other, tmp_path / "damaged.sqlite3"))
    with damaged.open("r+b") as stream:
        stream.truncate(5000)

    assert look(desk, other) == look(desk, damaged) == look(desk, tmp_path / "none.sqlite3") == ()


def test_a_desk_where_people_sign_in_shows_nothing_and_one_in_training_needs_no_database_library(desk: Any):
    desk.deposited()
    home = desk.office._desk.records.home

    def seen() -> str:
        command = [sys.executable, "-c", WITHOUT_SQLALCHEMY, str(home)]
        done = subprocess.run(
            command, cwd=HOUSE, env=os.environ, capture_output=True, text=True, timeout=60, check=True
        )
        return done.stdout.strip()

    assert seen() == "1 False"
    (home / "settings.toml").write_text('centre_url = "https://centre.example"\n', "utf-8")
    assert seen() == "0 False"
