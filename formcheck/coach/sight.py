"""Since when the person is in sight, or out of it."""

from __future__ import annotations

import math

from formcheck.signals.body import STRANGER_S

LOST_S = 2.0
"""Out of sight for this long: they are told."""
UNSEEN_S, BEGUN_S = 0.5, 0.25
"""A movement was not seen whole if the person was out of sight for so long during it, or if it
began this soon after they came in sight: it may have begun before."""
GONE_S = 60.0
"""Whoever was not seen for this long starts again from the start pose."""


class Sight:
    """Follows whether the person can be seen; all times in seconds."""

    def __init__(self) -> None:
        self._unseen_since: float | None = None
        self._back_s = self._begun_s = -math.inf

    def begin(self, time_s: float, from_within: bool) -> None:
        """Judging begins; `from_within`: nothing says that they kept still until now."""
        self._unseen_since = None
        if from_within:
            self._begun_s = time_s

    def seen(self, time_s: float) -> bool:
        """They are in sight; whether they had been out of it too long for what is under way."""
        since_s, self._unseen_since = self._unseen_since, None
        if since_s is None or time_s - since_s <= UNSEEN_S:
            return False
        self._back_s = time_s
        return True

    def unseen(self, time_s: float) -> bool:
        """They are out of sight; whether for so long that they should be told."""
        if self._unseen_since is None:
            self._unseen_since = time_s
        return time_s - self._unseen_since > LOST_S

    def gone(self, time_s: float, stranger: bool) -> bool:
        """Whether they are gone for good; `stranger`: somebody else is in their place."""
        if self._unseen_since is None:
            return False
        return time_s - self._unseen_since > (0.9 * STRANGER_S if stranger else GONE_S)

    def saw_begin(self, at_s: float) -> bool:
        """Whether a movement that began at a time had them in sight from its beginning."""
        return at_s - self._back_s >= BEGUN_S

    def at_rest_before(self, at_s: float) -> bool:
        """Whether judging went on for a while before a time."""
        return at_s - self._begun_s >= BEGUN_S
