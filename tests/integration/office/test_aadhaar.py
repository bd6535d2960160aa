"""No full Aadhaar number anywhere: not in the home folder, not at the centre, not on paper, not in a log."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.counter.model import Mode
from app.errors import InputError
from app.packs.describe import read_answers_file
from app.packs.reader import read_all
from app.ports.scanning import Source

from tests.integration.office.at_the_desk import PACKS, SITA


def numbers() -> list[str]:
    answers = read_answers_file(SITA, read_all(PACKS)).answers
    return [re.sub(r"\D", "", str(answers[field])) for field in ("aadhaar", "nominee_aadhaar")]


def spellings(number: str) -> list[bytes]:
    groups = [number[at : at + 4] for at in (0, 4, 8)]
    plain = [mark.join(groups) for mark in ("", " ", "-", "\u00a0")]
    devanagari = [text.translate({ord("0") + n: 0x966 + n for n in range(10)}) for text in plain]
    return [
        text.encode(coding) for text in plain + devanagari for coding in ("utf-8", "utf-16-le", "utf-16-be")
    ]


def found_in(*folders: Path) -> list[tuple[str, bytes]]:
    return list(_found(folders))


def _found(folders: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    wanted = [spelt for number in numbers() for spelt in spellings(number)]
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                yield from ((file.name, spelt) for spelt in wanted if spelt in content)


def test_the_search_itself_finds_a_number(tmp_path: Path):
    (tmp_path / "note.txt").write_text(f"आधार {numbers()[0]}", "utf-8")
    assert found_in(tmp_path)


def test_no_aadhaar_number_stays_anywhere_after_a_whole_walk(
    desk: Any, training_centre: Any, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
):
    caplog.set_level("DEBUG")
    found = desk.acknowledged(SITA)
    desk.office.counter.take_charge(found.id, Mode.CASH)
    desk.office.papers.print_what_waits()
    desk.office.link.sync_now()
    assert found.answers["aadhaar"].endswith(numbers()[0][-4:])
    assert desk.office.link.status().idle
    assert found_in(desk.home, training_centre.folder) == []
    said = caplog.text + "".join(capfd.readouterr())
    assert not any(number in re.sub(r"[\s-]", "", said) for number in numbers())


@pytest.mark.parametrize(
    "field", ["applicant_name_english", "address", "bank_account", "father_name", "mobile"]
)
def test_an_aadhaar_number_typed_into_the_wrong_field_is_kept_nowhere(desk: Any, field: str):
    number = read_answers_file(SITA, read_all(PACKS)).answers["aadhaar"]
    found = desk.form(SITA, **{field: f"{number}"})
    assert field not in found.typed
    assert found_in(desk.home) == []


def test_a_mistyped_aadhaar_number_is_kept_nowhere(desk: Any):
    wrong = numbers()[0][:-1] + str((int(numbers()[0][-1]) + 1) % 10)
    found = desk.form(SITA, aadhaar=wrong)
    assert "aadhaar" not in found.typed and "aadhaar" not in found.answers
    assert found.problems["aadhaar"].key.startswith("answer.")
    assert not any(wrong.encode() in file.read_bytes() for file in desk.home.rglob("*") if file.is_file())


@pytest.mark.parametrize(
    "reason",
    ["accept_likeness", "cancel", "reprint", "deposit", "refund"],
    ids=["a likeness", "a cancellation", "a duplicate", "the bank's branch", "a cash voucher"],
)
def test_an_aadhaar_number_in_a_reason_is_not_kept(desk: Any, reason: str):
    said = f"आधार {read_answers_file(SITA, read_all(PACKS)).answers['aadhaar']} का आवेदन"
    found = desk.filed(SITA)
    if reason == "reprint":
        found = desk.office.counter.make_challan(found.id)
        act = lambda: desk.office.papers.reprint(found.papers[0].id, said)
    elif reason == "deposit":
        found = desk.office.counter.make_challan(found.id)
        act = lambda: desk.office.counter.record_deposit(found.id, replace(desk.deposit(), branch=said))
    elif reason == "refund":
        act = lambda: desk.office.counter.refund(found.id, Mode.CASH, said)
    elif reason == "cancel":
        act = lambda: desk.office.counter.cancel(found.id, said)
    else:
        again = desk.form(SITA)
        act = lambda: desk.office.counter.accept_likeness(again.id, said)
    with pytest.raises(InputError, match=r"answer\.holds-aadhaar"):
        act()
    assert found_in(desk.home) == []


def test_a_form_given_up_leaves_no_papers_behind(desk: Any):
    found = desk.form(SITA)
    desk.office.slots.scan(found.id, "aadhaar_card", Source.FLATBED, lambda _percent: None)  # not covered yet
    desk.bring(found.id, "photo")
    drafts, copies = desk.home / "drafts", desk.home / "blobs"
    assert [*drafts.rglob("*.jpg")] and [file for file in copies.rglob("*") if file.is_file()]
    found = desk.office.counter.cancel(found.id, "नागरिक लौट गया")
    assert not any(view.pages for view in found.slots)
    assert not [*drafts.rglob("*.jpg")] and not [file for file in copies.rglob("*") if file.is_file()]


def test_a_filed_application_keeps_its_papers_though_it_is_cancelled(desk: Any):
    found = desk.office.counter.cancel(desk.filed().id, "नागरिक लौट गया")
    assert [view.fitted is not None for view in found.slots] == [True]
