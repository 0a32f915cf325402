"""Writes single things into the journal, each within the connection's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from formcheck.journal import tables as t
from formcheck.journal.errors import JournalError
from formcheck.journal.records import (
    ExerciseDone,
    Feelings,
    GateAnswers,
    OwnRoutine,
    Profile,
    Rep,
    Said,
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
from formcheck.live.log import MistakeSeen

_LONGEST_NAME = 80
_SCALES = frozenset(("pain_before", "pain_after", "pain_next_day", "effort", "sleep", "stress"))


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
        **felt(all_of(session.feelings)),
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


def end(connection: Connection, session: str, ended: datetime) -> None:
    """A practice is over."""
    connection.execute(update(t.session).where(t.session.c.id == session).values(ended_at=ended))


def feel(connection: Connection, session: str, values: Mapping[str, Any]) -> None:
    """What was said of a practice, as `felt` gives it; the rest stays.

    Raises:
        JournalError: there is no such practice.
    """
    if not values:
        return
    found = connection.execute(update(t.session).where(t.session.c.id == session).values(**values))
    if not found.rowcount:
        raise JournalError("This practice is no longer in the journal.")


def felt(said: Said) -> dict[str, Any]:
    """What was said as it is kept, by column.

    Raises:
        JournalError: a scale is not from 0 to 10.
    """
    values: dict[str, Any] = dict(said)
    if "where" in values:
        values["where_it_hurts"] = list(values.pop("where"))
    if "note" in values:
        values["note"] = clean(values["note"])
    for name in _SCALES & values.keys():
        if values[name] is not None and not 0 <= values[name] <= 10:
            raise JournalError(f"{name} is {values[name]}; it goes from 0 to 10.")
    return values


def all_of(feelings: Feelings) -> Said:
    """Every feeling by name, what was not said too."""
    return Said(
        pain_before=feelings.pain_before,
        pain_after=feelings.pain_after,
        pain_next_day=feelings.pain_next_day,
        where=feelings.where,
        effort=feelings.effort,
        sleep=feelings.sleep,
        stress=feelings.stress,
        note=feelings.note,
    )


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
        ended_by=word_or_none(done.ended_by),
        view=word_or_none(done.view),
        judged_share=finite_or_none(done.judged_share),
    )


def end_exercise(connection: Connection, number: int, done: ExerciseDone) -> None:
    """How an exercise ended."""
    connection.execute(
        update(t.exercise)
        .where(t.exercise.c.number == number)
        .values(
            end_s=finite_or_none(done.end_s),
            ended_by=word_or_none(done.ended_by),
            view=word_or_none(done.view),
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
    connection: Connection, exercise: int, mistakes: Sequence[MistakeSeen], first: int = 0
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
