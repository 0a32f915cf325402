"""An analysis of a sample as plain values, and how far another one is from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from formcheck.report.analysis_json import analysis_to_dict
from formcheck.specs.loader import load_all
from formcheck.video.pipeline import analyze_video

ROOT = Path(__file__).resolve().parents[2]
SAMPLES, GOLDEN = ROOT / "sample_videos", ROOT / "tests" / "golden"
LEFT_OUT = ("video", "model", "calibration", "not_judged", "notes", "limits")
"""Words and paths: not what is measured."""
TIME_S, SHARE, RELATIVE, ABSOLUTE = 0.35, 0.04, 0.08, 4.0
"""Two processors see a film a little differently: so far values may be apart."""
SMALL = 0.06
"""The same for values in body lengths and shares."""


def samples() -> tuple[str, ...]:
    """The names of all samples."""
    return tuple(sorted(path.stem for path in SAMPLES.glob("*.mp4")))


def analysis_of(name: str, model: Path) -> dict[str, Any]:
    """What the whole path says of a sample, by the exercise that its truth names."""
    truth = json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    analysis = analyze_video(SAMPLES / f"{name}.mp4", load_all()[truth["exercise"]], model=model)
    found = analysis_to_dict(analysis)
    return {key: value for key, value in found.items() if key not in LEFT_OUT}


def golden(name: str) -> dict[str, Any]:
    """What was said of a sample when the golden analyses were written."""
    text = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def differences(before: Any, now: Any, where: str = "") -> Iterator[str]:
    """Every place at which two analyses are farther apart than they may be."""
    if isinstance(before, dict) and isinstance(now, dict):
        if before.keys() != now.keys():
            yield f"{where}: {sorted(before)} is now {sorted(now)}"
            return
        for key in before:
            yield from differences(before[key], now[key], f"{where}.{key}" if where else key)
    elif isinstance(before, list) and isinstance(now, list):
        if len(before) != len(now):
            yield f"{where}: {len(before)} of them, now {len(now)}"
            return
        for index, pair in enumerate(zip(before, now, strict=True)):
            yield from differences(*pair, f"{where}[{index}]")
    elif not _alike(before, now, where):
        yield f"{where}: {before} is now {now}"


def _alike(before: Any, now: Any, where: str) -> bool:
    if not isinstance(before, float) or not isinstance(now, int | float):
        return bool(before == now)
    return abs(before - now) <= _room(before, where)


def _room(value: float, where: str) -> float:
    if where.endswith("_s") or ".phases." in where or ".pace" in where:
        return TIME_S  # the same for late moments as for early ones
    if where == "judged_share":
        return SHARE
    return max(RELATIVE * abs(value), ABSOLUTE if abs(value) > 2 else SMALL)
