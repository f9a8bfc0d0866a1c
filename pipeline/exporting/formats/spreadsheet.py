"""CSV for spreadsheets: it opens with its accents right, and no cell is calculated."""

import re
from pathlib import Path
from typing import Any, Final

import pandas as pd

from pipeline.exporting.format import Format
from pipeline.schemas import LIST_SEPARATOR, Table

_BOM: Final = "\ufeff"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")

# Some ids look like numbers, and a spreadsheet would keep fifteen digits of them, or infinity.
_ID_LIKE_A_NUMBER: Final = re.compile(r"\d{12,}|\d+[eE]\d+", re.ASCII)


def content(frame: pd.DataFrame) -> bytes:
    """A frame with any columns as CSV: a byte order mark, lists joined, no index, formulas made text."""
    shown = {name: [_cell(value) for value in column] for name, column in frame.items()}
    return (
        _BOM + pd.DataFrame(shown, columns=frame.columns).to_csv(index=False, lineterminator="\n")
    ).encode("utf-8")


def _cell(value: Any) -> Any:  # noqa: ANN401 - a cell has no narrower type
    if isinstance(value, list | tuple):
        value = LIST_SEPARATOR.join(map(str, value))
    if isinstance(value, str):
        # A lone carriage return is not quoted, and what follows would be a row of its own.
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        # An apostrophe before the sign makes the cell text in every common spreadsheet.
        calculated = value.startswith(_FORMULA) or _ID_LIKE_A_NUMBER.fullmatch(value)
        return f"'{value}" if calculated else value
    if value is None or value is pd.NA:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _table(frame: pd.DataFrame, table: Table, path: Path) -> None:
    path.write_bytes(content(frame[table.column_names()]))


FORMAT = Format(
    title="CSV for spreadsheets",
    suffix=".csv",
    table=_table,
    keeps="every value; text that a spreadsheet would calculate, or take for a number, has an apostrophe "
    "before it",
    loses="full texts; a list is joined by `|`",
)
