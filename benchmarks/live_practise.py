"""The page *Practise* as a program uses it: where its things are is written here alone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from formcheck.ui.gate import NONE as GATE_NONE
from formcheck.ui.gate import READ as GATE_READ


@dataclass(frozen=True, slots=True)
class Heard:
    """What the page said: `at_s` is when it began, seconds since 1970."""

    id: int | None
    text: str
    kind: str
    tone: str | None
    how: str
    at_s: float


class PractisePage:
    """Drives one tab."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, address: str, routine: str | None = None) -> None:
        """Go there, say that nothing hurts, and wait until there is something to choose."""
        asked = f"routine={routine}" if routine else "exercise=bird_dog"
        self.page.goto(f"{address}/practise?{asked}")
        self.feel(0)
        box = self.page.get_by_role("combobox", name="Routine" if routine else "Exercise")
        expect(box.first).to_be_visible(timeout=60_000)
        _idle(self.page)
        expect(box).to_have_count(1, timeout=60_000)  # while it is drawn anew there are two

    def answer_gate(self) -> None:
        """Say that none of the safety questions is so."""
        self.page.get_by_role("button", name=GATE_NONE).click(timeout=60_000)
        self.page.get_by_role("button", name=GATE_READ).click(timeout=60_000)

    def feel(self, pain: int) -> None:
        """Answer how the back feels now."""
        scale = self.page.get_by_role("radiogroup", name="How does your back feel now?")
        scale.get_by_role("radio").nth(pain).click(timeout=60_000)

    def choose(self, title: str) -> None:
        """Choose an exercise by its title."""
        choose(self.page, "Exercise", title)

    def set_dose(self, label: str, value: int) -> None:
        """Set one amount of the dose by its label."""
        _idle(self.page)
        box = self.page.get_by_role("spinbutton", name=label, exact=True)
        for _ in range(5):  # what is typed while the page is drawn anew may be lost
            box.fill(str(value))
            box.press("Enter")
            _idle(self.page)
            with suppress(AssertionError):
                expect(box).to_have_value(str(value))
                return
        expect(box).to_have_value(str(value))

    @property
    def display(self) -> Locator:
        """What the person on the mat reads."""
        return self.page.locator(".fc-live")

    @property
    def start_button(self) -> Locator:
        """The big Start."""
        return self.page.locator(".fc-start")

    @property
    def headline(self) -> Locator:
        """The first line of the summary."""
        return self.page.locator(".fc-headline")

    def start(self) -> float:
        """Press Start; when that was, seconds since 1970."""
        self.start_button.click(timeout=60_000)
        return float(self.page.evaluate("window.top.formcheckClicked || Date.now()")) / 1000

    def stop(self) -> None:
        """Press Stop and wait for the summary."""
        self.page.get_by_role("button", name="Stop").click(timeout=30_000)
        expect(self.headline).to_be_visible(timeout=60_000)

    def summary(self) -> str:
        """All text of the page once the practice's own is gone from it."""
        expect(self.display).to_be_hidden(timeout=30_000)
        return self.page.locator(".stMainBlockContainer").inner_text()

    @property
    def over(self) -> bool:
        """Whether the summary is shown."""
        return self.headline.is_visible()

    def wait_until_over(self, seconds: float) -> bool:
        """Wait for the practice to end by itself, for so long at most; whether it did."""
        try:
            self.headline.wait_for(state="visible", timeout=max(1.0, 1000 * seconds))
        except PlaywrightTimeout:
            return False
        return True

    def heard(self) -> list[Heard]:
        """Everything that was played so far, in order."""
        said: list[dict[str, Any]] = self.page.evaluate("window.formcheckHeard || []")
        return [
            Heard(one["id"], one["text"], one["kind"], one["tone"], one["how"], one["at"] / 1000)
            for one in said
        ]

    def lines(self, *kinds: str) -> list[str]:
        """The words of these kinds that were said so far."""
        return [one.text for one in self.heard() if one.kind in kinds]

    def heard_line(self, start: str, seconds: float = 30.0) -> None:
        """Wait until a line that begins so has been said.

        Raises:
            TimeoutError: it was not said in time (playwright's own).
        """
        said = "start => (window.formcheckHeard ?? []).some(one => one.text.startsWith(start))"
        self.page.wait_for_function(said, arg=start, timeout=1000 * seconds)

    def unplug(self) -> None:
        """Pull the camera's plug."""
        self.page.evaluate(
            "formcheckTracks.forEach(one => { one.stop(); one.dispatchEvent(new Event('ended')); })"
        )

    def film(self) -> list[tuple[float, int]]:
        """(when, number) of each picture the camera gave, seconds since 1970."""
        return [(at / 1000, number) for at, number in self.page.evaluate("formcheckFilm")]

    def shown(self) -> list[tuple[float, str]]:
        """(when, text) of each change of the display, seconds since 1970."""
        return [(one["at"] / 1000, one["text"]) for one in self.page.evaluate("formcheckShown")]


def choose(page: Page, label: str, option: str) -> None:
    """Choose in one of Streamlit's lists."""
    _idle(page)
    box = page.get_by_role("combobox", name=label)
    expect(box).to_have_count(1, timeout=60_000)
    offered = page.get_by_role("option", name=option, exact=True)
    for _ in range(5):  # a page that is drawn anew just then shuts the list
        try:
            box.click()
            box.fill(option)
            offered.wait_for(state="visible", timeout=10_000)
            box.press("Enter")
            expect(box).to_have_value(option)
            return
        except (PlaywrightError, AssertionError):
            _idle(page)
    expect(box).to_have_value(option)


def _idle(page: Page) -> None:
    """Wait until the page's script has run."""
    idle = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    expect(idle).to_be_attached(timeout=60_000)
