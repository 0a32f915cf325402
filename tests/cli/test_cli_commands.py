"""What the commands show and write when all is well; the analysis itself is replaced."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from cli_kit import Run, shown

from formcheck.coach.events import RepCompleted
from formcheck.coach.summary import CalibrationNote, SetSummary, SignalTable
from formcheck.pose.frame import LANDMARK_COUNT, FrameQuality, PoseFrame
from formcheck.pose.recording import Recording, load_recording, save_recording
from formcheck.report.analysis_json import analysis_schema
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import WHOLE, Analysis, VideoInfo, Window
from formcheck.video.errors import VideoError
from formcheck.video.landmark_cache import Seen

SUMMARY = SetSummary(
    view="side",
    judged_share=1.0,
    calibration=CalibrationNote("captured", "Neutral was measured.", 0.0, 1.5, {}),
    reps=(RepCompleted(9.0, 1, None, 2.0, 9.0, "clean", ()),),
    signals=SignalTable(np.array([0.0, 0.1]), {"curve": np.array([1.0, np.nan])}, ("", "")),
)
Wishes = dict[str, Any]


def fake_analysis(asked: Wishes) -> Callable[..., Analysis]:
    def analyze_video(
        path: Path, spec: ExerciseSpec, *, annotate_to: Path | None = None, **others: Any
    ) -> Analysis:
        asked.update(others, path=path, annotate_to=annotate_to)
        others["progress"](None, "Reading")
        others["progress"](0.5, "Judging")
        if annotate_to is not None:
            annotate_to.write_bytes(b"film")
        return Analysis(spec, VideoInfo(path, 1.2, 10.0, (64, 48)), "fake", SUMMARY, annotate_to)

    return analyze_video


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Wishes:
    wishes: Wishes = {}
    monkeypatch.setattr("formcheck.video.pipeline.analyze_video", fake_analysis(wishes))
    return wishes


def recording_of(name: str) -> Recording:
    quality = FrameQuality(np.ones(LANDMARK_COUNT, bool), 100.0, 1)
    points = np.full((LANDMARK_COUNT, 3), 20.0)
    frames = tuple(PoseFrame(t / 10, (64, 48), points, None, quality) for t in range(3))
    return Recording(frames, name, "fake", 0.3, 10.0)


def read_json(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    jsonschema.Draft202012Validator(analysis_schema()).validate(document)
    return document


def test_the_result_is_on_the_screen_and_nothing_is_written(
    run: Run, clip: Path, asked: Wishes
) -> None:
    result = run("analyze", clip, "--exercise", "cat_cow")
    assert (result.code, result.err) == (0, "")
    assert "1 repetition, clean." in result.out
    assert "Written" not in result.out
    assert os.listdir(clip.parent) == ["clip.mp4"]


def test_out_gives_video_report_json_and_csv(run: Run, clip: Path, asked: Wishes) -> None:
    out = clip.parent / "results" / "today"
    result = run("analyze", clip, "-e", "cat_cow", "--out", out)
    assert result.code == 0
    names = [f"clip.cat_cow.{ending}" for ending in ("csv", "html", "json", "mp4")]
    assert shown(out) == names
    assert all(f"Written: {out / name}" in result.out for name in names)
    document = read_json(out / "clip.cat_cow.json")
    assert document["exercise"] == "cat_cow"
    assert document["video"]["path"] == str(clip)
    assert (out / "clip.cat_cow.csv").read_text().startswith("time_s,phase,curve_deg\n")


def test_no_video_leaves_the_video_out(run: Run, clip: Path, asked: Wishes) -> None:
    out = clip.parent / "results"
    assert run("analyze", clip, "-e", "cat_cow", "--out", out, "--no-video").code == 0
    names = [f"clip.cat_cow.{ending}" for ending in ("csv", "html", "json")]
    assert shown(out) == names
    assert asked["annotate_to"] is None


def test_json_and_signals_go_where_they_are_sent(run: Run, clip: Path, asked: Wishes) -> None:
    here = clip.parent
    run("analyze", clip, "-e", "cat_cow", "--json", here / "a", "--signals", here / "b.parquet")
    assert sorted(os.listdir(here)) == ["a", "b.parquet", "clip.mp4"]
    read_json(here / "a")


def test_a_report_goes_where_it_is_sent_and_links_a_film_beside_it(
    run: Run, clip: Path, asked: Wishes, tmp_path: Path
) -> None:
    assert run("analyze", clip, "-e", "cat_cow", "--report", tmp_path / "r.html").code == 0
    assert (tmp_path / "r.html").read_text() == "clip.mp4 None"
    run("analyze", clip, "-e", "cat_cow", "--out", tmp_path / "out")
    assert (tmp_path / "out" / "clip.cat_cow.html").read_text() == "clip.mp4 clip.cat_cow.mp4"


def test_a_part_of_a_film_can_be_named(run: Run, clip: Path, asked: Wishes) -> None:
    assert run("analyze", clip, "-e", "cat_cow", "--from", "0:01", "--to", "1:02.5").code == 0
    assert asked["window"] == Window(1.0, 62.5)
    run("analyze", clip, "-e", "cat_cow")
    assert asked["window"] == WHOLE


def test_body_points_are_kept_unless_asked_otherwise(run: Run, clip: Path, asked: Wishes) -> None:
    run("analyze", clip, "-e", "cat_cow")
    assert asked["cache"] is not None
    run("analyze", clip, "-e", "cat_cow", "--fresh")
    assert asked["cache"] is None


def test_the_dose_is_passed_on(run: Run, clip: Path, asked: Wishes) -> None:
    run("analyze", clip, "-e", "thread_the_needle", "--dose", "hold_s=7")
    assert asked["dose"]["hold_s"] == 7.0
    assert asked["dose"]["reps_per_side"] == 1.0  # the rest is the spec's own


def test_a_spec_file_can_be_named(run: Run, clip: Path, asked: Wishes, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "exercise_specs" / "cat_cow.yaml"
    own = tmp_path / "cat_cow.yaml"
    own.write_bytes(shipped.read_bytes())
    assert "Cat-cow" in run("analyze", clip, "-e", own).out


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "Stopped; nothing was written."),
        (OSError(28, "No space left on device"), 2, "Free some space"),
    ],
)
def test_what_breaks_off_leaves_nothing(
    run: Run,
    clip: Path,
    monkeypatch: pytest.MonkeyPatch,
    fault: BaseException,
    code: int,
    said: str,
) -> None:
    def analyze_video(*_: object, annotate_to: Path, **__: object) -> Analysis:
        annotate_to.write_bytes(b"half a film")
        raise fault

    monkeypatch.setattr("formcheck.video.pipeline.analyze_video", analyze_video)
    result = run("analyze", clip, "-e", "cat_cow", "--out", clip.parent / "results")
    assert result.code == code
    assert said in result.err
    assert os.listdir(clip.parent) == ["clip.mp4"]


def test_a_mistake_of_our_own_keeps_its_traceback(
    run: Run, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def analyze_video(*_: object, **__: object) -> Analysis:
        raise ZeroDivisionError

    monkeypatch.setattr("formcheck.video.pipeline.analyze_video", analyze_video)
    with pytest.raises(ZeroDivisionError):
        run("analyze", clip, "-e", "cat_cow")


def test_record_writes_a_recording(
    run: Run, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "formcheck.video.pipeline.record_video", lambda path, **_: recording_of(path.name)
    )
    result = run("record", clip, tmp_path / "seen.npz")
    assert result.code == 0
    assert "(3 pictures, 0.3 s)" in result.out
    assert load_recording(tmp_path / "seen.npz").name == "clip.mp4"
    assert sorted(os.listdir(tmp_path)) == ["clip.mp4", "seen.npz"]


def test_replay_judges_a_recording(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.video.pipeline.judge_recording", lambda *_: SUMMARY)
    save_recording(tmp_path / "seen.npz", recording_of("clip.mp4"))
    result = run("replay", tmp_path / "seen.npz", "-e", "cat_cow", "--json", tmp_path / "a.json")
    assert result.code == 0
    assert "1 repetition, clean." in result.out
    document = read_json(tmp_path / "a.json")
    assert document["video"] == {
        "path": "clip.mp4",
        "duration_s": 0.3,
        "fps": 10.0,
        "size": [64, 48],
        "window": {"from_s": 0.0, "to_s": None},
    }


def test_a_recording_never_shows_the_film_that_it_is_named_like(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands in a recording is text from anywhere, not a film to take pictures from."""
    reports: list[dict[str, Any]] = []
    monkeypatch.setattr("formcheck.video.pipeline.judge_recording", lambda *_: SUMMARY)
    monkeypatch.setattr(
        "formcheck.report.video_report.write_report", lambda *_, **others: reports.append(others)
    )
    sample = Path(__file__).parents[2] / "sample_videos" / "cat_cow_clean.mp4"
    assert sample.is_file()
    for name in (str(sample), f"C:\\films\\{sample.name}"):
        save_recording(tmp_path / "seen.npz", recording_of(name))
        result = run("replay", tmp_path / "seen.npz", "-e", "cat_cow", "--report", tmp_path / "a")
        assert result.code == 0
        assert "films" not in result.out
        assert str(sample.parent) not in result.out
    for report in reports:
        assert (report["name"], report["stills"], report["moment"]) == (sample.name, (), None)


def test_a_comparison_of_recordings_opens_no_film(
    run: Run, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("formcheck.video.pipeline.judge_recording", lambda *_: SUMMARY)
    monkeypatch.setattr(
        "formcheck.report.compare_pictures.frame_still", lambda path, *_: opened.append(path)
    )
    for name in ("a.npz", "b.npz"):
        save_recording(tmp_path / name, recording_of(str(clip)))
    both = run(
        "compare", tmp_path / "a.npz", tmp_path / "b.npz", "-e", "cat_cow", "--out",
        tmp_path / "c.html",
    )  # fmt: skip
    assert (both.code, opened) == (0, [])


def test_a_recording_of_a_part_says_so(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("formcheck.video.pipeline.judge_recording", lambda *_: SUMMARY)
    seen = recording_of("clip.mp4")
    frames = tuple(replace(one, time_s=one.time_s + 5) for one in seen.frames)
    part = replace(seen, frames=frames, duration_s=60.0)
    save_recording(tmp_path / "seen.npz", part)
    run("replay", tmp_path / "seen.npz", "-e", "cat_cow", "--json", tmp_path / "a.json")
    assert read_json(tmp_path / "a.json")["video"]["window"] == {"from_s": 5.0, "to_s": 5.2}


@pytest.mark.parametrize("command", ["analyze", "record"])
def test_a_part_is_asked_for_when_the_film_is_opened(
    run: Run, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """A film too long as a whole may be looked at in parts."""
    opened: list[Window] = []

    def open_video(path: Path, *, window: Window) -> Any:
        opened.append(window)
        raise VideoError("enough")

    monkeypatch.setattr("formcheck.video.reader.open_video", open_video)
    to = [tmp_path / "a.npz"] if command == "record" else []
    result = run(command, clip, *to, "--from", "0:01", "--to", "0:03")
    assert (result.code, opened) == (2, [Window(1.0, 3.0)])


def nobody_in(recording: Recording) -> Recording:
    return replace(recording, frames=tuple(replace(f, landmarks=None) for f in recording.frames))


def test_a_recording_with_nobody_in_it_is_refused(run: Run, tmp_path: Path) -> None:
    save_recording(tmp_path / "seen.npz", nobody_in(recording_of("clip.mp4")))
    result = run("replay", tmp_path / "seen.npz", "-e", "cat_cow", "--json", tmp_path / "a.json")
    assert result.code == 2
    assert "Nobody was seen in seen.npz." in result.err
    assert os.listdir(tmp_path) == ["seen.npz"]


def test_a_video_with_nobody_in_it_is_refused(
    run: Run, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = nobody_in(recording_of("clip.mp4"))

    def read(path: Path, *_: object) -> Seen:
        return Seen(frames, VideoInfo(path, 0.3, 10.0, (64, 48)), anybody=False)

    monkeypatch.setattr("formcheck.video.pipeline._read", read)
    out = clip.parent / "results"
    (clip.parent / "fake.task").write_bytes(b"")
    commands = (
        ["analyze", clip, "-e", "cat_cow", "--out", out, "--fresh"],
        ["record", clip, "a.npz", "--fresh"],
    )
    for command in commands:
        monkeypatch.chdir(clip.parent)
        result = run(*command)
        assert result.code == 2
        assert "Nobody is seen in clip.mp4." in result.err
        assert sorted(os.listdir(clip.parent)) == ["clip.mp4", "fake.task"]


def test_list_and_show_need_nothing_heavy() -> None:
    """They answer at once: neither MediaPipe nor OpenCV nor PyAV nor Streamlit is imported."""
    import subprocess
    import sys

    code = (
        "import sys; from typer.testing import CliRunner; from formcheck.cli import app\n"
        "for args in (['list'], ['show', 'cat_cow']):\n"
        "    assert CliRunner().invoke(app, args).exit_code == 0\n"
        "heavy = {'mediapipe', 'cv2', 'av', 'streamlit', 'pandas', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    assert done.stdout.strip() in ("[]", "['numpy']")


def test_list_names_every_exercise_whole(run: Run) -> None:
    out = run("list").out
    for path in (Path(__file__).parents[2] / "exercise_specs").glob("*.yaml"):
        assert path.stem in out


def test_model_says_where_it_is(run: Run, tmp_path: Path) -> None:
    assert run("model").out == f"The pose model is ready: {tmp_path / 'fake.task'}\n"


def test_the_app_listens_on_this_computer_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from formcheck.cli import webapp

    monkeypatch.setattr(webapp, "app_file", lambda: tmp_path / "app.py")
    command = webapp.command(8765)
    assert "--server.address=localhost" in command
    assert "--server.port=8765" in command


def test_an_installation_without_the_app_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("formcheck.__file__", str(tmp_path / "formcheck" / "__init__.py"))
    result = run("app")
    assert result.code == 2
    assert "python3 run.py app" in result.err
