"""When an instruction is said: once it has stood for a while, and again if it is not followed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from formcheck.live import phrases

STEADY_S = 0.7
LONGER_S: Mapping[str, float] = MappingProxyType({phrases.HOLD_STILL: 2.5})
"""Stillness has been asked for with "Good, I can see you", and mostly two seconds are enough."""
AGAIN_S = 9.0
"""Somebody who is getting down onto a mat needs about this long before hearing it again."""
BETWEEN_S = 2.5


class Prompter:
    """Follows the instruction that stands and says when to speak it."""

    def __init__(self) -> None:
        self._line: str | None = None
        self._since_s = 0.0
        self._said: str | None = None
        self._said_s = -1e9

    def update(self, time_s: float, line: str | None, *, settled: bool = False) -> str | None:
        """The instruction to say now, if it is time; `line` is the one that stands.

        `settled`: it has stood for a while already.
        """
        if line != self._line:
            self._line, self._since_s = line, time_s
        if line is None:
            return None
        if not settled and time_s - self._since_s < LONGER_S.get(line, STEADY_S):
            return None
        wait_s = AGAIN_S if line == self._said else BETWEEN_S
        if time_s - self._said_s < wait_s:
            return None
        self._said, self._said_s = line, time_s
        return line
