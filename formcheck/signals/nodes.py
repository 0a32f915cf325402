"""Walking the expression trees of a spec: keys, children, and what must be remembered."""

from __future__ import annotations

from collections.abc import Iterable

from formcheck.signals.body import other_side
from formcheck.specs.expression import Call, Name, Negative, Node, Number, Operation, Point
from formcheck.specs.schema import Condition, ExerciseSpec

FORWARD = "forward"
"""Not a word of the language: how far forward a point was, kept for `wall_gap`."""
WITH_WINDOW = frozenset({"speed", "rate", "sd", "reversals", "rise_time", "fall_time", "together"})
STATEFUL = WITH_WINDOW | {"peak", "range", "turned"}


def key(node: Node) -> str:
    """A readable, unique text for a node; neutral values are stored under it."""
    match node:
        case Number(value):
            return f"{value:g}"
        case Point(side, part):
            return f"{side}.{part}" if side else part
        case Name(name):
            return name
        case Negative(of):
            return f"-({key(of)})"
        case Operation(op, left, right):
            return f"({key(left)} {op} {key(right)})"
        case Call(word, args, options):
            parts = [key(arg) for arg in args] + [f"{n}={key(v)}" for n, v in options]
            return f"{word}({', '.join(parts)})"


def spec_texts(spec: ExerciseSpec) -> list[str]:
    """Every expression text of a spec outside its signals."""
    texts: list[str | float | None] = [*start_texts(spec)]
    exits = [exit_ for phase in spec.phases for exit_ in phase.leave]
    conditions = [exit_.when for exit_ in exits]
    conditions += [phase.hold_while for phase in spec.phases if phase.hold_while is not None]
    conditions += [exit_.counts_if for exit_ in exits if exit_.counts_if is not None]
    for check in spec.checks:
        texts.append(check.signal)
        for edge in (check.raise_, check.clear, check.worse):
            texts += [edge.over, edge.under] if edge else []
        conditions += [*(check.any or ()), *([check.also_ok_if] if check.also_ok_if else [])]
    conditions += [spec.leaves_when] if spec.leaves_when else []
    texts += [spec.work_side.left, spec.work_side.right] if spec.work_side else []
    texts += [template.of for template in spec.calibrate.templates.values()]
    return [*_texts(texts), *condition_texts(conditions)]


def start_texts(spec: ExerciseSpec) -> list[str]:
    """The expression texts of a spec's start pose."""
    return _texts(part for item in spec.start_pose for part in (item.signal, item.over, item.under))


def condition_texts(conditions: Iterable[Condition]) -> list[str]:
    """The expression texts of conditions and of their parts."""
    texts: list[str | float | None] = []
    left = list(conditions)
    while left:
        condition = left.pop()
        texts += [condition.signal, condition.over, condition.under]
        left += [*(condition.all or ()), *(condition.any or ())]
    return _texts(texts)


def _texts(parts: Iterable[str | float | None]) -> list[str]:
    return [part for part in parts if isinstance(part, str)]


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node."""
    match node:
        case Negative(of):
            return (of,)
        case Operation(_, left, right):
            return left, right
        case Call(_, args, _):
            return args
    return ()


def stateful_nodes(nodes: list[Node]) -> list[Node]:
    """Nodes that must see every frame, inner ones first."""
    found: dict[Node, None] = {}

    def visit(node: Node) -> None:
        for child in children(node):
            visit(child)
        if isinstance(node, Call) and node.word in STATEFUL:
            found[node] = None

    for node in nodes:
        visit(node)
    return list(found)


def with_side(node: Node, work: str | None) -> Node:
    """The node with `work` and `rest` replaced by the sides they mean; unchanged if unknown."""
    if work is None:
        return node
    match node:
        case Point("work", part):
            return Point(work, part)
        case Point("rest", part):
            return Point(other_side(work), part)
        case Negative(of):
            return Negative(with_side(of, work))
        case Operation(op, left, right):
            return Operation(op, with_side(left, work), with_side(right, work))
        case Call(word, args, options):
            return Call(word, tuple(with_side(arg, work) for arg in args), options)
    return node


def collect_neutral(node: Node, found: dict[str, Node]) -> None:
    """Add what `node` compares with its start; working sides are captured on both sides."""
    if isinstance(node, Call) and node.word in ("from_start", "dist_from_start", "wall_gap"):
        for side in ("left", "right"):
            of = with_side(node.args[0], side)
            if node.word == "from_start":
                found[key(of)] = of
            else:
                found[f"{FORWARD}({key(of)})"] = Call(FORWARD, (of,))
                found[key(Call("height", (of,)))] = Call("height", (of,))
    for child in children(node):
        collect_neutral(child, found)
