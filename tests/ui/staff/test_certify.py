"""What an office confirmed is certified by another person, at another desk, with a real token; then it goes up."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.base.words import Language
from app.staff.model import BatchState
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from ui.staff.overview import Group, lines_of
from ui.staff.standing import done_words
from ui.staff.warned_view import WarnedView
from ui.words import Speech

from tests.integration.dsc.soft_token import PIN
from tests.integration.efile.officers import open_officer
from tests.integration.staff.sheets import OFFICE, certify, many, row, sheet, sit
from tests.ui.staff.conftest import AtTheDesk, aadhaar, write_sheet
from tests.ui.staff.test_first_hour import GOOD


ODD = ("रेखा यादव", "अणु-यन्त्र चालक", "9876501240", "rekha.yadav@up.gov.in", aadhaar(6), "05/05/1985")


def confirm(clerk: AtTheDesk, tmp_path: Path, *more: tuple[str, ...]) -> str:
    clerk.check(write_sheet(tmp_path / "शिक्षा.xlsx", [GOOD, *more]))
    clerk.take()
    clerk.press(clerk.grid.table, Qt.Key.Key_F9)
    clerk.press(clerk.part("staff.confirm.yes"), Qt.Key.Key_Return)
    clerk.until(lambda: clerk.grid.batch.state is BatchState.CONFIRMED)
    clerk.officer.sync()
    return str(clerk.grid.batch.id)


def open_chosen(desk: AtTheDesk) -> None:
    desk.officer.sync()
    desk.place.refresh()
    desk.until(lambda: desk.place.overview.current() is not None)
    desk.press(desk.part("staff.list"), Qt.Key.Key_Return)
    desk.until(lambda: desk.place.is_at_grid and desk.grid.current is not None)


def test_an_officer_signs_at_another_desk_exactly_what_is_shown_there(
    clerk: AtTheDesk, magistrate: AtTheDesk, tmp_path: Path
):
    batch = confirm(clerk, tmp_path, ODD)
    open_chosen(magistrate)
    assert (magistrate.officer.office.staff.waiting(), clerk.officer.office.staff.waiting()) == (1, 0)
    magistrate.press(magistrate.grid.table, Qt.Key.Key_F9)
    text = magistrate.part("staff.certify.text", QPlainTextEdit)
    magistrate.until(lambda: bool(text.toPlainText()))
    digest = hashlib.sha256(text.toPlainText().encode()).hexdigest()
    assert "".join(magistrate.part("staff.certify.digest").text().split()) == digest
    assert magistrate.part("staff.certify.who").text() == "राघव चतुर्वेदी, जिलाधिकारी"
    assert magistrate.part("staff.certify.confirmed").text().startswith("नेहा गुप्ता, सांख्यिकी लिपिक · ")
    assert magistrate.part("staff.certify.rows").text() == "2 कर्मचारी"
    assert magistrate.part("staff.certify.file").text() == "शिक्षा.xlsx"
    assert magistrate.part("staff.certify.warnings").text().startswith("1 पंक्ति में चेतावनी है")
    (doubt,) = magistrate.place.certify.warned.list.rows.items
    assert (doubt.row.place.row, doubt.field.label.hi) == (4, "पदनाम")
    hint = magistrate.place.certify._hint

    pin = magistrate.part("staff.certify.pin")
    magistrate.until(pin.isVisible)
    assert "अभ्यास" not in hint.text()  # there is a token to sign with
    QTest.keyClicks(pin, PIN)
    magistrate.press(pin, Qt.Key.Key_Return)
    go = magistrate.part("staff.certify.go")
    magistrate.until(go.isVisible)
    magistrate.press(go, Qt.Key.Key_F9)
    magistrate.until(lambda: magistrate.grid.batch.state is BatchState.CERTIFIED)
    assert magistrate.grid.batch.certification.digest == digest

    magistrate.officer.sync()
    clerk.officer.sync()
    clerk.place.refresh()
    clerk.until(lambda: clerk.grid.batch.state is BatchState.CERTIFIED)
    assert clerk.part("staff.told").text() == "अधिकारी ने प्रमाणित कर दी। अब केन्द्र को भेजें।"
    assert (magistrate.officer.office.staff.waiting(), clerk.officer.office.staff.waiting()) == (0, 1)
    assert clerk.officer.office.staff.batch(batch).certification.person == "person-raghav"

    clerk.officer.office.staff.open_again(batch, "एक नाम छूट गया")
    clerk.officer.sync()
    magistrate.officer.sync()
    magistrate.place.refresh()
    magistrate.until(lambda: "आपका प्रमाणन अब उस पर नहीं" in magistrate.part("staff.told").text())
    assert "पंक्ति" not in magistrate.part("staff.who").text()  # they lie with the office

    clerk.officer.office.staff.confirm(batch)
    clerk.officer.sync()
    magistrate.officer.sync()
    magistrate.place.refresh()
    magistrate.until(lambda: magistrate.grid.batch.state is BatchState.CONFIRMED)
    why = magistrate.part("staff.sent-back")
    assert why.isVisible() and why.text().startswith("नेहा गुप्ता (सांख्यिकी लिपिक) ने ")
    assert "कारण: एक नाम छूट गया" in why.text() and "प्रमाणन अब नहीं गिना जाता" in why.text()
    magistrate.press(magistrate.grid.table, Qt.Key.Key_F9)
    magistrate.until(lambda: magistrate.part("staff.certify.opened").text() == why.text())


def test_before_the_rows_were_looked_at_nobody_is_told_that_none_is_doubtful(speech: Speech, qtbot: Any):
    within = QWidget()
    qtbot.addWidget(within)
    shown = WarnedView(speech, within)
    said = shown.findChild(QLabel, "staff.certify.warnings")
    shown.put(0, ())
    assert (said.text(), said.property("tone")) == ("किसी पंक्ति में कोई चेतावनी नहीं है।", "good")
    shown.wait()
    assert (said.text(), said.property("tone")) == ("चेतावनियाँ देखी जा रही हैं…", "wait")


def test_where_the_token_may_not_sign_open_or_not_the_way_to_enrol_it_is_offered_instead(
    clerk: AtTheDesk, tmp_path: Path
):
    went = list[str]()
    clerk.place.place_asked.connect(went.append)
    batch = confirm(clerk, tmp_path)
    sit(clerk.officer, "raghav")
    clerk.place.open_batch(clerk.officer.office.staff.batch(batch))
    clerk.press(clerk.grid.table, Qt.Key.Key_F9)
    leads = clerk.part("staff.certify.to-token")
    clerk.until(leads.isVisible)
    hint = clerk.place.certify._hint.text()
    assert hint.startswith("आगे का अभ्यास") and "टोकन बनाएँ" not in hint  # it is made: what to do with it
    assert clerk.place.certify.lead is leads
    assert clerk.part("staff.certify.look-again").property("kind") != "primary"
    clerk.until(leads.hasFocus)
    clerk.place.certify.leave()
    clerk.officer.unlock(enrolling=True)  # as the token check opens it
    clerk.press(clerk.grid.table, Qt.Key.Key_F9)
    clerk.until(leads.isVisible)
    assert not clerk.part("staff.certify.go").isVisible()
    leads.click()
    assert went == ["token"]


def test_an_officer_gives_a_sheet_back_and_the_clerk_is_told(
    clerk: AtTheDesk, magistrate: AtTheDesk, tmp_path: Path
):
    batch, staff = confirm(clerk, tmp_path), clerk.officer.office.staff
    open_chosen(magistrate)
    assert not magistrate.part("staff.act.undo").isVisible()
    magistrate.part("staff.act.open-again").click()
    staff.open_again(batch, "एक नाम छूट गया")  # at that moment
    clerk.officer.sync()
    magistrate.officer.sync()
    magistrate.part("staff.give-back.reason").setText("दो नाम छूट गए")
    magistrate.part("staff.give-back.go").click()
    magistrate.until(lambda: "आगे बढ़ चुकी" in magistrate.part("staff.told").text())
    magistrate.until(lambda: "नेहा गुप्ता" in magistrate.part("staff.sent-back").text())

    staff.confirm(batch)
    clerk.officer.sync()
    magistrate.officer.sync()
    magistrate.place.refresh()
    magistrate.until(lambda: magistrate.part("staff.act.open-again").isVisible())
    magistrate.part("staff.act.open-again").click()
    magistrate.part("staff.give-back.reason").setText("दो नाम छूट गए")
    magistrate.part("staff.give-back.go").click()
    magistrate.until(lambda: magistrate.place.is_at_grid)
    magistrate.officer.sync()

    clerk.officer.sync()
    clerk.place.refresh()
    clerk.until(lambda: clerk.grid.batch.state is BatchState.WORKING)
    assert "कारण नीचे पीले में लिखा है" in clerk.part("staff.told").text()
    why = clerk.part("staff.sent-back")
    assert why.isVisible() and why.text().startswith("राघव चतुर्वेदी (जिलाधिकारी) ने ")
    assert why.text().endswith("कारण: दो नाम छूट गए")
    assert magistrate.part("staff.sent-back").text().startswith("आपने ")
    assert (
        clerk.part("staff.act.next").property("kind") != "primary"
    )  # what it came back for is seen to first
    clerk.part("staff.act.next").click()
    clerk.until(lambda: "दो नाम छूट गए" in clerk.part("staff.confirm.said").text())
    clerk.place.leave()

    clerk.place.leave()
    overview = clerk.place.overview
    clerk.until(lambda: any(each.batch for each in overview.list.rows.items))
    assert overview._next(overview.list.rows.items[0]) == "पुष्टि करें — लौटाई गई: दो नाम छूट गए"
    overview.list.view.selectRow(0)
    assert (
        clerk.part("staff.overview.reason").text().endswith("दो नाम छूट गए")
    )  # whole, whatever the column cuts
    magistrate.place.leave()
    there = magistrate.place.overview
    magistrate.until(lambda: [each.group for each in there.list.rows.items] == [Group.WAITS])
    assert there._next(there.list.rows.items[0]) == "लिपिक सुधार रहे हैं — लौटाई गई: दो नाम छूट गए"


def certified(desk: AtTheDesk, office: str, checked: object) -> str:
    staff = desk.officer.office.staff
    batch, _ = staff.begin(office, "सूची.xlsx", checked)
    staff.confirm(batch.id)
    certify(desk.officer, batch.id)
    return str(batch.id)


def test_what_the_centre_refuses_stands_first_in_the_same_grid_with_its_reason(signed_for: AtTheDesk):
    staff, desk = signed_for.officer.office.staff, signed_for.officer
    staff.upload(certified(signed_for, OFFICE, many(3)))
    desk.sync()
    second = certified(signed_for, "hod-health", sheet(row(1), row(10), row(11, email="emp2@up.gov.in")))
    signed_for.place.open_batch(staff.batch(second))
    signed_for.until(lambda: signed_for.grid.current is not None)

    signed_for.press(signed_for.grid.table, Qt.Key.Key_F9)
    signed_for.until(lambda: signed_for.grid.batch.state is BatchState.UPLOADING)
    desk.sync()
    signed_for.place.refresh()

    signed_for.until(lambda: signed_for.grid.batch.state is BatchState.WORKING)
    rows = signed_for.grid.rows
    signed_for.until(lambda: rows.row_at(0) is not None and rows.row_at(0).values["name"] == "कर्मचारी 11")
    assert [each.key for each in rows.row_at(0).findings] == ["staff.email-taken"]
    assert signed_for.part("staff.told").text().startswith("केन्द्र ने 2 पंक्ति")
    grid = signed_for.grid
    signed_for.until(lambda: grid.table.currentIndex().row() == 0 and grid.field is not None)
    assert grid.field.id == "email"  # the cursor is where the reason is said
    staff.mend(second, 3, {"email": "emp11@up.gov.in"})
    grid.next_refused(replace(grid.batch, errors=0))  # all is mended but who is to be relieved first
    signed_for.until(lambda: len(rows.numbers) == 1 and rows.row_at(0) is not None)
    assert rows.row_at(0).values["name"] == "कर्मचारी 1"


def test_sending_is_paused_gone_on_with_and_stopped_by_its_bar(signed_for: AtTheDesk, training_centre: Any):
    staff, desk = signed_for.officer.office.staff, signed_for.officer
    batch = certified(signed_for, OFFICE, many(3600))
    signed_for.place.open_batch(staff.batch(batch))
    signed_for.until(lambda: signed_for.grid.current is not None)
    signed_for.press(signed_for.grid.table, Qt.Key.Key_F9)
    pause = signed_for.part("staff.upload.pause")
    signed_for.until(pause.isVisible)
    training_centre.behave(down=True)
    desk.sync()
    training_centre.behave(down=False)
    pause.click()
    signed_for.until(lambda: signed_for.part("staff.upload.resume").isVisible())
    assert "3000 पंक्तियाँ भेजी जा चुकीं" in signed_for.part("staff.told").text()
    desk.sync()
    signed_for.place.refresh()
    signed_for.until(lambda: signed_for.grid.batch.progress.answered > 0)
    bar = signed_for.part("staff.upload.bar")
    assert (bar.maximum(), bar.value()) == (3600, signed_for.grid.batch.progress.answered)
    assert bar.value() < 3600

    now = signed_for.grid.batch
    last = replace(now, progress=replace(now.progress, sent=3600 - now.progress.answered, paused=False))
    signed_for.place.upload.show_batch(last)  # the last rows are on their way: there is nothing to pause
    assert not pause.isVisible() and "उत्तर आ रहा है" in signed_for.part("staff.upload.said").text()
    assert "कुछ नहीं बचा" in done_words("pause", last).hi
    signed_for.place.upload.show_batch(now)

    signed_for.part("staff.upload.cancel").click()
    signed_for.until(lambda: signed_for.grid.batch.state is BatchState.WORKING)
    assert not bar.isVisible()
    assert "3000 गईं, 600 नहीं गईं" in signed_for.part("staff.told").text()


def test_what_is_signed_is_told_in_english_too(magistrate: AtTheDesk, clerk: AtTheDesk, tmp_path: Path):
    confirm(clerk, tmp_path)
    open_chosen(magistrate)
    magistrate.place.speech.speak(Language.ENGLISH)
    assert magistrate.part("staff.act.next").text() == "Certify with the DSC  (F9)"
    magistrate.press(magistrate.grid.table, Qt.Key.Key_F9)
    who = magistrate.part("staff.certify.who")
    magistrate.until(lambda: bool(who.text()))
    assert who.text() == "Raghav Chaturvedi, District magistrate"
    magistrate.place.certify.begin(replace(magistrate.grid.batch, warnings=9))  # so it stood a round before
    magistrate.until(lambda: bool(who.text()))
    assert not magistrate.place.certify.warned.list.isVisible()  # told is how it stands now


def test_a_clerk_at_another_desk_sees_the_sheet_and_is_offered_nothing_that_would_fail(
    clerk: AtTheDesk, tmp_path: Path, training_centre: object, qtbot: object, tasks: object, speech: object
):
    confirm(clerk, tmp_path)
    meena = open_officer(tmp_path / "meena", training_centre.url, "meena")
    other = AtTheDesk(qtbot, meena, tasks, speech)
    meena.sync()
    staff = meena.office.staff
    lines = lines_of(staff.offices.all(), (), meena.office.people.acting, staff.elsewhere())
    (line,) = [each for each in lines if each.office == OFFICE]
    assert (line.group, line.elsewhere.en) == (Group.WAITS, "Neha Gupta")  # as before any of its rows came
    other.place._take_sheet_of(OFFICE)
    below = other.part("staff.take-in.office.below")
    other.until(lambda: "नेहा गुप्ता" in below.text())
    other.place.leave()
    open_chosen(other)
    assert other.grid.batch.made_here is False
    assert not other.part("staff.act.next").isEnabled()
    offered = [name for name, action in other.place.acts._rare.items() if action.isVisible()]
    assert "drop" not in offered and "again" not in offered
    meena.office.close()
