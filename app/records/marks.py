"""Small facts the desk must not forget between two starts."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from app.records.tables import MarkRow, table_of

_MARK = table_of(MarkRow)
_INSERT = insert(_MARK)
_KEEP = _INSERT.on_conflict_do_update(index_elements=["name"], set_={"value": _INSERT.excluded.value})


def mark(session: Session, name: str) -> str:
    """Return what stands under `name`; empty where nothing does."""
    return session.scalar(select(_MARK.c.value).where(_MARK.c.name == name)) or ""


def set_mark(session: Session, name: str, value: str) -> None:
    """Write `value` under `name`; an empty one takes the mark away."""
    if value:
        session.execute(_KEEP, {"name": name, "value": value})
    else:
        session.execute(delete(_MARK).where(_MARK.c.name == name))
