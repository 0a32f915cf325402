"""The example in README.md: a real command and what it really prints."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from formcheck.pose.model import MODEL_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = (
    *("analyze", "sample_videos/thread_the_needle_hips_back.mp4"),
    *("--exercise", "thread_the_needle", "--dose", "hold_s=3"),
)


def example(model: Path) -> str:
    """The command and its output, as a block of text.

    Raises:
        subprocess.CalledProcessError: the command failed.
    """
    run = [sys.executable, "-c", "from formcheck.cli import main; main()", *ARGUMENTS]
    surroundings = os.environ | {MODEL_VARIABLE: str(model), "COLUMNS": "96"}
    result = subprocess.run(
        run, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, check=True
    )
    printed = "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())
    command = f"$ .venv/bin/formcheck {' '.join(ARGUMENTS)}".replace(" --", " \\\n      --", 1)
    return f"```\n{command}\n\n{printed}\n```"
