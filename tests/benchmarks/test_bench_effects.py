"""Pictures spoilt after rendering."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tools.sample_studio.effects import (
    Cut,
    Spoil,
    cropped,
    cut_above_hips,
    darkened,
    panned,
    share_of,
    spoilt,
)

SIZE = (640, 360)
ROOM, PERSON = 200, 40


def picture() -> np.ndarray:
    """A dark person in the middle of a bright room."""
    image = np.full((SIZE[1], SIZE[0], 3), ROOM, np.uint8)
    image[100:300, 150:450] = PERSON
    return image


def truth(hip: tuple[float, float], shoulder: tuple[float, float]) -> dict[str, Any]:
    joints = {f"{side}_hip": [list(hip)] * 4 for side in ("left", "right")}
    joints |= {f"{side}_shoulder": [list(shoulder)] * 4 for side in ("left", "right")}
    return {"size": list(SIZE), "joints": joints}


@pytest.mark.parametrize(
    ("time_s", "share"),
    [(0.0, 0), (4.5, 0), (4.75, 0.5), (5.0, 1), (8.0, 1), (8.25, 0.5), (8.5, 0), (20, 0)],
)
def test_it_comes_and_goes(time_s: float, share: float) -> None:
    assert share_of(Spoil("dark", 5.0, 8.0), time_s, 0.5) == pytest.approx(share)


def test_darkness_is_dark() -> None:
    assert darkened(picture(), 1.0).max() < 10
    assert np.array_equal(darkened(picture(), 0.0), picture())


def test_turning_away_leaves_the_room_alone() -> None:
    assert (panned(picture(), 1.0) == ROOM).all()
    assert np.array_equal(panned(picture(), 0.0), picture())
    half = panned(picture(), 0.5)
    assert half.shape == picture().shape
    assert (half[200, :130] == PERSON).all()
    assert (half[:, 320:] == ROOM).all()


def test_an_empty_room_is_empty_throughout() -> None:
    for time_s in (0.0, 5.0):
        assert (spoilt(Spoil("empty"), picture(), time_s) == ROOM).all()


@pytest.mark.parametrize(
    ("hip", "shoulder"),
    [
        ((420, 180), (220, 170)),  # on all fours, head to the left
        ((220, 180), (420, 170)),  # head to the right
        ((320, 230), (310, 120)),  # upright
    ],
)
def test_the_cut_leaves_the_shoulders_and_not_the_hips(
    hip: tuple[float, float], shoulder: tuple[float, float]
) -> None:
    cut = cut_above_hips(truth(hip, shoulder))
    assert 0 <= cut.x0 < cut.x1 <= SIZE[0]
    assert 0 <= cut.y0 < cut.y1 <= SIZE[1]
    assert (cut.x1 - cut.x0) / (cut.y1 - cut.y0) == pytest.approx(SIZE[0] / SIZE[1], rel=0.02)

    def inside(point: tuple[float, float]) -> bool:
        return cut.x0 < point[0] < cut.x1 and cut.y0 < point[1] < cut.y1

    assert inside(shoulder)
    assert not inside(hip)


def test_a_cut_picture_is_as_large_as_before() -> None:
    assert cropped(picture(), Cut(0, 0, 320, 180)).shape == picture().shape


def test_a_second_person_stands_beside() -> None:
    other = np.full((480, 480, 3), 90, np.uint8)
    both = spoilt(Spoil("second_person"), picture(), 1.0, other=other)
    assert both.shape == (SIZE[1], 2 * SIZE[0], 3)
    assert np.array_equal(both[:, : SIZE[0]], picture())
    assert (both[:, SIZE[0] :] == 90).all()
