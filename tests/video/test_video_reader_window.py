"""A window of a film: the pictures and times that reading all of it gives there."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from film import make_counting_film, make_film, number_seen, steady

from formcheck.video.analysis import WHOLE, Window
from formcheck.video.reader import VideoError, VideoFrame, open_video


def read(path: Path, window: Window = WHOLE, **options: float) -> list[VideoFrame]:
    with open_video(path, window=window, **options) as video:  # type: ignore[arg-type]
        return list(video)


@pytest.mark.parametrize(
    ("name", "codec", "options"),
    [
        ("phone.mp4", "libx264", {"g": "25"}),
        ("open_groups.mp4", "libx264", {"g": "25", "flags": "-cgop", "bf": "3"}),
        ("one_group.mp4", "libx264", {"g": "1000"}),
        ("refreshed.mkv", "libx264", {"g": "25", "intra-refresh": "1"}),
        ("apple.mov", "libx265", {"x265-params": "keyint=25:log-level=none"}),
        ("browser.webm", "libvpx-vp9", {"g": "25", "deadline": "realtime"}),
        ("modern.mkv", "libsvtav1", {"g": "25", "preset": "12"}),
        ("old.avi", "mpeg4", {"g": "25", "bf": "2"}),
        ("camera.avi", "mjpeg", {}),
        ("broadcast.ts", "libx264", {"g": "25"}),
    ],
)
def test_window_gives_what_the_whole_film_gives_there(
    tmp_path: Path, name: str, codec: str, options: dict[str, str]
) -> None:
    pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
    path = make_counting_film(tmp_path / name, 200, 25, codec, pix_fmt, options)
    whole = read(path)
    for window in (Window(5.5, 6.5), Window(5.5, 5.6), Window(6.0), Window(0.5, 4.0), Window(0, 1)):
        expected = [f for f in whole if window.from_s <= f.time_s <= window.to_s]
        seen = read(path, window)
        assert [f.time_s for f in seen] == [f.time_s for f in expected]
        assert [number_seen(f.image) for f in seen] == [number_seen(f.image) for f in expected]


def test_pictures_of_a_window_are_the_very_same(tmp_path: Path) -> None:
    path = make_counting_film(tmp_path / "phone.mp4", 200, 25, "libx264", "yuv420p", {"g": "25"})
    whole = {f.time_s: f.image for f in read(path)}
    assert all(np.array_equal(f.image, whole[f.time_s]) for f in read(path, Window(4.2, 5.7)))


@pytest.mark.parametrize("from_s", [3.99, 4.0, 4.03, 4.05, 5.51])
def test_thinning_keeps_the_same_pictures(tmp_path: Path, from_s: float) -> None:
    path = make_counting_film(tmp_path / "fast.mp4", 400, 60, "libx264", "yuv420p", {"g": "60"})
    whole = [f.time_s for f in read(path, max_fps=31)]
    seen = [f.time_s for f in read(path, Window(from_s, 6), max_fps=31)]
    assert seen == [t for t in whole if from_s <= t <= 6]


def test_what_lies_before_is_not_decoded(tmp_path: Path) -> None:
    path = make_counting_film(tmp_path / "phone.mp4", 500, 25, "libx264", "yuv420p", {"g": "25"})
    with open_video(path, window=Window(15, 16)) as video:
        list(video)
        assert video._decoder.decoded < 120


def test_recording_of_a_browser_without_an_index(tmp_path: Path) -> None:
    path = make_film(
        tmp_path / "recorder.webm",
        steady(80, 10),
        codec="libvpx-vp9",
        container_options={"live": "1"},
        codec_options={"deadline": "realtime", "g": "10"},
    )
    whole = [f.time_s for f in read(path)]
    assert [f.time_s for f in read(path, Window(5, 6))] == [t for t in whole if 5 <= t <= 6]


@pytest.mark.parametrize(
    ("window", "clipped"),
    [
        (WHOLE, WHOLE),
        (Window(-3, 99), WHOLE),
        (Window(1, 99), Window(1, 2)),
        (Window(0, 1.5), Window(0, 1.5)),
    ],
)
def test_window_is_clipped_to_the_film(tmp_path: Path, window: Window, clipped: Window) -> None:
    path = make_counting_film(tmp_path / "a.mp4", 20, 10, "libx264", "yuv420p", {})
    with open_video(path, window=window) as video:
        assert video.info.window == clipped
        assert video.info.duration_s == pytest.approx(2.0)


def test_a_cut_window_is_no_early_end(tmp_path: Path) -> None:
    path = make_film(tmp_path / "a.mp4", steady(60, 10))
    with open_video(path, window=Window(1, 2)) as video:
        list(video)
    assert video.notes == []


@pytest.mark.parametrize(
    ("window", "says"),
    [
        (Window(7), "begins at 7 s, but the film is 2.0 s long"),
        (Window(1, 1), "is empty"),
        (Window(1, 0.5), "is empty"),
        (Window(-2, -1), "is empty"),
        (Window(math.nan, 1), "is empty"),
        (Window(1.02, 1.15), "fewer than two pictures between 1.0 s and 1.1 s"),
        (Window(0, 0.05), "fewer than two pictures"),
        (Window(1.95), "fewer than two pictures"),
    ],
)
def test_window_outside_the_film(tmp_path: Path, window: Window, says: str) -> None:
    path = make_counting_film(tmp_path / "a.mp4", 20, 10, "libx264", "yuv420p", {})
    with pytest.raises(VideoError) as caught, open_video(path, window=window):
        pass
    assert says in str(caught.value)
    assert "a.mp4" in str(caught.value)


def test_size_is_that_of_the_window(tmp_path: Path) -> None:
    parts = [
        make_film(
            tmp_path / f"{at}.ts",
            [at + t for t in steady(40, 10)],
            size,
            format="mpegts",
            codec_options={"bf": "0", "g": "10"},
        )
        for at, size in ((0.0, (128, 72)), (4.0, (72, 128)))
    ]
    path = tmp_path / "turned.ts"
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    with open_video(path, window=Window(5, 7)) as video:
        frames = list(video)
    assert video.frame_size == video.info.size == (72, 128)
    assert len(frames) == 21
    assert video.notes == []
