"""How many pictures a second are judged, and whether the computer keeps up. Pure."""

from __future__ import annotations

from collections import deque

OVER_S = 2.0
SLOW_FPS, SLOW_S = 8.0, 3.0
"""Below this rate for so long, checks of quick movements begin to miss: at 10 a second they do not
(measured on clips of 10 pictures a second, docs/accuracy.md)."""


class Pace:
    """Follows the times of the judged pictures.

    Attributes:
        fps: pictures judged per second over the last two seconds.
        slow: whether it has been too few for a while.
    """

    def __init__(self) -> None:
        self.fps = 0.0
        self.slow = False
        self._times: deque[float] = deque()
        self._slow_since_s: float | None = None
        self._told = False

    def update(self, time_s: float) -> bool:
        """Take in the time of a picture; whether slowness should be told now, once a practice."""
        self._times.append(time_s)
        while time_s - self._times[0] > OVER_S:
            self._times.popleft()
        covered_s = time_s - self._times[0]
        if len(self._times) > 1:
            self.fps = (len(self._times) - 1) / covered_s
        few = self.fps < SLOW_FPS and (covered_s > OVER_S / 2 or len(self._times) == 1)
        if not few:
            self._slow_since_s, self.slow = None, False
            return False
        if self._slow_since_s is None:
            self._slow_since_s = time_s
        self.slow = time_s - self._slow_since_s >= SLOW_S
        if self.slow and not self._told:
            self._told = True
            return True
        return False
