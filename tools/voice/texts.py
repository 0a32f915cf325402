"""Every fixed text that a live practice can say, from the specs and the code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from formcheck.coach.gate import lost_instruction, turn_camera
from formcheck.live import doctor
from formcheck.live.phrases import fixed_phrases, needs_line, next_line
from formcheck.live.telling import amounts, sentences
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec
from formcheck.ui.practice_state import NO_PICTURES_SAID
from formcheck.ui.voice_files import SAMPLE

LONGEST_WORDS = 10
"""Longer start-pose requests are for reading: nobody takes in more by ear."""
_LOST = ("nobody in view", "too far from the camera", "too dark to see", "")


def sayable(specs: Iterable[ExerciseSpec] | None = None) -> tuple[str, ...]:
    """The texts, each once, sorted. Without `specs`: of every exercise of the catalogue.

    A text that ends in a reason (`I cannot see you well: ...`) stands here up to the colon.

    Raises:
        SpecError: a spec is not sound.
    """
    texts = {SAMPLE, NO_PICTURES_SAID, *fixed_phrases(), *doctor.instructions()}
    texts.update(lost_instruction(reason).partition(": ")[0] for reason in _LOST)
    for spec in load_all().values() if specs is None else specs:
        texts.update(_of_spec(spec))
    return tuple(sorted(texts - {""}))


def _of_spec(spec: ExerciseSpec) -> Iterator[str]:
    yield turn_camera(spec)
    yield next_line(spec.title)
    for count in range(1, len(spec.equipment) + 1):  # some may be there from the one before
        yield from map(needs_line, combinations(spec.equipment, count))
    for check in spec.checks:
        if check.live:
            yield check.say
            yield check.praise or ""
    for reminder in spec.reminders:
        yield reminder.say or ""
    for item in spec.start_pose:
        yield item.say or ""
    yield from sentences(spec.steps)
    yield from amounts(spec)
    asks = [spec.calibrate.neutral.ask, *(own.ask or "" for own in spec.calibrate.ranges.values())]
    yield from (ask for ask in asks if len(ask.split()) <= LONGEST_WORDS)
