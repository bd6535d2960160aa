"""Numbers without gaps, duplicates that are counted, and snapshots that outlive the pack they came from."""

import shutil
from datetime import timedelta
from itertools import groupby
from typing import Any

import pytest

from app.base.document import Kind
from app.counter.model import Mode
from app.errors import InputError, PaperOut, WrongStep
from app.papers.model import JobState, Verdict

from tests.integration.office.at_the_desk import PACKS, open_desk


def test_numbers_have_no_gap_in_any_series_whatever_was_refused_between(desk: Any):
    for _ in range(3):
        found = desk.acknowledged()
        with pytest.raises(WrongStep):
            desk.office.counter.acknowledge(found.id)
        desk.office.counter.take_charge(found.id, Mode.CASH)
        with pytest.raises(WrongStep):
            desk.office.counter.take_charge(found.id, Mode.CASH)
        with pytest.raises(WrongStep):
            desk.office.counter.make_challan(found.id)
    desk.with_challan()
    numbers = sorted(desk.rows("SELECT number FROM document"))
    series = {
        name: [int(number[-6:]) for number in same]
        for name, same in groupby(numbers, key=lambda number: number.rsplit("/", 1)[0])
    }
    assert {name.rsplit("/", 1)[1]: found for name, found in series.items()} == {
        "ACK": [1, 2, 3],
        "BRD": [1, 2, 3],
        "USR": [1, 2, 3],
        "CHL": [1],
        "PRV": [1],
    }


def test_a_duplicate_is_marked_counted_and_says_why_and_by_whom(desk: Any):
    found = desk.acknowledged()
    paper = next(paper for paper in found.papers if paper.kind is Kind.ACKNOWLEDGEMENT)
    desk.office.papers.print_what_waits()
    original = desk.printer.papers()[0]
    with pytest.raises(InputError) as refused:
        desk.office.papers.reprint(paper.id, " ")
    assert refused.value.key == "paper.reason-needed"
    desk.office.people.sign_in("ramesh", "ramesh1")
    for reason in ("खो गई", "बैंक ने माँगी"):
        desk.office.papers.reprint(paper.id, reason)
    desk.office.papers.print_what_waits()
    duplicate = desk.printer.papers()[0]
    assert duplicate.height > original.height  # it carries the mark, the reason and the name
    found = desk.office.counter.open(found.id)
    assert [each.copies for each in found.papers if each.id == paper.id] == [3]
    entries = desk.rows(
        "SELECT who, json_extract(body, '$.copy'), json_extract(body, '$.reason') FROM journal WHERE kind = 'paper.reprinted' ORDER BY seq"
    )
    assert entries == [("person-ramesh", 2, "खो गई"), ("person-ramesh", 3, "बैंक ने माँगी")]
    assert desk.rows('SELECT copy, "by", reason FROM print_job WHERE copy > 1 ORDER BY copy') == [
        (2, "रमेश कुमार", "खो गई"),
        (3, "रमेश कुमार", "बैंक ने माँगी"),
    ]
    assert {each.number for each in found.papers if each.id == paper.id} == {paper.number}


def test_a_paper_reprints_the_same_after_its_pack_has_changed(desk: Any, training_centre: Any, tmp_path: Any):
    found = desk.acknowledged()
    before = [desk.office.papers.snapshot(paper.id) for paper in found.papers]
    pictures = [desk.office.papers.picture(document).rows for document in before]
    desk.office.close()
    changed = tmp_path / "packs"
    shutil.copytree(PACKS, changed)
    file = changed / "upssb-worker-contribution" / "service.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("श्रमिक अंशदान", "बदला हुआ नाम").replace("version = 2", "version = 3"), "utf-8")
    later = open_desk(desk.home, training_centre.url, packs=changed)
    try:
        later.office.people.sign_in_for_training()
        again = later.office.counter.open(found.id)
        assert again.pack.name.hi == "बदला हुआ नाम"
        after = [later.office.papers.snapshot(paper.id) for paper in again.papers]
        assert after == before
        assert [later.office.papers.picture(document).rows for document in after] == pictures
    finally:
        later.office.close()


def test_a_spoilt_print_comes_again_as_the_same_copy_of_the_same_number(desk: Any):
    desk.printer.rows_left = 40
    found = desk.acknowledged()
    desk.office.papers.print_what_waits()
    stuck = next(job for job in desk.office.papers.jobs() if job.state is JobState.NEEDS_OPERATOR)
    with pytest.raises(PaperOut):
        desk.printer.check()
    desk.printer.rows_left = None
    desk.office.papers.decide(stuck.id, Verdict.SPOILT)
    desk.clock.ahead = timedelta(minutes=5)  # past any wait before a new try
    desk.office.papers.print_what_waits()
    assert desk.office.papers.jobs() == ()
    found = desk.office.counter.open(found.id)
    assert {paper.copies for paper in found.papers} == {1}
    assert len(desk.rows("SELECT number FROM document")) == len(found.papers) == 2


def test_the_preview_marks_what_is_not_known_yet_and_takes_no_number(desk: Any):
    found = desk.form()
    document = desk.office.counter.preview(found.id)
    pending = [block.label.en for block in document.blocks if getattr(block, "pending", False)]
    assert pending == ["Application no.", "Contribution no.", "Board fee"]
    assert desk.rows("SELECT number FROM document") == []
    assert desk.office.papers.picture(document).height > 0


def test_a_paper_may_be_handed_over_only_once(desk: Any):
    desk.acknowledged()
    (item,) = desk.office.counter.shelf()
    assert desk.office.counter.counts().shelf == 1
    for _ in range(2):
        desk.office.counter.hand_over(item.document)
    assert len(desk.rows("SELECT id FROM journal WHERE kind = 'paper.handed-over'")) == 1
    with pytest.raises(InputError) as refused:
        desk.office.counter.hand_over("no-such-paper")
    assert refused.value.key == "paper.unknown"


def test_in_training_a_roll_is_let_run_out_and_a_new_one_put_in(desk: Any):
    stage, papers = desk.office.training_centre, desk.office.papers
    stage.let_roll_end(ends=True)
    papers.print_test()
    papers.print_what_waits()
    [job] = papers.jobs()
    assert (job.state, job.code) == (JobState.NEEDS_OPERATOR, "print.paper-out-midway")
    assert not stage.let_roll_end(ends=False).roll_ends
    papers.decide(job.id, Verdict.SPOILT)
    papers.print_what_waits()
    assert papers.jobs() == ()
