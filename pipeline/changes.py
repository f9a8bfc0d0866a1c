"""What a rebuild changed: rows added, removed and changed between two builds, and why."""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Final

import pandas as pd

from pipeline.encoding import csv_cell
from pipeline.schemas import LIST_SEPARATOR, TABLES, Table
from pipeline.store import Tables

COLUMNS: Final = ("table", "row", "change", "why", "article_id", "column", "old", "new")
CHANGES: Final = ("added", "removed", "changed")
WHY: Final = {
    "new article": "the article was not among the inputs before",
    "article gone": "the article is no longer among the inputs",
    "new version": "the article has another text under the same address or file",
    "correction": "a person corrected it, or took a correction back",
    "reference data": "the article is read as before: the record says something else of it",
    "other copies": "copies, versions or reprints of the article came or went",
    "rule or pack": "the article is the same: the program or its data read it otherwise",
}
# What a row owes to the record, and what an article owes to others.
_OF_RECORD: Final = frozenset({"official_pct", "official", "difference", "verdict", "because", "exact_date"})
_OF_COPIES: Final = frozenset({"source", "published", "updated", "reprint_of"})
_CORRECTED: Final = "corrected"
_MEMBERS: Final = "event_ids"
_BETWEEN: Final = "/"

_Cells = Mapping[str, str]  # a row as in CSV, by column
_Rows = Mapping[str, _Cells]  # by the values of the key


def diff(old: Tables, new: Tables) -> pd.DataFrame:
    """The differences of two builds.

    Returns:
        A row for each row that was added or removed and one for each cell that changed, all of them strings:
        table, row (the values of its key), change (added | removed | changed), why (a key of `WHY`),
        article_id ("" in the timeline), column, old and new (as in CSV; "" for rows that came or went).
    """
    alone = _alone(old.articles, new.articles)
    rejected = _rejected(old.rejected) ^ _rejected(new.rejected)
    events: dict[str, str] = {}  # why an event stands in one build alone
    changes: list[tuple[str, ...]] = []
    # The timeline is the last of the tables: it is explained by its events.
    for table in TABLES.values():
        before, after = _rows(old.frames[table.name], table), _rows(new.frames[table.name], table)
        for row in {**before, **after}:
            if row in before and row in after:
                changes += _changed(table, row, before[row], after[row], events)
                continue
            cells = after.get(row) or before[row]
            article = cells.get("article_id", "")
            why = alone.get(article) or _why_of_one(cells, rejected, events)
            if table.name == "events":
                events[row] = why
            changes.append(
                (table.name, row, "added" if row in after else "removed", why, article, "", "", "")
            )
    return pd.DataFrame(changes, columns=COLUMNS, dtype="str")


def _rows(frame: pd.DataFrame, table: Table) -> _Rows:
    columns = [column for column in table.columns if not column.parquet_only]
    cells = ([csv_cell(value, column.type) for value in frame[column.name].tolist()] for column in columns)
    names = [column.name for column in columns]
    rows = (dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True))
    return {_BETWEEN.join(row[name] for name in table.key): row for row in rows}


def _alone(old: pd.DataFrame, new: pd.DataFrame) -> Mapping[str, str]:
    """Why an article stands in one build alone."""
    before, after = _places(old), _places(new)
    known_before, known_after = set().union(*before.values()), set().union(*after.values())
    return {
        each: "new article" if known_before.isdisjoint(after[each]) else "new version"
        for each in after.keys() - before.keys()
    } | {
        each: "article gone" if known_after.isdisjoint(before[each]) else "new version"
        for each in before.keys() - after.keys()
    }


def _places(articles: pd.DataFrame) -> dict[str, Set[str]]:
    """Where each article stands: its files and its address."""
    rows = zip(articles["article_id"], articles["source"], articles["url"], strict=True)
    return {article_id: {*sources, *([url] if url else [])} for article_id, sources, url in rows}


def _rejected(rejected: pd.DataFrame) -> Set[tuple[str, ...]]:
    """The places whose rows people rejected."""
    columns = (rejected[name].tolist() for name in ("article_id", "start", "end", _CORRECTED))
    return {(article, str(start), str(end)) for article, start, end, by in zip(*columns, strict=True) if by}


def _why_of_one(cells: _Cells, rejected: Set[tuple[str, ...]], events: Mapping[str, str]) -> str:
    """Why a row stands in one build alone that has the same articles."""
    if _MEMBERS in cells:
        return _of_members(cells[_MEMBERS].split(LIST_SEPARATOR), events)
    place = tuple(cells.get(name, "") for name in ("article_id", "start", "end"))
    if cells.get(_CORRECTED) or place in rejected:
        return "correction"
    return "rule or pack"


def _changed(
    table: Table, row: str, before: _Cells, after: _Cells, events: Mapping[str, str]
) -> Iterator[tuple[str, ...]]:
    columns = {name for name in after if before[name] != after[name]}
    if _CORRECTED in columns:
        why = "correction"
    elif columns <= _OF_RECORD:
        why = "reference data"
    elif columns <= _OF_COPIES:
        why = "other copies"
    elif _MEMBERS in columns:
        members = (set(cells[_MEMBERS].split(LIST_SEPARATOR)) for cells in (before, after))
        why = _of_members(set.symmetric_difference(*members), events)
    else:
        why = "rule or pack"
    article = after.get("article_id", "")
    for name in after:
        if name in columns:
            yield table.name, row, "changed", why, article, name, before[name], after[name]


def _of_members(members: Iterable[str], events: Mapping[str, str]) -> str:
    """The reason of the events, the first in the order of `WHY` where there are several."""
    reasons = {events[each] for each in members if each in events}
    return next((why for why in WHY if why in reasons), "rule or pack")
