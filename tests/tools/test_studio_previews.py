"""Sheets of pictures, previews of clips and the commands that make them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

pytest.importorskip("moderngl", reason="rendering needs the studio dependency group")

from tools.sample_studio.__main__ import app
from tools.sample_studio.preview import clip_named, preview
from tools.sample_studio.renderer import Renderer
from tools.sample_studio.scenario_files import ScenarioError
from tools.sample_studio.sets import SetClip
from tools.sample_studio.sheet import HEAD, WIDTH, Moment, sheet_of, spread

SIZE = (128, 96)
SAMPLE = "wall_angels_jerking"


@pytest.fixture(scope="module", autouse=True)
def graphics() -> None:
    try:
        Renderer(16, 16).close()
    except RuntimeError as error:
        pytest.skip(str(error))


def test_a_sheet_names_mistakes_above_the_pictures() -> None:
    truth = {
        "phases": [{"rep": 1, "name": "up", "start_s": 0.0, "end_s": 1.0}],
        "mistakes": [{"id": "jerking", "magnitude": 0.5, "start_s": 0.4, "end_s": 0.6}],
    }
    grey = np.full((90, 160, 3), 128, np.uint8)
    sheet = sheet_of([Moment(grey, 0.1 * i) for i in range(5)], truth, columns=3)
    assert sheet.shape == (2 * (HEAD + 180), 3 * WIDTH, 3)
    clean, mistaken = sheet[: HEAD + 180, :WIDTH], sheet[HEAD + 180 :, WIDTH : 2 * WIDTH]
    assert (clean[HEAD] == 128).all()
    assert (mistaken[HEAD] == (190, 20, 20)).all()
    assert spread(4, 20) == [0, 1, 2, 3]


def test_any_scenario_can_be_previewed() -> None:
    sample = clip_named(SAMPLE)
    small = replace(sample, scenario=replace(sample.scenario, size=SIZE))
    moments, truth = preview(small, 2, span_s=(1.0, 2.0))
    assert [moment.time_s for moment in moments] == [1.0, 2.0]
    assert moments[0].image.shape == (96, 128, 3)
    assert truth["mistakes"][0]["id"] == "jerking"


def test_spoilt_clips_of_a_set_can_be_previewed() -> None:
    spoilt = next(c for c in _set("abstain") if c.kind == "dark")
    small = replace(spoilt, scenario=replace(spoilt.scenario, size=SIZE))
    assert spoilt.gap is not None
    moments, _ = preview(small, 2, span_s=(0.0, spoilt.gap[0] + 1.0))
    assert moments[1].image.mean() < 10 < moments[0].image.mean()


def _set(name: str) -> list[SetClip]:
    from tools.sample_studio.sets import set_named

    return set_named(name)


def test_clips_of_sets_are_found_by_name() -> None:
    wanted = _set("smoke")[0]
    assert clip_named(wanted.name) == wanted
    with pytest.raises(ScenarioError, match="no such clip in the set smoke; there is smoke"):
        clip_named(wanted.name + "x")
    with pytest.raises(ScenarioError, match="neither a scenario file"):
        clip_named("nothing")


def test_commands_for_any_scenario_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "{exercise: wall_angels, body: male_avg, view: {yaw_deg: 90, height_m: 1}, reps: [{}],"
        " size: [128, 96], fps: 5, still_s: 0, end_s: 0}",
        encoding="utf-8",
    )
    out = str(tmp_path / "sheets")
    done = CliRunner().invoke(app, ["sheet", str(file), "--out", out, "--count", "2"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "sheets" / "mine.png").exists()
    bad = CliRunner().invoke(app, ["render", str(tmp_path / "none.yaml"), "--out", out])
    assert bad.exit_code == 2 and "none.yaml: cannot be read" in bad.output
