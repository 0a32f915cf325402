"""A result that is looked at more closely: other limits, another exercise, files to keep."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from analyse_kit import (
    RECORDING,
    World,
    analyse_page,
    html,
    labels,
    press,
    shelf,
    shelf_of,
    showing,
    world,
)
from page_kit import analysis, hips_mistake, spec
from streamlit.testing.v1 import AppTest

from formcheck.coach.dose import resolve_dose
from formcheck.specs.limits import Limits
from formcheck.specs.personal_limits import keep_limits, personal_limits
from formcheck.ui import analyse_work, downloads, limits_page, result_video
from formcheck.ui.analyse_films import Outcome
from formcheck.ui.catalogue import exercises
from formcheck.video.analysis import Analysis
from formcheck.video.stills import Still

__all__ = ["world"]  # fixture
SLIDER = "limit-1-thread_the_needle-hips_over_knees-0"
NOTE = "limit-note-1-thread_the_needle"


@pytest.fixture
def opened(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Analysis:
    """A result with a mistake; with the hips allowed to move further it has none."""
    monkeypatch.setenv("FORMCHECK_LIMITS", str(tmp_path / "limits"))
    drawn = tmp_path / "annotated.mp4"
    drawn.touch()

    def again(before: Analysis, exercise: Any, *, limits: Limits | None = None) -> Analysis:
        clean = limits is not None and limits.raises["hips_over_knees"] > 17
        fresh = analysis(world.clip, mistake=not clean)
        return replace(fresh, spec=exercise, limits=limits, recording=RECORDING)

    def draw(*places: Any, progress: Callable[..., None], **_: Any) -> None:
        places[3].write_bytes(b"drawn anew")

    for module in (limits_page, result_video):
        monkeypatch.setattr(module, "rejudged", again)
    monkeypatch.setattr(analyse_work, "annotate_video", draw)
    monkeypatch.setattr(result_video, "stills_of", lambda analysis: ())
    return replace(analysis(world.clip, drawn), recording=RECORDING)


def show(result: Analysis) -> AppTest:
    kept = shelf_of(result)
    kept.view, kept.shown = "result", 1
    return showing(analyse_page, kept)


def outcome(app: AppTest) -> Outcome:
    found = shelf(app).films[0].outcome
    assert found is not None
    return found


def test_a_limit_is_moved_and_its_effect_is_told_before_anything_changes(opened: Analysis) -> None:
    app = show(opened)
    assert "Nothing changes." in html(app)
    app.slider(key=SLIDER).set_value(20.0).run()
    page = html(app)
    assert "With these limits: 2 repetitions, all clean" in page
    assert "No longer a mistake: Keep your hips over your knees." in page
    assert outcome(app).analysis.limits is None
    assert personal_limits(spec()) is None


def test_limits_are_kept_used_from_then_on_and_given_up_again(opened: Analysis) -> None:
    app = show(opened)
    app.slider(key=SLIDER).set_value(20.0).run()
    app = press(app, "Keep these limits for me")
    told = "Keep your hips over your knees: 20 degrees (shipped: 12)"
    assert told in html(app)
    kept = personal_limits(spec())
    assert kept is not None
    assert kept.raises == {"hips_over_knees": 20.0}
    assert outcome(app).analysis.limits == kept
    judged = {check.id: check for check in exercises()[opened.spec.id].checks}
    assert judged["hips_over_knees"].raise_ is not None
    assert judged["hips_over_knees"].raise_.over == 20.0  # the practice takes these
    app = press(app, "Back to the shipped limits")
    assert told not in html(app)
    assert personal_limits(spec()) is None
    assert outcome(app).analysis.limits is None


def test_a_note_alone_can_be_kept_and_nothing_is_judged_anew(opened: Analysis) -> None:
    app = show(opened)
    app.slider(key=SLIDER).set_value(20.0).run()
    app = press(app, "Keep these limits for me")
    keep = "keep-limits-1"
    assert app.button(key=keep).disabled
    drawing = shelf(app).films[0].drawing
    app.text_input(key=NOTE).input("Until spring").run()
    assert not app.button(key=keep).disabled
    app = press(app, "Keep these limits for me")
    kept = personal_limits(spec())
    assert kept is not None
    assert (kept.note, kept.raises) == ("Until spring", {"hips_over_knees": 20.0})
    assert outcome(app).analysis.limits == kept
    assert shelf(app).films[0].drawing in (drawing, None)
    assert app.button(key=keep).disabled


def test_a_visitor_from_elsewhere_takes_limits_along_but_keeps_none_here(
    opened: Analysis, world: World
) -> None:
    mine = Limits(exercise="thread_the_needle", raises={"hips_over_knees": 14.0})
    keep_limits(mine)
    world.asked(Host="coach.example.org")
    app = show(opened)
    app.slider(key=SLIDER).set_value(20.0).run()
    assert "Keep these limits for me" not in labels(app)
    assert "only be kept at the computer where it runs" in html(app)
    assert [one.label for one in app.get("download_button")].count("Limits as a file") == 1
    press(app, "Back to the shipped limits")
    assert personal_limits(spec()) == mine


def test_limits_that_cannot_be_kept_say_why(
    opened: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = show(opened)
    app.slider(key=SLIDER).set_value(20.0).run()
    monkeypatch.setenv("FORMCHECK_LIMITS", "")
    app = press(app, "Keep these limits for me")
    assert "Personal limits are off." in app.error[0].value
    assert outcome(app).analysis.limits is None


def test_another_exercise_is_judged_at_once_and_drawn_meanwhile(opened: Analysis) -> None:
    app = show(opened)
    app.selectbox(key="judge-as-1-thread_the_needle").select("cat_cow").run()
    assert not app.exception
    assert outcome(app).analysis.spec.id == "cat_cow"
    assert "judged as cat-cow" in html(app)
    drawing = shelf(app).films[0].drawing
    if drawing is not None:
        assert drawing.wait(10)
        app.run()
    annotated = outcome(app).analysis.annotated
    assert annotated is not None
    assert annotated.read_bytes() == b"drawn anew"


def test_of_the_videos_drawn_of_a_film_only_the_newest_is_kept(opened: Analysis) -> None:
    kept = shelf_of(opened)
    (film,) = kept.films
    names = []
    for _ in range(3):
        analyse_work.draw_again(film, opened)
        assert film.drawing is not None
        assert film.drawing.wait(10)
        drawn = film.drawing.state().result
        assert drawn is not None
        analyse_work.remove_older(film, drawn)
        assert list(film.folder.iterdir()) == [drawn]
        names.append(drawn.name)
    assert len(set(names)) == 3  # a player that still shows the one before is not deceived


def test_a_result_without_landmarks_offers_no_change(world: World) -> None:
    app = show(analysis(world.clip, world.clip))
    assert not app.slider
    assert not [box for box in app.selectbox if box.label == "Judge this film as"]


def test_a_video_that_is_gone_says_so(world: World) -> None:
    app = show(analysis(world.clip, world.clip.with_name("gone.mp4")))
    assert "no longer here" in app.info[0].value


def test_a_video_too_large_for_the_page_is_watched_from_its_file(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(result_video, "MOST_SHOWN_BYTES", 3)
    app = show(analysis(world.clip, world.clip))
    assert str(world.clip) in app.info[0].value
    assert not app.get("video")


def still_page() -> None:
    import streamlit as st

    from formcheck.ui.mistake_cards import mistake_cards

    mistake_cards(*st.session_state["cards"])


def test_a_mistake_has_its_picture_with_words_for_those_who_do_not_see_it() -> None:
    set_ = analysis(Path("clip.mp4")).summary
    still = Still(10.4, np.zeros((4, 6, 3), np.uint8), 'Hips "behind" the knees', hips_mistake())
    app = AppTest.from_function(still_page)
    app.session_state["cards"] = (set_, spec(), (still,))
    app.run()
    assert not app.exception
    page = html(app)
    assert 'src="data:image/jpeg;base64,' in page
    assert 'alt="Hips &quot;behind&quot; the knees"' in page
    assert 'data-fc-seek="10.400"' in page


def test_picture_and_words_are_of_the_same_mistake() -> None:
    set_ = analysis(Path("clip.mp4")).summary
    far = replace(hips_mistake(), start_s=1.0, end_s=2.0, value=40.0, rep=1)
    near = hips_mistake()
    still = Still(10.4, np.zeros((4, 6, 3), np.uint8), "Hips behind the knees", near)
    app = AppTest.from_function(still_page)
    app.session_state["cards"] = (replace(set_, mistakes=(far, near)), spec(), (still,))
    page = html(app.run())
    assert "17 degrees" in page
    assert "40 degrees" not in page


def test_the_next_step_is_of_the_hold_that_the_exercise_asks_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    goals: list[float | None] = []
    goal = resolve_dose(spec()).get("hold_s")
    assert goal is not None
    monkeypatch.setattr(result_video, "show_headline", lambda _, goal_s=None: goals.append(goal_s))
    show(analysis(world.clip))
    monkeypatch.setattr(
        downloads, "report_html", lambda *_, hold_goal_s, **__: goals.append(hold_goal_s) or "page"
    )
    downloads._report(Outcome(analysis(world.clip)), "film.mp4", "film")
    assert goals == [goal, goal]


@pytest.mark.parametrize(
    ("name", "stem"),
    [("My film.mov", "My-film-cat_cow"), ("Cat-cow: clean", "Cat-cow-clean-cat_cow"),
     ("../../x.mp4", "x-cat_cow"), ("...", "video-cat_cow")],
)  # fmt: skip
def test_files_are_called_after_the_film(name: str, stem: str) -> None:
    assert downloads.stem_of(name, "cat_cow") == stem


def test_files_name_the_film_as_its_owner_does_and_not_its_place_here(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, told = analysis(world.clip), {}
    monkeypatch.setattr(downloads, "report_html", lambda _, **named: told.update(named) or "page")
    data = json.loads(downloads._json(result, "My film.mov"))
    assert data["video"]["path"] == "My film.mov"
    assert downloads._report(Outcome(result), "My film.mov", "my-film") == b"page"
    assert (told["name"], told["annotated_name"]) == ("My film.mov", None)
    assert downloads._csv(result).startswith(b"time_s,")
