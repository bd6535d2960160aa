"""A file leaves the desk as one certified PDF, and a token that nobody uses asks for its PIN again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from app.efile.verify import Judging, verify_pdf
from door.binding import BinderAtHome
from dsc.export import PdfUnbinder
from dsc.judge import OfficeJudge
from dsc.trust import Trust
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton
from ui.efile.check_place import CheckPlace
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.dsc.pki import Pki
from tests.integration.dsc.soft_token import PIN, needs_token
from tests.integration.efile_export.conftest import with_trust
from tests.ui.efile.conftest import NOTE, AtTheDesk, enrol

pytestmark = needs_token


def open_export(at: AtTheDesk) -> None:
    """Begin the export of what is looked at, with the PIN typed where it is asked."""
    at.until(lambda: "export" in at.desk.acts.allowed)
    at.desk.acts.ask("export")
    go, pin = at.part("efile.export.go", QPushButton), at.part("efile.export.pin", QLineEdit)
    at.until(lambda: go.isVisible() or pin.isVisible())
    if pin.isVisible():
        QTest.keyClicks(pin, PIN)
        at.part("efile.export.unlock", QPushButton).click()
    at.until(go.isVisible)
    assert at.part("efile.next", QPushButton).isEnabled()


def test_a_file_is_exported_from_the_window_and_anyone_finds_it_whole(
    anils: AtTheDesk, trust_of: Callable[..., Trust], tmp_path: Path
):
    anils.officer.efile.diarise(anils.officer.letter(), anils.officer.scan())
    anils.officer.sync()  # a letter from outside has no signature that would wait to be judged
    file = anils.officer.create().id
    anils.officer.efile.enclose(file, "आख्या", anils.officer.scan(pages=2))
    anils.look_at(file)
    assert "export" not in anils.desk.acts.allowed  # nothing is signed yet
    anils.write(NOTE)
    anils.sign()
    open_export(anils)
    told = anils.part("efile.export.told", QLabel)

    anils.desk.sheets.export.write(tmp_path / "none" / "file.pdf")
    anils.until(lambda: "दूसरी जगह चुनें" in told.text())
    anils.desk.sheets.export.write(tmp_path / "file.pdf")
    anils.until(lambda: "निर्यात बन गया" in told.text())
    judging = Judging(
        lambda _cas, _lists: OfficeJudge(trust_of(), anils.officer.clock),
        PdfUnbinder(),
        anils.officer.clock.now(),
    )
    found = verify_pdf((tmp_path / "file.pdf").read_bytes(), judging)
    assert found.holds and found.file == anils.officer.efile.file(file).number
    assert sorted(each.name for each in tmp_path.glob("*.p*")) == ["file.pdf"]


def test_what_somebody_brought_is_judged_in_the_window(
    anils: AtTheDesk, pki: Pki, qtbot: Any, tasks: Tasks, speech: Speech, tmp_path: Path
):
    with_trust(anils.officer.home, pki)
    file = anils.officer.create().id
    anils.look_at(file)
    anils.write(NOTE)
    anils.sign()
    open_export(anils)
    whole, cut = tmp_path / "file.pdf", tmp_path / "cut.pdf"
    anils.desk.sheets.export.write(whole)
    anils.until(whole.exists)
    cut.write_bytes(whole.read_bytes()[:-2000])

    place = CheckPlace(anils.officer.office, tasks, speech)
    qtbot.addWidget(place)
    place.show()
    verdict, told = place.findChild(QLabel, "check.verdict"), place.findChild(QLabel, "check.told")
    lines = place.findChild(QPlainTextEdit, "check.lines")
    place.check(whole)
    anils.until(lambda: verdict.text().startswith("✓"))
    assert "ASHA VERMA" in lines.toPlainText() and "⚠ पंजी में नाम दूसरा है: अनिल" in lines.toPlainText()
    assert "अनुभाग अधिकारी, जिला कार्यालय" in lines.toPlainText()
    assert "अनुभाग अधिकारी" in lines.toPlainText() and "district-lucknow" not in lines.toPlainText()
    place.save(tmp_path / "verdict.json")
    anils.until(lambda: "verdict.json" in told.text())
    kept = json.loads((tmp_path / "verdict.json").read_text())
    assert kept["holds"] and kept["signatures"][0]["recorded_name"]["hi"].startswith("अनिल")
    place.check(cut)
    anils.until(lambda: verdict.text().startswith("✗"))
    place.check(tmp_path / "none.pdf")
    anils.until(lambda: "none.pdf" in told.text())
    assert not verdict.isVisible()

    folder = tmp_path / "notings"
    folder.mkdir()
    for name, data in PdfUnbinder().attached(whole.read_bytes()).items():
        (folder / name).write_bytes(data)
    place.check(folder)
    anils.until(lambda: verdict.text().startswith("✓"))
    assert "अन्त नहीं बताया गया" in lines.toPlainText()
    place.check(folder)
    place.findChild(QPushButton, "check.stop").click()
    anils.until(lambda: told.text().startswith("जाँच रोक दी गई"))
    assert not verdict.isVisible() and place.findChild(QPushButton, "check.pdf").isEnabled()


@pytest.fixture
def soon_idle(
    qtbot: Any, new_officer: Any, make_signer: Any, token: Any, tasks: Tasks, speech: Speech
) -> Any:
    officer = new_officer("anil", make_signer(idle=1.0))
    officer.office._desk.binder = BinderAtHome(officer.home)
    enrol(officer, new_officer("imran", make_signer()))
    yield AtTheDesk(qtbot, officer, tasks, speech)
    tasks.close()


def test_a_token_that_lies_unused_and_a_desk_that_is_locked_ask_for_the_pin_again(soon_idle: AtTheDesk):
    file = soon_idle.officer.create().id
    soon_idle.look_at(file)
    soon_idle.write(NOTE)
    soon_idle.sign()
    signing = soon_idle.officer.efile.signing
    soon_idle.qtbot.wait(4500)
    soon_idle.write(NOTE)
    soon_idle.desk.acts.ask("sign")
    go, pin = soon_idle.part("efile.sign.go", QPushButton), soon_idle.part("efile.sign.pin", QLineEdit)
    soon_idle.until(pin.isVisible)  # nothing is signed with a token that was left alone, nor is it offered
    assert not go.isVisible()
    assert "अपने आप बन्द हो गया" in soon_idle.part("efile.sign.ready", QLabel).text()
    assert len(soon_idle.officer.efile.file(file).notings) == 1
    soon_idle.unlock()
    soon_idle.until(lambda: go.isVisible() and go.isEnabled())
    go.click()
    soon_idle.until(lambda: len(soon_idle.officer.efile.file(file).notings) == 2)

    soon_idle.officer.office.people.lock()
    assert signing.unlocked is None
