"""The speed benchmark of recorded work: its films, its ratios and what it calls a shortfall."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.recorded import FilmFigures, Memory, figures, report, shortfalls
from benchmarks.recorded_films import phone_film, repeated
from benchmarks.recorded_run import Mode, Run
from formcheck.video.reader import open_video

CLIP = Path(__file__).parents[2] / "sample_videos" / "cat_cow_clean.mp4"


def test_a_film_of_a_phone_has_the_size_and_the_length(tmp_path: Path) -> None:
    film = phone_film(CLIP, tmp_path / "tall.mp4", (180, 320), 1.0)
    with open_video(film) as video:
        assert video.info.size == (180, 320)
        assert [p.time_s for p in video] == pytest.approx([n / 30 for n in range(30)], abs=1e-3)


def test_a_repeated_film_goes_on_without_a_gap(tmp_path: Path) -> None:
    film = phone_film(CLIP, tmp_path / "one.mp4", (160, 90), 0.5)
    with open_video(repeated(film, tmp_path / "four.mp4", 4)) as video:
        times = [p.time_s for p in video]
        assert times == pytest.approx([n / 30 for n in range(60)], abs=2e-3)
        assert video.notes == []


def round_of(bare_s: float, landmarks_s: float, annotated_s: float) -> dict[Mode, Run]:
    run = Run(1000, 0.0, 11.0, 0.0, 300.0)
    return {
        "bare": replace(run, seconds=bare_s, processor_s=10.0),
        "landmarks": replace(run, seconds=landmarks_s, judging_s=0.2),
        "analysis": replace(run, seconds=landmarks_s),
        "annotated": replace(run, seconds=annotated_s),
    }


def test_ratios_are_taken_within_a_round_and_the_middle_counts() -> None:
    calm, busy = round_of(10, 10.5, 14), round_of(30, 33, 45)
    found = figures("720p", [calm, busy, round_of(10, 40, 80)])
    assert found.ratios["landmarks"] == pytest.approx(10 / 11)
    assert found.ratios["annotated"] == pytest.approx(2 / 3)
    assert found.judging == pytest.approx(0.02)
    assert found.bare_ms == pytest.approx(10)


def film(landmarks: float = 0.95, annotated: float = 0.7, judging: float = 0.02) -> FilmFigures:
    ratios = {"landmarks": landmarks, "analysis": 0.9, "annotated": annotated}
    ms = dict.fromkeys(ratios, 12.0)
    return FilmFigures("720p", 11.0, ms, {"bare": 11.0, **ms}, ratios, judging)


FLAT = [Memory(1, 300), Memory(20, 310)]


def test_what_misses_its_goal_is_said() -> None:
    assert shortfalls([film()], FLAT) == []
    found = shortfalls([film(0.8, 0.6, 0.05)], [Memory(1, 300), Memory(20, 400)])
    assert found == [
        "720p: landmarks reaches 0.80 of bare MediaPipe, not 0.9",
        "720p: annotated reaches 0.60 of bare MediaPipe, not 0.65",
        "720p: judging takes 5.0% of inference, not 3%",
        "memory grows from 300 MB at 1 min to 400 MB at 20 min",
    ]


def test_the_report_is_a_table() -> None:
    text = report([film()], FLAT)
    assert "| | annotated | 12.0 | 12.0 | 0.70 | 0.65 |" in text
    assert "| 20 min | 310 MB |" in text
