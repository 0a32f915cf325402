"""From which camera views an expression can be measured."""

from __future__ import annotations

from dataclasses import dataclass

from formcheck.specs.expression import (
    Call,
    ExpressionError,
    Name,
    Negative,
    Node,
    Operation,
    parse,
)
from formcheck.specs.schema import ExerciseSpec
from formcheck.specs.vocabulary import ALL_VIEWS, BODY, WORDS, View


@dataclass(frozen=True, slots=True)
class Sight:
    """The views in which something can be measured; `because` names what the others hide."""

    views: frozenset[View]
    because: dict[View, str]

    def __and__(self, other: Sight) -> Sight:
        return Sight(self.views & other.views, {**other.because, **self.because})


EVERYWHERE = Sight(frozenset(ALL_VIEWS), {})


def sight(text: str, spec: ExerciseSpec) -> Sight:
    """The views in which an expression of the spec can be measured.

    Own signals count with the views they are restricted to. What cannot be parsed counts as seen
    everywhere: other rules refuse it.
    """
    return _text(text, spec, frozenset())


def _text(text: str, spec: ExerciseSpec, inside: frozenset[str]) -> Sight:
    try:
        return _node(parse(text), spec, inside)
    except ExpressionError:
        return EVERYWHERE


def _node(node: Node, spec: ExerciseSpec, inside: frozenset[str]) -> Sight:
    match node:
        case Name(name):
            return _name(name, spec, inside)
        case Negative(of):
            return _node(of, spec, inside)
        case Operation(_, left, right):
            return _node(left, spec, inside) & _node(right, spec, inside)
        case Call("duration", _):
            return EVERYWHERE
        case Call("learned", (Name(name),)) if name in spec.calibrate.templates:
            if f"{name}()" in inside:
                return EVERYWHERE
            template = spec.calibrate.templates[name]
            inside = inside | {f"{name}()"}
            return _text(template.of, spec, inside) & _name(template.by, spec, inside)
        case Call(word, args):
            found = _only(WORDS[word].views, word) if word in WORDS else EVERYWHERE
            for argument in args:
                found = found & _node(argument, spec, inside)
            return found
    return EVERYWHERE


def _name(name: str, spec: ExerciseSpec, inside: frozenset[str]) -> Sight:
    if name in inside:
        return EVERYWHERE
    signal = spec.signals.get(name)
    if signal is None:
        return _only(BODY[name].views, name) if name in BODY else EVERYWHERE
    found = _text(signal.expression, spec, inside | {name})
    return found & _only(signal.views or ALL_VIEWS, name)


def _only(views: tuple[View, ...], name: str) -> Sight:
    return Sight(frozenset(views), {view: name for view in ALL_VIEWS if view not in views})
