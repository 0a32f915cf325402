"""Files that lie, overflow or are no film at all: bounded in time and memory, one sentence."""

from __future__ import annotations

import struct
import time
from fractions import Fraction
from pathlib import Path

import av
import pytest
from film import make_film, quarters, steady

from formcheck.video import bounds, boxes
from formcheck.video.analysis import Window
from formcheck.video.reader import VideoError, open_video

QUICK_S = 5.0
"""A refusal takes milliseconds; this leaves room for a busy machine."""


def refused(path: Path, **options: Window) -> str:
    begun = time.monotonic()
    with pytest.raises(VideoError) as caught, open_video(path, **options):
        pass
    assert time.monotonic() - begun < QUICK_S
    message = str(caught.value)
    assert path.name in message
    assert "\n" not in message
    assert message.endswith(".")
    return message


def film_bytes(tmp_path: Path, count: int = 20, **options: object) -> bytearray:
    path = make_film(tmp_path / "plain.mp4", steady(count, 10), **options)  # type: ignore[arg-type]
    return bytearray(path.read_bytes())


def stored(path: Path, data: bytes | bytearray) -> Path:
    path.write_bytes(data)
    return path


def test_index_that_promises_a_hundred_million_pictures(tmp_path: Path) -> None:
    data = film_bytes(tmp_path)
    many = 100_000_000
    struct.pack_into(">II", data, data.index(b"stsz") + 8, 1, many)
    struct.pack_into(">I", data, data.index(b"stsc") + 16, many)
    struct.pack_into(">I", data, data.index(b"stts") + 12, many)
    assert "its index promises more pictures" in refused(stored(tmp_path / "bomb.mp4", data))


def test_pieces_that_promise_a_hundred_million_pictures(tmp_path: Path) -> None:
    data = film_bytes(tmp_path, container_options={"movflags": "frag_keyframe+empty_moov"})
    struct.pack_into(">I", data, data.index(b"trun") + 8, 100_000_000)
    assert "its index promises more pictures" in refused(stored(tmp_path / "live.mp4", data))


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def test_compressed_header_and_endless_nesting(tmp_path: Path) -> None:
    start = box(b"ftyp", b"isom" + bytes(4))
    packed = start + box(b"moov", box(b"cmov", bytes(64)))
    assert "damaged" in refused(stored(tmp_path / "packed.mp4", packed))
    deep = b""
    for _ in range(3000):
        deep = box(b"moov", deep)
    assert "damaged" in refused(stored(tmp_path / "deep.mp4", start + deep))


def test_many_edits_of_a_long_index(tmp_path: Path) -> None:
    data = film_bytes(tmp_path)
    struct.pack_into(">I", data, data.index(b"elst") + 8, boxes.MAX_ENTRIES)
    assert "damaged" in refused(stored(tmp_path / "edited.mp4", data))


def test_raw_sound_may_count_every_sample(tmp_path: Path) -> None:
    data = film_bytes(tmp_path)
    length = struct.unpack_from(">I", data, data.index(b"moov") - 4)[0]
    sizes = box(b"stsz", struct.pack(">III", 0, 4, 170_000_000))
    times = box(b"stts", struct.pack(">IIII", 0, 1, 170_000_000, 1))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", sizes + times))))
    path = stored(tmp_path / "camera.mov", box(b"moov", track) + data)
    boxes.refuse_overfull(path)
    assert length > 0


@pytest.mark.parametrize("name", ["giant.mp4", "giant.mkv"])
def test_giant_pictures(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_film(tmp_path / name, steady(4, 10), (640, 480))
    monkeypatch.setattr(bounds, "MAX_PIXELS", 640 * 479)
    assert "are 640x480 pixels; more than 8K cannot be read" in refused(path)


def test_pictures_that_grow_to_giants_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = [
        make_film(tmp_path / f"{at}.ts", [at + t for t in steady(10, 10)], size, format="mpegts",
                  codec_options={"bf": "0"}).read_bytes()
        for at, size in ((0.0, (128, 72)), (1.0, (1024, 768)))
    ]  # fmt: skip
    path = stored(tmp_path / "grows.ts", b"".join(parts))
    monkeypatch.setattr(bounds, "MAX_PIXELS", 500_000)
    with open_video(path) as video:
        assert 8 <= len(list(video)) <= 10
    assert any("Damaged pictures were left out" in note for note in video.notes)


def test_tiny_pictures(tmp_path: Path) -> None:
    path = make_film(tmp_path / "dot.mkv", steady(4, 10), (640, 16), "ffv1", "yuv444p")
    assert "are 640x16 pixels: too small to see a person" in refused(path)


def test_absurd_pixel_shape_is_not_believed(tmp_path: Path) -> None:
    path = make_film(tmp_path / "wide.mkv", steady(4, 10), pixel_aspect=Fraction(5000))
    with open_video(path) as video:
        assert video.info.size == (96, 64)


def test_thousands_of_streams(tmp_path: Path) -> None:
    path = tmp_path / "many.mkv"
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("mpeg4", rate=10) for _ in range(bounds.MAX_STREAMS + 20)]
        for stream in streams:
            stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        frame = av.VideoFrame.from_ndarray(quarters(32, 32), "rgb24")
        for stream in streams:
            frame.pts = 0
            container.mux(stream.encode(frame.reformat(format="yuv420p")))
            container.mux(stream.encode(None))
    assert "streams" in refused(path)


def flood(path: Path, count: int, base: Fraction, shift: int = 1) -> Path:
    """The same JPEG picture again and again, one each `shift` ticks."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=30)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuvj420p"
        stream.time_base = base
        frame = av.VideoFrame.from_ndarray(quarters(32, 32), "rgb24").reformat(format="yuvj420p")
        frame.pts, frame.time_base = 0, base
        data = bytes((stream.encode(frame) + stream.encode(None))[0])
        for k in range(count):
            packet = av.Packet(data)
            packet.stream, packet.time_base, packet.is_keyframe = stream, base, True
            packet.pts = packet.dts = shift * k
            container.mux(packet)
    return path


def test_thousands_of_pictures_in_a_moment(tmp_path: Path) -> None:
    path = flood(tmp_path / "flood.mov", 3000, Fraction(1, 1_000_000))
    assert "holds 3000 pictures in 0.0 seconds" in refused(path)


def test_thousands_of_pictures_where_the_header_looks_calm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = flood(tmp_path / "calm.mov", 600, Fraction(1, 200))
    monkeypatch.setattr("formcheck.video.decoder.SPARE_PICTURES", 50)
    monkeypatch.setattr("formcheck.video.decoder.MAX_RATE", 100.0)
    with open_video(path) as video:
        assert len(list(video)) == pytest.approx(100, abs=2)
    assert any("more pictures a second than a film can" in note for note in video.notes)


def stated_length(data: bytearray, seconds: float) -> bytearray:
    """The film with another length in its headers (and a clock of 1/1000 or finer)."""
    for kind in (b"mvhd", b"mdhd"):
        at = data.index(kind) + 4
        scale = struct.unpack_from(">I", data, at + 12)[0]
        struct.pack_into(">I", data, at + 16, int(seconds * scale))
    at = data.index(b"mvhd") + 4
    movie_scale = struct.unpack_from(">I", data, at + 12)[0]
    struct.pack_into(">I", data, data.index(b"tkhd") + 4 + 20, int(seconds * movie_scale))
    edits = data.find(b"elst")
    if edits >= 0:
        struct.pack_into(">I", data, edits + 12, int(seconds * movie_scale))
    return data


@pytest.mark.parametrize("stated_s", [0.5, 3000.0, 100_000.0])
def test_header_that_lies_about_the_length(tmp_path: Path, stated_s: float) -> None:
    data = film_bytes(tmp_path, 100, codec_options={"bf": "0"})
    data[data.index(b"edts") : data.index(b"edts") + 4] = b"free"
    path = stored(tmp_path / "liar.mp4", stated_length(data, stated_s))
    with open_video(path) as video:
        assert video.info.duration_s == pytest.approx(10, abs=0.3)
        assert len(list(video)) == 100
    with open_video(path, window=Window(7, 8)) as video:
        assert len(list(video)) == 11


def test_browser_recording_that_lies_about_the_length(tmp_path: Path) -> None:
    path = make_film(
        tmp_path / "liar.webm",
        steady(60, 10),
        codec="libvpx",
        codec_options={"deadline": "realtime", "g": "10"},
    )
    data = bytearray(path.read_bytes())
    at = data.index(b"\x44\x89\x88")  # Duration, a double
    struct.pack_into(">d", data, at + 3, 9e9)
    with open_video(stored(path, data)) as video:
        assert video.info.duration_s == pytest.approx(6, abs=0.3)
        assert len(list(video)) == 60


def test_film_longer_than_can_be_looked_at(tmp_path: Path) -> None:
    path = make_film(tmp_path / "long.mkv", [0, 0.1, 3600, 3600.1, 20000, 20000.1, 20000.2])
    assert "is 5.6 hours long; at most 2 hours are looked at in one go" in refused(path)
    with open_video(path, window=Window(19999)) as video:
        assert len(list(video)) == 3


def test_clock_that_leaps_ahead_is_told(tmp_path: Path) -> None:
    path = make_film(tmp_path / "leap.mkv", [0, 0.1, 0.2, 500, 500.1])
    with open_video(path) as video:
        assert len(list(video)) == 5
    assert video.notes == ["There is no picture between 0.2 s and 500.0 s."]


def test_huge_metadata(tmp_path: Path) -> None:
    path = tmp_path / "words.mkv"
    with av.open(str(path), "w") as container:
        container.metadata["comment"] = "x" * 4_000_000
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for k in range(5):
            frame = av.VideoFrame.from_ndarray(quarters(96, 64), "rgb24")
            frame.pts = k
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    begun = time.monotonic()
    with open_video(path) as video:
        assert len(list(video)) == 5
    assert time.monotonic() - begun < QUICK_S


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.sdp", b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 5004 RTP/AVP 96\n"),
        ("a.ffconcat", b"ffconcat version 1.0\nfile '/etc/hostname'\n"),
        ("a.m3u8", b"#EXTM3U\n#EXTINF:1,\n/etc/hostname\n#EXT-X-ENDLIST\n"),
        ("a.mpd", b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>'),
    ],
)
def test_files_that_name_other_places_are_no_videos(
    tmp_path: Path, name: str, content: bytes
) -> None:
    assert "is not a video" in refused(stored(tmp_path / name, content))
