"""The list of all sheets counts offices, is searched by sound, and leads whoever certifies from one to the next."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from app.accounts.model import Acting, Office, OfficeType, Person, Post, Role
from app.base.words import Words
from app.staff.model import Batch, BatchState, Progress
from PySide6.QtWidgets import QPushButton
from ui.staff.overview import Overview, lines_of

HERE = Words("ज़िला", "District")
ACTING = Acting(
    Person("vikram", "vikram", Words("विक्रम", "Vikram"), ""),
    Post("cdo", "d", Words("मुख्य विकास अधिकारी", "CDO"), (Role.SENIOR_OFFICER,)),
    Office("d", OfficeType.DISTRICT, HERE, HERE, "TR", ""),
)
NAMES = {
    "शिक्षा विभाग": "Education",
    "श्रम विभाग": "Labour",
    "विनोद नगर कार्यालय": "Third",
    "पुलिस थाना": "Police",
}


def sheet(id: str, hi: str, state: BatchState = BatchState.CONFIRMED) -> Batch:
    now, none = datetime(2026, 11, 26, tzinfo=UTC), Progress(0, 0, 0, 0, paused=False)
    name = Words(hi, NAMES[hi])
    return Batch(id, f"o-{hi}", name, "क.xlsx", state, "neha", "neha", None, 6, 0, 0, none, now, now)


@pytest.fixture
def overview(qtbot: Any, speech: Any) -> Overview:
    found = Overview(speech, None)
    qtbot.addWidget(found)
    sheets = [sheet(f"b-{at}", hi) for at, hi in enumerate(NAMES)]
    before = sheet("b-old", "पुलिस थाना", BatchState.DONE)
    found.put(lines_of((), [*sheets, before], ACTING), collects=False)
    return found


def test_after_one_sheet_the_next_to_be_certified_stands_under_the_cursor(overview: Overview):
    assert overview.current().id == "b-0"
    overview.list.view.selectRow(1)

    overview.come_back_from(replace(overview.current().batch, state=BatchState.CERTIFIED), ACTING)
    assert overview.current().id == "b-2"  # never the one that is done, which Enter would open again
    assert overview.current().batch.state is BatchState.CONFIRMED

    overview.come_back_from(overview.current().batch, ACTING)  # only looked at
    assert overview.current().id == "b-2"


def test_an_office_that_sent_a_second_sheet_stands_there_once(overview: Overview):
    said = [overview.findChild(QPushButton, f"staff.group.{each}").text() for each in ("all", "here", "done")]
    assert (len(overview.list.rows.items), said) == (4, ["सब 4", "आपके पास 4", "पूरी 0"])


def test_of_what_the_centre_gave_back_it_is_said_that_it_is_to_be_seen_to(overview: Overview):
    back = replace(
        overview.current().batch, state=BatchState.WORKING, progress=Progress(6, 0, 5, 1, paused=False)
    )
    neha = replace(ACTING, post=replace(ACTING.post, roles=(Role.EMD_MANAGER,)))
    (line,) = lines_of((), [back], neha)

    assert overview._act(line) == "केन्द्र की लौटाई 1 पंक्ति देखें"


def test_an_office_is_found_as_it_sounds(overview: Overview):
    overview.text.setText("vinod")

    assert [line.id for line in overview.list.rows.items] == ["b-2"]
