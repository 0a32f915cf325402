"""A made-up person: eight weeks of practice three times a week, the same at every run.

What goes in is known: the reach of thread the needle doubles on the left and stays on the
right, pain before practising falls from about 4 to 2, the first weeks have more mistakes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from formcheck.journal.records import (
    Change,
    ExerciseDone,
    Feelings,
    GateAnswers,
    Mistake,
    Person,
    Planned,
    Profile,
    Rep,
    Session,
)
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec

TODAY = date(2026, 3, 29)
"""A Sunday."""
PROFILE = Profile("0" * 31 + "1", "Alex", datetime(2026, 2, 1, 9, tzinfo=UTC))
MODEL = "pose_landmarker_full"
OFFSET_MIN = 60
CORE_THREE = ("cat_cow", "thread_the_needle", "seated_thoracic_extension")
_WEEKDAYS = (0, 2, 4)


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
    mistakes: Sequence[Mistake] = (),
    start_s: float = 0.0,
) -> ExerciseDone:
    """An exercise that was done as asked."""
    end_s = max((one.end_s for one in reps), default=start_s) + 2.0
    return ExerciseDone(
        position, exercise, model, dose or {}, start_s=start_s, end_s=end_s, ended_by=ended_by,
        view=view, judged_share=0.93, reps=tuple(reps), mistakes=tuple(mistakes),
    )  # fmt: skip


def mistake(name: str = "hips_back", check: str = "hips_over_knees", **other: object) -> Mistake:
    """A small mistake."""
    one = Mistake(12.0, check, name, "minor", True, 15.0, 12.0, "deg")
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
        profile=PROFILE.id,
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


def history(weeks: int = 8, today: date = TODAY) -> tuple[Session, ...]:
    """Practices of so many weeks, the last of them in the week of `today`."""
    chance = Random(8)
    monday = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    days = [monday + timedelta(weeks=week, days=day) for week in range(weeks) for day in _WEEKDAYS]
    days = [day for day in days if day <= today]
    made = []
    for number, day in enumerate(days):
        share = number / max(1, len(days) - 1)
        exercises = [_cat_cow(share, chance), _needle(share, chance), _extension(share, chance)]
        if number % 2:
            exercises.append(_rotation(chance))
        before = round(4.4 - 2.6 * share + chance.uniform(-0.4, 0.4))
        next_day = max(0, before - (2 if number % 2 else 0))
        feelings = Feelings(
            pain_before=before, pain_after=max(0, before - 1), pain_next_day=next_day,
            where=("upper", "mid") if number % 3 else ("upper",), effort=4 + number % 3,
            note="Slept badly." if number == 5 else "",
        )  # fmt: skip
        placed = tuple(replace(one, position=at) for at, one in enumerate(exercises))
        made.append(
            session(day, placed, number=number + 1, feelings=feelings, minutes=10 + 4 * share)
        )
    return tuple(made)


def changes() -> tuple[Change, ...]:
    """Two changes of how the person is coached, one of them taken back."""
    at = datetime(2026, 3, 2, 18, tzinfo=UTC)
    why = "Three good practices with little pain: a step further."
    return (
        Change(1, at, "step", "thread_the_needle", "0", "1", why),
        Change(2, at + timedelta(days=9), "step", "cat_cow", "0", "1", why,
               undone_at=at + timedelta(days=10)),
    )  # fmt: skip


def person() -> Person:
    """Everything of the made-up person."""
    answered = GateAnswers(PROFILE.created_at, 1, {}, "clear", acknowledged=True)
    return Person(PROFILE, (answered,), history(), changes(), ())


def _cat_cow(share: float, chance: Random) -> ExerciseDone:
    wrong = 4 if share < 0.3 else 2 if share < 0.7 else 1
    reps = [
        rep(n, reach={"curve": 46 + 6 * share + chance.uniform(-3, 3)}, start_s=5.0 * n,
            mistake="too_quick" if n <= wrong else None)
        for n in range(1, 9)
    ]  # fmt: skip
    seen = [mistake("too_quick", "slow_enough", unit="s", value=0.7, threshold=0.9)] * wrong
    return exercise_done("cat_cow", reps, dose={"reps": 8.0, "sets": 1.0}, mistakes=seen)


def _needle(share: float, chance: Random) -> ExerciseDone:
    reaches = {"left": 0.40 + 0.50 * share, "right": 0.62}
    slip = "hips_back" if share < 0.4 else None
    reps = [
        rep(n, side=side, held_s=24 + 6 * share, start_s=60.0 + 40 * n,
            reach={"drop": reaches[side] + chance.uniform(-0.02, 0.02)},
            mistake=slip if side == "left" else None)
        for n, side in enumerate(("left", "right"), 1)
    ]  # fmt: skip
    seen = [mistake()] if slip else []
    dose = {"reps_per_side": 1.0, "hold_s": 30.0, "sets": 1.0}
    return exercise_done("thread_the_needle", reps, dose=dose, mistakes=seen, start_s=60.0)


def _extension(share: float, chance: Random) -> ExerciseDone:
    reps = [
        rep(n, held_s=18 + 3 * share, start_s=180.0 + 30 * n,
            reach={"lean_back": 13 + chance.uniform(-1.5, 1.5), "motion": 11.0})
        for n in range(1, 4)
    ]  # fmt: skip
    dose = {"reps": 3.0, "hold_s": 20.0, "sets": 1.0}
    return exercise_done("seated_thoracic_extension", reps, dose=dose, start_s=180.0)


def _rotation(chance: Random) -> ExerciseDone:
    """Always further to the left than to the right."""
    reps = []
    for n in range(1, 11):
        left, right = 48 + chance.uniform(-2, 2), 33 + chance.uniform(-2, 2)
        reach = {"yaw": left + right, "yaw.left": left, "yaw.right": right}
        reps.append(rep(n, reach=reach, start_s=300.0 + 5 * n))
    return exercise_done("trunk_rotation", reps, dose={"reps": 10.0}, view="front", start_s=300.0)
