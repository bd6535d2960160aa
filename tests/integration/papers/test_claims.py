"""What guards a print against a second try of it, here or in another program on the same records."""

from datetime import timedelta
from typing import Any

from app.papers.claims import Fault, claim_next, refused, rendered, sending
from app.papers.model import JobState
from app.ports.printing import Media, Payload

PAYLOAD = Payload(Media.ESCPOS, b"slip")


def claim(queue: Any) -> Any:
    with queue.records.write() as session:
        return claim_next(session, "slip", queue.clock.now())


def test_a_try_that_was_overtaken_may_not_send_and_changes_nothing(queue: Any):
    job = queue.queue("A")
    first, second = claim(queue), claim(queue)
    with queue.records.write() as session:
        rendered(session, second, PAYLOAD)
        assert not sending(session, first)
        assert sending(session, second)
        refused(session, first, Fault("device.missing", {}), retry_at=queue.clock.now())
        assert not sending(session, second)
    assert queue.state(job) is JobState.SENDING


def test_a_print_is_not_claimed_before_its_next_try(queue: Any):
    queue.queue("A")
    failed = claim(queue)
    with queue.records.write() as session:
        soon = queue.clock.now() + timedelta(seconds=2)
        refused(session, failed, Fault("device.missing", {}), retry_at=soon)
    assert claim(queue) is None
    queue.clock.pass_time(seconds=2)
    assert claim(queue).job == failed.job
