"""The landmark cache: by content, never in the way, whole or not at all, no bigger than told."""

from __future__ import annotations

import errno
import math
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streams.camera import film
from streams.exercises import clean

from formcheck.pose.frame_store import packed
from formcheck.pose.recording import Recording
from formcheck.video import landmark_cache
from formcheck.video.analysis import WHOLE, VideoInfo, Window
from formcheck.video.landmark_cache import LandmarkCache, Seen, named

FRAMES = film(clean("thread_the_needle", reps=1))[:40]


def seen(name: str = "Küche.mp4", count: int = 40, window: Window = WHOLE) -> Seen:
    recording = Recording(FRAMES[:count], name, "full.task", 3.3, 12.0, ("It ends early.",))
    return Seen(recording, VideoInfo(Path(name), 3.4, 12.5, (640, 360), window), True)


def assert_same(found: Seen | None, wanted: Seen) -> None:
    assert found is not None
    assert replace(found.recording, frames=()) == replace(wanted.recording, frames=())
    assert packed(found.recording.frames).tobytes() == packed(wanted.recording.frames).tobytes()
    assert (found.info, found.anybody) == (wanted.info, wanted.anybody)


@pytest.fixture
def cache(tmp_path: Path) -> LandmarkCache:
    return LandmarkCache(tmp_path / "cache")


def files(cache: LandmarkCache, ending: str = "*.landmarks") -> list[Path]:
    return sorted(cache.folder.glob(ending))


@pytest.mark.parametrize("window", [WHOLE, Window(1.5, 2.25), Window(1.0, math.inf)])
def test_what_is_put_is_got(cache: LandmarkCache, window: Window) -> None:
    assert cache.get("a") is None
    cache.put("a", seen(window=window))
    assert_same(cache.get("a"), seen(window=window))
    assert cache.get("b") is None


def test_nobody_and_nothing_are_kept_too(cache: LandmarkCache) -> None:
    empty = replace(seen(count=0), anybody=False)
    cache.put("a", empty)
    assert_same(cache.get("a"), empty)


def test_the_name_is_that_of_the_film_at_hand() -> None:
    found = named(seen("one.mp4"), Path("folder") / "two.mov", Path("models") / "lite.task")
    assert (found.recording.name, found.recording.model) == ("two.mov", "lite.task")
    assert found.info.path == Path("folder") / "two.mov"


@pytest.fixture
def key_of(tmp_path: Path, cache: LandmarkCache) -> Callable[..., str]:
    model = tmp_path / "model.task"
    model.write_bytes(b"model")

    def key(content: bytes, name: str = "a.mp4", window: Window = WHOLE, reading: str = "") -> str:
        (tmp_path / name).write_bytes(content)
        return cache.key(tmp_path / name, model, window, reading)

    return key


def test_the_key_goes_by_content_and_part_not_by_name(key_of: Callable[..., str]) -> None:
    whole = key_of(b"film")
    assert key_of(b"film", "another name.mov") == whole
    different = {
        key_of(b"other"),
        key_of(b"film", window=Window(0, 3)),
        key_of(b"film", reading="x"),
    }
    assert len(different | {whole}) == 4
    assert key_of(b"film", window=Window(0, 3)) == key_of(b"film", window=Window(0.0, 3.0))


def test_another_model_is_another_key(cache: LandmarkCache, tmp_path: Path) -> None:
    for name in ("film", "one", "two"):
        (tmp_path / name).write_text(name)
    film, one, two = (tmp_path / name for name in ("film", "one", "two"))
    assert cache.key(film, one, WHOLE) != cache.key(film, two, WHOLE)


def test_other_code_is_another_key(
    key_of: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key_of(b"film")
    assert len(landmark_cache.reading_version()) == 64  # all files of the list are there
    monkeypatch.setattr(landmark_cache, "reading_version", lambda: "newer")
    assert key_of(b"film") != before


def test_a_film_that_was_changed_is_read_again(key_of: Callable[..., str], tmp_path: Path) -> None:
    before = key_of(b"film")
    os.utime(tmp_path / "a.mp4", (1, 1))
    assert key_of(b"fill") != before


def test_looking_at_a_long_film_can_be_cancelled(cache: LandmarkCache, tmp_path: Path) -> None:
    film = tmp_path / "long.mp4"
    film.write_bytes(bytes(3 * 2**20))
    ticks = 0

    def tick() -> None:
        nonlocal ticks
        ticks += 1
        if ticks == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        cache.key(film, film, WHOLE, tick=tick)
    assert ticks == 2


def test_a_missing_film_has_no_key(cache: LandmarkCache, tmp_path: Path) -> None:
    assert cache.key(tmp_path / "none.mp4", tmp_path / "none.task", WHOLE) is None
    assert cache.key(tmp_path, tmp_path, WHOLE) is None


def test_a_damaged_entry_counts_as_none_and_goes(cache: LandmarkCache) -> None:
    """Every 997th byte in turn is broken, and the file is cut off at as many places."""
    cache.put("a", seen())
    (path,) = files(cache)
    whole = path.read_bytes()
    for at in range(0, len(whole), 997):
        flipped = bytearray(whole)
        flipped[at] ^= 0x20
        for content in (bytes(flipped), whole[:at], whole + b"x"):
            path.write_bytes(content)
            assert cache.get("a") is None
            assert not path.exists()


def test_an_entry_of_another_kind_is_none(cache: LandmarkCache, tmp_path: Path) -> None:
    cache.put("a", seen())
    (path,) = files(cache)
    path.write_bytes(path.read_bytes().replace(b"landmarks/1", b"landmarks/2", 1))
    assert cache.get("a") is None


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    cache = LandmarkCache(tmp_path)
    for age, name in enumerate("abc"):
        cache.put(name, seen())
        path = tmp_path / f"{name}.landmarks"
        os.utime(path, (1000 + age, 1000 + age))
    assert cache.get("a") is not None  # used just now
    small = LandmarkCache(tmp_path, max_bytes=int(2.5 * path.stat().st_size))
    small.put("d", seen())
    assert [file.stem for file in files(small)] == ["a", "d"]


def test_what_is_bigger_than_all_the_room_is_not_kept(tmp_path: Path) -> None:
    cache = LandmarkCache(tmp_path, max_bytes=1000)
    cache.put("a", seen())
    assert files(cache) == [] and cache.get("a") is None


def test_size_and_clearing(cache: LandmarkCache) -> None:
    assert (cache.size(), cache.clear()) == (0, 0)  # there is no folder yet
    cache.put("a", seen())
    cache.put("b", seen(count=20))
    size = sum(path.stat().st_size for path in files(cache))
    assert cache.size() == size
    assert cache.clear() == size
    assert list(cache.folder.iterdir()) == []


def test_frames_stay_readable_when_their_entry_goes(cache: LandmarkCache) -> None:
    cache.put("a", seen())
    found = cache.get("a")
    cache.clear()
    assert_same(found, seen())


def test_a_full_disk_is_no_error(cache: LandmarkCache, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Any, _seen: Seen) -> None:
        file.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(landmark_cache, "write_seen", full)
    cache.put("a", seen())
    assert list(cache.folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = LandmarkCache(tmp_path / "file" / "cache")
    with cache.alone("a", lambda: None):
        cache.put("a", seen())
        assert cache.get("a") is None
    assert (cache.size(), cache.clear()) == (0, 0)


def test_cancelling_while_writing_leaves_nothing(
    cache: LandmarkCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cancelled(file: Any, _seen: Seen) -> None:
        file.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(landmark_cache, "write_seen", cancelled)
    with pytest.raises(KeyboardInterrupt):
        cache.put("a", seen())
    assert list(cache.folder.iterdir()) == []


def test_old_litter_goes_and_fresh_stays(cache: LandmarkCache) -> None:
    cache.put("a", seen())
    old, fresh = cache.folder / "old.part", cache.folder / "fresh.part"
    for path in (old, fresh):
        path.write_text("half")
    os.utime(old, (time.time() - 2 * 86_400,) * 2)
    cache.put("b", seen())
    assert not old.exists() and fresh.exists()


def test_the_second_of_two_waits_and_gets_what_the_first_made(cache: LandmarkCache) -> None:
    inside, waiting, found = threading.Event(), threading.Event(), []

    def first() -> None:
        with cache.alone("a", lambda: None):
            inside.set()
            waiting.wait(10)
            cache.put("a", seen())

    def second() -> None:
        with LandmarkCache(cache.folder).alone("a", waiting.set):
            found.append(cache.get("a"))

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    inside.wait(10)
    threads[1].start()
    for thread in threads:
        thread.join(20)
    assert_same(found[0], seen())


def test_waiting_can_be_given_up(cache: LandmarkCache) -> None:
    def cancelled() -> None:
        raise InterruptedError

    with cache.alone("a", lambda: None):
        with pytest.raises(InterruptedError), LandmarkCache(cache.folder).alone("a", cancelled):
            pytest.fail("it was not our turn")
        with cache.alone("b", cancelled):
            pass  # another film need not wait
