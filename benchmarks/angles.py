"""Angles and the bend of the back, as measured, against the truth of the rig.

What is judged is change from the person's own neutral, so that is what is compared: measured minus
measured while still, true minus true while still.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.coach.clip_calibration import calibrate_from_clip
from formcheck.pose.recording import Recording
from formcheck.signals.body import BodyTracker
from formcheck.signals.evaluate import Measurer
from formcheck.signals.measure import measured
from formcheck.specs.schema import ExerciseSpec

from .bootstrap import Figure, mean, median, percentile, statistic
from .clips import Clip
from .metrics import Figures
from .truths import Array, Truth

BACK = "back_curve"
TRUE_BACK = "spine_flexion_deg"
ANGLES: Mapping[str, tuple[str, str]] = {
    "cat_cow": ("thigh_tilt", "thigh_tilt_deg"),
    "thread_the_needle": ("thigh_tilt", "thigh_tilt_deg"),
    "seated_thoracic_extension": ("trunk_tilt", "trunk_tilt_deg"),
    "wall_angels": ("trunk_tilt", "trunk_tilt_deg"),
}
"""The angle that carries most of an exercise's judgement, and the truth it is held against."""
FEWEST = 10
"""Fewer common pictures than this say nothing."""
MOVED_DEG = 10.0
"""The bend of a back that moved less than this has no slope."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One signal of one clip: change from neutral, measured and true, degrees, shape (N,).

    Attributes:
        still_noise: standard deviation of the measurement while the person kept still; NaN if
            that was not seen.
    """

    exercise: str
    signal: str
    view: str
    body: str
    got: Array
    true: Array
    still_noise: float


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line through measured against true values."""

    slope: float
    r: float
    residual: float


def compare_angles(clip: Clip, recording: Recording, spec: ExerciseSpec) -> list[Compared]:
    """The clip's angle and the bend of its back against truth; nothing where nothing is judged."""
    if clip.expect != "judge" or clip.exercise not in ANGLES:
        return []
    word, true_name = ANGLES[clip.exercise]
    pairs = {word: true_name, BACK: TRUE_BACK}
    times, values = measure(recording, spec, tuple(pairs))
    found = []
    for name, of in pairs.items():
        compared = _compared(clip, name, times, values.get(name), clip.truth.series.get(of))
        if compared is not None:
            found.append(compared)
    return found


def measure(
    recording: Recording, spec: ExerciseSpec, words: Sequence[str]
) -> tuple[Array, dict[str, Array]]:
    """Times and values of words of the spec language, NaN where not measured.

    Empty where the start pose is never seen: then there is no scale to measure by.
    """
    calibration = calibrate_from_clip(recording.frames, spec)
    times = np.array([frame.time_s for frame in recording.frames], float)
    if calibration is None:
        return times, {}
    tracker = BodyTracker(spec.position, calibration.anchor)
    measurer = Measurer(spec, calibration.known)
    columns = {word: np.full(len(times), np.nan) for word in words}
    for i, frame in enumerate(recording.frames):
        measurer.update(tracker.update(frame))
        for word, column in columns.items():
            value = measurer.value(word)
            column[i] = value if measured(value) else np.nan
    return times, columns


def _compared(
    clip: Clip, signal: str, times: Array, got: Array | None, true: Array | None
) -> Compared | None:
    if got is None or true is None:
        return None
    truth = clip.truth
    at_truth = np.interp(times, truth.series["time_s"], true)
    still = first_still(truth, times)
    seen = np.isfinite(got)
    if (seen & still).sum() < 3 or seen.sum() < FEWEST:
        return None
    got_change = got - float(np.median(got[seen & still]))
    true_change = at_truth - float(np.median(at_truth[still]))
    return Compared(
        truth.exercise, signal, truth.view, truth.body, got_change[seen], true_change[seen],
        float(np.std(got[seen & still])),
    )  # fmt: skip


def first_still(truth: Truth, times: Array) -> np.ndarray:
    """Which pictures show the person still, before the first repetition."""
    start_s, end_s = truth.still[0] if truth.still else (0.0, 0.0)
    result: np.ndarray = (times >= start_s) & (times <= end_s)
    return result


def line_through(got: Array, true: Array) -> Line | None:
    """Slope, correlation and residual (in true degrees); None where the back hardly moved."""
    if len(got) < FEWEST or float(np.ptp(true)) < MOVED_DEG or float(np.std(got)) == 0:
        return None
    slope, offset = np.polyfit(true, got, 1)
    if abs(slope) < 1e-9:
        return None
    residual = float(np.std((got - slope * true - offset) / slope))
    return Line(float(slope), float(np.corrcoef(true, got)[0, 1]), residual)


def angle_figures(found: Sequence[Compared]) -> Figures:
    """Figures over everything, by view, and by body and view."""
    figures: Figures = {}
    for prefix, own in _grouped(found).items():
        back = own[0].signal == BACK
        named = _back_figures(own) if back else _angle_figures(own)
        figures |= {f"{prefix}.{name}": figure for name, figure in named.items() if figure.n}
    return figures


def _grouped(found: Sequence[Compared]) -> dict[str, list[Compared]]:
    groups: dict[str, list[Compared]] = {}
    for one in found:
        base = f"{one.exercise}.{one.signal}"
        for key in (base, f"{base}.{one.view}", f"{base}.{one.view}.{one.body}"):
            groups.setdefault(key, []).append(one)
    return groups


def _angle_figures(own: Sequence[Compared]) -> dict[str, Figure]:
    errors = [one.got - one.true for one in own]
    sizes = [np.abs(error) for error in errors]
    return {
        "mean_error_deg": statistic([[float(s.mean())] for s in sizes], mean, "clips"),
        "bias_deg": statistic([[float(e.mean())] for e in errors], mean, "clips"),
        "p95_error_deg": statistic([[float(np.percentile(s, 95))] for s in sizes], mean, "clips"),
        "still_noise_deg": _noise(own),
    }


def _back_figures(own: Sequence[Compared]) -> dict[str, Figure]:
    lines = [line for one in own if (line := line_through(one.got, one.true)) is not None]
    return {
        "slope": statistic([[line.slope] for line in lines], median, "clips"),
        "slope_lowest": statistic([[line.slope] for line in lines], percentile(0), "clips"),
        "slope_highest": statistic([[line.slope] for line in lines], percentile(100), "clips"),
        "r": statistic([[line.r] for line in lines], median, "clips"),
        "r_lowest": statistic([[line.r] for line in lines], percentile(0), "clips"),
        "residual_deg": statistic([[line.residual] for line in lines], median, "clips"),
        "still_noise_deg": _noise(own),
    }


def _noise(own: Sequence[Compared]) -> Figure:
    noise = [[one.still_noise] for one in own if math.isfinite(one.still_noise)]
    return statistic(noise, median, "clips")
