"""Expressions in a spec: names, arguments and units, each fault with its remedy."""

from contextlib import suppress
from pathlib import Path
from typing import get_args

import pytest
from broken_spec import SOUND, Broken, assert_only_problem, problems_of
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.specs.expression import (
    MAX_LENGTH,
    PARTS,
    SIDES,
    Call,
    ExpressionError,
    Name,
    Negative,
    Number,
    Operation,
    Point,
    parse,
)
from formcheck.specs.loader import load_spec
from formcheck.specs.units import ExpressionFault, Scope, infer_unit
from formcheck.specs.values import default_value
from formcheck.specs.vocabulary import Unit

SCOPE = Scope(
    signals={"lean": "deg", "drop": "torso", "pace": "torso_s"},
    phases=frozenset({"setup", "hold"}),
    templates={"curve": "height(near.wrist)", "broken": "no_such_signal"},
    ranges={"lean": "peak", "drop": "span"},
    sided=False,
)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("3", None),  # a plain number takes its neighbour's unit
        ("-2 * 3", None),
        ("trunk_rise", "deg"),  # a body word stands alone
        ("lean", "deg"),  # an own signal has the unit it declares
        ("from_start(back_curve)", "deg"),
        ("speed(lean)", "deg_s"),
        ("rate(height(near.wrist))", "torso_s"),
        ("speed(ahead(near.knee, near.hip))", "thigh_s"),
        ("0.5 * lean + 3", "deg"),
        ("lean / 2", "deg"),
        ("drop / height(nose)", "ratio"),
        ("drop * (drop / height(nose))", "torso"),
        ("(drop / drop) * (lean / lean)", "ratio"),
        ("drop / (drop / drop)", "torso"),
        ("drop / duration(hold)", "torso_s"),
        ("duration(rep)", "s"),  # the whole repetition
        ("max(25, lean, abs(-lean))", "deg"),
        ("mean(elbow(left), elbow(right))", "deg"),
        ("reversals(drop, min=0.08, window_s=4)", "count"),
        ("sd(lean)", "deg"),
        ("personal(lean, 0.6, floor=6) + 8", "deg"),
        ("learned_range(drop, 0.3)", "torso"),
        ("height(near.wrist) - learned(curve)", "torso"),
        ("drop - learned(broken)", "torso"),  # the template's own fault is said where it stands
        ("angle(near.hip, near.knee, near.ankle)", "deg"),
    ],
)
def test_units_follow_from_the_words(text: str, unit: Unit | None) -> None:
    assert infer_unit(parse(text), SCOPE) == unit


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("lena", "'lena' is not known.", "Did you mean 'lean'?"),
        ("trunk_rice", "'trunk_rice' is not known.", "Did you mean 'trunk_rise'?"),
        ("spede(lean)", "There is no word 'spede'.", "Did you mean 'speed'?"),
        ("elbow", "'elbow' needs arguments.", "Write elbow(side)."),
        ("lean()", "'lean' is a signal and takes no arguments.", "Write lean without brackets."),
        ("trunk_rise()", "'trunk_rise' takes no brackets.", "Write trunk_rise."),
        ("near.hip", "near.hip is a point, not a measurement.",
         "Put it inside height(), dist(), angle() or another word that takes points."),
        ("lean + drop", "deg and torso cannot be added or compared.",
         "Use one unit on both sides."),
        ("max(lean, drop)", "deg and torso cannot be added or compared.",
         "Use one unit on both sides."),
        ("lean * lean", "deg times deg has no unit we know.", "Multiply by a plain number."),
        ("lean / drop", "deg divided by torso has no unit we know.",
         "Divide two like measurements."),
        ("1 / lean", "A number divided by deg has no unit we know.",
         "Divide two like measurements."),
        ("speed(pace)", "speed() of something in torso_s has no unit we know.",
         "Take it of an angle or a length."),
        ("from_start(3)", "from_start() of a plain number means nothing.",
         "Give it a signal or a body word."),
        ("height(lean)", "height() takes body points.", "Write one such as near.hip."),
        ("elbow(nera)", "elbow() takes a side.", "Write elbow(near), for example."),
        ("elbow(work)", "'work' needs a work side.",
         "Add `work_side`, or use near or far."),
        ("dist(near.hip)", "dist() takes 2 arguments, not 1.", "Write dist(point, point)."),
        ("max(lean)", "max() takes 2 or more arguments, not 1.", "Write max(signal, signal)."),
        ("duration(hodl)", "duration() takes a phase of this exercise.", "Did you mean 'hold'?"),
        ("duration(3)", "duration() takes a phase of this exercise.",
         "Use one of: hold, rep, setup."),
        ("learned(cruve)", "learned() takes a template of calibrate.templates.",
         "Did you mean 'curve'?"),
        ("personal(drop, 0.7)", "personal() needs a range of drop with `kind: peak`.",
         "Declare it under calibrate.ranges, or use lean."),
        ("learned_range(trunk_rise, 0.7)",
         "learned_range() needs a range of trunk_rise with `kind: span`.",
         "Declare it under calibrate.ranges, or use drop."),
        ("learned_range(drop, 70)", "70 is not a sensible fraction for learned_range().",
         "Use 0 to 1."),
        ("personal(lean, lean)", "personal() needs a plain number here.", "Write one such as 0.7."),
        ("reversals(lean)", "reversals() needs min=.", "Add min= and a number."),
        ("reversals(lean, mni=3)", "reversals() has no option 'mni'.", "Did you mean 'min'?"),
        ("speed(lean, window_s=3)", "speed() has no option 'window_s'.", "Leave it out."),
        ("sd(lean, window_s=2, window_s=3)", "window_s= is given twice.", "Keep one of the two."),
        ("sd(lean, window_s=lean)", "window_s= needs a plain number.",
         "Write window_s=4, for example."),
        ("1e999 * lean", "A number is too large.", "Write a smaller one."),
    ],
)  # fmt: skip
def test_what_means_nothing_is_refused_with_a_remedy(text: str, message: str, remedy: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        infer_unit(parse(text), SCOPE)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


IN_A_SPEC = {
    "not an expression": Broken(
        '"speed(drop)"', '"speed(drop"', "signals.pace.is",
        "Cannot be read as an expression: 'speed(drop'.",
        "An expression looks like: max(lean_back, 0.5 * gaze_up).",
    ),
    "outside the language": Broken(
        '"speed(drop)"', '"speed(drop) if drop else 0"', "signals.pace.is",
        "Only numbers, names, side.part points, calls of known words and + - * / are allowed.",
        "An expression looks like: max(lean_back, 0.5 * gaze_up).",
    ),
    "unknown signal": Broken(
        '"speed(drop)"', '"speed(dorp)"', "signals.pace.is",
        "'dorp' is not known.", "Did you mean 'drop'?",
    ),
    "stated unit differs": Broken(
        "unit: torso_s", "unit: torso", "signals.pace.unit",
        "The expression is in torso_s, not torso.", "Write `unit: torso_s`.", at="  pace: {is:",
    ),
    "signal that measures nothing": Broken(
        '"speed(drop)"', '"3"', "signals.pace.unit", "The expression is in no unit, not torso_s.",
        "Measure something.", at='{is: "3"',
    ),
    "signal that is itself": Broken(
        '{is: "from_start(thigh_tilt)"', '{is: "from_start(hips)"', "signals.hips.is",
        "The signal defines itself (hips -> hips).",
        "Give one of them another name, or measure it from body words.",
    ),
    "range of an unknown signal": Broken(
        "  templates:\n", "    fall: {kind: peak, default: 1, min: 0.5}\n  templates:\n",
        "calibrate.ranges.fall", "There is no signal 'fall'.",
        "Use one of: drop, hips, lift, pace, reach.",
    ),
    "template over an unknown signal": Broken(
        ", by: lift}", ", by: left}", "calibrate.templates.reach_by_height.by",
        "There is no signal 'left'.", "Did you mean 'lift'?",
    ),
    "template of a number": Broken(
        '{of: "dist_from_start(near.wrist)"', '{of: "2"', "calibrate.templates.reach_by_height.of",
        "This is a plain number.", "Measure a signal or a body word.",
    ),
    "comparison of a number": Broken(
        "{if: drop, over: 0.2, for_s: 0.3}", '{if: "3", over: 0.2, for_s: 0.3}',
        "phases.setup.leave.0.when.if", "This is a plain number.", "Compare a signal.",
    ),
    "limit in another unit": Broken(
        '"0.75 * peak(drop)"', '"0.75 * peak(pace)"', "phases.hold.leave.0.when.under",
        "The limit is in torso_s, the signal in torso.", "Give a limit in torso.",
    ),
    "unknown name in a limit": Broken(
        '"0.75 * peak(drop)"', '"0.75 * peak(dropp)"', "phases.hold.leave.0.when.under",
        "'dropp' is not known.", "Did you mean 'drop'?",
    ),
    "unknown name in also_ok_if": Broken(
        "also_ok_if: {if: drop,", "also_ok_if: {if: drip,", "checks.deep.also_ok_if.if",
        "'drip' is not known.", "Did you mean 'drop'?",
    ),
    "must_see of something else": Broken(
        "must_see: [mid.hip, nose,", "must_see: [mid.hip, trunk_rise,", "camera.must_see.1",
        "'trunk_rise' is not a body point.", "Write one such as near.hip.",
    ),
    "must_see of an unknown part": Broken(
        "must_see: [mid.hip, nose,", "must_see: [mid.bum, nose,", "camera.must_see.0",
        "Unknown body part 'bum'.", f"Use one of {', '.join(PARTS)}.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", IN_A_SPEC.values(), ids=IN_A_SPEC.keys())
def test_a_faulty_expression_gives_one_problem(broken: Broken, tmp_path: Path) -> None:
    assert_only_problem(broken, tmp_path)


def test_circles_through_templates_are_found(tmp_path: Path) -> None:
    """reach needs the template, the template is drawn over lift, and lift would need reach."""
    text = SOUND.replace('"height(near.wrist) - height(near.shoulder)"', '"from_start(reach)"')
    assert [(field, message) for _, field, message, _ in problems_of(text, tmp_path)] == [
        ("signals.lift.is", "The signal defines itself (lift -> reach -> lift)."),
        ("signals.reach.is", "The signal defines itself (reach -> lift -> reach)."),
    ]


@pytest.mark.parametrize(
    ("limit", "value"),
    [
        (3, 3.0),
        ("personal(drop, 0.5)", 0.4),  # half of the assumed 0.8
        ("personal(drop, 0.5, floor=0.6)", 0.6),
        ("learned_range(lift, 0.25)", 0.4),  # a quarter of the way from 0.2 to 1.0
        ("min(25, personal(drop, 1.0) + 8)", 8.8),
        ("-mean(1, 2) * abs(-4)", -6.0),
        ("0.75 * peak(drop)", None),  # depends on what is measured
        ("personal(drop, 0.5) / 0", None),
    ],
)
def test_limits_have_a_value_for_the_assumed_range(
    limit: float | str, value: float | None, tmp_path: Path
) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(SOUND, encoding="utf-8")
    assert default_value(limit, load_spec(path)) == (
        None if value is None else pytest.approx(value)
    )


NODES = (Number, Point, Name, Call, Operation, Negative)
PIECES = st.sampled_from(
    [*SIDES, *PARTS, *"+-*/().,=[]{}:'\"", "**", "//", " ", "nose", "1", "2.5", "1e9", "0x1f",
     "max", "personal", "floor", "lambda", "for", "in", "if", "not", "await", "True", "...", "1j",
     "\n", "\\", "\0", "#", "\u00e9", "\ud800", "_", "__import__", "f''", "b''"]
)  # fmt: skip
TYPED = st.text(max_size=MAX_LENGTH + 20) | st.lists(PIECES, max_size=12).map("".join)


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_any_text_is_a_node_or_refused(text: str) -> None:
    """A spec is written by people: whatever they type, the parser answers with a sentence."""
    with suppress(ExpressionError):
        assert isinstance(parse(text), NODES)


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
@settings(max_examples=300, deadline=None)
@given(TYPED)
def test_any_text_has_a_unit_or_is_refused(text: str) -> None:
    with suppress(ExpressionError):
        assert infer_unit(parse(text), SCOPE) in (None, *get_args(Unit))
