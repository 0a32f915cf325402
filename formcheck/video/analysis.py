"""The result of analysing one recorded video."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from formcheck.coach.summary import SetSummary
from formcheck.pose.recording import Recording
from formcheck.specs.limits import Limits
from formcheck.specs.schema import ExerciseSpec


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a film, in seconds of the film's own clock (which begins with its first picture).

    Attributes:
        from_s: the first moment that is looked at.
        to_s: the last; infinite: to the end.
    """

    from_s: float = 0.0
    to_s: float = math.inf

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return self.from_s <= 0 and math.isinf(self.to_s)


WHOLE = Window()


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What is known of a video file.

    Attributes:
        path: the file.
        duration_s: its full length in seconds, whatever part of it was looked at.
        fps: pictures a second, on average.
        size: upright width and height in pixels.
        window: the part that was looked at.
    """

    path: Path
    duration_s: float
    fps: float
    size: tuple[int, int]
    window: Window = WHOLE


@dataclass(frozen=True, slots=True)
class Analysis:
    """One video judged as one exercise. All times are on the film's own clock.

    Attributes:
        spec: the exercise it was judged by, personal limits included.
        video: the film.
        model: the pose model's file name.
        summary: what came out.
        annotated: the film with the overlay, if one was asked for. It holds the window alone, so
            its player is at 0 where the film is at `video.window.from_s`.
        recording: what was seen, picture by picture; None where nobody kept it.
        limits: the personal limits in `spec`, if it is not the shipped one.
    """

    spec: ExerciseSpec
    video: VideoInfo
    model: str
    summary: SetSummary
    annotated: Path | None = None
    recording: Recording | None = None
    limits: Limits | None = None
