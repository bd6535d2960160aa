"""The tables of papers taken in: the pages of each slot, its upload copy, and whose bytes a kept file holds."""

from typing import Any

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.records.tables import Record


class PageRow(Record, kw_only=True):
    """One page of a slot. `file` is a name under the draft's folder.

    `cleared`: no Aadhaar digits can be read on it, as the operator said after looking at it.
    """

    __tablename__ = "attachment_page"
    __table_args__ = (
        CheckConstraint("turn IN (0, 90, 180, 270)", name="turn"),
        Index("ix_attachment_page_slot", "application", "slot", "place"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    application: Mapped[str] = mapped_column(String(36))
    slot: Mapped[str] = mapped_column(String(64))
    place: Mapped[int]
    file: Mapped[str] = mapped_column(String(64))
    origin: Mapped[str] = mapped_column(String(16))
    turn: Mapped[int] = mapped_column(default=0)
    masked: Mapped[bool] = mapped_column(default=False)
    cleared: Mapped[bool] = mapped_column(default=False)


class SlotRow(Record, kw_only=True):
    """A slot's upload copy, or why there is none. `fitted` has no facts of a copy where the pages make no good file;
    under `looked` it says who looked at the pages for Aadhaar digits.

    `revision` grows with every change, so that two changes at once cannot undo each other.
    """

    __tablename__ = "attachment"

    application: Mapped[str] = mapped_column(String(36), primary_key=True)
    slot: Mapped[str] = mapped_column(String(64), primary_key=True)
    revision: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    sha256: Mapped[str] = mapped_column(String(64), default="")
    fitted: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)


class KeptRow(Record, kw_only=True):
    """An application's claim on a kept file. Equal bytes are kept once; the last claim gone, the file goes."""

    __tablename__ = "attachment_kept"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    application: Mapped[str] = mapped_column(String(36), primary_key=True, index=True)
