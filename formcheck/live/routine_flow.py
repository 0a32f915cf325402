"""The director of a routine: timers, what comes next, one exercise after the other. Pure in time.

Both hands up for two seconds go on, once they have been down: out of a timer, past an exercise that
is announced, out of one (where its own movement is not that). Up again in the announcement that
follows, and kept up after that was told, they end the practice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from formcheck.coach.dose import resolve_dose
from formcheck.coach.state import CoachState
from formcheck.live import phrases
from formcheck.live.flow import SHOWN_UTTERANCES, Flow
from formcheck.live.hands_up import HandsUp
from formcheck.live.learnt import was_judged
from formcheck.live.log import PracticeLog
from formcheck.live.pace import Pace
from formcheck.live.route import Route
from formcheck.live.snapshot import (
    EndedBy,
    Goal,
    LiveResult,
    LiveSnapshot,
    Progress,
    RoutineNow,
    RoutineResult,
    Stage,
    WarmUp,
)
from formcheck.live.teller import quietly
from formcheck.live.timing import Timer
from formcheck.live.voice import ORDER, Voice
from formcheck.live.waiting import Waiting
from formcheck.pose.frame import PoseFrame
from formcheck.routines.routine import Plan, Step
from formcheck.signals.known import Known
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View

BETWEEN_S, CAMERA_S = 15.0, 30.0
"""The longest rest before the next exercise; the same where the camera has to be put elsewhere.
Longer where telling how it goes takes longer."""
TAKE_S = 8.0
"""After the last word there is so long at least to take the start pose."""
KEEP_S = 3.0
"""Hands that ask for the end stay up for two seconds more, within so long; else they go on."""
TOLD_S, HOW_S = 10.0, 15.0
"""So long the name of the first exercise may wait to be said, and how to end."""
_WAITING = CoachState(
    stage="waiting", instruction=None, phase="", reps=0, clean_reps=0, rep_target=None, side=None,
    hold_s=None, hold_running=False, hold_target_s=None, active=(), reason=None,
    range_fraction=None, back_seen=False, near_side=None, back_row=None,
)  # fmt: skip
_NOTHING = Progress(1, 1, Goal(0, None), None, None, None, None)
_TO_SKIP = "To skip it, hold both hands up for two seconds."


class RoutineFlow:
    """One practice of a plan.

    Attributes:
        stage: where the practice is.
        ended_by: why it is over; None while it is not.
    """

    def __init__(
        self,
        plan: Plan,
        specs: Mapping[str, ExerciseSpec],
        ranges: Mapping[str, Mapping[View, Known]] | None = None,
        log: PracticeLog | None = None,
        explain: Collection[str] | None = None,
    ) -> None:
        """Nothing runs before the first picture.

        Args:
            plan: what is done.
            specs: its exercises by id, as they are to be judged.
            ranges: own ranges learnt in earlier practices, by exercise and the camera's view.
            log: told what is done as it is done. Positions count the exercises, from 0.
            explain: the exercises, by id, of which is told how they go; None: all.

        Raises:
            RoutineError: no exercise, or one that is not among `specs`.
            DoseError: a dose that an exercise does not have or allow.
        """
        self.stage: Stage = "between"
        self.ended_by: EndedBy | None = None
        self._plan, self._route = plan, Route(plan, specs)
        for step in self._route.exercises:
            resolve_dose(self._route.spec(step), step.dose)
        self._ranges = {exercise: dict(known) for exercise, known in (ranges or {}).items()}
        self._log = log
        every = {step.exercise for step in self._route.exercises}
        self._explain = frozenset(every if explain is None else explain)
        self._voice, self._pace = Voice(), Pace()
        self._results: list[LiveResult | None] = [None] * len(plan.steps)
        self._result: RoutineResult | None = None
        self._warm_up: WarmUp = "none"
        self._anything_done = False
        self._skipped_by: EndedBy = "button"
        self._how_told: set[str] = set()
        self._time_s = 0.0
        self._at = -1
        self._flow: Flow | None = None
        self._until_s: float | None = None
        self._hands = HandsUp()
        self._asked_s: float | None = None
        self._by_hands = False
        self._waiting: Waiting | None = None
        self._timer: Timer | None = None

    def feed(self, frame: PoseFrame) -> None:
        """Take in the next frame."""
        self._time_s = now = frame.time_s
        if self.ended_by is not None:
            return
        if self._at < 0:
            self._first()
        if self._flow is not None and self._until_s is None:
            self._flow.feed(frame)
            self.stage = self._flow.stage
            if self._flow.ended_by is not None:
                self._exercise_over()
            return
        if self._pace.update(now):
            self._voice.wish(now, phrases.SLOW, "fault", "attention")
        self._wait(frame)
        self._voice.update(now)

    def skip(self) -> None:
        """On to what comes next: out of a timer, a wait or an exercise."""
        if self.ended_by is not None or self._at < 0:
            return
        if self._flow is None:
            self._timer_over("button")
        elif self._until_s is not None:
            self._pass_over("button")
        else:
            self._flow.finish("button")
            self._exercise_over()

    def finish(self, by: EndedBy) -> RoutineResult:
        """End the practice (once: the first reason stays) and say what it amounts to."""
        if self._result is None:
            self.ended_by = by
            if self._flow is not None and self._until_s is None:
                self._flow.finish(by)
                self._keep_result(self._flow)
            if self._warming_until(max(self._at, 0)):
                self._warmed_up("done" if self._warm_up == "done" else "skipped")
            self.stage, self._until_s = "done", None
            self._voice.forget(*ORDER)
            closing = phrases.ALL_DONE if by == "dose" else phrases.ENDED
            self._voice.wish(self._time_s, closing, "end", "done")
            self._voice.update(self._time_s)
            self._result = RoutineResult(
                title=self._plan.title,
                routine=self._plan.routine,
                steps=tuple(zip(self._plan.steps, self._results, strict=True)),
                ended_by=by,
                warm_up=self._warm_up,
                said=tuple(self._voice.said),
            )
        return self._result

    def snapshot(self) -> LiveSnapshot:
        """What the page shows now."""
        shown = self._blank() if self._flow is None else self._flow.snapshot()
        line, detail = shown.headline, shown.detail
        if self.stage == "between" and self._at >= 0:
            line, detail = (
                phrases.next_line(self._step.title),
                ". ".join(self._route.preparing(self._at)),
            )
        elif self.stage == "warming":
            line, detail = self._step.title, _TO_SKIP
        elif self.stage == "done":
            line, detail = "Done", ""
        return replace(
            shown,
            stage=self.stage,
            time_s=self._time_s,
            headline=line,
            detail=detail,
            said=tuple(self._voice.said[-SHOWN_UTTERANCES:]),
            fps=self._pace.fps,
            slow=self._pace.slow,
            result=self._result,
            routine=self._now(),
            explaining=self._explaining(shown),
        )

    @property
    def state(self) -> CoachState:
        """The coach's state in this frame."""
        return _WAITING if self._flow is None else self._flow.state

    @property
    def spec(self) -> ExerciseSpec:
        """The exercise under way or to come; after the end, the last one."""
        return self._route.spec(self._route.exercise_from(max(self._at, 0)))

    # -- from step to step -----------------------------------------------------------------------

    @property
    def _step(self) -> Step:
        return self._plan.steps[self._at]

    def _first(self) -> None:
        """The camera is in its place already: an exercise that is known begins without a wait."""
        self._enter(0)
        if self._flow is not None and self._flow.spec.id not in self._explain:
            if len(self._route.exercises) > 1:
                line = phrases.next_line(self._step.title)
                self._voice.wish(self._time_s, line, "rest", "good", valid_s=TOLD_S)
            self._begin_exercise()

    def _enter(self, at: int, gone_on: EndedBy | None = None) -> None:
        """The next step, or the end; `gone_on`: what the one before was left by, if it was."""
        before, self._at = self._at, at
        self._flow = self._until_s = self._waiting = self._timer = None
        self._by_hands = gone_on == "hands"
        if self._warming_until(before) and not self._warming:
            self._warmed_up("done" if self._warm_up == "none" else self._warm_up)
        if at == len(self._plan.steps):
            self.finish("dose" if self._anything_done else self._skipped_by)
        elif self._step.kind == "timer":
            self._begin_timer(self._step)
        else:
            self._announce(self._step)
            if self._by_hands:
                self._how(phrases.HANDS_END)

    def _begin_timer(self, step: Step) -> None:
        self.stage = "warming"
        self._clock(step.seconds)
        new = phrases.HANDS_SKIP not in self._how_told
        self._timer = Timer(step, self._voice, self._time_s, tell_skip=new)
        self._how_told.add(phrases.HANDS_SKIP)

    def _announce(self, step: Step) -> None:
        """What comes next, and whether the camera has to be put elsewhere for it."""
        spec = self._route.spec(step)
        self.stage = "between"
        self._flow = Flow(
            spec, step.dose, self._ranges.get(spec.id), log=self._log,
            position=self._route.position(self._at), voice=self._voice, pace=self._pace,
        )  # fmt: skip
        camera = self._route.camera_lines(self._at)[0] if step.camera_moves else None
        told = self._route.announcement(self._at, explained=spec.id in self._explain)
        self._waiting = Waiting(spec, self._voice, told, camera)
        longest = self._waiting.talk.length_s + TAKE_S
        self._clock(max(CAMERA_S if step.camera_moves else BETWEEN_S, longest))

    def _begin_exercise(self) -> None:
        self._until_s = self._waiting = None
        self._voice.forget("time", "reminder", "instruction")
        if self._flow is not None:
            self.stage = self._flow.stage

    def _exercise_over(self) -> None:
        flow = self._flow
        assert flow is not None
        self._keep_result(flow)
        self._ranges[flow.spec.id] = dict(flow.ranges)
        skipped = flow.ended_by != "dose"
        if skipped:
            self._skipped_by = flow.ended_by or "button"
            if self._warming and self._warm_up == "none":  # its timer decides, if it has one
                self._warm_up = "skipped"
        if self._at + 1 < len(self._plan.steps):
            line = phrases.SKIPPED if skipped else phrases.WELL_DONE
            self._voice.wish(self._time_s, line, "rest", "done")
        self._enter(self._at + 1, flow.ended_by)

    def _pass_over(self, by: EndedBy) -> None:
        """The exercise that is announced is not wanted."""
        self._skipped_by = by
        if self._warming and self._warm_up == "none":
            self._warm_up = "skipped"
        self._voice.forget(*ORDER)
        if self._at + 1 < len(self._plan.steps):
            self._voice.wish(self._time_s, phrases.SKIPPED, "rest", "done", cuts=True)
        self._enter(self._at + 1, by)

    def _timer_over(self, skipped_by: EndedBy | None = None) -> None:
        """A timer ran out, or was skipped."""
        warm_up, seen = self._step.warm_up, self._timer is not None and self._timer.seen
        self._voice.forget("time", "reminder")
        if skipped_by is None:
            if seen:
                self._voice.wish(self._time_s, phrases.WELL_DONE, "rest", "done")
            self._anything_done |= not warm_up
        else:
            line = phrases.WARM_UP_SKIPPED if warm_up else phrases.SKIPPED
            self._voice.forget(*ORDER)
            self._voice.wish(self._time_s, line, "rest", "attention", cuts=True)
            self._skipped_by = skipped_by
        if warm_up:
            done = skipped_by is None and seen and self._warm_up != "skipped"
            self._warm_up = "done" if done else "skipped"
        self._enter(self._at + 1, skipped_by)

    def _keep_result(self, flow: Flow) -> None:
        result = flow.finish("button")  # it is over: the reason stays
        self._results[self._at] = result if any(map(was_judged, result.sets)) else None
        self._anything_done |= bool(result.whole.reps or result.whole.holds)

    # -- a clock runs ----------------------------------------------------------------------------

    def _clock(self, seconds: float) -> None:
        self._until_s = self._time_s + seconds
        self._hands, self._asked_s = HandsUp(lowered_first=True), None

    def _wait(self, frame: PoseFrame) -> None:
        """A timer, or the time before the next exercise."""
        now = frame.time_s
        left_s = (self._until_s or 0.0) - now
        if self._hands.update(frame):
            self._hands_up(now)
        elif self._asked_s is not None and now - self._asked_s > KEEP_S:
            self._pass_over("hands")
        elif self._waiting is not None:
            ready = self._waiting.update(frame)
            if ready or (left_s <= 0 and self._waiting.talk.over):
                self._begin_exercise()
        elif self._timer is not None:
            self._timer.update(frame, left_s)
            if left_s <= 0:
                self._timer_over()

    def _hands_up(self, now: float) -> None:
        """On to the next; where they have just gone on, they may ask for the end."""
        if self._flow is None:
            self._timer_over("hands")
        elif self._asked_s is not None:
            self.finish("hands")
        elif self._by_hands:
            self._asked_s, self._hands = now, HandsUp()
            self._voice.forget("reminder")
            self._voice.wish(now, phrases.HANDS_KEEP, "pause", "attention", cuts=True)
        else:
            self._pass_over("hands")

    def _how(self, line: str) -> None:
        """Told when it can be used first."""
        if line not in self._how_told:
            self._how_told.add(line)
            self._voice.wish(self._time_s, line, "reminder", valid_s=HOW_S)

    # -- the warm-up -----------------------------------------------------------------------------

    @property
    def _warming(self) -> bool:
        return self._warming_until(self._at)

    def _warming_until(self, at: int) -> bool:
        return 0 <= at < len(self._plan.steps) and self._plan.steps[at].warm_up

    def _warmed_up(self, how: WarmUp) -> None:
        self._warm_up = how
        log = self._log
        if log is not None and self._at >= 0:  # else nobody was there yet
            quietly(lambda: log.warmed_up(skipped=how == "skipped"))

    # -- what is shown ---------------------------------------------------------------------------

    def _explaining(self, shown: LiveSnapshot) -> str | None:
        return shown.explaining if self._waiting is None else self._waiting.talk.sentence

    def _now(self) -> RoutineNow | None:
        steps, at = self._plan.steps, min(max(self._at, 0), len(self._plan.steps) - 1)
        step = steps[at]
        left_s = None if self._until_s is None else max(0.0, self._until_s - self._time_s)
        return RoutineNow(
            step=at,
            number=self._route.position(at) + 1,
            of=len(self._route.exercises),
            title=step.title,
            following=steps[at + 1].title if at + 1 < len(steps) else None,
            left_s=left_s,
            camera_moves=step.camera_moves,
            view=step.view,
            warm_up=step.warm_up,
        )

    def _blank(self) -> LiveSnapshot:
        return LiveSnapshot(
            stage=self.stage, time_s=self._time_s, headline="", detail="", state=_WAITING,
            progress=_NOTHING, rest_left_s=None, breath=None, places=(), said=(), fps=0.0,
            slow=False, error=None, result=None,
        )  # fmt: skip
