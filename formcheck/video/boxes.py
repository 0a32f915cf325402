"""A look at the boxes of an MP4 or MOV before it is opened.

Its index states counts, not entries: a file of two kilobytes can promise a hundred million
pictures, and opening it would fill six gigabytes with their list. The counts stand at known
places, so they are read first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from formcheck.video.errors import VideoError

MAX_ENTRIES = 4_000_000
"""Pictures (or pieces of sound) that an index may list: two hours at 500 a second; 300 MB."""
MAX_HEADER = 256 * 2**20
"""Bytes of one header. Two hours at 60 pictures a second need about ten million."""
_MAX_BOXES = 500_000
"""A live recording in pieces of a tenth of a second makes about so many in an hour."""
_MAX_DEPTH = 10
"""An index lies six deep."""
_INSIDE = (
    *(b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"moof", b"traf", b"mvex"),
    *(b"udta", b"dinf", b"tref", b"wave", b"ilst"),
)
"""Boxes of boxes; those of the second line hold no index, unless somebody hides one there."""


@dataclass(slots=True)
class _Index:
    """Counts of one track (or of the pieces of a live recording)."""

    entries: int = 0
    edits: int = 1
    sound_in_chunks: bool = False


@dataclass(slots=True)
class _Tally:
    boxes: int = 0
    pieces: int = 0
    tracks: list[_Index] = field(default_factory=list)


def refuse_overfull(path: Path) -> None:
    """Raise `VideoError` for an MP4 or MOV whose index promises more than fits in memory."""
    tally = _Tally()
    with path.open("rb") as file:
        size = file.seek(0, 2)
        overfull = not _walk(file, 0, size, tally)
    lists = [track.entries * track.edits for track in tally.tracks if not track.sound_in_chunks]
    if overfull or max([tally.pieces, *lists]) > MAX_ENTRIES:
        raise VideoError(
            f"{path.name} is damaged: its index promises more pictures than a film can hold. "
            "Copy or record it again."
        )


def _walk(file: BinaryIO, start: int, end: int, tally: _Tally, depth: int = 0) -> bool:
    """Count what lies between two places; False where there is too much of it."""
    if depth > _MAX_DEPTH:
        return False
    for kind, at, until in _boxes(file, start, end):
        tally.boxes += 1
        if tally.boxes > _MAX_BOXES or kind == b"cmov":
            return False  # a compressed header: nobody writes it any more
        if kind in (b"moov", b"moof") and until - at > MAX_HEADER:
            return False
        if kind == b"trak":
            tally.tracks.append(_Index())
        if kind in _INSIDE or kind == b"meta":
            inside = at + 4 if kind == b"meta" else at
            if not _walk(file, inside, until, tally, depth + 1):
                return False
        elif kind == b"trun":
            tally.pieces += _number(file, at + 4)
        elif tally.tracks:
            _count(file, kind, at, tally.tracks[-1])
    return True


def _count(file: BinaryIO, kind: bytes, at: int, track: _Index) -> None:
    if kind in (b"stsz", b"stz2"):
        track.entries = max(track.entries, _number(file, at + 8))
    elif kind == b"elst":
        track.edits = max(track.edits, _number(file, at + 4))
    elif kind == b"stts":
        # Raw sound counts every sample, but is listed in chunks.
        track.sound_in_chunks = _number(file, at + 4) == 1 and _number(file, at + 12) == 1


def _number(file: BinaryIO, at: int) -> int:
    file.seek(at)
    data = file.read(4)
    return int(struct.unpack(">I", data)[0]) if len(data) == 4 else 0


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, beginning and end of the content of every box between two places."""
    at = start
    while at + 8 <= end:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return
        size, kind = struct.unpack(">I4s", head[:8])
        body = at + 8
        if size == 1 and len(head) == 16:
            size, body = int(struct.unpack(">Q", head[8:])[0]), at + 16
        until = end if size == 0 else min(at + size, end)
        if until < body:
            return
        yield kind, body, until
        at = until
