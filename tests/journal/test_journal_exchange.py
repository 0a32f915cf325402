"""A person goes out as a file and comes back the same; anything else is refused in a sentence."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from journal_kit import AT, PLANNED
from journal_people import people
from pydantic import ValidationError

from formcheck.journal import exchange
from formcheck.journal.document import PersonDocument
from formcheck.journal.errors import JournalError
from formcheck.journal.records import (
    ExerciseDone,
    Feelings,
    Person,
    Profile,
    Rep,
    Session,
)
from formcheck.live.log import MistakeSeen

ANN = Profile("a" * 32, "Ann", AT)
REP = Rep(1, 1, "left", 1.0, 4.0, "mistake", ("hips_back",), 30.0, 28.5, {"back_curve": 81.25})
MISTAKE = MistakeSeen(2.0, "hips_back", "hips_back", "major", True, -0.3, 0.2, "torso")
DONE = ExerciseDone(
    0, "cat_cow", "full", {"reps": 5.0}, end_s=60.0, view="side", reps=(REP,), mistakes=(MISTAKE,)
)
SESSION = Session(
    *("b" * 32, ANN.id, AT, 120, "Core three", PLANNED, "core_three"),
    ended_at=AT + timedelta(minutes=12, seconds=30),
    feelings=Feelings(3, 2, 1, ("mid", "low"), 5, None, None, "stiff, then better"),
    exercises=(DONE,),
    app="0.1.0",
)
PERSON = Person(ANN, (), (SESSION,), (), ())
CHANGE = {
    "id": 1, "at": "2026-03-01T07:30:00Z", "kind": "mode", "exercise": None,
    "before": "standard", "after": "gentle", "reason": "",
}  # fmt: skip
SCHEMA = json.loads((files("formcheck.journal") / "formcheck-journal-1.schema.json").read_text())
MANY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@MANY
@given(people())
def test_out_and_in_is_the_same(person: Person) -> None:
    text = exchange.to_json(person)
    assert exchange.from_json(text) == person
    text.encode("utf-8")


@MANY
@given(people())
def test_what_goes_out_keeps_to_the_schema(person: Person) -> None:
    jsonschema.validate(json.loads(exchange.to_json(person)), SCHEMA)


def test_the_schema_is_that_of_the_reader() -> None:
    made = PersonDocument.model_json_schema(by_alias=True)
    assert {**made, "$schema": SCHEMA["$schema"]} == SCHEMA, json.dumps(made, indent=1)


def test_somebody_without_a_practice() -> None:
    person = Person(ANN, (), (), (), ())
    assert exchange.from_json(exchange.to_json(person)) == person
    assert [len(text.splitlines()) for text in exchange.to_csv(person).values()] == [1, 1, 1]


def test_moments_may_be_written_in_any_time_zone() -> None:
    text = exchange.to_json(PERSON).replace("2026-03-01T07:30:00Z", "2026-03-01T09:30:00+02:00")
    assert exchange.from_json(text) == PERSON


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "cannot be read as JSON"),
        ("not json", "cannot be read as JSON (line 1)"),
        ("[" * 100_000, "cannot be read as JSON"),
        ("[]", "This is no exported journal"),
        ("{}", "This is no exported journal"),
        ('{"schema": 3}', "This is no exported journal"),
        ('{"schema": "formcheck-analysis/1"}', "This is no exported journal"),
        ('{"schema": "formcheck-journal/2"}', "newer Formcheck (formcheck-journal/2)"),
        ('{"schema": "formcheck-journal/0"}', "This is no exported journal"),
        ('{"schema": "formcheck-journal/1"}', "profile: Field required"),
    ],
)
def test_another_file_is_refused(text: str, said: str) -> None:
    with pytest.raises(JournalError) as raised:
        exchange.from_json(text)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("harm", "where"),
    [
        (lambda d: d["profile"].update(id="xyz"), "profile.id"),
        (lambda d: d["profile"].update(name=""), "profile.name"),
        (lambda d: d["profile"].update(mode="harsh"), "profile.mode"),
        (lambda d: d["sessions"][0]["feelings"].update(pain_before=11), "pain_before"),
        (lambda d: d["sessions"][0]["feelings"].update(pain_before=2.5), "pain_before"),
        (lambda d: d["sessions"][0]["feelings"].update(where=["knee"]), "feelings.where[0]"),
        (lambda d: d["sessions"][0].update(started_at="yesterday"), "sessions[0].started_at"),
        (lambda d: d["sessions"][0].update(started_at="2026-03-01T07:30:00"), "started_at"),
        (lambda d: d["sessions"][0].update(started_at="0001-01-01T00:00:00+09:00"), "started_at"),
        (lambda d: d["sessions"][0]["exercises"][0]["reps"][0].update(number=-1), "reps[0].number"),
        (lambda d: d["sessions"][0]["exercises"][0]["reps"][0].pop("verdict"), "reps[0].verdict"),
        (lambda d: d["sessions"][0].update(mood="good"), "sessions[0].mood"),
        (lambda d: d["sessions"][0].update(started_at=1_700_000_000), "started_at"),
        (lambda d: d["sessions"][0]["exercises"][0]["reps"][0].update(mistakes=[1]), "mistakes[0]"),
        (lambda d: d["sessions"][0]["exercises"][0]["reps"][0].update(number="1"), "number"),
        (lambda d: d["changes"].append(CHANGE | {"after": "banana"}), "changes[0]"),
        (lambda d: d["changes"].append(CHANGE | {"kind": "step"}), "changes[0]"),
        (lambda d: d.update(plan="x" * 1_000_001), "plan"),
        (lambda d: d["sessions"].append(d["sessions"][0]), "sessions"),
    ],
)
def test_a_damaged_export_says_where(harm: Callable[[dict[str, Any]], object], where: str) -> None:
    document = json.loads(exchange.to_json(PERSON))
    harm(document)
    with pytest.raises(JournalError, match="damaged") as raised:
        exchange.from_json(json.dumps(document))
    assert where in str(raised.value)


def test_a_file_without_end_is_not_read() -> None:
    with pytest.raises(JournalError, match="MB"):
        exchange.from_json(" " * (exchange._LARGEST + 1))


def test_no_more_of_a_file_is_read_than_is_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_LARGEST", 100)
    with pytest.raises(JournalError, match="MB"):
        exchange.from_file(Path("/dev/zero"))
    (file := tmp_path / "ann.json").write_bytes(b"\xff")
    with pytest.raises(JournalError, match="not text"):
        exchange.from_file(file)


@pytest.mark.parametrize("part", ["0", "{}", "[]", '{"at": 0}'])
@pytest.mark.parametrize("name", ["gate", "sessions", "changes", "routines", "x"])
def test_a_file_of_nothing_but_faults_tells_a_few(name: str, part: str) -> None:
    """Each fault that is told takes a kilobyte: millions of them would fill the memory."""
    text = f'{{"schema": "formcheck-journal/1", "{name}": [{part}{f", {part}" * 20_000}]}}'
    with pytest.raises(JournalError) as raised:
        exchange.from_json(text)
    assert isinstance(cause := raised.value.__cause__, ValidationError)
    assert cause.error_count() < 10


def test_an_object_without_end_is_refused() -> None:
    many = ", ".join(f'"{number}": 0' for number in range(1000))
    with pytest.raises(JournalError, match="no exported journal"):
        exchange.from_json(f'{{"schema": "formcheck-journal/1", {many}}}')


@MANY
@given(st.data())
def test_whatever_is_put_in_place_of_something_is_refused_or_read(data: st.DataObject) -> None:
    """No file makes anything but a person or a sentence."""
    text = exchange.to_json(PERSON)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    put = data.draw(st.text(max_size=5) | st.sampled_from(["null", "-1", "1e999", "[]", "{}", '"']))
    with suppress(JournalError):
        exchange.from_json(text[:start] + put + text[end:])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_tables() -> None:
    tables = {name: rows(text) for name, text in exchange.to_csv(PERSON).items()}
    assert list(tables) == ["sessions.csv", "repetitions.csv", "mistakes.csv"]
    (session,), (rep,), (mistake,) = tables.values()
    assert (session["date"], session["time"]) == ("2026-03-01", "09:30:00")  # their own clock
    assert (session["minutes"], session["pain_next_morning"]) == ("12.5", "1")
    assert (session["where"], session["sleep"]) == ("mid; low", "")
    assert (session["repetitions"], session["clean_repetitions"]) == ("1", "0")
    assert session["note"] == "stiff, then better"
    assert (rep["exercise"], rep["side"], rep["reach_back_curve"]) == ("cat_cow", "left", "81.25")
    assert (mistake["said"], mistake["value"], mistake["unit"]) == ("yes", "-0.3", "torso")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "|x"])
def test_no_text_is_a_formula(text: str) -> None:
    person = replace(PERSON, sessions=(replace(SESSION, title=text, feelings=Feelings(note=text)),))
    (session,) = rows(exchange.to_csv(person)["sessions.csv"])
    assert session["note"] == session["title"] == "'" + text.replace("\r", "\n")


@MANY
@given(people())
def test_everybody_fits_into_tables(person: Person) -> None:
    tables = exchange.to_csv(person)
    exchange.csv_zip(person)
    for name, text in tables.items():
        found = list(csv.reader(io.StringIO(text, newline="")))
        assert {len(row) for row in found} == {len(found[0])}, name
    assert len(list(csv.reader(io.StringIO(tables["sessions.csv"], newline="")))) == 1 + len(
        person.sessions
    )


def test_times_that_make_no_sense_do_no_harm() -> None:
    ends = (
        replace(SESSION, started_at=datetime.max.replace(tzinfo=UTC)),
        replace(SESSION, started_at=datetime.min.replace(tzinfo=UTC), utc_offset_min=-60),
        replace(SESSION, ended_at=AT - timedelta(hours=1)),
    )
    found = rows(exchange.to_csv(replace(PERSON, sessions=ends))["sessions.csv"])
    assert [row["minutes"] for row in found] == ["", found[1]["minutes"], ""]
    assert [row["date"][:4] for row in found] == ["9999", "0001", "2026"]


def test_the_tables_in_one_file() -> None:
    with zipfile.ZipFile(io.BytesIO(exchange.csv_zip(PERSON))) as archive:
        assert archive.testzip() is None
        for name, text in exchange.to_csv(PERSON).items():
            assert archive.read(name).decode("utf-8-sig") == text
            assert archive.read(name).startswith(b"\xef\xbb\xbf")
