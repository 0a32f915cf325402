"""Points of the body and lines of reference, in words; what both angles and lengths need."""

from __future__ import annotations

from formcheck.specs.expression import Call, Name, Point
from formcheck.video.still.readings import AT_START, MOVED_ALONG, REFERENCE, Reading
from formcheck.video.still.scales import Scale

AT_THE_WALL = "at the wall"
_MEANINGS = {
    AT_THE_WALL: "where it was at the wall",
    AT_START: "where it was at the start",
    MOVED_ALONG: "where it was at the start, moved along with the body",
    REFERENCE: "where it was in your reference repetition",
    "upright": "the vertical",
    "level": "the level line",
    "in line with the trunk": "the line of the trunk",
    "floor": "the floor",
}


def scale_of(reading: Reading, limit: float | None, now: float) -> Scale:
    """The word's own zero, limit and present value."""
    return Scale(reading.of(0.0), None if limit is None else reading.of(limit), now)


def points_of(word: Name | Call) -> list[Point]:
    """The points a word is called with."""
    args = word.args if isinstance(word, Call) else ()
    return [arg for arg in args if isinstance(arg, Point)]


def told(point: Point) -> str:
    """A point in words: `the left knee`."""
    own = point.side in ("left", "right")
    return f"the {point.side} {point.part}" if own else f"the {point.part}"


def meaning(zero: str) -> str:
    """What a line of reference is, as it follows `against`."""
    known = f"the {zero}" if zero.startswith("level of") else f"a line {zero}"
    return _MEANINGS.get(zero, known)
