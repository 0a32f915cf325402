"""Files that are not specs: each gives a sentence with file and line, never a traceback."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from broken_spec import SOUND, Broken, assert_only_problem, problems_of
from hypothesis import given, settings
from hypothesis import strategies as st

from formcheck.specs.document import MAX_BYTES
from formcheck.specs.loader import SpecError, UnknownExerciseError, find_spec, load_all, load_spec
from formcheck.specs.validate import check_spec_file

CHECK_YAML = "Check the indentation, colons, quotes and brackets here and on the line above."
COPY_ONE = "Copy one of the shipped specs and change it."

KEYS = {
    "misspelt key": Broken(
        "    raise: {over: 12,", "    rasie: {over: 12,", "checks.hips_still.rasie",
        "Unknown key 'rasie'.", "Did you mean 'raise'?",
    ),
    "misspelt required key": Broken(
        "title: Example", "tittle: Example", "tittle", "Unknown key 'tittle'.",
        "Did you mean 'title'?",
    ),
    "key by its name in the code": Broken(
        "    if: hips\n", "    signal: hips\n", "checks.hips_still.signal",
        "Unknown key 'signal'.",
        "Use one of: adjust, also_ok_if, any, basis, clear, confidence, id, if, live, mistake, "
        "observe, phases, praise, raise, say, severity, views, worse.",
    ),
    "missing key": Broken(
        "title: Example\n", "", "", "The key 'title' is missing.", "Add it.",
        at="# A sound spec",
    ),
    "missing key of an item": Broken(
        "praise: Hips steady\n    views: [side]\n", "praise: Hips steady\n", "checks.hips_still",
        "The key 'views' is missing.", "Add it.", at="- id: hips_still",
    ),
    "unknown choice": Broken(
        "confidence: A", "confidence: S", "checks.hips_still.confidence",
        "'S' is not known here.", "Use one of: A, B, C.",
    ),
    "misspelt choice": Broken(
        "preferred: side", "preferred: sied", "camera.preferred",
        "'sied' is not known here.", "Did you mean 'side'?",
    ),
    "unknown view": Broken(
        "    front: {azimuth_deg", "    top: {azimuth_deg", "camera.views.top",
        "'top' is not known here.", "Use one of: front, oblique, side.",
    ),
    "another version": Broken(
        "schema: formcheck/1", "schema: formcheck/2", "schema",
        "'formcheck/2' is not known here.", "Did you mean 'formcheck/1'?",
    ),
    "word where a number belongs": Broken(
        "seconds: 1.5", "seconds: two", "calibrate.neutral.seconds",
        "A number is needed here, not 'two'.", "Write a plain number.",
    ),
    "number where a word belongs": Broken(
        "title: Example", "title: 12", "title", "Text is needed here, not '12'.",
        "Put the text in quotes.",
    ),
    "word where pairs belong": Broken(
        "basis: {kind: measured, note: \"rendered\"}", "basis: measured", "checks.hips_still.basis",
        "`key: value` pairs are needed here, not 'measured'.", "Compare with a shipped spec.",
    ),
    "word where a list belongs": Broken(
        "equipment: [mat]", "equipment: mat", "equipment", "A list is needed here, not 'mat'.",
        "Write it in [brackets].",
    ),
    "id with a capital": Broken(
        "- id: gentle", "- id: Gentle", "checks.Gentle.id", "'Gentle' cannot be a name.",
        "Use small letters, digits and _, beginning with a letter.",
    ),
    "name with a space": Broken(
        "  pace: {is:", "  my pace: {is:", "signals.my pace", "'my pace' cannot be a name.",
        "Use small letters, digits and _, beginning with a letter.",
    ),
    "empty expression": Broken(
        '"speed(drop)"', '""', "signals.pace.is", "The text is empty.",
        "Fill it in, or delete the line.",
    ),
    "long expression": Broken(
        '"speed(drop)"', f'"pace + {"drop + " * 40}drop"', "signals.pace.is",
        "The text is longer than 200 characters.", "Shorten it.", at="pace + drop",
    ),
    "true as a number": Broken(
        "{if: drop, over: 0.2, for_s: 0.3}", "{if: drop, over: true, for_s: 0.3}",
        "phases.setup.leave.0.when.over", "'true' does not belong here.", "Give a number or text.",
    ),
}  # fmt: skip

SURPRISES = {
    "on as a key": Broken(
        "    raise: {over: 12,", "    on: {over: 12,", "checks.hips_still.on",
        "YAML reads the key 'on' as true or false.", "Use another word, or put it in quotes.",
    ),
    "no as a value": Broken(
        "praise: Hips steady", "praise: No", "checks.hips_still.praise",
        "YAML reads 'No' as true or false.", "Put it in quotes, or write true or false.",
    ),
    "minutes": Broken(
        "default: 30,", "default: 1:30,", "dose.hold_s.default",
        "YAML does not read '1:30' as it looks.",
        "Write a plain decimal number, or put it in quotes.",
    ),
    "leading zero": Broken(
        "default: 30,", "default: 030,", "dose.hold_s.default",
        "YAML does not read '030' as it looks.",
        "Write a plain decimal number, or put it in quotes.",
    ),
    "infinity": Broken(
        "worse: {over: 20,", "worse: {over: .inf,", "checks.hips_still.worse.over",
        "YAML does not read '.inf' as it looks.",
        "Write a plain decimal number, or put it in quotes.",
    ),
    "not a number": Broken(
        "worse: {over: 20,", "worse: {over: .nan,", "checks.hips_still.worse.over",
        "YAML does not read '.nan' as it looks.",
        "Write a plain decimal number, or put it in quotes.",
    ),
    "date": Broken(
        "title: Example", "title: 2024-01-31", "title", "YAML reads '2024-01-31' as a date.",
        "Put it in quotes.",
    ),
    "nothing after the colon": Broken(
        "praise: Hips steady", "praise:   # later", "checks.hips_still.praise",
        "There is no value.", "Fill it in, or delete the line.",
    ),
    "key twice": Broken(
        "position: quadruped\n", "position: quadruped\ntitle: Again\n", "title",
        "The key 'title' already stands on line 4.", "Keep one of the two.", at="title: Again",
    ),
    "signal twice": Broken(
        "  pace: {is:", '  drop: {is: "x", unit: deg}\n  pace: {is:', "signals.drop",
        "The key 'drop' already stands on line 51.", "Keep one of the two.",
    ),
    "number as a key": Broken(
        "  pace: {is:", "  12: {is:", "signals.12", "The key '12' is not a word.",
        "Begin it with a letter.",
    ),
    "merge key": Broken(
        "  pace: {is:", "  <<: {a: b}\n  pace: {is:", "signals.<<", "The key '<<' is not a word.",
        "Begin it with a letter.",
    ),
}  # fmt: skip

NOT_YAML = {
    "open bracket": Broken(
        "equipment: [mat]", "equipment: [mat", "",
        "Not valid YAML: expected ',' or ']', but got ':'.", CHECK_YAML, at="benefit:",
    ),
    "colon in a text": Broken(
        "benefit: Shows the language.", "benefit: Shows: the language.", "",
        "Not valid YAML: mapping values are not allowed here.", CHECK_YAML,
    ),
    "tab": Broken(
        "  neutral: {", "\tneutral: {", "", "Not valid YAML: there is a tab.",
        "Indent with spaces.",
    ),
    "alias": Broken(
        "equipment: [mat]", "equipment: *things", "",
        "Not valid YAML: anchors (&) and aliases (*) are not used in specs.",
        "Write the value out, or put it in quotes.",
    ),
    "anchor": Broken(
        "equipment: [mat]", "equipment: &things [mat]", "",
        "Not valid YAML: anchors (&) and aliases (*) are not used in specs.",
        "Write the value out, or put it in quotes.",
    ),
    "code": Broken(
        "title: Example", "title: !!python/object/apply:os.system [ls]", "",
        "Not valid YAML: tags that begin with ! are not used in specs.",
        "Put the value in quotes.",
    ),
    "two documents": Broken(
        "journal: [hold_time]", "journal: [hold_time]\n---\na: b", "",
        "Not valid YAML: a second document begins (---).", "Keep one exercise in each file.",
        at="---",
    ),
}  # fmt: skip

ALL = KEYS | SURPRISES | NOT_YAML


@pytest.mark.parametrize("broken", ALL.values(), ids=ALL.keys())
def test_one_slip_gives_one_problem(broken: Broken, tmp_path: Path) -> None:
    assert_only_problem(broken, tmp_path)


def test_a_problem_is_one_line_and_json(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(KEYS["misspelt key"].text, encoding="utf-8")
    (problem,) = check_spec_file(path)
    line = KEYS["misspelt key"].line
    assert str(problem) == (
        f"{path}:{line}: checks.hips_still.rasie: Unknown key 'rasie'. Did you mean 'raise'?"
    )
    assert json.loads(json.dumps(asdict(problem)))["line"] == line


def test_several_faults_are_listed_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = SOUND.replace("benefit: Shows", "benefit: Cures").replace("{to: up,", "{to: pu,")
    text = text.replace("say: Ease in slowly", "say: Never rush")
    assert [field for _, field, _, _ in problems_of(text, tmp_path)] == [
        "benefit", "phases.hold.leave.0.to", "checks.gentle.say",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "message", "remedy"),
    [
        (b"", "is not a spec: it has no `key: value` lines.", COPY_ONE),
        (b"# nothing but a comment\n", "is not a spec: it has no `key: value` lines.", COPY_ONE),
        (b"- a\n- list\n", "is not a spec: it has no `key: value` lines.", COPY_ONE),
        (b"a: " + b"[" * 9_000, "is nested too deeply.", COPY_ONE),
        (b"a: b\n" * MAX_BYTES, "is larger than 200 kB: this is not a spec.", COPY_ONE),
    ],
)
def test_a_file_that_is_no_spec(content: bytes, message: str, remedy: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    (problem,) = check_spec_file(path)
    assert str(problem) == f"{path}: The file {message} {remedy}"


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: b\nname: caf\xe9\n")
    (problem,) = check_spec_file(path)
    assert str(problem) == f"{path}:2: This line is not UTF-8 text. Save the file as plain text."


def test_a_binary_file(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"\x00\x01\x02")
    (problem,) = check_spec_file(path)
    assert problem.message == "Not valid YAML: special characters are not allowed."


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (missing,) = check_spec_file(tmp_path / "x.yaml")
    (folder,) = check_spec_file(tmp_path)
    assert missing.message == "The file does not exist."
    assert folder.message == "The file is a folder."


def test_a_spec_that_is_not_sound_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(KEYS["misspelt key"].text, encoding="utf-8")
    with pytest.raises(SpecError, match="Did you mean 'raise'"):
        load_spec(path)


def test_all_specs_of_a_folder_or_all_their_problems(tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(
        SOUND.replace("id: example", "id: other").replace("title: Example", "title: Other"), "utf-8"
    )
    assert list(load_all(tmp_path)) == ["example", "other"]
    (tmp_path / "third.yaml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "fourth.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load_all(tmp_path)
    assert {Path(problem.file).stem for problem in caught.value.problems} == {"third", "fourth"}


def test_a_folder_without_specs(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"There are no exercise specs here\. Give a folder"):
        load_all(tmp_path)


def test_finding_an_exercise_by_any_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text(SOUND, encoding="utf-8")
    for name in ("example", "Example", "sample reach", "Sample-Reach"):
        assert find_spec(name, tmp_path).id == "example"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("exampel", "There is no exercise 'exampel'. Did you mean 'example'? Exercises: example."),
        ("sample raech", "There is no exercise 'sample raech'. Did you mean 'example'? "
         "Exercises: example."),
        ("zzz", "There is no exercise 'zzz'. Exercises: example."),
        ("", "There is no exercise ''. Exercises: example."),
    ],
)  # fmt: skip
def test_an_unknown_exercise_names_the_nearest(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "example.yaml").write_text(SOUND, encoding="utf-8")
    with pytest.raises(UnknownExerciseError) as caught:
        find_spec(name, tmp_path)
    assert str(caught.value) == text


LINES = SOUND.splitlines()


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["", "  ", "- ", "x: ", "{", "]", '"', "*a", "&b ", "!c ", "%", "\t", "? "]),
    st.booleans(),
)
def test_no_slip_of_the_pen_gives_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, index: int, slip: str, delete: bool
) -> None:
    """Whatever is put before a line, or in its place: problems, and each says what to do."""
    lines = [*LINES]
    lines[index] = slip if delete else slip + lines[index]
    found = problems_of("\n".join(lines), tmp_path_factory.getbasetemp())
    assert all(message and remedy for _, _, message, remedy in found)
