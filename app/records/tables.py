"""The base every room's tables stand on, and the tables of the records themselves.

Rows never leave the room that made them; actions hand out frozen dataclasses.
"""

from datetime import UTC, datetime
from typing import Any, ClassVar, cast

from sqlalchemy import (
    DDL,
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKey,
    Index,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, mapped_column


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC: SQLite would drop the zone. A naive one is refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without its zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=UTC)


class Record(MappedAsDataclass, DeclarativeBase):
    """A row of this desk's records."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
    }


def table_of(row: type[Record]) -> Table:
    """Return the table behind a row class, for statements that need no object."""
    return cast("Table", row.__table__)


class DeviceRow(Record, kw_only=True):
    """Who this desk is to the centre; one row once enrolled.

    `renewal_due` is set by a restore: the desk writes no entry and takes no number until the centre has
    given it the next epoch.
    """

    __tablename__ = "device"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    epoch: Mapped[int]
    centre_code: Mapped[str] = mapped_column(String(64))
    public_key: Mapped[str] = mapped_column(String(64))
    enrolled_at: Mapped[datetime]
    renewal_due: Mapped[bool] = mapped_column(default=False)


class JournalRow(Record, kw_only=True):
    """One entry, for ever. `body` is the canonical text that was hashed; `at` the text that was sealed."""

    __tablename__ = "journal"
    __table_args__ = (UniqueConstraint("epoch", "seq"), {"sqlite_autoincrement": True})

    position: Mapped[int] = mapped_column(primary_key=True, init=False)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    device: Mapped[str] = mapped_column(String(64))
    epoch: Mapped[int]
    seq: Mapped[int]
    subject: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(64))
    schema: Mapped[int]
    base_version: Mapped[int]
    body: Mapped[str]
    attachments: Mapped[str]
    who: Mapped[str] = mapped_column(String(64))
    post: Mapped[str] = mapped_column(String(64))
    at: Mapped[str] = mapped_column(String(32))
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    signature: Mapped[str] = mapped_column(String(128))


class OutboxRow(Record, kw_only=True):
    """What is owed to the centre: one row an entry, made with it, never deleted.

    `place` orders the sending within a subject: an entry that supersedes takes the place of the one it mends.
    `next_try` is seconds since 1970, as is `since`, the centre's last word; `facts` says why, where it gave a reason.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(
            "state IN ('pending','in-flight','done','set-aside','superseded')",
            name="state",
        ),
        Index("ix_outbox_owed", "place", sqlite_where=text("state <> 'done'")),
        Index(
            "ix_outbox_owed_subject",
            "subject",
            "place",
            sqlite_where=text("state <> 'done'"),
        ),
    )

    entry: Mapped[str] = mapped_column(ForeignKey("journal.id"), primary_key=True)
    place: Mapped[int]
    subject: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[float] = mapped_column(default=0.0)
    last_code: Mapped[str] = mapped_column(String(64), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    since: Mapped[float] = mapped_column(default=0.0)


class BookRow(Record, kw_only=True):
    """A number book the centre leased to this desk. `next` is the number the next paper takes."""

    __tablename__ = "book"
    __table_args__ = (
        CheckConstraint("next BETWEEN first AND last + 1", name="next"),
        Index("ix_book_open", "series", "year", "first", sqlite_where=text("NOT closed")),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    series: Mapped[str] = mapped_column(String(8))
    year: Mapped[str] = mapped_column(String(7))
    centre: Mapped[str] = mapped_column(String(64))
    device_label: Mapped[str] = mapped_column(String(16))
    first: Mapped[int]
    last: Mapped[int]
    next: Mapped[int]
    lease: Mapped[dict[str, Any]]
    closed: Mapped[bool] = mapped_column(default=False)


class CancelledNumberRow(Record, kw_only=True):
    """A number that was taken and stays void: kept with its reason, never given again."""

    __tablename__ = "cancelled_number"

    number: Mapped[str] = mapped_column(String(64), primary_key=True)
    reason: Mapped[str]
    at: Mapped[datetime]


class MarkRow(Record, kw_only=True):
    """A small fact the desk must not forget between two starts: a feed's cursor, the clock's high-water mark."""

    __tablename__ = "mark"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str]


for _act in ("UPDATE", "DELETE"):
    event.listen(
        table_of(JournalRow),
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER journal_no_{_act.lower()} BEFORE {_act} ON journal "
            "BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END"
        ),
    )
