"""What is signed and sent of rows."""

import base64
import zlib

import pytest

from app.staff.certificate import (
    MOST_BYTES,
    chunk_digest,
    chunk_text,
    chunks,
    packed,
    row_text,
    statement,
    unpacked,
)


def rows(count: int, **values: str) -> list[str]:
    return [row_text(f"p{each}", each, {"name": "सीता"} | values, "") for each in range(count)]


def test_every_row_goes_into_exactly_one_chunk_in_its_order():
    given = rows(2600)
    parts = list(chunks(given))
    assert [row for part in parts for row in part] == given
    assert all(len(chunk_text(part).encode()) <= MOST_BYTES + 2 for part in parts)


def test_a_chunk_comes_out_as_it_was_packed_and_a_changed_letter_changes_its_digest():
    chunk = chunk_text(rows(10))
    assert unpacked(packed(chunk)) == chunk
    assert chunk_digest(chunk) != chunk_digest(chunk.replace("सीता", "गीता", 1))


def test_the_order_of_a_rows_values_does_not_change_what_is_signed():
    assert row_text("p", 1, {"a": "1", "b": "2"}, "") == row_text("p", 1, {"b": "2", "a": "1"}, "")


@pytest.mark.parametrize(
    "wrong",
    [
        "not base64!",
        base64.b64encode(b"not zlib").decode(),
        base64.b64encode(zlib.compress(b"0" * 50_000_000)).decode(),
        packed(chunk_text(rows(10)))[:-8],
    ],
    ids=["letters", "bytes", "bomb", "cut"],
)
def test_what_is_no_chunk_is_refused_and_a_bomb_is_not_unpacked(wrong):
    with pytest.raises(ValueError):
        unpacked(wrong)


def test_who_signs_and_for_which_office_is_part_of_what_is_signed():
    def signed(**changed: str) -> bytes:
        who = {"person": "p", "post": "q", "at": "2026-11-25T06:00:00.000000Z"} | changed
        return statement("b", "o", 1, 10, ["d"], **who)

    assert len({signed(), signed(person="x"), signed(post="x"), signed(at="x")}) == 4
