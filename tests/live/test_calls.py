"""Countdowns of holds and rests: each call once, none after a stall."""

from __future__ import annotations

from formcheck.live import phrases
from formcheck.live.calls import Call, Countdown, HoldCalls
from formcheck.live.snapshot import HoldNow


def called(length_s: float, step_s: float = 0.1) -> list[str]:
    countdown, heard = Countdown(length_s), []
    for tick in range(round(length_s / step_s) + 1):
        call = countdown.update(length_s - tick * step_s)
        heard += [call.text] if call else []
    return heard


def test_ten_and_the_last_three_seconds_are_called_once_each() -> None:
    assert called(30) == ["Ten seconds", "Three", "Two", "One"]
    assert called(8) == ["Three", "Two", "One"]
    assert called(3) == []


def test_after_a_stall_only_what_is_still_true_is_called() -> None:
    countdown = Countdown(30)
    assert countdown.update(2.5) == Call("Three", "tick", 0.5)
    countdown = Countdown(30)
    assert countdown.update(5.0) is None
    assert countdown.update(2.9) == Call("Three", "tick", 0.5)


def hold(held_s: float, target_s: float | None = 30, most_s: float | None = 60) -> HoldNow:
    return HoldNow(held_s, target_s, most_s, True)


def test_a_hold_is_done_once_and_too_long_once() -> None:
    calls, heard = HoldCalls(), []
    for tick in range(0, 700):
        call = calls.update(hold(tick / 10))
        heard += [(tick / 10, call.text)] if call else []
    assert heard[0] == (0.0, phrases.HOLD)
    assert [text for _, text in heard[-2:]] == [phrases.HOLD_DONE, phrases.COME_BACK]
    assert heard[-2][0] == 30.0 and 62 < heard[-1][0] < 62.3


def test_a_paused_hold_says_nothing_twice() -> None:
    calls = HoldCalls()
    heard = [calls.update(hold(20.0)) for _ in range(50)]
    assert [call.text for call in heard if call] == [phrases.HOLD, phrases.TEN_LEFT]
    assert calls.update(None) is None


def test_a_hold_is_not_announced_while_its_clock_stands() -> None:
    calls = HoldCalls()
    assert calls.update(HoldNow(0.5, 20, 60, running=False)) is None
    begun = calls.update(HoldNow(0.5, 20, 60, running=True))
    assert begun is not None and begun.text == phrases.HOLD


def test_a_short_hold_begins_with_a_tone_alone() -> None:
    call = HoldCalls().update(hold(0.0, target_s=3))
    assert call is not None and (call.text, call.tone) == ("", "good")
