"""What was performed against what was judged, clip by clip. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from formcheck.coach.events import CueSpoken, HoldCompleted, MistakeRaised, RepCompleted

from .clips import Clip
from .judging import Judged, judged_time
from .truths import TrueRep, Truth

SAME_SHARE = 0.3
"""Two spans are the same thing if they share this much of the shorter one."""
AFTER_REP_S = 1.0
"""A mistake may be raised this long after its repetition: it is told at the repetition's end."""
INSTANT_S = 1e-3
"""What is raised in the moment it began lasts this long, so that it can overlap something."""
RESTLESS = "forcing-bounce"
"""Nobody who bounces holds still: such holds have no true length."""
GAP_REP_SHARE = 0.3
"""A repetition of which more was unseen than this cannot be judged."""


class Span(Protocol):
    """Something that lasts."""

    @property
    def start_s(self) -> float:
        """When it begins."""

    @property
    def end_s(self) -> float:
        """When it ends."""


@dataclass(frozen=True, slots=True)
class Delay:
    """From when a mistake could be known until it was raised."""

    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class RepResult:
    """One performed repetition and what was said about it.

    Attributes:
        wanted: mistakes with their manner (`forcing-fast`); `wanted_ids` without.
        got: ids that were found in it.
        verdict: as judged, or `not counted`.
        hidden: ids that were made but cannot be seen from the camera's place.
        note: what was measured, where it did not come out as performed.
    """

    index: int
    wanted: tuple[str, ...]
    wanted_ids: tuple[str, ...]
    got: tuple[str, ...]
    verdict: str
    note: str = ""
    hidden: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether it was performed without a mistake."""
        return not self.wanted and not self.hidden


@dataclass(frozen=True, slots=True)
class HoldResult:
    """One performed hold; `got_s` is what the clock showed, None where there was none."""

    rep: int
    true_s: float
    got_s: float | None

    @property
    def error_s(self) -> float | None:
        """Shown minus true seconds."""
        return None if self.got_s is None else self.got_s - self.true_s


@dataclass(frozen=True, slots=True)
class Abstention:
    """How a clip, or a stretch of it, was treated in which nothing could be judged.

    Attributes:
        abstained: nothing was said about it.
        said: what was said, if anything.
        unseen_s, judged_s: seconds that could not be judged; of these, judged all the same.
        exactly: something could be judged, and had to come out exactly.
    """

    kind: str
    abstained: bool
    said: tuple[str, ...]
    unseen_s: float
    judged_s: float
    exactly: bool = False


@dataclass(frozen=True, slots=True)
class ClipResult:
    """One clip compared with its truth.

    Attributes:
        counted: repetitions that were judged.
        false_raises: ids raised in good form; `spoken` of them were said aloud.
        good_form_s: seconds without any performed mistake.
        counts: all of it could be judged: it counts for what is found and what is not.
        note: what the product remarked.
    """

    name: str
    exercise: str
    body: str
    view: str
    level: str
    reps: tuple[RepResult, ...] = ()
    counted: int = 0
    holds: tuple[HoldResult, ...] = ()
    delays: tuple[Delay, ...] = ()
    false_raises: tuple[str, ...] = ()
    spoken: int = 0
    good_form_s: float = 0.0
    abstention: Abstention | None = None
    counts: bool = True
    note: str = ""


def align(true: Sequence[Span], judged: Sequence[Span]) -> list[int | None]:
    """For each true span the index of the judged one that is the same thing, or None.

    In order, one to one, with the largest total overlap.
    """
    n, m = len(true), len(judged)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            paired = _shared(true[i], judged[j])
            pair = paired + best[i + 1][j + 1] if paired > 0 else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    found: list[int | None] = [None] * n
    i = j = 0
    while i < n and j < m:
        paired = _shared(true[i], judged[j])
        if paired > 0 and best[i][j] == paired + best[i + 1][j + 1]:
            found[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def overlap_s(a: Span, b: Span) -> float:
    """Seconds that two spans share."""
    return max(0.0, min(a.end_s, b.end_s) - max(a.start_s, b.start_s))


def _shared(a: Span, b: Span) -> float:
    common = overlap_s(a, b)
    shorter = min(a.end_s - a.start_s, b.end_s - b.start_s)
    return common if common >= SAME_SHARE * max(shorter, 1e-6) else 0.0


def compare(clip: Clip, judged: Judged) -> ClipResult:
    """Compare what was said about a clip with its truth."""
    truth = clip.truth
    if clip.expect == "nothing":
        whole = (0.0, max(truth.duration_s, judged.duration_s))
        return _blank(clip, _abstention(clip.kind, judged, whole))
    if judged.summary is None:
        reps = tuple(_rep_result(clip, rep, None) for rep in truth.reps)
        return _result(clip, reps, 0, _holds(clip, ()), judged)
    found = judged.summary.reps
    partner = align(truth.reps, found)
    reps = tuple(
        _rep_result(clip, rep, None if j is None else found[j])
        for rep, j in zip(truth.reps, partner, strict=True)
        if not _in_gap(clip, rep)
    )
    counted = sum(not _in_gap(clip, rep) for rep in found)
    return _result(clip, reps, counted, _holds(clip, judged.summary.holds), judged)


def _in_gap(clip: Clip, rep: TrueRep | RepCompleted) -> bool:
    """Whether too much of a repetition lies in the gap to be judged."""
    if clip.gap is None:
        return False
    common = max(0.0, min(rep.end_s, clip.gap[1]) - max(rep.start_s, clip.gap[0]))
    return common > GAP_REP_SHARE * max(rep.end_s - rep.start_s, 1e-6)


def _result(
    clip: Clip, reps: tuple[RepResult, ...], counted: int, holds: tuple[HoldResult, ...],
    judged: Judged,
) -> ClipResult:  # fmt: skip
    truth = clip.truth
    wrong = false_raises(truth, judged)
    faulty_s = sum(rep.end_s - rep.start_s for rep in truth.reps if rep.mistakes)
    abstention = None
    if clip.expect == "gap" and clip.gap is not None:
        abstention = _abstention(clip.kind, judged, clip.gap, wrong)
    elif clip.expect == "other_person":
        abstention = _told_of_others(clip, judged, wrong)
    elif clip.expect == "exactly":
        abstention = _exactly(clip, judged, wrong, counted)
    return ClipResult(
        clip.name, clip.exercise, truth.body, truth.view, clip.level, reps, counted, holds,
        delays(truth, judged),
        tuple(raised.mistake for raised in wrong),
        sum(_was_spoken(judged, raised) for raised in wrong),
        max(0.0, truth.duration_s - faulty_s),
        abstention,
        clip.expect != "gap",
    )  # fmt: skip


def _blank(clip: Clip, abstention: Abstention) -> ClipResult:
    truth = clip.truth
    return ClipResult(
        clip.name, clip.exercise, truth.body, truth.view, clip.level, abstention=abstention,
        counts=False,
    )  # fmt: skip


def _rep_result(clip: Clip, rep: TrueRep, judged: RepCompleted | None) -> RepResult:
    made = clip.truth.of_rep(rep.index)
    seen = [m for m in made if not clip.unseen & {m.id, m.name}]
    names = tuple(mistake.name for mistake in seen)
    ids = tuple(dict.fromkeys(mistake.id for mistake in seen))
    hidden = tuple(dict.fromkeys(m.id for m in made if m not in seen))
    if judged is None:
        return RepResult(rep.index, names, ids, (), "not counted", hidden=hidden)
    return RepResult(rep.index, names, ids, judged.mistakes, judged.verdict, hidden=hidden)


def _holds(clip: Clip, found: Sequence[HoldCompleted]) -> tuple[HoldResult, ...]:
    true = [
        hold
        for hold in clip.truth.holds
        if RESTLESS not in {mistake.name for mistake in clip.truth.of_rep(hold.rep)}
        and (clip.gap is None or not _crosses(clip.gap, hold))
    ]
    partner = align(true, found)
    return tuple(
        HoldResult(hold.rep, hold.held_s, None if j is None else found[j].held_s)
        for hold, j in zip(true, partner, strict=True)
    )


def _crosses(gap: tuple[float, float], span: Span) -> bool:
    return span.start_s < gap[1] and span.end_s > gap[0]


def delays(truth: Truth, judged: Judged) -> tuple[Delay, ...]:
    """How long each performed mistake took to be raised; those never raised are left out."""
    reps = {rep.index: rep for rep in truth.reps}
    spans = [
        _Lasting(mistake.start_s, reps[mistake.rep].end_s + AFTER_REP_S)
        for mistake in truth.mistakes
    ]
    first: dict[int, float] = {}
    for event in judged.events:
        if not isinstance(event, MistakeRaised):
            continue
        raised = _Lasting(event.since_s, event.time_s + INSTANT_S)
        shared = [
            overlap_s(span, raised) if mistake.id == event.mistake else 0.0
            for span, mistake in zip(spans, truth.mistakes, strict=True)
        ]
        best = max(range(len(shared)), key=shared.__getitem__, default=None)
        if best is not None and shared[best] > 0:
            first.setdefault(best, event.time_s)
    return tuple(
        Delay(mistake.name, first[i] - mistake.onset_s)
        for i, mistake in enumerate(truth.mistakes)
        if i in first
    )


@dataclass(frozen=True, slots=True)
class _Lasting:
    start_s: float
    end_s: float


def false_raises(truth: Truth, judged: Judged) -> list[MistakeRaised]:
    """Mistakes raised while none was being made: in clean repetitions and between them."""
    faulty = [rep for rep in truth.reps if rep.mistakes]

    def in_good_form(event: MistakeRaised) -> bool:
        return not any(event.since_s < rep.end_s and event.time_s > rep.start_s for rep in faulty)

    raised = [event for event in judged.events if isinstance(event, MistakeRaised)]
    return [event for event in raised if in_good_form(event)]


def _was_spoken(judged: Judged, raised: MistakeRaised) -> bool:
    """Whether a correction with the mistake's cue was the next thing said about it."""
    later = [
        event
        for event in judged.events
        if isinstance(event, MistakeRaised)
        and event.check == raised.check
        and event.time_s > raised.time_s
    ]
    until = later[0].time_s if later else float("inf")
    return any(
        isinstance(event, CueSpoken)
        and event.kind == "correction"
        and event.text == raised.cue
        and raised.time_s <= event.time_s < until
        for event in judged.events
    )


def _abstention(
    kind: str, judged: Judged, span: tuple[float, float], wrong: Sequence[MistakeRaised] = ()
) -> Abstention:
    """What was said about a stretch in which nothing could be seen, and `wrong` after it."""
    start_s, end_s = span
    said = [
        f"raised {event.mistake}"
        for event in judged.events
        if isinstance(event, MistakeRaised)
        and (
            (start_s < event.since_s and event.time_s < end_s)
            or (event in wrong and event.time_s >= start_s)
        )
    ]
    for rep in judged.summary.reps if judged.summary else ():
        common = max(0.0, min(rep.end_s, end_s) - max(rep.start_s, start_s))
        if common > GAP_REP_SHARE * (rep.end_s - rep.start_s) and rep.verdict != "not_judged":
            said.append(f"repetition called {rep.verdict}")
    judged_s = judged_time(judged.judging, start_s, end_s)
    return Abstention(kind, not said, tuple(said), end_s - start_s, judged_s)


def _told_of_others(clip: Clip, judged: Judged, wrong: list[MistakeRaised]) -> Abstention:
    """With a second person in view: say so, and do not judge that person as the first."""
    said = [f"raised {event.mistake}" for event in wrong]
    summary = judged.summary
    notes = " ".join(summary.notes) if summary else judged.refused
    if "other people" not in notes.lower():
        said.append("the other person was not mentioned")
    if summary and len(summary.reps) > len(clip.truth.reps):
        said.append("more repetitions than were performed")
    return Abstention(clip.kind, not said, tuple(said), 0.0, 0.0)


def _exactly(
    clip: Clip, judged: Judged, wrong: Sequence[MistakeRaised], counted: int
) -> Abstention:
    """Where something can be judged and the rest cannot: counted exactly, nothing else said."""
    said = [f"raised {event.mistake}" for event in wrong]
    said += [
        f"raised {event.mistake}, which cannot be seen"
        for event in judged.events
        if isinstance(event, MistakeRaised) and event.mistake in clip.unseen and event not in wrong
    ]
    if counted != len(clip.truth.reps):
        said.append(f"{counted} repetitions instead of {len(clip.truth.reps)}")
    return Abstention(clip.kind, not said, tuple(said), 0.0, 0.0, exactly=True)
