"""A fabricated journal: somebody practises for some weeks, gets better, has a bad day.

All of it follows from the seed and the day on which one looks.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from formcheck.journal.records import (
    Change,
    ExerciseDone,
    Feelings,
    GateAnswers,
    Person,
    Planned,
    Profile,
    Rep,
    Session,
)
from formcheck.live.log import MistakeSeen

TODAY = date(2026, 11, 20)
"""A Friday."""
WEEKS = 8
OFFSET_MIN = 60
MODEL = "pose_landmarker_full"
ME = Profile("00112233445566778899aabbccddeeff", "Me", datetime(2026, 9, 20, 9, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class Habit:
    """How one exercise goes: the first and the last week's reaches, and its favourite mistake.

    Attributes:
        reach: by signal, for each side: (first, last), in the signal's unit.
        mistake: check, mistake, unit, limit, worst value.
    """

    dose: Mapping[str, float]
    reach: Mapping[str, Mapping[str | None, tuple[float, float]]]
    mistake: tuple[str, str, str, float, float] | None = None
    sides: tuple[str | None, ...] = (None,)
    view: str = "side"


HABITS: Mapping[str, Habit] = {
    "cat_cow": Habit({"reps": 6, "sets": 1}, {"curve": {None: (48.0, 71.0)}}),
    "thread_the_needle": Habit(
        {"reps_per_side": 1, "hold_s": 30, "sets": 1},
        {
            "drop": {"left": (0.42, 0.88), "right": (0.44, 0.47)},
            "hips_back": {"left": (11.0, 7.0), "right": (9.0, 7.0)},
        },
        ("hips_over_knees", "hips_back", "deg", 12.0, 17.0),
        ("left", "right"),
    ),
    "seated_thoracic_extension": Habit(
        {"reps": 2, "hold_s": 20, "sets": 1}, {"lean_back": {None: (14.0, 16.0)}}
    ),
    "trunk_rotation": Habit(
        {"reps": 5, "sets": 1},
        {"yaw": {None: (66.0, 72.0)}, "yaw.left": {None: (40.0, 44.0)},
         "yaw.right": {None: (26.0, 28.0)}},
        view="front",
    ),
}  # fmt: skip
CORE_THREE = ("cat_cow", "thread_the_needle", "seated_thoracic_extension")


def history(
    today: date = TODAY, weeks: int = WEEKS, *, a_week: int = 4, seed: int = 1
) -> tuple[Session, ...]:
    """The practices of the weeks up to `today`, oldest first."""
    rng = random.Random(seed)
    first = today - timedelta(days=7 * weeks - 1)
    days = sorted(
        first + timedelta(days=7 * week + day)
        for week in range(weeks)
        for day in rng.sample(range(7), a_week)
    )
    return tuple(practice(day, number / max(1, len(days) - 1), rng, number)
                 for number, day in enumerate(days))  # fmt: skip


def practice(day: date, progress: float, rng: random.Random, number: int) -> Session:
    """One practice; `progress` goes from 0 in the first to 1 in the last."""
    routine = number % 4 != 3
    names = CORE_THREE if routine else ("trunk_rotation",)
    began = datetime.combine(
        day, time(18, rng.randrange(50)), timezone(timedelta(minutes=OFFSET_MIN))
    )
    clock, done = 60.0, []
    for position, name in enumerate(names):
        one = exercise(name, position, clock, progress, rng)
        done.append(one)
        clock = (one.end_s or clock) + 25
    return Session(
        id=f"{number:032x}", profile=ME.id, started_at=began.astimezone(UTC),
        utc_offset_min=OFFSET_MIN, title="Core three" if routine else "Trunk rotation",
        planned=tuple(Planned(name, HABITS[name].dose) for name in names),
        routine="core_three" if routine else None,
        ended_at=(began + timedelta(seconds=clock)).astimezone(UTC),
        warm_up="done" if routine else "none", feelings=feelings(progress, rng, routine=routine),
        exercises=tuple(done), app="0.1.0",
    )  # fmt: skip


def feelings(progress: float, rng: random.Random, *, routine: bool = True) -> Feelings:
    """Pain falls from about 5 to about 2; not everything is said every time."""
    before = max(0, min(10, round(5.2 - 3 * progress + rng.gauss(0, 0.7))))
    after = max(0, before - rng.choice((0, 1, 1, 2)))
    morning = max(0, after - (1 if routine else 0)) if rng.random() < 0.75 else None
    note = rng.choice(("", "", "", "Felt stiff after a long day at the desk.", "Slept well."))
    return Feelings(before, after, morning, ("upper",), rng.randint(2, 5), rng.randint(4, 8),
                    rng.randint(2, 6), note)  # fmt: skip


def exercise(
    name: str, position: int, start_s: float, progress: float, rng: random.Random
) -> ExerciseDone:
    """One exercise of a practice: fewer mistakes and further reaches from week to week."""
    habit = HABITS[name]
    count = int(habit.dose.get("reps") or habit.dose["reps_per_side"])
    hold_s = habit.dose.get("hold_s")
    reps, mistakes, clock = [], [], start_s + 8
    for side in habit.sides:
        for _ in range(count):
            end = clock + 6 + (hold_s or 0)
            wrong = habit.mistake is not None and rng.random() > 0.45 + 0.5 * progress
            if wrong and habit.mistake:
                check, mistake, unit, limit, value = habit.mistake
                mistakes.append(MistakeSeen(end - 3, check, mistake, "minor", True,
                                        value + rng.gauss(0, 1), limit, unit))  # fmt: skip
            held = None if hold_s is None else hold_s * (0.7 + 0.3 * progress)
            reps.append(Rep(
                1, len(reps) + 1, side, clock, end, "mistake" if wrong else "clean",
                (habit.mistake[1],) if wrong and habit.mistake else (), held, held,
                reach_of(habit, side, progress, rng),
            ))  # fmt: skip
            clock = end + 1
    return ExerciseDone(
        position, name, MODEL, habit.dose, start_s=start_s, end_s=clock, ended_by="dose",
        view=habit.view, judged_share=round(rng.uniform(0.86, 0.99), 3), reps=tuple(reps),
        mistakes=tuple(mistakes),
    )  # fmt: skip


def reach_of(
    habit: Habit, side: str | None, progress: float, rng: random.Random
) -> dict[str, float]:
    """How far it went: between the first and the last week's reach, with a day's scatter."""
    found = {}
    for signal, sides in habit.reach.items():
        low, high = sides.get(side) or sides[None]
        found[signal] = (low + (high - low) * progress) * (1 + rng.gauss(0, 0.04))
    return found


def person(sessions: Sequence[Session] | None = None, changes: Sequence[Change] = ()) -> Person:
    """Everything that the journal holds of them."""
    gate = GateAnswers(ME.created_at, 1, {}, "clear", True)
    return Person(ME, (gate,), tuple(history() if sessions is None else sessions),
                  tuple(changes), ())  # fmt: skip
