"""A table in LaTeX: a longtable with the rules of booktabs."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd

from pipeline.encoding import csv_cell
from pipeline.exporting.format import Format
from pipeline.exporting.tex import escaped
from pipeline.schemas import Column, Table

_HEAD: Final = (
    "% Needs \\usepackage{booktabs,longtable}; letters beyond Latin ones need XeLaTeX or LuaLaTeX.\n"
    "% As wide as its columns: take out those that the page has no room for.\n"
)
_LONG: Final = 40
_WIDTH: Final = "p{5cm}"
"""Of a column with a cell of more than `_LONG` characters; its lines are broken."""


def _table(frame: pd.DataFrame, table: Table, path: Path) -> None:
    columns = [column for column in table.columns if not column.parquet_only]
    cells = [[csv_cell(value, column.type) for value in frame[column.name]] for column in columns]
    sides = "".join(map(_side, columns, cells))
    lines = [
        f"\\begin{{longtable}}{{{sides}}}",
        r"\toprule",
        _line(column.name for column in columns),
        r"\midrule",
        r"\endhead",
        *map(_line, zip(*cells, strict=True)),
        r"\bottomrule",
        r"\end{longtable}",
    ]
    path.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _side(column: Column, cells: list[str]) -> str:
    if column.type in ("integer", "number"):
        return "r"
    return _WIDTH if max(map(len, cells), default=0) > _LONG else "l"


def _line(cells: Iterable[str]) -> str:
    return f"{' & '.join(map(escaped, cells))} \\\\"


FORMAT = Format(
    title="LaTeX table",
    suffix=".tex",
    table=_table,
    keeps="every value, as text",
    loses="types, full texts, line breaks",
)
