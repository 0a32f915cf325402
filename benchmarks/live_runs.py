"""Practices before the fake camera: what a run of `benchmarks.live` does."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Playwright

from .live_browser import App, browser, watched
from .live_figures import Load
from .live_film import Film, Part, last, play, still, write_film
from .live_practise import Heard, PractisePage

SAMPLES = Path(__file__).resolve().parents[1] / "sample_videos"
STILL_S = 9.0
"""So long somebody stays in the start pose before moving: placing, the gate and the neutral."""
BETWEEN_S = 4.0
"""Between two rounds of a clip: a cue is not said again within a few seconds."""
HALF_WAY_S = 25.0
WAITING = ("Starting the camera", "Getting ready")
"""What the display shows before it has seen anything."""


@dataclass(frozen=True, slots=True)
class Practice:
    """What one practice left: all times in seconds since 1970.

    Attributes:
        opened_s: seconds until the page could be used.
        started_at: when Start was pressed.
        ended_at: when Stop was pressed, or the practice ended by itself.
        pictures: (when, number) of the camera's pictures.
        shown: (when, text) of the display.
        headline: of the summary; "" where there was none.
    """

    opened_s: float
    started_at: float
    ended_at: float
    pictures: tuple[tuple[float, int], ...]
    shown: tuple[tuple[float, str], ...]
    heard: tuple[Heard, ...]
    headline: str

    @property
    def feedback_s(self) -> float | None:
        """From Start to the first words on the display that are about the person."""
        seen = (at for at, text in self.shown if text and not text.startswith(WAITING))
        return next((at - self.started_at for at in seen if at > self.started_at), None)

    @property
    def voice_s(self) -> float | None:
        """From Start to the first words that are spoken."""
        said = (one.at_s for one in self.heard if one.how in ("voice", "file") and one.text)
        return next((at - self.started_at for at in said if at > self.started_at), None)


def rounds(clip: Path, count: int) -> tuple[Part, ...]:
    """A still start, then the clip a few times with a rest after each."""
    return (still(clip, 0.0, STILL_S), *(play(clip), last(clip, BETWEEN_S)) * count)


def film_of(folder: Path, clip: Path, count: int) -> Film:
    """The film of a sample for the camera."""
    return write_film(folder / f"{clip.stem}.mjpeg", rounds(clip, count))


def practise(
    app: App, play: Playwright, film: Film, title: str, seconds: float,
    meanwhile: Callable[[], None] | None = None,
) -> Practice:  # fmt: skip
    """One practice of so many seconds, shorter if it ends by itself.

    `meanwhile` is called once, when half of the time is over, or `HALF_WAY_S`.
    """
    app.forget_people()
    with browser(play, film.path) as chromium, watched(chromium) as context:
        page = PractisePage(context.new_page())
        asked_at = time.time()
        page.open(app.address)
        opened_s = time.time() - asked_at
        page.choose(title)
        started_at = page.start()
        page.wait_until_over(min(seconds / 2, HALF_WAY_S))
        if meanwhile is not None:
            meanwhile()
        page.wait_until_over(started_at + seconds - time.time())
        ended_at = time.time()
        summed_up = page.over or _stopped(page)
        page.page.wait_for_timeout(1000)
        return Practice(
            opened_s, started_at, ended_at, tuple(page.film()), tuple(page.shown()),
            tuple(page.heard()), page.headline.inner_text() if summed_up else "",
        )  # fmt: skip


def _stopped(page: PractisePage) -> bool:
    """Press Stop; whether a summary came. A run of many minutes does not end for want of one."""
    try:
        page.stop()
    except (AssertionError, PlaywrightError):
        return False
    return True


@contextmanager
def loads_of(pid: int, every_s: float = 1.0) -> Iterator[list[Load]]:
    """What a process uses while the block runs, each second; empty where that is not known."""
    samples: list[Load] = []
    over = threading.Event()

    def sample() -> None:
        while not over.wait(every_s if samples else 0):
            now = load_of(pid)
            if now is None:
                return
            samples.append(now)

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield samples
    finally:
        over.set()
        thread.join()


def load_of(pid: int) -> Load | None:
    """What a process used up to now; None where there is no /proc."""
    process = Path(f"/proc/{pid}")
    try:
        pages = int((process / "statm").read_text(encoding="ascii").split()[1])
        after_name = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except (OSError, ValueError, IndexError):
        return None
    ticks = int(after_name[11]) + int(after_name[12])
    return Load(
        time.time(), pages * os.sysconf("SC_PAGE_SIZE") / 1e6, ticks / os.sysconf("SC_CLK_TCK")
    )


def mistake_clips(exercises: Sequence[str]) -> list[Path]:
    """The samples in which these exercises' mistakes are made."""
    return [
        clip
        for exercise in exercises
        for clip in sorted(SAMPLES.glob(f"{exercise}_*.mp4"))
        if "_clean" not in clip.stem
    ]
