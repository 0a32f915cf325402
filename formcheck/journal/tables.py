"""The journal's tables as they are now. `migrations` brings older ones here.

Moments are kept as UTC without a zone. Mappings and lists are JSON. Every number that grows by one
(`number`) is the order in which things were written: the clock may have been set back in between.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone; kept in UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC without a zone."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Document(TypeDecorator[Any]):
    """A mapping or list of plain values, as JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """To JSON."""
        if isinstance(value, Mapping):
            value = dict(value)
        return json.dumps(value, sort_keys=True, allow_nan=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From JSON."""
        return None if value is None else json.loads(value)


METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _number() -> Column[int]:
    return Column("number", _NUMBER, primary_key=True, autoincrement=True)


def _of(table: str) -> Column[int]:
    return Column(
        table,
        _NUMBER,
        ForeignKey(f"{table}.number", ondelete="CASCADE"),
        nullable=False,
        index=True,
    )


profile = Table(
    "profile",
    METADATA,
    _number(),
    Column("id", String(32), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, unique=True),  # the name, small letters
    Column("created_at", Moment, nullable=False),
    Column("mode", String(16), nullable=False),
    Column("plan", Text),
    sqlite_autoincrement=True,
)

gate = Table(
    "gate",
    METADATA,
    _number(),
    _of("profile"),
    Column("at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Column("answers", Document, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("acknowledged", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

session = Table(
    "session",
    METADATA,
    _number(),
    _of("profile"),
    Column("id", String(32), nullable=False, unique=True),
    Column("started_at", Moment, nullable=False),
    Column("utc_offset_min", Integer, nullable=False),
    Column("ended_at", Moment),
    Column("title", Text, nullable=False),
    Column("routine", Text),
    Column("planned", Document, nullable=False),
    Column("warm_up", String(16), nullable=False),
    Column("pain_before", Integer),
    Column("pain_after", Integer),
    Column("pain_next_day", Integer),
    Column("where_it_hurts", Document, nullable=False),
    Column("effort", Integer),
    Column("sleep", Integer),
    Column("stress", Integer),
    Column("note", Text, nullable=False),
    Column("app", Text, nullable=False),
    sqlite_autoincrement=True,
)

exercise = Table(
    "exercise",
    METADATA,
    _number(),
    _of("session"),
    Column("key", Text, nullable=False, unique=True),  # who wrote it: writing it twice is noticed
    Column("position", Integer, nullable=False),
    Column("exercise", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("dose", Document, nullable=False),
    Column("mode", String(16), nullable=False),
    Column("step", Integer, nullable=False),
    Column("start_s", Double, nullable=False),
    Column("end_s", Double),
    Column("ended_by", String(16)),
    Column("view", String(32)),
    Column("judged_share", Double),
    UniqueConstraint("session", "position"),
    sqlite_autoincrement=True,
)


def _part() -> Column[int]:
    return Column(
        "exercise",
        _NUMBER,
        ForeignKey("exercise.number", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


def _ordinal() -> Column[int]:
    return Column("ordinal", Integer, primary_key=True, autoincrement=False)


rep = Table(
    "rep",
    METADATA,
    _part(),
    _ordinal(),
    Column("set_number", Integer, nullable=False),
    Column("rep", Integer, nullable=False),
    Column("side", Text),
    Column("start_s", Double, nullable=False),
    Column("end_s", Double, nullable=False),
    Column("verdict", String(16), nullable=False),
    Column("mistakes", Document, nullable=False),
    Column("held_s", Double),
    Column("form_s", Double),
    Column("reach", Document, nullable=False),
)

mistake = Table(
    "mistake",
    METADATA,
    _part(),
    _ordinal(),
    Column("time_s", Double, nullable=False),
    Column("check_id", Text, nullable=False),
    Column("mistake", Text, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("said", Boolean, nullable=False),
    Column("value", Double, nullable=False),
    Column("threshold", Double, nullable=False),
    Column("unit", Text, nullable=False),
)

change = Table(
    "change",
    METADATA,
    _number(),
    _of("profile"),
    Column("id", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("exercise", Text),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undone_at", Moment),
    UniqueConstraint("profile", "id"),
    sqlite_autoincrement=True,
)

routine = Table(
    "routine",
    METADATA,
    _number(),
    _of("profile"),
    Column("id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("profile", "id"),
    sqlite_autoincrement=True,
)
