"""Renders scenarios into clips with truth beside them, in parallel, skipping finished ones."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from .clip import movement_of
from .encoding import VideoWriter
from .filming import Studio
from .renderer import Quality
from .scenario import Scenario, scenario_hash
from .scenario_files import ScenarioError, read_scenario
from .truth import TruthRecorder

SCENARIOS = Path(__file__).with_name("scenarios")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished clip."""

    name: str
    video: Path
    seconds: float
    frames: int


def scenarios_in(folder: Path, names: Sequence[str] = ()) -> list[Scenario]:
    """Scenarios of a folder by name, or only the named ones.

    Raises:
        ScenarioError: no such scenario, or one that cannot be used.
    """
    paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    for name in names:
        if name not in paths:
            raise ScenarioError(f"no scenario {name} in {folder}; there are {', '.join(paths)}")
    return [read_scenario(paths[name]) for name in (names or paths)]


def is_finished(scenario: Scenario, folder: Path) -> bool:
    """Whether the folder already holds the clip of exactly this scenario."""
    video, truth = _files(scenario, folder)
    if not (video.exists() and truth.exists()):
        return False
    try:
        done_hash = json.loads(truth.read_text(encoding="utf-8"))["hash"]
    except (ValueError, KeyError):
        return False
    return bool(done_hash == scenario_hash(scenario))


def render(
    scenario: Scenario, folder: Path, with_arrays: bool = False, draft: bool = False
) -> Rendered:
    """Render one scenario: ``NAME.mp4`` and ``NAME.json``, optionally ``NAME.npz``.

    A draft is for pose models alone and takes a fifth of the time.
    """
    started = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    video, truth = _files(scenario, folder)
    part = video.with_name(video.name + ".part")
    movement, performance = movement_of(scenario)
    quality: Quality = "draft" if draft else "full"
    studio = Studio.open(scenario, movement, quality)
    recorder = TruthRecorder(scenario, performance, studio.scene)
    times = [i / scenario.fps for i in range(round(movement.duration_s * scenario.fps))]
    writer = VideoWriter(part, scenario.size, scenario.fps, crf=scenario.picture.crf)
    try:
        for time_s, shot in zip(times, studio.film(times), strict=True):
            writer.write(shot.image)
            recorder.add(time_s, shot)
    finally:
        writer.close()
        studio.close()
    if with_arrays:
        recorder.save_arrays(video.with_suffix(".npz"))
    part.replace(video)
    recorder.save_json(truth)  # last: it says that the clip is finished
    return Rendered(scenario.name, video, time.perf_counter() - started, len(times))


def render_all(
    scenarios: Sequence[Scenario], folder: Path, workers: int = 2, with_arrays: bool = False,
    draft: bool = False,
) -> Iterator[Rendered]:  # fmt: skip
    """Render scenarios in parallel; yields each as it is finished."""
    os.environ.setdefault("LP_NUM_THREADS", "1")  # one software-rendering thread per process
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=workers, mp_context=context) as pool:
        jobs = [pool.submit(render, scenario, folder, with_arrays, draft) for scenario in scenarios]
        for job in as_completed(jobs):
            yield job.result()


def _files(scenario: Scenario, folder: Path) -> tuple[Path, Path]:
    return folder / f"{scenario.name}.mp4", folder / f"{scenario.name}.json"
