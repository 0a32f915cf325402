"""What the articles say about how often, said about a person's week."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from formcheck.coach.dose import resolve_dose
from formcheck.routines.advice import STUDIES, Advice
from formcheck.routines.kinds import both_sides, kind_of, static_s
from formcheck.routines.routine import Routine
from formcheck.routines.week import DAYS, WeeklyPlan
from formcheck.specs.schema import ExerciseSpec

STRENGTH_DAYS = 2
"""Spine Institute NY: one or two days a week. The day of rest between is ours."""
STRETCH_S = 600.0
"""Held stretches in a week: gains level off near 10 minutes, in 189 studies
(DOI 10.1007/s40279-024-02143-9)."""


def advice(
    plan: WeeklyPlan, routines: Iterable[Routine], specs: Mapping[str, ExerciseSpec]
) -> tuple[Advice, ...]:
    """What to change or to know about a week, the most important first; never empty."""
    known = {routine.id: routine for routine in routines}
    days = [[known[slot.routine] for slot in day if slot.routine in known] for day in plan.days]
    found = (*_unknown(plan, known), *_strength(days, specs), *_often(days, specs),
             *_stretching(days, specs))  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.level != "warn"))


def for_strength(routine: Routine, specs: Mapping[str, ExerciseSpec]) -> bool:
    """Whether at least half of its exercises are for strength."""
    kinds = [kind_of(specs[item.exercise]) for item in routine.items if item.exercise in specs]
    return bool(kinds) and 2 * kinds.count("strength") >= len(kinds)


def stretched_s(routine: Routine, specs: Mapping[str, ExerciseSpec]) -> float:
    """Seconds of held stretches in one practice of a routine, without its warm-up."""
    return sum(
        static_s(spec, both_sides(spec, resolve_dose(spec, item.dose)))
        for item in routine.items
        if (spec := specs.get(item.exercise)) is not None
    )


def _unknown(plan: WeeklyPlan, known: Mapping[str, Routine]) -> Iterator[Advice]:
    for name, day in zip(DAYS, plan.days, strict=True):
        if any(slot.routine not in known for slot in day):
            text = f"{name.capitalize()} names a routine that is not here. Choose another."
            yield Advice("warn", "unknown", text)


def _often(days: list[list[Routine]], specs: Mapping[str, ExerciseSpec]) -> Iterator[Advice]:
    count = sum(any(not for_strength(routine, specs) for routine in day) for day in days)
    if count <= 1:
        if count == 1:
            text = "Once a week is basic maintenance of how far you can move."
            yield Advice("advise", "days", text, "Liv Hospital")
        text = "Two or three days of mobility a week are a good beginning."
        yield Advice("advise", "days", text, "Lisa Miller")
    elif count == 2:
        text = "Two days of mobility are a good beginning. Add a day as it feels good."
        yield Advice("advise", "days", text, "Lisa Miller")
    elif count < 7:
        text = f"{_NUMBERS[count]} days of mobility a week keep muscles flexible. Daily is the aim."
        yield Advice("advise", "days", text, "Liv Hospital")
    else:
        text = "Mobility every day: that does most for moving easily."
        yield Advice("advise", "days", text, "Liv Hospital")


def _strength(days: list[list[Routine]], specs: Mapping[str, ExerciseSpec]) -> Iterator[Advice]:
    strong = [any(for_strength(routine, specs) for routine in day) for day in days]
    if sum(strong) > STRENGTH_DAYS:
        text = "Strength on one or two days a week is enough."
        yield Advice("warn", "strength", text, "Spine Institute NY")
    if any(one and next_one for one, next_one in zip(strong, strong[1:] + strong[:1], strict=True)):
        yield Advice("warn", "strength", "Leave a day of rest between days of strength.")


def _stretching(days: list[list[Routine]], specs: Mapping[str, ExerciseSpec]) -> Iterator[Advice]:
    seconds = sum(stretched_s(routine, specs) for day in days for routine in day)
    if not seconds:
        return
    minutes = max(1, round(seconds / 60))
    held = f"About {minutes} {'minute' if minutes == 1 else 'minutes'} of held stretches a week"
    if seconds < STRETCH_S:
        text = f"{held}; gains level off near 10."
    else:
        text = f"{held}: enough. Gains level off near 10."
    yield Advice("advise", "stretching", text, STUDIES)


_NUMBERS = {3: "Three", 4: "Four", 5: "Five", 6: "Six"}
