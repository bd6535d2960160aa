"""Which practice authority all desks of a training centre make their tokens under: the first whole one offered.

A broken one is refused; one that stood already, and is broken or has run out, gives way to the next one offered.
"""

import base64
import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from app.base.practice import check_authority
from central.store import Store, hold, upsert
from central.tables import meta
from central.wire import Refused

_KEY = "practice"


def standing(store: Store, offered: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Return the authority that stands. Raises: Refused 422 `wire.body-wrong` for one that is broken."""
    if not _is_whole(offered, now):
        raise Refused(422, "wire.body-wrong", field="authority")
    with store.write() as connection:
        hold(connection, _KEY)
        kept = connection.scalar(select(meta.c.value).where(meta.c.key == _KEY))
        found: dict[str, str] = json.loads(kept) if kept else {}
        if not _is_whole(found, now):
            found = dict(offered)
            upsert(connection, meta, [{"key": _KEY, "value": json.dumps(found)}])
    return found


def _is_whole(authority: Mapping[str, str], now: datetime) -> bool:
    try:
        check_authority(
            {part: base64.b64decode(data, validate=True) for part, data in authority.items()}, now
        )
    except ValueError:
        return False
    return True
