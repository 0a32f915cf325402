"""Small films, and what running a command gives back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from formcheck.cli.once import MARKS


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Outcome]


def shown(folder: Path) -> list[str]:
    """What a folder holds, hidden marks aside."""
    return sorted(path.name for path in folder.iterdir() if path.name != MARKS)


def film(path: Path, pictures: int = 12, size: tuple[int, int] = (64, 48)) -> Path:
    """A film of a slowly brightening wall: nobody in it."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        for index in range(pictures):
            image = np.full((size[1], size[0], 3), 60 + 5 * index, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode(None))
    return path
