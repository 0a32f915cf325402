"""The sets of clips that accuracy is measured on, made from a few tables and fixed seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from zlib import crc32

from .abstain import abstain, spoilt, wrong_view
from .repertoire.plans import PLANS
from .scenario import Exercise, Repetition
from .set_clips import (
    People,
    SetClip,
    chance_of,
    distinct,
    scenario_of,
    scenarios_of,
    side_of,
    sides_of,
)
from .settings import SETTINGS, Setting
from .trials import (
    CAT,
    CATALOGUE_TRIALS,
    EXERCISES,
    LEVELS,
    MANNERS,
    TRIALS,
    Level,
    Trial,
    manner_of,
    steady_of,
)
from .varied import COUNT, SEED, varied

__all__ = ["SETS", "SetClip", "abstain", "scenarios_of", "set_named", "smoke", "standard", "varied"]

SETS = ("smoke", "standard", "catalogue", "abstain", "varied")
BODIES_PER_MISTAKE = 3
CATALOGUE_FPS = 10
CATALOGUE_LEVELS: tuple[Level, ...] = ("below", "clear")
"""What is gross is found where the clear is; two sizes keep the set within an hour."""
PLAIN_TRIALS = 15
"""The mistakes of these first trials are tried in the usual room, and then in two others; they are
what CI guards. The limits of the later ones are not settled."""


def set_named(
    name: str, bodies: Sequence[str] | None = None, seed: int = SEED, count: int = COUNT
) -> list[SetClip]:
    """A set by its name; ``seed`` and ``count`` are for the varied one alone.

    Raises:
        KeyError: unknown name.
    """
    match name:
        case "smoke":
            return smoke(bodies)
        case "standard":
            return standard(bodies)
        case "catalogue":
            return catalogue(bodies)
        case "abstain":
            return abstain(bodies)
        case "varied":
            return varied(bodies, seed, count)
    raise KeyError(name)


def smoke(bodies: Sequence[str] | None = None) -> list[SetClip]:
    """The first four exercises clean and with each settled mistake; two that nobody can judge."""
    people = People(bodies)
    clips = []
    chosen: dict[tuple[str, str], Trial] = {}
    for trial in TRIALS[:PLAIN_TRIALS]:
        chosen.setdefault((trial.exercise, trial.id), trial)
    for i, exercise in enumerate(EXERCISES):
        clips.append(_clean("smoke", exercise, people(i), "small" if i % 2 else "large", "brisk"))
    for i, trial in enumerate(chosen.values()):
        clips.append(_mistaken("smoke", trial, "clear", people(i + 1), first=False))
    base = clips[0]
    clips.append(spoilt("smoke", base.scenario, "empty", base.scenario.body))
    clips.append(wrong_view("smoke", CAT, people(1), "front", 0.0))
    return clips


def standard(bodies: Sequence[str] | None = None) -> list[SetClip]:
    """Each mistake at three sizes by several bodies, and as many who make none.

    About a third of the clips is made in other rooms, light and clothes.
    """
    people = People(bodies)
    clips = []
    for i, trial in enumerate(TRIALS):
        for level in trial.levels if trial.readable else ():
            j = LEVELS.index(level)
            for k in range(BODIES_PER_MISTAKE):
                body = people(2 * i + BODIES_PER_MISTAKE * j + k)
                clip = _mistaken("standard", trial, level, body, first=k == 2)
                other = i >= PLAIN_TRIALS and k
                clips.append(
                    _in(SETTINGS[(i + j + 3 * k) % len(SETTINGS)], clip) if other else clip
                )
    people_each = 2 * BODIES_PER_MISTAKE
    ways = [(e, size, tempo) for e, m in MANNERS.items() for size in m.ranges for tempo in m.tempi]
    for i, (exercise, size, tempo) in enumerate(ways):
        for k in range(people_each):
            clips.append(_clean("standard", exercise, people(people_each * i + k), size, tempo))
    return distinct([*clips, *_elsewhere(people)])


def catalogue(bodies: Sequence[str] | None = None) -> list[SetClip]:
    """The exercises beyond the first four: each mistake small and clear, and clean sets.

    Who performs, and where, goes by the names, so that a new exercise leaves the others' clips as
    they are. About every second clip is in another room, light or clothes.
    """
    people = People(bodies)
    clips = []
    for trial in CATALOGUE_TRIALS:
        turn = _turn(f"{trial.exercise}.{trial.name}")
        for j, level in enumerate(CATALOGUE_LEVELS):
            if level in trial.levels and trial.readable:
                body, first = people(turn + 2 * j), (turn + j) % 3 == 0
                clip = _mistaken("catalogue", trial, level, body, first)
                clips.append(_elsewhere_at_times(clip, turn + j))
    for exercise in PLANS:
        turn, manner = _turn(exercise), manner_of(exercise)
        ways = list(enumerate(zip(manner.ranges, manner.tempi, strict=True)))
        if PLANS[exercise].tries:  # beside each mistake there are clean repetitions, too
            ways = [ways[turn // 2 % len(ways)]]
        for j, (size, tempo) in ways:
            clip = _clean("catalogue", exercise, people(turn + 3 * j), size, tempo)
            clips.append(_elsewhere_at_times(clip, turn + j))
    slower = [replace(c, scenario=replace(c.scenario, fps=CATALOGUE_FPS)) for c in clips]
    return distinct(slower)


def _elsewhere_at_times(clip: SetClip, turn: int) -> SetClip:
    return _in(SETTINGS[turn // 2 % len(SETTINGS)], clip) if turn % 2 else clip


def _turn(name: str) -> int:
    return crc32(name.encode()) % 997


def _elsewhere(people: People) -> list[SetClip]:
    """Clear mistakes and clean sets in other rooms, light and clothes."""
    clips = []
    for i, trial in enumerate(TRIALS[:PLAIN_TRIALS]):
        for k in range(2):
            clip = _mistaken("standard", trial, "clear", people(3 * i + 5 * k + 1), first=False)
            clips.append(_in(SETTINGS[(3 * i + 5 * k) % len(SETTINGS)], clip))
    for i, exercise in enumerate(EXERCISES):
        ways = [(size, tempo) for size in ("small", "large") for tempo in ("slow", "brisk")]
        for j, setting in enumerate(SETTINGS):
            size, tempo = ways[(i + j) % len(ways)]
            body = people(5 * i + 7 * j)
            clips.append(_in(setting, _clean("standard", exercise, body, size, tempo)))
    return clips


def _in(setting: Setting, clip: SetClip) -> SetClip:
    """The same clip, made in a setting."""
    name = f"{clip.name}.{setting.name}"
    scenario = replace(setting.of(clip.scenario), name=name)
    return replace(clip, name=name, scenario=scenario)


def _mistaken(prefix: str, trial: Trial, level: Level, body: str, first: bool) -> SetClip:
    """One repetition with the mistake and clean ones; ``first`` says which comes first."""
    order = "first" if first else "second"
    name = f"{prefix}.{trial.exercise}.{trial.name}.{level}.{body}.{order}"
    chance = chance_of(name)
    made = Repetition((trial.mistake(level),), side_of(trial.exercise, chance))
    clean = (Repetition((), made.side),) * trial.beside
    reps = (made, *clean) if first else (*clean, made)
    scenario = scenario_of(name, trial.exercise, body, reps, steady_of(trial.exercise), chance)
    return SetClip(name, scenario, level)


def _clean(prefix: str, exercise: Exercise, body: str, size: str, tempo: str) -> SetClip:
    name = f"{prefix}.{exercise}.clean.{size}.{tempo}.{body}"
    chance = chance_of(name)
    manner, sides = manner_of(exercise), sides_of(exercise, chance)
    more = max(0, PLANS[exercise].reps - len(sides)) if exercise in PLANS else 0
    sides = (*sides, *(sides[i % len(sides)] for i in range(more)))
    reps = tuple(Repetition((), side, manner.tempi[tempo]) for side in sides)
    person = dict(steady_of(exercise)) | dict(manner.ranges[size])
    return SetClip(name, scenario_of(name, exercise, body, reps, person, chance), "clean")
