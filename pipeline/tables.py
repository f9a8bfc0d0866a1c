"""From rows to frames: dtypes, the order of rows, and every fault against the schemas.

The frames of all modules look the same: strings and days are `str`, and what is not stated is "";
integers are `Int64` and numbers `float64`, and what is not stated is NA; booleans are `boolean`;
a list is a Python list, empty where nothing is stated.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from pipeline.model import Article, Row
from pipeline.schemas import LIST_SEPARATOR, TABLES, Column, Table

Frames = dict[str, pd.DataFrame]

DECIMALS: Final = 6
FAULT_COLUMNS: Final = ("table", "row", "article_id", "column", "problem")

# A lone surrogate fits no UTF-8 file and a NUL no CSV reader. One character stands for one, so that
# no offset moves.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT: Final = "\ufffd"
# A list's separator inside one of its values would split it on the way back from CSV.
_ESCAPED_SEPARATOR: Final = "%7C"

_DTYPES: Final = {
    "string": "str",
    "date": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "list": "object",
}
_ID = re.compile(r"[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_PARTIAL_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")
# Columns that hold a date at the precision of the text.
_PARTIAL_COLUMNS: Final = frozenset({"date", "date_end"})
_ORDERED_PAIRS: Final = (("start", "end"), ("earliest", "latest"), ("share_low", "share_high"))


def article_row(article: Article, sources: Sequence[str]) -> Row:
    """The row of `articles` for one article that stands at all of `sources`."""
    return {
        "article_id": article.article_id,
        "source": sorted(set(sources)),
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else "",
        "updated": article.updated.isoformat() if article.updated else "",
        "language": article.language,
        "characters": len(article.text),
        "sha256": article.sha256,
        "status": article.status,
        "problem": article.problem,
        "reader": article.reader,
        "text": article.text,
    }


def check_rows(rows: Mapping[str, Sequence[Row]]) -> None:
    """Make sure that rows name known tables and columns and hold values of the columns' types.

    Raises:
        ValueError: names every table, column and value that does not fit.
    """
    faults = sorted({fault for name, of_table in rows.items() for fault in _row_faults(name, of_table)})
    if faults:
        raise ValueError("; ".join(faults))


def _row_faults(name: str, rows: Sequence[Row]) -> Iterator[str]:
    if name not in TABLES:
        yield f"no table {name!r}"
        return
    columns = {column.name: column for column in TABLES[name].columns}
    for row in rows:
        yield from (f"{name} has no column {key!r}" for key in row.keys() - columns.keys())
        for key, column in columns.items():
            value = row.get(key)
            if value is not None and value != "" and not _FITS[column.type](value):
                yield f"{name}.{key} is no {column.type}: {value!r}"


def value_faults(name: str, values: Row) -> Iterator[tuple[str, str]]:
    """What does not fit its column of a table, as (column, what is wrong with it)."""
    columns = {column.name: column for column in TABLES[name].columns}
    for key, value in values.items():
        column = columns[key]
        if value == "":
            if column.required:
                yield key, "has to say something"
        elif not _FITS[column.type](value):
            yield key, f"is {value!r}; write a {column.type}"
        else:
            for mask, problem in _column_faults(column, _series([value], column)):
                if mask.any():
                    yield key, f"is {value!r}, which {problem}"


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_FITS: Final[dict[str, Callable[[object], bool]]] = {
    "string": lambda value: isinstance(value, str),
    "date": lambda value: isinstance(value, str | date),
    "integer": _is_integer,
    "number": lambda value: _is_integer(value) or isinstance(value, float),
    "boolean": lambda value: isinstance(value, bool),
    "list": lambda value: isinstance(value, list | tuple) and all(isinstance(item, str) for item in value),
}


def frames(rows: Mapping[str, Iterable[Row]]) -> Frames:
    """One frame for every table of the schemas, in its columns and its order of rows.

    A column that a row lacks, None and "" all mean "not stated".
    """
    return {name: frame(name, rows.get(name, ())) for name in TABLES}


def frame(name: str, rows: Iterable[Row]) -> pd.DataFrame:
    """The rows as the frame of table `name`."""
    rows = list(rows)
    return ordered(
        name,
        pd.DataFrame(
            {
                column.name: _series([row.get(column.name) for row in rows], column)
                for column in TABLES[name].columns
            }
        ),
    )


def _series(values: Sequence[Any], column: Column) -> "pd.Series[Any]":
    return pd.Series([_CLEAN[column.type](value) for value in values], dtype=_DTYPES[column.type])


def _clean_text(value: object) -> str:
    return _UNSTORABLE.sub(_REPLACEMENT, "" if value is None else str(value))


def _clean_number(value: float | str | None) -> float:
    # Adding zero turns -0.0 into 0.0.
    return float("nan") if value is None or value == "" else round(float(value), DECIMALS) + 0.0


def _clean_list(value: Iterable[str] | None) -> list[str]:
    return [_clean_text(item).replace(LIST_SEPARATOR, _ESCAPED_SEPARATOR) for item in value or ()]


_CLEAN: Final[dict[str, Callable[[Any], object]]] = {
    "string": _clean_text,
    "date": _clean_text,
    "integer": lambda value: pd.NA if value is None or value == "" else int(value),
    "number": _clean_number,
    "boolean": lambda value: pd.NA if value is None or value == "" else bool(value),
    "list": _clean_list,
}


def ordered(name: str, table_frame: pd.DataFrame) -> pd.DataFrame:
    """The frame in the order of its table, whatever order its rows came in.

    Articles by id, what they say by place, the timeline by day; where these are equal, the key and
    then all other columns decide.
    """
    table = TABLES[name]
    names = table.column_names(parquet=True)
    leading = ["earliest", "latest"] if name == "timeline" else ["article_id", "start", "end"]
    by = list(dict.fromkeys(key for key in (*leading, *table.key) if key in names))
    tied = table_frame.duplicated(by, keep=False)
    if tied.any():
        rows = table_frame.itertuples(index=False)
        table_frame = table_frame.assign(
            _tie_break=[repr(tuple(row)) if is_tied else "" for row, is_tied in zip(rows, tied, strict=True)]
        )
        by.append("_tie_break")
    return table_frame.sort_values(by, kind="stable", ignore_index=True)[names]


def validate(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """All faults of the tables against the schemas, one a row.

    The columns are table, row (its key), article_id ("" for the timeline), column and problem.

    Checked are columns, required values, choices, days, bounds, unique keys and foreign keys. An
    empty frame means that there is no fault.
    """
    faults = [fault for name, table in TABLES.items() for fault in _faults(table, tables)]
    return pd.DataFrame(faults, columns=list(FAULT_COLUMNS), dtype="str")


Fault = tuple[str, str, str, str, str]


def _faults(table: Table, tables: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    if table.name not in tables:
        yield table.name, "", "", "", "the table is missing"
        return
    rows = tables[table.name]
    names = table.column_names(parquet=True)
    missing = [name for name in names if name not in rows.columns]
    yield from ((table.name, "", "", name, "the column is missing") for name in missing)
    yield from ((table.name, "", "", str(name), "no such column") for name in rows.columns.difference(names))
    if missing or rows.empty:
        return

    def report(mask: "pd.Series[bool]", column: str, problem: str) -> Iterator[Fault]:
        if not mask.any():
            return
        wrong = rows[mask]
        articles = wrong["article_id"] if "article_id" in names else [""] * len(wrong)
        keys = wrong[list(table.key)].itertuples(index=False)
        for key, article in zip(keys, articles, strict=True):
            yield table.name, " ".join(map(str, key)), article, column, problem

    yield from report(rows.duplicated(list(table.key)), "", f"the key {', '.join(table.key)} stands twice")
    for column in table.columns:
        for mask, problem in _column_faults(column, rows[column.name]):
            yield from report(mask, column.name, problem)
        if column.refers:
            target_table, target = column.refers.split(".")
            known = set(tables[target_table][target].tolist()) if target_table in tables else set()
            stray = _unlike(rows[column.name], _stated(rows[column.name]), known.__contains__)
            yield from report(stray, column.name, f"no such {column.refers}")
    for low, high in _ORDERED_PAIRS:
        if low in names and high in names:
            both = _stated(rows[low]) & _stated(rows[high])
            wrong = both.copy()
            wrong[both] = (rows.loc[both, low] > rows.loc[both, high]).astype("bool")
            yield from report(wrong, low, f"is after {high}")
    if table.name != "articles" and "article_id" in names and "articles" in tables:
        articles = tables["articles"]
        unread = set(articles.loc[articles["status"] != "ok", "article_id"].tolist())
        stray = _unlike(rows["article_id"], _stated(rows["article_id"]), lambda value: value not in unread)
        yield from report(stray, "article_id", "the article has status failed or skipped")
    if table.name == "timeline":
        known_events = set(tables["events"]["event_id"]) if "events" in tables else set()
        stray = rows["event_ids"].map(lambda ids: not known_events.issuperset(ids)).astype("bool")
        yield from report(stray, "event_ids", "no such events.event_id")


def _column_faults(column: Column, values: "pd.Series[Any]") -> Iterator[tuple["pd.Series[bool]", str]]:
    stated = _stated(values)
    if column.required:
        yield ~stated, "is required and not stated"
    if column.choices:
        yield stated & ~values.isin(column.choices), f"is none of {', '.join(column.choices)}"
    if column.type == "date":
        yield _unlike(values, stated, _is_day), "is no ISO day"
    elif column.name in _PARTIAL_COLUMNS:
        yield _unlike(values, stated, _is_partial_day), "is no ISO day, month or year"
    elif column.name in _ID_COLUMNS:
        yield _unlike(values, stated, lambda value: bool(_ID.fullmatch(value))), "is no id of 12 digits"
    elif column.name == "confidence":
        yield stated & ~values.between(0, 1), "is not from 0 to 1"
    elif column.name in ("start", "round", "articles"):
        yield stated & (values < (0 if column.name == "start" else 1)).fillna(False), "is too small"


_ID_COLUMNS: Final = frozenset(key for table in TABLES.values() for key in table.key if key.endswith("_id"))


def _stated(values: "pd.Series[Any]") -> "pd.Series[bool]":
    if values.dtype == object:
        return values.map(len).astype("int64") > 0
    if pd.api.types.is_string_dtype(values.dtype):
        return values.ne("").astype("bool")
    return values.notna()


def _unlike(
    values: "pd.Series[Any]", stated: "pd.Series[bool]", fits: Callable[[str], bool]
) -> "pd.Series[bool]":
    wrong = {value for value in values[stated].unique() if not fits(value)}
    return values.isin(wrong)


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_partial_day(value: str) -> bool:
    return bool(_PARTIAL_DAY.fullmatch(value)) and _is_day(value + "-01-01"[len(value) - 4 :])
