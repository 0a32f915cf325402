"""Single pictures of a film, by seeking."""

from __future__ import annotations

from pathlib import Path

import pytest
from film import make_counting_film, make_film, number_seen, set_display_matrix, steady

from formcheck.video.reader import VideoError, frame_at


@pytest.fixture(scope="module", params=["a.mp4", "a.avi", "a.webm", "a.ts"])
def film(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds, 25 pictures a second, that show their number."""
    path = tmp_path_factory.mktemp("moments") / request.param
    codec = {".webm": "libvpx", ".avi": "mpeg4"}.get(path.suffix, "libx264")
    return make_counting_film(path, 250, 25, codec, "yuv420p", {"g": "50", "deadline": "realtime"})


@pytest.mark.parametrize(
    "times",
    [
        [0.0, 0.04, 0.48, 5.0, 5.04, 9.96],
        [3.2, 3.2, 3.2],
        [9.0, 1.0, 6.0, 0.0],  # in any order, if slower
        [7.76],
    ],
)
def test_the_pictures_of_those_times(film: Path, times: list[float]) -> None:
    seen = list(frame_at(film, times))
    assert [frame.time_s for frame in seen] == pytest.approx(times, abs=0.002)
    assert [number_seen(frame.image) for frame in seen] == [round(25 * t) for t in times]


def test_between_two_pictures_the_nearer(film: Path) -> None:
    seen = frame_at(film, [-1.0, 2.013, 2.03, 99.0])
    assert [number_seen(frame.image) for frame in seen] == [0, 50, 51, 249]


def test_upright_and_small(tmp_path: Path) -> None:
    path = make_film(tmp_path / "phone.mp4", steady(5, 10))
    set_display_matrix(path, 0, 1, -1, 0)
    (frame,) = frame_at(path, [0.2], max_side=48)
    assert frame.image.shape == (48, 32, 3)


def test_no_film_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match="was not found"):
        next(frame_at(tmp_path / "missing.mp4", [1.0]))
