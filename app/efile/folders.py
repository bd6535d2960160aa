"""The folders in which a post keeps what lies with it: of this desk alone, the centre never hears of them."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.base.ids import new_id
from app.efile.at import At
from app.efile.custody import carried, require_mine
from app.efile.leaves import hang, leaves
from app.efile.texts import line

FOLDER = "folder"


def folder_of(session: Session, at: At) -> dict[str, str]:
    """Return the folder of each file and letter that this post put into one."""
    return {leaf.document["thing"]: leaf.document["folder"] for leaf in leaves(session, at.post, FOLDER)}


def folders(session: Session, at: At) -> tuple[tuple[str, int], ...]:
    """Return the folders of this post by name, and how much lies in each."""
    return tuple(sorted(Counter(folder_of(session, at).values()).items()))


def put_into(session: Session, at: At, things: Sequence[str], folder: str) -> None:
    """Put files and letters into a folder, which is made by its name; an empty name takes them out.

    Raises: InputError("efile.not-yours" | "efile.holds-aadhaar"), WrongStep.
    """
    name = line(folder, "folder") if folder.strip() else ""
    for thing in things:
        require_mine(carried(session, thing), at)
        take_out(session, at, thing)
        if name:
            hang(session, new_id(), FOLDER, at.post, name[:32], {"thing": thing, "folder": name})


def take_out(session: Session, at: At, thing: str) -> None:
    """What goes away comes back into the inbox, not into a folder where nobody looks."""
    for leaf in leaves(session, at.post, FOLDER):
        if leaf.document["thing"] == thing:
            session.delete(leaf)
    session.flush()
