"""What the screen says of services: broken or missing packs, and charges that no order breaks up."""

import shutil
from pathlib import Path

from app.base.words import Language
from app.packs.reader import read_folder
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from ui.counter.services import Services
from ui.words import Speech

from tests.ui.counter.conftest import HOUSE, REGISTRATION, AtTheCounter


def words_of(services: QWidget) -> str:
    return "\n".join(label.text() for label in services.findChildren(QLabel))


def test_a_broken_pack_is_told_with_file_and_line_and_the_other_services_stay(
    qtbot, tmp_path: Path, speech: Speech
):
    shelf = tmp_path / "packs"
    shutil.copytree(HOUSE / "packs", shelf)
    broken = shelf / REGISTRATION / "service.toml"
    text = broken.read_text("utf-8").replace("\nmost = ", "\nmots = ", 1)
    broken.write_text(text, "utf-8")
    line = text[: text.index("mots = ")].count("\n") + 1
    found = read_folder(shelf)
    services = Services(speech, found.packs, found.broken)
    qtbot.addWidget(services)

    assert len(services._cards) == len(found.packs) == 2
    told = services.findChild(QFrame, "counter.broken-pack").findChildren(QLabel)[1]
    assert all(each in told.text() for each in (f"{REGISTRATION}/service.toml", f"पंक्ति {line}", "“mots”"))
    speech.speak(Language.ENGLISH)
    assert f"line {line}" in told.text()


def test_a_desk_without_services_says_whom_to_ask(qtbot, speech: Speech):
    services = Services(speech, (), ())
    qtbot.addWidget(services)
    assert "ज़िला ई-मैनेजर" in words_of(services)
    assert "अंक दबाएँ" not in words_of(services)


def test_a_charge_that_no_order_breaks_up_shows_the_parts_we_hold_and_that_they_are_unconfirmed(
    counter: AtTheCounter,
):
    counter.begin()
    said, mark = words_of(counter.desk._paper), "विवरण: बोर्ड से पुष्टि होनी है"
    assert "पंजीकरण शुल्क: ₹10.00 · अंशदान, 5 वर्ष × ₹10: ₹50.00" in said
    assert said.count(mark) == 1  # the user charge has its order
    assert mark in words_of(counter.desk._walk.money)
