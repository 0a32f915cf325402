"""The app as a person meets it: a real browser, the real pose model, a film as the camera."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_kit import CHROMIUM, ROOT, browser, film_for_camera, running_app
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from formcheck.pose.model import ModelError, ensure_model

SAMPLES = ROOT / "sample_videos"
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}

pytestmark = [
    pytest.mark.skipif(not shutil.which(CHROMIUM), reason="Chromium is not installed"),
    pytest.mark.skipif(not (SAMPLES / "cat_cow_clean.mp4").is_file(), reason="no samples"),
    pytest.mark.timeout(240),
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    try:
        model = ensure_model()
    except ModelError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("app")
    with running_app(model, folder) as address:
        yield address
    assert not list(folder.glob("formcheck-*")), "the app left its working files behind"


@pytest.fixture(scope="module")
def play() -> Iterator[Playwright]:
    with sync_playwright() as play:
        yield play


@pytest.fixture(scope="module")
def chromium(play: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    film = tmp_path_factory.mktemp("camera") / "film.mjpeg"
    film_for_camera(SAMPLES / "thread_the_needle_clean.mp4", film, still_s=6)
    with browser(play, film) as chromium:
        yield chromium


def choose(page: Page, label: str, option: str) -> None:
    idle = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(idle).to_be_attached(timeout=60_000)
    box = page.get_by_role("combobox", name=label)
    offered = page.get_by_role("option", name=option, exact=True)
    for _ in range(5):  # a page that is drawn anew just then shuts the list
        box.click()
        box.fill(option)
        try:
            offered.wait_for(state="visible", timeout=10_000)
            break
        except PlaywrightTimeout:
            box.press("Escape")
    box.press("Enter")
    expect(box).to_have_value(option)


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


def test_practising_before_the_camera_counts_and_ends_with_a_summary(
    app: str, chromium: Browser
) -> None:
    context = chromium.new_context(viewport=WIDE, permissions=["camera"])
    page = context.new_page()
    page.goto(f"{app}/practise")
    choose(page, "Exercise", "Thread the needle")
    camera = page.frame_locator("iframe").first
    camera.get_by_role("button", name="Start").click(timeout=30_000)
    display = page.locator(".fc-live")
    expect(display).to_contain_text("Hold still", timeout=40_000)
    expect(display.locator(".fc-phase")).to_contain_text("side", timeout=60_000)  # which arm
    expect(display.locator(".fc-count")).to_contain_text(re.compile("^[12] / 2"), timeout=60_000)
    assert fits(page)
    camera.get_by_role("button", name="Stop").click()
    expect(page.locator(".fc-headline")).to_contain_text("repetition", timeout=20_000)
    camera.get_by_role("button", name="Start").wait_for(timeout=20_000)
    context.close()


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
    expect(box).to_have_value("Wall angels", timeout=60_000)
    page.close()


def test_a_refused_camera_is_explained(app: str, play: Playwright) -> None:
    with browser(play, refuse=True) as strict:
        page = strict.new_page(viewport=PHONE)
        page.goto(f"{app}/practise")
        camera = page.frame_locator("iframe").first
        camera.get_by_role("button", name="Start").click(timeout=30_000)
        expect(page.get_by_text("keeps the camera from this page")).to_be_visible(timeout=20_000)
        expect(camera.get_by_role("button", name="Start")).to_be_enabled()
