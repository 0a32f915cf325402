"""The app in a process of its own, and a browser whose camera shows a film."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import av
from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = (
    "--headless=new", "--no-sandbox", "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextmanager
def running_app(model: Path, folder: Path) -> Iterator[str]:
    """The app on a free port; gives its address. Its temporary files go into `folder`."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"),
        "--server.headless=true", f"--server.port={port}",
    ]  # fmt: skip
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    env = os.environ | {
        "FORMCHECK_MODEL": str(model), "TMPDIR": str(folder), "PYTHONPATH": paths,
    }  # fmt: skip
    with (folder / "app.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
    address = f"http://localhost:{port}"
    try:
        _wait_until_up(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the app did not start")


@contextmanager
def browser(
    play: Playwright, camera: Path | None = None, *, refuse: bool = False
) -> Iterator[Browser]:
    """Chromium. `camera` is a .mjpeg film; `refuse` says no when a page asks for the camera."""
    flags = list(FLAGS)
    if refuse:
        flags = [flag for flag in flags if "fake-ui" not in flag] + ["--deny-permission-prompts"]
    if camera is not None:
        flags.append(f"--use-file-for-fake-video-capture={camera}")
    chromium = play.chromium.launch(executable_path=CHROMIUM, args=flags)
    try:
        yield chromium
    finally:
        chromium.close()


def film_for_camera(clip: Path, target: Path, still_s: float) -> Path:
    """A clip as .mjpeg at 25 fps for a fake camera; its first picture stands still at first."""
    codec = av.CodecContext.create("mjpeg", "w")
    codec.width, codec.height, codec.pix_fmt = 640, 360, "yuvj420p"
    codec.time_base = Fraction(1, 25)
    codec.options = {"qmin": "2", "qmax": "5"}
    with av.open(str(clip)) as source, target.open("wb") as out:
        number = 0
        for index, frame in enumerate(source.decode(video=0)):
            picture = frame.to_ndarray(format="rgb24", width=640, height=360)
            for _ in range(round(25 * still_s) if index == 0 else 1):
                shown = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(
                    640, 360, "yuvj420p"
                )
                shown.pts, shown.time_base = number, Fraction(1, 25)
                number += 1
                for packet in codec.encode(shown):
                    out.write(bytes(packet))
        for packet in codec.encode():
            out.write(bytes(packet))
    return target
