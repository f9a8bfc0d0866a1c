"""An Excel workbook: a sheet a table with typed cells, and the data dictionary."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from pipeline.exporting.format import Format
from pipeline.exporting.values import flat, records
from pipeline.schemas import TABLES, Column, Table
from pipeline.store import Tables

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# What a cell and a sheet of Excel can hold.
_MOST_CHARACTERS: Final = 32_767
_MOST_ROWS: Final = 1_048_576
_FIRST_DAY: Final = date(1900, 3, 1)  # Excel counts a 29 February 1900 that never was
_DICTIONARY: Final = "dictionary"
_HEADINGS: Final = ("table", "column", "type", "meaning", "choices")
_WIDTHS: Final = {"quote": 60, "label": 40, "title": 40, "text": 40, "because": 60}
_WIDTH: Final = 14
# Nothing that an article says is a formula, a link or a number written as text.
_OPTIONS: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
# The time of a workbook is part of its bytes; the tables have none.
_CREATED: Final = date(1980, 1, 1)


def _tables(tables: Tables, path: Path) -> None:
    _write(tables.frames, path)


def _table(frame: pd.DataFrame, table: Table, path: Path) -> None:
    _write({table.name: frame}, path)


def _write(frames: dict[str, pd.DataFrame], path: Path) -> None:
    import xlsxwriter

    for name, frame in frames.items():
        if len(frame) >= _MOST_ROWS:
            raise OSError(0, f"a sheet holds {_MOST_ROWS - 1:,} rows, and {name} has {len(frame):,}")
    with xlsxwriter.Workbook(path, _OPTIONS) as book:
        book.set_properties({"created": pd.Timestamp(_CREATED).to_pydatetime()})
        bold = book.add_format({"bold": True})
        for name, frame in frames.items():
            columns = [column for column in TABLES[name].columns if not column.parquet_only]
            rows = [[_cell(row[column.name], column) for column in columns] for row in records(frame)]
            sheet = _sheet(book, name, [column.name for column in columns], rows, bold)
            for index, column in enumerate(columns):
                sheet.set_column(index, index, _WIDTHS.get(column.name, _WIDTH))
        meanings = [
            [name, column.name, column.type, column.description, ", ".join(column.choices)]
            for name in frames
            for column in TABLES[name].columns
            if not column.parquet_only
        ]
        _sheet(book, _DICTIONARY, _HEADINGS, meanings, bold).set_column(3, 3, 80)


def _sheet(
    book: "Workbook", name: str, headings: "list[str] | tuple[str, ...]", rows: list[list[Any]], bold: object
) -> "Worksheet":
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, headings, bold)
    sheet.freeze_panes(1, 0)
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
    sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
    return sheet


def _cell(value: Any, column: Column) -> Any:  # noqa: ANN401 - a cell has no narrower type
    value = flat(value)
    if column.type == "date" and value:
        day = date.fromisoformat(value)
        return day if day >= _FIRST_DAY else value
    return value[:_MOST_CHARACTERS] if isinstance(value, str) else value


FORMAT = Format(
    title="Excel workbook",
    suffix=".xlsx",
    tables=_tables,
    table=_table,
    library="xlsxwriter",
    keeps="numbers, days and booleans as such, a sheet a table, what each column means",
    loses="full texts; a list is joined by `|`; days before March 1900 are text",
)
