"""Mutated films, in a process of their own so that a crash of native code is seen as one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILMS = 400


@pytest.mark.skipif(sys.platform == "win32", reason="memory is bounded with rlimits")
def test_mutated_films_are_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", here / "reader_fuzz.py", tmp_path,
         "--films", str(FILMS), "--seconds", "30", "--seed", "6"],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{here}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    result = json.loads(done.stdout)
    assert result["findings"] == []
    assert min(result["outcomes"].get(kind, 0) for kind in ("read", "refused")) > FILMS / 20
