"""The pose model and what it sees in a film, with progress on the screen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli import inputs
from formcheck.cli.progress import progress_bar
from formcheck.cli.quiet import without_native_chatter

if TYPE_CHECKING:
    from formcheck.pose.recording import Recording
    from formcheck.video.analysis import Window

WAITING = "Another film is being analysed on this computer; waiting for it"


def pose_model(path: Path | None) -> Path:
    """The bundle at `path`, or the usual one, fetched if need be (ModelError)."""
    from formcheck.pose.model import ensure_model

    with without_native_chatter(), progress_bar("Looking for the pose model") as report:
        return ensure_model(path, lambda step, share: report(share, step))


def body_points(
    video: Path, model: Path | None, *, window: Window | None = None, fresh: bool = False
) -> Recording:
    """What is seen in a film, or in a recording of one (`.npz`).

    Args:
        video: the film or recording.
        model: a pose model of one's own.
        window: the part of a film; None: all of it.
        fresh: look at a film anew, even where its body points are kept.

    Raises:
        VideoError, RecordingError, ModelError: it cannot be read.
        RefusedError: nobody is in it.
    """
    from formcheck.pose.recording import load_recording
    from formcheck.video.analysis import WHOLE
    from formcheck.video.landmark_cache import LandmarkCache
    from formcheck.video.pipeline import record_video
    from formcheck.video.turn import machine_turn

    if inputs.is_recording(video):
        recording = load_recording(video)
    else:
        inputs.require_film(video, window)
        bundle = pose_model(model)
        with (
            without_native_chatter(),
            progress_bar(f"Looking at {video.name}") as report,
            machine_turn(lambda: report(None, WAITING)),
        ):
            recording = record_video(
                video, model=bundle, window=window or WHOLE,
                cache=None if fresh else LandmarkCache(), progress=report,
            )  # fmt: skip
    inputs.require_somebody(anybody_in(recording), video.name)
    return recording


def anybody_in(recording: Recording) -> bool:
    """Whether a person was seen in any picture."""
    return any(frame.landmarks is not None for frame in recording.frames)
