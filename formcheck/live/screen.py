"""The one line to read now, and the smaller one under it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.coach.state import CoachState
from formcheck.live import phrases
from formcheck.live.doctor import Advice
from formcheck.live.hands_up import hands_up_ends
from formcheck.live.snapshot import Kind, Stage, Utterance
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.caption import most_serious

SHOWN_S = 4.0
"""How long a spoken line stays to be read."""
READ: frozenset[Kind] = frozenset(
    {"correction", "praise", "reminder", "time", "side", "rest", "pause", "fault"}
)
"""Counts are read from the number itself."""


def headline(
    spec: ExerciseSpec,
    stage: Stage,
    state: CoachState,
    advice: Advice,
    said: Sequence[Utterance],
    time_s: float,
    *,
    enough: bool = False,
) -> tuple[str, str]:
    """What to read in large letters now, and why or how to go on ("" where there is nothing).

    `enough`: this exercise has been paused so often that another one is better today.
    """
    match stage:
        case "placing":
            return advice.instruction or "Looking for you", ""
        case "start":
            return state.instruction or "Take the start position", spec.calibrate.neutral.ask
        case "still":
            return "Hold still", spec.calibrate.neutral.ask
        case "away":
            return phrases.lost_line(state.reason), "Paused. It goes on by itself."
        case "resting":
            return "Rest", "Stay near; the next set is announced."
        case "eased":
            return _eased(spec, enough)
        case "done":
            return "Done", ""
    return _while_moving(spec, state, said, time_s)


def _eased(spec: ExerciseSpec, enough: bool) -> tuple[str, str]:
    if not enough:
        return phrases.PAUSE_EASIER, spec.safety.easier
    leave = "hold both hands up for two seconds" if hands_up_ends(spec) else "press the button"
    return phrases.PAUSE_ENOUGH, f"{spec.safety.easier} Or leave it for today: {leave}."


def _while_moving(
    spec: ExerciseSpec, state: CoachState, said: Sequence[Utterance], time_s: float
) -> tuple[str, str]:
    worst = most_serious(state.active)
    recent = [u.text for u in said if u.kind in READ and time_s - u.time_s < SHOWN_S]
    why = state.reason or ""
    if phrases.EASIER in recent:
        return phrases.EASIER, spec.safety.easier
    if worst is not None:
        return worst.text, why
    return (recent[-1] if recent else ""), why
