"""Scenarios and performances: pure timing, no pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tools.sample_studio.performances import Performance, perform
from tools.sample_studio.samples import SCENARIOS, scenarios_in
from tools.sample_studio.scenario import EFFECTS, Scenario, magnitude_of, scenario_hash
from tools.sample_studio.scenario_files import ScenarioError, read_scenario, scenario_from

SAMPLES = Path(__file__).parents[2] / "sample_videos"
ALL = scenarios_in(SCENARIOS)
NOT_SHOWN = {
    ("cat_cow", "stiff"), ("cat_cow", "neck_line"), ("thread_the_needle", "hand_lifts"),
    ("seated_thoracic_extension", "elbows_wide"),
}  # fmt: skip
"""Small matters that have no sample video; the benchmark performs them."""


def scenario(exercise: str = "cat_cow", reps: list[dict[str, Any]] | None = None) -> Scenario:
    sides = {"side": "right"} if exercise == "thread_the_needle" else {}
    content: dict[str, Any] = {
        "name": "test",
        "exercise": exercise,
        "body": "male_avg",
        "view": {"yaw_deg": 90, "height_m": 0.6},
        "reps": [sides | rep for rep in (reps or [{}])],
    }
    return scenario_from(content, "test.yaml")


def with_mistake(exercise: str, mistake: str, how: str = "") -> Performance:
    return perform(scenario(exercise, [{}, {"mistakes": [{"id": mistake, "how": how}]}]))


@pytest.mark.parametrize("one", ALL, ids=lambda s: s.name)
def test_samples_start_clean_and_still_and_end_at_rest(one: Scenario) -> None:
    play = perform(one)
    assert 1.8 <= play.reps[0].start_s <= 2.2
    assert play.values(0) == play.values(play.reps[0].start_s)
    assert play.duration_s - play.reps[-1].end_s >= 0.8
    assert play.values(play.duration_s) == play.values(0)
    assert play.reps[0].mistakes == ()
    assert 8 <= play.duration_s <= 16.5


@pytest.mark.parametrize("one", ALL, ids=lambda s: s.name)
def test_spans_are_in_order_and_inside_their_repetition(one: Scenario) -> None:
    play = perform(one)
    starts = [phase.start_s for phase in play.phases]
    assert starts == sorted(starts)
    assert all(a.end_s <= b.start_s for a, b in zip(play.reps, play.reps[1:], strict=False))
    for span in (*play.mistakes, *play.holds):
        rep = play.reps[span.rep - 1]
        assert rep.start_s <= span.start_s < span.end_s <= rep.end_s
    for rep in play.reps:
        assert {m.id for m in play.mistakes if m.rep == rep.index} == set(rep.mistakes)


@pytest.mark.parametrize("one", ALL, ids=lambda s: s.name)
def test_no_two_repetitions_are_equal(one: Scenario) -> None:
    lengths = [round(rep.end_s - rep.start_s, 3) for rep in perform(one).reps]
    assert len(set(lengths)) == len(lengths)


def test_samples_show_every_mistake() -> None:
    shown = {(s.exercise, m.id) for s in ALL for rep in s.reps for m in rep.mistakes}
    assert shown | NOT_SHOWN == {(exercise, mistake) for exercise, mistake, _ in EFFECTS}


@pytest.mark.parametrize("one", ALL, ids=lambda s: s.name)
def test_committed_truth_belongs_to_its_scenario(one: Scenario) -> None:
    path = SAMPLES / f"{one.name}.json"
    truth = json.loads(path.read_text(encoding="utf-8"))
    assert truth["hash"] == scenario_hash(one), (
        "render it again: python -m tools.sample_studio samples"
    )
    assert path.with_suffix(".mp4").exists()
    assert path.stat().st_size < 300_000


def test_the_same_seed_gives_the_same_performance_and_another_a_different_one() -> None:
    content = {"exercise": "cat_cow", "body": "male_avg", "name": "a", "reps": [{}]}
    content["view"] = {"yaw_deg": 90, "height_m": 0.6}
    one, two, other = (scenario_from(content | {"seed": seed}, "test") for seed in (1, 1, 2))
    assert perform(one).reps == perform(two).reps
    assert perform(one).reps != perform(other).reps


def test_quick_cycles_take_the_stated_time() -> None:
    play = with_mistake("cat_cow", "too_quick")
    steps = [phase for phase in play.phases if phase.rep == 2]
    assert steps[-1].end_s - steps[0].start_s == pytest.approx(1.8, abs=0.01)
    first = play.reps[0]
    assert 4.5 <= first.end_s - first.start_s <= 7


def test_a_deep_arch_is_deeper_than_the_others() -> None:
    play = with_mistake("cat_cow", "arch_too_deep")
    deepest = [
        min(play.values(t)["arch"] for t in times(rep.start_s, rep.end_s)) for rep in play.reps
    ]
    assert deepest[0] > -0.7
    assert deepest[1] == pytest.approx(-1.05, abs=0.01)


def test_hips_stay_unless_they_go_back() -> None:
    play = with_mistake("thread_the_needle", "hips_back")
    shift = [play.values(hold.start_s)["hip_shift"] for hold in play.holds]
    assert shift[0] < 0.02
    assert shift[1] == pytest.approx(0.12)


@pytest.mark.parametrize(
    ("exercise", "mistake", "how", "phase", "limit_s"),
    [
        ("thread_the_needle", "forcing", "fast", "reach", 0.6),
        ("seated_thoracic_extension", "rushing", "", "extend", 0.8),
        ("seated_thoracic_extension", "jerky_return", "fast", "return", 0.6),
        ("wall_angels", "jerking", "up", "up", 0.7),
        ("wall_angels", "jerking", "down", "down", 0.7),
    ],
)
def test_hasty_moves_are_fast_and_calm_ones_slow(
    exercise: str, mistake: str, how: str, phase: str, limit_s: float
) -> None:
    play = with_mistake(exercise, mistake, how)
    calm, hasty = (p.end_s - p.start_s for p in play.phases if p.name == phase)
    assert hasty < limit_s
    assert calm > 1.4


def test_bouncing_goes_up_and_down_four_times() -> None:
    play = with_mistake("thread_the_needle", "forcing", "bounce")
    span = play.mistakes[0]
    depths = [play.values(t)["amount"] for t in times(span.start_s, span.end_s)]
    turns = sum(
        (b - a) * (c - b) < 0 for a, b, c in zip(depths, depths[1:], depths[2:], strict=False)
    )
    assert turns == 7
    assert 1 - min(depths) / max(depths) == pytest.approx(0.13, abs=0.01)


def times(start_s: float, end_s: float, step_s: float = 0.02) -> list[float]:
    return [start_s + step_s * i for i in range(int((end_s - start_s) / step_s) + 1)]


def test_sides_follow_the_repetitions() -> None:
    play = perform(scenario("thread_the_needle", [{"side": "right"}, {"side": "left"}]))
    assert [play.side_at(t) for t in (0, play.reps[0].end_s, play.reps[1].start_s)] == [
        "right", "right", "left",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"exercise": "handstand"}, "exercise"),
        ({"camera": {}}, "camera"),  # unknown field
        ({"reps": []}, "reps"),
        ({"reps": [{"side": "left"}]}, "takes no side"),
        ({"reps": [{"mistakes": [{"id": "hips_back"}]}]}, "use one of too_quick"),
        ({"reps": [{"mistakes": [{"id": "too_quick", "magnitude": 9}]}]}, "1.2 to 2.6 s per cycle"),
        ({"person": {"hold_s": 3}}, "person.hold_s"),
        ({"fps": 0}, "fps"),
    ],
)
def test_a_wrong_scenario_names_file_and_field(change: dict[str, Any], message: str) -> None:
    content = {"name": "x", "exercise": "cat_cow", "body": "male_avg", "reps": [{}]}
    content["view"] = {"yaw_deg": 90, "height_m": 0.6}
    with pytest.raises(ScenarioError, match=message) as caught:
        scenario_from(content | change, "clip.yaml")
    assert str(caught.value).startswith("clip.yaml")


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("reps: [", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"broken\.yaml"):
        read_scenario(path)


def test_usual_magnitudes_are_within_their_range() -> None:
    for (exercise, _, _), effect in EFFECTS.items():
        assert effect.low <= effect.usual <= effect.high, exercise


def test_magnitude_falls_back_to_the_usual_one() -> None:
    mistake = scenario("cat_cow", [{"mistakes": [{"id": "too_quick"}]}]).reps[0].mistakes[0]
    assert magnitude_of("cat_cow", mistake) == 1.8
