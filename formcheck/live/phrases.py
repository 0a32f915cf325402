"""What the live coach says beyond the texts of an exercise: one place for every spoken line."""

from __future__ import annotations

from collections.abc import Sequence

from formcheck.specs.vocabulary import View

FIRST_ONE = "First one: only as far as feels easy"
BEGIN = "Begin when you are ready"
CAMERA_RIGHT = "Good, I can see you. Hold still"
HOLD_STILL = "Hold still for a moment"
LEFT_NEXT, RIGHT_NEXT = "Now the left side", "Now the right side"
HOLD = "Hold"
COME_BACK = "Long enough. Come back slowly"
HOLD_LONGER = "Hold a little longer next time"
HOLD_DONE = "Hold done. Come back slowly"
TEN_LEFT = "Ten seconds"
LAST_SECONDS = ("One", "Two", "Three")
"""Said with one, two and three seconds left."""
REST = "Set done. Rest a little"
REST_ENDS = "Take the start position again"
PAUSED = "Paused. I cannot see you well"
SEEN_AGAIN = "I see you again. Go on"
SLOW = "This computer is slow. Close other programs"
ALL_DONE = "All done. Well done"
ENDED = "Practice ended"
BREATHE = "Breathe with the tones"
EASIER = "Try the easier version"
PAUSE_EASIER = "Pause. Try the easier version"
PAUSE_ENOUGH = "Pause. Perhaps this one is enough for today"
WELL_DONE = "Well done"
SKIPPED = "Skipped"
WARM_UP = "Warm up: march on the spot"
WARM_UP_SKIPPED = "Warm-up skipped. Start gently"
HANDS_GO_ON = "To go on, hold both hands up"
HANDS_END = "To end now, hold both hands up again"
HANDS_KEEP = "Keep both hands up to end the practice"
HALF = "Half of it is done"
CAMERA_STAYS = "The camera stays where it is"

_UP_TO_NINETEEN = (
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
    "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen",
    "Nineteen",
)  # fmt: skip
_TENS = ("", "", "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety")
MOST_COUNTED = 99


def number(count: int) -> str:
    """A count from 0 to 99 in words, as it is said: `Twenty-one`.

    Raises:
        ValueError: any other count.
    """
    if not 0 <= count <= MOST_COUNTED:
        raise ValueError(f"only 0 to {MOST_COUNTED} can be said, not {count}")
    if count < 20:
        return _UP_TO_NINETEEN[count]
    ten, one = divmod(count, 10)
    return _TENS[ten] + (f"-{_UP_TO_NINETEEN[one].lower()}" if one else "")


def next_line(title: str) -> str:
    """`Next: Thread the needle`."""
    return f"Next: {title}"


_VIEWS: dict[View, str] = {"side": "side view", "oblique": "corner view", "front": "front view"}
_TABLE_M = 0.7
"""Cameras that are best in the middle above this stand on a table, others by the mat."""
_PLACES = ("at knee height", "at table height")


def camera_line(view: View, height_m: tuple[float, float]) -> str:
    """`Turn the camera: side view, at knee height`."""
    return f"Turn the camera: {_VIEWS[view]}, {_PLACES[sum(height_m) / 2 > _TABLE_M]}"


def needs_line(things: Sequence[str]) -> str:
    """`You need: chair`."""
    return f"You need: {', '.join(things)}"


def cannot_see(part: str) -> str:
    """`I cannot see your hips`."""
    return f"I cannot see your {part}"


SEEN_PARTS = ("head", "shoulders", "elbows", "hands", "hips", "knees", "feet")
"""What `cannot_see` is said of."""


_NOT_SEEN = "I cannot see you well:"
_PART_OF = {
    "nose": "head", "ear": "head", "shoulder": "shoulders", "elbow": "elbows", "wrist": "hands",
    "hip": "hips", "knee": "knees", "ankle": "feet", "heel": "feet", "toe": "feet",
}  # fmt: skip


def lost_line(reason: str | None) -> str:
    """What to say when somebody cannot be judged: the part that is not seen, if it is one."""
    first = (reason or "").split(" ")[0]
    return cannot_see(_PART_OF[first]) if first in _PART_OF else PAUSED


def spoken(instruction: str | None) -> str | None:
    """What is said of an instruction: of a reason why somebody is not seen, only the part."""
    if instruction is None or not instruction.startswith(_NOT_SEEN):
        return instruction
    first = instruction.removeprefix(_NOT_SEEN).strip().split(" ")[0]
    return cannot_see(_PART_OF[first]) if first in _PART_OF else _NOT_SEEN.rstrip(":")


def fixed_phrases() -> tuple[str, ...]:
    """Every line of this module that can be said."""
    lines = (
        FIRST_ONE, BEGIN, CAMERA_RIGHT, HOLD_STILL, LEFT_NEXT, RIGHT_NEXT, HOLD,
        COME_BACK, HOLD_LONGER, BREATHE, HOLD_DONE, TEN_LEFT, REST,
        REST_ENDS, PAUSED, SEEN_AGAIN, SLOW, ALL_DONE, ENDED, EASIER,
        PAUSE_EASIER, PAUSE_ENOUGH, WELL_DONE, SKIPPED, WARM_UP, WARM_UP_SKIPPED, HANDS_GO_ON,
        HANDS_END, HANDS_KEEP, HALF, CAMERA_STAYS,
    )  # fmt: skip
    parts = tuple(cannot_see(part) for part in SEEN_PARTS)
    cameras = tuple(camera_line(view, (at_m, at_m)) for view in _VIEWS for at_m in (0.5, 1.0))
    return lines + parts + cameras + tuple(number(count) for count in range(1, MOST_COUNTED + 1))
