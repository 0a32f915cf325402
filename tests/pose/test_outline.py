"""The trunk's outline on drawn masks of known shape."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streams.camera import parabola

from formcheck.pose.frame import OUTLINE_RAYS, Array
from formcheck.pose.outline import INWARD_REACH, MIN_CHORD_PX, REACH, trunk_outline
from formcheck.signals.back import curve_of_outline

WIDTH, HEIGHT = 400, 300
Y, X = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
HIP, SHOULDER = np.array([140.0, 150.0]), np.array([260.0, 150.0])
LENGTH = 120.0


def soft(inside: Array) -> Array:
    """A mask from signed depth inside the person, pixels: 0.5 on the edge, soft over two pixels."""
    return np.clip(0.5 + inside / 2, 0, 1).astype(np.float32)


def measured(mask: Array, hip: Array = HIP, shoulder: Array = SHOULDER) -> Array:
    outline = trunk_outline(mask.astype(np.float32), hip, shoulder)
    assert outline is not None
    assert outline.distance_px.shape == (2, OUTLINE_RAYS)
    return outline.distance_px


def moved(point: Array, dx: float, dy: float) -> Array:
    return np.array([point[0] + dx, point[1] + dy])


def band(top: float, bottom: float) -> Array:
    """A person between two heights of the picture."""
    return soft(np.minimum(Y - top, bottom - Y))


def test_row_0_is_up_when_the_hips_are_left() -> None:
    above, below = measured(band(110.3, 180.6))
    assert above == pytest.approx(39.7, abs=0.02)
    assert below == pytest.approx(30.6, abs=0.02)


def test_rows_change_places_when_hips_and_shoulders_do() -> None:
    above, below = measured(band(110.3, 180.6), SHOULDER, HIP)
    assert above == pytest.approx(30.6, abs=0.02)
    assert below == pytest.approx(39.7, abs=0.02)


@given(st.floats(100.0, 140.0))
@settings(max_examples=30)
def test_edges_are_read_between_pixels(top: float) -> None:
    above, _ = measured(band(top, 190.0))
    assert above == pytest.approx(150.0 - top, abs=0.02)


def test_a_hard_edge_lies_between_its_pixels() -> None:
    mask = np.zeros((HEIGHT, WIDTH), np.float32)
    mask[120:181] = 1.0
    above, below = measured(mask)
    assert above == pytest.approx(30.5, abs=0.3)
    assert below == pytest.approx(30.5, abs=0.3)


@given(st.floats(-60, 60))
@settings(max_examples=25, deadline=None)
def test_a_drawn_back_gives_back_its_bend(angle: float) -> None:
    """From drawn pixels to degrees: a parabola over the chord."""
    t = np.linspace(0, 1, OUTLINE_RAYS)
    depth = np.polyval(np.polyfit(t, parabola(angle), 2), (X - HIP[0]) / LENGTH) * LENGTH
    mask = soft(np.minimum(Y - (150.0 - depth), 190.0 - Y))
    above, _ = measured(mask)
    assert above == pytest.approx(parabola(angle) * LENGTH, abs=0.3)
    assert curve_of_outline(above / LENGTH) == pytest.approx(angle, abs=1.0)


def test_a_hollow_back_below_the_chord_is_negative() -> None:
    """The chord itself lies outside the body in the middle."""
    sag = 30.0 * np.sin(np.pi * np.clip((X - HIP[0]) / LENGTH, 0, 1))
    mask = soft(np.minimum(Y - (140.0 + sag), 220.0 - Y))
    above, below = measured(mask)
    assert above[0] == pytest.approx(10.0, abs=0.3)
    assert above[OUTLINE_RAYS // 2] == pytest.approx(-20.0, abs=0.3)
    assert below[0] == pytest.approx(70.0, abs=0.3)


def test_too_hollow_or_too_far_edges_are_not_found() -> None:
    deep = measured(band(150.0 + INWARD_REACH * LENGTH + 5, 290.0))
    assert np.isnan(deep[0]).all()
    tall = np.ones((600, WIDTH), np.float32)
    tall[: int(300 - REACH * LENGTH - 5)] = 0
    above, below = measured(tall, np.array([140.0, 300.0]), np.array([260.0, 300.0]))
    assert np.isnan(above).all() and np.isnan(below).all()


def test_the_end_of_the_picture_is_no_edge() -> None:
    whole = np.ones((HEIGHT, WIDTH), np.float32)
    above, below = measured(whole, np.array([140.0, 40.0]), np.array([260.0, 40.0]))
    assert np.isnan(above).all() and np.isnan(below).all()


def test_rays_that_leave_the_picture_are_lost_alone() -> None:
    """The person reaches the top of the picture on the left half only."""
    mask = soft(np.minimum(np.where(X < 200, 999.0, Y - 120.0), 190.0 - Y))
    above, _ = measured(mask, moved(HIP, 0, -10), moved(SHOULDER, 0, -10))
    assert np.isnan(above[:18]).all() and np.isfinite(above[-18:]).all()


def test_outside_the_person_altogether_nothing_is_found() -> None:
    empty = np.zeros((HEIGHT, WIDTH), np.float32)
    assert np.isnan(measured(empty)).all()


def test_a_chord_outside_the_picture_is_not_found() -> None:
    outside = measured(band(100, 200), moved(HIP, 0, 400), moved(SHOULDER, 0, 400))
    assert np.isnan(outside).all()


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 2 * math.pi))
def test_the_outline_turns_with_the_body(angle: float) -> None:
    """A disc around the middle of the chord looks the same at every angle."""
    middle, radius = np.array([200.0, 150.0]), 75.0
    along = 60.0 * np.array([math.cos(angle), math.sin(angle)])
    disc = soft(radius - np.hypot(X - middle[0], Y - middle[1]))
    rows = measured(disc, middle - along, middle + along)
    s = np.linspace(-60, 60, OUTLINE_RAYS)
    for row in rows:
        assert row == pytest.approx(np.sqrt(radius**2 - s**2), abs=0.4)


def test_a_chord_too_short_to_measure_has_no_outline() -> None:
    mask = band(100, 200).astype(np.float32)
    assert trunk_outline(mask, HIP, moved(HIP, MIN_CHORD_PX - 1, 0)) is None
    assert trunk_outline(mask, HIP, moved(HIP, MIN_CHORD_PX + 1, 0)) is not None
