"""Reads what the journal holds. A few questions for a whole profile, however long it is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    Text,
    and_,
    func,
    or_,
    select,
    type_coerce,
)

from formcheck.journal import tables as t
from formcheck.journal.errors import JournalError
from formcheck.journal.records import (
    Change,
    ExerciseDone,
    Feelings,
    GateAnswers,
    OwnRoutine,
    Planned,
    Profile,
    Rep,
    Session,
)
from formcheck.live.log import MistakeSeen

_LATER = ("pain_after", "pain_next_day", "effort", "sleep", "stress")
_listed = or_(
    select(t.exercise.c.number).where(t.exercise.c.session == t.session.c.number).exists(),
    t.session.c.warm_up == "done",
    *(t.session.c[name].is_not(None) for name in _LATER),
    t.session.c.where_it_hurts != [],
    t.session.c.note != "",
)
"""Something was done, or said of it afterwards: also where nothing could be judged."""


def profiles(connection: Connection) -> tuple[Profile, ...]:
    """Everybody, who practised last first; who never did comes after them."""
    last = (
        select(t.session.c.profile, func.max(t.session.c.number).label("last"))
        .where(_listed)
        .group_by(t.session.c.profile)
        .subquery()
    )
    rows = connection.execute(
        select(t.profile, func.coalesce(last.c.last, 0).label("last"))
        .outerjoin(last, last.c.profile == t.profile.c.number)
        .order_by(func.coalesce(last.c.last, 0).desc(), t.profile.c.number)
    )
    return tuple(profile_of(row) for row in rows)


def profile(connection: Connection, profile: str) -> Row[Any]:
    """The row of somebody.

    Raises:
        JournalError: there is nobody of that id.
    """
    row = connection.execute(select(t.profile).where(t.profile.c.id == profile)).first()
    if row is None:
        raise JournalError(
            "This person is no longer in the journal. Choose or add one in You and your data."
        )
    return row


def profile_of(row: Row[Any]) -> Profile:
    """A row as a profile."""
    return Profile(row.id, row.name, row.created_at, row.mode)


def gates(connection: Connection, number: int) -> tuple[GateAnswers, ...]:
    """All answers to the safety questions, in the order in which they were kept."""
    return tuple(
        _gate(row)
        for row in connection.execute(
            select(t.gate).where(t.gate.c.profile == number).order_by(t.gate.c.number)
        )
    )


def last_gate(connection: Connection, number: int) -> GateAnswers | None:
    """The answers that were kept last."""
    row = connection.execute(
        select(t.gate).where(t.gate.c.profile == number).order_by(t.gate.c.number.desc()).limit(1)
    ).first()
    return None if row is None else _gate(row)


def _gate(row: Row[Any]) -> GateAnswers:
    return GateAnswers(row.at, row.version, row.answers, row.outcome, row.acknowledged)


def changes(connection: Connection, number: int) -> tuple[Change, ...]:
    """All changes, oldest first."""
    rows = connection.execute(
        select(t.change).where(t.change.c.profile == number).order_by(t.change.c.id)
    )
    return tuple(
        Change(r.id, r.at, r.kind, r.exercise, r.before, r.after, r.reason, r.undone_at)
        for r in rows
    )


def routines(connection: Connection, number: int) -> tuple[OwnRoutine, ...]:
    """All routines, by title."""
    rows = connection.execute(select(t.routine).where(t.routine.c.profile == number))
    found = (OwnRoutine(row.id, row.title, row.document, row.changed_at) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.id)))


def sessions(connection: Connection, number: int) -> tuple[Session, ...]:
    """All practices of a profile that are listed, in order."""
    return _sessions(connection, t.session.c.profile == number)


def session(connection: Connection, session: str) -> Session | None:
    """One practice."""
    found = _sessions(connection, t.session.c.id == session)
    return found[0] if found else None


def session_number(connection: Connection, session: str) -> int | None:
    """The number of a practice, whether or not it is listed."""
    return connection.scalar(select(t.session.c.number).where(t.session.c.id == session))


def last_begun(connection: Connection) -> dict[int, Begun]:
    """The last practice that is listed of everybody who has one, by the profile's number."""
    rows = connection.execute(
        select(t.session.c.profile, t.session.c.number, t.session.c.started_at)
        .where(_listed)
        .order_by(t.session.c.number)
    )
    return {profile: Begun(number, at) for profile, number, at in rows}


@dataclass(frozen=True, slots=True)
class Begun:
    """A practice's number, and when it began."""

    number: int
    at: datetime


def begun(connection: Connection, profile: int) -> tuple[Begun, ...]:
    """All practices of somebody, in order, those that are not listed too."""
    rows = connection.execute(
        select(t.session.c.number, t.session.c.started_at)
        .where(t.session.c.profile == profile)
        .order_by(t.session.c.number)
    )
    return tuple(Begun(number, at) for number, at in rows)


def plan(connection: Connection, profile: int) -> str | None:
    """Somebody's weekly plan."""
    return connection.scalar(select(t.profile.c.plan).where(t.profile.c.number == profile))


def head(connection: Connection, session: str) -> tuple[Profile, Session]:
    """A practice without its exercises, and whose it is.

    Raises:
        JournalError: there is none of that id.
    """
    rows = _heads(connection, t.session.c.id == session)
    if not rows:
        raise JournalError("This practice is no longer in the journal.")
    found = _session(rows[0], [])
    return profile_of(profile(connection, found.profile)), found


def _sessions(connection: Connection, which: ColumnElement[bool]) -> tuple[Session, ...]:
    done = _exercises(connection, which)
    rows = _heads(connection, and_(which, _listed))
    return tuple(_session(row, [one for _, one in done[row.number]]) for row in rows)


def _heads(connection: Connection, which: ColumnElement[bool]) -> Sequence[Row[Any]]:
    return connection.execute(
        select(t.session, t.profile.c.id.label("profile_id"))
        .join(t.profile, t.profile.c.number == t.session.c.profile)
        .where(which)
        .order_by(t.session.c.number)
    ).all()


def _session(row: Row[Any], exercises: list[ExerciseDone]) -> Session:
    return Session(
        id=row.id,
        profile=row.profile_id,
        started_at=row.started_at,
        utc_offset_min=row.utc_offset_min,
        title=row.title,
        planned=tuple(Planned(one["exercise"], one["dose"]) for one in row.planned),
        routine=row.routine,
        ended_at=row.ended_at,
        warm_up=row.warm_up,
        feelings=Feelings(
            pain_before=row.pain_before,
            pain_after=row.pain_after,
            pain_next_day=row.pain_next_day,
            where=tuple(row.where_it_hurts),
            effort=row.effort,
            sleep=row.sleep,
            stress=row.stress,
            note=row.note,
        ),
        exercises=tuple(exercises),
        app=row.app,
    )


def exercises(connection: Connection, session: int) -> tuple[tuple[int, ExerciseDone], ...]:
    """The exercises of a practice, each with its number."""
    return tuple(_exercises(connection, t.session.c.number == session)[session])


def _exercises(
    connection: Connection, which: ColumnElement[bool]
) -> defaultdict[int, list[tuple[int, ExerciseDone]]]:
    """By the number of their practice."""
    reps, mistakes = _reps(connection, which), _mistakes(connection, which)
    found: defaultdict[int, list[tuple[int, ExerciseDone]]] = defaultdict(list)
    rows = connection.execute(
        select(t.exercise)
        .join(t.session, t.session.c.number == t.exercise.c.session)
        .where(which)
        .order_by(t.exercise.c.session, t.exercise.c.position)
    )
    for row in rows:
        done = ExerciseDone(
            position=row.position,
            exercise=row.exercise,
            model=row.model,
            dose=row.dose,
            mode=row.mode,
            step=row.step,
            start_s=row.start_s,
            end_s=row.end_s,
            ended_by=row.ended_by,
            view=row.view,
            judged_share=row.judged_share,
            reps=tuple(reps[row.number]),
            mistakes=tuple(mistakes[row.number]),
        )
        found[row.session].append((row.number, done))
    return found


def _reps(connection: Connection, which: ColumnElement[bool]) -> Mapping[int, list[Rep]]:
    found: dict[int, list[Rep]] = defaultdict(list)
    for row in connection.execute(_parts(t.rep, which)):
        exercise, _, of_set, number, side, start, end, verdict, mistakes, held, form, reach = row
        found[exercise].append(
            Rep(
                *(of_set, number, side, start, end, verdict),
                *(_names(mistakes), held, form, json.loads(reach)),
            )
        )
    return found


def _mistakes(
    connection: Connection, which: ColumnElement[bool]
) -> Mapping[int, list[MistakeSeen]]:
    found: dict[int, list[MistakeSeen]] = defaultdict(list)
    for row in connection.execute(_parts(t.mistake, which)):
        found[row[0]].append(MistakeSeen(*row[2:]))
    return found


def _parts(table: Table, which: ColumnElement[bool]) -> Select[Any]:
    """Rows of exercises, as they are in the table: there may be tens of thousands."""
    return (
        select(*(type_coerce(c, Text) if isinstance(c.type, t.Document) else c for c in table.c))
        .join(t.exercise, t.exercise.c.number == table.c.exercise)
        .join(t.session, t.session.c.number == t.exercise.c.session)
        .where(which)
        .order_by(table.c.exercise, table.c.ordinal)
    )


@lru_cache(maxsize=512)
def _names(document: str) -> tuple[str, ...]:
    return tuple(json.loads(document))
