"""The employee master's tables at a desk. Rows never leave this room; actions hand out frozen dataclasses."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.records.tables import Record


class BatchRow(Record, kw_only=True):
    """The sheet of one office. At most one of an office is open; `next_chunk` is the next that goes up."""

    __tablename__ = "staff_batch"
    __table_args__ = (
        CheckConstraint("next_chunk >= 0", name="next_chunk"),
        Index(
            "uq_staff_batch_open",
            "office",
            unique=True,
            sqlite_where=text("state IN ('working', 'confirmed', 'certified', 'uploading')"),
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    office: Mapped[str] = mapped_column(String(64))
    file_name: Mapped[str] = mapped_column(String(255))
    state: Mapped[str] = mapped_column(String(16))
    begun_by: Mapped[str] = mapped_column(String(64))
    confirmed_by: Mapped[str] = mapped_column(String(64), default="")
    uploader: Mapped[str] = mapped_column(String(64), default="")
    uploader_post: Mapped[str] = mapped_column(String(64), default="")
    certification: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    chunks: Mapped[list[str]] = mapped_column(default_factory=list)
    next_chunk: Mapped[int] = mapped_column(default=0)
    paused: Mapped[bool] = mapped_column(default=False)
    round: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class StaffRow(Record, kw_only=True):
    """A row of a sheet. `key` finds it again when the mended sheet comes back; `token` stands for an Aadhaar number.

    `chunk` is its place in the certified order, -1 before.
    """

    __tablename__ = "staff_row"
    __table_args__ = (
        Index("ix_staff_row_worst", "batch", "weight", "number"),
        Index("ix_staff_row_key", "batch", "key"),
        Index("ix_staff_row_chunk", "batch", "chunk", "number"),
        Index("ix_staff_row_state", "batch", "state"),
    )

    batch: Mapped[str] = mapped_column(ForeignKey("staff_batch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sheet: Mapped[str]
    line: Mapped[int]
    person: Mapped[str] = mapped_column(String(36))
    key: Mapped[str] = mapped_column(String(160))
    token: Mapped[str] = mapped_column(String(64))
    cells: Mapped[dict[str, Any]]
    raw: Mapped[dict[str, Any]]
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    weight: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    chunk: Mapped[int] = mapped_column(default=-1)


class EditRow(Record, kw_only=True):
    """One row that a person changed, as it was before and after; those of one `act` are undone together."""

    __tablename__ = "staff_edit"
    __table_args__ = (Index("ix_staff_edit_batch", "batch", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    batch: Mapped[str] = mapped_column(ForeignKey("staff_batch.id"))
    act: Mapped[str] = mapped_column(String(36), index=True)
    row: Mapped[int]
    before: Mapped[dict[str, Any]]
    after: Mapped[dict[str, Any]]
    who: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    undone: Mapped[bool] = mapped_column(default=False)


class MasterRow(Record, kw_only=True):
    """A person of the master, as the centre told of them; what is looked up for duplicates stands by itself."""

    __tablename__ = "staff_person"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    office: Mapped[str] = mapped_column(String(64), index=True)
    code: Mapped[str] = mapped_column(String(64), index=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    mobile: Mapped[str] = mapped_column(String(16), index=True)
    token: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(256))
    cells: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int]


class NoteRow(Record, kw_only=True):
    """What is noted of an office besides its people: an item of the checklist, a meeting, a change of posting."""

    __tablename__ = "staff_note"
    __table_args__ = (Index("ix_staff_note_thing", "kind", "thing"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    thing: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    document: Mapped[dict[str, Any]]


class ElsewhereRow(Record, kw_only=True):
    """A batch that another desk has open at the centre, so that a second clerk is told before any work."""

    __tablename__ = "staff_elsewhere"

    office: Mapped[str] = mapped_column(String(64), primary_key=True)
    batch: Mapped[str] = mapped_column(String(36))
    who: Mapped[str] = mapped_column(String(64))
