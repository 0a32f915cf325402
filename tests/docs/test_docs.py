"""The documentation says what is so: nothing is missing, no link is dead, every command exists."""

from __future__ import annotations

import importlib.util
import math
import re
import shlex
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
import typer
from pydantic import BaseModel

from formcheck.cli import app
from formcheck.coach.gate import lost_instruction
from formcheck.pose.model import ModelError, ensure_model
from formcheck.pose.system import APT_PACKAGES
from formcheck.report.words import sentence
from formcheck.safety.stop import GUIDANCE, STOP_WORDS
from formcheck.specs import schema
from formcheck.specs.expression import PARTS, SIDES
from formcheck.specs.loader import load_all
from formcheck.specs.rules.conditions import SHORTEST_S
from formcheck.specs.rules.hysteresis import SMALLEST_GAP
from formcheck.specs.rules.wording import MAX_WORDS
from formcheck.specs.vocabulary import WORDS, Unit
from formcheck.ui.pictures import pictures_of
from tools.doc_pages.disagreements import HEADING
from tools.doc_pages.example import example
from tools.doc_pages.pages import DOCS, README, ROOT, pages

SPECS = load_all()
GENERATED = pages()
PAGES = [README, *sorted(DOCS.glob("*.md"))]
PHYSIO, EXERCISES = DOCS / "for-physiotherapists.md", DOCS / "exercises.md"
LIMITS = DOCS / "limits.md"
REMEDY = "run: .venv/bin/python -m tools.doc_pages"
MAX_IMAGE_BYTES = 300_000
LINK = re.compile(r"\]\(([^()\s]+)\)")
COMMAND = re.compile(r"(?<![\w/])(?:\.venv/bin/)?formcheck ((?:[^`\n\\]|\\\n)+)")
MODULE = re.compile(r"python -m (tools\.\w+)")

named = pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
shipped = pytest.mark.parametrize("name", SPECS)


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


# ------------------------------------------------------------------------- nothing is missing


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_generated_pages_are_in_step_with_the_code(path: Path) -> None:
    assert path.is_file(), REMEDY
    assert text(path) == GENERATED[path], f"{path.name} is behind; {REMEDY}"


def entry(page: Path, name: str) -> str:
    """What a page says of an exercise."""
    assert f"\n## {SPECS[name].title}\n" in text(page), f"{name} is missing; {REMEDY}"
    return text(page).split(f"\n## {SPECS[name].title}\n")[1].split("\n## ")[0]


def rows(part: str) -> list[str]:
    return [line for line in part.splitlines() if line.startswith("|")]


@shipped
def test_each_exercise_has_an_entry_of_its_own(name: str) -> None:
    spec, found = SPECS[name], entry(EXERCISES, name)
    assert spec.steps[0] in found and spec.safety.easier in found
    for thing in (*spec.equipment, *spec.safety.stop_if):
        assert thing in found
    assert f"images/camera-{name}.svg" in found
    if pictures_of(name) is not None:
        assert f"pictures/{name}_start." in found and f"pictures/{name}_end." in found
    assert ("Needs a clinician's review" in found) == (spec.review is not None)


@shipped
def test_each_mistake_says_how_it_is_judged(name: str) -> None:
    for mistake in SPECS[name].mistakes:
        (row,) = [row for row in rows(entry(EXERCISES, name)) if f"| `{mistake.id}` |" in row]
        assert f'"{mistake.text}"' in row
        assert row.split(" | ")[2].strip(), f"{mistake.id} is not handled"


@shipped
def test_each_check_has_its_limits(name: str) -> None:
    found = entry(LIMITS, name)
    for mistake in SPECS[name].mistakes:
        assert f"**`{mistake.id}`**" in found and mistake.text in found
    for check in SPECS[name].checks:
        assert f"`{check.id}`" in found


@shipped
def test_where_the_sources_disagree_stands_in_one_place(name: str) -> None:
    found = rows(text(EXERCISES).split(f"\n## {HEADING}\n")[1])
    for one in SPECS[name].disagreements:
        (about,) = [row for row in found if sentence(one.about) in row and sentence(one.we) in row]
        for source, said in one.said.items():
            assert f"{SPECS[name].sources[source].publisher}: {sentence(said)}" in about


def test_the_readme_leads_to_each_main_exercise() -> None:
    page = text(README)
    for spec in SPECS.values():
        linked = f"[{spec.title}](docs/exercises.md#" in page
        assert linked == (spec.variant_of is None), spec.id


def test_the_readme_counts_every_mistake_once() -> None:
    (row,) = [row for row in rows(text(README)) if row.startswith("| **all** |")]
    exercises, mistakes, *ways = map(int, re.findall(r"\d+", row))
    assert exercises == len(SPECS)
    assert mistakes == sum(ways) == sum(len(spec.mistakes) for spec in SPECS.values())


@pytest.mark.parametrize("word", WORDS)
def test_each_word_of_the_language_is_explained(word: str) -> None:
    assert re.search(rf"\| `{word}[`(]", text(PHYSIO)), f"{word}: {REMEDY}"


@pytest.mark.parametrize("unit", get_args(Unit))
def test_each_unit_is_explained(unit: str) -> None:
    assert f"| `{unit}` |" in text(PHYSIO)
    assert f"`{unit}`" in text(DOCS / "json.md")


def spec_keys() -> Iterator[str]:
    for model in vars(schema).values():
        if isinstance(model, type) and issubclass(model, BaseModel):
            yield from (field.alias or key for key, field in model.model_fields.items())


@pytest.mark.parametrize("key", sorted({*spec_keys()} - {"variant_of"}))  # not written in a file
def test_each_key_of_a_spec_is_explained(key: str) -> None:
    assert re.search(rf"`{key}[`:]", text(PHYSIO))


@pytest.mark.parametrize(
    "choice",
    [
        *get_args(schema.Position),
        *get_args(schema.Severity),
        *get_args(schema.Basis.model_fields["kind"].annotation),
        *get_args(schema.Reminder.model_fields["how"].annotation),
        *get_args(schema.Check.model_fields["observe"].annotation),
        *(*SIDES, *PARTS),
    ],
)
def test_each_choice_in_a_spec_is_named(choice: str) -> None:
    assert f"`{choice}`" in text(PHYSIO)


def test_the_rules_for_limits_and_cues_have_their_true_numbers() -> None:
    page = " ".join(text(PHYSIO).split())
    assert f"at most {MAX_WORDS} words" in page
    assert f"at least {100 * SMALLEST_GAP:.0f} percent" in page
    assert f"at least {SHORTEST_S:g} s" in page


@pytest.mark.parametrize(
    "reason", ["nobody in view", "too far from the camera", "too dark to see", "..."]
)
def test_what_the_app_says_about_the_picture_is_explained(reason: str) -> None:
    said = lost_instruction(reason)
    assert f"\n| {said}" in text(DOCS / "camera.md")


# ------------------------------------------------------------------------- nothing is dead


def headings(page: Path) -> set[str]:
    titles = re.findall(r"(?m)^#+ (.*)$", text(page))
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@named
def test_links_and_images_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(text(page)):
        if "://" in link:
            continue
        path, _, heading = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if heading:
            assert heading in headings(target), link


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [README]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        links = (page.parent / link.partition("#")[0] for link in LINK.findall(text(page)))
        found = {path.resolve() for path in links if path.suffix == ".md"}
        waiting += found - reached - set(waiting)
    assert set(PAGES) <= reached


@pytest.mark.parametrize("image", sorted((DOCS / "images").iterdir()), ids=lambda path: path.name)
def test_images_are_small_and_shown_somewhere(image: Path) -> None:
    assert image.stat().st_size < MAX_IMAGE_BYTES
    assert any(f"images/{image.name})" in text(page) for page in PAGES)


@named
def test_pages_are_plain_text(page: Path) -> None:
    assert text(page).isascii()
    assert "<!-- generated" not in re.sub(
        r"(?s)<!-- generated: (\w+) -->.+?<!-- end of \1 -->", "", text(page)
    )


# ------------------------------------------------------------------------- commands are real


def quoted_commands() -> list[tuple[str, str]]:
    return [
        (page.name, " ".join(command.replace("\\\n", " ").split()))
        for page in PAGES
        for command in COMMAND.findall(text(page))
    ]


def resolved(words: list[str]) -> tuple[set[str], list[str]]:
    """The options of the command that the words name, and the words after its name."""
    command = typer.main.get_command(app)
    while commands := getattr(command, "commands", {}):
        name, *words = words
        assert name in commands, f"there is no command '{name}'"
        command = commands[name]
    return {name for param in command.params for name in param.opts}, words


def test_commands_are_quoted_at_all() -> None:
    first = {command.split()[0] for page, command in quoted_commands() if page == "README.md"}
    assert first >= {"analyze", "list", "show", "record", "replay", "spec", "model"}


@pytest.mark.parametrize(("page", "command"), quoted_commands())
def test_quoted_commands_exist_with_their_options(page: str, command: str) -> None:
    options, rest = resolved(shlex.split(command.split(" #")[0]))
    given = {word for word in rest if word.startswith("-")}
    assert given <= options, f"{page}: {given - options}"
    for option, value in pairwise(rest):
        if option in ("--exercise", "-e") and not value.isupper() and "." not in value:
            assert value in SPECS


@named
def test_scripts_modules_and_targets_that_are_quoted_exist(page: Path) -> None:
    for command in re.findall(r"python3 run\.py (\w+)", text(page)):
        assert command in ("app", "test")
    for module in MODULE.findall(text(page)):
        assert importlib.util.find_spec(module) is not None
    targets = re.findall(r"(?m)^(\w+):", text(ROOT / "Makefile"))
    for target in re.findall(r"(?m)(?:^|`)make (\w+)", text(page)):
        assert target in targets
    for script in re.findall(r"(?m)^\.\w+/\w+", text(page)):
        assert script.startswith(".venv/") or (ROOT / script).is_file()


# ------------------------------------------------------------------------- the readme's facts


def test_the_readme_names_the_system_packages() -> None:
    assert f"sudo apt-get install {' '.join(APT_PACKAGES)}" in text(README)


def test_the_readme_names_the_python_versions() -> None:
    wanted = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["requires-python"]
    assert wanted == ">=3.11,<3.14"
    assert "Python 3.11, 3.12 or 3.13" in text(README)


def test_the_readme_shows_what_the_set_up_prints() -> None:
    packages = len(re.findall(r"(?m)^\S+==", text(ROOT / "requirements.lock")))
    assert f"Installing Formcheck's {packages} packages into .venv" in text(README)
    script = text(ROOT / "run.py")
    for line in ("Making the Python environment .venv", "Formcheck is installed.",
                 "Opening Formcheck; stop it with Ctrl+C."):  # fmt: skip
        assert line in script
        assert line in text(README)


def test_the_health_line_is_there() -> None:
    for page in (README, EXERCISES):
        assert f"{STOP_WORDS} {GUIDANCE}" in " ".join(text(page).split())


def same(one: str, other: str) -> bool:
    """Equal words, and numbers that differ by no more than computers do."""
    try:
        return math.isclose(float(one), float(other), rel_tol=0.1, abs_tol=0.3)
    except ValueError:
        return one == other


def test_the_example_in_the_readme_is_what_the_command_prints() -> None:
    try:
        model = ensure_model()
    except ModelError as error:
        pytest.skip(str(error))
    page = text(README)
    shown = page.split("<!-- generated: example -->")[1].split("<!-- end of example -->")[0]
    now = example(model)
    words = list(zip(shown.split(), now.split(), strict=False))
    assert len(shown.split()) == len(now.split()), f"{REMEDY} --example"
    assert all(same(*pair) for pair in words), f"{REMEDY} --example"
