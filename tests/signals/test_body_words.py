"""Body words on hand-made points: exact geometry, signs as the vocabulary states them."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from bodies import body_of

from formcheck.pose.frame import Landmark
from formcheck.signals import words
from formcheck.signals.body import Body
from formcheck.signals.measure import Measure, NotMeasured, measured
from formcheck.specs.expression import Point

FACINGS = pytest.mark.parametrize("facing", [1, -1], ids=["facing right", "facing left"])


def deg(degrees: float, length: float = 1.0) -> tuple[float, float]:
    """(forward, up) of a vector so many degrees above forward."""
    return length * math.cos(math.radians(degrees)), length * math.sin(math.radians(degrees))


def add(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float]:
    return a[0] + b[0], a[1] + b[1]


HIP = (0.3, 0.8)
CASES = [
    # Upright with the shoulders ahead of the hips leans forward.
    ("trunk_tilt", {"near_hip": HIP, "near_shoulder": add(HIP, deg(70))}, 20.0),
    ("trunk_tilt", {"near_hip": HIP, "near_shoulder": add(HIP, deg(100))}, -10.0),
    # On all fours the shoulders lie higher than the hips.
    ("trunk_rise", {"near_hip": HIP, "near_shoulder": add(HIP, deg(12))}, 12.0),
    ("trunk_rise", {"near_hip": HIP, "near_shoulder": add(HIP, deg(-8))}, -8.0),
    # Plus: the hips are behind the knees.
    ("thigh_tilt", {"near_knee": (0.0, 0.0), "near_hip": deg(90 + 15, 0.8)}, 15.0),
    ("thigh_tilt", {"near_knee": (0.0, 0.0), "near_hip": deg(90 - 10, 0.8)}, -10.0),
    ("thigh_from_level", {"near_hip": (0.0, 0.9), "near_knee": (0.8, 0.9)}, 0.0),
    ("thigh_from_level", {"near_hip": (0.0, 0.9), "near_knee": add((0.0, 0.9), deg(-20))}, 20.0),
    ("thigh_from_level", {"near_hip": (0.0, 0.9), "near_knee": add((0.0, 0.9), deg(20))}, 20.0),
    # Plus: the shoulders are ahead of the hands.
    ("arm_tilt", {"near_wrist": (1.0, 0.0), "near_shoulder": add((1.0, 0.0), deg(80))}, 10.0),
    ("head_pitch", {"near_ear": (1.0, 1.0), "nose": add((1.0, 1.0), deg(25, 0.2))}, 25.0),
    (
        "neck_extension",
        {
            "near_hip": HIP,
            "near_shoulder": add(HIP, deg(10)),
            "near_ear": add(add(HIP, deg(10)), deg(40, 0.3)),
        },
        30.0,
    ),
    ("hip_to_heel", {"near_hip": (0.0, 0.9), "near_heel": (-0.3, 0.5)}, 0.5),
]


@FACINGS
@pytest.mark.parametrize(("word", "points", "value"), CASES)
def test_a_body_word_reads_its_geometry(
    word: str, points: dict[str, tuple[float, float]], value: float, facing: int
) -> None:
    read = words.BODY_WORDS[word](body_of(points, facing))
    assert measured(read) and read == pytest.approx(value, abs=1e-6)


def test_every_body_word_has_a_case_here_or_is_read_from_the_outline() -> None:
    elsewhere = {"back_curve", "upper_back_curve", "trunk_side_tilt", "shoulder_yaw"}
    elsewhere |= {"head_yaw", "head_tilt"}
    assert {word for word, _, _ in CASES} | elsewhere == set(words.BODY_WORDS)


@FACINGS
def test_the_trunk_tilts_to_the_right_of_the_picture_whatever_the_facing(facing: int) -> None:
    lean = deg(80) if facing > 0 else deg(100)
    read = words.trunk_side_tilt(
        body_of({"near_hip": HIP, "near_shoulder": add(HIP, lean)}, facing)
    )
    assert measured(read) and read == pytest.approx(10.0, abs=1e-6)


def test_lying_on_the_back_the_head_tips_back_downwards() -> None:
    points = {"near_hip": HIP, "near_shoulder": add(HIP, deg(0))}
    points["near_ear"] = add(points["near_shoulder"], deg(-20, 0.3))
    read = words.neck_extension(body_of(points, position="supine"))
    assert measured(read) and read == pytest.approx(20.0, abs=1e-6)


@FACINGS
def test_lengths_are_in_torsos_and_thighs(facing: int) -> None:
    body = body_of(
        {"near_wrist": (1.2, 0.3), "near_ear": (0.8, 0.6), "near_hip": (0.0, 0.8)}, facing
    )
    wrist, ear = Point("near", "wrist"), Point("near", "ear")
    assert words.height(body, wrist) == pytest.approx(0.3)
    assert words.distance(body, wrist, ear) == pytest.approx(0.5)
    assert words.ahead(body, wrist, ear) == pytest.approx(0.4 / 0.8)  # the thigh is 0.8 torso
    assert words.ahead(body, ear, wrist) == pytest.approx(-0.4 / 0.8)
    near, far = words.forward(body, wrist), words.forward(body, ear)
    assert measured(near) and measured(far) and near - far == pytest.approx(0.4)


@FACINGS
@pytest.mark.parametrize("degrees", [0, 30, 90, 135, 180])
def test_an_angle_is_the_inner_one(degrees: int, facing: int) -> None:
    elbow = (0.5, 1.0)
    points = {
        "near_shoulder": add(elbow, deg(200, 0.3)),
        "near_elbow": elbow,
        "near_wrist": add(elbow, deg(200 - degrees, 0.3)),
    }
    body = body_of(points, facing)
    a, b, c = (Point("near", part) for part in ("shoulder", "elbow", "wrist"))
    assert words.angle(body, a, b, c) == pytest.approx(degrees, abs=1e-4)
    assert words.joint(body, "elbow", "near") == pytest.approx(degrees, abs=1e-4)


@FACINGS
def test_a_line_leans_forward_and_a_point_lies_above_or_below_it(facing: int) -> None:
    points = {
        "near_ankle": (0.0, 0.0), "near_shoulder": add((0.0, 0.0), deg(70, 2.0)),
        "near_hip": add(deg(70, 1.0), deg(160, 0.2)), "near_knee": add(deg(70, 0.5), deg(-20, 0.1)),
    }  # fmt: skip
    body = body_of(points, facing)
    ankle, shoulder = Point("near", "ankle"), Point("near", "shoulder")
    assert words.incline(body, ankle, shoulder) == pytest.approx(20, abs=1e-6)
    hip, knee = Point("near", "hip"), Point("near", "knee")
    assert words.off_line(body, hip, ankle, shoulder) == pytest.approx(0.2)
    assert words.off_line(body, hip, shoulder, ankle) == pytest.approx(0.2)
    assert words.off_line(body, knee, ankle, shoulder) == pytest.approx(-0.1)
    assert reason(words.off_line(body, hip, ankle, ankle)) == "two points of a line are one"


def test_a_direction_is_anticlockwise_in_the_picture() -> None:
    body = body_of({"near_shoulder": (1.0, 1.0), "near_wrist": add((1.0, 1.0), deg(120))})
    shoulder, wrist = Point("near", "shoulder"), Point("near", "wrist")
    assert words.direction(body, shoulder, wrist) == pytest.approx(120, abs=1e-6)


@pytest.mark.parametrize(("degrees", "wrapped"), [(0, 0), (190, -170), (-190, 170), (720, 0)])
def test_angles_wrap_around(degrees: float, wrapped: float) -> None:
    assert words.wrap(degrees) == pytest.approx(wrapped)


# -- reasons ----------------------------------------------------------------------------------

EVERY = [
    *words.BODY_WORDS.values(),
    lambda body: words.height(body, Point("near", "hip")),
    lambda body: words.forward(body, Point("near", "hip")),
    lambda body: words.distance(body, Point("near", "hip"), Point("near", "heel")),
    lambda body: words.ahead(body, Point("near", "hip"), Point("near", "heel")),
    lambda body: words.angle(body, *(Point("near", p) for p in ("shoulder", "hip", "knee"))),
]


def reason(read: Measure) -> str:
    assert isinstance(read, NotMeasured)
    return read.reason


def test_without_a_body_every_word_gives_the_reason() -> None:
    body = replace(body_of({}), anchor=None, lost="too far from the camera")
    assert {reason(word(body)) for word in EVERY} == {"too far from the camera"}


def spoilt(body: Body, name: str, x: float | None = None, visibility: float = 0.9) -> Body:
    assert body.frame.landmarks is not None
    points = body.frame.landmarks.copy()
    index = Landmark[name.upper()]
    points[index, 2] = visibility
    if x is not None:
        points[index, 0] = x
    return replace(body, frame=replace(body.frame, landmarks=points))


STANDING = {"near_hip": (0.0, 0.9), "near_shoulder": (0.0, 1.9), "near_wrist": (0.1, 1.0)}


def test_a_point_outside_the_picture_is_not_measured() -> None:
    body = spoilt(body_of(STANDING), "right_wrist", x=700.0)
    assert reason(words.arm_tilt(body)) == "wrist out of the picture"
    at_the_edge = spoilt(body_of(STANDING), "right_wrist", x=643.0)  # within 1 % of the width
    assert measured(words.arm_tilt(at_the_edge))


def test_a_hidden_limb_is_not_measured_but_visibility_says_nothing_of_the_trunk() -> None:
    assert reason(words.arm_tilt(spoilt(body_of(STANDING), "right_wrist", visibility=0.4))) == (
        "wrist hidden"
    )
    assert measured(words.trunk_tilt(spoilt(body_of(STANDING), "right_hip", visibility=0.0)))


def test_a_trunk_point_outside_the_person_is_not_measured() -> None:
    body = body_of(STANDING)
    body.frame.quality.in_mask[Landmark.LEFT_HIP] = False
    assert reason(words.trunk_tilt(body)) == "hip not clearly seen"
    assert measured(words.arm_tilt(body))


def test_a_point_that_jumped_is_not_measured() -> None:
    body = replace(body_of(STANDING), jumped=frozenset({"right_wrist"}))
    assert reason(words.arm_tilt(body)) == "wrist lost for a moment"


def test_sides_are_resolved() -> None:
    body = body_of({"near_hip": (0.0, 0.8), "far_hip": (0.2, 0.8)}, work="left")
    height = {side: body.point(side, "hip") for side in ("near", "far", "mid", "work", "rest")}
    assert height["near"] == height["rest"] == body.point("right", "hip")
    assert height["far"] == height["work"] == body.point("left", "hip")
    middle = height["mid"]
    assert not isinstance(middle, NotMeasured) and middle[0] == pytest.approx(320 + 10)


def test_the_working_side_may_not_be_known_yet() -> None:
    assert body_of({}).point("work", "shoulder") == NotMeasured("working side not known yet")
    assert body_of({}).point("rest", "wrist") == NotMeasured("working side not known yet")
