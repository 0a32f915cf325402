"""Judging is done once by the same code, and again only where something has changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import NEEDLE, truth

from benchmarks import outcomes
from benchmarks.clips import Clip
from benchmarks.judging import Judged, Mode
from benchmarks.outcomes import KEPT_VERSIONS, judge_all
from benchmarks.truths import TrueRep
from formcheck.pose.frame import nobody
from formcheck.pose.recording import Recording, save_recording
from formcheck.specs.loader import load_all
from formcheck.specs.schema import ExerciseSpec
from tools.sample_studio.cache import Cache

SPECS = load_all()


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    done: list[str] = []

    def judge(recording: Recording, spec: ExerciseSpec, mode: Mode = "recorded") -> Judged:
        done.append(mode)
        return Judged(None, refused="nothing to judge")

    monkeypatch.setattr(outcomes, "judge", judge)
    monkeypatch.setattr(outcomes, "compare_angles", lambda *_: done.append("angles") or [])
    return done


@pytest.fixture
def clip(tmp_path: Path) -> Clip:
    video = tmp_path / "clip.mp4"
    video.write_text("pictures", encoding="utf-8")
    video.with_suffix(".json").write_text("truth", encoding="utf-8")
    return Clip("clip", video, truth([TrueRep(1, 1.0, 5.0)]), "clean")


@pytest.fixture
def seen(tmp_path: Path, clip: Clip) -> dict[Path, Path]:
    path = tmp_path / "seen.npz"
    save_recording(path, Recording((nobody(0.1, (64, 36)),), "clip.mp4", "pose.task", 0.1, 10.0))
    return {clip.video: path}


def test_a_clip_is_judged_once(
    tmp_path: Path, judged: list[str], clip: Clip, seen: dict[Path, Path]
) -> None:
    store = Cache(tmp_path / "cache")
    told: list[str] = []
    first = judge_all([clip], seen, SPECS, store, "recorded", 1, told.append)
    assert judge_all([clip], seen, SPECS, store, "recorded", 1, told.append) == first
    assert judged == ["recorded", "angles"]
    assert told == ["clip", "clip"]
    assert first[0].result.name == "clip"


def test_live_is_judged_apart_but_measured_once(
    tmp_path: Path, judged: list[str], clip: Clip, seen: dict[Path, Path]
) -> None:
    store = Cache(tmp_path / "cache")
    judge_all([clip], seen, SPECS, store, "recorded", 1)
    judge_all([clip], seen, SPECS, store, "live", 1)
    assert judged == ["recorded", "angles", "live"]


def test_another_limit_judges_again_and_measures_nothing_anew(
    tmp_path: Path, judged: list[str], clip: Clip, seen: dict[Path, Path]
) -> None:
    store = Cache(tmp_path / "cache")
    judge_all([clip], seen, SPECS, store, "recorded", 1)
    spec = SPECS[NEEDLE]
    stricter = spec.model_copy(update={"checks": spec.checks[1:]})
    judge_all([clip], seen, {**SPECS, NEEDLE: stricter}, store, "recorded", 1)
    assert judged == ["recorded", "angles", "recorded"]


def test_other_code_judges_again_and_old_results_go(
    tmp_path: Path,
    judged: list[str],
    clip: Clip,
    seen: dict[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    store = Cache(tmp_path / "cache")
    for version in range(KEPT_VERSIONS + 2):
        monkeypatch.setattr(outcomes, "judging_code", lambda v=version: f"code{v}")
        judge_all([clip], seen, SPECS, store, "recorded", 1)
    assert judged.count("recorded") == KEPT_VERSIONS + 2
    assert len(list((store.folder / "judged").iterdir())) == KEPT_VERSIONS


def test_a_refused_video_has_an_outcome_too(tmp_path: Path, judged: list[str], clip: Clip) -> None:
    refused = tmp_path / "seen.txt"
    refused.write_text("Nobody is seen.", encoding="utf-8")
    store = Cache(tmp_path / "cache")
    (outcome,) = judge_all([clip], {clip.video: refused}, SPECS, store, "recorded", 1)
    assert outcome.result.counted == 0
    assert outcome.angles == ()
    assert judged == []
