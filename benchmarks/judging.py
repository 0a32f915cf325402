"""One clip through the product's public functions: landmarks in, events out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from formcheck.coach.coach import Coach
from formcheck.coach.events import Event
from formcheck.coach.judge import recorded_coach
from formcheck.coach.summary import SetSummary
from formcheck.pose.recording import Recording
from formcheck.specs.schema import ExerciseSpec

Mode = Literal["recorded", "live"]
"""`recorded`: calibrated from the whole clip, as for a video file. `live`: picture after picture,
with nothing known of the person or of the future."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said about a clip.

    Attributes:
        judging: (time, whether something was being judged) for every picture.
        refused: why there was nothing to judge at all, else "".
    """

    summary: SetSummary | None
    events: tuple[Event, ...] = ()
    judging: tuple[tuple[float, bool], ...] = ()
    refused: str = ""

    @property
    def duration_s(self) -> float:
        """Time of the last picture."""
        return self.judging[-1][0] if self.judging else 0.0


def judge(recording: Recording, spec: ExerciseSpec, mode: Mode = "recorded") -> Judged:
    """Judge a recording as one exercise.

    The same as `judge_recording` (a test holds it to that), but the events are kept with the
    moment at which they came: delays cannot be told from the summary.
    """
    coach = recorded_coach(recording.frames, spec) if mode == "recorded" else Coach(spec)
    events: list[Event] = []
    judging = []
    for frame in recording.frames:
        events += coach.feed(frame)
        state = coach.state()
        judging.append((frame.time_s, state.stage == "judging" and state.reason is None))
    events += coach.finish()
    return Judged(coach.summary(), tuple(events), tuple(judging))


def judged_time(judging: Sequence[tuple[float, bool]], start_s: float, end_s: float) -> float:
    """Seconds from `start_s` to `end_s` in which something was being judged."""
    total = 0.0
    for (time_s, on), (next_s, _) in pairwise(judging):
        if on:
            total += max(0.0, min(next_s, end_s) - max(time_s, start_s))
    return total
