"""A log in its own thread: in order, waited for a moment, and never longer."""

from __future__ import annotations

import threading
import time
from typing import cast

from log_kit import Failing, Hanging, Remembering

from formcheck.live.log import ExerciseBegan, RepDone
from formcheck.live.patient_log import PatientLog

REP = cast(RepDone, "a repetition")


def test_a_repetition_is_kept_when_it_comes_back() -> None:
    log = Remembering()
    patient = PatientLog(log)
    patient.began(ExerciseBegan(0, "cat_cow", {}, 1.0))
    patient.rep(0, REP)
    assert log.told == [ExerciseBegan(0, "cat_cow", {}, 1.0), (0, REP)]
    patient.warmed_up(skipped=True)
    patient.close()
    assert log.told[2:] == ["skipped"]


def test_a_log_that_hangs_is_waited_for_once_and_gets_everything_later() -> None:
    log = Hanging()
    patient = PatientLog(log, wait_s=0.05)
    began_s = time.monotonic()
    for position in range(20):
        patient.rep(position, REP)
    assert time.monotonic() - began_s < 0.5
    log.go_on.set()
    patient.close()
    assert log.told == [(position, REP) for position in range(20)]


def test_a_log_that_fails_is_silent() -> None:
    patient = PatientLog(Failing())
    patient.rep(0, REP)
    patient.close()


def test_nothing_told_costs_no_thread() -> None:
    before = threading.active_count()
    PatientLog(Remembering()).close()
    assert threading.active_count() == before
