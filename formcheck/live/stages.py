"""Where the practice of an exercise is, and the instruction that stands there. Pure."""

from __future__ import annotations

from formcheck.coach.state import CoachState
from formcheck.live import phrases
from formcheck.live.doctor import Advice
from formcheck.live.snapshot import Stage


def stage_now(
    before: Stage, state: CoachState, advice: Advice, *, eased: bool, started: bool
) -> Stage:
    """The stage after a frame; `before` is the one in the frame before.

    `eased`: the easier version is still to be read. `started`: judging has begun in this set.
    """
    match state.stage:
        case "judging":
            return "moving"
        case "neutral":
            return "still"
        case "lost" if state.phase:
            return "away"
    if eased:
        return "eased"
    if started and advice.nobody:
        return "away"
    if advice.right or (before in ("start", "still") and advice.instruction is None):
        return "start"
    return "placing"


def instruction(stage: Stage, state: CoachState, advice: Advice) -> str | None:
    """What is to be said at a stage until it is followed, if anything."""
    match stage:
        case "placing":
            return advice.instruction
        case "start":
            return phrases.spoken(state.instruction)
        case "still":
            return phrases.HOLD_STILL
        case "eased":
            return phrases.REST_ENDS
    return None
