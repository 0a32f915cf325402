"""Pictures to H.264 files and back."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]


class VideoWriter:
    """Writes RGB pictures of one size (both sides even) as H.264 that browsers play."""

    def __init__(
        self, path: Path, size: tuple[int, int], fps: int, preset: str = "medium", crf: int = 19
    ) -> None:
        if size[0] % 2 or size[1] % 2:
            raise ValueError(f"size {size[0]} x {size[1]}: use even numbers of pixels")
        self._container = av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"})
        options = {"preset": preset, "crf": str(crf), "threads": "1"}
        stream = self._container.add_stream("libx264", rate=fps, options=options)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, fps)
        self._stream, self._count = stream, 0

    def write(self, image: Image) -> None:
        """Append one picture (H, W, 3)."""
        frame = av.VideoFrame.from_ndarray(image, format="rgb24")
        frame.pts = self._count
        self._count += 1
        self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Flush and finish the file."""
        self._container.mux(self._stream.encode(None))
        self._container.close()


def pictures(video: Path) -> Iterator[Image]:
    """The pictures of a clip, RGB (H, W, 3)."""
    with av.open(str(video)) as container:
        for frame in container.decode(video=0):
            yield np.ascontiguousarray(frame.to_ndarray(format="rgb24"), np.uint8)
