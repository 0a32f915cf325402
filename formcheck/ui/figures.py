"""Plain figures of a person in each position, for the drawings of the camera's place. Metres.

`PROFILE` and `FACING` are seen level, as (right, up) from a point on the floor: the profile looks
to the right, the other one at us. `ABOVE` is seen from above, as (ahead, to the right hand).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from formcheck.specs.schema import Position

Point = tuple[float, float]
Line = tuple[Point, ...]

HEAD_M = 0.115
"""Radius of a head."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A person: the head's middle, the trunk as an area or a thick line, arms and legs as lines.

    `things` are drawn behind: a chair, a wall.
    """

    head: Point
    trunk: Line
    limbs: tuple[Line, ...]
    things: tuple[Line, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """All points of the person, the head's edges among them."""
        x, y = self.head
        edges = ((x - HEAD_M, y - HEAD_M), (x + HEAD_M, y + HEAD_M))
        return (*edges, *self.trunk, *(point for limb in self.limbs for point in limb))


def _both(*line: Point) -> tuple[Line, Line]:
    """A limb on either side of the middle."""
    return line, tuple((-x, y) for x, y in line)


def _pair(*line: Point) -> tuple[Line, Line]:
    """The same from above, where the middle runs the other way."""
    return line, tuple((x, -y) for x, y in line)


_CHAIR: tuple[Line, ...] = (
    ((-0.2, 0.0), (-0.2, 0.82)),
    ((-0.2, 0.42), (0.24, 0.42), (0.24, 0.0)),
)
_STOOL: tuple[Line, ...] = (((-0.24, 0.0), (-0.24, 0.42), (0.24, 0.42), (0.24, 0.0)),)

PROFILE: Mapping[Position, Figure] = MappingProxyType(
    {
        "quadruped": Figure(
            (0.73, 0.6), ((0.0, 0.5), (0.5, 0.54)),
            (((0.52, 0.54), (0.53, 0.04)), ((0.0, 0.5), (0.02, 0.05), (-0.4, 0.05))),
        ),
        "kneeling": Figure(
            (0.09, 1.22), ((0.03, 0.5), (0.05, 0.96)),
            (
                ((0.05, 0.96), (0.08, 0.7), (0.26, 0.55)),
                ((0.03, 0.48), (0.06, 0.05), (-0.38, 0.05)),
            ),
        ),
        "prone": Figure(
            (0.74, 0.14), ((0.0, 0.12), (0.5, 0.13)),
            (((0.52, 0.12), (1.05, 0.06)), ((0.0, 0.11), (-0.45, 0.07), (-0.88, 0.05))),
        ),
        "supine": Figure(
            (0.75, 0.13), ((0.0, 0.11), (0.5, 0.11)),
            (((0.5, 0.09), (0.05, 0.05)), ((0.0, 0.11), (-0.33, 0.46), (-0.5, 0.05))),
        ),
        "seated": Figure(
            (0.04, 1.27), ((0.0, 0.53), (0.01, 1.0)),
            (
                ((0.01, 1.0), (0.05, 0.74), (0.28, 0.6)),
                ((0.0, 0.51), (0.42, 0.51), (0.42, 0.05), (0.56, 0.05)),
            ),
            _CHAIR,
        ),
        "standing": Figure(
            (0.04, 1.62), ((0.0, 0.92), (0.0, 1.36)),
            (((0.0, 1.36), (-0.01, 1.1), (0.05, 0.86)), ((0.0, 0.9), (0.01, 0.05), (0.15, 0.05))),
        ),
        "standing_wall": Figure(
            (0.02, 1.52), ((0.0, 0.82), (0.0, 1.27)),
            (
                ((0.0, 1.27), (-0.01, 1.02), (0.03, 0.78)),
                ((0.0, 0.8), (0.24, 0.46), (0.2, 0.05), (0.34, 0.05)),
            ),
            (((-0.17, 0.0), (-0.17, 1.75)),),
        ),
    }
)  # fmt: skip
_UPRIGHT_ARMS = ((0.18, 0.0), (0.27, -0.28), (0.25, -0.53))


def _facing(
    head: float, shoulders: float, hips: float, *legs: Line, things: tuple[Line, ...] = (),
) -> Figure:  # fmt: skip
    """Somebody upright, seen from the front; heights in metres."""
    trunk = ((-0.17, shoulders), (0.17, shoulders), (0.11, hips), (-0.11, hips))
    arms = _both(*((x, shoulders + y) for x, y in _UPRIGHT_ARMS))
    return Figure((0.0, head), trunk, (*arms, *legs), things)


FACING: Mapping[Position, Figure] = MappingProxyType(
    {
        "quadruped": Figure(
            (0.0, 0.62), ((-0.16, 0.54), (0.16, 0.54)), _both((0.17, 0.54), (0.19, 0.05)),
        ),
        "kneeling": _facing(1.22, 0.97, 0.5, *_both((0.1, 0.48), (0.13, 0.06))),
        "prone": Figure(
            (0.0, 0.15), ((-0.16, 0.12), (0.16, 0.12)), _both((0.17, 0.12), (0.24, 0.05)),
        ),
        "supine": Figure(
            (0.0, 0.13), ((-0.16, 0.11), (0.16, 0.11)),
            (*_both((0.17, 0.1), (0.3, 0.05)), *_both((0.1, 0.14), (0.12, 0.46))),
        ),
        "seated": Figure(
            (0.0, 1.27), ((-0.17, 1.02), (0.17, 1.02), (0.11, 0.55), (-0.11, 0.55)),
            (
                *_both((0.18, 1.02), (0.26, 0.76), (0.17, 0.56)),
                *_both((0.1, 0.52), (0.17, 0.47), (0.17, 0.05)),
            ),
            _STOOL,
        ),
        "standing": _facing(1.62, 1.37, 0.92, *_both((0.1, 0.9), (0.12, 0.05))),
        "standing_wall": _facing(1.62, 1.37, 0.92, *_both((0.1, 0.9), (0.12, 0.05))),
    }
)  # fmt: skip

_LYING_TRUNK: Line = ((0.0, 0.0), (0.48, 0.0))
_SHOULDERS: Line = ((0.0, -0.14), (0.0, 0.14))

ABOVE: Mapping[Position, Figure] = MappingProxyType(
    {
        "quadruped": Figure(
            (0.74, 0.0), _LYING_TRUNK,
            (*_pair((0.46, 0.16), (0.58, 0.22)), *_pair((0.0, 0.1), (-0.42, 0.12))),
        ),
        "prone": Figure(
            (0.74, 0.0), _LYING_TRUNK,
            (*_pair((0.46, 0.16), (1.0, 0.2)), *_pair((0.0, 0.09), (-0.86, 0.13))),
        ),
        "supine": Figure(
            (0.74, 0.0), _LYING_TRUNK,
            (*_pair((0.46, 0.18), (0.02, 0.27)), *_pair((0.0, 0.09), (-0.48, 0.13))),
        ),
        "kneeling": Figure((0.05, 0.0), _SHOULDERS, _pair((-0.02, 0.1), (-0.42, 0.12))),
        "seated": Figure((0.03, 0.0), _SHOULDERS, _pair((0.02, 0.1), (0.44, 0.14))),
        "standing": Figure((0.03, 0.0), _SHOULDERS, _pair((0.05, 0.1), (0.16, 0.11))),
        "standing_wall": Figure((0.03, 0.0), _SHOULDERS, _pair((0.05, 0.1), (0.22, 0.12))),
    }
)  # fmt: skip
