"""What is done rarely with a file, from the menu: on which lane, what is told of it, and whether it is asked first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from ui.tasks import Lane

if TYPE_CHECKING:
    from app.office import Office


@dataclass(frozen=True, slots=True)
class Rare:
    """`question` is empty where nothing is lost by it."""

    work: "Callable[[Office, str], object]"
    told: str
    question: str = ""
    lane: Lane = Lane.RECORDS


RARE: Mapping[str, Rare] = MappingProxyType(
    {
        "drop-note": Rare(
            lambda office, file: office.efile.drop_note(file),
            "efile-ui.note-dropped",
            "efile-ui.ask-drop-note",
        ),
        "fetch": Rare(
            lambda office, file: office.efile.fetch_papers(file), "efile-ui.fetched", lane=Lane.CENTRE
        ),
    }
)
