"""The first version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """From nothing."""
    op.create_table(
        "profile",
        _number(),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_key", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("plan", sa.Text),
        _key("profile"),
        sa.UniqueConstraint("id", name="uq_profile_id"),
        sa.UniqueConstraint("name_key", name="uq_profile_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "gate",
        _number(),
        *_of("gate", "profile"),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("acknowledged", sa.Boolean, nullable=False),
        _key("gate"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "session",
        _number(),
        *_of("session", "profile"),
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("utc_offset_min", sa.Integer, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("routine", sa.Text),
        sa.Column("planned", sa.Text, nullable=False),
        sa.Column("warm_up", sa.String(16), nullable=False),
        sa.Column("pain_before", sa.Integer),
        sa.Column("pain_after", sa.Integer),
        sa.Column("pain_next_day", sa.Integer),
        sa.Column("where_it_hurts", sa.Text, nullable=False),
        sa.Column("effort", sa.Integer),
        sa.Column("sleep", sa.Integer),
        sa.Column("stress", sa.Integer),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("app", sa.Text, nullable=False),
        _key("session"),
        sa.UniqueConstraint("id", name="uq_session_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "exercise",
        _number(),
        *_of("exercise", "session"),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("exercise", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("dose", sa.Text, nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("start_s", sa.Double, nullable=False),
        sa.Column("end_s", sa.Double),
        sa.Column("ended_by", sa.String(16)),
        sa.Column("view", sa.String(32)),
        sa.Column("judged_share", sa.Double),
        _key("exercise"),
        sa.UniqueConstraint("key", name="uq_exercise_key"),
        sa.UniqueConstraint("session", "position", name="uq_exercise_session_position"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rep",
        *_part_of_exercise("rep"),
        sa.Column("set_number", sa.Integer, nullable=False),
        sa.Column("rep", sa.Integer, nullable=False),
        sa.Column("side", sa.Text),
        sa.Column("start_s", sa.Double, nullable=False),
        sa.Column("end_s", sa.Double, nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("mistakes", sa.Text, nullable=False),
        sa.Column("held_s", sa.Double),
        sa.Column("form_s", sa.Double),
        sa.Column("reach", sa.Text, nullable=False),
    )
    op.create_table(
        "mistake",
        *_part_of_exercise("mistake"),
        sa.Column("time_s", sa.Double, nullable=False),
        sa.Column("check_id", sa.Text, nullable=False),
        sa.Column("mistake", sa.Text, nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("said", sa.Boolean, nullable=False),
        sa.Column("value", sa.Double, nullable=False),
        sa.Column("threshold", sa.Double, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
    )
    op.create_table(
        "change",
        _number(),
        *_of("change", "profile"),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("exercise", sa.Text),
        sa.Column("before", sa.Text, nullable=False),
        sa.Column("after", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("undone_at", sa.DateTime),
        _key("change"),
        sa.UniqueConstraint("profile", "id", name="uq_change_profile_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "routine",
        _number(),
        *_of("routine", "profile"),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        _key("routine"),
        sa.UniqueConstraint("profile", "id", name="uq_routine_profile_id"),
        sqlite_autoincrement=True,
    )
    for table, parent in (
        ("gate", "profile"),
        ("session", "profile"),
        ("exercise", "session"),
        ("change", "profile"),
        ("routine", "profile"),
    ):
        op.create_index(f"ix_{table}_{parent}", table, [parent])


def _number() -> sa.Column[int]:
    return sa.Column("number", _NUMBER, autoincrement=True, nullable=False)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("number", name=f"pk_{table}")


def _of(table: str, parent: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return sa.Column(parent, _NUMBER, nullable=False), _reference(table, parent)


def _reference(table: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [parent], [f"{parent}.number"], name=f"fk_{table}_{parent}", ondelete="CASCADE"
    )


def _part_of_exercise(
    table: str,
) -> tuple[sa.Column[int], sa.Column[int], sa.PrimaryKeyConstraint, sa.ForeignKeyConstraint]:
    return (
        sa.Column("exercise", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("ordinal", sa.Integer, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("exercise", "ordinal", name=f"pk_{table}"),
        _reference(table, "exercise"),
    )
