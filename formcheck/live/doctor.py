"""The view doctor: what to mend before judging can begin, one thing at a time.

It is heard by somebody who cannot see the screen, and who may see their picture mirrored: it never
says left or right, but tells directions by the camera or by the person's own body.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass

from formcheck.coach.gate import StartGate
from formcheck.live.doctor_findings import ITEMS, Findings, Problem, examine, instructions, label
from formcheck.live.snapshot import PlaceItem
from formcheck.pose.frame import PoseFrame
from formcheck.signals.body import Body, BodyTracker
from formcheck.signals.evaluate import Measurer
from formcheck.specs.schema import ExerciseSpec

__all__ = ["Advice", "Doctor", "instructions"]

NOTICED_S = 0.7
"""A reason must hold this long before it is said."""
SHOWN_S = 1.5
"""An instruction stays at least this long."""
SAME_S = 5.0
"""Another one about the same thing waits this long: hips and feet are often lost by turns."""
RIGHT_S = 1.0
"""All is right once it has been for this long."""
UNDONE_S = 1.5
"""What was right stays so until something has been amiss for this long."""
MOSTLY = 0.8
"""A reason holds while this share of the pictures show it: one picture in five may be misread."""
STALL_S = 0.6
"""After a longer gap between two pictures, what was seen before it tells nothing any more."""
READY_S, ENOUGH_S = 6.0, 20.0
"""What the coach can do without is said for so long to somebody who is in the start pose already,
and for so long to anybody; then it is let be: nobody is kept waiting for what they cannot mend."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What the camera's place gives, and the one thing to do now.

    Attributes:
        items: all that it must give, the most basic first.
        instruction: at most ten words; None: nothing is to be said now.
        right: judging may begin.
        nobody: nobody has been seen for a while.
    """

    items: tuple[PlaceItem, ...]
    instruction: str | None
    right: bool
    nobody: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """One picture: what it shows, and the problem that counts in it."""

    time_s: float
    findings: Findings
    problem: Problem | None
    nobody: bool


class Doctor:
    """Looks at picture after picture until the exercise can be judged from them."""

    def __init__(self, spec: ExerciseSpec) -> None:
        self._spec = spec
        self._tracker = BodyTracker(spec.position)
        self._measurer = Measurer(spec)
        self._gate = StartGate(spec)
        self._recent: deque[_Seen] = deque()
        self._since_s = 0.0
        self._shown: Problem | None = None
        self._shown_s = 0.0
        self._patience: dict[str, float] = {}
        self._right = False

    def update(self, frame: PoseFrame) -> Advice:
        """Take in the next picture; times must increase."""
        body = self._tracker.update(frame)
        findings = examine(self._spec, body)
        step = self._begin(frame.time_s)
        if self._shown is not None:
            self._lose_patience(self._shown, body, step)
        problem = next((each for each in findings.problems if not self._let_be(each)), None)
        self._recent.append(_Seen(frame.time_s, findings, problem, frame.landmarks is None))
        self._show(frame.time_s)
        self._decide()
        text = self._shown.text if self._shown is not None else None
        nobody = self._held(NOTICED_S, lambda seen: seen.nobody)
        return Advice(self._items(), text, self._right, nobody)

    def _begin(self, time_s: float) -> float:
        """Drop what is too long ago; seconds since the last picture, if it was not long ago."""
        last_s = self._recent[-1].time_s if self._recent else None
        if last_s is None or time_s - last_s > STALL_S:
            self._recent.clear()
            self._since_s = time_s
            return 0.0
        while time_s - self._recent[0].time_s > UNDONE_S:
            self._recent.popleft()
        return time_s - last_s

    def _lose_patience(self, problem: Problem, body: Body, step: float) -> None:
        """The coach's own gate has the last word: whoever passes it is not kept for long."""
        self._measurer.update(body)
        ready = self._gate.test(body, self._measurer).ok
        share = step / READY_S if ready else step / ENOUGH_S if problem.advised else 0.0
        self._patience[problem.item] = self._patience.get(problem.item, 0.0) + share

    def _let_be(self, problem: Problem) -> bool:
        return self._patience.get(problem.item, 0.0) >= 1.0

    def _last(self, seconds: float) -> list[_Seen]:
        now_s = self._recent[-1].time_s
        return [seen for seen in self._recent if now_s - seen.time_s <= seconds + 1e-6]

    def _held(self, seconds: float, holds: Callable[[_Seen], bool]) -> bool:
        """Whether something is so now and was in nearly all pictures of the last seconds."""
        if self._recent[-1].time_s - self._since_s < seconds - 1e-6 or not holds(self._recent[-1]):
            return False
        window = self._last(seconds)
        return sum(map(holds, window)) >= MOSTLY * len(window)

    def _show(self, time_s: float) -> None:
        """Change the instruction, calmly."""
        shown = self._shown
        if self._right or (shown is not None and time_s - self._shown_s < SHOWN_S):
            return
        if self._held(NOTICED_S, _is_well):
            self._shown = None
        elif self._held(NOTICED_S, _is_amiss):
            problem = self._commonest()
            same = shown is not None and shown.item == problem.item
            if problem != shown and not (same and time_s - self._shown_s < SAME_S):
                self._shown, self._shown_s = problem, time_s

    def _commonest(self) -> Problem:
        """The commonest problem with what most of the last pictures show amiss."""
        problems = [seen.problem for seen in self._last(NOTICED_S) if seen.problem is not None]
        item = Counter(each.item for each in reversed(problems)).most_common(1)[0][0]
        about = Counter(each for each in reversed(problems) if each.item == item)
        return about.most_common(1)[0][0]

    def _decide(self) -> None:
        if self._right:
            self._right = not self._held(UNDONE_S, _is_amiss)
        else:
            self._right = self._shown is None and self._held(RIGHT_S, _is_well)

    def _items(self) -> tuple[PlaceItem, ...]:
        window = self._last(NOTICED_S)
        items = []
        for item in ITEMS:
            states = Counter(seen.findings.states[item] for seen in reversed(window))
            state = states.most_common(1)[0][0]
            items.append(PlaceItem(item, label(item, self._spec), state))
        return tuple(items)


def _is_well(seen: _Seen) -> bool:
    return seen.problem is None


def _is_amiss(seen: _Seen) -> bool:
    return seen.problem is not None
