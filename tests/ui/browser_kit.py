"""Films before the app in a real browser, as the tests use them; the machinery is the benchmark's.

Pictures are small and films short; the tests run one by one (`run.py test`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from benchmarks.live_browser import CHROMIUM, ROOT, browser, running_app, watched
from benchmarks.live_film import Film, Part, last, play, still, write_film
from benchmarks.live_practise import Heard, PractisePage, choose
from benchmarks.truths import read_truth
from formcheck.pose.model import ModelError, ensure_model

__all__ = [
    "CHROMIUM", "Film", "PHONE", "PractisePage", "ROOT", "SAMPLES", "SMALL", "STILL_S", "WIDE",
    "app", "at_the_page", "browser", "choose", "film_for_camera", "needle", "needs_a_browser",
    "playwright", "practised", "watched",
]  # fmt: skip

SAMPLES = ROOT / "sample_videos"
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
SMALL = (480, 360)
STILL_S = 7.0
AROUND_S = 0.3
END_S = 4.0
AFTER_S = 8.0
needs_a_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason="Chromium is not installed"),
    pytest.mark.skipif(not (SAMPLES / "cat_cow_clean.mp4").is_file(), reason="no samples"),
    pytest.mark.timeout(300),
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running app, which must leave no working files behind."""
    try:
        model = ensure_model()
    except ModelError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("app")
    with running_app(model, folder) as running:
        yield running.address
    assert not list(folder.glob("formcheck-*")), "the app left its working files behind"


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


def film_for_camera(sample: str, target: Path, rounds: int = 1) -> Film:
    """A sample for a fake camera: a still start, then its repetitions, several times if wished.

    After its end the film begins again: with the still start.
    """
    clip = SAMPLES / f"{sample}.mp4"
    reps = read_truth(clip.with_suffix(".json")).reps
    low, high = reps[0].start_s - AROUND_S, reps[-1].end_s + AROUND_S
    moving: Sequence[Part] = (play(clip, low, high),) * rounds
    return write_film(target, [still(clip, 0.0, STILL_S), *moving, last(clip, END_S)], SMALL)


@pytest.fixture(scope="module")
def needle(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """A clean set of thread the needle, for the camera."""
    return film_for_camera("thread_the_needle_clean", tmp_path_factory.mktemp("film") / "a.mjpeg")


@dataclass(frozen=True, slots=True)
class Practised:
    """What a practice before a film came to.

    Attributes:
        heard: everything that was played.
        shown: the texts of the display, one after the other.
        by_itself: it ended without Stop.
        summary: the whole text of the page afterwards.
    """

    heard: tuple[Heard, ...]
    shown: tuple[str, ...]
    by_itself: bool
    headline: str
    summary: str

    def lines(self, *kinds: str) -> list[str]:
        """What was said of these kinds, in order."""
        return [one.text for one in self.heard if one.kind in kinds]


@contextmanager
def at_the_page(
    app: str, playwright: Playwright, film: Path, title: str, dose: Mapping[str, int] | None = None
) -> Iterator[PractisePage]:
    """The page *Practise* before a camera that will show the film, exercise and dose chosen."""
    with browser(playwright, film) as chromium, watched(chromium) as context:
        page = PractisePage(context.new_page())
        page.open(app)
        page.choose(title)
        for label, value in (dose or {}).items():
            page.set_dose(label, value)
        yield page


def practised(
    app: str, playwright: Playwright, film: Film, title: str, dose: Mapping[str, int] | None = None,
    *, ends_itself: bool = False,
) -> Practised:  # fmt: skip
    """Play the film through once; Stop is pressed at its end if the practice still runs then."""
    with at_the_page(app, playwright, film.path, title, dose) as page:
        page.start()
        by_itself = page.wait_until_over(film.seconds + (AFTER_S if ends_itself else 0))
        if not by_itself:
            page.stop()
        return Practised(
            tuple(page.heard()), tuple(text for _, text in page.shown()), by_itself,
            page.headline.inner_text(), page.summary(),
        )  # fmt: skip
