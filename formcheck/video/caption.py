"""From the coach's state to what the overlay shows, in words."""

from __future__ import annotations

from formcheck.coach.state import ActiveMistake, CoachState
from formcheck.pose.frame import PoseFrame
from formcheck.specs.schema import ExerciseSpec
from formcheck.video import amounts
from formcheck.video.overlay import OverlayState, outline_points

UNIT_WORDS = {
    "deg": "deg",
    "torso": "% of torso",
    "thigh": "% of thigh",
    "ratio": "%",
    "s": "s",
    "count": "times",
    "deg_s": "deg per s",
    "torso_s": "% of torso per s",
    "thigh_s": "% of thigh per s",
}
"""What stands behind a number on the picture, where room is short."""
SHARES = frozenset({"torso", "thigh", "ratio", "torso_s", "thigh_s"})


def overlay_state(
    spec: ExerciseSpec, state: CoachState, frame: PoseFrame, said: str = ""
) -> OverlayState:
    """What to draw over a frame; `said` is the cue spoken in the last few seconds."""
    worst = most_serious(state.active)
    waiting = state.stage in ("waiting", "neutral", "lost")
    line = outline_points(frame, state.back_row) if state.back_row is not None else None
    return OverlayState(
        title=spec.title,
        phase=(state.instruction or "") if waiting else spec.phase_label(state.phase),
        reps=state.reps,
        rep_target=state.rep_target,
        hold_s=state.hold_s,
        hold_target_s=state.hold_target_s,
        mistake=mistake_text(worst) if worst else "",
        back_mistake=worst is not None and worst.about_back,
        cue=worst.text if worst else said,
        not_judged=f"Not judged: {state.reason}" if state.reason and not waiting else "",
        near_side=state.near_side,
        back_line=line,
        back_line_valid=state.back_seen,
    )


def most_serious(active: tuple[ActiveMistake, ...]) -> ActiveMistake | None:
    """The mistake to show when several are on."""
    order = {"stop": 0, "major": 1, "minor": 2, "info": 3}
    return min(active, key=lambda mistake: order[mistake.severity], default=None)


def mistake_text(mistake: ActiveMistake) -> str:
    """The mistake with its value and limit, such as `Hips back: 17 deg (limit 12)`."""
    name = mistake.mistake.replace("_", " ").capitalize()
    limit = number(mistake.threshold, mistake.unit)
    return f"{name}: {quantity(mistake.value, mistake.unit)} (limit {limit})"


def quantity(value: float, unit: str) -> str:
    """A value with its unit in words."""
    return f"{number(value, unit)} {UNIT_WORDS.get(unit, unit)}".strip()


def number(value: float, unit: str) -> str:
    """A value with as many digits as the measurement bears; shares as per cent."""
    if unit == "s":
        return amounts.number(value, unit)
    return f"{100 * value if unit in SHARES else value:.0f}"
