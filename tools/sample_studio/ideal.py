"""What a perfect camera and pose model would see of a scenario: landmarks and outline, no picture.

A thousand times cheaper than rendering: for writing an exercise's spec and for its tests. What a
real model makes of a clip has to be measured on rendered and filmed ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from formcheck.pose.frame import (
    LANDMARK_COUNT,
    FrameQuality,
    Landmark,
    PoseFrame,
    TrunkOutline,
)  # fmt: skip
from formcheck.pose.outline import trunk_outline
from formcheck.pose.recording import Recording

from .camera import Camera
from .clip import Movement, movement_of
from .geometry import Array
from .human import Body, PosedBody
from .scenario import Scenario
from .silhouette import drawn, nearest_around, trunk_triangles

MODEL = "ideal"
SEEN, HIDDEN = 0.97, 0.3  # visibility of a limb in front, and of one behind the body
BEHIND_M = 0.2  # a limb this much farther from the camera than the surface before it is hidden
BRIGHTNESS = 110.0
HEEL_BACK, HEEL_DOWN, TOE = 0.35, 0.5, 1.1  # of the way from ankle to toe joint: heel and tip
CUBE_M = 0.02  # the surface is as coarse as this
SHRINK = 2  # the mask is drawn at this part of the picture's size
_LIMBS = {
    "shoulder": "shoulder", "elbow": "elbow", "wrist": "wrist", "hip": "hip", "knee": "knee",
    "ankle": "ankle",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Film:
    movement: Movement
    camera: Camera
    scenario: Scenario

    @property
    def mask_size(self) -> tuple[int, int]:
        """Width and height of the person mask."""
        width, height = self.scenario.size
        return width // SHRINK, height // SHRINK


def ideal_recording(scenario: Scenario, fps: float | None = None) -> Recording:
    """The recording of a scenario as a perfect pose model would make it.

    Args:
        fps: frames a second; None: the scenario's.
    """
    movement, performance = movement_of(scenario)
    vertices = np.concatenate([posed.vertices for posed in movement.sampled()])
    view, (width, height) = scenario.view, scenario.size
    camera = Camera.framing(
        vertices, view.yaw_deg, view.height_m, view.margin,
        width=width, height=height, fov_deg=view.fov_deg, roll_deg=view.roll_deg,
    )  # fmt: skip
    film, rate = _Film(movement, camera, scenario), fps or scenario.fps
    count = int(performance.duration_s * rate)
    frames = tuple(_frame(film, i / rate) for i in range(count))
    return Recording(frames, scenario.name, MODEL, count / rate, rate)


def _frame(film: _Film, time_s: float) -> PoseFrame:
    posed = film.movement.body.skin(film.movement.pose_at(time_s))
    points, depth = _landmarks(film, posed)
    surface = film.camera.project(posed.vertices)
    landmarks = np.zeros((LANDMARK_COUNT, 3))
    landmarks[:, :2] = points
    landmarks[:, 2] = _visibility(points, depth, surface, film.mask_size)
    hip = landmarks[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], :2].mean(0)
    shoulder = landmarks[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], :2].mean(0)
    outline = _outline(film, surface[0], hip, shoulder)
    quality = FrameQuality(np.ones(LANDMARK_COUNT, bool), BRIGHTNESS, 1)
    return PoseFrame(time_s, film.scenario.size, landmarks, outline, quality)


def _outline(film: _Film, pixels: Array, hip: Array, shoulder: Array) -> TrunkOutline | None:
    """The outline of the trunk from the person mask that the surface's pixels (V, 2) make."""
    corners, faces = _coarse_surface(film.movement.body)
    chord = hip / SHRINK, shoulder / SHRINK
    mask = drawn(trunk_triangles(pixels[corners] / SHRINK, faces, *chord), film.mask_size)
    outline = trunk_outline(mask, *chord)
    return outline and TrunkOutline(outline.distance_px * SHRINK)


def _landmarks(film: _Film, posed: PosedBody) -> tuple[Array, Array]:
    """Pixels (33, 2) and depth (33,) of the landmarks; those that no exercise uses at the nose."""
    joints = posed.joints
    places = np.repeat(joints["coco_nose"][None], LANDMARK_COUNT, axis=0)
    for side in ("left", "right"):
        places[Landmark[f"{side}_ear".upper()]] = joints[f"coco_{side}_ear"]
        for part, joint in _LIMBS.items():
            places[Landmark[f"{side}_{part}".upper()]] = joints[f"{side}_{joint}"]
        ankle, heel, toe = _foot(film, posed, side)
        places[Landmark[f"{side}_ankle".upper()]] = ankle
        places[Landmark[f"{side}_heel".upper()]] = heel
        places[Landmark[f"{side}_toe".upper()]] = toe
    pixels, depth = film.camera.project(places)
    return pixels, depth


def _foot(film: _Film, posed: PosedBody, side: str) -> tuple[Array, Array, Array]:
    """Ankle, heel and tip of the toes, in the world."""
    body, end = film.movement.body, side[0].upper()

    def now(bone: str, rest: Array) -> Array:
        turn = posed.transforms[body.index[bone]]
        return np.asarray(turn[:3, :3] @ rest + turn[:3, 3])

    foot = f"foot.{end}"
    ankle, toe = body.head(foot), body.head(f"toe2-1.{end}")
    along = toe - ankle
    heel = ankle - HEEL_BACK * along * (1, 1, 0) + HEEL_DOWN * along * (0, 0, 1)
    return now(foot, ankle), now(foot, heel), now(foot, ankle + TOE * along)


@cache
def _coarse_surface(body: Body) -> tuple[NDArray[np.intp], NDArray[np.int32]]:
    """The surface with its vertices gathered in small cubes.

    Returns:
        Which vertices stand for their cubes (n,), and triangles (m, 3) of these.
    """
    cubes = np.round(body.dressed_vertices / CUBE_M).astype(int)
    _, first, of = np.unique(cubes, axis=0, return_index=True, return_inverse=True)
    faces = first[of.ravel()][body.faces]
    a, b, c = faces.T
    faces = np.unique(faces[(a != b) & (b != c) & (c != a)], axis=0)
    corners, of_corner = np.unique(faces, return_inverse=True)
    return corners, np.asarray(of_corner.reshape(faces.shape), np.int32)


def _visibility(
    points: Array, depth: Array, surface: tuple[Array, Array], size: tuple[int, int]
) -> Array:
    """Visibility (33,): low for limbs that the body hides.

    ``surface`` are the pixels (V, 2) and depths (V,) of the body's vertices, ``size`` the mask's.
    """
    front = nearest_around(points / SHRINK, surface[0] / SHRINK, surface[1], size)
    hidden = np.isfinite(front) & (depth - front > BEHIND_M)
    return np.where(hidden, HIDDEN, SEEN)
