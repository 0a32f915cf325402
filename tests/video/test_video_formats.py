"""Films as phones, cameras and screen recorders write them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.video.reformatter import ColorPrimaries, ColorTrc
from film import (
    UPRIGHT,
    make_counting_film,
    make_film,
    number_seen,
    quarters,
    seen_quarters,
    set_display_matrix,
    steady,
)

from formcheck.video.bright import ordinary
from formcheck.video.reader import open_video
from formcheck.video.upright import Display, Orientation

BT2020 = 9
"""Matrix of BT.2020, non-constant luminance (ITU-T H.273)."""


@pytest.mark.parametrize(
    ("name", "codec", "pix_fmt", "options"),
    [
        ("iphone.mov", "libx265", "yuv420p", {"x265-params": "log-level=none"}),
        ("iphone.mp4", "libx265", "yuv420p10le", {"x265-params": "log-level=none"}),
        ("screen.mkv", "libx264", "yuv444p", {"preset": "ultrafast"}),
        ("screen.mp4", "libx264", "yuv422p10le", {"preset": "ultrafast"}),
        ("android.mkv", "libx265", "yuv420p10le", {"x265-params": "log-level=none"}),
        ("web.webm", "libsvtav1", "yuv420p10le", {"preset": "12"}),
        ("camera.mov", "prores_ks", "yuv422p10le", {}),
        ("camcorder.avi", "mpeg4", "yuv420p", {"vtag": "XVID"}),
        ("messenger.mp4", "mpeg4", "yuv420p", {}),
    ],
)
def test_codec_in_its_container(
    tmp_path: Path, name: str, codec: str, pix_fmt: str, options: dict[str, str]
) -> None:
    path = make_film(tmp_path / name, steady(6, 25), codec=codec, pix_fmt=pix_fmt,
                     codec_options=options)  # fmt: skip
    with open_video(path) as video:
        frames = list(video)
    assert len(frames) == 6
    assert {seen_quarters(frame.image) for frame in frames} == {UPRIGHT}
    assert [frame.time_s for frame in frames] == pytest.approx(steady(6, 25), abs=0.011)


def coded(levels: np.ndarray, transfer: int) -> np.ndarray:
    """An ordinary picture as an HDR camera would code it: BT.2020, PQ or HLG, 16 bit."""
    light = (levels / 255) ** 2.2
    to_2020 = np.array(
        [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]
    )
    nits = 203 * light @ to_2020.T
    if transfer == ColorTrc.SMPTE2084:
        power = (nits / 10_000) ** (2610 / 16384)
        signal = ((3424 / 4096 + 2413 / 128 * power) / (1 + 2392 / 128 * power)) ** (2523 / 32)
    else:
        scene = (nits / 1000) ** (1 / 1.2)
        high = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
        signal = np.where(scene <= 1 / 12, np.sqrt(3 * scene), high)
    return np.rint(65535 * signal).astype(np.uint16)


@pytest.mark.parametrize("transfer", [ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67])
@pytest.mark.parametrize("name", ["hdr.mov", "hdr.mkv"])
def test_hdr_is_brought_to_ordinary_brightness(
    tmp_path: Path, transfer: ColorTrc, name: str
) -> None:
    scene = quarters(96, 64)
    scene[:32, :48] = (181, 135, 115)  # skin
    path = make_film(
        tmp_path / name,
        steady(3, 10),
        codec="libx265",
        pix_fmt="yuv420p10le",
        codec_options={"x265-params": "log-level=none", "crf": "8"},
        picture=coded(scene, transfer),
        colour={
            "color_trc": transfer,
            "color_primaries": ColorPrimaries.BT2020,
            "colorspace": BT2020,
        },
    )
    with open_video(path) as video:
        image = next(iter(video)).image
    skin, white = image[10:20, 10:30].mean((0, 1)), image[44:54, 60:80].mean((0, 1))
    assert skin == pytest.approx(scene[10, 10], abs=12)
    assert white == pytest.approx(scene[50, 70], abs=20)  # near white, highlights are rolled off
    assert seen_quarters(image)[1] == UPRIGHT[1]
    assert image.flags["C_CONTIGUOUS"]


@pytest.mark.parametrize("transfer", [ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67])
def test_brighter_stays_brighter(transfer: ColorTrc) -> None:
    signal = np.repeat(np.linspace(0, 65535, 500).astype(np.uint16)[None, :, None], 3, axis=2)
    levels = ordinary(signal, transfer)[0, :, 0].astype(int)
    assert (np.diff(levels) >= 0).all()
    assert levels[0] == 0
    assert levels[-1] == 255


@pytest.mark.parametrize("odd", ["colorspace", "color_trc", "color_primaries"])
def test_colours_that_nobody_knows_are_taken_as_ordinary(odd: str) -> None:
    frame = av.VideoFrame.from_ndarray(quarters(96, 64), "rgb24").reformat(format="yuv420p")
    setattr(frame, odd, 189)
    image = Display(Orientation(), None).rgb(frame, (96, 64))
    assert seen_quarters(image) == UPRIGHT


def test_4k_portrait_at_60_pictures_a_second(tmp_path: Path) -> None:
    path = make_film(
        tmp_path / "phone.mp4", steady(4, 60), (3840, 2160), codec_options={"preset": "ultrafast"}
    )
    set_display_matrix(path, 0, 1, -1, 0)
    with open_video(path, max_fps=31) as video:
        frames = list(video)
    assert video.info.size == (2160, 3840)
    assert video.frame_size == (720, 1280)
    assert len(frames) == 2
    assert seen_quarters(frames[0].image) == (("blue", "red"), ("white", "green"))


def test_program_stream_of_a_disc(tmp_path: Path) -> None:
    path = make_counting_film(tmp_path / "dvd.mpg", 20, 25, "mpeg2video", "yuv420p", {})
    with open_video(path) as video:
        frames = list(video)
    assert [number_seen(frame.image) for frame in frames] == list(range(20))
    assert [frame.time_s for frame in frames] == pytest.approx(steady(20, 25), abs=0.001)


def test_interlaced(tmp_path: Path) -> None:
    path = make_film(
        tmp_path / "camcorder.ts",
        steady(6, 25),
        codec_options={"flags": "+ildct+ilme", "x264-params": "tff=1"},
        format="mpegts",
    )
    with av.open(str(path)) as container:
        assert next(container.decode(video=0)).interlaced_frame
    with open_video(path) as video:
        assert {seen_quarters(frame.image) for frame in video} == {UPRIGHT}


@pytest.mark.parametrize("size", [(96, 64), (48, 32)])
def test_of_an_interlaced_picture_one_field_is_shown(size: tuple[int, int]) -> None:
    combed = quarters(96, 64)
    combed[1::2] = 0  # what moved away before the second field
    frame = av.VideoFrame.from_ndarray(combed, "rgb24")
    image = Display(Orientation(), None).rgb(with_fields(frame), size)
    assert np.abs(image.astype(int) - quarters(*size)).mean() < 8
    assert image.shape == (size[1], size[0], 3)


def with_fields(frame: av.VideoFrame) -> av.VideoFrame:
    """The frame, marked as two interlaced fields."""
    graph = av.filter.Graph()
    source = graph.add_buffer(width=96, height=64, format="rgb24", time_base=Fraction(1, 25))
    mark, sink = graph.add("setfield", "tff"), graph.add("buffersink")
    source.link_to(mark)
    mark.link_to(sink)
    graph.configure()
    frame.pts = 0
    graph.push(frame)
    return graph.vpull()


def test_film_with_sound_subtitles_and_cover_first(tmp_path: Path) -> None:
    path = tmp_path / "rich.mkv"
    with av.open(str(path), "w") as container:
        cover = container.add_attachment("cover.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(99))
        sound = container.add_stream("aac", rate=44100, layout="mono")
        film = container.add_stream("libx264", rate=10)
        film.width, film.height, film.pix_fmt = 96, 64, "yuv420p"
        assert cover is not None
        tone = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        tone.sample_rate, tone.pts = 44100, 0
        container.mux(sound.encode(tone))
        for k in range(10):
            frame = av.VideoFrame.from_ndarray(quarters(96, 64), "rgb24")
            frame.pts = k
            container.mux(film.encode(frame))
        container.mux(film.encode(None))
        container.mux(sound.encode(None))
    with open_video(path) as video:
        assert {seen_quarters(frame.image) for frame in video} == {UPRIGHT}
