"""A desk's records come back whole from a backup, or the person is told and nothing changes."""

import json

import pytest

from app.errors import InputError
from app.records import backup as backup_module
from app.records.backup import backup, restore
from app.records.engine import open_records
from app.records.marks import mark, set_mark
from app.records.sealed import MAGIC

PASSPHRASE = "पीपल के नीचे 7 कुएँ"


@pytest.fixture
def records(tmp_path):
    found = open_records(tmp_path / "home")
    with found.write() as session:
        set_mark(session, "here", "सीता")
    (found.home / "blobs" / "ab").mkdir()
    (found.home / "blobs" / "ab" / "cd").write_bytes(bytes(range(256)) * 9000)  # more than two chunks
    yield found
    found.close()


@pytest.fixture
def file(records, tmp_path):
    backup(records, tmp_path / "desk.backup", PASSPHRASE)
    return tmp_path / "desk.backup"


def test_everything_comes_back_and_nothing_is_readable_without_the_passphrase(records, file, tmp_path):
    assert "सीता".encode() not in file.read_bytes()
    restore(file, tmp_path / "other", PASSPHRASE)
    back = open_records(tmp_path / "other")
    with back.read() as session:
        assert mark(session, "here") == "सीता"
    back.close()
    there, here = (home / "blobs" / "ab" / "cd" for home in (tmp_path / "other", records.home))
    assert there.read_bytes() == here.read_bytes()


def test_the_wrong_passphrase_opens_nothing(file, tmp_path):
    with pytest.raises(InputError) as told:
        restore(file, tmp_path / "other", "another one")
    assert told.value.key == "backup.passphrase-wrong"
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("cut", [1, 20, 1024 * 1024 + 16, 2_000_000])
def test_a_file_that_was_cut_off_brings_nothing_back(file, tmp_path, cut):
    file.write_bytes(file.read_bytes()[:-cut])
    with pytest.raises(InputError) as told:
        restore(file, tmp_path / "other", PASSPHRASE)
    assert told.value.key in {"backup.damaged", "backup.passphrase-wrong"}
    assert not (tmp_path / "other").exists()


def test_one_changed_bit_late_in_the_file_is_seen(file, tmp_path):
    spoilt = bytearray(file.read_bytes())
    spoilt[-100] ^= 1
    file.write_bytes(spoilt)
    with pytest.raises(InputError) as told:
        restore(file, tmp_path / "other", PASSPHRASE)
    assert told.value.key == "backup.damaged"


def header(**changed):
    told = {"salt": "00" * 16, "prefix": "00" * 7, "time_cost": 3, "memory_cost": 65536, "parallelism": 2}
    return MAGIC + json.dumps(told | changed).encode() + b"\n" + bytes(64)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        MAGIC + b"{}\n",
        MAGIC + b"not json\n",
        MAGIC + b"[1]\n",
        header(salt="no hex"),
        header(prefix=7),
        header(memory_cost=2**31),  # two terabytes, and hours
        header(time_cost="many"),
    ],
)
def test_another_file_is_told_apart(tmp_path, content):
    (tmp_path / "other.bin").write_bytes(content)
    with pytest.raises(InputError) as told:
        restore(tmp_path / "other.bin", tmp_path / "other", PASSPHRASE)
    assert told.value.key in {"backup.not-ours", "backup.damaged"}


def test_a_page_that_goes_while_it_is_copied_stops_no_backup(records, tmp_path, monkeypatch):
    gone = records.home / "drafts" / "gone.jpg"
    gone.write_bytes(b"a page")
    real = backup_module._add

    def add(tar, file, name):
        gone.unlink(missing_ok=True)
        real(tar, file, name)

    monkeypatch.setattr(backup_module, "_add", add)
    backup(records, tmp_path / "desk.backup", PASSPHRASE)
    restore(tmp_path / "desk.backup", tmp_path / "other", PASSPHRASE)
    assert (tmp_path / "other" / "blobs" / "ab" / "cd").exists()
    assert not [*records.home.glob(".backup-*")]


def test_a_home_that_is_a_file_is_never_overwritten(file, tmp_path):
    (tmp_path / "other").write_bytes(b"a letter")
    with pytest.raises(InputError) as told:
        restore(file, tmp_path / "other", PASSPHRASE)
    assert told.value.key == "backup.home-not-empty"


def test_a_home_with_work_in_it_is_never_overwritten(records, file):
    with pytest.raises(InputError) as told:
        restore(file, records.home, PASSPHRASE)
    assert told.value.key == "backup.home-not-empty"


def test_a_backup_never_replaces_another_file(records, file):
    before = file.read_bytes()
    with pytest.raises(InputError) as told:
        backup(records, file, PASSPHRASE)
    assert told.value.key == "backup.exists"
    assert file.read_bytes() == before


@pytest.mark.parametrize("folder", ["not-there", "records.sqlite3"])
def test_a_folder_that_is_none_is_told(records, folder):
    with pytest.raises(InputError) as told:
        backup(records, records.home / folder / "x.backup", PASSPHRASE)
    assert told.value.key == "backup.no-folder"
