"""How an exercise is acted and posed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..human import Body, Pose
from ..motion import Sway
from ..script import Script

PoseOf = Callable[[Body, Mapping[str, float], str | None, Sway], Pose]
"""From a body, the pose parameters, the working side ("left", "right" or None) and the sway."""


@dataclass(frozen=True, slots=True)
class Part:
    """The acting of one exercise.

    Attributes:
        start: every pose parameter with its value in the start pose.
        act: performs one repetition; see :mod:`acts` for examples.
        pose: the pose that belongs to the parameters.
    """

    start: Mapping[str, float]
    act: Callable[[Script], None]
    pose: PoseOf
