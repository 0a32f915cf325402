"""Recordings: what is saved is what is read; damaged files are refused in one sentence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streams.camera import film
from streams.exercises import clean
from streams.pictures import gone, without

from formcheck.pose import recording as recording_module
from formcheck.pose.recording import (
    FORMAT,
    Recording,
    RecordingError,
    load_recording,
    save_recording,
)


def sample() -> Recording:
    """Ten frames: one with nobody, one without an outline, one with a hidden hip."""
    frames = list(film(clean("thread_the_needle", reps=1))[:10])
    frames[2] = gone(frames[2], 17.0)
    frames[4] = replace(frames[4], outline=None)
    frames[6] = without(frames[6], 23)
    frames[8] = replace(frames[8], size=(320, 180), quality=replace(frames[8].quality, people=2))
    return Recording(tuple(frames), "Küche.mp4", "full.task", 0.7, 15.0, ("2 frames lost",))


def assert_same(found: Recording, saved: Recording) -> None:
    assert replace(found, frames=()) == replace(saved, frames=())
    assert len(found.frames) == len(saved.frames)
    for ours, theirs in zip(found.frames, saved.frames, strict=True):
        assert (ours.time_s, ours.size) == (theirs.time_s, theirs.size)
        assert (ours.landmarks is None) == (theirs.landmarks is None)
        if ours.landmarks is not None and theirs.landmarks is not None:
            assert ours.landmarks.dtype == np.float64
            assert ours.landmarks == pytest.approx(theirs.landmarks, abs=1e-4)
        assert (ours.outline is None) == (theirs.outline is None)
        if ours.outline is not None and theirs.outline is not None:
            assert ours.outline.distance_px == pytest.approx(theirs.outline.distance_px, abs=1e-4)
        assert ours.quality.in_mask.tolist() == theirs.quality.in_mask.tolist()
        assert ours.quality.people == theirs.quality.people
        assert ours.quality.brightness == pytest.approx(theirs.quality.brightness)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "set.npz"


def test_what_is_saved_is_read_again(path: Path) -> None:
    save_recording(path, sample())
    assert_same(load_recording(path), sample())


def test_missing_rays_stay_missing(path: Path) -> None:
    frame = sample().frames[0]
    assert frame.outline is not None
    rays = frame.outline.distance_px.copy()
    rays[0, 5:9] = np.nan
    holed = replace(frame, outline=replace(frame.outline, distance_px=rays))
    save_recording(path, replace(sample(), frames=(holed,)))
    (found,) = load_recording(path).frames
    assert found.outline is not None
    assert np.array_equal(np.isnan(found.outline.distance_px), np.isnan(rays))


@pytest.mark.parametrize("frames", [(), tuple(map(gone, sample().frames[:2]))])
def test_a_recording_of_nothing_or_nobody_is_one_too(path: Path, frames: tuple) -> None:
    empty = Recording(frames, "camera", "full.task", 0.0, 0.0)
    save_recording(path, empty)
    assert_same(load_recording(path), empty)


def test_an_old_file_is_replaced_and_nothing_is_left_beside_it(path: Path) -> None:
    path.write_bytes(b"old")
    save_recording(path, sample())
    assert_same(load_recording(path), sample())
    assert list(path.parent.iterdir()) == [path]


def test_a_failed_save_keeps_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"old")

    def full(*_args: object, **_arrays: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(recording_module.npy, "write_array", full)
    with pytest.raises(RecordingError, match=r"Cannot write .*set\.npz: No space left on device\."):
        save_recording(path, sample())
    assert path.read_bytes() == b"old" and list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"Cannot write .*nowhere.*Choose another place"):
        save_recording(tmp_path / "nowhere" / "set.npz", sample())


def test_a_missing_file_is_named(path: Path) -> None:
    with pytest.raises(RecordingError, match=r"There is no file .*set\.npz\. Check the name\."):
        load_recording(path)


def rewritten(path: Path, **changes: object) -> None:
    """Save the sample, then change or (None) drop arrays."""
    save_recording(path, sample())
    with np.load(path) as data:
        arrays = {key: data[key] for key in data.files}
    for key, value in changes.items():
        if value is None:
            arrays.pop(key)
        else:
            arrays[key] = np.asarray(value)
    np.savez(path, **arrays)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": FORMAT.replace("/1", "/2")},
        {"format": None},
        {"landmarks": None},
        {"landmarks": np.zeros((2, 33, 3))},
        {"landmarks": np.zeros(10)},
        {"time_s": np.array(["a", "b"])},
        {"size": np.zeros((10, 5), int)},
        {"outlines": np.array([{"an": "object"}], dtype=object)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_another_format_or_missing_parts_are_refused(path: Path, changes: dict) -> None:
    rewritten(path, **changes)
    with pytest.raises(RecordingError, match="is not a landmark recording of this version"):
        load_recording(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"PK\x03\x04", b"\x93NUMPY\x01\x00"],
    ids=["empty", "text", "zip", "npy"],
)
def test_other_files_are_refused_with_the_way_to_make_one(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(RecordingError, match=r"formcheck record VIDEO FILE\.npz"):
        load_recording(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingError):
        load_recording(tmp_path)


def test_a_damaged_file_is_refused_or_reads_as_saved(path: Path) -> None:
    """Every 61st byte in turn is broken, and the file is cut off at as many places."""
    save_recording(path, sample())
    whole = path.read_bytes()
    broken = path.with_name("broken.npz")
    refused = 0
    for at in range(0, len(whole), 61):
        flipped = bytearray(whole)
        flipped[at] ^= 0xFF
        for content in (bytes(flipped), whole[:at]):
            broken.write_bytes(content)
            try:
                assert_same(load_recording(broken), sample())
            except RecordingError:
                refused += 1
    assert refused > len(whole) / 61
