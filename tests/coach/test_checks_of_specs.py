"""Every check of every shipped spec: raised past its limit in its repetition, else never."""

from __future__ import annotations

import pytest
from judging import judged, live, mistakes_by_rep, spoken
from streams.camera import film
from streams.cases import CASES, Case, every_way
from streams.performance import Performance

WORSE = [case for case in CASES if case.rule.worse]


def expected(case: Case, made: bool, after: int = 0) -> tuple[tuple[str, ...], ...]:
    chosen = (case.rule.mistake,) if made else ()
    return (*((),) * case.chosen, chosen, *((),) * after)


def test_no_check_of_a_spec_is_without_a_case() -> None:
    assert {(case.exercise, case.check, case.part) for case in CASES} == every_way()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_past_its_limit_a_mistake_is_raised_in_its_repetition_only(case: Case) -> None:
    summary = judged(case.mistaken())
    assert mistakes_by_rep(summary) == expected(case, made=True, after=1)
    assert {found.check for found in summary.mistakes} == {case.check}
    (found,) = summary.mistakes
    assert found.rep == case.chosen + 1
    assert found.severity == case.rule.severity
    assert found.threshold == pytest.approx(case.limit, rel=0.05)
    wanted = "clean" if found.severity == "info" else "mistake"
    verdicts = ["clean"] * (case.chosen + 2)
    verdicts[case.chosen] = wanted
    assert [rep.verdict for rep in summary.reps] == verdicts


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_short_of_its_limit_nothing_is_raised(case: Case) -> None:
    summary = judged(case.just_right())
    assert mistakes_by_rep(summary) == expected(case, made=False)
    assert summary.mistakes == ()
    assert not spoken(summary, "correction")


@pytest.mark.parametrize("case", WORSE, ids=lambda case: case.name)
def test_far_past_its_limit_a_mistake_is_severe(case: Case) -> None:
    performance = case.worse()
    assert isinstance(performance, Performance) and case.rule.worse
    summary = judged(performance)
    assert mistakes_by_rep(summary) == expected(case, made=True)
    assert [found.severity for found in summary.mistakes] == [case.rule.worse.severity]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_mistake_is_said_once_while_it_is_made_and_praised_once_it_is_over(case: Case) -> None:
    summary = judged(case.mistaken())
    corrections = spoken(summary, "correction")
    assert [cue.text for cue in corrections] == ([case.rule.say] if case.rule.live else [])
    praise = [case.rule.praise] if case.rule.praise and not case.rule.any else []
    assert [cue.text for cue in spoken(summary, "praise")] == praise
    (found,) = summary.mistakes
    assert all(found.start_s <= cue.time_s <= found.end_s + 0.1 for cue in corrections)
    assert all(cue.time_s >= found.end_s for cue in spoken(summary, "praise"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_live_feed_finds_the_same(case: Case) -> None:
    """The live coach learns the person's range from the first repetition, which is clean."""
    performance = case.mistaken()
    _, summary = live(film(performance), case.exercise)
    assert mistakes_by_rep(summary) == mistakes_by_rep(judged(performance))
