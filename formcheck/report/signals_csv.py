"""The signals over time as a table: CSV, or Parquet where the file's name ends in `.parquet`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from formcheck.coach.summary import SignalTable
from formcheck.report.files import written_beside
from formcheck.specs.schema import ExerciseSpec

if TYPE_CHECKING:
    import pandas as pd


def column_name(spec: ExerciseSpec, signal: str) -> str:
    """`name_unit`, such as `hips_back_deg`; the bare name where the spec states no unit."""
    stated = spec.signals.get(signal)
    return f"{signal}_{stated.unit}" if stated else signal


def signals_frame(spec: ExerciseSpec, table: SignalTable) -> pd.DataFrame:
    """One row per picture: `time_s`, `phase`, one column per signal; NaN where not measured."""
    import pandas as pd  # here: half a second that the other commands need not wait

    columns: dict[str, object] = {"time_s": table.time_s.round(3), "phase": list(table.phase)}
    for name, values in table.values.items():
        columns[column_name(spec, name)] = values.round(4)
    return pd.DataFrame(columns)


def write_signals(path: Path, spec: ExerciseSpec, table: SignalTable) -> None:
    """Write the table; `path` is replaced at once or not at all (OSError).

    Values that were not measured are empty in CSV and null in Parquet.
    """
    frame = signals_frame(spec, table)
    with written_beside(path) as draft:
        if path.suffix.lower() == ".parquet":
            frame.to_parquet(draft, index=False)
        else:
            frame.to_csv(draft, index=False, lineterminator="\n")
