"""Turns a scenario into a performance: tracks of pose parameters and what happens when.

Pure and independent of any body: the same scenario always gives the same performance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from zlib import crc32

import numpy as np

from .motion import Timeline, Track
from .scenario import Mistake, Repetition, Scenario, effect_of, magnitude_of

HEAD_BACK_DEG = 14.0  # extra neck extension of somebody who arches too deeply
OVEREXTEND_LEAN_DEG = 12.0  # pelvis tilt of somebody who leans back too far
OVEREXTEND_SLOWER = 1.4  # a longer way at an unhurried speed
BOUNCES, BOUNCE_HZ = 4, 1.3
JERK_STOPS = (0.55, 0.75, 0.30, 0.50, 0.0)  # shares of the depth at which a jerky return stops
CAT_COW_STEPS = ("to_arch_s", "arch_s", "to_round_s", "round_s", "to_level_s", "rest_s")


@dataclass(frozen=True, slots=True)
class Phase:
    """A named stretch of time; ``rep`` is 0 outside repetitions."""

    name: str
    rep: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class RepSpan:
    """A repetition from leaving the start pose to being back, with the mistakes made in it."""

    index: int
    side: str | None
    start_s: float
    end_s: float
    mistakes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """Time spent at the end position."""

    rep: int
    side: str | None
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class MistakeSpan:
    """A performed mistake. Faults of shape last from half-way in to half-way out."""

    id: str
    how: str
    rep: int
    start_s: float
    end_s: float
    magnitude: float
    unit: str


@dataclass(frozen=True, slots=True)
class Performance:
    """Pose parameters over time and the truth about repetitions, holds and mistakes."""

    duration_s: float
    tracks: Mapping[str, Track]
    phases: tuple[Phase, ...]
    reps: tuple[RepSpan, ...]
    holds: tuple[Hold, ...]
    mistakes: tuple[MistakeSpan, ...]

    def values(self, time_s: float) -> dict[str, float]:
        """Pose parameters by name at a time in seconds."""
        return {name: track(time_s) for name, track in self.tracks.items()}

    def side_at(self, time_s: float) -> str | None:
        """Working side of the repetition that runs or ran last (before the first: its side)."""
        begun = [rep for rep in self.reps if rep.start_s <= time_s]
        return (begun[-1] if begun else self.reps[0]).side


def perform(scenario: Scenario) -> Performance:
    """Plan the whole clip of a scenario."""
    start, act = _ACTS[scenario.exercise]
    script = _Script(scenario, start)
    script.phase("still", scenario.still_s)
    for number, repetition in enumerate(scenario.reps, 1):
        act(script.begin(number, repetition))
    script.finish()
    return Performance(
        round(script.time_s, 4), MappingProxyType(script.timeline.tracks()), tuple(script.phases),
        tuple(script.reps), tuple(script.holds), tuple(script.mistakes),
    )  # fmt: skip


class _Script:
    """A performance in the making: where we are, and what has been written down."""

    def __init__(self, scenario: Scenario, start: Mapping[str, float]) -> None:
        self.scenario = scenario
        self.timeline = Timeline(start)
        self.phases: list[Phase] = []
        self.reps: list[RepSpan] = []
        self.holds: list[Hold] = []
        self.mistakes: list[MistakeSpan] = []
        self._number, self._rep = 0, Repetition()

    @property
    def time_s(self) -> float:
        return self.timeline.time_s

    def begin(self, number: int, repetition: Repetition) -> _Script:
        self._number, self._rep = number, repetition
        return self

    def finish(self) -> None:
        self.begin(0, Repetition()).phase("rest", self.scenario.end_s)

    def _chance(self, key: str) -> float:
        """A number from -1 to 1 that belongs to this setting of this repetition alone."""
        seeds = [self.scenario.seed, self._number, crc32(key.encode())]
        return float(np.random.default_rng(seeds).uniform(-1, 1))

    def amount(self, key: str) -> float:
        """A range of this person, a little different each time."""
        return self.scenario.setting(key) * (1 + self.scenario.jitter / 2 * self._chance(key))

    def seconds(self, key: str) -> float:
        """A duration of this person in this repetition, a little different each time."""
        spread = 1 + self.scenario.jitter * self._chance(key)
        return self.scenario.setting(key) * self._rep.tempo * spread

    def made(self, mistake_id: str, how: str = "") -> Mistake | None:
        """The mistake of this repetition, if it is made."""
        for mistake in self._rep.mistakes:
            if (mistake.id, mistake.how) == (mistake_id, how):
                return mistake
        return None

    def magnitude(self, mistake: Mistake | None, otherwise: float) -> float:
        return otherwise if mistake is None else magnitude_of(self.scenario.exercise, mistake)

    def phase(self, name: str, seconds: float, **targets: float) -> Phase:
        """Do something for a while; returns when it happened."""
        start_s = self.time_s
        self.timeline.move(seconds, **targets)
        phase = Phase(name, self._number, start_s, self.time_s)
        self.phases.append(phase)
        return phase

    def note(self, mistake: Mistake | None, start_s: float, end_s: float) -> None:
        """Write down a mistake, if it was made."""
        if mistake is not None:
            exercise = self.scenario.exercise
            effect, size = effect_of(exercise, mistake), magnitude_of(exercise, mistake)
            span = (round(start_s, 4), round(end_s, 4))
            self.mistakes.append(
                MistakeSpan(mistake.id, mistake.how, self._number, *span, size, effect.unit)
            )

    def hold(self, start_s: float, end_s: float) -> None:
        self.holds.append(Hold(self._number, self._rep.side, start_s, end_s))

    def end_rep(self, first: Phase, last: Phase) -> None:
        made = tuple(dict.fromkeys(mistake.id for mistake in self._rep.mistakes))
        self.reps.append(RepSpan(self._number, self._rep.side, first.start_s, last.end_s, made))


def _middle(phase: Phase) -> float:
    return (phase.start_s + phase.end_s) / 2


def _cat_cow(script: _Script) -> None:
    deep, quick = script.made("arch_too_deep"), script.made("too_quick")
    steps = {name: script.seconds(name) for name in CAT_COW_STEPS}
    factor = script.magnitude(quick, sum(steps.values())) / sum(steps.values())
    head_back = HEAD_BACK_DEG if deep else 0.0

    def step(name: str, **targets: float) -> Phase:
        return script.phase(name, steps[f"{name}_s"] * factor, **targets)

    arching = step(
        "to_arch", arch=-script.magnitude(deep, script.amount("arch")), head_back=head_back
    )
    step("arch")
    rounding = step("to_round", arch=script.amount("round"), head_back=0.0)
    step("round")
    levelling = step("to_level", arch=0.0)
    step("rest")
    script.end_rep(arching, levelling)
    script.note(quick, arching.start_s, levelling.end_s)
    script.note(deep, _middle(arching), _middle(rounding))


def _thread_the_needle(script: _Script) -> None:
    short, back = script.made("not_threaded"), script.made("hips_back")
    fast, bounce = script.made("forcing", "fast"), script.made("forcing", "bounce")
    depth = script.magnitude(short, script.amount("depth"))
    shift = script.magnitude(back, script.amount("drift_m"))
    reach_s = script.magnitude(fast, script.seconds("reach_s"))
    reaching = script.phase("reach", reach_s, amount=depth, hip_shift=shift)
    start_s = script.time_s
    if bounce:
        up = depth * (1 - script.magnitude(bounce, 0.0))
        for _ in range(BOUNCES):
            script.phase("bounce", 0.5 / BOUNCE_HZ, amount=up)
            script.phase("bounce", 0.5 / BOUNCE_HZ, amount=depth)
        script.note(bounce, start_s, script.time_s)
    script.phase("hold", script.seconds("hold_s"))
    script.hold(start_s, script.time_s)
    returning = script.phase("return", script.seconds("return_s"), amount=0.0, hip_shift=0.0)
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(reaching, returning)
    script.note(fast, reaching.start_s, reaching.end_s)
    script.note(short, reaching.end_s, returning.start_s)
    script.note(back, _middle(reaching), _middle(returning))


def _seated_thoracic_extension(script: _Script) -> None:
    over, strain = script.made("overextend"), script.made("neck_strain")
    rush = script.made("rushing")
    jerk, jerks = script.made("jerky_return", "fast"), script.made("jerky_return", "jerks")
    extension = script.magnitude(over, script.amount("extension"))
    lean = OVEREXTEND_LEAN_DEG if over else script.amount("lean")
    head_back = script.magnitude(strain, 0.0)
    slower = OVEREXTEND_SLOWER if over else 1.0
    going = script.phase(
        "extend", script.magnitude(rush, script.seconds("extend_s") * slower),
        extension=extension, lean=lean, head_back=head_back,
    )  # fmt: skip
    held = script.phase("hold", script.seconds("hold_s"))
    script.hold(held.start_s, held.end_s)
    if jerks:
        step_s = script.magnitude(jerks, 0.0)
        for share in JERK_STOPS:
            script.phase(
                "return", step_s,
                extension=extension * share, lean=lean * share, head_back=head_back * share,
            )  # fmt: skip
    else:
        back_s = script.magnitude(jerk, script.seconds("return_s") * slower)
        script.phase("return", back_s, extension=0.0, lean=0.0, head_back=0.0)
    returned = script.phases[-1]
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(going, returned)
    script.note(rush, going.start_s, going.end_s)
    middle_back = (held.end_s + returned.end_s) / 2
    for mistake in (over, strain):
        script.note(mistake, _middle(going), middle_back)
    for mistake in (jerk, jerks):
        script.note(mistake, held.end_s, returned.end_s)


def _wall_angels(script: _Script) -> None:
    trunk, arms = script.made("back_off_wall"), script.made("arms_off_wall")
    jerk_up, jerk_down = script.made("jerking", "up"), script.made("jerking", "down")
    rising = script.phase(
        "up", script.magnitude(jerk_up, script.seconds("up_s")),
        amount=script.amount("reach"),
        lean_off_m=script.magnitude(trunk, 0.0), arms_off_m=script.magnitude(arms, 0.0),
    )  # fmt: skip
    script.phase("top", script.seconds("top_s"))
    lowering = script.phase(
        "down", script.magnitude(jerk_down, script.seconds("down_s")),
        amount=0.0, lean_off_m=0.0, arms_off_m=0.0,
    )  # fmt: skip
    script.phase("rest", script.seconds("rest_s"))
    script.end_rep(rising, lowering)
    for mistake in (trunk, arms):
        script.note(mistake, _middle(rising), _middle(lowering))
    script.note(jerk_up, rising.start_s, rising.end_s)
    script.note(jerk_down, lowering.start_s, lowering.end_s)


_ACTS: Mapping[str, tuple[Mapping[str, float], Callable[[_Script], None]]] = MappingProxyType(
    {
        "cat_cow": ({"arch": 0.0, "head_back": 0.0}, _cat_cow),
        "thread_the_needle": ({"amount": 0.0, "hip_shift": 0.0}, _thread_the_needle),
        "seated_thoracic_extension": (
            {"extension": 0.0, "lean": 0.0, "head_back": 0.0}, _seated_thoracic_extension,
        ),
        "wall_angels": ({"amount": 0.0, "lean_off_m": 0.0, "arms_off_m": 0.0}, _wall_angels),
    }
)  # fmt: skip
"""Start values of the pose parameters and the acting of one repetition, by exercise."""
