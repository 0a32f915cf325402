"""Results in plain words."""

import dataclasses
from typing import Any

import pytest

from formcheck.coach.events import RepCompleted, Verdict
from formcheck.coach.summary import CalibrationNote, MistakeSpan, SetSummary
from formcheck.report import words
from formcheck.specs.limits import Limits, adjustable, with_limits
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.worst import worst_of_each
from tests.report.conftest import spec_of

NOTHING = SetSummary("side", 1.0, CalibrationNote("captured", "", 0.0, 1.5, {}))


def reps(*verdicts: Verdict) -> SetSummary:
    made = tuple(RepCompleted(i, i, None, i - 1, i, v, ()) for i, v in enumerate(verdicts, 1))
    return dataclasses.replace(NOTHING, reps=made)


@pytest.mark.parametrize(
    ("value", "said"),
    [(4.21, "4.2 s"), (59.96, "1:00"), (64.4, "1:04"), (float("nan"), "-")],
)
def test_times(value: float, said: str) -> None:
    assert words.seconds(value) == said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [(4.2, 6.0, "4.2 to 6.0 s"), (58.0, 64.4, "58.0 s to 1:04"), (70, 75, "1:10 to 1:15")],
)
def test_stretches_of_time(start: float, end: float, said: str) -> None:
    assert words.span(start, end) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (17.4, "deg", "17 degrees"),
        (-0.2, "deg", "0 degrees"),  # never "-0"
        (0.137, "torso", "14 % of your torso length"),
        (0.5, "thigh", "50 % of your thigh length"),
        (1.56, "torso_s", "1.6 torso lengths per second"),
        (4, "count", "4 times"),
        (0.251, "ratio", "25 %"),
        (1.05, "s", "1.05 seconds"),  # limits on short times move by 0.05 s
        (0.7, "s", "0.7 seconds"),
        (1.0, "s", "1.0 seconds"),
        (-0.001, "s", "0.0 seconds"),
        (2.04, "s", "2.0 seconds"),
    ],
)
def test_quantities(value: float, unit: str, said: str) -> None:
    assert words.quantity(value, unit) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "22 degrees, limit 12"),
        ({"value": 4.0}, "4 degrees, should be at least 12"),  # a lower limit
        ({"value": 12.2}, "just past 12 degrees"),  # would read "12, limit 12"
        ({"value": float("nan")}, ""),
    ],
)
def test_values_against_limits(hips_back: MistakeSpan, changes: dict[str, Any], said: str) -> None:
    assert words.against_limit(dataclasses.replace(hips_back, **changes)) == said


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        (NOTHING, "No repetition of this exercise was seen"),
        (reps("clean"), "1 repetition, clean"),
        (reps("clean", "clean"), "2 repetitions, all clean"),
        (reps("clean", "mistake", "clean"), "3 repetitions: 2 clean and 1 with a mistake"),
        (reps("not_judged"), "1 repetition, not judged"),
    ],
)
def test_headlines(summary: SetSummary, said: str) -> None:
    assert words.headline(summary) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.12, "1.12 seconds, limit 1.05"),
        (0.6, "0.6 seconds, should be at least 1.05"),
        (1.052, "just past 1.05 seconds"),
    ],
)
def test_short_times_keep_their_difference(hips_back: MistakeSpan, value: float, said: str) -> None:
    quick = dataclasses.replace(hips_back, value=value, threshold=1.05, unit="s")
    assert words.against_limit(quick) == said


def test_a_small_change_of_a_limit_in_seconds_is_told() -> None:
    shipped = spec_of("ball_mobilization")
    limits = Limits(exercise=shipped.id, raises={"slow_arch": 1.1})
    (said,) = words.changed_limits(limits, with_limits(shipped, limits), shipped)
    assert said.endswith(": 1.1 seconds (shipped: 1.05)")


def test_one_step_of_any_limit_can_be_told(any_spec: ExerciseSpec) -> None:
    for one in adjustable(any_spec):
        steps = (one.shipped - one.step, one.shipped, one.shipped + one.step)
        assert len({words.number(value, one.unit) for value in steps}) == 3


def test_the_worst_is_the_farthest_past_its_limit_as_a_share_of_it(hips_back: MistakeSpan) -> None:
    degrees = dataclasses.replace(hips_back, value=18.0, threshold=12.0)
    length = dataclasses.replace(hips_back, value=0.3, threshold=0.1, unit="torso")
    severe = dataclasses.replace(hips_back, value=12.5, severity="stop")
    unknown = dataclasses.replace(hips_back, value=float("nan"))
    assert words.worst_of([unknown, degrees, length]) == length
    assert words.worst_of([degrees, length, severe]) == severe
    assert worst_of_each([degrees, length]) == (length,)  # the picture is of the same one


def test_the_most_urgent_mistake_comes_first(hips_back: MistakeSpan, bouncing: MistakeSpan) -> None:
    groups = words.by_check([bouncing, bouncing, hips_back])
    assert [(group[0].check, len(group)) for group in groups] == [
        ("hips_over_knees", 1),  # major, though once
        ("not_forcing", 2),
    ]


def test_next_step_names_one_thing(summary: SetSummary) -> None:
    assert words.next_step(summary) == "Keep your hips over your knees."
    never_began = dataclasses.replace(NOTHING.calibration, source="none")
    unseen = dataclasses.replace(NOTHING, calibration=never_began)
    assert "whole body in the picture" in words.next_step(unseen)
    assert "Check that this is the exercise" in words.next_step(NOTHING)
    assert "no mistake was found" in words.next_step(reps("clean"))
    held = dataclasses.replace(summary, mistakes=(), not_judged=())
    assert "a little longer" in words.next_step(held, 30.0)
    assert "calm pace" in words.next_step(held, 3.0)
    assert "Move the camera" in words.next_step(reps("clean", "not_judged"))


def test_a_repetition_is_told_in_the_words_of_its_cues(
    summary: SetSummary, needle: ExerciseSpec
) -> None:
    said = [words.rep_result(rep, needle) for rep in summary.reps]
    assert said == ["Keep your hips over your knees", "Clean"]


def test_sources_are_publisher_and_sentence(any_spec: ExerciseSpec) -> None:
    for mistake in any_spec.mistakes:
        said = words.source_sentence(mistake.id, any_spec)
        assert said.endswith(f'"{mistake.text}"')
        assert any(said.startswith(source.publisher) for source in any_spec.sources.values())


def test_a_pose_kept_too_long_is_told_by_its_time() -> None:
    spec = spec_of("doorway_pec_stretch")
    span = MistakeSpan(
        id="too_long", check="not_too_long", start_s=10.0, end_s=58.0, severity="info",
        value=0.29, worst_s=57.0, threshold=0.08, unit="torso", cue="Time to come out",
        source="Liv Hospital", rep=None,
    )  # fmt: skip
    assert words.limit_passed(span, spec) == "longer than 45 seconds"
    assert words.occurrence(span, spec) == "10.0 to 58.0 s: longer than 45 seconds."


def test_one_is_one_degree() -> None:
    assert words.quantity(1.2, "deg") == "1 degree"
    assert words.quantity(2.2, "deg") == "2 degrees"
