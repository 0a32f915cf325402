"""The first seconds of a film, looked at: no more of it than is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from film import make_film, steady
from streams.camera import film as stream_of
from streams.exercises import clean
from streams.limits import specs

from formcheck.pose.frame import PoseFrame, nobody
from formcheck.video import suggest_video
from formcheck.video.errors import VideoError
from formcheck.video.suggest import LOOK_FPS, LOOK_S
from formcheck.video.suggest_video import look_at_start, suggest_for_video

SOMEBODY = stream_of(clean("cat_cow"))[0]


@dataclass
class FakePose:
    """Sees somebody from a moment on."""

    from_s: float
    asked: int = 0

    def __call__(self, model: Path) -> FakePose:
        return self

    def __enter__(self) -> FakePose:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def detect(self, image: np.ndarray, time_s: float) -> PoseFrame:
        self.asked += 1
        if time_s < self.from_s:
            return nobody(time_s, (64, 48), 90.0)
        return replace(SOMEBODY, time_s=time_s)


@pytest.fixture
def pose(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], FakePose]:
    def put(from_s: float) -> FakePose:
        fake = FakePose(from_s)
        monkeypatch.setattr(suggest_video, "MediaPipePose", fake)
        return fake

    return put


def test_no_more_is_looked_at_than_is_needed(
    tmp_path: Path, pose: Callable[[float], FakePose]
) -> None:
    path = make_film(tmp_path / "long.mp4", steady(40 * 30, 30), size=(64, 48))
    fake, told = pose(3.0), []
    frames = look_at_start(path, tmp_path, lambda share, text: told.append(share))
    assert frames[-1].time_s == pytest.approx(3.0 + LOOK_S, abs=0.1)
    assert fake.asked <= (3.0 + LOOK_S) * LOOK_FPS + 3
    assert told[0] is None and told[-1] == pytest.approx(1.0, abs=0.01)


def test_nobody_is_not_waited_for_for_ever(
    tmp_path: Path, pose: Callable[[float], FakePose], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggest_video, "NOBODY_S", 2.0)
    path = make_film(tmp_path / "empty.mp4", steady(100, 10), size=(64, 48))
    fake = pose(9.0)
    with pytest.raises(VideoError, match=r"Nobody is seen in the first minute of empty\.mp4"):
        suggest_for_video(path, (), model=tmp_path)
    assert fake.asked <= 23


def test_a_film_is_looked_at_and_tried_on_the_specs(
    tmp_path: Path, pose: Callable[[float], FakePose]
) -> None:
    path = make_film(tmp_path / "still.mp4", steady(50, 10), size=(64, 48))
    pose(0.0)
    (found,) = suggest_for_video(path, [specs()["cat_cow"]], model=tmp_path)
    assert found.exercise == "cat_cow"
    assert found.why == "its start pose seen, but none of its movement"
