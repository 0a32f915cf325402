"""What can go wrong with a video file, said to the person who gave it."""

from __future__ import annotations


class VideoError(Exception):
    """A video cannot be read or written; the message is one clear sentence with its remedy."""
