"""Dumbbells in the hands: fingers that close around a bar, and meshes that follow the wrists."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from .furniture import IRON, STEEL, dumbbell
from .geometry import Array, frame_from, rotation_about, unit
from .human import SIDES, Body, Pose, PosedBody, Side
from .meshes import Mesh
from .shaders import MATERIAL_PLAIN
from .solids import oriented

FINGERS = (2, 3, 4, 5)
CURL = (62.0, 74.0, 48.0)  # degrees, from the palm to the tip
THUMB_CURL = 28.0
PALM_DEPTH = 0.021  # metres from the bones of the hand to the middle of the bar
TOWARDS_WRIST = 0.12  # share of the way from the knuckles to the wrist
FLAT_UNTIL, CLOSED_FROM = 0.10, 0.22  # metres of the wrist above the floor


@dataclass(frozen=True, eq=False)
class Grip:
    """Where a hand holds a bar, in rest axes: middle, direction (thumb side), palm's normal."""

    middle: Array
    along: Array
    palm: Array
    curl_axis: Array


@cache
def grip(body: Body, side: Side) -> Grip:
    """The grip of one hand."""
    wrist = body.head(f"wrist.{side}")
    knuckles = [body.head(f"finger{k}-1.{side}") for k in FINGERS]
    spread = unit(knuckles[0] - knuckles[-1])
    pointing = unit(body.head(f"finger3-1.{side}") - wrist)
    palm = unit(np.cross(pointing, spread)) * (1 if side == "L" else -1)
    middle = np.mean(knuckles, axis=0) * (1 - TOWARDS_WRIST) + wrist * TOWARDS_WRIST
    return Grip(middle + palm * PALM_DEPTH, spread, palm, np.cross(pointing, palm))


def gripping(body: Body, pose: Pose) -> Pose:
    """The pose with the fingers closed; hands that rest on the floor stay flat."""
    result = replace(pose, rotations=dict(pose.rotations))
    for side, _ in SIDES:
        height = float(body.position(pose, f"wrist.{side}")[2])
        share = float(np.clip((height - FLAT_UNTIL) / (CLOSED_FROM - FLAT_UNTIL), 0, 1))
        axis = grip(body, side).curl_axis
        for finger in FINGERS:
            for joint, degrees in enumerate(CURL, 1):
                bone = f"finger{finger}-{joint}.{side}"
                result.rotations[bone] = rotation_about(axis, share * degrees)
        for joint in (2, 3):
            bone = f"finger1-{joint}.{side}"
            result.rotations[bone] = rotation_about(axis, share * THUMB_CURL)
    return result


def dumbbell_meshes(body: Body, posed: PosedBody) -> list[Mesh]:
    """A dumbbell in each hand; one that would be in the floor lies on it."""
    result = []
    for side, _ in SIDES:
        held, wrist = grip(body, side), posed.transforms[body.index[f"wrist.{side}"]]
        turn = wrist[:3, :3] @ frame_from(held.along, held.palm)
        at = wrist[:3, :3] @ held.middle + wrist[:3, 3]
        parts = [oriented(shape, turn, at) for shape in _shapes()]
        sunk = min(0.0, *(float(vertices[:, 2].min()) for vertices, _, _ in parts))
        for (vertices, normals, triangles), colour in zip(parts, (STEEL, IRON), strict=True):
            raised = vertices - (0, 0, sunk)
            result.append(Mesh(raised, normals, triangles, MATERIAL_PLAIN, colour))
    return result


_shapes = cache(dumbbell)
