"""Tables in partitions: DuckDB finds the rows of the whole ones in them."""

from pathlib import Path

import duckdb
import pytest

from pipeline import building, encoding, partitions, store, swap, tables
from pipeline.building import build
from pipeline.schemas import TABLES
from tests.pipeline import sample


@pytest.mark.parametrize("way", ["year", "size"])
def test_duckdb_reads_from_partitions_what_the_tables_hold(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partitions, "ROWS", 1)
    folder = tmp_path / "tables"
    rows = sample.rows()
    rows["events"].append(sample.event(event_id="1" * 12, earliest="", latest=""))
    with swap.locked(folder), store.Writer(folder) as writer:
        for name, frame in tables.frames(rows).items():
            writer.add(name, encoding.encoded(name, frame))
        writer.replace(way)
    for name in TABLES:
        whole = f"SELECT * FROM '{folder}/{name}.parquet'"
        columns = ", ".join(f'"{each}"' for each in TABLES[name].column_names(parquet=True))
        parts = f"SELECT {columns} FROM '{folder}/partitions/{name}/**/*.parquet'"
        assert duckdb.sql(f"({whole}) EXCEPT ALL ({parts})").fetchall() == []
        assert duckdb.sql(f"({parts}) EXCEPT ALL ({whole})").fetchall() == []
    years = {path.name for path in (folder / "partitions" / "events").iterdir() if path.is_dir()}
    assert years == ({"year=2017", "year=__HIVE_DEFAULT_PARTITION__"} if way == "year" else set())


def test_a_build_writes_partitions_when_asked_and_the_next_one_takes_them_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "extract_article", sample.extract)
    news, folder = sample.news(tmp_path / "news", 2), tmp_path / "tables"
    build([news], folder, partition_by="size")
    assert (folder / "partitions" / "events").is_dir()
    build([news], folder)
    assert not (folder / "partitions").exists() and len(store.load(folder).events) == 2
