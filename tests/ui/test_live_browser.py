"""Good form before a camera, start to end, in a real browser: counted right, nothing corrected."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from browser_kit import app, film_for_camera, needs_a_browser, playwright, practised
from playwright.sync_api import Playwright

from formcheck.live.phrases import ALL_DONE, FIRST_ONE

pytestmark = needs_a_browser
__all__ = ["app", "playwright"]  # fixtures


@pytest.mark.parametrize(
    ("exercise", "title", "dose", "reps", "rounds"),
    [
        ("thread_the_needle", "Thread the needle", {}, 2, 1),
        ("cat_cow", "Cat-cow", {"Repetitions": 5}, 5, 3),
        ("seated_thoracic_extension", "Seated thoracic extension", {"Repetitions": 2}, 2, 1),
        ("wall_angels", "Wall angels", {}, 2, 1),  # ten were asked for: ended by Stop
    ],
)
def test_good_form_is_counted_to_the_end_and_never_corrected(
    app: str, playwright: Playwright, tmp_path: Path,
    exercise: str, title: str, dose: Mapping[str, int], reps: int, rounds: int,
) -> None:  # fmt: skip
    film = film_for_camera(f"{exercise}_clean", tmp_path / "film.mjpeg", rounds)
    whole = exercise != "wall_angels"
    done = practised(app, playwright, film, title, dose, ends_itself=whole)
    assert done.lines("correction") == []
    assert done.by_itself is whole, done.heard
    assert done.headline == f"{reps} repetitions, all clean"
    assert ("You did" if whole else "You pressed Stop.") in done.summary
    assert "No mistake was found" in done.summary
    lines = [one.text for one in done.heard]
    assert FIRST_ONE in lines
    assert not whole or lines[-1] == ALL_DONE
    assert all(one.how == "voice" for one in done.heard if one.text), "the browser has a voice"
