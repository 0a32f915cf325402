"""All poses in one place, and a catalogue of ready-made stills.

Every pose function takes a :class:`human.Body`, plain parameters (degrees, metres, or an
``amount`` from 0 to 1) and an optional ``sway``, and returns a :class:`human.Pose`. Call it once
per video frame with parameters that change over time (see :mod:`motion`).
"""

from __future__ import annotations

from collections.abc import Callable

from .human import Body, Pose, mirrored
from .poses_kneeling import childs_pose, kneeling, quadruped, thread_the_needle
from .poses_lying import prone, roller_extension, superman, supine
from .poses_upright import seated, standing, wall_angel, wall_sit

__all__ = [
    "FLOOR_STILLS",
    "STILLS",
    "childs_pose",
    "kneeling",
    "mirrored",
    "prone",
    "quadruped",
    "roller_extension",
    "seated",
    "standing",
    "superman",
    "supine",
    "thread_the_needle",
    "wall_angel",
    "wall_sit",
]

STILLS: dict[str, Callable[[Body], Pose]] = {
    "standing": standing,
    "t_pose": lambda body: standing(body, abduction=90, elbow=0),
    "wall_sit": wall_sit,
    "wall_angel_low": lambda body: wall_angel(body, 0),
    "wall_angel_high": lambda body: wall_angel(body, 1),
    "seated": lambda body: seated(body, hands_on_thighs=True),
    "seated_extension": lambda body: seated(body, extension=32),
    "quadruped": quadruped,
    "cat": lambda body: quadruped(body, arch=1),
    "cow": lambda body: quadruped(body, arch=-1),
    "thread_half": lambda body: thread_the_needle(body, 0.5),
    "thread_right": lambda body: thread_the_needle(body, 1),
    "thread_left": lambda body: mirrored(thread_the_needle(body, 1)),
    "kneeling": kneeling,
    "childs_pose": childs_pose,
    "supine": supine,
    "roller_rest": lambda body: roller_extension(body, 0),
    "roller_extension": lambda body: roller_extension(body, 22),
    "prone": prone,
    "superman": lambda body: superman(body, 1),
}

FLOOR_STILLS = frozenset(STILLS) - {
    "standing", "t_pose", "wall_sit", "wall_angel_low", "wall_angel_high", "seated",
    "seated_extension",
}  # fmt: skip
