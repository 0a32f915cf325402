"""An exercise that was not named: recognised and said so, or asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from formcheck.cli import inputs
from formcheck.cli.model import pose_model
from formcheck.cli.progress import progress_bar
from formcheck.cli.quiet import without_native_chatter
from formcheck.cli.refusal import RefusedError

if TYPE_CHECKING:
    from formcheck.pose.recording import Recording
    from formcheck.specs.schema import ExerciseSpec
    from formcheck.video.suggest import Suggestion

_CANDIDATES = 4


def recognised_in_film(video: Path, model: Path | None, screen: Console) -> ExerciseSpec:
    """The exercise that a film shows, said on the screen (RefusedError: it cannot be told)."""
    from formcheck.specs.loader import load_all

    inputs.require_system_libraries()
    inputs.require_film(video)
    bundle, specs = pose_model(model), load_all()
    from formcheck.video.suggest_video import suggest_for_video

    with without_native_chatter(), progress_bar(f"Looking at {video.name}") as report:
        found = suggest_for_video(video, specs.values(), model=bundle, progress=report)
    return _chosen(found, specs, video.name, screen)


def recognised_in_recording(recording: Recording, name: str, screen: Console) -> ExerciseSpec:
    """The same for a recording that is there already."""
    from formcheck.specs.loader import load_all
    from formcheck.video.suggest import suggest

    specs = load_all()
    return _chosen(suggest(recording.frames, specs.values()), specs, name, screen)


def _chosen(
    found: Sequence[Suggestion], specs: Mapping[str, ExerciseSpec], name: str, screen: Console
) -> ExerciseSpec:
    from formcheck.video.suggest import confident

    best = confident(found)
    if best is None:
        raise RefusedError(_question(found, specs, name))
    title = specs[best.exercise].title
    screen.print(
        f"This looks like {title.lower()}: {best.why}, confidence {_per_cent(best)}. "
        f"If it is not, name the exercise: --exercise ID.",
        markup=False,
    )
    return specs[best.exercise]


def _question(found: Sequence[Suggestion], specs: Mapping[str, ExerciseSpec], name: str) -> str:
    asked = f"{name}: I cannot tell which exercise this is. Name it with --exercise ID"
    likely = [one for one in found if one.confidence > 0][:_CANDIDATES]
    if not likely:
        return f"{asked}; `formcheck list` shows them all."
    width = max(len(one.exercise) for one in likely)
    lines = [
        f"  {one.exercise:<{width}}  {_per_cent(one):>5}  {specs[one.exercise].title}: {one.why}"
        for one in likely
    ]
    return "\n".join([f"{asked}. It may be one of these, or another:", *lines])


def _per_cent(suggestion: Suggestion) -> str:
    return f"{round(100 * suggestion.confidence)} %"
