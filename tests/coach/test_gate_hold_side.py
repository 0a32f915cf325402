"""The start gate, the hold clock and the working side."""

from __future__ import annotations

import pytest
from streams.camera import Camera, film, picture
from streams.exercises import clean
from streams.figure import FIGURES, Channels, all_fours
from streams.limits import specs
from streams.pictures import gone, without
from streams.tiny import Script, tiny_spec

from formcheck.coach.gate import GateResult, StartGate, lost_instruction
from formcheck.coach.hold import LAG_S, HoldClock
from formcheck.coach.side import WorkingSide
from formcheck.signals.body import BodyTracker
from formcheck.signals.evaluate import Measurer
from formcheck.specs.schema import Condition, ExerciseSpec, WorkSide

# -- the start gate ---------------------------------------------------------------------------


def asked(spec: ExerciseSpec, channels: Channels, view: str = "side", **camera: int) -> GateResult:
    figure = FIGURES.get((spec.id, view), all_fours)(channels)
    body = BodyTracker(spec.position).update(picture(figure, Camera(noise_px=0, **camera)))
    measurer = Measurer(spec)
    measurer.update(body)
    return StartGate(spec).test(body, measurer)


@pytest.mark.parametrize(("exercise", "view"), sorted(FIGURES))
@pytest.mark.parametrize("facing", [1, -1])
def test_the_start_pose_of_every_exercise_passes(exercise: str, view: str, facing: int) -> None:
    assert asked(specs()[exercise], {}, view, facing=facing) == GateResult(True)


@pytest.mark.parametrize(
    ("exercise", "channels", "item"),
    [
        ("cat_cow", {"hips": 25.0}, "knees_under"),
        ("cat_cow", {"drop_near": 0.75, "drop_far": 0.75}, "on_all_fours"),
        ("thread_the_needle", {"hips": -25.0}, "knees_under"),
        ("seated_thoracic_extension", {"lean": 30.0}, "upright"),
        ("wall_angels", {"gap": 0.5}, "back_to_wall"),
    ],
)
def test_what_is_not_yet_right_is_asked_for(
    exercise: str, channels: dict[str, float], item: str
) -> None:
    spec = specs()[exercise]
    result = asked(spec, channels)
    wanted = next(i for i in spec.start_pose if i.id == item)
    assert not result.ok and result.item == item
    assert result.instruction == wanted.say or wanted.say is None


def gated(**item: object) -> ExerciseSpec:
    return tiny_spec(start_pose=[{"id": "level", "if": "trunk_rise", **item}])


def test_an_item_without_words_of_its_own_asks_for_the_start_pose() -> None:
    assert asked(gated(under=0), {}).instruction == "Hold still"


def test_advice_does_not_stop_the_start() -> None:
    result = asked(gated(under=0, level="advise", say="Level your back"), {})
    assert result.ok and [item.say for item in result.advice] == ["Level your back"]


def test_items_of_another_view_do_not_count() -> None:
    assert asked(gated(under=0, views=["front"]), {}).ok


def hidden_hips(spec: ExerciseSpec) -> GateResult:
    frame = without(picture(all_fours({}), Camera(noise_px=0)), 23, 24)
    body = BodyTracker(spec.position).update(frame)
    measurer = Measurer(spec)
    measurer.update(body)
    return StartGate(spec).test(body, measurer)


def test_an_item_that_cannot_be_seen_waits_unless_it_may_be_skipped() -> None:
    waits = hidden_hips(gated(over=0))
    assert not waits.ok and waits.instruction == "I cannot see you well: hip not clearly seen"
    assert hidden_hips(gated(over=0, if_unseen="skip")).ok
    assert hidden_hips(gated(over=0, level="advise")).ok


def test_from_a_wrong_view_the_camera_must_be_turned() -> None:
    spec = tiny_spec(position="standing_wall")
    result = StartGate(spec)
    body = BodyTracker("standing_wall").update(
        picture(FIGURES["wall_angels", "front"]({}), Camera(noise_px=0))
    )
    answer = result.test(body, Measurer(spec))
    assert answer == GateResult(False, "Turn the camera to see you straight from the side")


def test_nobody_is_asked_into_the_picture() -> None:
    spec = specs()["cat_cow"]
    body = BodyTracker("quadruped").update(gone(film(clean("cat_cow"))[0]))
    answer = StartGate(spec).test(body, Measurer(spec))
    assert answer == GateResult(False, "I cannot see anyone. Step into the picture")
    assert lost_instruction("other") == "I cannot see you well: other"


# -- the hold clock ---------------------------------------------------------------------------

DEEP = Condition.model_validate({"if": "depth", "over": 5})


def clock(
    while_: Condition | None, depths: list[float], seen: bool = True, in_form: bool = True
) -> HoldClock:
    """A hold entered at 10 s and noticed at 10.5 s, then one frame each 0.1 s."""
    hold, script = HoldClock(10.0, 10.5, while_), Script()
    for i, depth in enumerate(depths, start=1):
        script.values["depth"] = depth
        hold.update(script, 10.5 + i / 10, 0.1, seen=seen, in_form=in_form)
    return hold


def test_a_hold_counts_from_when_it_was_entered() -> None:
    hold = clock(None, [0.0] * 10)
    assert hold.held_s == pytest.approx(1.5)
    assert (hold.start_s, hold.end_s) == (10.0, pytest.approx(11.5))


def test_the_clock_pauses_while_the_position_is_not_kept_and_never_resets() -> None:
    hold = clock(DEEP, [9, 9, 1, 1, 1, 9])
    assert hold.held_s == pytest.approx(0.5 + 0.3)
    assert hold.end_s == pytest.approx(11.1)


def test_the_clock_pauses_while_the_person_is_not_seen() -> None:
    assert clock(DEEP, [9] * 5, seen=False).held_s == pytest.approx(0.5)


def test_form_is_counted_apart_and_only_while_nothing_is_wrong() -> None:
    good, bad = clock(None, [0.0] * 10), clock(None, [0.0] * 10, in_form=False)
    assert (good.form_s, good.running) == (pytest.approx(1.5), True)
    assert (bad.held_s, bad.form_s, bad.running) == (pytest.approx(1.5), pytest.approx(0.5), False)


def test_good_form_is_never_longer_than_the_hold() -> None:
    """Also where a mistake was on when the hold was left: what is taken back was no good form."""
    hold = clock(None, [0.0] * 10)
    hold.update(Measurer(specs()["cat_cow"]), 11.6, 0.1, seen=True, in_form=False)
    hold.left()
    assert hold.form_s <= hold.held_s == pytest.approx(1.6 - LAG_S)


def test_what_was_counted_before_leaving_was_noticed_is_taken_back() -> None:
    hold = clock(None, [0.0] * 10)
    hold.left()
    assert hold.held_s == hold.form_s == pytest.approx(1.5 - LAG_S)
    assert hold.end_s == pytest.approx(11.5 - LAG_S)
    short = HoldClock(1.0, 1.1, None)
    short.left()
    assert short.held_s == 0.0


# -- the working side -------------------------------------------------------------------------


LEFT, RIGHT = "-from_start(height(left.shoulder))", "-from_start(height(right.shoulder))"
RULE = WorkSide(left=LEFT, right=RIGHT, clear=0.04)


def worked(sunk: list[tuple[float, float]], fps: float = 20.0) -> list[str | None]:
    side, script, found = WorkingSide(RULE), Script(), []
    for i, (left, right) in enumerate(sunk):
        script.values = {LEFT: left, RIGHT: right}
        found.append(side.update(script, i / fps))
    return found


@pytest.mark.parametrize("fps", [10, 20, 60])
def test_the_shoulder_that_sinks_first_and_further_works(fps: int) -> None:
    sinking = [(0.5 * i / fps, 0.1 * i / fps) for i in range(2 * fps)]
    found = worked(sinking, fps)
    assert found[0] is None and found[-1] == "left"
    known_s = found.index("left") / fps
    assert known_s == pytest.approx((2 * 0.04 / 0.4) ** 0.5, abs=2 / fps)
    assert worked([(b, a) for a, b in sinking], fps)[-1] == "right"


def test_what_was_seen_on_the_way_down_counts_when_both_rest_low() -> None:
    assert worked([(0.6, 0.1)] * 20 + [(0.6, 0.62)] * 40)[-1] == "left"


def test_a_small_difference_says_nothing_yet() -> None:
    assert set(worked([(0.01, 0.0)] * 20)) == {None}


def test_a_new_repetition_may_use_the_other_side() -> None:
    side, script = WorkingSide(RULE), Script({LEFT: 0.5, RIGHT: 0.0})
    for i in range(10):
        side.update(script, i / 10)
    assert side.update(script, 1.0) == "left"
    side.reset()
    assert side.update(script, 1.1) is None


def test_unseen_shoulders_leave_the_side_as_it_was() -> None:
    side, script = WorkingSide(RULE), Script({LEFT: 0.5, RIGHT: 0.0})
    for i in range(10):
        side.update(script, i / 10)
    assert side.update(Script(), 5.0) == "left"
