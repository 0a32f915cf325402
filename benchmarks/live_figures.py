"""What a live run amounts to: rates, delays of cues, memory. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from formcheck.coach.cues import SAME_CUE_S
from formcheck.specs.schema import ExerciseSpec

from .goals import check_for, waits_s
from .live_film import Film
from .live_practise import Heard
from .truths import Truth

VOICE_S = 0.6
"""A cue begins at most this long after the time that its check waits on purpose: the goal."""
LATEST_S = 3.0
"""What is said later than this after a repetition is not about its mistake."""
STARTING_S = 10.0
"""So long after Start the first pictures, which cost more, are over."""
AGAIN = 15
"""A film that jumps back further begins again; two takers of a camera are less apart than that."""
WARM_S = 60.0
LEAST_FPS = 20.0
FEEDBACK_WITHIN_S = 5.0


@dataclass(frozen=True, slots=True)
class Judged:
    """One judged picture: when it was done (seconds since 1970), how long it took in all, and how
    much of that the pose model took, seconds."""

    at_s: float
    took_s: float
    model_s: float


@dataclass(frozen=True, slots=True)
class Rate:
    """Pictures judged.

    Attributes:
        fps: pictures a second.
        worst_fps: in the worst second.
        ms, model_ms: one picture, in all and the pose model's part, median.
        pictures: how many.
    """

    fps: float
    worst_fps: float
    ms: float
    model_ms: float
    pictures: int


@dataclass(frozen=True, slots=True)
class CueDelay:
    """From the moment a mistake could be known until its cue began; None: it was not said."""

    exercise: str
    mistake: str
    seconds: float | None
    goal_s: float


@dataclass(frozen=True, slots=True)
class Load:
    """What the app's process used up to a moment.

    Attributes:
        at_s: seconds since 1970.
        resident_mb: its resident memory then, MB.
        cpu_s: seconds of processor time so far.
    """

    at_s: float
    resident_mb: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory of the app, MB.

    Attributes:
        start: before the first practice.
        warm: a minute into the long practice.
        end: at its end.
        slope: MB a minute from warm to the end, by a straight line.
        minutes: how long that is.
    """

    start: float
    warm: float
    end: float
    slope: float
    minutes: float


def read_stopwatch(log: Path) -> list[Judged]:
    """The pictures that `live_app` noted down."""
    rows = (line.split() for line in log.read_text(encoding="ascii").splitlines())
    return [Judged(*map(float, row)) for row in rows if len(row) == 3]


def rate_of(pictures: Sequence[Judged], spans: Sequence[tuple[float, float]]) -> Rate | None:
    """The rate within these stretches (seconds since 1970); None if nothing was judged there."""
    inside = [one for one in pictures if any(low <= one.at_s < high for low, high in spans)]
    seconds = [at for low, high in spans for at in np.arange(low, high - 1, 1.0)]
    if not inside or not seconds:
        return None
    at = np.array([one.at_s for one in inside])
    each = [int(np.searchsorted(at, s + 1) - np.searchsorted(at, s)) for s in seconds]
    return Rate(
        fps=len(inside) / sum(high - low for low, high in spans),
        worst_fps=float(min(each)),
        ms=1000 * float(np.median([one.took_s for one in inside])),
        model_ms=1000 * float(np.median([one.model_s for one in inside])),
        pictures=len(inside),
    )


def wall_times(pictures: Sequence[tuple[float, int]], number: int) -> list[float]:
    """When the camera gave this picture of the film or, where it was skipped, the one after it.

    One moment for each time that the film was played.
    """
    found, before = [], pictures[0][1] - 1 if pictures else 0
    for at_s, shown in pictures:
        if shown < before - AGAIN:
            before = -1
        if before < number <= shown:
            found.append(at_s)
        before = max(before, shown)
    return found


def cue_delays(
    spec: ExerciseSpec,
    truth: Truth,
    clip: Path,
    film: Film,
    pictures: Sequence[tuple[float, int]],
    heard: Sequence[Heard],
) -> list[CueDelay]:
    """The delay of each performed mistake's cue, for each time that it was to be seen.

    Args:
        clip: the one that `truth` is about, as it is in `film`.
        pictures: (when, number) as the camera gave them, seconds since 1970.
        heard: what the page said.
    """
    reps = {rep.index: rep for rep in truth.reps}
    times = [
        (start_at, mistake)
        for mistake in truth.mistakes
        if check_for(spec, mistake.name).live
        for number in film.numbers_of(clip, mistake.start_s)
        for start_at in wall_times(pictures, number)
    ]
    delays, taken = [], -1e9
    for start_at, mistake in sorted(times, key=lambda time: time[0]):
        check = check_for(spec, mistake.name)
        until = start_at + reps[mistake.rep].end_s + LATEST_S - mistake.start_s
        if pictures[-1][0] < until:
            continue  # the practice ended before
        said = [
            one.at_s for one in heard if one.kind == "correction" and one.text == check.say
        ]  # fmt: skip
        own = next((at for at in said if at > taken and start_at <= at <= until), None)
        if own is None and any(start_at - SAME_CUE_S <= at <= until for at in said):
            continue  # the same cue is still in the ears: it is not said again so soon
        taken = own or taken
        onset_at = start_at + mistake.onset_s - mistake.start_s
        delay = None if own is None else own - onset_at
        delays.append(CueDelay(spec.id, mistake.name, delay, waits_s(check) + VOICE_S))
    return delays


def memory_of(loads: Sequence[Load], long: tuple[float, float]) -> Memory | None:
    """Memory over the run and over the long practice (seconds since 1970); None where too few."""
    late = [load for load in loads if long[0] + WARM_S <= load.at_s < long[1]]
    if len(late) < 2:
        return None
    minutes = np.array([(load.at_s - late[0].at_s) / 60 for load in late])
    values = np.array([load.resident_mb for load in late])
    slope = float(np.polyfit(minutes, values, 1)[0])
    return Memory(
        loads[0].resident_mb, float(values[0]), float(values[-1]), slope, float(minutes[-1])
    )


def cores_used(loads: Sequence[Load], spans: Sequence[tuple[float, float]]) -> float | None:
    """Processor time a second within these stretches: 1 is one core all the time."""
    cpu_s = seconds = 0.0
    for low, high in spans:
        inside = [load for load in loads if low <= load.at_s < high]
        if len(inside) > 1:
            cpu_s += inside[-1].cpu_s - inside[0].cpu_s
            seconds += inside[-1].at_s - inside[0].at_s
    return cpu_s / seconds if seconds else None
