"""Adds what was exported elsewhere, or earlier, to what is here."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from sqlalchemy import Connection, select, update

from formcheck.journal import reading, writing
from formcheck.journal import tables as t
from formcheck.journal.records import Person, Profile, Session


def add(connection: Connection, person: Person) -> Profile:
    """Add everything of a person that is not here yet; the profile as it is now."""
    number = connection.scalar(
        select(t.profile.c.number).where(t.profile.c.id == person.profile.id)
    )
    if number is None:
        name = _free_name(connection, writing.trimmed_name(person.profile.name))
        number = writing.add_profile(connection, replace(person.profile, name=name), person.plan)
    elif person.plan is not None:
        connection.execute(
            update(t.profile)
            .where(t.profile.c.number == number, t.profile.c.plan.is_(None))
            .values(plan=person.plan)
        )
    answered = reading.gates(connection, number)
    for answers in person.gate:
        if answers not in answered:
            writing.add_gate(connection, number, answers)
    for session in person.sessions:
        _add_session(connection, number, session)
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


def _add_session(connection: Connection, profile: int, session: Session) -> None:
    number = reading.session_number(connection, session.id)
    if number is not None:
        return
    number = writing.add_session(connection, profile, session)
    key = uuid4().hex
    for done in session.exercises:
        exercise = writing.add_exercise(connection, number, f"{key}:{done.position}", done)
        writing.add_reps(connection, exercise, done.reps)
        writing.add_mistakes(connection, exercise, done.mistakes)


def _add_changes(connection: Connection, profile: int, person: Person) -> None:
    here = {(one.at, one.kind, one.exercise) for one in reading.changes(connection, profile)}
    for change in person.changes:
        if (change.at, change.kind, change.exercise) not in here:
            writing.add_change(connection, profile, change)
    if not here:
        return
    writing.follow_mode(connection, profile)
