"""How long to wait before the next try."""

import random
from dataclasses import dataclass

_MOST_DOUBLINGS = 16


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: between two looks at the centre, before the first new try, and at most before a later one."""

    poll: float = 60.0
    first: float = 2.0
    longest: float = 300.0

    def after(self, failures: int, told: float = 0.0) -> float:
        """Return the wait after so many failures in a row: full jitter, never less than the centre asked for."""
        span = min(self.longest, self.first * 2.0 ** min(max(failures - 1, 0), _MOST_DOUBLINGS))
        return max(told, random.uniform(0, span))  # noqa: S311  spreads the desks out; no secret

    def next_look(self) -> float:
        """Return the wait to the next look: the poll time, a fifth more or less."""
        return self.poll * random.uniform(0.8, 1.2)  # noqa: S311  spreads the desks out; no secret


TRAINING = Pace(poll=2.0, longest=10.0)
"""In training the centre sits on the same machine, and a class wants to see things happen: a line come back, too."""
