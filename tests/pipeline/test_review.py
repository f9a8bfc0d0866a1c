"""Rows drawn at random, and what their marks come to."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import cli, store
from pipeline.errors import TimelineError
from pipeline.exporting.said import SAYING
from pipeline.review import SHEET, _interval, precision, sheet

TABLES = store.load()
ROWS = sum(len(TABLES.frames[name]) for name in SAYING)


def test_a_sheet_shows_each_row_with_its_words_and_sentence() -> None:
    rows = sheet(TABLES, ROWS)
    assert tuple(rows.columns) == SHEET
    assert len(rows) == ROWS
    assert rows["row"].is_unique
    assert all(rows["words"]) and all(rows["quote"]) and all(rows["article"])
    share = rows[rows["says"].str.contains("Jacques Chirac 82 %")].iloc[0]
    assert share["says"] == "result: Jacques Chirac 82 % (FR-president-2002, round 2); rounds"
    assert share["words"] == "82 percent"
    assert set(rows["right"]) == {""}


def test_the_seed_decides_what_is_drawn() -> None:
    first, again, other = (sheet(TABLES, 4, seed=seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert len(first) == 4
    assert set(first["row"]) != set(other["row"])


@given(st.integers(0, 400).flatmap(lambda rows: st.tuples(st.integers(0, rows), st.just(rows))))
def test_the_interval_holds_the_share(counted: tuple[int, int]) -> None:
    right, rows = counted
    share, low, high = _interval(right, rows)
    assert 0 <= low <= high <= 1
    if rows:
        assert low - 1e-9 <= share <= high + 1e-9


def test_the_interval_is_wilsons() -> None:
    # The example of R's binom::binom.wilson(81, 263).
    share, low, high = _interval(81, 263)
    assert (round(share, 4), round(low, 4), round(high, 4)) == (0.308, 0.2553, 0.3662)


def _marked(path: Path, marks: list[str], separator: str = ",") -> Path:
    rows = sheet(TABLES, len(marks)).assign(right=marks)
    rows.to_csv(path, index=False, sep=separator, encoding="utf-8-sig")
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_marks_are_counted_however_a_spreadsheet_saves_them(separator: str, tmp_path: Path) -> None:
    marks = ["1", "0", "TRUE", "no", "", *["y"] * (ROWS - 5)]
    counted = precision(_marked(tmp_path / "sheet.csv", marks, separator)).set_index("table")
    assert counted.loc["all", ["rows", "right"]].tolist() == [ROWS - 1, ROWS - 3]
    assert counted["rows"].iloc[:-1].sum() == ROWS - 1


def test_a_sheet_without_marks_has_no_precision(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _marked(tmp_path / "sheet.csv", [""] * 3)
    assert precision(path)["rows"].tolist() == [0]
    assert cli.main(["review", str(path)]) == cli.DONE
    assert capsys.readouterr().out == "no row has a mark in the column right\n"


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "table,right\nevents,perhaps\n"])
def test_a_file_that_is_no_sheet_is_said(content: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TimelineError, match="no sheet with marks"):
        precision(path)


def test_the_command_draws_and_counts_and_never_writes_over_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sheet.csv"
    draw = ["review", str(TABLES.folder), "--sample", "5", "--out", str(out)]
    assert cli.main(draw) == cli.DONE
    assert cli.main(draw) == cli.FAILED
    assert "may hold marks" in capsys.readouterr().err
    pd.read_csv(out, dtype="str").assign(right="1").to_csv(out, index=False)
    assert cli.main(["review", str(out)]) == cli.DONE
    assert "5 of 5 right, 100% (95 % interval 57% to 100%)" in capsys.readouterr().out
