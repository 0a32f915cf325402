"""Clip results into figures by name, such as `cat_cow.too_quick.recall.clear`. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from .bootstrap import Figure, median, percentile, share, statistic
from .matching import Abstention, ClipResult, HoldResult, RepResult

Figures = dict[str, Figure]

LEVELS = ("below", "clear", "gross", "mixed")
LEVELS_FOUND = ("clear", "gross", "mixed")
"""Levels at which a mistake must be found; `below` is neither a mistake nor good form. `mixed` is
anything from clear to gross."""
HOLD_WITHIN_S = 0.5
ALL = "all"


def figures_of(results: Sequence[ClipResult], checked: Mapping[str, Sequence[str]]) -> Figures:
    """All figures of a set.

    Args:
        results: one per clip.
        checked: the mistakes that have a check, by exercise.
    """
    judged = [result for result in results if result.counts]
    figures: Figures = {}
    for exercise in sorted({result.exercise for result in judged}):
        own = [result for result in judged if result.exercise == exercise]
        figures |= _named(exercise, _of_set(own))
        for mistake in checked.get(exercise, ()):
            figures |= _named(f"{exercise}.{mistake}", _false_alarms_of(own, mistake))
        for name in _performed(own):
            figures |= _named(f"{exercise}.{name}", _of_mistake(own, name))
    if judged:
        figures |= _named(ALL, _of_set(judged))
    found = [result.abstention for result in results if result.abstention is not None]
    figures |= _named("abstain", _abstentions([one for one in found if not one.exactly]))
    figures |= _named("exactly", _abstentions([one for one in found if one.exactly]))
    return figures


def _named(prefix: str, figures: Figures) -> Figures:
    return {f"{prefix}.{name}": figure for name, figure in figures.items() if figure.n}


def _performed(results: Iterable[ClipResult]) -> list[str]:
    return sorted({name for r in results for rep in r.reps for name in rep.wanted})


def _of_mistake(results: Sequence[ClipResult], name: str) -> Figures:
    """Recall and delay of one mistake in one manner."""
    mistake = name.split("-")[0]
    figures: Figures = {}

    def made(result: ClipResult) -> list[RepResult]:
        return [rep for rep in result.reps if name in rep.wanted]

    for level in LEVELS:
        own = [result for result in results if result.level == level]
        figures[f"recall.{level}"] = share(
            [sum(mistake in rep.got for rep in made(result)) for result in own],
            [len(made(result)) for result in own],
            "repetitions",
        )
    late = [
        [delay.seconds for delay in result.delays if delay.name == name]
        for result in results
        if result.level in LEVELS_FOUND
    ]
    figures["delay_median_s"] = statistic(late, median, "raised")
    figures["delay_p90_s"] = statistic(late, percentile(90), "raised")
    return figures


def _false_alarms_of(results: Sequence[ClipResult], mistake: str) -> Figures:
    def counted(result: ClipResult, test: Callable[[RepResult], bool]) -> int:
        return sum(test(rep) for rep in result.reps)

    clean = [counted(result, lambda rep: rep.clean) for result in results]
    wrong = [counted(result, lambda rep: rep.clean and mistake in rep.got) for result in results]
    other = [
        counted(result, lambda rep: not rep.clean and mistake not in rep.wanted_ids)
        for result in results
    ]
    beside = [
        counted(
            result,
            lambda rep: not rep.clean and mistake not in rep.wanted_ids and mistake in rep.got,
        )
        for result in results
    ]
    raised = [result.false_raises.count(mistake) for result in results]
    minutes = [result.good_form_s / 60 for result in results]
    return {
        "false_alarms": share(wrong, clean, "clean repetitions"),
        "false_raises_per_minute": share(raised, minutes, "minutes of good form"),
        "beside_others": share(beside, other, "repetitions with another mistake"),
    }


def _of_set(results: Sequence[ClipResult]) -> Figures:
    """Repetitions, holds and good form of an exercise, or of all."""
    sets = [1.0] * len(results)
    off = [abs(result.counted - len(result.reps)) for result in results]
    clean = [[rep for rep in result.reps if rep.clean] for result in results]
    count = [len(reps) for reps in clean]
    minutes = [result.good_form_s / 60 for result in results]
    figures = {
        "reps_exact": share([float(o == 0) for o in off], sets, "sets"),
        "reps_off_by_one": share([float(o <= 1) for o in off], sets, "sets"),
        "clean_called_clean": share(
            [sum(rep.verdict == "clean" for rep in reps) for reps in clean],
            count,
            "clean repetitions",
        ),
        "clean_not_judged": share(
            [sum(rep.verdict == "not_judged" for rep in reps) for reps in clean],
            count,
            "clean repetitions",
        ),
        "clean_not_counted": share(
            [sum(rep.verdict == "not counted" for rep in reps) for reps in clean],
            count,
            "clean repetitions",
        ),
        "false_alarms": share(
            [sum(bool(rep.got) for rep in reps) for reps in clean], count, "clean repetitions"
        ),
        "false_raises_per_minute": share(
            [len(result.false_raises) for result in results], minutes, "minutes of good form"
        ),
        "false_cues_per_5_minutes": share(
            [5 * result.spoken for result in results], minutes, "minutes of good form"
        ),
    }
    return figures | _holds([result.holds for result in results])


def _holds(holds: Sequence[Sequence[HoldResult]]) -> Figures:
    def right(hold: HoldResult) -> bool:
        return hold.error_s is not None and abs(hold.error_s) <= HOLD_WITHIN_S

    errors = [[h.error_s for h in group if h.error_s is not None] for group in holds]
    sizes = [[abs(error) for error in group] for group in errors]
    return {
        "holds_within_half_second": share(
            [sum(right(hold) for hold in group) for group in holds],
            [len(group) for group in holds],
            "holds",
        ),
        "hold_error_median_s": statistic(errors, median, "holds"),
        "hold_error_p95_s": statistic(sizes, percentile(95), "holds"),
    }


def _abstentions(found: Sequence[Abstention]) -> Figures:
    figures: Figures = {
        "rate": share([a.abstained for a in found], [1.0] * len(found), "clips"),
        "wrongly_judged_share": share(
            [a.judged_s for a in found], [a.unseen_s for a in found], "seconds"
        ),
    }
    for kind in sorted({abstention.kind for abstention in found}):
        own = [abstention for abstention in found if abstention.kind == kind]
        figures[f"{kind}.rate"] = share([a.abstained for a in own], [1.0] * len(own), "clips")
        figures[f"{kind}.wrongly_judged_share"] = share(
            [a.judged_s for a in own], [a.unseen_s for a in own], "seconds"
        )
    return figures


def failures(results: Iterable[ClipResult]) -> list[str]:
    """One line per thing that went wrong: clip, what was wanted, what came."""
    lines = []
    for result in results:
        lines += [f"{result.name}: {text}" for text in _failures_of(result)]
    return lines


def _failures_of(result: ClipResult) -> list[str]:
    lines: list[str] = []
    if result.abstention is not None:
        abstention = result.abstention
        said = ", ".join(abstention.said)
        wanted = "the set and nothing else" if abstention.exactly else "silence"
        note = f" [{result.note}]" if result.note else ""
        lines = [] if abstention.abstained else [f"wanted {wanted}, got {said}{note}"]
        if abstention.judged_s > 0.05 * max(abstention.unseen_s, 1e-9) and abstention.unseen_s:
            lines.append(f"judged {abstention.judged_s:.1f} of {abstention.unseen_s:.1f} s unseen")
        if not result.counts:
            return lines
    if result.counted != len(result.reps):
        note = f" [{result.note}]" if result.note else ""
        lines.append(f"wanted {len(result.reps)} repetitions, got {result.counted}{note}")
    for rep in result.reps:
        note = f" [{rep.note}]" if rep.note else ""
        lines += [
            f"repetition {rep.index}: {text}{note}" for text in _failures_of_rep(rep, result.level)
        ]
    for hold in result.holds:
        error = hold.error_s
        if error is None or abs(error) > HOLD_WITHIN_S:
            got = "no hold" if hold.got_s is None else f"{hold.got_s:.1f} s"
            lines.append(f"repetition {hold.rep}: held {hold.true_s:.1f} s, got {got}")
    if result.false_raises:
        lines.append(f"raised in good form: {', '.join(result.false_raises)}")
    return lines


def _failures_of_rep(rep: RepResult, level: str) -> list[str]:
    got = ", ".join(rep.got) or "no mistake"
    if rep.clean:
        if rep.verdict == "clean" and not rep.got:
            return []
        return [f"wanted clean, got {rep.verdict}, {got}"]
    wanted = ", ".join(rep.wanted) or "nothing that can be seen"
    found = set(rep.wanted_ids) <= set(rep.got)
    if level == "below":
        extra = [m for m in rep.got if m not in rep.wanted_ids]
        lines = [f"{wanted} is below the limit, got {got} ({rep.verdict})"] if found else []
        return lines + ([f"wanted no {', '.join(extra)}"] if extra else [])
    lines = [] if found else [f"wanted {wanted}, got {got} ({rep.verdict})"]
    extra = [mistake for mistake in rep.got if mistake not in rep.wanted_ids]
    return lines + ([f"wanted {wanted} only, got also {', '.join(extra)}"] if extra else [])
