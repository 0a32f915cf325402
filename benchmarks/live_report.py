"""The figures of a live run for people and for machines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import numpy as np
from rich.console import RenderableType
from rich.table import Table

from .live_bare import Bare
from .live_figures import FEEDBACK_WITHIN_S, LEAST_FPS, CueDelay, Memory, Rate

FORMAT = "formcheck-live/1"
FLAT_MB = 2.0
"""Memory that grows by less than this a minute is called flat."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One run.

    Attributes:
        load: processes that wanted to run, on average over the last minute.
        alone, beside: bare MediaPipe before the browser was there, and while the app judged.
        rate, rate_beside: the app while nothing else ran, and while bare MediaPipe did.
        cores_used: processor time of the app a second: 1 is one core all the time.
        up_s: from the app's start until it answered.
        opened_s: from asking for the page until it could be used, for each practice.
        feedback_s, voice_s: from Start to the first words shown and spoken; None: there were none.
    """

    at: datetime
    cores: int
    load: float
    alone: Bare
    beside: Bare | None
    rate: Rate | None
    rate_beside: Rate | None
    cores_used: float | None
    delays: tuple[CueDelay, ...]
    memory: Memory | None
    up_s: float
    opened_s: tuple[float, ...]
    feedback_s: tuple[float | None, ...]
    voice_s: tuple[float | None, ...]


def tables(figures: Figures) -> Iterator[RenderableType]:
    """The run as tables for a terminal."""
    yield f"{figures.at:%Y-%m-%d %H:%M} UTC, {figures.cores} cores, load {figures.load:.1f}"
    main = Table("What", "Measured", "Goal", "")
    for row in [*_rates(figures), *_start_up(figures), *_memory(figures.memory)]:
        main.add_row(*row)
    for row in _delays_in_all(figures.delays):
        main.add_row(*row)
    yield main
    each = Table("Exercise", "Mistake", "Times", "Said", "Median", "Latest", "Goal")
    for key, group in groupby(figures.delays, lambda delay: (delay.exercise, delay.mistake)):
        each.add_row(*key, *_of_mistake(list(group)))
    yield each


def as_json(figures: Figures) -> dict[str, Any]:
    """The run as plain data."""
    return {
        "format": FORMAT,
        **asdict(figures),
        "at": figures.at.isoformat(timespec="seconds"),
        "ratio": ratio(figures.rate, figures.alone),
        "ratio_beside": ratio(figures.rate_beside, figures.beside),
    }


def ratio(rate: Rate | None, bare: Bare | None) -> float | None:
    """The app's pictures a second for each one of bare MediaPipe's."""
    return None if rate is None or bare is None else rate.fps / bare.fps


Row = tuple[str, str, str, str]


def _rates(figures: Figures) -> Iterator[Row]:
    rate, alone, beside = figures.rate, figures.alone, figures.beside
    if rate is not None:
        reached = _mark(rate.fps >= LEAST_FPS)
        yield ("Pictures judged a second", f"{rate.fps:.1f}", f"{LEAST_FPS:.0f}", reached)
        yield ("  in the worst second", f"{rate.worst_fps:.0f}", "", "")
        yield ("  one picture, ms", f"{rate.ms:.1f}, the pose model {rate.model_ms:.1f}", "", "")
    if figures.cores_used is not None:
        yield ("  cores that the app uses", f"{figures.cores_used:.2f}", "", "")
    yield ("Bare MediaPipe alone", f"{alone.fps:.1f} a second, {alone.ms:.1f} ms", "", "")
    if rate is not None:
        yield ("  app / bare", f"{rate.fps / alone.fps:.2f}", "", "")
    if beside is not None:
        yield ("Bare MediaPipe beside the app", f"{beside.fps:.1f} a second", "", "")
    if figures.rate_beside is not None and beside is not None:
        there = figures.rate_beside.fps
        yield ("  the app meanwhile", f"{there:.1f} a second", "", "")
        yield ("  app / bare", f"{there / beside.fps:.2f}", "", "")


def _start_up(figures: Figures) -> Iterator[Row]:
    yield ("App start until it answers, s", f"{figures.up_s:.1f}", "", "")
    first, later = figures.opened_s[0], figures.opened_s[1:]
    more = f", later {np.median(later):.1f}" if later else ""
    yield ("Page asked for until usable, s", f"first {first:.1f}{more}", "", "")
    for name, values in (("shown", figures.feedback_s), ("spoken", figures.voice_s)):
        some = [value for value in values if value is not None]
        if not some:
            yield (f"Start to first words {name}, s", "none", "", "")
            continue
        text = f"median {np.median(some):.1f}, latest {max(some):.1f}"
        goal = f"{FEEDBACK_WITHIN_S:.0f}"
        yield (f"Start to first words {name}, s", text, goal, _mark(max(some) <= FEEDBACK_WITHIN_S))


def _memory(memory: Memory | None) -> Iterator[Row]:
    if memory is None:
        return
    text = f"{memory.start:.0f} at first, {memory.warm:.0f} warm, {memory.end:.0f} at the end"
    yield ("Memory of the app, MB", text, "", "")
    text = f"{memory.slope:+.2f} over {memory.minutes:.1f} minutes"
    yield ("  a minute", text, "flat", _mark(memory.slope < FLAT_MB))


def _delays_in_all(delays: Sequence[CueDelay]) -> Iterator[Row]:
    said = [delay for delay in delays if delay.seconds is not None]
    if not delays:
        return
    yield ("Mistakes whose cue was spoken", f"{len(said)} of {len(delays)}", "", "")
    if not said:
        return
    late = np.array([(delay.seconds or 0.0) - delay.goal_s for delay in said])
    seconds = np.array([delay.seconds or 0.0 for delay in said])
    text = f"median {np.median(seconds):.2f}, p90 {np.percentile(seconds, 90):.2f}"
    yield ("Onset of a mistake until its cue, s", text, "", "")
    text = f"median {np.median(late):+.2f}, p90 {np.percentile(late, 90):+.2f}"
    yield ("  beyond the check's own wait + 0.6 s", text, "0", _mark(bool(np.median(late) <= 0)))


def _of_mistake(delays: Sequence[CueDelay]) -> tuple[str, ...]:
    said = [delay.seconds for delay in delays if delay.seconds is not None]
    if not said:
        return (str(len(delays)), "0", "-", "-", f"{delays[0].goal_s:.1f}")
    median = f"{np.median(said):.2f}"
    return (str(len(delays)), str(len(said)), median, f"{max(said):.2f}", f"{delays[0].goal_s:.1f}")


def _mark(reached: bool) -> str:
    return "reached" if reached else "missed"
