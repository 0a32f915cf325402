"""The set of what cannot be judged, or not altogether: views, pictures, rooms, other people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from .effects import Kind, Spoil
from .performances import perform
from .scenario import Companion, CompanionPlace, Exercise, Repetition, Scenario
from .set_clips import (
    Expect,
    People,
    SetClip,
    chance_of,
    scenario_of,
    side_of,
    sides_of,
)
from .trials import CAT, EXERCISES, NEEDLE, SEATED, STEADY, TRIALS, WALL

GAP_S = 3.0
IDLE_S, IDLE_FPS = 60.0, 10
PASTED = (CAT, SEATED)
"""Exercises in which one second person is another clip, pasted beside the picture."""
PLACES: tuple[CompanionPlace, ...] = ("behind", "beside", "passing")
PASSES_S = (3.0, 6.0)
CUT_OFF: Mapping[Exercise, Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        CAT: {"hips_out": (-0.52, 0.0), "hands_out": (0.36, 0.0)},
        NEEDLE: {"hips_out": (-0.52, 0.0), "feet_out": (-0.38, 0.0)},
        SEATED: {"head_out": (0.0, 0.27), "knees_out": (0.4, 0.0)},
        WALL: {"head_out": (0.0, 0.42), "feet_out": (0.0, -0.22)},
    }
)
"""What is not seen: how far the person is off the middle, forwards as a share of the picture's
width and upwards as one of its height."""
NOT_NEEDED = frozenset({"feet_out"})
"""Nothing is measured there: the repetitions are judged, and must be judged rightly."""
_EXPECTED: Mapping[Kind, Expect] = MappingProxyType(
    {
        "dark": "gap",
        "leaves": "gap",
        "hips_cut": "nothing",
        "empty": "nothing",
        "second_person": "other_person",
    }
)


def abstain(bodies: Sequence[str] | None = None) -> list[SetClip]:
    """Views, pictures and rooms in which nothing, or not everything, can be judged."""
    people = People(bodies)
    clips = []
    for i, exercise in enumerate((CAT, NEEDLE, SEATED)):
        end = "front" if exercise == SEATED else "head_end"
        for k in range(2):
            clips.append(wrong_view("abstain", exercise, people(i + k), end, 4.0 * k))
            clips.append(wrong_view("abstain", exercise, people(i + k + 1), "back", 180 + 5 * k))
        clips.append(wrong_view("abstain", exercise, people(i + 2), "corner", 28.0))
    for i, exercise in enumerate(EXERCISES):
        for k in range(2):
            scenario = _base(exercise, people(i + 3 * k), k)
            for kind in ("hips_cut", "leaves", "dark"):
                clips.append(spoilt("abstain", scenario, kind, scenario.body))
            if k == 0:
                clips.append(spoilt("abstain", scenario, "empty", scenario.body))
        if exercise in PASTED:
            scenario = _base(exercise, people(i), 0)
            other = _base(EXERCISES[(i + 1) % 4], people(i + 1), 1)
            clips.append(spoilt("abstain", scenario, "second_person", scenario.body, other))
        clips += _beyond_spoiling(exercise, i, people)
    return clips


def _beyond_spoiling(exercise: Exercise, i: int, people: People) -> list[SetClip]:
    """What is rendered that way: others in the room, cut off, doing nothing, coming and going."""
    clips = [
        _accompanied(exercise, people(i + 2 * j), people(i + 2 * j + 3), place)
        for j, place in enumerate(PLACES)
    ]
    clips += [
        _cut_off(exercise, people(i + j + 1), part) for j, part in enumerate(CUT_OFF[exercise])
    ]
    clips.append(_idle(exercise, people(i + 4)))
    clips.append(_comes_and_goes(exercise, people(i + 5), i % 2))
    if exercise == WALL:
        clips += [_from_the_front(people(j), yaw) for j, yaw in enumerate((0.0, 10.0, 350.0))]
    return clips


def _base(exercise: Exercise, body: str, k: int) -> Scenario:
    """Two clean repetitions from the side: what is spoilt afterwards."""
    name = f"abstain.{exercise}.base.{body}.{k}"
    chance = chance_of(name)
    reps = tuple(Repetition((), side) for side in sides_of(exercise, chance))
    return scenario_of(name, exercise, body, reps, STEADY[exercise], chance)


def wrong_view(prefix: str, exercise: Exercise, body: str, kind: str, yaw: float) -> SetClip:
    """A mistake and a clean repetition from where neither can be told."""
    scenario = _with_mistake(f"{prefix}.{exercise}.{kind}.{body}", exercise, body)
    view = replace(scenario.view, yaw_deg=yaw % 360)
    return SetClip(scenario.name, replace(scenario, view=view), "clear", "nothing", kind)


def spoilt(
    prefix: str, scenario: Scenario, kind: Kind, body: str, beside: Scenario | None = None
) -> SetClip:
    """A clip that is spoilt after rendering."""
    name = f"{prefix}.{scenario.exercise}.{kind}.{body}"
    spoil, expect = Spoil(kind), _EXPECTED[kind]
    if expect == "gap":
        start_s = perform(scenario).reps[1].start_s + 0.5
        spoil = Spoil(kind, round(start_s, 2), round(start_s + GAP_S, 2))
    return SetClip(name, scenario, "clean", expect, kind, spoil, beside)


def _with_mistake(name: str, exercise: Exercise, body: str) -> Scenario:
    """A clean repetition and one with the exercise's first mistake."""
    trial = next(trial for trial in TRIALS if trial.exercise == exercise)
    chance = chance_of(name)
    side = side_of(exercise, chance)
    reps = (Repetition((), side), Repetition((trial.mistake("clear"),), side))
    return scenario_of(name, exercise, body, reps, STEADY[exercise], chance)


def _accompanied(exercise: Exercise, body: str, other: str, place: CompanionPlace) -> SetClip:
    name = f"abstain.{exercise}.with_other_{place}.{body}"
    scenario = _clean(name, exercise, body)
    with_other = Companion(other, place, *PASSES_S) if place == "passing" else None
    scenario = replace(scenario, companion=with_other or Companion(other, place))
    return SetClip(name, scenario, "clean", "other_person", f"other_{place}")


def _cut_off(exercise: Exercise, body: str, part: str) -> SetClip:
    """A clean repetition and a mistake, with a part out of the picture."""
    scenario = _with_mistake(f"abstain.{exercise}.{part}.{body}", exercise, body)
    forwards, up = CUT_OFF[exercise][part]
    faces_left = scenario.view.yaw_deg < 180
    shift = (forwards if faces_left else -forwards, up)
    view = replace(scenario.view, margin=1.0, shift=shift)
    expect: Expect = "judge" if part in NOT_NEEDED else "nothing"
    return SetClip(scenario.name, replace(scenario, view=view), "clear", expect, part)


def _idle(exercise: Exercise, body: str) -> SetClip:
    """A minute in the start pose in which nothing is done, then one repetition."""
    name = f"abstain.{exercise}.idle.{body}"
    chance = chance_of(name)
    reps = (Repetition((), side_of(exercise, chance), idle_s=IDLE_S),)
    scenario = scenario_of(name, exercise, body, reps, STEADY[exercise], chance)
    return SetClip(name, replace(scenario, fps=IDLE_FPS), "clean", "exactly", "idle")


def _comes_and_goes(exercise: Exercise, body: str, k: int) -> SetClip:
    """Walks in, does a set, gets up and walks out; once with a repetition that is given up."""
    name = f"abstain.{exercise}.comes_and_goes.{body}"
    scenario = _clean(name, exercise, body)
    reps = scenario.reps
    if k:
        reps = (reps[0], Repetition((), reps[0].side, half=0.4), *reps[1:])
    scenario = replace(scenario, enter=True, leave=True, reps=reps)
    return SetClip(name, scenario, "clean", "exactly", "comes_and_goes")


def _from_the_front(body: str, yaw: float) -> SetClip:
    """At a wall from the front: repetitions count, the contact with the wall cannot be seen."""
    name = f"abstain.{WALL}.wall_from_front.{body}"
    scenario = _with_mistake(name, WALL, body)
    view = replace(scenario.view, yaw_deg=yaw)
    return SetClip(name, replace(scenario, view=view), "clear", "exactly", "wall_from_front")


def _clean(name: str, exercise: Exercise, body: str) -> Scenario:
    chance = chance_of(name)
    reps = tuple(Repetition((), side) for side in sides_of(exercise, chance))
    return scenario_of(name, exercise, body, reps, STEADY[exercise], chance)
