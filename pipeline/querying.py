"""SQL over the tables of a folder: DuckDB on their Parquet files, of which it reads what a query needs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from pipeline import encoding, objects, partitions, store
from pipeline.errors import TimelineError
from pipeline.schemas import TABLES

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ATTEMPTS = 10


def connect(folder: str | Path | None = None) -> "DuckDBPyConnection":
    """A DuckDB connection in memory with a view of each table of a folder (default: `default_folder()`).

    A view is the table's Parquet file, or its partitions where the build wrote some; those by year have
    the column `year`. At an address on object storage no more is fetched than a query reads. Statements see
    the tables that stand in the folder while they run.

    Raises:
        TimelineError: needs-duckdb, needs-storage, no-folder, not-a-folder, no-tables, other-schema or
            broken-tables.
    """
    path = str(folder) if folder is not None else str(store.default_folder())
    try:
        import duckdb  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise TimelineError("needs-duckdb", path=path) from error
    base = duckdb.connect(config={"autoinstall_known_extensions": False})  # nothing from the network
    try:
        if objects.is_object(path):
            _remote(base, path)
        else:
            _local(base, Path(path).absolute())
    except duckdb.Error as error:
        base.close()
        raise TimelineError("broken-tables", path=path, detail=error) from error
    except TimelineError:
        base.close()
        raise
    return base


def query(folder: str | Path | None, sql: str, values: Sequence[object] = ()) -> pd.DataFrame:
    """The rows that a statement gives over the tables of a folder, all of them from the same build.

    `values` stand in the places of the statement's question marks. Lists are NumPy arrays, and what is not
    stated is None or NaN, as DuckDB has them.

    Raises:
        TimelineError: bad-query, or as `connect`.
    """
    for _ in range(_ATTEMPTS):
        before = _build(folder)
        try:
            with answer(folder, sql, values) as found:
                rows = found.df()
        except TimelineError:
            # Files that went in this very moment make no statement wrong.
            if _build(folder) == before:
                raise
            continue
        if _build(folder) == before:
            return rows
    raise TimelineError("broken-tables", path=folder, detail="they are being replaced again and again.")


@contextmanager
def answer(
    folder: str | Path | None, sql: str, values: Sequence[object] = ()
) -> "Iterator[DuckDBPyConnection]":
    """What a statement gives, to fetch bit by bit; raises as `query` does, also while it is fetched."""
    with connect(folder) as base:
        import duckdb  # noqa: PLC0415 - an extra, which `connect` has found

        try:
            yield base.execute(sql, list(values))
        except duckdb.Error as error:
            raise TimelineError("bad-query", path=folder, detail=error) from error


def _build(folder: str | Path | None) -> str:
    """What tells one build in a folder from another; on object storage tables of a build stay as they are."""
    return "" if objects.is_object(folder) else store.identity_of(Path(folder or store.default_folder()))


def _local(base: "DuckDBPyConnection", folder: Path) -> None:
    store.require(folder)
    parts, bare = folder / partitions.FOLDER, []
    for name in TABLES:
        if next((parts / name).rglob("*.parquet"), None):
            _view(base, name, f"{escape(str(parts / name))}/**/*.parquet")
        elif (whole := folder / f"{name}.parquet").exists():
            _view(base, name, escape(str(whole)))
        else:
            bare.append(name)
    if bare:  # Shared as CSV alone.
        read = store.load(folder)
        for name in bare:
            base.register(name, encoding.to_arrow(read[name], TABLES[name]))


def _remote(base: "DuckDBPyConnection", url: str) -> None:
    files, tables = objects.tables_at(url)
    base.register_filesystem(files)
    for name in TABLES:
        _view(base, name, f"{tables}/{name}.parquet")


def _view(base: "DuckDBPyConnection", name: str, files: str) -> None:
    """A view of Parquet files."""
    quoted = files.replace("'", "''")
    base.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{quoted}', hive_partitioning = true)")
