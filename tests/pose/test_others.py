"""Another person in the picture: looked for with the followed one painted over."""

from __future__ import annotations

import cv2
import numpy as np
from streams.camera import Camera, landmarks_of
from streams.figure import all_fours

from formcheck.pose.others import (
    SURE,
    Found,
    cut_around,
    painted_over,
    somebody_else,
    trunks_apart,
)

SIZE = (1280, 360)
BODY = np.array([255, 0, 0])


def person(dx: float = 0.0, scale: float = 1.0) -> np.ndarray:
    points = landmarks_of(all_fours({}), Camera(noise_px=0))
    points[:, :2] = points[:, :2] * scale * (1, 0.7) + (dx, 30.0)
    return points


def picture(*people: np.ndarray) -> np.ndarray:
    """A grey room with each person as a red patch where their trunk is."""
    image = np.full((SIZE[1], SIZE[0], 3), 120, np.uint8)
    for points in people:
        trunk = points[[11, 12, 23, 24], :2].astype(np.int32)
        cv2.fillConvexPoly(image, cv2.convexHull(trunk), BODY.tolist())
        cv2.polylines(image, [cv2.convexHull(trunk)], True, BODY.tolist(), 20)
    return image


class Detector:
    """Finds whoever of `people` has the trunk's middle in view, the first one first."""

    def __init__(self, *people: np.ndarray, presence: float = 0.99) -> None:
        self.people, self.presence, self.looks = people, presence, 0
        self.whole = picture(*people)

    def __call__(self, image: np.ndarray) -> Found | None:
        self.looks += 1
        red = np.argwhere((image == BODY).all(axis=2))
        if not len(red):
            return None
        at = red.mean(0)[::-1]
        if image.shape == self.whole.shape:
            near = min(self.people, key=lambda p: float(np.hypot(*(self.middle(p) - at))))
            self.found = near
            return Found(near, self.presence)
        shift = self.middle(self.found) - at  # in a cut-out: where it is within that
        return Found(self.found - (*shift, 0), self.presence)

    @staticmethod
    def middle(points: np.ndarray) -> np.ndarray:
        middle: np.ndarray = points[[11, 12, 23, 24], :2].mean(0)
        return middle


def test_a_person_alone_is_alone_and_costs_one_look() -> None:
    look = Detector(person())
    assert not somebody_else(picture(person()), person(), look)
    assert look.looks == 1


def test_another_person_is_found_by_two_looks() -> None:
    people = person(), person(600.0)
    look = Detector(*people)
    assert somebody_else(picture(*people), people[0], look)
    assert look.looks == 2


def test_what_is_unsure_in_the_second_look_is_a_thing() -> None:
    people = person(), person(600.0)
    look = Detector(*people, presence=SURE - 0.02)
    assert not somebody_else(picture(*people), people[0], look)


def test_whoever_is_far_in_the_background_does_not_matter() -> None:
    people = person(), person(800.0, scale=0.15)
    assert not somebody_else(picture(*people), people[0], Detector(*people))


def test_the_followed_person_found_again_is_nobody_else() -> None:
    again = person(8.0)
    assert not somebody_else(picture(), person(), lambda image: Found(again, 0.99))


def test_the_followed_person_is_painted_over_and_nothing_else() -> None:
    image = picture(person(), person(600.0))
    rest = painted_over(image, person())
    red = np.argwhere((rest == BODY).all(axis=2))
    assert len(red) and red[:, 1].min() > 600
    assert (image[:, 900:] == rest[:, 900:]).all()


def test_points_out_of_the_picture_are_painted_to_its_edge() -> None:
    out = person(-400.0)
    assert painted_over(picture(), out).shape == (SIZE[1], SIZE[0], 3)


def test_the_cut_out_stays_in_the_picture() -> None:
    x0, y0, x1, y1 = cut_around(person(700.0), (SIZE[1], SIZE[0], 3))
    assert 0 <= x0 < x1 <= SIZE[0] and 0 <= y0 < y1 <= SIZE[1]


def test_trunks_are_compared_by_the_longer_one() -> None:
    assert trunks_apart(person(), person()) == 0.0
    assert trunks_apart(person(), person(300.0)) > 2.0
