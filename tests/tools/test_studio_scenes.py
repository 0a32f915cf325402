"""What stands in a scene and who is in it: tiny pictures, places, shirts, dumbbells, companions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, get_args

import numpy as np
import pytest

pytest.importorskip("moderngl", reason="rendering needs the studio dependency group")

from tools.sample_studio.camera import Camera
from tools.sample_studio.clip import Movement, Scene, Staging
from tools.sample_studio.clothes import dressed_loosely, loose_shirt
from tools.sample_studio.furniture import SIZES, parts_of
from tools.sample_studio.geometry import Array
from tools.sample_studio.hand_held import dumbbell_meshes, gripping
from tools.sample_studio.human import Body, Pose, body_names
from tools.sample_studio.places import Rect, corners_of
from tools.sample_studio.poses import quadruped, seated, standing, thread_the_needle, wall_angel
from tools.sample_studio.props import DoorFrame, Wall
from tools.sample_studio.renderer import Quality, Renderer
from tools.sample_studio.rooms import wall_plans
from tools.sample_studio.scenario import Companion, Floor, Room, Thing, Walls
from tools.sample_studio.scene import furnished

SIZE = (128, 72)
EVERYTHING: tuple[Thing, ...] = get_args(Thing)
VIEWS = ((90.0, 0.4), (30.0, 0.8), (0.0, 1.0), (230.0, 0.6))
POSES = {"cat": quadruped, "seated": seated, "wall": lambda body: wall_angel(body, 0.5)}


@pytest.fixture(scope="module")
def body() -> Body:
    return Body.load("male_avg")


def opened(quality: Quality) -> Iterator[Renderer]:
    try:
        result = Renderer(*SIZE, quality=quality)
    except RuntimeError as error:
        pytest.skip(str(error))
    yield result
    result.close()


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    yield from opened("draft")


@pytest.fixture(scope="module")
def full() -> Iterator[Renderer]:
    yield from opened("full")


def camera_for(vertices: Array, yaw_deg: float, height_m: float, margin: float = 1.4) -> Camera:
    return Camera.framing(vertices, yaw_deg, height_m, margin, *SIZE)


def scene_of(
    body: Body, renderer: Renderer, staging: Staging | None = None, pose: str = "cat",
    view: tuple[float, float] = VIEWS[0],
) -> Scene:  # fmt: skip
    def pose_at(_: float) -> Pose:
        return POSES[pose](body)

    movement = Movement(body, pose_at, 1.0, on_mat=pose == "cat")
    extra = (staging,) if staging else ()
    return Scene(movement, renderer, lambda v: camera_for(v, *view), *extra)


@cache
def plain_shot(body: Body, renderer: Renderer) -> Any:
    return scene_of(body, renderer).shoot(0.0, with_mask=True)


def test_a_plain_staging_changes_nothing(body: Body, renderer: Renderer) -> None:
    staged = scene_of(body, renderer, Staging(seed=5)).shoot(0.0)
    assert np.array_equal(staged.image, plain_shot(body, renderer).image)


@pytest.mark.parametrize("thing", EVERYTHING)
def test_each_thing_is_seen_and_hides_nobody(body: Body, renderer: Renderer, thing: Thing) -> None:
    plain = plain_shot(body, renderer)
    shot = scene_of(body, renderer, Staging(Room(things=(thing,)))).shoot(0.0, with_mask=True)
    different = np.abs(shot.image.astype(int) - plain.image).max(2) > 12
    assert different.sum() > 10
    assert np.array_equal(shot.mask, plain.mask)


@pytest.mark.parametrize("walls", [w for w in get_args(Walls) if w != "warm"])
@pytest.mark.parametrize("floor", [f for f in get_args(Floor) if f != "wood"])
def test_walls_and_floor_change_only_the_room(
    body: Body, renderer: Renderer, walls: Walls, floor: Floor
) -> None:
    plain = plain_shot(body, renderer)
    shot = scene_of(body, renderer, Staging(Room(walls=walls, floor=floor))).shoot(0.0, True)
    assert np.array_equal(shot.mask, plain.mask)
    different = np.abs(shot.image.astype(int) - plain.image).max(2) > 12
    assert different[:20].mean() > 0.5
    assert different[-12:].mean() > 0.5


def test_both_qualities_show_everything(body: Body, full: Renderer) -> None:
    somebody = Companion("female_tall", "behind")
    room = Room(things=EVERYTHING, walls="papered", floor="tiles")
    staging = Staging(room, "loose", "dumbbells", somebody)
    plain = scene_of(body, full).shoot(0.0, with_mask=True)
    staged = scene_of(body, full, staging).shoot(0.0, with_mask=True)
    assert np.array_equal(scene_of(body, full, Staging()).shoot(0.0).image, plain.image)
    assert np.abs(staged.image.astype(int) - plain.image).mean() > 10
    assert 0.95 < staged.mask.sum() / plain.mask.sum() < 1.3


def test_the_same_seed_furnishes_the_same_room(body: Body, renderer: Renderer) -> None:
    room = Room(things=("shelf", "plant", "ball"), walls="papered")
    first, second, other = (
        scene_of(body, renderer, Staging(room, seed=seed)).shoot(0.0).image for seed in (4, 4, 5)
    )
    assert np.array_equal(first, second)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("pose", POSES)
@pytest.mark.parametrize("view", VIEWS)
def test_things_stand_in_the_room_clear_of_everybody(
    body: Body, pose: str, view: tuple[float, float]
) -> None:
    posed, props = body.skin(POSES[pose](body)), POSES[pose](body).props
    camera = camera_for(posed.vertices, *view)
    setting = furnished(camera, props, posed.vertices, Room(things=EVERYTHING), seed=3)
    assert len(setting.things) >= len(EVERYTHING) - 1  # eight things are a lot for one wall
    for number, placed in enumerate(setting.things):
        others = [thing.footprint for thing in setting.things[:number]]
        corners = corners_of(SIZES[placed.thing], placed.at, placed.turn_deg)
        mine = Rect.around(corners[:, :2])
        assert not any(mine.common(other).area for other in (setting.stage.floor, *others))
        assert not setting.stage.covers(corners)


@pytest.mark.parametrize("thing", EVERYTHING)
def test_things_are_closed_and_keep_to_their_size(thing: Thing) -> None:
    parts = parts_of(thing, np.random.default_rng(2))
    vertices = np.concatenate([shape[0] for shape, _ in parts])
    width, depth, height = SIZES[thing]
    if thing != "door_frame":  # it reaches through the wall
        assert vertices[:, 1].max() < 0.02
    assert vertices[:, 2].min() > -1e-9
    assert np.ptp(vertices[:, 0]) < width + 0.2
    assert vertices[:, 1].min() > -depth - 0.03
    assert height * 0.8 < vertices[:, 2].max() < height * 1.15
    for (points, normals, triangles), _ in parts:
        assert np.allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-6)
        a, b, c = (points[triangles[:, k]] for k in range(3))
        turned = np.cross(b - a, c - a)
        outward = (turned * normals[triangles].mean(1)).sum(1)
        assert (outward < -1e-9).mean() < (0.15 if thing == "plant" else 0.02)  # bent leaves


def test_a_doorway_is_open_and_framed(body: Body, renderer: Renderer) -> None:
    door = DoorFrame(y=0.4)
    vertices = body.skin(standing(body)).vertices
    camera = camera_for(vertices, 10, 1.2)
    wall = wall_plans(camera, None, door)[0]
    hole = wall.openings[0]
    assert (hole.low, hole.high, hole.top) == (-0.43, 0.43, door.height)
    meshes = furnished(camera, (door,), vertices, Room()).meshes
    in_hole = [
        mesh for mesh in meshes
        if (np.abs(mesh.vertices - (0, 0.45, 1.0)) < (0.3, 0.1, 0.5)).all(1).any()
    ]  # fmt: skip
    assert not in_hole


@pytest.mark.parametrize("gap", [0.0, 0.2])
def test_the_wall_moves_away_by_the_gap(body: Body, renderer: Renderer, gap: float) -> None:
    scene = scene_of(body, renderer, Staging(Room(wall_gap_m=gap)), "wall")
    usual = next(p.y for p in POSES["wall"](body).props if isinstance(p, Wall))
    wall = next(p for p in scene.props if isinstance(p, Wall))
    assert wall.y == pytest.approx(usual + gap)
    assert scene.setting.stage.walls[0].face == pytest.approx(usual + gap)


@pytest.mark.parametrize("name", body_names())
@pytest.mark.parametrize("arch", [-1.0, 0.0, 1.0])
def test_a_loose_shirt_lies_outside_the_skin_by_centimetres(name: str, arch: float) -> None:
    body = Body.load(name)
    posed = body.skin(quadruped(body, arch))
    dressed, clothes = dressed_loosely(body, posed)
    shirt = loose_shirt(body).moved
    off = dressed.vertices - posed.vertices
    assert np.percentile((off * posed.normals).sum(1)[shirt], 0.5) > -0.002
    bare = np.setdiff1d(np.arange(len(off)), shirt)
    assert not off[bare].any()
    assert (clothes[shirt, 0] > 0).all()
    assert all(np.array_equal(dressed.joints[joint], at) for joint, at in posed.joints.items())
    rise = back_outline(body, dressed.vertices, posed.joints) - back_outline(
        body, posed.vertices, posed.joints
    )
    assert rise.min() > 0.010
    assert 0.015 < np.median(rise) < 0.04
    assert rise.max() < 0.055


def back_outline(body: Body, vertices: Array, joints: dict[str, Array]) -> Array:
    """Height of the back, from the neck to the pelvis (12,)."""
    trunk = vertices[np.intersect1d(body.part("torso"), loose_shirt(body).moved)]
    places = np.linspace(joints["neck"][1] + 0.08, joints["spine_1"][1], 12)
    return np.array([trunk[np.abs(trunk[:, 1] - y) < 0.012, 2].max() for y in places])


def test_a_loose_shirt_hangs_from_a_level_trunk_and_stays_above_the_floor(body: Body) -> None:
    posed = body.skin(quadruped(body))
    dressed, _ = dressed_loosely(body, posed)
    sunk = posed.vertices[:, 2] - dressed.vertices[:, 2]
    assert sunk.max() > 0.05
    low = body.skin(thread_the_needle(body, 1))
    shirt = loose_shirt(body).moved
    assert dressed_loosely(body, low)[0].vertices[shirt, 2].min() > -0.004


def test_a_loose_shirt_stays_before_the_wall(body: Body) -> None:
    pose = wall_angel(body, 0.5)
    wall = next(p for p in pose.props if isinstance(p, Wall))
    dressed, _ = dressed_loosely(body, body.skin(pose), pose.props)
    assert dressed.vertices[:, 1].max() <= wall.y


def test_cloth_moves_smoothly(body: Body) -> None:
    posed = [body.skin(quadruped(body, arch)) for arch in np.linspace(-0.2, 0.2, 9)]
    offsets = [dressed_loosely(body, p)[0].vertices - p.vertices for p in posed]
    steps = [np.linalg.norm(b - a, axis=1).max() for a, b in pairwise(offsets)]
    assert max(steps) < 0.01


def test_loose_clothes_change_the_picture_and_not_the_truth(body: Body, renderer: Renderer) -> None:
    plain = plain_shot(body, renderer)
    shot = scene_of(body, renderer, Staging(clothes="loose")).shoot(0.0, with_mask=True)
    assert np.array_equal(shot.posed.vertices, plain.posed.vertices)
    assert shot.mask.sum() > plain.mask.sum() * 1.02


@pytest.mark.parametrize("amount", [0.0, 1.0])
def test_dumbbells_move_with_the_wrists(body: Body, amount: float) -> None:
    posed = body.skin(gripping(body, wall_angel(body, amount)))
    meshes = dumbbell_meshes(body, posed)
    for side, pair in (("left", meshes[:2]), ("right", meshes[2:])):
        middle = np.mean([(m.vertices.min(0) + m.vertices.max(0)) / 2 for m in pair], axis=0)
        hand = posed.joints[f"{side}_wrist"]
        assert 0.04 < np.linalg.norm(middle - hand) < 0.12


def test_fingers_close_only_off_the_floor(body: Body) -> None:
    for pose, closed in ((quadruped(body), False), (wall_angel(body, 1), True)):
        before, after = (body.skin(p).vertices for p in (pose, gripping(body, pose)))
        assert (np.abs(after - before).max() > 0.03) == closed
    lying = dumbbell_meshes(body, body.skin(quadruped(body)))
    assert min(float(mesh.vertices[:, 2].min()) for mesh in lying) > -1e-6


@pytest.mark.parametrize("place", ["behind", "beside", "in_front", "passing"])
def test_a_companion_is_there_only_in_its_time(body: Body, renderer: Renderer, place: Any) -> None:
    somebody = Companion("female_tall", place, 1.0, 5.0)
    scene = scene_of(body, renderer, Staging(companion=somebody))
    assert scene.visitor is not None
    early, late, while_there = (scene.shoot(t, with_mask=True) for t in (0.5, 5.5, 3.0))
    assert np.array_equal(early.image, late.image)
    different = np.abs(while_there.image.astype(int) - early.image).max(2) > 12
    assert different.sum() > 40
    assert np.array_equal(while_there.mask, early.mask)
    again = scene_of(body, renderer, Staging(companion=somebody)).shoot(3.0)
    assert np.array_equal(again.image, while_there.image)


@pytest.mark.parametrize(
    ("pose", "view"), list(zip(("cat", "seated", "cat", "wall"), VIEWS, strict=True))
)
def test_whoever_walks_past_comes_from_outside_and_never_stands_in_anything(
    body: Body, renderer: Renderer, pose: str, view: tuple[float, float]
) -> None:
    passer = Companion("male_slim", "passing", 0.0, 8.0)
    scene = scene_of(body, renderer, Staging(companion=passer), pose, view)
    assert scene.visitor is not None
    stage, seen = scene.setting.stage, []
    for time_s in np.linspace(0, 8, 25):
        points = scene.visitor.body.skin(scene.visitor.pose_at(float(time_s))).vertices[::40]
        assert not stage.covers(points)
        assert points[:, 2].min() > -0.01
        seen.append(stage.shares(points)[0])
    if pose != "wall":  # where there is no way behind, somebody may stand there
        assert seen[0] == seen[-1] == 0
    assert max(seen) > 0.2


def test_a_passer_walks_at_a_human_pace(body: Body, renderer: Renderer) -> None:
    scene = scene_of(body, renderer, Staging(companion=Companion("male_slim", "passing", 0, 20)))
    assert scene.visitor is not None
    walker = scene.visitor
    times = np.linspace(0, 20, 101)
    hips = np.array([walker.body.position(walker.pose_at(float(t)), "spine05") for t in times])
    speeds = np.linalg.norm(np.diff(hips[:, :2], axis=0), axis=1) / np.diff(times)
    assert 0.6 < np.median(speeds) < 1.5
