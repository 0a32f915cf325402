"""Native chatter is dropped; errors, unknown lines and Python's own words are not."""

import os
import sys

import pytest

from formcheck.cli.quiet import is_chatter, without_native_chatter


@pytest.mark.parametrize(
    ("line", "chatter"),
    [
        ("INFO: Created TensorFlow Lite XNNPACK delegate for CPU.", True),
        ("WARNING: Logging before InitGoogle() is written to STDERR", True),
        ("W0000 00:00:1795167283.569387   17375 inference_feedback_manager.cc:121] ...", True),
        ("I0000 00:00:1795167283.569387   17375 gl_context.cc:369] GL version", True),
        ("E0000 00:00:1795167283.569387   17375 calculator_graph.cc:900] failed", False),
        ("F0000 00:00:1795167283.569387   17375 check.cc:1] Check failed", False),
        ("Killed", False),
    ],
)
def test_what_counts_as_chatter(line: str, chatter: bool) -> None:
    assert is_chatter(line.encode()) is chatter


def test_only_chatter_is_dropped(capfd: pytest.CaptureFixture[str]) -> None:
    with without_native_chatter():
        os.write(2, b"W0000 00:00:1.2 3 a.cc:1] chatter\nE0000 00:00:1.2 3 a.cc:1] broken\n")
        os.write(2, b"no line end")
        print("from Python", file=sys.stderr)
    os.write(2, b"\nafterwards")
    said = capfd.readouterr().err
    assert "chatter" not in said
    for part in ("broken", "no line end", "from Python", "afterwards"):
        assert part in said


def test_stderr_is_given_back_after_an_error() -> None:
    before, open_before = sys.stderr, set(os.listdir("/dev/fd"))
    with pytest.raises(ZeroDivisionError), without_native_chatter():
        _ = 1 / 0
    assert sys.stderr is before
    assert len(set(os.listdir("/dev/fd"))) == len(open_before)
