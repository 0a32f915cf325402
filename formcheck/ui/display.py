"""The live display as HTML: what the person on the mat must read. Pure."""

from __future__ import annotations

from html import escape

from formcheck.coach.state import CoachState
from formcheck.live.session import LiveSnapshot
from formcheck.report.words import sentence
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.caption import most_serious

CUE_SHOWN_S = 4.0
"""How long a cue stays on the display after it was given."""


def live_display(spec: ExerciseSpec, snapshot: LiveSnapshot, now_s: float) -> str:
    """The display for one moment.

    Args:
        spec: the exercise.
        snapshot: what the session knows.
        now_s: the session's clock, seconds.
    """
    if snapshot.error:
        return _frame(_band("I cannot judge at the moment", alert=True), _why(snapshot.error))
    state = snapshot.state
    if state.stage == "judging":
        return _judging(spec, snapshot, now_s)
    if state.stage == "lost":
        return _frame(
            _number(state),
            _band("I cannot see you well enough", alert=True),
            _why(state.reason or state.instruction or "Come back into the picture."),
        )
    words = "Hold still" if state.stage == "neutral" else "Get into position"
    reason = state.reason if state.reason != state.instruction else None
    return _frame(_band(words), _say(state.instruction), _why(reason or ""))


def waiting_display(message: str) -> str:
    """The display while there is no picture yet."""
    return _frame(_band(message))


def _judging(spec: ExerciseSpec, snapshot: LiveSnapshot, now_s: float) -> str:
    state = snapshot.state
    spoken = {check.id for check in spec.checks if check.live}
    worst = most_serious(tuple(mistake for mistake in state.active if mistake.check in spoken))
    cue = next((c.text for c in reversed(snapshot.cues) if now_s - c.time_s < CUE_SHOWN_S), "")
    message = _band(cue) if cue else ""
    if worst is not None:
        message = _band(worst.text, alert=True)
    side = f", {state.side} side" if state.side else ""
    phase = f'<div class="fc-phase">{escape(spec.phase_label(state.phase) + side)}</div>'
    return _frame(_number(state), phase, _meter(state.range_fraction), message,
                  _why(state.reason or ""))  # fmt: skip


def _number(state: CoachState) -> str:
    if state.hold_s is not None:
        target = f" / {state.hold_target_s:.0f} s" if state.hold_target_s else " s"
        return f'<div class="fc-count">{state.hold_s:.0f}<small>{target}</small></div>'
    target = f" / {state.rep_target}" if state.rep_target else ""
    return f'<div class="fc-count">{state.reps}<small>{target}</small></div>'


def _meter(fraction: float | None) -> str:
    if fraction is None:
        return ""
    width = 100 * min(max(fraction, 0.0), 1.0)
    return f'<div class="fc-meter" aria-hidden="true"><i style="width:{width:.0f}%"></i></div>'


def _band(text: str, *, alert: bool = False) -> str:
    look = " fc-alert" if alert else ""
    return f'<div class="fc-band{look}"><div class="fc-say">{escape(text)}</div></div>'


def _say(text: str | None) -> str:
    return f'<div class="fc-say">{escape(text)}</div>' if text else ""


def _why(text: str) -> str:
    return f'<div class="fc-why">{escape(sentence(text))}</div>' if text else ""


def _frame(*parts: str) -> str:
    return f'<div class="fc-live" role="status" aria-live="polite">{"".join(parts)}</div>'
