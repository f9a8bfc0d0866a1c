"""An SQLite database: keys and foreign keys included."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pandas as pd

from pipeline.exporting.format import Format
from pipeline.exporting.values import flat, records
from pipeline.schemas import SCHEMA_VERSION, TABLES, Table
from pipeline.store import Tables

_TYPES: Final = {
    "string": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "list": "TEXT",
}


def _tables(tables: Tables, path: Path) -> None:
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("PRAGMA foreign_keys = ON")
        base.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        for name, frame in tables.frames.items():
            table = TABLES[name]
            base.execute(_created(table))
            places = ", ".join("?" * len(table.columns))
            base.executemany(f'INSERT INTO "{name}" VALUES ({places})', _rows(frame, table))


def _created(table: Table) -> str:
    parts = [
        f'"{column.name}" {_TYPES[column.type]}{" NOT NULL" if column.required else ""}'
        for column in table.columns
    ]
    if table.key:
        parts.append(f"PRIMARY KEY ({', '.join(table.key)})")
    for column in table.columns:
        if column.refers:
            other, _, key = column.refers.partition(".")
            # A row may refer to one that stands in a later row.
            parts.append(
                f'FOREIGN KEY ("{column.name}") REFERENCES "{other}" ("{key}") DEFERRABLE INITIALLY DEFERRED'
            )
    return f'CREATE TABLE "{table.name}" ({", ".join(parts)})'


def _rows(frame: pd.DataFrame, table: Table) -> Iterator[tuple[object, ...]]:
    """Values in the order of the columns; an empty one that is required stays "" and is no NULL."""
    for row in records(frame):
        yield tuple(
            "" if row[column.name] is None and column.required else flat(row[column.name])
            for column in table.columns
        )


FORMAT = Format(
    title="SQLite database",
    suffix=".sqlite",
    tables=_tables,
    keeps="every value, keys and foreign keys, full texts; the schema's version is `user_version`",
    loses="a list is joined by `|`; days and booleans have no type of their own",
)
