"""YAML text with line numbers: read strictly, so that nothing is silently read as something else.

YAML 1.1 turns `on`, `no`, `1:30`, `010` and dates into other things than were written, keeps the
last of two equal keys, and can blow up through aliases. All of these are refused with a sentence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from formcheck.specs.problems import Fault, Place, Problem, SpecError

MAX_BYTES = 200_000
"""The longest spec so far has under 10 000 bytes."""

_TAG = "tag:yaml.org,2002:"
_PLAIN_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]*)?([eE][-+]?[0-9]+)?")


class _StrictLoader(yaml.SafeLoader):
    """The safe loader without anchors and aliases."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None):
            problem = "anchors (&) and aliases (*) are not used in specs"
            raise yaml.composer.ComposerError(None, None, problem, event.start_mark)
        return super().compose_node(parent, index)


@dataclass(frozen=True, slots=True)
class Document:
    """A spec file's content and where each part of it stands."""

    path: Path
    data: dict[str, Any]
    root: yaml.MappingNode

    def problem(self, fault: Fault) -> Problem:
        """The fault with the file and the line it stands on."""
        return Problem(
            str(self.path), self.line(fault.place), self.field(fault.place),
            fault.message, fault.remedy,
        )  # fmt: skip

    def line(self, place: Place) -> int:
        """The line of a place, or of the deepest part of it that exists."""
        node: yaml.Node = self.root
        line = 1
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            line, node = found
        return line

    def field(self, place: Place) -> str:
        """The place in words, with an item's id for its number: `checks.hips_over_knees.raise`."""
        words: list[str] = []
        node: yaml.Node | None = self.root
        for step in place:
            found = _child(node, step) if node else None
            node = found[1] if found else None
            named = _child(node, "id") if node and isinstance(step, int) else None
            words.append(str(named[1].value if named else step))
        return ".".join(words)


def read_document(path: Path) -> Document:
    """Read one YAML file.

    Raises:
        SpecError: it cannot be read, is too large, is not YAML, or means something else than it
            looks like.
    """
    text = _text(path)
    try:
        loader = _StrictLoader(text)
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise _file_error(path, "is not a spec: it has no `key: value` lines.", _COPY_ONE)
        faults = list(_surprises(root, ()))
        document = Document(path, {}, root)
        if faults:
            raise SpecError(map(document.problem, faults))
        data = loader.construct_document(root)
    except yaml.YAMLError as error:
        raise SpecError([_yaml_problem(path, error)]) from error
    except RecursionError as error:
        raise _file_error(path, "is nested too deeply.", _COPY_ONE) from error
    except ValueError as error:
        raise _file_error(path, f"holds a value that cannot be read ({error}).", "") from error
    return Document(path, data, root)


_COPY_ONE = "Copy one of the shipped specs and change it."


def _text(path: Path) -> str:
    try:
        if not path.is_file():
            what = "is a folder." if path.is_dir() else "does not exist."
            raise _file_error(path, what, "Give the path of a spec such as cat_cow.yaml.")
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        remedy = "Check the path and its permissions."
        raise _file_error(path, f"cannot be read ({error.strerror}).", remedy) from error
    if len(raw) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1000} kB"
        raise _file_error(path, f"is larger than {limit}: this is not a spec.", _COPY_ONE)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem = Problem(
            str(path), line, "", "This line is not UTF-8 text.", "Save the file as plain text."
        )
        raise SpecError([problem]) from error


def _file_error(path: Path, message: str, remedy: str) -> SpecError:
    return SpecError([Problem(str(path), 0, "", f"The file {message}", remedy)])


def _yaml_problem(path: Path, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    remedy = "Check the indentation, colons, quotes and brackets here and on the line above."
    if "\\t" in what:
        what, remedy = "there is a tab", "Indent with spaces."
    elif "anchor" in what:
        remedy = "Write the value out, or put it in quotes."
    elif "could not determine a constructor" in what:
        what, remedy = "tags that begin with ! are not used in specs", "Put the value in quotes."
    elif "another document" in what:
        what, remedy = "a second document begins (---)", "Keep one exercise in each file."
    return Problem(str(path), mark.line + 1 if mark else 0, "", f"Not valid YAML: {what}.", remedy)


def _surprises(node: yaml.Node, place: Place) -> Iterator[Fault]:
    """Everything that YAML would read otherwise than a person does."""
    if isinstance(node, yaml.MappingNode):
        yield from _mapping(node, place)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from _surprises(item, (*place, index))
    elif isinstance(node, yaml.ScalarNode):
        yield from _scalar(node, place)


def _mapping(node: yaml.MappingNode, place: Place) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
        here = (*place, name)
        if key.tag == f"{_TAG}bool":
            message = f"YAML reads the key '{name}' as true or false."
            yield Fault(here, message, "Use another word, or put it in quotes.")
        elif key.tag != f"{_TAG}str":
            yield Fault(here, f"The key '{name}' is not a word.", "Begin it with a letter.")
        elif name in seen:
            message = f"The key '{name}' already stands on line {seen[name]}."
            yield Fault(here, message, "Keep one of the two.")
        seen.setdefault(name, key.start_mark.line + 1)
        yield from _surprises(value, here)


def _scalar(node: yaml.ScalarNode, place: Place) -> Iterator[Fault]:
    text, kind = str(node.value), node.tag.removeprefix(_TAG)
    if kind == "null":
        yield Fault(place, "There is no value.", "Fill it in, or delete the line.")
    elif kind == "bool" and text.lower() not in ("true", "false"):
        remedy = "Put it in quotes, or write true or false."
        yield Fault(place, f"YAML reads '{text}' as true or false.", remedy)
    elif kind == "timestamp":
        yield Fault(place, f"YAML reads '{text}' as a date.", "Put it in quotes.")
    elif kind in ("int", "float") and not _plain(text):
        remedy = "Write a plain decimal number, or put it in quotes."
        yield Fault(place, f"YAML does not read '{text}' as it looks.", remedy)


def _plain(text: str) -> bool:
    return bool(_PLAIN_NUMBER.fullmatch(text)) and math.isfinite(float(text))


def _child(node: yaml.Node, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        # The last of equal keys, so that a repeated key points at the repetition.
        for key, value in reversed(node.value):
            if isinstance(key, yaml.ScalarNode) and key.value == step:
                return key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None
