"""A clerk's first hour: a sheet with mistakes comes in, is mended in the grid, and is confirmed."""

from pathlib import Path
from threading import get_ident
from typing import Any

import pytest
from app.base.words import Language
from app.staff.model import BatchState
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from ui.shell import Shell
from ui.tasks import Lane, Tasks
from ui.words import Speech

from tests.ui.staff.conftest import GOOD, HEADS, SHORT, SLIP, AtTheDesk, aadhaar, cell, write_sheet

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_wrong_rows_stand_first_and_their_cells_are_marked(at_grid: AtTheDesk):
    rows = at_grid.grid.rows
    names = [rows.row_at(at).values["name"] for at in range(rows.rowCount())]

    assert names == ["अनीता देवी", "राम प्रसाद", "सुनील वर्मा"]
    assert cell(at_grid, "अनीता देवी", "email").data(Qt.ItemDataRole.BackgroundRole) is not None
    assert cell(at_grid, "सुनील वर्मा", "email").data(Qt.ItemDataRole.BackgroundRole) is None
    assert aadhaar(1) not in str([rows.row_at(at) for at in range(rows.rowCount())])


def test_what_is_meant_is_one_key_away_and_one_key_takes_it_back(at_grid: AtTheDesk):
    grid = at_grid.grid
    grid.table.setCurrentIndex(cell(at_grid, "अनीता देवी", "email"))
    QTest.keyClick(grid.table, Qt.Key.Key_F8)
    at_grid.until(lambda: grid.current is not None and grid.current.values["email"] == "anita@up.gov.in")
    at_grid.until(lambda: grid.batch.errors == 1)

    told = at_grid.part("staff.told", QLabel)
    QTest.keyClick(grid.table, Qt.Key.Key_Z, CONTROL)
    at_grid.until(lambda: grid.batch.errors == 2)
    assert told.text() == "वापस लिया गया: 1 पंक्ति।"
    grid.table.setCurrentIndex(cell(at_grid, "राम प्रसाद", "mobile"))
    QTest.keyClick(grid.table, Qt.Key.Key_F8)
    assert told.text().startswith("यहाँ कोई सुझाव नहीं है")
    grid.mend(3, "mobile", "9876501236", "98765")
    assert told.text() == ""  # what was said of the last act goes with the next


def test_f9_goes_from_wrong_cell_to_wrong_cell_and_from_the_last_to_the_first(at_grid: AtTheDesk):
    grid, column = at_grid.grid, at_grid.grid.rows.column_of
    slip, short = (0, column("email")), (1, column("mobile"))

    def at() -> tuple[int, int]:
        return grid.table.currentIndex().row(), grid.table.currentIndex().column()

    QTest.keyClicks(
        grid.table, "3"
    )  # in the column of the line nothing is written, and nobody is sent elsewhere
    assert at() == (0, 0)
    for wrong in (slip, short, slip):
        QTest.keyClick(grid.table, Qt.Key.Key_F9)
        at_grid.until(lambda wrong=wrong: at() == wrong)

    grid.filters.text.setText("सुनील")
    at_grid.until(lambda: grid.rows.rowCount() == 1)
    QTest.keyClick(grid.table, Qt.Key.Key_F9)  # no wrong row is among these
    at_grid.until(lambda: at() == slip)


def test_one_text_is_put_in_place_of_another_in_all_chosen_rows_unless_it_is_stopped(at_grid: AtTheDesk):
    grid = at_grid.grid
    grid.table.setCurrentIndex(cell(at_grid, "सुनील वर्मा", "designation"))
    QTest.keyClick(grid.table, Qt.Key.Key_F6)
    many = at_grid.place.many
    assert many._field.currentData() == "designation"
    many._way.setCurrentIndex(many._way.findData("fill"))
    assert [many._field.findData(each) for each in ("name", "email", "aadhaar")] == [-1, -1, -1]
    QTest.keyClicks(many._value, "lekhakar")  # by its sound, as in the grid
    QTest.keyClick(many._value, Qt.Key.Key_Return)
    at_grid.until(lambda: many._foretold is not None)
    assert many._foretold.first[0].after == "लेखाकार"
    many._way.setCurrentIndex(many._way.findData("replace"))
    many._what.setText("लिपिक")
    many._value.setText("कनिष्ठ सहायक")
    at_grid.press(many._value, Qt.Key.Key_Return)
    go = at_grid.part("staff.many.go")
    at_grid.until(go.isVisible)
    shown = [(each.name, each.before, each.after) for each in many._examples.rows.items]
    assert ("सुनील वर्मा", "लिपिक", "कनिष्ठ सहायक") in shown and len(shown) == 2
    assert "2 पंक्तियों में बदलेगा, 1 वैसी ही" in at_grid.part("staff.many.count").text()
    many._value.setText("कनिष्ठ")
    assert not go.isVisible()  # something else than was looked at
    many._value.setText("कनिष्ठ सहायक")
    at_grid.press(many._value, Qt.Key.Key_Return)
    at_grid.until(go.isVisible)
    at_grid.stop(Lane.SHEETS, go.click, many._going)
    assert many.isVisible() and "कुछ नहीं बदला" in at_grid.part("staff.many.told", QLabel).text()
    at_grid.press(go, Qt.Key.Key_Return)

    at_grid.until(lambda: at_grid.place.is_at_grid and grid.current is not None)
    at_grid.until(lambda: cell(at_grid, "सुनील वर्मा", "designation").data() == "कनिष्ठ सहायक")
    assert cell(at_grid, "राम प्रसाद", "designation").data() == "चपरासी"
    at_grid.stop(Lane.RECORDS, grid.undo, grid.turning)
    assert at_grid.place.is_at_grid
    assert cell(at_grid, "सुनील वर्मा", "designation").data() == "कनिष्ठ सहायक"
    at_grid.part("staff.act.undo").click()
    staff = at_grid.officer.office.staff
    at_grid.until(lambda: staff.choices(grid.batch.id, "designation") == (("लिपिक", 2), ("चपरासी", 1)))


def test_a_column_that_nobody_knows_is_named_by_hand_and_the_sheet_is_read_again(
    clerk: AtTheDesk, tmp_path: Path
):
    heads = tuple("सम्पर्क सूत्र क" if head == "मोबाइल नं." else head for head in HEADS)
    clerk.check(write_sheet(tmp_path / "शिक्षा.xlsx", [GOOD], heads))
    taking = clerk.place.take_in
    assert not taking._found.sheet.rows[0].is_good

    choice = taking.mapping.box_of("सम्पर्क सूत्र क")
    choice.setCurrentIndex(choice.findData("mobile"))
    clerk.part("staff.take-in.again").click()

    clerk.until(lambda: taking._found is not None and taking._found.sheet.rows[0].is_good)


def test_what_was_pasted_is_read_and_a_font_of_old_is_shown_before_and_after(clerk: AtTheDesk):
    row = ("1", "deZpkjh flag", "fyfid", "9876501234", "sunil.verma@up.gov.in", aadhaar(1), "12/05/1980")
    QApplication.clipboard().setText("\n".join("\t".join(each) for each in (HEADS, row)))
    clerk.place.new_sheet()
    taking = clerk.place.take_in
    clerk.until(lambda: taking._office.count() > 0 and taking.isEnabled())
    taking._office.choose("hod-education")
    taking._office.setEditText("hod-health")  # another one is being typed: neither is meant yet
    assert taking._office.card is None
    taking._office.choose("hod-education")
    clerk.part("staff.take-in.paste").click()
    clerk.until(lambda: taking._found is not None)

    shown = {(each.before, each.after) for each in taking.found.converted.rows.items}
    assert ("deZpkjh flag", "कर्मचारी सिंह") in shown


def test_everything_is_said_in_english_at_once(at_grid: AtTheDesk):
    at_grid.place.speech.speak(Language.ENGLISH)

    assert at_grid.part("staff.state", QLabel).text() == "Being mended"
    assert at_grid.grid.rows.headerData(1, Qt.Orientation.Horizontal) == "Name"


def test_two_rows_with_one_mobile_are_shown_together_and_any_line_is_gone_to_though_it_is_not_shown(
    clerk: AtTheDesk, tmp_path: Path
):
    twin = ("रेखा यादव", "लिपिक", GOOD[2], "rekha.yadav@up.gov.in", aadhaar(5), "05/05/1985")
    clerk.check(write_sheet(tmp_path / "शिक्षा.xlsx", [GOOD, SLIP, SHORT, twin]))
    clerk.take()
    grid = clerk.grid
    grid.table.setCurrentIndex(cell(clerk, "रेखा यादव", "mobile"))
    clerk.part("staff.row.together.mobile").click()
    clerk.until(lambda: len(grid.rows.numbers) == 2)
    assert clerk.part("staff.only.value").text() == f"{GOOD[2]} ✕"
    kinds = clerk.part("staff.kind", QComboBox)
    clerk.until(lambda: kinds.findText("मोबाइल नं.: दो बार (2)") > 0)

    assert not clerk.part("staff.only.all").isChecked()  # not all of them are shown
    clerk.part("staff.only.all").click()
    clerk.until(lambda: len(grid.rows.numbers) == 4)
    assert clerk.part("staff.only.value").isHidden()
    kinds.setCurrentIndex(kinds.findText("सरकारी ई-मेल: ", Qt.MatchFlag.MatchStartsWith))
    kinds.activated.emit(kinds.currentIndex())
    clerk.until(lambda: len(grid.rows.numbers) == 1 and grid.current is not None)
    assert grid.current.values["name"] == "अनीता देवी"

    QTest.keyClick(grid.table, Qt.Key.Key_J, CONTROL)
    QTest.keyClicks(
        grid.filters.line, "6"
    )  # as the file counts; on the telephone nobody knows another number
    QTest.keyClick(grid.filters.line, Qt.Key.Key_Return)
    clerk.until(lambda: grid.current is not None and grid.current.values["name"] == "रेखा यादव")
    assert clerk.part("staff.only.all").isChecked() and grid.table.hasFocus()
    clerk.part("staff.row.line.3").click()  # the finding names who has the same number
    clerk.until(lambda: grid.current.values["name"] == "सुनील वर्मा")
    grid.go_to_line(2)
    clerk.until(lambda: "पंक्ति 2 में नहीं" in clerk.part("staff.told").text())


def test_mending_one_of_two_alike_frees_the_other_and_undo_brings_both_back(clerk: AtTheDesk, tmp_path: Path):
    twin = ("रेखा यादव", "लिपिक", GOOD[2], GOOD[3], aadhaar(5), "05/05/1985")
    clerk.check(write_sheet(tmp_path / "शिक्षा.xlsx", [GOOD, twin]))
    clerk.take()
    grid = clerk.grid
    assert grid.batch.errors == 2

    grid.mend(2, "mobile", "9876501299", GOOD[2])
    clerk.until(lambda: cell(clerk, "सुनील वर्मा", "mobile").data(Qt.ItemDataRole.BackgroundRole) is None)
    assert cell(clerk, "सुनील वर्मा", "email").data(Qt.ItemDataRole.BackgroundRole) is not None
    assert cell(clerk, "रेखा यादव", "email").data(Qt.ItemDataRole.BackgroundRole) is not None
    grid.mend(2, "email", "rekha.yadav@up.gov.in", GOOD[3])
    clerk.until(lambda: grid.batch.errors == 0)

    grid.undo()
    clerk.until(lambda: grid.batch.errors == 2)
    assert (
        clerk.part("staff.told", QLabel).text() == "वापस लिया गया: 1 पंक्ति।"
    )  # the other is only judged anew


def test_delete_leaves_a_row_out_with_a_reason_and_delete_again_brings_it_back(
    clerk: AtTheDesk, tmp_path: Path
):
    clerk.check(write_sheet(tmp_path / "शिक्षा.xlsx", [GOOD, GOOD]))
    clerk.take()
    grid, sheet = clerk.grid, clerk.place.leave_out
    assert grid.batch.errors == 2

    grid.table.setCurrentIndex(grid.rows.index(1, 1))
    clerk.press(grid.table, Qt.Key.Key_Delete)
    clerk.until(sheet.isVisible)
    assert sheet.reason.text() == "सूची में दो बार है"
    clerk.until(sheet.reason.hasFocus)  # Enter in the grid would be another act
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    clerk.until(lambda: clerk.place.is_at_grid and grid.batch.errors == 0)
    assert (grid.batch.rows, grid.batch.left_out) == (1, 1)
    assert clerk.part("staff.only.left-out").text().endswith("1")

    clerk.until(lambda: grid.rows.row_at(1) is not None)
    grid.table.setCurrentIndex(grid.rows.index(1, 1))
    clerk.press(grid.table, Qt.Key.Key_Delete)
    clerk.until(lambda: (grid.batch.errors, grid.batch.left_out) == (2, 0))


def test_whoever_leaves_several_rows_out_reads_whose_they_are(at_grid: AtTheDesk):
    grid, sheet = at_grid.grid, at_grid.place.leave_out
    grid.table.selectAll()
    at_grid.press(grid.table, Qt.Key.Key_Delete)

    names = at_grid.part("staff.leave-out.names", QLabel)
    at_grid.until(lambda: sheet.isVisible() and bool(names.text()))
    assert names.text() == "पंक्ति 4: अनीता देवी\nपंक्ति 5: राम प्रसाद\nपंक्ति 3: सुनील वर्मा"


def test_ctrl_e_is_the_error_sheet_from_the_search_box_too(at_grid: AtTheDesk):
    at_grid.grid.filters.text.setFocus()
    QTest.keyClick(at_grid.grid.filters.text, Qt.Key.Key_E, CONTROL)

    at_grid.until(at_grid.place.error_sheet.isVisible)


def test_a_day_and_a_choice_stand_as_a_person_writes_them_and_are_typed_so(clerk: AtTheDesk, tmp_path: Path):
    heads = (*HEADS, "लिंग", "सेवानिवृत्ति की तिथि")
    clerk.check(write_sheet(tmp_path / "शिक्षा.xlsx", [(*GOOD, "M", "31/05/2041")], heads))
    clerk.take()
    grid, name = clerk.grid, GOOD[0]
    meant = clerk.part("staff.row.take.superannuation")
    assert meant.accessibleName() == "सुझाव: 31-05-2040"
    meant.click()
    clerk.until(lambda: cell(clerk, name, "superannuation").data() == "31-05-2040")
    assert [cell(clerk, name, each).data() for each in ("birth", "gender")] == ["12-05-1980", "पुरुष"]

    for field, typed in (("birth", "13-05-1980"), ("gender", "महिला")):
        grid.rows.type_into(grid.rows.cell_at(cell(clerk, name, field)), typed)
        clerk.until(lambda field=field, typed=typed: cell(clerk, name, field).data() == typed)
    assert grid.current.values["birth"] == "1980-05-13" and grid.batch.errors == 0
    clerk.place.speech.speak(Language.ENGLISH)
    assert cell(clerk, name, "gender").data() == "Female"


def test_the_keys_are_in_the_list_and_enter_goes_on_from_the_chips_and_the_search_too(clerk: AtTheDesk):
    clerk.part("staff.group.all").setFocus()  # where the keys fall to while nothing is listed
    clerk.place.refresh()
    clerk.until(clerk.place.overview.list.view.hasFocus)
    for name in ("staff.group.all", "staff.overview.search"):
        office = clerk.place.overview.current().office
        clerk.press(clerk.part(name), Qt.Key.Key_Return)
        clerk.until(lambda office=office: chosen_office(clerk) == office)
        clerk.press(clerk.part("staff.take-in.choose"), Qt.Key.Key_Escape)
        clerk.until(clerk.place.overview.isVisible)


def test_a_new_sheet_is_of_the_office_that_a_person_chose_and_never_of_the_one_that_stands_first(
    clerk: AtTheDesk,
):
    clerk.place.refresh()
    overview = clerk.place.overview
    clerk.until(lambda: overview.current() is not None)
    overview.setFocus()
    QTest.keyClick(overview.list.view, Qt.Key.Key_N, CONTROL)
    clerk.until(lambda: clerk.place.take_in._office.count() > 0)
    assert chosen_office(clerk) == ""

    clerk.press(clerk.part("staff.take-in.choose"), Qt.Key.Key_Escape)
    clerk.press(overview.list.view, Qt.Key.Key_Down)
    QTest.keyClick(overview.list.view, Qt.Key.Key_N, CONTROL)
    clerk.until(lambda: chosen_office(clerk) == overview.current().office)


def chosen_office(clerk: AtTheDesk) -> str:
    card = clerk.place.take_in._office.card
    return card.id if card else ""


def test_the_office_is_asked_before_the_file(clerk: AtTheDesk):
    clerk.place.new_sheet()
    taking = clerk.place.take_in
    clerk.until(lambda: taking._office.count() > 0 and taking.isEnabled())
    clerk.part("staff.take-in.choose").click()

    assert clerk.place.focusWidget() in (taking._office, taking._office.lineEdit())
    assert taking._told.text() and taking.source is None


def test_what_came_in_beside_the_grid_is_shown_and_never_typed_over(at_grid: AtTheDesk, tmp_path: Path):
    grid, staff = at_grid.grid, at_grid.officer.office.staff
    said: list[str] = []
    grid.problem.connect(lambda error: said.append(error.key))
    index = cell(at_grid, "राम प्रसाद", "mobile")
    grid.table.setCurrentIndex(index)
    QTest.keyClick(grid.table, Qt.Key.Key_9)
    editor = QApplication.focusWidget()
    QTest.keyClicks(editor, "839")
    number = grid.current.number
    staff.mend(grid.batch.id, number, {"mobile": "9415000111"})
    grid.look_at_counts()
    at_grid.until(lambda: grid.current.values["mobile"] == "9415000111")
    assert editor.text() == "9839"
    QTest.keyClicks(editor, "017073")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    at_grid.until(lambda: said == ["staff.cell-moved"])
    assert staff.rows(grid.batch.id, [number])[0].values["mobile"] == "9415000111"
    health = staff.check(write_sheet(tmp_path / "health.xlsx", [GOOD]), "TR-LKO-CMO")
    staff.begin("hod-health", "health.xlsx", health)
    assert grid.batch.warnings == 0
    grid.begin(grid.batch)
    at_grid.until(lambda: grid.batch.warnings == 1)  # who stands in both is told in the earlier one too


def test_what_is_typed_into_a_cell_is_kept_when_the_desk_is_locked(
    at_grid: AtTheDesk, tasks: Tasks, speech: Speech
):
    grid, office = at_grid.grid, at_grid.officer.office
    grid.table.setCurrentIndex(cell(at_grid, "राम प्रसाद", "mobile"))
    batch, number = grid.batch.id, grid.current.number
    QTest.keyClick(grid.table, Qt.Key.Key_9)
    QTest.keyClicks(QApplication.focusWidget(), "839017072")
    shell = Shell(office, tasks, speech)
    at_grid.qtbot.addWidget(shell)
    with at_grid.qtbot.waitSignal(shell.locked):
        shell.lock()
    assert office.staff.rows(batch, [number])[0].values["mobile"] == "9839017072"
