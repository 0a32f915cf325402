"""Evaluates the expressions of a spec on one body after the other.

A `Measurer` remembers what expressions need from the past (filters, windows, the peak of this
repetition) and what is known of the person (`Known`: neutral, own ranges, templates).
"""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.signals.backs import Backs
from formcheck.signals.body import Body
from formcheck.signals.known import Known
from formcheck.signals.measure import Measure
from formcheck.signals.nodes import collect_neutral, spec_texts, stateful_nodes
from formcheck.signals.now import Now, Program
from formcheck.signals.programs import Programs
from formcheck.specs.expression import Node, parse
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.units import WHOLE_REP


class Measurer:
    """Values of a spec's expressions, frame by frame."""

    def __init__(
        self, spec: ExerciseSpec, known: Known | None = None, backs: Backs | None = None
    ) -> None:
        """`backs`: what reads the outlines; for a recording, one that remembers them."""
        self.spec = spec
        self._now = Now(known or Known(), backs or Backs())
        self._programs = Programs(spec, self._now)
        self._texts: dict[tuple[str, bool], Program] = {}
        self._uses: dict[tuple[str, frozenset[str]], bool] = {}
        self._nodes = [*self._programs.signals.values(), *map(parse, spec_texts(spec))]
        self._followed = stateful_nodes(self._nodes)
        self._looks = [self._programs.look_of(node) for node in self._followed]

    @property
    def known(self) -> Known:
        """What is known of the person."""
        return self._now.known

    @known.setter
    def known(self, known: Known) -> None:
        """Values that were worked out in this frame already stay; see `learn`."""
        self._now.known = known

    @property
    def durations(self) -> dict[str, float]:
        """Seconds of the phases of this repetition by id, and of the whole as `rep`."""
        return self._now.durations

    def ask_only(self, nodes: Iterable[Node]) -> None:
        """Nothing else will be asked: follow the past of no more than these need.

        Exact as long as no working side is known, as in the passes that calibrate.
        """
        followed = self._programs.needed(self._followed, nodes)
        self._looks = [self._programs.look_of(node) for node in followed]

    def update(self, body: Body) -> None:
        """Move on to the next frame; windows and peaks take its values in."""
        self._now.see(body)
        for look in self._looks:
            look()

    def learn(self, known: Known) -> None:
        """Take over what is known of the person, from this frame on."""
        self._now.known = known
        self._now.turn += 1

    def begin_rep(self, since_s: float | None = None) -> None:
        """Forget the peaks and durations of the repetition before.

        `since_s`: the repetition began already then, at most `LATELY_S` ago.
        """
        self._programs.begin_rep(since_s)
        self.durations.clear()

    def end_rep(self) -> None:
        """Forget how far and how fast the movement went since the repetition before."""
        self._programs.end_rep()
        done_s = self.durations.pop(WHOLE_REP, None)
        self._now.paces.extend([] if done_s is None else [done_s])

    def value(self, expression: str | float | int, strict: bool = False) -> Measure:
        """Value of an expression text (or a plain number) in this frame.

        `strict`: own ranges that are only assumed have no value (`NotKnownYet`).
        """
        if not isinstance(expression, str):
            return float(expression)
        program = self._texts.get((expression, strict))
        if program is None:
            program = self._programs.of(parse(expression), strict)
            self._texts[expression, strict] = program
        return program()

    def neutral_nodes(self) -> dict[str, Node]:
        """Everything whose start value is needed, by key."""
        found: dict[str, Node] = {}
        for node in self._nodes:
            collect_neutral(node, found)
        return found

    def program(self, node: Node) -> Program:
        """What gives the value of a parsed node in this frame, whenever it is called."""
        return self._programs.of(node)

    def node_value(self, node: Node) -> Measure:
        """Value of a parsed node in this frame."""
        return self._programs.of(node)()

    def uses(self, expression: str, words: frozenset[str]) -> bool:
        """Whether an expression is computed from one of the given words, at any depth."""
        slot = expression, words
        if slot not in self._uses:
            self._uses[slot] = self._programs.uses(parse(expression), words)
        return self._uses[slot]
