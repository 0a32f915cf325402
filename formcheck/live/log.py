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
    """A mistake that is over.

    Attributes:
        time_s: when it was raised, on the practice's clock.
        severity: the highest it came to.
        said: its cue was spoken (a mistake that is only told after the set is not).
        value: the worst measurement, in `unit`; `threshold` is the limit it passed.
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
        reach: by signal name, how far it went (`formcheck.coach.reach`), in the signal's unit;
            nothing where the camera stands elsewhere than when the exercise began.
        mistakes: those that came to their end since the repetition before. One that is still on
            comes later: it may get worse, and its cue may yet be spoken.
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
        view: the camera's view it was judged from at first; None: judging never began.
        judged_share: 0..1 of the time.
        mistakes: those that have not been told with a repetition.
    """

    position: int
    ended_by: EndedBy
    time_s: float
    view: View | None
    judged_share: float
    mistakes: tuple[MistakeSeen, ...]


class PracticeLog(Protocol):
    """Keeps what is done as it is done.

    Called while a picture is judged, by one thread at a time: it comes back within a fraction of a
    second, and what cannot be kept so soon it keeps later. What it raises is logged and costs the
    practice nothing.
    """

    def began(self, exercise: ExerciseBegan) -> None:
        """An exercise begins."""
        ...

    def rep(self, position: int, done: RepDone) -> None:
        """A repetition has ended; when this returns it outlives the process, if it can be."""
        ...

    def warmed_up(self, *, skipped: bool) -> None:
        """The warm-up is over."""
        ...

    def ended(self, exercise: ExerciseEnded) -> None:
        """An exercise is over."""
        ...
