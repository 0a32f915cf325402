"""The pose of a body at any moment of a performance."""

from __future__ import annotations

import numpy as np

from .human import Body, Pose, Side, mirrored
from .motion import Sway, breath, sway
from .performances import ARRIVAL_S, Performance
from .poses import quadruped, seated, thread_the_needle, wall_angel
from .poses_arriving import arriving, face_touched
from .repertoire.parts import PARTS
from .scenario import Scenario

SHIFT = Sway(2.0, 5.0, 4.0)  # degrees of the trunk when the weight is shifted
SHIFT_HIPS_M = 0.02
RUB_HZ, RUB_M = 2.2, 0.012
GAIT_STEP_S = 0.05  # half the time in which walking speed is taken
FULL_GAIT_M_S, TURN_GAIT_DEG_S = 0.7, 600.0  # turning on the spot takes small steps
TURN_M_PER_DEG = 0.012
ARM_BONES = ("clavicle", "shoulder", "upperarm", "lowerarm", "wrist", "finger", "metacarpal")


def pose_of(scenario: Scenario, body: Body, performance: Performance, time_s: float) -> Pose:
    """The pose at a time in seconds, with sway and breathing."""
    value = performance.values(time_s)
    natural = sway(time_s, scenario.sway_deg, scenario.seed)
    chest = breath(time_s, scenario.breath_deg, scenario.seed)
    shift = value.get("shift", 0.0)
    moved = Sway(natural.flexion + chest, natural.turn, natural.bend)
    if shift:
        moved = Sway(*(own + shift * more for own, more in zip(moved, SHIFT, strict=True)))
    pose = _performed(scenario, body, performance, time_s, value, moved)
    if value.get("scratch"):
        rub = RUB_M * float(np.sin(2 * np.pi * RUB_HZ * time_s))
        pose = face_touched(body, pose, _free_side(performance, time_s), value["scratch"], rub)
    if value.get("down", float("inf")) < len(ARRIVAL_S.get(scenario.exercise, ())):
        stride, gait = _gait(performance, time_s)
        pose = arriving(body, scenario.exercise, pose, value, stride, gait)
    return pose


def _performed(
    scenario: Scenario, body: Body, performance: Performance, time_s: float,
    value: dict[str, float], moved: Sway,
) -> Pose:  # fmt: skip
    part = PARTS.get(scenario.exercise)
    if part is not None:
        return part.pose(body, value, performance.side_at(time_s), moved)
    hips = value.get("shift", 0.0) * SHIFT_HIPS_M
    off = {name: value[name] for name in ("hands_off", "knees_off") if name in value}
    match scenario.exercise:
        case "cat_cow":
            return quadruped(
                body, value["arch"], hips, head_back=value["head_back"], sway=moved, **off
            )
        case "thread_the_needle":
            back, lift = value["hip_shift"] + hips, value.get("hand_lift", 0.0)
            if performance.side_at(time_s) == "right":
                return thread_the_needle(body, value["amount"], back, moved, lift, **off)
            pose = thread_the_needle(body, value["amount"], back, moved.mirrored, lift, **off)
            return mirrored(pose)
        case "seated_thoracic_extension":
            return seated(
                body, value["extension"], lean=value["lean"], head_back=value["head_back"],
                sway=moved, elbows=value.get("elbows", 0.0),
            )  # fmt: skip
        case "wall_angels":
            pose = _angel(body, value["amount"], value, moved)
            uneven = scenario.uneven
            if uneven is None:
                return pose
            late = performance.values(max(0.0, time_s - uneven.late_s))["amount"]
            other = _angel(body, late * (1 - uneven.lower), value, moved)
            return _with_arm(pose, other, "L" if uneven.side == "left" else "R")
    raise KeyError(scenario.exercise)


def _angel(body: Body, amount: float, value: dict[str, float], moved: Sway) -> Pose:
    more = {name: value[name] for name in ("hollow", "stand", "elbows_off") if name in value}
    return wall_angel(body, amount, value["lean_off_m"], value["arms_off_m"], sway=moved, **more)


def _with_arm(pose: Pose, other: Pose, side: Side) -> Pose:
    """The pose with one arm from another pose of the same trunk."""
    for bone, rotation in other.rotations.items():
        if bone.startswith(ARM_BONES) and bone.endswith(f".{side}"):
            pose.rotations[bone] = rotation
    return pose


def _free_side(performance: Performance, time_s: float) -> Side:
    """The hand that scratches: the working one, which will be lifted anyway, or the right one."""
    return "L" if performance.side_at(time_s) == "left" else "R"


def _gait(performance: Performance, time_s: float) -> tuple[float, float]:
    """Metres walked by now (those to go, negative) and how fully the legs stride, 0 to 1."""

    def place(when_s: float) -> tuple[float, float]:
        value = performance.values(when_s)
        return float(np.hypot(value["away_x"], value["away_y"])), value["turned"]

    (far, turn), (near, turned) = place(time_s - GAIT_STEP_S), place(time_s + GAIT_STEP_S)
    speed, turning = (abs(b - a) / (2 * GAIT_STEP_S) for a, b in ((far, near), (turn, turned)))
    metres, now = place(time_s)
    gait = speed / FULL_GAIT_M_S + turning / TURN_GAIT_DEG_S
    return -metres - now * TURN_M_PER_DEG, min(1.0, gait)
