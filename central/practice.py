"""Which practice authority all desks of a training centre make their tokens under: the first one that was offered."""

import json
from collections.abc import Mapping

from sqlalchemy import select

from central.store import Store, hold, upsert
from central.tables import meta

_KEY = "practice"


def standing(store: Store, offered: Mapping[str, str]) -> dict[str, str]:
    """Return the authority that stands; what it holds is for the desks to judge."""
    with store.write() as connection:
        hold(connection, _KEY)
        kept = connection.scalar(select(meta.c.value).where(meta.c.key == _KEY))
        if kept is None:
            kept = json.dumps(dict(offered))
            upsert(connection, meta, [{"key": _KEY, "value": kept}])
    found: dict[str, str] = json.loads(kept)
    return found
