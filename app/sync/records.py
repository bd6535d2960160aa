"""What the wire must remember: papers on their way up, the versions held, a snapshot not yet swapped in."""

from typing import Any

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.records.tables import Record


class UploadRow(Record, kw_only=True):
    """A paper the centre said it lacks. `subject` is the first that named it; moments are seconds since 1970."""

    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint("state IN ('pending','done','set-aside')", name="state"),
        Index("ix_upload_owed", "next_try", sqlite_where=text("state <> 'done'")),
    )

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[float] = mapped_column(default=0.0)
    last_code: Mapped[str] = mapped_column(String(64), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    since: Mapped[float] = mapped_column(default=0.0)


class HeldRow(Record, kw_only=True):
    """Which version of a document of the centre this desk has taken in; an older one is none of ours."""

    __tablename__ = "held"

    collection: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    version: Mapped[int]


class StagedRow(Record, kw_only=True):
    """A document of a snapshot, laid beside the live rows until all of it has come."""

    __tablename__ = "staged"

    collection: Mapped[str] = mapped_column(String(32), primary_key=True)
    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    version: Mapped[int]
    deleted: Mapped[bool]
    document: Mapped[dict[str, Any]]
