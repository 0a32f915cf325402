"""A routine made into the steps that a practice follows, and how long they take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from formcheck.coach.dose import resolve_dose, target_reps
from formcheck.routines.camera import least_moved, moves
from formcheck.routines.errors import RoutineError
from formcheck.routines.kinds import both_sides
from formcheck.routines.routine import Item, Plan, Routine, Step
from formcheck.specs.schema import ExerciseSpec

Order = Literal["as_is", "least_camera_moves"]

MARCHING = "March on the spot"
PLACE_S = 20.0
"""Getting into the start pose, 15 s of it while the exercise is announced, and being measured
there. A guess."""
CAMERA_S = 20.0
"""Getting up and putting the camera elsewhere takes so much longer. A guess."""
REST_S = 30.0
"""Rest between sets where the exercise does not say."""
MOVE_S = 4.0
"""Going into a held position and out of it (3.2 s in the sample films), or a whole repetition where
nothing else is known."""
_REP_S: Mapping[str, float] = {
    "arm_circles": 2.5,
    "neck_flexion": 5.0,
    "neck_rolls": 9.0,
    "seated_twist_dynamic": 6.5,
    "segmental_peanut": 9.5,
    "shoulder_roll": 3.5,
    "single_arm_row": 4.5,
    "trunk_rotation": 5.0,
}
"""Repetitions whose breath or tempo says nothing of their length: between slow and brisk as the
sample studio performs them."""


def plan_of(
    routine: Routine,
    specs: Mapping[str, ExerciseSpec],
    *,
    warm_up: bool = True,
    order: Order = "as_is",
) -> Plan:
    """What a practice of a routine does: the warm-up first, both sides always.

    For the first exercise the camera is put in its place before the practice begins: it does not
    count as a move. Marching needs no camera.

    Raises:
        RoutineError: the routine has no exercise, or names one that is not among `specs`.
        DoseError: a dose that an exercise does not have or allow.
    """
    if not routine.items:
        raise RoutineError(f"'{routine.title}' has no exercise yet. Add one first.")
    drills = [(_spec(item, routine, specs), item) for item in routine.drills if warm_up]
    items = [(_spec(item, routine, specs), item) for item in routine.items]
    if order == "least_camera_moves":
        best = least_moved([spec for spec, _ in items], [spec for spec, _ in drills])
        items = [items[index] for index in best]
    coached = drills + items
    moved = moves(spec for spec, _ in coached)
    steps = [
        _step(spec, both_sides(spec, resolve_dose(spec, item.dose)), move, number < len(drills))
        for number, ((spec, item), move) in enumerate(zip(coached, moved, strict=True))
    ]
    if warm_up and routine.warm_up_s > 0:
        steps.insert(0, Step("timer", MARCHING, routine.warm_up_s, warm_up=True))
    return Plan(routine.title, tuple(steps), routine.id)


def single(spec: ExerciseSpec, dose: Mapping[str, float] | None = None) -> Plan:
    """The plan of one exercise alone, without a warm-up.

    Raises:
        DoseError: a dose that the exercise does not have or allow.
    """
    return Plan(spec.title, (_step(spec, resolve_dose(spec, dose), False, False),))


def seconds_of(spec: ExerciseSpec, dose: Mapping[str, float] | None = None) -> float:
    """About how long an exercise takes, with getting into place and the rests between its sets.

    A held repetition is its hold and the way there and back. Another one takes as long as its
    breath or its tempo says, whichever is slower. Calm repetitions in the sample films take up to
    a quarter less.

    Raises:
        DoseError: a dose that the exercise does not have or allow.
    """
    full = resolve_dose(spec, dose)
    reps = target_reps(spec, full) or 1
    sets = max(1, round(full.get("sets", 1.0)))
    rests_s = (sets - 1) * full.get("rest_s", REST_S)
    return PLACE_S + sets * reps * _rep_s(spec, full) + rests_s


def described(plan: Plan, telling_s: float = 0.0) -> str:
    """A plan in words: "About 10 minutes. 5 minutes of marching, then 5 exercises. ...".

    `telling_s`: so much longer it takes because it is told how the exercises go.
    """
    marching = sum(step.seconds for step in plan.steps if step.kind == "timer")
    drills = sum(step.kind == "exercise" and step.warm_up for step in plan.steps)
    items = sum(step.kind == "exercise" and not step.warm_up for step in plan.steps)
    parts = [f"{minutes_words(marching)} of marching"] if marching else []
    parts += [f"{_count(drills, 'warm-up exercise')}"] if drills else []
    parts += [_count(items, "exercise")]
    moved = sum(step.camera_moves for step in plan.steps)
    camera = f"You move the camera {_times(moved)}." if moved else "The camera stays in one place."
    what = ", then ".join(parts)
    more = f", and {minutes_words(telling_s)} more to hear how they go" if telling_s else ""
    return f"About {minutes_words(plan.seconds)}{more}. {what[0].upper()}{what[1:]}. {camera}"


def minutes_words(seconds: float) -> str:
    """A length of time as routines tell it: "10 minutes", "1 minute", "40 seconds"."""
    if seconds < 50:
        return f"{round(seconds / 10) * 10 or 10} seconds"
    return _count(max(1, round(seconds / 60)), "minute")


def _spec(item: Item, routine: Routine, specs: Mapping[str, ExerciseSpec]) -> ExerciseSpec:
    if item.exercise not in specs:
        raise RoutineError(
            f"'{routine.title}' names an exercise that is not here: '{item.exercise}'. "
            "Take it out, or put another in its place."
        )
    return specs[item.exercise]


def _step(spec: ExerciseSpec, dose: Mapping[str, float], moved: bool, warm_up: bool) -> Step:
    return Step(
        "exercise",
        spec.title,
        seconds_of(spec, dose) + (CAMERA_S if moved else 0.0),
        exercise=spec.id,
        dose=dose,
        view=spec.camera.preferred,
        camera_moves=moved,
        warm_up=warm_up,
    )


def _rep_s(spec: ExerciseSpec, dose: Mapping[str, float]) -> float:
    if "hold_s" in dose:
        return dose["hold_s"] + MOVE_S
    if spec.id in _REP_S:
        return _REP_S[spec.id]
    breath = spec.dose.breath
    paced = 0.0 if breath is None else breath.in_s + breath.out_s
    return max(paced, sum(spec.dose.tempo.values())) or MOVE_S


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
