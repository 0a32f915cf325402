"""Rigged human body: loading, skeleton, forward kinematics, skinning and two-bone reaching.

World axes, metres: +x = the subject's left, -y = the way the subject faces, +z = up, floor at
z = 0 (for an upright, unturned pose). The origin of the rest pose is the middle of the hips.

A pose is a root transform plus one rotation per bone. A bone's rotation is expressed in the
axes of the REST pose, about the rest position of the bone's head, and is inherited by all
descendants: ``T_child = T_parent @ (rotation about the bone's rest head)``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import chain
from pathlib import Path
from typing import Literal

import numpy as np

from .geometry import Array, Vector, length, moved, rigid
from .limbs import Limb, LimbKind, two_segments
from .props import Prop
from .skinning import Means, Skin

BODIES_FILE = Path(__file__).with_name("bodies.npz")

Side = Literal["L", "R"]
SIDES: tuple[tuple[Side, int], ...] = (("L", 1), ("R", -1))  # side, sign of its x coordinate

SPINE = ("spine05", "spine04", "spine03", "spine02", "spine01")  # from pelvis to upper back
NECK = ("neck01", "neck02", "neck03", "head")

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
    """A body in a pose: transforms (B, 4, 4) of its bones, and what follows from them when asked.

    ``worn`` are vertices and normals (V, 3) to be seen in place of the body's own.
    """

    body: Body
    transforms: Array
    worn: tuple[Array, Array] | None = None

    @cached_property
    def vertices(self) -> Array:
        """Vertices (V, 3) of the surface."""
        return self.worn[0] if self.worn else self.body.surface.placed(self.transforms)

    @cached_property
    def normals(self) -> Array:
        """Unit normals (V, 3) of the surface."""
        return self.worn[1] if self.worn else vertex_normals(self.vertices, self.body.faces)

    @cached_property
    def joints(self) -> dict[str, Array]:
        """Joints and key points (3,) by name."""
        return self.body.joints(self.transforms)


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
        self._part_skins: dict[tuple[str, str], tuple[Skin, list[int]]] = {}
        self._limbs: dict[tuple[LimbKind, Side], Limb] = {}
        self._above: dict[str, list[int]] = {}
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
            length(self.head(b) - self.head(a)),
            length(self.head(c) - self.head(b)),
        )

    def head(self, bone: str) -> Array:
        """Rest position (3,) of a bone's head."""
        return np.asarray(self.heads[self.index[bone]])

    # ---- kinematics -------------------------------------------------------------------------

    def _local(self, i: int, rotation: Array) -> Array:
        return rigid(self.heads[i] - rotation @ self.heads[i], rotation)

    def transforms(self, pose: Pose, only: list[int] | None = None) -> Array:
        """Rest-to-world transforms (B, 4, 4) of all bones, or of some and those above them.

        The others are then undefined. ``only`` is in rising order, with every bone's parents.
        """
        result = np.empty((len(self.bones), 4, 4))
        rotations, root = pose.rotations, pose.root
        for i in only if only is not None else range(len(self.bones)):
            parent = self.parents[i]  # parents precede their children
            above = root if parent < 0 else result[parent]
            rotation = rotations.get(self.bones[i])
            result[i] = above if rotation is None else above @ self._local(i, rotation)
        return result

    def bone_transform(self, pose: Pose, bone: str) -> Array:
        """Rest-to-world transform (4, 4) of one bone (cheaper than all of them)."""
        return np.asarray(pose.root @ self._within(pose, bone))

    def _within(self, pose: Pose, bone: str) -> Array:
        """Transform (4, 4) of one bone without the root's."""
        matrix = None
        for i in self._chain(bone):
            rotation = pose.rotations.get(self.bones[i])
            if rotation is not None:
                local = self._local(i, rotation)
                matrix = local if matrix is None else local @ matrix
        return np.eye(4) if matrix is None else matrix

    def _chain(self, bone: str) -> list[int]:
        """The bone and all above it, up to the root."""
        if bone not in self._above:
            i, chain_up = self.index[bone], []
            while i >= 0:
                chain_up.append(i)
                i = self.parents[i]
            self._above[bone] = chain_up
        return self._above[bone]

    def position(self, pose: Pose, bone: str) -> Array:
        """World position (3,) of a bone's head, that is, of the joint above it."""
        return moved(self.before_root(pose, bone), pose.root)

    def before_root(self, pose: Pose, bone: str) -> Array:
        """Position (3,) of a bone's head that the root has not moved yet."""
        matrix = self._within(pose, bone)
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

    @cached_property
    def surface(self) -> Skin:
        """The dressed surface."""
        return Skin(self.dressed_vertices, self.weight_bones, self.weights)

    @cached_property
    def _keypoint_means(self) -> Means:
        return Means(*self._keypoints, self.skin_vertices, self.weight_bones, self.weights)

    @cached_property
    def _joint_heads(self) -> tuple[list[int], Array]:
        """Bones of :data:`JOINT_BONES` and their heads at rest (n, 3, 1)."""
        bones = [self.index[bone] for bone in JOINT_BONES.values()]
        return bones, self.heads[bones][:, :, None]

    def _part_skin(self, name: str, side: str) -> tuple[Skin, list[int]]:
        """The skin of a region, and the bones that it needs with all above them."""
        key = (name, side)
        if key not in self._part_skins:
            ids = self.part(name, side)
            skin = Skin(self.dressed_vertices[ids], self.weight_bones[ids], self.weights[ids])
            above = chain.from_iterable(self._chain(self.bones[bone]) for bone in skin.bones)
            self._part_skins[key] = skin, sorted(set(above))
        return self._part_skins[key]

    def part_vertices(self, pose: Pose, name: str, side: str = "") -> Array:
        """World positions (n, 3) of the dressed vertices of one region."""
        skin, bones = self._part_skin(name, side)
        return skin.placed(self.transforms(pose, bones))

    def lowest(self, pose: Pose, name: str, side: str = "") -> float:
        """Height in metres of the lowest vertex of one region."""
        skin, bones = self._part_skin(name, side)
        return float(skin.heights(self.transforms(pose, bones)).min())

    def skin(self, pose: Pose) -> PosedBody:
        """The whole body in a pose, by linear blend skinning."""
        return PosedBody(self, self.transforms(pose))

    def joints(self, transforms: Array) -> dict[str, Array]:
        """Joint centres and key points (3,) by name under the bones' transforms (B, 4, 4)."""
        bones, heads = self._joint_heads
        places = (transforms[bones, :3, :3] @ heads)[:, :, 0] + transforms[bones, :3, 3]
        joints = dict(zip(JOINT_BONES, places, strict=True))
        keypoints = self._keypoint_means.placed(transforms)
        return joints | {
            f"coco_{name}": point
            for name, point in zip(self.keypoint_names, keypoints, strict=True)
        }

    # ---- limbs ------------------------------------------------------------------------------

    def _limb(self, kind: LimbKind, side: Side) -> Limb:
        if (kind, side) not in self._limbs:
            self._limbs[kind, side] = Limb.at_rest(kind, side, self.head)
        return self._limbs[kind, side]

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
        limb = self._limb(kind, side)
        parent_world = self.bone_transform(pose, limb.parent)[:3, :3]
        turned = limb.rotations(parent_world, upper, lower, hinge, end, end_normal)
        for bone in limb.bones:
            pose.rotations.pop(bone, None)
        pose.rotations |= turned

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
        start = self.position(pose, self._limb(kind, side).bones[0])
        lengths = self.arm_lengths if kind == "arm" else self.leg_lengths
        upper, lower, hinge = two_segments(start, target, pole, lengths)
        self.orient_limb(pose, kind, side, upper, lower, hinge, end, end_normal)


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
