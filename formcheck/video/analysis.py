"""The result of analysing one recorded video."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from formcheck.coach.summary import SetSummary
from formcheck.specs.schema import ExerciseSpec


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What is known of a video file; `fps` is the average, `size` is upright (width, height)."""

    path: Path
    duration_s: float
    fps: float
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Analysis:
    """One video judged as one exercise. `annotated` is the written video, if one was asked for."""

    spec: ExerciseSpec
    video: VideoInfo
    model: str
    summary: SetSummary
    annotated: Path | None = None
