"""A scenario in front of the camera, rendered frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .camera import Camera
from .embodied import pose_of
from .geometry import Array
from .human import Body, Pose, PosedBody
from .lighting import Light, default_lights
from .meshes import APPEARANCES, person_meshes
from .performances import ON_THE_FLOOR, Performance, perform
from .renderer import Renderer, add_sensor_noise
from .scenario import Room, Scenario
from .scene import furnished, mat_under, with_wall_gap

Image = NDArray[np.uint8]

FRAMING_STEP_S = 0.6  # moments of a movement looked at to place camera and mat
KEY_LIGHT_BESIDE = 40.0  # degrees
KEY_LIGHTS, FILL_LIGHTS = 3, 5  # each costs about 5 % of a picture
NOISE_SIGMA, NOISE_BLUR = 2.5, 0.6  # grey levels, pixels
PLAIN_ROOM = Room()


@dataclass(frozen=True)
class Movement:
    """A body and its pose at any time in seconds; ``in_place`` between coming and going."""

    body: Body
    pose_at: Callable[[float], Pose]
    duration_s: float
    on_mat: bool = False
    in_place: tuple[float, float] | None = None

    def sampled(self) -> list[PosedBody]:
        """The body at moments spread over the exercise, the first in the start pose."""
        start_s, end_s = self.in_place or (0.0, self.duration_s)
        count = 1 + int(np.ceil((end_s - start_s) / FRAMING_STEP_S))
        times = np.linspace(start_s, end_s, count)
        return [self.body.skin(self.pose_at(float(time))) for time in times]


@dataclass(frozen=True)
class Shot:
    """A moment of a scene, rendered: RGB picture (H, W, 3), person mask (H, W) and the body."""

    image: Image
    mask: NDArray[np.bool_] | None
    pose: Pose
    posed: PosedBody


class Scene:
    """A movement in front of a fixed camera, with props, mat and shadows that stay put.

    Props come from the pose at time 0. ``frame`` makes the camera from the size of the renderer
    and all vertices (n, 3) that must be in the picture.
    """

    def __init__(
        self, movement: Movement, renderer: Renderer, frame: Callable[[Array], Camera],
        room: Room = PLAIN_ROOM, seed: int = 0,
    ) -> None:  # fmt: skip
        self.movement, self.renderer = movement, renderer
        samples = movement.sampled()
        vertices = np.concatenate([posed.vertices for posed in samples])
        self.camera = frame(vertices)
        self.props = with_wall_gap(movement.pose_at(0.0).props, room.wall_gap_m)
        if movement.on_mat:
            self.props = (*self.props, mat_under(samples[0].vertices))
        self._shadow_centre = (vertices.min(0) + vertices.max(0)) / 2 * (1, 1, 0.7)
        self.setting = furnished(self.camera, self.props, vertices, room, seed)

    def shoot(self, time_s: float, with_mask: bool = False) -> Shot:
        """Render one moment."""
        body = self.movement.body
        pose = self.movement.pose_at(time_s)
        posed = body.skin(pose)
        appearance = APPEARANCES[body.name]
        meshes = person_meshes(body, posed, appearance) + self.setting.meshes
        image, mask = self.renderer.render(
            meshes, self.camera, appearance, self._shadow_centre, with_mask
        )
        return Shot(image, mask, pose, posed)


def movement_of(scenario: Scenario) -> tuple[Movement, Performance]:
    """The movement of a scenario's body, and what it performs."""
    body, performance = Body.load(scenario.body), perform(scenario)

    def pose_at(time_s: float) -> Pose:
        return pose_of(scenario, body, performance, time_s)

    floor = scenario.exercise in ON_THE_FLOOR
    duration_s, in_place = performance.duration_s, performance.in_place
    return Movement(body, pose_at, duration_s, floor, in_place), performance


def scene_of(scenario: Scenario, movement: Movement, renderer: Renderer) -> Scene:
    """The movement in front of the scenario's camera."""
    view, (width, height) = scenario.view, scenario.size

    def frame(vertices: Array) -> Camera:
        camera = Camera.framing(
            vertices, view.yaw_deg, view.height_m, view.margin,
            width=width, height=height, fov_deg=view.fov_deg, roll_deg=view.roll_deg,
        )  # fmt: skip
        return replace(camera, shift=view.shift)

    return Scene(movement, renderer, frame, scenario.room, scenario.seed)


def lights_for(scenario: Scenario) -> list[Light]:
    """Key light beside the camera, in front of an upright subject."""
    yaw = scenario.view.yaw_deg
    beside = -KEY_LIGHT_BESIDE if 0 < yaw < 180 else KEY_LIGHT_BESIDE
    return default_lights(yaw + beside, KEY_LIGHTS, FILL_LIGHTS)


def filmed(scene: Scene, times_s: Sequence[float], seed: int) -> Iterator[Shot]:
    """Shots with sensor noise at the given times."""
    rng = np.random.default_rng(seed)
    for time_s in times_s:
        shot = scene.shoot(time_s)
        noisy = add_sensor_noise(shot.image, rng, NOISE_SIGMA, NOISE_BLUR)
        yield Shot(noisy, shot.mask, shot.pose, shot.posed)
