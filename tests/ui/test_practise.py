"""The page *Practise* in each of its states, without a browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from live_kit import MOMENTS, result, snapshot
from practise_kit import World, html, practise_page, world
from streamlit.testing.v1 import AppTest

from formcheck.live.snapshot import Learnt
from formcheck.live.webrtc import CameraState, refusal
from formcheck.report.words import DISCLAIMER
from formcheck.ui import practise_start
from formcheck.ui.practice_state import (
    BROKEN_OFF,
    GIVEN_UP_S,
    LAST_WORDS_S,
    LEFT_S,
    NEVER_CAME,
    NEVER_OPENED,
    NO_PICTURES,
    NO_PICTURES_SAID,
    OPENS_WITHIN_S,
    STARTS_WITHIN_S,
    TAKEN_OVER,
)

__all__ = ["world"]  # a fixture


def test_before_the_start_everything_is_chosen_on_one_page(world: World) -> None:
    app = world.open()
    app.selectbox[0].select("cat_cow").run()
    page = html(app)
    assert "2 to 3.5 m away" in page
    assert "I watch from here" in page
    assert [box.label for box in app.number_input] == ["Repetitions", "Sets"]
    assert world.labels[-1] == "Start"
    assert not world.practice.wanted
    assert world.asked == [False] * len(world.asked)
    assert DISCLAIMER in page


def test_another_place_of_the_camera_says_what_it_cannot_judge(world: World) -> None:
    app = world.open()
    app.selectbox[0].select("wall_angels").run()
    assert "Look along the wall" in html(app)
    assert "angle of your elbows" in html(app)
    app.segmented_control(key="view-wall_angels").set_value("front").run()
    assert "wall contact" in html(app)
    assert "straight from the front" in html(app)


def test_nothing_is_kept_unless_ticked_and_the_page_says_so(world: World) -> None:
    app = world.open()
    assert "nothing but numbers is kept" in html(app)
    assert [box.label for box in app.checkbox] == ["Save landmarks", "Save video"]
    assert not any(box.value for box in app.checkbox)
    world.press_start()
    assert world.practice.opening is not None and world.practice.opening.keep is None


def test_what_is_ticked_is_kept(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(practise_start, "default_folder", lambda: tmp_path / "recordings")
    app = world.open()
    app.checkbox(key="keep-landmarks").check().run()
    world.press_start()
    opening = world.practice.opening
    assert opening is not None
    keep = opening.keep
    assert keep is not None and keep.folder == tmp_path / "recordings"


def test_start_takes_the_dose_and_shows_the_display_alone(world: World) -> None:
    app = world.open()
    app.selectbox[0].select("thread_the_needle").run()
    app.number_input[1].set_value(45).run()
    world.camera = CameraState(True)
    world.press_start()
    assert world.practice.choices.doses["thread_the_needle"]["hold_s"] == 45
    assert world.asked[-1] is True
    assert not app.selectbox and not app.number_input
    assert [button.label for button in app.button] == ["Stop"]
    assert "Starting the camera" not in world.boards[-1].parts["say"]  # pictures come already
    assert "Getting ready" in world.boards[-1].parts["say"]
    assert "fc-is-live" in html(app)


def test_what_the_session_says_is_spoken(world: World) -> None:
    world.practise()
    assert world.heard == {"speaker": ((), None), "page-speaker": ((), None)}
    world.bridge.now = MOMENTS["hold"]
    world.run()
    assert world.heard["speaker"] == (("Ten seconds",), MOMENTS["hold"].breath)


def test_a_dose_that_was_just_typed_counts(world: World) -> None:
    app = world.open()
    app.selectbox[0].select("thread_the_needle").run()
    app.number_input[1].set_value(50)
    world.press_start()  # in one run with it
    assert world.practice.choices.doses["thread_the_needle"]["hold_s"] == 50


def test_the_display_follows_the_session(world: World) -> None:
    world.practise()
    for moment in MOMENTS.values():
        world.bridge.now = moment
        world.run()
        assert world.boards[-1].stage == moment.stage


def test_stop_shows_what_was_done(world: World) -> None:
    app = world.practise()
    world.stop(MOMENTS["moving"], result(ended_by="button"))
    page = html(app)
    assert world.asked[-1] is False
    assert world.bridge.ended == ["button"]
    assert "2 repetitions: 1 clean and 1 with a mistake" in page
    assert "You pressed Stop." in page
    assert "17 degrees, limit 12" in page
    assert "Fewer clean repetitions on the right side." in page
    assert "Keep your hips over your knees" in page
    assert "No picture was kept, only numbers." in page


def test_what_is_only_counted_has_no_word_of_mistakes(world: World) -> None:
    world.practise("arm_circles")
    made = replace(result(mistake=False), exercise="arm_circles")
    made = replace(made, whole=replace(made.whole, view="front", holds=()))
    page = html(world.stop(MOMENTS["moving"], made))
    assert "2 repetitions counted" in page and "nothing else is looked for" in page
    assert "No mistake was found" not in page and "clean" not in page.split("</style>")[-1]


def test_the_last_words_are_heard_with_the_summary(world: World) -> None:
    world.practise()
    world.stop(MOMENTS["moving"], result())
    assert world.heard["speaker"][0][-1] == "All done. Well done"


def test_the_end_is_heard_before_the_camera_goes_off(world: World) -> None:
    world.practise()
    made = result()
    world.bridge.now, world.bridge.made = snapshot(MOMENTS["done"], result=made), made
    world.run()
    assert world.practice.wanted
    assert world.boards[-1].stage == "done"
    world.now_s += LAST_WORDS_S + 0.1
    app = world.run()
    assert not world.practice.wanted
    assert "You did all repetitions; some holds were shorter" in html(app)
    assert not app.error


def test_sets_are_told_apart_in_the_summary(world: World) -> None:
    world.practise()
    made = result(sets=2, kept=("thread.npz",))
    world.bridge.now, world.bridge.made = snapshot(MOMENTS["done"], result=made), made
    world.run()
    world.now_s += LAST_WORDS_S + 0.1
    page = html(world.run())
    assert "Set 1" in page and "Set 2" in page
    assert "thread.npz" in page


def test_once_more_begins_at_once_and_another_exercise_goes_back(world: World) -> None:
    app = world.practise()
    world.stop(MOMENTS["moving"], result())
    chosen = dict(world.practice.choices.doses["thread_the_needle"])
    world.feel(1, "after")
    assert world.labels[-1] == "Once more"
    world.press_start()
    assert world.practice.choices.doses["thread_the_needle"] == chosen
    assert world.practice.wanted and world.practice.choices.exercise == "thread_the_needle"
    world.stop(MOMENTS["moving"], result())
    world.feel(1, "after")
    app.button(key="another").click()
    world.run()
    assert app.selectbox[0].value == "thread_the_needle"
    assert "fc-headline" not in html(app).split("</style>")[-1]


@pytest.mark.parametrize(
    "name", ["NotAllowedError", "NotFoundError", "NotReadableError", "TypeError", "Strange"]
)
def test_a_refused_camera_is_a_sentence_and_is_not_asked_again(world: World, name: str) -> None:
    world.open()
    app = world.press_start(refused=name)
    assert app.error[0].value == refusal(name)
    assert True not in world.asked
    assert world.labels[-1] == "Start"
    world.camera = CameraState(True)
    assert not world.press_start().error  # allowed meanwhile: on it goes


def test_another_camera_gives_the_component_a_new_name(world: World) -> None:
    world.open()
    world.device = "camera two"
    world.run()
    world.run()
    assert world.keys[0] == "camera-0" and set(world.keys[-2:]) == {"camera-1"}


@pytest.mark.parametrize(
    ("age_s", "later_s", "camera", "fault"),
    [
        (None, OPENS_WITHIN_S + 1, CameraState(False), NEVER_OPENED),
        (None, STARTS_WITHIN_S + 1, CameraState(False, signalling=True), NEVER_CAME),
        (None, 0.0, CameraState(False, message="Not within ten seconds."), "ten seconds"),
        (GIVEN_UP_S + 1, 0.0, CameraState(True), NO_PICTURES),
    ],
)
def test_a_camera_that_gives_nothing_is_told_with_a_way_on(
    world: World, age_s: float | None, later_s: float, camera: CameraState, fault: str
) -> None:
    world.open()
    world.camera = camera
    world.press_start()
    if world.practice.wanted:
        world.bridge.age_s = age_s
        world.practice.drawn_s = world.now_s = world.now_s + later_s  # it was drawn meanwhile
        world.run()
    assert world.app is not None
    assert fault in world.app.error[0].value
    assert world.asked[-1] is False
    assert world.labels[-1] == "Start"


def test_a_model_that_cannot_be_opened_is_told(world: World) -> None:
    world.practise()
    world.bridge.fault = "The pose model could not be started: no memory"
    assert "no memory" in world.run().error[0].value


def test_pictures_that_stop_are_told_and_may_come_back(world: World) -> None:
    world.practise()
    world.bridge.now, world.bridge.age_s = MOMENTS["hold"], 5.0
    world.run()
    world.run()
    assert world.heard["page-speaker"] == ((NO_PICTURES_SAID,), None)  # once
    assert world.heard["speaker"] == (("Ten seconds",), None)  # and the breath pauses
    assert "I get no pictures" in world.boards[-1].parts["say"]
    world.bridge.age_s = 0.1
    world.run()
    assert "I get no pictures" not in world.boards[-1].parts["say"]


def test_a_slow_computer_is_not_taken_for_a_missing_camera(world: World) -> None:
    world.practise()
    world.bridge.now, world.bridge.age_s = MOMENTS["slow"], 5.0
    world.run()
    assert "I get no pictures" not in world.boards[-1].parts["say"]


def test_a_connection_that_breaks_keeps_what_was_done(world: World) -> None:
    world.practise()
    world.bridge.now, world.bridge.made = MOMENTS["moving"], result(ended_by="closed")
    world.camera = CameraState(False)
    app = world.run()
    assert app.error[0].value == BROKEN_OFF
    assert world.labels[-1] == "Start again"
    assert "The camera was closed before the end." in html(app)


def test_a_page_that_was_left_does_not_start_the_camera_again(world: World) -> None:
    world.practise()
    world.bridge.made = result(ended_by="closed")
    world.now_s += LEFT_S + 1
    asked = len(world.asked)
    app = world.run()
    assert world.asked[asked:] == [False]
    assert "1 clean" in html(app)


def test_another_tab_is_told_and_may_take_over(world: World) -> None:
    world.practise()
    first_app, first = world.app, world.practice
    world.bridge.now = MOMENTS["moving"]
    world.camera = CameraState(False)
    world.open()
    app = world.press_start()
    assert "another tab" in app.warning[0].value
    assert world.labels[-1] == "Practise here instead"
    assert not world.practice.wanted
    world.camera = CameraState(True)
    world.press_start()
    assert world.practice.wanted
    assert first.bridge.ended == ["closed"]  # type: ignore[attr-defined]
    world.app = first_app
    assert world.run().error[0].value == TAKEN_OVER


def test_the_range_that_was_seen_is_there_next_time(world: World) -> None:
    world.practise()
    practice = world.practice
    assert practice.opening is not None
    learnt = Learnt("side", {"drop": (0.0, 0.7)})
    practice._keep_result(result(learnt=learnt))
    practice._keep_result(result(learnt=None))
    known = practice.opening.own_ranges("thread_the_needle")["side"]
    assert known.ranges["drop"] == pytest.approx((0.0, 0.7))
    assert practice.desk.recall(practice.token) is not None


def test_ranges_that_cannot_be_read_are_told_and_the_practice_goes_on(
    world: World, tmp_path: Path
) -> None:
    world.practise()
    (tmp_path / "ranges.json").mkdir()
    opening = world.practice.opening
    assert opening is not None and opening.own_ranges("thread_the_needle") == {}
    assert "ranges" in world.stop(MOMENTS["moving"], result()).warning[0].value


def test_what_no_camera_sees_is_asked(world: World) -> None:
    app = world.open()
    app.selectbox[0].select("foam_roller").run()
    assert "Is the roller under your upper back" in html(app)
    app.selectbox[0].select("thread_the_needle").run()
    assert "both hands up for two seconds" in html(app)
    world.camera = CameraState(True)
    world.press_start()
    page = html(world.stop(MOMENTS["moving"], result()))
    assert "Did you stay inside a comfortable stretch?" in page


def test_a_reload_in_the_middle_shows_what_was_done_so_far(world: World) -> None:
    world.practise()
    before = world.practice
    world.bridge.now = MOMENTS["moving"]
    world.app = AppTest.from_function(practise_page, default_timeout=20)
    world.app.query_params["practice"] = before.token
    app = world.run()
    assert "was reloaded" in app.info[0].value
    before.bridge.age_s = 4.0  # type: ignore[attr-defined]
    before.desk.remember(before.token, result(ended_by="closed"))
    world.camera = CameraState(False)
    page = html(world.run())
    assert "2 repetitions: 1 clean and 1 with a mistake" in page
    assert "How does your back feel now?" in [one.label for one in world.app.segmented_control]
