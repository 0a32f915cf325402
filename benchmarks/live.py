"""Measures the live coach in a real browser: `python -m benchmarks.live --help`.

A film plays as the camera of a headless Chromium; the app judges it; what the page shows and says
is timed against what happens in the film.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from playwright.sync_api import Playwright, sync_playwright
from rich.console import Console

from formcheck.pose.model import ModelError, ensure_model
from formcheck.specs.loader import load_all

from .live_bare import Bare, bare_mediapipe
from .live_browser import App, running_app
from .live_figures import (
    STARTING_S,
    CueDelay,
    cores_used,
    cue_delays,
    memory_of,
    rate_of,
    read_stopwatch,
)
from .live_film import Film
from .live_report import Figures, as_json, tables
from .live_runs import (
    BETWEEN_S,
    SAMPLES,
    STILL_S,
    Practice,
    film_of,
    loads_of,
    mistake_clips,
    practise,
)
from .truths import read_truth

EXERCISES = ("thread_the_needle", "cat_cow", "seated_thoracic_extension", "wall_angels")
BARE_S = 5.0
LONG = "cat_cow"
"""The exercise of the long practice: it moves all the time."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class Stage:
    """What all practices of a run share."""

    app: App
    play: Playwright
    model: Path
    folder: Path
    console: Console


@app.command()
def main(
    minutes: Annotated[
        float, typer.Option(min=0, help="How long the practice for the memory lasts.")
    ] = 10.0,
    exercise: Annotated[
        list[str] | None,
        typer.Option(help="Whose mistakes are timed (the first four); several if repeated."),
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, max=3, help="Of each mistake's clip.")] = 2,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the figures there, too.")
    ] = None,
) -> None:
    """Pictures a second, delay of cues, memory and start-up, measured in one run."""
    console = Console()
    try:
        model = ensure_model()
    except ModelError as error:
        console.print(str(error))
        raise typer.Exit(2) from error
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        stopwatch = folder / "stopwatch.txt"
        stopwatch.touch()
        with running_app(model, folder, stopwatch) as running:
            stage = Stage(running, play, model, folder, console)
            figures = _measured(stage, stopwatch, exercise or EXERCISES, rounds, minutes)
    for part in tables(figures):
        console.print(part)
    if json_file is not None:
        json_file.write_text(json.dumps(as_json(figures), indent=2) + "\n", encoding="utf-8")


def _measured(
    stage: Stage, stopwatch: Path, exercises: Sequence[str], rounds: int, minutes: float
) -> Figures:
    with loads_of(stage.app.pid) as loads:
        first = film_of(stage.folder, SAMPLES / f"{LONG}_clean.mp4", 2)
        alone = bare_mediapipe(stage.model, first.path, BARE_S)
        practices, delays = _mistakes(stage, exercises, rounds)
        beside: list[tuple[float, float, Bare]] = []
        long = _long(stage, first, minutes, beside)
    practices += long
    pictures = read_stopwatch(stopwatch)
    crowded = [(low, high) for low, high, _ in beside]
    calm = _calm(practices, crowded)
    return Figures(
        at=datetime.now(UTC),
        cores=os.cpu_count() or 1,
        load=os.getloadavg()[0],
        alone=alone,
        beside=beside[0][2] if beside else None,
        rate=rate_of(pictures, calm),
        rate_beside=rate_of(pictures, crowded),
        cores_used=cores_used(loads, calm),
        delays=tuple(delays),
        memory=memory_of(loads, (long[0].started_at, long[-1].ended_at)),
        up_s=stage.app.up_s,
        opened_s=tuple(one.opened_s for one in practices),
        feedback_s=tuple(one.feedback_s for one in practices),
        voice_s=tuple(one.voice_s for one in practices),
    )


def _mistakes(
    stage: Stage, exercises: Sequence[str], rounds: int
) -> tuple[list[Practice], list[CueDelay]]:
    """A practice for each sample of a mistake."""
    specs = load_all()
    practices, delays = [], []
    for clip in mistake_clips(exercises):
        truth = read_truth(clip.with_suffix(".json"))
        spec = specs[truth.exercise]
        stage.console.print(f"{spec.title}: {clip.stem}", style="dim")
        film = film_of(stage.folder, clip, rounds)
        seconds = film.seconds + 1
        done = practise(stage.app, stage.play, film, spec.title, seconds)
        practices.append(done)
        delays += cue_delays(spec, truth, clip, film, done.pictures, done.heard)
        film.path.unlink()
    return practices, delays


def _long(
    stage: Stage, film: Film, minutes: float, beside: list[tuple[float, float, Bare]]
) -> list[Practice]:
    """Practices one after the other until the minutes are over; bare MediaPipe beside the first."""
    title = load_all()[LONG].title
    end = time.time() + 60 * minutes
    practices: list[Practice] = []

    def measure() -> None:
        began = time.time()
        bare = bare_mediapipe(stage.model, film.path, BARE_S)
        beside.append((began, time.time(), bare))

    while not practices or time.time() < end - STILL_S - BETWEEN_S:
        stage.console.print(f"{title}: a long practice", style="dim")
        seconds = max(STILL_S + 20, end - time.time())
        meanwhile = None if beside else measure
        practices.append(practise(stage.app, stage.play, film, title, seconds, meanwhile))
    return practices


def _calm(
    practices: Sequence[Practice], crowded: Sequence[tuple[float, float]]
) -> list[tuple[float, float]]:
    """When pictures were judged in calm: after the start, before the end, nothing beside."""
    calm: list[tuple[float, float]] = []
    for one in practices:
        low = one.started_at + STARTING_S
        for busy_from, busy_to in crowded:
            if low < busy_from < one.ended_at:
                calm.append((low, busy_from))
                low = busy_to
        if low < one.ended_at:
            calm.append((low, one.ended_at))
    return calm


if __name__ == "__main__":
    app()
