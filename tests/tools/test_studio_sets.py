"""The varied set: chance within what the specs promise, the same for the same seed."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.truths import off_front_deg
from formcheck.specs.loader import load_all
from tools.sample_studio.performances import perform
from tools.sample_studio.scenario import plain
from tools.sample_studio.scenario_files import scenario_from
from tools.sample_studio.set_clips import SetClip
from tools.sample_studio.sets import set_named
from tools.sample_studio.trials import EXERCISES, TRIALS
from tools.sample_studio.varied import HIDE_EACH_OTHER, LONGEST_S, OF_OWN_RANGE, varied

BODIES = ["amy", "bob", "cleo", "dan", "eve", "fred"]
CLIPS = varied(BODIES)
MANY = varied(BODIES, seed=7, count=240)
MADE = [rep.mistakes for clip in MANY for rep in clip.scenario.reps]


def test_a_seed_gives_the_same_clips_and_another_one_others() -> None:
    assert varied(BODIES) == CLIPS
    assert set_named("varied", BODIES, seed=1, count=96) == CLIPS
    seeds = {clip.scenario.seed for clip in CLIPS}
    assert not seeds & {clip.scenario.seed for clip in varied(BODIES, seed=2)}


def test_more_clips_begin_with_the_same_ones() -> None:
    assert varied(BODIES, count=120)[: len(CLIPS)] == CLIPS


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.name)
def test_each_can_be_performed(clip: SetClip) -> None:
    content = plain(clip.scenario)
    assert scenario_from(content, clip.name) == clip.scenario
    assert perform(clip.scenario).duration_s <= LONGEST_S + 12  # two repetitions are always left


def test_cameras_stand_where_the_spec_allows() -> None:
    specs = load_all()
    for clip in MANY:
        view, camera = clip.scenario.view, specs[clip.scenario.exercise].camera
        ranges = [place.azimuth_deg for place in camera.views.values()]
        off_front = off_front_deg(view.yaw_deg)
        assert any(low <= off_front <= high for low, high in ranges), clip.name
        assert camera.height_m[0] <= view.height_m <= camera.height_m[1], clip.name


def test_everything_comes_up() -> None:
    scenarios = [clip.scenario for clip in MANY]
    assert {s.exercise for s in scenarios} == set(EXERCISES)
    assert {s.body for s in scenarios} == set(BODIES)
    assert {s.room.light for s in scenarios} == {"day", "dim", "lamp", "backlit"}
    assert {s.clothes for s in scenarios} == {"fitted", "loose"}
    assert {len(s.room.things) for s in scenarios} == {0, 1, 2, 3, 4}
    assert {s.view.yaw_deg < 180 for s in scenarios} == {True, False}
    assert {s.enter for s in scenarios} == {s.leave for s in scenarios} == {True, False}
    assert {clip.expect for clip in MANY} == {"judge", "other_person"}
    assert {clip.level for clip in MANY} == {"clean", "mixed"}


def test_each_mistake_is_made_about_as_often() -> None:
    times = Counter((m.id, m.how) for made in MADE for m in made)
    assert set(times) == {(trial.id, trial.how) for trial in TRIALS}
    assert min(times.values()) >= 6


def test_mistakes_are_anything_from_clear_to_gross() -> None:
    trials = {(clip_trial.id, clip_trial.how): clip_trial for clip_trial in TRIALS}
    for mistake in (m for made in MADE for m in made):
        trial = trials[mistake.id, mistake.how]
        low, high = sorted((trial.clear, trial.gross))
        assert mistake.magnitude is not None
        assert low <= mistake.magnitude <= high


def test_no_repetition_has_mistakes_that_hide_each_other() -> None:
    for made in MADE:
        ids = {mistake.id for mistake in made}
        assert len(ids) == len(made) <= 2
        assert not any(pair <= ids for pair in HIDE_EACH_OTHER)


def test_each_set_shows_the_own_range_once() -> None:
    for clip in MANY:
        whole = [rep for rep in clip.scenario.reps if not rep.half]
        assert any(not OF_OWN_RANGE & {m.id for m in rep.mistakes} for rep in whole), clip.name
        small = sum(m.id == "stiff" for rep in whole for m in rep.mistakes)
        assert small <= 1, clip.name
