"""Clip results into figures, exactly."""

from __future__ import annotations

import pytest

from benchmarks.matching import Abstention, ClipResult, Delay, HoldResult, RepResult
from benchmarks.metrics import failures, figures_of

CHECKED = {"cat_cow": ["too_quick"], "thread_the_needle": ["hips_back", "forcing"]}


def result(name: str, level: str, *reps: RepResult, **more: object) -> ClipResult:
    more.setdefault("counted", len(reps))
    more.setdefault("good_form_s", 30.0)
    return ClipResult(
        name,
        "thread_the_needle",
        "body",
        "side",
        level,
        tuple(reps),
        **more,  # type: ignore[arg-type]
    )


def clean(*got: str, verdict: str = "clean") -> RepResult:
    return RepResult(1, (), (), got, verdict)


def faulty(wanted: str, *got: str) -> RepResult:
    return RepResult(2, (wanted,), (wanted.split("-")[0],), got, "mistake" if got else "clean")


RESULTS = [
    result(
        "one", "clear", clean(), faulty("hips_back", "hips_back"),
        delays=(Delay("hips_back", 0.6),), holds=(HoldResult(1, 3.0, 3.2),),
    ),
    result(
        "two", "clear", clean("hips_back", verdict="mistake"), faulty("hips_back"),
        false_raises=("hips_back",), spoken=1,
        holds=(HoldResult(1, 3.0, 4.0), HoldResult(2, 3.0, None)),
    ),
    result("three", "gross", faulty("hips_back", "hips_back", "forcing"),
           delays=(Delay("hips_back", 1.0),)),
    result("four", "below", faulty("hips_back", "hips_back"), delays=(Delay("hips_back", 9.0),)),
    result("five", "clean", clean(), clean(verdict="not counted"), counted=1),
    result("six", "clear", faulty("forcing-fast", "forcing"), faulty("forcing-bounce")),
]  # fmt: skip


@pytest.fixture(scope="module")
def figures() -> dict[str, float]:
    return {name: figure.value for name, figure in figures_of(RESULTS, CHECKED).items()}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("thread_the_needle.hips_back.recall.clear", 1 / 2),
        ("thread_the_needle.hips_back.recall.gross", 1),
        ("thread_the_needle.hips_back.recall.below", 1),
        ("thread_the_needle.forcing-fast.recall.clear", 1),
        ("thread_the_needle.forcing-bounce.recall.clear", 0),
        ("thread_the_needle.hips_back.false_alarms", 1 / 4),  # one of four clean repetitions
        ("thread_the_needle.forcing.false_alarms", 0),
        ("thread_the_needle.hips_back.false_raises_per_minute", 1 / 3),
        ("thread_the_needle.forcing.false_raises_per_minute", 0),
        ("thread_the_needle.forcing.beside_others", 1 / 4),  # one of four with another mistake
        ("thread_the_needle.hips_back.delay_median_s", 0.8),  # without the one just below
        ("thread_the_needle.reps_exact", 5 / 6),
        ("thread_the_needle.reps_off_by_one", 1),
        ("thread_the_needle.clean_called_clean", 2 / 4),
        ("thread_the_needle.clean_not_counted", 1 / 4),
        ("thread_the_needle.false_raises_per_minute", 1 / 3),  # one in three minutes
        ("thread_the_needle.false_cues_per_5_minutes", 5 / 3),
        ("thread_the_needle.holds_within_half_second", 1 / 3),  # one too long, one not seen
        ("thread_the_needle.hold_error_p95_s", 0.2 + 0.95 * 0.8),
        ("all.reps_exact", 5 / 6),
    ],
)
def test_figures(figures: dict[str, float], name: str, value: float) -> None:
    assert figures[name] == pytest.approx(value)


def test_what_was_never_performed_has_no_figure(figures: dict[str, float]) -> None:
    assert not [name for name in figures if name.startswith("cat_cow")]


def test_abstention_is_counted_by_kind_and_apart() -> None:
    quiet = result("a", "clean", abstention=Abstention("dark", True, (), 3.0, 0.0), counts=False)
    talk = Abstention("front", False, ("raised x",), 10.0, 5.0)
    loud = result("b", "clean", abstention=talk, counts=False)
    found = figures_of([*RESULTS, quiet, loud], CHECKED)
    assert found["abstain.rate"].value == pytest.approx(1 / 2)
    assert found["abstain.dark.rate"].value == 1
    assert found["abstain.front.wrongly_judged_share"].value == pytest.approx(1 / 2)
    assert found["all.reps_exact"].n == 6


def test_what_must_come_out_exactly_counts_as_well_and_has_a_rate_of_its_own() -> None:
    idle = Abstention("idle", False, ("2 repetitions instead of 1",), 0.0, 0.0, exactly=True)
    extra = result("c", "clean", clean(), counted=2, abstention=idle)
    found = figures_of([*RESULTS, extra], CHECKED)
    assert found["exactly.rate"].value == 0
    assert found["exactly.idle.rate"].n == 1
    assert "abstain.rate" not in found
    assert found["all.reps_exact"].value == pytest.approx(5 / 7)
    assert "c: wanted the set and nothing else, got 2 repetitions instead of 1" in failures([extra])


def test_a_mistake_that_cannot_be_seen_counts_neither_way() -> None:
    hidden = RepResult(1, (), (), (), "clean", hidden=("hips_back",))
    found = figures_of([result("d", "mixed", hidden)], CHECKED)
    assert "thread_the_needle.hips_back.recall.mixed" not in found
    assert "thread_the_needle.hips_back.false_alarms" not in found
    assert failures([result("d", "mixed", hidden)]) == []


def test_failures_say_what_was_wanted_and_what_came() -> None:
    lines = failures(RESULTS)
    assert "two: repetition 2: wanted hips_back, got no mistake (clean)" in lines
    assert "two: repetition 1: wanted clean, got mistake, hips_back" in lines
    assert "two: repetition 1: held 3.0 s, got 4.0 s" in lines
    assert "two: repetition 2: held 3.0 s, got no hold" in lines
    assert "two: raised in good form: hips_back" in lines
    assert "three: repetition 2: wanted hips_back only, got also forcing" in lines
    assert any(
        line.startswith("four: repetition 2: hips_back is below the limit") for line in lines
    )
    assert "five: wanted 2 repetitions, got 1" in lines
    assert not [line for line in lines if line.startswith("one")]
