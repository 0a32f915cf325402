"""Figures by the conditions of a clip (light, clothes, camera), to see where it is weak. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tools.sample_studio.scenario import Scenario

from .bootstrap import share
from .matching import ClipResult
from .metrics import LEVELS_FOUND, Figures
from .truths import off_front_deg

Conditions = Mapping[str, str]
"""Name of a condition and its value in one clip."""

OFF_SIDE = ((5.0, "0 to 5 deg"), (15.0, "5 to 15 deg"), (26.0, "15 to 25 deg"))
RATES = ((12, "10 to 12"), (20, "15 to 20"), (60, "24 to 30"))
NOISY = 4.5
PREFIX = "by"


def conditions_of(scenario: Scenario) -> dict[str, str]:
    """What a clip was made under, in words."""
    room, picture = scenario.room, scenario.picture
    things = len(room.things)
    walks = scenario.enter or scenario.leave
    return {
        "light": room.light,
        "clothes": scenario.clothes,
        "pictures per second": _band(scenario.fps, RATES, "more"),
        "camera off the side": _band(
            abs(off_front_deg(scenario.view.yaw_deg) - 90), OFF_SIDE, "other view"
        ),
        "clutter": "none" if not things else "1 or 2 things" if things <= 2 else "3 or more things",
        "picture": "noisy" if picture.noise > NOISY else "clear",
        "held": "shaky" if picture.shake_px else "still",
        "company": "somebody else" if scenario.companion else "alone",
        "comes or goes": "yes" if walks else "no",
    }


def _band(value: float, bands: Sequence[tuple[float, str]], beyond: str) -> str:
    return next((name for limit, name in bands if value <= limit), beyond)


def condition_figures(
    results: Sequence[ClipResult], conditions: Mapping[str, Conditions]
) -> Figures:
    """Figures of all exercises by condition, `by.light.lamp.recall`; clips are found by name.

    A condition that is the same in all clips is left out.
    """
    own = [r for r in results if r.counts and r.name in conditions]
    figures: Figures = {}
    for name in dict.fromkeys(n for r in own for n in conditions[r.name]):
        values = sorted({conditions[r.name][name] for r in own})
        if len(values) < 2:
            continue
        for value in values:
            group = [r for r in own if conditions[r.name][name] == value]
            found = _of_group(group)
            figures |= {f"{PREFIX}.{name}.{value}.{key}": f for key, f in found.items() if f.n}
    return figures


def _of_group(results: Sequence[ClipResult]) -> Figures:
    wanted = [
        [(mistake, rep) for rep in r.reps for mistake in rep.wanted_ids]
        if r.level in LEVELS_FOUND
        else []
        for r in results
    ]
    clean = [[rep for rep in r.reps if rep.clean] for r in results]
    count = [len(reps) for reps in clean]
    sets = [1.0] * len(results)
    return {
        "recall": share(
            [sum(mistake in rep.got for mistake, rep in pairs) for pairs in wanted],
            [len(pairs) for pairs in wanted],
            "mistakes",
        ),
        "false_alarms": share(
            [sum(bool(rep.got) for rep in reps) for reps in clean], count, "clean repetitions"
        ),
        "clean_called_clean": share(
            [sum(rep.verdict == "clean" for rep in reps) for reps in clean],
            count,
            "clean repetitions",
        ),
        "reps_exact": share([float(r.counted == len(r.reps)) for r in results], sets, "sets"),
    }
