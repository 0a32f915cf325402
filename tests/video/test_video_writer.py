"""The writer: what browsers play, with the given times, and whole or not at all."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import pytest
from film import UPRIGHT, make_film, quarters, seen_quarters, steady

from formcheck.video.reader import open_video
from formcheck.video.writer import VideoError, VideoWriter


def write(path: Path, times: list[float], size: tuple[int, int] = (96, 64)) -> Path:
    with VideoWriter(path, size, fps=30) as writer:
        for time_s in times:
            writer.write(quarters(*size), time_s)
    return path


@pytest.mark.parametrize(
    "times",
    [
        steady(30, 30),
        steady(30, 29.97),
        steady(15, 60),
        [0.0, 0.033, 0.1, 0.5, 0.517, 1.3],  # variable rate
        [k * 0.733337 for k in range(5)],  # slower than one a second and not on any grid
    ],
)
def test_times_and_colours_come_back(tmp_path: Path, times: list[float]) -> None:
    with open_video(write(tmp_path / "out.mp4", times)) as video:
        frames = list(video)
    assert [frame.time_s for frame in frames] == pytest.approx(times, abs=2e-5)
    assert {seen_quarters(frame.image) for frame in frames} == {UPRIGHT}
    assert video.notes == []


def test_browsers_can_play_it(tmp_path: Path) -> None:
    path = write(tmp_path / "out.mp4", steady(30, 30))
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat"), "the index stands in front"
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert stream.codec_context.colorspace in (5, 6)  # BT.601, said in the file
        assert stream.codec_context.color_range == 1
        keys = [packet.pts for packet in container.demux(stream) if packet.is_keyframe]
    assert keys[0] == 0


def test_colours_are_coded_as_the_file_says(tmp_path: Path) -> None:
    with av.open(str(write(tmp_path / "out.mp4", steady(3, 30)))) as container:
        luma = next(container.decode(video=0)).to_ndarray(format="yuv420p")[:64]
    red, green, blue = quarters(96, 64)[16, 24] / 255
    bt601 = 16 + 219 * (0.299 * red + 0.587 * green + 0.114 * blue)
    assert luma[16, 24] == pytest.approx(bt601, abs=2)


def test_a_key_frame_every_second_for_jumping(tmp_path: Path) -> None:
    path = write(tmp_path / "out.mp4", steady(91, 30))
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        keys = [
            float(packet.pts * packet.time_base)
            for packet in container.demux(stream)
            if packet.is_keyframe and packet.pts is not None
        ]
    assert keys == pytest.approx([0, 1, 2, 3], abs=0.01)


@pytest.mark.parametrize("size", [(97, 65), (96, 65), (97, 64), (67, 65)])
def test_odd_sizes_lose_their_last_row_or_column(tmp_path: Path, size: tuple[int, int]) -> None:
    with open_video(write(tmp_path / "odd.mp4", steady(3, 30), size)) as video:
        assert video.info.size == (size[0] // 2 * 2, size[1] // 2 * 2)


def test_what_the_reader_gives_can_be_written(tmp_path: Path) -> None:
    source = make_film(tmp_path / "in.mkv", steady(5, 10), (321, 241), "ffv1", "yuv444p")
    target = tmp_path / "out.mp4"
    with open_video(source) as video, VideoWriter(target, video.frame_size, 10) as writer:
        for frame in video:
            writer.write(frame.image, frame.time_s)
    with open_video(target) as video:
        assert len(list(video)) == 5


def break_off(path: Path, error: type[BaseException]) -> None:
    with VideoWriter(path, (96, 64), 30) as writer:
        for time_s in steady(20, 30):
            writer.write(quarters(96, 64), time_s)
        raise error


class Cancelled(BaseException):
    pass


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, Cancelled])
def test_nothing_is_left_after_an_error(tmp_path: Path, error: type[BaseException]) -> None:
    with pytest.raises(error):
        break_off(tmp_path / "out.mp4", error)
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_survives_an_error(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    path.write_bytes(b"older")
    with pytest.raises(RuntimeError):
        break_off(path, RuntimeError)
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    path.write_bytes(b"older")
    with open_video(write(path, steady(3, 30))) as video:
        assert len(list(video)) == 3
    assert list(tmp_path.iterdir()) == [path]


def test_two_writers_of_one_name_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    with VideoWriter(path, (96, 64), 30) as first:
        first.write(quarters(96, 64), 0.0)
        write(path, steady(3, 30))
        first.write(quarters(96, 64), 0.1)
    with open_video(path) as video:
        assert len(list(video)) == 2
    assert list(tmp_path.iterdir()) == [path]


def test_no_picture_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(VideoError, match=r"no picture to write, so out.mp4 was not made"):
        write(tmp_path / "out.mp4", [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (lambda folder: folder / "none" / "out.mp4", "does not exist. Make it or choose another"),
        (lambda folder: folder, "is a folder. Name a file"),
    ],
)
def test_impossible_places(tmp_path: Path, place: Callable[[Path], Path], says: str) -> None:
    with pytest.raises(VideoError, match=says):
        write(place(tmp_path), [0.0])


def test_folder_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(VideoError, match=r"cannot be written \(Permission denied\). Choose a"):
        write(tmp_path / "out.mp4", [0.0])


@contextmanager
def small_disk(size: int) -> Iterator[None]:
    """Let no file grow beyond `size` bytes."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="needs file size limits")
@pytest.mark.parametrize("share", [0.1, 0.6, 0.99])  # while writing, and while moving the index
def test_full_disk(tmp_path: Path, share: float) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (64, 96, 3), np.uint8)

    def film(path: Path) -> None:
        with VideoWriter(path, (96, 64), 30) as writer:
            for time_s in steady(60, 30):
                writer.write(noise, time_s)
                noise[:] = np.roll(noise, 7)

    film(tmp_path / "whole.mp4")
    enough = (tmp_path / "whole.mp4").stat().st_size
    (tmp_path / "whole.mp4").unlink()
    with small_disk(int(share * enough)), pytest.raises(VideoError, match="The disk is full"):
        film(tmp_path / "out.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("times", [[0.0, 0.0], [0.5, 0.4], [-1.0]])
def test_time_must_increase(tmp_path: Path, times: list[float]) -> None:
    with pytest.raises(ValueError, match="time must increase"):
        write(tmp_path / "out.mp4", times)


def test_pictures_of_another_size_are_refused(tmp_path: Path) -> None:
    with (
        pytest.raises(ValueError, match="announced was"),
        VideoWriter(tmp_path / "out.mp4", (96, 64), 30) as writer,
    ):
        writer.write(quarters(64, 96), 0.0)


@pytest.mark.parametrize(("size", "fps"), [((1, 64), 30), ((96, 64), 0), ((96, 64), float("nan"))])
def test_senseless_arguments(tmp_path: Path, size: tuple[int, int], fps: float) -> None:
    with pytest.raises(ValueError, match="cannot write pictures"):
        VideoWriter(tmp_path / "out.mp4", size, fps)
