"""An exercise that was not named: recognised and said so, or asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from formcheck.cli.progress import Report
from formcheck.cli.refusal import RefusedError

if TYPE_CHECKING:
    from formcheck.pose.recording import Recording
    from formcheck.specs.schema import ExerciseSpec
    from formcheck.video.analysis import Window
    from formcheck.video.suggest import Suggestion

_CANDIDATES = 4
_LIKELY = 0.15
"""In one line, less likely ones are not worth telling."""


class UnsureError(RefusedError):
    """It cannot be told which exercise a film shows; `short` says so in one line."""

    def __init__(self, text: str, short: str) -> None:
        self.short = short
        super().__init__(text)


def recognised_in_film(
    video: Path, bundle: Path, window: Window, report: Report
) -> tuple[ExerciseSpec, Suggestion]:
    """The exercise that a film shows, as it is shipped, and how sure that is.

    Raises:
        VideoError: the film cannot be read.
        UnsureError: it cannot be told.
    """
    from formcheck.specs.loader import load_all
    from formcheck.video.suggest_video import suggest_for_video

    specs = load_all()
    found = suggest_for_video(video, specs.values(), model=bundle, window=window, progress=report)
    return _chosen(found, specs, video.name)


def recognised_in_recording(recording: Recording, name: str) -> tuple[ExerciseSpec, Suggestion]:
    """The same for a recording that is there already."""
    from formcheck.specs.loader import load_all
    from formcheck.video.suggest import suggest

    specs = load_all()
    return _chosen(suggest(recording.frames, specs.values()), specs, name)


def say_recognised(screen: Console, spec: ExerciseSpec, found: Suggestion) -> None:
    """Say which exercise it is taken for, and what to do if it is another."""
    screen.print(
        f"This looks like {spec.title.lower()}: {found.why}, confidence {_per_cent(found)}. "
        f"If it is not, name the exercise: --exercise ID.",
        markup=False,
    )


def _chosen(
    found: Sequence[Suggestion], specs: Mapping[str, ExerciseSpec], name: str
) -> tuple[ExerciseSpec, Suggestion]:
    from formcheck.video.suggest import confident

    best = confident(found)
    if best is None:
        raise _unsure(found, specs, name)
    return specs[best.exercise], best


def _unsure(
    found: Sequence[Suggestion], specs: Mapping[str, ExerciseSpec], name: str
) -> UnsureError:
    asked = f"{name}: I cannot tell which exercise this is. Name it with --exercise ID"
    short = "I cannot tell which exercise this is."
    likely = [one for one in found if one.confidence > 0][:_CANDIDATES]
    if not likely:
        return UnsureError(f"{asked}; `formcheck list` shows them all.", short)
    width = max(len(one.exercise) for one in likely)
    lines = [
        f"  {one.exercise:<{width}}  {_per_cent(one):>5}  {specs[one.exercise].title}: {one.why}"
        for one in likely
    ]
    told = [f"{one.exercise} ({_per_cent(one)})" for one in likely if one.confidence >= _LIKELY]
    maybe = f" It may be {', '.join(told)}." if told else ""
    return UnsureError(
        "\n".join([f"{asked}. It may be one of these, or another:", *lines]),
        f"{short}{maybe} Judge it by itself with --exercise.",
    )


def _per_cent(suggestion: Suggestion) -> str:
    return f"{round(100 * suggestion.confidence)} %"
