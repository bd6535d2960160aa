"""A centre that is set up wrongly says in one error what and where, and touches nothing."""

import shutil
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from app.errors import InputError
from central.centre import open_centre
from central.store import Store
from sqlalchemy import inspect, text

from tests.integration.central.postgresql import needs_postgresql
from tests.integration.conftest import HOUSE

PACKS = HOUSE / "packs"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A centre of a department, whose set-up stands in its own folder."""
    (tmp_path / "centre").mkdir()
    for file in (PACKS / "training").glob("*.toml"):
        shutil.copy(file, tmp_path / "centre")
    return tmp_path


def refused(folder: Path, database: str = "") -> InputError:
    with pytest.raises(InputError) as caught:
        open_centre(database or f"sqlite:///{folder / 'c.sqlite3'}", folder, training=False, packs_root=PACKS)
    return caught.value


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("centre.toml", "[gateway]", "[gateway", "line"),
        ("centre.toml", "[gateway]", "[gate]", "gateway"),
        ("centre.toml", 'registration = "', 'register = "', "registration"),
        ("centre.toml", "{seq:011d}", "{number}", "number"),
        ("centre.toml", "[notices.rejected]", "[notices.refused]", "rejected"),
        ("centre.toml", "size = 100000", 'size = "many"', "many"),
        ("kendra.toml", "[[people]]", "[[persons]]", "persons"),
        ("kendra.toml", 'login = "gita"', 'log_in = "gita"', "log_in"),
        ("kendra.toml", 'kind = "kendra"', 'kind = "shop"', "shop"),
        ("kendra.toml", 'roles = ["operator"]', 'roles = ["king"]', "king"),
        ("kendra.toml", "since = ", 'since = "soon" # ', "soon"),
        (
            "kendra.toml",
            'id = "person-gita"',
            'id = "person-sita"',
            "[[postings]] person-gita: postings.person = person-gita",
        ),
        (
            "kendra.toml",
            'code = "999900010001"\n',
            "",
            "[[offices]] kendra-lucknow-0001: ('offices', 'code')",
        ),
        (
            "kendra.toml",
            'prefix = "JSK"',
            'prefix = "DM-LKO"',
            "kendra-lucknow-0001: offices.prefix = DM-LKO",
        ),
        ("kendra.toml", 'prefix = "JSK"', 'prefix = "JSK:D"', "offices.prefix = JSK:D"),
    ],
)
def test_a_mistake_in_a_file_is_named(folder: Path, file: str, old: str, new: str, said: str):
    spoil(folder / "centre" / file, old, new)
    found = refused(folder)
    assert found.key == "centre.data-wrong"
    assert found.facts["file"] in {file, "*.toml"}
    assert said in str(found.facts["key"])


def test_a_file_that_cannot_be_read_is_named(folder: Path):
    (folder / "centre" / "people.toml").mkdir()
    assert refused(folder).facts["file"] == "people.toml"


def test_a_centre_that_was_set_up_before_there_were_some_messages_opens_and_sends_none_of_them(folder: Path):
    file = folder / "centre" / "centre.toml"
    for name in ("cancelled", "refund-made", "refund-sent"):
        spoil(file, f"[notices.{name}]", f"[not-registered-yet.{name}]")
    centre = open_centre(f"sqlite:///{folder / 'c.sqlite3'}", folder, training=False, packs_root=PACKS)
    assert sorted(centre.charter.notices) == [
        "challan-verified",
        "objection",
        "registered",
        "registration-void",
        "rejected",
        "user-charge-due",
    ]
    centre.close()


def test_a_centre_without_its_own_files_says_which_it_wants(tmp_path: Path):
    assert str(refused(tmp_path).facts["file"]).endswith("centre.toml")


def test_a_key_that_was_cut_off_is_never_made_anew(folder: Path):
    open_centre(f"sqlite:///{folder / 'c.sqlite3'}", folder, training=False, packs_root=PACKS).close()
    (folder / "centre.key").write_bytes(b"short")
    assert refused(folder).facts["file"] == "centre.key"
    assert (folder / "centre.key").read_bytes() == b"short"


def test_a_folder_that_is_a_file_is_named(folder: Path):
    (folder / "file").write_text("")
    assert refused(folder / "file").facts["file"] == str(folder / "file")


@pytest.mark.parametrize(
    "database", ["mysql://root:secret@localhost/centre", "oracle://x", "centre.sqlite3", ""]
)
def test_a_database_of_another_kind_is_refused(folder: Path, database: str):
    found = refused(folder, database or "nonsense:")
    assert found.key == "centre.database-wrong"
    assert "secret" not in str(found)


def test_a_damaged_database_is_refused_and_left_as_it_is(folder: Path):
    damaged = b"SQLite format 3\0" + b"\xff" * 4096
    (folder / "c.sqlite3").write_bytes(damaged)
    assert refused(folder).key == "centre.database-wrong"
    assert (folder / "c.sqlite3").read_bytes() == damaged


def test_the_records_of_a_desk_are_not_taken_for_a_database_of_a_centre(folder: Path):
    with sqlite3.connect(folder / "c.sqlite3") as desk:
        desk.execute("CREATE TABLE journal (id TEXT)")
    desk.close()
    assert refused(folder).key == "centre.database-other"
    with sqlite3.connect(folder / "c.sqlite3") as desk:
        assert desk.execute("SELECT name FROM sqlite_master").fetchall() == [("journal",)]
    desk.close()


@needs_postgresql
def test_a_postgresql_that_does_not_answer_is_named_without_its_password(folder: Path):
    found = refused(folder, "postgresql://centre:secret@127.0.0.1:1/centre?connect_timeout=2")
    assert found.key == "centre.database-wrong"
    assert "127.0.0.1" in str(found) and "secret" not in str(found)


def central(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HOUSE / "main.py"), "--home", str(home), "central", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_a_taken_port_ends_the_program_with_one_message(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = central(tmp_path, "--training", "--port", str(taken.getsockname()[1]))
    assert ended.returncode == InputError.exit_code
    assert "--port" in ended.stderr and "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_a_wrong_database_ends_the_program_with_one_message(tmp_path: Path):
    ended = central(tmp_path, "--training", "--database", "mysql://localhost/centre")
    assert ended.returncode == InputError.exit_code
    assert "mysql://localhost/centre" in ended.stderr and "Traceback" not in ended.stderr


def test_a_pack_that_is_wrong_takes_no_other_service_from_the_centre(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    packs = tmp_path / "packs"
    shutil.copytree(PACKS, packs)
    spoil(packs / "upssb-scheme-application" / "service.toml", 'kind = "mobile"', 'kind = "mobil"')
    centre = open_centre(f"sqlite:///{folder / 'c.sqlite3'}", folder, training=False, packs_root=packs)
    centre.store.close()
    assert {name for name, _version in centre.packs} == {
        "upssb-worker-registration",
        "upssb-worker-contribution",
    }
    assert "upssb-scheme-application/service.toml" in caplog.text


def test_a_centre_whose_tables_are_older_than_an_index_is_given_it(tmp_path: Path):
    url, missing = f"sqlite:///{tmp_path / 'centre.db'}", "ix_application_registration"
    store = Store(url)
    with store.write() as connection:
        connection.execute(text(f"DROP INDEX {missing}"))
    store.close()
    store = Store(url)
    with store.read() as connection:
        held = {each["name"] for each in inspect(connection).get_indexes("application")}
    store.close()
    assert missing in held
