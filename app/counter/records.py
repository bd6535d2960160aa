"""The counter's tables. Rows never leave this room; actions hand out frozen dataclasses."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, String, event
from sqlalchemy.orm import Mapped, mapped_column

from app.records.tables import Record


class ApplicationRow(Record, kw_only=True):
    """One application. `typed` holds what stands wrongly in a field, as it was typed; `answers` what was checked.

    `aadhaar_token` and `mobile` are copies of answers, to find a likely duplicate by an index. `told` is the last
    document of the centre about it, kept until the walk has gone as far as it says.
    """

    __tablename__ = "application"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version"),
        Index("ix_application_open", "state", "updated_at"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    service: Mapped[str] = mapped_column(String(64))
    pack_version: Mapped[int]
    pack_sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(32))
    version: Mapped[int] = mapped_column(default=1)
    answers: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    typed: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    applicant: Mapped[str] = mapped_column(String(256), default="")
    mobile: Mapped[str] = mapped_column(String(10), default="", index=True)
    aadhaar_token: Mapped[str] = mapped_column(String(64), default="", index=True)
    likeness_reason: Mapped[str] = mapped_column(default="")
    application_number: Mapped[str] = mapped_column(String(32), default="")
    registration_number: Mapped[str] = mapped_column(String(64), default="")
    objection: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    cancelled_because: Mapped[str] = mapped_column(default="")
    filed_on: Mapped[date | None] = mapped_column(default=None)
    fee_paid: Mapped[bool] = mapped_column(default=False)
    told: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    created_by: Mapped[str] = mapped_column(String(64))
    post: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class PaymentRow(Record, kw_only=True):
    """An online payment; its key was made before the first try and is never made again."""

    __tablename__ = "payment"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    application: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    amount: Mapped[int]
    mode: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime]
    gateway_ref: Mapped[str] = mapped_column(String(64), default="")
    upi_link: Mapped[str] = mapped_column(default="")


class ChallanRow(Record, kw_only=True):
    __tablename__ = "challan"
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    number: Mapped[str] = mapped_column(String(64), primary_key=True)
    application: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    amount: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    issued_at: Mapped[datetime]
    valid_until: Mapped[date]
    branch: Mapped[str] = mapped_column(default="")
    deposited_on: Mapped[date | None] = mapped_column(default=None)
    scroll: Mapped[str] = mapped_column(String(64), default="")
    refusal: Mapped[dict[str, Any] | None] = mapped_column(default=None)


class MoneyRow(Record, kw_only=True):
    """One money event of one head. Never two heads in one row; nothing updates it."""

    __tablename__ = "money"
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        Index("ix_money_day_head", "day", "head"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    application: Mapped[str] = mapped_column(ForeignKey("application.id"), index=True)
    head: Mapped[str] = mapped_column(String(64))
    amount: Mapped[int]
    mode: Mapped[str] = mapped_column(String(16))
    order: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(String(36), default="")
    day: Mapped[date]
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(64))


class NoticeRow(Record, kw_only=True):
    """A notice to the citizen, as the centre told of it."""

    __tablename__ = "notice"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    application: Mapped[str] = mapped_column(String(36), index=True)
    text: Mapped[str]
    template: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]


FIND_TABLE = (
    "CREATE VIRTUAL TABLE application_find USING fts5(id UNINDEXED, name, sound, numbers, "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Cf'\", prefix='2 3')"
)
"""Words as they are typed, how they sound, and every number. The categories keep Devanagari words whole:
the plain tokenizer drops matras, and सीता would find सेतु."""


@event.listens_for(ApplicationRow.updated_at, "set", active_history=True, retval=True)
def _never_earlier(_row: ApplicationRow, now: datetime, before: Any, _event: Any) -> datetime:
    """The account of a day finds its papers by who was touched since: a clock set back takes nobody out of it."""
    return max(now, before) if isinstance(before, datetime) else now


_FIND = DDL(FIND_TABLE)  # type: ignore[no-untyped-call]
event.listen(ApplicationRow.metadata.tables["application"], "after_create", _FIND)
