"""True joint angles in degrees, in 3D from the rig and in 2D from projected joints.

3D angles (0 in an upright stance with hanging, straight limbs):

=========================  ======================================================================
trunk_flexion              upper back relative to the pelvis, + forward, - arched backwards
trunk_turn                 same, + turned to the subject's left
trunk_side_bend            same, + bent to the subject's left
neck_flexion / _turn / _side_bend   head relative to the upper back, same signs
{side}_elbow_flexion       0 straight, + bent
{side}_knee_flexion        0 straight, + bent
{side}_hip_flexion         thigh in the pelvis' sagittal plane, + forward, - backward
{side}_shoulder_elevation  upper arm away from the upper back's downward axis, 0 to 180
{side}_shoulder_plane      direction of that elevation: 0 sideways, + towards the front, 90 ahead
=========================  ======================================================================

2D angles, named ``image_...``: at the middle joint, from the first to the second segment,
positive counter-clockwise on the screen, -180 to 180 (a straight limb is close to +-180).
``image_trunk_lean`` is the line from mid-hip to mid-shoulder against the image's vertical,
positive leaning to the right of the image.
"""

from __future__ import annotations

import numpy as np

from .geometry import Array, flexion_twist_side, unit
from .human import SPINE, Body, PosedBody

IMAGE_TRIPLES = {
    "elbow": ("shoulder", "elbow", "wrist"),
    "shoulder": ("hip", "shoulder", "elbow"),
    "hip": ("shoulder", "hip", "knee"),
    "knee": ("hip", "knee", "ankle"),
}
SIDE_SIGNS = (("left", 1), ("right", -1))


def body_angles(body: Body, posed: PosedBody) -> dict[str, float]:
    """3D angles by name, in degrees."""
    pelvis, chest, head = (
        posed.transforms[body.index[bone], :3, :3] for bone in ("root", SPINE[-1], "head")
    )
    result: dict[str, float] = {}
    for name, relative in (("trunk", pelvis.T @ chest), ("neck", chest.T @ head)):
        flexion, turn, bend = flexion_twist_side(relative)
        result |= {
            f"{name}_flexion": flexion, f"{name}_turn": turn, f"{name}_side_bend": bend,
        }  # fmt: skip
    joints = posed.joints
    for side, sign in SIDE_SIGNS:
        shoulder, elbow, wrist = (joints[f"{side}_{j}"] for j in ("shoulder", "elbow", "wrist"))
        hip, knee, ankle = (joints[f"{side}_{j}"] for j in ("hip", "knee", "ankle"))
        thigh = pelvis.T @ unit(knee - hip)
        arm = chest.T @ unit(elbow - shoulder)
        result |= {
            f"{side}_elbow_flexion": _between(elbow - shoulder, wrist - elbow),
            f"{side}_knee_flexion": _between(knee - hip, ankle - knee),
            f"{side}_hip_flexion": float(np.rad2deg(np.arctan2(-thigh[1], -thigh[2]))),
            f"{side}_shoulder_elevation": _between(arm, np.array([0, 0, -1.0])),
            f"{side}_shoulder_plane": float(np.rad2deg(np.arctan2(-arm[1], sign * arm[0]))),
        }
    return result


def image_angles(pixels: dict[str, Array]) -> dict[str, float]:
    """2D angles by name, in degrees, from joint pixels (x right, y down)."""
    result = {}
    for side, _ in SIDE_SIGNS:
        for name, (a, b, c) in IMAGE_TRIPLES.items():
            first, middle, second = (pixels[f"{side}_{joint}"] for joint in (a, b, c))
            result[f"image_{side}_{name}"] = _signed_2d(first - middle, second - middle)
    shoulders = pixels["left_shoulder"] + pixels["right_shoulder"]
    trunk = shoulders - pixels["left_hip"] - pixels["right_hip"]
    result["image_trunk_lean"] = float(np.rad2deg(np.arctan2(trunk[0], -trunk[1])))
    return result


def _between(a: Array, b: Array) -> float:
    cosine = np.clip(unit(a) @ unit(b), -1, 1)
    return float(np.rad2deg(np.arccos(cosine)))


def _signed_2d(a: Array, b: Array) -> float:
    """Angle from ``a`` to ``b``, counter-clockwise as seen on a screen whose y points down."""
    return float(np.rad2deg(np.arctan2(a[1] * b[0] - a[0] * b[1], a @ b)))
