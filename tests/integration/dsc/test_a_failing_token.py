"""A token that is pulled, locked, slow, wrong or crashing costs one signature, and is told by its own name."""

import threading
import time

import pytest

from app.errors import AppError, DeviceError
from app.ports.signing import Loading, PinState, Reader, Readiness
from dsc.cms import digest_info
from dsc.signer import TokenOfOfficer
from dsc.watcher import Seen

from tests.integration.dsc.card_reader import until
from tests.integration.dsc.conftest import MakeSigner
from tests.integration.dsc.pki import Pki
from tests.integration.dsc.soft_token import PIN, Naughty, SoftToken, needs_naughty

DATA = b"a note"

pytestmark = needs_naughty


@pytest.fixture
def signer(naughty: Naughty, make_signer: MakeSigner) -> TokenOfOfficer:
    return make_signer(naughty.module)


@pytest.fixture
def unlocked(signer: TokenOfOfficer, token: SoftToken, pki: Pki) -> TokenOfOfficer:
    signer.unlock(token.serial, pki.asha.sha256, PIN)
    return signer


def error_of(signer: TokenOfOfficer) -> AppError:
    with pytest.raises(AppError) as raised:
        signer.sign(DATA)
    return raised.value


def test_three_wrong_pins_lock_the_token_and_no_right_one_opens_it(
    signer: TokenOfOfficer, token: SoftToken, pki: Pki
):
    seen = []
    for pin in ("111111", "222222", "333333", PIN):
        with pytest.raises(AppError) as raised:
            signer.unlock(token.serial, pki.asha.sha256, pin)
        seen.append((raised.value.key, signer.diagnose().tokens[0].pin))
    assert seen == [
        ("pin.wrong", PinState.LOW),
        ("pin.last-try-left", PinState.FINAL_TRY),
        ("pin.locked", PinState.LOCKED),
        ("pin.locked", PinState.LOCKED),
    ]


def test_a_token_on_its_final_try_says_so_before_a_pin_is_asked(signer: TokenOfOfficer, naughty: Naughty):
    naughty.set("tries", 1)
    assert signer.diagnose().tokens[0].pin is PinState.FINAL_TRY


def test_a_library_that_hides_a_wrong_pin_is_not_believed(
    signer: TokenOfOfficer, token: SoftToken, pki: Pki, naughty: Naughty
):
    naughty.set("login", "5")  # CKR_GENERAL_ERROR, as OpenSC answered for an ePass2003
    with pytest.raises(DeviceError) as unclear:
        signer.unlock(token.serial, pki.asha.sha256, PIN)
    assert unclear.value.key == "pin.unclear"


def test_a_pulled_token_ends_the_session_and_comes_back_with_a_new_pin(
    unlocked: TokenOfOfficer, token: SoftToken, pki: Pki, naughty: Naughty
):
    unlocked.sign(DATA)
    naughty.set("absent")
    assert error_of(unlocked).key == "token.removed"
    assert unlocked.diagnose().readiness is Readiness.NO_TOKEN
    naughty.clear("absent")
    assert error_of(unlocked).key == "token.locked"
    unlocked.unlock(token.serial, pki.asha.sha256, PIN)
    assert unlocked.sign(DATA)


def test_a_token_put_back_before_anyone_looked_is_still_locked(unlocked: TokenOfOfficer, naughty: Naughty):
    naughty.set("absent")
    unlocked.diagnose()
    naughty.clear("absent")
    assert error_of(unlocked).key == "token.removed"


def test_a_token_pulled_while_it_signs_gives_no_signature(unlocked: TokenOfOfficer, naughty: Naughty):
    naughty.set("slow", 400)
    pull = threading.Timer(0.2, naughty.set, ["absent"])
    pull.start()
    assert error_of(unlocked).key == "token.removed"
    pull.join()


def test_a_pulled_token_is_locked_without_anyone_signing(
    unlocked: TokenOfOfficer, token: SoftToken, naughty: Naughty
):
    naughty.set("absent")
    until(lambda: unlocked.unlocked is None)
    naughty.clear("absent")
    assert (unlocked.unlocked, unlocked.lost_by) == (None, "token.removed")
    assert error_of(unlocked).key == "token.removed"


def test_a_crash_of_the_library_costs_one_signature(
    unlocked: TokenOfOfficer, token: SoftToken, pki: Pki, naughty: Naughty
):
    first = unlocked.pid
    naughty.set("crash")
    assert error_of(unlocked).key == "token.crashed"
    assert unlocked.unlocked is None
    naughty.clear("crash")
    unlocked.unlock(token.serial, pki.asha.sha256, PIN)
    assert unlocked.sign(DATA)
    assert unlocked.pid != first


def test_a_library_that_crashes_at_a_look_is_a_finding(signer: TokenOfOfficer, naughty: Naughty):
    naughty.set("crash-at-look")
    told = signer.diagnose()
    assert [each.loading for each in told.modules] == [Loading.CRASHED]
    naughty.clear("crash-at-look")
    assert signer.diagnose().readiness is Readiness.READY


def test_a_wrong_signature_never_leaves_the_desk(unlocked: TokenOfOfficer, naughty: Naughty):
    naughty.set("spoil")
    assert error_of(unlocked).key == "token.wrong-signature"


@pytest.mark.parametrize(
    ("answer", "key"),
    [("5", "token.failed"), ("30", "token.failed"), ("32", "token.removed"), ("101", "token.locked")],
)
def test_each_answer_of_a_failing_token_has_its_name(
    unlocked: TokenOfOfficer, naughty: Naughty, answer: str, key: str
):
    naughty.set("fail", answer)
    error = error_of(unlocked)
    assert isinstance(error, DeviceError)
    assert error.key == key
    naughty.clear("fail")
    assert error_of(unlocked).key == "token.locked"  # never tried again with a PIN that was kept


def test_the_screen_locks_while_a_slow_token_signs(unlocked: TokenOfOfficer, naughty: Naughty):
    naughty.set("slow", 900)
    signing = threading.Thread(target=unlocked.sign, args=(DATA,), name="signing")
    signing.start()
    time.sleep(0.3)
    unlocked.lock()
    signing.join()
    assert error_of(unlocked).key == "token.locked"


def test_a_token_of_two_seconds_holds_up_no_other_thread(unlocked: TokenOfOfficer, naughty: Naughty):
    """The window goes on: the library waits in its own process."""
    naughty.set("slow", 2000)
    signing = threading.Thread(target=unlocked.sign, args=(DATA,), name="signing")
    unlocked.diagnose()  # what is loaded once is loaded
    signing.start()
    before, longest = time.monotonic(), 0.0
    while signing.is_alive():
        time.sleep(0.005)
        longest, before = max(longest, time.monotonic() - before), time.monotonic()
    assert longest < 1.5  # on a machine that is busy with other things; alone it is some milliseconds


def test_a_token_that_never_answers_loses_its_process_and_is_found_again(
    unlocked: TokenOfOfficer, token: SoftToken, pki: Pki, naughty: Naughty
):
    naughty.set("slow", 60_000)
    with pytest.raises(DeviceError) as silent:
        unlocked._ask("sign", digest_info(DATA), patience=0.3)
    assert silent.value.key == "token.silent"
    assert unlocked.unlocked is None
    naughty.clear("slow")
    unlocked.unlock(token.serial, pki.asha.sha256, PIN)
    assert unlocked.sign(DATA)


def test_a_driver_that_never_answers_a_look_is_a_finding(
    signer: TokenOfOfficer, naughty: Naughty, monkeypatch: pytest.MonkeyPatch
):
    signer.diagnose()
    naughty.set("slow-at-look", 60_000)
    monkeypatch.setattr("dsc.signer.LOOK_PATIENCE", 0.5)
    assert [each.loading for each in signer.diagnose().modules] == [Loading.SILENT]
    naughty.clear("slow-at-look")
    monkeypatch.setattr("dsc.signer.LOOK_PATIENCE", 20.0)
    assert signer.diagnose().readiness is Readiness.READY


def test_a_token_past_the_card_service_is_ready_all_the_same(make_signer: MakeSigner, naughty: Naughty):
    unseen = make_signer(naughty.module, look=lambda: Seen(has_service=False))
    assert unseen.diagnose().readiness is Readiness.READY


def test_missing_things_are_told_apart_while_pulled(make_signer: MakeSigner, naughty: Naughty):
    naughty.set("absent")
    views = {
        Readiness.NO_SERVICE: Seen(has_service=False),
        Readiness.NO_READER: Seen(has_service=True),
        Readiness.NO_TOKEN: Seen(has_service=True, readers=(Reader("A", has_card=False),)),
        Readiness.NO_DRIVER: Seen(has_service=True, readers=(Reader("A", has_card=True),)),
    }
    shown = iter(views.values())
    signer = make_signer(naughty.module, look=lambda: next(shown))
    assert [signer.diagnose().readiness for _ in views] == list(views)
