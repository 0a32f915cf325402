"""How an exercise goes, told line by line: its steps, how much of it, and the start."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from formcheck.live import phrases
from formcheck.live.snapshot import Kind, Tone
from formcheck.live.voice import Voice
from formcheck.specs.schema import ExerciseSpec

GAP_S, WORD_S = 0.8, 0.4
"""A told line takes so long: our own voice says 150 words a minute, and each needs a moment."""
VALID_S = 6.0
"""So long a line may wait for its turn."""
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")


def sentences(steps: Iterable[str]) -> tuple[str, ...]:
    """The steps of an exercise as they are said, sentence by sentence."""
    parts = (part for step in steps for part in _SENTENCE_ENDS.split(step.strip()))
    return tuple(part.rstrip(".") for part in parts if part)


def movement(spec: ExerciseSpec) -> tuple[str, ...]:
    """What is said of the steps to somebody who is in the start pose already."""
    return sentences(spec.steps[1:] or spec.steps)


def amount(spec: ExerciseSpec, dose: Mapping[str, float]) -> tuple[str, ...]:
    """How much of it is to be done: `Three times`, `Hold twenty seconds each time`."""
    sides = spec.dose.sides == "each" and "reps_per_side" in dose
    count = round(dose.get("reps_per_side" if sides else "reps", 1.0))
    hold_s, sets = dose.get("hold_s"), round(dose.get("sets", 1.0))
    lines = []
    if count > 1 or hold_s is None:
        lines.append(phrases.times_line(count, each_side=sides))
    if hold_s is not None:
        how = "each time" if count > 1 else "on each side" if sides else ""
        lines.append(phrases.hold_line(hold_s, how))
    if sets > 1:
        lines.append(phrases.sets_line(sets))
    return tuple(lines)


def amounts(spec: ExerciseSpec) -> Iterator[str]:
    """Every line that `amount` can make of the doses that the exercise allows."""
    dose = spec.dose
    default = {
        key: one.default
        for key in ("reps", "reps_per_side", "hold_s", "sets")
        if (one := getattr(dose, key)) is not None
    }
    for key in default:
        bounds = getattr(dose, key)
        for value in range(1, round(bounds.max) + 1):
            chosen = default | {key: float(value)}
            yield from amount(spec, chosen)
            if key == "hold_s":
                for count in ("reps", "reps_per_side"):
                    for other in (1.0, 2.0) if count in default else ():
                        yield from amount(spec, chosen | {count: other})


@dataclass(frozen=True, slots=True)
class Line:
    """One line to tell; `step`: it is one of the exercise's steps, to be shown, too."""

    text: str
    kind: Kind = "instruction"
    tone: Tone | None = None
    step: bool = False

    @property
    def length_s(self) -> float:
        """About how long it takes with the moment after it, seconds."""
        return GAP_S + WORD_S * len(self.text.split())


def steps(texts: Iterable[str]) -> tuple[Line, ...]:
    """Sentences of an exercise's steps as lines."""
    return tuple(Line(text, step=True) for text in texts)


def explaining_s(exercises: Iterable[ExerciseSpec]) -> float:
    """About how long it takes to tell how these exercises go, one after the other, seconds."""
    return sum(line.length_s for one in exercises for line in steps(sentences(one.steps)))


class Talk:
    """Says lines one after the other, whenever nothing else has to be said.

    Attributes:
        sentence: the step that is being said; None: none.
        over: everything has been said.
    """

    def __init__(self, voice: Voice, lines: Sequence[Line]) -> None:
        """Nothing is said before the first `update`."""
        self.sentence: str | None = None
        self.over = not lines
        self._voice = voice
        self._left = list(lines)
        self._free_s = -1e9

    @property
    def length_s(self) -> float:
        """About how long what is left to say takes, seconds."""
        return sum(line.length_s for line in self._left)

    def update(self, now: float) -> None:
        """Go on to the next line when the one before has been heard."""
        if self.over or now < self._free_s or not self._voice.idle(now):
            return
        self.sentence = None
        if not self._left:
            self.over = True
            return
        line = self._left.pop(0)
        self._free_s = now + line.length_s
        self._voice.wish(now, line.text, line.kind, line.tone, valid_s=VALID_S)
        self.sentence = line.text if line.step else None

    def stop(self) -> None:
        """It has been overtaken: nothing of it is said any more."""
        if not self.over:
            self._voice.forget("instruction")
        self.sentence, self.over = None, True
        self._left.clear()
