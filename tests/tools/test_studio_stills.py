"""The pictures of start pose and far end: all there, small, and drawn only when due."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from formcheck.specs.loader import load_all
from formcheck.ui.pictures import pictures_of
from tools.sample_studio import stills as module
from tools.sample_studio.__main__ import app
from tools.sample_studio.clip import movement_of
from tools.sample_studio.repertoire.plans import PLANS
from tools.sample_studio.scenario import DEFAULTS
from tools.sample_studio.stills import MAX_BYTES, SIZE, far_end_s, scenario_for, small, stills

SPECS = load_all()
KNOWN = [spec for spec in SPECS.values() if spec.id in DEFAULTS or spec.id in PLANS]
CAT = SPECS["cat_cow"]


@pytest.mark.parametrize("exercise", [spec.id for spec in KNOWN])
def test_each_exercise_that_the_studio_knows_has_its_pictures(exercise: str) -> None:
    pictures = pictures_of(exercise)
    assert pictures is not None, "run: python -m tools.sample_studio stills"
    for path in (pictures.start, pictures.end):
        assert path.stat().st_size <= MAX_BYTES
        assert cv2.imread(str(path)).shape == (SIZE[1], SIZE[0], 3)


def test_there_are_no_pictures_of_exercises_that_do_not_exist() -> None:
    names = {path.stem.rsplit("_", 1)[0] for path in module.FOLDER.glob("*.webp")}
    assert names <= set(SPECS)


def test_the_far_end_is_the_middle_of_a_hold() -> None:
    spec = SPECS["thread_the_needle"]
    movement, performance = movement_of(scenario_for(spec))
    hold = performance.holds[0]
    assert hold.start_s < far_end_s(spec.id, performance, movement) < hold.end_s


def test_without_a_hold_it_is_where_the_body_is_furthest_from_its_start() -> None:
    spec = SPECS["reverse_fly"]
    movement, performance = movement_of(scenario_for(spec))
    joints = movement.body.skin(movement.pose_at(far_end_s(spec.id, performance, movement))).joints
    assert joints["left_wrist"][2] == pytest.approx(joints["left_shoulder"][2], abs=0.2)


def test_pictures_are_drawn_once_and_again_when_the_pose_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grey = np.full((720, 960, 3), 128, np.uint8)
    monkeypatch.setattr(module, "_draw", lambda *_: [grey, grey])
    assert [still.drawn for still in stills([CAT], tmp_path)] == [True]
    assert [still.drawn for still in stills([CAT], tmp_path)] == [False]
    (tmp_path / "cat_cow_end.webp").unlink()
    assert [still.drawn for still in stills([CAT], tmp_path)] == [True]
    monkeypatch.setattr(module, "far_end_s", lambda *_: 0.5)
    assert [still.drawn for still in stills([CAT], tmp_path)] == [True]


def test_an_exercise_that_the_studio_does_not_know_has_none(tmp_path: Path) -> None:
    stranger = CAT.model_copy(update={"id": "handstand"})
    assert list(stills([stranger], tmp_path)) == []


def test_a_picture_full_of_detail_is_pressed_harder() -> None:
    rng = np.random.default_rng(3)
    busy = cv2.GaussianBlur(rng.integers(0, 255, (720, 960, 3), np.uint8), (0, 0), 5)
    assert len(small(np.asarray(busy, np.uint8))) <= MAX_BYTES


def test_an_unknown_exercise_is_a_sentence_with_the_nearest_name() -> None:
    result = CliRunner().invoke(app, ["stills", "cat_cwo"])
    assert result.exit_code == 2
    assert "Did you mean 'cat_cow'?" in result.output
