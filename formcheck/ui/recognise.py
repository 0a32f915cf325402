"""Which exercise a film shows: what came of looking at it, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.job import JobState
from formcheck.video.suggest import Suggestion, confident

LIKELY = 0.15
"""Candidates below this are not worth telling."""
_MOST_TOLD = 3


@dataclass(frozen=True, slots=True)
class Recognised:
    """What came of it.

    Attributes:
        found: the exercises that fit, the likeliest first.
        error: a sentence on why it could not be looked at.
        stopped: it was given up; there is nothing to say.
    """

    found: tuple[Suggestion, ...] = ()
    error: str | None = None
    stopped: bool = False

    @property
    def exercise(self) -> str | None:
        """The exercise to go on with, if that is sure."""
        best = confident(self.found)
        return best.exercise if best else None


def recognised(state: JobState[tuple[Suggestion, ...]]) -> Recognised | None:
    """What came of the work; None while it goes on.

    Nobody asked for it: a fault of our own is not told, the exercise can be chosen all the same.
    """
    if not state.ended:
        return None
    if state.error is not None and not state.ours:
        return Recognised(error=state.error)
    return Recognised(state.result or (), stopped=state.result is None)


def in_words(result: Recognised, specs: Mapping[str, ExerciseSpec]) -> str:
    """What the page says about it, as HTML."""
    if result.error is not None:
        return escape(result.error)
    best = result.found[0] if result.found else None
    if best is not None and result.exercise == best.exercise:
        return (
            f"It looks like <strong>{_title(best, specs)}</strong> ({_sure(best)} sure: "
            f"{escape(best.why)}). Choose another exercise if it is not."
        )
    likely = [one for one in result.found if one.confidence >= LIKELY][:_MOST_TOLD]
    text = "I cannot tell which exercise this is. Please choose it."
    if likely:
        named = ", ".join(f"{_title(one, specs)} ({_sure(one)})" for one in likely)
        text += f" It may be: {named}."
    return text


def _title(suggestion: Suggestion, specs: Mapping[str, ExerciseSpec]) -> str:
    spec = specs.get(suggestion.exercise)
    return escape(spec.title if spec else suggestion.exercise)


def _sure(suggestion: Suggestion) -> str:
    return f"{round(100 * suggestion.confidence)} %"
