"""Films for the fake camera, and what is read from a practice before it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import av
import numpy as np
import pytest
from rich.console import Console

from benchmarks.live_bare import Bare
from benchmarks.live_figures import (
    CueDelay,
    Judged,
    Load,
    Memory,
    Rate,
    cores_used,
    cue_delays,
    memory_of,
    rate_of,
    wall_times,
)
from benchmarks.live_film import (
    RATE,
    Film,
    black,
    cells_of,
    last,
    number_in,
    play,
    room,
    still,
    sway,
    write_film,
)
from benchmarks.live_practise import Heard
from benchmarks.live_report import Figures, as_json, tables
from benchmarks.truths import TrueMistake, TrueRep, Truth
from formcheck.specs.loader import load_all

SPEC = load_all()["thread_the_needle"]
CUE = "Keep your hips over your knees"


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds at 25 fps, 320x180, that grow brighter in the middle."""
    path = tmp_path_factory.mktemp("clip") / "clip.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        for index in range(50):
            picture = np.full((180, 320, 3), 60, np.uint8)
            picture[:, 100:220] = 60 + 3 * index
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            for packet in stream.encode(frame):
                out.mux(packet)
        for packet in stream.encode():
            out.mux(packet)
    return path


def luma(film: Film) -> list[np.ndarray]:
    with av.open(str(film.path)) as source:
        return [frame.to_ndarray()[: frame.height] for frame in source.decode(video=0)]


def test_every_picture_of_a_film_carries_its_number(clip: Path, tmp_path: Path) -> None:
    parts = [still(clip, 0.0, 1.0), play(clip), last(clip, 0.5), black(0.2), room(clip, 0.2)]
    film = write_film(tmp_path / "film.mjpeg", parts)
    shown = luma(film)
    assert [number_in(picture) for picture in shown] == list(range(len(shown)))
    assert len(shown) == round(film.seconds * RATE)
    assert number_in(shown[77][::2, ::2]) == 77  # a browser may give half the size


def test_a_small_film_does_too(clip: Path, tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mjpeg", [play(clip)], (480, 360))
    shown = luma(film)
    assert shown[0].shape == (360, 480)
    assert [number_in(picture) for picture in shown] == list(range(len(shown)))


def test_a_film_keeps_the_clips_time(clip: Path, tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mjpeg", [still(clip, 0.0, 1.0), play(clip)])
    middle = [float(picture[240, 320]) for picture in luma(film)]
    assert np.ptp(middle[:RATE]) < 3  # stands still
    one_s = film.numbers_of(clip, 1.0)
    assert one_s == (2 * RATE,)
    assert middle[2 * RATE] - middle[RATE] == pytest.approx(25 * 3 * 0.86, abs=12)


def test_black_is_black_and_an_empty_room_has_nobody(clip: Path, tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mjpeg", [black(0.2), room(clip, 0.2)])
    shown = luma(film)
    assert shown[2][20:].max() < 10
    assert np.ptp(shown[8][20:].astype(int)) < 20


def test_a_moment_is_found_each_time_that_it_is_played(clip: Path) -> None:
    film = Film(clip, (still(clip, 0.5, 1.0), play(clip), sway(clip, 0.4, 0.6, 2.0), play(clip)))
    first, second = film.numbers_of(clip, 0.5)
    assert first == 30 + 15
    assert second == 30 + len(play(clip).times_s) + 60 + 15


def test_somebody_who_sways_goes_forth_and_back(clip: Path) -> None:
    times = np.array(sway(clip, 0.4, 0.6, 2.0).times_s)
    assert times.min() >= 0.4 and times.max() <= 0.6
    assert np.abs(np.diff(times)).max() <= 1 / RATE + 1e-9


@pytest.mark.parametrize("number", [0, 1, 2, 3, 300, 65535])
def test_a_strip_that_is_damaged_is_not_read(number: int) -> None:
    row = np.repeat(cells_of(number), 32)
    picture = np.where(np.tile(row, (480, 1)), 235, 16).astype(np.uint8)
    assert number_in(picture) == number
    picture[:, 10 * 32 : 11 * 32] = 255 - picture[:, 10 * 32 : 11 * 32]
    assert number_in(picture) is None


def test_when_a_picture_was_seen() -> None:
    pictures = [(1.0, 50), (1.1, 51), (1.2, 54), (1.3, 55), (1.4, 0), (1.5, 53)]
    assert wall_times(pictures, 53) == [1.2, 1.5]  # the first time it was skipped
    assert wall_times(pictures, 0) == [1.4]
    assert wall_times(pictures, 55) == [1.3]
    assert wall_times(pictures, 90) == []


def test_two_takers_of_one_camera_do_not_begin_the_film_again() -> None:
    pictures = [(1.0, 50), (1.1, 51), (1.11, 50), (1.2, 52), (1.21, 51), (2.0, 0), (2.1, 60)]
    assert wall_times(pictures, 51) == [1.1, 2.1]


TRUTH = Truth(
    "thread_the_needle", "someone", 90.0, 10.0, (TrueRep(1, 1.0, 6.0, ("hips_back",)),),
    mistakes=(TrueMistake("hips_back", "", 1, 2.0, 5.0),),
)  # fmt: skip


def heard(at_s: float, text: str = CUE, kind: str = "correction") -> Heard:
    return Heard(1, text, kind, None, "voice", at_s)


def delays_of(clip: Path, said: list[Heard]) -> list[float | None]:
    times = tuple(index / RATE for index in range(300))
    film = Film(clip, (still(clip, 0.0, 1.0), *(play(clip, 0.0, 10.0),)))
    assert film.parts[1].times_s == times
    pictures = [(100 + index / RATE, index) for index in range(330)]
    found = cue_delays(SPEC, TRUTH, clip, film, pictures, said)
    assert all(delay.goal_s == pytest.approx(0.7 + 0.6) for delay in found)
    return [delay.seconds for delay in found]


def test_a_delay_counts_from_the_mistake_to_its_cue(clip: Path) -> None:
    others = [heard(103.2, "Slowly"), heard(103.3, CUE, "praise"), heard(90.0)]
    assert delays_of(clip, [*others, heard(104.1)]) == [pytest.approx(1.1)]  # began at 103.0
    assert delays_of(clip, [*others, heard(110.5)]) == [None]  # about something over
    assert delays_of(clip, []) == [None]
    assert delays_of(clip, [heard(101.0)]) == []  # still in the ears: not said again so soon


def test_the_rate_of_judged_pictures() -> None:
    pictures = [Judged(10 + index / 20, 0.02, 0.015) for index in range(100)]
    rate = rate_of(pictures, [(10.0, 15.0)])
    assert rate == Rate(20.0, 20.0, pytest.approx(20.0), pytest.approx(15.0), 100)
    half = rate_of([one for one in pictures if not 12 <= one.at_s < 13], [(10.0, 15.0)])
    assert half is not None and (half.fps, half.worst_fps) == (16.0, 0.0)
    assert rate_of(pictures, [(20.0, 25.0)]) is None


def test_memory_and_cores_from_samples() -> None:
    loads = [Load(float(s), 100 + s / 60, 0.5 * s) for s in range(0, 601, 10)]
    memory = memory_of(loads, (60.0, 601.0))
    assert memory is not None
    assert memory.slope == pytest.approx(1.0)
    assert (memory.start, memory.end, memory.minutes) == (100.0, 110.0, 8.0)
    assert cores_used(loads, [(0.0, 100.0), (200.0, 300.0)]) == pytest.approx(0.5)
    assert memory_of(loads, (590.0, 601.0)) is None
    assert cores_used([], [(0.0, 1.0)]) is None


def test_figures_are_told_and_written_down() -> None:
    figures = Figures(
        at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC), cores=2, load=0.5, alone=Bare(80.0, 12.5),
        beside=Bare(50.0, 20.0), rate=Rate(24.0, 22.0, 15.0, 12.0, 1000),
        rate_beside=Rate(15.0, 10.0, 20.0, 18.0, 70), cores_used=0.8,
        delays=(CueDelay("cat_cow", "too_quick", 0.4, 0.6), CueDelay("cat_cow", "x", None, 0.6)),
        memory=Memory(60.0, 400.0, 410.0, 0.5, 9.0), up_s=0.9, opened_s=(4.0, 2.0),
        feedback_s=(3.0, None), voice_s=(4.0, 6.0),
    )  # fmt: skip
    written = as_json(figures)
    assert written["ratio"] == pytest.approx(0.3)
    assert written["delays"][0]["seconds"] == 0.4
    console = Console(width=120, record=True, file=io.StringIO())
    for part in tables(figures):
        console.print(part)
    text = console.export_text()
    assert "1 of 2" in text and "24.0" in text
    assert text.count("missed") == 1  # the first spoken words
