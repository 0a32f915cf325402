"""What goes wrong before a camera, in a real browser: each is told, and there is a way on."""

from __future__ import annotations

from pathlib import Path

from browser_kit import (
    PHONE,
    SAMPLES,
    SMALL,
    PractisePage,
    app,
    at_the_page,
    browser,
    needle,
    needs_a_browser,
    playwright,
)
from playwright.sync_api import Playwright, expect

from benchmarks.live_film import Film, black, room, write_film
from formcheck.live.phrases import CAMERA_RIGHT

pytestmark = needs_a_browser
__all__ = ["app", "needle", "playwright"]  # fixtures
EXERCISE = "Thread the needle"
SOON_MS = 30_000


def test_an_empty_room_is_told_and_nothing_is_counted(
    app: str, playwright: Playwright, tmp_path: Path
) -> None:
    clip = SAMPLES / "thread_the_needle_clean.mp4"
    film = write_film(tmp_path / "film.mjpeg", [room(clip, 20)], SMALL)
    with at_the_page(app, playwright, film.path, EXERCISE) as page:
        page.start()
        expect(page.display).to_contain_text("I cannot see anyone", timeout=SOON_MS)
        page.heard_line("I cannot see anyone")
        page.stop()
        expect(page.headline).to_have_text("Nothing was counted this time")
        assert not page.lines("count", "correction", "praise")


def test_a_black_picture_is_told(app: str, playwright: Playwright, tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mjpeg", [black(20)], SMALL)
    with at_the_page(app, playwright, film.path, EXERCISE) as page:
        page.start()
        expect(page.display).to_contain_text("The picture is black", timeout=SOON_MS)
        page.heard_line("The picture is black")
        page.stop()


def test_a_refused_camera_is_explained(app: str, playwright: Playwright) -> None:
    with browser(playwright, refuse=True) as strict:
        page = PractisePage(strict.new_page(viewport=PHONE))
        page.open(app)
        page.start()
        alert = page.page.get_by_role("alert").filter(has_text="keeps the camera from this page")
        expect(alert).to_be_visible(timeout=SOON_MS)
        expect(page.start_button).to_be_enabled()


def test_a_second_tab_is_told_of_the_first_and_may_take_over(
    app: str, playwright: Playwright, needle: Film
) -> None:
    with at_the_page(app, playwright, needle.path, EXERCISE) as first:
        first.start()
        expect(first.display).to_contain_text("Hold still", timeout=SOON_MS)
        second = PractisePage(first.page.context.new_page())
        second.open(app)
        second.choose(EXERCISE)
        second.start_button.click()
        told = second.page.get_by_text("practising in another tab")
        expect(told).to_be_visible(timeout=SOON_MS)
        expect(first.display).to_be_visible()
        second.page.get_by_role("button", name="Practise here instead").click()
        expect(second.display).to_be_visible(timeout=SOON_MS)
        expect(first.display).to_be_hidden(timeout=SOON_MS)
        second.heard_line(CAMERA_RIGHT)
