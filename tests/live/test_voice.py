"""One voice: one line at a time, the urgent first, nothing late."""

from __future__ import annotations

from formcheck.live.voice import VALID_S, Voice, speaking_s


def texts(voice: Voice) -> list[str]:
    return [line.text for line in voice.said]


def run(voice: Voice, until_s: float, from_s: float = 0.0) -> None:
    for tick in range(round(10 * from_s), round(10 * until_s)):
        voice.update(tick / 10)


def test_one_line_at_a_time_and_the_urgent_first() -> None:
    voice = Voice()
    voice.wish(0.0, "Keep both hips level", "reminder")
    voice.wish(0.0, "Now the left side", "side")
    run(voice, 6)
    assert texts(voice) == ["Now the left side", "Keep both hips level"]
    first, second = voice.said
    assert second.time_s - first.time_s >= speaking_s(first.text) - 0.1
    assert [line.id for line in voice.said] == [1, 2]


def test_a_correction_cuts_off_a_count_but_not_another_correction() -> None:
    voice = Voice()
    voice.wish(0.0, "Twenty-one", "count", "count")
    voice.update(0.0)
    voice.wish(0.1, "Hips over your knees", "correction", "attention")
    voice.update(0.1)
    voice.wish(0.2, "Slide the arm further", "correction")
    voice.update(0.2)
    assert texts(voice) == ["Twenty-one", "Hips over your knees"]
    assert voice.said[1].cuts and not voice.said[0].cuts


def test_the_end_is_said_whatever_is_being_said() -> None:
    voice = Voice()
    voice.wish(0.0, "Hips over your knees", "correction")
    voice.update(0.0)
    voice.wish(0.1, "All done", "end", "done")
    voice.update(0.1)
    assert texts(voice) == ["Hips over your knees", "All done"]


def test_what_had_to_wait_too_long_is_not_said() -> None:
    voice = Voice()
    voice.wish(0.0, "one two three four five six seven eight nine ten", "rest")
    voice.update(0.0)
    voice.wish(0.1, "Three", "count")
    run(voice, 8, from_s=0.2)
    assert len(voice.said) == 1


def test_each_line_says_until_when_it_is_about_now() -> None:
    voice = Voice()
    voice.wish(3.0, "Three", "time", "tick")
    voice.update(3.2)
    assert voice.said[0].until_s == 3.0 + VALID_S["time"]


def test_lines_can_be_forgotten_by_kind() -> None:
    voice = Voice()
    voice.wish(0.0, "Three", "count")
    voice.wish(0.0, "Rest", "rest")
    voice.forget("count")
    run(voice, 4)
    assert texts(voice) == ["Rest"]
