"""Somebody new in a real browser, from *Today* on: safety, pain, a routine of three, progress."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from browser_kit import (
    CHROMIUM,
    SAMPLES,
    SMALL,
    PractisePage,
    browser,
    needs_a_browser,
    playwright,
    watched,
)
from playwright.sync_api import Playwright, expect

from benchmarks.live_browser import App, running_app
from benchmarks.live_film import Film, Part, last, play, still, write_film
from benchmarks.truths import read_truth
from formcheck.journal.records import OwnRoutine, Session
from formcheck.journal.store import Journal
from formcheck.live.phrases import ALL_DONE, next_line
from formcheck.live.route import Route
from formcheck.pose.model import ModelError, ensure_model
from formcheck.routines.documents import routine_to_json
from formcheck.routines.plan import plan_of
from formcheck.routines.routine import Item, Routine
from formcheck.ui.catalogue import shipped
from formcheck.ui.practise_explaining import TELL

pytestmark = [*needs_a_browser[:-1], pytest.mark.timeout(500)]
__all__ = ["CHROMIUM", "playwright"]  # fixtures

THREE = Routine(
    "ab" * 16, "Short three", "Three short ones.",
    (
        Item("cat_cow", {"reps": 2.0}),
        Item("thread_the_needle", {"hold_s": 2.0}),
        Item("seated_thoracic_extension", {"reps": 1.0, "hold_s": 2.0}),
    ),
    warm_up_s=6.0,
)  # fmt: skip
REPS = (2, 2, 1)
TITLES = ("Cat-cow", "Thread the needle", "Seated thoracic extension")
OPENS_S, READY_S, AROUND_S, AFTER_S = 3.0, 7.0, 0.3, 8.0
"""The camera opens; after the last word the coach looks at the start pose; around the movement."""
SOON_MS, OVER_MS = 30_000, 180_000


@pytest.fixture
def new_app(tmp_path: Path) -> Iterator[App]:
    """An app in which nobody has practised; a short routine is there."""
    try:
        model = ensure_model()
    except ModelError as error:
        pytest.skip(str(error))
    folder = tmp_path / "app"
    folder.mkdir()
    with running_app(model, folder, known=False) as running:
        journal = Journal.open(running.journal_url)
        who = journal.add_profile("Me")
        own = OwnRoutine(THREE.id, THREE.title, routine_to_json(THREE), datetime.now(UTC))
        journal.keep_routine(who.id, own)
        journal.close()
        yield running


def announced_s(at: int) -> float:
    """So long it takes to tell what comes at this step of the plan."""
    specs = shipped()
    lines = Route(plan_of(THREE, specs), specs).announcement(at, explained=False)
    return sum(line.length_s for line in lines)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """Three clean sets, one after the other, with time between them."""
    parts: list[Part] = []
    for number, item in enumerate(THREE.items):
        clip = SAMPLES / f"{item.exercise}_clean.mp4"
        reps = read_truth(clip.with_suffix(".json")).reps[: REPS[number]]
        waits_s = announced_s(number + 1) + READY_S
        if number == 0:
            waits_s += THREE.warm_up_s + OPENS_S
        moving = play(clip, reps[0].start_s - AROUND_S, reps[-1].end_s + AROUND_S)
        parts += [still(clip, 0.0, waits_s), moving]
    parts.append(last(clip, AFTER_S))
    return write_film(tmp_path_factory.mktemp("film") / "three.mjpeg", parts, SMALL)


def test_somebody_new_gets_from_the_safety_questions_to_progress(
    new_app: App, playwright: Playwright, film: Film
) -> None:
    with browser(playwright, film.path) as chromium, watched(chromium) as context:
        page = PractisePage(context.new_page())
        page.page.goto(new_app.address)
        expect(page.page.get_by_role("heading", name="Core three")).to_be_visible(timeout=SOON_MS)
        page.page.get_by_role("button", name="All routines").click(timeout=SOON_MS)
        page.page.get_by_role("button", name=THREE.title).click(timeout=SOON_MS)
        page.page.get_by_role("button", name="Start").click(timeout=SOON_MS)
        page.answer_gate()
        page.feel(2)
        expect(page.page.get_by_text("March on the spot").first).to_be_visible(timeout=SOON_MS)
        told = page.page.get_by_text("more to hear how they go")
        expect(told).to_be_visible(timeout=SOON_MS)
        page.page.get_by_text(TELL).click()
        expect(told).to_be_hidden(timeout=SOON_MS)
        page.start()
        expect(page.display).to_contain_text("Warm-up", timeout=SOON_MS)
        page.headline.wait_for(state="visible", timeout=OVER_MS)
        heard = [one.text for one in page.heard()]
        assert [line for line in heard if line in map(next_line, TITLES)] == [
            next_line(title) for title in TITLES
        ]
        assert heard[-1] == ALL_DONE
        assert page.lines("correction") == []
        assert page.headline.inner_text() == "Short three: all done"
        for title, reps in zip(TITLES, REPS, strict=True):
            expect(page.page.locator(".fc-routine-done li", has_text=title)).to_contain_text(
                "1 repetition, clean" if reps == 1 else f"{reps} repetitions, all clean"
            )
        page.feel(1)
        page.page.get_by_role("button", name="See your progress").click(timeout=SOON_MS)
        expect(page.page.get_by_role("heading", name="Progress", exact=True)).to_be_visible(
            timeout=SOON_MS
        )
        shown = page.page.locator(".stMainBlockContainer")
        for title in TITLES:
            expect(shown).to_contain_text(title, timeout=SOON_MS)
    session = kept(new_app)
    assert (session.title, session.routine, session.warm_up) == ("Short three", THREE.id, "done")
    assert (session.feelings.pain_before, session.feelings.pain_after) == (2, 1)
    assert session.ended_at is not None
    assert [done.exercise for done in session.exercises] == [one.exercise for one in THREE.items]
    for done, reps in zip(session.exercises, REPS, strict=True):
        assert [rep.verdict for rep in done.reps] == ["clean"] * reps
        assert (done.ended_by, done.view) == ("dose", "side")
        assert all(rep.reach for rep in done.reps)


def kept(app: App) -> Session:
    """The one practice in the app's journal."""
    journal = Journal.open(app.journal_url)
    (who,) = journal.profiles()
    (session,) = journal.sessions(who.id)
    journal.close()
    return session
