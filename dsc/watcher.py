"""When is a card put in or pulled out? Only a hint: some makers' libraries go past the smart card service.

Written for ourselves because pyscard 2.3's monitors end silently when the service is absent or restarts.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from app.ports.signing import Reader

LOOK_EVERY = 1.0  # seconds at most between looks, and between tries to reach the service
_PLUGGING = "\\\\?PnP?\\Notification"  # the name under which the service tells of readers


@dataclass(frozen=True, slots=True)
class Seen:
    """What the smart card service shows now. `is_known` is False where it cannot be asked at all."""

    has_service: bool
    readers: tuple[Reader, ...] = ()
    is_known: bool = True


UNKNOWN = Seen(has_service=False, is_known=False)


def look() -> Seen:
    """Return what is plugged in at this moment."""
    if find_spec("smartcard") is None:
        return UNKNOWN
    from smartcard import scard

    failed, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    if failed:
        return Seen(has_service=False)
    try:
        return _look(scard, context, {}, wait=0) or Seen(has_service=False)
    finally:
        scard.SCardReleaseContext(context)


class Watcher:
    """Calls `changed` on its own thread with each new view, the first at once; survives a service that dies."""

    def __init__(self, changed: Callable[[Seen], None]) -> None:
        self._changed = changed
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="card-watcher", daemon=True)
        self._last: Seen | None = None
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def _watch(self) -> None:
        if find_spec("smartcard") is None:
            self._tell(UNKNOWN)
            return
        from smartcard import scard

        while not self._stopped.is_set():
            failed, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
            if failed:
                self._tell(Seen(has_service=False))
                self._stopped.wait(LOOK_EVERY)
                continue
            self._follow(scard, context)
            scard.SCardReleaseContext(context)

    def _follow(self, scard: Any, context: Any) -> None:
        """Watch until stopped or until the service is gone."""
        states: dict[str, int] = {}
        wait = 0
        while not self._stopped.is_set():
            seen = _look(scard, context, states, wait=wait)
            if seen is None:
                return
            self._tell(seen)
            wait = int(
                LOOK_EVERY * 250
            )  # milliseconds; a fourth, so that stopping needs no call from another thread

    def _tell(self, seen: Seen) -> None:
        if seen != self._last:
            self._last = seen
            self._changed(seen)


def _look(scard: Any, context: Any, states: dict[str, int], *, wait: int) -> Seen | None:
    """Wait up to `wait` milliseconds for a change; return the view, or None when the service does not answer."""
    failed, names = scard.SCardListReaders(context, [])
    if failed and failed != scard.SCARD_E_NO_READERS_AVAILABLE:
        return None
    names = [] if failed else list(names)
    asked = [(name, states.get(name, scard.SCARD_STATE_UNAWARE)) for name in names]
    watched = [*asked, (_PLUGGING, states.get(_PLUGGING, scard.SCARD_STATE_UNAWARE))] if wait else asked
    if watched and not _refresh(scard, context, states, watched, wait):
        return None
    return Seen(
        has_service=True,
        readers=tuple(
            Reader(name, bool(states.get(name, 0) & scard.SCARD_STATE_PRESENT)) for name in sorted(names)
        ),
    )


def _refresh(
    scard: Any, context: Any, states: dict[str, int], watched: list[tuple[str, int]], wait: int
) -> bool:
    failed, now = scard.SCardGetStatusChange(context, wait, watched)
    if failed in (scard.SCARD_E_TIMEOUT, scard.SCARD_E_UNKNOWN_READER, scard.SCARD_E_CANCELLED):
        return True
    if failed:
        return False
    for name, state, _ in now:
        states[name] = state & ~scard.SCARD_STATE_CHANGED
    return True
