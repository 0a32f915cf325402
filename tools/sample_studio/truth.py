"""What is really happening in a clip: per-frame truth from the rig, written beside the video.

Series, one value per frame (degrees, metres):

======================  =========================================================================
spine_flexion_deg       sum of the flexion of the five spine joints, + rounded, - arched
neck_flexion_deg        head relative to the upper back, + forward, - thrown back
trunk_tilt_deg          mid-hip to mid-shoulder against vertical, + leaning forward
thigh_tilt_deg          knee to hip against vertical (mean of both), + hips behind the knees
hips_back_m             how far the middle of the hips is behind its first place
left/right_shoulder_m   height of the shoulder joint above the floor
left/right_elbow_deg    0 straight, + bent
shoulders_gap_m         wall only: mean distance of the shoulder joints from the wall
wrists_gap_m            wall only: mean distance of the wrists from the wall
left/right_wrist_m      only where a supporting hand lifts or arms are uneven: height of the wrist
elbows_forward_deg      only where elbows fold: upper arms ahead of sideways (mean of both)
lumbar_flexion_deg      only where a low back hollows: flexion of the lower three spine joints
hips_gap_m              the same: mean distance of the hip joints from the wall
======================  =========================================================================

``setup`` is there only if something was wrong from the start, and says what and how long;
``in_place`` (seconds) only if somebody comes or goes. What a person does outside repetitions other
than keeping still (walking, a fidget, a repetition that is given up) are phases of repetition -1.

``joints`` holds image positions (pixels) of the rig's main joints at about 10 Hz, in the picture
as it is: where the camera shakes they shake with it; those outside of it are given, too. Joint
centres of the rig are 2 to 5 cm away from where pose estimators put shoulders, hips, knees and
ankles.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from .angles import body_angles, image_angles
from .camera import Camera
from .clip import Scene, Shot
from .geometry import Array, flexion_twist_side
from .human import SPINE
from .performances import Performance
from .picture import moved_points
from .props import Wall
from .scenario import Scenario, plain, scenario_hash

FORMAT = "sample-truth/1"
JOINT_RATE_HZ = 10
LUMBAR = SPINE[:3]
MAIN_JOINTS = tuple(
    f"{side}_{joint}"
    for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
    for side in ("left", "right")
)
EYE_JOINTS = ("coco_nose", "coco_left_ear", "coco_right_ear")


class TruthRecorder:
    """Collects the truth shot by shot."""

    def __init__(self, scenario: Scenario, performance: Performance, scene: Scene) -> None:
        self._scenario, self._performance, self._scene = scenario, performance, scene
        self._times: list[float] = []
        self._series: dict[str, list[float]] = {}
        self._points: list[dict[str, Array]] = []
        self._shakes: list[Array | None] = []
        self._angles: list[dict[str, float]] = []
        self._moved = performance.tracks.keys() | performance.offsets.keys()
        self._first: dict[str, Array] | None = None
        if performance.in_place is not None:  # the first picture may show somebody far away
            movement = scene.movement
            self._first = movement.body.skin(movement.pose_at(performance.in_place[0])).joints

    def add(self, time_s: float, shot: Shot) -> None:
        """Record one frame."""
        joints = shot.posed.joints
        angles = body_angles(self._scene.movement.body, shot.posed)
        self._times.append(time_s)
        self._points.append(joints)
        self._shakes.append(shot.moved)
        self._angles.append(angles)
        bends = {bone: flexion_twist_side(shot.pose.rotations[bone])[0] for bone in SPINE}
        flexion = sum(bends.values())
        values = {"spine_flexion_deg": flexion, "neck_flexion_deg": angles["neck_flexion"]}
        values |= _posture(joints, self._first or self._points[0])
        values |= {f"{s}_elbow_deg": angles[f"{s}_elbow_flexion"] for s in ("left", "right")}
        for wall in (prop for prop in self._scene.props if isinstance(prop, Wall)):
            for part in ("shoulder", "wrist"):
                values[f"{part}s_gap_m"] = float(wall.y - _middle(joints, part)[1])
            if "hollow" in self._moved:
                values["hips_gap_m"] = float(wall.y - _middle(joints, "hip")[1])
                values["lumbar_flexion_deg"] = sum(bends[bone] for bone in LUMBAR)
        if "hand_lift" in self._moved or self._scenario.uneven:
            values |= {f"{s}_wrist_m": float(joints[f"{s}_wrist"][2]) for s in ("left", "right")}
        if "elbows" in self._moved:
            planes = (angles["left_shoulder_plane"], angles["right_shoulder_plane"])
            values["elbows_forward_deg"] = sum(planes) / 2
        for name, value in values.items():
            self._series.setdefault(name, []).append(value)

    def description(self) -> dict[str, Any]:
        """The whole truth as plain data."""
        scenario, performance, scene = self._scenario, self._performance, self._scene
        return {
            "format": FORMAT,
            "hash": scenario_hash(scenario),
            "exercise": scenario.exercise,
            "about": scenario.about,
            "fps": scenario.fps,
            "frame_count": len(self._times),
            "duration_s": round(len(self._times) / scenario.fps, 3),
            "size": list(scenario.size),
            "body": scenario.body,
            "view": _view(scenario.view.yaw_deg),
            "camera": _camera(scene.camera),
            "reps": _rounded([asdict(rep) for rep in performance.reps]),
            "holds": _rounded([asdict(hold) for hold in performance.holds]),
            "mistakes": _rounded([asdict(mistake) for mistake in performance.mistakes]),
            **self._coming(),
            "phases": _rounded([asdict(phase) for phase in performance.phases]),
            "props": [
                {"kind": type(p).__name__.lower()} | _rounded(asdict(p)) for p in scene.props
            ],
            "series": {
                "time_s": [round(t, 3) for t in self._times],
                **{n: _thin(v, 4 if n.endswith("_m") else 2) for n, v in self._series.items()},
            },
            "joints": self._joint_pixels(),
            "scenario": _rounded(plain(scenario)),
        }

    def _coming(self) -> dict[str, Any]:
        """What there is to say of the start pose and of coming and going, if there is."""
        performance, result = self._performance, dict[str, Any]()
        if performance.setup:
            result["setup"] = _rounded([asdict(span) for span in performance.setup])
        if performance.in_place is not None:
            result["in_place"] = _rounded(list(performance.in_place))
        return result

    def _joint_pixels(self) -> dict[str, Any]:
        step = max(1, round(self._scenario.fps / JOINT_RATE_HZ))
        frames = range(0, len(self._times), step)
        result: dict[str, Any] = {"frame": list(frames)}
        for name in (*MAIN_JOINTS, *EYE_JOINTS):
            pixels = [self._seen(i, self._points[i][name])[0][0] for i in frames]
            result[name] = [[round(float(x), 1), round(float(y), 1)] for x, y in pixels]
        return result

    def _seen(self, frame: int, points: Array) -> tuple[Array, Array]:
        """Pixels (n, 2) in the picture as it was taken, and depth (n,), of points (n, 3)."""
        pixels, depth = self._scene.camera.project(points)
        return moved_points(self._shakes[frame], pixels), depth

    def save_json(self, path: Path) -> None:
        """Write :meth:`description` beside ``path``, then rename it."""
        text = _compact(self.description())
        part = path.with_name(path.name + ".part")
        part.write_text(text, encoding="utf-8")
        part.replace(path)

    def save_arrays(self, path: Path) -> None:
        """Write every joint in 3D and 2D and every angle of every frame as ``.npz``."""
        names = list(self._points[0])
        points = np.array([[frame[name] for name in names] for frame in self._points])
        projected = [self._seen(i, frame) for i, frame in enumerate(points)]
        angles = [
            both | image_angles(dict(zip(names, pixels, strict=True)))
            for both, (pixels, _) in zip(self._angles, projected, strict=True)
        ]
        np.savez_compressed(
            path,
            time_s=np.array(self._times),
            joint_names=np.array(names),
            joints_3d=points.astype(np.float32),
            joints_2d=np.array([pixels for pixels, _ in projected], np.float32),
            depth=np.array([depth for _, depth in projected], np.float32),
            angle_names=np.array(list(angles[0])),
            angles=np.array([list(frame.values()) for frame in angles], np.float32),
            view_matrix=self._scene.camera.view,
            projection_matrix=self._scene.camera.projection,
        )


def _middle(joints: dict[str, Array], part: str) -> Array:
    middle: Array = (joints[f"left_{part}"] + joints[f"right_{part}"]) / 2
    return middle


def _posture(joints: dict[str, Array], first: dict[str, Array]) -> dict[str, float]:
    hips, shoulders, knees = (_middle(joints, part) for part in ("hip", "shoulder", "knee"))
    trunk, thigh = shoulders - hips, hips - knees
    return {
        "trunk_tilt_deg": float(np.rad2deg(np.arctan2(-trunk[1], trunk[2]))),
        "thigh_tilt_deg": float(np.rad2deg(np.arctan2(thigh[1], thigh[2]))),
        "hips_back_m": float(hips[1] - _middle(first, "hip")[1]),
        "left_shoulder_m": float(joints["left_shoulder"][2]),
        "right_shoulder_m": float(joints["right_shoulder"][2]),
    }


def _camera(camera: Camera) -> dict[str, Any]:
    """The camera; its shift only where there is one."""
    content = asdict(camera)
    if camera.shift == (0.0, 0.0):
        del content["shift"]
    return {name: _rounded(value) for name, value in content.items()}


def _view(yaw_deg: float) -> dict[str, Any]:
    """Plain words for the camera's place (upright and face-down subjects)."""
    sideways = float(np.sin(np.deg2rad(yaw_deg)))
    if abs(sideways) < np.sin(np.deg2rad(30)):
        return {"yaw_deg": yaw_deg, "kind": "front" if np.cos(np.deg2rad(yaw_deg)) > 0 else "back"}
    seen, facing = ("left", "left") if sideways > 0 else ("right", "right")
    return {"yaw_deg": yaw_deg, "kind": "side", "near_side": seen, "facing": facing}


def _thin(values: list[float], digits: int) -> list[float]:
    return [round(float(value), digits) for value in values]


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value


def _compact(content: dict[str, Any]) -> str:
    """JSON with one line per top-level entry (one per series and joint)."""

    def dense(value: Any) -> str:
        return json.dumps(value, separators=(",", ":"))

    lines = []
    for key, value in content.items():
        if key in ("series", "joints"):
            inner = ",\n".join(f"  {dense(k)}:{dense(v)}" for k, v in value.items())
            lines.append(f" {dense(key)}: {{\n{inner}\n }}")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            inner = ",\n".join(f"  {dense(item)}" for item in value)
            lines.append(f" {dense(key)}: [\n{inner}\n ]")
        else:
            lines.append(f" {dense(key)}: {dense(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"
