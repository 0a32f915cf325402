"""The sets: what they cover, without rendering anything."""

from __future__ import annotations

from collections import defaultdict

import pytest

from benchmarks.truths import view_of
from formcheck.specs.loader import load_all
from tools.sample_studio.abstain import abstain
from tools.sample_studio.cached_clips import scenario_key
from tools.sample_studio.performances import perform
from tools.sample_studio.repertoire.plans import PLANS
from tools.sample_studio.scenario import EFFECTS, Room, Scenario
from tools.sample_studio.set_clips import SetClip, scenarios_of
from tools.sample_studio.sets import PLAIN_TRIALS, set_named, smoke, standard
from tools.sample_studio.sets import SETS as NAMES
from tools.sample_studio.trials import CATALOGUE_TRIALS, EXERCISES, TRIALS

BODIES = ["amy", "bob", "cleo", "dan", "eve", "fred", "gina", "hal", "ida"]
SETS = {name: set_named(name, BODIES) for name in NAMES}
EVERY = [clip for clips in SETS.values() for clip in clips]
SIZES = sum(len(trial.levels) for trial in TRIALS if trial.readable)


def made(clip: SetClip) -> set[str]:
    return {mistake.id for rep in clip.scenario.reps for mistake in rep.mistakes}


def test_names_are_unique() -> None:
    assert len({clip.name for clip in EVERY}) == len(EVERY)


def test_a_name_means_one_scenario() -> None:
    by_name: dict[str, Scenario] = {}
    for one in scenarios_of(EVERY):
        assert by_name.setdefault(one.name, one) == one


def test_no_two_scenarios_of_a_set_are_the_same() -> None:
    known = ["female_slim", "heavy_older", "male_avg"]
    for name in SETS:
        keys = [scenario_key(one) for one in scenarios_of(set_named(name, known))]
        assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_the_same_every_time(name: str) -> None:
    assert set_named(name, BODIES) == SETS[name]


def test_every_mistake_with_a_check_is_tried() -> None:
    checked = {
        (exercise, check.mistake)
        for exercise, spec in load_all().items()
        for check in spec.checks
        if exercise in EXERCISES
    }
    assert {(t.exercise, t.id) for t in TRIALS if t.readable} == checked
    assert {(t.exercise, t.id, t.how) for t in TRIALS} == set(EFFECTS)


def test_sizes_grow_from_below_to_gross() -> None:
    """Within what the studio calls a mistake from clear on."""
    for trial in TRIALS:
        effect = EFFECTS[trial.exercise, trial.id, trial.how]
        assert effect.low <= trial.clear <= effect.high
        assert effect.low <= trial.gross <= effect.high
        if trial.below is None:
            continue
        sizes = [trial.below, trial.clear, trial.gross]
        assert sizes in (sorted(sizes), sorted(sizes, reverse=True))


def test_standard_tries_each_mistake_at_each_size_with_three_bodies() -> None:
    bodies = defaultdict(set)
    for clip in standard(BODIES):
        if clip.level != "clean":
            key = (clip.scenario.exercise, clip.name.split(".")[2], clip.level)
            bodies[key].add(clip.scenario.body)
    assert len(bodies) == SIZES
    assert all(len(people) >= 3 for people in bodies.values())


def test_standard_uses_every_body_for_each_mistake() -> None:
    used = defaultdict(set)
    for clip in standard(BODIES):
        used[clip.name.split(".")[2]].add(clip.scenario.body)
    assert all(len(people) >= 6 for people in used.values())


def test_three_bodies_are_enough_to_make_the_sets() -> None:
    clips = standard(BODIES[:3])
    bodies = defaultdict(set)
    for clip in clips:
        if clip.level != "clean":
            key = (clip.scenario.exercise, clip.name.split(".")[2], clip.level)
            bodies[key].add(clip.scenario.body)
    assert {len(people) for people in bodies.values()} == {3}


def test_standard_has_as_many_clean_repetitions_as_faulty_ones() -> None:
    reps = [rep for clip in standard(BODIES) for rep in clip.scenario.reps]
    clean = sum(not rep.mistakes for rep in reps)
    assert clean >= len(reps) - clean
    for exercise in EXERCISES:
        own = [clip for clip in standard(BODIES) if clip.scenario.exercise == exercise]
        faulty = sum(clip.level != "clean" for clip in own)
        assert 2 * sum(clip.level == "clean" for clip in own) >= faulty


def test_some_begin_with_the_mistake() -> None:
    firsts = [clip for clip in standard(BODIES) if clip.scenario.reps[0].mistakes]
    assert len(firsts) == SIZES


def test_smoke_has_every_exercise_clean_and_every_settled_mistake_once() -> None:
    clips = smoke(BODIES)
    assert len(clips) <= 18
    assert {c.scenario.exercise for c in clips if c.level == "clean"} == set(EXERCISES)
    performed = {(c.scenario.exercise, m) for c in clips for m in made(c)}
    assert performed == {(t.exercise, t.id) for t in TRIALS[:PLAIN_TRIALS]}


def test_the_catalogue_has_every_exercise_and_every_mistake_small_and_clear() -> None:
    clips = SETS["catalogue"]
    assert {c.scenario.exercise for c in clips if c.level == "clean"} == set(PLANS)
    performed = {(c.scenario.exercise, m, c.level) for c in clips for m in made(c)}
    wanted = {
        (t.exercise, t.id, level)
        for t in CATALOGUE_TRIALS
        for level in ("below", "clear")
        if t.readable and level in t.levels
    }
    assert performed == wanted


def test_cameras_stand_where_the_spec_asks() -> None:
    specs = load_all()
    for clip in [*smoke(BODIES), *standard(BODIES), *SETS["catalogue"]]:
        if clip.expect == "nothing" and not clip.spoil:
            continue
        view, camera = clip.scenario.view, specs[clip.scenario.exercise].camera
        off_front = min(view.yaw_deg, 360 - view.yaw_deg)
        spans = [one.azimuth_deg for one in camera.views.values()]
        assert any(low <= off_front <= high for low, high in spans), clip.name
        assert camera.height_m[0] <= view.height_m <= camera.height_m[1], clip.name


def test_clips_are_short() -> None:
    for one in scenarios_of(SETS["catalogue"]):
        assert 8 <= perform(one).duration_s <= 70 and one.fps == 10, one.name
    for one in scenarios_of([*SETS["smoke"], *SETS["standard"]]):
        assert 8 <= perform(one).duration_s <= 23, one.name
        assert one.fps in (12, 15)
        assert one.size[0] * one.size[1] <= 640 * 360
    for one in scenarios_of([*SETS["abstain"], *SETS["varied"]]):
        assert perform(one).duration_s <= 80, one.name


def test_about_a_third_of_standard_is_made_elsewhere() -> None:
    clips = SETS["standard"]
    usual = [c for c in clips if c.scenario.room == Room() and c.scenario.clothes == "fitted"]
    assert 0.2 < 1 - len(usual) / len(clips) < 0.4
    assert {c.scenario.room.light for c in clips} == {"day", "dim", "lamp", "backlit"}
    assert {c.scenario.clothes for c in clips} == {"fitted", "loose"}


def test_abstain_has_every_way_in_which_nothing_can_be_judged() -> None:
    kinds = {(clip.kind, clip.expect) for clip in abstain(BODIES)}
    assert kinds == {
        ("front", "nothing"), ("head_end", "nothing"), ("back", "nothing"), ("corner", "nothing"),
        ("hips_cut", "nothing"), ("empty", "nothing"), ("leaves", "gap"), ("dark", "gap"),
        ("hips_out", "nothing"), ("hands_out", "nothing"), ("feet_out", "judge"),
        ("head_out", "nothing"), ("knees_out", "nothing"), ("second_person", "other_person"),
        ("other_behind", "other_person"), ("other_beside", "other_person"),
        ("other_passing", "other_person"), ("idle", "exactly"), ("comes_and_goes", "exactly"),
        ("wall_from_front", "exactly"),
    }  # fmt: skip


def test_wrong_views_are_wrong() -> None:
    for clip in abstain(BODIES):
        if clip.kind in ("front", "head_end", "back", "corner"):
            assert view_of(clip.scenario.view.yaw_deg) != "side", clip.name


def test_gaps_lie_in_the_second_repetition() -> None:
    for clip in abstain(BODIES):
        if clip.expect != "gap":
            assert clip.gap is None
            continue
        assert clip.gap is not None
        second = perform(clip.scenario).reps[1]
        assert second.start_s < clip.gap[0] < second.end_s
        assert clip.gap[1] - clip.gap[0] == pytest.approx(3.0)
