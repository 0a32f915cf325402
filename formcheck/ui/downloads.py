"""Everything that can be kept of a result. A file is made when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from formcheck.coach.dose import resolve_dose
from formcheck.pose.recording import save_recording
from formcheck.report.analysis_json import analysis_to_dict
from formcheck.report.moments import moment_where_clean
from formcheck.report.signals_csv import signals_frame
from formcheck.report.video_report import report_html
from formcheck.ui.analyse_films import Film, Outcome
from formcheck.ui.catalogue import shipped
from formcheck.ui.names import file_name
from formcheck.video.analysis import Analysis

_ICON = ":material/download:"


def show_downloads(film: Film) -> None:
    """The files, the report first."""
    outcome = film.outcome
    if outcome is None:
        return
    analysis = outcome.analysis
    stem = stem_of(film.name, analysis.spec.id)
    st.subheader("Keep the result", anchor=False)
    st.html(
        '<p class="fc-quiet">The report opens without internet and prints to two or three pages: '
        "for you, or to send to your physiotherapist.</p>"
    )
    with st.container(horizontal=True):
        _button("Report", partial(_report, outcome, film.name, stem), f"{stem}.html", "text/html",
                kind="primary")  # fmt: skip
        if analysis.annotated is not None and analysis.annotated.is_file():
            _button(
                "Video with the lines", analysis.annotated.read_bytes, f"{stem}.mp4", "video/mp4"
            )
        if len(analysis.summary.signals.time_s):
            _button("Measurements (CSV)", partial(_csv, analysis), f"{stem}.csv", "text/csv")
        _button(
            "Result (JSON)", partial(_json, analysis, film.name), f"{stem}.json", "application/json"
        )
        if analysis.recording is not None:
            _button(
                "Landmarks (NPZ)", partial(_landmarks, analysis), f"{stem}.npz",
                "application/octet-stream",
            )  # fmt: skip


def stem_of(name: str, exercise: str) -> str:
    """What the files of a film are called: `my-film-cat_cow`."""
    bare = name.rsplit(".", 1)[0]
    return file_name(bare if any(map(str.isalnum, bare)) else "video", exercise)


def _button(
    label: str, made: Callable[[], bytes], name: str, mime: str, *, kind: str = "secondary"
) -> None:
    st.download_button(
        label, made, name, mime, on_click="ignore", icon=_ICON, type=kind,  # type: ignore[arg-type]
        key=f"download-{label}",
    )  # fmt: skip


def _report(outcome: Outcome, name: str, stem: str) -> bytes:
    analysis = outcome.analysis
    annotated = f"{stem}.mp4" if analysis.annotated is not None else None
    page = report_html(
        analysis, name=name, stills=outcome.stills,
        moment=moment_where_clean(analysis), made_on=date.today(),
        annotated_name=annotated, shipped=shipped().get(analysis.spec.id),
        hold_goal_s=resolve_dose(analysis.spec, {}).get("hold_s"),
    )  # fmt: skip
    return page.encode()


def _csv(analysis: Analysis) -> bytes:
    text: str = signals_frame(analysis.spec, analysis.summary.signals).to_csv(index=False)
    return text.encode()


def _json(analysis: Analysis, name: str) -> bytes:
    """With the name that its owner gave the film, not our copy's place."""
    told = replace(analysis, video=replace(analysis.video, path=Path(name)))
    data = analysis_to_dict(told)
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False).encode()


def _landmarks(analysis: Analysis) -> bytes:
    assert analysis.recording is not None
    with TemporaryDirectory(prefix="formcheck-") as folder:
        path = Path(folder) / "landmarks.npz"
        save_recording(path, analysis.recording)
        return path.read_bytes()
