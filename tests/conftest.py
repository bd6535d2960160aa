"""What holds for every test: an offscreen screen, no network but this machine, no stray thread, no unexpected warning."""

import logging
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for _place in ("SEVADESK_HOME", "DBUS_SESSION_BUS_ADDRESS"):
    os.environ.pop(_place, None)  # never the records, nor the desktop, of who runs the tests

OUR_LOGGERS = ("app", "ui", "printers", "scanners", "dsc", "central", "main", "sevadesk")
NOT_OURS = re.compile(r"(Thread|Dummy|asyncio|ThreadPoolExecutor|AnyIO|pydevd|execnet)\b")
PATIENCE = 20.0  # seconds; whoever ends sooner is not waited for


@pytest.fixture(scope="session", autouse=True)
def one_application(qapp: Any) -> Any:
    """One QApplication a process, made before any test: after a bare QGuiApplication no widget can be made any more."""
    return qapp


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder for records and settings."""
    place = tmp_path / "home"
    place.mkdir()
    return place


# --- No network beyond this machine ----------------------------------------------------------------------------------


def is_near(address: Any) -> bool:
    """A path is a Unix socket; `.invalid` is the name that never resolves (RFC 2606)."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0]).partition("%")[0]
    if host in ("", "localhost") or host.endswith(".invalid"):
        return True
    try:
        return ip_address(host).is_loopback or ip_address(host).is_unspecified
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def no_network_beyond_this_machine() -> Iterator[None]:
    def guarded(real: Any) -> Any:
        def connect(self: socket.socket, address: Any) -> Any:
            if not is_near(address):
                pytest.fail(f"a test went out to {address}")
            return real(self, address)

        return connect

    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
    yield
    patch.undo()


# --- No thread of ours outlives its test ------------------------------------------------------------------------------


def named_threads() -> set[threading.Thread]:
    """Threads somebody gave a name to, so ours: a library's carry the names their makers number them with."""
    return {each for each in threading.enumerate() if not NOT_OURS.match(each.name)}


@pytest.fixture(autouse=True)
def no_thread_left_behind() -> Iterator[None]:
    before = named_threads()
    yield
    end = time.monotonic() + PATIENCE
    while (left := named_threads() - before) and time.monotonic() < end:
        time.sleep(0.01)
    if left:
        pytest.fail("still running after the test: " + ", ".join(sorted(each.name for each in left)))


# --- No warning that the test did not ask for -------------------------------------------------------------------------


class Unexpected(logging.Handler):
    """Keeps the warnings and errors that our own rooms logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.partition(".")[0] in OUR_LOGGERS:
            self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that means a warning to be logged asks for `caplog` and looks at it."""
    unexpected = Unexpected()
    logging.getLogger().addHandler(unexpected)
    yield
    logging.getLogger().removeHandler(unexpected)
    if unexpected.lines and "caplog" not in request.fixturenames:
        pytest.fail("logged and not asked for:\n" + "\n".join(unexpected.lines))


# --- In CI nothing is skipped -----------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """On a person's machine a test may go without a tool that is not there; in CI that would be a hole nobody sees."""
    report: pytest.TestReport = yield  # type: ignore[assignment, misc]
    why = str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else ""
    if (
        os.environ.get("CI")
        and report.skipped
        and not hasattr(report, "wasxfail")
        and "windows" not in why.lower()
    ):
        report.outcome, report.longrepr = "failed", f"In CI nothing may be skipped. {why}"
    return report  # type: ignore[return-value]
