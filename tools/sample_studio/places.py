"""Where things and other people can be: behind or beside a movement, never before or in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .camera import Camera
from .furniture import AT_A_WALL, SIZES
from .geometry import Array, rot_z
from .rooms import WallPlan
from .scenario import Thing

PAD = 0.03  # share of the picture's width kept clear around the movement
CLEARANCE = 0.12  # metres around the movement and around things
TOO_NEAR = 0.45  # metres before the camera
WELL_SEEN, HIDDEN_AT_MOST = 0.6, 0.4  # shares of a thing's area in the picture
WALL_STEP, FLOOR_STEP, FLOOR_REACH = 0.15, 0.2, 4.0  # metres
PLANT_OFF, FLUSH = 0.06, 0.003  # metres from the wall


class Rect(NamedTuple):
    """Part of the picture or of the floor plan."""

    x0: float
    y0: float
    x1: float
    y1: float

    @staticmethod
    def around(points: Array, pad: float = 0.0) -> Rect:
        """Bounds of points (n, 2)."""
        (x0, y0), (x1, y1) = points.min(0) - pad, points.max(0) + pad
        return Rect(float(x0), float(y0), float(x1), float(y1))

    @property
    def area(self) -> float:
        """Zero for what is turned inside out."""
        return max(self.x1 - self.x0, 0.0) * max(self.y1 - self.y0, 0.0)

    def common(self, other: Rect) -> Rect:
        """What belongs to both; its area is 0 if nothing does."""
        return Rect(max(self.x0, other.x0), max(self.y0, other.y0),
                    min(self.x1, other.x1), min(self.y1, other.y1))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing on the floor at ``at`` (3,), turned about z; ``wall`` it stands at, if any."""

    thing: Thing
    at: Array
    turn_deg: float
    footprint: Rect
    wall: int | None = None
    along: float = 0.0


@dataclass(frozen=True, slots=True)
class Stage:
    """The part of the room that a movement needs, as seen from the camera."""

    camera: Camera
    walls: tuple[WallPlan, ...]
    seen: Rect
    floor: Rect
    nearest: float
    farthest: float

    @staticmethod
    def of(camera: Camera, walls: tuple[WallPlan, ...], vertices: Array, around: Array) -> Stage:
        """The stage of a movement's ``vertices`` (n, 3); ``around`` (m, 3) must be free, too."""
        pixels, depth = camera.project(vertices)
        both = np.concatenate([vertices[:, :2], around[:, :2]])
        return Stage(
            camera, walls, Rect.around(pixels, PAD * camera.width),
            Rect.around(both, CLEARANCE), float(depth.min()), float(depth.max()),
        )  # fmt: skip

    def free(self, corners: Array, taken: Sequence[Rect], touching: int | None = None) -> bool:
        """Whether a box's corners (8, 3) are in the room, clear of everything and cover nobody."""
        plan = Rect.around(corners[:, :2])
        if any(plan.common(other).area for other in (self.floor, *taken)):
            return False
        for number, wall in enumerate(self.walls):
            if number != touching and wall.depth_of(corners).min() < 0.02:
                return False
        return not self.covers(corners)

    def covers(self, corners: Array) -> bool:
        """Whether a box (8, 3) may hide part of the movement, or the lens."""
        pixels, depth = self.camera.project(corners)
        if depth.min() > self.farthest:
            return False
        if depth.max() < 0:
            return False
        return depth.min() < TOO_NEAR or bool(Rect.around(pixels).common(self.seen).area)

    def shares(self, corners: Array) -> tuple[float, float]:
        """Shares of a box's area that are in the picture and behind the movement."""
        pixels, depth = self.camera.project(corners)
        if depth.min() < TOO_NEAR:
            return 0.0, 0.0
        whole = Rect.around(pixels)
        picture = Rect(0, 0, self.camera.width, self.camera.height)
        area = max(whole.area, 1e-9)
        return whole.common(picture).area / area, whole.common(self.seen).area / area


def corners_of(size: tuple[float, float, float], at: Array, turn_deg: float) -> Array:
    """Corners (8, 3) of a thing's box; see :mod:`furniture` for its axes."""
    width, depth, height = size
    local = [(x, y, z) for x in (-width / 2, width / 2) for y in (-depth, 0) for z in (0, height)]
    return np.asarray(np.array(local) @ rot_z(turn_deg).T + at)


def place_things(
    stage: Stage, things: Sequence[Thing], rng: np.random.Generator,
    kept_free: Sequence[Rect] = (),
) -> tuple[Placed, ...]:  # fmt: skip
    """A place for each thing; one for which there is none in the room is left out."""
    result: list[Placed] = []
    for thing in things:
        taken = [*kept_free, *(placed.footprint for placed in result)]
        options = _at_walls(thing, stage) if thing in AT_A_WALL else _on_floor(thing, stage, rng)
        good: list[tuple[float, Placed]] = []
        for option in options:
            corners = corners_of(SIZES[thing], option.at, option.turn_deg)
            if stage.free(corners, taken, option.wall):
                seen, hidden = stage.shares(corners)
                good.append((seen - max(hidden - HIDDEN_AT_MOST, 0), option))
        if good:
            result.append(_one_of(good, rng))
    return tuple(result)


def _at_walls(thing: Thing, stage: Stage) -> list[Placed]:
    width = SIZES[thing][0]
    off = PLANT_OFF if thing == "plant" else FLUSH
    result = []
    for number, wall in enumerate(stage.walls):
        low = max(wall.low, -FLOOR_REACH) + width / 2
        high = min(wall.high, FLOOR_REACH) - width / 2
        if wall.openings:
            continue
        for along in np.arange(low, high, WALL_STEP):
            at = wall.point(float(along), off)
            place = _placed(thing, at, wall.turn_deg)
            result.append(
                Placed(thing, at, wall.turn_deg, place.footprint, number, float(along))
            )  # fmt: skip
    return result


def _on_floor(thing: Thing, stage: Stage, rng: np.random.Generator) -> list[Placed]:
    grid = np.arange(-FLOOR_REACH, FLOOR_REACH, FLOOR_STEP)
    turns = rng.uniform(0, 360, (len(grid), len(grid)))
    return [
        _placed(thing, np.array([x, y, 0.0]), float(turns[i, j]))
        for i, x in enumerate(grid)
        for j, y in enumerate(grid)
    ]


def _placed(thing: Thing, at: Array, turn_deg: float) -> Placed:
    corners = corners_of(SIZES[thing], at, turn_deg)
    return Placed(thing, at, turn_deg, Rect.around(corners[:, :2], CLEARANCE / 2))


def _one_of(good: list[tuple[float, Placed]], rng: np.random.Generator) -> Placed:
    """One of the well seen places, or the best seen one."""
    well = [place for score, place in good if score >= WELL_SEEN]
    if well:
        return well[int(rng.integers(len(well)))]
    return max(good, key=lambda pair: pair[0])[1]
