"""SQL over the tables of a folder: the rows that `load` gives, from one build, without what is not there."""

import sys
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline import encoding, querying, store, swap, tables
from pipeline.cli import main
from pipeline.errors import TimelineError
from pipeline.schemas import TABLES
from tests.pipeline import sample

COUNT = "SELECT count(*) AS n FROM events"


def folder_of(path: Path) -> Path:
    with swap.locked(path):
        store.write(tables.frames(sample.rows()), path)
    return path


def test_each_table_is_a_view_with_its_rows_lists_and_texts(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "it's a [folder]")
    loaded = pipeline.load(folder)
    with pipeline.connect(folder) as base:
        for name, table in TABLES.items():
            found = encoding.to_arrow(loaded[name], table).select(table.column_names(parquet=True))
            assert base.table(name).to_arrow_table().cast(found.schema).equals(found), name


@pytest.mark.parametrize("way", ["year", "size"])
def test_partitions_are_read_where_the_build_wrote_some(way: str, tmp_path: Path) -> None:
    folder = tmp_path / "it's [a] *"
    with swap.locked(folder), store.Writer(folder) as writer:
        for name, frame in tables.frames(sample.rows()).items():
            writer.add(name, encoding.encoded(name, frame))
        writer.replace(way)
    (folder / "events.parquet").unlink()
    year = "year" if way == "year" else "earliest[:4]"
    found = pipeline.query(folder, f"SELECT label FROM events WHERE {year} = ?", ["2017"])
    assert found["label"].tolist() == ["Runoff"]


def test_tables_shared_as_csv_alone_are_asked_as_well(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "t")
    for path in folder.glob("*.parquet"):
        path.unlink()
    sql = "SELECT unnest(actors) AS actor, confidence FROM events"
    assert pipeline.query(folder, sql).to_numpy().tolist() == [
        ["Emmanuel Macron", 0.3],
        ["Marine Le Pen", 0.3],
    ]


def test_an_answer_is_of_one_build_though_the_tables_are_replaced_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path / "t")
    connect, times = querying.connect, iter((1, 0, 0))

    def replaced(of: Path) -> Any:
        base = connect(of)
        if next(times):
            with swap.locked(folder):
                store.write(tables.frames({}), folder)
        return base

    monkeypatch.setattr(querying, "connect", replaced)
    assert querying.query(folder, f"{COUNT}, articles")["n"].tolist() == [0]
    assert list(times) == [0]


def test_what_is_wrong_is_said_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path / "t")
    with pytest.raises(TimelineError, match=r"(?s)election_id.*docs/tables\.md") as raised:
        pipeline.query(folder, "SELECT election FROM events")
    assert raised.value.code == "bad-query"
    with pytest.raises(TimelineError) as raised:
        pipeline.connect(tmp_path / "nothing")
    assert raised.value.code == "no-folder"
    (folder / "dates.parquet").write_bytes(b"torn")
    with pytest.raises(TimelineError) as raised:
        pipeline.connect(folder)
    assert raised.value.code == "broken-tables"
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(TimelineError, match=r"pip install 'election-timeline\[query\]'") as raised:
        pipeline.query(folder, COUNT)
    assert raised.value.code == "needs-duckdb"


def test_the_command_writes_cells_as_the_tables_have_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(tmp_path / "t")
    sql = "SELECT actors, election_id, round, derived FROM events JOIN vote_shares USING (event_id, election_id, round)"
    assert main(["query", str(folder), sql]) == 0
    assert capsys.readouterr().out == (
        "actors,election_id,round,derived\nEmmanuel Macron|Marine Le Pen,FR-president-2017,2,false\n"
    )
    assert main(["query", str(folder), "SELECT 1/0 FROM nowhere"]) == 1
    assert "nowhere" in capsys.readouterr().err
