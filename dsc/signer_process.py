"""How is a maker's library asked, in a process of its own that may crash without taking the window along?

Its one thread owns the library. Requests come by pipe, and so does the PIN: never by argument, environment or file.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from enum import IntEnum
from multiprocessing.connection import Connection
from typing import Any

from app.errors import AppError, DeviceMissing

LOOK_EVERY = 2.0  # seconds between looks whether an unlocked token is still there


class Stands(IntEnum):
    """How a token stands that this process may hold open; `asking` reads it without asking."""

    SHUT = 0
    OPEN = 1
    IDLE = 2  # it locked itself: nobody signed for long
    REMOVED = 3  # it was found to be pulled out


WHY_SHUT = {Stands.IDLE: "token.idle", Stands.REMOVED: "token.removed"}


class Room:
    """What the process holds between requests."""

    def __init__(self, idle: float) -> None:
        self._idle, self._waited = idle, 0.0
        self.stands = Stands.SHUT
        self._libraries: dict[str, Any] = {}
        self._unlocked: Any = None
        self._doings: dict[str, Callable[..., Any]] = {
            "tokens": self._tokens,
            "unlock": self._unlock,
            "sign": self._sign,
            "lock": self.lock,
        }

    @property
    def is_unlocked(self) -> bool:
        return self._unlocked is not None

    def answer(self, doing: str, *asked: Any) -> tuple[str, Any]:
        """Do one request; return ("done", value), or the error's name and facts."""
        if doing != "tokens":
            self._waited = 0.0
        try:
            return "done", self._doings[doing](*asked)
        except AppError as error:
            return type(error).__name__, error.facts

    def wait(self) -> None:
        """Nobody asked for LOOK_EVERY seconds: lock after too long, or when the token was pulled."""
        self._waited += LOOK_EVERY
        if not self._unlocked:
            return
        if self._waited >= self._idle:
            self.lock(Stands.IDLE)
        elif not self._is_plugged_in():
            self.lock(Stands.REMOVED)

    def lock(self, stands: Stands = Stands.SHUT) -> None:
        unlocked, self._unlocked, self.stands = self._unlocked, None, stands
        if unlocked:
            with suppress(AppError):  # a session of a token that is gone is closed
                unlocked.close()

    def _tokens(self, module: str) -> Any:
        return self._library(module).tokens()

    def _unlock(self, module: str, serial: str, sha256: str, pin: str) -> Any:
        self.lock()
        self._unlocked = self._library(module).unlock(serial, sha256, pin)
        self.stands = Stands.OPEN
        return self._unlocked.certificate

    def _sign(self, digest_info: bytes) -> Any:
        if not self._unlocked:
            raise DeviceMissing(reason=WHY_SHUT.get(self.stands, "token.locked"))
        try:
            return self._unlocked.sign(digest_info)
        except AppError:
            self.lock()
            raise

    def _is_plugged_in(self) -> bool:
        try:
            return bool(self._unlocked.is_plugged_in())
        except AppError:
            return False

    def _library(self, module: str) -> Any:
        from dsc.tokens import Library  # the wrapper is loaded here, never in the window's process

        if module not in self._libraries:
            self._libraries[module] = Library(module)
        return self._libraries[module]


def run(asked: Connection, idle: float, stands: Any) -> None:
    """Answer until the window goes; its end of the pipe closes however it goes.

    `stands` is a number that both processes see: a token that locks itself is not asked for, and must not be offered.
    """
    keep_no_core()
    room = Room(idle)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        while True:
            if not asked.poll(LOOK_EVERY if room.is_unlocked else None):
                room.wait()
                stands.value = room.stands
                continue
            answer = room.answer(*asked.recv())
            stands.value = room.stands
            asked.send(answer)
    room.lock()


def keep_no_core() -> None:
    """Let a crash of this process leave no memory image on the disk: a PIN may be in it."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
