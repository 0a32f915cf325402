"""What is learnt of a person: neutral, own ranges, reference curves - live and from a clip."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judging import judged
from streams.camera import film
from streams.exercises import clean, rep
from streams.limits import OWN_RANGES, specs
from streams.performance import Performance, Rep, step
from streams.pictures import between, gone, shifted
from streams.tiny import Script, tiny_spec

from formcheck.coach import clip_calibration
from formcheck.coach.calibration import (
    KEPT_REPS,
    STILL_DEG,
    STILL_TORSO,
    NeutralCapture,
    RangeLearner,
    default_ranges,
    merged_range,
    neutral_known,
    still_limit,
    template_of,
)
from formcheck.coach.clip_calibration import calibrate_from_clip
from formcheck.signals.known import Known
from formcheck.signals.measure import NotMeasured
from formcheck.specs.expression import parse
from formcheck.specs.schema import PersonalRange

PEAK = PersonalRange(kind="peak", default=8.0, min=4.0)
SPAN = PersonalRange(kind="span", default=(-20.0, 20.0), min=18.0)

# -- own ranges -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "seen", "own"),
    [
        (PEAK, [(-1.0, 9.0)], (0.0, 9.0)),
        (PEAK, [(0.0, 9.0), (0.0, 30.0)], (0.0, 9.0)),  # one deep repetition of two is not taken
        (PEAK, [(0.0, 9.0), (0.0, 30.0), (0.0, 11.0)], (0.0, 11.0)),
        (PEAK, [(0.0, 2.0)], (0.0, 4.0)),  # never under the smallest movement
        (SPAN, [(-30.0, 35.0)], (-30.0, 35.0)),
        (SPAN, [(-30.0, 35.0), (-60.0, 40.0)], (-30.0, 35.0)),
        (SPAN, [(0.0, 10.0)], (-4.0, 14.0)),
    ],
)
def test_the_own_range_is_the_lower_median(
    wanted: PersonalRange, seen: list[tuple[float, float]], own: tuple[float, float]
) -> None:
    assert merged_range(wanted, seen) == own


LEARNING = tiny_spec(
    {"x": "trunk_tilt", "lift": "trunk_rise"},
    calibrate={
        "neutral": {"seconds": 1.0, "ask": "Hold still"},
        "ranges": {"x": {"kind": "peak", "default": 8, "min": 1}},
        "templates": {"curve": {"of": "gap", "by": "lift"}},
    },
)


def learn(learner: RangeLearner, known: Known, values: list[float], clean: bool) -> Known:
    script = Script()
    for i, value in enumerate(values):
        script.values = {"x": value, "lift": float(i), "gap": 0.1 * i}
        learner.update(script)
    return learner.rep_done(known, clean)


def start() -> tuple[RangeLearner, Known]:
    return RangeLearner(LEARNING), neutral_known(LEARNING, {"trunk_tilt": 3.0})


def test_until_a_good_repetition_the_range_is_assumed() -> None:
    learner, known = start()
    assert (known.ranges, known.assumed) == ({"x": (0.0, 8.0)}, frozenset({"x"}))
    known = learn(learner, known, [0, 30, 0], clean=False)
    assert (known.ranges, known.assumed) == ({"x": (0.0, 8.0)}, frozenset({"x"}))


def test_the_first_good_repetition_gives_the_range_and_the_curve() -> None:
    learner, known = start()
    known = learn(learner, known, [0, 3, 6, 3, 0], clean=True)
    assert (known.ranges, known.assumed) == ({"x": (0.0, 6.0)}, frozenset())
    positions, values = known.templates["curve"]
    assert positions == pytest.approx([0, 1, 2, 3, 4])
    assert values == pytest.approx([0, 0.1, 0.2, 0.3, 0.4])
    assert known.neutral == {"trunk_tilt": 3.0}


def test_the_range_is_the_median_of_the_first_good_repetitions() -> None:
    learner, known = start()
    wanted = [50.0, 50.0, 7.0, 7.0, 7.0, 7.0]  # of two the wider: both were clean by themselves
    peaks = (50.0, 5.0, 7.0, 6.0, 8.0, 70.0)  # the first was too deep, but nobody could know
    for peak, high in zip(peaks, wanted, strict=True):
        known = learn(learner, known, [0, peak, 0], clean=True)
        assert known.ranges == {"x": (0.0, high)}
    assert KEPT_REPS == 5


def test_a_movement_given_up_teaches_nothing() -> None:
    learner, known = start()
    script = Script({"x": 40.0, "lift": 0.0, "gap": 9.0})
    learner.update(script)
    learner.forget_rep()
    known = learn(learner, known, [0, 6, 0], clean=True)
    assert known.ranges == {"x": (0.0, 6.0)}


def test_a_range_learnt_before_is_kept_with_a_new_neutral() -> None:
    kept = Known({"old": 1.0}, {"x": (0.0, 5.0)}, {}, frozenset())
    known = neutral_known(LEARNING, {"trunk_tilt": 9.0}, kept)
    assert (known.neutral, known.ranges) == ({"trunk_tilt": 9.0}, {"x": (0.0, 5.0)})
    assert known.assumed == frozenset()


def test_a_curve_is_the_median_in_each_bin() -> None:
    positions, values = template_of([(0.0, 1.0), (0.0, 2.0), (0.0, 9.0), (1.2, 4.0)])
    assert positions == pytest.approx((0.0, 1.2))
    assert values == pytest.approx((2.0, 4.0))
    assert template_of([(2.0, 5.0)]) == ((2.0,), (5.0,))


# -- the start pose, live ---------------------------------------------------------------------


class Nodes(Script):
    """A script that also answers for the start values."""

    def neutral_nodes(self) -> dict[str, object]:
        return {key: parse(key) for key in ("trunk_tilt", "height(nose)")}

    def node_value(self, node: object) -> object:
        return self.value({parse(key): key for key in self.neutral_nodes()}[node])


def captured(tilts: list[float], height: object = 0.5) -> dict[str, float] | None:
    script = Nodes()
    capture = NeutralCapture(LEARNING, script)
    neutral = None
    for i, tilt in enumerate(tilts):
        script.values = {"trunk_tilt": tilt, "height(nose)": height}
        neutral = neutral or capture.update(script, i / 10)
    return neutral


def test_a_start_pose_is_taken_when_it_was_still_for_its_time() -> None:
    assert captured([5.0] * 9) is None
    assert captured([5.0] * 11) == {"trunk_tilt": 5.0, "height(nose)": 0.5}


def test_a_start_pose_that_moves_is_not_taken_until_it_is_still() -> None:
    moving = [float(i) for i in range(12)]
    assert captured(moving) is None
    neutral = captured([*moving, *[11.0] * 12])
    assert neutral is not None
    assert neutral["trunk_tilt"] == pytest.approx(11.0, abs=STILL_DEG)


def test_what_is_not_seen_in_the_start_pose_is_left_out() -> None:
    assert captured([5.0] * 11, NotMeasured("hidden")) == {"trunk_tilt": 5.0}


def test_still_means_degrees_for_angles_and_torsos_for_lengths() -> None:
    assert still_limit("trunk_tilt") == STILL_DEG
    assert still_limit("height(near.wrist)") == still_limit("dist(a, b)") == STILL_TORSO


# -- from a whole clip ------------------------------------------------------------------------


@pytest.mark.parametrize("exercise", sorted(specs()))
def test_a_clip_gives_neutral_and_range_of_its_person(exercise: str) -> None:
    spec = specs()[exercise]
    calibration = calibrate_from_clip(film(clean(exercise)), spec)
    assert calibration is not None and calibration.fixed_ranges
    assert calibration.known.assumed == frozenset()
    for name in spec.calibrate.ranges:
        low, high = OWN_RANGES[name]
        margin = 0.08 * (high - low)
        assert calibration.known.ranges[name] == pytest.approx((low, high), abs=margin), name
    assert set(calibration.known.templates) == set(spec.calibrate.templates)


def test_a_clip_without_the_start_pose_has_no_calibration() -> None:
    frames = tuple(map(gone, film(clean("cat_cow", reps=1))))
    assert calibrate_from_clip(frames, specs()["cat_cow"]) is None
    assert calibrate_from_clip((), specs()["cat_cow"]) is None


def test_a_clip_in_which_nothing_moves_assumes_the_range() -> None:
    spec = specs()["thread_the_needle"]
    calibration = calibrate_from_clip(film(Performance(spec.id, "side", (), 4.0)), spec)
    assert calibration is not None
    assert calibration.known.ranges == default_ranges(spec)
    assert calibration.known.assumed == frozenset({"drop"})


@pytest.mark.parametrize("odd", [0.95, 0.5])
def test_one_odd_repetition_does_not_move_the_range(odd: float) -> None:
    reps = tuple(rep("thread_the_needle", i, **({"drop": odd} if i == 1 else {})) for i in range(4))
    ranges = judged(Performance("thread_the_needle", "side", reps)).calibration.ranges
    assert ranges["drop"] == pytest.approx((0.0, 0.8), abs=0.03)


def test_a_long_hold_is_not_taken_for_the_start_pose() -> None:
    performance = replace(clean("thread_the_needle", reps=1), lead_s=0.6, rest_s=0.4)
    long = replace(performance, reps=(rep("thread_the_needle", hold_s=8.0),))
    note = judged(long).calibration
    assert note.end_s < long.lead_s + 0.5
    assert [r.verdict for r in judged(long).reps] == ["clean"]


def test_half_a_cycle_before_the_first_is_not_a_repetition() -> None:
    """Going into the arch once before the set must not move the own range."""
    half = Rep((step(1.0, curve=-14), step(1.0, curve=0)))
    cycle = rep("cat_cow")
    ranges = judged(Performance("cat_cow", "side", (half, cycle, cycle))).calibration.ranges
    assert ranges["curve"] == pytest.approx((-30, 35), abs=2)


def test_the_start_pose_may_come_late_in_the_clip() -> None:
    performance = clean("seated_thoracic_extension", reps=2)
    frames = between(film(performance), (0.0, 2.0), gone)
    calibration = calibrate_from_clip(frames, specs()["seated_thoracic_extension"])
    assert calibration is not None and calibration.start_s >= 2.0
    assert calibration.known.ranges["motion"] == pytest.approx((0, 12), abs=1.0)


def test_standing_up_in_between_is_no_part_of_the_range() -> None:
    two = film(clean("cat_cow", reps=2))
    stood = film(Performance("wall_angels", "front", (), lead_s=3.0))
    frames = (*two, *shifted(stood, two[-1].time_s + 0.1))
    calibration = calibrate_from_clip(frames, specs()["cat_cow"])
    assert calibration is not None
    assert calibration.known.ranges["curve"] == pytest.approx((-30, 35), abs=2)


def test_poses_that_do_not_fit_are_not_tried_again_and_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A long hold is one pose, however many still windows it has: each try reads the whole clip."""
    tries = []
    whole = clip_calibration._calibration
    monkeypatch.setattr(
        clip_calibration, "_calibration", lambda *args: tries.append(1) or whole(*args)
    )
    spec = specs()["thread_the_needle"]
    performance = Performance(spec.id, "side", (rep(spec.id, hold_s=20.0),))
    in_the_hold = performance.spans[0][0] + 2.5
    calibrate_from_clip([f for f in film(performance) if f.time_s > in_the_hold], spec)
    assert 1 <= len(tries) <= 5


SWINGING = tiny_spec(
    {"x": "trunk_tilt", "y": "trunk_tilt"},
    calibrate={
        "neutral": {"seconds": 1.0, "ask": "Hold still"},
        "ranges": {
            "x": {"kind": "span", "default": [-10, 10], "min": 5},
            "y": {"kind": "peak", "default": 10, "min": 5},
        },
    },
)


@pytest.mark.parametrize(
    ("seen", "own"),
    [
        ((-2.0, 30.0), (-2.0, 30.0)),  # wider than assumed: a neutral that was no middle
        ((-8.0, 8.0), (-10.0, 10.0)),  # narrower: the movement has only begun
    ],
)
def test_an_assumed_swing_grows_with_what_is_seen(
    seen: tuple[float, float], own: tuple[float, float]
) -> None:
    learner, known = RangeLearner(SWINGING), neutral_known(SWINGING, {})
    for value in seen:
        learner.update(Script({"x": value, "y": 5 * value}))
    widened = learner.widened(known)
    assert widened.ranges == {"x": own, "y": (0.0, 10.0)}
    assert widened.assumed == known.assumed == frozenset({"x", "y"})
    sure = replace(known, assumed=frozenset())
    assert learner.widened(sure) is sure
