"""Bare MediaPipe on a film's pictures: `python -m benchmarks.live_bare MODEL FILM SECONDS`.

A process of its own that does nothing else; it prints pictures a second and milliseconds a
picture as JSON. The pictures are decoded before the clock runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from itertools import count, islice
from pathlib import Path

import av
import numpy as np

PICTURES = 120
WARM_UP = 15


@dataclass(frozen=True, slots=True)
class Bare:
    """What MediaPipe does alone: `detect_for_video` with masks, one picture after the other."""

    fps: float
    ms: float


def bare_mediapipe(model: Path, film: Path, seconds: float) -> Bare:
    """Measure in a process of its own, at this moment."""
    command = [sys.executable, "-m", "benchmarks.live_bare", str(model), str(film), str(seconds)]
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return Bare(**json.loads(done.stdout.splitlines()[-1]))


def measure(model: Path, film: Path, seconds: float) -> Bare:
    """Run the model for so many seconds, after a warm-up."""
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions
    from mediapipe.tasks.python.vision import PoseLandmarker, PoseLandmarkerOptions, RunningMode

    with av.open(str(film)) as source:
        shots = [
            np.ascontiguousarray(frame.to_ndarray(format="rgb24"))
            for frame in islice(source.decode(video=0), 0, PICTURES * 5, 5)
        ]
    options = PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model)),
        running_mode=RunningMode.VIDEO,
        output_segmentation_masks=True,
    )
    with PoseLandmarker.create_from_options(options) as landmarker:
        began = time.perf_counter()
        for number in count():
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=shots[number % len(shots)])
            landmarker.detect_for_video(image, number * 33)
            now = time.perf_counter()
            if number == WARM_UP:
                began = now
            elif number > WARM_UP and now - began >= seconds:
                break
    judged = number - WARM_UP
    return Bare(judged / (now - began), 1000 * (now - began) / judged)


if __name__ == "__main__":
    print(json.dumps(asdict(measure(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])))))
