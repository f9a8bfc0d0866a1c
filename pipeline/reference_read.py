"""Read the CSV files of a country's folder into the rows of pipeline.reference_rows.

What goes in is a folder, what comes out are typed rows. Every fault of a file is an error that names
file, line, column and remedy. Nothing is looked up in other rows here.
"""

import csv
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline.reference_rows import (
    DAY,
    PARTIAL_DAY,
    Count,
    Election,
    Kin,
    Membership,
    Milestone,
    Party,
    Person,
    Result,
    Role,
    Tally,
)
from pipeline.reference_schema import REFERENCE_TABLES
from pipeline.schemas import LIST_SEPARATOR, Column

# What ends a count that is no percentage.
_VOTES, _SEATS = " votes", " seats"
Values = dict[str, Any]
Cells = dict[str, str]


class ReferenceDataError(ValueError):
    """A reference file that cannot be used; the message names file, line, column and remedy."""


class _CellError(Exception):
    """What is wrong with one cell, and the remedy; the reader adds file and line."""

    def __init__(self, column: str, problem: str, remedy: str) -> None:
        super().__init__(f"column {column}: {problem}; {remedy}")


def read_folder(folder: Path) -> dict[str, list[Any]]:
    """The rows of each table in a country's folder, by table name; a missing file has none.

    Raises:
        ReferenceDataError: a column is missing or unknown, or a cell does not fit its column.
    """
    return {name: list(_rows(folder / f"{name}.csv", name)) for name in REFERENCE_TABLES}


def _rows(path: Path, table: str) -> Iterator[Any]:
    if not path.exists():
        return
    columns, key, build = REFERENCE_TABLES[table].columns, REFERENCE_TABLES[table].key, _BUILDERS[table]
    seen: dict[tuple[object, ...], int] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        try:
            header = next(reader, [])
            _check_header(header, columns)
            for row in reader:
                if not row:
                    continue
                cells = _named(row, header)
                values = {column.name: _value(cells.get(column.name, ""), column) for column in columns}
                first = seen.setdefault(tuple(values[name] for name in key), reader.line_num)
                if key and first != reader.line_num:
                    raise _CellError(key[-1], f"the same row as line {first}", "keep one of the two")
                yield build(values, cells)
        except _CellError as fault:
            raise ReferenceDataError(f"{path}, line {reader.line_num}, {fault}") from None
        except UnicodeDecodeError:
            raise ReferenceDataError(f"{path}: it is not UTF-8; save it as UTF-8") from None


def _check_header(header: list[str], columns: tuple[Column, ...]) -> None:
    known = [column.name for column in columns]
    for name in header:
        if name not in known:
            raise _CellError(name, "the column is unknown", f"remove it; the columns are {', '.join(known)}")
    for column in columns:
        if column.required and column.name not in header:
            raise _CellError(column.name, "the column is missing", "add it to the header")


def _named(row: list[str], header: list[str]) -> Cells:
    if len(row) != len(header):
        raise _CellError(
            header[0],
            f"{len(row)} cells where the header has {len(header)}",
            "add the missing commas, or put quotation marks round a cell that holds one",
        )
    return dict(zip(header, row, strict=True))


def _value(cell: str, column: Column) -> object:
    """A cell as its column's type has it."""
    if not cell:
        if column.required:
            raise _CellError(column.name, "it is empty", "fill it in")
        return _EMPTY.get(column.type, "")
    if column.choices and cell not in column.choices:
        raise _CellError(column.name, f"{cell!r} is not allowed", f"use one of: {', '.join(column.choices)}")
    convert = _CONVERTERS.get(column.type)
    if convert is None:
        return cell
    try:
        return convert(cell)
    except (ValueError, KeyError):
        raise _CellError(column.name, f"{cell!r} is no {column.type}", _REMEDIES[column.type]) from None


def _day(cell: str) -> str:
    datetime.date.fromisoformat(cell)
    return cell


_EMPTY: dict[str, object] = {"list": (), "integer": None, "number": None, "boolean": None}
_CONVERTERS: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": _day,
    "list": lambda cell: tuple(cell.split(LIST_SEPARATOR)),
}
_REMEDIES = {
    "integer": "write a whole number in digits alone",
    "number": "write digits with a point as decimal mark",
    "boolean": "write true or false",
    "date": "write the day as YYYY-MM-DD",
}


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _pairs(values: Values, column: str, form: str) -> Iterator[tuple[str, str]]:
    """The two sides of each `left:right` entry of a list cell."""
    for entry in values[column]:
        left, _, right = entry.partition(":")
        if not (left and right):
            raise _CellError(column, f"{entry!r} is not of the form {form}", f"write each entry as {form}")
        yield left, right


def _counts(values: Values) -> tuple[Count, ...]:
    if not values["other_counts"]:
        return ()
    pairs = list(_pairs(values, "other_counts", "PERCENT:WHOSE"))
    try:
        return tuple(
            Count(float(pct), _decimals(pct), whose)
            for pct, whose in pairs
            if not pct.endswith((_VOTES, _SEATS))
        )
    except ValueError:
        raise _CellError("other_counts", "a percentage is no number", _REMEDIES["number"]) from None


def _tallies(values: Values, unit: str) -> tuple[Tally, ...]:
    """The other counts that are in votes or seats."""
    if not values["other_counts"]:
        return ()
    pairs = list(_pairs(values, "other_counts", f"NUMBER{unit}:WHOSE"))
    try:
        return tuple(
            Tally(int(number.removesuffix(unit)), whose) for number, whose in pairs if number.endswith(unit)
        )
    except ValueError:
        raise _CellError("other_counts", f"a number of{unit} is none", _REMEDIES["integer"]) from None


def _check_date(values: Values) -> None:
    date = values["date"]
    try:
        # Of a month or a year, the first day.
        if not PARTIAL_DAY.fullmatch(date):
            raise ValueError(date)
        datetime.date.fromisoformat((date + "-01-01")[: len("YYYY-MM-DD")])
    except ValueError:
        raise _CellError(
            "date", f"{date!r} is no date", "write YYYY-MM-DD, or YYYY-MM or YYYY while the day is not known"
        ) from None


def _election(values: Values, cells: Cells) -> Election:
    _check_date(values)
    values["other_counts"] = _counts(values)
    return Election(**values, turnout_decimals=_decimals(cells.get("turnout_pct", "")))


def _result(values: Values, cells: Cells) -> Result:
    values["other_votes"], values["other_seats"] = _tallies(values, _VOTES), _tallies(values, _SEATS)
    values["other_counts"] = _counts(values)
    return Result(**values, share_decimals=_decimals(cells.get("share_pct", "")))


def _person(values: Values, cells: Cells) -> Person:
    values["parties"] = tuple(sorted(_memberships(values)))
    values["roles"] = tuple(_roles(values))
    values["kin"] = tuple(Kin(*pair) for pair in _pairs(values, "kin", "RELATION:NAME"))
    return Person(**values)


def _memberships(values: Values) -> Iterator[Membership]:
    for year, party_id in _pairs(values, "parties", "YEAR:PARTY_ID"):
        if not year.isdigit():
            raise _CellError("parties", f"{year!r} is no year", "write each entry as YEAR:PARTY_ID")
        yield Membership(int(year), party_id)


def _roles(values: Values) -> Iterator[Role]:
    for office, term in _pairs(values, "roles", "ROLE:START/END"):
        start, mark, end = term.partition("/")
        if not mark or not DAY.fullmatch(start) or (end and not DAY.fullmatch(end)):
            raise _CellError(
                "roles",
                f"the term {term!r} is not of the form START/END",
                "write days as YYYY-MM-DD/YYYY-MM-DD, with nothing after the stroke while it lasts",
            )
        if end and end <= start:
            raise _CellError("roles", f"the term {term!r} ends before it starts", "correct one of the days")
        yield Role(office, start, end)


def _party(values: Values, cells: Cells) -> Party:
    return Party(**values)


def _milestone(values: Values, cells: Cells) -> Milestone:
    _check_date(values)
    return Milestone(**values)


_BUILDERS: dict[str, Callable[[Values, Cells], Any]] = {
    "elections": _election,
    "results": _result,
    "people": _person,
    "parties": _party,
    "milestones": _milestone,
}
