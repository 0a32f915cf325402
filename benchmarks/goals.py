"""What is aimed at, from what each check claims: its confidence and how long it waits."""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.specs.schema import Check, ExerciseSpec

from .floors import Floors
from .metrics import ALL, Figures

RECALL = {
    "A": {"clear": 0.95, "gross": 0.99, "mixed": 0.95},
    "B": {"clear": 0.85, "gross": 0.85, "mixed": 0.85},
}
FALSE_ALARMS = {"A": 0.02, "B": 0.05}
DELAY_S = 0.3
"""Beyond the time that the check waits on purpose."""
AT_LEAST = {"reps_exact": 0.97, "holds_within_half_second": 0.95}
CUES_PER_5_MINUTES = 1.0
ABSTAIN = 0.98
ANGLE_ERROR_DEG = 3.0


def goals(figures: Figures, specs: Mapping[str, ExerciseSpec]) -> Floors:
    """The goals of all figures that were measured and have one."""
    at_least: dict[str, float] = {"abstain.rate": ABSTAIN}
    at_most: dict[str, float] = {f"{ALL}.false_cues_per_5_minutes": CUES_PER_5_MINUTES}
    for spec in specs.values():
        for check in spec.checks:
            if check.confidence in RECALL:
                _of_check(figures, spec, check, at_least, at_most)
    for name in figures:
        last = name.rsplit(".", 1)[-1]
        if last in AT_LEAST and name.count(".") == 1:
            at_least[name] = AT_LEAST[last]
        if last == "mean_error_deg" and name.endswith(f".side.{last}"):
            at_most[name] = ANGLE_ERROR_DEG
    return Floors(_measured(at_least, figures), _measured(at_most, figures))


def check_for(spec: ExerciseSpec, name: str) -> Check:
    """The check that is to find a mistake in a manner (`jerking-up`)."""
    return next(check for check in spec.checks if check.mistake == name.split("-")[0])


def _of_check(
    figures: Figures, spec: ExerciseSpec, check: Check, at_least: dict[str, float],
    at_most: dict[str, float],
) -> None:  # fmt: skip
    exercise = spec.id
    at_most[f"{exercise}.{check.mistake}.false_alarms"] = FALSE_ALARMS[check.confidence]
    for name in {key.split(".")[1] for key in figures if key.startswith(f"{exercise}.")}:
        if name.split("-")[0] != check.mistake or check_for(spec, name) is not check:
            continue
        for level, goal in RECALL[check.confidence].items():
            at_least[f"{exercise}.{name}.recall.{level}"] = goal
        at_most[f"{exercise}.{name}.delay_median_s"] = waits_s(check) + DELAY_S


def waits_s(check: Check) -> float:
    """How long a check waits before it is raised, on purpose."""
    if check.raise_ is not None:
        return check.raise_.for_s
    return max((condition.for_s for condition in check.any or ()), default=0.0)


def _measured(limits: Mapping[str, float], figures: Figures) -> dict[str, float]:
    return {name: limit for name, limit in limits.items() if name in figures}
