"""Rigged human body: loading, skeleton, forward kinematics, skinning and two-bone reaching.

World axes, metres: +x = the subject's left, -y = the way the subject faces, +z = up, floor at
z = 0 (for an upright, unturned pose). The origin of the rest pose is the middle of the hips.

A pose is a root transform plus one rotation per bone. A bone's rotation is expressed in the
axes of the REST pose, about the rest position of the bone's head, and is inherited by all
descendants: ``T_child = T_parent @ (rotation about the bone's rest head)``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from .geometry import Array, Vector, frame_from, rigid, rotation_about, swing_twist, unit
from .props import Prop

BODIES_FILE = Path(__file__).with_name("bodies.npz")

Side = Literal["L", "R"]
LimbKind = Literal["arm", "leg"]
SIDES: tuple[tuple[Side, int], ...] = (("L", 1), ("R", -1))  # side, sign of its x coordinate

SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")  # from pelvis to upper back
NECK = ("neck01", "neck02", "neck03", "head")

# proximal segment (two bones), distal segment (two bones), end bone, parent, end-direction bone
LIMB_BONES: dict[str, tuple[str, ...]] = {
    "arm": ("upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist", "shoulder01",
            "finger3-1"),
    "leg": ("upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot", "pelvis", "toe2-1"),
}  # fmt: skip

# Joint centres of the rig, by the names used in truth files.
JOINT_BONES: dict[str, str] = {
    f"{word}_{joint}": f"{bone}.{side}"
    for word, side in (("left", "L"), ("right", "R"))
    for joint, bone in {
        "shoulder": "upperarm01", "elbow": "lowerarm01", "wrist": "wrist", "hand": "finger2-1",
        "hip": "upperleg01", "knee": "lowerleg01", "ankle": "foot", "toe": "toe1-1",
    }.items()
} | {
    "spine_1": "spine05", "spine_2": "spine04", "spine_3": "spine03", "spine_4": "spine02",
    "spine_5": "spine01", "neck": "neck01", "head": "head",
}  # fmt: skip

# Surface regions by the bone that dominates each vertex; used for contacts.
PART_BONES: dict[str, tuple[str, ...]] = {
    "torso": ("root", "pelvis", "spine"),
    "pelvis": ("root", "pelvis", "spine05", "upperleg01"),
    "thigh": ("upperleg",),
    "knee": ("upperleg02", "lowerleg01"),
    "shin": ("lowerleg",),
    "foot": ("foot", "toe"),
    "shoulder": ("clavicle", "shoulder", "upperarm"),
    "forearm": ("lowerarm",),
    "hand": ("wrist", "finger", "metacarpal"),
    "head": ("head", "eye"),
}

UPPER_TWIST_SHARE = 0.5  # share of a limb's axial twist carried by its second upper bone
FOREARM_TWIST_SHARE = 0.6  # share of pronation carried by the forearm instead of the wrist
STRAIGHT_LIMB_SINE = 0.12  # below this bend the hinge axis comes from the hint
MAX_REACH, MIN_REACH = 0.999, 1.02  # fractions of the sum and of the difference of lengths


@dataclass
class Pose:
    """Root transform (4x4), bone rotations (3x3 by bone name) and the props it touches."""

    root: Array = field(default_factory=lambda: np.eye(4))
    rotations: dict[str, Array] = field(default_factory=dict)
    props: tuple[Prop, ...] = ()

    def moved(self, x: float = 0, y: float = 0, z: float = 0) -> Pose:
        """Copy moved by the given metres (props stay where they are)."""
        return replace(self, root=rigid((x, y, z)) @ self.root, rotations=dict(self.rotations))


def mirrored(pose: Pose) -> Pose:
    """Left/right mirror image of a pose (the rig is symmetric about x = 0)."""
    flip = np.diag([-1.0, 1, 1, 1])
    swap = {".L": ".R", ".R": ".L"}
    rotations = {
        bone[:-2] + swap[bone[-2:]] if bone[-2:] in swap else bone: flip[:3, :3] @ r @ flip[:3, :3]
        for bone, r in pose.rotations.items()
    }
    return Pose(flip @ pose.root @ flip, rotations, pose.props)


@dataclass(frozen=True)
class PosedBody:
    """Skinned result: vertices and normals (V, 3), joints by name (3,), transforms (B, 4, 4)."""

    vertices: Array
    normals: Array
    joints: dict[str, Array]
    transforms: Array


class Body:
    """One baked body shape. ``Body.load("male_avg")``; names from :func:`body_names`."""

    def __init__(self, name: str, data: np.lib.npyio.NpzFile) -> None:
        self.name = name
        self.bones = [str(bone) for bone in data["bone_names"]]
        self.index = {bone: i for i, bone in enumerate(self.bones)}
        self.parents = [int(parent) for parent in data["bone_parents"]]
        self.heads = data[f"{name}/bone_heads"].astype(float)
        self.skin_vertices = data[f"{name}/skin_vertices"].astype(float)
        self.dressed_vertices = data[f"{name}/dressed_vertices"].astype(float)
        self.clothes = data[f"{name}/clothes"].astype(np.float32)
        self.face = data[f"{name}/face"].astype(np.float32)
        self.faces = data["faces"].astype(np.int32)
        self.weights = data["skin_weights"].astype(float)
        self.weight_bones = data["skin_bones"].astype(int)
        self.keypoint_names = [str(name) for name in data["keypoint_names"]]
        self._keypoints = (data["keypoint_rows"], data["keypoint_vertices"],
                           data["keypoint_weights"].astype(float))  # fmt: skip
        self._parts: dict[tuple[str, str], Array] = {}
        self.arm_lengths = self._lengths("upperarm01.L", "lowerarm01.L", "wrist.L")
        self.leg_lengths = self._lengths("upperleg01.L", "lowerleg01.L", "foot.L")

    @staticmethod
    @cache
    def load(name: str, path: Path = BODIES_FILE) -> Body:
        """Read one body shape from the baked file (cached)."""
        with np.load(path) as data:
            return Body(name, data)

    def _lengths(self, a: str, b: str, c: str) -> tuple[float, float]:
        return (
            float(np.linalg.norm(self.head(b) - self.head(a))),
            float(np.linalg.norm(self.head(c) - self.head(b))),
        )

    def head(self, bone: str) -> Array:
        """Rest position (3,) of a bone's head."""
        return np.asarray(self.heads[self.index[bone]])

    # ---- kinematics -------------------------------------------------------------------------

    def _local(self, pose: Pose, i: int) -> Array:
        rotation = pose.rotations.get(self.bones[i])
        if rotation is None:
            return np.eye(4)
        return rigid(self.heads[i] - rotation @ self.heads[i], rotation)

    def transforms(self, pose: Pose) -> Array:
        """Rest-to-world transforms (B, 4, 4) of all bones."""
        result = np.empty((len(self.bones), 4, 4))
        for i, parent in enumerate(self.parents):  # parents precede their children
            result[i] = (pose.root if parent < 0 else result[parent]) @ self._local(pose, i)
        return result

    def bone_transform(self, pose: Pose, bone: str) -> Array:
        """Rest-to-world transform (4, 4) of one bone (cheaper than all of them)."""
        i, matrix = self.index[bone], np.eye(4)
        while i >= 0:
            matrix = self._local(pose, i) @ matrix
            i = self.parents[i]
        return np.asarray(pose.root @ matrix)

    def position(self, pose: Pose, bone: str) -> Array:
        """World position (3,) of a bone's head, that is, of the joint above it."""
        matrix = self.bone_transform(pose, bone)
        return np.asarray(matrix[:3, :3] @ self.head(bone) + matrix[:3, 3])

    # ---- surface ----------------------------------------------------------------------------

    def part(self, name: str, side: str = "") -> Array:
        """Vertex numbers of a region in :data:`PART_BONES`, optionally of one side."""
        key = (name, side)
        if key not in self._parts:
            main = self.weight_bones[np.arange(len(self.weights)), self.weights.argmax(1)]
            wanted = [
                i
                for i, bone in enumerate(self.bones)
                if bone.startswith(PART_BONES[name]) and (not side or bone.endswith("." + side))
            ]
            self._parts[key] = np.flatnonzero(np.isin(main, wanted))
        return self._parts[key]

    def _blend(self, transforms: Array, vertices: Array | slice) -> Array:
        per_bone = transforms[self.weight_bones[vertices], :3]
        return np.asarray(np.einsum("vk,vkij->vij", self.weights[vertices], per_bone))

    def part_vertices(self, pose: Pose, name: str, side: str = "") -> Array:
        """World positions (n, 3) of the dressed vertices of one region."""
        ids = self.part(name, side)
        return _apply(self._blend(self.transforms(pose), ids), self.dressed_vertices[ids])

    def lowest(self, pose: Pose, name: str, side: str = "") -> float:
        """Height in metres of the lowest vertex of one region."""
        return float(self.part_vertices(pose, name, side)[:, 2].min())

    def skin(self, pose: Pose) -> PosedBody:
        """Linear blend skinning of the whole body, with its joints."""
        transforms = self.transforms(pose)
        blend = self._blend(transforms, slice(None))
        vertices = _apply(blend, self.dressed_vertices)
        joints = {
            joint: transforms[self.index[bone], :3, :3] @ self.head(bone)
            + transforms[self.index[bone], :3, 3]
            for joint, bone in JOINT_BONES.items()
        }
        rows, columns, weights = self._keypoints
        keypoints = np.zeros((len(self.keypoint_names), 3))
        np.add.at(keypoints, rows, weights[:, None] * _apply(blend, self.skin_vertices)[columns])
        joints |= {f"coco_{n}": keypoints[i] for i, n in enumerate(self.keypoint_names)}
        return PosedBody(vertices, vertex_normals(vertices, self.faces), joints, transforms)

    # ---- limbs ------------------------------------------------------------------------------

    def orient_limb(
        self,
        pose: Pose,
        kind: LimbKind,
        side: Side,
        upper: Vector,
        lower: Vector,
        hinge: Vector,
        end: Vector | None = None,
        end_normal: Vector | None = None,
    ) -> None:
        """Point a limb's two segments (and hand or foot) along world directions, in place.

        ``hinge`` is the elbow or knee axis for a nearly straight limb (for a leg also the sign
        reference: the subject's left). ``end`` is the direction of the hand or foot,
        ``end_normal`` the outward normal of the palm or of the top of the foot.
        """
        a1, a2, b1, b2, tip, parent, pointer = (f"{b}.{side}" for b in LIMB_BONES[kind])
        rest_upper = unit(self.head(b1) - self.head(a1))
        rest_lower = unit(self.head(tip) - self.head(b1))
        rest_end = unit(self.head(pointer) - self.head(tip))
        if kind == "leg":
            rest_hinge = np.array([1.0, 0, 0])
            rest_normal = np.cross(rest_end, rest_hinge)
        else:
            rest_hinge = unit(np.cross(rest_upper, rest_lower))
            spread = self.head(f"finger2-1.{side}") - self.head(f"finger5-1.{side}")
            rest_normal = np.cross(rest_end, spread) * (1 if side == "L" else -1)

        upper, lower, hinge = unit(upper), unit(lower), unit(hinge)
        axis = np.cross(upper, lower)
        if kind == "leg" and axis @ hinge < 0:
            axis = -axis
        trust = min(1.0, float(np.linalg.norm(axis)) / STRAIGHT_LIMB_SINE)
        axis = trust * unit(axis) + (1 - trust) * hinge

        # Each second bone twists about the line from its head to the next joint, which leaves
        # that joint in place; the joint's own rotation then completes the wanted orientation.
        upper_world = frame_from(upper, axis) @ frame_from(rest_upper, rest_hinge).T
        parent_world = self.bone_transform(pose, parent)[:3, :3]
        swing, twist = swing_twist(parent_world.T @ upper_world, rest_upper)
        first = swing @ rotation_about(rest_upper, twist * (1 - UPPER_TWIST_SHARE))
        second = rotation_about(self.head(b1) - self.head(a2), twist * UPPER_TWIST_SHARE)
        pose.rotations[a1], pose.rotations[a2] = first, second

        lower_world = frame_from(lower, axis) @ frame_from(rest_lower, rest_hinge).T
        pose.rotations[b1] = (parent_world @ first @ second).T @ lower_world
        pose.rotations.pop(b2, None)
        pose.rotations.pop(tip, None)
        if end is None:
            return
        normal = lower_world @ rest_normal if end_normal is None else end_normal
        bend = lower_world.T @ frame_from(end, normal) @ frame_from(rest_end, rest_normal).T
        if kind == "arm":
            _, twist = swing_twist(bend, rest_lower)
            axis = self.head(tip) - self.head(b2)
            pose.rotations[b2] = rotation_about(axis, twist * FOREARM_TWIST_SHARE)
            bend = pose.rotations[b2].T @ bend
        pose.rotations[tip] = bend

    def reach(
        self,
        pose: Pose,
        kind: LimbKind,
        side: Side,
        target: Vector,
        pole: Vector,
        end: Vector | None = None,
        end_normal: Vector | None = None,
    ) -> None:
        """Two-bone inverse kinematics, in place: wrist or ankle to ``target`` (world metres).

        ``pole`` is the world direction in which the elbow or knee points. A target out of
        reach is approached along the line from the shoulder or hip.
        """
        start = self.position(pose, f"{LIMB_BONES[kind][0]}.{side}")
        first, second = self.arm_lengths if kind == "arm" else self.leg_lengths
        line = np.asarray(target, float) - start
        direction = unit(line)
        distance = float(np.clip(np.linalg.norm(line), abs(first - second) * MIN_REACH + 1e-3,
                                 (first + second) * MAX_REACH))  # fmt: skip
        cosine = (first**2 + distance**2 - second**2) / (2 * first * distance)
        angle = np.arccos(np.clip(cosine, -1, 1))
        pole = np.asarray(pole, float)
        pole = unit(pole - direction * (pole @ direction))
        upper = np.cos(angle) * direction + np.sin(angle) * pole
        lower = unit(direction * distance - upper * first)
        hinge = np.cross(pole, direction)
        self.orient_limb(pose, kind, side, upper, lower, hinge, end, end_normal)


def _apply(matrices: Array, points: Array) -> Array:
    """Apply (n, 3, 4) transforms to (n, 3) points."""
    return np.asarray(np.einsum("vij,vj->vi", matrices[:, :, :3], points) + matrices[:, :, 3])


def vertex_normals(vertices: Array, faces: Array) -> Array:
    """Area-weighted unit vertex normals (V, 3)."""
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    face_normals = np.cross(b - a, c - a)
    normals = np.stack(
        [
            sum(np.bincount(faces[:, k], face_normals[:, axis], len(vertices)) for k in range(3))
            for axis in range(3)
        ],
        axis=1,
    )
    lengths = np.linalg.norm(normals, axis=1, keepdims=True)
    return np.asarray(normals / np.maximum(lengths, 1e-12))


def body_names(path: Path = BODIES_FILE) -> list[str]:
    """Names of the body shapes in a baked file."""
    with np.load(path) as data:
        return sorted({key.split("/")[0] for key in data.files if "/" in key})
