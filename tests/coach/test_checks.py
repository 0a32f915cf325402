"""One check over time: raised late enough, cleared with hysteresis, silent where it cannot see."""

from __future__ import annotations

from typing import Any

import pytest
from streams.tiny import Script, tiny_check, tiny_spec

from formcheck.coach.checks import QUIET_S, UNSEEN_S, CheckState, Moment, blind_reason
from formcheck.coach.conditions import GAP_S
from formcheck.coach.events import MistakeCleared, MistakeRaised, NotJudged
from formcheck.signals.measure import NotKnownYet, NotMeasured
from formcheck.specs.schema import ExerciseSpec

HIDDEN = NotMeasured("hip hidden")
STEP = 0.1
PHASES = [
    {"id": "rest", "start": True, "leave": []}, {"id": "move", "leave": []},
    {"id": "away", "leave": []},
]  # fmt: skip


def spec_with(**check: Any) -> ExerciseSpec:
    return tiny_spec(
        {"x": "trunk_tilt", "y": "trunk_tilt"}, checks=[tiny_check(**check)], phases=PHASES
    )


class Watch:
    """A check fed with one value after the other, ten frames a second."""

    def __init__(self, view: str = "side", **check: Any) -> None:
        spec = spec_with(**check)
        self.state = CheckState(spec, spec.checks[0], view)
        self.script = Script()
        self.now = 0.0
        self.events: list[Any] = []

    def see(self, value: Any, seconds: float, phase: str = "move", **also: Any) -> Watch:
        """The signal has a value for so long."""
        for _ in range(round(seconds / STEP)):
            self.script.values = {"x": value, **also}
            self.events += self.state.update(self.script, Moment(round(self.now, 6), phase))
            self.now += STEP
        return self

    def at(self, **moment: Any) -> Watch:
        """One frame in which something ends."""
        self.events += self.state.update(
            self.script, Moment(round(self.now, 6), **({"phase": "move"} | moment))
        )
        self.now += STEP
        return self

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]


# -- levels -----------------------------------------------------------------------------------


def test_a_mistake_is_raised_after_its_time_and_tells_everything() -> None:
    watch = Watch().see(0, 1.0).see(12, 1.0)
    (raised,) = watch.of(MistakeRaised)
    assert raised.time_s == pytest.approx(1.5) and raised.since_s == pytest.approx(1.0)
    assert (raised.check, raised.mistake, raised.severity) == ("straight", "wrong", "minor")
    assert (raised.value, raised.threshold, raised.unit) == (12, 10, "deg")
    assert raised.cue == "Straighten up" and raised.source == 'A Book: "Do it right"'


def test_a_moment_past_the_limit_is_no_mistake() -> None:
    assert Watch().see(12, 0.4).see(0, 0.2).see(12, 0.4).see(0, 1).events == []


def test_it_stays_on_between_its_two_limits_and_clears_below_the_lower_one() -> None:
    watch = Watch().see(12, 1.0).see(8, 5.0)
    assert watch.of(MistakeCleared) == [] and watch.state.raised is not None
    watch.see(5, 0.2).see(8, 0.5).see(5, 1.0)
    (cleared,) = watch.of(MistakeCleared)
    assert cleared.time_s == pytest.approx(7.0)  # 0.3 s after the signal stayed below
    assert (cleared.since_s, cleared.worst_value, cleared.worst_s) == (0.0, 12, 0.5)


def test_it_can_be_raised_again() -> None:
    watch = Watch().see(12, 1).see(0, 1).see(12, 1)
    assert len(watch.of(MistakeRaised)) == 2


def test_the_worst_moment_is_remembered() -> None:
    watch = Watch().see(12, 0.8).see(19, 0.3).see(15, 0.3).see(0, 1)
    (cleared,) = watch.of(MistakeCleared)
    assert cleared.worst_value == 19 and cleared.worst_s == pytest.approx(0.8)


def test_a_limit_from_below_works_the_other_way_round() -> None:
    watch = Watch(**{"raise": {"under": -10, "for_s": 0.5}, "clear": {"over": -6, "for_s": 0.3}})
    watch.see(-12, 0.8).see(-15, 0.3).see(0, 1)
    assert watch.of(MistakeCleared)[0].worst_value == -15


@pytest.mark.parametrize(("value", "severity"), [(19, "minor"), (21, "major")])
def test_passing_the_second_limit_makes_it_worse(value: float, severity: str) -> None:
    watch = Watch(worse={"over": 20, "severity": "major"}).see(12, 1).see(value, 0.5).see(0, 1)
    assert watch.of(MistakeRaised)[0].severity == "minor"
    assert watch.of(MistakeCleared)[0].severity == severity


def test_it_may_be_worse_from_the_beginning() -> None:
    watch = Watch(worse={"over": 20, "severity": "major"}).see(25, 1)
    assert watch.of(MistakeRaised)[0].severity == "major"


def test_an_excuse_keeps_it_from_being_raised() -> None:
    excuse = {"also_ok_if": {"if": "y", "over": 3}}
    assert Watch(**excuse).see(12, 2, y=4).of(MistakeRaised) == []
    assert len(Watch(**excuse).see(12, 2, y=2).of(MistakeRaised)) == 1
    unseen_excuse = Watch(**excuse).see(12, 2, y=HIDDEN)
    assert len(unseen_excuse.of(MistakeRaised)) == 1


def test_outside_its_phases_nothing_is_raised_and_what_is_on_is_over() -> None:
    watch = Watch().see(12, 5, phase="away")
    assert watch.events == []
    watch.see(12, 1).see(12, 1, phase="away")
    (cleared,) = watch.of(MistakeCleared)
    assert cleared.time_s == pytest.approx(6.0)
    assert Watch().see(12, 0.4).see(12, 0.3, phase="away").see(12, 0.4).events == []


# -- not seen ---------------------------------------------------------------------------------


def test_a_short_look_away_neither_breaks_nor_adds() -> None:
    watch = Watch().see(12, 0.3).see(HIDDEN, GAP_S - 0.15).see(12, 0.1)
    assert len(watch.of(MistakeRaised)) == 1
    assert watch.of(NotJudged) == []


def test_a_long_look_away_begins_anew_and_is_reported_with_its_reason() -> None:
    watch = Watch().see(12, 0.4).see(HIDDEN, 1.0).see(12, 0.4)
    assert watch.of(MistakeRaised) == []
    (unseen,) = watch.of(NotJudged)
    assert (unseen.check, unseen.reason) == ("straight", "hip hidden")
    assert (unseen.start_s, unseen.end_s) == pytest.approx((0.4, 1.4))


def test_each_reason_is_reported_for_its_own_time() -> None:
    watch = Watch().see(HIDDEN, 1.0).see(NotMeasured("nobody in view"), 2.0).see(0, 0.2)
    assert [(n.reason, round(n.end_s - n.start_s, 2)) for n in watch.of(NotJudged)] == [
        ("hip hidden", 1.0), ("nobody in view", 2.0),
    ]  # fmt: skip


def test_a_mistake_that_is_out_of_sight_for_long_is_over_when_it_was_last_seen() -> None:
    watch = Watch().see(12, 1.0).see(HIDDEN, UNSEEN_S - 0.2)
    assert watch.of(MistakeCleared) == []
    watch.see(HIDDEN, 0.5)
    assert watch.of(MistakeCleared)[0].time_s == pytest.approx(0.9)


def test_out_of_sight_in_another_phase_is_not_worth_telling() -> None:
    watch = Watch().see(HIDDEN, 3.0, phase="away").see(0, 1.0)
    assert watch.events == []


def test_the_end_of_the_set_closes_everything() -> None:
    watch = Watch().see(12, 1.0)
    (cleared,) = watch.state.finish(1.0)
    assert isinstance(cleared, MistakeCleared)
    watch = Watch().see(HIDDEN, 1.0)
    (unseen,) = watch.state.finish(1.0)
    assert isinstance(unseen, NotJudged) and unseen.end_s == 1.0
    assert watch.state.finish(2.0) == []


def test_leaving_the_exercise_ends_a_mistake() -> None:
    watch = Watch().see(12, 1.0)
    assert [type(event) for event in watch.state.interrupt(1.0)] == [MistakeCleared]
    assert watch.see(12, 0.4).of(MistakeCleared) == []


def test_from_a_blind_view_it_is_never_judged() -> None:
    watch = Watch(view="front").see(99, 3.0)
    (unseen,) = watch.state.finish(3.0)
    assert isinstance(unseen, NotJudged)
    assert unseen.reason == "This needs a view from the side."
    assert watch.events == []


def test_the_spec_says_why_a_view_is_blind() -> None:
    spec = spec_with()
    told = spec.model_copy(update={"not_seen_in": {"front": {"wrong": "Film from the side."}}})
    assert blind_reason(told, spec.checks[0], "front") == "Film from the side."
    none = spec.checks[0].model_copy(update={"views": ()})
    assert blind_reason(spec, none, "front") == "No camera view shows this."


def test_most_of_a_repetition_unseen_is_a_missed_repetition() -> None:
    watch = Watch().see(0, 1.0).see(HIDDEN, 0.8)
    assert not watch.state.missed_rep
    watch.see(HIDDEN, 1.0)
    assert watch.state.missed_rep
    watch.state.begin_rep()
    assert not watch.see(0, 0.5).state.missed_rep


def test_a_range_that_is_not_known_yet_is_no_missed_repetition() -> None:
    watch = Watch().see(NotKnownYet("own range not known yet"), 3.0)
    assert not watch.state.missed_rep
    (unseen,) = watch.state.finish(3.0)
    assert isinstance(unseen, NotJudged) and unseen.reason == "own range not known yet"
    assert not Watch(severity="info").see(HIDDEN, 3.0).state.missed_rep


# -- events -----------------------------------------------------------------------------------

AT_END = {"any": [{"if": "duration(rep)", "under": 2, "at": "rep_end"}]}
AT_PHASE = {"any": [{"if": "x", "under": 1, "at": "phase_end"}]}
NOW = {"any": [{"if": "x", "over": 10, "for_s": 0.2}]}


def test_an_event_is_judged_when_the_repetition_ends_only() -> None:
    watch = Watch(**AT_END)
    watch.see(0, 1.0, **{"duration(rep)": 1.5})
    assert watch.events == []
    watch.at(rep_ended=True, rep_start_s=0.2)
    (raised,) = watch.of(MistakeRaised)
    assert (raised.since_s, raised.value, raised.threshold, raised.unit) == (0.2, 1.5, 2, "s")


def test_an_event_at_the_end_of_a_phase_dates_from_its_beginning() -> None:
    watch = Watch(phases=["move"], **AT_PHASE).see(0, 1.0)
    watch.at(phase="away", ended=("move",), ended_from_s=0.3, rep_start_s=0.1)
    (raised,) = watch.of(MistakeRaised)
    assert raised.since_s == 0.3 and raised.unit == "deg"
    other = Watch(phases=["move"], **AT_PHASE).see(0, 1.0, phase="away")
    assert other.at(phase="rest", ended=("away",)).events == []


def test_an_event_is_raised_once_in_a_repetition() -> None:
    watch = Watch(**NOW)

    def swing(rep: float) -> None:
        for value in (0, 12, 12, 12, 0, 0, 0, 0, 0, 0):
            watch.script.values = {"x": value}
            watch.at(rep_start_s=rep)

    swing(1.0)
    swing(1.0)
    assert len(watch.of(MistakeRaised)) == len(watch.of(MistakeCleared)) == 1
    swing(2.0)
    assert len(watch.of(MistakeRaised)) == 2


def test_an_event_is_over_when_its_condition_has_been_quiet() -> None:
    watch = Watch(**NOW).see(12, 1.0).see(0, QUIET_S - 0.1)
    assert watch.of(MistakeCleared) == []
    watch.see(0, 0.3)
    assert len(watch.of(MistakeCleared)) == 1


def test_an_event_that_cannot_be_seen_is_reported() -> None:
    watch = Watch(**NOW).see(HIDDEN, 1.0).see(0, 0.2)
    (unseen,) = watch.of(NotJudged)
    assert unseen.reason == "hip hidden"
    assert Watch(**AT_END).see(HIDDEN, 1.0).events == []
