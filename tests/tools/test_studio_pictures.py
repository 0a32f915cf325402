"""Light of the room, what the camera makes of it, framing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

pytest.importorskip("moderngl", reason="rendering needs the studio dependency group")

from tools.sample_studio.camera import Camera
from tools.sample_studio.clip import Shot, movement_of
from tools.sample_studio.encoding import VideoWriter, pictures
from tools.sample_studio.filming import Studio
from tools.sample_studio.geometry import Array
from tools.sample_studio.lighting import (
    AMBIENT,
    MID_GREY,
    brightness,
    default_lights,
    far_away,
    lighting_for,
    metered,
)
from tools.sample_studio.motion import shake
from tools.sample_studio.picture import (
    moved_points,
    sensed,
    shake_margin,
    shake_matrix,
    shaken,
    steps_for,
    together,
    veiled,
)
from tools.sample_studio.renderer import Renderer, add_sensor_noise
from tools.sample_studio.samples import render
from tools.sample_studio.scenario import Scenario
from tools.sample_studio.scenario_files import scenario_from

SIZE = (128, 96)


@pytest.fixture(scope="module", autouse=True)
def graphics() -> None:
    try:
        Renderer(16, 16).close()
    except RuntimeError as error:
        pytest.skip(str(error))


def scenario(**changes: Any) -> Scenario:
    plain = {
        "name": "test", "exercise": "wall_angels", "body": "male_avg", "size": SIZE, "fps": 12,
        "view": {"yaw_deg": 0, "height_m": 1.0}, "reps": [{}], "still_s": 0.4, "end_s": 0.2,
        "person": {"up_s": 0.4, "down_s": 0.4, "top_s": 0.1}, "sway_deg": 0, "breath_deg": 0,
    }  # fmt: skip
    return scenario_from(plain | changes, "test")


def shots(given: Scenario, *times_s: float, draft: bool = True) -> list[Shot]:
    movement, _ = movement_of(given)
    studio = Studio.open(given, movement, "draft" if draft else "full")
    try:
        return list(studio.film(times_s))
    finally:
        studio.close()


def picture(given: Scenario, time_s: float = 0.0) -> Array:
    return shots(given, time_s)[0].image.astype(float)


def clear(**changes: Any) -> Scenario:
    """A scenario in a picture without noise."""
    taken = {"noise": 0.0, "blur_px": 0.1} | changes.pop("picture", {})
    return scenario(picture=taken, **changes)


def test_the_usual_picture_is_what_it_always_was() -> None:
    given = scenario(seed=5)
    movement, _ = movement_of(given)
    lights = default_lights(40, 3, 5)
    light = lighting_for(given)
    assert light.ambient == AMBIENT
    assert [tuple(a.direction) for a in light.lights] == [tuple(b.direction) for b in lights]
    assert all(
        np.array_equal(a.colour, b.colour) for a, b in zip(light.lights, lights, strict=True)
    )
    studio = Studio.open(given, movement, "draft")
    assert (studio.lens.exposure, studio.lens.open_s, studio.lens.margin) == (1.0, 0.0, 0)
    plain = studio.scene.shoot(0.0).image
    filmed = next(studio.film([0.0]))
    studio.close()
    assert np.array_equal(filmed.image, add_sensor_noise(plain, np.random.default_rng(5), 2.5, 0.6))
    assert filmed.moved is None


def test_pictures_are_repeatable() -> None:
    given = scenario(
        room={"light": "lamp"}, picture={"shutter": 0.5, "shake_px": 2.0, "noise": 4.0}
    )
    first, second = shots(given, 0.0, 0.6), shots(given, 0.0, 0.6)
    assert all(np.array_equal(a.image, b.image) for a, b in zip(first, second, strict=True))
    other = shots(replace(given, seed=1), 0.0, 0.6)
    assert not np.array_equal(first[1].image, other[1].image)


def test_an_evening_is_darker_than_a_day_and_noisier() -> None:
    day, dim = (picture(clear(room={"light": light})) for light in ("day", "dim"))
    assert dim.mean() < 0.8 * day.mean()
    assert dim.mean() > 40
    usual, evening = (
        picture(clear(room={"light": light}, picture={"noise": 5.0})) for light in ("day", "dim")
    )
    assert np.std(evening - dim) > 1.8 * np.std(usual - day)


def test_evening_and_lamp_are_warm() -> None:
    for light in ("dim", "lamp"):
        day, warm = (picture(clear(room={"light": each})).mean((0, 1)) for each in ("day", light))
        assert warm[0] / warm[2] > 1.15 * day[0] / day[2]


def test_a_lamp_lights_one_side() -> None:
    for seed, bright in ((0, "left"), (1, "right")):
        image = picture(clear(room={"light": "lamp"}, seed=seed))
        left, right = image[:, :32].mean(), image[:, -32:].mean()
        assert (left > 1.3 * right) if bright == "left" else (right > 1.3 * left)


def test_a_person_before_windows_is_dark() -> None:
    given = {"exercise": "cat_cow", "view": {"yaw_deg": 90, "height_m": 0.6}, "person": {}}
    means = {}
    for light in ("day", "backlit"):
        movement, _ = movement_of(clear(room={"light": light}, **given))
        studio = Studio.open(clear(room={"light": light}, **given), movement, "draft")
        shot = studio.scene.shoot(0.0, with_mask=True, lens=studio.lens)
        studio.close()
        assert shot.mask is not None
        means[light] = shot.image[shot.mask].mean()
        if light == "backlit":
            assert (shot.image[~shot.mask].min(axis=1) > 250).mean() > 0.1
    assert means["backlit"] < 0.55 * means["day"]


def test_the_camera_opens_to_mid_grey_and_gain_changes_that() -> None:
    usual = picture(clear(room={"light": "lamp"}))
    assert brightness(usual) == pytest.approx(MID_GREY, abs=15)
    dark = picture(clear(room={"light": "lamp"}, picture={"gain": 0.4}))
    assert dark.mean() < 0.75 * usual.mean()


def test_gain_works_by_day() -> None:
    levels = [picture(clear(picture={"gain": gain})).mean() for gain in (0.4, 1.0, 1.6)]
    assert levels[0] < 0.75 * levels[1] < levels[1] < levels[2]


def test_exposure_is_found_and_stays_within_limits() -> None:
    limits = replace(lighting_for(scenario(room={"light": "lamp"})), least=0.5, most=4.0)

    def room(strength: float) -> float:
        return metered(lambda e: np.full((9, 16, 3), min(255.0, e * strength)), limits)

    assert room(60) == pytest.approx(MID_GREY / 60, rel=0.02)
    assert room(1) == pytest.approx(4.0, rel=0.02)
    assert room(1000) == pytest.approx(0.5, rel=0.02)


def test_what_lies_beyond_the_walls_darkens_with_the_room() -> None:
    grey = (0.75, 0.76, 0.77)
    assert far_away(grey, AMBIENT, 1.0) == grey
    assert far_away(grey, AMBIENT, 1.000001) == pytest.approx(grey, abs=1e-4)
    assert max(far_away(grey, (0.01, 0.01, 0.01), 1.0)) < 0.4


def test_bright_windows_veil_the_picture() -> None:
    image = np.full((90, 160, 3), 40, np.uint8)
    assert np.array_equal(veiled(image, 0.2), image)
    image[:, 120:] = 255
    result = veiled(image, 0.2)
    assert 40 < result[45, 5, 0] < result[45, 110, 0] < 120
    assert np.array_equal(veiled(image, 0.0), image)


def test_only_what_moves_is_blurred() -> None:
    sharp, blurred = (
        picture(clear(size=(256, 192), picture={"shutter": share}), 0.6) for share in (0.0, 1.0)
    )
    change = np.abs(sharp - blurred).mean(axis=2)
    arms, feet = slice(0, 90), slice(150, 192)
    assert change[arms].max() > 25
    assert change[feet].mean() < 0.1 * change[arms].mean()
    fine = [np.abs(cv2.Laplacian(each, cv2.CV_64F))[arms].sum() for each in (sharp, blurred)]
    assert fine[1] < 0.95 * fine[0]


def test_a_person_at_rest_is_sharp_with_an_open_shutter() -> None:
    at_rest = [picture(clear(picture={"shutter": share}), 0.1) for share in (0.0, 1.0)]
    assert np.array_equal(*at_rest)


def test_pictures_in_an_open_shutter() -> None:
    assert [steps_for(px) for px in (0.0, 0.9, 1.1, 4.0, 8.0, 100.0)] == [1, 1, 3, 3, 5, 7]
    assert all(steps_for(float(px)) % 2 for px in range(60))
    black, white = np.zeros((4, 4, 3), np.uint8), np.full((4, 4, 3), 255, np.uint8)
    assert together([white]) is white
    assert together([white, white]).min() == 255
    assert together([black, white])[0, 0, 0] == pytest.approx(255 * 0.5 ** (1 / 2.2), abs=1)


def test_a_person_stays_in_the_mask_while_the_shutter_is_open() -> None:
    given = clear(picture={"shutter": 1.0})
    studio = Studio.open(given, movement_of(given)[0], "draft")
    shot = studio.scene.shoot(0.6, with_mask=True, lens=studio.lens)
    studio.close()
    assert shot.mask is not None and shot.mask.any()


@pytest.mark.parametrize("seed", [0, 3, 8])
def test_shaking_is_bounded_smooth_and_about_the_place(seed: int) -> None:
    times = np.arange(0, 20, 1 / 30)
    moves = np.array([shake(float(t), seed) for t in times])
    assert np.abs(moves).max() <= 1
    assert np.abs(moves.mean(axis=0)).max() < 0.06
    assert moves.std(axis=0).min() > 0.15
    assert np.abs(np.diff(moves, axis=0)).max() < 0.4
    assert not np.array_equal(moves[7], shake(float(times[7]), seed + 1))


def test_a_shaken_picture_moves_as_its_truth_says() -> None:
    size, margin = (160, 120), shake_margin(6.0)
    wide = np.zeros((size[1] + 2 * margin, size[0] + 2 * margin, 3), np.uint8)
    place = np.array([60.5, 80.5])
    cv2.circle(wide, (60 + margin, 80 + margin), 5, (255, 255, 255), -1, cv2.LINE_AA)
    for time_s in (0.3, 0.9, 2.2):
        matrix = shake_matrix(time_s, 6.0, size, 4)
        image = shaken(wide, matrix, margin)
        assert image.shape == (size[1], size[0], 3)
        weights = image[:, :, 0].astype(float)
        rows, columns = np.mgrid[: size[1], : size[0]] + 0.5
        seen = [(weights * axis).sum() / weights.sum() for axis in (columns, rows)]
        assert seen == pytest.approx(moved_points(matrix, place[None])[0], abs=0.1)
        corners = np.array([[0, 0], [size[0], 0], [0, size[1]], size], float)
        assert np.abs(moved_points(matrix, corners) - corners).max() <= 6.0 * 1.5
    assert shake_matrix(1.0, 0.0, size, 4) is None
    assert shake_margin(0.0) == 0


def test_a_steady_camera_in_a_shaking_scenario_sees_the_same() -> None:
    steady, wide = clear(), clear(picture={"shake_px": 5.0})
    movement, _ = movement_of(steady)
    images = []
    for given in (steady, wide):
        studio = Studio.open(given, movement, "full")
        images.append(studio.scene.shoot(0.0, lens=studio.lens).image.astype(int))
        studio.close()
    cut = shake_margin(5.0)
    assert np.abs(images[0] - images[1][cut:-cut, cut:-cut]).mean() < 1.0


def test_truth_shakes_with_the_picture(tmp_path: Path) -> None:
    joints = {}
    for name, shake_px in (("steady", 0.0), ("shaking", 5.0)):
        render(replace(clear(picture={"shake_px": shake_px}), name=name), tmp_path, draft=True)
        truth = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
        joints[name] = np.array([truth["joints"]["left_hip"], truth["joints"]["right_ankle"]])
    moved = joints["shaking"] - joints["steady"]
    assert 0.5 < np.abs(moved).max() <= 7.5
    assert np.ptp(moved[:, :, 0], axis=1).min() > 0.5


def test_noise_in_little_light_is_as_strong_as_said() -> None:
    grey = np.full((90, 160, 3), 120, np.uint8)
    usual, more = (
        sensed(grey, np.random.default_rng(1), 3.0, 0.6, exposure).astype(float).std()
        for exposure in (1.0, 4.0)
    )
    assert usual == pytest.approx(3.0, abs=0.2)
    assert more == pytest.approx(3.0 * 4**0.65, rel=0.25)
    assert sensed(grey, np.random.default_rng(1), 0.0, 0.6, 4.0).std() < 0.5


def test_shift_moves_the_picture_by_its_share() -> None:
    camera = Camera.orbit((0, 0, 1), 30, 1.2, 3, 200, 100, roll_deg=5)
    points = np.array([[0.1, 0.2, 0.5], [-0.3, 0, 1.4]])
    moved = replace(camera, shift=(0.25, 0.1))
    assert moved.project(points)[0] == pytest.approx(camera.project(points)[0] - (50, 10))
    wide = moved.widened(8)
    assert (wide.width, wide.height) == (216, 116)
    assert wide.project(points)[0] == pytest.approx(moved.project(points)[0] + 8)
    assert camera.widened(0) is camera


def test_shift_moves_the_rendered_person() -> None:
    middle, aside = (
        picture(clear(view={"yaw_deg": 0, "height_m": 1.0, "shift": shift}))
        for shift in ((0.0, 0.0), (0.125, 0.0))
    )
    person = slice(40, 90)
    assert np.abs(aside[24:72, 24:72] - middle[24:72, 40:88])[:, :48].mean() < 3
    assert np.abs(aside[person, 40:88] - middle[person, 40:88]).mean() > 5


def joints_outside(given: Scenario, tmp_path: Path) -> dict[str, bool]:
    """Which joints are ever outside of the picture; the truth gives them all the same."""
    render(given, tmp_path, draft=True)
    truth = json.loads((tmp_path / f"{given.name}.json").read_text(encoding="utf-8"))
    result = {}
    for name, places in truth["joints"].items():
        if name != "frame":
            x, y = np.array(places).T
            result[name] = bool(((x < 0) | (x > SIZE[0]) | (y < 0) | (y > SIZE[1])).any())
    return result


def test_little_margin_cuts_off_hands_and_feet(tmp_path: Path) -> None:
    view = {"yaw_deg": 0, "height_m": 1.0}
    inside = joints_outside(clear(name="inside", view=view), tmp_path)
    assert not any(inside.values())
    cut = joints_outside(clear(name="cut", view=view | {"margin": 0.7}), tmp_path)
    assert cut["left_ankle"] and not cut["left_hip"]
    low = joints_outside(clear(name="low", view=view | {"shift": [0, -0.2]}), tmp_path)
    assert low["left_ankle"] and not low["left_wrist"]
    high = joints_outside(clear(name="high", view=view | {"shift": [0, 0.25]}), tmp_path)
    assert high["left_wrist"] and not high["left_ankle"]


def test_a_margin_under_one_goes_near_to_somebody_on_the_floor() -> None:
    points = np.random.default_rng(0).uniform((-0.2, -0.6, 0), (0.2, 0.6, 0.6), (200, 3))
    usual, cut = (Camera.framing(points, 90, 0.6, m, 160, 90, 42) for m in (1.0, 0.8))
    assert usual.eye[0] == pytest.approx(1.8, abs=0.1)
    assert cut.eye[0] < 1.5
    assert np.abs(cut.project(points)[0] / (160, 90) - 0.5).max() > 0.5


@pytest.mark.parametrize("size", [(128, 96), (96, 160), (160, 90)])
def test_any_shape_of_picture_works(tmp_path: Path, size: tuple[int, int]) -> None:
    given = clear(size=size, fps=30, room={"light": "backlit"}, picture={"shake_px": 1.0})
    done = render(replace(given, still_s=0.0, end_s=0.0), tmp_path, draft=True)
    images = list(pictures(done.video))
    assert len(images) == done.frames
    assert images[0].shape == (size[1], size[0], 3)
    assert images[0].std() > 20


def test_odd_sizes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="even"):
        VideoWriter(tmp_path / "odd.mp4", (161, 90), 12)
