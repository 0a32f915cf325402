"""Every exercise performed by the studio's people, as a perfect model sees them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from formcheck.coach.coach import Coach
from formcheck.coach.judge import judge_frames
from formcheck.coach.summary import SetSummary
from formcheck.pose.recording import Recording
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec
from tools.sample_studio.ideal import ideal_recording
from tools.sample_studio.repertoire.plans import PLANS
from tools.sample_studio.scenario import Repetition, Scenario, SideName, View
from tools.sample_studio.trials import CATALOGUE_TRIALS, Level, Trial

FPS = 10
BODIES = ("female_tall", "male_avg")


@functools.cache
def specs() -> dict[str, ExerciseSpec]:
    """All shipped specs; variants are exercises of their own."""
    return load_all()


PERFORMED = sorted(set(PLANS) & set(specs()))
TRIALS = {
    f"{trial.exercise}-{trial.name}": trial
    for trial in CATALOGUE_TRIALS
    if trial.readable and trial.exercise in PERFORMED
}
"""Each mistake that a camera can tell, in each of its manners."""


def clean(exercise: str, size: str = "large", tempo: str = "slow", body: int = 0) -> Scenario:
    """Repetitions without a mistake, one after the other, both sides where there are sides."""
    plan = PLANS[exercise]
    sides = ("right", "left") if plan.sided else (None, None)
    pace = plan.manner.tempi[tempo]
    reps = tuple(Repetition((), sides[i % 2], pace) for i in range(max(2, plan.reps)))
    return _scenario(exercise, reps, dict(plan.manner.ranges[size]), body)


def mistaken(trial: Trial) -> Scenario:
    """A clean repetition, one with a small mistake (where it has one), a clear one, clean ones."""
    plan = PLANS[trial.exercise]
    side: SideName | None = "right" if plan.sided else None
    good = Repetition((), side)
    levels: tuple[Level, ...] = ("below", "clear") if trial.below is not None else ("clear",)
    made = [Repetition((trial.mistake(level),), side) for level in levels]
    return _scenario(trial.exercise, (good, *made, *(good,) * trial.beside), {}, 0)


def clear_rep(trial: Trial) -> int:
    """Number of the repetition with the clear mistake, from 1."""
    return 2 if trial.below is None else 3


def _scenario(
    exercise: str, reps: tuple[Repetition, ...], person: dict[str, float], body: int
) -> Scenario:
    plan = PLANS[exercise]
    place = plan.place
    view = View(place.yaws[0], sum(place.height_m) / 2, margin=place.margin[1])
    return Scenario(
        f"{exercise}", exercise, BODIES[body], view, reps, person=dict(plan.steady) | person,
        fps=FPS, size=plan.size, seed=3, still_s=2.0, end_s=1.0, jitter=0.04, sway_deg=0.4,
    )  # fmt: skip


def filmed(scenario: Scenario) -> Recording:
    """The recording of a scenario; made once."""
    return _made_once(_Key(scenario))


@functools.cache
def _made_once(key: _Key) -> Recording:
    return ideal_recording(key.scenario)


@dataclass(frozen=True)
class _Key:
    """A scenario, which holds a dict, as a key of the cache."""

    scenario: Scenario

    def __hash__(self) -> int:
        return hash(repr(self.scenario))


def judged(scenario: Scenario) -> SetSummary:
    """Judged as a recording."""
    return judge_frames(filmed(scenario).frames, specs()[scenario.exercise])


def live(scenario: Scenario) -> SetSummary:
    """Fed picture by picture to a coach that knows nothing yet."""
    coach = Coach(specs()[scenario.exercise])
    for frame in filmed(scenario).frames:
        coach.feed(frame)
    coach.finish()
    return coach.summary()
