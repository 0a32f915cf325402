"""Opening a video file: what it is, and a clear sentence where it is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from formcheck.video.errors import VideoError

_USE_ANOTHER = "Use an MP4, MOV, WebM, MKV or AVI file."
_MAGIC = {4: (b"ftyp", b"moov", b"mdat", b"wide"), 0: (b"\x1aE\xdf\xa3", b"RIFF")}
"""First bytes of MP4/MOV, Matroska/WebM and AVI: such a file was a video once."""
_PLAUSIBLE_FPS = (1.0, 250.0)
_PLAYLISTS = ("hls", "concat", "dash", "tty")


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
    try:
        # An absolute path cannot be mistaken for a protocol, and the list keeps files that only
        # name other places (playlists) from reaching out. Odd metadata must not stop anybody.
        container = av.open(
            str(path.resolve()),
            metadata_errors="replace",
            container_options={"protocol_whitelist": "file"},
        )
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise VideoError(_why_unreadable(path, head)) from error
    if container.format.name in _PLAYLISTS:
        container.close()
        raise VideoError(f"{path.name} is not a video. {_USE_ANOTHER}")
    return container


def open_film(path: Path) -> tuple[InputContainer, VideoStream]:
    """Open a file and its moving picture, ready for decoding (VideoError: see `open_container`)."""
    container = open_container(path)
    try:
        stream = film_stream(container, path)
    except BaseException:
        container.close()
        raise
    stream.thread_type = "AUTO"
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
    """Length and rate from the file's header, or, where it keeps silent, from its packets."""
    duration_s = stated_duration(container, stream)
    fps = float(stream.average_rate or 0)
    low, high = _PLAUSIBLE_FPS
    if duration_s is not None and low <= fps <= high:
        return Timing(duration_s, fps)
    count, span_s = _scan(path, stream.index)
    # Browser recordings state neither length nor rate: one pass without decoding is cheap.
    rate = (count - 1) / span_s if span_s > 0 else max(fps, low)
    return Timing(duration_s if duration_s is not None else span_s + 1 / rate, rate)


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


def _scan(path: Path, index: int) -> tuple[int, float]:
    """Count the pictures of a stream and the seconds from the first to the last."""
    with open_container(path) as container:
        times = list(_packet_times(container, index))
    return (len(times), max(times) - min(times)) if times else (0, 0.0)


def _packet_times(container: InputContainer, index: int) -> Iterator[float]:
    try:
        for packet in container.demux(container.streams[index]):
            if packet.pts is not None and packet.time_base:
                yield float(packet.pts * packet.time_base)
    except av.error.FFmpegError:
        return  # a damaged end: what was found until here counts
