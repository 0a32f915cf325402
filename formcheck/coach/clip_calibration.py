"""Neutral and own ranges estimated from a whole recording.

A recorded clip need not have a calibration pause. The start pose is looked for in the clip: the
earliest still stretch from which the movement goes out and to which it comes back. Own ranges are
medians over the clip's own repetitions, so that one repetition too deep stands out among others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from formcheck.coach.calibration import (
    TEMPLATE_BINS,
    Calibration,
    back_moves,
    default_ranges,
    merged_range,
    neutral_known,
    still_limit,
    template_of,
)
from formcheck.coach.conditions import ConditionState
from formcheck.coach.gate import StartGate
from formcheck.pose.frame import Array, PoseFrame
from formcheck.signals.arithmetic import Template
from formcheck.signals.backs import Backs, WatchedBacks
from formcheck.signals.body import Anchor, BodyTracker, estimate_anchor, merge_anchors
from formcheck.signals.evaluate import Measurer
from formcheck.signals.filters import turning_points
from formcheck.signals.known import Known
from formcheck.signals.measure import measured
from formcheck.signals.nodes import FORWARD, condition_texts, start_texts
from formcheck.specs.expression import parse
from formcheck.specs.schema import ExerciseSpec, PersonalRange

WINDOWS_S = (1.5, 1.0, 0.6, 0.3)
STEP_S = 0.1
ENOUGH_STILL_S = 0.9
"""A still stretch at least this long counts as a captured start pose."""
MISPLACED = 0.48
"""A neutral further off than this is not taken while another may fit (see `_misplaced`). In cat-cow
of twelve bodies the start pose reads up to .42, the end of an arch or a round .55 and more."""
SWING_SHARE = 0.35
"""Extremes closer together than this share of the typical swing are not repetitions."""
MAX_TRIES = 24
"""Poses tried as the start pose; a clip that fits none of so many fits none."""
MOVED_SHARE = 0.2
"""An extreme further from where the clip begins or ends than this share of a swing was moved to."""
MIN_REFERENCE_FRAMES = 5
REFERENCE_FROM = 0.3
"""Above this share of its range the repetitions of a movement are told apart."""


@dataclass(frozen=True, slots=True)
class _Window:
    first: int
    last: int
    unrest: float

    @property
    def frames(self) -> slice:
        return slice(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class _Survey:
    """The clip measured once, before anything is known of the person."""

    time_s: Array
    gate_ok: np.ndarray
    values: dict[str, Array]
    back_moves: bool


def calibrate_from_clip(
    frames: Sequence[PoseFrame], spec: ExerciseSpec, backs: Backs | None = None
) -> Calibration | None:
    """Calibration for a recorded clip; None where the start pose is never seen.

    `backs`: what reads the outlines, if the clip is to be watched further with it.
    """
    backs = backs or WatchedBacks()
    survey = _survey(frames, spec, backs)
    best: tuple[Calibration, float] | None = None
    for window in _candidates(survey):
        calibration, misplaced = _calibration(frames, spec, survey, window, backs)
        if misplaced <= MISPLACED:
            return calibration
        if best is None or misplaced < best[1]:
            best = calibration, misplaced
    return best[0] if best is not None else None


def _candidates(survey: _Survey) -> Iterator[_Window]:
    """Windows worth trying, each in a pose of its own: trying one costs a pass over the clip."""
    tried: list[dict[str, float]] = []
    for seconds in WINDOWS_S:
        limit = 1.0 if seconds > WINDOWS_S[-1] else math.inf
        for window in _still_windows(survey, seconds, limit):
            pose = _pose(survey, window)
            if any(_same_pose(pose, other) for other in tried):
                continue
            tried.append(pose)
            yield window
            if len(tried) == MAX_TRIES:
                return


def _pose(survey: _Survey, window: _Window) -> dict[str, float]:
    """The values in a window, what was not seen in it left out."""
    found = {}
    for key, values in survey.values.items():
        seen = values[window.frames]
        if not key.startswith(FORWARD) and np.isfinite(seen).any():
            found[key] = float(np.nanmedian(seen))
    return found


def _same_pose(one: dict[str, float], other: dict[str, float]) -> bool:
    if one.keys() != other.keys():
        return False
    return all(
        abs(value - other[key]) <= still_limit(key, back_moves=True) for key, value in one.items()
    )


def _survey(frames: Sequence[PoseFrame], spec: ExerciseSpec, backs: Backs) -> _Survey:
    tracker, gate = BodyTracker(spec.position), StartGate(spec)
    measurer = Measurer(spec, backs=backs)
    nodes = measurer.neutral_nodes()
    measurer.ask_only([*nodes.values(), *map(parse, start_texts(spec))])
    programs = {key: measurer.program(node) for key, node in nodes.items()}
    times, gate_ok = np.zeros(len(frames)), np.zeros(len(frames), bool)
    values = {key: np.full(len(frames), np.nan) for key in nodes}
    for i, frame in enumerate(frames):
        body = tracker.update(frame)
        measurer.update(body)
        times[i], gate_ok[i] = frame.time_s, gate.test(body, measurer).ok
        if gate_ok[i]:
            for key, program in programs.items():
                value = program()
                if measured(value):
                    values[key][i] = value
    return _Survey(times, gate_ok, values, back_moves(spec, measurer))


def _still_windows(survey: _Survey, seconds: float, limit: float) -> Iterable[_Window]:
    """Windows of the start pose below an unrest limit, earliest first, none overlapping.

    Without a limit they come calmest first.
    """
    found = _windows(survey, seconds, limit)
    return sorted(found, key=lambda w: w.unrest) if math.isinf(limit) else found


def _windows(survey: _Survey, seconds: float, limit: float) -> Iterator[_Window]:
    times = survey.time_s
    start = float(times[0]) if len(times) else 0.0
    while len(times) and start + seconds <= times[-1] + 1e-6:
        first = int(np.searchsorted(times, start - 1e-9))
        last = int(np.searchsorted(times, start + seconds + 1e-9)) - 1
        step = STEP_S
        if last > first + 1 and survey.gate_ok[first : last + 1].mean() >= 0.9:
            unrest = _unrest(survey, slice(first, last + 1), limit)
            if unrest <= limit:
                yield _Window(first, last, unrest)
                step = seconds
        start += step


def _unrest(survey: _Survey, frames: slice, limit: float) -> float:
    """Largest standard deviation in units of what still counts as still.

    The first one that is over the limit is large enough.
    """
    worst = 0.0
    for key, values in survey.values.items():
        seen = values[frames]
        seen = seen[np.isfinite(seen)]
        if len(seen) >= 3 and not key.startswith(FORWARD):
            worst = max(worst, float(seen.std()) / still_limit(key, survey.back_moves))
            if worst > limit:
                break
    return worst


def _calibration(
    frames: Sequence[PoseFrame], spec: ExerciseSpec, survey: _Survey, window: _Window, backs: Backs
) -> tuple[Calibration, float]:
    """Calibration from one window, and how badly it fits the movement."""
    anchor = _anchor(frames[window.frames], spec)
    neutral = _neutral(frames[window.frames], spec, anchor, backs)
    known = neutral_known(spec, neutral)
    signals = _signals(frames, spec, anchor, known, backs)
    seen_ranges = {
        name: _range(wanted, survey.time_s, signals[name])
        for name, wanted in spec.calibrate.ranges.items()
    }
    ranges = default_ranges(spec) | {n: own for n, own in seen_ranges.items() if own is not None}
    assumed = frozenset(name for name, own in seen_ranges.items() if own is None)
    misplaced = max(
        (
            _misplaced(wanted, seen_ranges[name], signals[name])
            for name, wanted in spec.calibrate.ranges.items()
            if seen_ranges[name] is not None or len(assumed) == len(seen_ranges)
        ),
        default=0.0,
    )
    templates = {
        name: curve
        for name, template in spec.calibrate.templates.items()
        if (curve := _template(signals[template.by], signals[f"template {name}"])) is not None
    }
    start_s, end_s = float(survey.time_s[window.first]), float(survey.time_s[window.last])
    captured = window.unrest <= 1.0 and end_s - start_s >= ENOUGH_STILL_S
    calibration = Calibration(
        source="captured" if captured else "clip",
        anchor=anchor,
        known=Known(neutral, ranges, templates, assumed),
        start_s=start_s,
        end_s=end_s,
        fixed_ranges=True,
        text=_text(captured, start_s, end_s),
    )
    return calibration, misplaced


def _text(captured: bool, start_s: float, end_s: float) -> str:
    neutral = (
        f"Your start pose was measured while you kept still ({start_s:.1f} to {end_s:.1f} s)"
        if captured
        else "There was no still start pose, so it was estimated from the clip itself "
        f"({start_s:.1f} to {end_s:.1f} s)"
    )
    return f"{neutral}; your own range was estimated from the clip's repetitions."


def _anchor(frames: Sequence[PoseFrame], spec: ExerciseSpec) -> Anchor:
    return merge_anchors(
        [estimate_anchor(frame, spec.position) for frame in frames if frame.landmarks is not None]
    )


def _neutral(
    frames: Sequence[PoseFrame], spec: ExerciseSpec, anchor: Anchor, backs: Backs
) -> dict[str, float]:
    tracker, measurer = BodyTracker(spec.position, anchor), Measurer(spec, backs=backs)
    nodes = measurer.neutral_nodes()
    measurer.ask_only(nodes.values())
    programs = {key: measurer.program(node) for key, node in nodes.items()}
    samples: dict[str, list[float]] = {key: [] for key in nodes}
    for frame in frames:
        measurer.update(tracker.update(frame))
        for key, program in programs.items():
            value = program()
            if measured(value):
                samples[key].append(value)
    enough = max(2, len(frames) // 3)
    return {key: float(np.median(seen)) for key, seen in samples.items() if len(seen) >= enough}


def _signals(
    frames: Sequence[PoseFrame], spec: ExerciseSpec, anchor: Anchor, known: Known, backs: Backs
) -> dict[str, Array]:
    """Ranged signals and template curves over the clip, NaN where not measured."""
    tracker, measurer = BodyTracker(spec.position, anchor), Measurer(spec, known, backs)
    wanted = {name: name for name in spec.calibrate.ranges}
    for name, template in spec.calibrate.templates.items():
        wanted |= {template.by: template.by, f"template {name}": template.of}
    leaving = [spec.leaves_when] if spec.leaves_when else []
    measurer.ask_only(map(parse, [*wanted.values(), *condition_texts(leaving)]))
    columns = {name: np.full(len(frames), np.nan) for name in wanted}
    away = ConditionState(spec.leaves_when) if spec.leaves_when else None
    first_away = 0
    for i, frame in enumerate(frames):
        measurer.update(tracker.update(frame))
        for name, expression in wanted.items():
            value = measurer.value(expression)
            if measured(value):
                columns[name][i] = value
        verdict = away.update(measurer, frame.time_s) if away else None
        if verdict is None or verdict.since_s is None:
            first_away = i + 1
        elif verdict.holds:
            # Whoever got up is not exercising: this is no part of their range.
            for column in columns.values():
                column[first_away : i + 1] = np.nan
    return columns


def _range(wanted: PersonalRange, time_s: Array, values: Array) -> tuple[float, float] | None:
    """Own (low, high) from the extremes of the clip's repetitions; None: no movement seen."""
    seen = np.isfinite(values)
    if seen.sum() < 3:
        return None
    whole = float(np.percentile(values[seen], 98) - np.percentile(values[seen], 2))
    if whole < wanted.min:
        return None
    samples = list(zip(time_s[seen].tolist(), values[seen].tolist(), strict=True))
    points, kept = _extremes(samples, wanted.min)
    rising = len(points) > 1 and points[1] > points[0]
    highs = _reached(points, kept, 1 if rising else 0)
    lows = _reached(points, kept, 0 if rising else 1)
    if not highs or not lows:
        return None
    pairs = [(low, high) for high in highs for low in lows]
    return merged_range(wanted, pairs)


def _extremes(
    samples: list[tuple[float, float]], smallest: float
) -> tuple[list[float], list[bool]]:
    """The values at which a movement turns, wobbles left out, and which were moved to.

    What is a wobble is measured by the typical swing: by the largest, one far too deep repetition
    would make the others look like wobbles. The clip's first and last extreme are often nothing
    but where it begins or ends: they count only if the movement went there.
    """
    swings = np.abs(np.diff([value for _, value in turning_points(samples, smallest)]))
    typical = float(np.median(swings)) if len(swings) else 0.0
    points = [v for _, v in turning_points(samples, max(smallest, SWING_SHARE * typical))]
    moved_to = [True] * len(points)
    if points:
        moved_to[0] = abs(points[0] - samples[0][1]) > MOVED_SHARE * typical
        moved_to[-1] = abs(points[-1] - samples[-1][1]) > MOVED_SHARE * typical
    return points, moved_to


def _reached(points: list[float], moved_to: list[bool], first: int) -> list[float]:
    """Every second extreme; those the movement did not go to only if there are no others."""
    reached = [points[i] for i in range(first, len(points), 2) if moved_to[i]]
    return reached or points[first::2]


def _misplaced(wanted: PersonalRange, own: tuple[float, float] | None, values: Array) -> float:
    """How badly a neutral fits the movement around it, 0 well .. 1 not at all.

    One-way movements: how far they go below neutral, as a share of how far above, or of the
    smallest movement where nothing moves up: such a neutral may be the hold. Movements to both
    sides: how far neutral is from their middle, at half weight, as nobody's is quite there.
    """
    seen = values[np.isfinite(values)]
    if len(seen) < 3:
        return 0.0
    if wanted.kind == "span":
        low, high = own or (0.0, 0.0)
        return abs(high + low) / (high - low) / 1.5 if high > low else 0.0
    below, above = -float(np.percentile(seen, 10)), float(np.percentile(seen, 98))
    return max(0.0, below) / max(above, wanted.min if own is None else 1e-6)


def _template(by: Array, of: Array) -> Template | None:
    """The curve of `of` along `by` in the clip's best repetition: the one that stays lowest."""
    seen = np.isfinite(by) & np.isfinite(of)
    if seen.sum() < 2 * TEMPLATE_BINS:
        return None
    at, values = by[seen], of[seen]
    out = at > REFERENCE_FROM * np.percentile(at, 98)
    edges = np.flatnonzero(np.diff(out.astype(int)))
    starts = ([0] if out[0] else []) + [int(i) + 1 for i in edges if not out[i]]
    ends = [int(i) + 1 for i in edges if out[i]] + ([len(out)] if out[-1] else [])
    runs = [(a, b) for a, b in zip(starts, ends, strict=True) if b - a >= MIN_REFERENCE_FRAMES]
    if not runs:
        return None
    first, last = min(runs, key=lambda run: float(np.percentile(values[run[0] : run[1]], 80)))
    inside = ~out
    inside[first:last] = True
    return template_of(list(zip(at[inside].tolist(), values[inside].tolist(), strict=True)))
