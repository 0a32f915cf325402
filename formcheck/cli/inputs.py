"""What the person typed -> what the program needs, or a sentence that says what to type instead."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.cli.refusal import RefusedError

if TYPE_CHECKING:
    from formcheck.specs.schema import ExerciseSpec
    from formcheck.video.analysis import Window


def chosen_spec(exercise: str) -> ExerciseSpec:
    """The exercise with this id, or the one in this `.yaml` file.

    Raises:
        SpecError: there is no such exercise (the message names the nearest), or the file is wrong.
    """
    from formcheck.specs.loader import find_spec, load_spec

    path = Path(exercise)
    if is_file_name(path):
        return load_spec(path)
    return find_spec(exercise)


def spec_file(exercise: str) -> Path:
    """The file of the exercise with this id, or this `.yaml` file itself, once known to be sound.

    Raises:
        SpecError: there is no such exercise, or the file is wrong.
        RefusedError: it is a variant, without a file of its own.
    """
    from formcheck.specs.loader import default_folder

    spec, path = chosen_spec(exercise), Path(exercise)
    if spec.variant_of is not None:
        raise RefusedError(f"{spec.id} is a variant of {spec.variant_of}: begin with that.")
    return path if is_file_name(path) else default_folder() / f"{spec.id}.yaml"


def is_file_name(path: Path) -> bool:
    """Whether an exercise was named by its file."""
    return path.suffix.lower() in (".yaml", ".yml")


def parsed_dose(text: str) -> dict[str, float]:
    """`hold_s=7,reps=4` as a dictionary (RefusedError if it is not like that)."""
    chosen: dict[str, float] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        key, _, value = pair.partition("=")
        number = _number(value)
        if number is None or not key.strip():
            raise RefusedError(
                f"--dose {text}: cannot read {pair!r}. Write it like this: --dose hold_s=7,reps=4"
            )
        chosen[key.strip()] = number
    return chosen


def require_system_libraries() -> None:
    """Before any heavy import (RefusedError if a system library is missing)."""
    from formcheck.pose.system import check_system_libraries

    missing = check_system_libraries()
    if missing:
        raise RefusedError(missing)


def require_film(video: Path, window: Window | None = None) -> None:
    """Before any work: is this a film, and this part in it? (VideoError if not)."""
    from formcheck.video.analysis import WHOLE
    from formcheck.video.reader import open_video

    open_video(video, window=window or WHOLE).close()


def is_recording(video: Path) -> bool:
    """Whether this names a recording of body points, not a film."""
    return video.suffix.lower() == ".npz"


def require_somebody(seen: bool, name: str) -> None:
    """After the pictures were read (RefusedError if nobody is in them)."""
    if not seen:
        raise RefusedError(
            f"Nobody was seen in {name}. Film with the whole body in the picture and enough "
            "light, then try again."
        )


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
