"""Expressions: every word is computed, reasons travel, limits know the person."""

from __future__ import annotations

import math

import pytest
from bodies import HAND, number, raised, reason, unseen
from streams.camera import film
from streams.exercises import clean
from streams.limits import specs
from streams.tiny import tiny_spec

from formcheck.signals.body import Body, BodyTracker
from formcheck.signals.evaluate import Measurer
from formcheck.signals.known import Known
from formcheck.signals.measure import Measure, NotKnownYet, measured
from formcheck.signals.nodes import key
from formcheck.specs.expression import parse
from formcheck.specs.vocabulary import BODY, WORDS

# -- every word -------------------------------------------------------------------------------

ARGUMENTS = {
    "point": "near.wrist", "side": "near", "phase": "rest", "template": "curve", "number": "0.5",
}  # fmt: skip
OPTIONS = {"min": "0.1", "window_s": "2"}
FACING_ONLY = {"shoulder_yaw"}
"""Words that nobody seen from the side can be measured by; test_front has them."""


def sample(word: str) -> str:
    """An expression that uses a word as its vocabulary entry says."""
    if word in BODY:
        return word
    entry = WORDS[word]
    signal = "hand" if word in ("personal", "learned_range") else HAND
    args = [ARGUMENTS.get(kind, signal) for kind in entry.arguments]
    if word == "off_line":
        args = ["near.hip", "near.shoulder", "near.knee"]
    options = [f"{name}={OPTIONS[name]}" for name, default in entry.options if default is None]
    return f"{word}({', '.join(args + options)})"


@pytest.fixture(scope="module")
def every_word() -> Measurer:
    """All words at once, after five seconds of a clean thread the needle seen from the side."""
    calibrate = {
        "neutral": {"seconds": 1.0, "ask": "Hold still"},
        "ranges": {"hand": {"kind": "peak", "default": 1.0, "min": 0.1}},
        "templates": {"curve": {"of": HAND, "by": "hand"}},
    }
    signals = {f"the_{word}": sample(word) for word in WORDS}
    known = Known({}, {"hand": (0.0, 1.0)}, {"curve": ((0.0, 1.0), (0.0, 2.0))})
    measurer = Measurer(tiny_spec({"hand": HAND, **signals}, calibrate=calibrate), known)
    for _ in range(3):
        measurer.durations["rep"] = 2.5
        measurer.end_rep()
    measurer.durations["rest"] = 2.5
    tracker = BodyTracker("quadruped")
    for frame in film(clean("thread_the_needle", reps=1))[:75]:
        measurer.update(tracker.update(frame))
        if not measurer.known.neutral:
            nodes = measurer.neutral_nodes().items()
            neutral = {key_: number(measurer.node_value(node)) for key_, node in nodes}
            measurer.known = Known(neutral, known.ranges, known.templates)
    return measurer


@pytest.mark.parametrize("word", sorted(set(WORDS) - FACING_ONLY))
def test_every_word_of_the_vocabulary_is_computed(every_word: Measurer, word: str) -> None:
    assert math.isfinite(number(every_word.value(f"the_{word}")))


def test_an_unknown_name_is_said_to_be_unknown() -> None:
    measurer = Measurer(tiny_spec())
    measurer.update(raised(0.0, 0.5))
    assert reason(measurer.value("nonsense")) == "unknown signal nonsense"
    assert reason(measurer.value("nonsense(1)")) == "unknown word nonsense"
    assert reason(measurer.value("near.wrist")) == "not a measurement"


def test_a_value_before_the_first_frame_is_a_programming_error() -> None:
    with pytest.raises(RuntimeError, match="update"):
        Measurer(tiny_spec()).value("trunk_tilt")


# -- arithmetic and reasons -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3 - 4 / 8", 6.5),
        ("-(2 - 5)", 3.0),
        ("abs(2 - 5)", 3.0),
        ("min(3, 1, 2)", 1.0),
        ("max(3, 1, 2)", 3.0),
        ("mean(3, 1, 2)", 2.0),
    ],
)
def test_arithmetic(expression: str, value: float) -> None:
    measurer = Measurer(tiny_spec())
    measurer.update(raised(0.0, 0.5))
    assert measurer.value(expression) == pytest.approx(value)
    assert measurer.value(value) == value


def test_dividing_by_zero_is_not_measured() -> None:
    measurer = Measurer(tiny_spec())
    measurer.update(raised(0.0, 0.5))
    assert reason(measurer.value("1 / (2 - 2)")) == "division by zero"


@pytest.mark.parametrize(
    "expression",
    [HAND, f"-{HAND}", f"2 * {HAND} + 1", f"1 + {HAND}", f"abs({HAND})", f"mean(1, {HAND})",
     f"max(1, {HAND})", f"min(1, {HAND})", f"from_start({HAND})", f"speed({HAND})",
     f"sd({HAND})", f"reversals({HAND}, min=0.1)", "wall_gap(near.wrist)",
     "dist_from_start(near.wrist)", "elbow(near)", "trunk_tilt", f"peak({HAND})"],
)  # fmt: skip
def test_the_reason_travels_through_every_expression(expression: str) -> None:
    measurer = Measurer(tiny_spec({"wanted": expression}))
    measurer.update(unseen(0.0))
    assert reason(measurer.value(expression)) == "nobody in view"
    assert reason(measurer.value("wanted")) == "nobody in view"


def test_of_two_reasons_the_first_is_told() -> None:
    measurer = Measurer(tiny_spec())
    measurer.update(raised(0.0, 0.5))
    assert reason(measurer.value("nonsense + other")) == "unknown signal nonsense"


# -- the start pose ---------------------------------------------------------------------------


def test_a_change_from_the_start_needs_the_start() -> None:
    measurer = Measurer(tiny_spec({"rise": f"from_start({HAND})"}))
    measurer.update(raised(0.0, 0.5))
    for wanted in ("rise", "dist_from_start(near.wrist)", "wall_gap(near.wrist)"):
        assert reason(measurer.value(wanted)) == "start pose not captured yet"
    assert set(measurer.neutral_nodes()) == {HAND}
    measurer.known = Known({HAND: 0.2})
    measurer.update(raised(0.1, 0.5))
    assert number(measurer.value("rise")) == pytest.approx(0.3)


def test_the_working_side_is_compared_with_its_own_start() -> None:
    wanted = "from_start(height(work.wrist))"
    measurer = Measurer(tiny_spec({"rise": wanted}))
    assert set(measurer.neutral_nodes()) == {"height(left.wrist)", "height(right.wrist)"}
    measurer.known = Known({"height(left.wrist)": 0.1, "height(right.wrist)": 0.4})
    measurer.update(raised(0.0, 0.5, work=None))
    assert reason(measurer.value("rise")) == "working side not known yet"
    for work, rise in (("left", 0.4), ("right", 0.1)):
        measurer.update(raised(0.0, 0.5, work=work))
        assert number(measurer.value("rise")) == pytest.approx(rise)


def test_the_gap_to_the_wall_is_forwards_and_the_distance_is_both_ways() -> None:
    measurer = Measurer(
        tiny_spec({"gap": "wall_gap(near.wrist)", "far": "dist_from_start(near.wrist)"})
    )
    assert set(measurer.neutral_nodes()) == {"forward(near.wrist)", "height(near.wrist)"}
    body = raised(0.0, 0.5)
    at = number(measurer_value(measurer, body, "forward(near.wrist)"))
    measurer.known = Known({"forward(near.wrist)": at - 0.3, "height(near.wrist)": 0.1})
    measurer.update(body)
    assert number(measurer.value("gap")) == pytest.approx(0.3)
    assert number(measurer.value("far")) == pytest.approx(0.5)


def measurer_value(measurer: Measurer, body: Body, name: str) -> Measure:
    measurer.update(body)
    return measurer.node_value(measurer.neutral_nodes()[name])


# -- the person -------------------------------------------------------------------------------


def own(assumed: bool) -> Measurer:
    ranges = {"hand": (-10.0, 30.0)}
    known = Known(ranges=ranges, assumed=frozenset(ranges if assumed else ()))
    measurer = Measurer(tiny_spec({"hand": HAND}), known)
    measurer.update(raised(0.0, 0.5))
    return measurer


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("personal(hand, 0.5)", 15.0),
        ("personal(hand, 0.5, floor=20)", 20.0),
        ("learned_range(hand, 0)", -10.0),
        ("learned_range(hand, 0.25)", 0.0),
        ("learned_range(hand, 1) + 5", 35.0),
    ],
)
def test_own_limits_are_points_of_the_own_range(expression: str, value: float) -> None:
    assert own(assumed=False).value(expression, strict=True) == pytest.approx(value)


@pytest.mark.parametrize("expression", ["personal(hand, 0.5)", "1 - learned_range(hand, 1)"])
def test_an_assumed_range_is_good_enough_to_count_but_not_to_judge(expression: str) -> None:
    measurer = own(assumed=True)
    assert measured(measurer.value(expression))
    assert isinstance(measurer.value(expression, strict=True), NotKnownYet)
    assert measured(measurer.value(expression))  # the strict answer is not remembered


def test_a_limit_with_min_or_max_does_without_what_is_not_known_yet() -> None:
    measurer = own(assumed=True)
    assert measurer.value("min(25, personal(hand, 1))") == 25.0
    assert measurer.value("min(99, personal(hand, 1))") == 30.0
    assert measurer.value("min(99, personal(hand, 1))", strict=True) == 99.0
    assert measurer.value("max(7, learned_range(hand, 1))", strict=True) == 7.0
    assert isinstance(measurer.value("mean(7, personal(hand, 1))", strict=True), NotKnownYet)
    assert isinstance(
        measurer.value("min(personal(hand, 1), 2 * personal(hand, 1))", True), NotKnownYet
    )


def test_what_is_not_seen_is_not_replaced_by_a_number() -> None:
    """Only a range that is not known yet may be left out of a min or max."""
    measurer = own(assumed=True)
    measurer.update(unseen(0.1))
    assert reason(measurer.value(f"min(25, {HAND})")) == "nobody in view"


def test_a_signal_that_uses_an_own_range_is_strict_too() -> None:
    known = Known(ranges={"hand": (0.0, 2.0)}, assumed=frozenset({"hand"}))
    measurer = Measurer(tiny_spec({"hand": HAND, "share": "hand / personal(hand, 1)"}), known)
    measurer.update(raised(0.0, 0.5))
    assert measurer.value("share") == pytest.approx(0.25)
    assert isinstance(measurer.value("share", strict=True), NotKnownYet)


def test_without_any_range_nothing_is_known() -> None:
    measurer = Measurer(tiny_spec({"hand": HAND}))
    measurer.update(raised(0.0, 0.5))
    for expression in ("personal(hand, 1)", "learned_range(hand, 0)"):
        assert isinstance(measurer.value(expression), NotKnownYet)


@pytest.mark.parametrize(
    ("at", "value"), [(-0.5, 1.0), (0.0, 1.0), (0.25, 2.0), (0.5, 3.0), (0.75, 2.0), (1.5, 1.0)]
)
def test_a_learnt_curve_is_read_between_its_points_and_kept_beyond_them(
    at: float, value: float
) -> None:
    spec = tiny_spec(
        {"hand": HAND},
        calibrate={
            "neutral": {"ask": "Hold still"},
            "templates": {"curve": {"of": HAND, "by": "hand"}},
        },
    )
    measurer = Measurer(spec)
    measurer.update(raised(0.0, at))
    assert reason(measurer.value("learned(curve)")) == "needs one reference repetition first"
    measurer.known = Known(templates={"curve": ((0.0, 0.5, 1.0), (1.0, 3.0, 1.0))})
    measurer.update(raised(0.0, at))
    assert measurer.value("learned(curve)") == pytest.approx(value)


# -- what an expression is made of ------------------------------------------------------------


def test_what_an_expression_uses_is_found_at_any_depth() -> None:
    measurer = Measurer(specs()["cat_cow"])
    back = frozenset({"back_curve"})
    assert measurer.uses("learned_range(curve, 0) - 10", back)
    assert measurer.uses("swing", back)
    assert not measurer.uses("abs(neck)", back)


@pytest.mark.parametrize(
    "text",
    ["from_start(height(left.shoulder))", "personal(drop, 0.5, floor=0.3)", "(a + -(b))", "nose"],
)
def test_a_key_is_the_expression_itself(text: str) -> None:
    assert key(parse(text)) == text
