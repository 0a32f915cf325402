"""A performance for every way in which every check of every spec can be raised.

Each `Case` says how to move so that the judged signal reaches a value; the limit comes from the
spec. `past` times the limit is clearly a mistake, `short` times it clearly none.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from formcheck.specs.schema import Check, ExerciseSpec
from streams.exercises import clean, rep
from streams.figure import SHOULDER_HEIGHT
from streams.limits import check_of, limit, phase_limit, specs
from streams.performance import Performance

Act = Callable[[float], Mapping[str, float]]
"""From the value the signal shall reach to the arguments of the repetition."""


@dataclass(frozen=True, slots=True)
class Case:
    """How to make one mistake, and how to just not make it.

    Attributes:
        part: which of the check's `any` conditions is meant (0 for `raise`).
        past, short: how far the signal goes, as shares of the limit.
        before: clean repetitions before the chosen one; one follows it.
    """

    exercise: str
    check: str
    act: Act
    past: float
    short: float
    part: int = 0
    view: str = "side"
    before: int = 1

    @property
    def name(self) -> str:
        return f"{self.exercise}-{self.check}-{self.part}-{self.view}"

    @property
    def spec(self) -> ExerciseSpec:
        return specs()[self.exercise]

    @property
    def rule(self) -> Check:
        return check_of(self.spec, self.check)

    @property
    def limit(self) -> float:
        edge = self.rule.any[self.part] if self.rule.any else self.rule.raise_
        while getattr(edge, "all", None):
            edge = edge.all[0]
        assert edge is not None
        return limit(self.spec, edge)

    @property
    def chosen(self) -> int:
        """Index of the repetition with the mistake, from 0."""
        return self.before

    def mistaken(self) -> Performance:
        return self.performance(self.past * self.limit)

    def just_right(self) -> Performance:
        return self.performance(self.short * self.limit, after=0)

    def worse(self) -> Performance | None:
        """Past the limit that makes the mistake more severe, if there is one."""
        worse = self.rule.worse
        return self.performance(1.2 * limit(self.spec, worse), after=0) if worse else None

    def performance(self, value: float, after: int = 1) -> Performance:
        """Clean repetitions before and after one in which the signal reaches a value."""
        before = [rep(self.exercise, i) for i in range(self.before)]
        chosen = rep(self.exercise, self.before, **self.act(value))
        rest = [rep(self.exercise, self.before + 1 + i) for i in range(after)]
        return Performance(self.exercise, self.view, (*before, chosen, *rest))


@functools.cache
def _cycle_share() -> float:
    """Share of a cat-cow repetition from leaving level to coming back to it."""
    spec, performance = specs()["cat_cow"], clean("cat_cow", reps=1)
    begin, end = performance.spans[0]
    times = np.linspace(begin, end, 2001)
    curve = performance.channels(times)["curve"]
    first = int(np.argmax(curve < phase_limit(spec, "level", "arch_first")))
    rounded = int(np.argmax(curve))
    last = rounded + int(np.argmax(curve[rounded:] < phase_limit(spec, "round_last", "level")))
    return float(times[last] - times[first]) / (end - begin)


def _small_swing(swing: float) -> Mapping[str, float]:
    """Reach both shapes just so that the swing between them is as asked."""
    spec = specs()["cat_cow"]
    arch = phase_limit(spec, "level", "arch_first")
    round_ = phase_limit(spec, "arch_first", "round_last")
    extra = (swing - (round_ - arch)) / 2
    return {"arch": arch - extra, "round_": round_ + extra}


def _drop_to(height: float) -> Mapping[str, float]:
    return {"drop": SHOULDER_HEIGHT - height, **LONG}


def _bounces(reversals: float) -> Mapping[str, float]:
    """At least so many reversals when asked for more than the limit, fewer when for less."""
    return {"bounces": math.ceil(reversals / 2), **LONG}


LONG = {"hold_s": 3.6}
CASES = (
    Case("cat_cow", "slow_enough", lambda s: {"seconds": s / _cycle_share()}, 0.75, 1.2),
    Case("cat_cow", "arch_in_range", lambda deg: {"arch": deg, "dwell_s": 1.5}, 1.2, 0.85),
    Case("cat_cow", "whole_range", _small_swing, 0.92, 1.15, before=2),
    Case("cat_cow", "neck_in_line", lambda deg: {"looking_up": deg}, 1.3, 0.8),
    Case("thread_the_needle", "hips_over_knees", lambda deg: {"hips": deg, **LONG}, 1.3, 0.8),
    Case("thread_the_needle", "threaded_through", _drop_to, 1.1, 0.85),
    Case("thread_the_needle", "not_forcing", lambda s: {"out_s": s}, 0.7, 1.3),
    Case("thread_the_needle", "not_forcing", _bounces, 1.7, 0.5, part=1),
    Case("thread_the_needle", "not_forcing", lambda s: {"out_s": s}, 0.7, 1.3, part=2),
    Case("thread_the_needle", "support_hand", lambda torso: {"lift": torso, **LONG}, 1.3, 0.8),
    Case("seated_thoracic_extension", "not_too_far", lambda deg: {"lean": deg}, 1.25, 0.9),
    Case("seated_thoracic_extension", "neck_easy", lambda deg: {"neck": deg, **LONG}, 1.2, 0.9),
    Case("seated_thoracic_extension", "no_rush", lambda s: {"out_s": s}, 0.7, 1.3),
    Case("seated_thoracic_extension", "no_rush", lambda s: {"out_s": s}, 0.7, 1.3, part=1),
    Case("seated_thoracic_extension", "smooth_return", lambda s: {"back_s": s}, 0.7, 1.3),
    Case("seated_thoracic_extension", "smooth_return", _bounces, 2.0, 0.0, part=1),
    Case("seated_thoracic_extension", "smooth_return", lambda s: {"back_s": s}, 0.7, 1.3, part=2),
    Case("wall_angels", "back_on_wall", lambda torso: {"gap": torso}, 1.3, 0.8),
    Case("wall_angels", "arms_on_wall", lambda torso: {"arm": torso}, 1.3, 0.8),
    Case("wall_angels", "smooth_arms", lambda s: {"up_s": s}, 0.7, 1.3),
    Case("wall_angels", "smooth_arms", lambda s: {"down_s": s}, 0.7, 1.3, part=1),
    Case("wall_angels", "smooth_arms", lambda s: {"up_s": s}, 0.7, 1.3, part=2),
    Case("wall_angels", "smooth_arms", lambda s: {"down_s": s}, 0.7, 1.3, part=3),
    Case("wall_angels", "smooth_arms", lambda s: {"up_s": s}, 0.7, 1.3, view="front"),
)  # fmt: skip


def every_way() -> set[tuple[str, str, int]]:
    """(exercise, check, part) for everything that can raise a mistake in the shipped specs."""
    return {
        (spec.id, check.id, part)
        for spec in specs().values()
        for check in spec.checks
        for part in range(len(check.any or (0,)))
    }


def medley(exercise: str) -> tuple[Performance, tuple[tuple[str, ...], ...]]:
    """Every check that sees from the side is failed, one in each repetition, between clean ones.

    Returns:
        The performance, and the mistakes of each of its repetitions.
    """
    wanted = (exercise, "side", 0)
    cases = [case for case in CASES if (case.exercise, case.view, case.part) == wanted]
    reps = [
        rep(exercise, number, **case.act(case.past * case.limit))
        for number, case in enumerate(cases, start=1)
    ]
    ends = rep(exercise, 0), rep(exercise, len(cases) + 1)
    mistakes = ((), *((case.rule.mistake,) for case in cases), ())
    return Performance(exercise, "side", (ends[0], *reps, ends[1])), mistakes
