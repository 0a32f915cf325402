"""A still shows the whole person, keeps inside the picture, and hides nothing with its label."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from test_overlay import kneeling

from formcheck.pose.frame import Landmark, nobody
from formcheck.video.body_lines import BACK, BACK_MISTAKE
from formcheck.video.still.crop import MARGIN, cut_out
from formcheck.video.still.drawing import draw_measured, draw_person
from formcheck.video.still.label import Row, draw_label
from formcheck.video.still.shape_drawing import GOOD, draw_line, draw_shapes
from formcheck.video.still.shapes import Area, Dot, Drawing, Line, Shape

ROWS = (Row("17 degrees", "measured", bold=True), Row("limit 12", "limit"), Row("at the start"))


def grey(size: tuple[int, int] = (640, 360), light: int = 128) -> np.ndarray:
    return np.full((size[1], size[0], 3), light, np.uint8)


def near(image: np.ndarray, colour: tuple[int, int, int], slack: int = 12) -> np.ndarray:
    """Where a picture has (nearly) a colour: (N, 2) x and y."""
    off = np.abs(image.astype(int) - np.array(colour)).max(axis=2)
    return np.argwhere(off <= slack)[:, ::-1]


def angle() -> Drawing:
    """A thigh from the knee, with start and limit."""
    knee, hip = np.array([200.0, 290.0]), np.array([190.0, 180.0])
    shapes: tuple[Shape, ...] = (
        Area(np.array([knee, hip, hip + np.array([30, 0])]), "within"),
        Line(np.stack([knee, hip + np.array([30, 0])]), "start"),
        Line(np.stack([knee, hip + np.array([15, 0])]), "limit"),
        Line(np.stack([knee, hip]), "measured"),
        Dot(knee, "measured"),
    )
    return Drawing(shapes, hip, "the thigh", "at the start")


def test_the_whole_person_and_the_drawing_are_in_the_cut_out() -> None:
    wanted = np.array([[200.0, 100.0], [420.0, 300.0]])
    cut = cut_out(grey((1280, 720)), (640, 360), wanted, max_side=900)
    placed = cut.place(wanted)
    height, width = cut.image.shape[:2]
    assert (placed > 0).all() and (placed < (width, height)).all()
    margin = MARGIN * 220 * cut.factor[0]
    assert placed[0, 0] == pytest.approx(margin, rel=0.15)
    assert max(cut.image.shape) <= 900


def test_a_cut_out_shows_the_same_spot_as_the_picture() -> None:
    image = grey((1280, 720), 0)
    image[300:320, 500:520] = 255  # around (255, 155) of a pose frame half as large
    cut = cut_out(image, (640, 360), np.array([[100.0, 50.0], [400.0, 300.0]]), max_side=700)
    bright = near(cut.image, (255, 255, 255), 60).mean(axis=0)
    assert bright == pytest.approx(cut.place(np.array([254.75, 154.75])), abs=2.0)


def test_a_person_at_the_edge_and_points_outside_stay_in_the_picture() -> None:
    wanted = np.array([[-80.0, 200.0], [60.0, 700.0], [np.nan, 3.0]])
    cut = cut_out(grey(), (640, 360), wanted, max_side=900)
    assert min(cut.image.shape[:2]) > 0
    whole = cut_out(grey(), (640, 360), np.empty((0, 2)), max_side=320)
    assert whole.image.shape[:2] == (180, 320)


def test_a_picture_of_another_shape_is_cut_where_it_was_judged() -> None:
    """Judged between black bars at its sides: its middle stays the middle."""
    tall = grey((200, 400))
    tall[195:205, 95:105] = 255
    cut = cut_out(tall, (640, 360), np.array([[220.0, 40.0], [420.0, 320.0]]), max_side=600)
    bright = near(cut.image, (255, 255, 255), 60).mean(axis=0)
    assert bright == pytest.approx(cut.place(np.array([320.0, 180.0])), abs=3.0)


def test_a_small_person_is_enlarged_at_most_twofold() -> None:
    wanted = np.array([[300.0, 150.0], [340.0, 190.0]])
    cut = cut_out(grey(), (640, 360), wanted, max_side=900)
    assert cut.factor == pytest.approx(np.array([2.0, 2.0]), rel=0.02)


def test_the_measured_line_the_limit_and_the_allowed_part_are_seen() -> None:
    image = grey()
    before = image.copy()
    still = draw_measured(image, kneeling(), "left", angle(), ROWS, 640)
    assert (image == before).all()
    assert still.dtype == np.uint8 and max(still.shape) <= 640
    assert len(near(still, BACK_MISTAKE)) > 100
    assert len(near(still, BACK)) > 20
    assert still.mean() < image.mean()


def test_lines_lie_where_their_points_are() -> None:
    canvas = grey()
    line = Line(np.array([[100.0, 100.0], [300.0, 100.0]]), "measured")
    draw_line(canvas, line, 3)
    red = near(canvas, BACK_MISTAKE)
    assert red[:, 0].min() == pytest.approx(100, abs=4)
    assert red[:, 0].max() == pytest.approx(300, abs=4)
    assert red[:, 1].mean() == pytest.approx(100, abs=1)


def test_an_arrow_points_to_the_last_point() -> None:
    plain, arrow = grey(), grey()
    points = np.array([[100.0, 100.0], [300.0, 100.0]])
    draw_line(plain, Line(points, "measured"), 3)
    draw_line(arrow, Line(points, "measured", arrow=True), 3)
    changed = np.argwhere((plain != arrow).any(axis=2))[:, 1]
    assert len(changed) and changed.min() > 270


def test_limit_and_start_are_told_apart_without_colour() -> None:
    """Drawn along the same line, they have gaps of different lengths."""
    drawn = {}
    for role in ("limit", "start", "measured"):
        canvas = grey(light=0)
        draw_line(canvas, Line(np.array([[20.0, 50.0], [600.0, 50.0]]), role), 4)  # type: ignore[arg-type]
        drawn[role] = int(np.abs(np.diff((canvas[50, 30:590].max(axis=1) > 90).astype(int))).sum())
    assert drawn["measured"] == 0
    assert 0 < drawn["limit"] < drawn["start"]


def test_the_part_past_the_limit_has_another_colour() -> None:
    canvas = grey(light=40)
    square = np.array([[0, 0], [60, 0], [60, 60], [0, 60]], float)
    draw_shapes(
        canvas, [Area(square + 20, "within"), Area(square + np.array([200, 20]), "beyond")], 3
    )
    allowed, past = canvas[50, 50].astype(int), canvas[50, 230].astype(int)
    assert allowed[1] > allowed[0] and past[0] > past[1]
    assert (allowed < np.array(GOOD)).all()


def test_what_has_no_number_is_left_out() -> None:
    canvas = grey()
    holes = np.array([[10.0, 10.0], [np.nan, 20.0], [50.0, 50.0]])
    draw_shapes(canvas, [Line(holes, "limit"), Area(holes, "beyond")], 3)
    assert (canvas == 128).all()


def test_a_label_keeps_off_the_body_where_there_is_room() -> None:
    plain, labelled = grey(), grey()
    body = np.array([[x, y] for x in range(200, 440, 10) for y in range(100, 300, 10)], float)
    draw_label(labelled, ROWS, np.array([320.0, 200.0]), body)
    y, x = np.nonzero((plain != labelled).any(axis=2))
    assert len(x) > 500
    assert x.max() < 205 or x.min() > 425 or y.max() < 105 or y.min() > 285


@pytest.mark.parametrize("size", [(60, 40), (200, 900), (900, 200)])
def test_a_label_stays_in_the_smallest_picture(size: tuple[int, int]) -> None:
    canvas = grey(size)
    draw_label(canvas, ROWS, np.array([1e4, -1e4]), np.empty((0, 2)))
    assert canvas.shape == (size[1], size[0], 3)


def test_without_rows_there_is_no_label() -> None:
    canvas = grey()
    draw_label(canvas, (), np.array([10.0, 10.0]), np.empty((0, 2)))
    assert (canvas == 128).all()


def test_nobody_and_nothing_measured_still_make_a_picture() -> None:
    still = draw_measured(grey(), nobody(0.0, (640, 360)), None, None, ROWS[:2], 400)
    assert still.shape == (225, 400, 3)
    assert draw_person(grey(), nobody(0.0, (640, 360)), None, None, 400).shape == (225, 400, 3)


def test_hidden_limbs_do_not_widen_the_cut_out() -> None:
    frame = kneeling()
    assert frame.landmarks is not None
    far_off = frame.landmarks.copy()
    far_off[Landmark.RIGHT_TOE] = (5, 5, 0.0)
    seen = draw_person(grey(), frame, "left", None, 640)
    same = draw_person(grey(), replace(frame, landmarks=far_off), "left", None, 640)
    assert seen.shape == same.shape


def test_the_back_line_is_drawn_on_a_person() -> None:
    line = np.c_[np.linspace(200, 440, 41), np.full(41, 150.0)]
    assert len(near(draw_person(grey(), kneeling(), "left", line, 640), BACK)) > 100
