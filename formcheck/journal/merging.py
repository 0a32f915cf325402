"""Adds what was exported elsewhere, or earlier, to what is here."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from sqlalchemy import Connection, select, update

from formcheck.journal import reading, writing
from formcheck.journal import tables as t
from formcheck.journal.reading import Begun
from formcheck.journal.records import ExerciseDone, Person, Profile, Session


def add(connection: Connection, person: Person) -> Profile:
    """Add everything of a person that is not here yet; the profile as it is now."""
    number = connection.scalar(
        select(t.profile.c.number).where(t.profile.c.id == person.profile.id)
    )
    if number is None:
        name = _free_name(connection, writing.trimmed_name(person.profile.name))
        number = writing.add_profile(connection, replace(person.profile, name=name))
    if person.plan is not None and reading.plan(connection, number) is None:
        writing.keep_plan(connection, number, person.plan)
    _add_gates(connection, number, person)
    before = reading.begun(connection, number)
    for session in person.sessions:
        _add_session(connection, number, session)
    added = [one for one in reading.begun(connection, number) if one not in before]
    _put_in_order(connection, _merged(before, added))
    _add_changes(connection, number, person)
    kept = {one.id for one in reading.routines(connection, number)}
    for routine in person.routines:
        if routine.id not in kept:
            writing.keep_routine(connection, number, routine)
    row = connection.execute(select(t.profile).where(t.profile.c.number == number)).one()
    return reading.profile_of(row)


def _free_name(connection: Connection, name: str) -> str:
    taken = set(connection.scalars(select(t.profile.c.name_key)))
    if writing.name_key(name) not in taken:
        return name
    number = 2
    while writing.name_key(f"{name} {number}") in taken:
        number += 1
    return f"{name} {number}"


def _add_gates(connection: Connection, profile: int, person: Person) -> None:
    """The last answers of both stay the last: old ones that are brought in must not count."""
    here = reading.gates(connection, profile)
    new = [one for one in person.gate if one not in here]
    if here and new:
        writing.remove(connection, t.gate, t.gate.c.profile == profile)
        new = sorted((*here, *new), key=lambda one: one.at)
    for answers in new:
        writing.add_gate(connection, profile, answers)


def _merged(here: Sequence[Begun], added: Sequence[Begun]) -> list[Begun]:
    """By date, but neither changes its own order: a clock may have been set back in it."""
    merged: list[Begun] = []
    one, other = deque(here), deque(added)
    while one and other:
        merged.append((one if one[0].at <= other[0].at else other).popleft())
    return [*merged, *one, *other]


def _put_in_order(connection: Connection, wanted: Sequence[Begun]) -> None:
    """Practices are in the order of their numbers: who comes too early gets a new one."""
    last = 0
    for begun in wanted:
        last = begun.number if begun.number > last else writing.renumber(connection, begun.number)


def _add_session(connection: Connection, profile: int, session: Session) -> None:
    number = reading.session_number(connection, session.id)
    if number is None:
        number = writing.add_session(connection, profile, session)
    elif not _is_of(connection, number, profile):
        return  # somebody else's, brought in under another id
    else:
        _end(connection, number, session)
    here = {
        done.position: (exercise, done) for exercise, done in reading.exercises(connection, number)
    }
    key = uuid4().hex
    for done in session.exercises:
        if done.position not in here:
            exercise = writing.add_exercise(connection, number, f"{key}:{done.position}", done)
            writing.add_reps(connection, exercise, done.reps)
            writing.add_mistakes(connection, exercise, done.mistakes)
        else:
            _complete(connection, *here[done.position], done)


def _end(connection: Connection, number: int, session: Session) -> None:
    open_still = (t.session.c.number == number, t.session.c.ended_at.is_(None))
    connection.execute(update(t.session).where(*open_still).values(ended_at=session.ended_at))


def _complete(connection: Connection, number: int, here: ExerciseDone, whole: ExerciseDone) -> None:
    """Add what an exercise lacks that was broken off here: the other began in the same way."""
    began_alike = (
        here.ended_by is None
        and here.exercise == whole.exercise
        and here.reps == whole.reps[: len(here.reps)]
        and here.mistakes == whole.mistakes[: len(here.mistakes)]
    )
    if not began_alike:
        return
    writing.add_reps(connection, number, whole.reps[len(here.reps) :], len(here.reps))
    writing.add_mistakes(
        connection, number, whole.mistakes[len(here.mistakes) :], len(here.mistakes)
    )
    writing.end_exercise(connection, number, whole)


def _is_of(connection: Connection, session: int, profile: int) -> bool:
    owner = connection.scalar(select(t.session.c.profile).where(t.session.c.number == session))
    return owner == profile


def _add_changes(connection: Connection, profile: int, person: Person) -> None:
    here = {(one.at, one.kind, one.exercise) for one in reading.changes(connection, profile)}
    for change in person.changes:
        if (change.at, change.kind, change.exercise) not in here:
            writing.add_change(connection, profile, change)
    if not here:
        return
    writing.follow_mode(connection, profile)
