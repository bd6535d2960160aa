"""A first look at today's list, before the records are opened: read only, and by SQLite alone."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from app.counter.model import Row
from app.counter.today import today
from app.errors import AppError
from app.packs.model import Pack
from app.records.look import schema_version
from app.records.migrations import HEAD


def glance(file: Path, packs: Mapping[str, Pack], now: datetime) -> tuple[Row, ...]:
    """Return today's list; nothing where it cannot be read, for whoever opens the records says why a moment later."""
    try:
        if schema_version(file) != HEAD:
            return ()
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=0)) as found:
            return today(found.execute, packs, now)
    except (AppError, sqlite3.Error):
        return ()
