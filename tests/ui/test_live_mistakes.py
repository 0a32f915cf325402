"""Mistakes before a camera in a real browser: each draws its own cue, and no other one."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser_kit import app, film_for_camera, needs_a_browser, playwright, practised
from playwright.sync_api import Playwright

pytestmark = needs_a_browser
__all__ = ["app", "playwright"]  # fixtures


@pytest.mark.parametrize(
    ("sample", "title", "reps", "cue"),
    [
        ("thread_the_needle_hips_back", "Thread the needle", 2, "Keep your hips over your knees"),
        ("cat_cow_too_quick", "Cat-cow", 4, "Slower, one breath each way"),
        (
            "seated_thoracic_extension_overextend", "Seated thoracic extension", 2,
            "Ease back a little, lift the chest instead",
        ),
        ("wall_angels_back_off_wall", "Wall angels", 2, "Back to the wall, ribs down"),
    ],
)  # fmt: skip
def test_a_mistake_draws_its_own_cue_and_no_other(
    app: str, playwright: Playwright, tmp_path: Path, sample: str, title: str, reps: int, cue: str
) -> None:
    film = film_for_camera(sample, tmp_path / "film.mjpeg")
    done = practised(app, playwright, film, title)
    assert set(done.lines("correction")) == {cue}, done.heard
    assert any(cue in text for text in done.shown)
    assert not done.by_itself
    assert done.headline.startswith(f"{reps} repetitions")
    assert "with a mistake" in done.headline
    assert cue in done.summary
    assert "You pressed Stop." in done.summary
