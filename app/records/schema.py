"""Brings the tables of a records file up to what this program expects."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import MetaData
from sqlalchemy.engine import Engine

from app.errors import RecordsDamaged
from app.records.look import APPLICATION_ID
from app.records.migrations import HEAD, KNOWN

_STANDS = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"


def bring_up_to_date(engine: Engine, version: str, schema: MetaData | None) -> None:
    """Make or migrate the tables, then prove that the file can be written.

    Alembic is loaded only for a file that is behind: the first list waits for this, and its memory stays taken.
    Raises: RecordsDamaged("records.newer") for a file that a later program has written.
    """
    if version and version not in KNOWN:
        raise RecordsDamaged(reason="records.newer", version=version)
    if not version:
        _mark_as_ours(engine)
    if schema is not None:
        schema.create_all(engine)
    elif not version:
        _make(engine)
    elif version != HEAD:
        _migrate(engine)
    _try_to_write(engine)


def _mark_as_ours(engine: Engine) -> None:
    """The mark comes first: a file cut short by a power failure is then still known as ours."""
    _outside_a_transaction(
        engine,
        (f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA journal_mode = WAL"),
    )


def _try_to_write(engine: Engine) -> None:
    """Take and give back the write lock: a read-only or held file is told of now, not at the first receipt."""
    _outside_a_transaction(engine, ("BEGIN IMMEDIATE", "ROLLBACK"))


def _outside_a_transaction(engine: Engine, statements: Iterable[str]) -> None:
    connection = engine.raw_connection()
    try:
        for statement in statements:
            connection.cursor().execute(statement).close()
    finally:
        connection.close()


def _make(engine: Engine) -> None:
    """Make in one go what all steps would make; another program may have done so a moment ago."""
    statements = Path(__file__).with_name("migrations").joinpath("new.sql").read_text("utf-8").split(";\n\n")
    with engine.execution_options(begin="BEGIN IMMEDIATE").begin() as connection:
        if not connection.exec_driver_sql(_STANDS).scalar_one():
            for statement in filter(None, statements):
                connection.exec_driver_sql(statement)


def _migrate(engine: Engine) -> None:
    from app.records.migrations.run import upgrade

    upgrade(engine)
