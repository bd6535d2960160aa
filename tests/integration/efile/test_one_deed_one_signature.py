"""A note is signed once: whatever is clicked twice, and wherever the program is killed, it is yellow or green, never both."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from app.errors import AppError
from tests.integration.efile.officers import Officer
from tests.integration.efile.tokens import SoftToken


def entries(officer: Officer) -> int:
    """How many signed notings this desk has written down for the centre."""
    return int(officer.rows("SELECT count(*) FROM journal WHERE kind = 'noting.signed'")[0][0])


def test_two_clicks_on_sign_at_once_give_one_signature(enrolled: tuple[Officer, Officer]) -> None:
    kavita, _ = enrolled
    file = kavita.create().id
    kavita.efile.write(file, "आदेशार्थ प्रस्तुत।", 0)
    kavita.unlock()
    shown = kavita.efile.signing.to_sign(file)
    kavita.token.hinder = lambda: time.sleep(0.3)  # both are with the token at the same moment
    with ThreadPoolExecutor(2) as clicks:
        done: list[Future[Any]] = [clicks.submit(kavita.efile.signing.sign, shown) for _ in range(2)]
    errors = [each.exception() for each in done if each.exception()]
    assert len(errors) == 1
    assert isinstance(errors[0], AppError)
    assert errors[0].key in ("noting.empty", "noting.moved-on")
    assert entries(kavita) == 1
    assert len(kavita.efile.file(file).notings) == 1
    kavita.sync()
    assert kavita.office.link.attention() == ()
    assert kavita.efile.verify(file).is_whole


class LastDeed(SoftToken):
    """Signs, and takes the whole program down before anyone hears of it."""

    def sign(self, data: bytes) -> bytes:
        assert super().sign(data)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_killed_between_the_tokens_signature_and_the_records_the_note_is_yellow_and_signs_once_more(
    enrolled: tuple[Officer, Officer], new_officer: Callable[..., Officer], training_centre: Any
) -> None:
    kavita, _ = enrolled
    file = kavita.create().id
    kavita.efile.write(file, "आदेशार्थ प्रस्तुत।", 0)
    kavita.sync()
    kavita.office.close()
    killed = os.fork()
    if not killed:
        try:
            again = new_officer(
                training_centre, "kavita", (LastDeed(kavita.token.pair), kavita.office._desk.judge)
            )
            again.token = again.office._desk.signer
            again.unlock()
            again.efile.signing.sign(again.efile.signing.to_sign(file))
        finally:
            os._exit(1)
    _, status = os.waitpid(killed, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    back = new_officer(training_centre, "kavita")
    found = back.efile.file(file)
    assert found.notings == ()
    assert found.yellow is not None
    assert (found.yellow.text, entries(back)) == ("आदेशार्थ प्रस्तुत।", 0)
    back.note(file, "आदेशार्थ प्रस्तुत।")
    back.sync()
    assert (len(back.efile.file(file).notings), entries(back)) == (1, 1)
    assert back.efile.verify(file).is_whole
    assert back.office.link.attention() == ()
