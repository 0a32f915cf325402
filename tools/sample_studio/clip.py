"""A scenario in front of the camera, rendered frame by frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .camera import Camera
from .clothes import dressed_loosely
from .companion import visitor
from .embodied import pose_of
from .geometry import Array
from .hand_held import dumbbell_meshes, gripping
from .human import SPINE, Body, Pose, PosedBody
from .meshes import APPEARANCES, Appearance, Mesh, person_meshes
from .performances import Performance, on_the_floor, perform
from .picture import STRIDE, between, same_kind, steps_for, together
from .places import Rect
from .renderer import Renderer
from .scenario import Clothes, Companion, Room, Scenario
from .scene import furnished, mat_under, with_wall_gap

Image = NDArray[np.uint8]

FRAMING_STEP_S = 0.6  # moments of a movement looked at to place camera and mat
WAY_STEP_S, WAY_HALF = 0.3, 0.35  # of somebody coming or going: moments, metres to each side


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

    def way(self) -> list[Rect]:
        """Floor that is needed for coming and going."""
        if self.in_place is None:
            return []
        start_s, end_s = self.in_place
        coming = np.arange(0, start_s, WAY_STEP_S)
        going = np.arange(end_s, self.duration_s, WAY_STEP_S)
        return [
            Rect.around(self.body.position(self.pose_at(float(time)), SPINE[0])[None, :2], WAY_HALF)
            for time in (*coming, *going)
        ]


@dataclass(frozen=True, slots=True)
class Staging:
    """What belongs to a scene beside the movement; ``seed`` chooses places and details."""

    room: Room = field(default_factory=Room)
    clothes: Clothes = "fitted"
    in_hands: Literal["nothing", "dumbbells"] = "nothing"
    companion: Companion | None = None
    seed: int = 0


PLAIN = Staging()


@dataclass(frozen=True)
class Shot:
    """A moment of a scene, rendered: RGB picture (H, W, 3), person mask (H, W) and the body.

    ``moved`` (2, 3) leads from the steady camera's pixels to those of a shaken picture.
    """

    image: Image
    mask: NDArray[np.bool_] | None
    pose: Pose
    posed: PosedBody
    moved: Array | None = None


@dataclass(frozen=True, slots=True)
class Lens:
    """How a moment is caught: exposure, how long the shutter is open, room around the picture.

    ``margin`` is in pixels on each side; the renderer must be that much larger.
    """

    exposure: float = 1.0
    open_s: float = 0.0
    margin: int = 0


USUAL_LENS = Lens()


class Scene:
    """A movement in front of a fixed camera, with props, mat and shadows that stay put.

    Props come from the pose at time 0. ``frame`` makes the camera from the size of the renderer
    and all vertices (n, 3) that must be in the picture.
    """

    def __init__(
        self, movement: Movement, renderer: Renderer, frame: Callable[[Array], Camera],
        staging: Staging = PLAIN,
    ) -> None:  # fmt: skip
        self.movement, self.renderer, self.staging = movement, renderer, staging
        samples = movement.sampled()
        vertices = np.concatenate([posed.vertices for posed in samples])
        self.camera = frame(vertices)
        self.props = with_wall_gap(movement.pose_at(0.0).props, staging.room.wall_gap_m)
        if movement.on_mat:
            self.props = (*self.props, mat_under(samples[0].vertices))
        self.middle = (vertices.min(0) + vertices.max(0)) / 2
        self.shadow_centre = self.middle * (1, 1, 0.7)
        room, somebody = staging.room, staging.companion
        self.setting = furnished(
            self.camera, self.props, vertices, room, staging.seed,
            kept_free=movement.way() if room.things or somebody else (),
            wide=somebody is not None and somebody.place == "passing",
        )  # fmt: skip
        self.visitor = None if somebody is None else visitor(somebody, self.setting, staging.seed)

    def shoot(self, time_s: float, with_mask: bool = False, lens: Lens = USUAL_LENS) -> Shot:
        """Render one moment; what moves fast blurs over the time that the shutter is open."""
        pose = self.movement.pose_at(time_s)
        posed = self.movement.body.skin(pose)
        meshes = self.moving(time_s, posed)
        camera, fixed = self.camera.widened(lens.margin), self.setting.meshes
        images, mask = [], None
        for each in self._while_open(meshes, time_s, lens.open_s):
            image, seen = self.renderer.render(
                [*each, *fixed], camera, self.appearance, self.shadow_centre,
                with_mask and each is meshes, lens.exposure,
            )  # fmt: skip
            images.append(image)
            mask = seen if seen is not None else mask
        return Shot(together(images), mask, pose, posed)

    @property
    def appearance(self) -> Appearance:
        """Colours of the person."""
        return APPEARANCES[self.movement.body.name]

    def moving(self, time_s: float, posed: PosedBody) -> list[Mesh]:
        """Everything that moves, at one moment; ``posed`` is the body then."""
        body, clothes = self.movement.body, None
        held = dumbbell_meshes(body, posed) if self.staging.in_hands == "dumbbells" else []
        if self.staging.clothes == "loose":
            posed, clothes = dressed_loosely(body, posed, self.props)
        others = self.visitor.meshes(time_s) if self.visitor else []
        return person_meshes(body, posed, self.appearance, clothes) + held + others

    def _while_open(self, meshes: list[Mesh], time_s: float, open_s: float) -> list[list[Mesh]]:
        """What moves, at moments spread evenly over the open shutter; the middle one is exact."""
        if open_s == 0:
            return [meshes]
        later_s = time_s + open_s / 2
        later = self.moving(later_s, self.movement.body.skin(self.movement.pose_at(later_s)))
        if not same_kind(meshes, later):
            return [meshes]
        (before, _), (after, _) = (
            self.camera.project(np.concatenate([mesh.vertices[::STRIDE] for mesh in each]))
            for each in (meshes, later)
        )
        steps = steps_for(2 * float(np.hypot(*(after - before).T).max(initial=0.0)))
        return [
            meshes if 2 * i == steps - 1 else between(meshes, later, (2 * i + 1) / steps - 1)
            for i in range(steps)
        ]


def movement_of(scenario: Scenario) -> tuple[Movement, Performance]:
    """The movement of a scenario's body, and what it performs."""
    body, performance = Body.load(scenario.body), perform(scenario)

    def pose_at(time_s: float) -> Pose:
        pose = pose_of(scenario, body, performance, time_s)
        return gripping(body, pose) if scenario.in_hands == "dumbbells" else pose

    floor = on_the_floor(scenario.exercise)
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

    staging = Staging(
        scenario.room, scenario.clothes, scenario.in_hands, scenario.companion, scenario.seed
    )
    return Scene(movement, renderer, frame, staging)
