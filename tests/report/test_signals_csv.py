"""The signals over time as a table."""

import os
from pathlib import Path

import pandas as pd
import pytest

from formcheck.report.signals_csv import write_signals
from formcheck.video.analysis import Analysis


def test_csv_has_the_unit_in_the_column_and_nothing_where_not_measured(
    analysis: Analysis, tmp_path: Path
) -> None:
    path = tmp_path / "signals.csv"
    write_signals(path, analysis.spec, analysis.summary.signals)
    assert path.read_text("utf-8").splitlines() == [
        "time_s,phase,drop_torso,hips_back_deg",
        "0.0,,0.1235,1.0",
        "0.033,setup,,-2.0",
    ]
    assert os.listdir(tmp_path) == ["signals.csv"]


def test_parquet_has_the_same_columns_and_null_where_not_measured(
    analysis: Analysis, tmp_path: Path
) -> None:
    path = tmp_path / "signals.PARQUET"
    write_signals(path, analysis.spec, analysis.summary.signals)
    frame = pd.read_parquet(path)
    assert list(frame.columns) == ["time_s", "phase", "drop_torso", "hips_back_deg"]
    assert frame["drop_torso"].isna().tolist() == [False, True]
    assert frame["phase"].tolist() == ["", "setup"]


def test_a_missing_folder_is_an_error_of_the_system(analysis: Analysis, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_signals(tmp_path / "no" / "s.csv", analysis.spec, analysis.summary.signals)
