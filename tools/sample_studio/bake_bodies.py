"""Bake body shapes from the Anny model into ``bodies.npz`` (run once, in its own environment).

    uv venv bake-venv
    uv pip install --python bake-venv anny==0.6.2 numpy==2.4.6 pillow==13.0.0 torch==2.13.0
    bake-venv/bin/python -m tools.sample_studio.bake_bodies --out bodies.npz [--only NAME ...]

Only Anny's default rig and topology are used. Never request its ``smpl`` or ``smplx``
topologies: they download assets under a non-commercial licence.

Clothes, hair and facial features are scalar fields over the vertices, positive inside; the
renderer thresholds them per pixel. Clothing also gets some thickness along the normals.
"""

# mypy: ignore-errors
# anny and torch live in an environment of their own, where the project is not checked.

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import anny
import numpy as np
import torch
from anny.keypoints import KeypointsRegressor
from anny.paths import get_anny_root_dir
from PIL import Image

from .geometry import Array
from .human import vertex_normals


@dataclass(frozen=True)
class Outfit:
    """How far clothes reach, how thick they are, and the hairline.

    ``sleeve`` counts the upper arm as 0 to 1 and the forearm as 1 to 2, ``trousers`` the thigh as
    0 to 1 and the shin as 1 to 2. ``shirt_thickness`` is in metres, a receding hairline is
    ``forehead`` metres higher.
    """

    sleeve: float = 0.62
    trousers: float = 1.86
    shirt_thickness: float = 0.009
    forehead: float = 0.0


# Anny phenotypes, 0..1, extrapolated beyond. gender 0 = male, 1 = female; age 1/3 = child,
# 2/3 = young adult, 1 = old. Little muscle with much weight makes a heavy body.
SHAPES: dict[str, dict[str, float]] = {
    "female_slim": {
        "gender": 1.0, "age": 0.66, "muscle": 0.5, "weight": 0.35, "height": 0.40,
        "proportions": 0.7,
    },
    "male_avg": {
        "gender": 0.0, "age": 0.70, "muscle": 0.55, "weight": 0.5, "height": 0.38,
        "proportions": 0.6,
    },
    "heavy_older": {
        "gender": 0.1, "age": 0.90, "muscle": 0.35, "weight": 1.0, "height": 0.36,
        "proportions": 0.25,
    },
    "female_short": {
        "gender": 1.0, "age": 0.60, "muscle": 0.45, "weight": 0.45, "height": 0.33,
        "proportions": 0.5,
    },
    "female_tall": {
        "gender": 1.0, "age": 0.64, "muscle": 0.60, "weight": 0.45, "height": 0.53,
        "proportions": 0.75,
    },
    "female_heavy": {
        "gender": 1.0, "age": 0.74, "muscle": 0.15, "weight": 1.15, "height": 0.38,
        "proportions": 0.3,
    },
    "female_older": {
        "gender": 1.0, "age": 0.98, "muscle": 0.35, "weight": 0.60, "height": 0.33,
        "proportions": 0.3,
    },
    "male_slim": {
        "gender": 0.0, "age": 0.61, "muscle": 0.42, "weight": 0.05, "height": 0.43,
        "proportions": 0.6,
    },
    "male_tall": {
        "gender": 0.0, "age": 0.68, "muscle": 0.72, "weight": 0.5, "height": 0.51,
        "proportions": 0.7,
    },
    "male_short": {
        "gender": 0.0, "age": 0.75, "muscle": 0.60, "weight": 0.70, "height": 0.26,
        "proportions": 0.4,
    },
    "male_heavy": {
        "gender": 0.0, "age": 0.70, "muscle": 0.22, "weight": 1.0, "height": 0.40,
        "proportions": 0.3,
    },
    "male_older": {
        "gender": 0.0, "age": 1.0, "muscle": 0.30, "weight": 0.40, "height": 0.33,
        "proportions": 0.4,
    },
}  # fmt: skip
OUTFITS: dict[str, Outfit] = {
    "female_short": Outfit(sleeve=0.62, trousers=0.45),
    "female_tall": Outfit(sleeve=0.12, trousers=1.9),
    "female_heavy": Outfit(sleeve=0.8, trousers=1.9, shirt_thickness=0.013),
    "female_older": Outfit(sleeve=1.85, trousers=1.86),
    "male_slim": Outfit(sleeve=0.7, trousers=1.86, shirt_thickness=0.02),
    "male_tall": Outfit(sleeve=0.5, trousers=0.85),
    "male_short": Outfit(sleeve=0.75, trousers=0.95),
    "male_heavy": Outfit(sleeve=0.7, trousers=0.9, shirt_thickness=0.012),
    "male_older": Outfit(sleeve=1.9, trousers=1.86, shirt_thickness=0.014, forehead=0.035),
}

WAIST_ABOVE_SPINE = 0.03  # metres
TROUSER_THICKNESS, SHOE_THICKNESS, HAIR_THICKNESS = 0.005, 0.007, 0.016
# Hairline: height above the eyes (metres) by distance behind the eyes (metres).
HAIRLINE_DEPTH = (-0.03, 0.0, 0.035, 0.06, 0.085, 0.10, 0.16, 0.22)
HAIRLINE_HEIGHT = (0.075, 0.062, 0.05, 0.012, 0.0, -0.055, -0.085, -0.09)
EAR_CLEARANCE = 0.034
EYE_RADIUS = 0.019
BROW_ABOVE_EYE, BROW_HALF_WIDTH, BROW_HALF_HEIGHT = 0.021, 0.021, 0.0062


class RestBody:
    """Undressed rest mesh of one shape: vertices, bone heads, weights, COCO keypoints."""

    def __init__(self, model: anny.Anny, shape: dict[str, float]) -> None:
        identity = torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)
        with torch.no_grad():
            output = model(pose_parameters=identity, phenotype_kwargs=shape)
        self.model = model
        self.bones = list(model.bone_labels)
        self.vertices = output["rest_vertices"][0].numpy().astype(float)
        self.heads = output["rest_bone_heads"][0].numpy().astype(float)
        middle = (self.head("upperleg01.L") + self.head("upperleg01.R")) / 2
        self.vertices -= middle
        self.heads -= middle
        self.faces = model.faces.numpy()
        self.weights = model.vertex_bone_weights.numpy().astype(float)
        self.weight_bones = model.vertex_bone_indices.numpy()
        regressor = KeypointsRegressor.coco(model)
        self.keypoint_names = list(regressor.labels)
        self.keypoint_weights = regressor.regression_weights.numpy().astype(float)

    def head(self, bone: str) -> Array:
        """Rest position (3,) of a bone's head."""
        return self.heads[self.bones.index(bone)]

    def influence(self, *prefixes: str) -> Array:
        """Total skin weight (V,) of the bones whose names start with a prefix."""
        wanted = [i for i, bone in enumerate(self.bones) if bone.startswith(prefixes)]
        return (self.weights * np.isin(self.weight_bones, wanted)).sum(1)

    def texture_mask(self, name: str) -> Array:
        """Brightness (V,) of one of Anny's mask images at each vertex, 0..1."""
        path = get_anny_root_dir() / f"data/mpfb2/textures/mpfb_{name}.jpg"
        image = np.asarray(Image.open(path).convert("L")) / 255.0
        uv = np.zeros((len(self.vertices), 2))
        indices = self.model.face_texture_coordinate_indices.numpy().ravel()
        uv[self.faces.ravel()] = self.model.texture_coordinates.numpy()[indices]
        height, width = image.shape
        column = np.clip((uv[:, 0] * width).astype(int), 0, width - 1)
        row = np.clip(((1 - uv[:, 1]) * height).astype(int), 0, height - 1)
        return image[row, column]


def along_limb(body: RestBody, member: Array, start: str, end: str) -> Array:
    """Position (V,) along a limb segment, 0 at ``start``, 1 at ``end``; -1 elsewhere."""
    result = np.full(len(body.vertices), -1.0)
    for side in "LR":
        a, b = body.head(f"{start}.{side}"), body.head(f"{end}.{side}")
        chosen = (np.sign(body.vertices[:, 0]) == np.sign(a[0])) & (member > 0.3)
        result[chosen] = (body.vertices[chosen] - a) @ (b - a) / ((b - a) @ (b - a))
    return result


def limb_cover(body: RestBody, member: Array, joints: tuple[str, str, str], end: float) -> Array:
    """Field (V,) of what covers a limb from its root to ``end`` (1 at the middle joint)."""
    upper, middle, tip = joints
    if end <= 1:
        return (end - along_limb(body, member, upper, middle)) * 0.3
    return (end - 1 - along_limb(body, member, middle, tip)) * 0.3


def clothes_fields(body: RestBody, outfit: Outfit) -> Array:
    """Shirt, trousers, shoes, hair fields (V, 4)."""
    vertices = body.vertices
    arm = body.influence("upperarm", "lowerarm", "wrist", "finger", "metacarpal")
    leg = body.influence("upperleg", "lowerleg", "foot", "toe")
    head = body.influence("neck", "head", "eye")
    waist = body.head("spine05")[2] + WAIST_ABOVE_SPINE
    sleeve = limb_cover(body, arm, ("upperarm01", "lowerarm01", "wrist"), outfit.sleeve)
    shirt = np.minimum.reduce([sleeve, vertices[:, 2] - (waist - 0.05), (0.45 - head) * 0.1])
    trouser_leg = limb_cover(body, leg, ("upperleg01", "lowerleg01", "foot"), outfit.trousers)
    not_arm = np.where(arm > 0.5, -1, 1.0)
    trousers = np.minimum.reduce([trouser_leg, waist - vertices[:, 2], not_arm])
    below_ankle = np.zeros(len(vertices))
    for side in "LR":
        ankle = body.head(f"foot.{side}")
        chosen = np.sign(vertices[:, 0]) == np.sign(ankle[0])
        below_ankle[chosen] = ankle[2] + 0.005 - vertices[chosen, 2]
    shoes = np.where(leg > 0.3, below_ankle, -1.0)
    keypoints = dict(zip(body.keypoint_names, body.keypoint_weights @ vertices, strict=True))
    from_eyes = vertices - (keypoints["left_eye"] + keypoints["right_eye"]) / 2
    line = np.interp(from_eyes[:, 1], HAIRLINE_DEPTH, HAIRLINE_HEIGHT)
    line += outfit.forehead * np.clip((0.06 - from_eyes[:, 1]) / 0.06, 0, 1)
    ear = np.minimum.reduce(
        [np.linalg.norm(vertices - keypoints[name], axis=1) for name in ("left_ear", "right_ear")]
    )
    hair = np.where(head > 0.3, np.minimum(from_eyes[:, 2] - line, ear - EAR_CLEARANCE), -1.0)
    return np.stack([shirt, trousers, shoes, hair], axis=1)


def face_fields(body: RestBody) -> Array:
    """Eyeball, iris, eyebrow, lips fields (V, 4)."""
    vertices = body.vertices
    eyeball, iris, brow = (np.full(len(vertices), outside) for outside in (-0.5, -1.0, -1.0))
    near_eye = body.influence("eye") > 0.5
    for side in "LR":
        offset = vertices - body.head(f"eye.{side}")
        radius = np.linalg.norm(offset, axis=1)
        chosen = (radius < EYE_RADIUS) & near_eye
        eyeball[chosen] = 0.5
        iris[chosen] = -offset[chosen, 1] / np.maximum(radius[chosen], 1e-6) - 0.90
    keypoints = dict(zip(body.keypoint_names, body.keypoint_weights @ vertices, strict=True))
    eyes = [keypoints["left_eye"], keypoints["right_eye"]]
    in_front = vertices[:, 1] - (eyes[0][1] + eyes[1][1]) / 2 < 0.03
    for eye in eyes:
        across = np.abs(vertices[:, 0]) - abs(eye[0])
        above = vertices[:, 2] - eye[2] - BROW_ABOVE_EYE + 6 * across**2
        inside = 1 - (across / BROW_HALF_WIDTH) ** 2 - (above / BROW_HALF_HEIGHT) ** 2
        chosen = in_front & (np.sign(vertices[:, 0]) == np.sign(eye[0]))
        brow = np.where(chosen, np.maximum(brow, inside * 0.01), brow)
    lips = (body.texture_mask("lips") - 0.5) * 0.1
    return np.stack([eyeball, iris, brow, lips], axis=1)


def dressed(body: RestBody, clothes: Array, outfit: Outfit) -> Array:
    """Rest vertices (V, 3) pushed outwards by the thickness of clothes and hair."""

    def ramp(field: Array, low: float, high: float) -> Array:
        return np.clip((field - low) / (high - low), 0, 1)

    shirt, trousers, shoes, hair = clothes.T
    in_shoe = ramp(shoes, 0, 0.01)
    thickness = (
        outfit.shirt_thickness * ramp(shirt, -0.002, 0.02) * (1 - in_shoe)
        + TROUSER_THICKNESS * ramp(trousers, -0.002, 0.01)
        + SHOE_THICKNESS * in_shoe
        + HAIR_THICKNESS * ramp(hair, 0, 0.022)
    )
    return body.vertices + vertex_normals(body.vertices, body.faces) * thickness[:, None]


def bake(out: Path, only: Sequence[str] = ()) -> None:
    """Write all shapes of :data:`SHAPES`; ``only`` these, keeping the file's others."""
    model = anny.Anny(local_changes="none", skinning_method="lbs", extrapolate_phenotypes=True)
    arrays: dict[str, Array] = {}
    if only:
        with np.load(out) as kept:
            arrays = {key: kept[key] for key in kept.files}
    for name in only or SHAPES:
        body = RestBody(model, SHAPES[name])
        outfit = OUTFITS.get(name, Outfit())
        clothes = clothes_fields(body, outfit)
        arrays |= {
            f"{name}/skin_vertices": body.vertices.astype("f4"),
            f"{name}/dressed_vertices": dressed(body, clothes, outfit).astype("f4"),
            f"{name}/bone_heads": body.heads.astype("f4"),
            f"{name}/clothes": clothes.astype("f2"),
            f"{name}/face": face_fields(body).astype("f2"),
        }
    rows, columns = np.nonzero(body.keypoint_weights)
    arrays |= {
        "faces": body.faces.astype("u2"),
        "skin_weights": body.weights.astype("f4"),
        "skin_bones": body.weight_bones.astype("u1"),
        "bone_parents": np.array(model.bone_parents, "i2"),
        "bone_names": np.array(body.bones),
        "keypoint_names": np.array(body.keypoint_names),
        "keypoint_rows": rows.astype("u1"),
        "keypoint_vertices": columns.astype("u2"),
        "keypoint_weights": body.keypoint_weights[rows, columns].astype("f4"),
    }
    np.savez_compressed(out, **arrays)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("bodies.npz"))
    parser.add_argument("--only", nargs="+", choices=SHAPES, default=(), help="add or replace")
    options = parser.parse_args()
    bake(options.out, options.only)
