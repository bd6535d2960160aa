"""Whether anything of files is at this desk: asked with each round of the wire, so without the room of files itself."""

from sqlalchemy import exists, or_, select, table
from sqlalchemy.orm import Session


def holds_any(session: Session) -> bool:
    """Return whether there is; at a kendra there never is. A token that was asked for stands here before any file."""
    asked = (exists().select_from(table(name)) for name in ("efile", "efile_receipt", "efile_leaf"))
    return bool(session.scalar(select(or_(*asked))))
