"""The view doctor names what is wrong with place, light or camera, and how to mend it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from doctor_kit import (
    advice_on,
    empty,
    lying,
    moved,
    rolled,
    said,
    standing,
    states,
    stays,
    with_quality,
)
from streams.camera import CAMERA, Camera, picture
from streams.figure import all_fours, seated, wall_from_the_front
from streams.pictures import mirrored

from formcheck.live.doctor_findings import (
    COVERED,
    NOBODY,
    TOO_DARK,
    TOO_FAR,
    TOO_NEAR,
)
from formcheck.pose.frame import Landmark, PoseFrame

ON_HANDS_AND_KNEES = "Get onto your hands and knees"
FROM_THE_SIDE = "Turn so the camera sees you from the side"


def test_nobody_is_told_so() -> None:
    advice = advice_on("cat_cow", empty())
    assert said(advice) == [NOBODY]
    assert advice[-1].nobody and not any(each.right for each in advice)
    assert states(advice[-1]) == {
        "picture": "mend", "light": "right", "alone": "unknown", "body": "unknown",
        "distance": "unknown", "view": "unknown", "level": "unknown",
    }  # fmt: skip


def test_a_covered_lens_and_a_dark_room_are_told_apart() -> None:
    assert said(advice_on("cat_cow", empty(brightness=0.0))) == [COVERED]
    assert said(advice_on("cat_cow", empty(brightness=8.0))) == [TOO_DARK]
    dim = with_quality(stays(all_fours({})), brightness=15.0)
    assert said(advice_on("cat_cow", dim)) == [TOO_DARK]


@pytest.mark.parametrize(
    ("exercise", "text"),
    [
        ("cat_cow", ON_HANDS_AND_KNEES),
        ("superman", "Lie on your belly"),
        ("knee_to_chest", "Lie on your back"),
        ("childs_pose", "Kneel down on the mat"),
    ],
)
def test_whoever_still_stands_is_told_the_position_and_nothing_else(
    exercise: str, text: str
) -> None:
    """Frame and view are judged only once they are down: standing, they see the camera in front."""
    far_off = stays(standing(), camera=Camera(torso_px=95))
    for frames in (far_off, moved(far_off, 0.0, 0.4)):
        advice = advice_on(exercise, frames)
        if exercise != "childs_pose" or frames is far_off:
            assert said(advice) == [text]
            assert states(advice[-1])["view"] == "unknown"


def test_whoever_lies_is_told_to_stand_up() -> None:
    assert said(advice_on("arm_circles", stays(all_fours({})))) == ["Stand up"]


def test_whoever_lies_is_told_to_rise_onto_hands_and_knees_or_to_turn_over() -> None:
    """The face tells back from belly, the shoulders' height lying from standing on the hands."""
    belly, back = stays(lying(face_up=False)), stays(lying(face_up=True))
    assert (
        said(advice_on("cat_cow", belly))
        == said(advice_on("cat_cow", back))
        == [ON_HANDS_AND_KNEES]
    )
    assert said(advice_on("knee_to_chest", belly)) == ["Lie on your back"]
    assert said(advice_on("superman", back)) == ["Lie on your belly"]
    assert said(advice_on("knee_to_chest", back)) == said(advice_on("superman", belly)) == []
    assert said(advice_on("knee_to_chest", stays(all_fours({})))) == ["Lie on your back"]


def test_from_the_front_they_are_told_to_turn() -> None:
    advice = advice_on("seated_thoracic_extension", stays(wall_from_the_front({})))
    assert said(advice) == [FROM_THE_SIDE]
    assert states(advice[-1])["view"] == "mend"


def test_from_behind_they_are_told_to_face_the_camera() -> None:
    faces = stays(standing(), camera=Camera(torso_px=95))
    assert said(advice_on("arm_circles", faces)) == []
    swapped = tuple(replace(f, landmarks=_sides_swapped(f)) for f in faces)
    assert said(advice_on("arm_circles", swapped)) == ["Turn to face the camera"]


def _sides_swapped(frame: PoseFrame) -> np.ndarray:
    assert frame.landmarks is not None
    order = list(range(33))
    for i in range(7, 32, 2):
        order[i], order[i + 1] = i + 1, i
    return frame.landmarks[order]


def test_too_far_and_too_near() -> None:
    assert said(advice_on("cat_cow", stays(all_fours({}), camera=Camera(torso_px=55)))) == [TOO_FAR]
    near = moved(stays(seated({}), camera=Camera(torso_px=210)), 0.0, 0.42)
    assert said(advice_on("neck_flexion", near)) == [TOO_NEAR]


def test_the_limit_for_too_far_goes_with_the_picture() -> None:
    """80 pixels at 640x480, 120 at 720 lines."""
    for size, limit in (((640, 480), 80.0), ((1280, 720), 120.0)):
        for torso_px, texts in ((0.95 * limit, [TOO_FAR]), (1.05 * limit, [])):
            frames = stays(all_fours({}), camera=Camera(torso_px=torso_px, size=size))
            assert said(advice_on("cat_cow", frames)) == texts


@pytest.mark.parametrize(
    ("exercise", "figure", "across", "down", "text"),
    [
        ("cat_cow", all_fours, 0.4, 0.0, "I cannot see your shoulders. Move backwards a little"),
        ("thread_the_needle", all_fours, -0.37, 0.0,
         "I cannot see your feet. Move forwards a little"),
        ("seated_thoracic_extension", seated, 0.42, 0.0,
         "I cannot see your knees. Move backwards a little"),
        ("seated_thoracic_extension", seated, 0.0, -0.43,
         "I cannot see your head. Tilt the camera up"),
        ("wall_angels", wall_from_the_front, 0.0, 0.12,
         "I cannot see your feet. Tilt the camera down"),
    ],
)  # fmt: skip
def test_what_is_cut_off_is_named_with_a_remedy(
    exercise: str, figure: object, across: float, down: float, text: str
) -> None:
    """Directions go by the own body, so a mirrored picture gives the same words."""
    assert callable(figure)
    frames = moved(stays(figure({}), camera=Camera(size=(640, 400))), across, down)
    assert said(advice_on(exercise, frames)) == [text]
    assert said(advice_on(exercise, mirrored(frames))) == [text]


def test_whoever_stands_too_tall_for_a_seated_exercise_is_told_to_sit() -> None:
    frames = moved(stays(standing(), camera=Camera(torso_px=95)), 0.0, -0.2)
    assert said(advice_on("neck_rolls", frames)) == ["I cannot see your head. Sit down"]


def test_lying_down_they_shift_along_their_own_body() -> None:
    camera = Camera(torso_px=70)
    towards_the_feet = moved(stays(lying(face_up=False), camera=camera), 0.35)
    assert said(advice_on("superman", towards_the_feet))[0].endswith("Shift towards your feet")
    towards_the_head = moved(stays(lying(face_up=False), camera=camera), -0.36)
    assert said(advice_on("superman", towards_the_head))[0].endswith("Shift towards your head")


@pytest.mark.parametrize("degrees", [-20.0, 20.0])
def test_a_tilted_camera_is_seen_on_all_fours_and_from_the_front(degrees: float) -> None:
    tilted = "The picture is tilted. Level the camera"
    camera = Camera(torso_px=95, size=(640, 480))
    assert said(advice_on("cat_cow", rolled(stays(all_fours({}), camera=camera), degrees))) == [
        tilted
    ]
    front = rolled(stays(standing(), camera=camera), degrees)
    assert said(advice_on("arm_circles", front)) == [tilted]


@pytest.mark.parametrize("degrees", [-12.0, 12.0])
def test_a_slight_tilt_is_let_be(degrees: float) -> None:
    camera = Camera(torso_px=85, size=(640, 480))
    frames = rolled(stays(all_fours({}), camera=camera), degrees)
    advice = advice_on("cat_cow", frames)
    assert said(advice) == [] and advice[-1].right


def test_left_and_right_are_the_landmarks_own() -> None:
    """What the tests build on: facing the camera, the own left is on the right of the picture."""
    points = picture(standing(), CAMERA).landmarks
    assert points is not None
    assert points[Landmark.LEFT_SHOULDER, 0] > points[Landmark.RIGHT_SHOULDER, 0]
