"""The rendering kit: skeleton, contacts, camera, motion, and a few tiny pictures."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
import pytest

pytest.importorskip("moderngl", reason="rendering needs the studio dependency group")

from tools.sample_studio.angles import body_angles, image_angles
from tools.sample_studio.camera import Camera
from tools.sample_studio.clip import Movement, Scene
from tools.sample_studio.geometry import (
    Array,
    flexion_twist_side,
    rot_x,
    rot_y,
    rot_z,
    solve_near,
)
from tools.sample_studio.human import JOINT_BONES, Body, Pose, body_names, mirrored
from tools.sample_studio.meshes import APPEARANCES
from tools.sample_studio.motion import Key, Sway, Timeline, Track, ease, sway
from tools.sample_studio.poses import (
    FLOOR_STILLS,
    STILLS,
    quadruped,
    seated,
    thread_the_needle,
    wall_angel,
    wall_sit,
)
from tools.sample_studio.props import Wall
from tools.sample_studio.renderer import Renderer
from tools.sample_studio.samples import is_finished, render
from tools.sample_studio.scenario_files import scenario_from
from tools.sample_studio.sheet import contact_sheet

FLOOR_TOLERANCE = 0.004  # metres a vertex may be below the floor
SEGMENTS = [
    (f"{side}_{a}", f"{side}_{b}")
    for side in ("left", "right")
    for a, b in (("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle"))
]
SIZE = (160, 90)
FILMED = ("cat", "cow", "quadruped", "seated_extension", "thread_right", "wall_angel_high")


@pytest.fixture(scope="module")
def body() -> Body:
    return Body.load("male_avg")


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    try:
        result = Renderer(*SIZE)
    except RuntimeError as error:
        pytest.skip(str(error))
    yield result
    result.close()


def still_scene(
    body: Body, renderer: Renderer, pose_at: Callable[[float], Pose], size: tuple[int, int] = SIZE
) -> Scene:
    def frame(vertices: Array) -> Camera:
        return Camera.framing(vertices, 90, 0.9, 1.2, *size)

    return Scene(Movement(body, pose_at, 1.2, on_mat=True), renderer, frame)


def test_every_body_has_an_appearance() -> None:
    assert set(body_names()) == set(APPEARANCES)


@pytest.mark.parametrize("name", sorted(STILLS))
def test_poses_keep_bone_lengths(body: Body, name: str) -> None:
    rest = {joint: body.head(bone) for joint, bone in JOINT_BONES.items()}
    posed = body.skin(STILLS[name](body)).joints
    for a, b in SEGMENTS:
        expected = np.linalg.norm(rest[a] - rest[b])
        assert np.linalg.norm(posed[a] - posed[b]) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "body_name"),
    [(name, "male_avg") for name in sorted(STILLS)]
    + [(name, other) for name in FILMED for other in body_names() if other != "male_avg"],
)
def test_poses_touch_the_floor_without_sinking(body_name: str, name: str) -> None:
    shape = Body.load(body_name)
    lowest = shape.skin(STILLS[name](shape)).vertices[:, 2].min()
    assert -FLOOR_TOLERANCE < lowest < FLOOR_TOLERANCE


@pytest.mark.parametrize("arch", [-1, -0.5, 0, 0.5, 1])
def test_quadruped_contacts_stay_in_place(body: Body, arch: float) -> None:
    level, moved = (body.skin(quadruped(body, a)).joints for a in (0, arch))
    for joint in ("left_wrist", "right_wrist", "left_knee", "right_knee", "left_ankle"):
        assert np.linalg.norm(level[joint] - moved[joint]) < 0.002


def test_quadruped_changes_smoothly(body: Body) -> None:
    heights = [body.position(quadruped(body, a), "spine01")[2] for a in np.linspace(-1, 1, 41)]
    assert np.abs(np.diff(heights, 2)).max() < 0.006


def test_forearms_turn_without_jumps(body: Body) -> None:
    amounts = np.linspace(0, 1, 41)
    poses = [thread_the_needle(body, amount) for amount in amounts]
    forearms = np.array([body.part_vertices(pose, "forearm") for pose in poses])
    assert np.linalg.norm(np.diff(forearms, 2, axis=0), axis=2).max() < 0.06


@pytest.mark.parametrize("body_name", body_names())
@pytest.mark.parametrize("amount", [0.0, 0.3, 0.6, 1.0])
def test_threading_keeps_the_other_hand_on_the_floor(body_name: str, amount: float) -> None:
    shape = Body.load(body_name)
    pose = thread_the_needle(shape, amount)
    assert abs(shape.lowest(pose, "hand", "L")) < 0.006
    start = shape.position(thread_the_needle(shape, 0), "wrist.L")
    assert np.linalg.norm(shape.position(pose, "wrist.L") - start) < 0.12


def test_changing_the_threading_side_does_not_jump(body: Body) -> None:
    moved = Sway(0.6, -0.5, 0.7)
    right = body.skin(thread_the_needle(body, 0, sway=moved)).vertices
    left = body.skin(mirrored(thread_the_needle(body, 0, sway=moved.mirrored))).vertices
    assert np.abs(right.min(0) - left.min(0)).max() < 0.002
    assert np.abs(right.max(0) - left.max(0)).max() < 0.002


def test_wall_is_behind_the_body(body: Body) -> None:
    for pose in (wall_sit(body), wall_angel(body, 0), wall_angel(body, 0.5), wall_angel(body, 1)):
        assert body.skin(pose).vertices[:, 1].max() <= wall_plane(pose)


def wall_plane(pose: Pose) -> float:
    return next(prop.y for prop in pose.props if isinstance(prop, Wall))


@pytest.mark.parametrize("body_name", body_names())
def test_leaning_off_the_wall_by_a_distance(body_name: str) -> None:
    shape = Body.load(body_name)
    clean = wall_angel(shape, 1)
    off = wall_angel(shape, 1, back_gap=0.10)
    wrists = [shape.position(pose, "wrist.L")[1] for pose in (clean, off)]
    assert wrists[0] == pytest.approx(wrists[1], abs=0.015)
    shoulders = [shape.position(pose, "upperarm01.L")[1] for pose in (clean, off)]
    assert shoulders[0] - shoulders[1] == pytest.approx(0.10, abs=0.01)
    assert shape.position(clean, "foot.L") == pytest.approx(shape.position(off, "foot.L"))


@pytest.mark.parametrize("body_name", body_names())
def test_hands_touch_the_wall_and_leave_it_by_a_distance(body_name: str) -> None:
    shape = Body.load(body_name)
    clean = wall_angel(shape, 0.5)
    gap = wall_plane(clean) - shape.part_vertices(clean, "hand")[:, 1].max()
    assert 0 < gap < 0.02
    off = wall_angel(shape, 0.5, hand_gap=0.15)
    wrists = [shape.position(pose, "wrist.R")[1] for pose in (clean, off)]
    assert wrists[0] - wrists[1] == pytest.approx(0.15, abs=0.01)


def test_mirrored_pose_swaps_sides(body: Body) -> None:
    pose = thread_the_needle(body, 1)
    joints, flipped = body.skin(pose).joints, body.skin(mirrored(pose)).joints
    expected = joints["right_wrist"] * (-1, 1, 1)
    assert np.allclose(flipped["left_wrist"], expected, atol=1e-6)


def test_signed_angles(body: Body) -> None:
    def angles(pose: Pose) -> dict[str, float]:
        return body_angles(body, body.skin(pose))

    arched = angles(seated(body, extension=30))
    assert arched["trunk_flexion"] == pytest.approx(-30, abs=0.5)
    assert angles(seated(body, head_back=40))["neck_flexion"] == pytest.approx(-40, abs=0.5)
    assert angles(seated(body, twist=20))["trunk_turn"] == pytest.approx(20, abs=0.5)
    assert arched["left_knee_flexion"] == pytest.approx(90, abs=5)
    assert angles(quadruped(body, 1))["trunk_flexion"] > 45
    low = angles(wall_angel(body, 0))
    assert low["left_shoulder_elevation"] == pytest.approx(85, abs=1)
    assert low["right_elbow_flexion"] == pytest.approx(92, abs=3)


def test_reach_puts_the_wrist_on_target(body: Body) -> None:
    pose, target = Pose(), np.array([0.35, -0.25, 0.35])
    body.reach(pose, "arm", "L", target, pole=(0, 1, -1))
    assert np.allclose(body.position(pose, "wrist.L"), target, atol=1e-6)


def test_rotation_split_and_root_finding() -> None:
    assert flexion_twist_side(rot_x(30) @ rot_z(-20) @ rot_y(10)) == pytest.approx((30, -20, 10))
    assert solve_near(lambda x: x * x - 2, 1, 0.25, 3) == pytest.approx(2**0.5, abs=1e-6)


def test_projection() -> None:
    camera = Camera.orbit((0, 0, 1), yaw_deg=0, height_m=1, distance_m=2, width=200, height=100)
    points = np.array([[0, 0, 1], [0.5, 0, 1], [0, 0, 1.5]])
    pixels, depth = camera.project(points)
    scale = 50 / np.tan(np.deg2rad(camera.fov_deg / 2)) / 2
    assert np.allclose(pixels, [[100, 50], [100 + 0.5 * scale, 50], [100, 50 - 0.5 * scale]])
    assert np.allclose(depth, 2)


def test_roll_turns_the_image_counter_clockwise() -> None:
    camera = Camera.orbit((0, 0, 1), 0, 1, 2, 200, 100, roll_deg=90)
    pixels, _ = camera.project(np.array([[0, 0, 1.2]]))
    assert pixels[0, 0] < 90
    assert pixels[0, 1] == pytest.approx(50)


def test_image_angles_are_signed() -> None:
    pixels = {
        f"{side}_{joint}": np.array(xy, float)
        for side in ("left", "right")
        for joint, xy in {
            "shoulder": (0, 0), "elbow": (0, 10), "wrist": (10, 10),
            "hip": (0, 20), "knee": (0, 30), "ankle": (0, 40),
        }.items()
    }  # fmt: skip
    angles = image_angles(pixels)
    assert angles["image_left_elbow"] == pytest.approx(-90)
    assert angles["image_trunk_lean"] == pytest.approx(0)


def test_tracks_ease_and_stay() -> None:
    assert [ease(f) for f in (0, 0.5, 1)] == [0, 0.5, 1]
    timeline = Timeline({"a": 0.0, "b": 1.0})
    timeline.move(2.0, a=4.0)
    timeline.move(1.0)
    timeline.move(1.0, a=0.0, b=3.0)
    tracks = timeline.tracks()
    assert [tracks["a"](t) for t in (0, 1, 2, 2.9, 4, 9)] == [0, 2, 4, 4, 0, 0]
    assert [tracks["b"](t) for t in (0, 3, 3.5, 9)] == [1, 1, 2, 3]
    with pytest.raises(ValueError, match="increase"):
        Track([Key(1, 0), Key(1, 1)])


def test_sway_is_bounded_and_repeatable() -> None:
    values = np.array([sway(t, 1.5, seed=4) for t in np.arange(0, 20, 0.1)])
    assert np.abs(values).max() <= 1.5
    assert np.array_equal(values[7], sway(0.7000000000000001, 1.5, seed=4))


def test_pictures_are_repeatable_and_show_the_person(body: Body, renderer: Renderer) -> None:
    scene = still_scene(body, renderer, lambda t: quadruped(body, t))
    for time_s in (0.0, 0.8):
        first, second = (scene.shoot(time_s, with_mask=True) for _ in range(2))
        assert np.array_equal(first.image, second.image)
        assert first.image.std() > 20
        assert first.mask is not None
        assert 0.03 < first.mask.mean() < 0.5
        pixels, _ = scene.camera.project(first.posed.joints["spine_3"])
        x, y = np.rint(pixels[0]).astype(int)
        assert first.mask[y, x]


def test_camera_size_must_match(body: Body, renderer: Renderer) -> None:
    scene = still_scene(body, renderer, lambda _: wall_sit(body), size=(320, 180))
    with pytest.raises(ValueError, match="160 x 90"):
        scene.shoot(0.0)


def test_a_clip_has_its_truth_beside_it(tmp_path: Path, renderer: Renderer) -> None:
    scenario = scenario_from(
        {
            "name": "angel", "exercise": "wall_angels", "body": "female_slim",
            "view": {"yaw_deg": 90, "height_m": 1.1}, "size": SIZE, "fps": 5,
            "still_s": 0.2, "end_s": 0.2, "person": {"up_s": 0.6, "down_s": 0.6},
            "reps": [{"mistakes": [{"id": "back_off_wall"}]}],
        },
        "test",
    )  # fmt: skip
    assert not is_finished(scenario, tmp_path)
    done = render(scenario, tmp_path, with_arrays=True)
    assert is_finished(scenario, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "angel.json", "angel.mp4", "angel.npz",
    ]  # fmt: skip
    truth = json.loads((tmp_path / "angel.json").read_text(encoding="utf-8"))
    with av.open(str(done.video)) as container:
        pictures = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    assert len(pictures) == truth["frame_count"] == len(truth["series"]["time_s"])
    assert pictures[0].shape == (90, 160, 3)
    gaps = truth["series"]["shoulders_gap_m"]
    assert max(gaps) - gaps[0] == pytest.approx(truth["mistakes"][0]["magnitude"], abs=0.02)
    assert truth["view"] == {"yaw_deg": 90, "kind": "side", "near_side": "left", "facing": "left"}
    with np.load(tmp_path / "angel.npz") as arrays:
        assert arrays["joints_2d"].shape == (truth["frame_count"], len(arrays["joint_names"]), 2)
    assert contact_sheet(done.video, 6).shape[1] == 5 * 320


def test_all_floor_stills_are_known() -> None:
    assert set(STILLS) > FLOOR_STILLS
