"""Bodies: sides, facing, sizes, view; jumps and strangers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streams.camera import Camera, picture
from streams.figure import (
    SHIN,
    THIGH,
    Figure,
    all_fours,
    seated,
    wall_from_the_front,
    wall_from_the_side,
)
from streams.pictures import far_away, gone, mirrored, moved, scaled

from formcheck.pose.frame import PoseFrame, nobody
from formcheck.signals.body import (
    STRANGER,
    STRANGER_S,
    BodyTracker,
    estimate_anchor,
    merge_anchors,
    view_estimate,
)
from formcheck.specs.schema import Position

QUIET = Camera(noise_px=0)
SIDE_VIEWS: list[tuple[Figure, Position]] = [
    (all_fours({}), "quadruped"),
    (seated({}), "seated"),
    (wall_from_the_side({}), "standing_wall"),
]


def at(time_s: float, figure: Figure | None = None) -> PoseFrame:
    return picture(figure or all_fours({}), QUIET, time_s)


@pytest.mark.parametrize(("figure", "position"), SIDE_VIEWS)
@pytest.mark.parametrize("facing", [1, -1])
def test_sides_and_sizes_are_read_from_one_picture(
    figure: Figure, position: Position, facing: int
) -> None:
    anchor = estimate_anchor(picture(figure, replace(QUIET, facing=facing)), position)
    assert anchor.facing == facing
    assert anchor.near == ("right" if facing > 0 else "left")
    assert anchor.view == "side"
    assert anchor.torso_px == pytest.approx(100, abs=0.5)
    assert anchor.thigh_px == pytest.approx(100 * THIGH, abs=0.5)
    assert anchor.floor_y == pytest.approx(0.95 * 360, abs=0.5)


def test_views_are_told_apart_by_the_shoulders() -> None:
    side = view_estimate(at(0.0))
    assert side.kind == "side" and side.yaw_deg > 85
    front = view_estimate(picture(wall_from_the_front({}), QUIET))
    assert front.kind == "front" and front.yaw_deg == pytest.approx(0, abs=1)
    assert front.torso_px == pytest.approx(100)


def test_a_floor_that_is_not_level_shows_as_roll() -> None:
    frame = at(0.0)
    assert frame.landmarks is not None
    level = view_estimate(frame).roll_deg
    turned = frame.landmarks.copy()
    turned[:, 1] += 0.1 * turned[:, 0]
    roll = view_estimate(replace(frame, landmarks=turned)).roll_deg
    assert level is not None and roll is not None
    assert roll - level == pytest.approx(5.7, abs=0.2)
    assert view_estimate(picture(seated({}), QUIET)).roll_deg is None


def test_nobody_has_no_view_and_no_sides() -> None:
    for ask in (view_estimate, lambda frame: estimate_anchor(frame, "quadruped")):
        with pytest.raises(ValueError, match="nobody is seen"):
            ask(gone(at(0.0)))


def test_anchors_are_merged_by_median_and_majority() -> None:
    one = estimate_anchor(at(0.0), "quadruped")
    others = [replace(one, near="left", facing=-1, torso_px=500.0), one, replace(one, torso_px=102)]
    merged = merge_anchors(others)
    assert (merged.near, merged.facing, merged.torso_px) == ("right", 1, 102)


@pytest.mark.parametrize(
    ("frame", "lost"),
    [
        (nobody(0.0, (640, 360), 100.0), "nobody in view"),
        (nobody(0.0, (640, 360), 5.0), "too dark to see"),
        (far_away([at(0.0)], 0.5)[0], "too far from the camera"),
    ],
)
def test_without_a_person_to_judge_there_is_a_reason(frame: PoseFrame, lost: str) -> None:
    body = BodyTracker("quadruped").update(frame)
    assert body.anchor is None and body.lost == lost


def test_a_small_picture_allows_a_small_person() -> None:
    (small,) = scaled([at(0.0)], 0.5)
    assert BodyTracker("quadruped").update(small).lost is None


def test_the_anchor_follows_the_picture_until_it_is_locked() -> None:
    tracker = BodyTracker("quadruped")
    assert tracker.steady_anchor() is None
    tracker.update(at(0.0))
    anchor = tracker.steady_anchor()
    assert anchor is not None and anchor.near == "right"
    tracker.anchor = anchor
    (other,) = mirrored([at(0.1)])
    locked = tracker.update(other).anchor
    assert locked == anchor


def test_a_point_that_jumps_is_left_out_until_it_stays() -> None:
    tracker = BodyTracker("quadruped")
    tracker.update(at(0.0))
    jumped = at(0.05, all_fours({"lift_near": 0.8}))
    assert "right_wrist" in tracker.update(jumped).jumped
    assert tracker.update(replace(jumped, time_s=0.1)).jumped == frozenset({"right_wrist"})
    assert tracker.update(replace(jumped, time_s=0.4)).jumped == frozenset()


def test_a_quick_but_possible_move_is_no_jump() -> None:
    tracker = BodyTracker("quadruped")
    for i in range(6):
        body = tracker.update(at(i * 0.1, all_fours({"lift_near": 0.4 * i})))
        assert body.jumped == frozenset()


def coached_tracker() -> BodyTracker:
    tracker = BodyTracker("quadruped")
    tracker.update(at(0.0))
    anchor = tracker.steady_anchor()
    assert anchor is not None
    tracker.anchor = anchor
    tracker.update(at(0.1))
    return tracker


def test_someone_else_in_front_of_the_camera_is_not_judged() -> None:
    tracker = coached_tracker()
    (passer_by,) = moved([at(0.2)], 200.0, 0.0)
    assert tracker.update(passer_by).lost == STRANGER
    (closer,) = far_away([at(0.3)], 2.0)
    assert tracker.update(closer).lost == STRANGER
    assert tracker.update(at(0.4)).lost is None


def test_whoever_stays_is_followed() -> None:
    tracker = coached_tracker()
    (stays,) = moved([at(0.1 + STRANGER_S + 0.1)], 200.0, 0.0)
    assert tracker.update(stays).lost is None


def known_person(people: int = 2) -> tuple[BodyTracker, PoseFrame]:
    """A tracker that knows whom it follows from the whole recording, and their first picture."""
    first = crowded(at(0.1), people)
    return BodyTracker("quadruped", estimate_anchor(first, "quadruped")), first


def crowded(frame: PoseFrame, people: int = 2) -> PoseFrame:
    return replace(frame, quality=replace(frame.quality, people=people))


def test_in_a_recording_others_are_never_followed_while_there_are_two() -> None:
    tracker, first = known_person()
    assert tracker.update(first).lost is None
    for seconds in (0.2, 5.0, 60.0):
        (other,) = moved([crowded(at(seconds))], 400.0, 0.0)
        assert tracker.update(other).lost == STRANGER
    assert tracker.update(crowded(at(61.0))).lost is None


def test_in_a_recording_the_first_one_seen_may_be_the_wrong_one() -> None:
    tracker, first = known_person()
    (other,) = moved([crowded(at(0.0))], 400.0, 0.0)
    assert tracker.update(other).lost == STRANGER
    assert tracker.update(first).lost is None


def test_in_a_recording_someone_alone_may_have_moved() -> None:
    tracker, first = known_person(people=1)
    tracker.update(first)
    (elsewhere,) = moved([at(0.1 + STRANGER_S + 0.1)], 200.0, 0.0)
    assert tracker.update(elsewhere).lost is None


def test_a_shin_of_the_figure_is_as_long_as_its_thigh() -> None:
    """The figure itself: knees bent at a right angle, hips over knees."""
    figure = all_fours({})
    assert THIGH == SHIN
    assert figure.near["hip"][0] == pytest.approx(figure.near["knee"][0])
