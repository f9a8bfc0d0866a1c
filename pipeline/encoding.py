"""The rows of a table as CSV, Arrow and Parquet, and back. Nothing here knows of folders."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline import datapackage, lists, tables
from pipeline.schemas import LIST_SEPARATOR, SCHEMA_VERSION, TABLES, Column, Table

_NEEDS_QUOTES: Final = re.compile(r'[",\r\n]')
_ARROW_TYPES: Final = {
    "string": pa.string(),
    "date": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
}


class Encoded(NamedTuple):
    """Rows of a table as they are written, which may have been made on another machine."""

    csv: bytes
    rows: pa.Table


def encoded(name: str, frame: pd.DataFrame) -> Encoded:
    """Rows of a table for a `Writer`."""
    table = TABLES[name]
    return Encoded(_csv_rows(frame, table).encode("utf-8"), to_arrow(frame, table))


def to_csv(frame: pd.DataFrame, table: Table) -> str:
    """The frame as CSV with a header, LF line ends and nothing for what is not stated."""
    return header(table) + _csv_rows(frame, table)


def header(table: Table) -> str:
    """The names of the columns as a line of CSV."""
    return ",".join(table.column_names()) + "\n"


def _csv_rows(frame: pd.DataFrame, table: Table) -> str:
    columns = [column for column in table.columns if not column.parquet_only]
    cells = [[csv_cell(value, column.type) for value in frame[column.name].tolist()] for column in columns]
    return "".join(",".join(map(_quoted, row)) + "\n" for row in zip(*cells, strict=True))


def csv_cell(value: Any, kind: str) -> str:  # noqa: ANN401 - a cell of a frame has no narrower type
    """A frame's value as text: no float noise, `true` / `false`, a list joined, "" for nothing."""
    if kind in ("string", "date"):
        return str(value)
    if kind == "list":
        return LIST_SEPARATOR.join(value)
    if pd.isna(value):
        return ""
    if kind == "boolean":
        return "true" if value else "false"
    if kind == "number":
        return f"{value:.{tables.DECIMALS}f}".rstrip("0").rstrip(".")
    return str(value)


def _quoted(cell: str) -> str:
    # The csv module leaves a lone carriage return bare, and readers then see a new row.
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell


def to_arrow(frame: pd.DataFrame, table: Table) -> pa.Table:
    """The frame with the types of the schema and what each column means; NULL for what is not stated."""
    arrays = [_to_array(frame[column.name], column) for column in table.columns]
    return pa.Table.from_arrays(arrays, schema=_arrow_schema(table))


def parquet(path: Path, table: Table) -> pq.ParquetWriter:
    """A new Parquet file for rows that `to_arrow` gives."""
    return pq.ParquetWriter(path, _arrow_schema(table), compression="zstd")


def _arrow_schema(table: Table) -> pa.Schema:
    return pa.schema(
        [
            pa.field(column.name, _ARROW_TYPES[column.type], metadata={"description": column.description})
            for column in table.columns
        ],
        metadata={datapackage.VERSION_KEY: SCHEMA_VERSION},
    )


def _to_array(values: "pd.Series[Any]", column: Column) -> pa.Array:
    if column.type in ("string", "date"):
        return pa.array([value or None for value in values], type=pa.string())
    return pa.array(values.tolist(), type=_ARROW_TYPES[column.type], from_pandas=True)


def missing(name: str, file: pq.ParquetFile) -> list[Column]:
    """The columns that a Parquet file of a table lacks."""
    return [column for column in TABLES[name].columns if column.name not in file.schema_arrow.names]


def by_column(file: pq.ParquetFile, table: Table, left: Collection[str]) -> pd.DataFrame:
    """The rows of a file, read a column at a time, so that none stands in memory twice; `left` ones empty."""
    rows = file.metadata.num_rows
    return pd.DataFrame(
        {
            column.name: pd.Series([""] * rows, dtype="str")
            if column.name in left
            else _arrow_lists(file.read(columns=[column.name])[column.name])
            if column.type == "list"
            else from_array(file.read(columns=[column.name])[column.name], column)
            for column in table.columns
        }
    )


def _arrow_lists(values: pa.ChunkedArray) -> "pd.Series[Any]":
    """The lists of a column as Arrow has them, which takes a tenth of the room of Python's."""
    return pd.Series(pc.coalesce(values, pa.scalar([], lists.ARROW)), dtype=lists.DTYPE)


def read_parquet(file: BinaryIO, table: Table) -> pd.DataFrame:
    """A column that may be empty, and that tables of an earlier build lack, is empty."""
    known = set(pq.read_schema(file).names)
    missing = [column for column in table.columns if column.name not in known and not column.required]
    names = [name for name in table.column_names(parquet=True) if name not in {each.name for each in missing}]
    content = pq.read_table(file, columns=names)
    for column in missing:
        content = content.append_column(column.name, pa.nulls(len(content), _ARROW_TYPES[column.type]))
    return to_frame(content, table)


def batches(path: Path) -> Iterator[pa.Table]:
    """The rows of a Parquet file of ours, as they were added."""
    with pq.ParquetFile(path) as file:
        for number in range(file.num_row_groups):
            yield file.read_row_group(number)


def to_frame(content: pa.Table, table: Table) -> pd.DataFrame:
    """The frame of what `to_arrow` made."""
    return pd.DataFrame({column.name: from_array(content[column.name], column) for column in table.columns})


def from_array(values: pa.ChunkedArray, column: Column) -> "pd.Series[Any]":
    """The values of a column as a frame has them."""
    if column.type in ("string", "date"):
        return pd.Series(values.fill_null("").to_pandas(), dtype="str")
    if column.type == "integer":
        return pd.Series(values.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get))
    if column.type == "boolean":
        return pd.Series(values.to_pandas(types_mapper={pa.bool_(): pd.BooleanDtype()}.get))
    if column.type == "list":
        return pd.Series([each or [] for each in values.to_pylist()], dtype="object")
    return pd.Series(values.to_pandas())


def read_csv(file: BinaryIO, table: Table) -> pd.DataFrame:
    """The CSV form, for folders that were shared without Parquet; it has no full text."""
    cells = pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8")
    rows = [
        {column.name: _from_cell(row.get(column.name, ""), column.type) for column in table.columns}
        for row in cells.to_dict("records")
    ]
    return tables.frame(table.name, rows)


def _from_cell(cell: str, kind: str) -> object:
    if not cell or kind in ("string", "date"):
        return cell
    if kind == "list":
        return cell.split(LIST_SEPARATOR)
    if kind == "boolean":
        return {"true": True, "false": False}[cell]
    return int(cell) if kind == "integer" else float(cell)
