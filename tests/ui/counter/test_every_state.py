"""Wherever an application stands, the desk offers something to do about it; only what has ended is left alone."""

from pathlib import Path

import pytest
from app.counter.records import ApplicationRow
from app.counter.walk import ENDED, State
from app.records.tables import OutboxRow
from sqlalchemy import update

from tests.integration.office.at_the_desk import SITA, AtTheDesk, pictures
from tests.ui.counter.conftest import AtTheCounter


@pytest.fixture
def ahead(counter: AtTheCounter, home: Path, tmp_path: Path) -> AtTheDesk:
    return AtTheDesk(counter.office, home, None, None, None, pictures(tmp_path / "brought"))


def stand(counter: AtTheCounter, id: str, state: State, *, entry: str = "", refused: bool = False) -> None:
    """Put the application where the table knows it, and let the desk show it."""
    with counter.office._desk.records.write() as session:
        session.execute(update(ApplicationRow).where(ApplicationRow.id == id).values(state=state.value))
        wire = "set-aside" if refused else "done"
        of = (OutboxRow.subject == id) & (OutboxRow.kind == entry)
        session.execute(update(OutboxRow).where(of).values(state=wire, last_code="training.rejected"))
    counter.desk.open_application(id)
    counter.until(
        lambda: (
            counter.desk._visit.application is not None
            and counter.application.state is state
            and (counter.application.refused is not None) is refused
        )
    )


def test_every_state_of_the_table_has_an_act_at_the_desk_and_a_refused_form_a_way_out(
    counter: AtTheCounter, ahead: AtTheDesk
):
    found = ahead.filed(SITA)
    for state in State:
        stand(counter, found.id, state)
        here = counter.desk._course
        if state in ENDED:
            assert here.action == "nothing", state
        else:
            assert here.action != "nothing" or here.ways, state
            assert counter.part("counter.next").isEnabled()

    for state in (State.FEE_DUE, State.CHALLAN_ISSUED, State.CHALLAN_DEPOSITED, State.SUBMITTING):
        stand(counter, found.id, state, entry="application.filed", refused=True)
        here = counter.desk._course
        assert here.action == "mend-refused", state
        assert "cancel" in [way.id for way in here.ways], state
    for state in (State.ONLINE_INITIATED, State.ONLINE_PENDING):
        stand(counter, found.id, state, entry="application.filed", refused=True)
        assert [way.id for way in counter.desk._course.ways] == ["ask-payment"], state
