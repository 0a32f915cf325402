"""Views: nothing is judged from where it cannot be seen, and people are told so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from formcheck.specs.problems import Fault, Place, did_you_mean
from formcheck.specs.schema import Check, Condition, ExerciseSpec, Limit
from formcheck.specs.views import EVERYWHERE, Sight, sight
from formcheck.specs.vocabulary import View
from formcheck.specs.walk import conditions, limits, nested


def declared_view_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Views are named only if the camera section describes them."""
    declared = list(spec.camera.views)
    for place, view in _named(spec):
        if view not in declared:
            yield Fault(
                place, f"The view '{view}' is not described in camera.views.",
                did_you_mean(view, declared),
            )  # fmt: skip
    for index, check in enumerate(spec.checks):
        if not check.views:
            yield Fault(("checks", index, "views"), "The check has no view.", "Name its views.")


def visibility_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Each word is used in views in which it can be measured."""
    everywhere = tuple(spec.camera.views)
    for name, signal in spec.signals.items():
        if signal.views is not None:
            seen = sight(signal.expression, spec)
            yield from _hidden(("signals", name, "views"), signal.views, seen)
    for index, item in enumerate(spec.start_pose):
        place: Place = ("start_pose", index)
        seen = _sight([item.signal, item.over, item.under], spec)
        yield from _hidden(place, item.views or everywhere, seen)
    for where, condition in conditions(spec):
        if where[0] != "checks":
            yield from _hidden(where, everywhere, _condition_sight(condition, spec))
    for index, check in enumerate(spec.checks):
        yield from _hidden(("checks", index, "views"), check.views, _check_sight(check, spec))


def not_seen_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """A mistake that a view cannot show has a `not_seen_in` text, and only such a mistake."""
    for view in spec.camera.views:
        told = spec.not_seen_in.get(view, {})
        for index, mistake in enumerate(spec.mistakes):
            seen_in = _seen_in(mistake.id, spec)
            if seen_in and view not in seen_in and mistake.id not in told:
                yield Fault(
                    ("mistakes", index), f"'{mistake.id}' is not seen from the {view} view.",
                    f"Add a text for it to not_seen_in.{view}.",
                )  # fmt: skip
    known = [mistake.id for mistake in spec.mistakes]
    for view, texts in spec.not_seen_in.items():
        for name in texts:
            place: Place = ("not_seen_in", view, name)
            if name not in known:
                yield Fault(
                    place, f"The mistake '{name}' is not declared.", did_you_mean(name, known)
                )
            elif view in _seen_in(name, spec):
                yield Fault(place, f"'{name}' is seen from the {view} view.", "Delete the text.")


def live_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """What is hardly seen is not said during the movement."""
    for index, check in enumerate(spec.checks):
        weak = check.confidence == "C" or check.observe == "weak_proxy"
        if check.live and weak:
            yield Fault(
                ("checks", index), "Confidence C or a weak proxy must not speak up live.",
                "Add `live: false`.",
            )  # fmt: skip


def _named(spec: ExerciseSpec) -> Iterator[tuple[Place, View]]:
    yield ("camera", "preferred"), spec.camera.preferred
    for view in spec.not_seen_in:
        yield ("not_seen_in", view), view
    for name, signal in spec.signals.items():
        yield from _each(("signals", name, "views"), signal.views)
    for index, item in enumerate(spec.start_pose):
        yield from _each(("start_pose", index, "views"), item.views)
    for index, check in enumerate(spec.checks):
        yield from _each(("checks", index, "views"), check.views)


def _each(place: Place, views: tuple[View, ...] | None) -> Iterator[tuple[Place, View]]:
    for index, view in enumerate(views or ()):
        yield (*place, index), view


def _hidden(place: Place, views: Iterable[View], seen: Sight) -> Iterator[Fault]:
    for view in views:
        if view not in seen.views:
            yield Fault(
                place, f"'{seen.because[view]}' cannot be measured from the {view} view.",
                "Name only views that show it, or measure something else.",
            )  # fmt: skip


def _seen_in(mistake: str, spec: ExerciseSpec) -> set[View]:
    """The views in which a check or the start pose sees the mistake; empty if none ever does."""
    found: set[View] = set()
    for check in spec.checks:
        if check.mistake == mistake:
            found |= set(check.views)
    for item in spec.start_pose:
        if item.mistake == mistake:
            found |= set(item.views or spec.camera.views)
    return found


def _check_sight(check: Check, spec: ExerciseSpec) -> Sight:
    parts: list[Limit | None] = [check.signal]
    for edge in (check.raise_, check.clear, check.worse):
        if edge is not None:
            parts += [limit for _, limit in limits((), edge)]
    found = _sight(parts, spec)
    for condition in (*(check.any or ()), check.also_ok_if):
        if condition is not None:
            found = found & _condition_sight(condition, spec)
    return found


def _condition_sight(condition: Condition, spec: ExerciseSpec) -> Sight:
    found = EVERYWHERE
    for _, one in nested((), condition):
        found = found & _sight([one.signal, one.over, one.under], spec)
    return found


def _sight(expressions: Iterable[Limit | None], spec: ExerciseSpec) -> Sight:
    found = EVERYWHERE
    for expression in expressions:
        if isinstance(expression, str):
            found = found & sight(expression, spec)
    return found
