"""The small expression language of exercise specs: text -> a tree of frozen nodes.

Python's own grammar is used for parsing (`ast`), then everything but numbers, names, `side.part`
points, calls of known words and the four operations is refused. Nothing is ever executed.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Literal

MAX_LENGTH = 200
SIDES = ("near", "far", "left", "right", "mid", "work", "rest")
PARTS = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")


class ExpressionError(ValueError):
    """An expression that cannot be understood; the message says what and how to mend it."""


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number; it takes the unit its neighbour needs."""

    value: float


@dataclass(frozen=True, slots=True)
class Point:
    """A body point such as `near.hip`, or `nose` (side is then empty)."""

    side: str
    part: str


@dataclass(frozen=True, slots=True)
class Name:
    """A bare word: a spec's own signal, a body signal, a side, a phase or a template."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A vocabulary word with arguments; `options` are the keyword arguments, in order."""

    word: str
    args: tuple[Node, ...]
    options: tuple[tuple[str, Node], ...] = ()


@dataclass(frozen=True, slots=True)
class Operation:
    """`left op right`."""

    op: Literal["+", "-", "*", "/"]
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Negative:
    """`-of`."""

    of: Node


Node = Number | Point | Name | Call | Operation | Negative

_OPERATIONS: dict[type[ast.operator], Literal["+", "-", "*", "/"]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}


def parse(text: str) -> Node:
    """Parse one expression.

    Raises:
        ExpressionError: the text is too long, not an expression, or uses something outside the
            language (strings, subscripts, comparisons, attributes other than `side.part`, ...).
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"longer than {MAX_LENGTH} characters; name a part of it as a signal")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"cannot be read as an expression: {text!r}") from error
    return _node(tree.body)


def _node(tree: ast.expr) -> Node:
    match tree:
        case ast.Constant(value=bool()):
            raise ExpressionError("true and false are not numbers")
        case ast.Constant(value=int() | float() as value):
            return Number(float(value))
        case ast.Name(id="nose"):
            return Point("", "nose")
        case ast.Name(id=name):
            return Name(name)
        case ast.Attribute(value=ast.Name(id=side), attr=part):
            return _point(side, part)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            return Operation(_OPERATIONS[type(op)], _node(left), _node(right))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Negative(_node(operand))
        case ast.Call(func=ast.Name(id=word), args=args, keywords=keywords):
            return Call(word, tuple(map(_node, args)), tuple(map(_option, keywords)))
    raise ExpressionError(
        "only numbers, names, side.part points, calls of known words and + - * / are allowed"
    )


def _option(keyword: ast.keyword) -> tuple[str, Node]:
    if keyword.arg is None:
        raise ExpressionError("** is not part of the language")
    return keyword.arg, _node(keyword.value)


def _point(side: str, part: str) -> Point:
    if side not in SIDES:
        raise ExpressionError(f"unknown side {side!r}; use one of {', '.join(SIDES)}")
    if part not in PARTS:
        raise ExpressionError(f"unknown body part {part!r}; use one of {', '.join(PARTS)}")
    return Point(side, part)
