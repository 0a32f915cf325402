"""What is done with a film in the background: recognising, analysing, drawing it anew."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from formcheck.pose.model import ModelError, ensure_model
from formcheck.pose.recording import RecordingError
from formcheck.pose.system import SystemLibraryError
from formcheck.specs.limits import Limits
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.analyse_films import Film, Outcome
from formcheck.ui.catalogue import exercises, kept_limits, shipped
from formcheck.ui.desks import work_desk
from formcheck.ui.job import Job, Progress
from formcheck.video.analysis import Analysis, Window
from formcheck.video.errors import VideoError
from formcheck.video.landmark_cache import LandmarkCache
from formcheck.video.pipeline import analyze_video, annotate_video
from formcheck.video.stills import Still, mistake_stills
from formcheck.video.suggest import Suggestion, confident
from formcheck.video.suggest_video import suggest_for_video

KNOWN_ERRORS = (VideoError, ModelError, RecordingError, SystemLibraryError)
ANNOTATED = "annotated.mp4"
_STILLS_FROM = 0.97
"""Share of the work that is done when the pictures of the mistakes are made."""


def look(film: Film) -> None:
    """Begin to find out which exercise this part of a film shows: kept limits do not matter."""
    if film.looking is not None:
        film.looking.cancel()
    work = partial(_look, film.path, film.part, tuple(shipped().values()))
    film.looking = work_desk().give(work, KNOWN_ERRORS, urgent=True)


def begin(film: Film) -> None:
    """Put a film into the queue. An exercise that is not known yet will be by its turn."""
    specs = exercises()
    looking = film.looking
    if film.exercise is not None and looking is not None:
        looking.cancel()  # nobody needs it any more
        looking = None
    film.error = film.outcome = None
    film.unknown = False
    known = partial(_known_exercise, film.exercise, looking)
    work = partial(_analyse, film.path, film.folder, film.part, known, specs, _limits_of(specs))
    film.job = work_desk().give(work, KNOWN_ERRORS)


def draw_again(film: Film, analysis: Analysis) -> None:
    """Begin to draw the annotated video of a film whose judgement was changed."""
    if film.drawing is not None:
        film.drawing.cancel()
    target = film.folder / f"annotated-{1 + max(map(_version, _drawn(film)), default=0)}.mp4"
    film.drawing = work_desk().give(partial(_draw, analysis, target), KNOWN_ERRORS)


def _limits_of(specs: dict[str, ExerciseSpec]) -> dict[str, Limits]:
    kept = {exercise: kept_limits(exercise) for exercise in specs}
    return {exercise: limits for exercise, limits in kept.items() if limits is not None}


def remove_older(film: Film, drawn: Path) -> None:
    """Of the videos that were drawn of a film, only this one is shown from now on."""
    for video in _drawn(film):
        if video != drawn:
            # A system that does not let go of a file in use: it goes with the session.
            with suppress(OSError):
                video.unlink()


def _drawn(film: Film) -> list[Path]:
    return list(film.folder.glob("annotated*.mp4"))


def _version(video: Path) -> int:
    number = video.stem.removeprefix("annotated-")
    return int(number) if number.isdecimal() else 0


# In the desk's thread, from here on.


def _look(
    video: Path, part: Window, specs: tuple[ExerciseSpec, ...], progress: Progress
) -> tuple[Suggestion, ...]:
    model = ensure_model(progress=lambda text, share: progress(share, text))
    return suggest_for_video(video, specs, model=model, window=part, progress=progress)


def _known_exercise(
    exercise: str | None, looking: Job[tuple[Suggestion, ...]] | None
) -> str | None:
    """The exercise, or what was recognised: that goes before all analyses in the queue."""
    if exercise is not None or looking is None:
        return exercise
    found = confident(looking.state().result or ())
    return found.exercise if found else None


def _analyse(
    video: Path,
    folder: Path,
    part: Window,
    known: Callable[[], str | None],
    specs: dict[str, ExerciseSpec],
    limits: dict[str, Limits],
    progress: Progress,
) -> Outcome | None:
    """None: nobody knows which exercise it is."""
    exercise = known()
    if exercise is None:
        return None
    model = ensure_model(progress=lambda text, share: progress(share, text))
    analysis = analyze_video(
        video, specs[exercise], model=model, annotate_to=folder / ANNOTATED, window=part,
        cache=LandmarkCache(), limits=limits.get(exercise), progress=_up_to(_STILLS_FROM, progress),
    )  # fmt: skip
    progress(_STILLS_FROM, "Choosing the pictures")
    return Outcome(analysis, stills_of(analysis))


def stills_of(analysis: Analysis) -> tuple[Still, ...]:
    """The pictures of the mistakes; none where the film cannot be read any more."""
    try:
        return mistake_stills(analysis)
    except VideoError:
        return ()


def _draw(analysis: Analysis, target: Path, progress: Progress) -> Path:
    if analysis.recording is None:
        raise VideoError("What was seen in this film is no longer here. Analyse it once more.")
    video = analysis.video
    annotate_video(
        video.path, analysis.recording, analysis.spec, target, window=video.window,
        progress=progress,
    )  # fmt: skip
    return target


def _up_to(share: float, progress: Progress) -> Progress:
    """Progress of a part of the work that begins at nothing and ends at `share`."""
    return lambda done, text: progress(None if done is None else share * done, text)
