"""What is drawn to show a measurement: a few lines, areas and dots in pixels of the pose frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from formcheck.pose.frame import Array

Role = Literal["measured", "arc", "limit", "start", "within", "beyond", "path"]
"""What a shape stands for, which decides colour and pattern.

`measured`: what was seen; `arc`: a finer line of it. `limit`: where it should have stayed.
`start`: where the value is zero.
`within`, `beyond`: the part up to the limit and the part past it. `path`: where a point went.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line through points, shape (N, 2); `arrow`: with a head at its last point."""

    points: Array
    role: Role
    arrow: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Area:
    """A filled polygon, corners of shape (N, 2)."""

    corners: Array
    role: Role


@dataclass(frozen=True, slots=True, eq=False)
class Dot:
    """A point on the body, shape (2,)."""

    at: Array
    role: Role


Shape = Line | Area | Dot


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """The geometry of one measurement.

    Attributes:
        shapes: from the back to the front.
        at: where a label belongs, shape (2,).
        what: what is drawn, in words, for those who do not see it.
        start: what the `start` lines stand for, a few words; "" where there are none.
        limit_drawn: whether the limit is among the shapes.
    """

    shapes: tuple[Shape, ...]
    at: Array
    what: str
    start: str = ""
    limit_drawn: bool = True
