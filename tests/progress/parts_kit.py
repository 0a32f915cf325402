"""Practices put together by hand, part by part; whole weeks of them are in `history_kit`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from formcheck.journal.records import ExerciseDone, Feelings, Planned, Rep, Session
from formcheck.live.log import MistakeSeen
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec
from tests.progress.history_kit import ME, MODEL, OFFSET_MIN


def specs() -> dict[str, ExerciseSpec]:
    """The shipped exercises."""
    return load_all()


def rep(
    number: int,
    *,
    reach: Mapping[str, float] | None = None,
    side: str | None = None,
    held_s: float | None = None,
    mistake: str | None = None,
    start_s: float = 0.0,
) -> Rep:
    """A repetition of four seconds, and its hold."""
    return Rep(
        set_number=1,
        number=number,
        side=side,
        start_s=start_s,
        end_s=start_s + 4.0 + (held_s or 0.0),
        verdict="mistake" if mistake else "clean",
        mistakes=(mistake,) if mistake else (),
        held_s=held_s,
        form_s=None if held_s is None else held_s * (0.8 if mistake else 1.0),
        reach=reach or {},
    )


def exercise_done(
    exercise: str,
    reps: Sequence[Rep],
    *,
    position: int = 0,
    dose: Mapping[str, float] | None = None,
    view: str | None = "side",
    model: str = MODEL,
    ended_by: str | None = "dose",
    mistakes: Sequence[MistakeSeen] = (),
    start_s: float = 0.0,
) -> ExerciseDone:
    """An exercise that was done as asked."""
    end_s = max((one.end_s for one in reps), default=start_s) + 2.0
    return ExerciseDone(
        position, exercise, model, dose or {}, start_s=start_s, end_s=end_s, ended_by=ended_by,
        view=view, judged_share=0.93, reps=tuple(reps), mistakes=tuple(mistakes),
    )  # fmt: skip


def mistake(
    name: str = "hips_back", check: str = "hips_over_knees", **other: object
) -> MistakeSeen:
    """A small mistake."""
    one = MistakeSeen(12.0, check, name, "minor", True, 15.0, 12.0, "deg")
    return replace(one, **other)  # type: ignore[arg-type]


def session(
    day: date,
    exercises: Sequence[ExerciseDone],
    *,
    number: int = 0,
    feelings: Feelings | None = None,
    minutes: float = 11.0,
    hour: int = 17,
) -> Session:
    """A practice in the late afternoon of the person's own day."""
    begun = datetime(day.year, day.month, day.day, hour, 30, tzinfo=UTC)
    begun -= timedelta(minutes=OFFSET_MIN)
    return Session(
        id=f"{number:032x}",
        profile=ME.id,
        started_at=begun,
        utc_offset_min=OFFSET_MIN,
        title="Core three",
        planned=tuple(Planned(one.exercise, one.dose) for one in exercises),
        routine="core_three",
        ended_at=begun + timedelta(minutes=minutes),
        warm_up="done",
        feelings=feelings or Feelings(),
        exercises=tuple(exercises),
        app="0.1",
    )
