"""Start the Streamlit app for one person at their own computer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import formcheck
from formcheck.cli.refusal import RefusedError

ADDRESS = "localhost"


def app_file() -> Path:
    """Where `app.py` is: it stands beside the package and is not part of a wheel.

    Raises:
        RefusedError: it is not there.
    """
    found = Path(formcheck.__file__).resolve().parent.parent / "app.py"
    if not found.is_file():
        raise RefusedError(
            "The app's pages are not part of this installation (no app.py beside the package). "
            "Run it from a copy of the repository: python3 run.py app"
        )
    return found


def command(port: int) -> list[str]:
    """The command that starts the app, listening on this computer alone."""
    options = [f"--server.address={ADDRESS}", f"--server.port={port}"]
    quiet = ["--server.showEmailPrompt=false", "--browser.gatherUsageStats=false"]
    return [sys.executable, "-m", "streamlit", "run", str(app_file()), *options, *quiet]


def run_app(port: int) -> int:
    """Run the app until it is stopped with Ctrl-C; the exit code."""
    start = command(port)
    with subprocess.Popen(start, cwd=app_file().parent) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the usual way to end it
            process.terminate()
            process.wait()
            return 0
