"""Files of entries: resumed at the byte they broke off, held to their names, brought by several at once."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.integration.central.at_the_wire import WireDesk, a_paper, sha


@pytest.fixture
def paper(desk: WireDesk) -> bytes:
    """A file that an entry of the desk has named."""
    content = a_paper()
    assert desk.send(desk.note(attachments=(sha(content),)))[0]["missing"] == [sha(content)]
    return content


def kept(centre: Any, content: bytes) -> Path:
    return Path(centre.folder / "blobs" / sha(content)[:2] / sha(content))


def stands(answer: requests.Response) -> tuple[int, str, str]:
    return answer.status_code, answer.headers["Upload-Offset"], answer.headers["Upload-Complete"]


def code(answer: requests.Response) -> str:
    return str(answer.json()["error"]["code"])


def test_a_file_goes_on_at_the_byte_where_it_broke_off(desk: WireDesk, centre: Any, paper: bytes):
    path = f"/v1/blobs/{sha(paper)}"
    assert stands(desk.ask("HEAD", path)) == (200, "0", "?0")
    first = desk.bring(paper, 0, 5000)
    assert stands(first) == (200, "5000", "?0") and not first.json()["complete"]
    assert stands(desk.ask("HEAD", path)) == (200, "5000", "?0")
    assert stands(desk.bring(paper, 5000)) == (200, str(len(paper)), "?1")
    assert stands(desk.ask("HEAD", path)) == (200, str(len(paper)), "?1")
    assert kept(centre, paper).read_bytes() == paper
    assert desk.send(desk.note(attachments=(sha(paper),)))[0]["missing"] == []


def test_a_wrong_offset_is_told_the_right_one_and_changes_nothing(desk: WireDesk, paper: bytes):
    desk.bring(paper, 0, 5000)
    answer = desk.bring(paper, 4000)
    assert stands(answer) == (409, "5000", "?0")
    assert answer.json()["error"] == {"code": "blob.offset-wrong", "facts": {"offset": 5000}}
    assert desk.bring(paper, 5000).json()["complete"]


def test_a_piece_that_was_damaged_on_the_way_is_not_kept(desk: WireDesk, paper: bytes):
    answer = desk.bring(paper, 0, 5000, SevaDesk_Chunk_SHA256="0" * 64)
    assert (code(answer), stands(answer)) == ("blob.piece-damaged", (422, "0", "?0"))
    assert desk.bring(paper).json()["complete"]


def test_a_file_that_is_not_what_its_name_says_begins_anew(desk: WireDesk, centre: Any, paper: bytes):
    other = bytes(len(paper))
    answer = desk.ask(
        "PATCH",
        f"/v1/blobs/{sha(paper)}",
        data=other,
        headers={
            "Upload-Offset": "0",
            "Upload-Length": str(len(other)),
            "SevaDesk-Chunk-SHA256": sha(other),
        },
    )
    assert (code(answer), stands(answer)) == ("blob.hash-wrong", (422, "0", "?0"))
    assert not kept(centre, paper).exists()
    assert desk.bring(paper).json()["complete"]


def test_more_bytes_than_were_told_are_refused(desk: WireDesk, paper: bytes):
    assert code(desk.bring(paper, Upload_Length=str(len(paper) - 1))) == "blob.length-wrong"


def test_a_file_that_is_too_large_is_refused_before_its_first_byte_is_kept(desk: WireDesk, paper: bytes):
    answer = desk.bring(paper, 0, 5000, Upload_Length=str(50 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["error"]) == (
        413,
        {"code": "blob.too-large", "facts": {"most": 52_428_800}},
    )
    assert stands(desk.ask("HEAD", f"/v1/blobs/{sha(paper)}")) == (200, "0", "?0")


def test_a_piece_that_is_too_large_is_refused(desk: WireDesk, paper: bytes):
    answer = desk.ask("PATCH", f"/v1/blobs/{sha(paper)}", data=bytes(4 * 1024 * 1024 + 1))
    assert (answer.status_code, code(answer)) == (413, "wire.too-large")


def test_a_file_that_no_entry_named_is_not_taken(desk: WireDesk, centre: Any):
    stray = a_paper()
    assert (desk.bring(stray).status_code, code(desk.bring(stray))) == (404, "blob.unknown")
    assert not kept(centre, stray).exists()


def test_what_one_desk_named_is_not_told_to_another(desk: WireDesk, paper: bytes):
    desk.bring(paper)
    second = WireDesk(desk.url).enrol()
    assert second.ask("HEAD", f"/v1/blobs/{sha(paper)}").status_code == 404


def test_a_file_whose_entry_was_refused_is_not_taken(desk: WireDesk):
    content = a_paper()
    desk.send(desk.note(attachments=(sha(content),), who="person-nobody"))
    assert code(desk.bring(content)) == "blob.unknown"


def bring_by_many(desks: list[WireDesk], content: bytes) -> None:
    """Have each of the desks bring the file in pieces of 1000 bytes, as a desk does, all at the same moment."""
    together = threading.Barrier(len(desks))

    def work(own: WireDesk) -> None:
        together.wait(10)
        offset, complete = 0, False
        while not complete:
            answer = own.bring(content, offset, offset + 1000)
            assert answer.status_code in {200, 409, 503}, answer.text
            if answer.status_code != 503:
                offset, complete = (
                    int(answer.headers["Upload-Offset"]),
                    answer.headers["Upload-Complete"] == "?1",
                )

    with ThreadPoolExecutor(len(desks)) as pool:
        list(pool.map(work, desks))


def test_several_may_bring_one_file_at_once(desk: WireDesk, centre: Any, paper: bytes):
    desks = [desk, *(WireDesk(desk.url).enrol() for _ in range(3))]
    for own in desks[1:]:
        own.send(own.note(attachments=(sha(paper),)))
    bring_by_many(desks, paper)
    assert kept(centre, paper).read_bytes() == paper
