"""Each mistake at its worst moment: which picture, which measurement, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from film import make_film
from streams.camera import Camera, film
from streams.cases import medley
from streams.limits import specs

from formcheck.coach.judge import judge_frames
from formcheck.coach.summary import MistakeSpan, SetSummary
from formcheck.pose.frame import PoseFrame
from formcheck.pose.recording import Recording
from formcheck.signals.evaluate import Measurer
from formcheck.signals.known import Known
from formcheck.specs.loader import load_all
from formcheck.video import stills
from formcheck.video.analysis import Analysis, VideoInfo
from formcheck.video.errors import VideoError
from formcheck.video.reader import VideoFrame
from formcheck.video.still.drawing import draw_measured
from formcheck.video.still.mistake import LAG_S, Shown, shown
from formcheck.video.still.moment import told_of
from formcheck.video.still.scene import Scene, scene_of, working_side
from formcheck.video.stills import frame_still, mistake_stills, worst_of_each

EXERCISES = ("cat_cow", "thread_the_needle", "seated_thoracic_extension", "wall_angels")
FILM = Path("somebody.mp4")
ALL = load_all()


@cache
def filmed(exercise: str) -> tuple[tuple[PoseFrame, ...], SetSummary, Scene]:
    """Every mistake that is seen from the side, one after the other."""
    frames = tuple(film(medley(exercise)[0], Camera()))
    summary = judge_frames(frames, specs()[exercise])
    scene = scene_of(specs()[exercise], frames, summary)
    assert scene is not None
    return frames, summary, scene


def analysis(exercise: str, **changes: object) -> Analysis:
    frames, summary, _ = filmed(exercise)
    info = VideoInfo(FILM, frames[-1].time_s, 30.0, frames[0].size)
    recording = Recording(frames, FILM.name, "model", info.duration_s, 30.0)
    made = Analysis(specs()[exercise], info, "model", summary, recording=recording)
    return replace(made, **changes)


def span_of(exercise: str, check: str) -> MistakeSpan:
    return next(span for span in filmed(exercise)[1].mistakes if span.check == check)


def shown_of(exercise: str, span: MistakeSpan) -> Shown:
    _, summary, scene = filmed(exercise)
    check = next(one for one in scene.spec.checks if one.id == span.check)
    return shown(check, span, scene.working(working_side(summary, span)))


@pytest.fixture
def grey_film(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The film is grey wherever it is looked at; the times that were asked for."""
    asked: list[float] = []

    def frame_at(path: Path, times: Iterable[float], max_side: int) -> Iterator[VideoFrame]:
        for time_s in times:
            asked.append(time_s)
            yield VideoFrame(time_s, np.full((360, 640, 3), 120, np.uint8))

    monkeypatch.setattr(stills, "frame_at", frame_at)
    return asked


@pytest.mark.parametrize("exercise", EXERCISES)
def test_every_mistake_of_the_medley_has_something_drawn(exercise: str) -> None:
    summary = filmed(exercise)[1]
    assert summary.mistakes
    for span in worst_of_each(summary.mistakes):
        plan = shown_of(exercise, span)
        assert plan.drawing is not None, span.check
        assert plan.drawing.shapes


@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_picture_of_a_value_shows_the_value_that_is_told(exercise: str) -> None:
    """What is smoothed in judging is read in the picture that shows the same."""
    _, summary, scene = filmed(exercise)
    for span in summary.mistakes:
        check = next(one for one in scene.spec.checks if one.id == span.check)
        own = scene.working(working_side(summary, span))
        told = told_of(check, span, own)
        assert told is not None, span.check
        if told.kind != "level":
            continue
        plan = shown(check, span, own)
        assert told.node is not None
        value = own.look(plan.index).value(told.node)
        slack = {"deg": 2.0}.get(span.unit, 0.05)
        assert value == pytest.approx(span.value, abs=slack), span.check
        assert span.worst_s - LAG_S - 0.05 <= scene.times[plan.index] <= span.worst_s + 0.1


def test_hips_back_are_drawn_on_the_thigh_from_the_knee() -> None:
    span = span_of("thread_the_needle", "hips_over_knees")
    plan = shown_of("thread_the_needle", span)
    assert plan.drawing is not None
    assert "thigh" in plan.drawing.what
    assert plan.drawing.start == "at the start"
    assert plan.about == "place"


def test_a_quick_movement_is_drawn_as_its_way_with_a_clock() -> None:
    span = span_of("seated_thoracic_extension", "no_rush")
    plan = shown_of("seated_thoracic_extension", span)
    assert plan.drawing is not None
    assert "way of the shoulder" in plan.drawing.what
    assert plan.about == "time"


def test_stills_come_with_the_most_urgent_mistake_first(grey_film: list[float]) -> None:
    made = mistake_stills(analysis("thread_the_needle"))
    order = [still.span for still in made]
    assert order == list(worst_of_each(filmed("thread_the_needle")[1].mistakes))
    assert grey_film == sorted(set(grey_film))  # the film is read once through
    for still in made:
        assert still.image.dtype == np.uint8 and max(still.image.shape) <= stills.MAX_SIDE
        assert still.what.isascii() and still.what.endswith(".")
        assert abs(still.time_s - still.span.worst_s) < 3.0


def test_a_still_tells_value_and_limit_and_what_is_drawn(grey_film: list[float]) -> None:
    made = mistake_stills(analysis("thread_the_needle"), max_side=400)
    hips = next(still for still in made if still.span.check == "hips_over_knees")
    assert "degrees, limit 12" in hips.what
    assert "Keep your hips over your knees" in hips.what
    assert "the thigh against where it was at the start" in hips.what
    assert max(hips.image.shape) <= 400


def test_the_worst_of_each_check_is_the_most_severe_then_the_farthest(
) -> None:  # fmt: skip
    span = span_of("thread_the_needle", "hips_over_knees")
    mild = replace(span, value=15.0, severity="minor", start_s=1.0)
    far = replace(span, value=40.0, severity="minor", start_s=2.0)
    severe = replace(span, value=21.0, severity="major", start_s=3.0)
    other = replace(span, check="not_forcing", severity="minor", start_s=0.5)
    assert worst_of_each([mild, far]) == (far,)
    assert worst_of_each([other, mild, far, severe]) == (severe, other)
    less = replace(span, value=0.2, threshold=0.54, unit="ratio")
    assert worst_of_each([replace(less, value=0.5), less]) == (less,)
    assert worst_of_each([]) == ()


def test_there_are_no_stills_without_mistakes_recording_or_start_pose(
    grey_film: list[float],
) -> None:
    whole = analysis("cat_cow")
    clean = replace(whole.summary, mistakes=())
    assert mistake_stills(replace(whole, summary=clean)) == ()
    assert mistake_stills(replace(whole, recording=None)) == ()
    few = replace(whole.recording, frames=whole.recording.frames[:3])  # type: ignore[type-var, union-attr]
    assert mistake_stills(replace(whole, recording=few)) == ()
    assert grey_film == []


def test_a_film_that_is_gone_is_told() -> None:
    with pytest.raises(VideoError, match=r"gone\.mp4"):
        mistake_stills(analysis("cat_cow"), film=Path("gone.mp4"))


def test_a_mistake_of_a_check_that_is_no_more_is_left_out(grey_film: list[float]) -> None:
    whole = analysis("cat_cow")
    foreign = replace(whole.summary.mistakes[0], check="not_there_any_more")
    summary = replace(whole.summary, mistakes=(*whole.summary.mistakes, foreign))
    made = mistake_stills(replace(whole, summary=summary))
    assert made and "not_there_any_more" not in {still.span.check for still in made}


def test_a_value_that_is_no_number_is_shown_without_a_label(grey_film: list[float]) -> None:
    whole = analysis("cat_cow")
    spans = tuple(replace(span, value=float("nan")) for span in whole.summary.mistakes)
    made = mistake_stills(replace(whole, summary=replace(whole.summary, mistakes=spans)))
    assert len(made) == len({span.check for span in spans})


def test_the_person_at_a_moment_is_cut_out_of_the_film(tmp_path: Path) -> None:
    frames, _, _ = filmed("cat_cow")
    path = make_film(tmp_path / "film.mp4", [k / 10 for k in range(20)], size=(640, 360))
    frame = replace(frames[30], time_s=1.0, size=(640, 360))
    image = frame_still(path, frame, specs()["cat_cow"], max_side=300)
    assert image.dtype == np.uint8 and max(image.shape) <= 300
    nobody = replace(frame, landmarks=None, outline=None)
    assert frame_still(path, nobody, specs()["cat_cow"]).shape[2] == 3


def test_a_pose_held_too_long_tells_the_time_not_the_reach() -> None:
    """The check's limit is on the reach, but what is wrong is that it lasted 45 seconds."""
    spec = ALL["doorway_pec_stretch"]
    check = next(one for one in spec.checks if one.id == "not_too_long")
    reach = MistakeSpan(check.mistake, check.id, 1.0, 2.0, "info", 0.29, 2.0, 0.08, "torso",
                        check.say, "", None)  # fmt: skip
    frames, _, scene = filmed("wall_angels")
    other = Scene(spec, frames, scene.times, scene.anchor, Known())
    plan = shown(check, reach, other)
    assert plan.drawing is None
    assert (plan.about, plan.held_s) == ("time", 45.0)


@pytest.mark.parametrize("exercise", sorted(ALL))
def test_no_pose_is_too_strange_to_be_drawn(exercise: str) -> None:
    """Points anywhere, on one spot, hidden, outside the picture, or nobody at all."""
    frames, _, known = filmed("thread_the_needle")
    rng = np.random.default_rng(4)
    strange: list[PoseFrame] = []
    for index, frame in enumerate(frames[:24]):
        points = rng.uniform(-200, 900, (33, 3))
        points[:, 2] = rng.uniform(0, 1, 33)
        points[:, :2] = 200.0 if index % 5 == 1 else points[:, :2]
        strange.append(replace(frame, landmarks=None if index % 7 == 2 else points))
    spec = ALL[exercise]
    times = np.array([frame.time_s for frame in strange])
    neutral = dict.fromkeys(Measurer(spec).neutral_nodes(), 0.1)
    scene = Scene(spec, strange, times, known.anchor, Known(neutral), "left")
    for check in spec.checks:
        for unit, value, worst_s in (("deg", 9.0, times[20]), ("torso", -9.0, times[9]),
                                     ("s", 0.1, times[20]), ("count", 9.0, 99.0)):  # fmt: skip
            span = MistakeSpan(check.mistake, check.id, times[5], times[20], "minor", value,
                               worst_s, 3.0, unit, check.say, "", None)  # fmt: skip
            plan = shown(check, span, scene)
            image = draw_measured(
                np.zeros((36, 64, 3), np.uint8), strange[plan.index], "left", plan.drawing, (), 80
            )
            assert image.size
