"""The overlay draws what it is told, inside the picture, and decides nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.frame import (
    LANDMARK_COUNT,
    OUTLINE_RAYS,
    FrameQuality,
    Landmark,
    PoseFrame,
    TrunkOutline,
    nobody,
)
from formcheck.video.body_lines import BACK, BACK_MISTAKE, BACK_UNSURE, NEAR
from formcheck.video.lettering import fit_text, plain, text_width
from formcheck.video.overlay import OverlayState, draw_overlay, outline_points

LONG = "Your left elbow has come away from the wall by far more than was agreed with you " * 3
BACK_LINE = np.c_[np.linspace(150, 450, 41), np.full(41, 150.0)]


def kneeling(size: tuple[int, int] = (640, 360)) -> PoseFrame:
    """Somebody on all fours seen from the side, hips left, shoulders right."""
    points = np.zeros((LANDMARK_COUNT, 3))
    points[:, 2] = 0.99
    for joint, x, y in (
        ("SHOULDER", 0.7, 0.5),
        ("ELBOW", 0.7, 0.65),
        ("WRIST", 0.7, 0.8),
        ("HIP", 0.3, 0.5),
        ("KNEE", 0.3, 0.8),
        ("ANKLE", 0.15, 0.82),
        ("HEEL", 0.12, 0.82),
        ("TOE", 0.12, 0.85),
        ("EAR", 0.8, 0.45),
    ):
        points[Landmark[f"LEFT_{joint}"], :2] = x * size[0], y * size[1]
        points[Landmark[f"RIGHT_{joint}"], :2] = (x + 0.03) * size[0], (y - 0.02) * size[1]
    points[Landmark.NOSE, :2] = 0.85 * size[0], 0.5 * size[1]
    outline = TrunkOutline(np.full((2, OUTLINE_RAYS), 30.0))
    return PoseFrame(0.0, size, points, outline, FrameQuality(np.ones(33, bool), 100.0, 1))


def grey(size: tuple[int, int] = (640, 360)) -> np.ndarray:
    return np.full((size[1], size[0], 3), 128, np.uint8)


def count(image: np.ndarray, colour: tuple[int, int, int]) -> int:
    return int((image == colour).all(axis=2).sum())


FULL = OverlayState(
    title="Cat-cow",
    phase="Rounding",
    reps=2,
    rep_target=4,
    hold_s=3.4,
    hold_target_s=7,
    mistake="Hips back 17 deg (limit 12)",
    back_mistake=True,
    cue="Keep your hips over your knees.",
    not_judged="Elbows: hands out of frame",
    near_side="left",
    back_line=BACK_LINE,
)


@pytest.mark.parametrize(
    "size", [(320, 240), (640, 360), (464, 832), (1280, 720), (1080, 1920), (33, 21), (2, 2)]
)
def test_draws_on_a_copy_of_any_size(size: tuple[int, int]) -> None:
    image = grey(size)
    drawn = draw_overlay(image, kneeling(size), FULL)
    assert (image == 128).all(), "the input is untouched"
    assert drawn.shape == image.shape
    assert drawn.dtype == np.uint8
    assert (drawn != image).any()


def test_takes_pictures_that_cannot_be_written_to() -> None:
    image = grey()
    image.flags.writeable = False
    draw_overlay(image[:, ::-1], kneeling(), FULL)


def test_nothing_to_show_changes_nothing() -> None:
    image = grey()
    assert np.array_equal(draw_overlay(image, nobody(0.0, (640, 360)), OverlayState()), image)


def test_nobody_seen_still_gets_the_texts() -> None:
    state = replace(FULL, back_line=None)
    drawn = draw_overlay(grey(), nobody(0.0, (640, 360)), state)
    assert (drawn[:20] != 128).any()
    assert (drawn[-20:] != 128).any()
    assert (drawn[100:240] == 128).all(), "the middle of the picture stays free"


def test_outline_missing_or_landmarks_not_finite() -> None:
    frame = kneeling()
    assert frame.landmarks is not None
    frame.landmarks[Landmark.LEFT_KNEE] = np.nan
    frame.landmarks[Landmark.LEFT_WRIST] = 1e9, -1e9, 0.9
    line = np.full((41, 2), np.nan)
    draw_overlay(grey(), replace(frame, outline=None), replace(FULL, back_line=line))
    draw_overlay(grey(), frame, replace(FULL, back_line=np.empty((0, 2))))


def test_hidden_landmarks_are_not_drawn() -> None:
    frame = kneeling()
    assert frame.landmarks is not None
    frame.landmarks[:, 2] = 0.1
    assert np.array_equal(draw_overlay(grey(), frame, OverlayState()), grey())


def test_the_near_side_is_stronger() -> None:
    both = count(draw_overlay(grey(), kneeling(), OverlayState()), NEAR)
    near = count(draw_overlay(grey(), kneeling(), OverlayState(near_side="left")), NEAR)
    assert 0.3 * both < near < 0.8 * both


@pytest.mark.parametrize(
    ("valid", "mistake", "present", "absent"),
    [
        (True, False, [BACK], [BACK_MISTAKE]),
        (True, True, [BACK_MISTAKE], [BACK]),
        (False, False, [], [BACK, BACK_MISTAKE]),
        (False, True, [], [BACK, BACK_MISTAKE]),  # what is not measured accuses nobody
    ],
)
def test_back_line_has_its_own_colours(
    valid: bool, mistake: bool, present: list, absent: list
) -> None:
    state = OverlayState(back_line=BACK_LINE, back_line_valid=valid, back_mistake=mistake)
    drawn = draw_overlay(grey(), nobody(0.0, (640, 360)), state)
    assert all(count(drawn, colour) > 50 for colour in present)
    assert not any(count(drawn, colour) for colour in absent)
    assert (drawn != 128).any()


def gaps_along_the_back(state: OverlayState) -> int:
    """How often the line is interrupted, read off along its middle."""
    drawn = draw_overlay(grey(), nobody(0.0, (640, 360)), state)
    coloured = (drawn[150, 160:440] != 128).any(axis=1)
    return int((np.diff(coloured.astype(int)) == 1).sum())


def test_a_back_mistake_shows_without_colour_too() -> None:
    whole = OverlayState(back_line=BACK_LINE)
    assert gaps_along_the_back(whole) == 0
    assert gaps_along_the_back(replace(whole, back_mistake=True)) >= 5
    assert gaps_along_the_back(replace(whole, back_line_valid=False)) >= 20
    marked = draw_overlay(grey(), nobody(0.0, (640, 360)), replace(whole, back_mistake=True))
    assert count(marked, NEAR) > 5, "the exclamation mark"


def test_unsure_back_line_is_grey() -> None:
    black = np.zeros((360, 640, 3), np.uint8)
    state = OverlayState(back_line=BACK_LINE, back_line_valid=False)
    drawn = draw_overlay(black, nobody(0.0, (640, 360)), state)
    assert 0 < drawn.max() <= max(BACK_UNSURE)


def test_gaps_in_the_back_line_stay_open() -> None:
    line = BACK_LINE.copy()
    line[15:25] = np.nan
    drawn = draw_overlay(grey(), nobody(0.0, (640, 360)), OverlayState(back_line=line))
    assert (drawn[150, 275:315] == 128).all()
    assert count(drawn, BACK) > 50


def test_positions_follow_a_resized_picture() -> None:
    small = draw_overlay(grey((320, 180)), kneeling(), OverlayState(back_line=BACK_LINE))
    rows, columns = np.nonzero((small == BACK).all(axis=2))
    assert rows.mean() == pytest.approx(75, abs=2)
    assert (columns.min(), columns.max()) == pytest.approx((75, 225), abs=4)


@pytest.mark.parametrize("size", [(464, 832), (640, 360), (320, 240)])
@pytest.mark.parametrize("field", ["title", "phase", "mistake", "cue", "not_judged"])
def test_long_texts_stay_inside(size: tuple[int, int], field: str) -> None:
    black = np.zeros((size[1], size[0], 3), np.uint8)
    state = replace(OverlayState(reps=3, hold_s=1.0, hold_target_s=20), **{field: LONG})
    drawn = draw_overlay(black, nobody(0.0, size), state)
    assert drawn[:, -3:].max() < 60, "nothing but the panel reaches the right edge"
    assert drawn[: size[1] // 4].max() > 200


@pytest.mark.parametrize("width", [40, 120, 300, 2000])
def test_fitted_lines_fit(width: int) -> None:
    fitted = fit_text(LONG, width, 24, 2, bold=True)
    assert len(fitted.lines) <= 2
    assert all(text_width(line, fitted.size, bold=True) <= width for line in fitted.lines)
    assert fitted.size >= 14


def test_short_text_keeps_its_size_and_words() -> None:
    fitted = fit_text("Hips back 17 deg (limit 12)", 600, 24, 2)
    assert (fitted.lines, fitted.size) == (("Hips back 17 deg (limit 12)",), 24)


def test_text_shrinks_before_it_is_cut() -> None:
    wide = text_width("Keep your hips over your knees.", 24)
    assert fit_text("Keep your hips over your knees.", int(wide * 0.8), 24, 1).size < 24
    assert fit_text(LONG, 200, 24, 2).lines[-1].endswith("...")


def test_one_endless_word_is_cut() -> None:
    fitted = fit_text("x" * 500, 100, 20, 2)
    assert all(text_width(line, fitted.size) <= 100 for line in fitted.lines)


def test_text_is_plain_ascii() -> None:
    assert plain("  Fotografía\n del\tdía ") == "Fotografia del dia"


def test_a_running_clock_stands_still() -> None:
    def first_column(hold_s: float) -> int:
        black = np.zeros((360, 640, 3), np.uint8)
        state = OverlayState(hold_s=hold_s, hold_target_s=7)
        drawn = draw_overlay(black, nobody(0.0, (640, 360)), state)
        return int(np.nonzero(drawn[:18].max(axis=(0, 2)) > 100)[0][0])

    assert len({first_column(hold_s) for hold_s in (1.0, 1.1, 2.7, 4.4)}) == 1


@pytest.mark.parametrize(("row", "y"), [(0, 360 * 0.49 - 30), (1, 360 * 0.49 + 30)])
def test_outline_points_above_and_below_the_trunk(row: int, y: float) -> None:
    points = outline_points(kneeling(), row)  # type: ignore[arg-type]
    assert points.shape == (OUTLINE_RAYS, 2)
    assert points[:, 1] == pytest.approx(np.full(OUTLINE_RAYS, y))
    assert (points[0, 0], points[-1, 0]) == pytest.approx((0.315 * 640, 0.715 * 640))


def test_outline_points_turn_with_the_trunk() -> None:
    frame = kneeling()
    assert frame.landmarks is not None
    frame.landmarks[[23, 24], :2] = 300, 300  # sitting upright: hips below shoulders
    frame.landmarks[[11, 12], :2] = 300, 100
    assert outline_points(frame, 0)[:, 0] == pytest.approx(np.full(41, 270))
    assert outline_points(frame, 1)[:, 0] == pytest.approx(np.full(41, 330))


def test_outline_points_keep_gaps() -> None:
    frame = kneeling()
    assert frame.outline is not None
    frame.outline.distance_px[0, 5] = np.nan
    gap = np.isnan(outline_points(frame, 0)).all(axis=1)
    assert np.flatnonzero(gap).tolist() == [5]


def test_no_outline_no_points() -> None:
    assert outline_points(nobody(0.0, (640, 360)), 0).shape == (0, 2)
    assert outline_points(replace(kneeling(), outline=None), 0).shape == (0, 2)
