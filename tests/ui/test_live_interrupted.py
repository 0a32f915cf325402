"""A practice that is broken off in a real browser: what was done so far is kept and shown."""

from __future__ import annotations

from browser_kit import (
    PractisePage,
    app,
    at_the_page,
    needle,
    needs_a_browser,
    playwright,
)
from playwright.sync_api import Playwright, expect

from benchmarks.live_film import Film

pytestmark = needs_a_browser
__all__ = ["app", "needle", "playwright"]  # fixtures
EXERCISE = "Thread the needle"
LATE_MS = 60_000


def one_counted(page: PractisePage) -> None:
    """Wait until the first side is done."""
    expect(page.display).to_contain_text("done", timeout=LATE_MS)


def test_a_camera_that_ends_keeps_what_was_done(
    app: str, playwright: Playwright, needle: Film
) -> None:
    with at_the_page(app, playwright, needle.path, EXERCISE) as page:
        page.start()
        one_counted(page)
        page.unplug()
        expect(page.headline).to_contain_text("1 repetition", timeout=LATE_MS)
        expect(page.page.get_by_role("alert").first).to_contain_text("camera")
        expect(page.start_button).to_be_enabled()


def test_a_reload_in_the_middle_shows_what_was_done(
    app: str, playwright: Playwright, needle: Film
) -> None:
    with at_the_page(app, playwright, needle.path, EXERCISE) as page:
        page.start()
        one_counted(page)
        page.page.reload()
        expect(page.headline).to_contain_text("1 repetition", timeout=LATE_MS)
        expect(page.start_button).to_be_enabled()
