"""A text becomes a small sound file: Festival speaks it, Opus keeps it.

Festival's voice `cmu_us_slt_arctic_hts` was the most understandable of those that can be had from
package indexes without a model download; docs/voice.md has the comparison and the licences.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import wave
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Samples per second in the files: what Opus works at."""
BITS_PER_S = 20_000
PACE = 0.9
"""Of the voice's own speed: about 160 words a minute, for someone who is busy moving."""
LOUDNESS = 0.09
"""Root mean square of the speech, of full scale 1: all files are equally loud."""
EDGE_S, SILENT = 0.06, 0.004
"""Kept before and after the words; silence, of the loudest: an F or an H begins softly."""
_SETUP = (
    "(begin (voice_cmu_us_slt_arctic_hts) (set! hts_engine_params "
    f'(append hts_engine_params (list (list "-r" {PACE})))))'
)
_PROGRAM = "text2wave"

Sound = NDArray[np.float32]


class SynthesisError(Exception):
    """A text cannot be spoken; the message says what to do."""


def speak(text: str) -> Sound:
    """A text as mono sound at `RATE`, from -1 to 1, trimmed and equally loud.

    Raises:
        SynthesisError: Festival or its voice is not installed, or it failed.
    """
    if shutil.which(_PROGRAM) is None:
        raise SynthesisError(
            "Festival is not installed. On Debian: apt install festival festvox-us-slt-hts "
            "festlex-cmu festlex-poslex"
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "spoken.wav")
        done = subprocess.run(
            [_PROGRAM, "-F", str(RATE), "-eval", _SETUP, "-o", str(path)],
            input=text.encode("ascii"), capture_output=True, check=False,
        )  # fmt: skip
        if done.returncode != 0 or not path.is_file():
            why = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no sound"]
            raise SynthesisError(f"Festival could not speak '{text}': {why[0]}")
        with wave.open(str(path)) as sound:
            samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
    return _equally_loud(_trimmed(samples.astype(np.float32) / np.float32(32768)))


def save(sound: Sound, path: Path) -> None:
    """Write `sound` as Ogg Opus; the same sound gives the same bytes."""
    with av.open(str(path), "w", format="ogg", options={"fflags": "+bitexact"}) as file:
        stream = file.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = BITS_PER_S
        stream.options = {"application": "audio", "frame_duration": "20", "vbr": "on"}
        frame = av.AudioFrame.from_ndarray(sound[None, :], format="flt", layout="mono")
        frame.rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))


def _trimmed(sound: Sound) -> Sound:
    loud = np.flatnonzero(np.abs(sound) > SILENT * np.abs(sound).max())
    edge = round(EDGE_S * RATE)
    return sound[max(0, loud[0] - edge) : loud[-1] + edge]


def _equally_loud(sound: Sound) -> Sound:
    spoken = sound[np.abs(sound) > 0.02 * np.abs(sound).max()]
    wanted = np.float32(LOUDNESS) / np.sqrt(np.mean(spoken**2))
    louder: Sound = sound * wanted
    return louder * np.float32(min(1.0, 0.97 / float(np.abs(louder).max())))
