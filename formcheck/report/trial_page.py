"""A trial as one page: every measurement over time with its limits. HTML or PNG, by its ending."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import Any

import altair as alt

from formcheck.report import words
from formcheck.report.chart_parts import FONT
from formcheck.report.files import written_beside
from formcheck.report.palette import LIGHT
from formcheck.report.trial import Kind, Trial
from formcheck.report.trial_charts import AT, reading_layers, timeline, track_chart

HEADINGS: Mapping[Kind, str] = MappingProxyType(
    {
        "plotted": "What the exercise plots",
        "check": "What its checks look at",
        "phase": "What else moves it from phase to phase",
        "start": "What its start pose asks for",
    }
)
KEY = (
    "Line: the measurement. Bands: phases. Along the top: repetitions.",
    "Orange: raises a mistake, and where it was found. Green dashes: clears it. Brown dashes: "
    "start pose. Grey dots: phases.",
    "A limit is faint where nobody looks at it: outside its phases.",
)
_PNG_SCALE = 1.5
_VERSION = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])


def write_page(path: Path, trial: Trial) -> None:
    """Write the page; `path` is replaced at once or not at all (OSError)."""
    import vl_convert  # here: it is large, and only this page needs it

    picture = path.suffix.lower() == ".png"
    drawing = page_drawing(trial, pointer=not picture)
    if picture:
        content = vl_convert.vegalite_to_png(drawing, vl_version=_VERSION, scale=_PNG_SCALE)
    else:
        program = vl_convert.javascript_bundle(vl_version=_VERSION)  # type: ignore[call-arg]
        content = _html(program, drawing, trial).encode()
    with written_beside(path) as draft:
        draft.write_bytes(content)


def page_drawing(trial: Trial, *, pointer: bool = True) -> dict[str, Any]:
    """The page as one Vega-Lite drawing: the timeline, then each measurement, by kind.

    Args:
        trial: what is drawn.
        pointer: read off values under the pointer, in all charts at once.
    """
    gathered = _Gathered()
    sections = [gathered.take(timeline(trial))]
    # Where judging never began, the start pose is what one wants to see.
    kinds = HEADINGS if trial.began_s is not None else ("start", *HEADINGS)
    for kind in dict.fromkeys(kinds):
        charts = [
            gathered.take(
                track_chart(track, trial), reading_layers(track, trial) if pointer else ()
            )
            for track in trial.tracks
            if track.kind == kind
        ]
        if charts:
            title = _heading(HEADINGS[kind]).to_dict()
            sections.append({"vconcat": charts, "spacing": 22, "title": title})
    return {
        "$schema": alt.SCHEMA_URL,
        "title": _title(trial).to_dict(),
        "vconcat": sections,
        "spacing": 34,
        "padding": 24,
        "background": LIGHT.paper,
        "params": _pointer(gathered.views),
        "config": {
            "font": FONT,
            "view": {"stroke": LIGHT.border},
            "axis": {
                "labelColor": LIGHT.quiet, "titleColor": LIGHT.quiet, "domainColor": LIGHT.border,
                "tickColor": LIGHT.border, "gridColor": LIGHT.border, "gridOpacity": 0.5,
            },
        },
    }  # fmt: skip


class _Gathered:
    """Charts as parts of one drawing, put together here.

    Altair would copy all data with each chart around a chart: a page took a quarter of a minute.
    """

    def __init__(self) -> None:
        self.views: list[str] = []

    def take(self, chart: alt.LayerChart, over: Sequence[alt.Chart] = ()) -> dict[str, Any]:
        """One chart; of the layers `over` it the first is what the pointer finds."""
        part = self._plain(chart)
        if over:
            name = f"view_{len(self.views)}"
            self.views.append(name)
            layers = [self._plain(layer) for layer in over]
            part["layer"] += [{**layers[0], "name": name}, *layers[1:]]
        return part

    def _plain(self, chart: alt.LayerChart | alt.Chart) -> dict[str, Any]:
        part = chart.to_dict(validate=False)
        return {key: value for key, value in part.items() if key not in ("$schema", "config")}


def _pointer(views: Sequence[str]) -> list[dict[str, Any]]:
    select = {"type": "point", "nearest": True, "on": "pointerover", "fields": ["t"],
              "clear": "pointerout"}  # fmt: skip
    return [{"name": AT, "select": select, "views": list(views)}] if views else []


def _title(trial: Trial) -> alt.TitleParams:
    summary = trial.summary
    lines = [
        f"{words.sentence(words.headline(summary))} Filmed from: {summary.view}. "
        f"{round(100 * summary.judged_share)} % of the time could be judged."
    ]
    notes = [*summary.notes]
    if summary.calibration.source != "none":
        notes.insert(0, summary.calibration.text)
    lines += [words.sentence(note) for note in notes]
    return alt.TitleParams(
        f"{trial.spec.title} ({trial.spec.id}) tried on {trial.name}", subtitle=[*lines, "", *KEY],
        anchor="start", fontSize=21, subtitleFontSize=13, subtitleColor=LIGHT.ink, offset=20,
        subtitleLineHeight=18,
    )  # fmt: skip


def _heading(text: str) -> alt.TitleParams:
    return alt.TitleParams(text, anchor="start", fontSize=17, offset=12, color=LIGHT.line)


def _html(program: str, drawing: dict[str, Any], trial: Trial) -> str:
    """The page with the drawing program inside: it opens anywhere, without a network."""
    content = json.dumps(drawing, separators=(",", ":")).replace("</", "<\\/")
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{escape(trial.spec.title)} tried on {escape(trial.name)}</title>
<style>body {{ margin: 0; background: {LIGHT.paper}; }}</style>
<script>{program}</script>
</head>
<body>
<div id="trial"></div>
<script>vegaEmbed("#trial", {content}, {{actions: false}}).catch(console.error);</script>
</body>
</html>
"""
