"""What one picture shows of the camera's place, and what is to be mended in it, the basic first."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from formcheck.coach.gate import lost_instruction
from formcheck.live.phrases import SEEN_PARTS, cannot_see
from formcheck.pose.frame import Array, Landmark
from formcheck.signals.body import OUT_OF_FRAME, Body, landmark_index, trunk_point, view_estimate
from formcheck.specs.schema import ExerciseSpec, Position
from formcheck.specs.vocabulary import View

State = Literal["right", "mend", "unknown"]
ITEMS = ("picture", "light", "alone", "body", "distance", "view", "level")
"""What the camera's place must give, the most basic first."""

BLACK, DARK = 4.0, 12.0
"""Mean grey of a covered lens; below which nobody can be seen (as the coach has it). Rendered dark
rooms read 2 to 3, the darkest film that could be judged 23."""
DIM = 20.0
FAR, NEAR = 1 / 6, 0.55
"""Trunk length over the shorter edge of the picture: 80 pixels at 640x480. Whole sets of all
exercises that could be judged read 0.18 to 0.46, people cut off at the hips 0.37 to 0.84."""
FORESHORTENED = 0.9
"""Shoulders wider than this share of the trunk's length: it points at the camera, and neither its
length nor its direction tells anything. Upright from the front they are 0.6 to 0.75 of it."""
SHOULDERS = 0.72
"""Shoulder width over trunk length straight from the front."""
UPRIGHT_DEG, LEVEL_DEG = 60.0, 30.0
"""The trunk's rise from where somebody is upright, and up to where they are down. Start poses on
the floor reach 42 degrees (over a roller), leaning on a wall begins at 50."""
DOWN_DEG = 45.0
FACE = 0.06
"""How far the nose is above the ears, trunk lengths, where the face looks up; below, down. In the
start poses of rendered sets: on the back 0.08 to 0.18, on all fours and prone -0.05 to -0.2."""
RAISED = 0.7
"""Shoulders so far above the lowest contact, trunk lengths: on all fours 0.8 and more, lying prone
up to 0.55."""
KNEELS, SITS = 1.1, 1.45
"""Ankles further below the hips than this, trunk lengths, are not those of somebody who kneels (up
to 0.75), or sits facing the camera (up to 1.42). Standing it is 1.5 to 1.8."""
ROLLED_DEG, AGREE_DEG = 15.0, 8.0
"""The picture is tilted beyond the first; lines of the body agree within the second."""
BESIDE = 0.3
"""Shoulders further apart than this, in trunk lengths, tell which way somebody faces."""
ROOM = 0.1
"""With this share of the picture free at the other edge, turning or moving a little is enough."""
SEES = 0.5

NOBODY = lost_instruction("nobody in view")
COVERED = "The picture is black. Uncover the camera"
TOO_DARK = lost_instruction("too dark to see")
OTHERS = "Someone else is in view. Ask them to step aside"
TOO_FAR = lost_instruction("too far from the camera")
TOO_NEAR = "Move further away from the camera"
IN_PART = "I see only part of you. Move further away"
TILTED = "The picture is tilted. Level the camera"
FACE_IT = "Turn to face the camera"
TURN: Mapping[View, str] = MappingProxyType(
    {
        "side": "Turn so the camera sees you from the side",
        "oblique": "Turn half towards the camera",
        "front": FACE_IT,
    }
)
TAKE: Mapping[Position, str] = MappingProxyType(
    {
        "quadruped": "Get onto your hands and knees",
        "prone": "Lie on your belly",
        "supine": "Lie on your back",
        "kneeling": "Kneel down on the mat",
        "seated": "Sit up tall",
        "standing": "Stand up",
        "standing_wall": "Stand up at the wall",
    }
)
AWAY, DOWN, UP = "Move away from the camera", "Tilt the camera down", "Tilt the camera up"
FORWARDS, BACKWARDS = "Move forwards a little", "Move backwards a little"
TO_HEAD, TO_FEET = "Shift towards your head", "Shift towards your feet"
TO_MIDDLE, SIT = "Move to the middle", "Sit down"
_REMEDIES = (AWAY, DOWN, UP, FORWARDS, BACKWARDS, TO_HEAD, TO_FEET, TO_MIDDLE, SIT)

_PARTS = MappingProxyType(
    {
        "nose": "head", "ear": "head", "shoulder": "shoulders", "elbow": "elbows",
        "wrist": "hands", "hip": "hips", "knee": "knees", "ankle": "feet", "heel": "feet",
        "toe": "feet",
    }
)  # fmt: skip
_SIDES, _LOWEST = ("left", "right"), ("hip", "knee", "ankle", "wrist")
_MOST_TELLING = ("hips", "shoulders", "head", "knees", "feet", "hands", "elbows")
_LABELS = MappingProxyType(
    {
        "picture": "You are in the picture", "light": "Enough light", "alone": "Only you in view",
        "body": "Whole body in the picture", "distance": "The right distance",
        "level": "The camera is level",
    }
)  # fmt: skip
_FROM: Mapping[View, str] = MappingProxyType(
    {"side": "Seen from the side", "oblique": "Seen from the corner", "front": "Seen from in front"}
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend.

    Attributes:
        item: what it is about: one of `ITEMS`, or `position`.
        text: what to do.
        advised: the coach could judge all the same.
    """

    item: str
    text: str
    advised: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """What one picture shows: the state of each of `ITEMS`, and the problems, basic ones first."""

    states: Mapping[str, State]
    problems: tuple[Problem, ...]


def label(item: str, spec: ExerciseSpec) -> str:
    """One of `ITEMS` as it should be, in a few words."""
    return _FROM[spec.camera.preferred] if item == "view" else _LABELS[item]


def instructions() -> tuple[str, ...]:
    """Everything that can be said."""
    parts = [f"{cannot_see(part)}. {remedy}" for part in SEEN_PARTS for remedy in _REMEDIES]
    single = (NOBODY, COVERED, TOO_DARK, OTHERS, TOO_FAR, TOO_NEAR, IN_PART, TILTED)
    return (*single, *TURN.values(), *TAKE.values(), *parts)


def examine(spec: ExerciseSpec, body: Body) -> Findings:
    """What the picture of a body shows of the camera's place."""
    states: dict[str, State] = dict.fromkeys(ITEMS, "unknown")
    frame = body.frame
    states["picture"] = states["light"] = "right"
    points = frame.landmarks
    if points is None:
        return _unseen(states, frame.quality.brightness)
    problems: list[Problem] = []

    def note(item: str, problem: Problem | None) -> None:
        states[item] = "right" if problem is None else "mend"
        if problem is not None:
            problems.append(problem)

    dim = frame.quality.brightness < DIM
    note("light", Problem("light", TOO_DARK, advised=True) if dim else None)
    others = frame.quality.people > 1
    note("alone", Problem("alone", OTHERS, advised=True) if others else None)
    if _elsewhere(body, points):
        problems.append(Problem("position", TAKE[spec.position]))
        return Findings(states, tuple(problems))
    seen_from = body.anchor.view if body.anchor is not None else view_estimate(frame).kind
    aside = seen_from not in spec.camera.views
    note("body", None if body.anchor is None else _cut_off(spec, body, points))
    note("distance", _distance(body, points, aside))
    note("view", _view(spec, seen_from, points))
    tilt = _tilt_deg(points, spec.position, seen_from)
    if tilt is not None:
        tilted = abs(tilt) > ROLLED_DEG
        note("level", Problem("level", TILTED, advised=True) if tilted else None)
    return Findings(states, tuple(problems))


def _unseen(states: dict[str, State], brightness: float) -> Findings:
    if brightness < BLACK:
        states |= {"picture": "mend", "light": "unknown"}
        return Findings(states, (Problem("picture", COVERED),))
    if brightness < DARK:
        states |= {"picture": "unknown", "light": "mend"}
        return Findings(states, (Problem("light", TOO_DARK),))
    states |= {"picture": "mend"}
    return Findings(states, (Problem("picture", NOBODY),))


def _elsewhere(body: Body, points: Array) -> bool:
    """Whether somebody is plainly in another position: still up, or still down."""
    position = body.position
    if _foreshortened(points):
        return False
    hip, shoulder = trunk_point(points, "hip"), trunk_point(points, "shoulder")
    rise = math.degrees(math.atan2(hip[1] - shoulder[1], abs(shoulder[0] - hip[0])))
    if position in ("seated", "standing", "standing_wall"):
        return rise < LEVEL_DEG
    if rise > UPRIGHT_DEG:
        return position != "kneeling" or _stands(body, KNEELS)
    return rise < DOWN_DEG and _lies_otherwise(points, position)


def _lies_otherwise(points: Array, position: Position) -> bool:
    """Whether somebody who is down lies on the wrong side, or lies instead of standing on hands."""
    trunk = max(_trunk(points), 1.0)
    face_up = float(trunk_point(points, "ear")[1] - points[Landmark.NOSE, 1]) / trunk
    if position == "supine":
        return face_up < -FACE
    lowest = max(float(points[landmark_index(f"{s}_{p}"), 1]) for s in _SIDES for p in _LOWEST)
    low = lowest - float(trunk_point(points, "shoulder")[1]) < RAISED * trunk
    return low if position == "quadruped" else face_up > FACE


def _stands(body: Body, least: float) -> bool:
    """Whether the feet are at least so far below the hips, as far as they are seen."""
    points = body.frame.landmarks
    assert points is not None
    feet = [points[landmark_index(f"{side}_ankle")] for side in _SIDES]
    seen = [float(y) for _, y, visibility in feet if visibility >= SEES and y < body.frame.size[1]]
    if not seen:
        return False
    return max(seen) - float(trunk_point(points, "hip")[1]) > least * _trunk(points)


def _foreshortened(points: Array) -> bool:
    return _shoulder_width(points) > FORESHORTENED * _trunk(points)


def _shoulder_width(points: Array) -> float:
    left, right = _both(points, "shoulder")
    return float(np.hypot(*(left - right)))


def _trunk(points: Array) -> float:
    return float(np.hypot(*(trunk_point(points, "shoulder") - trunk_point(points, "hip"))))


def _distance(body: Body, points: Array, aside: bool) -> Problem | None:
    """Too far or too near. From a wrong view the trunk is foreshortened: shoulders count, too."""
    size = max(_trunk(points), _shoulder_width(points) / SHOULDERS) / min(body.frame.size)
    if body.lost is not None and not (aside and size > FAR):
        return Problem("distance", TOO_FAR)  # the coach cannot judge anyone so small
    if size < FAR:
        return Problem("distance", TOO_FAR, advised=True)
    return Problem("distance", TOO_NEAR, advised=True) if size > NEAR else None


def _view(spec: ExerciseSpec, seen_from: View, points: Array) -> Problem | None:
    if seen_from not in spec.camera.views:
        return Problem("view", TURN[spec.camera.preferred])
    if seen_from == "front" and _turned_away(points):
        return Problem("view", FACE_IT, advised=True)
    return None


def _turned_away(points: Array) -> bool:
    """Whether the own right is on the right of the picture: so it is from behind, mirror or not."""

    def aside(part: str) -> float:
        ends = (points[landmark_index(f"{side}_{part}"), 0] for side in ("right", "left"))
        right, left = map(float, ends)
        return right - left

    return aside("shoulder") > BESIDE * _trunk(points) and aside("ear") > 0


# -- cut off ---------------------------------------------------------------------------------------


def _cut_off(spec: ExerciseSpec, body: Body, points: Array) -> Problem | None:
    """What of the body that must be seen is out of the picture, and how to get it in."""
    width, height = body.frame.size
    needed = {name: points[landmark_index(name), :2] for name in _needed(spec, body)}
    edge = OUT_OF_FRAME * width, OUT_OF_FRAME * height
    out: set[str] = set()
    edges: set[str] = set()
    for name, (x, y) in needed.items():
        past = {
            "left": x < -edge[0], "right": x > width + edge[0],
            "top": y < -edge[1], "bottom": y > height + edge[1],
        }  # fmt: skip
        beyond = {which for which, is_past in past.items() if is_past}
        if beyond:
            out.add(_PARTS[name.rpartition("_")[2]])
            edges |= beyond
    if not out:
        return None
    if len(out) > 2:
        return Problem("body", IN_PART, advised=True)
    part = next(part for part in _MOST_TELLING if part in out)
    remedy = _remedy(spec, body, edges, np.array([*needed.values(), points[0, :2]]))
    return Problem("body", f"{cannot_see(part)}. {remedy}", advised=True)


def _needed(spec: ExerciseSpec, body: Body) -> list[str]:
    """Landmark names of what the exercise must see."""
    near = body.anchor.near if body.anchor is not None else "left"
    names = []
    for expression in spec.camera.must_see:
        side, _, part = expression.rpartition(".")
        sides = {"": ("",), "mid": ("left_", "right_"), "left": ("left_",), "right": ("right_",)}
        names += [f"{prefix}{part}" for prefix in sides.get(side, (f"{near}_",))]
    return names


def _remedy(spec: ExerciseSpec, body: Body, edges: set[str], points: Array) -> str:
    width, height = body.frame.size
    (left, top), (right, bottom) = points.min(0), points.max(0)
    room = {
        "left": left > ROOM * width, "right": right < (1 - ROOM) * width,
        "top": top > ROOM * height, "bottom": bottom < (1 - ROOM) * height,
    }  # fmt: skip
    opposite = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
    if len(edges) > 1 or not all(room[opposite[edge]] for edge in edges):
        return AWAY
    edge = next(iter(edges))
    if edge == "top" and spec.position == "seated" and _stands(body, SITS):
        return SIT
    if edge in ("top", "bottom"):
        return UP if edge == "top" else DOWN
    if body.anchor is None or body.anchor.view == "front":
        return TO_MIDDLE
    ahead = (edge == "right") == (body.anchor.facing > 0)
    if spec.position in ("prone", "supine"):
        return TO_FEET if ahead else TO_HEAD
    return BACKWARDS if ahead else FORWARDS


# -- tilt ------------------------------------------------------------------------------------------


def _tilt_deg(points: Array, position: Position, seen_from: View) -> float | None:
    """Tilt of the picture, degrees; None where no lines of the body tell it.

    What stands upright or lies level by the exercise leans alike in a tilted picture: arms, thighs
    and the floor under them on all fours; trunk, shoulders and hips facing the camera. Somebody
    who moves or bends leans them apart.
    """

    def lean(ends: tuple[Array, Array]) -> float:
        """Of a line from its left end to its right one, from level."""
        start, end = sorted(ends, key=lambda point: float(point[0]))
        across, down = end - start
        return math.degrees(math.atan2(down, across))

    def upright(top: Array, foot: Array) -> float:
        across, down = foot - top
        return math.degrees(math.atan2(-across, down))

    shoulder, hip = trunk_point(points, "shoulder"), trunk_point(points, "hip")
    if position == "quadruped" and seen_from == "side":
        wrist, knee = trunk_point(points, "wrist"), trunk_point(points, "knee")
        leans = [lean((wrist, knee)), upright(shoulder, wrist), upright(hip, knee)]
    elif seen_from == "front" and position in ("standing", "standing_wall", "seated"):
        across = [_both(points, part) for part in ("shoulder", "hip")]
        leans = [upright(shoulder, hip), *map(lean, across)]
    else:
        return None
    middle = float(np.median(leans))
    return middle if max(abs(each - middle) for each in leans) < AGREE_DEG else None


def _both(points: Array, part: str) -> tuple[Array, Array]:
    left, right = (points[landmark_index(f"{side}_{part}"), :2] for side in ("left", "right"))
    return left, right
