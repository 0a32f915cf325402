"""How somebody is held in a picture, as far as it tells positions apart: trunk, face, knees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import numpy as np

from formcheck.pose.frame import Landmark, PoseFrame
from formcheck.signals.body import trunk_point
from formcheck.specs.schema import Position

Posture = Literal["upright", "all_fours", "low"]
Face = Literal["up", "down"]
POSTURES: Mapping[Position, tuple[Posture, ...]] = MappingProxyType(
    {
        "quadruped": ("all_fours",), "prone": ("low", "all_fours"), "supine": ("low",),
        "seated": ("upright",), "standing": ("upright",), "standing_wall": ("upright",),
    }
)  # fmt: skip
"""What the trunk looks like in a position: a plank is prone, but high; kneeling may be any."""
FACES: Mapping[Position, Face] = MappingProxyType(
    {"prone": "down", "kneeling": "down", "supine": "up"}
)
"""Where the face looks while the trunk is low."""
FACE_TORSO = 0.06
Stance = Literal["standing", "seated"]
STANCES: Mapping[Position, Stance] = MappingProxyType({"standing": "standing", "seated": "seated"})
KNEE_DROP_TORSO = (0.5, 0.65)
"""Knees less far below the hips: seated; further: standing."""
OTHER_STANCE, KNEE_SEEN = 0.7, 0.5
"""Some exercises can be done seated and standing: the wrong one is a hint, no more."""
LEVEL_DEG, RAISED_TORSO = 45.0, 0.55
_LOWEST = (
    Landmark.LEFT_HIP, Landmark.RIGHT_HIP, Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE,
    Landmark.LEFT_ANKLE, Landmark.RIGHT_ANKLE, Landmark.LEFT_WRIST, Landmark.RIGHT_WRIST,
)  # fmt: skip


def posture_fits(frames: Sequence[PoseFrame], position: Position) -> bool:
    """Whether trunk and face are as they are in this position, in most of the pictures."""
    wanted, face = POSTURES.get(position), FACES.get(position)
    fitting = sum(
        (wanted is None or posture_of(frame) in (*wanted, None))
        and (face is None or face_of(frame) in (face, None))
        for frame in frames
    )
    return 2 * fitting > len(frames)


def posture_of(frame: PoseFrame) -> Posture | None:
    """How the trunk is held in one picture; None: nobody is seen."""
    points = frame.landmarks
    if points is None:
        return None
    hip, shoulder = trunk_point(points, "hip"), trunk_point(points, "shoulder")
    across, up = abs(shoulder[0] - hip[0]), hip[1] - shoulder[1]
    if up > across * np.tan(np.radians(90 - LEVEL_DEG)):
        return "upright"
    floor = max(float(points[point, 1]) for point in _LOWEST)
    torso = float(np.hypot(across, up))
    return "all_fours" if floor - shoulder[1] > RAISED_TORSO * torso else "low"


def stance_fits(frames: Sequence[PoseFrame], position: Position) -> float:
    """1, or less where somebody stands who should sit, or the other way round."""
    wanted, stances = STANCES.get(position), [stance_of(frame) for frame in frames]
    known = [stance for stance in stances if stance is not None]
    other = sum(stance != wanted for stance in known)
    return OTHER_STANCE if wanted is not None and 2 * other > len(known) else 1.0


def stance_of(frame: PoseFrame) -> Stance | None:
    """Whether somebody upright stands or sits; None: nobody is, or the knees cannot be seen."""
    points = frame.landmarks
    if points is None or posture_of(frame) != "upright":
        return None
    knees = points[[Landmark.LEFT_KNEE, Landmark.RIGHT_KNEE]]
    _, height, seen = max(knees, key=lambda knee: float(knee[2]))
    if seen < KNEE_SEEN or height > frame.size[1]:
        return None
    hip = trunk_point(points, "hip")
    torso = float(np.hypot(*(hip - trunk_point(points, "shoulder"))))
    drop = float(height - hip[1]) / max(torso, 1.0)
    low, high = KNEE_DROP_TORSO
    return "seated" if drop < low else "standing" if drop > high else None


def face_of(frame: PoseFrame) -> Face | None:
    """Where the face of somebody low looks; None: nobody is low, or to the camera."""
    points = frame.landmarks
    if points is None or posture_of(frame) != "low":
        return None
    torso = float(np.hypot(*(trunk_point(points, "hip") - trunk_point(points, "shoulder"))))
    above = float(trunk_point(points, "ear")[1] - points[Landmark.NOSE, 1]) / max(torso, 1.0)
    if abs(above) < FACE_TORSO:
        return None
    return "up" if above > 0 else "down"
