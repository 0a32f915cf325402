"""Things that stand about in a room: sofa, shelf, plant, curtain, ball, roller, dumbbells.

Local axes, metres: the origin is on the floor at the middle of the back, +y into the wall behind,
-y into the room, x along the wall, z up.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from .geometry import Vector, frame_from
from .meshes import Colour, cylinder
from .scenario import Thing
from .solids import Shape, block, cushion, ellipsoid, joined, lathe, oriented, placed, wavy_sheet

Part = tuple[Shape, Colour]

BALL_RADIUS, ROLLER_RADIUS, ROLLER_LENGTH = 0.325, 0.075, 0.62
DOOR_WIDTH, DOOR_HEIGHT = 0.86, 2.02  # of the opening
JAMB, JAMB_PROUD, DOOR_WALL = 0.075, 0.018, 0.1  # width and relief of the frame, wall thickness
DUMBBELL_LENGTH, DUMBBELL_RADIUS, GRIP_RADIUS, GRIP_LENGTH = 0.24, 0.052, 0.014, 0.115

SIZES: Mapping[Thing, tuple[float, float, float]] = MappingProxyType(
    {
        "sofa": (1.95, 0.88, 0.82),
        "shelf": (0.95, 0.32, 1.85),
        "plant": (0.7, 0.7, 1.35),
        "curtain": (1.5, 0.16, 2.5),
        "ball": (0.65, 0.65, 0.65),
        "roller": (0.62, 0.15, 0.15),
        "dumbbells": (0.34, 0.26, 0.11),
        "door_frame": (DOOR_WIDTH + 2 * JAMB, 0.04, DOOR_HEIGHT + JAMB),
    }
)
"""Width along the wall, depth into the room and height of each thing."""

AT_A_WALL: frozenset[Thing] = frozenset({"sofa", "shelf", "curtain", "door_frame", "plant"})

SOFAS: tuple[Colour, ...] = ((0.42, 0.45, 0.50), (0.50, 0.38, 0.30), (0.32, 0.42, 0.40))
WOODS: tuple[Colour, ...] = ((0.55, 0.40, 0.27), (0.85, 0.84, 0.82), (0.30, 0.22, 0.17))
BOOKS: tuple[Colour, ...] = (
    (0.55, 0.18, 0.16), (0.18, 0.29, 0.45), (0.72, 0.62, 0.42), (0.20, 0.35, 0.26),
    (0.82, 0.80, 0.75), (0.15, 0.15, 0.17), (0.60, 0.40, 0.55),
)  # fmt: skip
POTS: tuple[Colour, ...] = ((0.66, 0.36, 0.25), (0.80, 0.79, 0.76), (0.25, 0.27, 0.30))
LEAVES: tuple[Colour, ...] = ((0.17, 0.36, 0.16), (0.26, 0.45, 0.20))
CURTAINS: tuple[Colour, ...] = ((0.62, 0.56, 0.47), (0.36, 0.42, 0.52), (0.58, 0.30, 0.27))
BALLS: tuple[Colour, ...] = ((0.55, 0.60, 0.66), (0.25, 0.38, 0.62), (0.62, 0.25, 0.42))
ROLLERS: tuple[Colour, ...] = ((0.16, 0.42, 0.45), (0.12, 0.12, 0.13), (0.75, 0.42, 0.18))
STEEL: Colour = (0.52, 0.53, 0.55)
IRON: Colour = (0.16, 0.16, 0.17)
SOIL: Colour = (0.20, 0.14, 0.10)
STALK: Colour = (0.28, 0.33, 0.17)
FRAME: Colour = (0.88, 0.87, 0.84)


def parts_of(thing: Thing, rng: np.random.Generator) -> list[Part]:
    """Shapes with their colours, one per colour; ``rng`` chooses colours and details."""
    match thing:
        case "sofa":
            return _sofa(rng)
        case "shelf":
            return _shelf(rng)
        case "plant":
            return _plant(rng)
        case "curtain":
            return _curtain(rng)
        case "ball":
            middle = (0, -BALL_RADIUS, BALL_RADIUS)
            return [(ellipsoid(middle, (BALL_RADIUS,) * 3, 24), _one_of(BALLS, rng))]
        case "roller":
            shape = cylinder((0, -ROLLER_RADIUS, ROLLER_RADIUS), (1, 0, 0), ROLLER_RADIUS,
                             ROLLER_LENGTH)  # fmt: skip
            return [(shape, _one_of(ROLLERS, rng))]
        case "dumbbells":
            return _lying_dumbbells(rng)
        case "door_frame":
            return [(door_frame(DOOR_WIDTH, DOOR_HEIGHT), FRAME)]


def door_frame(width: float, height: float) -> Shape:
    """Two jambs and a lintel around an opening, through the wall; its middle is at x = 0."""
    half = width / 2
    front, back = -JAMB_PROUD, DOOR_WALL + JAMB_PROUD
    return joined(
        [
            block((-half - JAMB, front, 0), (-half, back, height + JAMB)),
            block((half, front, 0), (half + JAMB, back, height + JAMB)),
            block((-half, front, height), (half, back, height + JAMB)),
        ]
    )


def dumbbell() -> tuple[Shape, Shape]:
    """Bar and weights of a dumbbell around the origin, its axis along x."""
    bar = cylinder((0, 0, 0), (1, 0, 0), GRIP_RADIUS, GRIP_LENGTH + 0.02, 16)
    half, radius = DUMBBELL_LENGTH / 2, DUMBBELL_RADIUS
    inner, edge = GRIP_LENGTH / 2, 0.008
    profile = [
        (0, inner), (radius - edge, inner), (radius, inner + edge), (radius, half - edge),
        (radius - edge, half), (0, half),
    ]  # fmt: skip
    along_x = np.array([[0.0, 0, 1], [1, 0, 0], [0, 1, 0]])  # z of the lathe becomes x
    head = oriented(lathe(profile, 24), along_x, (0, 0, 0))
    other = placed(head, (0, 0, 0), 180)
    return bar, joined([head, other])


def _sofa(rng: np.random.Generator) -> list[Part]:
    colour = _one_of(SOFAS, rng)
    width, depth, height = SIZES["sofa"]
    half, arm, seat = width / 2, 0.2, 0.42
    frame = [
        block((-half + 0.02, -depth + 0.06, 0.07), (half - 0.02, -0.02, 0.26)),
        cushion((-half, -0.26, 0.1), (half, 0, height), 0.2),
        cushion((-half, -depth, 0.08), (-half + arm, -0.02, 0.6), 0.25),
        cushion((half - arm, -depth, 0.08), (half, -0.02, 0.6), 0.25),
    ]
    soft = []
    each = (width - 2 * arm) / 2
    for k in range(2):
        left = -half + arm + k * each
        soft.append(cushion((left, -depth + 0.01, 0.24), (left + each, -0.2, seat), 0.25))
        soft.append(cushion((left, -0.4, seat - 0.02), (left + each, -0.2, height + 0.02), 0.3))
    legs = [
        block((x - 0.03, y - 0.03, 0), (x + 0.03, y + 0.03, 0.1))
        for x in (-half + 0.1, half - 0.1)
        for y in (-depth + 0.12, -0.1)
    ]
    pillow = cushion((-0.21, -0.08, -0.2), (0.21, 0.08, 0.2), 0.5)
    at = (half - arm - 0.24, -0.47, seat + 0.2)
    lighter = _toned(colour, 1.08)
    return [
        (joined(frame), colour),
        (joined(soft), lighter),
        (joined(legs), WOODS[2]),
        (placed(pillow, at, -12), _one_of(CURTAINS, rng)),
    ]


def _shelf(rng: np.random.Generator) -> list[Part]:
    wood = _one_of(WOODS, rng)
    width, depth, height = SIZES["shelf"]
    half, board, levels = width / 2, 0.022, 5
    heights = np.linspace(0.08, height - board, levels + 1)
    boards = [
        block((-half, -depth, 0), (-half + board, 0, height)),
        block((half - board, -depth, 0), (half, 0, height)),
    ]
    boards += [block((-half, -depth, z), (half, -0.01, z + board)) for z in heights]
    back = block((-half, -0.012, 0.02), (half, 0, height))
    books: dict[Colour, list[Shape]] = {}
    for z, above in pairwise(heights):
        x, room = -half + board + 0.01, above - z - board
        end = half - board - 0.02 - float(rng.uniform(0, 0.35)) * (z < heights[-2])
        while x < end - 0.06:
            thick, tall, deep = rng.uniform((0.018, 0.6, 0.16), (0.052, 0.93, 0.24))
            low = (x, -deep - 0.03, z + board)
            shape = block(low, (x + thick, -0.03, z + board + tall * room))
            books.setdefault(_one_of(BOOKS, rng), []).append(shape)
            x += float(thick) + 0.002
    parts = [(joined(boards), wood), (back, _toned(wood, 0.8))]
    return parts + [(joined(shapes), colour) for colour, shapes in books.items()]


def _plant(rng: np.random.Generator) -> list[Part]:
    width, _, height = SIZES["plant"]
    middle = np.array([0, -width / 2, 0])
    pot = lathe([(0, 0), (0.12, 0), (0.165, 0.3), (0.15, 0.3), (0.145, 0.27), (0, 0.27)])
    leaves: tuple[list[Shape], list[Shape]] = ([], [])
    stalks = []
    for number in range(22):
        angle = number * 2.4 + float(rng.uniform(-0.3, 0.3))
        share = (number + 0.5) / 22
        out = np.array([np.cos(angle), np.sin(angle), 0])
        rise = 0.25 + 1.3 * share
        direction = np.add(out, (0, 0, rise))
        direction /= np.linalg.norm(direction)
        long = float(rng.uniform(0.15, 0.2)) * (1.15 - 0.3 * share)
        base = middle + out * 0.05 + (0, 0, 0.3 + (height - 0.72) * share)
        tip = base + direction * 0.12
        turn = frame_from(direction, np.cross(direction, np.cross(out, (0, 0, 1))))
        leaf = oriented(ellipsoid((long, 0, 0), (long, 0.008, 0.062), 8), turn, tip)
        droop = leaf[0][:, :2] - tip[:2]
        leaf[0][:, 2] -= 1.6 * (droop**2).sum(1)
        inside = np.clip(leaf[0][:, :2] - middle[:2], -width / 2, width / 2)
        leaf[0][:, :2] = middle[:2] + inside
        leaves[number % 2].append(leaf)
        stalks.append(_rod(np.add(middle, (0, 0, 0.24)), base))
        stalks.append(_rod(base, tip + direction * 0.02))
    return [
        (placed(pot, middle), _one_of(POTS, rng)),
        (placed(lathe([(0, 0.2), (0.147, 0.2), (0.147, 0.275), (0, 0.275)]), middle), SOIL),
        (joined(stalks), STALK),
        *((joined(group), colour) for group, colour in zip(leaves, LEAVES, strict=True)),
    ]


def _curtain(rng: np.random.Generator) -> list[Part]:
    width, depth, height = SIZES["curtain"]
    cloth = wavy_sheet(width, 0.03, height - 0.06, 0.028, float(rng.integers(9, 13)))
    rod = cylinder((0, -depth / 2, height - 0.04), (1, 0, 0), 0.014, width + 0.16, 16)
    return [(placed(cloth, (0, -depth / 2, 0)), _one_of(CURTAINS, rng)), (rod, IRON)]


def _lying_dumbbells(rng: np.random.Generator) -> list[Part]:
    bar, weights = dumbbell()
    places = (((0.02, -0.07, DUMBBELL_RADIUS), float(rng.uniform(-8, 8))),
              ((-0.03, -0.19, DUMBBELL_RADIUS), float(rng.uniform(-14, 14))))  # fmt: skip
    return [
        (joined(placed(bar, at, turn) for at, turn in places), STEEL),
        (joined(placed(weights, at, turn) for at, turn in places), IRON),
    ]


def _rod(start: Vector, end: Vector, radius: float = 0.006) -> Shape:
    a, b = np.asarray(start, float), np.asarray(end, float)
    return cylinder((a + b) / 2, b - a, radius, float(np.linalg.norm(b - a)), 8)


def _toned(colour: Colour, factor: float) -> Colour:
    r, g, b = (min(channel * factor, 1.0) for channel in colour)
    return (r, g, b)


def _one_of(colours: tuple[Colour, ...], rng: np.random.Generator) -> Colour:
    return colours[int(rng.integers(len(colours)))]
