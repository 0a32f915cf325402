"""Many films in one table: figures of each, why one failed, and nothing that a name could break."""

import csv
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
from rich.console import Console

from formcheck.coach.events import HoldCompleted, RepCompleted, Severity, Verdict
from formcheck.coach.summary import CalibrationNote, MistakeSpan, SetSummary, SignalTable
from formcheck.report.batch import (
    FilmMistake,
    FilmResult,
    batch_csv,
    batch_headline,
    batch_json,
    batch_view,
    film_failed,
    film_result,
    plain_result,
    progress_line,
    result_from,
)
from formcheck.specs.loader import find_spec
from formcheck.video.analysis import Analysis, VideoInfo

NOTE = CalibrationNote("captured", "Neutral was measured.", 0.0, 1.5, {})
VERDICTS: tuple[Verdict, ...] = ("clean", "mistake", "not_judged")
TABLE = SignalTable(np.array([0.0]), {}, ("",))


def span(check: str, severity: Severity, start_s: float) -> MistakeSpan:
    return MistakeSpan(
        "hips_back", check, start_s, start_s + 1, severity,
        15.0, start_s, 12.0, "deg", "Keep your hips over your knees", "Somebody", 1,
    )  # fmt: skip


SUMMARY = SetSummary(
    "side", 0.9826, NOTE,
    reps=tuple(
        RepCompleted(5.0 * number, number, None, 5.0 * number - 3, 5.0 * number, verdict, ())
        for number, verdict in enumerate(VERDICTS, 1)
    ),
    holds=(HoldCompleted(9.0, None, 5.0, 9.0, 3.04, 3.0), HoldCompleted(14.0, None, 10, 14, 2, 2)),
    mistakes=(
        span("hips_over_knees", "minor", 6), span("hips_over_knees", "major", 7),
        span("support_hand", "minor", 8),
    ),
    signals=TABLE,
)  # fmt: skip


def judged(name: str = "films/a.mp4") -> FilmResult:
    spec = find_spec("thread_the_needle")
    analysis = Analysis(spec, VideoInfo(Path(name), 20.0, 30.0, (64, 48)), "full", SUMMARY)
    return film_result(Path(name), analysis, recognised=True, files=[("json", "a.json")])


def shown(*results: FilmResult) -> str:
    console = Console(file=io.StringIO(), width=160)
    console.print(batch_view(results))
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


def test_a_film_in_figures() -> None:
    one = judged()
    assert (one.reps, one.clean, one.unjudged, one.held_s, one.judged_share) == (
        3,
        1,
        1,
        5.0,
        0.983,
    )
    assert one.mistakes == (
        FilmMistake("hips_over_knees", "Keep your hips over your knees", 2, "major"),
        FilmMistake("support_hand", "Keep the supporting hand planted", 1, "minor"),
    )
    assert (one.recognised, one.personal, one.problem) == (True, False, "")


def test_the_table_names_films_results_and_reasons() -> None:
    text = shown(judged(), film_failed(Path("b.mp4"), "b.mp4 is not\na video."))
    assert "a.mp4  thread_the_needle  1 of 3  5.0 s  98 %" in text
    assert "Keep your hips over your knees (x2); Keep the supporting hand planted" in text
    assert "b.mp4 is not a video." in text
    assert "1 of 2 films could be judged." in text


def test_how_many_were_judged_in_words() -> None:
    bad = film_failed(Path("b.mp4"), "No.")
    assert batch_headline([judged()]) == "The film was judged."
    assert batch_headline([judged(), judged()]) == "All 2 films were judged."
    assert batch_headline([bad]) == "0 of 1 film could be judged."
    assert progress_line(3, 12, bad) == "[ 3/12] b.mp4: not judged. No."


def test_json_has_figures_or_the_reason() -> None:
    document = json.loads(batch_json([judged(), film_failed(Path("b.mp4"), "No.", "plank")]))
    first, second = document["films"]
    assert document["schema"] == "formcheck-batch/1"
    assert (first["clean"], first["files"], first["problem"]) == (1, {"json": "a.json"}, None)
    assert second == {"film": "b.mp4", "exercise": "plank", "problem": "No."}


def test_names_break_neither_spreadsheet_nor_terminal_nor_file() -> None:
    names = ["=HYPERLINK(1).mp4", "a\x1b[31m.mp4", 'quo"te,.mp4', os.fsdecode(b"caf\xe9.mp4")]
    results = [film_failed(Path(name), "=No.") for name in names]
    rows = list(csv.DictReader(io.StringIO(batch_csv(results))))
    assert [row["film"] for row in rows] == [
        "'=HYPERLINK(1).mp4",
        "a\x1b[31m.mp4",
        'quo"te,.mp4',
        "caf?.mp4",
    ]
    assert rows[0]["problem"] == "'=No."
    assert "\x1b" not in shown(*results)
    assert "a?[31m.mp4" in shown(*results)
    told = film_failed(Path("a\x1b[2Jb.mp4"), "a\x1b[2Jb.mp4 is not a video.")
    for text in (shown(told), progress_line(1, 1, told)):
        assert "\x1b" not in text and "a?[2Jb.mp4 is not a video." in text
    batch_json(results).encode()


def test_a_line_comes_back_as_it_was_kept() -> None:
    one = replace(judged(), personal=True)
    assert result_from(json.loads(json.dumps(plain_result(one)))) == one
