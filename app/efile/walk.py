"""The walks of a file (or receipt), a draft and a certificate of the register: one table each, asked by all."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from app.errors import WrongStep


class Place(StrEnum):
    """Where a file or a receipt stands. It is in one place at a time, as paper is; only its holder changes it."""

    AT_DESK = "at-desk"  # its holder has opened it
    LEAVING = "leaving"  # sent, and still to be had back: sixty seconds of undo
    UNOPENED = "unopened"  # in the inbox of its holder; its sender may pull it back
    PARKED = "parked"  # laid aside by its holder until a day
    CLOSED = "closed"
    IN_FILE = "in-file"  # a receipt that was put in a file goes where the file goes


class Move(StrEnum):
    MARKED = "marked"
    UNDONE = "undone"
    LEFT = "left"
    OPENED = "opened"
    PULLED_BACK = "pulled-back"
    PARKED = "parked"
    UNPARKED = "unparked"
    CLOSED = "closed"
    REOPENED = "reopened"
    PUT_IN_FILE = "put-in-file"


class Colour(StrEnum):
    """A yellow note is a draft by one hand; a green one is signed, and never changes."""

    YELLOW = "yellow"
    GREEN = "green"


class Pen(StrEnum):
    WRITTEN = "written"
    SIGNED = "signed"


class DraftState(StrEnum):
    """A draft for approval (DFA), from the first version to the answer that it arrived."""

    DRAFT = "draft"
    APPROVED = "approved"
    SIGNED = "signed"
    DISPATCHED = "dispatched"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"  # by its author, before it was approved


class DraftStep(StrEnum):
    REVISED = "revised"
    APPROVED = "approved"
    SIGNED = "signed"
    DISPATCHED = "dispatched"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"


class Enrolled(StrEnum):
    """Where a certificate stands in the register of signature tokens."""

    ASKED = "asked"  # proved by a test signature; the EMD manager has not decided
    APPROVED = "approved"
    REFUSED = "refused"
    REPLACED = "replaced"
    LOST = "lost"
    SURRENDERED = "surrendered"


HOLDS = frozenset({Enrolled.ASKED, Enrolled.APPROVED, Enrolled.LOST})
"""While a certificate stands so for one person, nobody else has it written down: a lost token least of all."""


class Register(StrEnum):
    APPROVED = "approved"
    REFUSED = "refused"
    REPLACED = "replaced"
    LOST = "lost"
    SURRENDERED = "surrendered"


PLACES: Mapping[tuple[Place, Move], Place] = MappingProxyType(
    {
        (Place.AT_DESK, Move.MARKED): Place.LEAVING,
        (Place.LEAVING, Move.UNDONE): Place.AT_DESK,
        (Place.LEAVING, Move.LEFT): Place.UNOPENED,
        (Place.UNOPENED, Move.OPENED): Place.AT_DESK,
        (Place.UNOPENED, Move.PULLED_BACK): Place.AT_DESK,
        (Place.AT_DESK, Move.PARKED): Place.PARKED,
        (Place.PARKED, Move.UNPARKED): Place.AT_DESK,
        (Place.AT_DESK, Move.CLOSED): Place.CLOSED,
        (Place.CLOSED, Move.REOPENED): Place.AT_DESK,
        (Place.AT_DESK, Move.PUT_IN_FILE): Place.IN_FILE,
    }
)

COLOURS: Mapping[tuple[Colour, Pen], Colour] = MappingProxyType(
    {
        (Colour.YELLOW, Pen.WRITTEN): Colour.YELLOW,
        (Colour.YELLOW, Pen.SIGNED): Colour.GREEN,
    }
)

DRAFTS: Mapping[tuple[DraftState, DraftStep], DraftState] = MappingProxyType(
    {
        (DraftState.DRAFT, DraftStep.REVISED): DraftState.DRAFT,
        (DraftState.DRAFT, DraftStep.APPROVED): DraftState.APPROVED,
        (DraftState.DRAFT, DraftStep.WITHDRAWN): DraftState.WITHDRAWN,
        (DraftState.APPROVED, DraftStep.REVISED): DraftState.DRAFT,  # a word changed is not what was approved
        (DraftState.APPROVED, DraftStep.SIGNED): DraftState.SIGNED,
        (DraftState.SIGNED, DraftStep.DISPATCHED): DraftState.DISPATCHED,
        (DraftState.DISPATCHED, DraftStep.ACKNOWLEDGED): DraftState.ACKNOWLEDGED,
    }
)

REGISTER: Mapping[tuple[Enrolled, Register], Enrolled] = MappingProxyType(
    {
        (Enrolled.ASKED, Register.APPROVED): Enrolled.APPROVED,
        (Enrolled.ASKED, Register.REFUSED): Enrolled.REFUSED,
        (Enrolled.APPROVED, Register.REPLACED): Enrolled.REPLACED,
        (Enrolled.APPROVED, Register.LOST): Enrolled.LOST,
        (Enrolled.APPROVED, Register.SURRENDERED): Enrolled.SURRENDERED,
    }
)

_ROOMS: Mapping[type[StrEnum], str] = MappingProxyType({DraftState: "draft", Enrolled: "dsc"})
"""Under whose name the words of a state stand; all else is the file's."""

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)


def after(table: Mapping[tuple[S, E], S], state: S, event: E) -> S:
    """Return where `event` takes what stands at `state`. Raises: WrongStep, naming both."""
    try:
        return table[state, event]
    except KeyError:
        reason = f"{_ROOMS.get(type(state), 'efile')}.wrong-step"
        raise WrongStep(reason=reason, state=state.value, step=event.value) from None


def allows(table: Mapping[tuple[S, E], S], state: S, event: E) -> bool:
    return (state, event) in table
