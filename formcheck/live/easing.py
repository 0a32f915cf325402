"""When a set pauses because the movement asks too much today. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from formcheck.coach.events import CueSpoken, Event, MistakeRaised, Severity
from formcheck.coach.state import ActiveMistake

CUES, WITHIN_S = 2, 20.0
"""So many cues of a serious mistake within so long: the easier version is offered."""
PAUSE_S = 5.0
"""Nothing is judged for so long: the words take three seconds, and whoever hears them comes back
to the start."""
SHOWN_S = 20.0
"""The easier version stays to be read for so long, unless the start pose is taken before."""
ENOUGH = 2
"""From this pause of one exercise on, going on with the next one is suggested."""
_SERIOUS: frozenset[Severity] = frozenset({"major", "stop"})


class Easing:
    """Follows one exercise, all its sets.

    Attributes:
        pauses: how many there were.
    """

    def __init__(self) -> None:
        self.pauses = 0
        self._severity: dict[str, Severity] = {}
        self._cues: deque[float] = deque()

    @property
    def enough(self) -> bool:
        """Whether it has been paused so often that something else is better today."""
        return self.pauses >= ENOUGH

    def update(self, events: Iterable[Event], active: Sequence[ActiveMistake]) -> bool:
        """Whether the set shall pause now, after what happened in a frame.

        `active`: what is on in it, for a mistake may have become worse since it was raised.
        """
        for event in events:
            if isinstance(event, MistakeRaised):
                self._severity[event.cue] = event.severity
            elif isinstance(event, CueSpoken) and self._serious(event, active):
                self._cues.append(event.time_s)
                while event.time_s - self._cues[0] > WITHIN_S:
                    self._cues.popleft()
        if len(self._cues) < CUES:
            return False
        self._cues.clear()
        self.pauses += 1
        return True

    def _serious(self, cue: CueSpoken, active: Sequence[ActiveMistake]) -> bool:
        if cue.kind != "correction":
            return False
        now = [mistake.severity for mistake in active if mistake.text == cue.text]
        return any(severity in _SERIOUS for severity in (*now, self._severity.get(cue.text)))
