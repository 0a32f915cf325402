"""Bad input: exit code 2, one clear sentence on stderr, nothing half-written."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from cli_kit import Run, film

SPECS = Path(__file__).parents[2] / "exercise_specs"


def not_a_video(folder: Path) -> Path:
    path = folder / "letter.mp4"
    path.write_text("Dear physiotherapist, " * 50)
    return path


def empty(folder: Path) -> Path:
    path = folder / "empty.mp4"
    path.touch()
    return path


def sound_only(folder: Path) -> Path:
    path = folder / "breath.m4a"
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=8000)
        for _ in range(8):
            samples = np.zeros((1, 1024), np.float32)
            frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
            frame.sample_rate = 8000
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def truncated(folder: Path) -> Path:
    path = film(folder / "cut.mp4")
    path.write_bytes(path.read_bytes()[:200])
    return path


def one_picture(folder: Path) -> Path:
    return film(folder / "photo.mp4", pictures=1)


def missing(folder: Path) -> Path:
    return folder / "gone.mp4"


def folder_itself(folder: Path) -> Path:
    return folder


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (not_a_video, "letter.mp4 is not a video. Use an MP4"),
        (empty, "empty.mp4 is empty (0 bytes). Copy or record it again."),
        (sound_only, "breath.m4a holds sound but no picture. Use a file with video."),
        (truncated, "cut.mp4 is incomplete or damaged"),
        (one_picture, "photo.mp4 holds a single picture, too short to judge."),
        (missing, "gone.mp4 was not found. Check the name and the folder."),
        (folder_itself, "is a folder. Name one video file in it."),
    ],
)
@pytest.mark.parametrize("command", ["analyze", "record"])
def test_files_that_are_no_film(
    run: Run, tmp_path: Path, make: Callable[[Path], Path], said: str, command: str
) -> None:
    if (make, command) == (folder_itself, "analyze"):
        said = "There is no film in the folder"
    source, results = tmp_path / "in", tmp_path / "results"
    source.mkdir()
    video = make(source)
    if command == "analyze":
        result = run("analyze", video, "--exercise", "cat_cow", "--out", results)
    else:
        result = run("record", video, tmp_path / "seen.npz")
    assert result.code == 2
    assert said in result.err
    assert len(result.err.splitlines()) == 1
    assert result.out == ""
    assert os.listdir(tmp_path) == ["in"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--exercise", "cat_cwo"), "no exercise 'cat_cwo'. Did you mean 'cat_cow'?"),
        (("--exercise", "zumba"), "There is no exercise 'zumba'. Exercises: "),
        (("--exercise", "nowhere.yaml"), "nowhere.yaml: The file does not exist."),
        (("--exercise", "cat_cow", "--dose", "hold=7"), "has no dose called 'hold'"),
        (("--exercise", "cat_cow", "--dose", "reps=900"), "reps for cat_cow must be"),
        (("--exercise", "cat_cow", "--dose", "reps"), "Write it like this: --dose hold_s=7"),
        (("--exercise", "cat_cow", "--json", "no/such/a.json"), "folder no/such does not exist"),
        (("--exercise", "cat_cow", "--json", "clip.mp4"), "is the file that is read"),
        (("--exercise", "cat_cow", "--signals", "."), "is a folder. Name a file in it."),
        (("--exercise", "cat_cow", "--out", "clip.mp4"), "is a file. Name a folder"),
        (("--exercise", "cat_cow", "--out", "/proc/results"), "Cannot make /proc/results"),
    ],
)
def test_wishes_that_cannot_be_met(
    run: Run,
    clip: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    said: str,
) -> None:
    if "/proc/results" in options and not Path("/proc").is_dir():
        pytest.skip("a folder in which nobody can write, on Linux only")
    monkeypatch.chdir(clip.parent)
    before = clip.read_bytes()
    result = run("analyze", "clip.mp4", *options)
    assert result.code == 2
    assert said in result.err
    assert len(result.err.splitlines()) == 1
    assert os.listdir(clip.parent) == ["clip.mp4"]
    assert clip.read_bytes() == before


def test_a_spec_with_a_typo_is_named_by_file_line_and_field(
    run: Run, clip: Path, tmp_path: Path
) -> None:
    spec = tmp_path / "cat_cow.yaml"
    text = (SPECS / "cat_cow.yaml").read_text("utf-8")
    spec.write_text(text.replace("family:", "famly:", 1), "utf-8")
    line = next(i for i, row in enumerate(spec.read_text().splitlines(), 1) if "famly" in row)
    for command in (["analyze", clip, "--exercise", spec], ["show", spec], ["spec", "check", spec]):
        result = run(*command)
        assert result.code == 2
        assert f"{spec}:{line}: famly: " in result.err + result.out


def test_a_model_that_is_none_is_a_sentence(
    run: Run, clip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the real ensure_model
    monkeypatch.setenv("COLUMNS", "100")
    result = run("analyze", clip, "--exercise", "cat_cow", "--model", tmp_path / "no.task")
    assert result.code == 2
    assert "no.task is not a file" in result.err


def test_missing_system_libraries_are_named(
    run: Run, clip: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "formcheck.pose.system.check_system_libraries", lambda: "sudo apt-get install libegl1"
    )
    result = run("analyze", clip, "--exercise", "cat_cow")
    assert (result.code, result.err.strip()) == (2, "sudo apt-get install libegl1")


def test_a_recording_that_is_none(run: Run, tmp_path: Path) -> None:
    path = not_a_video(tmp_path).rename(tmp_path / "letter.npz")
    result = run("replay", path, "--exercise", "cat_cow", "--json", tmp_path / "a.json")
    assert result.code == 2
    assert "letter.npz is not a landmark recording" in result.err
    assert os.listdir(tmp_path) == ["letter.npz"]


def test_a_recording_is_named_npz(run: Run, clip: Path, tmp_path: Path) -> None:
    result = run("record", clip, tmp_path / "seen.json")
    assert (result.code, os.listdir(tmp_path)) == (2, ["clip.mp4"])
    assert "ends in .npz" in result.err


def test_the_installed_command_fails_without_a_traceback(tmp_path: Path) -> None:
    """The same in a process of its own, where nothing is replaced."""
    command = shutil.which("formcheck", path=str(Path(sys.executable).parent))
    start = [command] if command else [sys.executable, "-c", "import formcheck.cli as c; c.main()"]
    done = subprocess.run(
        [*start, "analyze", str(empty(tmp_path)), "--exercise", "cat_cow"],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "empty.mp4 is empty (0 bytes). Copy or record it again.\n"
