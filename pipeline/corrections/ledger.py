"""The file of corrections: its form, and every mistake in it with line, entry and what to do."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from pipeline.errors import TimelineError
from pipeline.model import Row
from pipeline.schemas import TABLES
from pipeline.shares.share import WHOLE
from pipeline.tables import value_faults

ON_ROWS: Final = ("add", "change", "reject", "confirm")
ON_ENTRIES: Final = ("join", "split")
KEYS: Final[Mapping[str, str]] = {
    "events": "event_id", "vote_shares": "share_id", "counts": "count_id", "claims": "claim_id",
}  # fmt: skip
"""The tables that can be corrected, with the column of their ids."""

SETTABLE: Final[Mapping[str, tuple[str, ...]]] = {
    "events": ("date", "date_end", "type", "status", "label", "actors", "election_id", "round"),
    "vote_shares": (
        "election_id", "round", "subject", "subject_type", "share_pct", "qualifier", "share_low",
        "share_high", "kind", "date", "pollster", "sample",
    ),
    "counts": ("election_id", "round", "subject", "count", "unit", "qualifier"),
    "claims": ("claim", "verdict", "because"),
}  # fmt: skip
"""What an entry may set; ids, bounds, verdicts and the like follow from it."""

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "events": ("date", "type"),
    "vote_shares": ("subject", "subject_type", "share_pct", "kind"),
    "counts": ("subject", "count", "unit"),
    "claims": ("claim", "verdict"),
}
"""What an added row has to say."""

_ENTRY: Final = "correction"
_HEADER: Final = re.compile(rf"\s*\[\[\s*{_ENTRY}\s*\]\]")
_ID: Final = re.compile(r"[\w.-]+")
_ARTICLE: Final = re.compile(r"[0-9a-f]{8,64}")
_PLACE: Final = ("article", "start", "end", "words")
_ALWAYS: Final = ("id", "do", *_PLACE, "reason", "author", "date")
_FIELDS: Final = {
    "add": ("table", "set"),
    "change": ("table", "subject", "expect", "set"),
    "reject": ("table", "subject", "expect"),
    "confirm": ("table", "subject", "expect"),
    "join": ("with",),
    "split": ("with",),
}
_PERCENT: Final = frozenset({"share_pct", "share_low", "share_high"})
_OPTIONAL: Final = frozenset({"subject"})


@dataclass(frozen=True)
class Place:
    """Words of an article: its id or the beginning of its SHA-256, and where they stand."""

    article: str
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Correction:
    """One entry: `do` is add, change, reject, confirm, join or split; `other` is the event to join or leave.

    `expect` is what the row has to say for the entry to apply, `set` what it shall say. `line` is where the
    entry begins, 0 where that cannot be told.
    """

    id: str
    do: str
    place: Place
    reason: str
    author: str
    date: date
    number: int
    line: int
    table: str = ""
    subject: str = ""
    expect: Row = field(default_factory=dict)
    set: Row = field(default_factory=dict)
    other: Place | None = None

    @property
    def note(self) -> str:
        """What corrected rows say."""
        done = {"add": "added", "split": "split"}.get(self.do) or f"{self.do.removesuffix('e')}ed"
        return f"{self.id}: {done} by {self.author} on {self.date.isoformat()}: {self.reason}"

    @property
    def where(self) -> str:
        """The entry for errors: "line 12, entry fix-7"."""
        return _where(self.id, self.number, self.line)


@dataclass(frozen=True)
class Ledger:
    """A file of corrections and its entries in order."""

    path: Path
    entries: tuple[Correction, ...]


def read(path: str | Path) -> Ledger:
    """The entries of a ledger.

    Raises:
        TimelineError: bad-corrections; the message names the file and, of each mistake, the line, the entry
            and what to do.
    """
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TimelineError("bad-corrections", path=file, detail=error.strerror or error) from error
    except ValueError as error:
        raise TimelineError("bad-corrections", path=file, detail=f"it is no TOML file: {error}") from error
    return parse(text, file)


def parse(text: str, file: Path) -> Ledger:
    """The entries in the text of a ledger; errors and `Ledger.path` name it as `file`. Raises as `read`."""
    try:
        content = tomllib.loads(text)
    except ValueError as error:
        raise TimelineError("bad-corrections", path=file, detail=f"it is no TOML file: {error}") from error
    except RecursionError as error:
        raise TimelineError("bad-corrections", path=file, detail="it is nested too deep") from error
    entries = content.get(_ENTRY, [])
    if content.keys() - {_ENTRY} or not _is_list_of_tables(entries):
        detail = f"every entry begins with [[{_ENTRY}]], and nothing else stands in the file."
        raise TimelineError("bad-corrections", path=file, detail=detail)
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if _HEADER.match(line)]
    if len(lines) != len(entries):
        lines = [0] * len(entries)
    mistakes = [
        f"{_where(str(entry.get('id', '')), number, line)}: {mistake}"
        for number, (entry, line) in enumerate(zip(entries, lines, strict=True), start=1)
        for mistake in _mistakes(entry)
    ]
    if not mistakes:
        found = tuple(
            _correction(entry, number, line)
            for number, (entry, line) in enumerate(zip(entries, lines, strict=True), start=1)
        )
        mistakes = list(_clashes(found))
    if mistakes:
        raise TimelineError("bad-corrections", path=file, detail="".join(f"\n  {each}" for each in mistakes))
    return Ledger(file, found)


def _is_list_of_tables(entries: object) -> bool:
    return isinstance(entries, list) and all(isinstance(entry, dict) for entry in entries)


def _where(id_: str, number: int, line: int) -> str:
    named = " ".join(id_.split()) or number
    return f"line {line}, entry {named}" if line else f"entry {named}"


def _mistakes(entry: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the form of one entry."""
    do = entry.get("do")
    if do not in _FIELDS:
        yield f"do is {do!r}; write one of {', '.join(_FIELDS)}"
        return
    known = (*_ALWAYS, *_FIELDS[do])
    for name in entry.keys() - set(known):
        yield f"{name} is no field of an entry that does {do!r}; it has {', '.join(known)}"
    for name in known:
        if name not in entry and name not in _OPTIONAL:
            yield f"{name} is missing"
    for name in ("id", "reason", "author", "words", "subject"):
        if name in entry and not (isinstance(entry[name], str) and entry[name].strip()):
            yield f"{name} is {entry[name]!r}; write a text between quotes"
    if isinstance(entry.get("id"), str) and not _ID.fullmatch(entry["id"]):
        yield f"id is {entry['id']!r}; write it with letters, digits, dots and hyphens"
    if "date" in entry and type(entry["date"]) is not date:
        yield f"date is {entry['date']!r}; write the day of the correction without quotes, as 2026-01-31"
    yield from _place_mistakes(entry)
    if do in ON_ENTRIES:
        other = entry.get("with", {})
        if not isinstance(other, dict):
            yield "with is no event; write with.article, with.start, with.end and with.words"
            return
        for name in _PLACE:
            if name not in other:
                yield f"with.{name} is missing"
        for name in other.keys() - set(_PLACE):
            yield f"with.{name} is no field; it has {', '.join(_PLACE)}"
        yield from (f"with.{mistake}" for mistake in _place_mistakes(other))
        return
    table = entry.get("table")
    if "table" in entry and table not in KEYS:
        yield f"table is {table!r}; write one of {', '.join(KEYS)}"
    elif isinstance(table, str):
        yield from _value_mistakes(entry, do, table)


def _place_mistakes(place: Mapping[str, Any]) -> Iterator[str]:
    article, start, end = (place.get(name) for name in ("article", "start", "end"))
    if article is not None and not (isinstance(article, str) and _ARTICLE.fullmatch(article)):
        yield f"article is {article!r}; write its article_id, or 8 digits or more of its sha256, in quotes"
    for name, value in (("start", start), ("end", end)):
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 0):
            yield f"{name} is {value!r}; write the number that the table has there"
    if isinstance(start, int) and isinstance(end, int) and start >= end:
        yield f"start is {start} and end is {end}; the end comes after the start"


def _value_mistakes(entry: Mapping[str, Any], do: str, table: str) -> Iterator[str]:
    for name in ("expect", "set"):
        values = entry.get(name, {})
        if name not in _FIELDS[do] or name not in entry:
            continue
        if not isinstance(values, dict) or not values:
            yield f"{name} says nothing; write {name}.COLUMN = VALUE"
            continue
        columns = SETTABLE[table] if name == "set" else TABLES[table].column_names()
        for column in values.keys() - set(columns):
            yield f"{name}.{column}: {table} has no such column to {name}; it has {', '.join(columns)}"
        known = {column: value for column, value in values.items() if column in columns}
        for column, fault in value_faults(table, _plain(known)):
            yield f"{name}.{column} {fault}"
        for column in _PERCENT & known.keys():
            if isinstance(known[column], int | float) and not 0 <= known[column] <= WHOLE:
                yield f"{name}.{column} is {known[column]!r}; a share is between 0 and {WHOLE:g} percent"
    if do == "add" and isinstance(entry.get("set"), dict):
        for column in NEEDED[table]:
            if entry["set"].get(column, "") == "":
                yield f"set.{column} is missing; an added row of {table} needs {', '.join(NEEDED[table])}"


def _plain(values: Mapping[str, Any]) -> Row:
    """Values as rows have them: TOML knows days, the tables write them as text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _correction(entry: Mapping[str, Any], number: int, line: int) -> Correction:
    other = entry.get("with")
    return Correction(
        id=entry["id"],
        do=entry["do"],
        place=Place(*(entry[name] for name in _PLACE)),
        reason=" ".join(entry["reason"].split()),
        author=entry["author"],
        date=entry["date"],
        number=number,
        line=line,
        table=entry.get("table", "events"),
        subject=entry.get("subject", ""),
        expect=_plain(entry.get("expect", {})),
        set=_plain(entry.get("set", {})),
        other=Place(*(other[name] for name in _PLACE)) if other else None,
    )


def _clashes(entries: Sequence[Correction]) -> Iterator[str]:
    """Entries that have one id, or that correct one row."""
    ids = Counter(entry.id for entry in entries)
    for entry in entries:
        if ids[entry.id] > 1:
            yield f"{entry.where}: its id stands {ids[entry.id]} times; give each entry an id of its own"
    first: dict[tuple[object, ...], Correction] = {}
    for entry in entries:
        if entry.do in ON_ROWS and entry.do != "add":
            key = (entry.table, entry.place, entry.subject)
            other = first.setdefault(key, entry)
            if other is not entry:
                yield f"{entry.where}: {other.where} corrects the same row; write one entry that does both"
