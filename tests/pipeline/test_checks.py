from pathlib import Path
from typing import Any

import pytest

from pipeline import store, swap, tables
from pipeline.checks import check
from pipeline.errors import TimelineError
from pipeline.model import Row
from tests.pipeline import sample


def _write(folder: Path, rows: dict[str, list[Row]]) -> Path:
    with swap.locked(folder):
        store.write(tables.frames(rows), folder)
    return folder


def test_good_tables_have_no_fault_and_a_summary_of_findings(tmp_path: Path) -> None:
    report = check(_write(tmp_path / "out", sample.rows()))
    assert report.faults.empty, report.faults
    assert report.rows["events"] == 1
    assert report.findings == {
        "vote_shares": {"exact": 1},
        "counts": {},
        "claims": {"cannot_tell": 1},
        "timeline": {"conflict": 0},
    }


@pytest.mark.parametrize(
    ("table", "change", "column"),
    [
        ("dates", {"text": "8 May 2017"}, "text"),
        ("dates", {"start": 3}, "text"),
        ("rejected", {"text": "21 %"}, "text"),
        ("articles", {"characters": 7}, "characters"),
        ("events", {"end": 4_000}, "end"),
        ("vote_shares", {"share_pct": 61.1}, "share_pct"),
        ("vote_shares", {"qualifier": "maybe"}, "qualifier"),
    ],
)
def test_faults_of_offsets_and_schemas_are_named(
    tmp_path: Path, table: str, change: dict[str, Any], column: str
) -> None:
    rows = sample.rows()
    rows[table][0] |= change
    faults = check(_write(tmp_path / "out", rows)).faults
    assert faults[["table", "column"]].to_numpy().tolist() == [[table, column]]


@pytest.mark.parametrize(
    "change",
    [
        {"derived": True, "share_pct": 33.9},
        {"share_pct": 75.0, **sample.span("won")},
        {"share_pct": 60.0, "share_low": 66.1, "qualifier": "over"},
    ],
)
def test_derived_spelled_and_bounded_figures_are_no_fault(tmp_path: Path, change: dict[str, Any]) -> None:
    rows = sample.rows()
    rows["vote_shares"][0] |= change
    assert check(_write(tmp_path / "out", rows)).faults.empty


def test_a_false_claim_is_a_finding_and_no_fault(tmp_path: Path) -> None:
    rows = sample.rows()
    rows["vote_shares"][0] |= {"verdict": "disagrees", "official_pct": 60.0, "difference": 6.1}
    rows["claims"][0] |= {"verdict": "contradicted"}
    report = check(_write(tmp_path / "out", rows))
    assert report.faults.empty
    assert report.findings["vote_shares"] == {"disagrees": 1}
    assert report.findings["claims"] == {"contradicted": 1}


def test_files_that_changed_after_the_build_are_faults(tmp_path: Path) -> None:
    folder = _write(tmp_path / "out", sample.rows())
    with (folder / "events.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    (folder / "dates.csv").unlink()
    problems = check(folder).faults["problem"].tolist()
    assert problems == ["dates.csv is missing", "events.csv was changed after the build"]


def test_tables_without_texts_are_checked_without_offsets(tmp_path: Path) -> None:
    folder = _write(tmp_path / "out", sample.rows())
    for path in folder.glob("*.parquet"):
        path.unlink()
    assert check(folder).faults.empty


def test_no_tables_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(TimelineError) as raised:
        check(tmp_path)
    assert raised.value.code == "no-tables"
