"""The coach: pose frames in, events out. Pure in time: the same frames give the same events.

Live sessions, recorded videos and tests all run this class on the same `PoseFrame`s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from formcheck.coach.calibration import Calibration, RangeLearner
from formcheck.coach.checks import CheckState, Moment
from formcheck.coach.conditions import ConditionState
from formcheck.coach.cues import CueChooser
from formcheck.coach.dose import resolve_dose, target_reps
from formcheck.coach.events import (
    Event,
    HoldCompleted,
    MistakeCleared,
    MistakeRaised,
    NotJudged,
    PhaseChanged,
    RepCompleted,
    Started,
)
from formcheck.coach.fold import Fold
from formcheck.coach.hold import HoldClock
from formcheck.coach.phases import PhaseMachine, Transition
from formcheck.coach.reps import RepBook
from formcheck.coach.side import WorkingSide
from formcheck.coach.sight import Sight
from formcheck.coach.starting import Starting
from formcheck.coach.state import (
    CoachState,
    RangeMeter,
    Stage,
    active_mistakes,
    in_form,
    uses_back,
)
from formcheck.coach.summary import SetSummary, SignalTable
from formcheck.pose.frame import PoseFrame
from formcheck.signals.back import back_row
from formcheck.signals.backs import Backs
from formcheck.signals.body import STRANGER, Body, BodyTracker
from formcheck.signals.evaluate import Measurer
from formcheck.signals.known import Known
from formcheck.signals.measure import measured
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View

MAX_STEP_S = 0.5
"""Longer steps between frames count as this much seen time."""


class Coach:
    """Judges one set of one exercise."""

    def __init__(
        self,
        spec: ExerciseSpec,
        dose: Mapping[str, float] | None = None,
        calibration: Calibration | None = None,
        ranges: Mapping[View, Known] | None = None,
        backs: Backs | None = None,
    ) -> None:
        """`ranges`: own ranges learnt in earlier sets, by the camera's view.

        `backs` as in `Measurer`.
        """
        self.spec = spec
        self.calibration = calibration
        self._dose = resolve_dose(spec, dose)
        self._tracker = BodyTracker(spec.position, calibration.anchor if calibration else None)
        self._measurer = Measurer(spec, calibration.known if calibration else None, backs)
        self._uses_back = uses_back(self._measurer)
        self._starting = Starting(spec, self._tracker, self._measurer, ranges or {})
        self._learner = RangeLearner(spec)
        self._cues = CueChooser(spec)
        self._side = WorkingSide(spec.work_side) if spec.work_side else None
        self._leaves = ConditionState(spec.leaves_when) if spec.leaves_when else None
        self._fold = Fold(spec)
        self._machine: PhaseMachine | None = None
        self._checks: list[CheckState] = []
        self._stage: Stage = "waiting"
        self._instruction: str | None = None
        self._reason: str | None = None
        self._body: Body | None = None
        self._time_s: float | None = None
        self._sight = Sight()
        self._reps = RepBook()
        self._hold: HoldClock | None = None
        self._meter = RangeMeter(spec)
        self._range: float | None = None

    def feed(self, frame: PoseFrame) -> list[Event]:
        """Take in the next frame; returns what happened in it."""
        step = 0.0 if self._time_s is None else min(frame.time_s - self._time_s, MAX_STEP_S)
        self._time_s = frame.time_s
        self._body = self._tracker.update(frame)
        self._measurer.update(self._body)
        self._range = self._meter.update(self._measurer)
        events: list[Event] = []
        if self._machine is None:
            events += self._wait(self._body)
        if self._machine is not None:
            events += self._judge(self._machine, self._body, step)
        cue = self._cues.choose(frame.time_s, self._hold_left())
        if cue is not None:
            events.append(cue)
        self._fold.add(frame, self._measurer, self._phase_id(), events, step, self._judged_now())
        return events

    def finish(self, time_s: float | None = None) -> list[Event]:
        """The recording or the set ends: complete what may be completed, close what is open."""
        end = time_s if time_s is not None else self._time_s or 0.0
        events: list[Event] = []
        if self._machine is not None:
            events += self._hold_done()
            if self._reps.start_s is not None and self._machine.would_complete(self._measurer, end):
                events += self._checks_at_end(end)
                events.append(self._rep_done(end))
            for check in self._checks:
                events += self._watched(check.finish(end))
        self._fold.take(events)
        return events

    def summary(self) -> SetSummary:
        """The set so far."""
        return self._fold.summary(self.calibration, self._instruction, self._machine is not None)

    def signals(self, start_s: float, end_s: float) -> SignalTable:
        """The signals from `start_s` to `end_s`: quick, for what has just ended."""
        return self._fold.signals(start_s, end_s)

    def state(self) -> CoachState:
        """A snapshot for the screen."""
        back = back_row(self._body) if self._body and self._uses_back else None
        return CoachState(
            stage=self._stage,
            instruction=self._instruction,
            phase=self._phase_id(),
            reps=self._reps.count,
            clean_reps=self._reps.clean,
            rep_target=target_reps(self.spec, self._dose),
            side=self._tracker.work,
            hold_s=self._hold.form_s if self._hold else None,
            hold_running=self._hold is not None and self._hold.running,
            hold_target_s=self._dose.get("hold_s"),
            active=active_mistakes(self._checks, self._measurer),
            reason=self._reason,
            range_fraction=self._range,
            back_seen=back is not None and measured(self._measurer.value("back_curve")),
            near_side=self._tracker.anchor.near if self._tracker.anchor else None,
            back_row=back,
        )

    # -- before judging ------------------------------------------------------------------------

    def _wait(self, body: Body) -> list[Event]:
        """Wait for the start pose, take the neutral, then start judging."""
        calibration = self._starting.update(body, self.calibration)
        self._stage, self._instruction = self._starting.stage, self._starting.instruction
        if calibration is None:
            self._reason = self._instruction if self._stage != "neutral" else None
            return []
        self.calibration = calibration
        return self._start(body)

    def _start(self, body: Body) -> list[Event]:
        assert body.anchor is not None
        self._stage, self._instruction, self._reason = "judging", None, None
        known = self.calibration is not None and self.calibration.fixed_ranges
        self._sight.begin(body.time_s, from_within=known)
        self._machine = PhaseMachine(self.spec, body.time_s)
        if not self._checks:
            view = body.anchor.view
            checks = self.spec.checks if self._performed else ()
            self._checks = [CheckState(self.spec, check, view) for check in checks]
            for item in self._starting.advice:
                if item.say:
                    self._cues.remind(body.time_s, item.say)
            for reminder in self.spec.reminders:
                if reminder.how == "spoken_once" and reminder.say:
                    self._cues.remind(body.time_s, reminder.say)
        self._measurer.begin_rep()
        self._measurer.end_rep()  # how they got into the start pose is no part of the exercise
        return [Started(body.time_s, body.anchor.view)]

    # -- judging -------------------------------------------------------------------------------

    def _judge(self, machine: PhaseMachine, body: Body, step: float) -> list[Event]:
        time_s = body.time_s
        self._follow_side(machine, time_s)
        transition = machine.update(self._measurer, time_s)
        self._reason = body.lost or machine.reason
        self._count_seen(time_s, step)
        if self._hold is not None and transition is None:
            self._hold.update(
                self._measurer, time_s, step, seen=self._reason is None,
                in_form=in_form(self._checks),
            )  # fmt: skip
        self._learn()
        if self._left(time_s) or self._sight.gone(time_s, self._stranger):
            return self._leave(time_s)
        moment = self._now(machine, time_s)
        events: list[Event] = []
        if transition is not None:
            if transition.left.start:
                self._begin_rep(transition.at_s)
            moment = self._moment(transition, moment)
            events.append(PhaseChanged(transition.at_s, transition.entered.id))
        for check in self._checks:
            events += self._watched(check.update(self._measurer, moment))
        if transition is not None:
            events += self._after(transition, machine, time_s)
        return events

    def _follow_side(self, machine: PhaseMachine, time_s: float) -> None:
        if self._side is None:
            return
        if machine.phase.start:
            self._side.reset()
            self._tracker.work = None
            return
        side = self._side.update(self._measurer, time_s)
        if side is not None:
            self._tracker.work = side

    def _count_seen(self, time_s: float, step: float) -> None:
        seen = self._reason is None
        self._reps.pass_by(step, seen)
        if seen:
            if self._sight.seen(time_s):
                self._reps.missed_part()
            self._stage, self._instruction = "judging", None
        elif self._sight.unseen(time_s):
            self._stage = "lost"
            self._instruction = f"I cannot see you well: {self._reason}"

    def _learn(self) -> None:
        if self.calibration is not None and not self.calibration.fixed_ranges:
            self._learner.update(self._measurer)
            widened = self._learner.widened(self._measurer.known)
            if widened is not self._measurer.known:
                self._measurer.known = widened

    def _left(self, time_s: float) -> bool:
        return self._leaves is not None and self._leaves.update(self._measurer, time_s).holds

    @property
    def _stranger(self) -> bool:
        return self._body is not None and self._body.lost == STRANGER

    def _leave(self, time_s: float) -> list[Event]:
        """The person got up: wait for the start pose again, keep what is known."""
        events: list[Event] = self._hold_done()
        for check in self._checks:
            events += self._watched(check.interrupt(time_s))
        self._machine = None
        self._reps.cancel()
        self._learner.forget_rep()
        self._measurer.end_rep()
        self._stage = "waiting"
        if self.calibration is not None and not self.calibration.fixed_ranges:
            # They may come back elsewhere: a new neutral, but the range stays their own.
            self._starting.again(None if self._stranger else self.calibration.known)
            self.calibration = None
        return events

    def _now(self, machine: PhaseMachine, time_s: float) -> Moment:
        return Moment(time_s, machine.phase.id, machine.since_s, rep_start_s=self._reps.start_s,
                      whole=self._whole)  # fmt: skip

    @property
    def _whole(self) -> bool:
        start_s = self._reps.start_s
        return self._reps.whole and (start_s is None or self._sight.at_rest_before(start_s))

    def _moment(self, transition: Transition, moment: Moment) -> Moment:
        if transition.completes_rep and self._reps.start_s is not None:
            self._measurer.durations["rep"] = transition.at_s - self._reps.start_s
        return replace(
            moment,
            ended=(transition.left.id,),
            ended_from_s=transition.left_since_s,
            rep_ended=transition.completes_rep,
            rep_start_s=self._reps.start_s,
            whole=self._whole,
        )

    def _begin_rep(self, at_s: float) -> None:
        self._reps.begin(at_s, whole=self._sight.saw_begin(at_s))
        self._measurer.begin_rep(at_s)
        for check in self._checks:
            check.begin_rep()

    def _after(self, transition: Transition, machine: PhaseMachine, time_s: float) -> list[Event]:
        """Book what a change of phase means: hold over, repetition begun, done or cancelled."""
        at_s, entered = transition.at_s, transition.entered
        if self._hold is not None:
            self._hold.left()
        events: list[Event] = self._hold_done()
        if entered.hold:
            self._hold = HoldClock(at_s, time_s, entered.hold_while)
        if transition.completes_rep:
            events.append(self._rep_done(at_s))
            self._measurer.end_rep()
        elif machine.phase.start and not transition.completes_rep:
            self._reps.cancel()
            self._learner.forget_rep()
            self._measurer.end_rep()
        return events

    def _hold_done(self) -> list[Event]:
        hold, self._hold = self._hold, None
        if hold is None:
            return []
        side, now = self._tracker.work, self._time_s or hold.end_s
        return [HoldCompleted(now, side, hold.start_s, hold.end_s, hold.held_s, hold.form_s)]

    def _checks_at_end(self, end_s: float) -> list[Event]:
        """Conditions due at the end of a repetition, when the recording ends with it."""
        machine = self._machine
        assert machine is not None
        self._measurer.durations[machine.phase.id] = end_s - machine.since_s
        self._measurer.durations["rep"] = end_s - (self._reps.start_s or end_s)
        now = self._now(machine, end_s)
        moment = replace(now, ended_from_s=machine.since_s, rep_ended=True)
        events: list[Event] = []
        for check in self._checks:
            events += self._watched(check.update(self._measurer, moment))
        return events

    def _rep_done(self, end_s: float) -> RepCompleted:
        missed = any(check.missed_rep for check in self._checks)
        done = self._reps.complete(self._time_s or end_s, end_s, self._tracker.work, missed)
        self._know_more(done.verdict == "clean" and not done.mistakes)
        return done

    def _know_more(self, clean: bool) -> None:
        if self.calibration is None or self.calibration.fixed_ranges:
            return
        known = self._learner.rep_done(self._measurer.known, clean)
        self._measurer.learn(known)
        self.calibration = replace(self.calibration, known=known)

    def _watched(self, events: list[MistakeRaised | MistakeCleared | NotJudged]) -> list[Event]:
        """Pass check events on, and tell the cue chooser and the repetition about them."""
        for event in events:
            if isinstance(event, MistakeRaised):
                self._cues.raised(event)
                self._reps.raised(event)
            elif isinstance(event, MistakeCleared):
                self._cues.cleared(event)
                self._reps.cleared(event)
        return list(events)

    # -- for the screen ------------------------------------------------------------------------

    def _phase_id(self) -> str:
        return self._machine.phase.id if self._machine is not None else ""

    def _judged_now(self) -> bool:
        return self._machine is not None and self._reason is None and self._performed

    @property
    def _performed(self) -> bool:
        return self.calibration is None or self.calibration.performed

    def _hold_left(self) -> float | None:
        target = self._dose.get("hold_s")
        if self._hold is None or target is None:
            return None
        return target - self._hold.form_s
