"""To whom does a thing go, a post or somebody outside, and by which way?"""

from dataclasses import dataclass
from enum import StrEnum

from app.base.words import Words


class Delivery(StrEnum):  # how a letter came in, or how an issue goes out
    BY_HAND = "by-hand"
    POST = "post"
    SPEED_POST = "speed-post"
    EMAIL = "email"
    FAX = "fax"
    OFFICE = "office"  # from or to another office of this system


@dataclass(frozen=True, slots=True)
class PostName:
    """A post as an addressee: designation and office, and who sits there today. `abbreviation` marks it shortly."""

    id: str
    designation: Words
    office: Words
    holder: Words | None
    abbreviation: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where an issue goes. `office` is an office of this system, else empty."""

    name: str
    address: str = ""
    email: str = ""
    office: str = ""
