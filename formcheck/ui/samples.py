"""The sample clips that come with the project, each with its truth beside it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "sample_videos"


@dataclass(frozen=True, slots=True)
class Sample:
    """A clip to try. `about` says in a sentence what it shows."""

    id: str
    exercise: str
    about: str
    video: Path


def find_samples(folder: Path = FOLDER) -> tuple[Sample, ...]:
    """All clips with readable truth, by exercise and name (none: the folder was not installed)."""
    found = (_sample(video) for video in sorted(folder.glob("*.mp4")))
    return tuple(sorted((s for s in found if s), key=lambda s: (s.exercise, s.id)))


def _sample(video: Path) -> Sample | None:
    try:
        truth = json.loads(video.with_suffix(".json").read_text(encoding="utf-8"))
        exercise = truth["exercise"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    about = truth.get("about") or video.stem.replace("_", " ")
    return Sample(video.stem, str(exercise), str(about), video)
