"""An applicant's answers and papers that cannot be taken: told by name, and what was right is kept."""

import json
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from tests.integration.command_line.program import HOUSE, Ended, sevadesk

SITA = HOUSE / "packs" / "training" / "applicants" / "1-sita.json"
Demo = Callable[..., Ended]


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home for all of them: each leaves a draft, as it would on a desk."""
    return tmp_path_factory.mktemp("trained") / "home"


@pytest.fixture
def demo(trained: Path, tmp_path: Path) -> Demo:
    def run(answers: dict[str, Any] | None = None, files: dict[str, str] | None = None) -> Ended:
        told = json.loads(SITA.read_text("utf-8"))
        told["answers"] |= answers or {}
        told["files"] = files or {}
        file = tmp_path / "answers.json"
        file.write_text(json.dumps(told), "utf-8")
        return sevadesk("demo", "--home", trained, "--out", tmp_path / "out", "--answers", file)

    return run


def png(width: int, height: int) -> bytes:
    """Return a picture that is small to keep and immense to open."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = b"\0" * (width // 8 + 1)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def photo() -> bytes:
    kept = BytesIO()
    Image.effect_noise((600, 800), 60).save(kept, "JPEG")
    return kept.getvalue()


def pdf_with_a_script() -> bytes:
    kept = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("text", "reason", "told"),
    [
        ("{ no json", "answers-file.not-json", "1"),
        ('["a list"]', "answers-file.not-json", "answers.json"),
        ('{"servce": "x"}', "answers-file.unknown-key", "service"),
        ('{"service": "upssb-worker-registratoin"}', "answers-file.unknown-key", "upssb-worker-registration"),
        (
            '{"service": "upssb-worker-registration", "answers": {"mobil": "1"}}',
            "answers-file.unknown-key",
            "mobile",
        ),
        (
            '{"service": "upssb-worker-registration", "answers": {"mobile": {}}}',
            "answers-file.wrong-value",
            "mobile",
        ),
        ('{"service": "upssb-worker-registration", "answers": 7}', "answers-file.wrong-value", "answers"),
        (
            '{"service": "upssb-worker-registration", "files": {"foto": "x"}}',
            "answers-file.unknown-key",
            "photo",
        ),
        (
            '{"service": "upssb-worker-registration", "files": {"photo": ["x"]}}',
            "answers-file.wrong-value",
            "photo",
        ),
        (
            '{"service": "upssb-worker-registration", "files": {"photo": "a\\u0000b"}}',
            "answers-file.wrong-value",
            "photo",
        ),
    ],
)
def test_an_answers_file_of_the_wrong_form_begins_nothing(
    tmp_path: Path, text: str, reason: str, told: str
) -> None:
    file = tmp_path / "answers.json"
    file.write_text(text, "utf-8")
    sevadesk("demo", "--out", tmp_path / "out", "--answers", file).said(2, reason, told)
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_in_place_of_answers_is_told(tmp_path: Path) -> None:
    sevadesk("demo", "--out", tmp_path / "out", "--answers", tmp_path).said(
        2, "answers-file.unreadable", tmp_path.name
    )


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [("mobile", "12", "answer.mobile"), ("aadhaar", "9999 9999 0011", "answer.aadhaar-wrong")],
)
def test_a_wrong_answer_is_named_and_never_repeated(demo: Demo, field: str, value: str, why: str) -> None:
    found = demo(answers={field: value})
    found.said(2, "demo.answer-wrong", field)
    assert f"why={why}" in found.err
    assert value not in found.err


def test_a_file_of_200_megabytes_is_not_read(demo: Demo, tmp_path: Path) -> None:
    with (tmp_path / "large.jpg").open("wb") as large:
        large.truncate(200 * 1024 * 1024)
    refused(demo(files={"photo": "large.jpg"}), "file.too-big", "large.jpg")


@pytest.mark.parametrize(
    ("name", "slot", "content", "why"),
    [
        ("letter.jpg", "photo", lambda: b"Dear Sir, please find my photo. " * 50, "file.not-a-paper"),
        ("cut.jpg", "photo", lambda: photo()[:-20_000], "file.cut-off"),
        ("bomb.png", "photo", lambda: png(60_000, 60_000), "file.too-many-pixels"),
        ("empty.jpg", "photo", lambda: b"", "file.empty"),
        ("script.pdf", "bank_passbook", pdf_with_a_script, "file.pdf-active"),
    ],
)
def test_a_file_that_is_no_paper_is_named_with_its_slot(
    demo: Demo, tmp_path: Path, name: str, slot: str, content: Callable[[], bytes], why: str
) -> None:
    (tmp_path / name).write_bytes(content())
    refused(demo(files={slot: name}), why, name, slot)


def test_a_file_that_is_not_there_is_told(demo: Demo) -> None:
    refused(demo(files={"photo": "gone.jpg"}), "file.gone", "gone.jpg", "photo")


def test_a_folder_in_place_of_a_paper_is_told(demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    refused(demo(files={"photo": "photos"}), "file.unreadable", "photos", "photo")


def test_after_all_that_the_records_are_whole(trained: Path, demo: Demo) -> None:
    demo(answers={"mobile": "12"})
    found = sevadesk("doctor", "--json", "--home", trained)
    parts = {each["part"]: each["well"] for each in json.loads(found.out)}
    assert (found.code, parts["records"]) == (0, True)


def refused(found: Ended, why: str, *facts: str) -> None:
    found.said(2, "demo.file-refused", *facts)
    assert f"why={why}" in found.err
