"""Which exercise does this film show? Its first seconds, looked at and tried on every spec."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from formcheck.pose.frame import PoseFrame
from formcheck.pose.landmarker import MediaPipePose
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import WHOLE, Window
from formcheck.video.errors import VideoError
from formcheck.video.reader import open_video
from formcheck.video.suggest import LOOK_FPS, LOOK_S, Suggestion, suggest

Progress = Callable[[float | None, str], None]
NOBODY_S = 60.0
"""Where nobody was seen for so long, nobody is waited for any more."""
LOOKING = "Looking which exercise this is"


def suggest_for_video(
    path: Path,
    specs: Iterable[ExerciseSpec],
    *,
    model: Path,
    window: Window = WHOLE,
    progress: Progress | None = None,
) -> tuple[Suggestion, ...]:
    """The exercises that a film may show, the likeliest first (see `suggest`).

    Args:
        path: the film.
        specs: the exercises to choose from.
        model: a PoseLandmarker bundle.
        window: the part of the film to look at the beginning of.
        progress: told how far the work is.

    Raises:
        VideoError: the file cannot be read, or nobody is in its first minute.
    """
    report = progress or (lambda share, text: None)
    frames = look_at_start(path, model, report, window)
    if all(frame.landmarks is None for frame in frames):
        part = f"of {path.name}" if window.whole else f"of this part of {path.name}"
        raise VideoError(
            f"Nobody is seen in the first minute {part}. Film yourself from head to feet, "
            "in good light, and try again."
        )
    report(None, LOOKING)
    return suggest(frames, specs)


def look_at_start(
    path: Path, model: Path, report: Progress, window: Window = WHOLE
) -> list[PoseFrame]:
    """What is seen in the first seconds of a film (VideoError: it cannot be read)."""
    frames: list[PoseFrame] = []
    began_s: float | None = None
    with open_video(path, max_fps=LOOK_FPS, window=window) as video, MediaPipePose(model) as pose:
        for picture in video:
            frame = pose.detect(picture.image, picture.time_s)
            if began_s is None and frame.landmarks is not None:
                began_s = frame.time_s
            waited_s = window.from_s + NOBODY_S
            if frame.time_s > (waited_s if began_s is None else began_s + LOOK_S):
                break
            frames.append(frame)
            report(None if began_s is None else (frame.time_s - began_s) / LOOK_S, LOOKING)
    return frames
