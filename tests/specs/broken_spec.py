"""A sound spec, broken in one place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from formcheck.specs.validate import check_spec_file

SOUND = (Path(__file__).parent / "example.yaml").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Broken:
    """One change to the sound spec and the one problem that it must give.

    Attributes:
        old, new: the change; `old` stands exactly once in the sound spec.
        field, message, remedy: of the expected problem.
        at: text in the line that the problem must point at; the line of `new` if empty.
    """

    old: str
    new: str
    field: str
    message: str
    remedy: str
    at: str = ""

    @property
    def text(self) -> str:
        """The broken spec."""
        assert SOUND.count(self.old) == 1, f"{SOUND.count(self.old)} times in it: {self.old}"
        return SOUND.replace(self.old, self.new)

    @property
    def line(self) -> int:
        """The line that the problem must point at."""
        where = self.at or self.new.strip().splitlines()[0]
        assert self.text.count(where) == 1, f"{self.text.count(where)} times in it: {where}"
        return self.text[: self.text.index(where)].count("\n") + 1


def problems_of(text: str, folder: Path) -> list[tuple[int, str, str, str]]:
    """Line, field, message and remedy of each problem of a spec text."""
    path = folder / "example.yaml"
    path.write_text(text, encoding="utf-8")
    found = check_spec_file(path)
    assert {problem.file for problem in found} <= {str(path)}
    return [(one.line, one.field, one.message, one.remedy) for one in found]


def assert_only_problem(broken: Broken, folder: Path) -> None:
    """The broken spec gives exactly the problem it must give."""
    expected = (broken.line, broken.field, broken.message, broken.remedy)
    assert problems_of(broken.text, folder) == [expected]
