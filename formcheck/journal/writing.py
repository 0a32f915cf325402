"""Writes single things into the journal, each within the connection's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, get_args

from sqlalchemy import Connection, delete, func, insert, select, update

from formcheck.journal import reading
from formcheck.journal import tables as t
from formcheck.journal.errors import JournalError
from formcheck.journal.records import (
    Change,
    ChangeKind,
    ExerciseDone,
    Feelings,
    GateAnswers,
    Mistake,
    OwnRoutine,
    Profile,
    Rep,
    Session,
)
from formcheck.journal.words import (
    LONGEST_DOCUMENT,
    clean,
    finite,
    finite_or_none,
    word,
    word_or_none,
)

_LONGEST_NAME = 80


# -- people ----------------------------------------------------------------------------------------


def trimmed_name(name: str) -> str:
    """The name as it is kept.

    Raises:
        JournalError: nothing is left of it.
    """
    trimmed = " ".join(clean(name).split())[:_LONGEST_NAME].strip()
    if not trimmed:
        raise JournalError("A name is needed. Type one, like Ann.")
    return trimmed


def refuse_taken(connection: Connection, name: str, other_than: str | None = None) -> None:
    """Two people are not to be mistaken for one another.

    Raises:
        JournalError: somebody else has the name.
    """
    owner = connection.scalar(select(t.profile.c.id).where(t.profile.c.name_key == name_key(name)))
    if owner is not None and owner != other_than:
        raise JournalError(f"There is already somebody called {name}. Choose another name.")


def name_key(name: str) -> str:
    """By which two names are the same."""
    return name.casefold()


def add_profile(connection: Connection, profile: Profile) -> int:
    """Somebody new; their number."""
    return _inserted(
        connection,
        t.profile,
        id=profile.id,
        name=profile.name,
        name_key=name_key(profile.name),
        created_at=profile.created_at,
        mode=profile.mode,
    )


def keep_plan(connection: Connection, profile: int, plan: str | None) -> None:
    """A weekly plan; None: none."""
    kept = None if plan is None else clean(plan, LONGEST_DOCUMENT)
    connection.execute(update(t.profile).where(t.profile.c.number == profile).values(plan=kept))


def add_gate(connection: Connection, profile: int, answers: GateAnswers) -> None:
    """Answers to the safety questions."""
    connection.execute(
        insert(t.gate).values(
            profile=profile,
            at=answers.at,
            version=answers.version,
            answers={word(name): bool(value) for name, value in answers.answers.items()},
            outcome=answers.outcome,
            acknowledged=answers.acknowledged,
        )
    )


# -- sessions --------------------------------------------------------------------------------------


def add_session(connection: Connection, profile: int, session: Session) -> int:
    """A practice without its exercises; its number."""
    return _inserted(
        connection,
        t.session,
        profile=profile,
        id=session.id,
        started_at=session.started_at,
        utc_offset_min=session.utc_offset_min,
        ended_at=session.ended_at,
        title=clean(session.title),
        routine=word_or_none(session.routine),
        planned=[
            {"exercise": word(one.exercise), "dose": finite(one.dose)} for one in session.planned
        ],
        warm_up=session.warm_up,
        app=word(session.app),
        **_felt(session.feelings),
    )


def renumber(connection: Connection, session: int) -> int:
    """Put a practice behind all others; its new number."""
    row = connection.execute(select(t.session).where(t.session.c.number == session)).one()
    values = {name: value for name, value in row._mapping.items() if name != "number"}
    new = _inserted(connection, t.session, **{**values, "id": f"_{row.id[1:]}"})
    connection.execute(
        update(t.exercise).where(t.exercise.c.session == session).values(session=new)
    )
    remove(connection, t.session, t.session.c.number == session)
    connection.execute(update(t.session).where(t.session.c.number == new).values(id=row.id))
    return new


def feel(connection: Connection, session: str, feelings: Feelings) -> None:
    """What was said of a practice.

    Raises:
        JournalError: a scale is not from 0 to 10, or there is no such practice.
    """
    found = connection.execute(
        update(t.session).where(t.session.c.id == session).values(**_felt(feelings))
    )
    if not found.rowcount:
        raise JournalError("This practice is no longer in the journal.")


def _felt(feelings: Feelings) -> dict[str, Any]:
    scales = {
        "pain_before": feelings.pain_before,
        "pain_after": feelings.pain_after,
        "pain_next_day": feelings.pain_next_day,
        "effort": feelings.effort,
        "sleep": feelings.sleep,
        "stress": feelings.stress,
    }
    for name, value in scales.items():
        if value is not None and not 0 <= value <= 10:
            raise JournalError(f"{name} is {value}; it goes from 0 to 10.")
    return {**scales, "where_it_hurts": list(feelings.where), "note": clean(feelings.note)}


def add_exercise(connection: Connection, session: int, key: str, done: ExerciseDone) -> int:
    """An exercise without its repetitions; its number. A place that is taken becomes the next."""
    taken = connection.scalars(
        select(t.exercise.c.position).where(t.exercise.c.session == session)
    ).all()
    position = max(taken) + 1 if done.position in taken else done.position
    return _inserted(
        connection,
        t.exercise,
        session=session,
        key=key,
        position=position,
        exercise=word(done.exercise),
        model=word(done.model),
        dose=finite(done.dose),
        mode=done.mode,
        step=done.step,
        start_s=finite_or_none(done.start_s) or 0.0,
        end_s=finite_or_none(done.end_s),
        ended_by=done.ended_by,
        view=done.view,
        judged_share=finite_or_none(done.judged_share),
    )


def end_exercise(connection: Connection, number: int, done: ExerciseDone) -> None:
    """How an exercise ended."""
    connection.execute(
        update(t.exercise)
        .where(t.exercise.c.number == number)
        .values(
            end_s=finite_or_none(done.end_s),
            ended_by=done.ended_by,
            view=done.view,
            judged_share=finite_or_none(done.judged_share),
        )
    )


def add_reps(connection: Connection, exercise: int, reps: Sequence[Rep], first: int = 0) -> None:
    """Repetitions of an exercise; `first`: how many it has already."""
    if reps:
        connection.execute(
            insert(t.rep),
            [
                {
                    "exercise": exercise,
                    "ordinal": first + index,
                    "set_number": one.set_number,
                    "rep": one.number,
                    "side": word_or_none(one.side),
                    "start_s": finite_or_none(one.start_s) or 0.0,
                    "end_s": finite_or_none(one.end_s) or 0.0,
                    "verdict": one.verdict,
                    "mistakes": [word(name) for name in one.mistakes],
                    "held_s": finite_or_none(one.held_s),
                    "form_s": finite_or_none(one.form_s),
                    "reach": finite(one.reach),
                }
                for index, one in enumerate(reps)
            ],
        )


def add_mistakes(
    connection: Connection, exercise: int, mistakes: Sequence[Mistake], first: int = 0
) -> None:
    """Mistakes of an exercise; `first`: how many it has already."""
    if mistakes:
        connection.execute(
            insert(t.mistake),
            [
                {
                    "exercise": exercise,
                    "ordinal": first + index,
                    "time_s": finite_or_none(one.time_s) or 0.0,
                    "check_id": word(one.check),
                    "mistake": word(one.mistake),
                    "severity": one.severity,
                    "said": one.said,
                    "value": finite_or_none(one.value) or 0.0,
                    "threshold": finite_or_none(one.threshold) or 0.0,
                    "unit": word(one.unit),
                }
                for index, one in enumerate(mistakes)
            ],
        )


# -- how the person is coached ---------------------------------------------------------------------


def add_change(connection: Connection, profile: int, change: Change) -> Change:
    """A change, with the next number."""
    last = connection.scalar(select(func.max(t.change.c.id)).where(t.change.c.profile == profile))
    kept = Change(
        id=(last or 0) + 1,
        at=change.at,
        kind=change.kind,
        exercise=word_or_none(change.exercise),
        before=word(change.before),
        after=word(change.after),
        reason=clean(change.reason),
        undone_at=change.undone_at,
    )
    connection.execute(
        insert(t.change).values(
            profile=profile,
            id=kept.id,
            at=kept.at,
            kind=kept.kind,
            exercise=kept.exercise,
            before=kept.before,
            after=kept.after,
            reason=kept.reason,
            undone_at=kept.undone_at,
        )
    )
    return kept


def change_kind(kind: str) -> ChangeKind:
    """One of the kinds there are.

    Raises:
        JournalError: it is none.
    """
    found: ChangeKind | None = next((one for one in get_args(ChangeKind) if one == kind), None)
    if found is None:
        raise JournalError(f"{kind} is no kind of change; it is mode or step.")
    return found


def follow_mode(connection: Connection, profile: int) -> None:
    """The profile's mode is that of the last change of it that stands, else that before them."""
    modes = [
        one
        for one in reading.changes(connection, profile)
        if one.kind == "mode" and one.exercise is None
    ]
    standing = [one for one in modes if one.undone_at is None]
    if modes:
        mode = standing[-1].after if standing else modes[0].before
        connection.execute(update(t.profile).where(t.profile.c.number == profile).values(mode=mode))


# -- routines --------------------------------------------------------------------------------------


def keep_routine(connection: Connection, profile: int, routine: OwnRoutine) -> None:
    """A routine, in place of the one with its id."""
    values: Mapping[str, Any] = {
        "title": clean(routine.title),
        "document": clean(routine.document, LONGEST_DOCUMENT),
        "changed_at": moment(routine.changed_at),
    }
    here = (t.routine.c.profile == profile, t.routine.c.id == word(routine.id))
    if not connection.execute(update(t.routine).where(*here).values(**values)).rowcount:
        connection.execute(insert(t.routine).values(profile=profile, id=word(routine.id), **values))


def remove(connection: Connection, table: Any, *which: Any) -> None:
    """Delete rows and what belongs to them."""
    connection.execute(delete(table).where(*which))


def moment(at: datetime) -> datetime:
    """With a time zone; without one it is this computer's.

    Raises:
        JournalError: it is at an end of the calendar, where there are no other time zones.
    """
    try:
        zoned = at if at.tzinfo is not None else at.astimezone()
        zoned.astimezone(UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise JournalError(f"The date {at} cannot be kept. Set the computer's clock.") from error
    return zoned


def offset_min(at: datetime) -> int:
    """How far the clock of a moment is ahead of UTC, minutes."""
    offset = at.utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)


def _inserted(connection: Connection, table: Any, **values: Any) -> int:
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    assert key is not None
    number: int = key[0]
    return number
