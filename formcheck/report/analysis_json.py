"""The result of an analysis as JSON, `formcheck-analysis/1`: see docs/json.md."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from formcheck.coach.summary import CalibrationNote, MistakeSpan
from formcheck.report.figures import Figures, HoldFigures, RepFigures, figures_of
from formcheck.report.files import readable, written_beside
from formcheck.report.pace import Pace
from formcheck.specs.limits import Limits
from formcheck.video.analysis import Analysis, VideoInfo

SCHEMA_NAME = "formcheck-analysis/1"
SCHEMA_FILE = "formcheck-analysis-1.schema.json"


def analysis_to_dict(analysis: Analysis) -> dict[str, Any]:
    """The analysis as plain JSON values: times in seconds to the millisecond, NaN as null.

    Measurements keep two decimals in degrees and seconds, four in body lengths and ratios.
    """
    summary = analysis.summary
    return {
        "schema": SCHEMA_NAME,
        "exercise": analysis.spec.id,
        "video": _video(analysis.video),
        "model": analysis.model,
        "judged_share": _number(summary.judged_share, 3),
        "view": summary.view,
        "calibration": _calibration(summary.calibration, analysis),
        "reps": [
            {
                "index": rep.index,
                "side": rep.side,
                "start_s": _time(rep.start_s),
                "end_s": _time(rep.end_s),
                "verdict": rep.verdict,
                "mistakes": list(rep.mistakes),
            }
            for rep in summary.reps
        ],
        "holds": [
            {
                "side": hold.side,
                "start_s": _time(hold.start_s),
                "end_s": _time(hold.end_s),
                "held_s": _time(hold.held_s),
                "form_s": _time(hold.form_s),
            }
            for hold in summary.holds
        ],
        "mistakes": [_mistake(span) for span in summary.mistakes],
        "not_judged": [
            {
                "check": gap.check,
                "reason": gap.reason,
                "start_s": _time(gap.start_s),
                "end_s": _time(gap.end_s),
            }
            for gap in summary.not_judged
        ],
        "cues": [
            {"time_s": _time(cue.time_s), "text": cue.text, "kind": cue.kind}
            for cue in summary.cues
        ],
        "notes": list(summary.notes),
        "figures": _figures(figures_of(analysis)),
        "limits": _limits(analysis.limits),
    }


def analysis_schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) that `analysis_to_dict` keeps to."""
    text = resources.files("formcheck.report").joinpath(SCHEMA_FILE).read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def write_analysis(path: Path, analysis: Analysis) -> None:
    """Write the analysis as JSON; `path` is replaced at once or not at all (OSError)."""
    text = json.dumps(analysis_to_dict(analysis), indent=2, ensure_ascii=False, allow_nan=False)
    with written_beside(path) as draft:
        draft.write_text(text + "\n", encoding="utf-8")


def _video(video: VideoInfo) -> dict[str, Any]:
    return {
        "path": readable(str(video.path)),
        "duration_s": _time(video.duration_s),
        "fps": _number(video.fps, 3),
        "size": list(video.size),
        "window": {"from_s": _time(video.window.from_s), "to_s": _time(video.window.to_s)},
    }


def _calibration(note: CalibrationNote, analysis: Analysis) -> dict[str, Any]:
    units = {name: signal.unit for name, signal in analysis.spec.signals.items()}
    return {
        "source": note.source,
        "text": note.text,
        "start_s": _time(note.start_s),
        "end_s": _time(note.end_s),
        "ranges": {
            name: [_measured(low, units.get(name, "")), _measured(high, units.get(name, ""))]
            for name, (low, high) in note.ranges.items()
        },
    }


def _mistake(span: MistakeSpan) -> dict[str, Any]:
    return {
        "id": span.id,
        "check": span.check,
        "rep": span.rep,
        "start_s": _time(span.start_s),
        "end_s": _time(span.end_s),
        "worst_s": _time(span.worst_s),
        "severity": span.severity,
        "value": _measured(span.value, span.unit),
        "threshold": _measured(span.threshold, span.unit),
        "unit": span.unit,
        "cue": span.cue,
        "source": span.source,
    }


def _limits(limits: Limits | None) -> dict[str, Any] | None:
    if limits is None:
        return None
    return {"raises": dict(limits.raises), "note": limits.note}


def _figures(figures: Figures) -> dict[str, Any]:
    tempo = figures.tempo
    units = {one.name: one.unit for one in figures.signals}
    return {
        "signals": [
            {
                "name": one.name,
                "unit": one.unit,
                "kind": one.kind,
                "error": _measured(one.error, one.unit),
            }
            for one in figures.signals
        ],
        "reps": [_rep_figures(rep, units) for rep in figures.reps],
        "holds": [_hold_figures(hold, units) for hold in figures.holds],
        "tempo": None
        if tempo is None
        else {
            "median_s": _time(tempo.median_s),
            "shortest_s": _time(tempo.shortest_s),
            "longest_s": _time(tempo.longest_s),
            "change_s": _time(tempo.change_s),
            "changed": tempo.changed,
            "phases": {label: _time(seconds) for label, seconds in tempo.phases},
            "pace": _pace(tempo.pace),
        },
        "steadiness": [
            {
                "signal": one.signal,
                "side": one.side,
                "median": _measured(one.median, units[one.signal]),
                "smallest": _measured(one.smallest, units[one.signal]),
                "largest": _measured(one.largest, units[one.signal]),
                "differs": one.differs,
            }
            for one in figures.steadiness
        ],
        "sides": [
            {
                "what": one.what,
                "unit": one.unit,
                "left": _measured(one.left, one.unit),
                "right": _measured(one.right, one.unit),
                "error": _measured(one.error, one.unit),
                "differs": one.told,
            }
            for one in figures.sides
        ],
    }


def _rep_figures(rep: RepFigures, units: Mapping[str, str]) -> dict[str, Any]:
    return {
        "index": rep.index,
        "duration_s": _time(rep.duration_s),
        "phases": {label: _time(seconds) for label, seconds in rep.phases},
        "pace": _pace(rep.pace),
        "reach": {
            name: [_measured(reach.low, units[name]), _measured(reach.high, units[name])]
            for name, reach in rep.reach.items()
        },
    }


def _hold_figures(hold: HoldFigures, units: Mapping[str, str]) -> dict[str, Any]:
    sway = {name: _measured(value, units[name]) for name, value in hold.sway.items()}
    return {"start_s": _time(hold.start_s), "sway": sway}


def _pace(pace: Pace | None) -> dict[str, Any] | None:
    if pace is None:
        return None
    parts = {"out_s": pace.out_s, "stay_s": pace.stay_s, "back_s": pace.back_s}
    return {name: _time(seconds) for name, seconds in parts.items()}


def _time(seconds: float) -> float | None:
    return _number(seconds, 3)


def _measured(value: float, unit: str) -> float | None:
    return _number(value, 2 if unit in ("deg", "deg_s", "s", "count") else 4)


def _number(value: float, decimals: int) -> float | None:
    # float(): numpy numbers are not JSON. + 0.0: no "-0.0".
    return round(float(value), decimals) + 0.0 if math.isfinite(value) else None
