"""The tables of the e-File desk. Rows never leave this room; actions hand out frozen dataclasses."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import DDL, CheckConstraint, Index, LargeBinary, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from app.records.tables import Record, table_of


class FileRow(Record, kw_only=True):
    """One file. `notes`, `paragraphs` and `pages` count what stands in it; `head` ends the chain of its notings."""

    __tablename__ = "efile"
    __table_args__ = (CheckConstraint("notes >= 0 AND pages >= 0", name="counts"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[str] = mapped_column(String(160), index=True)
    subject: Mapped[str]
    numbering: Mapped[str] = mapped_column(String(8))
    heads: Mapped[list[str]]
    relation: Mapped[str] = mapped_column(String(8))
    of_file: Mapped[str] = mapped_column(String(36), index=True, default="")
    form: Mapped[str] = mapped_column(String(16))
    classification: Mapped[str] = mapped_column(String(16))
    priority: Mapped[str] = mapped_column(String(16))
    office: Mapped[str] = mapped_column(String(64))
    creator: Mapped[str] = mapped_column(String(64))
    creator_post: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(16))
    holder: Mapped[str] = mapped_column(String(64), index=True)
    sender: Mapped[str] = mapped_column(String(64), default="", index=True)
    confirmed: Mapped[bool] = mapped_column(default=True)
    asked_back: Mapped[bool] = mapped_column(default=False)
    leaving: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    leaves_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    parked_until: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    notice: Mapped[str] = mapped_column(String(64), default="")
    head: Mapped[str] = mapped_column(String(64))
    notes: Mapped[int] = mapped_column(default=0)
    paragraphs: Mapped[int] = mapped_column(default=0)
    pages: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=0)
    told: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    arrived_at: Mapped[datetime]
    created_at: Mapped[datetime]


class ReceiptRow(Record, kw_only=True):
    """One letter received. `letter` is its diary entry; `sha256` its scan, empty where none was needed."""

    __tablename__ = "efile_receipt"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    number: Mapped[str] = mapped_column(String(160), index=True)
    subject: Mapped[str]
    letter: Mapped[dict[str, Any]]
    classification: Mapped[str] = mapped_column(String(16))
    sha256: Mapped[str] = mapped_column(String(64), default="")
    pages: Mapped[int] = mapped_column(default=0)
    office: Mapped[str] = mapped_column(String(64))
    creator: Mapped[str] = mapped_column(String(64))
    creator_post: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(16))
    holder: Mapped[str] = mapped_column(String(64), index=True)
    sender: Mapped[str] = mapped_column(String(64), default="", index=True)
    confirmed: Mapped[bool] = mapped_column(default=True)
    asked_back: Mapped[bool] = mapped_column(default=False)
    leaving: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    leaves_at: Mapped[datetime | None] = mapped_column(default=None, index=True)
    parked_until: Mapped[date | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")
    notice: Mapped[str] = mapped_column(String(64), default="")
    file: Mapped[str] = mapped_column(String(36), default="", index=True)
    version: Mapped[int] = mapped_column(default=0)
    told: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    arrived_at: Mapped[datetime]
    created_at: Mapped[datetime]


Carried = FileRow | ReceiptRow
"""What lies at one post and goes from post to post.

`confirmed`: the centre knows that the holder has opened it. `asked_back`: the sender wants it back, and the centre
has not decided. `leaving` holds whom it is marked to until `leaves_at`. `version` and `told` are the centre's word.
"""


class NotingRow(Record, kw_only=True):
    """A green note: the bytes that were signed, and their signature. Only the centre's receipt and a stamp are added.

    One that the centre has never taken may yet give way to another that it took in the same place.
    """

    __tablename__ = "efile_noting"
    __table_args__ = (UniqueConstraint("file", "seq"),)

    head: Mapped[str] = mapped_column(String(64), primary_key=True)
    file: Mapped[str] = mapped_column(String(36))
    seq: Mapped[int]
    note: Mapped[bytes] = mapped_column(LargeBinary)
    p7s: Mapped[bytes] = mapped_column(LargeBinary)
    person: Mapped[str] = mapped_column(String(64))
    post: Mapped[str] = mapped_column(String(64))
    first_paragraph: Mapped[int]
    signed_at: Mapped[datetime]
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    stamp: Mapped[bytes] = mapped_column(LargeBinary, default=b"")


class YellowRow(Record, kw_only=True):
    """The one draft noting of a file, in one hand. `revision` grows with every change."""

    __tablename__ = "efile_yellow"

    file: Mapped[str] = mapped_column(String(36), primary_key=True)
    person: Mapped[str] = mapped_column(String(64))
    post: Mapped[str] = mapped_column(String(64))
    text: Mapped[str]
    revision: Mapped[int]
    changed_at: Mapped[datetime]


class LeafRow(Record, kw_only=True):
    """What hangs on a file or receipt: a page of correspondence, a draft, a line of the movement register; and the
    enrolments of a person. `place` orders leaves of a kind; `document` is as the wire carries it; `told` is the
    centre's last word, while `document` may be ahead of it.
    """

    __tablename__ = "efile_leaf"
    __table_args__ = (Index("ix_efile_leaf_on", "thing", "kind", "place"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), index=True)
    thing: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(32))
    version: Mapped[int]
    document: Mapped[dict[str, Any]]
    told: Mapped[dict[str, Any] | None] = mapped_column(default=None)


FIND_TABLE = (
    "CREATE VIRTUAL TABLE efile_find USING fts5(id UNINDEXED, words, sound, numbers, "
    "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc Cf'\", prefix='2 3')"
)
"""Subjects, notes and senders as written and as they sound, and every number; the categories as the counter's."""

_FIND = DDL(FIND_TABLE)  # type: ignore[no-untyped-call]
event.listen(table_of(FileRow), "after_create", _FIND)

for _name, _act in (
    (
        "update",
        "UPDATE OF head, file, seq, note, p7s, person, post, first_paragraph, signed_at ON efile_noting",
    ),
    ("delete", "DELETE ON efile_noting WHEN OLD.taken_at IS NOT NULL"),
):
    event.listen(
        table_of(NotingRow),
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER efile_noting_no_{_name} BEFORE {_act} "
            "BEGIN SELECT RAISE(ABORT, 'a green note is never changed'); END"
        ),
    )
