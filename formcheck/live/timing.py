"""A timer of a routine: what is called out while it runs, and whether anybody is there. Pure."""

from __future__ import annotations

from collections import deque

from formcheck.live import phrases
from formcheck.live.calls import Call, Countdown
from formcheck.live.doctor_findings import BLACK, COVERED, DARK, TOO_DARK
from formcheck.live.voice import Voice
from formcheck.pose.frame import PoseFrame
from formcheck.routines.routine import Step

HALF_FROM_S = 60.0
"""Of a timer this long it is told when half of it is done."""
TOLD_S, HOW_S = 10.0, 15.0
"""So long what it is and how long may wait to be said, and how to skip it."""
SKIP_TOLD_S = 20.0
"""How it is skipped is told after so long: before, it would sound like an order."""
LOOK_S = 5.0
TELL_FROM_S, TELL_UNTIL_S = 8.0, 20.0
"""It is told in these seconds of the timer only: whoever presses Start walks to the mat first."""
SELDOM = 0.2
"""Somebody is seen in fewer than this share of the pictures: nobody is there."""
SEEN_S = 3.0
"""Seen for so long in all: somebody was there. In an empty room a picture may be misread."""
STEP_S = 0.5
"""Longer steps between two pictures count as this much."""


class Watch:
    """Looks at picture after picture of one timer."""

    def __init__(self, length_s: float) -> None:
        """`length_s`: the timer's."""
        self._needed_s = min(SEEN_S, length_s / 4)
        self._seen_s = 0.0
        self._from_s: float | None = None
        self._recent: deque[tuple[float, bool]] = deque()
        self._told = False

    @property
    def seen(self) -> bool:
        """Whether somebody has been there."""
        return self._seen_s >= self._needed_s

    def update(self, frame: PoseFrame) -> str | None:
        """What has to be told about the picture now, once."""
        now, there = frame.time_s, frame.landmarks is not None
        if self._from_s is None:
            self._from_s = now
        if there and self._recent:
            self._seen_s += min(now - self._recent[-1][0], STEP_S)
        self._recent.append((now, there))
        while now - self._recent[0][0] > LOOK_S:
            self._recent.popleft()
        if self._told or not TELL_FROM_S <= now - self._from_s <= TELL_UNTIL_S:
            return None
        if sum(seen for _, seen in self._recent) >= SELDOM * len(self._recent):
            return None
        self._told = True
        return _why(frame)


def _why(frame: PoseFrame) -> str:
    brightness = frame.quality.brightness
    if brightness >= DARK:
        return phrases.NOT_SEEN
    return COVERED if brightness < BLACK else TOO_DARK


class Timer:
    """Calls out the time of a timer, and looks whether somebody is there."""

    def __init__(self, step: Step, voice: Voice, now: float, *, tell_skip: bool) -> None:
        """What it is and how long is said at once. `tell_skip`: how it is skipped, later."""
        self._voice = voice
        self._watch, self._countdown = Watch(step.seconds), Countdown(step.seconds)
        self._half_s = step.seconds / 2 if step.seconds >= HALF_FROM_S else None
        self._tell_skip_s = now + SKIP_TOLD_S if tell_skip else None
        line = phrases.WARM_UP if step.warm_up else phrases.next_line(step.title)
        voice.wish(now, line, "rest", "good", valid_s=TOLD_S)
        length = phrases.minutes_line(step.seconds)
        if length:
            voice.wish(now, length, "rest", valid_s=TOLD_S)

    @property
    def seen(self) -> bool:
        """Whether somebody has been there."""
        return self._watch.seen

    def update(self, frame: PoseFrame, left_s: float) -> None:
        """Take in a picture, with so many seconds left."""
        now = frame.time_s
        problem = self._watch.update(frame)
        if problem is not None:
            self._voice.wish(now, problem, "pause", "attention")
        if self._tell_skip_s is not None and now >= self._tell_skip_s:
            self._tell_skip_s = None
            self._voice.wish(now, phrases.HANDS_SKIP, "reminder", valid_s=HOW_S)
        half = self._half_s is not None and left_s <= self._half_s
        if half:
            self._half_s = None
        call = Call(phrases.HALF, "good", 2.0) if half else self._countdown.update(left_s)
        if call is not None:
            self._voice.wish(now, call.text, "time", call.tone, valid_s=call.valid_s)
