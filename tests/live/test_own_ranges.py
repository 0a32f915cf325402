"""Own ranges: median of the last three, measured anew each week, never lost by accident."""

from __future__ import annotations

import json
import math
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from filelock import FileLock

from formcheck.live import own_ranges
from formcheck.live.own_ranges import OwnRanges, OwnRangesError

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def own(tmp_path: Path) -> OwnRanges:
    return OwnRanges(tmp_path / "data" / "own_ranges.json")


def put(own: OwnRanges, high: float, at: datetime = NOW, **more: str) -> None:
    where = {"exercise": "cat_cow", "view": "side", "model": "full"} | more
    own.store(where.pop("exercise"), where.pop("view"), where.pop("model"),  # type: ignore[arg-type]
              {"back_curve": (-high, high)}, at, **where)  # fmt: skip


def high(own: OwnRanges, now: datetime = NOW) -> float | None:
    known = own.load("cat_cow", "full", now).get("side")
    return known.ranges["back_curve"][1] if known else None


def test_without_a_file_nothing_is_known(own: OwnRanges) -> None:
    assert own.load("cat_cow", "full", NOW) == {}
    assert not own.path.exists()


def test_the_median_of_the_last_three_holds(own: OwnRanges) -> None:
    for value in (99, 30, 10, 20):
        put(own, value)
    known = own.load("cat_cow", "full", NOW)["side"]
    assert known.ranges == {"back_curve": (-20, 20)}
    assert known.neutral == {}
    assert known.assumed == frozenset()


def test_exercise_view_model_and_person_are_kept_apart(own: OwnRanges) -> None:
    put(own, 10)
    put(own, 20, view="front")
    put(own, 30, exercise="plank")
    put(own, 40, model="lite")
    put(own, 50, person="Eva")
    known = own.load("cat_cow", "full", NOW)
    assert {view: one.ranges["back_curve"][1] for view, one in known.items()} == {
        "side": 10,
        "front": 20,
    }
    assert own.load("cat_cow", "full", NOW, person="Eva")["side"].ranges["back_curve"][1] == 50


def test_a_week_later_they_are_measured_anew_and_the_older_ones_still_count(own: OwnRanges) -> None:
    put(own, 10, NOW - 8 * DAY)
    assert high(own) is None
    put(own, 20)
    assert high(own) == 15
    assert high(own, NOW + 7 * DAY) == 15
    assert high(own, NOW + 7 * DAY + timedelta(seconds=1)) is None


def test_a_clock_that_was_set_back_makes_no_old_range_valid(own: OwnRanges) -> None:
    put(own, 10, NOW + 300 * DAY)  # the clock was wrong
    assert high(own) is None
    put(own, 20)
    assert high(own) == 20  # nobody knows how old the other is


def test_what_was_measured_long_ago_neither_counts_nor_is_kept(own: OwnRanges) -> None:
    put(own, 90, NOW - 50 * DAY)
    put(own, 80, NOW - 43 * DAY)
    put(own, 40)
    assert high(own) == 40
    assert "90" not in own.path.read_text()


def test_time_zones_do_not_matter(own: OwnRanges) -> None:
    put(own, 10, NOW.astimezone(timezone(timedelta(hours=9))))
    assert high(own) == 10


def test_a_signal_that_the_exercise_no_longer_has_is_forgotten(own: OwnRanges) -> None:
    own.store("cat_cow", "side", "full", {"old_name": (0, 1), "drop": (0, 2)}, NOW)
    own.store("cat_cow", "side", "full", {"drop": (0, 4)}, NOW)
    assert own.load("cat_cow", "full", NOW)["side"].ranges == {"drop": (0, 3)}


@pytest.mark.parametrize("value", [(math.nan, 1.0), (0.0, math.inf), (2.0, 1.0)])
def test_what_is_no_range_is_not_stored(own: OwnRanges, value: tuple[float, float]) -> None:
    own.store("cat_cow", "side", "full", {"drop": value}, NOW)
    assert not own.path.exists()


DAMAGED = [
    b"",
    b'{"format": "formcheck-own-ranges/1", "peo',
    b"\xff\xfe\x00",
    b"[]",
    b'{"format": "something/1"}',
    b'{"format": "formcheck-own-ranges/x"}',
    b'{"format": "formcheck-own-ranges/1"}',
    b'{"format": "formcheck-own-ranges/1", "people": {"": {"cat_cow": {"full": {"side": [5]}}}}}',
    b'{"format": "formcheck-own-ranges/1", "people": {"": {"cat_cow": {"full": {"side": '
    b'[{"at": "2026-11-20T12:00:00", "ranges": {"a": [0, 1]}}]}}}}}',
    b'{"format": "formcheck-own-ranges/1", "people": {"": {"cat_cow": {"full": {"side": '
    b'[{"at": "2026-11-20T12:00:00+00:00", "ranges": {"a": [0, NaN]}}]}}}}}',
]


@pytest.mark.parametrize("content", DAMAGED)
def test_a_damaged_file_is_put_aside_and_never_lost(own: OwnRanges, content: bytes) -> None:
    own.path.parent.mkdir()
    own.path.write_bytes(content)
    with pytest.raises(OwnRangesError, match="measured anew") as caught:
        own.load("cat_cow", "full", NOW)
    (aside,) = own.path.parent.glob("*.damaged-*.json")
    assert aside.name in str(caught.value)
    assert aside.read_bytes() == content
    assert own.load("cat_cow", "full", NOW) == {}  # told once
    put(own, 10)
    own.path.write_bytes(content)
    put(own, 20)  # damaged again meanwhile
    assert high(own) == 20
    assert len(list(own.path.parent.glob("*.damaged-*.json"))) == 2


def test_a_newer_file_is_left_alone(own: OwnRanges) -> None:
    own.path.parent.mkdir()
    newer = json.dumps({"format": "formcheck-own-ranges/2", "anything": 1})
    own.path.write_text(newer)
    with pytest.raises(OwnRangesError, match="newer Formcheck"):
        own.load("cat_cow", "full", NOW)
    with pytest.raises(OwnRangesError, match="newer Formcheck"):
        put(own, 10)
    assert own.path.read_text() == newer


def test_many_at_once_lose_nothing(own: OwnRanges) -> None:
    threads = [
        threading.Thread(target=put, args=(own, i + 1), kwargs={"exercise": f"e{i}"})
        for i in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert all(own.load(f"e{i}", "full", NOW) for i in range(8))
    names = {path.name for path in own.path.parent.iterdir()}
    assert names <= {"own_ranges.json", "own_ranges.json.lock"}


def test_a_file_that_stays_locked_is_a_sentence(
    own: OwnRanges, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_ranges, "_LOCK_S", 0.0)
    own.path.parent.mkdir()
    with (
        FileLock(own.path.with_name("own_ranges.json.lock")),
        pytest.raises(OwnRangesError, match="another Formcheck"),
    ):
        put(own, 10)


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OwnRangesError, match="were not stored"):
        put(OwnRanges(tmp_path / "file" / "own_ranges.json"), 10)


def test_a_disk_that_is_full_leaves_the_old_file(
    own: OwnRanges, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(own, 10)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(own_ranges.os, "fsync", full)
    with pytest.raises(OwnRangesError, match="No space left"):
        put(own, 20)
    assert high(own) == 10
    assert not list(own.path.parent.glob("*.part"))


def test_one_person_is_forgotten_and_the_others_are_not(own: OwnRanges) -> None:
    own.forget("anna")
    assert not own.path.exists()
    for person in ("anna", "bert", ""):
        put(own, 30, person=person)
        put(own, 30, person=person, exercise="bird_dog")
    own.forget("anna")
    assert own.load("cat_cow", "full", NOW, "anna") == {}
    assert own.load("bird_dog", "full", NOW, "bert") and own.load("cat_cow", "full", NOW)
    assert "anna" not in own.path.read_text()
    before = own.path.stat().st_mtime_ns
    own.forget("nobody")
    assert own.path.stat().st_mtime_ns == before


def test_what_cannot_be_forgotten_is_a_sentence_and_stays(own: OwnRanges) -> None:
    put(own, 30)
    own.path.write_bytes(b"{")
    with pytest.raises(OwnRangesError, match="were not deleted"):
        own.forget("")
    assert own.path.read_bytes() == b"{"


def test_the_usual_file_is_the_user_s_own() -> None:
    assert OwnRanges().path.name == "own_ranges.json"
    assert "formcheck" in OwnRanges().path.parts
