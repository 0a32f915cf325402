"""Writes a performance down as it is made up: moves, repetitions, holds and mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args
from zlib import crc32

import numpy as np

from .manners import FROM_THE_START, Ease
from .motion import Key, Timeline, Track
from .scenario import Mistake, Repetition, Scenario, effect_of, magnitude_of
from .spans import ASIDE, Hold, MistakeSpan, Offset, Performance, Phase, RepSpan, SetupSpan

SPARE = (
    "hollow", "hand_lift", "elbows", "hands_off", "knees_off", "stand", "elbows_off",
    "scratch", "shift", "away_x", "away_y", "turned", "down",
)  # fmt: skip
"""Pose parameters that most performances do without."""
PUT_RIGHT_S = 1.2  # seconds to mend something that is wrong in the start pose
HALF_WAY_S = 0.6  # share of a movement's time for each half when there is a pause between them
SETUP_NAMES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "hands_off": ("bad_start", "hands", "m ahead"),
        "knees_off": ("bad_start", "knees", "m behind"),
        "stand": ("not_low", "", "deg straighter"),
        "elbows_off": ("elbow_90", "", "deg more bent"),
    }
)
"""Mistake, manner and unit of what may be wrong in a start pose."""


class Script:
    """A performance in the making: where we are, and what has been written down."""

    def __init__(self, scenario: Scenario, start: Mapping[str, float]) -> None:
        self.scenario = scenario
        wrong = scenario.setup.tracks if scenario.setup else {}
        self.timeline = Timeline({**start, **wrong}, SPARE)
        self.phases: list[Phase] = []
        self.reps: list[RepSpan] = []
        self.holds: list[Hold] = []
        self.mistakes: list[MistakeSpan] = []
        self.sides: list[tuple[float, str | None]] = []
        self._turn, self._number, self._rep = 0, 0, Repetition()
        self._ease: Ease = "even"

    @property
    def time_s(self) -> float:
        return self.timeline.time_s

    @property
    def rep(self) -> Repetition:
        """The repetition under way."""
        return self._rep

    def begin(self, turn: int, repetition: Repetition) -> Script:
        """Turn to an entry of the scenario; one that is given up has no number."""
        self._turn, self._rep = turn, repetition
        self._number = ASIDE if repetition.half else len(self.reps) + 1
        self.sides.append((self.time_s, repetition.side))
        self._ease = self._chosen_ease()
        return self

    def finish(self) -> None:
        self._turn, self._number, self._rep, self._ease = 0, 0, Repetition(), "even"
        self.phase("rest", self.scenario.end_s)

    def performance(self, in_place: tuple[float, float] | None) -> Performance:
        """What has been written down."""
        offsets, setup = self._from_the_start(in_place[0] if in_place else 0.0)
        return Performance(
            round(self.time_s, 4), MappingProxyType(self.timeline.tracks()), tuple(self.phases),
            tuple(self.reps), tuple(self.holds), tuple(self.mistakes),
            MappingProxyType(offsets), tuple(self.sides), tuple(setup), in_place,
        )  # fmt: skip

    # ---- chance and range ---------------------------------------------------------------------

    def chance(self, key: str) -> np.random.Generator:
        """Chance that belongs to one purpose in one repetition alone."""
        return np.random.default_rng([self.scenario.seed, self._turn, crc32(key.encode())])

    def _chance(self, key: str) -> float:
        """A number from -1 to 1 that belongs to this setting of this repetition alone."""
        return float(self.chance(key).uniform(-1, 1))

    def _chosen_ease(self) -> Ease:
        if self.scenario.ease != "any":
            return self.scenario.ease
        eases: tuple[Ease, ...] = get_args(Ease)
        return eases[int(self.chance("ease").integers(len(eases)))]

    @property
    def _tired(self) -> float:
        """How tired this person is, from 0 to the scenario's fatigue."""
        last = max(1, len(self.scenario.reps) - 1)
        return self.scenario.fatigue * max(0, self._turn - 1) / last

    def amount(self, key: str) -> float:
        """A range of this person, a little different each time."""
        spread = 1 + self.scenario.jitter / 2 * self._chance(key)
        return self.scenario.setting(key) * spread * (1 - self._tired)

    def seconds(self, key: str) -> float:
        """A duration of this person in this repetition, a little different each time."""
        spread = 1 + self.scenario.jitter * self._chance(key)
        return self.scenario.setting(key) * self._rep.tempo * spread * (1 + self._tired)

    # ---- mistakes -----------------------------------------------------------------------------

    def made(self, mistake_id: str, how: str = "") -> Mistake | None:
        """The mistake of this repetition, if it is made."""
        for mistake in self._rep.mistakes:
            if (mistake.id, mistake.how) == (mistake_id, how):
                return mistake
        return None

    def magnitude(self, mistake: Mistake | None, otherwise: float) -> float:
        return otherwise if mistake is None else magnitude_of(self.scenario.exercise, mistake)

    def note(self, mistake: Mistake | None, start_s: float, end_s: float) -> None:
        """Write down a mistake, if it was made."""
        if mistake is not None:
            exercise = self.scenario.exercise
            effect, size = effect_of(exercise, mistake), magnitude_of(exercise, mistake)
            span = (round(start_s, 4), round(end_s, 4))
            self.mistakes.append(
                MistakeSpan(mistake.id, mistake.how, self._number, *span, size, effect.unit)
            )

    # ---- moves --------------------------------------------------------------------------------

    def phase(self, name: str, seconds: float, **targets: float) -> Phase:
        """Do something for a while; returns when it happened."""
        start_s = self.time_s
        self.timeline.move(seconds, self._ease, **targets)
        phase = Phase(name, self._number, start_s, self.time_s)
        self.phases.append(phase)
        return phase

    def way(self, name: str, seconds: float, **targets: float) -> Phase:
        """A movement out or back, in two halves if this repetition pauses on the way."""
        if not self._rep.pause_s:
            return self.phase(name, seconds, **targets)
        half = {n: (self.timeline.now(n) + target) / 2 for n, target in targets.items()}
        first = self.phase(name, HALF_WAY_S * seconds, **half)
        self.phase("pause", self._rep.pause_s)
        last = self.phase(name, HALF_WAY_S * seconds, **targets)
        return Phase(name, self._number, first.start_s, last.end_s)

    def aside(self, name: str, seconds: float, **targets: float) -> Phase:
        """Do something that belongs to no repetition and is no stillness."""
        return self._outside(ASIDE, name, seconds, **targets)

    def still(self, name: str, seconds: float) -> Phase:
        """Keep still outside repetitions."""
        return self._outside(0, name, seconds)

    def _outside(self, number: int, name: str, seconds: float, **targets: float) -> Phase:
        kept = self._number, self._ease
        self._number, self._ease = number, "even"
        phase = self.phase(name, seconds, **targets)
        self._number, self._ease = kept
        return phase

    def hold(self, start_s: float, end_s: float) -> None:
        self.holds.append(Hold(self._number, self._rep.side, start_s, end_s))

    def end_rep(self, first: Phase, last: Phase) -> None:
        made = tuple(dict.fromkeys(mistake.id for mistake in self._rep.mistakes))
        self.reps.append(RepSpan(self._number, self._rep.side, first.start_s, last.end_s, made))

    # ---- the start pose -----------------------------------------------------------------------

    def wrong_start(self) -> None:
        """Take a wrong start pose and put it right after a while, if ever."""
        setup = self.scenario.setup
        if setup is not None and setup.for_s is not None and setup.tracks:
            self.aside("wrong_start", setup.for_s)
            self.aside("put_right", PUT_RIGHT_S, **dict.fromkeys(setup.tracks, 0.0))

    def _from_the_start(self, start_s: float) -> tuple[dict[str, Offset], list[SetupSpan]]:
        """What is off from the start; mistakes are noted in the repetitions they reach into."""
        scenario, spans, offsets = self.scenario, list[SetupSpan](), dict[str, Offset]()
        wrong = scenario.setup.tracks if scenario.setup else {}
        for name, size in wrong.items():
            keys = self.timeline.tracks()[name].keys
            end_s = self.time_s if len(keys) < 3 else (keys[-2].time_s + keys[-1].time_s) / 2
            mistake_id, how, unit = SETUP_NAMES[name]
            spans.append(SetupSpan(mistake_id, how, start_s, round(end_s, 4), size, unit))
        for mistake in scenario.setup_mistakes:
            key = (scenario.exercise, mistake.id, mistake.how)
            name, sign = FROM_THE_START[key]
            size = magnitude_of(scenario.exercise, mistake)
            effect = effect_of(scenario.exercise, mistake)
            off, end_s = Key(0.0, sign * size), self.time_s
            keys = (off,)
            if scenario.setup_mistakes_s is not None:
                last_s = start_s + scenario.setup_mistakes_s
                end_s = min(end_s, last_s + PUT_RIGHT_S / 2)
                keys = (off, Key(last_s, off.value), Key(last_s + PUT_RIGHT_S, 0.0))
            offsets[name] = Offset(Track(keys), effect.high)
            spans.append(SetupSpan(mistake.id, mistake.how, start_s, end_s, size, effect.unit))
            self._spread(spans[-1])
        return offsets, spans

    def _spread(self, span: SetupSpan) -> None:
        """Note a mistake that was there from the start in each repetition it reaches into."""
        for i, rep in enumerate(self.reps):
            end_s = min(rep.end_s, span.end_s)
            if end_s <= rep.start_s:
                continue
            names = tuple(dict.fromkeys((*rep.mistakes, span.id)))
            self.reps[i] = RepSpan(rep.index, rep.side, rep.start_s, rep.end_s, names)
            self.mistakes.append(
                MistakeSpan(
                    span.id, span.how, rep.index, rep.start_s, round(end_s, 4), span.magnitude,
                    span.unit,
                )
            )  # fmt: skip
