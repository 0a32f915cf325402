"""Holds the camera's picture at full size where browser and app share a computer.

aiortc estimates the line from the times at which packets come in. On a busy computer packets wait
for the processor, the line looks slow, and the browser is told to send a picture of 320x240. There
is no line between two programs of one computer, so a fixed figure is reported instead. aiortc has
no setting for this: a private name is replaced, and left alone where it is not as expected.
"""

from __future__ import annotations

import inspect
import logging
from types import ModuleType
from typing import Any

BITRATE = 2_500_000
"""Bits per second that the browser may send: 640x480 at 30 pictures a second uses about 1.5
million."""
REPORT_EVERY_MS = 500

_ESTIMATOR = "RemoteBitrateEstimator"
_ADD = ["self", "arrival_time_ms", "abs_send_time", "payload_size", "ssrc"]
_WARNED = "_formcheck_warned"
_LOG = logging.getLogger(__name__)


class SteadyEstimate:
    """Reports one and the same bit rate, in the place of aiortc's estimator."""

    replaced: type[Any]

    def __init__(self) -> None:
        self._sources: set[int] = set()
        self._told_ms: int | None = None

    def add(
        self, arrival_time_ms: int, abs_send_time: int, payload_size: int, ssrc: int
    ) -> tuple[int, list[int]] | None:
        """Take in a packet; the bit rate and the streams it is for, when it is time to tell."""
        self._sources.add(ssrc)
        told = self._told_ms
        if told is not None and 0 <= arrival_time_ms - told < REPORT_EVERY_MS:
            return None
        self._told_ms = arrival_time_ms
        return BITRATE, sorted(self._sources)


def pin_bandwidth(receiver: ModuleType | None = None) -> bool:
    """Report a fixed bit rate to every browser that connects from now on; again does nothing.

    Args:
        receiver: the module `aiortc.rtcrtpreceiver`, or one like it.

    Returns:
        Whether it is in force. If not, it was logged, once.
    """
    module = receiver or _receiver()
    estimator = getattr(module, _ESTIMATOR, None)
    if isinstance(estimator, type) and issubclass(estimator, SteadyEstimate):
        return True
    fault = _unexpected(module, estimator)
    if fault is not None:
        if module is not None and not getattr(module, _WARNED, False):
            setattr(module, _WARNED, True)
            _LOG.warning(
                "aiortc's bandwidth estimate is left as it is (%s): on a busy computer the "
                "camera's picture may become small.", fault
            )  # fmt: skip
        return False
    setattr(module, _ESTIMATOR, type("PinnedEstimate", (SteadyEstimate,), {"replaced": estimator}))
    return True


def unpin_bandwidth(receiver: ModuleType | None = None) -> None:
    """Give aiortc its own estimate back; connections that run keep what they have."""
    module = receiver or _receiver()
    estimator = getattr(module, _ESTIMATOR, None)
    if isinstance(estimator, type) and issubclass(estimator, SteadyEstimate):
        setattr(module, _ESTIMATOR, estimator.replaced)


def _receiver() -> ModuleType | None:
    try:
        from aiortc import rtcrtpreceiver
    except ImportError:
        return None
    return rtcrtpreceiver


def _unexpected(module: ModuleType | None, estimator: object) -> str | None:
    """What is not as it was in the aiortc this was written for (1.16)."""
    if not isinstance(estimator, type):
        return f"it has no {_ESTIMATOR}"
    add = getattr(estimator, "add", None)
    if add is None or list(inspect.signature(add).parameters) != _ADD:
        return f"{_ESTIMATOR}.add takes other values"
    if len(inspect.signature(estimator).parameters) != 0:
        return f"{_ESTIMATOR} is made differently"
    user = getattr(getattr(module, "RTCRtpReceiver", None), "__init__", None)
    if _ESTIMATOR not in getattr(getattr(user, "__code__", None), "co_names", ()):
        return f"its receiver does not use {_ESTIMATOR}"
    return None
