"""What is said: one thing at a time, not too often, the worst first, praise when it is over."""

from __future__ import annotations

import pytest
from streams.tiny import tiny_check, tiny_spec

from formcheck.coach.cues import (
    BETWEEN_CUES_S,
    FRESH_S,
    HOLD_END_SILENCE_S,
    REPEATS,
    SAME_CUE_S,
    CueChooser,
)
from formcheck.coach.events import MistakeCleared, MistakeRaised, Severity

EVENT = {"any": [{"if": "x", "over": 1, "at": "rep_end"}]}
SPEC = tiny_spec(
    {"x": "trunk_tilt"},
    checks=[
        tiny_check(id="back", say="Back!", praise="Good back"),
        tiny_check(id="hips", say="Hips!", praise=None),
        tiny_check(id="pace", say="Slower!", praise="Nice pace", **EVENT),
        tiny_check(id="quiet", say="Never said", live=False),
    ],
)
SAY = {check.id: check.say for check in SPEC.checks}


class Set:
    """A chooser asked 20 times a second, and what it said when."""

    def __init__(self) -> None:
        self.chooser = CueChooser(SPEC)
        self.now = 0.0
        self.said: list[tuple[float, str, str]] = []

    def raised(self, check: str, severity: Severity = "minor") -> None:
        self.chooser.raised(
            MistakeRaised(
                self.now, check, "wrong", severity, self.now, 2.0, 1.0, "deg", SAY[check], ""
            )
        )

    def cleared(self, check: str) -> None:
        self.chooser.cleared(MistakeCleared(self.now, check, "wrong", "minor", 0.0, 2.0, 0.0))

    def until(self, time_s: float, hold_left_s: float | None = None) -> None:
        """Ask on until a time; a hold that is running has so long left now."""
        start = self.now
        while self.now < time_s - 1e-9:
            left = None if hold_left_s is None else hold_left_s - (self.now - start)
            cue = self.chooser.choose(self.now, left)
            if cue is not None:
                self.said.append((round(cue.time_s, 2), cue.text, cue.kind))
            self.now += 0.05

    @property
    def texts(self) -> list[str]:
        return [text for _, text, _ in self.said]

    @property
    def times(self) -> list[float]:
        return [time_s for time_s, _, _ in self.said]


@pytest.fixture
def a_set() -> Set:
    return Set()


def test_a_mistake_is_said_at_once_and_only_once(a_set: Set) -> None:
    a_set.raised("back")
    a_set.until(60)
    assert a_set.said == [(0.0, "Back!", "correction")]


def test_there_is_time_between_two_cues(a_set: Set) -> None:
    a_set.raised("back")
    a_set.raised("hips")
    a_set.until(10)
    assert a_set.texts == ["Back!", "Hips!"]
    assert a_set.times == pytest.approx([0.0, BETWEEN_CUES_S], abs=0.06)


@pytest.mark.parametrize("severities", [("info", "minor"), ("minor", "major"), ("info", "major")])
def test_the_worse_mistake_is_said_first(a_set: Set, severities: tuple[Severity, Severity]) -> None:
    a_set.raised("back", severities[0])
    a_set.raised("hips", severities[1])
    a_set.until(10)
    assert a_set.texts == ["Hips!", "Back!"]


def test_a_danger_does_not_wait(a_set: Set) -> None:
    a_set.raised("back")
    a_set.until(1)
    a_set.raised("hips", "stop")
    a_set.until(2)
    assert a_set.texts == ["Back!", "Hips!"]


def test_the_same_cue_is_not_repeated_too_soon(a_set: Set) -> None:
    a_set.raised("back")
    a_set.until(5)
    a_set.raised("back")
    a_set.until(20)
    assert a_set.times == pytest.approx([0.0, SAME_CUE_S], abs=0.06)


def test_another_cue_is_said_while_the_same_one_waits(a_set: Set) -> None:
    a_set.raised("back", "major")
    a_set.until(3)
    a_set.raised("back", "major")
    a_set.raised("hips", "info")
    a_set.until(20)
    assert a_set.texts == ["Back!", "Hips!", "Back!"]


def test_after_three_repeats_the_easier_version_is_offered_once(a_set: Set) -> None:
    for i in range(REPEATS + 3):
        a_set.until(10.0 * i)
        a_set.raised("back")
        a_set.until(10.0 * i + 1)
        a_set.chooser._on.discard("back")
    assert a_set.texts == ["Back!"] * REPEATS + ["Try the easier version"]


def test_praise_follows_when_a_said_mistake_is_over(a_set: Set) -> None:
    a_set.raised("back")
    a_set.until(3)
    a_set.cleared("back")
    a_set.until(20)
    assert a_set.said[1:] == [(pytest.approx(BETWEEN_CUES_S, abs=0.06), "Good back", "praise")]


def test_no_praise_for_what_was_never_said(a_set: Set) -> None:
    a_set.raised("hips", "major")
    a_set.until(1)
    a_set.raised("back")
    a_set.cleared("back")
    a_set.until(20)
    assert a_set.texts == ["Hips!"]


def test_no_praise_for_a_mistake_without_one_or_for_an_event(a_set: Set) -> None:
    for check in ("hips", "pace"):
        a_set.raised(check)
        a_set.until(a_set.now + 6)
        a_set.cleared(check)
    a_set.until(40)
    assert a_set.texts == ["Hips!", "Slower!"]


def test_a_correction_goes_before_praise_and_praise_before_a_hint(a_set: Set) -> None:
    a_set.raised("back")
    a_set.until(2)
    a_set.cleared("back")
    a_set.raised("hips", "info")
    a_set.until(BETWEEN_CUES_S + 0.2)
    assert a_set.texts == ["Back!", "Good back"]
    a_set.until(20)
    assert a_set.texts == ["Back!", "Good back", "Hips!"]


def test_what_is_over_before_it_could_be_said_is_not_said(a_set: Set) -> None:
    a_set.raised("back")
    a_set.until(1)
    a_set.raised("hips")
    a_set.until(2)
    a_set.cleared("hips")
    a_set.until(20)
    assert a_set.texts == ["Back!"]


def test_a_mistake_that_goes_on_is_said_however_long_it_waited(a_set: Set) -> None:
    a_set.raised("back")
    a_set.until(0.5)
    a_set.raised("hips")
    a_set.until(20)
    assert BETWEEN_CUES_S - 0.5 > FRESH_S  # it waited longer than a stale cue may
    assert a_set.texts == ["Back!", "Hips!"]


def test_stale_praise_is_dropped(a_set: Set) -> None:
    a_set.raised("back")
    a_set.until(0.5)
    a_set.cleared("back")
    a_set.until(20)
    assert a_set.texts == ["Back!"]


def test_the_end_of_a_hold_is_silent(a_set: Set) -> None:
    a_set.raised("back")
    a_set.until(HOLD_END_SILENCE_S, hold_left_s=HOLD_END_SILENCE_S)
    assert a_set.said == []
    a_set.until(5, hold_left_s=0.0)  # the target is reached, the person stays on
    assert a_set.texts == ["Back!"]


def test_earlier_in_a_hold_cues_are_said_and_danger_always(a_set: Set) -> None:
    a_set.raised("back")
    a_set.until(0.5, hold_left_s=20.0)
    assert a_set.texts == ["Back!"]
    a_set.raised("hips", "stop")
    a_set.until(1.0, hold_left_s=2.0)
    assert a_set.texts == ["Back!", "Hips!"]


def test_a_check_for_after_the_set_is_never_said(a_set: Set) -> None:
    a_set.raised("quiet", "major")
    a_set.until(20)
    assert a_set.said == []


def test_a_reminder_waits_for_room_and_is_said_once(a_set: Set) -> None:
    a_set.raised("back")
    a_set.chooser.remind(0.0, "Breathe")
    a_set.until(60)
    assert a_set.said[1] == (pytest.approx(BETWEEN_CUES_S, abs=0.06), "Breathe", "reminder")
    assert len(a_set.said) == 2
