"""Conditions of a spec over time: held for so many seconds, tolerant of short gaps."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.signals.evaluate import Measurer
from formcheck.signals.measure import Measure, NotKnownYet, NotMeasured
from formcheck.specs.schema import Condition, Limit

GAP_S = 0.35
"""Unmeasured stretches up to this long neither add to nor break a duration."""
STALL_S = 0.6
"""Nor does a step from one picture to the next up to this, as on a slow computer."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a condition says now.

    Attributes:
        holds: it has held for its duration (False while not measured).
        since_s: when it began to hold (without unmeasured time), None while it does not.
        reason: why it could not be evaluated now, None if it could.
        value, limit: the measurement and the limit of the (first) test, where there is one.
    """

    holds: bool
    since_s: float | None
    reason: str | None
    value: float | None = None
    limit: float | None = None


def compare(
    measurer: Measurer,
    signal: str,
    over: Limit | None,
    under: Limit | None,
    between: tuple[float, float] | None = None,
    strict: bool = False,
) -> tuple[bool, float, float] | NotMeasured:
    """Whether a signal is past its limit, its value, and the limit (nearest one of a pair).

    `strict` as in `Measurer.value`: checks judge by known ranges only, phases may assume them.
    """
    value = measurer.value(signal, strict)
    if isinstance(value, NotMeasured):
        return value
    if between is not None:
        low, high = between
        nearest = low if abs(value - low) < abs(value - high) else high
        return low <= value <= high, value, nearest
    wanted = over if over is not None else under if under is not None else 0.0
    limit: Measure = measurer.value(wanted, strict)
    if isinstance(limit, NotMeasured):
        return limit
    return (value > limit if over is not None else value < limit), value, limit


class Held:
    """Since when a statement has been true, bridging short unmeasured gaps."""

    def __init__(self) -> None:
        self._since_s: float | None = None
        self._last_s: float | None = None
        self._unknown = False

    def update(self, time_s: float, true: bool | None) -> float | None:
        """Record the statement (None: unknown); returns the start of the valid stretch."""
        longest = STALL_S if true is not None and not self._unknown else GAP_S
        if self._last_s is not None and time_s - self._last_s > longest:
            self.reset()
        self._unknown = true is None
        if true is None:
            return self._since_s
        if not true:
            self.reset()
            return None
        if self._since_s is None:
            self._since_s = time_s
        self._last_s = time_s
        return self._since_s

    def reset(self) -> None:
        """Forget."""
        self._since_s = self._last_s = None


class ConditionState:
    """One `Condition` of a spec and its memory."""

    def __init__(self, condition: Condition, strict: bool = False) -> None:
        self.condition = condition
        self._strict = strict
        self._held = Held()
        self._parts = [ConditionState(c, strict) for c in (condition.all or condition.any or ())]

    def reset(self) -> None:
        """Forget how long it has held."""
        self._held.reset()
        for part in self._parts:
            part.reset()

    def update(self, measurer: Measurer, time_s: float) -> Verdict:
        """Evaluate in the measurer's current frame."""
        true, reason, value, limit = self._test(measurer, time_s)
        since = self._held.update(time_s, true)
        long_enough = since is not None and time_s - since >= self.condition.for_s - 1e-6
        return Verdict(true is True and long_enough, since, reason, value, limit)

    def _test(
        self, measurer: Measurer, time_s: float
    ) -> tuple[bool | None, str | None, float | None, float | None]:
        condition = self.condition
        if self._parts:
            return self._combined(measurer, time_s)
        assert condition.signal is not None
        result = compare(
            measurer,
            condition.signal,
            condition.over,
            condition.under,
            condition.between,
            self._strict,
        )
        if isinstance(result, NotKnownYet):
            return False, None, None, None  # nothing is past a limit that nobody knows yet
        if isinstance(result, NotMeasured):
            return None, result.reason, None, None
        true, value, limit = result
        return true, None, value, limit

    def _combined(
        self, measurer: Measurer, time_s: float
    ) -> tuple[bool | None, str | None, float | None, float | None]:
        verdicts = [part.update(measurer, time_s) for part in self._parts]
        reason = next((v.reason for v in verdicts if v.reason is not None), None)
        if self.condition.any is not None:
            holding = [v for v in verdicts if v.holds]
            if holding:
                return True, None, holding[0].value, holding[0].limit
            return (None if reason else False), reason, None, None
        true = all(v.holds for v in verdicts)
        if true or any(not v.holds and v.reason is None for v in verdicts):
            return true, None, verdicts[0].value, verdicts[0].limit
        return None, reason, None, None
