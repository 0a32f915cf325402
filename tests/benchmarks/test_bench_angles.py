"""Measured against true angles, and the lines through them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made import clip, truth

from benchmarks.angles import Compared, angle_figures, compare_angles, line_through
from benchmarks.judging import judge
from benchmarks.tables import markdown, tables_of
from benchmarks.truths import TrueRep, TruthError, read_truth
from formcheck.pose.frame import nobody
from formcheck.pose.recording import Recording
from formcheck.specs.loader import load_all
from formcheck.video.pipeline import judge_recording

SAMPLES = Path(__file__).resolve().parents[2] / "sample_videos"
WAVE = 20 * np.sin(np.linspace(0, 12, 200))


def compared(signal: str, got: np.ndarray, body: str = "amy", noise: float = 0.5) -> Compared:
    return Compared("cat_cow", signal, "side", body, got, WAVE, noise)


def test_a_line_gives_slope_correlation_and_residual() -> None:
    line = line_through(0.8 * WAVE + 3.0, WAVE)
    assert line is not None
    assert (line.slope, line.r) == (pytest.approx(0.8), pytest.approx(1.0))
    assert line.residual == pytest.approx(0.0, abs=1e-9)


def test_residuals_are_in_true_degrees() -> None:
    wobble = np.where(np.arange(200) % 2, 1.0, -1.0)
    line = line_through(0.5 * WAVE + wobble, WAVE)
    assert line is not None
    assert line.residual == pytest.approx(2.0, rel=0.02)  # 1 degree read at half the slope


def test_a_still_back_has_no_slope() -> None:
    assert line_through(WAVE, np.zeros(200)) is None


def test_figures_come_for_all_by_view_and_by_body() -> None:
    found = [
        compared("back_curve", 0.8 * WAVE),
        compared("back_curve", 1.0 * WAVE, "bob", 1.5),
        compared("thigh_tilt", WAVE + 2.0),
    ]
    figures = {name: figure.value for name, figure in angle_figures(found).items()}
    assert figures["cat_cow.back_curve.slope"] == pytest.approx(0.9)
    assert figures["cat_cow.back_curve.slope_lowest"] == pytest.approx(0.8)
    assert figures["cat_cow.back_curve.side.bob.slope"] == pytest.approx(1.0)
    assert figures["cat_cow.back_curve.side.still_noise_deg"] == pytest.approx(1.0)
    assert figures["cat_cow.thigh_tilt.side.amy.mean_error_deg"] == pytest.approx(2.0)
    assert figures["cat_cow.thigh_tilt.bias_deg"] == pytest.approx(2.0)


def test_nothing_is_measured_where_nobody_is_seen() -> None:
    frames = tuple(nobody(i / 10, (640, 360)) for i in range(50))
    recording = Recording(frames, "clip", "model", 5.0, 10.0)
    performed = clip(truth([TrueRep(1, 1, 4)], exercise="cat_cow"))
    assert compare_angles(performed, recording, load_all()["cat_cow"]) == []


def test_judging_here_is_judging_there() -> None:
    """The benchmark keeps events; what it judges is what `judge_recording` judges."""
    frames = tuple(nobody(i / 10, (640, 360)) for i in range(50))
    recording = Recording(frames, "clip", "model", 5.0, 10.0)
    spec = load_all()["cat_cow"]
    here = judge(recording, spec).summary
    there = judge_recording(recording, spec)
    assert here is not None
    assert (here.reps, here.mistakes, here.notes) == (there.reps, there.mistakes, there.notes)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_truth_of_the_samples_is_read(path: Path) -> None:
    known = read_truth(path)
    assert known.reps
    assert known.still[0][0] == 0.0
    assert {m.rep for m in known.mistakes} <= {r.index for r in known.reps}
    assert all(len(values) == len(known.series["time_s"]) for values in known.series.values())


def test_a_strange_truth_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "clip.json"
    path.write_text('{"format": "other"}', encoding="utf-8")
    with pytest.raises(TruthError, match=r"clip\.json"):
        read_truth(path)


def test_tables_show_what_was_measured() -> None:
    figures = angle_figures([compared("back_curve", 0.8 * WAVE)])
    text = markdown(tables_of(figures, load_all()))
    assert "### The bend of the back" in text
    assert "| cat_cow | side | amy | 1 | 0.80 |" in text
    assert "### Mistakes" not in text
