"""A plan looked at from one of its steps. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.coach.dose import resolve_dose
from formcheck.live import phrases
from formcheck.live.telling import Line, amount, sentences, steps
from formcheck.routines.camera import CameraPlace, places
from formcheck.routines.errors import RoutineError
from formcheck.routines.routine import Plan, Step
from formcheck.specs.schema import ExerciseSpec


class Route:
    """The steps of a plan with their exercises.

    Attributes:
        exercises: the steps that are coached, in order.
    """

    def __init__(self, plan: Plan, specs: Mapping[str, ExerciseSpec]) -> None:
        """`specs`: by id, as they are to be judged.

        Raises:
            RoutineError: the plan has no exercise, or one that is not among `specs`.
        """
        self._steps = plan.steps
        self._specs = specs
        self.exercises = tuple(step for step in plan.steps if step.kind == "exercise")
        if not self.exercises:
            raise RoutineError(f"'{plan.title}' has no exercise to practise. Add one first.")
        for step in self.exercises:
            if step.exercise not in specs:
                raise RoutineError(
                    f"'{plan.title}' names an exercise that is not here: '{step.exercise}'. "
                    "Take it out, or put another in its place."
                )
        served = places(self.spec(step) for step in self.exercises)
        self._places = tuple(place for place, count in served for _ in range(count))

    def spec(self, step: Step) -> ExerciseSpec:
        """The exercise of a step (KeyError: it is a timer)."""
        return self._specs[step.exercise or ""]

    def position(self, at: int) -> int:
        """How many exercises come before the step `at`: its own place, or of the one after it."""
        before = sum(step.kind == "exercise" for step in self._steps[:at])
        return min(before, len(self.exercises) - 1)

    def exercise_from(self, at: int) -> Step:
        """The exercise at a step, or the next one after it; at the end, the last one."""
        return self.exercises[self.position(at)]

    def new_things(self, at: int) -> tuple[str, ...]:
        """What the exercise at a step needs and the one before it did not."""
        position = self.position(at)
        before = self.spec(self.exercises[position - 1]).equipment if position else ()
        wanted = self.spec(self.exercises[position]).equipment
        return tuple(thing for thing in wanted if thing not in before)

    def camera_lines(self, at: int) -> tuple[str, str]:
        """Where the camera is to be put for the exercise at a step and those that share it."""
        place: CameraPlace = self._places[self.position(at)]
        return phrases.camera_line(place.view), phrases.height_line(place.height_m)

    def preparing(self, at: int) -> tuple[str, ...]:
        """What is to be done before a step: where the camera goes, and what to have ready."""
        things, step = self.new_things(at), self._steps[at]
        stays = (phrases.CAMERA_STAYS,) if at else ()  # at the very first it has just been placed
        camera = self.camera_lines(at) if step.camera_moves else stays
        return (*camera, phrases.needs_line(things)) if things else camera

    def announcement(self, at: int, *, explained: bool) -> tuple[Line, ...]:
        """What is told before an exercise: its name, what to prepare, how it goes, how much."""
        step = self._steps[at]
        spec = self.spec(step)
        lines: list[Line] = []
        if len(self.exercises) > 1:  # else there is nothing to tell apart
            lines.append(Line(phrases.next_line(step.title), "rest", "good"))
        lines += [Line(line, "rest") for line in self.preparing(at)]
        if explained:
            lines += steps(sentences(spec.steps))
        lines += map(Line, amount(spec, resolve_dose(spec, step.dose)))
        return (*lines, Line(phrases.TAKE_START))
