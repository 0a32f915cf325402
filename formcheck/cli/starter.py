"""A new exercise file to fill in: commented, and sound as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from string import Template
from types import MappingProxyType

from formcheck.specs.schema import Position

TEMPLATE_FILE = "starter.yaml"
_ID_LINE = re.compile(r"^id:[ \t]*\S+", re.MULTILINE)
_TITLE_LINE = re.compile(r"^title:[ \t]*[^#\n]*?(?=[ \t]*(#|$))", re.MULTILINE)
_NAMES = re.compile(r"^also_called:.*\n(?:[ \t]+.*\n|- .*\n)*", re.MULTILINE)
_VARIANTS = re.compile(r"^variants:.*\n(?:[ \t]+.*\n|#.*\n|[ \t]*\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Start:
    """What a position decides: where the camera stands and what its start pose looks like.

    The limits are wide: they tell the position from others, not good form from bad.
    """

    equipment: str
    first_step: str
    ask: str
    pose: tuple[str, ...]
    leaves_when: str
    height_m: str = "[0.3, 0.9]"
    distance_m: str = "[2.0, 3.5]"
    must_see: str = "mid.hip, mid.shoulder, near.knee, near.wrist"


_LYING = (
    '{id: lying, if: trunk_rise, between: [-25, 25], say: "Lie down flat", mistake: bad_start}',
)
_UPRIGHT = '{id: upright, if: trunk_tilt, between: [-20, 20], say: "Grow tall", mistake: bad_start}'
_SAT_UP = "if: trunk_rise, over: 50"
_WALKED_OFF = 'if: "dist_from_start(mid.hip)", over: 0.8'
_STANDING_HEIGHT = "[0.7, 1.2]"

STARTS: Mapping[Position, _Start] = MappingProxyType(
    {
        "quadruped": _Start(
            "mat", "Kneel on all fours, hands under your shoulders, knees under your hips.",
            "All fours, back flat, hold still",
            (
                "{id: on_all_fours, if: trunk_rise, between: [-15, 25]}",
                '{id: knees_under, if: thigh_tilt, between: [-15, 15], '
                'say: "Bring your knees under your hips", mistake: bad_start}',
            ),
            _SAT_UP,
        ),
        "seated": _Start(
            "chair", "Sit tall with flat feet.", "Sit tall, hands on your thighs, hold still",
            ('{id: seated, if: "hip(near)", between: [65, 125]}', _UPRIGHT), _WALKED_OFF,
            "[0.6, 1.1]", "[1.5, 2.5]",
        ),
        "standing": _Start(
            "", "Stand tall with your arms beside you.", "Stand tall, arms down, hold still",
            ('{id: legs_straight, if: "knee(near)", over: 150, if_unseen: skip}', _UPRIGHT),
            _WALKED_OFF, _STANDING_HEIGHT,
        ),
        "standing_wall": _Start(
            "wall", "Stand with your back on a wall.", "Back on the wall, arms down, hold still",
            (_UPRIGHT,), _WALKED_OFF, _STANDING_HEIGHT,
        ),
        "kneeling": _Start(
            "mat", "Kneel down on the mat.", "Kneel tall, arms down, hold still",
            (
                '{id: knees_bent, if: "knee(near)", under: 130, if_unseen: skip}',
                _UPRIGHT,
            ),
            _WALKED_OFF,
        ),
        "prone": _Start(
            "mat", "Lie face down with your arms beside you.", "Lie face down and hold still",
            _LYING, _SAT_UP,
        ),
        "supine": _Start(
            "mat", "Lie on your back with your arms beside you.", "Lie on your back and hold still",
            _LYING, _SAT_UP,
        ),
    }
)  # fmt: skip


def starter_text(exercise: str, position: Position) -> str:
    """A commented spec of a small movement in this position; `exercise` is its id."""
    start = STARTS[position]
    text = resources.files("formcheck.cli").joinpath(TEMPLATE_FILE).read_text("utf-8")
    return Template(text).substitute(
        id=exercise,
        title=title_of(exercise),
        position=position,
        equipment=start.equipment,
        first_step=start.first_step,
        ask=start.ask,
        start_pose="\n".join(f"  - {item}" for item in start.pose),
        leaves_when=start.leaves_when,
        height_m=start.height_m,
        distance_m=start.distance_m,
        must_see=start.must_see,
    )


def copied_text(text: str, exercise: str) -> str:
    """Another exercise's spec under a new id and title; other names and variants stay with it."""
    text = _VARIANTS.sub("", f"{text.rstrip()}\n", count=1)
    text = _ID_LINE.sub(f"id: {exercise}", text, count=1)
    text = _TITLE_LINE.sub(f"title: {title_of(exercise)}", text, count=1)
    return _NAMES.sub("", text, count=1)


def title_of(exercise: str) -> str:
    """The id as words: `open_book` is called `Open book`."""
    return exercise.replace("_", " ").strip().capitalize()
