"""One film from beginning to end: recognised if need be, judged, its results written."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from formcheck.cli import inputs
from formcheck.cli.exercise_choice import Choice, Settled
from formcheck.cli.films import claim
from formcheck.cli.model import WAITING
from formcheck.cli.outputs import Outputs, drafts_for, planned
from formcheck.cli.progress import Report
from formcheck.cli.suggestion import recognised_in_film

if TYPE_CHECKING:
    from formcheck.pose.recording import Recording
    from formcheck.report.batch import FilmResult
    from formcheck.specs.schema import ExerciseSpec
    from formcheck.video.analysis import Analysis, Window
    from formcheck.video.stills import Still
    from formcheck.video.suggest import Suggestion

NOBODY = "Nobody was seen."
"""The coach's note on a set in which nobody was seen."""
_PART_S = 1.0
"""A recording that begins or ends farther than this from its film's ends is of a part of it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How films are to be judged. It can travel to another machine.

    Attributes:
        choice: the exercise and its limits.
        dose: what was asked for; the rest is the exercise's own.
        window: the part of each film.
        model: a pose model of one's own.
        fresh: do not use body points that were kept.
    """

    choice: Choice
    dose: Mapping[str, float]
    window: Window
    model: Path | None = None
    fresh: bool = False

    def amounts(self, settled: Settled) -> dict[str, float]:
        """The dose for this exercise (DoseError: it has no such key, or out of bounds)."""
        from formcheck.coach.dose import resolve_dose

        return resolve_dose(settled.spec, self.dose)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the results of one of several films go.

    Attributes:
        name: what they are called.
        out: their folder; None: nothing is written.
        with_video: whether the annotated film is wanted.
    """

    name: str
    out: Path | None
    with_video: bool


def recognised(
    film: Path, wish: Wish, bundle: Path, report: Report, *, alone: bool = True
) -> tuple[ExerciseSpec, Suggestion]:
    """The exercise that a film shows (UnsureError: it cannot be told)."""
    with _turn(report, alone):
        return recognised_in_film(film, bundle, wish.window, report)


def exercise_of_folder(film: Path) -> ExerciseSpec | None:
    """The shipped exercise that the film's folder is named after: `films/cat_cow/monday.mp4`."""
    from formcheck.specs.loader import load_all

    return load_all().get(film.absolute().parent.name)


def analysed(
    film: Path, settled: Settled, wish: Wish, bundle: Path, drafts: Outputs, report: Report,
    *, alone: bool = True,
) -> Analysis:  # fmt: skip
    """Judge a film; the annotated one is written if it is asked for.

    Args:
        film, settled, wish, bundle: what is judged, how, and by which pose model.
        drafts: where to write.
        report: told how far the work is.
        alone: wait until no other program of this user analyses a film.

    Raises:
        VideoError, DoseError: it cannot be read or judged.
        RefusedError: nobody is in it.
    """
    from formcheck.video.landmark_cache import LandmarkCache
    from formcheck.video.pipeline import analyze_video

    with _turn(report, alone):
        analysis = analyze_video(
            film, settled.spec, model=bundle, annotate_to=drafts.video,
            dose=wish.amounts(settled), window=wish.window,
            cache=None if wish.fresh else LandmarkCache(), limits=settled.limits, progress=report,
        )  # fmt: skip
    inputs.require_somebody(NOBODY not in analysis.summary.notes, film.name)
    return analysis


def judged_recording(recording: Recording, settled: Settled, dose: Mapping[str, float]) -> Analysis:
    """Judge what was seen in a film that is not at hand.

    The analysis is without the recording, so that nothing looks for pictures: what the recording
    says of its film is text that anybody may have written, and no place to read from.
    """
    from formcheck.video.analysis import Analysis, VideoInfo
    from formcheck.video.pipeline import judge_recording

    summary = judge_recording(recording, settled.spec, dose)
    info = VideoInfo(
        Path(_shown_name(recording.name)), recording.duration_s, recording.fps,
        recording.frames[0].size, _part(recording),
    )  # fmt: skip
    return Analysis(settled.spec, info, recording.model, summary, None, None, settled.limits)


def write_results(
    analysis: Analysis, drafts: Outputs, outputs: Outputs, settled: Settled,
    dose: Mapping[str, float],
) -> None:  # fmt: skip
    """Write what is asked for besides the annotated film.

    Args:
        analysis: the result.
        drafts: where to write.
        outputs: where the drafts will end.
        settled, dose: what it was judged by.
    """
    from formcheck.report.analysis_json import write_analysis
    from formcheck.report.signals_csv import write_signals

    if drafts.json:
        write_analysis(drafts.json, analysis)
    if drafts.signals:
        write_signals(drafts.signals, analysis.spec, analysis.summary.signals)
    if drafts.report:
        _write_report(drafts.report, analysis, outputs, settled, dose)


def film_done(
    film: Path, place: Place, wish: Wish, bundle: Path, report: Report, *, alone: bool = True
) -> FilmResult:
    """One of several films: judged, its results written, its line of the table.

    Raises:
        VideoError, DoseError, SpecError, OSError: it cannot be read, judged or written.
        RefusedError: the exercise cannot be told, or nobody is in it.
    """
    from formcheck.report.batch import film_result

    known = wish.choice.spec or exercise_of_folder(film)
    spec = known or recognised(film, wish, bundle, report, alone=alone)[0]
    settled = wish.choice.settled(spec)
    outputs = planned(place.name, spec.id, place.out, Outputs(), with_video=place.with_video)
    with drafts_for(outputs, place.out, film) as drafts:
        analysis = analysed(film, settled, wish, bundle, drafts, report, alone=alone)
        write_results(analysis, drafts, outputs, settled, wish.amounts(settled))
        claim(place.out, place.name, film)  # of a worker's room this is lost, as it should be
    kinds = {
        "video": outputs.video,
        "report": outputs.report,
        "json": outputs.json,
        "csv": outputs.signals,
    }
    files = [(kind, path.name) for kind, path in kinds.items() if path]
    return film_result(film, analysis, recognised=known is None, files=files)


def _turn(report: Report, alone: bool) -> AbstractContextManager[None]:
    """This computer for one film at a time."""
    from formcheck.video.turn import machine_turn

    return machine_turn(lambda: report(None, WAITING)) if alone else nullcontext()


def _write_report(
    path: Path, analysis: Analysis, outputs: Outputs, settled: Settled, dose: Mapping[str, float]
) -> None:
    from formcheck.report.moments import moment_where_clean
    from formcheck.report.video_report import write_report

    beside = outputs.video and outputs.report and outputs.video.parent == outputs.report.parent
    write_report(
        path,
        analysis,
        name=analysis.video.path.name,
        stills=_stills(analysis),
        moment=moment_where_clean(analysis),
        made_on=date.today(),
        annotated_name=outputs.video.name if outputs.video and beside else None,
        hold_goal_s=dose.get("hold_s"),
        shipped=settled.shipped if settled.limits else None,
    )


def _shown_name(name: str) -> str:
    """A film's name as a recording gives it, without folders or anything that cannot be shown."""
    last = PureWindowsPath(name).name  # which knows both kinds of folders
    return "".join(letter if letter.isprintable() else "_" for letter in last) or "a film"


def _part(recording: Recording) -> Window:
    """The part of its film that a recording is of, going by its first and last picture."""
    from formcheck.video.analysis import WHOLE, Window

    first_s, last_s = recording.frames[0].time_s, recording.frames[-1].time_s
    return Window(
        first_s if first_s > _PART_S else WHOLE.from_s,
        last_s if last_s < recording.duration_s - _PART_S else WHOLE.to_s,
    )


def _stills(analysis: Analysis) -> tuple[Still, ...]:
    """Pictures of the mistakes; none where the film itself is not at hand."""
    from formcheck.video.errors import VideoError
    from formcheck.video.stills import mistake_stills

    if analysis.recording is None or not analysis.video.path.is_file():
        return ()
    try:
        return mistake_stills(analysis)
    except VideoError:  # the judgement stands without its pictures
        return ()
