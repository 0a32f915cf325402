"""The app with a stopwatch: `streamlit run benchmarks/live_app.py`, started by `live_browser`.

Each judged picture adds a line to the file that FORMCHECK_STOPWATCH names: when it was done
(seconds since 1970), how long it took in all, and how much of that the pose model took.
"""

from __future__ import annotations

import os
import runpy
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
VARIABLE = "FORMCHECK_STOPWATCH"


def put_in_stopwatch(target: Path) -> None:
    """Wrap the session's and the model's own functions, once in this process."""
    from formcheck.live.session import LiveSession
    from formcheck.pose.landmarker import MediaPipePose

    if hasattr(LiveSession, "stopwatch"):
        return
    LiveSession.stopwatch = True  # type: ignore[attr-defined]
    process, detect = LiveSession.process, MediaPipePose.detect
    log = target.open("a", buffering=1, encoding="ascii")
    of_model = [0.0]

    def timed_detect(self: MediaPipePose, image: Any, time_s: float) -> Any:
        began = time.perf_counter()
        try:
            return detect(self, image, time_s)
        finally:
            of_model[0] = time.perf_counter() - began

    def timed_process(self: LiveSession, image: Any, time_s: float) -> Any:
        of_model[0] = 0.0
        began = time.perf_counter()
        try:
            return process(self, image, time_s)
        finally:
            if of_model[0]:  # a picture after the end is not judged
                took = time.perf_counter() - began
                log.write(f"{time.time():.4f} {took:.5f} {of_model[0]:.5f}\n")

    LiveSession.process = timed_process  # type: ignore[method-assign]
    MediaPipePose.detect = timed_detect  # type: ignore[method-assign]


if VARIABLE in os.environ:
    put_in_stopwatch(Path(os.environ[VARIABLE]))
if __name__ == "__main__":
    runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
