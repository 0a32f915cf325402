"""Keeps a practice as files because the person asked for it: what was seen, and the pictures."""

from __future__ import annotations

import contextlib
import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from platformdirs import user_data_path

from formcheck.pose.frame import PoseFrame
from formcheck.pose.frame_store import FrameSpool
from formcheck.pose.recording import Recording, RecordingError, save_recording
from formcheck.video.errors import VideoError
from formcheck.video.writer import VideoWriter

Image = NDArray[np.uint8]

WAITING_PICTURES = 8
"""So many pictures wait for the encoder; what comes on top is dropped."""
LONGEST_S = 3600.0
"""A recording holds at most an hour: whoever forgets to stop shall not fill the disk."""
USUAL_FPS = 30.0
_FINISH_S = 30.0
_OLD_PART_S = 86_400.0
_STUCK = "The video was not kept: the disk is too slow."
_LOG = logging.getLogger(__name__)


class Keep:
    """Writes one practice to files: `NAME.npz` (landmarks, for `formcheck replay`) and `NAME.mp4`.

    Nothing here raises or makes the practice wait. Whatever fails becomes `problem`, one sentence,
    and the practice goes on. Times in both files count from the first picture.
    """

    def __init__(
        self,
        folder: Path,
        landmarks: bool,
        video: bool,
        *,
        name: str = "practice",
        model: str = "",
        now: Callable[[], datetime] = datetime.now,
    ) -> None:
        """Make the folder if need be.

        Args:
            folder: where to; see `default_folder`.
            landmarks: keep what was seen in each picture.
            video: keep the pictures as they came, without overlay and not mirrored.
            name: begins the files' names, such as the exercise's id.
            model: file name of the pose model.
            now: the date for the files' names.
        """
        self.folder = folder
        self._name, self._model = name, model
        self._lock = threading.Lock()
        self._problem: str | None = None
        self._began_s: float | None = None
        self._frames = FrameSpool()
        self._count, self._last_s = 0, 0.0
        self._landmarks, self._video = landmarks, video
        self._film: _Film | None = None
        self._finished: tuple[str, ...] | None = None
        self._stem = ""
        if landmarks or video:
            self._prepare(f"{name}_{now():%Y-%m-%d_%H%M%S}")

    @property
    def problem(self) -> str | None:
        """The first thing that failed, as a sentence; None while all is well."""
        with self._lock:
            return self._problem or (self._film.problem if self._film else None)

    def picture(self, image: Image, time_s: float) -> None:
        """Take a picture as it came from the camera: RGB (H, W, 3), seconds on any clock."""
        with self._lock:
            if not self._video or self._finished is not None:
                return
            if self._film is None:
                self._film = _Film(self.folder / f"{self._stem}.mp4")
            self._film.take(image, time_s - self._zero(time_s))

    def frame(self, frame: PoseFrame) -> None:
        """Take what was seen in it."""
        with self._lock:
            if not self._landmarks or self._finished is not None:
                return
            since_s = frame.time_s - self._zero(frame.time_s)
            if since_s <= LONGEST_S:
                self._frames.append(replace(frame, time_s=since_s))
                self._count, self._last_s = self._count + 1, since_s
            else:
                self._tell("The landmarks of the first hour are kept; the rest are not.")

    def finish(self) -> tuple[str, ...]:
        """Complete the files; the names of those that are there. Safe to call twice."""
        with self._lock:
            if self._finished is None:
                self._finished = ()
                made = [self._save_landmarks(), self._film.finish() if self._film else None]
                self._finished = tuple(path.name for path in made if path is not None)
                self._frames = FrameSpool()
            return self._finished

    def _prepare(self, stem: str) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _remove_old_parts(self.folder)
            taken = {path.stem for path in self.folder.iterdir()}
        except OSError as error:
            self._landmarks = self._video = False
            self._tell(
                f"Nothing is kept: the folder {self.folder} cannot be written "
                f"({error.strerror}). The practice goes on."
            )
            return
        names = (stem if number == 1 else f"{stem}_{number}" for number in range(1, 1000))
        self._stem = next(name for name in names if name not in taken)

    def _zero(self, time_s: float) -> float:
        if self._began_s is None:
            self._began_s = time_s
        return self._began_s

    def _save_landmarks(self) -> Path | None:
        if not self._count:
            return None
        last_s = self._last_s
        fps = (self._count - 1) / last_s if last_s > 0 else USUAL_FPS
        frames = self._frames.frames()
        recording = Recording(frames, self._name, self._model, last_s + 1 / fps, fps)
        path = self.folder / f"{self._stem}.npz"
        try:
            save_recording(path, recording)
        except RecordingError as error:
            self._tell(f"The landmarks were not kept. {error}")
            return None
        return path

    def _tell(self, sentence: str) -> None:
        if self._problem is None:
            self._problem = sentence
            _LOG.warning(sentence)


class _Film:
    """Encodes pictures in a thread of its own."""

    def __init__(self, path: Path) -> None:
        self.problem: str | None = None
        self._path = path
        self._over = False
        self._pictures: queue.Queue[tuple[Image, float] | None] = queue.Queue(WAITING_PICTURES)
        self._thread = threading.Thread(target=self._run, name="live-keep", daemon=True)
        self._thread.start()

    def take(self, image: Image, time_s: float) -> None:
        with contextlib.suppress(queue.Full):  # the practice is worth more than a picture
            self._pictures.put_nowait((image, time_s))

    def finish(self) -> Path | None:
        """The file, if it was made."""
        try:
            self._pictures.put(None, timeout=_FINISH_S)
        except queue.Full:
            self.problem = self.problem or _STUCK
        self._thread.join(_FINISH_S)
        if self._thread.is_alive():
            self.problem = self.problem or _STUCK
        return self._path if self.problem is None else None

    def _run(self) -> None:
        _step_back()
        try:
            self._write()
        except VideoError as error:
            self.problem = f"The video was not kept. {error}"
        except Exception as error:
            _LOG.exception("The video of a practice could not be written")
            self.problem = f"The video was not kept: {error}. The practice goes on."
        if self.problem is not None:
            _LOG.warning(self.problem)
            while self._next() is not None:
                pass  # nobody shall wait for a place in the queue

    def _write(self) -> None:
        first = self._next()
        if first is None:
            return
        size = (first[0].shape[1], first[0].shape[0])
        last_s = -1.0
        with VideoWriter(self._path, size, USUAL_FPS) as writer:
            picture: tuple[Image, float] | None = first
            while picture is not None:
                image, time_s = picture
                if time_s > last_s:
                    writer.write(fitted(image, size), time_s)
                    last_s = time_s
                picture = self._next()

    def _next(self) -> tuple[Image, float] | None:
        """The next picture; None at the end, and ever after."""
        picture = None if self._over else self._pictures.get()
        self._over = picture is None
        return picture


def default_folder() -> Path:
    """Where practices are kept unless somewhere else is asked for; it need not exist yet."""
    return user_data_path("formcheck", appauthor=False) / "recordings"


def fitted(image: Image, size: tuple[int, int]) -> Image:
    """The picture at another width and height, in its own proportions with black bars around."""
    height, width = image.shape[:2]
    if (width, height) == size:
        return image
    share = min(size[0] / width, size[1] / height)
    inner = (max(1, round(width * share)), max(1, round(height * share)))
    x, y = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    whole = np.zeros((size[1], size[0], 3), np.uint8)
    whole[y : y + inner[1], x : x + inner[0]] = cv2.resize(image, inner)
    return whole


def _step_back() -> None:
    """Let this thread, and those the encoder starts from it, have what the others leave."""
    if sys.platform == "linux":  # elsewhere a priority is the whole program's
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


def _remove_old_parts(folder: Path) -> None:
    """Remove what an interrupted practice left behind long ago."""
    for part in folder.glob("*.part"):
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime > _OLD_PART_S:
                part.unlink()
