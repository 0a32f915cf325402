"""What really happens in a clip: the truth beside a rendered video, as frozen data.

Times are seconds on the clip's own clock. The files are written by `tools/sample_studio`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tools.sample_studio.repertoire.plans import PLANS

Array = NDArray[np.float64]

FORMAT = "sample-truth/1"
KNOWN_AT_END = frozenset(
    {
        ("too_quick", ""),
        ("stiff", ""),
        ("forcing", "fast"),
        ("rushing", ""),
        ("jerky_return", "fast"),
        ("jerking", "up"),
        ("jerking", "down"),
    }
)
"""Nobody can tell a hasty or a small movement before it is over, so that is their onset."""
KNOWN_HALF_WAY = frozenset({("forcing", "bounce"), ("jerky_return", "jerks")})
"""Repeated movements: once may be chance, so nobody can tell before half of them are over."""


class TruthError(ValueError):
    """A truth file that cannot be used; the message names it and a remedy."""


@dataclass(frozen=True, slots=True)
class TrueRep:
    """A repetition that was performed, with the ids of the mistakes made in it."""

    index: int
    start_s: float
    end_s: float
    mistakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TrueHold:
    """Time that was spent in the end position of a repetition."""

    rep: int
    start_s: float
    end_s: float

    @property
    def held_s(self) -> float:
        """How long it was held."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class TrueMistake:
    """A mistake that was performed; `how` is its manner, `magnitude` in the manner's own unit.

    `hasty`: one of time, which nobody can tell before the movement is over.
    """

    id: str
    how: str
    rep: int
    start_s: float
    end_s: float
    magnitude: float = 0.0
    hasty: bool = False

    @property
    def name(self) -> str:
        """Mistake and manner: `forcing-fast`."""
        return f"{self.id}-{self.how}" if self.how else self.id

    @property
    def onset_s(self) -> float:
        """From when on it can be known (see `KNOWN_AT_END` and `KNOWN_HALF_WAY`)."""
        if (self.id, self.how) in KNOWN_HALF_WAY:
            return (self.start_s + self.end_s) / 2
        return self.end_s if self.hasty or (self.id, self.how) in KNOWN_AT_END else self.start_s


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything that is known of a clip.

    Attributes:
        yaw_deg: where the camera stood, 0 in front (or at the head end), 90 at the left side.
        still: (start, end) of the stretches outside repetitions.
        series: values per picture by name, shape (N,), with `time_s`; see the studio's `truth.py`.
    """

    exercise: str
    body: str
    yaw_deg: float
    duration_s: float
    reps: tuple[TrueRep, ...]
    holds: tuple[TrueHold, ...] = ()
    mistakes: tuple[TrueMistake, ...] = ()
    still: tuple[tuple[float, float], ...] = ()
    series: Mapping[str, Array] = field(default_factory=dict)

    @property
    def view(self) -> str:
        """Where the camera stood, in words: side, oblique, front or back."""
        return view_of(self.yaw_deg)

    def of_rep(self, index: int) -> tuple[TrueMistake, ...]:
        """The mistakes made in a repetition."""
        return tuple(mistake for mistake in self.mistakes if mistake.rep == index)


def view_of(yaw_deg: float) -> str:
    """The view from a camera yaw: within 15 degrees of the side, of the front, of the back."""
    off_front = off_front_deg(yaw_deg)
    if abs(off_front - 90) <= 15 + 1e-6:
        return "side"
    if off_front <= 30:
        return "front"
    return "back" if off_front >= 150 else "oblique"


def off_front_deg(yaw_deg: float) -> float:
    """A camera yaw from the front (or the head end), whichever side it is on: 0 to 180."""
    return abs((yaw_deg + 180) % 360 - 180)


def read_truth(path: Path) -> Truth:
    """Read the truth beside a clip.

    Raises:
        TruthError: missing or unknown format.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TruthError(f"{path}: cannot be read ({error}); render the clip again") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise TruthError(f"{path}: is not of the format {FORMAT}; render the clip again")
    return truth_from(content)


def truth_from(content: Mapping[str, Any]) -> Truth:
    """The truth from the plain data of a truth file."""
    plan = PLANS.get(content["exercise"])
    return Truth(
        exercise=content["exercise"],
        body=content["body"],
        yaw_deg=float(content["view"]["yaw_deg"]),
        duration_s=float(content["duration_s"]),
        reps=tuple(
            TrueRep(r["index"], r["start_s"], r["end_s"], tuple(r["mistakes"]))
            for r in content["reps"]
        ),
        holds=tuple(TrueHold(h["rep"], h["start_s"], h["end_s"]) for h in content["holds"]),
        mistakes=tuple(
            TrueMistake(
                m["id"],
                m["how"],
                m["rep"],
                m["start_s"],
                m["end_s"],
                m["magnitude"],
                hasty=plan is not None and (m["id"], m["how"]) in plan.hasty,
            )
            for m in content["mistakes"]
        ),
        still=tuple((p["start_s"], p["end_s"]) for p in content["phases"] if p["rep"] == 0),
        series={name: np.array(values, float) for name, values in content["series"].items()},
    )
