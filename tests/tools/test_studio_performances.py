"""Human ways to perform: new mistakes, pauses, idling, wrong starts, coming and going."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tools.sample_studio.cached_clips import scenario_key
from tools.sample_studio.clip import movement_of
from tools.sample_studio.geometry import flexion_twist_side
from tools.sample_studio.human import SPINE, Body
from tools.sample_studio.motion import clock, ease
from tools.sample_studio.performances import ARRIVAL_S, Performance, perform
from tools.sample_studio.poses import quadruped, seated, thread_the_needle, wall_angel
from tools.sample_studio.poses_arriving import STEPS, between
from tools.sample_studio.props import Chair, Wall
from tools.sample_studio.scenario import DEFAULTS, EFFECTS, Scenario, plain, scenario_hash
from tools.sample_studio.scenario_files import ScenarioError, scenario_from

EXERCISES = tuple(DEFAULTS)
NEEDLE, SEATED, WALL = "thread_the_needle", "seated_thoracic_extension", "wall_angels"


def scenario(
    exercise: str = "cat_cow", reps: int | list[dict[str, Any]] = 1, **more: Any
) -> Scenario:
    entries = [{} for _ in range(reps)] if isinstance(reps, int) else reps
    sides = {"side": "right"} if exercise == NEEDLE else {}
    content: dict[str, Any] = {
        "name": "test", "exercise": exercise, "body": "male_avg",
        "view": {"yaw_deg": 90, "height_m": 0.6}, "reps": [sides | rep for rep in entries],
    }  # fmt: skip
    return scenario_from(content | more, "test.yaml")


def made(mistake: str, how: str = "", magnitude: float | None = None) -> dict[str, Any]:
    return {"mistakes": [{"id": mistake, "how": how, "magnitude": magnitude}]}


def values(play: Performance, name: str, start_s: float, end_s: float) -> list[float]:
    return [play.values(float(t)).get(name, 0.0) for t in np.arange(start_s, end_s, 0.02)]


# ---- what is not asked for changes nothing ----


def test_fields_at_their_default_leave_data_and_tracks_as_they_were() -> None:
    one = scenario("wall_angels", 2)
    assert set(plain(one)["reps"][0]) == {"mistakes", "side", "tempo"}
    assert not plain(one).keys() & {"ease", "fatigue", "setup", "enter", "uneven"}
    assert set(perform(one).tracks) == {"amount", "lean_off_m", "arms_off_m"}


@pytest.mark.parametrize(
    "change",
    [
        {"ease": "early"}, {"fatigue": 0.2}, {"enter": True}, {"leave": True},
        {"setup": {"elbows_off_deg": -40}}, {"uneven": {"side": "left"}},
        {"setup_mistakes": [{"id": "back_off_wall"}]},
        {"reps": [{"pause_s": 1}, {}]}, {"reps": [{"idle_s": 9}, {}]},
        {"reps": [{"half": 0.3}, {}]},
    ],
)  # fmt: skip
def test_every_field_makes_another_clip(change: dict[str, Any]) -> None:
    usual, other = scenario(WALL, 2), scenario(WALL, **({"reps": 2} | change))
    assert scenario_hash(usual) != scenario_hash(other)
    assert scenario_key(usual) != scenario_key(other)


# ---- mistakes ----


def test_a_stiff_repetition_goes_a_share_of_the_way() -> None:
    play = perform(scenario("cat_cow", [{}, made("stiff", magnitude=0.3)]))
    whole, stiff = (np.ptp(values(play, "arch", r.start_s, r.end_s)) for r in play.reps)
    assert stiff / whole == pytest.approx(0.3, rel=0.1)


@pytest.mark.parametrize(("how", "sign"), [("up", 1), ("down", -1)])
def test_the_head_leaves_the_line_while_the_back_is_level(how: str, sign: int) -> None:
    play = perform(scenario("cat_cow", [made("neck_line", how, 40)]))
    span = play.mistakes[0]
    level = next(p for p in play.phases if p.name == "level")
    assert set(values(play, "head_back", level.start_s, level.end_s)) == {40.0 * sign}
    assert max(np.abs(values(play, "arch", level.start_s, level.end_s))) == 0
    assert span.end_s - span.start_s > 2.5
    assert play.reps[0].start_s <= span.start_s


def test_the_supporting_hand_is_up_during_the_hold_only() -> None:
    play = perform(scenario(NEEDLE, [made("hand_lifts", magnitude=0.2)]))
    hold, rep = play.holds[0], play.reps[0]
    assert max(values(play, "hand_lift", hold.start_s, hold.end_s)) == pytest.approx(0.2)
    assert max(values(play, "hand_lift", rep.start_s, hold.start_s)) == 0
    assert hold.start_s < play.mistakes[0].start_s < play.mistakes[0].end_s < hold.end_s


@pytest.mark.parametrize("body_name", ["female_short", "male_heavy", "male_tall"])
def test_a_lifted_hand_is_that_far_off_the_floor(body_name: str) -> None:
    body = Body.load(body_name)
    planted, lifted = (
        body.position(thread_the_needle(body, 1, hand_lift=up), "wrist.L")[2] for up in (0, 0.15)
    )
    assert lifted - planted == pytest.approx(0.15, abs=0.01)


@pytest.mark.parametrize("body_name", ["female_short", "male_heavy", "male_tall"])
def test_folded_elbows_point_forward_and_the_hands_stay(body_name: str) -> None:
    body = Body.load(body_name)
    wide, folded = (body.skin(seated(body, 20, elbows=deg)).joints for deg in (0, 60))
    assert wide["left_elbow"][1] - folded["left_elbow"][1] > 0.08
    assert wide["left_elbow"][0] - folded["left_elbow"][0] > 0.05
    assert np.allclose(wide["left_wrist"], folded["left_wrist"], atol=0.03)


@pytest.mark.parametrize("body_name", ["female_short", "male_heavy", "male_tall"])
def test_a_hollow_back_leaves_shoulders_and_hips_at_the_wall(body_name: str) -> None:
    body = Body.load(body_name)
    flat, hollow = (wall_angel(body, 0.5, hollow=deg) for deg in (0, 35))
    for bone, most in (("upperarm01.L", 0.01), ("upperleg01.L", 0.01), ("head", 0.05)):
        moved = body.position(hollow, bone)[1] - body.position(flat, bone)[1]
        assert abs(moved) < most, bone
    away = body.position(flat, "spine03")[1] - body.position(hollow, "spine03")[1]
    assert away > 0.02
    lumbar = sum(flexion_twist_side(hollow.rotations[bone])[0] for bone in SPINE[:3])
    assert lumbar == pytest.approx(-35, abs=0.5)


# ---- ways to perform ----


@pytest.mark.parametrize("manner", ["even", "early", "wavering"])
def test_every_ease_runs_from_start_to_end_and_never_back(manner: Any) -> None:
    way = [ease(clock(f, manner)) for f in np.linspace(0, 1, 200)]
    assert (way[0], way[-1]) == pytest.approx((0, 1))
    assert np.diff(way).min() >= 0
    assert (way[100] > 0.7) == (manner == "early")


def test_any_ease_differs_between_repetitions() -> None:
    play = perform(scenario("cat_cow", 8, ease="any"))
    assert {key.ease for key in play.tracks["arch"].keys} == {"even", "early", "wavering"}


def test_tired_people_get_smaller_and_slower() -> None:
    play = perform(scenario(WALL, 4, fatigue=0.4, jitter=0))
    tops = [max(values(play, "amount", r.start_s, r.end_s)) for r in play.reps]
    times = [r.end_s - r.start_s for r in play.reps]
    assert tops == sorted(tops, reverse=True) and times == sorted(times)
    assert tops[-1] == pytest.approx(0.6 * tops[0], rel=0.01)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_pause_stands_still_half_way_out_and_back(exercise: str) -> None:
    play = perform(scenario(exercise, [{"pause_s": 1.2}]))
    pauses = [p for p in play.phases if p.name == "pause"]
    assert len(pauses) >= 2
    for pause in pauses:
        assert pause.end_s - pause.start_s == pytest.approx(1.2)
        assert play.values(pause.start_s) == play.values(pause.end_s)
        assert play.reps[0].start_s < pause.start_s < pause.end_s < play.reps[0].end_s


@pytest.mark.parametrize("exercise", EXERCISES)
def test_what_is_given_up_is_no_repetition(exercise: str) -> None:
    sides = [{"side": "left"}, {"side": "right"}] if exercise == NEEDLE else [{}, {}]
    play = perform(scenario(exercise, [sides[0] | {"half": 0.3}, sides[1]]))
    assert [rep.index for rep in play.reps] == [1]
    halves = [p for p in play.phases if p.name == "half"]
    assert {p.rep for p in halves} == {-1}
    name = "arch" if exercise == "cat_cow" else next(iter(play.tracks))
    part = np.abs(values(play, name, halves[0].start_s, halves[-1].end_s)).max()
    whole = np.abs(values(play, name, play.reps[0].start_s, play.reps[0].end_s)).max()
    assert 0.2 < part / whole < 0.4
    assert play.side_at(halves[0].start_s) == sides[0].get("side")


def test_idling_lasts_as_long_as_asked_and_fidgets() -> None:
    play = perform(scenario(WALL, [{"idle_s": 60}]))
    names = {p.name for p in play.phases if p.start_s < play.reps[0].start_s}
    assert {"idle", "shift", "scratch"} <= names
    assert play.reps[0].start_s == pytest.approx(62, abs=0.01)
    assert {p.rep for p in play.phases if p.name in ("scratch", "shift")} == {-1}
    assert play.values(play.reps[0].start_s)["scratch"] == 0


def test_one_arm_lags_and_stays_lower() -> None:
    one = scenario(WALL, uneven={"side": "left", "lower": 0.3, "late_s": 0.3}, sway_deg=0)
    movement, play = movement_of(one)
    top = next(p for p in play.phases if p.name == "top")
    joints = movement.body.skin(movement.pose_at(top.end_s)).joints
    assert joints["right_wrist"][2] - joints["left_wrist"][2] > 0.06


# ---- the start pose ----


def test_a_wrong_start_is_put_right_after_a_while_or_never() -> None:
    for_s, never = (
        perform(scenario("cat_cow", setup={"hands_off_m": 0.2} | more))
        for more in ({"for_s": 3}, {})
    )
    assert for_s.values(2.9)["hands_off"] == 0.2
    assert for_s.values(for_s.reps[0].start_s)["hands_off"] == 0
    assert for_s.setup[0].end_s == pytest.approx(3.6)
    assert never.values(never.duration_s)["hands_off"] == 0.2
    assert never.setup[0].id == "bad_start"


@pytest.mark.parametrize("body_name", ["female_short", "male_heavy", "male_tall"])
def test_hands_and_knees_are_off_by_what_is_asked(body_name: str) -> None:
    body = Body.load(body_name)

    def ahead(a: str, b: str, **off: float) -> float:
        for build in (quadruped, lambda shape, **o: thread_the_needle(shape, 0, **o)):
            joints = body.skin(build(body, **off)).joints
        return float(joints[b][1] - joints[a][1])

    change = ahead("left_wrist", "left_shoulder", hands_off=0.2) - ahead(
        "left_wrist", "left_shoulder"
    )
    assert change == pytest.approx(0.2, abs=0.03)
    assert ahead("left_knee", "left_hip", knees_off=0.15) == pytest.approx(0.15, abs=0.02)
    still = ahead("left_wrist", "left_shoulder", knees_off=0.15)
    assert still == pytest.approx(ahead("left_wrist", "left_shoulder"), abs=0.03)


def test_a_mistake_from_the_start_reaches_into_the_repetitions() -> None:
    more = {"setup_mistakes": [{"id": "hips_back", "magnitude": 0.12}]}
    through = perform(scenario(NEEDLE, 2, **more))
    assert through.values(0)["hip_shift"] == pytest.approx(0.12)
    assert [rep.mistakes for rep in through.reps] == [("hips_back",)] * 2
    short = perform(scenario(NEEDLE, 2, setup_mistakes_s=4, **more))
    assert [rep.mistakes for rep in short.reps] == [("hips_back",), ()]
    assert short.mistakes[0].end_s == pytest.approx(4.6)
    assert short.values(6)["hip_shift"] < 0.02


def test_what_comes_on_top_stays_human() -> None:
    play = perform(
        scenario(SEATED, [made("overextend", magnitude=55)], setup_mistakes=[{"id": "overextend"}])
    )
    assert (
        max(values(play, "extension", 0, play.duration_s)) == EFFECTS[SEATED, "overextend", ""].high
    )


# ---- coming and going ----


@pytest.mark.parametrize("exercise", EXERCISES)
def test_there_are_as_many_steps_as_poses_on_the_way(exercise: str) -> None:
    assert len(ARRIVAL_S[exercise]) == len(STEPS[exercise])


@pytest.mark.parametrize("exercise", EXERCISES)
def test_walks_in_from_outside_and_out_again(exercise: str) -> None:
    one = replace(scenario(exercise), enter=True, leave=True)
    movement, play = movement_of(one)
    assert play.in_place is not None
    came_s, left_s = play.in_place
    assert came_s < play.reps[0].start_s < play.reps[-1].end_s < left_s < play.duration_s

    def middle(time_s: float) -> Any:
        return movement.body.position(movement.pose_at(time_s), "spine05")

    home = middle(came_s)
    for away in (middle(0), middle(play.duration_s)):
        assert np.linalg.norm((away - home)[:2]) > 1.7
        assert away[2] > 0.8
    assert np.allclose(middle(came_s - 0.01), home, atol=0.01)
    assert np.allclose(middle(left_s + 0.01), middle(left_s), atol=0.01)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_nothing_sinks_into_the_floor_or_jumps_on_the_way(exercise: str) -> None:
    one = replace(scenario(exercise), enter=True)
    movement, play = movement_of(one)
    assert play.in_place is not None
    body, before = movement.body, None
    ready = next(p for p in play.phases if p.name == "get_ready")
    for time_s in np.arange(ready.start_s, play.in_place[0] + 0.1, 0.1):
        vertices = body.skin(movement.pose_at(float(time_s))).vertices
        assert -0.01 < vertices[:, 2].min() < 0.03
        if before is not None:
            assert np.linalg.norm(vertices - before, axis=1).max() < 0.4
        before = vertices


def test_props_stay_where_they_are_while_somebody_comes() -> None:
    for exercise, kind in ((SEATED, Chair), (WALL, Wall)):
        movement, play = movement_of(scenario(exercise, enter=True, sway_deg=0, breath_deg=0))
        assert play.in_place is not None
        first, later = (movement.pose_at(t).props for t in (0.0, play.in_place[0]))
        assert first == later and isinstance(first[0], kind)


def test_between_two_poses_the_ends_are_the_poses() -> None:
    body = Body.load("female_slim")
    a, b = STEPS[SEATED][0](body), STEPS[SEATED][1](body)
    for share, end in ((0.0, a), (1.0, b)):
        joints, wanted = (body.skin(pose).joints for pose in (between(body, a, b, share), end))
        assert all(np.allclose(joints[name], wanted[name], atol=0.02) for name in wanted)


# ---- what does not fit ----


@pytest.mark.parametrize(
    ("exercise", "change", "message"),
    [
        (SEATED, {"setup": {"hands_off_m": 0.1}}, "setup"),
        ("cat_cow", {"setup": {"stand_deg": 10}}, "setup"),
        ("cat_cow", {"uneven": {"side": "left"}}, "uneven"),
        ("cat_cow", {"setup_mistakes": [{"id": "too_quick"}]}, "setup_mistakes"),
        (NEEDLE, {"setup_mistakes": [{"id": "hips_back", "magnitude": 0.5}]}, "at most"),
        (WALL, {"reps": [{"half": 0.3, "pause_s": 1}]}, "half"),
        (WALL, {"reps": [made("jerking", "up") | {"pause_s": 1}]}, "pause_s"),
    ],
)
def test_a_wrong_combination_names_the_field(
    exercise: str, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(ScenarioError, match=message):
        scenario(exercise, **change)
