"""The recorded pipeline: a video file in, a judged set and an annotated video out.

Two passes over the file. The first reads landmarks; with all of them known the clip calibrates
the coach. The second draws. Only pose frames are kept in memory, never pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from formcheck.coach.coach import Coach
from formcheck.coach.dose import resolve_dose
from formcheck.coach.events import CueSpoken, Event
from formcheck.coach.judge import judge_frames, recorded_coach
from formcheck.coach.summary import SetSummary
from formcheck.pose.landmarker import MediaPipePose
from formcheck.pose.recording import Recording
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import Analysis, VideoInfo
from formcheck.video.caption import overlay_state
from formcheck.video.overlay import draw_overlay
from formcheck.video.reader import VideoError, open_video
from formcheck.video.writer import VideoWriter

Progress = Callable[[float | None, str], None]
"""Called with the share done (None: unknown) and what is being done."""

SHOWN_S = 2.5
"""A spoken cue stays on the picture this long."""
READ_SHARE = 0.7
"""Share of the work that reading landmarks takes when a video is drawn as well."""
MAX_FPS = 31.0
"""More pictures a second than this tell the checks nothing new."""


def analyze_video(
    path: Path,
    spec: ExerciseSpec,
    *,
    model: Path,
    annotate_to: Path | None = None,
    dose: Mapping[str, float] | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Judge a video as one exercise.

    Args:
        path: the video.
        spec: the exercise.
        model: a PoseLandmarker bundle.
        annotate_to: where to write the video with the overlay, if wanted.
        dose: chosen amounts (see `resolve_dose`).
        progress: told how far the work is.

    Raises:
        VideoError: the file cannot be read, nobody is in it, or the annotated video cannot be
            written.
        DoseError: the exercise has no such dose.
    """
    resolve_dose(spec, dose)
    report = progress or (lambda share, text: None)
    read_to = READ_SHARE if annotate_to is not None else 1.0
    recording, info = _read(path, model, report, read_to)
    coach = recorded_coach(recording.frames, spec, dose)
    if annotate_to is None:
        for frame in recording.frames:
            coach.feed(frame)
    else:
        _draw(path, recording, coach, annotate_to, report)
    coach.finish()
    summary = with_notes(coach.summary(), recording.notes)
    report(1.0, "Done")
    return Analysis(spec, info, recording.model, summary, annotate_to)


def record_video(path: Path, *, model: Path, progress: Progress | None = None) -> Recording:
    """Read the landmarks of a video (VideoError: it cannot be read)."""
    return _read(path, model, progress or (lambda share, text: None), 1.0)[0]


def judge_recording(
    recording: Recording, spec: ExerciseSpec, dose: Mapping[str, float] | None = None
) -> SetSummary:
    """Judge a recording as one exercise."""
    return with_notes(judge_frames(recording.frames, spec, dose), recording.notes)


def with_notes(summary: SetSummary, notes: tuple[str, ...]) -> SetSummary:
    """The summary with the reader's remarks about the file in front of its notes."""
    return replace(summary, notes=(*notes, *summary.notes))


def _read(path: Path, model: Path, report: Progress, share: float) -> tuple[Recording, VideoInfo]:
    with open_video(path, max_fps=MAX_FPS) as video, MediaPipePose(model) as pose:
        frames = []
        for picture in video:
            frames.append(pose.detect(picture.image, picture.time_s))
            done = picture.time_s / video.info.duration_s if video.info.duration_s else None
            report(None if done is None else share * min(done, 1.0), "Reading your movement")
        notes, info = tuple(video.notes), video.info
    if all(frame.landmarks is None for frame in frames):
        raise VideoError(
            f"Nobody is seen in {path.name}. Film yourself from head to feet, in good light, "
            "and try again."
        )
    recording = Recording(tuple(frames), path.name, model.name, info.duration_s, info.fps, notes)
    return recording, info


def _draw(path: Path, recording: Recording, coach: Coach, target: Path, report: Progress) -> None:
    frames = iter(recording.frames)
    said, said_s = "", -SHOWN_S
    with (
        open_video(path, max_fps=MAX_FPS) as video,
        VideoWriter(target, video.frame_size, min(video.info.fps, MAX_FPS)) as out,
    ):
        for picture, frame in zip(video, frames, strict=False):
            events = coach.feed(frame)
            said, said_s = _last_said(events, said, said_s)
            shown = said if frame.time_s - said_s < SHOWN_S else ""
            state = overlay_state(coach.spec, coach.state(), frame, shown)
            out.write(draw_overlay(picture.image, frame, state), picture.time_s)
            if video.info.duration_s:
                done = READ_SHARE + (1 - READ_SHARE) * picture.time_s / video.info.duration_s
                report(min(done, 1.0), "Drawing what I saw")
        for frame in frames:
            coach.feed(frame)


def _last_said(events: list[Event], said: str, said_s: float) -> tuple[str, float]:
    for event in events:
        if isinstance(event, CueSpoken):
            said, said_s = event.text, event.time_s
    return said, said_s
