"""A fabricated set for page tests: a thread the needle whose second repetition moves the hips."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from formcheck.coach.events import CueSpoken, HoldCompleted, NotJudged, PhaseChanged, RepCompleted
from formcheck.coach.summary import CalibrationNote, MistakeSpan, SetSummary, SignalTable
from formcheck.specs.loader import find_spec
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import Analysis, VideoInfo

SPECS = Path(__file__).parents[2] / "exercise_specs"


def spec(exercise: str = "thread_the_needle") -> ExerciseSpec:
    return find_spec(exercise, SPECS)


def hips_mistake() -> MistakeSpan:
    return MistakeSpan(
        id="hips_back", check="hips_over_knees", start_s=9.2, end_s=11.4, severity="minor",
        value=17.3, worst_s=10.4, threshold=12.0, unit="deg",
        cue="Keep your hips over your knees", source="Liv Hospital", rep=2,
    )  # fmt: skip


def signals() -> SignalTable:
    """25 fps, 14 s: two repetitions; the shoulder is hidden from 8.0 to 8.6 s."""
    time_s = np.arange(0, 14.0, 1 / 25)
    drop = 0.8 * (_swell(time_s, 1.5) + _swell(time_s, 7.5))
    drop[200:215] = np.nan
    hips = 4 * _swell(time_s, 1.5) + 17.3 * np.exp(-((time_s - 10.4) ** 2) / 1.2)
    return SignalTable(
        time_s, {"drop": drop, "hips_back": hips}, tuple(_phase(float(t)) for t in time_s)
    )


def _swell(time_s: np.ndarray, start_s: float) -> np.ndarray:
    """Up and down again within 5.5 s."""
    return np.sqrt(np.clip(np.sin((time_s - start_s) / 5.5 * np.pi), 0, None)) * (
        (time_s > start_s) & (time_s < start_s + 5.5)
    )


def _phase(t: float) -> str:
    into = t - 1.5 if t < 7 else t - 7.5
    if t < 0.8:
        return ""
    if into < 0 or into > 5.5:
        return "setup"
    return "reach" if into < 1.2 else "hold" if into < 4.2 else "return"


def summary(*, mistake: bool = True) -> SetSummary:
    mistakes = (hips_mistake(),) if mistake else ()
    second = "mistake" if mistake else "clean"
    return SetSummary(
        view="side",
        judged_share=0.93,
        calibration=CalibrationNote(
            "clip", "Your neutral was estimated from the clip itself.", 0.8, 1.5,
            {"drop": (0.0, 0.82)},
        ),
        reps=(
            RepCompleted(7.0, 1, "left", 1.5, 7.0, "clean", ()),
            RepCompleted(13.0, 2, "right", 7.5, 13.0, second, ("hips_back",) if mistake else ()),
        ),
        holds=(
            HoldCompleted(5.7, "left", 2.7, 5.7, 3.0, 3.0),
            HoldCompleted(11.7, "right", 8.7, 11.7, 2.8, 2.8),
        ),
        mistakes=mistakes,
        not_judged=(NotJudged(14.0, "threaded_through", "the shoulder is hidden", 8.0, 8.6),),
        cues=(CueSpoken(9.9, "Keep your hips over your knees", "correction"),),
        phases=(PhaseChanged(1.5, "reach"), PhaseChanged(2.7, "hold")),
        notes=("Another person was in view for 0.4 s.",),
        signals=signals(),
    )  # fmt: skip


def analysis(video: Path, annotated: Path | None = None, *, mistake: bool = True) -> Analysis:
    return Analysis(
        spec=spec(),
        video=VideoInfo(video, 14.0, 25.0, (640, 360)),
        model="pose_landmarker_full",
        summary=summary(mistake=mistake),
        annotated=annotated,
    )
