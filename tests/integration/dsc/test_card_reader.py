"""Cards go in and out, the smart card service dies and comes back, and the watcher sees it all."""

import fcntl
import importlib.util
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ports.signing import Readiness
from dsc import watcher
from dsc.watcher import Seen, Watcher

from tests.integration.dsc.card_reader import DRIVER, PCSCD, SOCKET, Card, Service, until
from tests.integration.dsc.conftest import MakeSigner
from tests.integration.dsc.soft_token import Naughty, needs_naughty

ONE_AT_A_TIME = Path(tempfile.gettempdir()) / "sevadesk-test-pcscd.lock"

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("smartcard") is None or not PCSCD or not DRIVER.exists(),
    reason="pyscard, pcscd or vsmartcard-vpcd is not installed",
)


@pytest.fixture
def service() -> Iterator[Service]:
    if os.geteuid():
        pytest.skip("the smart card service is started by root only")
    with ONE_AT_A_TIME.open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # a machine has one such service; other workers' tests wait
        if watcher.look().has_service:
            pytest.skip("this machine's own smart card service runs")
        made = Service()
        yield made
        made.stop()
        SOCKET.unlink(missing_ok=True)


class Views:
    """Keeps what a watcher told."""

    def __init__(self) -> None:
        self.told: list[Seen] = []

    def __call__(self, seen: Seen) -> None:
        self.told.append(seen)

    @property
    def last(self) -> Seen | None:
        return self.told[-1] if self.told else None

    def has_card(self) -> bool:
        return bool(self.last) and any(each.has_card for each in self.last.readers)

    def is_empty(self) -> bool:
        return bool(self.last) and bool(self.last.readers) and not self.has_card()

    def has_no_service(self) -> bool:
        return bool(self.last) and not self.last.has_service


@pytest.fixture
def views() -> Iterator[Views]:
    told = Views()
    watching = Watcher(told)
    yield told
    started = time.monotonic()
    watching.stop()
    assert time.monotonic() - started < 10


def test_a_service_that_was_absent_dies_and_comes_back_is_followed(service: Service, views: Views):
    until(views.has_no_service)
    for _ in range(2):
        service.start()
        until(views.is_empty)
        card = Card()
        until(views.has_card)
        card.pull()
        until(views.is_empty)
        service.kill()
        until(views.has_no_service)


def test_a_look_says_what_the_watcher_would(service: Service):
    assert watcher.look() == Seen(has_service=False)
    service.start()
    until(lambda: len(watcher.look().readers) > 0)
    card = Card()
    until(lambda: any(each.has_card for each in watcher.look().readers))
    card.pull()


@needs_naughty
def test_a_card_that_no_driver_reads_is_told_from_an_empty_reader(
    service: Service, make_signer: MakeSigner, naughty: Naughty
):
    naughty.set("absent")
    signer = make_signer(naughty.module, look=watcher.look)
    assert signer.diagnose().readiness is Readiness.NO_SERVICE
    service.start()
    until(lambda: signer.diagnose().readiness is Readiness.NO_TOKEN)
    card = Card()
    until(lambda: signer.diagnose().readiness is Readiness.NO_DRIVER)
    card.pull()
    naughty.clear("absent")
    assert signer.diagnose().readiness is Readiness.READY
