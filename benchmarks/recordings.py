"""Landmark recordings of clips, kept in the cache: pictures are looked at once per pose code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path

import formcheck
from formcheck.cli.quiet import without_native_chatter
from formcheck.pose.recording import Recording, load_recording, save_recording
from formcheck.video.errors import VideoError
from formcheck.video.pipeline import record_video
from formcheck.video.reading import READ_BY
from tools.sample_studio.cache import (
    Cache,
    code_fingerprint,
    digest,
    file_fingerprint,
    in_parallel,
)

KIND, SEEN, REFUSED = "landmarks", ".npz", ".txt"
LOOKS_AT = (*READ_BY, "pose/recording.py", "video/pipeline.py")
"""The code that decides what is seen in a video, inside the package."""


class NobodySeen(Exception):
    """There is nobody in the clip, or it cannot be read; the message is the product's own."""


def record_all(
    videos: Sequence[Path], cache: Cache, model: Path, workers: int = 2,
    done: Callable[[Path], None] = lambda video: None, older: bool = False,
) -> dict[Path, Path]:  # fmt: skip
    """Landmarks of every video, made where they are not in the cache yet; files by video.

    With ``older``, what older pose code or another model saw in the same video is taken, too.
    """
    key = digest([pose_code(), file_fingerprint(model)])
    job = partial(_recorded, cache.folder, model, key)
    result, due = {}, []
    for video in dict.fromkeys(videos):
        there = _there(cache, _kind(video), key, older)
        if there is None:
            due.append(video)
            continue
        result[video] = there
        done(video)
    for video, path in in_parallel(job, due, workers):
        result[video] = path
        done(video)
    return result


def pose_code() -> str:
    """Fingerprint of the code that turns pictures into landmarks, and of MediaPipe's version."""
    package = Path(formcheck.__file__).parent
    code = code_fingerprint([package / part for part in LOOKS_AT])
    return f"{code} {version('mediapipe')}"


def open_recording(path: Path) -> Recording:
    """A recording from the cache.

    Raises:
        NobodySeen: the product had refused the video.
    """
    if path.suffix == REFUSED:
        raise NobodySeen(path.read_text(encoding="utf-8"))
    return load_recording(path)


def _recorded(folder: Path, model: Path, key: str, video: Path) -> Path:
    cache, kind = Cache(folder), _kind(video)
    there = _there(cache, kind, key)
    if there is not None:
        return there
    try:
        return cache.made(kind, key, SEEN, lambda part: _record(video, model, part))
    except NobodySeen as error:
        reason = str(error)
    return cache.made(kind, key, REFUSED, lambda part: _write(part, reason))


def _kind(video: Path) -> str:
    return f"{KIND}/{file_fingerprint(video)}"


def _there(cache: Cache, kind: str, key: str, older: bool = False) -> Path | None:
    """What was seen in a video, or why it was refused, if that is known already."""
    exact = [cache.path(kind, key, suffix) for suffix in (SEEN, REFUSED)]
    for path in exact:
        if path.exists():
            return path
    others = exact[0].parent.glob("[!.]*") if older else ()
    return max(others, key=lambda path: path.stat().st_mtime, default=None)


def _record(video: Path, model: Path, target: Path) -> None:
    try:
        with without_native_chatter():
            recording = record_video(video, model=model)
    except VideoError as error:
        raise NobodySeen(str(error)) from error
    save_recording(target, recording)


def _write(target: Path, text: str) -> None:
    target.write_text(text, encoding="utf-8")
