"""Whether this desk holds any file at all: asked with each round of the wire, so without the room of files itself."""

from sqlalchemy import exists, or_, select, table
from sqlalchemy.orm import Session


def holds_any(session: Session) -> bool:
    """Return whether there is a file or a receipt here; at a kendra there never is."""
    return bool(
        session.scalar(
            select(or_(*(exists().select_from(table(name)) for name in ("efile", "efile_receipt"))))
        )
    )
