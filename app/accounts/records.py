"""The directory as this desk last heard it: offices, posts, people and who holds which post."""

from datetime import date
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.records.tables import Record


class OfficeRow(Record, kw_only=True):
    __tablename__ = "office"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    document: Mapped[dict[str, Any]]
    is_ours: Mapped[bool] = mapped_column(default=False)


class PostRow(Record, kw_only=True):
    __tablename__ = "post"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    office: Mapped[str] = mapped_column(String(64), index=True)
    document: Mapped[dict[str, Any]]


class PersonRow(Record, kw_only=True):
    """`failures` counts wrong passwords in a row; each adds to the wait before the next try."""

    __tablename__ = "person"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    login: Mapped[str] = mapped_column(String(64), unique=True)
    document: Mapped[dict[str, Any]]
    failures: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[float] = mapped_column(default=0.0)


class PostingRow(Record, kw_only=True):
    __tablename__ = "posting"

    person: Mapped[str] = mapped_column(String(64), primary_key=True)
    post: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    until: Mapped[date | None] = mapped_column(default=None)
