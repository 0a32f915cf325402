"""The app in a process of its own, and a browser whose camera shows a film."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Playwright

from formcheck.journal.records import GateAnswers
from formcheck.journal.store import DATABASE_VARIABLE, Journal
from formcheck.safety.gate import VERSION

from .live_app import VARIABLE

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
IN_PAGE = Path(__file__).with_name("live_page.js")
FLAGS = (
    "--headless=new", "--no-sandbox", "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
UP_WITHIN_S = 60.0
DATA, CACHE, JOURNAL = "data", "cache", "journal.sqlite"
"""Where the app keeps what it learns, what it has read and what was practised, in its folder: not
among the user's."""


@dataclass(frozen=True, slots=True)
class App:
    """A running app.

    Attributes:
        up_s: seconds from its start until it answered.
        folder: where it keeps its files.
    """

    address: str
    pid: int
    up_s: float
    folder: Path

    @property
    def journal_url(self) -> str:
        """Its journal."""
        return _journal_url(self.folder)

    def forget_people(self) -> None:
        """Forget all own ranges: the next film shows somebody else."""
        shutil.rmtree(self.folder / DATA, ignore_errors=True)


@contextmanager
def running_app(
    model: Path, folder: Path, stopwatch: Path | None = None, *, known: bool = True
) -> Iterator[App]:
    """The app on a free port. Its temporary files, journal and log `app.log` go into `folder`.

    `stopwatch`: a file for `live_app`, which then runs around the app. `known`: somebody has
    answered its safety questions before.

    Raises:
        RuntimeError: it did not start.
    """
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    if known:
        _answer_gate(folder)
    script = ROOT / ("app.py" if stopwatch is None else "benchmarks/live_app.py")
    command = [
        sys.executable, "-m", "streamlit", "run", str(script),
        "--server.headless=true", f"--server.port={port}",
    ]  # fmt: skip
    began = time.monotonic()
    with (folder / "app.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment(model, folder, stopwatch), stdout=log, stderr=log
        )
    address = f"http://localhost:{port}"
    try:
        _wait_until_up(address, process)
        yield App(address, process.pid, time.monotonic() - began, folder)
    finally:
        process.terminate()
        process.wait(20)


def _journal_url(folder: Path) -> str:
    return f"sqlite:///{folder / JOURNAL}"


def _answer_gate(folder: Path) -> None:
    journal = Journal.open(_journal_url(folder))
    answers = GateAnswers(datetime.now(UTC), VERSION, {}, "clear", acknowledged=True)
    journal.answer_gate(journal.add_profile("Me").id, answers)
    journal.close()


def _environment(model: Path, folder: Path, stopwatch: Path | None) -> Mapping[str, str]:
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    own = {
        "FORMCHECK_MODEL": str(model), "TMPDIR": str(folder), "PYTHONPATH": paths,
        "XDG_DATA_HOME": str(folder / DATA), "XDG_CACHE_HOME": str(folder / CACHE),
        DATABASE_VARIABLE: _journal_url(folder),
    }  # fmt: skip
    if stopwatch is not None:
        own[VARIABLE] = str(stopwatch)
    return os.environ | own


def _wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + UP_WITHIN_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.05)
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


def watched(chromium: Browser, size: tuple[int, int] = (1280, 800)) -> BrowserContext:
    """A window whose pages carry the film's clock and a voice that is recorded."""
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, permissions=["camera"]
    )
    context.add_init_script(path=IN_PAGE)
    return context
