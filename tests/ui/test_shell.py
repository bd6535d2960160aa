"""The window as a person meets it: opening, signing in, the places, the keys, the two languages."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from app.base.words import Language, Words
from app.errors import NotAllowed
from app.ports.printing import Raster
from app.records.journal import write_entry
from app.records.settings import read_settings
from door.wiring import open_desk
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from ui.field import field
from ui.raster_view import image_of
from ui.start import Window
from ui.tasks import Lane

from tests.integration.office.at_the_desk import MOHAN, AtTheDesk
from tests.ui.conftest import CentreWithin

HOUSE = Path(__file__).resolve().parents[2]
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
AT_FIRST_PAINT = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from app.base.words import Language
from ui import theme
from ui.start import Window
theme.apply(app)
window = Window(lambda: None, Language.HINDI)

def seen():
    focused = app.focusWidget()
    heavy = [name for name in ("sqlalchemy", "requests", "reportlab", "escpos", "app.office") if name in sys.modules]
    print(focused.objectName() if focused else "nothing", *heavy)
    app.quit()

window._opening.painted.disconnect()
window._opening.painted.connect(seen)
window.show()
app.exec()
window.finish()
"""


@pytest.fixture
def window(qtbot: Any, enrolled_home: Path) -> Iterator[Window]:
    """The whole program at its second start, in training, seated."""
    made = Window(partial(open_desk, enrolled_home, CentreWithin(enrolled_home)), Language.HINDI)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: made._shell is not None, timeout=30_000)
    yield made
    made.finish()


def part(window: QWidget, name: str, kind: type[QWidget] = QPushButton) -> Any:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def test_the_window_takes_keys_before_anything_heavy_is_there():
    done = subprocess.run(
        [sys.executable, "-c", AT_FIRST_PAINT], cwd=HOUSE, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["opening.text"], done.stderr


def test_what_did_not_open_is_told_and_can_be_tried_again(qtbot, tmp_path):
    home = tmp_path / "home"
    home.write_text("a file where the folder should be")
    window = Window(partial(open_desk, home), Language.HINDI)
    qtbot.addWidget(window)
    window.show()
    again = part(window, "opening.try-again")
    qtbot.waitUntil(again.isVisible, timeout=10_000)
    said = part(window, "opening.what", QLabel).text()
    assert str(home) in said and "लिखने की अनुमति" in said
    home.unlink()
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window._shell is not None, timeout=30_000)
    window.finish()


def test_what_was_typed_while_opening_is_looked_for(qtbot, home):
    window = Window(partial(open_desk, home), Language.HINDI)
    qtbot.addWidget(window)
    window.show()
    qtbot.keyClicks(part(window, "opening.text", QLineEdit), "sharma")
    qtbot.waitUntil(lambda: window._shell is not None, timeout=30_000)
    assert (window._shell.here, part(window, "find.text", QLineEdit).text()) == ("find", "sharma")
    window.finish()


def test_the_language_changes_live_everywhere(qtbot, window):
    outbox = part(window, "rail.outbox")
    assert outbox.text() == "भेजना बाकी"
    qtbot.keyClick(window, Qt.Key.Key_3, ALT)
    qtbot.mouseClick(part(window, "header.english"), Qt.MouseButton.LeftButton)
    assert outbox.text() == "To send"
    assert part(window, "outbox.title", QLabel).text() == "To send"
    assert part(window, "outbox.send-now").text() == "Send now"
    assert "Gita" in window._shell._header._person.text()
    qtbot.mouseClick(part(window, "header.hindi"), Qt.MouseButton.LeftButton)
    assert part(window, "outbox.send-now").text() == "अभी भेजें"


def test_a_small_window_still_names_its_places_its_person_and_the_key_of_the_keys(qtbot, window):
    rail, header = window._shell._rail, window._shell._header
    window.resize(1024, 600)
    for language in Language:
        window.speech.speak(language)
        QApplication.processEvents()
        for button in filter(QWidget.isVisible, rail._buttons.values()):
            said = button.fontMetrics().horizontalAdvance(button.text())
            assert 0 < said <= button.width(), button.text()
        assert header._line.minimumSize().width() <= header.width() == 1024
        assert header._person.text() and header._keys.text().startswith("F1")
        assert header._person.isVisible() and header._keys.isVisible()


def test_every_place_has_a_key_and_the_keys_are_listed(qtbot, window):
    for number, name in enumerate(
        ("counter", "shelf", "outbox", "attention", "find", "printing", "account", "training"), 1
    ):
        qtbot.keyClick(window, getattr(Qt.Key, f"Key_{number}"), ALT)
        assert (window._shell.here, part(window, f"rail.{name}").isChecked()) == (name, True)
        marked = QApplication.focusWidget().objectName()
        assert marked == f"rail.{name}" or not marked.startswith("rail.")  # no second place is marked
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window._shell.here == "keys"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window._shell.here == "training"
    qtbot.keyClick(window, Qt.Key.Key_F3)
    assert QApplication.focusWidget().objectName() == "find.text"


def test_a_locked_desk_opens_only_by_the_password_of_who_sits_there(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_L, CONTROL)
    qtbot.waitUntil(lambda: window._login is not None and window._login.isVisible(), timeout=10_000)
    password = part(window, "login.password", QLineEdit)
    below = part(window, "login.password.below", QLabel)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is password, timeout=5_000)
    qtbot.keyClicks(password, "guess")
    qtbot.keyClick(password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "सही नहीं" in below.text(), timeout=10_000)
    assert not window._shell.isVisible()
    qtbot.keyClicks(password, "gita1")
    qtbot.keyClick(password, Qt.Key.Key_Return)
    qtbot.waitUntil(window._shell.isVisible, timeout=10_000)


def test_a_test_slip_comes_out_of_the_virtual_printer_and_another_roll_is_taken_up_at_once(
    qtbot, window, enrolled_home
):
    qtbot.keyClick(window, Qt.Key.Key_6, ALT)
    papers = window._shell._pages["printing"]._paper
    qtbot.mouseClick(part(window, "printing.print-test"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(papers._papers) == 1, timeout=10_000)
    assert papers._view._paper._image.width() in (384, 512, 576)
    assert takes_up_another_roll(qtbot, window, enrolled_home)
    assert puts_slips_into_the_folder(qtbot, window, enrolled_home)
    office = window._office
    office.people.sign_in("ramesh", "ramesh1")  # who helps at the counter prints on what is there
    with pytest.raises(NotAllowed):
        office.papers.set_up.keep(office.papers.set_up.now())


def locked_untold(window: Window) -> None:
    """Write an entry of which nothing tells the window: a list and its count are read together all the same."""
    desk = window._shell._office._desk
    with desk.records.write() as session:
        write_entry(session, desk.acting, "person.locked", desk.acting.person.id, {}, clock=desk.clock)


def takes_up_another_roll(qtbot: Any, window: Window, home: Path) -> bool:
    """Choose the narrow roll; say whether the next slip is that narrow, and the settings know it after a restart."""
    qtbot.mouseClick(part(window, "printing.change-printer"), Qt.MouseButton.LeftButton)
    roll = part(window, "printing.printer.dots", QComboBox)
    qtbot.waitUntil(roll.isVisible, timeout=10_000)
    roll.setCurrentIndex(roll.findData(384))
    qtbot.mouseClick(part(window, "printing.printer.keep"), Qt.MouseButton.LeftButton)
    papers = window._office.papers
    qtbot.waitUntil(lambda: len(papers.virtual_paper()) == 2, timeout=10_000)
    (kept,) = (each for each in read_settings(home).printers if each.name == "virtual")
    return papers.virtual_paper()[0].width == kept.dots == 384


def puts_slips_into_the_folder(qtbot: Any, window: Window, home: Path) -> bool:
    """Choose the folder by F9; say whether its path is told, and no paper of the practice printer stands beside it."""
    place = window._shell._pages["printing"]
    qtbot.waitUntil(part(window, "printing.change-printer").isVisible, timeout=10_000)
    qtbot.mouseClick(part(window, "printing.change-printer"), Qt.MouseButton.LeftButton)
    kind = part(window, "printing.printer.kind", QComboBox)
    qtbot.waitUntil(kind.isVisible, timeout=10_000)
    assert not place.intro.isVisible()  # it is of the queue
    kind.setCurrentIndex(kind.findData("pdf"))
    qtbot.keyClick(kind, Qt.Key.Key_F9)
    told = part(window, "printing.told", QLabel)
    qtbot.waitUntil(lambda: str(home / "out") in told.text(), timeout=10_000)
    qtbot.waitUntil(lambda: bool(list((home / "out").glob("*.pdf"))), timeout=10_000)
    return place.intro.isVisible() and not place._paper.isVisible()


def test_a_dead_line_is_told_in_words_and_comes_back(qtbot, window):
    qtbot.keyClick(window, Qt.Key.Key_8, ALT)
    down, training = part(window, "training.down", QWidget), window._shell._pages["training"]
    down.setFocus()
    qtbot.keyClick(down, Qt.Key.Key_Space)
    assert down.isChecked() and training._asked
    assert down.hasFocus()  # the keys stay, though the centre has not answered
    qtbot.waitUntil(lambda: not training._asked, timeout=10_000)
    qtbot.keyClick(window, Qt.Key.Key_3, ALT)
    told, centre = part(window, "outbox.told", QLabel), part(window, "header.centre")
    send = part(window, "outbox.send-now")
    qtbot.mouseClick(send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "लाइन नहीं" in centre.text() and send.isEnabled(), timeout=20_000)
    assert told.property("tone") == "wrong"
    shown, badge = window._shell._pages["outbox"]._list.rows, part(window, "rail.outbox.count", QLabel)
    more = shown.rowCount() + 1
    qtbot.keyClick(window, Qt.Key.Key_2, ALT)
    locked_untold(window)
    qtbot.keyClick(window, Qt.Key.Key_3, ALT)
    qtbot.waitUntil(lambda: shown.rowCount() == more and badge.text() == str(more), timeout=3_000)
    down.click()
    qtbot.waitUntil(lambda: not training._asked, timeout=10_000)
    send.click()
    qtbot.waitUntil(lambda: centre.text() == "केन्द्र जुड़ा है", timeout=20_000)


def test_a_registered_applicants_paper_waits_on_the_shelf_until_it_is_handed_over(qtbot, window, tmp_path):
    office = window._office
    desk = AtTheDesk(office, tmp_path / "home", None, None, None)
    desk.acknowledged(MOHAN)
    badge = part(window, "rail.shelf.count", QLabel)
    qtbot.waitUntil(lambda: badge.isVisible() and badge.text() == "1", timeout=10_000)
    qtbot.keyClick(window, Qt.Key.Key_2, ALT)
    shelf = window._shell._pages["shelf"]
    qtbot.waitUntil(lambda: shelf._list.current() is not None, timeout=10_000)
    window.resize(1024, 600)  # where there is little room, who it belongs to is read all the same
    window.speech.speak(Language.ENGLISH)
    view = shelf._list.view
    qtbot.waitUntil(lambda: view.columnWidth(2) > 2 * view.fontMetrics().horizontalAdvance("Mohan"))
    window.speech.speak(Language.HINDI)
    reprint, reason = part(window, "shelf.reprint"), part(window, "shelf.reason.below", QLabel)
    qtbot.mouseClick(reprint, Qt.MouseButton.LeftButton)
    assert "कारण" in reason.text()
    part(window, "shelf.reason", QLineEdit).setText("मूल खो गई")
    qtbot.mouseClick(reprint, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(office.papers.virtual_paper()) == 2, timeout=10_000)
    qtbot.mouseClick(part(window, "shelf.hand-over"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shelf._list.current() is None and badge.isHidden(), timeout=10_000)
    window._shell.look_for("mohan lal")
    found = window._shell._pages["find"]
    qtbot.waitUntil(lambda: found._list.current() is not None, timeout=10_000)
    assert found._list.current().applicant == "मोहन लाल"


def test_what_the_centre_refuses_is_told_in_words_and_sent_again(qtbot, window, tmp_path):
    office = window._office
    desk = AtTheDesk(office, tmp_path / "home", None, None, None)
    office.training_centre.set_behaviour(reject=["application.filed"])
    desk.filed(MOHAN)
    qtbot.keyClick(window, Qt.Key.Key_4, ALT)
    place, cause = window._shell._pages["attention"], part(window, "attention.cause", QLabel)
    qtbot.waitUntil(lambda: place._list.current() is not None, timeout=20_000)
    assert "आवेदन भेजना" in cause.text() and cause.isVisible()
    window.speech.speak(Language.ENGLISH)
    assert "Application filed" in cause.text() and cause.isVisible()
    office.training_centre.set_behaviour(reject=[])
    qtbot.mouseClick(part(window, "attention.send-again"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place._list.current() is None, timeout=20_000)
    assert office.link.attention() == ()


# --- what every screen stands on ----------------------------------------------------------------------------------------


def test_a_defect_on_a_lane_is_logged_and_reaches_the_screen_as_an_error(qtbot, tasks, caplog):
    owner, failures = QObject(), []
    tasks.run(Lane.CENTRE, lambda: 1 // 0, failures.append, failures.append, owner=owner)
    qtbot.waitUntil(lambda: bool(failures), timeout=5_000)
    assert failures[0].key == "app.failed" and "ZeroDivisionError" in caplog.text


def test_a_result_for_a_screen_that_is_gone_is_dropped(qtbot, tasks):
    gone, here, results = QObject(), QObject(), []
    begin = threading.Event()
    tasks.run(Lane.RECORDS, begin.wait, results.append, results.append, owner=gone)
    tasks.run(Lane.RECORDS, lambda: "later", results.append, results.append, owner=here)
    shiboken6.delete(gone)
    begin.set()
    qtbot.waitUntil(lambda: bool(results), timeout=5_000)
    assert results == ["later"]


def test_a_field_keeps_label_name_help_and_problem_together(qtbot, speech):
    line = QLineEdit()
    made = field(
        None, speech, name="a.line", label=Words("नाम", "Name"), help=Words("पूरा", "In full"), editor=line
    )
    qtbot.addWidget(made)
    made.show_problem(Words("ग़लत है", "It is wrong"))
    speech.speak(Language.ENGLISH)
    assert (line.accessibleName(), line.accessibleDescription()) == ("Name", "It is wrong")
    assert "It is wrong" in part(made, "a.line.below", QLabel).text()
    made.show_problem(None)
    assert part(made, "a.line.below", QLabel).text() == "In full"


def test_a_raster_shows_its_own_dots():
    image = image_of(Raster(9, 2, bytes([0b10000000, 0b10000000, 0, 0])))
    black = [(x, y) for x in range(9) for y in range(2) if image.pixelColor(x, y).lightness() == 0]
    assert black == [(0, 0), (8, 0)]
