"""What is said and shown: short positive cues, plain ASCII, no medical claims."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from formcheck.specs.problems import Fault, Place
from formcheck.specs.schema import ExerciseSpec

MAX_WORDS = 10
"""The longest cue that can be heard and followed during a movement."""

_NEGATIVE = re.compile(r"\b(don'?t|not|never|stop|wrong|bad)\b", re.IGNORECASE)
_CLAIM = re.compile(
    r"\b(heal(s|ed|ing)?|cur(e|es|ed|ing)|diagnos(e|es|ed|ing|is|tic)|treat(s|ed|ing|ments?)?)\b",
    re.IGNORECASE,
)


def cue_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Cues are short and say what to do, in words that no other cue has."""
    first: dict[str, Place] = {}
    for place, text, severe in _cues(spec):
        words = [word for word in text.split() if any(map(str.isalnum, word))]
        if not 1 <= len(words) <= MAX_WORDS:
            yield Fault(place, f"The cue has {len(words)} words.", f"Use 1 to {MAX_WORDS} words.")
        negative = _NEGATIVE.search(text)
        if negative and not severe:
            yield Fault(place, f"The cue says '{negative.group()}'.", "Say what to do instead.")
        said = text.strip().lower()
        if place[-1] == "say" and first.setdefault(said, place) != place:
            yield Fault(place, "Another cue has the same words.", "Give each its own words.")


def text_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """All text is plain ASCII and claims nothing medical."""
    for place, text in _texts(data, ()):
        strange = sorted({char for char in text if not char.isascii()})
        if strange:
            found = ", ".join(f"U+{ord(char):04X}" for char in strange)
            yield Fault(place, f"The text is not plain ASCII ({found}).", "Use plain characters.")
        claim = _CLAIM.search(text)
        if claim and place[-1] != "url":
            yield Fault(
                place, f"'{claim.group()}' is a medical claim.", "Say what the exercise does."
            )


def _cues(spec: ExerciseSpec) -> Iterator[tuple[Place, str, bool]]:
    """Each cue with its place, and whether it warns of something severe."""
    yield ("calibrate", "neutral", "ask"), spec.calibrate.neutral.ask, False
    for index, item in enumerate(spec.start_pose):
        if item.say is not None:
            yield ("start_pose", index, "say"), item.say, False
    for index, check in enumerate(spec.checks):
        yield ("checks", index, "say"), check.say, check.severity == "stop"
        if check.praise is not None:
            yield ("checks", index, "praise"), check.praise, False
    for index, reminder in enumerate(spec.reminders):
        if reminder.say is not None:
            yield ("reminders", index, "say"), reminder.say, False


def _texts(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*place, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*place, index))
    elif isinstance(value, str):
        yield place, value
