"""MediaPipe behind the pose source: sizes, times, masks and people; with a fake and for real."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from streams.camera import Camera, landmarks_of
from streams.figure import all_fours

from formcheck.pose import landmarker
from formcheck.pose.frame import Landmark
from formcheck.pose.landmarker import PEOPLE_EVERY_S, MediaPipePose
from formcheck.pose.model import MODEL_VARIABLE, cached_model_path
from formcheck.pose.others import trunk_ends

SIZE = (640, 360)
SAMPLES = Path(__file__).parents[2] / "sample_videos"


def picture(size: tuple[int, int] = SIZE, grey: int = 90) -> np.ndarray:
    return np.full((size[1], size[0], 3), grey, np.uint8)


def person(dx: float = 0.0) -> np.ndarray:
    points = landmarks_of(all_fours({}), Camera(noise_px=0))
    points[:, 0] += dx
    return points


class Fake:
    """Stands in for a MediaPipe landmarker; `world` says what there is to see."""

    def __init__(self, world: World, video: bool) -> None:
        self.world, self.video, self.closed = world, video, False
        self.times: list[int] = []

    def detect_for_video(self, image: Any, time_ms: int) -> Any:
        assert self.video and not self.closed
        self.times.append(time_ms)
        self.world.images.append(image)
        return self._result(self.world.people[:1])

    def detect(self, image: Any) -> Any:
        assert not self.video and not self.closed
        self.world.counted += 1
        return self._result(self.world.people[1:])

    def _result(self, people: list[np.ndarray]) -> Any:
        width, height = SIZE
        landmarks = [
            [
                SimpleNamespace(x=x / width, y=y / height, visibility=v, presence=0.99)
                for x, y, v in points
            ]
            for points in people
        ]
        masks = [SimpleNamespace(numpy_view=lambda: self.world.mask)] if self.world.masks else []
        return SimpleNamespace(pose_landmarks=landmarks, segmentation_masks=masks)

    def close(self) -> None:
        assert not self.closed
        self.closed = True


class World:
    """What the fake landmarkers see, and what they were given."""

    def __init__(self) -> None:
        self.people: list[np.ndarray] = [person()]
        self.mask: np.ndarray = np.ones((SIZE[1], SIZE[0], 1), np.float32)
        self.masks = True
        self.images: list[Any] = []
        self.made: list[Fake] = []
        self.counted = 0

    def make(self, _model: Path, video: bool) -> Fake:
        self.made.append(Fake(self, video))
        return self.made[-1]

    @property
    def trackers(self) -> list[Fake]:
        return [fake for fake in self.made if fake.video]


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    world = World()
    fake = SimpleNamespace(
        Image=lambda image_format, data: data, ImageFormat=SimpleNamespace(SRGB="srgb")
    )
    monkeypatch.setitem(sys.modules, "mediapipe", fake)
    monkeypatch.setattr(landmarker, "_landmarker", world.make)
    monkeypatch.setattr(landmarker, "somebody_else", lambda image, points, look: look(image))
    return world


def test_landmarks_come_in_pixels_with_time_and_size(world: World) -> None:
    frame = MediaPipePose(Path("model")).detect(picture(), 1.25)
    assert (frame.time_s, frame.size) == (1.25, SIZE)
    assert frame.landmarks == pytest.approx(person())
    assert frame.quality.brightness == 90.0


def test_nobody_in_view_is_said_with_the_brightness(world: World) -> None:
    world.people = []
    frame = MediaPipePose(Path("model")).detect(picture(grey=5), 0.0)
    assert frame.landmarks is None and frame.outline is None
    assert (frame.quality.people, frame.quality.brightness) == (0, 5.0)


def test_a_picture_with_padded_rows_is_handed_on_whole(world: World) -> None:
    """MediaPipe reads memory as if rows had no padding: a view must be copied."""
    padded = np.zeros((SIZE[1], SIZE[0] + 6, 3), np.uint8)[:, : SIZE[0]]
    assert not padded.flags.c_contiguous
    MediaPipePose(Path("model")).detect(padded, 0.0)
    assert world.images[0].flags.c_contiguous and world.images[0].shape == padded.shape


def test_times_are_whole_milliseconds_that_always_increase(world: World) -> None:
    pose = MediaPipePose(Path("model"))
    for time_s in (0.0, 0.0, 0.0004, 0.0333, 0.0333, 2.0):
        pose.detect(picture(), time_s)
    assert world.trackers[0].times == [0, 1, 2, 33, 34, 2000]


def test_another_picture_size_gets_another_landmarker(world: World) -> None:
    """The mask smoother of a landmarker crashes when the size changes."""
    pose = MediaPipePose(Path("model"))
    pose.detect(picture(), 0.0)
    pose.detect(picture(), 0.1)
    assert len(world.trackers) == 1
    assert pose.detect(picture((320, 180)), 0.2).size == (320, 180)
    assert [fake.closed for fake in world.trackers] == [True, False]


def test_it_is_closed_once_and_can_be_used_again(world: World) -> None:
    with MediaPipePose(Path("model")) as pose:
        pose.detect(picture(), 0.0)
    assert all(fake.closed for fake in world.made)
    pose.close()
    pose.detect(picture(), 1.0)
    assert len(world.trackers) == 2


def test_the_outline_is_read_from_the_mask(world: World) -> None:
    hip, shoulder = trunk_ends(person())
    height = np.arange(SIZE[1], dtype=float)[:, None]
    above = min(hip[1], shoulder[1]) - 30.0
    world.mask = np.repeat((height >= above), SIZE[0], axis=1).astype(np.float32)[..., None]
    frame = MediaPipePose(Path("model")).detect(picture(), 0.0)
    assert frame.outline is not None
    back = frame.outline.distance_px[0]
    assert np.isfinite(back).all() and 25 < np.nanmin(back) < np.nanmax(back) < 70


def test_points_are_in_the_mask_widened_by_a_little(world: World) -> None:
    points = person()
    x = float(points[Landmark.NOSE, 0])
    world.mask = np.zeros((SIZE[1], SIZE[0], 1), np.float32)
    world.mask[:, : int(x) - 2] = 1.0  # the nose is just outside, within 5 % of the trunk
    inside = MediaPipePose(Path("model")).detect(picture(), 0.0).quality.in_mask
    assert inside.shape == (33,) and inside[Landmark.NOSE] and inside[Landmark.LEFT_HIP]
    world.mask[:, int(x) - 12 :] = 0.0
    inside = MediaPipePose(Path("model")).detect(picture(), 0.0).quality.in_mask
    assert not inside[Landmark.NOSE] and inside[Landmark.LEFT_HIP]


def test_without_a_mask_there_is_no_outline_and_no_doubt(world: World) -> None:
    world.masks = False
    frame = MediaPipePose(Path("model")).detect(picture(), 0.0)
    assert frame.outline is None and frame.quality.in_mask.all()


def test_others_are_looked_for_once_a_second(world: World) -> None:
    pose = MediaPipePose(Path("model"))
    world.people = [person(), person(250.0)]
    for i in range(21):
        assert pose.detect(picture(), i / 10).quality.people == 2
    assert world.counted == 3 and PEOPLE_EVERY_S == 1.0
    world.people = world.people[:1]
    assert pose.detect(picture(), 2.5).quality.people == 2  # not looked again yet
    assert pose.detect(picture(), 3.1).quality.people == 1


def test_whoever_comes_back_is_not_nobody(world: World) -> None:
    pose = MediaPipePose(Path("model"))
    assert pose.detect(picture(), 0.0).quality.people == 1
    world.people = []
    assert pose.detect(picture(), 0.1).quality.people == 0
    world.people = [person()]
    assert pose.detect(picture(), 0.2).quality.people == 1


def test_counting_can_be_left_out(world: World) -> None:
    world.people = [person(), person(250.0)]
    frame = MediaPipePose(Path("model"), count_people=False).detect(picture(), 0.0)
    assert frame.quality.people == 1 and world.counted == 0


# -- the real model ---------------------------------------------------------------------------


def real_model() -> Path:
    named = os.environ.get(MODEL_VARIABLE, "").strip()
    path = Path(named) if named else cached_model_path()
    if not path.is_file():
        pytest.skip("no pose model here: run `formcheck model` first")
    return path


def first_pictures(name: str, count: int) -> list[tuple[float, np.ndarray]]:
    av = pytest.importorskip("av")
    path = SAMPLES / name
    if not path.is_file():
        pytest.skip(f"no {name} among the samples")
    with av.open(str(path)) as video:
        return [
            (float(frame.time), frame.to_ndarray(format="rgb24"))
            for frame, _ in zip(video.decode(video=0), range(count), strict=False)
        ]


def test_the_real_model_sees_a_person_on_all_fours() -> None:
    with MediaPipePose(real_model()) as pose:
        frames = [pose.detect(image, t) for t, image in first_pictures("cat_cow_clean.mp4", 3)]
        nobody_there = pose.detect(picture((320, 180)), 9.0)  # another size: rebuilt
    last = frames[-1]
    assert last.landmarks is not None and last.outline is not None
    hip, shoulder = trunk_ends(last.landmarks)
    torso = float(np.hypot(*(shoulder - hip)))
    assert 80 < torso < 300
    assert abs(shoulder[1] - hip[1]) < 0.5 * torso  # the trunk is level
    assert np.isfinite(last.outline.distance_px[0]).mean() > 0.75
    assert last.quality.in_mask[[Landmark.LEFT_HIP, Landmark.RIGHT_SHOULDER]].all()
    assert last.quality.people == 1
    assert nobody_there.landmarks is None and nobody_there.quality.people == 0
