"""What is drawn is what was measured: the lines agree with the words' own values."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from formcheck.pose.frame import FrameQuality, Landmark, PoseFrame, TrunkOutline
from formcheck.signals.back import WINDOW
from formcheck.signals.body import Anchor
from formcheck.signals.known import Known
from formcheck.signals.nodes import key
from formcheck.specs.expression import Call, Name, Point, parse
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import BODY, GEOMETRY
from formcheck.video.still.curves import bent
from formcheck.video.still.look import Look
from formcheck.video.still.rays import RAYS
from formcheck.video.still.readings import reading_of
from formcheck.video.still.scales import Scale
from formcheck.video.still.shapes import Area, Dot, Drawing, Line
from formcheck.video.still.words import drawing_of, moving_points

SPECS = load_all()
TORSO, THIGH = 180.0, 150.0
WITHOUT_A_PLACE = {"pace_spread"}
CALLS = (
    "elbow(near)", "knee(left)", "hip(near)", "shoulder_abd(right)",
    "angle(near.hip, near.shoulder, near.wrist)", "incline(mid.hip, mid.shoulder)",
    "off_line(mid.hip, mid.shoulder, near.ankle)", "turned(mid.hip, mid.shoulder)",
    "height(near.ear)", "ahead(near.wrist, near.shoulder)", "dist(left.wrist, right.wrist)",
    "aside(right.shoulder, left.shoulder)", "dist_from_start(near.wrist)",
    "wall_gap(near.shoulder)",
)  # fmt: skip
WORDS = (*(sorted(set(BODY) - WITHOUT_A_PLACE)), *CALLS)


def somebody(seed: int = 1) -> PoseFrame:
    """Landmarks anywhere in the picture: the geometry must hold for every pose."""
    rng = np.random.default_rng(seed)
    points = np.full((33, 3), 0.99)
    points[:, :2] = rng.uniform((150, 80), (560, 420), (33, 2))
    points[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], :2] = (300, 300), (304, 296)
    points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], :2] = (330, 120), (385, 125)
    arms = [Landmark[f"{s}_{p}"] for s in ("LEFT", "RIGHT") for p in ("ELBOW", "WRIST")]
    points[arms, :2] = (500, 200), (560, 220), (520, 210), (580, 250)
    depth = 30 + 25 * np.linspace(0, 1, 41) * (1 - np.linspace(0, 1, 41))
    quality = FrameQuality(np.ones(33, bool), 100.0, 1)
    return PoseFrame(3.0, (640, 480), points, TrunkOutline(np.stack([depth, depth])), quality)


def anchor(facing: int = 1, near: str = "left") -> Anchor:
    side = "left" if near == "left" else "right"
    return Anchor(side, facing, TORSO, THIGH, 440.0, "side", (315.0, 210.0), 110.0)


def known(frame: PoseFrame, spec: ExerciseSpec, where: Anchor) -> Known:
    """A neutral that is a little off what the frame shows, for everything that needs one."""
    empty = Look(spec, frame, where, Known(), "left")
    nodes = empty._measurer.neutral_nodes()
    values = {name: (empty.value(node) or 0.0) for name, node in nodes.items()}
    for word in CALLS[-2:]:
        (point,) = parse(word).args  # type: ignore[union-attr]
        for wrapped in (Call("forward", (point,)), Call("height", (point,))):
            values[key(wrapped)] = empty.value(wrapped) or 0.0
    ranges = dict.fromkeys(spec.calibrate.ranges, (-0.2, 0.6))
    curves = dict.fromkeys(spec.calibrate.templates, ((0.0, 1.0), (0.1, 0.2)))
    return Known({name: v - 0.07 for name, v in values.items()}, ranges, curves)


def look(exercise: str = "cat_cow", seed: int = 1, facing: int = 1, near: str = "left") -> Look:
    frame, where, spec = somebody(seed), anchor(facing, near), SPECS[exercise]
    return Look(spec, frame, where, known(frame, spec, where), "left")


def drawn(word: str, limit: float | None = None, seen: Look | None = None) -> Drawing:
    seen = seen or look()
    reading = reading_of(parse(word), seen)
    assert reading is not None
    drawing = drawing_of(reading, seen, limit)
    assert drawing is not None
    return drawing


def lines(drawing: Drawing, role: str) -> list[Line]:
    return [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.role == role]


@pytest.mark.parametrize("word", WORDS)
def test_every_word_that_measures_a_place_has_a_geometry(word: str) -> None:
    drawing = drawn(word)
    assert any(isinstance(shape, Line) for shape in drawing.shapes)
    assert drawing.what
    assert moving_points(reading_of(parse(word), look())) or "curve" in word  # type: ignore[arg-type]


def test_the_vocabulary_has_no_word_of_the_body_that_is_forgotten_here() -> None:
    called = {parse(text).word for text in CALLS}  # type: ignore[union-attr]
    assert called == set(GEOMETRY)


@pytest.mark.parametrize("facing", [1, -1])
@pytest.mark.parametrize("near", ["left", "right"])
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("word", sorted(RAYS))
def test_a_ray_at_the_measured_value_lies_on_the_body(
    word: str, near: str, facing: int, seed: int
) -> None:
    seen, ray = look(seed=seed, facing=facing, near=near), RAYS[word]
    vertex, end, value = seen.point(ray.vertex), seen.point(ray.end), seen.value(Name(word))
    assert vertex is not None and end is not None and value is not None
    along = (end - vertex) / np.hypot(*(end - vertex))
    assert np.array(ray.direction(seen, value)) == pytest.approx(along, abs=1e-6)


@pytest.mark.parametrize("word", ["elbow(near)", "knee(right)", "angle(near.ear, nose, near.hip)"])
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_an_inner_angle_sweeps_from_one_limb_to_the_other(word: str, seed: int) -> None:
    seen = look(seed=seed)
    value = seen.value(parse(word))
    drawing = drawn(word, None, seen)
    arc = lines(drawing, "arc")[0].points
    limbs = [line.points for line in lines(drawing, "measured")]
    vertex = limbs[0][0]
    swept = [math.atan2(*(point - vertex)[::-1]) for point in (arc[0], arc[-1])]
    assert abs((math.degrees(swept[1] - swept[0]) + 180) % 360 - 180) == pytest.approx(value)
    tips = {tuple(np.round((limb[1] - vertex) / np.hypot(*(limb[1] - vertex)), 6))
            for limb in limbs}  # fmt: skip
    for end in (arc[0], arc[-1]):
        assert tuple(np.round((end - vertex) / np.hypot(*(end - vertex)), 6)) in tips


@pytest.mark.parametrize(
    ("word", "point"),
    [
        ("height(near.ear)", Point("near", "ear")),
        ("from_start(height(near.wrist))", Point("near", "wrist")),
        ("height(near.elbow) - height(near.shoulder)", Point("near", "elbow")),
        ("-from_start(height(mid.shoulder))", Point("mid", "shoulder")),
        ("ahead(near.wrist, near.shoulder)", Point("near", "wrist")),
        ("aside(right.shoulder, left.shoulder)", Point("right", "shoulder")),
        ("dist(left.wrist, right.wrist)", Point("left", "wrist")),
        ("off_line(mid.hip, mid.shoulder, near.ankle)", Point("mid", "hip")),
        ("dist_from_start(near.wrist)", Point("near", "wrist")),
        ("wall_gap(near.shoulder)", Point("near", "shoulder")),
    ],
)
@pytest.mark.parametrize("facing", [1, -1])
def test_a_bracket_ends_at_the_point_that_is_measured(word: str, point: Point, facing: int) -> None:
    seen = look("cat_cow", facing=facing)
    if word.startswith(("from_start", "-from_start")):
        inner = parse(word.lstrip("-")).args[0]  # type: ignore[union-attr]
        seen._known = replace(seen._known, neutral={**seen._known.neutral, key(inner): 0.2})
        seen._measurer.learn(seen._known)
    bracket = lines(drawn(word, None, seen), "measured")[0].points
    assert bracket[-1] == pytest.approx(seen.point(point), abs=1e-6)


def test_where_the_value_is_at_its_limit_the_limit_lies_on_the_measured_line() -> None:
    seen = look()
    for word in ("trunk_tilt", "height(near.ear)", "elbow(near)", "incline(mid.hip, mid.shoulder)"):
        value = seen.value(parse(word))
        drawing = drawn(word, value, seen)
        limit, end = lines(drawing, "limit")[0].points, lines(drawing, "measured")
        tips = [line.points[-1] for line in end]
        chord = limit[1] - limit[0]
        off = [abs(chord[0] * (t - limit[0])[1] - chord[1] * (t - limit[0])[0]) for t in tips]
        assert min(off) / np.hypot(*chord) < 1e-6, word


@pytest.mark.parametrize("exercise", sorted(SPECS))
def test_every_signal_is_what_its_reading_says(exercise: str) -> None:
    """The drawn limit and start follow from this: value = gain * word + offset."""
    seen = look(exercise)
    for name in SPECS[exercise].signals:
        value, reading = seen.value(Name(name)), reading_of(Name(name), seen)
        if value is None or reading is None:
            continue
        read = [seen.value(word) for word in reading.words]
        assert None not in read
        mean = sum(one for one in read if one is not None) / len(read)
        assert reading.gain * mean + reading.offset == pytest.approx(value), name
        assert reading.of(value) == pytest.approx(mean), name


def test_the_scale_tells_what_is_past_the_limit_from_what_is_missing() -> None:
    assert Scale(0, 12, 17).parts == ((0, 12, "within"), (12, 17, "beyond"))
    assert Scale(0, -12, -17).parts == ((0, -12, "within"), (-12, -17, "beyond"))
    assert Scale(0, 180, 130).parts == ((0, 130, "within"), (130, 180, "beyond"))
    assert Scale(0, 12, -5).parts == ((-5, 12, "beyond"),)
    assert Scale(0, None, 5).parts == ((0, 5, "within"),)


@pytest.mark.parametrize("degrees", [-80.0, -20.0, 0.0, 15.0, 70.0])
@pytest.mark.parametrize("ends", [(0.2, 0.2), (0.1, 0.3)])
def test_an_arc_bends_by_what_it_is_asked_for_between_its_ends(
    degrees: float, ends: tuple[float, float]
) -> None:
    t = np.linspace(*WINDOW, 201)
    depth = bent(t, ends, degrees)
    assert (depth[0], depth[-1]) == pytest.approx(ends)
    slope = np.gradient(depth, t)
    bend = math.degrees(math.atan(slope[0]) - math.atan(slope[-1]))
    assert bend == pytest.approx(degrees, abs=0.5)


def test_the_outline_of_the_back_is_drawn_where_it_was_seen() -> None:
    seen = look()
    drawing = drawn("from_start(back_curve)", -10.0, seen)
    outline = lines(drawing, "arc")[0].points
    frame = seen.body.frame
    assert frame.outline is not None and frame.landmarks is not None
    hip = frame.landmarks[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP], :2].mean(0)
    shoulder = frame.landmarks[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER], :2].mean(0)
    u = (shoulder - hip) / np.hypot(*(shoulder - hip))
    out = np.abs((outline - hip) @ np.array([u[1], -u[0]]))
    share = (outline - hip) @ u / np.hypot(*(shoulder - hip))
    rays = np.round(share * 40).astype(int)
    assert out == pytest.approx(frame.outline.distance_px[0][rays])
    assert share.min() >= WINDOW[0] - 1e-6 and share.max() <= WINDOW[1] + 1e-6
    assert lines(drawing, "start") and lines(drawing, "limit")


def test_what_is_not_seen_is_not_drawn() -> None:
    frame = somebody()
    assert frame.landmarks is not None
    frame.landmarks[Landmark.LEFT_WRIST, 2] = 0.1
    seen = Look(SPECS["cat_cow"], frame, anchor(), Known(), None)
    reading = reading_of(parse("elbow(near)"), seen)
    assert reading is not None and drawing_of(reading, seen, 140.0) is None
    assert reading_of(parse("from_start(elbow(near))"), seen) is None


def test_the_larger_of_two_is_the_one_that_is_drawn() -> None:
    seen = look("wall_angels")
    reading = reading_of(parse("max(height(left.ear), height(left.ankle))"), seen)
    lower = reading_of(parse("min(height(left.ear), height(left.ankle))"), seen)
    heights = {part: seen.value(parse(f"height(left.{part})")) for part in ("ear", "ankle")}
    top = max(heights, key=lambda part: heights[part] or 0.0)
    assert reading is not None and moving_points(reading) == (Point("left", top),)
    assert lower is not None and moving_points(lower) != moving_points(reading)


def test_two_elbows_are_both_drawn_and_their_mean_has_no_limit_line() -> None:
    drawing = drawn("mean(elbow(left), elbow(right))", 145.0)
    assert len(lines(drawing, "arc")) == 2
    assert not lines(drawing, "limit") and not drawing.limit_drawn


def test_a_limit_of_a_distance_from_the_start_is_a_ring() -> None:
    seen = look()
    start = seen.start_of(Point("near", "wrist"))
    drawing = drawn("dist_from_start(near.wrist)", 0.5, seen)
    ring = lines(drawing, "limit")[0].points
    assert np.hypot(*(ring - start).T) == pytest.approx(np.full(len(ring), 0.5 * TORSO))


def test_shapes_are_finite_and_dots_are_on_the_body() -> None:
    seen = look()
    assert seen.body.frame.landmarks is not None
    for word in WORDS:
        for shape in drawn(word, 0.3, seen).shapes:
            points = shape.at if isinstance(shape, Dot) else None
            points = shape.corners if isinstance(shape, Area) else points
            points = shape.points if isinstance(shape, Line) else points
            assert np.isfinite(points).all(), word
