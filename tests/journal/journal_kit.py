"""Practices for the journal."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from formcheck.coach.events import RepCompleted
from formcheck.journal.practice import SessionLog
from formcheck.journal.records import (
    Planned,
)
from formcheck.journal.store import Journal
from formcheck.live.log import ExerciseBegan, ExerciseEnded, MistakeSeen, RepDone

AT = datetime(2026, 3, 1, 7, 30, tzinfo=UTC)
PLANNED = (Planned("cat_cow", {"reps": 5.0}),)


def mistake(time_s: float = 2.0) -> MistakeSeen:
    return MistakeSeen(time_s, "hips_back", "hips_back", "major", True, 0.3, 0.2, "torso")


def rep_done(index: int, *mistakes: MistakeSeen, side: str | None = None) -> RepDone:
    names = tuple(one.mistake for one in mistakes)
    verdict = "mistake" if mistakes else "clean"
    rep = RepCompleted(4.0 * index, index, side, 4.0 * index - 3, 4.0 * index, verdict, names)
    return RepDone(1, rep, None, None, {"back_curve": 80.0 + index}, mistakes)


def began(position: int = 0, exercise: str = "cat_cow") -> ExerciseBegan:
    return ExerciseBegan(position, exercise, {"reps": 5.0}, 1.0)


def ended(position: int = 0, *mistakes: MistakeSeen) -> ExerciseEnded:
    return ExerciseEnded(position, "dose", 60.0, "side", 0.9, mistakes)


def log_of(journal: Journal, session: str) -> SessionLog:
    return journal.log(session, model="full", mode="standard", steps={"cat_cow": 2})


def practise(journal: Journal, profile: str, reps: int = 3, at: datetime = AT) -> str:
    """One exercise of so many repetitions; the practice's id."""
    session = journal.begin(profile, "Cat-cow", PLANNED, at=at)
    log = log_of(journal, session)
    log.began(began())
    for index in range(1, reps + 1):
        log.rep(0, rep_done(index))
    log.ended(ended())
    journal.end(session, at + timedelta(minutes=3))
    return session


def wait_until(done: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait for another thread."""
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.01)
