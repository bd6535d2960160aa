"""The centre's database: one way to read, one way to write, on SQLite and on PostgreSQL.

SQLite has one writer: a transaction begins IMMEDIATE, so the order of commits is the order of positions.
PostgreSQL has many; a reader of the feed stays behind the oldest open writer (see `central.feed`).
"""

import json
import secrets
import sqlite3
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache
from typing import Any, cast

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Insert,
    Table,
    Text,
    TextClause,
    any_,
    bindparam,
    create_engine,
    event,
    func,
    insert,
    inspect,
    literal,
    select,
    text,
)
from sqlalchemy import cast as cast_to
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from app.errors import InputError
from central.tables import FEED_POSITION, feed, meta, metadata

Row = Mapping[str, Any]
_BACKENDS = frozenset({"sqlite", "postgresql"})
_BUSY_SECONDS = 10
_PACK_BY_LZ4 = (
    "SELECT set_config(name, 'lz4', false) FROM pg_settings "
    "WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)"
)
_IDLE_LIMIT = "-c idle_in_transaction_session_timeout=10s -c lock_timeout=10s"


class Store:
    """Opens transactions. One writes at a time in this process on SQLite; on PostgreSQL the server decides."""

    def __init__(self, url: str) -> None:
        """Raises: InputError("centre.database-wrong"), for what is no database of a centre that we can write."""
        self.engine = _engine_for(url)
        self._one_writer = threading.RLock() if self.is_sqlite else None
        try:
            with self.write() as connection:
                _set_up(connection)
        except DBAPIError as wrong:
            self.close()
            raise _wrong(_named(self.engine.url), str(wrong.orig)) from wrong
        except InputError:
            self.close()
            raise

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @cached_property
    def generation(self) -> str:
        """Names this database's life: a restored or new one has another, and old cursors end."""
        with self.read() as connection:
            return str(connection.scalar(select(meta.c.value).where(meta.c.key == "generation")))

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Give one transaction that commits at the end of the block, or leaves nothing."""
        if self._one_writer is None:
            with self.engine.begin() as connection:
                yield connection
            return
        engine = self.engine.execution_options(writes=True)
        with self._one_writer, engine.begin() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def hold(connection: Connection, name: str) -> None:
    """Wait for `name`, and keep it from other transactions until this one ends. On SQLite one writes anyway."""
    if connection.dialect.name != "sqlite":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def by_index(connection: Connection) -> None:
    """Let this transaction look up by indexes alone.

    Of a table that grew to many thousands within minutes PostgreSQL has no statistics yet, and would read it whole for
    every few hundred rows.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(text("SET LOCAL enable_seqscan = off"))


def upsert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert `rows`, or bring those with the same key up to date; nothing happens for none."""
    if rows:
        connection.execute(_upsert(connection.dialect.name, table), rows)


def upsert_all(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """As `upsert`, for hundreds of rows: PostgreSQL takes them as one document, in one statement."""
    if connection.dialect.name == "sqlite":
        upsert(connection, table, rows)
    elif rows:
        connection.execute(_upsert_all(table), {"rows": _json(rows)})


def among(connection: Connection, column: ColumnElement[str], values: Sequence[str]) -> ColumnElement[bool]:
    """Say that `column` is one of hundreds of values: on PostgreSQL one array, so the statement stays the same.

    The values go over as one JSON text: psycopg takes longer to write an array than PostgreSQL to look them all up.
    """
    if connection.dialect.name == "sqlite":
        return column.in_(values)
    each = func.json_array_elements_text(cast_to(literal(_json(values), Text), JSON))
    return column == any_(func.array(select(each).scalar_subquery(), type_=postgresql.ARRAY(Text)))


def insert_new(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert the `rows` whose key is not there yet."""
    if rows:
        connection.execute(_insert_new(connection.dialect.name, table), rows)


def publish(connection: Connection, rows: Sequence[Row]) -> None:
    """Put documents at the end of the feed; each stands there once, at its last change.

    A document that goes to several offices is the same object in each of its rows, and written out once.
    """
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.execute(_publish_to_sqlite(), rows)
        return
    documents = {id(row["document"]): row["document"] for row in rows}
    texts = {known: _json(document) for known, document in documents.items()}
    connection.execute(_publish(), [{**row, "document": texts[id(row["document"])]} for row in rows])


@lru_cache
def _upsert(dialect: str, table: Table) -> Insert:
    statement = _dialect_insert(dialect, table)
    rest = {c.name: statement.excluded[c.name] for c in table.c if not c.primary_key}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=rest)


@lru_cache
def _upsert_all(table: Table) -> TextClause:
    names = [column.name for column in table.c]
    rest = ", ".join(
        f"{column.name} = excluded.{column.name}" for column in table.c if not column.primary_key
    )
    keys = ", ".join(column.name for column in table.primary_key)
    columns = ", ".join(names)
    return text(
        f"INSERT INTO {table.name} ({columns}) SELECT {columns} "  # noqa: S608  names of our own tables
        f"FROM json_populate_recordset(CAST(NULL AS {table.name}), CAST(:rows AS json)) "
        f"ON CONFLICT ({keys}) DO UPDATE SET {rest}"
    )


@lru_cache
def _insert_new(dialect: str, table: Table) -> Insert:
    return _dialect_insert(dialect, table).on_conflict_do_nothing()


@lru_cache
def _publish_to_sqlite() -> Insert:
    return insert(feed).prefix_with("OR REPLACE").values(xid=0)


@lru_cache
def _publish() -> Insert:
    given: dict[str, Any] = {
        name: bindparam(name) for name in ("collection", "id", "scope", "version", "deleted")
    }
    document = cast_to(bindparam("document", type_=Text), JSON)
    statement = postgresql.insert(feed).values(
        **given, document=document, xid=text("pg_current_xact_id()::text::bigint")
    )
    fresh = {name: statement.excluded[name] for name in ("scope", "version", "deleted", "document", "xid")}
    return statement.on_conflict_do_update(
        index_elements=[feed.c.collection, feed.c.id], set_=fresh | {"pos": FEED_POSITION.next_value()}
    )


def _dialect_insert(dialect: str, table: Table) -> "sqlite.Insert | postgresql.Insert":
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def _set_up(connection: Connection) -> None:
    """Make what is not there yet; of two processes that begin at once one waits for the other."""
    hold(connection, "set-up")
    tables = set(inspect(connection).get_table_names())
    if tables and not tables >= {meta.name, feed.name}:
        raise InputError(
            reason="centre.database-other", field="database", database=_named(connection.engine.url)
        )
    metadata.create_all(connection)
    _add_indexes(connection, tables)
    if connection.scalar(select(meta.c.value).where(meta.c.key == "generation")) is None:
        connection.execute(insert(meta).values(key="generation", value=secrets.token_hex(4)))


def _add_indexes(connection: Connection, tables: Collection[str]) -> None:
    """Make the indexes that tables of an older program lack: these were not made with their table."""
    asked = inspect(connection)
    for table in metadata.sorted_tables:
        if table.name in tables:
            held = {each["name"] for each in asked.get_indexes(table.name)}
            for index in table.indexes:
                if index.name not in held:
                    index.create(connection)


def _wrong(named: str, said: str) -> InputError:
    first_line = said.strip().partition("\n")[0]
    return InputError(reason="centre.database-wrong", field="database", database=named, said=first_line)


def _named(url: URL) -> str:
    """Return the address as it may be shown: without a password."""
    return url.render_as_string(hide_password=True)


def _engine_for(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as wrong:
        raise _wrong(url.partition(":")[0], "not an address") from wrong
    if parsed.get_backend_name() not in _BACKENDS:
        raise _wrong(_named(parsed), parsed.get_backend_name())
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(
            parsed,
            connect_args={"timeout": _BUSY_SECONDS},
            json_serializer=_json,
            hide_parameters=True,
            pool_size=4,
            max_overflow=36,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    psycopg_url = parsed.set(drivername="postgresql+psycopg")
    engine = create_engine(
        psycopg_url,
        connect_args={"options": _IDLE_LIMIT},
        json_serializer=_json,
        hide_parameters=True,  # a log names no citizen
        pool_size=10,
        pool_pre_ping=True,
    )
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _prepare_postgresql(connection: Any, _record: ConnectionPoolEntry) -> None:
    """Long documents are packed by LZ4, where the server has it: to pack one its own way takes it longest of all."""
    connection.execute(_PACK_BY_LZ4)
    connection.commit()


def _prepare_sqlite(raw: Any, _entry: ConnectionPoolEntry) -> None:
    connection = cast("sqlite3.Connection", raw)
    connection.isolation_level = None  # we begin ourselves
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
