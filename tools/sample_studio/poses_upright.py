"""Upright poses: standing, wall sit, wall angel, seated. The subject faces -y.

Feet, pelvis and seat keep their place while a movement's parameters change.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from .geometry import rigid, rot_x, solve_near, unit
from .human import SIDES, SPINE, Body, Pose
from .motion import Sway
from .posing import (
    DOWN,
    FORWARD,
    LEFT,
    NO_SWAY,
    PITCH_LIMIT,
    PITCH_STEP,
    bend_spine,
    both_arms,
    frontal_direction,
    grounded,
    hands_behind_head,
    raise_shoulders,
    standing_feet,
)
from .props import Chair, Wall

WALL_GAP = 0.004  # metres between the back and the wall
SEAT_SINK = 0.012  # metres the thighs sink into the seat
PALM_TURN_ABDUCTION = 60.0  # degrees from which the palms face forward
WALL_KNEE = 35.0  # degrees the knees bend in a comfortable wall sit
HAND_GAP = 0.006  # metres between the back of the hand and the wall
LOW_ABDUCTION, HIGH_ABDUCTION = 85.0, 152.0  # degrees, goalpost and overhead
LOW_ELBOW, HIGH_ELBOW = 92.0, 22.0
HOLLOW_SHARE = np.array([0.45, 0.4, 0.15, 0, 0])  # of a hollow low back, pelvis to upper back
HOLLOW_PITCH = 0.6  # first guess of the pelvis' tilt as a share of it
REACH_BACK_SHARES = (0.75, 0.25)  # how upper arm and forearm keep the hands on the wall
LEAN_SHARE = np.array([0.6, 0.4, 0, 0, 0])  # of leaning off the wall, pelvis to upper back
BACKREST_TOP = 0.42  # metres above the seat
BACKREST_ARCH = (25.0, 4.0)  # degrees of the spine and of the pelvis that rest against it
EXTENSION_SHARE = np.array([0.05, 0.1, 0.2, 0.35, 0.3])  # of the total, pelvis to upper back


def standing(
    body: Body, abduction: float = 12, elbow: float = 5, knee: float = 0,
    arms_forward: float = 0, forearms_forward: float | None = None, lean_off: float = 0,
    sway: Sway = NO_SWAY, hollow: float = 0,
) -> Pose:  # fmt: skip
    """Stand with the arms in the frontal plane; all parameters in degrees.

    ``abduction`` 0 = hanging, 90 = T, 180 = overhead; ``elbow`` flexion lifts the forearm within
    the same plane; ``knee`` bends the legs (hips above and behind the feet); ``arms_forward``
    tilts the arms out of the plane, away from a wall behind (``forearms_forward``: the forearms
    differently); ``lean_off`` bends the trunk forward in the low back while pelvis and legs stay;
    ``hollow`` extends the low back while hips and shoulders stay.
    """
    pose = Pose()
    bend_spine(pose, lean_off * LEAN_SHARE, sway=sway)
    if hollow:
        _hollow_back(body, pose, lean_off, hollow, sway)
    _stand_legs(body, pose, knee)
    raise_shoulders(pose, max(0.0, abduction - 30) * 0.22)
    upper = frontal_direction(abduction, arms_forward)
    lower = frontal_direction(
        abduction + elbow, arms_forward if forearms_forward is None else forearms_forward
    )
    raised = min(max(abduction / PALM_TURN_ABDUCTION, 0), 1)
    palm = raised * FORWARD - (1 - raised) * LEFT  # hanging hands face the thighs
    both_arms(body, pose, upper, lower, hinge=FORWARD, palm=palm)
    return pose.moved(z=-min(body.lowest(pose, "foot", side) for side, _ in SIDES))


def wall_sit(
    body: Body, knee: float = 80, abduction: float = 12, elbow: float = 5,
    arms_forward: float = 0, forearms_forward: float | None = None, lean_off: float = 0,
    sway: Sway = NO_SWAY, hollow: float = 0,
) -> Pose:  # fmt: skip
    """Stand or sit with the back against a wall; ``knee`` 0 = standing, 90 = full wall sit."""
    pose = standing(
        body, abduction, elbow, knee, arms_forward, forearms_forward, lean_off, sway, hollow
    )
    pose.props = (Wall(_wall_plane(body, knee)),)
    return pose


def wall_angel(
    body: Body, amount: float, back_gap: float = 0, hand_gap: float = 0, sway: Sway = NO_SWAY,
    hollow: float = 0, stand: float = 0, elbows_off: float = 0,
) -> Pose:  # fmt: skip
    """Wall angel: 0 = goalpost arms, 1 = overhead, back and hands touching the wall.

    ``back_gap`` takes the shoulders off the wall by leaning in the low back, ``hand_gap`` the
    wrists (metres). With a ``back_gap`` alone the hands stay where they are. ``hollow`` is the
    extension of the low back, ``stand`` how much straighter the knees are than usual and
    ``elbows_off`` how much more the elbows are bent in the low position (degrees).
    """
    abduction, elbow = _angel_arms(amount)
    elbow += elbows_off * (1 - amount)
    height = body.head("upperarm01.L")[2] - body.head(SPINE[0])[2]
    lean = float(np.rad2deg(np.arcsin(back_gap / height)))
    touching = np.sin(np.deg2rad(_wall_contact_tilt(body)))
    upper, lower = (
        np.rad2deg(np.arcsin(touching + (hand_gap / 2 - share * back_gap) / length))
        for length, share in zip(body.arm_lengths, REACH_BACK_SHARES, strict=True)
    )
    return wall_sit(
        body, WALL_KNEE - stand, abduction, elbow, upper, lower, lean, sway, hollow
    )  # fmt: skip


def seated(
    body: Body, extension: float = 0, twist: float = 0, hands_on_thighs: bool = False,
    lean: float = 0, head_back: float = 0, sway: Sway = NO_SWAY, elbows: float = 0,
    backrest: bool = False,
) -> Pose:  # fmt: skip
    """Sit on a stool, hands behind the head (or on the thighs); all parameters in degrees.

    ``extension`` arches the upper back backwards, ``twist`` turns the chest to the subject's left,
    ``lean`` tilts the whole trunk backwards about the hips, ``head_back`` adds neck extension,
    ``elbows`` folds the elbows forward. With a ``backrest`` it is a chair, whose back reaches to
    below the shoulder blades.
    """
    pose = Pose(root=rigid((0, 0, 1), rot_x(-4 - lean)))
    neck = (-0.25 * extension - head_back, 0, 0)
    bend_spine(pose, -extension * EXTENSION_SHARE, twist * EXTENSION_SHARE, neck, sway)
    raise_shoulders(pose, 2 if hands_on_thighs else 14)
    seated_legs(body, pose)
    pose = grounded(body, pose, "foot")
    if hands_on_thighs:
        for side, sign in SIDES:
            knee = body.position(pose, f"lowerleg01.{side}")
            target = np.add(knee, (0, 0.12, 0.105))
            body.reach(pose, "arm", side, target, (sign, 0.5, 0), (0, -1, -0.25), DOWN)
    else:
        hands_behind_head(body, pose, elbows)
    chair = chair_under(body, pose)
    if backrest:
        chair = replace(chair, back_y=_backrest_y(body))
    pose.props = (chair,)
    return pose


def seated_legs(body: Body, pose: Pose) -> None:
    """Level thighs and upright shins of somebody who sits, feet flat; in place."""
    for side, sign in SIDES:
        foot, top = standing_feet(sign)
        thigh, shin = (sign * 0.12, -1, 0.02), (sign * 0.02, 0.03, -1)
        body.orient_limb(pose, "leg", side, thigh, shin, LEFT, foot, top)


def chair_under(body: Body, pose: Pose) -> Chair:
    """A stool under somebody who sits."""
    hip = pose.root[:3, 3]
    under = body.part_vertices(pose, "pelvis")
    under = under[(under[:, 1] > hip[1] - 0.12) & (under[:, 2] < hip[2] + 0.05)]
    seat = float(np.percentile(under[:, 2], 2)) + SEAT_SINK
    return Chair(centre_y=float(hip[1]) + 0.06, seat_height=seat)


@cache
def _backrest_y(body: Body) -> float:
    """World y of a backrest that the back touches when it is arched over it."""
    places = []
    for extension, lean in ((0.0, 0.0), BACKREST_ARCH):
        pose = seated(body, extension, lean=lean)
        chair = next(prop for prop in pose.props if isinstance(prop, Chair))
        back = body.part_vertices(pose, "torso")
        low = back[back[:, 2] < chair.seat_height + BACKREST_TOP]
        places.append(float(low[:, 1].max()))
    return max(places)


def _angel_arms(amount: float) -> tuple[float, float]:
    """Abduction and elbow flexion (degrees) of a wall angel."""
    abduction = LOW_ABDUCTION + (HIGH_ABDUCTION - LOW_ABDUCTION) * amount
    return abduction, LOW_ELBOW + (HIGH_ELBOW - LOW_ELBOW) * amount


def _hollow_back(body: Body, pose: Pose, lean_off: float, hollow: float, sway: Sway) -> None:
    """Extend the low back and tip the pelvis until the shoulders are where they were.

    The neck takes the tilt of the chest back, so that the face stays upright.
    """
    wanted = body.position(pose, "upperarm01.L")[1]

    def bend(pitch: float) -> None:
        flexion = lean_off * LEAN_SHARE - hollow * HOLLOW_SHARE
        bend_spine(pose, flexion, neck=(hollow - pitch, 0, 0), sway=sway)
        pose.root = rigid((0, 0, 0), rot_x(pitch))

    def error(pitch: float) -> float:
        bend(pitch)
        return float(body.position(pose, "upperarm01.L")[1] - wanted)

    bend(solve_near(error, HOLLOW_PITCH * hollow, PITCH_STEP, PITCH_LIMIT))


@cache
def _wall_plane(body: Body, knee: float) -> float:
    """World y of a wall that touches the back."""
    back = body.part_vertices(standing(body, knee=knee), "torso")
    return float(back[:, 1].max()) + WALL_GAP


@cache
def _wall_contact_tilt(body: Body) -> float:
    """``arms_forward`` (degrees, negative) that lays the hands on the wall."""

    def gap(tilt: float) -> float:
        poses = (standing(body, *_angel_arms(a), WALL_KNEE, tilt) for a in (0.0, 0.5, 1.0))
        farthest = max(body.part_vertices(pose, "hand")[:, 1].max() for pose in poses)
        return _wall_plane(body, WALL_KNEE) - HAND_GAP - float(farthest)

    return solve_near(gap, -8, PITCH_STEP, PITCH_LIMIT)


def _stand_legs(body: Body, pose: Pose, knee: float) -> None:
    bend = np.deg2rad(knee)
    for side, sign in SIDES:
        foot, top = standing_feet(sign)
        thigh = unit((sign * 0.09, -np.sin(bend), -np.cos(bend)))
        shin = unit((sign * 0.09, 0.02, -1))
        body.orient_limb(pose, "leg", side, thigh, shin, LEFT, foot, top)
