"""How somebody is coached today: mode, steps, and gentler after more pain than usual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from formcheck.coach.dose import resolve_dose
from formcheck.journal.errors import JournalError
from formcheck.journal.records import Change, Mode
from formcheck.progress.adaptation import adapted, adapted_dose, step_of, step_today
from formcheck.routines.routine import Item, Plan, Routine
from formcheck.safety.pain import light
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.catalogue import kept_limits
from formcheck.ui.person import journal, person


@dataclass(frozen=True, slots=True)
class Coaching:
    """How somebody is coached.

    Attributes:
        mode: how strict.
        changes: what raised or lowered an exercise so far.
        pain: how the back feels now; amber means one step back in every exercise, today only.
    """

    mode: Mode = "standard"
    changes: tuple[Change, ...] = ()
    pain: int | None = None

    @property
    def gentler(self) -> bool:
        """Whether it is gentler than usual today."""
        return self.pain is not None and light(self.pain) == "amber"

    def step(self, exercise: str) -> int:
        """How far the exercise has been raised, today."""
        return step_today(step_of(self.changes, exercise), self.pain)

    def spec(self, spec: ExerciseSpec) -> ExerciseSpec:
        """The exercise as it is judged today; limits that the person set themselves stay."""
        step = self.step(spec.id)
        return adapted(spec, mode=self.mode, step=step, limits=kept_limits(spec.id))

    def dose(self, spec: ExerciseSpec, dose: Mapping[str, float] | None = None) -> dict[str, float]:
        """How much of it today; `dose`: what the routine says, else the exercise's default."""
        full = resolve_dose(spec, dose)
        return adapted_dose(spec, full, self.step(spec.id), mode=self.mode, eased=self.gentler)

    def shortens(self, done: Iterable[tuple[ExerciseSpec, Mapping[str, float] | None]]) -> bool:
        """Whether any of these exercises, each with its dose, is held shorter for the pain."""
        usual = replace(self, pain=None)
        return any(
            self.dose(spec, dose).get("hold_s", 0) < usual.dose(spec, dose).get("hold_s", 0)
            for spec, dose in done
        )

    def routine(self, routine: Routine, specs: Mapping[str, ExerciseSpec]) -> Routine:
        """The routine with today's amounts; an exercise that is not here is left as it is."""
        return replace(routine, items=tuple(self._today(item, specs) for item in routine.items))

    def steps(self, plan: Plan) -> dict[str, int]:
        """The steps of the plan's exercises, for the journal."""
        return {one.exercise: self.step(one.exercise) for one in plan.steps if one.exercise}

    def _today(self, item: Item, specs: Mapping[str, ExerciseSpec]) -> Item:
        spec = specs.get(item.exercise)
        return item if spec is None else replace(item, dose=self.dose(spec, item.dose))


def coaching(pain: int | None) -> Coaching:
    """How the person who practises here is coached today; plainly where the journal is silent."""
    try:
        who = person()
        return Coaching(who.mode, journal().changes(who.id), pain)
    except JournalError:
        return Coaching(pain=pain)
