"""Looking at what is not rendered yet: single moments of any scenario or clip of a set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from .clip import Shot, movement_of
from .effects import HIPS, SHOULDERS, Cut, Spoil, cut_above_hips, spoilt
from .filming import Studio
from .performances import Performance
from .renderer import Quality
from .samples import SCENARIOS
from .scenario_files import ScenarioError, read_scenario
from .sets import SetClip, set_named
from .sheet import Moment, spread


def clip_named(name: str, folder: Path = SCENARIOS) -> SetClip:
    """A scenario file's, a sample's or a set's clip; ``name`` is its path or its name.

    Raises:
        ScenarioError: there is none, or it cannot be used.
    """
    path = Path(name) if name.endswith((".yaml", ".yml")) else folder / f"{name}.yaml"
    if path.exists() or path.suffix != ".yaml" or "/" in name:
        scenario = read_scenario(path)
        return SetClip(scenario.name, scenario, "clean")
    first = name.split(".")[0]
    try:
        clips = set_named(first)
    except KeyError:
        raise ScenarioError(
            f"{name}: neither a scenario file, nor a sample in {folder}, nor a clip of a set "
            "(like standard.cat_cow.clean.small.slow.male_avg)"
        ) from None
    found = next((clip for clip in clips if clip.name == name), None)
    if found is None:
        like = [clip.name for clip in clips if clip.name.startswith(name.rsplit(".", 1)[0])]
        hint = f"; there is {', '.join((like or [clips[0].name])[:8])}"
        raise ScenarioError(f"{name}: no such clip in the set {first}{hint}")
    return found


def preview(
    clip: SetClip, count: int = 20, quality: Quality = "draft",
    span_s: tuple[float, float] | None = None,
) -> tuple[list[Moment], dict[str, Any]]:  # fmt: skip
    """Moments spread over a clip, or over ``span_s`` of it, and the truth that a sheet needs."""
    movement, performance = movement_of(clip.scenario)
    fps = clip.scenario.fps
    start_s, end_s = span_s or (0.0, performance.duration_s)
    last_s = min(end_s, performance.duration_s - 1 / fps)
    frames = spread(max(round((last_s - start_s) * fps), 0) + 1, count)
    times = [round(start_s * fps + frame) / fps for frame in frames]
    studio = Studio.open(clip.scenario, movement, quality)
    try:
        shots = list(studio.film(times))
        joints = _joints(studio, shots)
    finally:
        studio.close()
    images = [shot.image for shot in shots]
    if clip.spoil is not None:
        cut = cut_above_hips({"size": clip.scenario.size, "joints": joints})
        images = _spoilt(clip, clip.spoil, images, times, cut, quality)
    moments = [Moment(image, time_s) for image, time_s in zip(images, times, strict=True)]
    return moments, _truth(performance)


def _spoilt(
    clip: SetClip, spoil: Spoil, images: Sequence[Any], times: Sequence[float], cut: Cut,
    quality: Quality,
) -> list[Any]:  # fmt: skip
    others = [None] * len(times)
    if clip.beside is not None:
        movement, play = movement_of(clip.beside)
        beside = Studio.open(clip.beside, movement, quality)
        try:
            within = [min(time_s, play.duration_s) for time_s in times]
            others = [shot.image for shot in beside.film(within)]  # type: ignore[misc]
        finally:
            beside.close()
    return [
        spoilt(spoil, image, time_s, cut, other)
        for image, time_s, other in zip(images, times, others, strict=True)
    ]


def _joints(studio: Studio, shots: Sequence[Shot]) -> dict[str, list[list[float]]]:
    """Pixels of hips and shoulders in all shots."""
    return {
        name: studio.scene.camera.project(
            np.array([shot.posed.joints[name] for shot in shots])
        )[0].tolist()
        for name in (*HIPS, *SHOULDERS)
    }  # fmt: skip


def _truth(performance: Performance) -> dict[str, Any]:
    return {
        "phases": [asdict(phase) for phase in performance.phases],
        "mistakes": [asdict(mistake) for mistake in performance.mistakes],
    }
