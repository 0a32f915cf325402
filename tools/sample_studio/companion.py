"""Somebody else in the room: stands about or walks past, never before the person who exercises."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .geometry import Array, rigid, rot_z
from .human import Body, Pose
from .meshes import APPEARANCES, Mesh, person_meshes
from .motion import sway
from .places import FLOOR_REACH, Rect, Stage
from .poses_arriving import walking
from .poses_upright import standing
from .scenario import Companion, CompanionPlace
from .scene import Setting

COMPANION_SEED = 83  # beside the scenario's seed
POINTS_STRIDE = 60  # every how many vertices tell what place somebody takes
WALKING_HALF = 0.38  # metres of floor to each side
SWAY_DEG = 1.6
SPEED = 1.05  # metres per second
PATH_STEP = 0.1
BEYOND = 0.8  # metres out of the picture where a walk starts
PATH_OFF, PATH_FARTHEST, PATH_DEPTH_STEP = 0.45, 2.2, 0.15  # metres behind the movement
TURNING = 0.4  # metres of the way in which somebody turns round
SPOT_STEP = 0.15  # metres between the spots that are tried
LEAST_SEEN = 0.3  # share of somebody's width that is in the picture
MOST_OFF = 0.75  # of the picture's width from its middle
ALIKE = 0.08  # places whose score differs by less are equally good
BESIDE_DEPTH = (0.3, 1.2)  # metres before and behind the movement
ELSEWHERE: tuple[CompanionPlace, ...] = ("beside", "behind", "in_front")


@dataclass(frozen=True, slots=True)
class Visitor:
    """A companion with a pose at every time in seconds; nobody is there outside the times."""

    body: Body
    pose_at: Callable[[float], Pose]
    from_s: float
    to_s: float

    def meshes(self, time_s: float) -> list[Mesh]:
        """The companion at a time, or nothing."""
        if not self.from_s <= time_s <= self.to_s:
            return []
        posed = self.body.skin(self.pose_at(time_s))
        meshes = person_meshes(self.body, posed, APPEARANCES[self.body.name])
        return [replace(mesh, subject=False) for mesh in meshes]


def visitor(companion: Companion, setting: Setting, seed: int) -> Visitor:
    """The companion in a furnished room.

    Where the wanted place has no room, another one is taken: beside, behind or in front.
    """
    body = Body.load(companion.body)
    rng = np.random.default_rng((COMPANION_SEED, seed))
    height = float(np.ptp(body.dressed_vertices[:, 2]))
    if companion.place == "passing":
        way = _way_past(setting, height)
        if way is not None:
            return _walker(companion, body, way)
    return _bystander(companion, body, setting, rng)


def _bystander(
    companion: Companion, body: Body, setting: Setting, rng: np.random.Generator
) -> Visitor:
    abduction, elbow, phase, aside = rng.uniform((8, 4, 0, -1), (15, 30, 1000, 1))

    def in_place(time_s: float) -> tuple[Pose, float]:
        moved = sway(time_s, SWAY_DEG, int(phase))
        pose = standing(body, float(abduction), float(elbow), arms_forward=4, sway=moved)
        return pose, moved.turn

    surface = body.skin(in_place(0.0)[0]).vertices[::POINTS_STRIDE]
    at, facing = _standing_place(setting, companion.place, surface, float(aside), rng)

    def pose_at(time_s: float) -> Pose:
        pose, turn = in_place(time_s)
        return _set_down(pose, at, facing + 2 * turn)

    return Visitor(body, pose_at, companion.from_s, companion.to_s)


def _standing_place(
    setting: Setting, wanted: CompanionPlace, surface: Array, aside: float,
    rng: np.random.Generator,
) -> tuple[Array, float]:  # fmt: skip
    """A free spot (3,) on the floor for a body's ``surface`` (n, 3), and where it faces."""
    stage = setting.stage
    grid = np.arange(-FLOOR_REACH, FLOOR_REACH, SPOT_STEP)
    jitter = rng.uniform(-SPOT_STEP / 2, SPOT_STEP / 2, 2)
    spots = np.array([(x + jitter[0], y + jitter[1], 0.0) for x in grid for y in grid])
    pixels, depth = stage.camera.project(spots)
    off = np.abs(pixels[:, 0] / stage.camera.width - 0.5)
    spots = spots[(depth > 0) & (off < MOST_OFF)]
    for place in (wanted, *(p for p in ELSEWHERE if p != wanted)):
        scored = []
        for spot in spots:
            facing = _facing(stage, place, spot, aside)
            points = surface @ rot_z(facing).T + spot
            score = _score(stage, place, points)
            if score > 0 and stage.free(points, setting.taken):
                scored.append((score, spot, facing))
        if scored:
            best = max(score for score, _, _ in scored)
            good = [(spot, facing) for score, spot, facing in scored if score > best - ALIKE]
            return good[int(rng.integers(len(good)))]
    raise ValueError("no room for a companion; use a larger view.margin or fewer room.things")


def _facing(stage: Stage, place: CompanionPlace, spot: Array, aside: float) -> float:
    """Degrees to turn to look about towards the movement; in front, across the picture.

    ``aside`` (-1 to 1) says how far the look is off to a side.
    """
    if place == "in_front":
        view = np.subtract(stage.camera.target, stage.camera.eye)
        across = np.sign(aside) * np.array([view[1], -view[0]])
        return _heading(across) + 20 * aside
    middle = np.array([stage.floor.x0 + stage.floor.x1, stage.floor.y0 + stage.floor.y1]) / 2
    return _heading(middle - spot[:2]) + 40 * aside


def _heading(direction: Array) -> float:
    """Degrees that somebody facing -y turns to face a direction on the floor."""
    return float(np.rad2deg(np.arctan2(direction[0], -direction[1])))


def _score(stage: Stage, place: CompanionPlace, points: Array) -> float:
    """How good a place is for a body with these points (n, 3); above 0 if it will do at all."""
    pixels, depth = stage.camera.project(points)
    seen, _ = stage.shares(points)
    area, centre = Rect.around(pixels), float(depth.mean())
    inside = min(area.x1, stage.camera.width) - max(area.x0, 0)
    if seen == 0 or inside < LEAST_SEEN * (area.x1 - area.x0):
        return 0.0
    apart = area.x1 < stage.seen.x0 or area.x0 > stage.seen.x1
    aside = abs((area.x0 + area.x1) - (stage.seen.x0 + stage.seen.x1)) / 2 / stage.camera.width
    match place:
        case "behind":
            fits = depth.min() > stage.farthest and not apart
            return (1 + seen - aside - 0.3 * (centre - stage.farthest)) * fits
        case "in_front":
            fits = centre < stage.nearest and apart
            return (1 + 3 * seen) * fits
        case _:
            before, behind = BESIDE_DEPTH
            fits = stage.nearest - before < centre < stage.farthest + behind and apart
            return (1 + 3 * seen - 0.4 * abs(centre - (stage.nearest + stage.farthest) / 2)) * fits


@dataclass(frozen=True, slots=True)
class _Way:
    """A straight way from ``start`` (3,) to ``end`` (3,); ``through``: out on the other side."""

    start: Array
    end: Array
    through: bool

    @property
    def length(self) -> float:
        return float(np.linalg.norm(self.end - self.start))


def _way_past(setting: Setting, height: float) -> _Way | None:
    """Through the picture behind the movement, or else into it and back."""
    stage = setting.stage
    camera = stage.camera
    forward = np.subtract(camera.target, camera.eye) * (1, 1, 0)
    forward /= np.linalg.norm(forward)
    right = np.array([forward[1], -forward[0], 0])
    eye = np.array(camera.eye) * (1, 1, 0)
    tangent = np.tan(np.deg2rad(camera.fov_deg) / 2) * camera.width / camera.height
    dead_ends = []
    first = max(stage.nearest - 0.5, 1.0)
    behind = np.arange(PATH_OFF, PATH_FARTHEST, PATH_DEPTH_STEP) + stage.farthest + WALKING_HALF
    for depth in (*behind, *np.arange(first, behind[0], PATH_DEPTH_STEP)):
        reach = depth * tangent + BEYOND
        across = np.arange(-reach, reach, PATH_STEP)
        places = eye + forward * depth + right * across[:, None]
        free = [
            stage.free(_box(place, WALKING_HALF, height), setting.taken) for place in places
        ]  # fmt: skip
        if all(free):
            return _Way(places[0], places[-1], through=True)
        for order in (1, -1):
            steps = _run(free[::order])
            if steps * PATH_STEP > 2 * BEYOND:
                dead_ends.append(_Way(places[::order][0], places[::order][steps - 1], False))
    return max(dead_ends, key=lambda way: way.length, default=None)


def _run(free: Sequence[bool]) -> int:
    """How many are true before the first that is not."""
    return next((i for i, each in enumerate(free) if not each), len(free))


def _walker(companion: Companion, body: Body, way: _Way) -> Visitor:
    """Walks to and fro at about :data:`SPEED`, out of sight at both times."""
    duration_s = max(companion.to_s - companion.from_s, 0.1)
    legs = duration_s * SPEED / way.length
    count = max(1, round(legs)) if way.through else 2 * max(1, round(legs / 2))
    direction = (way.end - way.start) / way.length
    heading = _heading(direction)

    def pose_at(time_s: float) -> Pose:
        walked = (time_s - companion.from_s) / duration_s * count * way.length
        leg = min(int(walked / way.length), count - 1)
        along = walked - leg * way.length
        there = way.length - along if leg % 2 else along
        pose = walking(body, walked, 1.0)
        turned = _turned(walked, way.length, count)
        return _set_down(pose, way.start + direction * there, heading + turned)

    return Visitor(body, pose_at, companion.from_s, companion.to_s)


def _turned(walked: float, length: float, count: int) -> float:
    """Degrees turned so far; at each end half a turn around the moment of turning back."""
    ends = np.arange(1, count) * length
    shares = np.clip((walked - ends) / TURNING + 0.5, 0, 1)
    return float(180 * shares.sum())


def _box(at: Array, half: float, height: float) -> Array:
    """Corners (8, 3) of an upright box on the floor."""
    sides = (-half, half)
    return np.array([np.add(at, (x, y, z)) for x in sides for y in sides for z in (0, height)])


def _set_down(pose: Pose, at: Array, turn_deg: float) -> Pose:
    """The pose turned about the origin, then moved."""
    return replace(pose, root=rigid(at, rot_z(turn_deg)) @ pose.root)
