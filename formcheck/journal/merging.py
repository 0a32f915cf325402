"""Adds what was exported elsewhere, or earlier, to what is here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import cast
from uuid import uuid4

from sqlalchemy import Connection, select, update

from formcheck.journal import changing, reading, writing
from formcheck.journal import tables as t
from formcheck.journal.order import merged
from formcheck.journal.reading import Begun
from formcheck.journal.records import ExerciseDone, Person, Profile, Said, Session


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
    first = reading.last_begun(connection)
    _add_sessions(connection, number, person)
    _keep_first(connection, number, first)
    changing.bring_in(connection, number, person.changes)
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
        new = merged(here, new, lambda one: one.at)
    for answers in new:
        writing.add_gate(connection, profile, answers)


def _add_sessions(connection: Connection, profile: int, person: Person) -> None:
    before = reading.begun(connection, profile)
    for session in person.sessions:
        _add_session(connection, profile, session)
    added = [one for one in reading.begun(connection, profile) if one not in before]
    _put_in_order(connection, merged(added, before, lambda one: one.at))


def _put_in_order(connection: Connection, wanted: Sequence[Begun]) -> None:
    """Practices are in the order of their numbers: who comes too early gets a new one."""
    last = 0
    for begun in wanted:
        last = begun.number if begun.number > last else writing.renumber(connection, begun.number)


def _keep_first(connection: Connection, profile: int, before: dict[int, Begun]) -> None:
    """Who practised last is first in the list; bringing in old practices makes nobody that."""
    brought = reading.last_begun(connection).get(profile)
    if brought is None or brought == before.get(profile):
        return
    was = before.get(profile)
    for one in sorted(before.values(), key=lambda one: one.number):
        same = was is not None and was.at == brought.at  # only its number is another
        if one.number > was.number if was and same else one.at > brought.at:
            writing.renumber(connection, one.number)


def _add_session(connection: Connection, profile: int, session: Session) -> None:
    number = reading.session_number(connection, session.id)
    if number is None:
        number = writing.add_session(connection, profile, session)
    elif not _is_of(connection, number, profile):
        return  # somebody else's, brought in under another id
    else:
        _fill(connection, number, session)
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


def _fill(connection: Connection, number: int, whole: Session) -> None:
    """Add what a practice lacks here: its end, its warm-up, what was never said of it."""
    here = reading.head(connection, whole.id)[1]
    values: dict[str, object] = {}
    if here.ended_at is None:
        values["ended_at"] = whole.ended_at
    if here.warm_up == "none":
        values["warm_up"] = whole.warm_up
    unsaid = [name for name, value in asdict(here.feelings).items() if value in (None, (), "")]
    told = {name: getattr(whole.feelings, name) for name in unsaid}
    values |= writing.felt(cast(Said, told))
    connection.execute(update(t.session).where(t.session.c.number == number).values(**values))


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
