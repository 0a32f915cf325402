"""The reader: every container and trick of phones in, upright pictures with true times out."""

from __future__ import annotations

import gc
import os
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from film import (
    UPRIGHT,
    make_film,
    make_sound,
    quarters,
    seen_quarters,
    set_display_matrix,
    steady,
)

from formcheck.video.reader import VideoError, VideoFrame, open_video

REAL_CLIPS = Path(__file__).parents[2].parent / "shared" / "real_clips"


def read(path: Path, **options: float | None) -> tuple[list[VideoFrame], list[str]]:
    with open_video(path, **options) as video:  # type: ignore[arg-type]
        return list(video), video.notes


def times(frames: list[VideoFrame]) -> list[float]:
    return [frame.time_s for frame in frames]


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt"),
    [
        ("phone.mp4", "libx264", "yuv420p"),
        ("full_range.mp4", "libx264", "yuvj420p"),
        ("ten_bit.mov", "libx265", "yuv420p10le"),  # iPhone HDR
        ("lossless.mkv", "ffv1", "yuv422p10le"),
        ("browser.webm", "libvpx-vp9", "yuv420p"),
        ("old_browser.webm", "libvpx", "yuv420p"),
        ("modern.mp4", "libsvtav1", "yuv420p"),
        ("camera.avi", "mjpeg", "yuvj420p"),
        ("old.avi", "mpeg4", "yuv420p"),
        ("chat.gif", "gif", "rgb8"),
    ],
)
def test_codecs_and_containers(tmp_path: Path, name: str, codec: str, pix_fmt: str) -> None:
    path = make_film(tmp_path / name, steady(10, 10), codec=codec, pix_fmt=pix_fmt)

    with open_video(path) as video:
        frames = list(video)

    assert times(frames) == pytest.approx(steady(10, 10), abs=0.011)
    assert (np.diff(times(frames)) > 0).all()
    assert {seen_quarters(frame.image) for frame in frames} == {UPRIGHT}
    assert frames[0].image.shape == (64, 96, 3)
    assert frames[0].image.flags["C_CONTIGUOUS"]
    assert video.info.size == video.frame_size == (96, 64)
    assert video.info.duration_s == pytest.approx(1.0, abs=0.15)
    assert video.notes == []


def test_variable_rate_keeps_the_stream_times(tmp_path: Path) -> None:
    stamps = [0.0, 0.033, 0.1, 0.5, 0.517, 1.3]
    frames, _ = read(make_film(tmp_path / "vfr.mkv", stamps))
    assert times(frames) == pytest.approx(stamps, abs=0.001)


def test_time_starts_at_zero(tmp_path: Path) -> None:
    frames, _ = read(make_film(tmp_path / "late.ts", [5.0, 5.1, 5.3], format="mpegts"))
    assert times(frames) == pytest.approx([0.0, 0.1, 0.3], abs=0.001)


@pytest.mark.parametrize(
    ("matrix", "size", "expected"),
    [
        ((1, 0, 0, 1), (96, 64), (("red", "green"), ("blue", "white"))),
        ((0, 1, -1, 0), (64, 96), (("blue", "red"), ("white", "green"))),  # portrait phone
        ((-1, 0, 0, -1), (96, 64), (("white", "blue"), ("green", "red"))),  # held upside down
        ((0, -1, 1, 0), (64, 96), (("green", "white"), ("red", "blue"))),  # the other portrait
        ((-1, 0, 0, 1), (96, 64), (("green", "red"), ("white", "blue"))),  # mirrored selfie
        ((1, 0, 0, -1), (96, 64), (("blue", "white"), ("red", "green"))),
        ((0, 1, 1, 0), (64, 96), (("red", "blue"), ("green", "white"))),  # portrait and mirrored
    ],
)
def test_display_matrix_turns_the_picture_upright(
    tmp_path: Path,
    matrix: tuple[int, int, int, int],
    size: tuple[int, int],
    expected: tuple[tuple[str, str], ...],
) -> None:
    path = make_film(tmp_path / "phone.mp4", steady(3, 10))
    set_display_matrix(path, *matrix)

    with open_video(path) as video:
        frames = list(video)

    assert video.info.size == video.frame_size == size
    assert {frame.image.shape for frame in frames} == {(size[1], size[0], 3)}
    assert {seen_quarters(frame.image) for frame in frames} == {expected}


@pytest.mark.parametrize(
    ("matrix", "turns"), [((0, 1, -1, 0), -90), ((0, -1, 1, 0), 90), ((-1, 0, 0, -1), 180)]
)
def test_plain_turns_agree_with_pyav(
    tmp_path: Path, matrix: tuple[int, int, int, int], turns: int
) -> None:
    path = make_film(tmp_path / "phone.mp4", steady(3, 10))
    set_display_matrix(path, *matrix)
    with av.open(str(path)) as container:
        stored = next(container.decode(video=0))
        assert (stored.rotation - turns) % 360 == 0
        expected = np.rot90(stored.to_ndarray(format="rgb24"), (stored.rotation // 90) % 4)
    assert np.array_equal(read(path)[0][0].image, expected)


def test_odd_size_is_kept(tmp_path: Path) -> None:
    path = make_film(tmp_path / "odd.mkv", steady(3, 10), (321, 241), "ffv1", "yuv444p")
    assert read(path)[0][0].image.shape == (241, 321, 3)


def test_wide_pixels_are_made_square(tmp_path: Path) -> None:
    path = make_film(tmp_path / "dv.mkv", steady(3, 10), (64, 64), pixel_aspect=Fraction(2))
    with open_video(path) as video:
        assert video.info.size == (128, 64)
        assert next(iter(video)).image.shape == (64, 128, 3)


@pytest.mark.parametrize(
    ("stored", "max_side", "delivered"),
    [
        ((640, 360), 320, (320, 180)),
        ((360, 640), 320, (180, 320)),  # the long side counts
        ((640, 360), None, (640, 360)),
        ((640, 360), 1280, (640, 360)),  # never enlarged
        ((642, 358), 320, (320, 178)),  # even, for the encoder
    ],
)
def test_large_pictures_are_shrunk(
    tmp_path: Path,
    stored: tuple[int, int],
    max_side: int | None,
    delivered: tuple[int, int],
) -> None:
    path = make_film(tmp_path / "large.mp4", steady(2, 10), stored)
    with open_video(path, max_side=max_side) as video:
        assert video.info.size == stored
        assert video.frame_size == delivered
        assert next(iter(video)).image.shape == (delivered[1], delivered[0], 3)


@pytest.mark.parametrize(
    ("fps", "count", "max_fps", "kept"),
    [
        (60, 60, 30, 30),
        (50, 50, 30, 30),
        (30, 30, 30, 30),  # Matroska rounds to milliseconds; none may fall out for that
        (25, 25, 30, 25),
        (60, 60, None, 60),
    ],
)
def test_thinning_by_time(
    tmp_path: Path, fps: int, count: int, max_fps: float | None, kept: int
) -> None:
    path = make_film(tmp_path / "fast.mkv", steady(count, fps))
    frames, _ = read(path, max_fps=max_fps)
    assert len(frames) == kept
    assert np.diff(times(frames)).max() < 1.5 / min(fps, max_fps or fps) + 0.01


def test_webm_without_length_is_measured(tmp_path: Path) -> None:
    path = make_film(
        tmp_path / "recorder.webm",
        steady(20, 10),
        codec="libvpx-vp9",
        container_options={"live": "1"},
    )
    with av.open(str(path)) as container:
        assert container.duration is None
    with open_video(path) as video:
        assert video.info.duration_s == pytest.approx(2.0, abs=0.01)
        assert video.info.fps == pytest.approx(10, abs=0.1)
        assert len(list(video)) == 20


def change_size(tmp_path: Path, second: tuple[int, int]) -> Path:
    """A transport stream whose picture changes size after one second."""
    offsets = {(128, 72): 0.0, second: 1.0}
    parts = [
        make_film(
            tmp_path / f"{offset}.ts",
            [offset + t for t in steady(10, 10)],
            size,
            format="mpegts",
            codec_options={"bf": "0"},
        )
        for size, offset in offsets.items()
    ]
    joined = tmp_path / "change.ts"
    joined.write_bytes(b"".join(part.read_bytes() for part in parts))
    return joined


def test_size_change_of_the_same_shape_is_scaled(tmp_path: Path) -> None:
    frames, notes = read(change_size(tmp_path, (64, 36)))
    assert len(frames) == 20
    assert {frame.image.shape for frame in frames} == {(72, 128, 3)}
    assert {seen_quarters(frame.image) for frame in frames} == {UPRIGHT}
    assert len(notes) == 1
    assert "changes at 1.0 s from 128x72 to 64x36" in notes[0]


def test_size_change_of_another_shape_gets_bars(tmp_path: Path) -> None:
    frames, notes = read(change_size(tmp_path, (72, 128)))
    last = frames[-1].image
    assert last.shape == (72, 128, 3)
    assert last[:, :40].max() == last[:, -40:].max() == 0
    assert seen_quarters(last[:, 44:84]) == UPRIGHT
    assert "from 128x72 to 72x128" in notes[0]


def test_clock_that_jumps_back_is_told(tmp_path: Path) -> None:
    part = make_film(tmp_path / "a.ts", steady(20, 10), format="mpegts").read_bytes()
    twice = tmp_path / "twice.ts"
    twice.write_bytes(part + part)
    frames, notes = read(twice)
    assert times(frames) == pytest.approx(steady(20, 10), abs=0.001)
    assert any("clock jumps back at 1.9 s" in note for note in notes)


def test_file_cut_off_later_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = make_film(
        tmp_path / "whole.mp4",
        steady(100, 10),
        container_options={"movflags": "+faststart"},
        codec_options={"g": "10", "bf": "0"},
    ).read_bytes()
    cut = tmp_path / "cut.mp4"
    start = whole.index(b"mdat")
    cut.write_bytes(whole[: start + (len(whole) - start) // 2])
    with open_video(cut) as video:
        frames = list(video)
    assert 30 <= len(frames) <= 70
    ending = [note for note in video.notes if note.startswith("The file ends early after")]
    assert len(ending) == 1
    assert ending[0].endswith(" s of 9.9 s.")


def test_damaged_pictures_are_left_out_and_counted(tmp_path: Path) -> None:
    path = make_film(tmp_path / "hurt.avi", steady(20, 10), codec="mpeg4", codec_options={"g": "1"})
    data = bytearray(path.read_bytes())
    with av.open(str(path)) as container:
        tenth = [packet for packet in container.demux(video=0) if packet.size][10]
        at = data.index(bytes(tenth))
        data[at : at + tenth.size] = b"\xff" * tenth.size
    path.write_bytes(data)
    frames, notes = read(path)
    assert len(frames) == 19
    assert notes == ["Damaged pictures were left out: 1."]


def png_bytes() -> bytes:
    return cv2.imencode(".png", quarters(32, 32))[1].tobytes()


def headless(path: Path) -> None:
    """An MP4 that broke off before its index was written at the end."""
    data = make_film(path, steady(5, 10)).read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 4])


def unknown_codec(path: Path) -> None:
    data = make_film(path, steady(5, 10)).read_bytes()
    path.write_bytes(data.replace(b"avc1", b"zzz1"))


def playlist(path: Path) -> None:
    film = make_film(path.with_name("part.ts"), steady(5, 10), format="mpegts")
    path.write_text(f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{film}\n#EXT-X-ENDLIST\n")


@pytest.mark.parametrize(
    ("name", "make", "says"),
    [
        ("missing.mp4", lambda path: None, "was not found. Check the name"),
        ("folder.mp4", lambda path: path.mkdir(), "is a folder"),
        ("empty.mp4", lambda path: path.touch(), "is empty (0 bytes). Copy or record it again"),
        ("text.mp4", lambda path: path.write_text("Hello\n" * 50), "is not a video. Use an MP4"),
        ("notes.txt", lambda path: path.write_text("Hello\n" * 50), "is not a video. Use an MP4"),
        ("noise.mp4", lambda path: path.write_bytes(os.urandom(9000)), "is not a video"),
        (
            "photo.png",
            lambda path: path.write_bytes(png_bytes()),
            "single picture, too short to judge. Film whole",
        ),
        ("photo.mp4", lambda path: path.write_bytes(png_bytes()), "single picture"),
        ("one.mp4", lambda path: make_film(path, [0.0]), "single picture, too short to judge"),
        ("sound.m4a", make_sound, "holds sound but no picture. Use a file with video"),
        ("headless.mp4", headless, "incomplete or damaged: it cannot be opened. Copy or record"),
        ("stub.webm", lambda path: path.write_bytes(b"\x1aE\xdf\xa3\x01"), "incomplete or damaged"),
        ("exotic.mp4", unknown_codec, "cannot be decoded here. Convert it to MP4 (H.264)"),
        ("list.m3u8", playlist, "is not a video"),
        ("raw.h264", lambda path: make_film(path, steady(5, 10)), "carries no time stamps"),
    ],
)
def test_bad_input_is_one_clear_sentence(tmp_path: Path, name: str, make, says: str) -> None:
    path = tmp_path / name
    make(path)
    with pytest.raises(VideoError) as caught, open_video(path):
        pass
    message = str(caught.value)
    assert says in message
    assert name in message
    assert "\n" not in message
    assert message.endswith(".")


def test_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_film(tmp_path / "private.mp4", steady(3, 10))

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(VideoError, match=r"private.mp4 could not be opened \(Permission denied\)"):
        open_video(path)


@pytest.mark.parametrize("name", ["Übung 視頻.mp4", "10:30 Uhr.mp4", "take %03d.mp4", "-y.mp4"])
def test_unusual_file_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    make_film(tmp_path / "plain.mp4", steady(3, 10)).rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert len(read(Path(name))[0]) == 3


def test_the_film_is_streamed_not_held(tmp_path: Path) -> None:
    # Asking a PyAV frame for its side data ties it into a cycle that only the collector frees:
    # at 4K that is gigabytes.
    path = make_film(tmp_path / "long.mp4", steady(60, 30))
    set_display_matrix(path, 0, 1, -1, 0)
    gc.collect()
    gc.disable()
    try:
        with open_video(path) as video:
            for _ in video:
                pass
            alive = pictures_held()
        del video, _
        left = pictures_held()
    finally:
        gc.enable()
    assert alive <= 4
    assert left == 0


def pictures_held() -> int:
    """Decoded pictures that are in memory (tiny copies do not count)."""
    return sum(isinstance(it, av.VideoFrame) and it.width > 16 for it in gc.get_objects())


@pytest.mark.skipif(not REAL_CLIPS.exists(), reason="the filmed clips are not here")
@pytest.mark.parametrize(
    ("name", "size", "count", "last_s"),
    [
        ("bwf_arch.mp4", (720, 404), 30, 0.968),
        ("poly_bocni_uklon_na_zidli.mp4", (464, 832), 485, 16.133),
        ("nobody_cv_tree.avi", (320, 240), 68, 29.533),  # most pictures repeat: stored once
    ],
)
def test_filmed_clips(name: str, size: tuple[int, int], count: int, last_s: float) -> None:
    with open_video(REAL_CLIPS / name) as video:
        stamps = [frame.time_s for frame in video]
    assert video.frame_size == size
    assert len(stamps) == count
    assert stamps[0] == 0
    assert stamps[-1] == pytest.approx(last_s, abs=0.001)
    assert (np.diff(stamps) > 0).all()
    assert video.notes == []
