"""A slot on real records and a real disk: pages come, turn, move, are masked and go; the copy follows each time."""

import dataclasses
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.attachments import actions, shelf
from app.attachments.blobs import blob_path, draft_folder
from app.attachments.fit import KB
from app.attachments.shelf import shelves
from app.attachments.model import Box, Looked, Origin, SlotState, SlotView
from app.errors import FileRefused, InputError, RecordsDamaged
from app.packs.model import DocumentSlot
from app.records.engine import Records
from app.records.tables import JournalRow
from app.words import explain

from tests.unit.attachments.paper import file_of, opened, printed, slot

APPLICATION, OTHER = "application-1", "application-2"
SIZE = (700, 1000)
NUMBER = Box(0.1, 0.4, 0.6, 0.5)
LOOKED = Looked("gita", "2026-11-25T10:00:00+00:00")
ITS_LINES = Looked("gita", "2026-11-25T10:00:00+00:00", "what the box cuts are lines of print")
ONE = slot(most_kb=200)
THREE = slot(formats=("jpeg", "pdf"), most_kb=400, most_pages=3)
AADHAAR = slot(formats=("jpeg", "pdf"), most_kb=400, most_pages=2, mask_aadhaar=True)


@dataclasses.dataclass(frozen=True)
class OnePack:
    """As much of a pack as a view of its slots needs."""

    documents: tuple[DocumentSlot, ...]


def view(records: Records, asked: DocumentSlot, application: str = APPLICATION) -> SlotView:
    pack: Any = OnePack((asked,))
    with records.read() as session:
        [found] = actions.views(session, pack, application, records.home)
    return found


def listed(records: Records, application: str = APPLICATION) -> list[dict[str, Any]]:
    with records.read() as session:
        kept = sorted(shelves(session, application).items())
    return [
        {"slot": slot, **{name: getattr(each.fitted, name) for name in ("sha256", "bytes", "media")}}
        for slot, each in kept
        if each.fitted
    ]


def pages_on_disk(records: Records) -> set[Path]:
    return set(draft_folder(records.home, APPLICATION).glob("*"))


def blobs(records: Records) -> set[str]:
    return {file.name for file in (records.home / "blobs").glob("*/*")}


def lying(records: Records, asked: DocumentSlot, *seeds: int) -> list[str]:
    """Lay one scanned page for each seed into the slot and return the pages' ids."""
    for seed in seeds:
        picture = file_of(records.home, "scan.png", printed(seed, SIZE), dpi=(100, 100))
        actions.add_scanned_page(records, APPLICATION, asked, picture)
    return [page.id for page in view(records, asked).pages]


def refused(act: Callable[[], None]) -> str:
    with pytest.raises(InputError) as caught:
        act()
    assert explain(caught.value).hi
    return caught.value.key


def test_a_slot_nobody_touched_is_empty(records: Records):
    assert view(records, ONE) == SlotView(ONE, SlotState.EMPTY, (), None)
    assert listed(records) == []


def test_a_file_becomes_a_page_and_a_copy_that_is_on_the_disk_as_its_row_says(records: Records):
    file = file_of(records.home, "brought.jpg", printed(1, SIZE))
    actions.add_file(records, APPLICATION, ONE, file)
    found = view(records, ONE)
    assert found.state is SlotState.GOOD and found.fitted
    [page] = found.pages
    assert page.origin is Origin.IMPORTED and page.path.exists()
    data = blob_path(records.home, found.fitted.sha256).read_bytes()
    assert (sha256(data).hexdigest(), len(data)) == (found.fitted.sha256, found.fitted.bytes)
    assert ONE.least_kb * KB <= len(data) <= ONE.most_kb * KB
    assert actions.fitted_pictures(records, APPLICATION, ONE.id) == (data,)
    assert listed(records) == [
        {"slot": ONE.id, "sha256": found.fitted.sha256, "bytes": len(data), "media": "image/jpeg"}
    ]


def test_only_the_owner_may_read_a_paper(records: Records):
    lying(records, ONE, 1)
    [page], [copy] = pages_on_disk(records), (records.home / "blobs").glob("*/*")
    assert {oct(each.stat().st_mode & 0o777) for each in (page, copy)} == {"0o600"}


def test_a_refused_file_leaves_what_lay_there(records: Records):
    lying(records, THREE, 1)
    before, on_disk = view(records, THREE), pages_on_disk(records)
    broken = records.home / "broken.jpg"
    broken.write_bytes(b"no picture")
    with pytest.raises(FileRefused):
        actions.add_file(records, APPLICATION, THREE, broken)
    assert (view(records, THREE), pages_on_disk(records)) == (before, on_disk)


def test_a_slot_takes_no_more_pages_than_it_may_have(records: Records):
    lying(records, THREE, 1, 2, 3)
    picture = file_of(records.home, "fourth.png", printed(4, SIZE))
    assert refused(lambda: actions.add_scanned_page(records, APPLICATION, THREE, picture)) == "slot.full"
    assert len(view(records, THREE).pages) == 3


def test_a_jpeg_has_one_page_whatever_the_pack_says(records: Records):
    asked = slot(most_pages=4)
    lying(records, asked, 1)
    assert refused(lambda: lying(records, asked, 2)) == "slot.full"


def test_a_turn_shows_on_the_page_and_on_the_copy_and_four_turns_are_none(records: Records):
    [page] = lying(records, ONE, 1)
    upright = view(records, ONE).fitted
    actions.turn(records, APPLICATION, ONE, page)
    assert opened(actions.page_picture(records, APPLICATION, ONE.id, page)).size == SIZE[::-1]
    [copy] = actions.fitted_pictures(records, APPLICATION, ONE.id)
    assert opened(copy).width > opened(copy).height
    for _ in range(3):
        actions.turn(records, APPLICATION, ONE, page)
    assert view(records, ONE).fitted == upright


def test_pages_move_and_the_copy_follows_their_order(records: Records):
    first, second, third = lying(records, THREE, 1, 2, 3)
    before = actions.fitted_pictures(records, APPLICATION, THREE.id)
    actions.move(records, APPLICATION, THREE, third, 0)
    assert [page.id for page in view(records, THREE).pages] == [third, first, second]
    after = actions.fitted_pictures(records, APPLICATION, THREE.id)
    assert after == (before[2], before[0], before[1])
    actions.move(records, APPLICATION, THREE, third, 99)
    assert [page.id for page in view(records, THREE).pages] == [first, second, third]


def test_a_removed_page_is_gone_from_the_disk_and_the_last_one_leaves_an_empty_slot(records: Records):
    first, second = lying(records, THREE, 1, 2)
    actions.remove(records, APPLICATION, THREE, first)
    assert [each.name for each in pages_on_disk(records)] == [f"{second}.jpg"]
    actions.remove(records, APPLICATION, THREE, second)
    assert view(records, THREE).state is SlotState.EMPTY
    assert (pages_on_disk(records), blobs(records), listed(records)) == (set(), set(), [])


def test_a_page_scanned_anew_takes_the_place_of_the_one_it_replaces(records: Records):
    first, second = lying(records, THREE, 1, 2)
    picture = file_of(records.home, "anew.png", printed(9, SIZE))
    actions.replace_page(records, APPLICATION, THREE, first, picture)
    new, kept = (page.id for page in view(records, THREE).pages)
    assert kept == second
    assert new != first
    assert len(pages_on_disk(records)) == 2


def test_an_aadhaar_paper_is_neither_good_nor_copied_until_its_digits_are_covered(records: Records):
    front = lying(records, AADHAAR, 1, 2)[0]
    assert view(records, AADHAAR).state is SlotState.NEEDS_MASK
    actions.mask(records, APPLICATION, AADHAAR, front, (NUMBER,))
    assert view(records, AADHAAR).state is SlotState.NEEDS_MASK  # the back may show the number too
    assert (blobs(records), listed(records)) == (set(), [])
    actions.say_no_aadhaar(records, APPLICATION, AADHAAR, ITS_LINES)
    found = view(records, AADHAAR)
    assert found.state is SlotState.GOOD
    assert [page.masked for page in found.pages] == [True, False]


def test_who_looked_is_known_as_long_as_the_word_holds(records: Records):
    [page] = lying(records, AADHAAR, 1)
    actions.say_no_aadhaar(records, APPLICATION, AADHAAR, LOOKED)
    actions.turn(records, APPLICATION, AADHAAR, page)
    assert view(records, AADHAAR).looked == LOOKED
    actions.mask(records, APPLICATION, AADHAAR, page, (NUMBER,))
    assert view(records, AADHAAR).looked is None


def test_what_was_under_a_box_is_in_no_file_of_the_desk(records: Records):
    [page] = lying(records, AADHAAR, 1)
    [unmasked] = pages_on_disk(records)
    actions.mask(records, APPLICATION, AADHAAR, page, (NUMBER,))
    actions.say_no_aadhaar(records, APPLICATION, AADHAAR, ITS_LINES)
    assert not unmasked.exists()
    [copy] = actions.fitted_pictures(records, APPLICATION, AADHAAR.id)
    for shown in (copy, actions.page_picture(records, APPLICATION, AADHAAR.id, page)):
        assert is_black(opened(shown), NUMBER)


def test_a_covered_page_is_looked_at_before_it_is_good_since_a_box_may_have_missed(records: Records):
    [page] = lying(records, AADHAAR, 1)
    actions.mask(records, APPLICATION, AADHAAR, page, (Box(0.0, 0.0, 0.1, 0.05),))
    assert view(records, AADHAAR).state is SlotState.NEEDS_MASK
    assert (blobs(records), listed(records)) == (set(), [])
    actions.mask(records, APPLICATION, AADHAAR, page, (NUMBER,))
    assert view(records, AADHAAR).state is SlotState.NEEDS_MASK
    assert actions.digits(records, APPLICATION, AADHAAR.id, page)  # strokes end at the edges of the box
    seen = refused(lambda: actions.say_no_aadhaar(records, APPLICATION, AADHAAR, LOOKED))
    assert seen == "slot.digits-seen"
    actions.say_no_aadhaar(records, APPLICATION, AADHAAR, ITS_LINES)
    assert view(records, AADHAAR).state is SlotState.GOOD


def is_black(picture: Image.Image, box: Box) -> bool:
    """Say whether nothing but black lies within the box; a JPEG's black is not quite 0."""
    inside = (
        round(box.left * picture.width) + 2,
        round(box.top * picture.height) + 2,
        round(box.right * picture.width) - 2,
        round(box.bottom * picture.height) - 2,
    )
    return picture.convert("L").crop(inside).getextrema()[1] < 24


def test_a_box_covers_the_page_as_it_is_shown_turned(records: Records):
    [page] = lying(records, AADHAAR, 1)
    actions.turn(records, APPLICATION, AADHAAR, page)
    actions.mask(records, APPLICATION, AADHAAR, page, (NUMBER,))
    picture = opened(actions.page_picture(records, APPLICATION, AADHAAR.id, page))
    assert picture.size == SIZE[::-1]
    assert is_black(picture, NUMBER)


def test_the_operators_word_does_not_hold_for_a_page_that_comes_later(records: Records):
    [page] = lying(records, AADHAAR, 1)
    actions.say_no_aadhaar(records, APPLICATION, AADHAAR, LOOKED)
    assert view(records, AADHAAR).state is SlotState.GOOD
    actions.replace_page(
        records, APPLICATION, AADHAAR, page, file_of(records.home, "anew.png", printed(3, SIZE))
    )
    assert view(records, AADHAAR).state is SlotState.NEEDS_MASK
    assert blobs(records) == set()
    actions.say_no_aadhaar(records, APPLICATION, AADHAAR, LOOKED)
    lying(records, AADHAAR, 2)
    assert view(records, AADHAAR).state is SlotState.NEEDS_MASK


def test_nothing_can_be_said_of_a_slot_without_a_page(records: Records):
    assert refused(lambda: actions.say_no_aadhaar(records, APPLICATION, AADHAAR, LOOKED)) == "slot.no-page"


def test_a_page_that_is_not_there_is_told_of(records: Records):
    lying(records, ONE, 1)
    for act in (
        lambda: actions.turn(records, APPLICATION, ONE, "gone"),
        lambda: actions.remove(records, APPLICATION, ONE, "gone"),
        lambda: actions.move(records, APPLICATION, ONE, "gone", 0),
        lambda: actions.mask(records, APPLICATION, ONE, "gone", (NUMBER,)),
    ):
        assert refused(act) == "slot.page-unknown"


def test_a_copy_is_held_to_the_slot_as_it_is_today(records: Records):
    lying(records, ONE, 1)
    assert view(records, ONE).state is SlotState.GOOD
    stricter = {"most": slot(most_kb=6), "least": slot(least_kb=190), "mask": slot(mask_aadhaar=True)}
    states = {name: view(records, asked).state for name, asked in stricter.items()}
    assert states == {
        "most": SlotState.TOO_LARGE,
        "least": SlotState.TOO_SMALL,
        "mask": SlotState.NEEDS_MASK,
    }


def test_a_copy_that_was_sent_stays_when_the_paper_is_changed(records: Records):
    [page] = lying(records, ONE, 1)
    sent = listed(records)[0]["sha256"]
    journal(records, sent)
    actions.remove(records, APPLICATION, ONE, page)
    assert blobs(records) == {sent}


def test_a_copy_that_another_application_holds_stays(records: Records):
    file = file_of(records.home, "same.jpg", printed(1, SIZE))
    for application in (APPLICATION, OTHER):
        actions.add_file(records, application, ONE, file)
    [mine], [theirs] = listed(records), listed(records, OTHER)
    assert mine["sha256"] == theirs["sha256"]
    actions.remove(records, APPLICATION, ONE, view(records, ONE).pages[0].id)
    assert blobs(records) == {theirs["sha256"]}
    actions.remove(records, OTHER, ONE, view(records, ONE, OTHER).pages[0].id)
    assert blobs(records) == set()


def journal(records: Records, sha256: str) -> None:
    with records.write() as session:
        session.add(
            JournalRow(
                id="entry", device="desk", epoch=1, seq=1, subject=APPLICATION, kind="application.filed",
                schema=1, base_version=1, body="{}", attachments=f'["{sha256}"]', who="", post="", at="",
                prev="", hash="", signature="",
            )
        )  # fmt: skip


def test_two_changes_at_once_are_both_kept(records: Records):
    first, second, _ = lying(records, THREE, 1, 2, 3)
    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(actions.turn, records, APPLICATION, THREE, page) for page in (first, second)]
    assert [each.result() for each in done] == [None, None]
    assert [page.turn for page in view(records, THREE).pages] == [90, 90, 0]


def test_a_power_cut_before_the_rows_leaves_the_slot_as_it_was(
    records: Records, monkeypatch: pytest.MonkeyPatch
):
    lying(records, THREE, 1)
    before = view(records, THREE)

    def cut(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as power:
        power.setattr(shelf, "keep", cut)
        with pytest.raises(KeyboardInterrupt):
            lying(records, THREE, 2)
    assert view(records, THREE) == before
    assert len(pages_on_disk(records)) == 2  # the new page's file, that no row names
    actions.turn(records, APPLICATION, THREE, before.pages[0].id)
    assert {each.name for each in pages_on_disk(records)} == {before.pages[0].path.name}


def test_every_file_is_on_the_disk_before_the_row_that_names_it(
    records: Records, monkeypatch: pytest.MonkeyPatch
):
    synced: list[str] = []
    real = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{descriptor}")).name)
        assert listed(records) == []
        real(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    [page] = lying(records, ONE, 1)
    copy = listed(records)[0]["sha256"]
    assert {f"{page}.jpg.part", APPLICATION, f"{copy}.part", copy[:2]} <= set(synced)


def test_a_page_whose_file_was_lost_can_be_removed_and_is_told_of(records: Records):
    lost, also_lost, kept = lying(records, THREE, 1, 2, 3)
    for file in pages_on_disk(records):
        if file.stem != kept:
            file.unlink()
    with pytest.raises(RecordsDamaged) as caught:
        actions.page_picture(records, APPLICATION, THREE.id, lost)
    assert caught.value.key == "slot.page-lost"
    actions.remove(records, APPLICATION, THREE, lost)
    assert view(records, THREE).state is SlotState.WORKING
    actions.remove(records, APPLICATION, THREE, also_lost)
    assert view(records, THREE).state is SlotState.GOOD
