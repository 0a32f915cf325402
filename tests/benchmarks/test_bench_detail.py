"""Notes for whoever has to find out why something went wrong."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from made import clip, judged, raised, rep, truth

from benchmarks.detail import explained
from benchmarks.judging import Judged
from benchmarks.matching import ClipResult, compare
from benchmarks.metrics import failures
from benchmarks.truths import TrueMistake, TrueRep
from formcheck.coach.events import NotJudged
from formcheck.coach.summary import SignalTable
from formcheck.specs.loader import load_all

SPEC = load_all()["thread_the_needle"]
REPS = [TrueRep(1, 2.0, 6.0), TrueRep(2, 7.0, 11.0, ("hips_back",))]
KNOWN = truth(REPS, [TrueMistake("hips_back", "", 2, 8.0, 10.0)])
TIMES = np.arange(0, 12, 0.5)


def with_signals(said: Judged) -> Judged:
    assert said.summary is not None
    hips = np.where(TIMES > 7, 9.0, 0.0)
    table = SignalTable(TIMES, {"hips_back": hips}, tuple("setup" for _ in TIMES))
    gap = NotJudged(6.0, "support_hand", "hand not seen", 2.0, 5.0)
    summary = replace(said.summary, signals=table, not_judged=(gap,))
    return replace(said, summary=summary)


def told(said: Judged) -> ClipResult:
    return explained(compare(clip(KNOWN), said), KNOWN, said, SPEC)


def test_a_missed_mistake_comes_with_how_far_its_signal_went() -> None:
    result = told(with_signals(judged([rep(1, 2, 6), rep(2, 7, 11)])))
    assert result.reps[1].note == "hips_back went from 0 to 9"
    assert failures([result]) == [
        "clip: repetition 2: wanted hips_back, got no mistake (clean) [hips_back went from 0 to 9]"
    ]


def test_a_false_alarm_comes_with_what_was_read() -> None:
    said = judged([rep(1, 2, 6, "mistake", "forcing")], [raised("forcing", 3, 4)])
    assert told(with_signals(said)).reps[0].note == "check read 1 against 0.5 deg"


def test_what_was_not_judged_comes_with_the_reason() -> None:
    note = told(with_signals(judged([rep(1, 2, 6, "not_judged")]))).reps[0].note
    assert note == "phases setup; support_hand: hand not seen (3.0 s)"


def test_what_came_out_as_performed_has_no_note() -> None:
    said = judged([rep(1, 2, 6), rep(2, 7, 11, "mistake", "hips_back")])
    assert [r.note for r in told(with_signals(said)).reps] == ["", ""]
