"""Fetch the wheel that carries the pose networks, through the user's own pip."""

import errno
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import DEVNULL, PIPE

PINNED = "mediapipe==0.10.21"  # the last release whose wheel carries the networks

# Any one platform's wheel will do, on any system: only data files are read from it.
_WHEEL_PLATFORM = (
    *("--only-binary=:all:", "--python-version", "3.12", "--implementation", "cp"),
    *("--abi", "cp312", "--platform", "manylinux_2_28_x86_64"),
)
_WHEEL_BYTES = 35_627_340  # of that wheel; only the progress display uses it
_POLL_SECONDS = 0.2

_UNREACHABLE = re.compile(
    r"ConnectionError|NewConnectionError|Max retries|name resolution|Connection (refused|reset)"
    r"|Network is unreachable|timed? ?out|ProxyError|SSLError|\bno-index\b",
    re.IGNORECASE,
)
_NO_SPACE = re.compile(r"No space left on device|Disk quota exceeded|Errno (28|122)\b")
_CREDENTIALS = re.compile(r"//[^/\s@]+@")

# Runs pip with these arguments and its temporary files in this folder; returns its exit code and
# what it said on stderr; calls the function a few times a second while it runs.
Runner = Callable[[list[str], Path, Callable[[], None]], tuple[int, str]]


class DownloadError(Exception):
    """The wheel could not be fetched; the message says why and what to do."""


def download_wheel(
    folder: Path, progress: Callable[[float], None], run: Runner | None = None
) -> Path:
    """Download the pinned wheel into `folder`, which must be empty, and return its path.

    pip's index settings (config files, environment) are left as the user has them. Its temporary
    files go into `folder` too, so that whoever removes the folder removes everything.

    Args:
        progress: called with the share done, 0 to 1.
        run: how pip is run; None: `run_pip`.

    Raises:
        DownloadError: no pip, no index in reach, or pip failed otherwise.
        OSError: ENOSPC when the disk is full.
    """
    downloads, scratch = folder / "wheel", folder / "scratch"
    downloads.mkdir()
    scratch.mkdir()
    arguments = [
        *("download", PINNED, "--no-deps", *_WHEEL_PLATFORM, "--dest", str(downloads)),
        "--no-cache-dir",  # read once; a damaged copy in pip's cache would come back for ever
    ]

    def tick() -> None:
        progress(min(1.0, (_size(downloads) + _size(scratch)) / _WHEEL_BYTES))

    code, said = (run or run_pip)(arguments, scratch, tick)
    wheels = list(downloads.glob("*.whl"))
    if code == 0 and wheels:
        return wheels[0]
    if _NO_SPACE.search(said):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))
    raise DownloadError(_failure(code, said))


def run_pip(arguments: list[str], scratch: Path, tick: Callable[[], None]) -> tuple[int, str]:
    """Run the user's pip (a `Runner`)."""
    if importlib.util.find_spec("pip") is None:
        raise DownloadError(
            "The pose model could not be downloaded because this Python environment has no pip; "
            "install pip into it (python -m ensurepip)"
        )
    return _run([sys.executable, "-m", "pip", *arguments], scratch, tick)


def _run(command: list[str], scratch: Path, tick: Callable[[], None]) -> tuple[int, str]:
    """Run a command to its end; it is ended too when this call is interrupted."""
    env = os.environ | {"TMPDIR": str(scratch), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    with subprocess.Popen(
        command, env=env, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE, text=True, errors="replace"
    ) as process:
        try:
            while True:
                try:
                    _, said = process.communicate(timeout=_POLL_SECONDS)
                    return process.returncode, said
                except subprocess.TimeoutExpired:
                    tick()
        except BaseException:
            process.terminate()
            raise


def _size(folder: Path) -> int:
    """Bytes of all files below a folder in which another process is at work."""
    total = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(parent, name)).st_size
            except FileNotFoundError:
                continue
    return total


def _failure(code: int, said: str) -> str:
    if _UNREACHABLE.search(said):
        return (
            "The pose model could not be downloaded because no package index is in reach; "
            "connect to the internet, or set pip's index if you use your own"
        )
    errors = [line for line in said.splitlines() if line.startswith("ERROR:")]
    reason = errors[-1].removeprefix("ERROR:").strip() if errors else f"pip ended with code {code}"
    reason = _CREDENTIALS.sub("//", reason).rstrip(".")
    return (
        f"The pose model could not be downloaded ({reason}); "
        f"see that pip's index offers {PINNED} ('pip download {PINNED} --no-deps')"
    )
