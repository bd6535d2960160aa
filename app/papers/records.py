"""The tables of papers: each document as it was issued, and each print of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.records.tables import Record


class DocumentRow(Record, kw_only=True):
    """A paper. `snapshot` is the canonical JSON that every print is made from; only `copies` and
    `handed_over_at` ever change.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("copies >= 0", name="copies"),
        Index("ix_document_shelf", "kind", sqlite_where=text("handed_over_at IS NULL")),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    number: Mapped[str] = mapped_column(String(64), unique=True)
    subject: Mapped[str] = mapped_column(String(64), index=True)
    snapshot: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    issued_at: Mapped[datetime]
    copies: Mapped[int] = mapped_column(default=0)
    handed_over_at: Mapped[datetime | None] = mapped_column(default=None)


class PrintJobRow(Record, kw_only=True):
    """One print of one copy. `sending` is committed before the first byte leaves."""

    __tablename__ = "print_job"
    __table_args__ = (
        CheckConstraint("copy >= 1 AND attempt >= 1", name="copy"),
        Index(
            "ix_print_job_open",
            "printer",
            "created_at",
            sqlite_where=text("state NOT IN ('confirmed','sent-unconfirmed','cancelled')"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    document: Mapped[str] = mapped_column(ForeignKey("document.id"), index=True)
    printer: Mapped[str] = mapped_column(String(64))
    copy: Mapped[int]
    attempt: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(20))
    by: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    next_try: Mapped[datetime | None] = mapped_column(default=None)
    tries: Mapped[int] = mapped_column(default=0)
    sent: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    payload_sha256: Mapped[str] = mapped_column(String(64), default="")
    code: Mapped[str] = mapped_column(String(64), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
