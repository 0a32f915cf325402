"""A whole set with smooth movements, made up by formula: what it measures is known exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from formcheck.coach.events import HoldCompleted, NotJudged, RepCompleted, Verdict
from formcheck.coach.summary import CalibrationNote, MistakeSpan, SetSummary, SignalTable
from formcheck.pose.frame import Array
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import WHOLE, Analysis, VideoInfo, Window

FPS = 25.0
REST_S = 1.0


@dataclass(frozen=True)
class Move:
    """One repetition: out, hold, back, to a height of the main signal."""

    height: float
    side: str | None = None
    out_s: float = 1.6
    hold_s: float = 2.0
    back_s: float = 1.2
    verdict: Verdict = "clean"

    @property
    def length_s(self) -> float:
        return self.out_s + self.hold_s + self.back_s


def smooth(share: Array) -> Array:
    """A minimum-jerk movement from 0 to 1."""
    t = np.clip(share, 0, 1)
    curve: Array = 10 * t**3 - 15 * t**4 + 6 * t**5
    return curve


def set_of(
    spec: ExerciseSpec,
    moves: Sequence[Move],
    *,
    signal: str = "drop",
    others: Sequence[str] = ("hips_back",),
    view: str = "side",
    mistakes: Sequence[MistakeSpan] = (),
    not_judged: Sequence[NotJudged] = (),
    begins_s: float = 0.0,
) -> SetSummary:
    """A set with a second of rest around each movement; other signals are a tenth as large."""
    length = REST_S + sum(move.length_s + REST_S for move in moves)
    time_s = begins_s + np.arange(round(length * FPS)) / FPS
    values = np.zeros_like(time_s)
    phase = np.full(len(time_s), "setup", dtype=object)
    reps, holds, start = [], [], begins_s + REST_S
    for index, move in enumerate(moves, 1):
        top, left = start + move.out_s, start + move.out_s + move.hold_s
        end = left + move.back_s
        values += move.height * (
            smooth((time_s - start) / move.out_s) - smooth((time_s - left) / move.back_s)
        )
        for name, since, until in (
            ("reach", start, top),
            ("hold", top, left),
            ("return", left, end),
        ):
            phase[(time_s >= since) & (time_s < until)] = name
        wrong = ("hips_back",) if move.verdict == "mistake" else ()
        reps.append(RepCompleted(end, index, move.side, start, end, move.verdict, wrong))
        holds.append(HoldCompleted(left, move.side, top, left, move.hold_s, move.hold_s))
        start = end + REST_S
    table = {signal: values, **dict.fromkeys(others, 10 * values)}
    return SetSummary(
        view=view,
        judged_share=0.98,
        calibration=CalibrationNote("clip", "Your start pose was measured.", 0.0, 1.0, {}),
        reps=tuple(reps),
        holds=tuple(holds),
        mistakes=tuple(mistakes),
        not_judged=tuple(not_judged),
        signals=SignalTable(time_s, table, tuple(phase)),
    )


def analysis_of(spec: ExerciseSpec, summary: SetSummary, window: Window = WHOLE) -> Analysis:
    """An analysis of a film as long as the set."""
    times = summary.signals.time_s
    duration = float(times[-1]) if len(times) else 0.0
    video = VideoInfo(Path("film.mp4"), duration, FPS, (640, 360), window)
    return Analysis(spec, video, "pose_landmarker_full.task", summary)


def hips_back(start_s: float, rep: int, value: float = 17.0) -> MistakeSpan:
    """One time that the hips were behind the knees."""
    return MistakeSpan(
        id="hips_back", check="hips_over_knees", start_s=start_s, end_s=start_s + 2.0,
        severity="minor", value=value, worst_s=start_s + 1.0, threshold=12.0, unit="deg",
        cue="Keep your hips over your knees", source='Liv Hospital: "Letting your hips move"',
        rep=rep,
    )  # fmt: skip


def picture(width: int = 64, height: int = 48) -> npt.NDArray[np.uint8]:
    """A small grey picture."""
    return np.full((height, width, 3), 120, np.uint8)
