"""`back_curve` on outlines with a known bend: exact, and silent when it cannot be trusted."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streams.camera import Camera, parabola, picture
from streams.figure import RESTING_CURVE_DEG, Figure, all_fours, seated, wall_from_the_side
from streams.pictures import far_away, mirrored

from formcheck.pose.frame import OUTLINE_RAYS, Landmark, PoseFrame, TrunkOutline
from formcheck.signals.back import (
    UPPER_WINDOW,
    back_curve,
    back_row,
    curve_of_outline,
    dorsal_row,
    upper_back_curve,
)
from formcheck.signals.body import Body, estimate_anchor
from formcheck.signals.measure import NotMeasured, measured
from formcheck.specs.schema import Position

ANGLES = st.floats(-90, 90)
T = np.linspace(0, 1, OUTLINE_RAYS)


def body_in(frame: PoseFrame, position: Position = "quadruped") -> Body:
    return Body(frame.time_s, frame, estimate_anchor(frame, position), position, None, None)


QUIET = Camera(noise_px=0)


def on_all_fours(curve: float, camera: Camera = QUIET) -> PoseFrame:
    return picture(all_fours({"curve": curve - RESTING_CURVE_DEG}), camera)


@given(ANGLES)
def test_a_parabola_gives_its_angle(angle: float) -> None:
    assert curve_of_outline(parabola(angle)) == pytest.approx(angle, abs=1e-6)


@given(ANGLES, st.floats(-0.2, 0.2), st.floats(-0.3, 0.3))
def test_depth_and_slant_of_the_outline_do_not_bend_it(
    angle: float, depth: float, slant: float
) -> None:
    """A thicker person, or shoulders thicker than hips, has the same bend to first order."""
    level = curve_of_outline(parabola(angle) + depth)
    assert level == pytest.approx(angle, abs=1e-6)
    if abs(angle) < 40:
        slanted = curve_of_outline(parabola(angle) + slant * T)
        assert slanted == pytest.approx(angle, abs=0.12 * abs(angle) + 1e-6)


@given(st.floats(-60, 60), st.integers(0, 2**31))
@settings(max_examples=40)
def test_noise_of_the_outline_moves_the_angle_little(angle: float, seed: int) -> None:
    noise = np.random.default_rng(seed).normal(0, 0.003, OUTLINE_RAYS)
    assert curve_of_outline(parabola(angle) + noise) == pytest.approx(angle, abs=8)


def test_a_few_wrong_rays_hardly_count() -> None:
    spoilt = parabola(30)
    spoilt[[3, 27]] += 0.04
    c2, c1, _ = np.polyfit(T[2:29], spoilt[2:29], 2)
    plain = math.degrees(math.atan(2 * c2 * 0.05 + c1) - math.atan(2 * c2 * 0.70 + c1))
    robust = curve_of_outline(spoilt)
    assert measured(robust) and abs(robust - 30) < 0.35 * abs(plain - 30)


def test_missing_rays_are_tolerated_up_to_a_quarter() -> None:
    outline = parabola(25)
    outline[3:9] = np.nan
    assert curve_of_outline(outline) == pytest.approx(25, abs=1e-6)
    outline[3:12] = np.nan
    assert curve_of_outline(outline) == NotMeasured("outline of the back not seen")


def test_rays_outside_the_window_do_not_matter() -> None:
    outline = parabola(25)
    outline[:2], outline[29:] = np.nan, 3.0
    assert curve_of_outline(outline) == pytest.approx(25, abs=1e-6)


def test_an_s_shaped_back_passes_and_a_ragged_outline_does_not() -> None:
    s_shaped = parabola(20) + 0.6 * (T - 0.375) ** 3
    assert measured(curve_of_outline(s_shaped))
    ragged = parabola(20) + 0.02 * np.sign(np.sin(40 * T))
    assert curve_of_outline(ragged) == NotMeasured("outline of the back is ragged")


def test_the_upper_part_of_a_parabola_bends_its_share() -> None:
    c2, c1, _ = np.polyfit(T, parabola(40), 2)
    a, b = UPPER_WINDOW
    share = math.degrees(math.atan(2 * c2 * a + c1) - math.atan(2 * c2 * b + c1))
    assert curve_of_outline(parabola(40), UPPER_WINDOW) == pytest.approx(share, abs=1e-6)
    assert 0 < share < 40


# -- in a frame -------------------------------------------------------------------------------


@settings(max_examples=40)
@given(ANGLES, st.floats(0.9, 6.0), st.sampled_from([1, -1]))
def test_the_bend_does_not_depend_on_scale_or_facing(
    angle: float, scale: float, facing: int
) -> None:
    camera = Camera(
        noise_px=0, torso_px=100 * scale, facing=facing, size=(int(640 * scale), int(360 * scale))
    )
    frame = on_all_fours(angle, camera)
    assert back_curve(body_in(frame)) == pytest.approx(angle, abs=1e-6)
    (mirror,) = mirrored([frame])
    assert back_curve(body_in(mirror)) == pytest.approx(angle, abs=1e-6)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize(
    ("figure", "position"),
    [
        (all_fours({}), "quadruped"),
        (seated({}), "seated"),
        (wall_from_the_side({}), "standing_wall"),
    ],
)
def test_the_back_is_on_the_side_that_the_position_says(
    figure: Figure, position: Position, facing: int
) -> None:
    frame = picture(figure, Camera(noise_px=0, facing=facing))
    assert back_curve(body_in(frame, position)) == pytest.approx(RESTING_CURVE_DEG, abs=1e-6)


@pytest.mark.parametrize(
    ("position", "facing", "row"),
    [("quadruped", 1, 0), ("prone", 1, 0), ("supine", 1, 1), ("quadruped", -1, 0)],
)
def test_lying_or_kneeling_the_row_is_up_or_down(position: Position, facing: int, row: int) -> None:
    """Hips left, shoulders right: row 0 points up."""
    assert dorsal_row((100.0, 200.0), (200.0, 200.0), position, facing) == row


@pytest.mark.parametrize(("facing", "row"), [(1, 0), (-1, 1)])
def test_upright_the_row_is_behind_the_facing_side(facing: int, row: int) -> None:
    """Shoulders above the hips: row 0 points to the left of the picture."""
    assert dorsal_row((100.0, 200.0), (100.0, 100.0), "seated", facing) == row


def test_the_upper_word_reads_the_upper_window() -> None:
    frame = on_all_fours(40)
    expected = curve_of_outline(parabola(40), UPPER_WINDOW)
    assert measured(expected)
    assert upper_back_curve(body_in(frame)) == pytest.approx(expected, abs=1e-6)


def with_landmark(frame: PoseFrame, index: int, x: float, y: float) -> PoseFrame:
    assert frame.landmarks is not None
    points = frame.landmarks.copy()
    points[index, :2] = x, y
    return PoseFrame(frame.time_s, frame.size, points, frame.outline, frame.quality)


@pytest.mark.parametrize("part", ["LEFT_ELBOW", "RIGHT_WRIST"])
def test_an_arm_in_front_of_the_back_is_refused(part: str) -> None:
    frame = on_all_fours(20)
    assert frame.landmarks is not None and frame.outline is not None
    hip = frame.landmarks[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], :2].mean(0)
    shoulder = frame.landmarks[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], :2].mean(0)
    u = (shoulder - hip) / 100
    up = np.array([u[1], -u[0]]) * 100
    middle = (hip + shoulder) / 2
    edge = frame.outline.distance_px[back_row(body_in(frame)) or 0][20] / 100
    rowing = middle + (edge - 0.1) * up
    arm = with_landmark(frame, Landmark[part], *rowing)
    assert back_curve(body_in(arm)) == NotMeasured("an arm is in front of the back")
    hanging = with_landmark(frame, Landmark[part], *(middle + (edge - 0.3) * up))
    assert measured(back_curve(body_in(hanging)))


def test_an_arm_beside_the_back_does_not_matter() -> None:
    """Beyond the shoulder end of the window an arm is where it should be."""
    frame = on_all_fours(20)
    assert frame.landmarks is not None
    x, y = frame.landmarks[Landmark.RIGHT_SHOULDER, :2]
    assert measured(back_curve(body_in(with_landmark(frame, Landmark.RIGHT_ELBOW, x, y - 30))))


def test_reasons_come_before_numbers() -> None:
    frame = on_all_fours(20)
    unseen = PoseFrame(0.0, frame.size, frame.landmarks, None, frame.quality)
    assert back_curve(body_in(unseen)) == NotMeasured("outline of the back not seen")
    small = far_away([frame], 0.7)[0]
    assert back_curve(body_in(small)) == NotMeasured("too far from the camera to see the back")
    nobody = Body(0.0, frame, None, "quadruped", None, "nobody in view")
    assert back_curve(nobody) == NotMeasured("nobody in view")
    assert back_row(nobody) is None and back_row(body_in(unseen)) is None


def test_a_flat_line_of_missing_rays_is_not_seen() -> None:
    frame = on_all_fours(20)
    empty = TrunkOutline(np.full((2, OUTLINE_RAYS), np.nan))
    blind = PoseFrame(0.0, frame.size, frame.landmarks, empty, frame.quality)
    assert back_curve(body_in(blind)) == NotMeasured("outline of the back not seen")
