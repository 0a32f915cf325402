"""One check of a spec over time: raise, clear, severity, and when it could not be judged."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.coach.conditions import ConditionState, Held, compare
from formcheck.coach.events import MistakeCleared, MistakeRaised, NotJudged, Severity
from formcheck.signals.evaluate import Measurer
from formcheck.signals.measure import NotKnownYet, NotMeasured, measured
from formcheck.specs.expression import parse
from formcheck.specs.schema import Check, Condition, Edge, ExerciseSpec
from formcheck.specs.units import infer_unit, scope_of
from formcheck.specs.vocabulary import View

UNSEEN_S = 1.5
"""A raised mistake that cannot be seen for this long is over."""
QUIET_S = 0.4
"""A mistake found by an event ends when its condition has been gone for this long."""
MISSED_SHARE = 0.5
MAX_STEP_S = 0.5
NOT_WHOLE = "the movement was not seen from beginning to end"
"""How a movement was done in time can be called a mistake only of one that was seen whole."""
REPORT_UNJUDGED_S = 0.5
"""Shorter unjudged stretches are not worth telling."""

CheckEvent = MistakeRaised | MistakeCleared | NotJudged


@dataclass(slots=True)
class Raised:
    """A mistake that is on now."""

    unit: str
    since_s: float
    severity: Severity
    worst: float
    worst_s: float
    limit: float
    seen_s: float


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the set is when checks are evaluated.

    Attributes:
        phase: the current phase's id; `phase_since_s` is when it began.
        ended: ids of phases that ended in this frame; `ended_from_s` is when the last one began.
        rep_ended: a repetition was completed in this frame.
        rep_start_s: when the current repetition began (the last one, in the frame it ends).
        whole: the current repetition has been seen from its beginning and without a gap.
    """

    time_s: float
    phase: str
    phase_since_s: float = 0.0
    ended: tuple[str, ...] = ()
    ended_from_s: float = 0.0
    rep_ended: bool = False
    rep_start_s: float | None = None
    whole: bool = True


class CheckState:
    """One `Check` and its memory."""

    def __init__(self, spec: ExerciseSpec, check: Check, view: View) -> None:
        self.check = check
        self.raised: Raised | None = None
        self.unseen_reason: str | None = None
        self.unit = unit_of(spec, check.signal)
        self._units = [unit_of(spec, first_signal(condition)) for condition in check.any or ()]
        self._source = source_text(spec, check)
        self._visible = view in check.views
        self._blind = blind_reason(spec, check, view)
        self._raise, self._clear = Held(), Held()
        self._conditions = [ConditionState(c, strict=True) for c in check.any or ()]
        self._excuse = ConditionState(check.also_ok_if, strict=True) if check.also_ok_if else None
        self._event_rep: float | None = None
        self._quiet = Held()
        self._unjudged_from: float | None = None
        self._unjudged_reason = ""
        self._last_s: float | None = None
        self._due_s = self._missed_s = 0.0
        self._unseen = self._withheld = False

    def begin_rep(self) -> None:
        """A repetition begins: count anew how much of it is judged."""
        self._due_s = self._missed_s = 0.0
        self._withheld = False

    @property
    def missed_rep(self) -> bool:
        """Whether most of what should have been judged in this repetition was not seen.

        A range that is not known yet is not a matter of seeing; hints and looks back after the
        set do not count.
        """
        decides = self.check.live and self.check.severity != "info"
        return decides and (self._withheld or self._missed_s > MISSED_SHARE * self._due_s)

    def update(self, measurer: Measurer, moment: Moment) -> list[CheckEvent]:
        """Evaluate in the measurer's current frame."""
        if not self._visible:
            self.unseen_reason = self._blind
            return self._track_unjudged(moment, self._blind)
        if self.check.any is not None:
            return self._update_events(measurer, moment)
        events = self._update_level(measurer, moment)
        self._count_missed(moment)
        return events

    def _count_missed(self, moment: Moment) -> None:
        step = 0.0 if self._last_s is None else min(moment.time_s - self._last_s, MAX_STEP_S)
        self._last_s = moment.time_s
        if moment.phase in self.check.phases:
            self._due_s += step
            self._missed_s += step if self._unseen else 0.0

    def finish(self, time_s: float) -> list[CheckEvent]:
        """The set ends: close what is open."""
        events = self._close(time_s)
        return [*events, *self._end_unjudged(time_s)]

    def interrupt(self, time_s: float) -> list[CheckEvent]:
        """The person left the exercise: whatever is on is over."""
        self._raise.reset()
        return self._close(time_s)

    def _update_level(self, measurer: Measurer, moment: Moment) -> list[CheckEvent]:
        check, time_s = self.check, moment.time_s
        if moment.phase not in check.phases:
            self.unseen_reason = None
            self._raise.reset()
            return [*self._close(time_s), *self._end_unjudged(time_s)]
        assert check.signal is not None and check.raise_ is not None and check.clear is not None
        test = _past(measurer, check.signal, check.raise_)
        if isinstance(test, NotMeasured):
            self.unseen_reason = test.reason
            self._unseen = not isinstance(test, NotKnownYet)
            events = self._track_unjudged(moment, test.reason)
            if self.raised is not None and time_s - self.raised.seen_s > UNSEEN_S:
                events += self._close(self.raised.seen_s)
            self._raise.update(time_s, None)
            return events
        self.unseen_reason, self._unseen = None, False
        past, value, limit = test
        events = self._end_unjudged(time_s)
        if self._excused(measurer, time_s):
            past = False
        if self.raised is None:
            since = self._raise.update(time_s, past)
            if since is not None and time_s - since >= check.raise_.for_s - 1e-6:
                events.append(self._open(measurer, time_s, since, value, limit))
            return events
        self._note(measurer, time_s, value)
        if self._cleared(measurer, time_s, check.clear, past):
            events += self._close(time_s)
        return events

    def _excused(self, measurer: Measurer, time_s: float) -> bool:
        return self._excuse is not None and self._excuse.update(measurer, time_s).holds

    def _cleared(self, measurer: Measurer, time_s: float, clear: Edge, past: bool) -> bool:
        assert self.check.signal is not None
        below = _past(measurer, self.check.signal, clear)
        if isinstance(below, NotMeasured):
            return False
        since = self._clear.update(time_s, below[0] and not past)
        return since is not None and time_s - since >= clear.for_s - 1e-6

    def _update_events(self, measurer: Measurer, moment: Moment) -> list[CheckEvent]:
        check, time_s = self.check, moment.time_s
        active = moment.phase in check.phases or any(p in check.phases for p in moment.ended)
        if not active:
            for state in self._conditions:
                state.reset()
            self.unseen_reason = None
            return [*self._close(time_s), *self._end_unjudged(time_s)]
        events: list[CheckEvent] = []
        reasons, true_now = [], False
        for condition, state, unit in zip(
            check.any or (), self._conditions, self._units, strict=True
        ):
            if condition.at is not None and not self._due(condition, moment):
                continue
            verdict = state.update(measurer, time_s)
            if condition.at is None and verdict.reason is not None:
                reasons.append(verdict.reason)
            if not (verdict.holds and verdict.value is not None and verdict.limit is not None):
                continue
            since = _event_since(condition, moment)
            true_now = true_now or condition.at is None
            if self.raised is not None:
                self._note(measurer, time_s, verdict.value)
            elif not moment.whole:
                self._withheld = True
            elif self._event_rep is None or self._event_rep != moment.rep_start_s:
                self._event_rep = moment.rep_start_s
                events.append(
                    self._open(measurer, time_s, since, verdict.value, verdict.limit, unit)
                )
        if self.raised is not None:
            quiet = self._quiet.update(time_s, not true_now)
            if quiet is not None and time_s - quiet >= QUIET_S:
                events += self._close(time_s)
        self.unseen_reason = reasons[0] if reasons and len(reasons) == self._continuous else None
        if self._withheld:
            self.unseen_reason = NOT_WHOLE
        if self.unseen_reason is not None:
            return events + self._track_unjudged(moment, self.unseen_reason)
        return events + self._end_unjudged(time_s)

    @property
    def _continuous(self) -> int:
        return sum(condition.at is None for condition in self.check.any or ())

    def _due(self, condition: Condition, moment: Moment) -> bool:
        if condition.at == "rep_end":
            return moment.rep_ended
        return any(phase in self.check.phases for phase in moment.ended)

    def _open(
        self,
        measurer: Measurer,
        time_s: float,
        since_s: float,
        value: float,
        limit: float,
        unit: str | None = None,
    ) -> MistakeRaised:
        self.raised = Raised(
            unit or self.unit, since_s, self.check.severity, value, time_s, limit, time_s
        )
        self._clear.reset()
        self._quiet.reset()
        self._escalate(measurer)
        check = self.check
        return MistakeRaised(
            time_s, check.id, check.mistake, self.raised.severity, since_s, value, limit,
            unit or self.unit, check.say, self._source,
        )  # fmt: skip

    def _note(self, measurer: Measurer, time_s: float, value: float) -> None:
        assert self.raised is not None
        raised = self.raised
        raised.seen_s = time_s
        if abs(value - raised.limit) > abs(raised.worst - raised.limit) and (
            (value > raised.limit) == (raised.worst > raised.limit)
        ):
            raised.worst, raised.worst_s = value, time_s
        self._escalate(measurer)

    def _escalate(self, measurer: Measurer) -> None:
        worse = self.check.worse
        if worse is None or self.raised is None or self.raised.severity == worse.severity:
            return
        limit = measurer.value(worse.over if worse.over is not None else worse.under or 0.0)
        if measured(limit):
            over = worse.over is not None
            if (self.raised.worst > limit) if over else (self.raised.worst < limit):
                self.raised.severity = worse.severity

    def _close(self, time_s: float) -> list[CheckEvent]:
        if self.raised is None:
            return []
        raised, self.raised = self.raised, None
        self._raise.reset()
        check = self.check
        return [
            MistakeCleared(
                time_s, check.id, check.mistake, raised.severity, raised.since_s,
                raised.worst, raised.worst_s,
            )
        ]  # fmt: skip

    def _track_unjudged(self, moment: Moment, reason: str) -> list[CheckEvent]:
        if self._unjudged_from is not None and reason == self._unjudged_reason:
            return []
        events = self._end_unjudged(moment.time_s)
        self._unjudged_from, self._unjudged_reason = moment.time_s, reason
        return events

    def _end_unjudged(self, time_s: float) -> list[CheckEvent]:
        start, self._unjudged_from = self._unjudged_from, None
        if start is None or time_s - start < REPORT_UNJUDGED_S:
            return []
        return [NotJudged(time_s, self.check.id, self._unjudged_reason, start, time_s)]


def _past(measurer: Measurer, signal: str, edge: Edge) -> tuple[bool, float, float] | NotMeasured:
    return compare(measurer, signal, edge.over, edge.under, strict=True)


def _event_since(condition: Condition, moment: Moment) -> float:
    """When what an event tells of began: with its phase, or with the repetition."""
    if condition.at is None and not moment.ended:
        return moment.phase_since_s
    if condition.at == "rep_end" and moment.rep_start_s is not None:
        return moment.rep_start_s
    return moment.ended_from_s


def unit_of(spec: ExerciseSpec, signal: str | None) -> str:
    """The unit of an expression of a spec ("ratio" for none)."""
    if signal is None:
        return "ratio"
    return infer_unit(parse(signal), scope_of(spec)) or "ratio"


def first_signal(condition: Condition) -> str | None:
    """The signal of a condition, or of the first of its parts: the one whose value is told."""
    parts = condition.all or condition.any or ()
    return first_signal(parts[0]) if parts else condition.signal


def source_text(spec: ExerciseSpec, check: Check) -> str:
    """The publisher and its sentence for a check's mistake."""
    mistake = spec.mistake(check.mistake)
    return f'{spec.sources[mistake.source].publisher}: "{mistake.text}"'


def blind_reason(spec: ExerciseSpec, check: Check, view: View) -> str:
    """Why a check cannot be judged from a view."""
    text = spec.not_seen_in.get(view, {}).get(check.mistake)
    if text:
        return text
    wanted = " or ".join(check.views)
    return f"This needs a view from the {wanted}." if wanted else "No camera view shows this."
