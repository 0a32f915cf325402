"""The recorded pipeline: a video file in, a judged set and an annotated video out.

Two passes over the file. The first reads landmarks; with all of them known the clip calibrates
the coach. The second draws. Each runs in three threads: decode, infer, read the mask; then decode,
judge and draw, encode. No more than a few pictures are in memory, and long recordings of landmarks
lie on disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from formcheck.coach.coach import Coach
from formcheck.coach.dose import resolve_dose
from formcheck.coach.events import CueSpoken, Event
from formcheck.coach.judge import judge_frames, recorded_coach
from formcheck.coach.summary import SetSummary
from formcheck.pose.frame import PoseFrame
from formcheck.pose.frame_store import FrameSpool
from formcheck.pose.landmarker import MediaPipePose
from formcheck.pose.recording import Recording
from formcheck.specs.limits import Limits
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import WHOLE, Analysis, VideoInfo, Window
from formcheck.video.caption import overlay_state
from formcheck.video.landmark_cache import LandmarkCache, Seen, named
from formcheck.video.overlay import OverlayState, draw_overlay
from formcheck.video.progress import Progress, Teller, Watched
from formcheck.video.reader import MAX_SIDE, VideoError, VideoFrame, open_video
from formcheck.video.stages import Stages
from formcheck.video.upright import Image
from formcheck.video.writer import VideoWriter

__all__ = [
    "MAX_FPS",
    "Progress",
    "analyze_video",
    "annotate_video",
    "judge_recording",
    "record_video",
    "rejudged",
    "with_notes",
]

SHOWN_S = 2.5
"""A spoken cue stays on the picture this long."""
_READING, _JUDGING, _DRAWING = 12.0, 1.0, 6.0
"""Milliseconds a picture that each part of the work takes, about: for the share done."""
MAX_FPS = 31.0
"""More pictures a second than this tell the checks nothing new."""
_PASSES = 3
"""So often a recording is looked at until its coach is ready, mostly (`formcheck.coach.judge`)."""
_SAME_S = 1e-4
"""Moments closer together than this are the same picture."""


def analyze_video(
    path: Path,
    spec: ExerciseSpec,
    *,
    model: Path,
    annotate_to: Path | None = None,
    dose: Mapping[str, float] | None = None,
    window: Window = WHOLE,
    cache: LandmarkCache | None = None,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Analysis:
    """Judge a video as one exercise.

    Args:
        path: the video.
        spec: the exercise.
        model: a PoseLandmarker bundle.
        annotate_to: where to write the video with the overlay, if wanted.
        dose: chosen amounts (see `resolve_dose`).
        window: the part of the film to look at.
        cache: where landmarks are kept, so that the same film need not be read again.
        limits: the personal limits that `spec` was made with, to be named in the result.
        progress: told how far the work is; an exception in it cancels the work, and nothing
            half-written is left.

    Raises:
        VideoError: the file cannot be read, nobody is in it, or the annotated video cannot be
            written.
        DoseError: the exercise has no such dose.
    """
    resolve_dose(spec, dose)
    whole = Teller(progress)
    drawing = _DRAWING if annotate_to is not None else 0.0
    read_to = _READING / (_READING + _JUDGING + drawing)
    seen, fresh = _seen(path, model, window, cache, whole.part(0, read_to))
    recording = seen.recording
    rest = whole.part(read_to if fresh else 0.0, 1.0)
    judge_to = _JUDGING / (_JUDGING + drawing)
    judging = rest.part(0, judge_to, "Judging your movement")
    if annotate_to is None:
        summary = judge_frames(Watched(recording.frames, judging, _PASSES), spec, dose)
    else:
        coach = recorded_coach(Watched(recording.frames, judging, _PASSES), spec, dose)
        drawn = rest.part(judge_to, 1.0, "Drawing what I saw")
        _annotate(path, recording, coach, annotate_to, window, drawn)
        summary = coach.summary()
    summary = with_notes(summary, recording.notes)
    if progress is not None:
        progress(1.0, "Done")
    return Analysis(spec, seen.info, model.name, summary, annotate_to, recording, limits)


def record_video(
    path: Path,
    *,
    model: Path,
    window: Window = WHOLE,
    cache: LandmarkCache | None = None,
    progress: Progress | None = None,
) -> Recording:
    """Read the landmarks of a video (VideoError: it cannot be read, or nobody is in it)."""
    return _seen(path, model, window, cache, Teller(progress))[0].recording


def judge_recording(
    recording: Recording, spec: ExerciseSpec, dose: Mapping[str, float] | None = None
) -> SetSummary:
    """Judge a recording as one exercise."""
    return with_notes(judge_frames(recording.frames, spec, dose), recording.notes)


def rejudged(
    analysis: Analysis,
    spec: ExerciseSpec,
    *,
    limits: Limits | None = None,
    dose: Mapping[str, float] | None = None,
) -> Analysis:
    """The same film judged anew from what was seen in it: no file is read.

    Args:
        analysis: of the film; its `recording` must have been kept.
        spec: the exercise, or the same one with other limits.
        limits: the personal limits in `spec`.
        dose: chosen amounts.

    Returns:
        A new analysis without an annotated video, for that showed the old judgement.

    Raises:
        ValueError: the analysis has no recording.
        DoseError: the exercise has no such dose.
    """
    if analysis.recording is None:
        raise ValueError("This analysis was kept without its landmarks. Analyse the film again.")
    resolve_dose(spec, dose)
    summary = judge_recording(analysis.recording, spec, dose)
    return replace(analysis, spec=spec, summary=summary, annotated=None, limits=limits)


def annotate_video(
    path: Path,
    recording: Recording,
    spec: ExerciseSpec,
    target: Path,
    *,
    dose: Mapping[str, float] | None = None,
    window: Window = WHOLE,
    progress: Progress | None = None,
) -> None:
    """Draw over a film what was seen in it before.

    Args:
        path: the film.
        recording: its landmarks, as `record_video` gives them for this window.
        spec: the exercise it is judged by.
        target: the video to write; an MP4 that begins where the window does.
        dose: chosen amounts.
        window: the part of the film to draw.
        progress: as in `analyze_video`.

    Raises:
        VideoError: the film cannot be read or the video cannot be written.
        DoseError: the exercise has no such dose.
    """
    resolve_dose(spec, dose)
    whole = Teller(progress)
    judge_to = _JUDGING / (_JUDGING + _DRAWING)
    judging = whole.part(0, judge_to, "Judging your movement")
    coach = recorded_coach(Watched(recording.frames, judging, _PASSES), spec, dose)
    drawing = whole.part(judge_to, 1.0, "Drawing what I saw")
    _annotate(path, recording, coach, target, window, drawing)
    if progress is not None:
        progress(1.0, "Done")


def with_notes(summary: SetSummary, notes: tuple[str, ...]) -> SetSummary:
    """The summary with the reader's remarks about the file in front of its notes."""
    return replace(summary, notes=(*notes, *summary.notes))


def _seen(
    path: Path, model: Path, window: Window, cache: LandmarkCache | None, teller: Teller
) -> tuple[Seen, bool]:
    """The landmarks of a film, and whether they were read now or came from the cache.

    Raises:
        VideoError: the film cannot be read, or nobody is in it.
    """
    reading = teller.part(0, 1, "Reading your movement")
    looking = teller.part(0, 0, "Looking at the film")
    kept: Seen | None = None
    how = f"{MAX_SIDE} {MAX_FPS}"
    key = cache.key(path, model, window, how, looking.again) if cache is not None else None
    if cache is None or key is None:  # what cannot be read is said, in words, on opening it
        found = _read(path, model, window, reading)
    else:
        before = _state(path)
        with cache.alone(key, looking.again):
            kept = cache.get(key)
            found = kept or _read(path, model, window, reading)
            if kept is None and _state(path) == before:
                cache.put(key, found)
    if not found.anybody:
        raise VideoError(
            f"Nobody is seen in {path.name}. Film yourself from head to feet, in good light, "
            "and try again."
        )
    return named(found, path, model), kept is None


def _state(path: Path) -> tuple[int, int]:
    """Tells whether a file was changed meanwhile."""
    stat = path.stat()
    return stat.st_size, stat.st_mtime_ns


def _read(path: Path, model: Path, window: Window, teller: Teller) -> Seen:
    """Decode | infer | read the mask and store, the last in this thread."""
    with (
        FrameSpool() as spool,
        open_video(path, max_fps=MAX_FPS, window=window) as video,
        MediaPipePose(model) as pose,
        Stages(teller.again) as stages,
    ):
        pictures = stages.ahead(pose.prepare(shot.image, shot.time_s) for shot in video)
        for look in stages.ahead(map(pose.look, pictures)):
            spool.append(pose.read(look))
            teller.at(_share(video.info, look.time_s))
        info, notes = video.info, tuple(video.notes)
    recording = Recording(spool.frames(), path.name, model.name, info.duration_s, info.fps, notes)
    return Seen(recording, info, spool.anybody)


def _share(info: VideoInfo, time_s: float) -> float | None:
    """How much of the window lies before a moment."""
    length_s = min(info.window.to_s, info.duration_s) - info.window.from_s
    return (time_s - info.window.from_s) / length_s if length_s > 0 else None


def _annotate(
    path: Path, recording: Recording, coach: Coach, target: Path, window: Window, teller: Teller
) -> None:
    """Decode | judge and draw | encode, the last in this thread. The coach has finished then."""
    with (
        open_video(path, max_fps=MAX_FPS, window=window) as video,
        VideoWriter(target, video.frame_size, min(video.info.fps, MAX_FPS)) as out,
        Stages(teller.again) as stages,
    ):
        pictures = stages.ahead(video)
        from_s = video.info.window.from_s
        for time_s, image in stages.ahead(_drawn(pictures, recording.frames, coach)):
            out.write(image, time_s - from_s)
            teller.at(_share(video.info, time_s))


def _drawn(
    pictures: Iterator[VideoFrame], frames: Sequence[PoseFrame], coach: Coach
) -> Iterator[tuple[float, Image]]:
    """Each picture's time, and the picture with what the coach says at that moment."""
    coming = iter(frames)
    frame = next(coming, None)
    said, said_s = "", -SHOWN_S
    for picture in pictures:
        shown: OverlayState | None = None
        last: PoseFrame | None = None
        while frame is not None and frame.time_s <= picture.time_s + _SAME_S:
            said, said_s = _last_said(coach.feed(frame), said, said_s)
            last, frame = frame, next(coming, None)
        if last is not None and picture.time_s - last.time_s <= _SAME_S:
            words = said if last.time_s - said_s < SHOWN_S else ""
            shown = overlay_state(coach.spec, coach.state(), last, words)
        image = picture.image
        if last is not None and shown is not None:
            image = draw_overlay(image, last, shown)
        yield picture.time_s, image
    while frame is not None:
        coach.feed(frame)
        frame = next(coming, None)
    coach.finish()


def _last_said(events: list[Event], said: str, said_s: float) -> tuple[str, float]:
    for event in events:
        if isinstance(event, CueSpoken):
            said, said_s = event.text, event.time_s
    return said, said_s
