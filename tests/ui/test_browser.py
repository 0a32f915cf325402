"""The app as a person meets it: a real browser, the real pose model, a film as the camera."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_kit import (
    PHONE,
    ROOT,
    SAMPLES,
    WIDE,
    PractisePage,
    app,
    browser,
    choose,
    needs_a_browser,
    playwright,
)
from playwright.sync_api import Browser, Page, Playwright, expect

from benchmarks.truths import read_truth
from formcheck.pose.recording import load_recording
from formcheck.video.reader import open_video

pytestmark = needs_a_browser
__all__ = ["app", "playwright"]  # fixtures


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with browser(playwright) as chromium:
        yield chromium


def fits(page: Page) -> bool:
    """Nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def moment(page: Page) -> float:
    """Where the film is, in seconds."""
    return float(page.locator("video").evaluate("v => v.currentTime"))


def kept(page: Page, button: str, folder: Path) -> Path:
    """Press a button that gives a file; the file."""
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("button", name=button).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_film_is_uploaded_analysed_watched_and_kept(
    app: str, chromium: Browser, tmp_path: Path
) -> None:
    film = tmp_path / "Tom & <b>cow.mp4"
    shutil.copy(SAMPLES / "cat_cow_too_quick.mp4", film)
    truth = json.loads((SAMPLES / "cat_cow_too_quick.json").read_text())
    page = chromium.new_page(viewport=WIDE)
    outside: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((app, "blob:", "data:")) else
            outside.append(r.url))  # fmt: skip
    page.goto(f"{app}/analyse")
    page.get_by_text("My own videos").click()
    page.locator("input[type=file]").set_input_files(film)
    expect(page.get_by_text("It looks like Cat-cow")).to_be_visible(timeout=90_000)
    page.get_by_role("button", name="Analyse this video").click()
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=20_000)
    headline = page.locator(".fc-headline")
    expect(headline).to_contain_text(f"{len(truth['reps'])} repetitions", timeout=180_000)
    card = page.locator(".fc-card").first
    expect(card).to_contain_text("Liv Hospital", timeout=60_000)
    page.wait_for_function("document.querySelector('video').readyState >= 2", timeout=20_000)
    assert page.locator("video").evaluate("v => v.videoWidth") == 640  # H.264 that this one plays
    assert page.locator("video").evaluate("v => v.paused")
    expect(page.locator(".fc-still img")).to_be_visible()

    bar = page.locator(".fc-time .fc-lane-mistake").first
    start_s = float(bar.get_attribute("data-from") or "nan")
    bar.click()
    page.wait_for_function("!document.querySelector('video').paused", timeout=10_000)
    assert start_s - 1.1 <= moment(page)  # from a moment before the mistake
    page.locator(".fc-time .fc-bar").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"document.querySelector('video').currentTime < {start_s - 1.1}")
    head = page.locator(".fc-time .fc-playhead")
    before = head.get_attribute("x1")
    page.wait_for_function(
        f"document.querySelector('.fc-time .fc-playhead').getAttribute('x1') !== '{before}'"
    )

    expect(page.get_by_role("button", name="Landmarks (NPZ)")).to_be_visible(timeout=60_000)
    report = kept(page, "Report", tmp_path)
    assert report.name == "Tom-b-cow-cat_cow.html"
    data = json.loads(kept(page, "Result (JSON)", tmp_path).read_text(encoding="utf-8"))
    assert (data["exercise"], len(data["reps"])) == ("cat_cow", len(truth["reps"]))
    assert data["video"]["path"] == film.name
    lines = kept(page, "Measurements (CSV)", tmp_path).read_text(encoding="utf-8").splitlines()
    frames = load_recording(kept(page, "Landmarks (NPZ)", tmp_path)).frames
    assert len(lines) == len(frames) + 1
    with open_video(kept(page, "Video with the lines", tmp_path)) as video:
        assert video.info.size == (640, 360)
    assert fits(page)
    page.set_viewport_size(PHONE)
    expect(headline).to_be_visible()
    assert fits(page)
    assert outside == [], "the page asked for something outside this computer"
    page.close()
    opened = chromium.new_page(viewport=WIDE)
    opened.goto(report.as_uri())
    expect(opened.get_by_text(film.name).first).to_be_visible()  # as text, not as markup
    assert opened.locator("img").count() > 0
    opened.close()


PAIR = ("cat_cow_clean", "cat_cow_too_quick")
TIMES = "[...document.querySelectorAll('video')].map(v => v.currentTime)"
STILL = "[...document.querySelectorAll('video')].every(v => v.paused)"
NEAR_S = 0.4  # a repetition as it was seen begins and ends this near to the true one


def test_two_films_play_another_repetition_when_it_is_chosen(app: str, chromium: Browser) -> None:
    reps = [read_truth(SAMPLES / f"{name}.json").reps[1] for name in PAIR]
    page = chromium.new_page(viewport=WIDE)
    page.goto(f"{app}/compare")
    page.get_by_role("button", name="Try it with two samples").click()
    page.get_by_role("button", name="Play both").click(timeout=120_000)
    page.wait_for_function(f"!{STILL} && {TIMES}.every(t => t > 2.5)")
    page.get_by_role("radio", name="Repetition 2").click()
    inside = " && ".join(
        f"t[{at}] > {rep.start_s + NEAR_S} && t[{at}] < {rep.end_s + NEAR_S}"
        for at, rep in enumerate(reps)
    )
    page.wait_for_function(f"(t => {inside})({TIMES})", timeout=10_000)
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate(STILL)
    stood = page.evaluate(TIMES)
    page.wait_for_function("(window.drawn = (window.drawn ?? 0) + 1) > 20")  # pictures
    assert page.evaluate(STILL)
    assert page.evaluate(TIMES) == stood
    page.close()


def test_a_timeline_drawn_again_listens_once(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content('<div id="part"><div class="fc-time"></div></div>')
    program = (ROOT / "formcheck/ui/timeline_component.js").read_text(encoding="utf-8")
    heard = page.evaluate(
        """async (program) => {
        const [add, remove] = [document.addEventListener, document.removeEventListener];
        const counted = new Set();
        document.addEventListener = (kind, one) => {
            counted.add(one);
            add.call(document, kind, one);
        };
        document.removeEventListener = (kind, one) => {
            counted.delete(one);
            remove.call(document, kind, one);
        };
        const draw = (await import(URL.createObjectURL(
            new Blob([program], { type: "text/javascript" })))).default;
        const data = { drawings: ["<svg></svg>"], widths: [1], player: "none", listens: true };
        const parentElement = document.querySelector("#part");
        let leave;
        for (const begins_s of [0, 1, 2])
            leave = draw({ data: { ...data, begins_s }, parentElement });
        const drawn = counted.size;
        leave();
        return [drawn, counted.size];
        }""",
        program,
    )
    assert heard == [1, 0]
    page.close()


def test_a_file_that_is_no_video_is_a_sentence(app: str, chromium: Browser, tmp_path: Path) -> None:
    text = tmp_path / "shopping.mp4"
    text.write_text("milk, bread")
    page = chromium.new_page(viewport=PHONE)
    page.goto(f"{app}/analyse")
    page.get_by_text("My own videos").click()
    expect(page.get_by_placeholder("Found out from the video")).to_be_visible(timeout=20_000)
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
    PractisePage(page).feel(2)
    box = page.get_by_role("combobox", name="Exercise")
    expect(box).to_have_count(1, timeout=60_000)  # while it is drawn anew there are two
    expect(box).to_have_value("Wall angels", timeout=60_000)
    page.close()
