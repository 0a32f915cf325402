"""One measurement in a process of its own: `python -m benchmarks.recorded_run MODE MODEL FILM`.

Modes: `bare` (MediaPipe alone), `landmarks`, `analysis` (landmarks and judging) and `annotated`
(all of it). It prints one line of JSON. What is measured is the call, from film to result; only
the imports came before.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from itertools import count, islice
from pathlib import Path
from typing import Literal

import numpy as np

from formcheck.pose.recording import Recording
from formcheck.specs.loader import find_spec
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.pipeline import MAX_FPS, analyze_video, judge_recording, record_video
from formcheck.video.reader import open_video

Mode = Literal["bare", "landmarks", "analysis", "annotated"]

PICTURES = 90
"""So many successive pictures are held for bare MediaPipe, which sees them to and fro."""
WARM_UP = 15


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took.

    Attributes:
        pictures: judged.
        seconds: from the call to its result.
        processor_s: processor time of all threads.
        judging_s: processor time that judging took; 0 where it was not measured by itself.
        memory_mb: the most that was resident.
    """

    pictures: int
    seconds: float
    processor_s: float
    judging_s: float
    memory_mb: float

    @property
    def fps(self) -> float:
        """Pictures a second."""
        return self.pictures / self.seconds

    @property
    def ms(self) -> float:
        """Milliseconds a picture."""
        return 1000 * self.seconds / self.pictures

    @property
    def processor_ms(self) -> float:
        """Milliseconds of processor time a picture."""
        return 1000 * self.processor_s / self.pictures


def run(mode: Mode, model: Path, film: Path, exercise: str, seconds: float) -> Run:
    """Measure in a process of its own, at this moment."""
    words = [mode, str(model), str(film), exercise, str(seconds)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.recorded_run", *words],
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    return Run(**json.loads(done.stdout.splitlines()[-1]))


def measure(mode: Mode, model: Path, film: Path, spec: ExerciseSpec, seconds: float) -> Run:
    """Measure in this process; `seconds` is how long bare MediaPipe runs."""
    import mediapipe.tasks.python.vision  # noqa: F401 - takes a second, once in a program

    if mode == "bare":
        return _bare(model, film, seconds)
    began, processor = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory(prefix="formcheck-bench-") as folder:
        recording = _work(mode, model, film, spec, Path(folder) / "annotated.mp4")
    took, worked = time.perf_counter() - began, time.process_time() - processor
    memory = _memory_mb()
    judging = _judging_s(recording, spec) if mode == "landmarks" else 0.0
    return Run(len(recording.frames), took, worked, judging, memory)


def _work(mode: Mode, model: Path, film: Path, spec: ExerciseSpec, target: Path) -> Recording:
    if mode == "landmarks":
        return record_video(film, model=model)
    annotate_to = target if mode == "annotated" else None
    recording = analyze_video(film, spec, model=model, annotate_to=annotate_to).recording
    assert recording is not None
    return recording


def _judging_s(recording: Recording, spec: ExerciseSpec) -> float:
    """All passes over the recording; once before, so that the spec's programs are made."""
    judge_recording(replace(recording, frames=recording.frames[:30]), spec)
    began = time.thread_time()
    judge_recording(recording, spec)
    return time.thread_time() - began


def _bare(model: Path, film: Path, seconds: float) -> Run:
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions
    from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

    with open_video(film, max_fps=MAX_FPS) as video:
        shots = [np.ascontiguousarray(shot.image) for shot in islice(video, PICTURES)]
    to_and_fro = [*shots, *shots[-2:0:-1]]
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=RunningMode.VIDEO,
        output_segmentation_masks=True,
    )
    with PoseLandmarker.create_from_options(options) as landmarker:
        began, processor = time.perf_counter(), time.process_time()
        for number in count():
            shot = to_and_fro[number % len(to_and_fro)]
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=shot)
            landmarker.detect_for_video(image, number * 33)
            now = time.perf_counter()
            if number == WARM_UP:
                began, processor = now, time.process_time()
            elif number > WARM_UP and now - began >= seconds:
                break
        worked = time.process_time() - processor
    return Run(number - WARM_UP, now - began, worked, 0.0, _memory_mb())


def _memory_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    chosen: Mode = sys.argv[1]  # type: ignore[assignment]
    found = measure(
        chosen, Path(sys.argv[2]), Path(sys.argv[3]), find_spec(sys.argv[4]), float(sys.argv[5])
    )
    print(json.dumps(asdict(found)))
