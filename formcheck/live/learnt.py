"""What a set has told of the person: whether it was judged, and their own range. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from formcheck.coach.calibration import Calibration
from formcheck.coach.summary import SetSummary
from formcheck.live.snapshot import Learnt
from formcheck.signals.known import Known
from formcheck.specs.vocabulary import View


def learnt_from(calibration: Calibration, ranges: Mapping[View, Known]) -> Learnt | None:
    """The ranges that were seen; None if they are just what was known before (`ranges`)."""
    known, view = calibration.known, calibration.anchor.view
    before = ranges[view].ranges if view in ranges else {}
    own = {name: own for name, own in known.ranges.items() if name not in known.assumed}
    return Learnt(view, own) if any(own[name] != before.get(name) for name in own) else None


def was_judged(summary: SetSummary) -> bool:
    """Whether judging began in it; whoever leaves takes the calibration along."""
    return summary.view != "unknown"
