"""The JSON contract: what is written keeps to the schema, whole or not at all."""

import dataclasses
import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from formcheck.coach.summary import CalibrationNote, MistakeSpan, SetSummary
from formcheck.report.analysis_json import analysis_schema, analysis_to_dict, write_analysis
from formcheck.specs.limits import Limits
from formcheck.video.analysis import Analysis, Window

DOCS = Path(__file__).parents[2] / "docs" / "json.md"
EMPTY = SetSummary(
    view="unknown",
    judged_share=0.0,
    calibration=CalibrationNote("none", "Judging never began.", float("nan"), float("nan"), {}),
)


def check(document: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(analysis_schema()).validate(document)


def objects_in(schema: dict[str, Any]) -> list[dict[str, Any]]:
    found = [schema] if schema.get("type") == "object" else []
    for value in schema.values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                found += objects_in(item)
    return found


def test_the_schema_is_itself_valid_and_closed() -> None:
    schema = analysis_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert all("additionalProperties" in part for part in objects_in(schema))


def test_an_analysis_with_everything_keeps_to_the_schema(analysis: Analysis) -> None:
    check(analysis_to_dict(analysis))


def test_an_empty_analysis_keeps_to_the_schema(analysis: Analysis) -> None:
    check(analysis_to_dict(dataclasses.replace(analysis, summary=EMPTY)))


def test_every_key_of_the_contract_is_there(analysis: Analysis) -> None:
    document = analysis_to_dict(analysis)
    assert set(document) == set(analysis_schema()["properties"])
    assert document["schema"] == "formcheck-analysis/1"
    assert document["exercise"] == "thread_the_needle"
    assert document["video"] == {
        "path": "clips/needle.mp4",
        "duration_s": 14.533,
        "fps": 29.97,
        "size": [1280, 720],
        "window": {"from_s": 0.0, "to_s": None},
    }
    assert document["reps"][0] == {
        "index": 1,
        "side": "left",
        "start_s": 2.0,
        "end_s": 7.1,
        "verdict": "mistake",
        "mistakes": ["hips_back"],
    }
    assert document["holds"] == [
        {"side": "left", "start_s": 3.5, "end_s": 6.5, "held_s": 2.8, "form_s": 2.8}
    ]


def test_a_mistake_carries_its_measurement_and_its_source(analysis: Analysis) -> None:
    mistake = analysis_to_dict(analysis)["mistakes"][0]
    assert (mistake["value"], mistake["threshold"], mistake["unit"]) == (22.35, 12.0, "deg")
    assert (mistake["start_s"], mistake["worst_s"], mistake["rep"]) == (3.1, 5.2, 1)
    assert mistake["source"].startswith('Liv Hospital: "Letting your hips move backward')


def test_what_is_not_a_number_becomes_null(analysis: Analysis) -> None:
    document = analysis_to_dict(analysis)
    assert document["mistakes"][1]["value"] is None
    assert document["calibration"]["start_s"] is None
    json.dumps(document, allow_nan=False)  # plain values only, numpy's would fail here


def test_small_negative_numbers_are_not_minus_zero(
    analysis: Analysis, hips_back: MistakeSpan
) -> None:
    tiny = dataclasses.replace(hips_back, start_s=-0.00001)
    summary = dataclasses.replace(analysis.summary, mistakes=(tiny,))
    document = analysis_to_dict(dataclasses.replace(analysis, summary=summary))
    assert str(document["mistakes"][0]["start_s"]) == "0.0"


def test_files_of_earlier_releases_still_keep_to_the_schema(analysis: Analysis) -> None:
    document = analysis_to_dict(analysis)
    for key in ("figures", "limits"):
        del document[key]
    del document["video"]["window"]
    check(document)


def test_changed_limits_and_the_part_of_the_film_are_told(analysis: Analysis) -> None:
    video = dataclasses.replace(analysis.video, window=Window(2.0, 9.5))
    limits = Limits(exercise="thread_the_needle", raises={"hips_over_knees": 15}, note="sore knee")
    document = analysis_to_dict(dataclasses.replace(analysis, video=video, limits=limits))
    check(document)
    assert document["video"]["window"] == {"from_s": 2.0, "to_s": 9.5}
    assert document["limits"] == {"raises": {"hips_over_knees": 15.0}, "note": "sore knee"}


def test_the_figures_are_told_by_repetition(analysis: Analysis) -> None:
    figures = analysis_to_dict(analysis)["figures"]
    assert [rep["duration_s"] for rep in figures["reps"]] == [5.1, 6.0]
    assert figures["tempo"]["median_s"] == 5.55
    assert {one["name"]: one["error"] for one in figures["signals"]} == {
        "drop": 0.15,
        "hips_back": 8.0,
    }


@pytest.mark.parametrize(
    ("where", "key"),
    [((), "extra"), (("video",), "codec"), (("mistakes", 0), "confidence")],
)
def test_unknown_keys_break_the_contract(
    analysis: Analysis, where: tuple[str | int, ...], key: str
) -> None:
    document = analysis_to_dict(analysis)
    part: Any = document
    for step in where:
        part = part[step]
    part[key] = 1
    with pytest.raises(jsonschema.ValidationError):
        check(document)


def test_every_key_is_documented(analysis: Analysis) -> None:
    text = DOCS.read_text("utf-8")
    document = analysis_to_dict(analysis)
    lists = ("reps", "holds", "mistakes", "not_judged", "cues")
    keys = {*document, *document["video"], *document["calibration"], *document["figures"]}
    keys |= {key for name in lists for key in document[name][0]}
    keys |= {key for name in ("signals", "reps", "holds") for key in document["figures"][name][0]}
    keys |= {*document["figures"]["tempo"], *document["figures"]["sides"][0]}
    assert not [key for key in keys if f"`{key}`" not in text and f"`{key}[]`" not in text]


def test_the_file_is_written_whole(analysis: Analysis, tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text("old")
    write_analysis(path, analysis)
    check(json.loads(path.read_text("utf-8")))
    assert os.listdir(tmp_path) == ["result.json"]


def test_a_failed_write_leaves_the_old_file(analysis: Analysis, tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text("old")
    broken = dataclasses.replace(analysis, model=b"not text")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        write_analysis(path, broken)
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["result.json"]
