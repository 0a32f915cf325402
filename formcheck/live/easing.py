"""When a set pauses because the movement asks too much today, and how it goes on. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Sequence

from formcheck.coach.events import CueSpoken, Event, Severity
from formcheck.coach.state import ActiveMistake
from formcheck.specs.schema import ExerciseSpec

CUES, WITHIN_S = 2, 20.0
"""So many times a serious mistake was told within so long: the easier version is offered."""
PAUSE_S = 5.0
"""Nothing is judged for so long: the words take three seconds, and whoever hears them comes back
to the start."""
SHOWN_S = 20.0
"""The easier version stays to be read for so long, unless the start pose is taken before."""
ENOUGH = 2
"""From this pause of one exercise on, going on with the next one is suggested."""
SERIOUS: frozenset[Severity] = frozenset({"major", "stop"})


class Easing:
    """Follows one exercise, all its sets.

    Attributes:
        pauses: how many there were.
    """

    def __init__(self) -> None:
        self.pauses = 0
        self._told: set[str] = set()
        self._counted: set[str] = set()
        self._times: deque[float] = deque()

    @property
    def enough(self) -> bool:
        """Whether it has been paused so often that something else is better today."""
        return self.pauses >= ENOUGH

    def update(
        self, time_s: float, events: Iterable[Event], active: Sequence[ActiveMistake]
    ) -> bool:
        """Whether the set shall pause now, after what happened in a frame.

        `active`: what is on in it. A mistake counts once from raise to clear, when it has been
        told and is serious: often it becomes so after it was told.
        """
        self._note(events, active)
        for mistake in active:
            new = mistake.check in self._told - self._counted
            if new and mistake.severity in SERIOUS:
                self._counted.add(mistake.check)
                self._times.append(time_s)
        while self._times and time_s - self._times[0] > WITHIN_S:
            self._times.popleft()
        if len(self._times) < CUES:
            return False
        self._told, self._counted = set(), set()
        self._times.clear()
        self.pauses += 1
        return True

    def _note(self, events: Iterable[Event], active: Sequence[ActiveMistake]) -> None:
        """Which of the mistakes that are on have been told."""
        on = {mistake.check for mistake in active}
        self._told &= on
        self._counted &= on
        for event in events:
            if isinstance(event, CueSpoken) and event.kind == "correction":
                self._told |= {one.check for one in active if one.text == event.text}


def unsaid(spec: ExerciseSpec, said: Collection[str]) -> ExerciseSpec:
    """The exercise for another coach: reminders that are said once and have been are left out."""
    left = tuple(one for one in spec.reminders if one.how != "spoken_once" or one.say not in said)
    return spec if len(left) == len(spec.reminders) else spec.model_copy(update={"reminders": left})
