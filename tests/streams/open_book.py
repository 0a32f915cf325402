"""A stick figure lying on its side that opens like a book, filmed from the front of the chest.

Not one of the catalogue's exercises: it stands for one that somebody adds.
"""

from __future__ import annotations

import numpy as np

from formcheck.pose.frame import LANDMARK_COUNT, Array, FrameQuality, Landmark, PoseFrame

SIZE, PX_PER_M = (640, 360), 300.0
TORSO_M, SHOULDERS_M, HIPS_M, THIGH_M, SHIN_M, ARM_M = 0.5, 0.36, 0.26, 0.42, 0.42, 0.55
SIDE_M = 0.1
"""How high the lower shoulder and hip lie."""
QUALITY = FrameQuality(np.ones(LANDMARK_COUNT, bool), 110.0, 1)


def open_book(
    reps: int = 3, *, open_deg: float = 75.0, way_s: float = 2.0, hold_s: float = 3.0,
    knee_lift_m: float = 0.0, rest_s: float = 2.0, fps: float = 15.0,
) -> tuple[PoseFrame, ...]:  # fmt: skip
    """Some repetitions, each after a rest; the top knee lifts by `knee_lift_m` at the far end."""
    one = rest_s + 2 * way_s + hold_s
    times = np.arange(0.0, reps * one + rest_s, 1 / fps)
    return tuple(
        _picture(
            float(t), _share(t % one, rest_s, way_s, hold_s) if t < reps * one else 0.0, open_deg,
            knee_lift_m,
        )
        for t in times
    )  # fmt: skip


def _share(t: float, rest_s: float, way_s: float, hold_s: float) -> float:
    """How far open, 0 to 1, eased at both ends."""
    if t < rest_s:
        return 0.0
    if t < rest_s + way_s:
        return _eased((t - rest_s) / way_s)
    if t < rest_s + way_s + hold_s:
        return 1.0
    return 1.0 - _eased((t - rest_s - way_s - hold_s) / way_s)


def _eased(share: float) -> float:
    return share**3 * (10 - 15 * share + 6 * share**2)


def _picture(time_s: float, share: float, open_deg: float, knee_lift_m: float) -> PoseFrame:
    turn, arm = np.radians(open_deg * share), np.radians(170 * share)
    lift = np.array([0.0, knee_lift_m * share, 0.0])
    low_shoulder, low_hip = np.array([-TORSO_M, SIDE_M, 0.0]), np.array([0.0, SIDE_M, 0.0])
    shoulder = low_shoulder + SHOULDERS_M * np.array([0.0, np.cos(turn), -np.sin(turn)])
    hip = low_hip + np.array([0.0, HIPS_M, 0.0])
    forward, down = np.array([0.0, 0.0, 1.0]), np.array([1.0, 0.0, 0.0])
    reach = np.array([0.0, np.sin(arm), np.cos(arm)])
    head = np.array([-TORSO_M - 0.2, SIDE_M + 0.1, 0.0])
    knee, low_knee = hip + THIGH_M * forward + lift, low_hip + THIGH_M * forward
    at = {
        "LEFT_SHOULDER": low_shoulder, "RIGHT_SHOULDER": shoulder,
        "LEFT_ELBOW": low_shoulder + ARM_M / 2 * forward,
        "LEFT_WRIST": low_shoulder + ARM_M * forward,
        "RIGHT_ELBOW": shoulder + ARM_M / 2 * reach, "RIGHT_WRIST": shoulder + ARM_M * reach,
        "LEFT_HIP": low_hip, "RIGHT_HIP": hip, "LEFT_KNEE": low_knee, "RIGHT_KNEE": knee,
        "LEFT_ANKLE": low_knee + SHIN_M * down, "RIGHT_ANKLE": knee + SHIN_M * down,
        "LEFT_HEEL": low_knee + SHIN_M * down, "RIGHT_HEEL": knee + SHIN_M * down,
        "LEFT_TOE": low_knee + SHIN_M * down, "RIGHT_TOE": knee + SHIN_M * down,
        "NOSE": head + 0.1 * forward, "LEFT_EAR": head - np.array([0.0, 0.07, 0.0]),
        "RIGHT_EAR": head + np.array([0.0, 0.07, 0.0]),
    }  # fmt: skip
    points = np.tile(_pixel(head), (LANDMARK_COUNT, 1))
    for name, place in at.items():
        points[Landmark[name]] = _pixel(place)
    landmarks = np.column_stack([points, np.full(LANDMARK_COUNT, 0.97)])
    return PoseFrame(time_s, SIZE, landmarks, None, QUALITY)


def _pixel(place: Array) -> Array:
    """Seen from far away along the z axis; x to the right, y up."""
    return np.array([400.0, 300.0]) + PX_PER_M * place[:2] * np.array([1.0, -1.0])
