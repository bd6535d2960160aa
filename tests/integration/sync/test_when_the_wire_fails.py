"""What happens when the centre refuses, is gone, is somebody else, or forgets: nothing is lost, nothing doubled."""

import os
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.errors import (
    CentralRefused,
    CentralStrange,
    CentralUnreachable,
    InputError,
    LoginNeeded,
    RecordsLocked,
)
from app.ports.centre import Result, Upload
from app.ports.clock import SystemClock
from app.records.device import Enrolment
from app.records.journal import verify_chain
from app.records.marks import mark, set_mark
from app.sync.attention import attention, outbox, send_again, supersede
from app.sync.client import HttpCentre
from app.sync.inbox import PAGE
from app.sync.model import Mender, OutboxState
from app.sync.pace import Pace
from app.sync.snapshot import CURSOR
from app.sync.uploads import PIECE

from tests.integration.sync.behind_the_wire import kept_at, publish, spoil_act, wait_until

PATIENT = Pace(poll=60.0, first=60.0, longest=300.0)


class Spoiled(HttpCentre):
    """The real line, of which a test may spoil one call: before it goes out, or once the answer has come."""

    before: Callable[[str], object] = staticmethod(str)
    after: Callable[[str], object] = staticmethod(str)

    def send_entries(self, entries: Sequence[str]) -> tuple[Result, ...]:
        self.before("entries")
        results = super().send_entries(entries)
        self.after("entries")
        return results

    def upload(self, sha256: str, offset: int, total: int, chunk: bytes) -> Upload:
        self.before("upload")
        stands = super().upload(sha256, offset, total, chunk)
        self.after("upload")
        return stands


@pytest.fixture
def spoiled(desk: Any) -> Spoiled:
    desk.centre = Spoiled(
        desk.records.identity.enrolment.url,
        desk.clock,
        token=lambda: desk.records.identity.token,
        heard=desk.watch.heard,
    )
    return desk.centre


def once(error: Exception) -> Callable[[str], None]:
    left = [error]

    def spoil(call: str) -> None:
        if left:
            raise left.pop()

    return spoil


def test_a_lost_reply_is_answered_with_the_same_reply(desk: Any, spoiled: Spoiled, training_centre: Any):
    entries = [desk.write(f"application-{n}") for n in range(10)]
    spoiled.after = once(CentralUnreachable())
    worker = desk.worker()
    assert isinstance(worker.run_once().cause, CentralUnreachable)
    assert set(desk.states().values()) == {"pending"}
    assert worker.run_once().idle
    assert [subject for _, subject, _ in desk.accepted] == [entry.subject for entry in entries]
    assert kept_at(training_centre) == 10


def test_one_bad_entry_holds_its_own_subject_and_no_other(desk: Any, training_centre: Any):
    training_centre.behave(reject=("paper.reprinted",))
    bad = desk.write("application-3", "paper.reprinted")
    behind = [desk.write("application-3"), desk.write("application-3")]
    others = [desk.write(f"other-{n}") for n in range(60)]
    status = desk.worker().run_once()
    states = desk.states()
    assert states[bad.id] == "set-aside"
    assert [states[entry.id] for entry in behind] == ["pending", "pending"]
    assert {states[entry.id] for entry in others} == {"done"}
    assert (status.set_aside, status.waiting, status.idle) == (1, 0, True)
    with desk.records.read() as session:
        (item,) = attention(session)
        assert (item.subject, item.code, item.entry) == ("application-3", "training.rejected", bad.id)
        assert (item.waiting_behind, item.mender, item.facts) == (
            2,
            Mender.OPERATOR,
            {"kind": "paper.reprinted"},
        )
        assert item.since is not None
        held = [each for each in outbox(session) if each.state is OutboxState.PENDING]
        assert [each.held_by for each in held] == [bad.id, bad.id]


def test_a_mended_entry_goes_in_the_turn_of_the_refused_one(desk: Any, training_centre: Any):
    training_centre.behave(reject=("paper.reprinted",))
    bad = desk.write("application-3", "paper.reprinted", reason="old")
    behind = desk.write("application-3")
    desk.worker().run_once()
    training_centre.behave(reject=())
    with desk.records.write() as session:
        mended = supersede(session, desk.acting, bad.id, {"reason": "new"}, (), clock=desk.clock)
    assert desk.worker().run_once().idle
    states = desk.states()
    assert (states[bad.id], states[mended.id], states[behind.id]) == ("superseded", "done", "done")
    assert [kind for kind, _, _ in desk.accepted] == ["paper.reprinted", "paper.printed"]
    with desk.records.read() as session:
        assert verify_chain(session).whole
        assert attention(session) == ()


def test_sending_again_after_the_centre_changed_its_mind_needs_no_mending(desk: Any, training_centre: Any):
    training_centre.behave(reject=("paper.reprinted",))
    desk.write("application-3", "paper.reprinted")
    desk.worker().run_once()
    training_centre.behave(reject=())
    with desk.records.write() as session:
        send_again(session, desk.acting, "application-3", clock=desk.clock)
    status = desk.worker().run_once()
    assert (status.idle, status.set_aside) == (True, 0)
    with pytest.raises(InputError) as refused, desk.records.write() as session:
        send_again(session, desk.acting, "application-3", clock=desk.clock)
    assert refused.value.key == "sync.nothing-refused"


def test_a_centre_that_is_down_is_found_again_when_it_comes_back(desk: Any, training_centre: Any):
    training_centre.stop()
    desk.write("application-1")
    worker = desk.worker()
    status = worker.run_once()
    assert isinstance(status.cause, CentralUnreachable)
    assert not status.online and status.waiting == 1 and status.next_try is not None
    training_centre.start()
    status = worker.run_once()
    assert status.online and status.idle and status.next_try is None


def test_whoever_hears_the_centre_again_ends_the_wait_for_the_next_try(desk: Any, training_centre: Any):
    training_centre.behave(down=True)
    desk.write("application-1")
    worker = desk.worker(Pace(poll=600.0, first=600.0, longest=600.0))
    worker.start()
    try:
        wait_until(lambda: worker.status().cause is not None)
        training_centre.behave(down=False)
        worker.answered()
        wait_until(lambda: worker.online and worker.status().idle)
    finally:
        worker.stop()


def test_an_entry_that_fails_for_now_waits_by_itself(desk: Any, training_centre: Any, caplog: Any):
    poison = desk.write("application-1")
    others = [desk.write(f"other-{n}") for n in range(3)]
    spoil_act(training_centre)
    desk.worker(PATIENT).run_once()
    states = desk.states()
    assert states[poison.id] == "pending" and {states[each.id] for each in others} == {"done"}
    with desk.records.read() as session:
        (item,) = outbox(session)
        assert item.code == "central.defect" and item.next_try is not None and item.attempts == 1


def test_a_captive_portal_is_no_success(desk: Any, training_centre: Any):
    desk.write("application-1")
    training_centre.behave(html=True)
    status = desk.worker().run_once()
    assert isinstance(status.cause, CentralStrange) and status.waiting == 1
    assert status.cause.key == "central.strange"
    training_centre.behave(html=False)
    assert desk.worker().run_once().idle


def test_an_entry_too_large_for_any_batch_is_set_aside_alone(desk: Any):
    huge = desk.write("application-1", note="क" * 100_000)
    others = [desk.write(f"other-{n}", note="ख" * 2_000) for n in range(90)]
    status = desk.worker().run_once()
    states = desk.states()
    assert states[huge.id] == "set-aside" and {states[each.id] for each in others} == {"done"}
    assert status.set_aside == 1
    with desk.records.read() as session:
        assert attention(session)[0].code == "wire.too-large"


def test_a_batch_that_fails_as_a_whole_is_halved_until_one_is_to_blame(desk: Any, spoiled: Spoiled):
    entries = [desk.write(f"application-{n}") for n in range(50)]
    sizes: list[int] = []

    def refuse(texts: Sequence[str]) -> tuple[Result, ...]:
        sizes.append(len(texts))
        if any(entries[31].id in text for text in texts):
            raise CentralRefused(reason="wire.json-damaged", status=400)
        return HttpCentre.send_entries(spoiled, texts)

    spoiled.send_entries = refuse
    desk.worker().run_once()
    states = desk.states()
    assert [each.id for each in entries if states[each.id] != "done"] == [entries[31].id]
    assert states[entries[31].id] == "set-aside"
    assert len(sizes) < 20


def test_a_desk_that_is_not_known_any_more_waits_for_a_login_and_keeps_everything(desk: Any):
    good = desk.records.identity.enrolment
    desk.records.identity.keep_enrolment(Enrolment(good.url, "revoked", good.centre_key, good.aadhaar_key))
    desk.write("application-1")
    worker = desk.worker()
    status = worker.run_once()
    assert isinstance(status.cause, LoginNeeded)
    assert status.waiting == 1 and status.next_try is None
    worker.start()
    try:
        worker.nudge()
        assert isinstance(worker.status().cause, LoginNeeded)
        desk.records.identity.keep_enrolment(good)
        worker.nudge()

        wait_until(lambda: worker.status().idle)
    finally:
        worker.stop()


def test_what_was_under_way_when_the_program_died_goes_again(desk: Any, training_centre: Any):
    entries = [desk.write(f"application-{n}") for n in range(3)]
    with desk.records.write() as session:
        session.connection().exec_driver_sql("UPDATE outbox SET state = 'in-flight'")
    assert desk.worker().status().waiting == 3
    assert desk.worker().run_once().idle
    assert len(desk.accepted) == len(entries) == kept_at(training_centre)


def test_a_document_that_cannot_be_taken_in_holds_no_other_and_comes_again(desk: Any, training_centre: Any):
    ills = [InputError(reason="pack.not-here", field="service", service="gone")]

    def receive(session: Any, change: Any) -> None:
        if change.id == "a-001" and ills:
            raise ills[0]
        desk.received.append(change)

    desk._receive = receive
    for number in range(1, PAGE + 3):
        publish(training_centre, "application", f"a-{number:03}", 1, {"id": f"a-{number:03}"})
    status = desk.worker().run_once()
    assert (len(desk.received), status.online, status.cause) == (PAGE + 1, True, ills[0])
    ills.clear()
    assert desk.worker().run_once().cause is None
    assert [change.id for change in desk.received[PAGE + 1 :]] == ["a-001"]


def test_a_clock_that_jumped_years_ahead_stops_no_entry(desk: Any, training_centre: Any):
    class Ahead(SystemClock):
        def now(self) -> datetime:
            return super().now() + timedelta(days=5 * 365)

    desk.write("a-1")
    desk.clock = Ahead()
    status = desk.worker().run_once()
    assert (status.waiting, status.online, kept_at(training_centre)) == (0, True, 1)
    assert status.cause is not None and status.cause.key == "book.year-wrong"


def test_the_same_page_twice_is_taken_in_once(desk: Any, training_centre: Any):

    with desk.records.read() as session:
        cursor = mark(session, CURSOR)
    publish(training_centre, "application", "a-1", 1, {"id": "a-1"})
    desk.worker().run_once()
    with desk.records.write() as session:
        set_mark(session, CURSOR, cursor)
    desk.worker().run_once()
    assert len(desk.received) == 1


def test_an_upload_cut_in_the_middle_goes_on_from_the_centres_byte(
    desk: Any, spoiled: Spoiled, training_centre: Any
):
    content = os.urandom(3 * PIECE + 1000)
    sha256 = desk.keep(content)
    desk.write("application-1", attachments=(sha256,))
    offsets: list[int] = []
    cut = once(CentralUnreachable())

    def after(call: str) -> None:
        if call == "upload":
            part = training_centre.folder / "blobs" / "parts" / sha256
            offsets.append(part.stat().st_size if part.exists() else len(content))
            if len(offsets) == 2:
                cut(call)

    spoiled.after = after
    worker = desk.worker()
    assert worker.run_once().uploads == 1
    assert worker.run_once().idle
    assert offsets == [PIECE, 2 * PIECE, 3 * PIECE, len(content)]
    assert (training_centre.folder / "blobs" / sha256[:2] / sha256).read_bytes() == content


def test_a_paper_that_is_not_here_is_set_aside_and_the_others_go(desk: Any, training_centre: Any):
    gone, here = "0" * 64, desk.keep(b"a paper")
    desk.write("application-1", attachments=(gone, here))
    status = desk.worker().run_once()
    assert (status.set_aside, status.uploads) == (1, 0)
    with desk.records.read() as session:
        (item,) = attention(session)
        assert (item.code, item.sha256, item.subject) == ("upload.file-missing", gone, "application-1")
    assert (training_centre.folder / "blobs" / here[:2] / here).exists()
    with desk.records.write() as session:
        send_again(session, desk.acting, "application-1", clock=desk.clock)
    assert desk.worker().run_once().set_aside == 1


def test_a_paper_that_was_changed_here_is_not_taken_for_the_true_one(desk: Any):
    sha256 = desk.keep(b"a paper")
    desk.blob(sha256).write_bytes(b"another")
    desk.write("application-1", attachments=(sha256,))
    desk.worker().run_once()
    with desk.records.read() as session:
        assert attention(session)[0].code == "blob.hash-wrong"


def test_a_centre_that_began_anew_is_taken_in_whole_and_the_outbox_stays(
    desk: Any, training_centre: Any, start_centre: Any
):

    publish(training_centre, "application", "stays", 5, {"id": "stays"})
    publish(training_centre, "application", "goes", 5, {"id": "goes"})
    desk.worker().run_once()
    desk.received.clear()
    from central.tables import feed

    with training_centre.centre.store.write() as connection:
        connection.execute(feed.delete().where(feed.c.id == "goes"))
        connection.execute(feed.update().where(feed.c.id == "stays").values(version=2))
    with desk.records.write() as session:
        set_mark(session, CURSOR, "gdeadbeef.0.7")
    training_centre.behave(reject=("paper.reprinted",))
    refused = desk.write("application-1", "paper.reprinted")
    status = desk.worker().run_once()
    assert status.cause is None
    told = {change.id: (change.version, change.deleted) for change in desk.received}
    assert told == {"stays": (2, False), "goes": (0, True)}
    assert desk.states()[refused.id] == "set-aside"
    with desk.records.read() as session:
        assert mark(session, CURSOR).startswith(f"g{training_centre.centre.store.generation}.")
        assert session.connection().exec_driver_sql("SELECT count(*) FROM staged").scalar() == 0
    desk.received.clear()
    publish(training_centre, "application", "stays", 3, {"id": "stays"})
    desk.worker().run_once()
    assert [change.version for change in desk.received] == [3]


def test_two_programs_never_work_on_one_home(desk: Any):
    worker = desk.worker()
    worker.start()
    try:
        with pytest.raises(RecordsLocked) as locked:
            desk.worker().run_once()
        assert locked.value.key == "sync.already-running"
        assert worker.run_once().online
    finally:
        worker.stop()
    assert desk.worker().run_once().online


def test_entries_go_while_a_paper_is_on_its_way(desk: Any, spoiled: Spoiled):

    released = threading.Event()
    spoiled.before = lambda call: call == "upload" and released.wait(10)
    desk.write("application-1", attachments=(desk.keep(b"a paper"),))
    worker = desk.worker()
    worker.start()
    try:
        worker.nudge()
        wait_until(lambda: worker.status().uploads == 1)
        desk.write("application-2")
        worker.nudge()
        wait_until(lambda: set(desk.states().values()) == {"done"})
        assert worker.status().uploads == 1
        released.set()
        wait_until(lambda: worker.status().uploads == 0)
    finally:
        released.set()
        worker.stop()
