"""Judging a recording: in whole passes from first to last, as films on disk can be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import pytest
from streams.camera import Camera, film
from streams.cases import CASES
from streams.exercises import clean
from streams.limits import specs

from formcheck.coach.judge import judge_frames, recorded_coach
from formcheck.coach.summary import SetSummary
from formcheck.pose.frame import PoseFrame
from formcheck.signals.body import BodyTracker
from formcheck.signals.evaluate import Measurer
from formcheck.signals.nodes import start_texts
from formcheck.specs.expression import parse

LONGEST_SLICE_S = 2.0


class OnDisk(Sequence[PoseFrame]):
    """Frames that can be read one after the other, or a short piece of them at once."""

    def __init__(self, frames: Sequence[PoseFrame]) -> None:
        self._frames = frames
        self.passes = 0

    def __len__(self) -> int:
        return len(self._frames)

    def __iter__(self) -> Iterator[PoseFrame]:
        self.passes += 1
        yield from self._frames

    @overload
    def __getitem__(self, at: int) -> PoseFrame: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[PoseFrame]: ...
    def __getitem__(self, at: int | slice) -> PoseFrame | Sequence[PoseFrame]:
        assert isinstance(at, slice)
        piece = self._frames[at]
        assert piece[-1].time_s - piece[0].time_s <= LONGEST_SLICE_S
        return piece


def assert_equal(one: SetSummary, other: SetSummary) -> None:
    """To the last digit."""
    for name in ("reps", "holds", "mistakes", "not_judged", "cues", "phases", "notes", "view"):
        assert getattr(one, name) == getattr(other, name)
    assert one.signals.phase == other.signals.phase
    for name, values in one.signals.values.items():
        np.testing.assert_array_equal(values, other.signals.values[name])


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_a_set_is_judged_in_three_passes_as_they_come_from_disk(exercise: str) -> None:
    """One for the start pose, one for the person's ranges, one that judges."""
    case = next(case for case in CASES if case.exercise == exercise)
    frames = film(case.mistaken())
    on_disk = OnDisk(frames)
    summary = judge_frames(on_disk, specs()[exercise])
    assert on_disk.passes == 3 and summary.reps
    coach = recorded_coach(OnDisk(frames), specs()[exercise])
    for frame in frames:
        coach.feed(frame)
    coach.finish()
    assert_equal(summary, coach.summary())


def test_what_is_not_in_the_film_is_said_in_one_more_pass() -> None:
    on_disk = OnDisk(film(clean("cat_cow"))[:30])
    summary = judge_frames(on_disk, specs()["cat_cow"])
    assert on_disk.passes == 4 and not summary.reps
    assert summary.notes == ("Nothing was judged: no repetition of this exercise was seen.",)


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_who_asks_for_little_gets_the_same(exercise: str) -> None:
    """The passes that calibrate ask for the start pose now and then: its filters must not tell."""
    spec = specs()[exercise]
    whole, few = Measurer(spec), Measurer(spec)
    nodes = few.neutral_nodes()
    few.ask_only([*nodes.values(), *map(parse, start_texts(spec))])
    trackers = BodyTracker(spec.position), BodyTracker(spec.position)
    for i, frame in enumerate(film(clean(exercise, reps=1), Camera(fps=10))):
        for tracker, measurer in zip(trackers, (whole, few), strict=True):
            measurer.update(tracker.update(frame))
        if i % 3:
            for text in start_texts(spec):
                assert whole.value(text) == few.value(text)
            for node in nodes.values():
                assert whole.node_value(node) == few.node_value(node)
