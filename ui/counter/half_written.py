"""What was written into a form of the money page stays, while another application is looked at."""

from collections.abc import Callable
from typing import Protocol

from app.counter.walk import State

Where = tuple[str, State]
"""An application, and where it stands: what was written for one step is not of the next."""


class Form(Protocol):
    """A form whose fields can be read and filled again, as they stand."""

    def written(self) -> tuple[str, ...]: ...

    def write(self, written: tuple[str, ...]) -> None: ...


class HalfWritten:
    """Keeps what is written into one form, by application."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._where: Where | None = None
        self._begun: tuple[str, ...] = ()
        self._kept: dict[Where, tuple[str, ...]] = {}

    def turn_to(self, where: Where, begin: Callable[[], None]) -> None:
        """Have the form begun for another application, or filled as it was left there."""
        left, written = self._where, self._form.written()
        if left is not None and left[0] != where[0] and written != self._begun:
            self._kept[left] = written
        begin()
        self._where, self._begun = where, self._form.written()
        if kept := self._kept.pop(where, None):
            self._form.write(kept)
