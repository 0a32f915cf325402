"""The breath pacer: when to breathe in and out, for exercises whose sources ask for breathing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from formcheck.live.snapshot import Breath
from formcheck.specs.schema import ExerciseSpec

Way = Literal["in", "out"]

RUN_ON_S = 1.5
"""The pace runs on over a pause or another phase of up to this: the turn of a repetition."""
SLACK_S = 1.0
"""Somebody who moves so far out of step with the pace is not asked to follow: it follows them."""


class BreathPacer:
    """Paces the breath in the phases that the spec's `dose.breath` names.

    It begins as the exercise's reminder does ("Breathe out as you press"), else with an in-breath,
    and goes on while these phases last. Where one way of moving belongs to each breath ("in to
    arch, out to round") it begins with the one that fits, and keeps step with the person.
    """

    def __init__(self, spec: ExerciseSpec) -> None:
        self._paced = spec.dose.breath
        self._phases = frozenset(self._paced.when if self._paced else ())
        self._first = _first_way(spec)
        self._ways = _ways(spec, self._first)
        self._from_s: float | None = None
        self._from_way: Way = self._first
        self._turn = self._last_turn = 0
        self._active_s = 0.0
        self._phase = ""

    def update(self, time_s: float, phase_id: str, paused: bool) -> Breath | None:
        """The breath now; None outside the named phases. Times must increase."""
        active = phase_id in self._phases and not paused
        if self._from_s is not None and time_s - self._active_s > RUN_ON_S:
            self._from_s = None
        if active:
            self._keep_step(time_s, phase_id)
            self._active_s = time_s
        self._phase = phase_id
        if self._from_s is None:
            return None
        breath = self._at(time_s, self._from_s)
        self._last_turn = breath.turn
        return breath

    def _keep_step(self, time_s: float, phase_id: str) -> None:
        """Begin, or begin anew where the movement is far from the breath that belongs to it."""
        wanted = self._ways.get(phase_id, self._first)
        if self._from_s is None:
            self._begin(time_s, wanted)
        elif phase_id != self._phase and phase_id in self._ways:
            now = self._at(time_s, self._from_s)
            if now.way != wanted and now.left_s > SLACK_S:
                self._begin(time_s, wanted)

    def _begin(self, time_s: float, way: Way) -> None:
        self._turn = self._last_turn + 1
        self._from_s, self._from_way = time_s, way

    def _at(self, time_s: float, from_s: float) -> Breath:
        assert self._paced is not None
        lengths: Mapping[Way, float] = {"in": self._paced.in_s, "out": self._paced.out_s}
        both, passed = lengths["in"] + lengths["out"], time_s - from_s
        rounds = int(passed // both)
        rest = passed - rounds * both
        way, turn = self._from_way, self._turn + 2 * rounds
        if rest >= lengths[way]:
            rest -= lengths[way]
            way, turn = _other(way), turn + 1
        return Breath(way, lengths[way], max(0.0, lengths[way] - rest), turn)


def _other(way: Way) -> Way:
    return "out" if way == "in" else "in"


def _first_way(spec: ExerciseSpec) -> Way:
    """With which breath it begins: the one that the reminder names first."""
    said = next((r.say for r in spec.reminders if r.how == "breath_pacer" and r.say), "")
    return "out" if said.lower().startswith("breathe out") else "in"


def _ways(spec: ExerciseSpec, first: Way) -> dict[str, Way]:
    """The breath that belongs to each paced phase; empty where it may be any.

    It is so in repetitions of two movements, told apart by what the phases are called: arch and
    round, up and down. Left and right are alike: either may come first. In a hold, and where all
    phases are paced, one simply breathes on.
    """
    breath = spec.dose.breath
    if breath is None:
        return {}
    paced = [phase for phase in spec.phases if phase.id in breath.when]
    on_sides = any(phase.id.partition("_")[0] in ("left", "right") for phase in paced)
    if on_sides or any(phase.hold or phase.start for phase in paced):
        return {}
    labels = list(dict.fromkeys(spec.phase_label(phase) for phase in breath.when))
    if len(labels) != 2:
        return {}
    return {
        phase: first if spec.phase_label(phase) == labels[0] else _other(first)
        for phase in breath.when
    }
