"""Phases: one start, no dead ends, and a repetition that can be completed."""

from __future__ import annotations

from collections.abc import Iterator

from formcheck.specs.problems import Fault, did_you_mean
from formcheck.specs.schema import ExerciseSpec, Phase
from formcheck.specs.units import WHOLE_REP


def start_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Exactly one phase is the start."""
    starts = [index for index, phase in enumerate(spec.phases) if phase.start]
    if spec.phases and not starts:
        yield Fault(("phases",), "No phase is the start.", "Write `start: true` in the first one.")
    for index in starts[1:]:
        yield Fault(
            ("phases", index, "start"), "A second phase is the start.", "Keep one `start: true`."
        )


def exit_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Every phase can be left, for another phase that exists; a repetition can be completed."""
    declared = [phase.id for phase in spec.phases]
    for index, phase in enumerate(spec.phases):
        if phase.id == WHOLE_REP:
            yield Fault(
                ("phases", index, "id"), f"'{WHOLE_REP}' means the whole repetition.",
                "Give the phase another name.",
            )  # fmt: skip
        if not phase.leave:
            yield Fault(
                ("phases", index), f"The phase '{phase.id}' can never be left.", "Add an exit."
            )
        for number, way_out in enumerate(phase.leave):
            place = ("phases", index, "leave", number, "to")
            if way_out.to not in declared:
                yield Fault(
                    place, f"There is no phase '{way_out.to}'.", did_you_mean(way_out.to, declared)
                )
            elif way_out.to == phase.id:
                yield Fault(place, "The exit leads back into the same phase.", "Name another one.")
            if way_out.counts_if is not None and not way_out.completes_rep:
                yield Fault(
                    (*place[:-1], "counts_if"), "This exit does not complete a repetition.",
                    "Write `completes_rep: true` too, or delete `counts_if`.",
                )  # fmt: skip
    if spec.phases and not any(out.completes_rep for phase in spec.phases for out in phase.leave):
        yield Fault(
            ("phases",), "No exit completes a repetition.",
            "Write `completes_rep: true` in the last exit.",
        )  # fmt: skip


def reach_faults(spec: ExerciseSpec) -> Iterator[Fault]:
    """Every phase can be reached from the start, and the start from every phase."""
    start = next((phase.id for phase in spec.phases if phase.start), None)
    ways = {phase.id: _targets(phase) for phase in spec.phases}
    misspelt = set().union(*ways.values()) - set(ways)
    if start is None or misspelt:
        return  # said elsewhere; everything else would follow from it
    reached = _reachable(start, ways)
    for index, phase in enumerate(spec.phases):
        if phase.id not in reached:
            yield Fault(
                ("phases", index), f"The phase '{phase.id}' cannot be reached from '{start}'.",
                "Add an exit that leads to it, or delete it.",
            )  # fmt: skip
        elif phase.leave and start not in _reachable(phase.id, ways):
            yield Fault(
                ("phases", index), f"No way leads from '{phase.id}' back to '{start}'.",
                "Add an exit, so that the next repetition can begin.",
            )  # fmt: skip
            return  # the phases after it are caught with it


def _targets(phase: Phase) -> set[str]:
    return {way_out.to for way_out in phase.leave}


def _reachable(start: str, ways: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        phase = waiting.pop()
        if phase not in reached:
            reached.add(phase)
            waiting.extend(ways.get(phase, ()))
    return reached
