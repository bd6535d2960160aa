"""How the training centre is told to behave, so that a class can see slow, dead and refusing centres."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Gateway(StrEnum):
    SUCCESS = "success"
    FAILURE = "failure"
    LOST_REPLY = "lost-reply"  # the money is taken, the answer never arrives
    LATE = "late"  # pending first, paid after `late_s`


@dataclass(frozen=True, slots=True)
class Behaviour:
    """All quiet by default. `object` and `refuse` hold for the next registration only; times are seconds."""

    delay_ms: int = 0
    down: bool = False
    html: bool = False
    reject: tuple[str, ...] = ()
    gateway: Gateway = Gateway.SUCCESS
    late_s: float = 5.0
    object: bool = False
    refuse: bool = False
    refuse_challan: bool = False
    fail_notices: bool = False
    verify_after_s: float = 0.0
    register_after_s: float = 0.0


@dataclass(slots=True)
class Stage:
    """Holds the present behaviour, in memory only: a restarted centre behaves well."""

    now: Behaviour = field(default_factory=Behaviour)

    def change(self, **fields: Any) -> None:
        self.now = replace(self.now, **fields)

    def take_objection(self) -> bool:
        """Say whether the next registration meets an objection; asked once, it is used up."""
        asked = self.now.object
        self.change(object=False)
        return asked

    def take_refusal(self) -> bool:
        """Say whether the next registration is refused; asked once, it is used up."""
        asked = self.now.refuse
        self.change(refuse=False)
        return asked
