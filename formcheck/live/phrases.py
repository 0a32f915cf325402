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
HANDS_SKIP = "To skip the rest, hold both hands up"
HANDS_GO_ON = "To go on, hold both hands up"
PRESS_GO_ON = "To go on, press Skip this"
HANDS_STOP = "To end, hold both hands up"
HANDS_END = "To end now, hold both hands up again"
HANDS_KEEP = "Keep both hands up to end the practice"
HALF = "Half of it is done"
CAMERA_STAYS = "The camera stays where it is"
TAKE_START = "Take the start position"
NOT_SEEN = "I cannot see you"

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


_TIMES = ("", "Once", "Twice")


def times_line(count: int, *, each_side: bool = False) -> str:
    """`Eight times`, `Twice on each side`."""
    times = _TIMES[count] if 0 < count < len(_TIMES) else f"{number(count)} times"
    return f"{times} on each side" if each_side else times


def hold_line(seconds: float, how: str = "") -> str:
    """`Hold thirty seconds on each side`; `how`: `on each side`, `each time` or nothing."""
    count = max(1, round(seconds))
    unit = "second" if count == 1 else "seconds"
    return f"Hold {number(count).lower()} {unit} {how}".rstrip()


def sets_line(count: int) -> str:
    """`Two sets`."""
    return f"{number(count)} sets"


LONGEST_MIN = 30


def minutes_line(seconds: float) -> str:
    """`Five minutes`, `Half a minute`: to the next half one; "" for less, and for very long."""
    halves = round(seconds / 30.0)
    if halves == 1:
        return "Half a minute"
    if not 0 < halves <= 2 * LONGEST_MIN:
        return ""
    whole, half = divmod(halves, 2)
    if half:
        return f"{number(whole)} and a half minutes"
    return f"{number(whole)} minute{'' if whole == 1 else 's'}"


_VIEWS: dict[View, str] = {
    "side": "it must see your side",
    "oblique": "halfway between front and side",
    "front": "it must see your front",
}
_TABLE_M = 0.7
"""Cameras that are best in the middle above this stand on a table, others by the mat."""
_PLACES = ("Put it at knee height", "Put it at table height")


def camera_line(view: View) -> str:
    """`Move the camera: it must see your side`."""
    return f"Move the camera: {_VIEWS[view]}"


def height_line(height_m: tuple[float, float]) -> str:
    """`Put it at knee height`: for somebody without a measure."""
    return _PLACES[sum(height_m) / 2 > _TABLE_M]


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
        PAUSE_EASIER, PAUSE_ENOUGH, WELL_DONE, SKIPPED, WARM_UP, WARM_UP_SKIPPED, HANDS_SKIP,
        HANDS_GO_ON, PRESS_GO_ON, HANDS_STOP, HANDS_END, HANDS_KEEP, HALF, CAMERA_STAYS,
        TAKE_START, NOT_SEEN,
    )  # fmt: skip
    parts = tuple(cannot_see(part) for part in SEEN_PARTS)
    cameras = (*map(camera_line, _VIEWS), *_PLACES)
    times = tuple(minutes_line(30.0 * halves) for halves in range(1, 2 * LONGEST_MIN + 1))
    counts = tuple(number(count) for count in range(1, MOST_COUNTED + 1))
    return lines + parts + cameras + times + counts
