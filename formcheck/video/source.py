"""Opening a video file: what it is, and a clear sentence where it is none."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from formcheck.video.bounds import FORMATS, MAX_PIXELS, MAX_STREAMS, prepare, refuse_flood
from formcheck.video.boxes import refuse_overfull
from formcheck.video.errors import VideoError

_USE_ANOTHER = "Use an MP4, MOV, WebM, MKV or AVI file."
_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"styp", b"sidx", b"moof")
_MAGIC = {4: _BOXES, 0: (b"\x1aE\xdf\xa3", b"RIFF")}
"""First bytes of MP4/MOV, Matroska/WebM and AVI: such a file was a video once."""
_PLAUSIBLE_FPS = (1.0, 250.0)
_ABOUT_S = 0.5
"""Lengths that differ less (or by less than a fiftieth) are the same: headers round."""
_MAX_PACKETS = 8_000_000
"""Two hours at 1000 pictures a second; more are not counted."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Length in seconds and average pictures a second."""

    duration_s: float
    fps: float


def open_container(path: Path) -> InputContainer:
    """Open a file that should be a video.

    Raises:
        VideoError: there is no such file, it may not be read, is empty, cut off or no video.
    """
    head = _head(path)
    if head[4:8] in _BOXES:
        refuse_overfull(path)
    try:
        # An absolute path cannot be mistaken for a protocol, and the lists keep files that only
        # name other places (playlists) from reaching out. Odd metadata must not stop anybody.
        container = av.open(
            str(path.resolve()),
            metadata_errors="replace",
            container_options={
                "protocol_whitelist": "file",
                "format_whitelist": FORMATS,
                "max_streams": str(MAX_STREAMS),
            },
            options={"max_pixels": str(MAX_PIXELS)},
        )
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise VideoError(_why_unreadable(path, head)) from error
    return container


def open_film(path: Path) -> tuple[InputContainer, VideoStream]:
    """Open a file and its moving picture, ready for decoding (VideoError: see `open_container`)."""
    container = open_container(path)
    try:
        stream = film_stream(container, path)
        prepare(stream, path)
    except BaseException:
        container.close()
        raise
    return container, stream


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise VideoError(f"{path.name or path} is a folder. Name one video file in it.")
    try:
        if path.exists() and not path.is_file():
            raise VideoError(f"{path.name} is not a regular file. {_USE_ANOTHER}")
        with path.open("rb") as file:
            head = file.read(16)
    except FileNotFoundError as error:
        raise VideoError(f"{path} was not found. Check the name and the folder.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise VideoError(
            f"{path} could not be opened ({reason}). Allow reading it, or copy it elsewhere."
        ) from error
    if not head:
        raise VideoError(f"{path.name} is empty (0 bytes). Copy or record it again.")
    return head


def _why_unreadable(path: Path, head: bytes) -> str:
    if any(head[at:].startswith(magic) for at, magics in _MAGIC.items() for magic in magics):
        return (
            f"{path.name} is incomplete or damaged: it cannot be opened. Copy or record it again."
        )
    return f"{path.name} is not a video. {_USE_ANOTHER}"


def film_stream(container: InputContainer, path: Path) -> VideoStream:
    """The moving picture in the file; cover art of a sound file does not count.

    Raises:
        VideoError: there is none, or no decoder for it.
    """
    if len(container.streams) >= MAX_STREAMS:
        raise VideoError(
            f"{path.name} holds {MAX_STREAMS} streams or more, which no camera writes. "
            "Convert it to MP4 and try again."
        )
    films = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not films:
        holds = "sound but no picture" if container.streams.audio else "no picture"
        raise VideoError(f"{path.name} holds {holds}. Use a file with video.")
    for stream in films:
        # Typed as always present; it is None without a decoder, and decoding would then crash.
        if getattr(stream, "codec_context", None) is not None:
            return stream
    raise VideoError(
        f"{path.name} uses a video format that cannot be decoded here. "
        "Convert it to MP4 (H.264) and try again."
    )


def timing(container: InputContainer, stream: VideoStream, path: Path) -> Timing:
    """Length and rate from the file's header, or from its packets where that is silent or lies.

    A header is believed when its index agrees; otherwise the last packets are looked at.
    Browser recordings state neither length nor rate: one pass without decoding is cheap.

    Raises:
        VideoError: it holds more pictures a second than any camera makes.
    """
    stated_s = stated_duration(container, stream)
    fps = float(stream.average_rate or 0)
    low, high = _PLAUSIBLE_FPS
    if stated_s is not None and low <= fps <= high:
        if _index_agrees(stream, stated_s, path):
            return Timing(stated_s, fps)
        end_s = _end(path, stream, stated_s)
        if end_s is not None:
            return Timing(stated_s if _alike(end_s, stated_s) else end_s, fps)
    seen = _scan(path)
    refuse_flood(seen.count, seen.span_s, path)
    rate = (seen.count - 1) / seen.span_s if seen.span_s > 0 else max(fps, low)
    length_s = seen.span_s + 1 / rate
    return Timing(stated_s if stated_s and _alike(length_s, stated_s) else length_s, rate)


def _alike(one_s: float, other_s: float) -> bool:
    return abs(one_s - other_s) <= max(_ABOUT_S, 0.02 * other_s)


def _index_agrees(stream: VideoStream, stated_s: float, path: Path) -> bool:
    """Whether the file's own list of pictures ends where the header says, and within the file."""
    entries = stream.index_entries
    if len(entries) < 2 or stream.time_base is None:
        return False
    first, last = entries[0], entries[-1]
    span_s = float((last.timestamp - first.timestamp) * stream.time_base)
    return _alike(span_s, stated_s) and last.pos + last.size <= path.stat().st_size


def _end(path: Path, stream: VideoStream, stated_s: float) -> float | None:
    """Seconds from the stream's beginning to the end of its last packet; None: cannot tell."""
    base, start = stream.time_base, stream.start_time
    if base is None or start is None:
        return None
    with open_container(path) as container:
        again = film_stream(container, path)
        try:
            container.seek(start + int((stated_s - _ABOUT_S) / base), stream=again)
        except (av.error.FFmpegError, OverflowError):
            return None
        seen = _packets(container, again)
    return seen.last_s - float(start * base) if seen.count else None


def stated_duration(container: InputContainer, stream: VideoStream) -> float | None:
    """Seconds of picture that the header promises, if it does."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    tagged = _clock(stream.metadata.get("DURATION", ""))
    if tagged:
        return tagged
    return container.duration / av.time_base if container.duration else None


def _clock(text: str) -> float | None:
    """Seconds of a Matroska time such as 00:00:12.900000000."""
    try:
        hours, minutes, seconds = text.split(":")
        return timedelta(
            hours=int(hours), minutes=int(minutes), seconds=float(seconds)
        ).total_seconds()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class _Packets:
    """What packets say without decoding: their number, the first time, and where the last ends."""

    count: int = 0
    first_s: float = math.inf
    last_s: float = -math.inf
    span_s: float = 0.0


def _scan(path: Path) -> _Packets:
    """Look at all packets of the film."""
    with open_container(path) as container:
        return _packets(container, film_stream(container, path))


def _packets(container: InputContainer, stream: VideoStream) -> _Packets:
    count, first_s, last_s, end_s = 0, math.inf, -math.inf, -math.inf
    for begins_s, ends_s in islice(_packet_times(container, stream), _MAX_PACKETS):
        count += 1
        first_s, last_s = min(first_s, begins_s), max(last_s, begins_s)
        end_s = max(end_s, ends_s)
    return _Packets(count, first_s, end_s, last_s - first_s) if count else _Packets()


def _packet_times(container: InputContainer, stream: VideoStream) -> Iterator[tuple[float, float]]:
    try:
        for packet in container.demux(stream):
            if packet.pts is not None and packet.time_base and not packet.is_discard:
                begins_s = float(packet.pts * packet.time_base)
                yield begins_s, begins_s + float((packet.duration or 0) * packet.time_base)
    except (av.error.FFmpegError, IndexError):
        return  # a damaged end (see `decoder`): what was found until here counts
