"""The rows of the reference tables, read from the CSV files of a country's folder.

What goes in is a folder, what comes out are frozen rows; every fault of a file is an error that
names file, line, column and remedy. Nothing is looked up in other rows here.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.reference_schema import REFERENCE_TABLES
from pipeline.schemas import LIST_SEPARATOR, Column

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ReferenceDataError(ValueError):
    """A reference file that cannot be used; the message names file, line, column and remedy."""


class Count(NamedTuple):
    """Another count of the same figure, in percent, its decimals as published, and whose it is."""

    pct: float
    decimals: int
    whose: str


class Membership(NamedTuple):
    """The party that a person stood for or led in a year."""

    year: int
    party_id: str


class Role(NamedTuple):
    """An office held from `start` to before `end` (ISO days; `end` is empty while it lasts)."""

    office: str
    start: str
    end: str

    def on(self, day: str) -> bool:
        """Whether it was held on an ISO day."""
        return self.start <= day and (not self.end or day < self.end)


class Kin(NamedTuple):
    """A relative: `relation` is what `name` is to the person."""

    relation: str
    name: str


@dataclass(frozen=True)
class Election:
    """A polling day. `date` is an ISO day, or month or year while the day is not known."""

    election_id: str
    round: int | None
    country: str
    office: str
    area: str
    date: str
    registered: int | None
    votes_cast: int | None
    valid_votes: int | None
    turnout_pct: float | None
    turnout_decimals: int
    other_counts: tuple[Count, ...]
    source: str

    @cached_property
    def day(self) -> date | None:
        """The polling day, None while it is not known."""
        return date.fromisoformat(self.date) if _DAY.fullmatch(self.date) else None


@dataclass(frozen=True, slots=True)
class Result:
    """What one subject got. `share_decimals` is how many decimals the published share has."""

    election_id: str
    round: int | None
    subject: str
    subject_type: str
    party_id: str
    party_family: str
    votes: int | None
    share_pct: float | None
    share_decimals: int
    rank: int | None
    elected: bool | None
    seats: int | None
    seats_total: int | None
    other_counts: tuple[Count, ...]
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Person:
    """A person; `name` is the key in every table."""

    name: str
    country: str
    aliases: tuple[str, ...]
    ambiguous_aliases: tuple[str, ...]
    gender: str
    born: str
    died: str
    parties: tuple[Membership, ...]
    roles: tuple[Role, ...]
    kin: tuple[Kin, ...]
    source: str

    def party_id(self, year: int) -> str:
        """The party of the latest entry up to a year, or of the first one; empty without any."""
        known = [entry.party_id for entry in self.parties if entry.year <= year]
        return known[-1] if known else (self.parties[0].party_id if self.parties else "")


@dataclass(frozen=True, slots=True)
class Party:
    """A party or alliance under one name; `name_en` is its canonical name."""

    party_id: str
    country: str
    name_en: str
    name_fr: str
    aliases: tuple[str, ...]
    ambiguous_aliases: tuple[str, ...]
    founded: str
    valid_from: str
    valid_to: str
    successor_id: str
    family: str
    colour: str
    members: tuple[str, ...]
    source: str

    @property
    def name(self) -> str:
        """The canonical name."""
        return self.name_en


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated event; `date` is ISO 8601 at the precision known."""

    date: str
    precision: str
    type: str
    label: str
    actors: tuple[str, ...]
    election_id: str
    round: int | None
    source: str


@dataclass(frozen=True)
class Where:
    """The cell that is being read, for errors."""

    path: Path
    line: int
    column: str

    def error(self, problem: str, remedy: str) -> ReferenceDataError:
        """The error to raise for this cell."""
        return ReferenceDataError(f"{self.path}, line {self.line}, column {self.column}: {problem}; {remedy}")


def read_folder(folder: Path) -> dict[str, list[Any]]:
    """The rows of each table in a country's folder, by table name; a missing file has none.

    Raises:
        ReferenceDataError: a column is missing or unknown, or a cell does not fit its column.
    """
    return {name: list(_rows(folder / f"{name}.csv", name)) for name in REFERENCE_TABLES}


def _rows(path: Path, table: str) -> Iterator[Any]:
    if not path.exists():
        return
    columns, key = REFERENCE_TABLES[table].columns, REFERENCE_TABLES[table].key
    build = _BUILDERS[table]
    seen: dict[tuple[object, ...], int] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        positions = _positions(path, header, columns)
        for cells in reader:
            if not cells:
                continue
            if len(cells) != len(header):
                raise Where(path, reader.line_num, header[0]).error(
                    f"{len(cells)} cells where the header has {len(header)}",
                    "add the missing commas, or put quotation marks round a cell that holds one",
                )
            values = {}
            for column, position in positions:
                cell = cells[position] if position >= 0 else ""
                values[column.name] = _value(cell, column, path, reader.line_num) if cell else _empty(column)
                if column.required and not cell:
                    raise Where(path, reader.line_num, column.name).error("it is empty", "fill it in")
            first = seen.setdefault(tuple(values[name] for name in key), reader.line_num) if key else 0
            if key and first != reader.line_num:
                raise Where(path, reader.line_num, key[-1]).error(
                    f"a second row for {', '.join(str(values[name]) for name in key)}",
                    f"keep one of lines {first} and {reader.line_num}",
                )
            yield build(values, _texts(cells, positions), lambda name: Where(path, reader.line_num, name))


def _positions(path: Path, header: list[str], columns: tuple[Column, ...]) -> list[tuple[Column, int]]:
    """Each column with its place in the file, -1 for an optional one that the file leaves out."""
    known = {column.name for column in columns}
    for name in header:
        if name not in known:
            raise Where(path, 1, name).error(
                "the column is unknown", f"remove it; the columns are {', '.join(sorted(known))}"
            )
    for column in columns:
        if column.required and column.name not in header:
            raise Where(path, 1, column.name).error("the column is missing", "add it to the header")
    return [(column, header.index(column.name) if column.name in header else -1) for column in columns]


def _empty(column: Column) -> object:
    if column.type == "list":
        return ()
    return None if column.type in ("integer", "number", "boolean") else ""


def _value(cell: str, column: Column, path: Path, line: int) -> object:
    """A filled cell as its column's type has it."""
    problem = remedy = ""
    if column.type == "list":
        return tuple(cell.split(LIST_SEPARATOR))
    try:
        match column.type:
            case "integer":
                return int(cell)
            case "number":
                return float(cell)
            case "boolean":
                return {"true": True, "false": False}[cell]
            case "date":
                date.fromisoformat(cell)
    except (ValueError, KeyError):
        problem, remedy = f"{cell!r} is no {column.type}", _REMEDIES[column.type]
    if column.choices and cell not in column.choices:
        problem, remedy = f"{cell!r} is not allowed", f"use one of: {', '.join(column.choices)}"
    if problem:
        raise Where(path, line, column.name).error(problem, remedy)
    return cell


_REMEDIES = {
    "integer": "write a whole number in digits alone",
    "number": "write digits with a point as decimal mark",
    "boolean": "write true or false",
    "date": "write the day as YYYY-MM-DD",
}

Texts = Mapping[str, str]
Locate = Callable[[str], Where]


def _texts(cells: list[str], positions: list[tuple[Column, int]]) -> Texts:
    return {column.name: cells[position] for column, position in positions if position >= 0}


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])


def _pairs(entries: tuple[str, ...], where: Where, form: str) -> Iterator[tuple[str, str]]:
    """The two sides of each `left:right` entry of a list cell."""
    for entry in entries:
        left, mark, right = entry.partition(":")
        if not (left and mark and right):
            raise where.error(f"{entry!r} is not of the form {form}", f"write each entry as {form}")
        yield left, right


def _counts(values: Mapping[str, Any], locate: Locate) -> tuple[Count, ...]:
    where = locate("other_counts")
    counts = []
    for pct, whose in _pairs(values["other_counts"], where, "PERCENT:WHOSE"):
        try:
            counts.append(Count(float(pct), _decimals(pct), whose))
        except ValueError:
            raise where.error(f"{pct!r} is no number", _REMEDIES["number"]) from None
    return tuple(counts)


def _election(values: dict[str, Any], texts: Texts, locate: Locate) -> Election:
    values["other_counts"] = _counts(values, locate)
    return Election(**values, turnout_decimals=_decimals(texts.get("turnout_pct", "")))


def _result(values: dict[str, Any], texts: Texts, locate: Locate) -> Result:
    values["other_counts"] = _counts(values, locate)
    return Result(**values, share_decimals=_decimals(texts.get("share_pct", "")))


def _person(values: dict[str, Any], texts: Texts, locate: Locate) -> Person:
    where = locate("parties")
    memberships = []
    for year, party_id in _pairs(values["parties"], where, "YEAR:PARTY_ID"):
        if not year.isdigit():
            raise where.error(f"{year!r} is no year", "write each entry as YEAR:PARTY_ID")
        memberships.append(Membership(int(year), party_id))
    values["parties"] = tuple(sorted(memberships))
    values["roles"] = tuple(_roles(values["roles"], locate("roles")))
    values["kin"] = tuple(Kin(*pair) for pair in _pairs(values["kin"], locate("kin"), "RELATION:NAME"))
    return Person(**values)


def _roles(entries: tuple[str, ...], where: Where) -> Iterator[Role]:
    for office, term in _pairs(entries, where, "ROLE:START/END"):
        start, mark, end = term.partition("/")
        if not mark or not _DAY.fullmatch(start) or (end and not _DAY.fullmatch(end)):
            raise where.error(
                f"the term {term!r} is not of the form START/END",
                "write days as YYYY-MM-DD/YYYY-MM-DD, with nothing after the stroke while it lasts",
            )
        if end and end <= start:
            raise where.error(f"the term {term!r} ends before it starts", "correct one of the days")
        yield Role(office, start, end)


def _party(values: dict[str, Any], texts: Texts, locate: Locate) -> Party:
    return Party(**values)


def _milestone(values: dict[str, Any], texts: Texts, locate: Locate) -> Milestone:
    return Milestone(**values)


_BUILDERS: dict[str, Callable[[dict[str, Any], Texts, Locate], Any]] = {
    "elections": _election,
    "results": _result,
    "people": _person,
    "parties": _party,
    "milestones": _milestone,
}
