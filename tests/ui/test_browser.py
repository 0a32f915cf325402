"""The app as a person meets it: a real browser, the real pose model, a film as the camera."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_kit import (
    PHONE,
    SAMPLES,
    WIDE,
    app,
    browser,
    choose,
    needs_a_browser,
    playwright,
)
from playwright.sync_api import Browser, Page, Playwright, expect

pytestmark = needs_a_browser
__all__ = ["app", "playwright"]  # fixtures


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with browser(playwright) as chromium:
        yield chromium


def fits(page: Page) -> bool:
    """Nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_sample_is_analysed_by_one_button(app: str, chromium: Browser) -> None:
    page = chromium.new_page(viewport=WIDE)
    outside: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((app, "blob:", "data:")) else
            outside.append(r.url))  # fmt: skip
    page.goto(app)
    button = page.get_by_role("button", name="Analyse this video")
    expect(button).to_be_enabled(timeout=30_000)
    choose(page, "Sample", "Cat-cow: too quick")
    truth = json.loads((SAMPLES / "cat_cow_too_quick.json").read_text())
    expect(page.get_by_text(f"It shows {truth['about']}.")).to_be_visible()
    button.click()
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=20_000)
    headline = page.locator(".fc-headline")
    expect(headline).to_contain_text(f"{len(truth['reps'])} repetitions", timeout=180_000)
    expect(page.locator(".fc-card").first).to_contain_text("Liv Hospital")
    video = page.locator("video")
    page.wait_for_function("document.querySelector('video').readyState >= 2", timeout=20_000)
    assert video.evaluate("v => v.videoWidth") == 640  # H.264 that this browser plays
    expect(page.locator(".fc-reps tbody tr").first).to_be_visible()
    expect(page.get_by_role("button", name="Result (JSON)")).to_be_visible()
    assert page.locator("canvas, .vega-embed svg").count() > 0
    assert fits(page)
    page.set_viewport_size(PHONE)
    expect(headline).to_be_visible()
    assert fits(page)
    assert outside == [], "the page asked for something outside this computer"
    page.close()


def test_a_file_that_is_no_video_is_a_sentence(app: str, chromium: Browser, tmp_path: Path) -> None:
    text = tmp_path / "shopping.mp4"
    text.write_text("milk, bread")
    page = chromium.new_page(viewport=PHONE)
    page.goto(app)
    page.get_by_text("My own video").click()
    expect(page.get_by_placeholder("Choose the exercise")).to_be_visible(timeout=20_000)
    choose(page, "Exercise", "Cat-cow")
    page.locator("input[type=file]").set_input_files(text)
    page.get_by_role("button", name="Analyse this video").click()
    expect(page.get_by_role("alert")).to_contain_text("shopping.mp4", timeout=30_000)
    expect(page.get_by_role("button", name="Analyse this video")).to_be_enabled()
    assert fits(page)
    page.close()


def test_an_exercise_is_read_about_and_then_practised(app: str, chromium: Browser) -> None:
    page = chromium.new_page(viewport=WIDE)
    page.goto(f"{app}/exercises")
    card = page.locator(".st-key-fc-card-wall_angels")
    expect(card.locator("img")).to_be_visible(timeout=60_000)
    assert page.locator("[class*=st-key-fc-card-]").count() > 4
    assert fits(page)
    page.set_viewport_size(PHONE)
    assert fits(page)
    card.get_by_role("button", name="Wall angels").click()
    expect(page.get_by_role("heading", name="Wall angels")).to_be_visible(timeout=30_000)
    pictures = page.locator(".st-key-fc-pair img")
    expect(pictures).to_have_count(2)
    page.wait_for_function(
        "[...document.querySelectorAll('.st-key-fc-pair img')].every(one => one.naturalWidth > 0)"
    )
    expect(page.get_by_text("Letting your back arch away from the wall.")).to_be_visible()
    assert fits(page)
    page.set_viewport_size(WIDE)
    page.get_by_role("button", name="Practise").click()
    box = page.get_by_role("combobox", name="Exercise")
    expect(box).to_have_count(1, timeout=60_000)  # while it is drawn anew there are two
    expect(box).to_have_value("Wall angels", timeout=60_000)
    page.close()
