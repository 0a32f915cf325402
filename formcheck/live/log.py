"""What a practice tells of itself while it runs, so that it can be kept at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from formcheck.coach.events import RepCompleted, Severity
from formcheck.live.snapshot import EndedBy
from formcheck.specs.vocabulary import View


@dataclass(frozen=True, slots=True)
class MistakeSeen:
    """A mistake from the moment it was raised.

    Attributes:
        time_s: when it was raised, on the practice's clock.
        said: its cue was spoken (a mistake that is only told after the set is not).
        value: the worst measurement until now, in `unit`; `threshold` is the limit it passed.
    """

    time_s: float
    check: str
    mistake: str
    severity: Severity
    said: bool
    value: float
    threshold: float
    unit: str


@dataclass(frozen=True, slots=True)
class RepDone:
    """One repetition as it ended.

    Attributes:
        set_number: from 1; `rep.index` counts within the set.
        held_s, form_s: the time of its holds, and that in good form; None: it has no hold.
        reach: by signal name, how far it went (`formcheck.coach.reach`), in the signal's unit.
        mistakes: those raised since the repetition before.
    """

    set_number: int
    rep: RepCompleted
    held_s: float | None
    form_s: float | None
    reach: Mapping[str, float]
    mistakes: tuple[MistakeSeen, ...]


@dataclass(frozen=True, slots=True)
class ExerciseBegan:
    """An exercise of the practice begins.

    Attributes:
        position: its place in the practice, from 0.
        time_s: on the practice's clock.
    """

    position: int
    exercise: str
    dose: Mapping[str, float]
    time_s: float


@dataclass(frozen=True, slots=True)
class ExerciseEnded:
    """An exercise of the practice is over: done, skipped (`hands` within a routine) or stopped.

    Attributes:
        view: the camera's view it was judged from; None: judging never began.
        judged_share: 0..1 of the time.
        mistakes: those raised since the last repetition.
    """

    position: int
    ended_by: EndedBy
    time_s: float
    view: View | None
    judged_share: float
    mistakes: tuple[MistakeSeen, ...]


class PracticeLog(Protocol):
    """Keeps what is done as it is done.

    Called in the thread that judges, from one at a time. It never raises and never takes long:
    what cannot be kept it tells elsewhere.
    """

    def began(self, exercise: ExerciseBegan) -> None:
        """An exercise begins."""
        ...

    def rep(self, position: int, done: RepDone) -> None:
        """A repetition has ended; when this returns it outlives the process."""
        ...

    def warmed_up(self, *, skipped: bool) -> None:
        """The warm-up is over."""
        ...

    def ended(self, exercise: ExerciseEnded) -> None:
        """An exercise is over."""
        ...
