"""`formcheck record` and `formcheck replay`: body points kept without pictures, and judged."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from formcheck.cli import inputs, options
from formcheck.cli.exercise_choice import choice_of, limits_in_words
from formcheck.cli.film_work import Wish, judged_recording, write_results
from formcheck.cli.model import anybody_in, body_points
from formcheck.cli.outputs import Outputs, drafts_for
from formcheck.cli.refusal import RefusedError, plain_errors
from formcheck.cli.show_result import show_result
from formcheck.cli.suggestion import recognised_in_recording, say_recognised
from formcheck.cli.times import chosen_window


def record(
    video: options.Video,
    file: Annotated[Path, typer.Argument(metavar="FILE.npz", help="The recording to write.")],
    from_: options.From = None,
    to: options.To = None,
    model: options.Model = None,
    fresh: options.Fresh = False,
) -> None:
    """Keep the body points seen in a video, without pictures.

    A recording shows no person. It can be judged with `formcheck replay`, sent along with a
    question, or used in a test.
    """
    with plain_errors():
        if file.suffix.lower() != ".npz":
            raise RefusedError(f"{file}: the name of a recording ends in .npz.")
        window = chosen_window(from_, to)
        inputs.require_system_libraries()
        inputs.require_film(video, window)
        with drafts_for(Outputs(recording=file), None, video) as drafts:
            from formcheck.pose.recording import save_recording

            recording = body_points(video, model, window=window, fresh=fresh)
            assert drafts.recording is not None
            save_recording(drafts.recording, recording)
        print(f"Written: {file} ({len(recording.frames)} pictures, {recording.duration_s:.1f} s)")


def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE.npz", help="Made by `formcheck record`.")],
    exercise: options.Recognised = None,
    report: options.Report = None,
    json: options.Json = None,
    signals: options.Signals = None,
    dose: options.Dose = None,
    limits: options.LimitsFile = None,
) -> None:
    """Judge a recording made by `formcheck record`.

    Without --exercise it is recognised, as `formcheck analyze` does. A report shows no pictures:
    a recording has none.
    """
    with plain_errors():
        wish = Wish(
            choice_of(exercise, limits), inputs.parsed_dose(dose or ""), chosen_window(None, None)
        )
        inputs.require_system_libraries()
        from formcheck.pose.recording import load_recording

        recording = load_recording(file)
        inputs.require_somebody(anybody_in(recording), file.name)
        screen, spec = options.screen(), wish.choice.spec
        if spec is None:
            spec, found = recognised_in_recording(recording, file.name)
            say_recognised(screen, spec, found)
        settled = wish.choice.settled(spec)
        if changed := limits_in_words(settled):
            screen.print(changed, markup=False)
        amounts = wish.amounts(settled)
        outputs = Outputs(json=json, signals=signals, report=report)
        with drafts_for(outputs, None, file) as drafts:
            analysis = judged_recording(recording, settled, amounts)
            write_results(analysis, drafts, outputs, settled, amounts)
        show_result(analysis, amounts, outputs)
