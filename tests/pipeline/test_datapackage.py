import json
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package, system

from pipeline import datapackage, store, swap, tables
from pipeline.schemas import TABLES
from tests.pipeline import sample

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "out"
    with swap.locked(target):
        store.write(tables.frames(sample.rows()), target)
    return target


def _report(folder: Path) -> list[list[object]]:
    with system.use_context(trusted=True):
        return Package(str(folder / datapackage.FILE)).validate().flatten(["name", "type", "fieldName"])


def test_frictionless_accepts_the_package(folder: Path) -> None:
    assert _report(folder) == []


@pytest.mark.parametrize(
    ("table", "column", "value", "error"),
    [
        ("events", "type", "party", "constraint-error"),
        ("events", "exact_date", "yesterday", "type-error"),
        ("events", "quote", "", "constraint-error"),
        ("vote_shares", "derived", "yes", "type-error"),
        ("vote_shares", "event_id", "f" * 12, "foreign-key"),
    ],
)
def test_frictionless_finds_what_breaks_the_schema(
    folder: Path, table: str, column: str, value: str, error: str
) -> None:
    path = folder / f"{table}.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame.loc[0, column] = value
    frame.to_csv(path, index=False)
    assert error in {row[1] for row in _report(folder)}


def test_every_column_of_the_csv_files_is_described() -> None:
    package = json.loads(
        json.dumps(datapackage.descriptor(dict.fromkeys(TABLES, datapackage.Written.of(b""))))
    )
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == TABLES[resource["name"]].column_names()
        assert all(field["description"] for field in fields)


def test_the_data_dictionary_is_up_to_date() -> None:
    written = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert written == datapackage.dictionary(), "run: python -m pipeline.datapackage > docs/tables.md"
