"""The renderer: shapes, both qualities, sensor noise. Tiny pictures; skipped without OpenGL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import cv2
import numpy as np
import pytest

pytest.importorskip("moderngl", reason="rendering needs the studio dependency group")

from tools.sample_studio.camera import Camera
from tools.sample_studio.clip import Movement, Scene, Shot
from tools.sample_studio.draft import key_first
from tools.sample_studio.geometry import Array
from tools.sample_studio.human import Body, Pose, body_names
from tools.sample_studio.lighting import Light, default_lights
from tools.sample_studio.meshes import APPEARANCES, box, cylinder, person_meshes, sphere
from tools.sample_studio.pattern import vertex_pattern
from tools.sample_studio.poses import quadruped, seated, standing
from tools.sample_studio.renderer import (
    Quality,
    Renderer,
    add_quick_noise,
    add_sensor_noise,
)

SIZE = (160, 90)
SHAPES: dict[str, Callable[[], tuple[Array, Array, Array]]] = {
    "box": lambda: box((1, 2, 3), (0.3, 0.2, 0.5)),
    "cylinder": lambda: cylinder((0, 0, 1), (1, 0.5, 0), 0.1, 0.6),
    "sphere": lambda: sphere(np.zeros(3), 0.1),
}


@pytest.fixture(scope="module")
def body() -> Body:
    return Body.load("male_avg")


@pytest.fixture(scope="module")
def full() -> Iterator[Renderer]:
    yield from opened("full")


@pytest.fixture(scope="module")
def draft() -> Iterator[Renderer]:
    yield from opened("draft")


def opened(quality: Quality) -> Iterator[Renderer]:
    try:
        result = Renderer(*SIZE, quality=quality)
    except RuntimeError as error:
        pytest.skip(str(error))
    yield result
    result.close()


def on_all_fours(body: Body, renderer: Renderer, yaw_deg: float = 90) -> Scene:
    def frame(vertices: Array) -> Camera:
        return Camera.framing(vertices, yaw_deg, 0.9, 1.3, *SIZE)

    return Scene(Movement(body, lambda t: quadruped(body, t), 1.2, True), renderer, frame)


def on_a_stool(body: Body, renderer: Renderer) -> Scene:
    def frame(vertices: Array) -> Camera:
        return Camera.framing(vertices, 120, 1.0, 1.3, *SIZE)

    return Scene(Movement(body, lambda _: seated(body), 1.2), renderer, frame)


def difference(a: Shot, b: Shot) -> Array:
    """Grey levels by which two pictures differ after a little blur, per pixel."""
    blurred = [cv2.GaussianBlur(shot.image, (0, 0), 1.0).astype(int) for shot in (a, b)]
    return np.asarray(np.abs(blurred[0] - blurred[1]).mean(axis=2))


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_shapes_face_outwards(name: str) -> None:
    vertices, normals, triangles = SHAPES[name]()
    a, b, c = (vertices[triangles[:, k]] for k in range(3))
    facing = (np.cross(b - a, c - a) * normals[triangles].sum(axis=1)).sum(axis=1)
    assert (facing > -1e-12).all()
    assert np.isfinite(normals).all()


@pytest.mark.parametrize("name", body_names())
def test_bodies_are_closed(name: str) -> None:
    faces = Body.load(name).faces
    edges = np.concatenate([faces[:, pair] for pair in ([0, 1], [1, 2], [2, 0])])
    backwards = {(b, a) for a, b in edges.tolist()}
    assert backwards == {(a, b) for a, b in edges.tolist()}


def test_draft_shows_what_full_quality_shows(body: Body, full: Renderer, draft: Renderer) -> None:
    for scene_of in (on_all_fours, on_a_stool):  # the stool hides part of a leg
        shots = [scene_of(body, r).shoot(0.0, with_mask=True) for r in (full, draft)]
        assert shots[0].mask is not None and shots[1].mask is not None
        assert np.array_equal(shots[0].mask, shots[1].mask)
        apart = difference(*shots)
        assert apart[shots[0].mask].mean() < 10
        assert apart.mean() < 2
        assert np.percentile(apart, 99) < 25


def test_draft_does_not_depend_on_earlier_pictures(body: Body, draft: Renderer) -> None:
    scene = on_all_fours(body, draft)
    first, _, again = (scene.shoot(t).image for t in (0.1, 1.1, 0.1))
    assert np.array_equal(first, again)
    fresh = next(opened("draft"))
    assert np.array_equal(first, on_all_fours(body, fresh).shoot(0.1).image)
    fresh.close()


def test_draft_follows_the_camera(body: Body, full: Renderer, draft: Renderer) -> None:
    moving, still = on_all_fours(body, draft), on_all_fours(body, full)
    moving.shoot(0.0)
    for scene in (moving, still):
        scene.camera = replace(scene.camera, roll_deg=12)
    assert difference(moving.shoot(0.0), still.shoot(0.0)).mean() < 2


def test_draft_without_a_person_is_the_room(body: Body, full: Renderer, draft: Renderer) -> None:
    images = []
    for renderer in (full, draft):
        scene = on_all_fours(body, renderer)
        room = [mesh for mesh in scene.setting.meshes if mesh.fixed]
        images.append(renderer.render(room, scene.camera, APPEARANCES[body.name], np.zeros(3))[0])
    assert np.abs(images[0].astype(int) - images[1]).max() <= 1


@pytest.mark.parametrize("quality", ["full", "draft"])
def test_two_people_keep_their_own_clothes(
    body: Body, quality: str, request: pytest.FixtureRequest
) -> None:
    renderer: Renderer = request.getfixturevalue(quality)
    posed = body.skin(quadruped(body, 0))
    camera = Camera.framing(posed.vertices, 90, 0.9, 1.1, *SIZE)
    bright, dark = (replace(APPEARANCES[body.name], shirt=(v, v, v)) for v in (0.9, 0.05))
    shown = [
        renderer.render(person_meshes(body, posed, worn), camera, bright, np.zeros(3))[0].mean()
        for worn in (bright, dark)
    ]
    assert shown[0] > shown[1] + 4


def test_unknown_quality_is_refused() -> None:
    with pytest.raises(ValueError, match="full, draft"):
        Renderer(*SIZE, quality="fast")  # type: ignore[arg-type]


def test_key_light_is_found_among_the_lights() -> None:
    lights = default_lights(35, keys=3, dome=5)
    ordered, keys = key_first(lights[::-1])
    assert {id(light) for light in lights[:3]} <= {id(light) for light in ordered[:keys]}
    assert keys < 5
    assert {id(light) for light in ordered} == {id(light) for light in lights}
    assert key_first([Light(np.array([0.0, 0, 1]), np.ones(3))])[1] == 1


def test_pattern_belongs_to_the_cloth(body: Body) -> None:
    pattern = vertex_pattern(body.dressed_vertices, body.clothes)
    shirt = body.clothes[:, 0] > 0
    assert np.abs(pattern[~shirt, :3]).max() == 0
    assert 0.02 < pattern[shirt, :3].std() < 0.2
    assert 0.4 < pattern[:, 3].min() < pattern[:, 3].max() < 1.6


@pytest.mark.parametrize("pose", [quadruped, seated, standing])
def test_a_ponytail_hangs_down(pose: Callable[[Body], Pose]) -> None:
    body = Body.load("female_short")
    posed = body.skin(pose(body))
    knot, *tail = person_meshes(body, posed, APPEARANCES[body.name])[1:]
    heights = [part.vertices[:, 2].mean() for part in (knot, *tail)]
    assert heights[-1] < heights[0] - 0.05
    head = posed.joints["head"]
    assert all(np.linalg.norm(part.vertices.mean(0) - head) < 0.35 for part in tail)


def test_people_differ() -> None:
    bodies = [Body.load(name) for name in body_names()]
    heights = [float(np.ptp(body.skin_vertices[:, 2])) for body in bodies]
    assert min(heights) < 1.55 and max(heights) > 1.90
    worn = [APPEARANCES[body.name] for body in bodies]
    assert any(min(one.shirt) > 0.85 for one in worn)
    assert any(max(*one.shirt, *one.trousers, *one.shoes) < 0.2 for one in worn)
    assert max(one.skin[0] for one in worn) - min(one.skin[0] for one in worn) > 0.4
    assert {one.tied for one in worn} == {"", "bun", "ponytail"}


@pytest.mark.parametrize("add", [add_sensor_noise, add_quick_noise])
def test_noise_is_repeatable_and_as_strong_as_asked(
    add: Callable[..., Array],
) -> None:
    grey = np.full((90, 160, 3), 120, np.uint8)
    first, second = (add(grey, np.random.default_rng(3), 2.5) for _ in range(2))
    assert np.array_equal(first, second)
    assert first.std() == pytest.approx(2.5, abs=0.1)
    assert first.mean() == pytest.approx(120, abs=0.6)
    assert add(np.full((9, 16, 3), 255, np.uint8), np.random.default_rng(3)).min() > 230
