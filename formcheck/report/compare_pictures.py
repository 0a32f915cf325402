"""The same moment of a repetition in two films: where the movement has gone farthest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from formcheck.report.compare import Comparison, Matched
from formcheck.report.moments import farthest_s, nearest_frame
from formcheck.video.analysis import Analysis
from formcheck.video.stills import frame_still

REPS_PICTURED = 4
MAX_SIDE = 560
"""Longest side of a picture, pixels: two stand side by side."""


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two pictures (RGB, uint8) of a matched repetition, and when they were taken."""

    rep: Matched
    first: npt.NDArray[np.uint8]
    second: npt.NDArray[np.uint8]
    first_s: float
    second_s: float


def comparison_pictures(
    comparison: Comparison, first: Analysis, second: Analysis, *, most: int = REPS_PICTURED
) -> tuple[Pair, ...]:
    """Both people where the movement is farthest, for the first repetitions.

    Args:
        comparison: of the two analyses.
        first, second: with their recordings; without one there are no pictures.
        most: so many repetitions.

    Raises:
        VideoError: a film cannot be read any more.
    """
    if first.recording is None or second.recording is None:
        return ()
    return tuple(_pairs(comparison, (first, second), most))


def _pairs(
    comparison: Comparison, analyses: tuple[Analysis, Analysis], most: int
) -> Iterator[Pair]:
    for rep in comparison.reps[:most]:
        taken = [
            _picture(
                analysis, farthest_s(_main(comparison), analysis.summary, one.start_s, one.end_s)
            )
            for analysis, one in zip(analyses, (rep.first, rep.second), strict=True)
        ]
        (first, first_s), (second, second_s) = taken
        yield Pair(rep, first, second, first_s, second_s)


def _main(comparison: Comparison) -> str | None:
    return next((one.name for one in comparison.signals if one.movement), None)


def _picture(analysis: Analysis, at_s: float) -> tuple[npt.NDArray[np.uint8], float]:
    frame = nearest_frame(analysis, at_s)
    return frame_still(analysis.video.path, frame, analysis.spec, MAX_SIDE), frame.time_s
