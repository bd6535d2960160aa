"""What is said of a sheet that came back to whoever made it."""

from dataclasses import dataclass
from datetime import datetime

from app.base.words import Words


@dataclass(frozen=True, slots=True)
class SentBack:
    """Why a sheet was opened again, by whom (`by` is the person's id) and when; `late` where nothing came of it.

    `signed`: it was certified before, and that signature counts no more. `is_over`: its office has confirmed it anew.
    """

    reason: str
    by: str
    name: Words
    designation: Words | None
    at: datetime
    late: bool = False
    signed: bool = False
    is_over: bool = False
