"""The body's surface: worked out bone by bone and near the trunk alone, it is the plain one."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from formcheck.pose.outline import trunk_outline
from tools.sample_studio.camera import Camera
from tools.sample_studio.geometry import BISECTION_STEPS, Array, cross, rotation_about, solve_near
from tools.sample_studio.human import Body, Pose
from tools.sample_studio.poses import quadruped, seated
from tools.sample_studio.poses_lying import roller_extension
from tools.sample_studio.silhouette import drawn, nearest_around, trunk_triangles

SIZE = (320, 180)
POSES: dict[str, Callable[[Body], Pose]] = {
    "level": quadruped,
    "cat": lambda body: quadruped(body, 1),
    "seated": lambda body: seated(body, 25),
    "roller": lambda body: roller_extension(body, 20),
}


@pytest.fixture(params=POSES)
def seen(request: pytest.FixtureRequest) -> tuple[Body, Pose]:
    body = Body.load("female_tall")
    return body, POSES[request.param](body)


def blended(body: Body, transforms: Array, points: Array) -> Array:
    """Each point moved by the weighted mean of its bones' transforms, the plain way."""
    per_bone = transforms[body.weight_bones, :3]
    blend = np.einsum("vk,vkij->vij", body.weights, per_bone)
    return np.asarray(np.einsum("vij,vj->vi", blend[:, :, :3], points) + blend[:, :, 3])


def test_skin_is_blended_plainly(seen: tuple[Body, Pose]) -> None:
    body, pose = seen
    posed = body.skin(pose)
    plain = blended(body, posed.transforms, body.dressed_vertices)
    assert np.abs(posed.vertices - plain).max() < 1e-12
    for part, side in (("head", ""), ("foot", "L"), ("torso", "")):
        region = plain[body.part(part, side)]
        assert np.abs(body.part_vertices(pose, part, side) - region).max() < 1e-12
        assert body.lowest(pose, part, side) == pytest.approx(region[:, 2].min(), abs=1e-12)


def test_key_points_are_means_of_the_bare_skin(seen: tuple[Body, Pose]) -> None:
    body, pose = seen
    posed = body.skin(pose)
    bare = blended(body, posed.transforms, body.skin_vertices)
    with np.load(body_file()) as data:
        rows, columns, shares = (
            data[f"keypoint_{part}"] for part in ("rows", "vertices", "weights")
        )
    for i, name in enumerate(body.keypoint_names):
        mean = (shares[rows == i, None].astype(float) * bare[columns[rows == i]]).sum(0)
        assert np.abs(posed.joints[f"coco_{name}"] - mean).max() < 1e-12


def body_file() -> str:
    from tools.sample_studio.human import BODIES_FILE

    return str(BODIES_FILE)


def projected(body: Body, pose: Pose) -> tuple[Array, Array, Array, Array]:
    """Pixels (V, 2) and depths of the surface, and the pixels of mid-hip and mid-shoulder."""
    posed = body.skin(pose)
    camera = Camera.framing(posed.vertices, 90, 0.8, 1.1, *SIZE)
    middles = [
        (posed.joints[f"left_{part}"] + posed.joints[f"right_{part}"]) / 2
        for part in ("hip", "shoulder")
    ]
    hip, shoulder = camera.project(np.array(middles))[0]
    return *camera.project(posed.vertices), hip, shoulder


def test_the_outline_is_that_of_the_whole_silhouette(seen: tuple[Body, Pose]) -> None:
    body, pose = seen
    pixels, _, hip, shoulder = projected(body, pose)
    some = trunk_triangles(pixels, body.faces, hip, shoulder)
    corners = pixels[body.faces]
    edges = corners[:, 1:] - corners[:, :1]
    outside = edges[:, 0, 0] * edges[:, 1, 1] - edges[:, 0, 1] * edges[:, 1, 0] < 0
    assert 100 < len(some) < outside.sum()
    near, whole = (
        trunk_outline(drawn(each, SIZE), hip, shoulder) for each in (some, corners[outside])
    )
    assert near is not None and whole is not None
    assert np.array_equal(near.distance_px, whole.distance_px, equal_nan=True)


def test_the_nearest_depth_is_looked_for_in_nine_pixels(seen: tuple[Body, Pose]) -> None:
    pixels, depth, hip, _ = projected(*seen)
    x, y = pixels.astype(int).T
    grid = np.full(SIZE[::-1], np.inf)
    inside = (x >= 0) & (y >= 0) & (x < SIZE[0]) & (y < SIZE[1])
    np.minimum.at(grid, (y[inside], x[inside]), depth[inside])
    grid = -cv2.dilate(-grid, np.ones((3, 3), np.uint8))  # which makes infinity a large number
    grid[grid > depth.max()] = np.inf
    places = np.array([hip, (0.0, 0.0), (-7.0, 30.0), (400.0, 500.0), pixels[100], pixels[5000]])
    at = np.clip(places.astype(int), 0, np.array(SIZE) - 1)
    assert np.array_equal(nearest_around(places, pixels, depth, SIZE), grid[at[:, 1], at[:, 0]])


@pytest.mark.parametrize(
    ("error", "at_most"),
    [
        (lambda x: x * x - 2, 8),
        (lambda x: float(np.cos(np.deg2rad(x))) - 0.999, 8),
        (lambda x: min(0.3 * x - 0.5, 2.0 * x - 3.0), 8),
        (lambda x: x - 1.0, 8),
        (lambda x: (x - 1.7) ** 3, BISECTION_STEPS + 5),
        (lambda x: 1e-9 if x > 1.25 else -1.0, BISECTION_STEPS + 5),
    ],
)
def test_a_root_is_where_halving_leads_and_needs_fewer_looks(
    error: Callable[[float], float], at_most: int
) -> None:
    looks = 0

    def counted(x: float) -> float:
        nonlocal looks
        looks += 1
        return error(x)

    low, high = 0.5, 1.0
    while np.sign(error(high)) == np.sign(error(low)):
        low, high = high, high + 0.5
    steps, sign = int(high / 0.5), np.sign(error(low))
    for _ in range(BISECTION_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if np.sign(error(middle)) == sign else (low, middle)
    assert solve_near(counted, 0.5, 0.5, 10) == (low + high) / 2
    assert looks <= 1 + 2 * steps + at_most, "beside the walk to where the sign changes"


def test_vectors_are_turned_and_multiplied_as_numpy_does() -> None:
    random = np.random.default_rng(3)
    for a, b in random.normal(size=(20, 2, 3)):
        assert np.array_equal(cross(a, b), np.cross(a, b))
        turned = rotation_about(a, 90) @ a
        assert np.allclose(turned, a) and np.isclose(np.linalg.det(rotation_about(a, 50)), 1)
