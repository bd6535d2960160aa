"""What the centre refuses of a file stands over it, with the two ways on; and the lists of what waits lead to it."""

from functools import partial
from pathlib import Path
from typing import Any

from app.base.words import Language
from app.records.journal import write_entry
from app.sync.model import Lies
from door.wiring import open_desk
from PySide6.QtWidgets import QLabel, QPushButton
from ui.start import Window

from tests.ui.efile.conftest import AtTheDesk


def refused(at: AtTheDesk) -> str:
    """Have the centre refuse to send a file to a post that does not exist; return the file."""
    officer = at.officer
    file: str = officer.create("सीधी भर्ती").id
    body = {"to": "no-such-post", "remarks": "", "physical": False}
    with officer.office._desk.records.write() as session:
        write_entry(session, officer.office.people.acting, "file.sent", file, body, clock=officer.clock)
    officer.sync()
    return file


def test_a_refused_step_stands_over_the_file_with_its_cause_until_it_is_given_up(desk: AtTheDesk):
    file = refused(desk)
    desk.look_at(file)
    cause, give_up = desk.part("efile.refused.cause", QLabel), desk.part("efile.refused.give-up", QPushButton)
    desk.until(give_up.isVisible)
    assert "फ़ाइल भेजी" in cause.text() and len(cause.text()) > len("केन्द्र ने नहीं माना – फ़ाइल भेजी: ")

    desk.part("efile.refused.again", QPushButton).click()
    desk.until(lambda: desk.officer.office.link.attention() == ())
    desk.officer.sync()
    desk.desk.refresh()
    desk.until(give_up.isVisible)  # the centre says the same again
    give_up.click()
    desk.until(lambda: desk.officer.office.link.attention() == () and not give_up.isVisible())
    desk.officer.efile.park(file, desk.officer.clock.now().date().replace(year=2099), "आगे का काम")


def test_what_waits_in_the_lists_of_an_officer_is_opened_at_the_file(qtbot: Any, home: Path):
    window = Window(partial(open_desk, home), Language.HINDI)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window._shell is not None, timeout=30_000)
    shell = window._shell
    assert shell is not None
    try:
        shell.seat(shell._office.people.sign_in("anil", "anil1"))
        file = shell._office.efile.create("सीधी भर्ती", ["B", "3", "1"]).id
        shell.go("outbox")
        shell._pages["outbox"].lies_asked.emit(Lies.FILES, file)
        qtbot.waitUntil(lambda: shell.here == "efile" and shell.efile._thing is not None, timeout=10_000)
        assert shell.efile._thing.id == file
    finally:
        window.finish()
