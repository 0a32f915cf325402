"""Tiny hand-made truths and judgements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.clips import Clip
from benchmarks.judging import Judged
from benchmarks.truths import TrueHold, TrueMistake, TrueRep, Truth
from formcheck.coach.events import (
    CueSpoken,
    Event,
    HoldCompleted,
    MistakeRaised,
    RepCompleted,
    Verdict,
)
from formcheck.coach.summary import CalibrationNote, SetSummary

NEEDLE = "thread_the_needle"


def truth(
    reps: list[TrueRep],
    mistakes: list[TrueMistake] | None = None,
    holds: list[TrueHold] | None = None,
    duration_s: float = 20.0,
    exercise: str = NEEDLE,
) -> Truth:
    return Truth(
        exercise, "body", 90.0, duration_s, tuple(reps), tuple(holds or ()), tuple(mistakes or ())
    )


def clip(of: Truth, **more: Any) -> Clip:
    more.setdefault("level", "clear" if of.mistakes else "clean")
    return Clip(more.pop("name", "clip"), Path("clip.mp4"), of, **more)


def rep(
    index: int, start_s: float, end_s: float, verdict: Verdict = "clean", *mistakes: str
) -> RepCompleted:
    return RepCompleted(end_s, index, None, start_s, end_s, verdict, mistakes)


def raised(
    mistake: str, since_s: float, time_s: float, check: str = "check", cue: str = "Cue"
) -> MistakeRaised:
    return MistakeRaised(time_s, check, mistake, "minor", since_s, 1.0, 0.5, "deg", cue, "source")


def cue(time_s: float, text: str = "Cue") -> CueSpoken:
    return CueSpoken(time_s, text, "correction")


def judged(
    reps: list[RepCompleted],
    events: list[Event] | None = None,
    holds: list[HoldCompleted] | None = None,
    notes: tuple[str, ...] = (),
    judging: tuple[tuple[float, bool], ...] = (),
) -> Judged:
    summary = SetSummary(
        "side", 1.0, CalibrationNote("clip", "", 0.0, 1.0, {}), tuple(reps), tuple(holds or ()),
        notes=notes,
    )  # fmt: skip
    return Judged(summary, tuple(events or ()), judging)
