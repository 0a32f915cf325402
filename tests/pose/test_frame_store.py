"""Stored frames: they come back as float32 would have them, from memory or disk, by any way."""

from __future__ import annotations

import errno
import pickle
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from streams.camera import film
from streams.exercises import clean
from streams.pictures import gone

from formcheck.pose import frame_store
from formcheck.pose.frame import PoseFrame
from formcheck.pose.frame_store import CHUNK, RECORD, FrameSpool, StoredFrames, packed, stored

SOME = film(clean("thread_the_needle", reps=1))[:10]


def many(count: int = 3 * CHUNK + 7) -> list[PoseFrame]:
    frames = [replace(SOME[i % 10], time_s=i / 30) for i in range(count)]
    frames[2] = gone(frames[2])
    frames[4] = replace(frames[4], outline=None)
    return frames


def same(found: Sequence[PoseFrame], wanted: Sequence[PoseFrame]) -> bool:
    return packed(found).tobytes() == packed(wanted).tobytes()


@pytest.fixture
def on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_store, "IN_MEMORY", 0)


@pytest.mark.parametrize("count", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
@pytest.mark.parametrize("in_memory", [0, 2**20])
def test_what_goes_in_comes_out(
    count: int, in_memory: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frame_store, "IN_MEMORY", in_memory)
    frames = many()[:count]
    kept = stored(frames)
    assert len(kept) == count
    assert same(list(kept), frames)
    assert same([kept[i] for i in range(count)], frames)


def test_values_are_rounded_once_and_in_the_frames_own_types(on_disk: None) -> None:
    frame = SOME[0]
    assert frame.landmarks is not None
    once = stored([frame])[0]
    assert once.landmarks is not None and once.landmarks.dtype == np.float64
    assert np.array_equal(once.landmarks, frame.landmarks.astype(np.float32))
    assert same([stored([once])[0]], [once])
    assert isinstance(once.time_s, float) and isinstance(once.size[0], int)
    assert isinstance(once.quality.people, int) and once.quality.in_mask.dtype == bool


def test_slices_and_places_are_those_of_a_tuple(on_disk: None) -> None:
    frames = tuple(many())
    kept = stored(frames)
    for part in (
        slice(5, 9),
        slice(250, 520),
        slice(None, None, 200),
        slice(9, 3),
        slice(-3, None),
    ):
        assert same(kept[part], frames[part])
    assert kept[-1].time_s == frames[-1].time_s
    for outside in (len(frames), -len(frames) - 1):
        with pytest.raises(IndexError):
            kept[outside]


def test_two_loops_at_once_do_not_disturb_each_other(on_disk: None) -> None:
    frames = many()
    kept = stored(frames)
    for one, other, frame in zip(kept, kept, frames, strict=True):
        assert one.time_s == other.time_s == frame.time_s


def test_several_threads_read_the_same_frames(on_disk: None) -> None:
    kept = stored(many())
    wrong: list[int] = []

    def read(start: int) -> None:
        for i in range(start, len(kept), 37):
            if kept[i].time_s != i / 30:
                wrong.append(i)

    threads = [threading.Thread(target=read, args=(start,)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_frames_can_be_sent_to_another_program(on_disk: None) -> None:
    assert same(list(pickle.loads(pickle.dumps(stored(many())))), many())


def test_whether_anybody_was_seen_is_known() -> None:
    with FrameSpool() as spool:
        spool.append(gone(SOME[0]))
        assert not spool.anybody
        spool.append(SOME[1])
        assert spool.anybody


class FullDisk:
    """A file that takes so many bytes and no more."""

    def __init__(self, file: Any, room: int) -> None:
        self.file, self.room = file, room

    def write(self, data: bytes) -> int:
        if self.file.tell() + len(data) > self.room:
            self.file.write(data[: max(0, self.room - self.file.tell())])
            raise OSError(errno.ENOSPC, "No space left on device")
        return int(self.file.write(data))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


@pytest.mark.parametrize("room", [0, 100, CHUNK * RECORD.itemsize, 2 * CHUNK * RECORD.itemsize + 9])
def test_a_full_disk_costs_memory_and_nothing_else(
    room: int, on_disk: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = frame_store.tempfile.TemporaryFile
    monkeypatch.setattr(
        frame_store.tempfile, "TemporaryFile", lambda **options: FullDisk(real(**options), room)
    )
    assert same(list(stored(many())), many())


def test_a_folder_that_cannot_be_written_costs_memory_too(on_disk: None, tmp_path: Path) -> None:
    with FrameSpool(tmp_path / "nowhere") as spool:
        for frame in many():
            spool.append(frame)
        assert same(list(spool.frames()), many())


def test_a_file_that_was_cut_off_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "frames"
    path.write_bytes(packed(many(10)).tobytes()[:-1])
    kept = StoredFrames(path.open("rb"), 10)
    with pytest.raises(OSError, match="cut off"):
        list(kept)
