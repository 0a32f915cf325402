"""Which one thing to say now: priority, cooldown, decay, praise, and silence near a hold's end."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.coach.events import CueKind, CueSpoken, MistakeCleared, MistakeRaised
from formcheck.specs.schema import ExerciseSpec

BETWEEN_CUES_S = 4.0
SAME_CUE_S = 8.0
REPEATS = 3
"""After this many, a cue is not repeated in the set: the easier version is offered instead."""
HOLD_END_SILENCE_S = 3.0
FRESH_S = 2.5
"""A correction that had to wait longer than this is about something over: it is dropped."""
PRIORITY = {"stop": 0, "major": 1, "minor": 2, "info": 4}
PRAISE_PRIORITY, REMINDER_PRIORITY = 3, 5


@dataclass(frozen=True, slots=True)
class _Wish:
    priority: int
    time_s: float
    text: str
    kind: CueKind
    check: str | None = None


class CueChooser:
    """Chooses one cue at a time."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._checks = {check.id: check for check in spec.checks}
        self._wishes: list[_Wish] = []
        self._on: set[str] = set()
        self._last_s = -1e9
        self._said_s: dict[str, float] = {}
        self._count: dict[str, int] = {}

    def raised(self, event: MistakeRaised) -> None:
        """A mistake began."""
        if self._checks[event.check].live:
            self._on.add(event.check)
            wish = _Wish(
                PRIORITY[event.severity], event.time_s, event.cue, "correction", event.check
            )
            self._wishes.append(wish)

    def cleared(self, event: MistakeCleared) -> None:
        """A mistake is over; praise it once if it had been said."""
        self._on.discard(event.check)
        self._wishes = [wish for wish in self._wishes if wish.check != event.check]
        check = self._checks[event.check]
        if check.praise and event.check in self._said_s and check.any is None:
            self._wishes.append(_Wish(PRAISE_PRIORITY, event.time_s, check.praise, "praise"))

    def remind(self, time_s: float, text: str) -> None:
        """Something to say once, when there is room."""
        self._wishes.append(_Wish(REMINDER_PRIORITY, time_s, text, "reminder"))

    def choose(self, time_s: float, hold_left_s: float | None) -> CueSpoken | None:
        """The cue to say in this frame, if any."""
        self._wishes = [
            wish for wish in self._wishes
            if wish.kind == "reminder" or time_s - wish.time_s <= FRESH_S or wish.check in self._on
        ]  # fmt: skip
        quiet = hold_left_s is not None and 0 < hold_left_s <= HOLD_END_SILENCE_S
        for wish in sorted(self._wishes, key=lambda w: (w.priority, w.time_s)):
            urgent = wish.priority == 0
            if (quiet or time_s - self._last_s < BETWEEN_CUES_S) and not urgent:
                return None
            if time_s - self._said_s.get(wish.check or wish.text, -1e9) < SAME_CUE_S:
                continue
            self._wishes.remove(wish)
            text = self._decayed(wish)
            if text is not None:
                return self._say(time_s, wish, text)
        return None

    def _decayed(self, wish: _Wish) -> str | None:
        if wish.check is None:
            return wish.text
        count = self._count[wish.check] = self._count.get(wish.check, 0) + 1
        if count <= REPEATS:
            return wish.text
        return "Try the easier version" if count == REPEATS + 1 else None

    def _say(self, time_s: float, wish: _Wish, text: str) -> CueSpoken:
        self._last_s = self._said_s[wish.check or wish.text] = time_s
        return CueSpoken(time_s, text, wish.kind)
