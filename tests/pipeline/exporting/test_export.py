"""What all formats share: whole files, errors in words, the documents."""

import sys
import zipfile
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipeline import build, cli, load
from pipeline.errors import TimelineError
from pipeline.exporting import FORMATS, export
from pipeline.exporting.write import suffix
from pipeline.schemas import TABLES
from pipeline.store import Tables

ROOT = Path(__file__).parents[3]
# Their files are compressed: they are read back below.
PACKED = ("parquet", "duckdb")
# What a browser draws has tests of its own: each takes seconds.
DRAWN = tuple(name for name, each in FORMATS.items() if each.browser)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in DRAWN])
def test_all_tables_are_one_file_and_nothing_else(name: str, tables: Tables, tmp_path: Path) -> None:
    path = export(tables, name, tmp_path / f"out{suffix(name)}")
    assert path.stat().st_size > 0
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", [name for name, each in FORMATS.items() if not each.is_whole])
def test_formats_of_single_tables_pack_all_of_them(name: str, tables: Tables, tmp_path: Path) -> None:
    path = export(tables, name, tmp_path / "out.zip")
    with zipfile.ZipFile(path) as packed:
        assert {Path(each).stem for each in packed.namelist()} == set(TABLES)
        assert all(each.endswith(FORMATS[name].suffix) for each in packed.namelist())


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("duckdb", *DRAWN)])
def test_the_same_tables_are_the_same_bytes(name: str, tables: Tables, tmp_path: Path) -> None:
    first, second = (export(tables, name, tmp_path / each).read_bytes() for each in ("a", "b"))
    assert first == second


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in (*PACKED, *DRAWN)])
def test_texts_can_stay_out(name: str, tables: Tables, tmp_path: Path) -> None:
    """The text stands in no file of theirs: not packed, not in a database, not in a cell."""
    sentence = tables.articles["text"].iloc[0].split("\n")[5][:60]
    assert sentence and not any(sentence in quote for quote in tables.events["quote"])
    path = export(tables, name, tmp_path / "out", text=False)
    assert sentence.encode() not in _unpacked(path)


def test_texts_can_stay_out_of_packed_formats(tables: Tables, tmp_path: Path) -> None:
    path = export(tables, "parquet", tmp_path / "articles.parquet", table="articles", text=False)
    assert pd.read_parquet(path)["text"].isna().all()
    path = export(tables, "duckdb", tmp_path / "out.duckdb", text=False)
    with duckdb.connect(str(path), read_only=True) as base:
        assert base.execute("SELECT text FROM articles").fetchall() == [(None,)]


@pytest.mark.parametrize("name", ["jsonl", "sqlite"])
def test_texts_go_along_where_nothing_is_said(name: str, tables: Tables, tmp_path: Path) -> None:
    sentence = tables.articles["text"].iloc[0].split("\n")[5][:60]
    assert sentence.encode() in _unpacked(export(tables, name, tmp_path / "out"))


def _unpacked(path: Path) -> bytes:
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return b"".join(map(packed.read, packed.namelist()))


@pytest.mark.parametrize(
    ("code", "to", "table"),
    [("unknown-format", "docx", ""), ("unknown-table", "csv", "voters"), ("whole-format", "ics", "events")],
)
def test_what_cannot_be_asked_is_said(code: str, to: str, table: str, tables: Tables, tmp_path: Path) -> None:
    with pytest.raises(TimelineError) as caught:
        export(tables, to, tmp_path / "out", table=table)
    assert caught.value.code == code
    assert not list(tmp_path.iterdir())


def test_a_missing_library_is_named(tables: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(TimelineError, match="pip install xlsxwriter"):
        export(tables, "xlsx", tmp_path / "out.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_replaced_is_left_as_it_was(tables: Tables, tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.mkdir()
    (target / "kept").touch()
    with pytest.raises(TimelineError) as caught:
        export(tables, "jsonl", target)
    assert caught.value.code == "cannot-export"
    assert [path.name for path in tmp_path.rglob("*")] == ["there", "kept"]


def test_a_folder_that_does_not_exist_is_said(tables: Tables, tmp_path: Path) -> None:
    with pytest.raises(TimelineError) as caught:
        export(tables, "csv", tmp_path / "no" / "out.zip")
    assert caught.value.code == "cannot-export"


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_is_documented_with_what_it_keeps_and_loses(name: str) -> None:
    each = FORMATS[name]
    ending = each.suffix if each.is_whole else f"`{each.suffix}`, all in `.zip`"
    ending = ending if ending.startswith("`") else f"`{ending}`"
    row = f"| `{name}` | {ending} | {each.title} | {each.library} | {each.keeps} | {each.loses} |"
    assert row.replace("  ", " ") in (ROOT / "docs" / "export.md").read_text(encoding="utf-8")


def test_the_help_names_every_format(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["export", "--help"])
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown and each.title in shown for name, each in FORMATS.items())


@pytest.mark.parametrize("name", ["jsonl", "parquet"])
def test_built_again_from_what_was_exported_all_rows_are_the_same(
    name: str, tables: Tables, tmp_path: Path
) -> None:
    path = export(tables, name, tmp_path / f"articles{FORMATS[name].suffix}", table="articles")
    build(path, tmp_path / "again", jobs=1)
    again = load(tmp_path / "again")
    for table in ("dates", "events", "vote_shares", "counts", "claims", "rejected", "timeline"):
        said = [column for column in tables[table] if "_id" not in column and column != "reports"]
        pd.testing.assert_frame_equal(*(_in_order(each[table][said]) for each in (tables, again)))
    build([str(ROOT / "seeds"), str(path)], tmp_path / "both", jobs=1)
    assert len(load(tmp_path / "both").timeline) == len(tables.timeline)


def _in_order(frame: pd.DataFrame) -> pd.DataFrame:
    written = frame.astype(str)
    return written.sort_values(list(written)).reset_index(drop=True)
