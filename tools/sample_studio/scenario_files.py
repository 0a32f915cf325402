"""Scenarios read from YAML and checked: what cannot be performed is told with file and field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from .manners import FROM_THE_START, HASTY
from .repertoire.plans import PLANS
from .scenario import (
    DEFAULTS,
    EFFECTS,
    Mistake,
    Scenario,
    defaults_of,
    effect_of,
    effects_of,
    is_sided,
    magnitude_of,
)


class ScenarioError(ValueError):
    """A scenario file that cannot be used; the message names the file, the field and a remedy."""


def read_scenario(path: Path) -> Scenario:
    """Read and check a scenario file; its name is the file's stem.

    Raises:
        ScenarioError: unreadable file, unknown field or a value that cannot be performed.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise ScenarioError(f"{path}: cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise ScenarioError(f"{path}: must be a table with exercise, body, view and reps")
    return scenario_from(content | {"name": path.stem}, str(path))


def scenario_from(content: Mapping[str, Any], source: str) -> Scenario:
    """Build a scenario from plain data; ``source`` names it in error messages."""
    try:
        scenario = TypeAdapter(Scenario).validate_python(dict(content))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ScenarioError(f"{source}: {place}: {first['msg']}") from error
    _check(scenario, source)
    return scenario


def _check(scenario: Scenario, source: str) -> None:
    if scenario.exercise not in DEFAULTS and scenario.exercise not in PLANS:
        known_ones = ", ".join(sorted((*DEFAULTS, *PLANS)))
        raise ScenarioError(f"{source}: exercise: use one of {known_ones}")
    known = defaults_of(scenario.exercise)
    for key, value in scenario.person.items():
        if key not in known:
            raise ScenarioError(f"{source}: person.{key}: use one of {', '.join(known)}")
        if not 0 < value <= 60:
            raise ScenarioError(f"{source}: person.{key}: must be above 0 and at most 60")
    sided = is_sided(scenario.exercise)
    plan = PLANS.get(scenario.exercise)
    hasty = HASTY if plan is None else plan.hasty
    for number, rep in enumerate(scenario.reps, 1):
        place = f"{source}: reps.{number}"
        if plan is not None and rep.half:
            raise ScenarioError(f"{place}: half: not for {scenario.exercise}")
        if sided != (rep.side is not None):
            need = "needs side: left or right" if sided else "takes no side"
            raise ScenarioError(f"{place}: {scenario.exercise} {need}")
        if rep.half and (rep.mistakes or rep.pause_s):
            raise ScenarioError(f"{place}: half: takes no mistakes and no pause_s")
        for mistake in rep.mistakes:
            _check_mistake(scenario.exercise, mistake, place)
            if rep.pause_s and (mistake.id, mistake.how) in hasty:
                raise ScenarioError(f"{place}: pause_s: does not go with {mistake.id}")
    _check_setup(scenario, source)


def _check_setup(scenario: Scenario, source: str) -> None:
    off = scenario.setup.tracks if scenario.setup else {}
    if scenario.exercise in PLANS and (scenario.enter or scenario.leave):
        raise ScenarioError(f"{source}: enter, leave: not for {scenario.exercise}")
    floor = scenario.exercise in ("cat_cow", "thread_the_needle")
    fitting = {"hands_off", "knees_off"} if floor else set[str]()
    if scenario.exercise == "wall_angels":
        fitting = {"stand", "elbows_off"}
    if not fitting.issuperset(off):
        raise ScenarioError(f"{source}: setup: {scenario.exercise} has no {', '.join(off)}")
    if scenario.uneven and scenario.exercise not in ("wall_angels", "thread_the_needle"):
        raise ScenarioError(f"{source}: uneven: not for {scenario.exercise}")
    for mistake in scenario.setup_mistakes:
        place = f"{source}: setup_mistakes"
        key = (scenario.exercise, mistake.id, mistake.how)
        if key not in FROM_THE_START:
            known = ", ".join(id for exercise, id, _ in FROM_THE_START if exercise == key[0])
            raise ScenarioError(f"{place}: {mistake.id} cannot; use one of {known}")
        if not 0 < magnitude_of(scenario.exercise, mistake) <= EFFECTS[key].high:
            raise ScenarioError(f"{place}: {mistake.id}: at most {EFFECTS[key].high:g}")


def _check_mistake(exercise: str, mistake: Mistake, place: str) -> None:
    options = effects_of(exercise)
    if (mistake.id, mistake.how) not in options:
        known = ", ".join(f"{i} ({how})" if how else i for i, how in options)
        wanted = f"{mistake.id} ({mistake.how})" if mistake.how else mistake.id
        raise ScenarioError(f"{place}: {exercise} has no mistake {wanted}; use one of {known}")
    effect, magnitude = effect_of(exercise, mistake), magnitude_of(exercise, mistake)
    if not effect.low <= magnitude <= effect.high:
        span = f"{effect.low:g} to {effect.high:g} {effect.unit}"
        raise ScenarioError(f"{place}: {mistake.id}: magnitude {magnitude:g} is not within {span}")
