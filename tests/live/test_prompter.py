"""Instructions are said when they stand, not when they flicker."""

from __future__ import annotations

from formcheck.live.phrases import HOLD_STILL
from formcheck.live.prompter import AGAIN_S, LONGER_S, Prompter


def said(lines: list[str | None], step_s: float = 0.1) -> list[tuple[float, str]]:
    prompter, heard = Prompter(), []
    for i, line in enumerate(lines):
        due = prompter.update(i * step_s, line)
        heard += [(round(i * step_s, 1), due)] if due else []
    return heard


def test_a_line_is_said_once_it_has_stood() -> None:
    assert said(["Sit tall"] * 30) == [(0.7, "Sit tall")]


def test_a_flicker_is_not_said() -> None:
    assert said((["Sit tall"] * 3 + ["Come closer"] * 3) * 5) == []


def test_it_is_repeated_if_nothing_changes() -> None:
    heard = said(["Sit tall"] * 200)
    assert [text for _, text in heard] == ["Sit tall"] * 3
    assert heard[1][0] - heard[0][0] >= AGAIN_S - 0.1


def test_another_line_waits_until_the_first_was_heard() -> None:
    heard = said(["Sit tall"] * 10 + ["Come closer"] * 40)
    assert [text for _, text in heard] == ["Sit tall", "Come closer"]
    assert heard[1][0] - heard[0][0] >= 2.4


def test_what_has_settled_already_is_said_at_once() -> None:
    assert Prompter().update(5.0, "Sit tall", settled=True) == "Sit tall"


def test_whoever_is_still_soon_enough_is_not_asked_for_it_again() -> None:
    assert said([HOLD_STILL] * 20) == []
    assert said([HOLD_STILL] * 40) == [(LONGER_S[HOLD_STILL], HOLD_STILL)]
