"""Variants of an exercise: one file, one text; a variant says only what differs.

Mappings are merged key by key. `mistakes`, `start_pose` and `checks` are merged by the ids of their
items; an item with a new id is added. Any other list or value is replaced. `without` takes parts
of the main exercise away first.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from formcheck.specs.problems import Fault, Place

VARIANTS, WITHOUT = "variants", "without"
BY_ID = ("mistakes", "start_pose", "checks")
"""Lists whose items are merged by their ids."""

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """An exercise as data: the main one of a file (`variant` is None), or one of its variants."""

    data: Data
    variant: str | None
    file: Data
    items: Mapping[Place, Place]

    def place_in_file(self, place: Place) -> Place:
        """Where a place of `data` stands in the file."""
        if self.variant is None:
            return place
        moved = self.items.get(place[:2])
        if moved is not None:
            return (*moved, *place[2:])
        own = (VARIANTS, self.variant, *place)
        return own if place and place[0] in self.file[VARIANTS][self.variant] else place


def versions(file: Data) -> tuple[list[Version], list[Fault]]:
    """The main exercise of a file and its variants, and what keeps variants from being made."""
    main = {key: value for key, value in file.items() if key != VARIANTS}
    found, faults = [Version(main, None, file, {})], list[Fault]()
    variants = file.get(VARIANTS, {})
    if not isinstance(variants, dict):
        fault = Fault((VARIANTS,), "Variants are `id: what differs` pairs.", "See the guide.")
        return found, [fault]
    for name, differs in variants.items():
        place: Place = (VARIANTS, name)
        if not isinstance(differs, dict):
            faults.append(
                Fault(place, "A variant says what differs.", "Add `title: ...` at least.")
            )
            continue
        faults += _own_faults(place, differs)
        rest, missing = _without(main, differs.get(WITHOUT, []))
        faults += [
            Fault((*place, WITHOUT, i), f"There is no '{path}' to leave out.", "Delete it here.")
            for i, path in missing
        ]
        items: dict[Place, Place] = {}
        own = {key: value for key, value in differs.items() if key != WITHOUT}
        data = _merged(rest, own, name, items)
        for key in BY_ID:
            _note_main_items(key, main, data.get(key), items)
        data |= {"id": name, "variant_of": main.get("id")}
        found.append(Version(data, name, file, items))
    return found, faults


def _own_faults(place: Place, differs: Data) -> Iterator[Fault]:
    if "title" not in differs:
        yield Fault(place, "The variant has no title of its own.", "Add `title: ...`.")
    for key in ("id", "schema", "variant_of"):
        if key in differs:
            yield Fault((*place, key), f"A variant takes no `{key}`.", "Delete it.")


def _without(main: Data, paths: Any) -> tuple[Data, list[tuple[int, str]]]:
    """The main exercise without the named parts, and those that are not there."""
    rest, missing = copy.deepcopy(main), list[tuple[int, str]]()
    for i, path in enumerate(paths if isinstance(paths, list) else [paths]):
        if not _take_away(rest, str(path).split(".")):
            missing.append((i, str(path)))
    return rest, missing


def _take_away(data: Any, steps: list[str]) -> bool:
    step, *further = steps
    if isinstance(data, dict) and step in data:
        if further:
            return _take_away(data[step], further)
        del data[step]
        return True
    if isinstance(data, list):
        for i, item in enumerate(data):
            if isinstance(item, dict) and item.get("id") == step:
                if further:
                    return _take_away(item, further)
                del data[i]
                return True
    return False


def _merged(main: Data, differs: Data, variant: str, items: dict[Place, Place]) -> Data:
    """`differs` over `main`; notes where the items of merged lists stand in the file."""
    result = dict(main)
    for key, value in differs.items():
        old = result.get(key)
        if key in BY_ID and isinstance(old, list) and isinstance(value, list):
            result[key] = _by_id(key, old, value, variant, items)
        else:
            result[key] = _over(old, value)
    return result


def _over(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {key: _over(old.get(key), value) for key, value in new.items()}
    return new


def _by_id(
    key: str, old: list[Any], new: list[Any], variant: str, items: dict[Place, Place]
) -> list[Any]:
    result = list(old)
    places = {_id(item): i for i, item in enumerate(old)}
    for i, item in enumerate(new):
        at = places.get(_id(item), len(result))
        if at < len(result):
            result[at] = _over(result[at], item)
        else:
            result.append(item)
        items[key, at] = (VARIANTS, variant, key, i)
    return result


def _note_main_items(key: str, main: Data, merged: Any, items: dict[Place, Place]) -> None:
    """Untouched items stand where the main exercise has them (parts taken away shift the rest)."""
    where = {_id(item): i for i, item in enumerate(main.get(key) or [])}
    for i, item in enumerate(merged if isinstance(merged, list) else []):
        if (key, i) not in items and _id(item) in where:
            items[key, i] = (key, where[_id(item)])


def _id(item: Any) -> Any:
    return item.get("id") if isinstance(item, dict) else None
