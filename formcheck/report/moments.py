"""One picture of a set with nothing to mend: the person where the movement is farthest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.coach.summary import SetSummary
from formcheck.pose.frame import PoseFrame
from formcheck.report import words
from formcheck.report.plotted import main_signals
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import Analysis
from formcheck.video.errors import VideoError
from formcheck.video.stills import frame_still

MAX_SIDE = 700
"""Longest side of the picture, pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """The person at a moment, with skeleton and back line.

    Attributes:
        time_s: when, on the film's own clock.
        image: shape (height, width, 3), RGB, uint8.
        what: what is to be seen, in words.
    """

    time_s: float
    image: npt.NDArray[np.uint8]
    what: str


def farthest_moment(analysis: Analysis, *, max_side: int = MAX_SIDE) -> Moment | None:
    """The farthest point of the first repetition that was judged, or the middle of the first hold.

    None: there is neither, or nobody kept what was seen.

    Raises:
        VideoError: the film cannot be read any more.
    """
    spec, summary = analysis.spec, analysis.summary
    found = _moment_of(summary, spec)
    if found is None or analysis.recording is None:
        return None
    at_s, which = found
    frame = nearest_frame(analysis, at_s)
    image = frame_still(analysis.video.path, frame, spec, max_side)
    return Moment(frame.time_s, image, f"{spec.title}, {which}, at {words.seconds(frame.time_s)}.")


def moment_where_clean(analysis: Analysis) -> Moment | None:
    """The same for a report, where no mistake has a picture; None also without the film."""
    if analysis.summary.mistakes or not analysis.video.path.is_file():
        return None
    try:
        return farthest_moment(analysis)
    except VideoError:  # the judgement stands without its picture
        return None


def _moment_of(summary: SetSummary, spec: ExerciseSpec) -> tuple[float, str] | None:
    for hold in summary.holds:
        return (hold.start_s + hold.end_s) / 2, "in the hold"
    for rep in summary.reps:
        if rep.verdict != "not_judged":
            main = next((name for name, _ in main_signals(spec)), None)
            return farthest_s(main, summary, rep.start_s, rep.end_s), "at the farthest point"
    return None


def farthest_s(signal: str | None, summary: SetSummary, start_s: float, end_s: float) -> float:
    """When a signal is farthest from where it began; the middle where it was not measured."""
    middle = (start_s + end_s) / 2
    table = summary.signals
    if signal is None or signal not in table.values:
        return middle
    where = (table.time_s >= start_s) & (table.time_s <= end_s)
    values = table.values[signal][where]
    seen = np.flatnonzero(np.isfinite(values))
    if not seen.size:
        return middle
    away = np.abs(values[seen] - values[seen[0]])
    return float(table.time_s[where][seen[int(np.argmax(away))]])


def nearest_frame(analysis: Analysis, at_s: float) -> PoseFrame:
    """What was seen closest to a moment.

    Raises:
        ValueError: nobody kept what was seen.
    """
    if analysis.recording is None:
        raise ValueError("without a recording there are no pictures")
    frames, times = analysis.recording.frames, analysis.summary.signals.time_s
    if len(times) == len(frames):  # each frame has its row in the table
        return frames[int(np.argmin(np.abs(times - at_s)))]
    return min(frames, key=lambda frame: abs(frame.time_s - at_s))
