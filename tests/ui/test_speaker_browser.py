"""The coach's voice in a real browser: what is played, in which order, and what is left out."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import pytest
from browser_kit import CHROMIUM, ROOT, browser, needs_a_browser
from playwright.sync_api import Error, Locator, Page, TimeoutError, sync_playwright

from formcheck.live.snapshot import Breath, Utterance
from formcheck.ui.voice_component import VoiceSettings
from formcheck.ui.voice_files import SAMPLE

pytestmark = needs_a_browser
HIPS = "Hips level, belly lightly in"
LONG = "Come closer to the camera"
SIT = "Sit tall"
NO_FILE = "Words that no file was made of"

FIRST = (
    Utterance(1, 0.0, 9.0, HIPS, "correction", "attention"),
    Utterance(2, 0.0, 1.0, "Slower, one breath each way", "praise"),  # over when its turn comes
    Utterance(3, 0.1, 30.0, LONG, "instruction"),
)
THEN = (
    Utterance(4, 4.0, 30.0, SIT, "correction", "attention", cuts=True),
    Utterance(5, 4.0, 30.0, "", "time", "tick"),
    Utterance(6, 4.0, 30.0, NO_FILE, "reminder"),
)
SPEECH = """
  const voice = (name, lang, localService) => ({ name, lang, localService, default: false });
  const synth = new EventTarget();
  Object.assign(synth, {
    speaking: false, pending: false, broken: false, asked: [],
    getVoices: () => [voice("Anna", "de-DE", true), voice("Far", "en-US", false),
                      voice("Near", "en-GB", true)],
    speak(words) {
      this.asked.push([words.text, words.voice?.name, words.rate, words.volume]);
      setTimeout(() => {
        if (this.broken) return words.onerror({ error: "synthesis-failed" });
        this.speaking = true;
        words.onstart();
        this.timer = setTimeout(() => { this.speaking = false; words.onend(); }, 2500);
      }, 20);
    },
    cancel() { clearTimeout(this.timer); this.speaking = false; },
  });
  Object.defineProperty(window, "speechSynthesis", { value: synth });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def step(
    said: Sequence[Utterance], turn: int, settings: VoiceSettings, now_s: float
) -> dict[str, Any]:
    way: Literal["in", "out"] = "out" if turn % 2 else "in"
    return {
        "said": [asdict(line) for line in said],
        "breath": asdict(Breath(way, 4.0, 3.9, turn)),
        "settings": asdict(settings),
        "now_s": now_s,
    }


def address(app: str, settings: VoiceSettings) -> str:
    """The page with its steps: three of a practice, then another practice.

    In the third the page without voices (its breath has tones) is muted.
    """
    muted = replace(settings, muted=settings.breath)
    again = [replace(line, time_s=0.3) for line in FIRST[:1]]
    steps = [
        step(FIRST, 0, settings, 0.1),
        step(FIRST + THEN, 1, settings, 4.1),
        step([Utterance(7, 6.0, 30.0, SIT, "praise")], 2, muted, 6.1),
        step(again, 0, settings, 0.4),
    ]
    return f"{app}/?plan={quote(json.dumps(steps))}"


def heard(page: Page) -> list[dict[str, Any]]:
    """The lines that were played; the tones of the breath have none."""
    everything = page.evaluate("window.formcheckHeard")
    return [one for one in everything if one["kind"] != "breath"]


def breaths(page: Page) -> list[tuple[str, str]]:
    everything = page.evaluate("window.formcheckHeard")
    return [(one["tone"], one["how"]) for one in everything if one["kind"] == "breath"]


def how(page: Page) -> list[tuple[int, str]]:
    return [(line["id"], line["how"]) for line in heard(page)]


def seconds_between(page: Page, earlier: int, later: int) -> float:
    at = {line["id"]: line["at"] / 1000 for line in heard(page)[:5]}
    return float(at[later] - at[earlier])


def go_on(page: Page, number: int, lines: int) -> None:
    """Take the next step and wait until so many lines were played."""
    step = page.get_by_text(f"Step {number}")
    for _ in range(2):  # a run that begins in the same moment may swallow a press
        if not step.is_visible():
            page.get_by_role("button", name="Next").click()
        with suppress(TimeoutError):
            step.wait_for(timeout=25_000)
            break
    step.wait_for(timeout=25_000)
    played = "window.formcheckHeard.filter((one) => one.kind !== 'breath').length"
    page.wait_for_function(f"{played} >= {lines}", timeout=60_000)


def reach(page: Page, address: str) -> None:
    """Open the page as soon as its server is up, and wait until it knows its browser."""
    for _ in range(150):
        try:
            page.goto(address)
            break
        except Error as error:
            if "ERR_CONNECTION_REFUSED" not in str(error):
                raise
            page.wait_for_timeout(200)
    page.get_by_role("button", name="Next").wait_for(timeout=60_000)
    page.wait_for_function("window.formcheckSpeaker?.reported", timeout=60_000)


@pytest.fixture(scope="module")
def sound_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    page = Path(__file__).with_name("sound_page.py")
    command = [
        sys.executable, "-m", "streamlit", "run", str(page),
        "--server.headless=true", f"--server.port={port}",
    ]  # fmt: skip
    log = tmp_path_factory.mktemp("sound") / "app.log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
    yield f"http://localhost:{port}"
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="module")
def pages(sound_app: str) -> Iterator[dict[str, Page]]:
    """Two pages that play the same lines beside each other, each in another way."""
    if not shutil.which(CHROMIUM):
        pytest.skip("Chromium is not installed")
    ways = {
        "no voices": (VoiceSettings(), None),
        "voice": (VoiceSettings(rate=1.2, volume=0.5, breath=False), SPEECH),
    }
    with sync_playwright() as play, browser(play) as chromium:
        opened: dict[str, Page] = {}
        window = chromium.new_context()
        for way, (settings, speech) in ways.items():
            page = opened[way] = window.new_page()
            if speech is not None:
                page.add_init_script(speech)
            reach(page, address(sound_app, settings))
        for page in opened.values():
            go_on(page, 1, lines=2)  # 1 and 3
        for page in opened.values():
            go_on(page, 2, lines=5)  # and 4, 5, 6
        yield opened


def test_without_voices_files_are_played_in_order_and_what_is_late_is_dropped(
    pages: dict[str, Page],
) -> None:
    page = pages["no voices"]
    assert how(page) == [(1, "file"), (3, "file"), (4, "file"), (5, "tone"), (6, "tone")]
    assert [one["text"] for one in heard(page)] == [HIPS, LONG, SIT, "", NO_FILE]


def test_one_thing_is_said_at_a_time(pages: dict[str, Page]) -> None:
    assert seconds_between(pages["no voices"], 1, 3) > 1.5  # the first file lasts almost 2 s


def test_each_turn_of_the_breath_has_its_tone(pages: dict[str, Page]) -> None:
    assert breaths(pages["no voices"])[:2] == [("in", "tone"), ("out", "tone")]
    assert breaths(pages["voice"]) == [], "it is off there"


def test_a_voice_of_the_browser_speaks_a_local_one_first_as_it_was_set(
    pages: dict[str, Page],
) -> None:
    page = pages["voice"]
    assert how(page) == [(1, "voice"), (3, "voice"), (4, "voice"), (5, "tone"), (6, "voice")]
    asked = page.evaluate("window.speechSynthesis.asked")
    assert asked[0] == [HIPS, "Near", 1.2, 0.5]
    assert len(asked) == 4


def test_reruns_and_a_new_mount_repeat_nothing(pages: dict[str, Page]) -> None:
    page = pages["no voices"]
    before = len(heard(page))
    for hidden in (True, False):
        page.get_by_text("Elsewhere").click()
        page.wait_for_function(
            f"(document.querySelectorAll('.stBidiComponent').length < 2) === {str(hidden).lower()}"
        )
    page.wait_for_timeout(800)  # two reruns of the fragment
    assert len(heard(page)) == before


def test_muted_nothing_sounds_and_all_is_noted_and_a_new_practice_speaks_again(
    pages: dict[str, Page],
) -> None:
    page = pages["no voices"]
    go_on(page, 3, lines=6)
    assert how(page)[5:] == [(7, "muted")]
    assert breaths(page)[2:] == [("in", "muted")]
    go_on(page, 4, lines=7)
    assert how(page)[6:] == [(1, "file")]


def test_where_the_voice_fails_the_files_take_over(pages: dict[str, Page]) -> None:
    page = pages["voice"]
    page.evaluate("window.speechSynthesis.broken = true")
    asked = page.evaluate("window.speechSynthesis.asked.length")
    go_on(page, 3, lines=6)
    assert how(page)[5] in ((7, "file"), (7, "tone")), "the file may come too late for the first"
    go_on(page, 4, lines=7)
    assert how(page)[6] == (1, "file")
    again = page.evaluate("window.speechSynthesis.asked.length") - asked
    assert again == 1, "a voice that failed is not asked again"


def test_what_is_urgent_cuts_off_what_is_being_said(pages: dict[str, Page]) -> None:
    page = pages["voice"]
    page.evaluate(
        """() => {
          window.formcheckHeard.length = 0;
          window.speechSynthesis.broken = false;
          window.formcheckSpeaker.failures = 0;
        }"""
    )
    page.evaluate(
        """() => {
          const line = (id, text, cuts) => ({ id, text, kind: "count", tone: null, cuts,
            age_s: 0, left_s: 20 });
          const { settings } = window.formcheckSpeaker;
          const data = { place: "test", practice: "cut", breath: null, known: true, settings };
          const take = (...said) => window.formcheckSpeaker.take({ ...data, said }, () => {});
          take(line(1, "Long", false), line(2, "Waits", false));
          const begun = setInterval(() => {
            if (!window.formcheckHeard.length) return;
            clearInterval(begun);
            take(line(3, "Urgent", true));
          }, 50);
        }"""
    )
    page.wait_for_function("window.formcheckHeard.length >= 3", timeout=60_000)
    assert [one["text"] for one in heard(page)] == ["Long", "Urgent", "Waits"]
    assert seconds_between(page, 1, 3) < 2.0  # a line lasts 2.5 s there


def test_sound_that_is_blocked_has_a_button_and_a_press_brings_it_back(
    pages: dict[str, Page],
) -> None:
    page = pages["no voices"]
    page.evaluate("window.formcheckSpeaker.block(true)")
    button = page.get_by_role("button", name="Sound is off: press here").last
    button.click()
    button.wait_for(state="hidden")
    assert page.evaluate("window.formcheckSpeaker.context.state") == "running"


def opened(page: Page, inside: Locator) -> None:
    """Open the choices: what comes back is drawn in a run that may close them once more."""
    for _ in range(8):
        page.get_by_text("Voice", exact=True).first.click()
        try:
            return inside.wait_for(timeout=8_000)
        except TimeoutError:
            continue
    inside.wait_for(timeout=8_000)
    return None


def test_the_voice_can_be_tried_and_the_settings_are_there_again_the_next_time(
    pages: dict[str, Page],
) -> None:
    page = pages["voice"]
    page.get_by_text("Voice", exact=True).first.click()
    before = len(heard(page))
    page.get_by_role("button", name="Try the voice").click()
    page.wait_for_function(f"window.formcheckHeard.length > {before}", timeout=60_000)
    assert heard(page)[before]["text"] == SAMPLE
    page.get_by_text("Mute everything").click()
    kept = "JSON.parse(localStorage.getItem('formcheck-voice') ?? '{}').muted === true"
    page.wait_for_function(kept, timeout=60_000)
    page.reload()
    page.wait_for_function("window.formcheckSpeaker?.reported", timeout=60_000)
    trying = page.get_by_role("button", name="Try the voice", disabled=True)
    opened(page, trying)
