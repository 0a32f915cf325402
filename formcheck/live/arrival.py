"""When a picture was taken, although it may be judged a little later."""

from __future__ import annotations

from collections import deque

FLOOR_OVER_S = 10.0
"""The quickest picture of so many last seconds is the one that did not wait."""
LONGEST_WAIT_S = 2.0
"""A longer wait than this is no wait: the camera's stamps have jumped."""
_STEP_S = 0.001


class ArrivalTimes:
    """Puts pictures on our clock at the moment they were taken.

    A picture waits while the one before it is judged, and longer on a busy computer. The camera's
    stamps count from anywhere and may jump, but between two pictures they tell the time: how much
    later than the quickest picture one comes is how long it waited.
    """

    def __init__(self) -> None:
        self._lags: deque[tuple[float, float]] = deque()  # our clock, our clock less the stamp
        self._last_s = -float("inf")

    def taken_s(self, now_s: float, stamp_s: float | None) -> float:
        """The time of a picture that comes now, seconds on our clock; always increasing.

        Args:
            now_s: our clock.
            stamp_s: the picture's own stamp, None where it has none.
        """
        taken = now_s if stamp_s is None else now_s - self._waited_s(now_s, now_s - stamp_s)
        self._last_s = max(taken, self._last_s + _STEP_S)
        return self._last_s

    def _waited_s(self, now_s: float, lag_s: float) -> float:
        while self._lags and now_s - self._lags[0][0] > FLOOR_OVER_S:
            self._lags.popleft()
        floor_s = min((lag for _, lag in self._lags), default=lag_s)
        if abs(lag_s - floor_s) > LONGEST_WAIT_S:
            self._lags.clear()
            floor_s = lag_s
        self._lags.append((now_s, lag_s))
        return max(0.0, lag_s - floor_s)
