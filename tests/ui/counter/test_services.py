"""What the screen says of services: broken or missing packs, and charges that no order breaks up."""

import shutil
from dataclasses import replace
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
    assert "ई-डिस्ट्रिक्ट मैनेजर" in words_of(services)
    assert "अंक दबाएँ" not in words_of(services)


def price_said(counter: AtTheCounter, service: str = REGISTRATION) -> str:
    return str(counter.part(f"counter.service.{service}.price", QLabel).text())


def test_a_service_names_the_papers_to_be_brought_and_is_as_high_as_they_need(qtbot, speech: Speech):
    pack = next(each for each in read_folder(HOUSE / "packs").packs if each.id == REGISTRATION)
    slot = pack.documents[0]
    many = tuple(replace(slot, id=f"paper-{number}", required=number < 9) for number in range(10))
    services = Services(speech, (pack, replace(pack, documents=many)), ())
    qtbot.addWidget(services)
    services.resize(560, 600)
    services.show()
    few, ten = services.findChildren(QLabel, f"counter.service.{REGISTRATION}.papers")
    assert few.text().startswith("साथ लाएँ: आवेदक का फोटो, आवेदक का आधार कार्ड, ")
    assert few.text().endswith(" · हो\u00a0तो:\u00a0राशन कार्ड")
    qtbot.waitUntil(lambda: ten.height() >= ten.heightForWidth(ten.width()) > few.height())
    speech.speak(Language.ENGLISH)
    assert few.text().startswith("To bring: Applicant's photo, ")


def test_a_charge_that_no_order_breaks_up_shows_the_parts_we_hold_and_that_they_are_unconfirmed(
    counter: AtTheCounter,
):
    counter.until(lambda: bool(price_said(counter)))  # before anybody has chosen a service
    assert price_said(counter) == "बोर्ड शुल्क ₹60.00 + जन सेवा केन्द्र का यूजर चार्ज ₹30.00 = कुल ₹90.00"
    assert "बोर्ड शुल्क ₹10.00 से, “कितने वर्षों का अंशदान” के हिसाब से" in price_said(
        counter, "upssb-worker-contribution"
    )
    counter.begin()
    said, mark = words_of(counter.desk._paper), "विवरण: बोर्ड से पुष्टि होनी है"
    assert "पंजीकरण शुल्क: ₹10.00 · अंशदान, 5 वर्ष × ₹10: ₹50.00" in said
    assert said.count(mark) == 1  # the user charge has its order
    assert mark in words_of(counter.desk._walk.money)
