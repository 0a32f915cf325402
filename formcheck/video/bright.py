"""HDR pictures brought to ordinary brightness.

Phones film with the transfer curves PQ (SMPTE ST 2084) or HLG (ARIB STD-B67) of ITU-R BT.2100 and
the wide primaries of BT.2020. Shown as they are, PQ is grey and dim: skin and background differ
by few levels. Here diffuse white (203 cd/m2, ITU-R BT.2408) becomes white, what is brighter is
rolled off, and colours return to BT.709.

Measured on two filmed clips coded as PQ (bright room; the same two stops darker): landmarks lie a
median of 0.6 and 1.6 pixels from those of the ordinary film, 1.0 and 2.7 at the 95th percentile;
shown as stored it was 1.0 and 4.3, 50 and 6.0. HLG: 0.6 and 1.8 (as stored 0.7 and 2.6).
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from av.video.reformatter import ColorTrc
from numpy.typing import NDArray

_WHITE = 203.0
"""Brightness of diffuse white, cd/m2."""
_PEAK = 1000.0
"""Highlights are expected up to this, cd/m2; HLG's nominal peak."""
_KNEE = 0.8
"""Above this share of white, brightness is rolled off; below, nothing changes."""
_GAMMA = 2.2
"""Of an ordinary screen."""
_TO_709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]],
    np.float32,
)
"""BT.2020 to BT.709 primaries, ITU-R BT.2087; meant for linear light, near enough here."""


def is_hdr(transfer: int) -> bool:
    """Whether a transfer characteristic (`av.VideoFrame.color_trc`) is PQ or HLG."""
    return transfer in (ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67)


def ordinary(rgb: NDArray[np.uint16], transfer: int) -> NDArray[np.uint8]:
    """An HDR picture, RGB uint16 over the full range, as ordinary RGB uint8."""
    table = _table(transfer == ColorTrc.SMPTE2084)
    return np.asarray(cv2.transform(cv2.LUT(rgb, table), _TO_709), np.uint8)


@lru_cache(maxsize=2)
def _table(pq: bool) -> NDArray[np.uint8]:
    """65536 screen levels, one for each 16-bit signal."""
    signal = np.arange(65536) / 65535
    light = _rolled_off((_pq_light(signal) if pq else _hlg_light(signal)) / _WHITE)
    return np.rint(255 * light ** (1 / _GAMMA)).astype(np.uint8)


def _pq_light(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Light in cd/m2 (ST 2084)."""
    m1, m2 = 2610 / 16384, 2523 / 32
    c1, c2, c3 = 3424 / 4096, 2413 / 128, 2392 / 128
    power = signal ** (1 / m2)
    return np.asarray(10_000 * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1))


def _hlg_light(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    """Light in cd/m2 on a screen of 1000 cd/m2 (BT.2100, system gamma 1.2, channel by channel)."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    return np.asarray(_PEAK * scene**1.2)


def _rolled_off(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """Light relative to white, with what is above the knee bent into the room below 1."""
    steep = (_PEAK / _WHITE - _KNEE) / (1 - _KNEE)
    above = np.clip((light - _KNEE) / (_PEAK / _WHITE - _KNEE), 0, 1)
    bent = _KNEE + (1 - _KNEE) * steep * above / (1 + (steep - 1) * above)
    return np.where(light < _KNEE, light, bent)
