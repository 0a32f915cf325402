"""Both hands up for two seconds end a practice; nothing that an exercise asks for does."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streams.camera import CAMERA, Camera, Frames, film, picture
from streams.exercises import clean
from streams.figure import RESTING_CURVE_DEG, XY, Figure, all_fours, polar, seated
from streams.pictures import gone, mirrored, scaled
from streams.tiny import tiny_spec

from formcheck.live.hands_up import HELD_S, HandsUp, hands_up_ends
from formcheck.pose.frame import Landmark, PoseFrame
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec

FPS = 12.0
UPPER, FORE = 0.55, 0.5
"""Arms, trunk lengths."""


@functools.cache
def specs() -> dict[str, ExerciseSpec]:
    return load_all()


def arm(shoulder: XY, upper_deg: float, fore_deg: float) -> dict[str, XY]:
    """Elbow and wrist; 90 is straight up."""
    elbow = polar(shoulder, UPPER, upper_deg)
    return {"shoulder": shoulder, "elbow": elbow, "wrist": polar(elbow, FORE, fore_deg)}


def facing(upper_deg: float = 80.0, fore_deg: float = 85.0, only_left: bool = False) -> Figure:
    """Somebody who stands before the camera; arms from level (0) to straight up (90)."""
    legs = {"hip": (0.2, 1.0), "knee": (0.2, 0.5), "ankle": (0.2, 0.06), "heel": (0.2, 0.04),
            "toe": (0.25, 0.0), "ear": (0.12, 2.35)}  # fmt: skip
    left = legs | arm((0.36, 2.0), upper_deg, fore_deg)
    right = legs | arm((0.36, 2.0), *((-80.0, -85.0) if only_left else (upper_deg, fore_deg)))
    near = {part: (-x, y) for part, (x, y) in right.items()}
    return Figure(near, left, (0.0, 2.3), RESTING_CURVE_DEG, (-1.0, 0.0))


def from_the_side() -> Figure:
    up = seated({})
    return replace(
        up,
        near=dict(up.near) | arm(up.near["shoulder"], 88.0, 92.0),
        far=dict(up.far) | arm(up.far["shoulder"], 86.0, 92.0),
    )


def stays(figure: Figure, seconds: float = 3.0, fps: float = FPS,
          camera: Camera = CAMERA) -> Frames:  # fmt: skip
    count = round(seconds * fps) + 1
    return tuple(picture(figure, camera, i / fps) for i in range(count))


def fires_at(frames: Iterable[PoseFrame]) -> float | None:
    """Seconds from the first picture to the one in which the gesture is seen."""
    hands, frames = HandsUp(), tuple(frames)
    for frame in frames:
        if hands.update(frame):
            return frame.time_s - frames[0].time_s
    return None


@pytest.mark.parametrize("figure", [facing(), facing(60.0, 70.0), facing(20.0, 85.0),
                                    from_the_side()])  # fmt: skip
def test_both_hands_up_fire_after_two_seconds(figure: Figure) -> None:
    assert fires_at(stays(figure)) == pytest.approx(HELD_S, abs=1.5 / FPS)


def test_hands_that_were_up_already_must_go_down_first() -> None:
    hands = HandsUp(lowered_first=True)
    up, down = facing(), facing(-80.0, -85.0)
    fired = []
    for at in range(round(12 * FPS)):
        now_s = at / FPS
        figure = down if 5.0 <= now_s < 6.0 else up
        if hands.update(picture(figure, CAMERA, now_s)):
            fired.append(now_s)
    assert fired and fired[0] == pytest.approx(6.0 + HELD_S, abs=2.5 / FPS)


def test_a_misread_picture_is_no_lowering() -> None:
    hands = HandsUp(lowered_first=True)
    frames = [
        gone(frame) if at % 6 == 0 else frame for at, frame in enumerate(stays(facing(), 8.0))
    ]
    assert not any(map(hands.update, frames))


def test_hands_may_leave_the_picture_at_its_top() -> None:
    frames = stays(facing(), camera=Camera(torso_px=125))
    assert frames[0].landmarks is not None
    assert frames[0].landmarks[Landmark.LEFT_WRIST, 1] < 0
    assert fires_at(frames) is not None


def test_arms_of_somebody_whose_head_is_cut_off_are_guessed() -> None:
    assert fires_at(stays(facing(), camera=Camera(torso_px=160))) is None


@pytest.mark.parametrize(
    "figure",
    [
        facing(0.0, 0.0),  # a T
        facing(10.0, 130.0),  # hands behind the head
        facing(-80.0, -85.0),
        facing(only_left=True),
        seated({}),
        all_fours({}),
    ],
)
def test_other_poses_do_not(figure: Figure) -> None:
    assert fires_at(stays(figure)) is None


def test_on_the_floor_arms_may_reach_past_the_head() -> None:
    """Turned by 90 degrees, the same body lies on its back."""
    frames = stays(facing(), camera=Camera(size=(640, 640)))

    def lying(frame: PoseFrame) -> PoseFrame:
        assert frame.landmarks is not None
        points = frame.landmarks.copy()
        points[:, 0], points[:, 1] = frame.landmarks[:, 1], 640 - frame.landmarks[:, 0]
        return replace(frame, landmarks=points)

    assert fires_at(frames) is not None
    assert fires_at(map(lying, frames)) is None


def test_waving_and_passing_through_do_not() -> None:
    def waves(i: int) -> Figure:
        return facing(70.0 + 25.0 * math.sin(0.9 * i), 85.0)

    assert fires_at(picture(waves(i), CAMERA, i / FPS) for i in range(60)) is None
    short = (*stays(facing(), 1.7), *(replace(f, time_s=f.time_s + 1.8)
                                      for f in stays(facing(0.0, 0.0))))  # fmt: skip
    assert fires_at(short) is None


def test_a_lost_picture_does_not_break_it_but_a_stall_does() -> None:
    frames = [gone(f) if i == 7 else f for i, f in enumerate(stays(facing()))]
    assert fires_at(frames) == pytest.approx(HELD_S, abs=1.5 / FPS)
    assert fires_at(picture(facing(), CAMERA, 1.5 * i) for i in range(5)) is None


@settings(max_examples=20, deadline=None)
@given(
    fps=st.sampled_from([6.0, 15.0, 30.0]),
    factor=st.sampled_from([0.5, 2.0]),
    mirror=st.booleans(),
    up=st.booleans(),
)
def test_rate_size_and_mirror_change_nothing(
    fps: float, factor: float, mirror: bool, up: bool
) -> None:
    frames = stays(facing() if up else facing(10.0, 130.0), fps=fps)
    seen = fires_at(scaled(mirrored(frames) if mirror else frames, factor))
    assert seen == (pytest.approx(HELD_S, abs=1.5 / fps) if up else None)


@pytest.mark.parametrize("exercise", ["cat_cow", "thread_the_needle", "seated_thoracic_extension"])
def test_clean_sets_never_end_by_it(exercise: str) -> None:
    assert fires_at(film(clean(exercise))) is None


def test_it_is_off_just_where_raised_arms_are_the_exercise() -> None:
    off = {name for name, spec in specs().items() if not hands_up_ends(spec)}
    assert off == {"arm_circles", "overhead_arm_reach", "reverse_fly", "wall_angels"}


def _lifting(expression: str, position: str = "standing", **limit: float) -> ExerciseSpec:
    phases = [
        {"id": "low", "start": True, "leave": [{"to": "high", "when": {"if": "lift", **limit}}]},
        {"id": "high", "leave": []},
    ]
    return tiny_spec({"lift": expression, "own": "from_start(height(left.wrist))"},
                     position=position, phases=phases)  # fmt: skip


@pytest.mark.parametrize(
    ("expression", "position", "limit", "ends"),
    [
        ("height(near.wrist)", "standing", {"over": 0.3}, False),
        ("from_start(max(height(left.elbow), height(right.elbow)))", "seated", {"over": 0.3},
         False),
        ("2 * own", "standing", {"over": 0.3}, False),
        ("-height(near.wrist)", "standing", {"over": 0.3}, True),
        ("height(mid.hip) - height(near.wrist)", "standing", {"over": 0.3}, True),
        ("height(near.wrist)", "standing", {"under": 0.3}, True),
        ("height(work.wrist)", "kneeling", {"over": 0.3}, True),
        ("height(near.wrist)", "supine", {"over": 0.3}, True),
        ("height(near.knee)", "standing", {"over": 0.3}, True),
    ],
)  # fmt: skip
def test_the_rule_is_a_movement_upright_that_begins_with_arms_going_up(
    expression: str, position: str, limit: dict[str, float], ends: bool
) -> None:
    assert hands_up_ends(_lifting(expression, position, **limit)) is ends


def test_noise_of_a_real_model_is_still() -> None:
    random = np.random.default_rng(3)
    frames = [picture(facing(), replace(CAMERA, noise_px=2.0), i / FPS, random) for i in range(40)]
    assert fires_at(frames) == pytest.approx(HELD_S, abs=3 / FPS)
