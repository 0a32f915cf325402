"""The result on the screen: everything is there, at any width, in plain ASCII."""

import dataclasses
import io
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from formcheck.coach.summary import CalibrationNote, SetSummary
from formcheck.report.spec_terminal import exercise_view, how_judged, list_view
from formcheck.report.terminal import analysis_view
from formcheck.specs.schema import ExerciseSpec
from formcheck.video.analysis import Analysis, Window


def printed(view: RenderableType, width: int = 100) -> str:
    page = Console(file=io.StringIO(), width=width, highlight=False)
    page.print(view)
    text = page.file.getvalue()  # type: ignore[attr-defined]
    assert text.isascii()
    assert max(map(len, text.splitlines())) <= width
    return str(text)


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_result_tells_what_when_how_much_why_and_what_next(
    analysis: Analysis, width: int
) -> None:
    text = flat(printed(analysis_view(analysis, {"hold_s": 30.0}), width))
    if width == 40:
        return  # columns wrap into each other here: only the width itself is held
    for part in (
        "Thread the needle needle.mp4, 14.5 s, filmed from the side",
        "2 repetitions: 1 clean and 1 with a mistake. 87 % of the time could be judged.",
        "2.8 s of 30.0 s",
        "Repetition 1, 3.1 to 6.5 s: 22 degrees, limit 12 (hips behind the knees).",
        'Liv Hospital: "Letting your hips move backward, which strains your lower back."',
        "Ease in slowly, without bouncing. (a small mistake) 11.0 to 11.4 s.",
        "Keep the supporting hand planted",
        "Hand out of the picture.",
        "The start pose was estimated from the recording itself.",
        "Another person is in view",
        "Next time Keep your hips over your knees.",
        "not medical advice",
    ):
        assert part in text


def test_a_part_of_a_film_is_told_as_such(analysis: Analysis) -> None:
    video = dataclasses.replace(analysis.video, path=Path("a\x1b[2Jb.mp4"), window=Window(4.0, 9.0))
    text = printed(analysis_view(dataclasses.replace(analysis, video=video)))
    assert "a?[2Jb.mp4, the part from 4.0 to 9.0 s of 14.5 s" in text


def test_words_in_brackets_are_not_taken_for_markup(analysis: Analysis) -> None:
    summary = dataclasses.replace(analysis.summary, notes=("A [bold]note[/bold] [/x]",))
    text = printed(analysis_view(dataclasses.replace(analysis, summary=summary)))
    assert "A [bold]note[/bold] [/x]" in text


def test_an_empty_result_has_no_empty_sections(analysis: Analysis) -> None:
    nothing = SetSummary("unknown", 0.0, CalibrationNote("none", "", 0.0, 0.0, {}))
    text = printed(analysis_view(dataclasses.replace(analysis, summary=nothing)))
    assert "No repetition of this exercise was seen." in text
    assert "Next time" in text
    for heading in ("Repetitions", "Holds", "What to mend", "Not judged", "Good to know", "%"):
        assert heading not in text


def test_showing_an_exercise_handles_every_mistake(any_spec: ExerciseSpec) -> None:
    text = flat(printed(exercise_view(any_spec)))
    for part in (any_spec.title, *any_spec.steps, any_spec.safety.easier, any_spec.safety.harder):
        assert flat(part).rstrip(".") in text
    for mistake in any_spec.mistakes:
        assert f'"{mistake.text}"' in text
        assert how_judged(any_spec, mistake)
    for thing in any_spec.equipment:
        assert thing in text
    for one in any_spec.disagreements:
        assert flat(one.we).rstrip(".") in text
    assert ("Needs a clinician's review" in text) == (any_spec.review is not None)


def test_the_list_keeps_ids_whole_at_80_columns(any_spec: ExerciseSpec) -> None:
    assert any_spec.id in printed(list_view([any_spec]), 80)
