"""The director of a live practice: from placing the camera to the last repetition. Pure in time.

It drives the coach, which judges, and adds what a person on the mat needs beyond judging: where to
put the camera, what is counted, how long still, when to rest, when it is over, and one voice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from formcheck.coach.coach import Coach
from formcheck.coach.dose import resolve_dose
from formcheck.coach.events import CueSpoken, Event, PhaseChanged, RepCompleted, Started
from formcheck.coach.state import CoachState
from formcheck.live import phrases
from formcheck.live.breath import BreathPacer
from formcheck.live.calls import Call, Countdown, HoldCalls, as_shown, held
from formcheck.live.doctor import Advice, Doctor
from formcheck.live.easing import PAUSE_S, SHOWN_S, Easing, unsaid
from formcheck.live.hands_up import HandsUp, hands_up_ends
from formcheck.live.log import PracticeLog
from formcheck.live.pace import Pace
from formcheck.live.prompter import Prompter
from formcheck.live.screen import headline
from formcheck.live.set_book import SetBook
from formcheck.live.snapshot import (
    Breath,
    EndedBy,
    LiveResult,
    LiveSnapshot,
    Stage,
    Tone,
    Utterance,
)
from formcheck.live.stages import instruction, stage_now
from formcheck.live.stuck import Stuck
from formcheck.live.tally import Side, Tally, other
from formcheck.live.teller import Teller
from formcheck.live.voice import ORDER, Voice
from formcheck.pose.frame import PoseFrame
from formcheck.signals.known import Known
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import View

REST_S = 30.0
"""Rest between sets where the exercise does not say."""
SHOWN_UTTERANCES = 6
BREATH_WORDS_S = 15.0
"""So long what the tones mean may wait to be said, once a practice."""


class Flow:
    """One practice of one exercise: all its sets.

    Attributes:
        spec: the exercise.
        stage: where the practice is.
        ended_by: why it is over; None while it is not.
    """

    def __init__(
        self,
        spec: ExerciseSpec,
        dose: Mapping[str, float] | None = None,
        ranges: Mapping[View, Known] | None = None,
        *,
        log: PracticeLog | None = None,
        position: int = 0,
        voice: Voice | None = None,
        pace: Pace | None = None,
    ) -> None:
        """Nothing is judged yet.

        Args:
            spec: the exercise.
            dose: how much of it; what is not said is the exercise's default.
            ranges: own ranges learnt in earlier practices, by the camera's view.
            log: told what is done as it is done; `position`: the exercise's place in the practice.
            position: see `log`.
            voice: of the routine that this is a part of, which has its own last words.
            pace: of the routine.

        Raises:
            DoseError: a dose that the exercise does not have or allow.
        """
        self.stage: Stage = "placing"
        self.ended_by: EndedBy | None = None
        self.spec = spec
        self._dose = resolve_dose(spec, dose)
        self._book = SetBook(ranges or {})
        self._alone = voice is None
        self._voice = voice or Voice()
        self._first_line = len(self._voice.said)
        self._teller = Teller(log, position, spec, self._dose)
        self._doctor, self._advice = Doctor(spec), Advice((), None, False)
        self._placed = False
        paced = (one.say for one in spec.reminders if one.how == "breath_pacer" and one.say)
        self._breath_words: str | None = next(paced, phrases.BREATHE)
        self._prompter = Prompter()
        self._hands = HandsUp() if hands_up_ends(spec) else None
        self._stuck = Stuck(self._voice, spec, alone=self._alone, by_hands=self._hands is not None)
        self._pace = pace or Pace()
        self._easing = Easing()
        self._eased_s: float | None = None
        self._winding_up = False
        self._result: LiveResult | None = None
        self._rest_until_s: float | None = None
        self._time_s = 0.0
        self._begin_set(1)

    def _begin_set(self, number: int) -> None:
        self._tally = Tally(self.spec, self._dose, number)
        self._hold_told = False
        self._started = False
        self._begin_part()

    def _begin_part(self) -> None:
        """A coach for the set, or for what is left of it after a pause."""
        said = {line.text for line in self._said}
        self._coach = Coach(unsaid(self.spec, said), self._dose, ranges=self._book.ranges)
        self._calls = HoldCalls()
        self._breath = BreathPacer(self.spec)
        self._breathing: Breath | None = None
        self._state = self._coach.state()

    def feed(self, frame: PoseFrame) -> None:
        """Take in the next frame."""
        self._time_s = now = frame.time_s
        if self.ended_by is not None:
            return
        if self._pace.update(now):
            self._voice.wish(now, phrases.SLOW, "fault", "attention")
        if self._rest_until_s is not None:
            self._rest(now, self._rest_until_s)
        elif not self._placed:
            self._place(frame)
        elif self._eased_s is not None and now - self._eased_s < PAUSE_S:
            self._wind_up(frame)
        else:
            self._coached(frame)
        if self._hands is not None and self.ended_by is None and self._hands.update(frame):
            self.finish("hands")
        self._voice.update(now)

    def finish(self, by: EndedBy) -> LiveResult:
        """End the practice (once: the first reason stays) and say what it amounts to."""
        if self._result is None:
            self.ended_by, self.stage = by, "done"
            if self._rest_until_s is None:
                self._end_set()
            self._voice.forget(*ORDER)
            if self._alone:
                closing = phrases.ALL_DONE if by == "dose" else phrases.ENDED
                self._voice.wish(self._time_s, closing, "end", "done")
                self._voice.update(self._time_s)
            whole = self._book.whole
            self._teller.ended(by, self._time_s, whole.judged_share)
            self._result = LiveResult(
                exercise=self.spec.id,
                dose=self._dose,
                ended_by=by,
                sets=self._book.sets,
                whole=whole,
                hold_goal_s=self._dose.get("hold_s"),
                said=self._said,
                learnt=self._book.learnt,
            )
        return self._result

    def skip(self) -> None:
        """The person wants something else: alone, that is the end."""
        self.finish("button")

    def snapshot(self) -> LiveSnapshot:
        """What the page shows now."""
        said = tuple(self._voice.said[-SHOWN_UTTERANCES:])
        line, detail = headline(self.spec, self.stage, self._state, self._advice, said,
                                self._time_s, enough=self._easing.enough)  # fmt: skip
        rest = self._rest_until_s
        return LiveSnapshot(
            stage=self.stage,
            time_s=self._time_s,
            headline=line,
            detail=detail,
            state=self._state,
            progress=as_shown(self._tally.progress(self._state)),
            rest_left_s=None if rest is None else max(0.0, rest - self._time_s),
            breath=self._breathing,
            places=self._advice.items if self.stage in ("placing", "start") else (),
            said=said,
            fps=self._pace.fps,
            slow=self._pace.slow,
            error=None,
            result=self._result,
            exercise=self.spec.id,
            explaining=self._stuck.sentence if self.stage == "moving" else None,
        )

    @property
    def _said(self) -> tuple[Utterance, ...]:
        return tuple(self._voice.said[self._first_line :])

    @property
    def state(self) -> CoachState:
        """The coach's state in this frame."""
        return self._state

    @property
    def ranges(self) -> Mapping[View, Known]:
        """Own ranges by view, with what has been learnt in this practice."""
        return self._book.ranges

    # -- one frame of a set ----------------------------------------------------------------------

    def _place(self, frame: PoseFrame) -> None:
        """Nothing is judged before the camera is in its place."""
        self._advice = self._doctor.update(frame)
        if self._advice.right:
            self._placed, self.stage = True, "start"
            self._voice.wish(frame.time_s, phrases.CAMERA_RIGHT, "pause", "good")
        else:
            self._prompt(frame.time_s)

    def _coached(self, frame: PoseFrame) -> None:
        if self._winding_up:
            self._go_on_later()
            return
        events = self._coach.feed(frame)
        self._state = self._coach.state()
        self._follow(frame)
        self._log(events)
        for event in events:
            self._tell(event)
            finished_side = self._tally.take(event)
            if isinstance(event, RepCompleted):
                self._counted(event, finished_side)
        if not self._judging or any(map(self._at_the_start_again, events)):
            self._tally.rep_over()
            self._calls = HoldCalls()
        hold = self._tally.progress(self._state).hold
        call = self._calls.update(hold)
        if call is not None:
            self._call(call)
        paused = self.stage != "moving" or (hold is not None and not hold.running)
        self._breathe(frame.time_s, paused or held(hold), over=held(hold))
        self._stuck.update(frame.time_s, events, waiting=self.stage == "moving" and hold is None)
        if self._tally.reached:
            self._set_done(frame.time_s)
        elif self._easing.update(frame.time_s, events, self._state.active):
            self._ease(frame.time_s)

    def _log(self, events: Sequence[Event]) -> None:
        self._teller.take(events, self._coach, self._tally.number, self._book.reps_before)

    def _at_the_start_again(self, event: Event) -> bool:
        return isinstance(event, PhaseChanged) and event.phase == self.spec.start_phase.id

    def _breathe(self, now: float, paused: bool, over: bool) -> None:
        breathing = self._breath.update(now, self._state.phase, paused)
        self._breathing = None if over else breathing
        if self._breathing is None or self._breath_words is None:
            return
        self._voice.wish(now, self._breath_words, "reminder", valid_s=BREATH_WORDS_S)
        self._breath_words = None

    def _follow(self, frame: PoseFrame) -> None:
        """Where the practice is now, and what has to be said about that."""
        before, now = self.stage, frame.time_s
        if self._state.stage in ("waiting", "lost") and not self._judging:
            self._advice = self._doctor.update(frame)
        eased = self._eased_s is not None and now - self._eased_s < SHOWN_S
        self.stage = stage_now(before, self._state, self._advice, eased=eased,
                               started=self._started)  # fmt: skip
        if self.stage == "away" and before != "away":
            self._voice.forget("count", "instruction", "reminder")
            self._voice.wish(now, phrases.lost_line(self._state.reason), "pause", "attention")
        if self.stage == "moving" and before == "away":
            self._voice.wish(now, phrases.SEEN_AGAIN, "pause", "good")
        self._prompt(now)

    def _prompt(self, now: float) -> None:
        wanted = instruction(self.stage, self._state, self._advice)
        line = self._prompter.update(now, wanted, settled=self.stage == "placing")
        if line is not None:
            self._voice.forget("instruction")
            self._voice.wish(now, line, "instruction")

    @property
    def _judging(self) -> bool:
        return self._state.phase != ""

    def _tell(self, event: Event) -> None:
        if isinstance(event, CueSpoken):
            tone: Tone | None = "attention" if event.kind == "correction" else None
            self._voice.wish(event.time_s, event.text, event.kind, tone)
        elif isinstance(event, Started):
            self._voice.forget("instruction")
            first = not self._started and not self._book.sets and self._range_unknown
            line = phrases.FIRST_ONE if first else phrases.BEGIN
            self._voice.wish(event.time_s, line, "rest", "good", cuts=True)
            self._started, self._eased_s = True, None

    @property
    def _range_unknown(self) -> bool:
        known = self._coach.calibration.known if self._coach.calibration else None
        return known is not None and bool(known.assumed)

    def _counted(self, rep: RepCompleted, finished: Side | None) -> None:
        """Say the number, or which side comes next; the set's last one has its own words."""
        count = self._tally.count_after(rep)
        if finished is not None:
            line = phrases.LEFT_NEXT if other(finished) == "left" else phrases.RIGHT_NEXT
            self._voice.wish(self._time_s, line, "side", "attention")
        elif count <= phrases.MOST_COUNTED and not self._tally.reached:
            self._voice.wish(self._time_s, phrases.number(count), "count", "count")
        if self._tally.held_short and not (self._tally.reached or self._hold_told):
            self._hold_told = True
            self._voice.wish(self._time_s, phrases.HOLD_LONGER, "reminder", valid_s=3.0)

    # -- sets and rests --------------------------------------------------------------------------

    def _set_done(self, now: float) -> None:
        number = self._tally.number
        if number >= self._tally.sets:
            self.finish("dose")
            return
        self._end_set()
        rest_s = self._dose.get("rest_s", REST_S)
        self.stage, self._rest_until_s = "resting", now + rest_s
        self._countdown = Countdown(rest_s)
        self._voice.forget("count", "reminder", "praise", "side", "time")
        self._voice.wish(now, phrases.REST, "rest", "done")

    def _rest(self, now: float, until_s: float) -> None:
        call = self._countdown.update(until_s - now)
        if call is not None:
            self._call(call)
        if now >= until_s:
            self._rest_until_s = None
            self._begin_set(self._tally.number + 1)
            self.stage = "start"
            self._voice.wish(now, phrases.REST_ENDS, "rest", "good")

    def _call(self, call: Call) -> None:
        self._voice.wish(self._time_s, call.text, "time", call.tone, valid_s=call.valid_s)

    def _ease(self, now: float) -> None:
        """Too much today: a pause in the set; what was counted stays."""
        self.stage, self._eased_s, self._winding_up = "eased", now, True
        self._breathing = None
        self._voice.forget("count", "instruction", "reminder", "praise", "time")
        line = phrases.PAUSE_ENOUGH if self._easing.enough else phrases.PAUSE_EASIER
        self._voice.wish(now, line, "pause", "attention", valid_s=PAUSE_S)

    def _wind_up(self, frame: PoseFrame) -> None:
        """What was under way still counts if it comes to its end; nothing is said about it."""
        if not self._winding_up:
            return
        events = self._coach.feed(frame)
        self._state = self._coach.state()
        self._log(events)
        for event in events:
            self._tally.take(event)
        if any(isinstance(e, RepCompleted) or self._at_the_start_again(e) for e in events):
            self._go_on_later()

    def _go_on_later(self) -> None:
        """The rest of the set waits for the start pose."""
        self._winding_up = False
        if self._tally.reached:
            self._set_done(self._time_s)
            return
        self._end_part()
        self._begin_part()
        self._tally.rep_over()

    def _end_set(self) -> None:
        self._eased_s, self._winding_up = None, False
        self._end_part()
        self._book.set_over()

    def _end_part(self) -> None:
        events = self._coach.finish()
        self._log(events)
        for event in events:
            self._tally.take(event)
        self._state = self._coach.state()
        self._breathing = None
        self._book.part_over(self._coach)
