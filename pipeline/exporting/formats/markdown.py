"""A table in Markdown."""

import re
from pathlib import Path
from typing import Final

import pandas as pd

from pipeline.encoding import csv_cell
from pipeline.exporting.format import Format
from pipeline.schemas import Table

_MARKUP: Final = re.compile(r"([!-/:-@\[-`{-~])")
_BREAK: Final = re.compile(r"[\r\n]\s*")


def _table(frame: pd.DataFrame, table: Table, path: Path) -> None:
    columns = [column for column in table.columns if not column.parquet_only]
    cells = [[_escaped(csv_cell(value, column.type)) for value in frame[column.name]] for column in columns]
    numeric = [column.type in ("integer", "number") for column in columns]
    lines = [
        _line([column.name for column in columns]),
        _line(["---:" if right else "---" for right in numeric]),
        *map(_line, map(list, zip(*cells, strict=True))),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(cell: str) -> str:
    """Text that stays text: a backslash before every mark is plain in CommonMark."""
    return _BREAK.sub(" ", _MARKUP.sub(r"\\\1", cell))


FORMAT = Format(
    title="Markdown table",
    suffix=".md",
    table=_table,
    keeps="every value, as text",
    loses="types, full texts, line breaks",
)
