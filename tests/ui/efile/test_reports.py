"""My day's registers at the screen: what stands in them, of which days, and how they leave as XLSX and PDF."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from app.base.words import Language
from door.binding import ReporterOnDemand
from openpyxl import load_workbook
from PySide6.QtWidgets import QDateEdit, QLabel, QPushButton
from ui.efile.my_day import MyDayPlace
from ui.efile.sheet import today
from ui.tasks import Tasks
from ui.words import Speech

from tests.integration.efile.officers import Officer
from tests.ui.efile.conftest import Open


class AtReports:
    def __init__(self, qtbot: Any, officer: Officer, tasks: Tasks, speech: Speech) -> None:
        self.qtbot, self.officer = qtbot, officer
        self.place = MyDayPlace(officer.office, tasks, speech)
        qtbot.addWidget(self.place)
        self.place.show()
        self.place.turn_to("reports")

    def shows(self, kind: str, holds: Callable[[list[list[str]]], bool]) -> list[list[str]]:
        """Choose a report, wait until its rows are as they should be, and return them."""
        self.place.reports.choose(kind)
        self.place.refresh()
        title = self.place.speech.word(f"efile-report.{kind}")
        self.qtbot.waitUntil(
            lambda: (
                self.place.reports.rows.table is not None
                and self.place.reports.rows.table.title == title
                and holds(self.rows())
            ),
            timeout=10_000,
        )
        return self.rows()

    def rows(self) -> list[list[str]]:
        table = self.place.reports.rows.table
        return [[each.text for each in row] for row in table.rows] if table else []

    def part(self, name: str, kind: Any) -> Any:
        return self.place.findChild(kind, f"my-day.{name}")


@pytest.fixture
def reports(qtbot: Any, office_of: Open, tasks: Tasks, speech: Speech) -> Iterator[AtReports]:
    yield AtReports(qtbot, office_of("anil"), tasks, speech)
    tasks.close()


def test_the_registers_show_what_this_post_made_got_and_sent_and_where_it_is(
    reports: AtReports,
    office_of: Open,
):
    anil, kavita = reports.officer, office_of("kavita")
    own, other = anil.create("वाहन मरम्मत").id, kavita.create("पंचायत निधि").id
    kavita.create("कविता की अपनी फ़ाइल")
    letter = anil.efile.diarise(anil.letter(), anil.scan()).id
    anil.efile.put_receipt(own, letter)
    kavita.send(other, "anil")
    anil.takes(other)
    anil.send(own, "vikram")

    files = reports.shows("files", lambda rows: len(rows) == 2)
    assert {(row[1], row[6]) for row in files} == {
        ("वाहन मरम्मत", "मुख्य विकास अधिकारी के पास"),
        ("पंचायत निधि", "अनुभाग अधिकारी के पास"),
    }
    ((*_, stands),) = reports.shows("letters", lambda rows: len(rows) == 1)
    assert stands == f"फ़ाइल {anil.efile.file(own).number} में"
    moves = reports.shows("moves", lambda rows: len(rows) >= 5)
    assert [row[5].split(",")[0] for row in moves if row[3] == "भेजी"] == ["अनिल श्रीवास्तव", "विक्रम सिंह"]
    assert "कविता की अपनी फ़ाइल" not in {row[1] for row in moves}
    (row,) = reports.shows("with-others", lambda rows: len(rows) == 1)
    assert row[1] == "वाहन मरम्मत" and row[2].startswith("विक्रम")
    (month,) = reports.shows("months", lambda rows: len(rows) == 1)
    assert month[1:] == ["1", "1", "1", "1", "0"]  # made, diarised, received, forwarded, closed


def test_no_row_of_one_register_stands_under_the_name_of_another(reports: AtReports):
    reports.officer.create()
    reports.place.refresh()
    reports.shows("files", lambda rows: len(rows) == 1)
    saver = reports.part("report.pdf", QPushButton)
    assert saver.isEnabled()

    reports.place.reports.choose("months")
    assert (reports.rows(), saver.isEnabled()) == ([], False)
    assert reports.part("report.count", QLabel).text() == "आ रहा है…"
    reports.shows("months", lambda rows: len(rows) == 1)
    assert saver.isEnabled()


def test_days_that_held_nothing_show_nothing(reports: AtReports):
    reports.officer.create()
    reports.place.refresh()
    reports.shows("files", lambda rows: len(rows) == 1)
    reports.part("report.since", QDateEdit).setDate(today().addDays(1))
    reports.shows("files", lambda rows: rows == [])
    reports.qtbot.waitUntil(lambda: "कुछ नहीं" in reports.part("report.count", QLabel).text())


def test_a_register_is_saved_as_a_workbook_and_as_pages(reports: AtReports, tmp_path: Path):
    reports.officer.office._desk.reporter = ReporterOnDemand()
    reports.officer.create("=SUM(A1)")
    reports.place.refresh()
    reports.shows("files", lambda rows: len(rows) == 1)
    told = reports.part("told", QLabel)
    reports.place.reports.save(tmp_path / "files.pdf")
    reports.qtbot.waitUntil(lambda: "files.pdf" in told.text(), timeout=20_000)
    reports.place.reports.save(tmp_path / "files.xlsx")
    reports.qtbot.waitUntil(lambda: "files.xlsx" in told.text(), timeout=20_000)

    with pikepdf.open(tmp_path / "files.pdf") as pages:
        made = str(pages.docinfo["/CreationDate"])
    assert made.startswith(f"D:{reports.officer.today:%Y%m%d}") and made.endswith("+05'30'")
    sheet = load_workbook(tmp_path / "files.xlsx").worksheets[0]
    subjects = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=SUM(A1)"]
    assert [cell.data_type for cell in subjects] == ["s"]  # a text, never reckoned

    reports.place.reports.save(tmp_path / "none" / "files.pdf")
    reports.qtbot.waitUntil(lambda: "दूसरी जगह" in told.text(), timeout=20_000)
    reports.place.speech.speak(Language.ENGLISH)
    reports.qtbot.waitUntil(lambda: reports.place.reports.rows.table.title == "File register", timeout=10_000)
