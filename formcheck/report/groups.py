"""The exercises in the order in which people are shown them: by position, then by title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from formcheck.specs.schema import ExerciseSpec, Position

POSITIONS: Mapping[Position, str] = MappingProxyType(
    {
        "quadruped": "on hands and knees",
        "seated": "sitting",
        "standing": "standing",
        "standing_wall": "standing at a wall",
        "kneeling": "kneeling",
        "prone": "lying face down",
        "supine": "lying on the back",
    }
)
_GROUPS: Mapping[str, tuple[Position, ...]] = MappingProxyType(
    {
        "On hands and knees, or kneeling": ("quadruped", "kneeling"),
        "Lying down": ("prone", "supine"),
        "On a chair": ("seated",),
        "Standing": ("standing", "standing_wall"),
    }
)


@dataclass(frozen=True, slots=True)
class Group:
    """Exercises that share a position, by title; each is followed by its variants."""

    title: str
    specs: tuple[ExerciseSpec, ...]


def grouped(specs: Iterable[ExerciseSpec]) -> tuple[Group, ...]:
    """All exercises in groups, none empty; a variant stands in its main exercise's group."""
    specs = tuple(specs)
    groups = (
        Group(title, tuple(_in_order(specs, positions))) for title, positions in _GROUPS.items()
    )
    return tuple(group for group in groups if group.specs)


def family(spec: ExerciseSpec, specs: Iterable[ExerciseSpec]) -> tuple[ExerciseSpec, ...]:
    """The main exercise of the spec's file, then its variants in the file's order."""
    main = spec.variant_of or spec.id
    return tuple(
        sorted(
            (one for one in specs if main in (one.id, one.variant_of)),
            key=lambda one: one.variant_of is not None,
        )
    )


def _in_order(
    specs: tuple[ExerciseSpec, ...], positions: tuple[Position, ...]
) -> Iterable[ExerciseSpec]:
    known = {spec.id for spec in specs}
    mains = (s for s in specs if s.variant_of not in known and s.position in positions)
    for main in sorted(mains, key=lambda spec: spec.title.lower()):
        yield from (one for one in specs if one.id == main.id or one.variant_of == main.id)
