"""aiortc's bandwidth estimate: pinned once, undone in tests, left alone if it looks different."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from types import ModuleType

import pytest
from aiortc import rtcrtpreceiver

from formcheck.live.bandwidth import BITRATE, pin_bandwidth, unpin_bandwidth


@pytest.fixture(autouse=True)
def _undone() -> Iterator[None]:
    unpin_bandwidth()  # a page drawn by an earlier test may have pinned it
    own = rtcrtpreceiver.RemoteBitrateEstimator
    yield
    unpin_bandwidth()
    assert rtcrtpreceiver.RemoteBitrateEstimator is own


def lookalike(estimator: object, *, used: bool = True) -> ModuleType:
    """A module like aiortc's, with another estimator."""
    module = ModuleType("receiver")
    module.RemoteBitrateEstimator = estimator  # type: ignore[attr-defined]
    text = "RemoteBitrateEstimator()" if used else "None"
    exec(f"class RTCRtpReceiver:\n  def __init__(self):\n    self.e = {text}", module.__dict__)
    return module


class Older:
    def add(self, arrival_time_ms: int, payload_size: int, ssrc: int) -> None: ...


class Configured:
    def __init__(self, options: object) -> None: ...
    def add(
        self, arrival_time_ms: int, abs_send_time: int, payload_size: int, ssrc: int
    ) -> None: ...


class AsExpected:
    def add(
        self, arrival_time_ms: int, abs_send_time: int, payload_size: int, ssrc: int
    ) -> None: ...


def test_the_installed_aiortc_is_as_expected_and_gets_its_own_back() -> None:
    own = rtcrtpreceiver.RemoteBitrateEstimator
    assert pin_bandwidth()
    pinned = rtcrtpreceiver.RemoteBitrateEstimator
    assert pinned is not own
    assert pin_bandwidth()
    assert rtcrtpreceiver.RemoteBitrateEstimator is pinned  # once
    unpin_bandwidth()
    unpin_bandwidth()
    assert rtcrtpreceiver.RemoteBitrateEstimator is own


def test_a_new_receiver_reports_the_fixed_rate_every_half_second() -> None:
    pin_bandwidth()
    estimator = rtcrtpreceiver.RemoteBitrateEstimator()
    packet = {"abs_send_time": 0, "payload_size": 1200}
    told = [estimator.add(arrival_time_ms=ms, ssrc=7, **packet) for ms in range(0, 1100, 100)]
    assert [i for i, one in enumerate(told) if one] == [0, 5, 10]
    assert told[0] == (BITRATE, [7])
    assert estimator.add(arrival_time_ms=3, ssrc=8, **packet) == (BITRATE, [7, 8])  # clock back


@pytest.mark.parametrize(
    "module",
    [
        ModuleType("empty"),
        lookalike(None),
        lookalike(Older),
        lookalike(Configured),
        lookalike(AsExpected, used=False),
    ],
)
def test_another_aiortc_is_left_alone_with_one_warning(
    module: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    before = getattr(module, "RemoteBitrateEstimator", None)
    with caplog.at_level(logging.WARNING):
        assert not pin_bandwidth(module)
        assert not pin_bandwidth(module)
    assert getattr(module, "RemoteBitrateEstimator", None) is before
    assert len(caplog.records) == 1


def test_one_that_is_as_expected_is_pinned() -> None:
    module = lookalike(AsExpected)
    assert pin_bandwidth(module)
    unpin_bandwidth(module)
    assert module.RemoteBitrateEstimator is AsExpected
