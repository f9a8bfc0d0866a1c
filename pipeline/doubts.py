"""What to look at first in the tables of a build: a list for a person to go through.

Nothing in it is a fault of the tables. Pure: the same tables give the same list.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pandas as pd

from pipeline.exporting.said import SAYING, said
from pipeline.exporting.values import records
from pipeline.merge.votes import alike
from pipeline.schemas import HOLDING, UNDECIDED, UNSURE
from pipeline.store import Tables

WHY: Final = ("record", "unsure", "conflict", "overlap")
"""Why a row is looked at, in the order of the list: the record says other than it, it is less sure than
asked for, articles disagree on it, another row of its article has its words or says other of its subject."""

COLUMNS: Final = (
    "why", "table", "row", "says", "detail", "confidence", "words", "quote", "article", "published", "url",
    "article_id", "start", "end", "other",
)  # fmt: skip
BELOW: Final = 0.6
"""Confidence below which a row is unsure."""

_FIGURES: Final = {"vote_shares": "share_pct", "counts": "count"}
# What two figures of one article have in common that cannot both be right.
_SAME_THING: Final = {
    "vote_shares": ["article_id", "election_id", "round", "subject", "kind"],
    "counts": ["article_id", "election_id", "round", "subject", "unit"],
}
_PLACE: Final = ["article_id", "start", "end"]
_ONE_FIGURE: Final = ("result", "turnout")


class _Doubt(NamedTuple):
    why: str
    table: str
    row: dict[str, Any]
    detail: str = ""
    other: str = ""


def doubts(tables: Tables, *, below: float = BELOW) -> pd.DataFrame:
    """The rows to look at, each once for each reason but `unsure`, which stands alone.

    Args:
        tables: the tables of a build.
        below: rows with less confidence are unsure.

    Returns:
        A frame with the columns `COLUMNS`: disagreements with the record, unsure rows, conflicts between
        articles, overlapping rows, and of each the least sure first. `row` is the row's id, `words` and
        `quote` are of its article; `detail` says what it was compared with, what articles disagree on, or
        what the row that it overlaps says, whose id is `other`. A conflict is of the timeline, and has no
        article of its own.
    """
    found = [*_against_record(tables), *_conflicts(tables), *_overlaps(tables)]
    listed = {(each.table, _id(each)) for each in found}
    found += (each for each in _unsure(tables, below) if (each.table, _id(each)) not in listed)
    articles = {row["article_id"]: row for row in records(tables.articles)}
    frame = pd.DataFrame([_listed(each, articles) for each in found], columns=list(COLUMNS))
    frame = frame.astype({"confidence": "float64", "start": "Int64", "end": "Int64"})
    return frame.sort_values(
        ["why", "confidence", "article_id", "start", "row"],
        key=lambda column: column.map(WHY.index) if column.name == "why" else column,
        kind="stable",
        ignore_index=True,
    )


def _against_record(tables: Tables) -> Iterator[_Doubt]:
    for name in ("vote_shares", "counts", "claims"):
        frame = _stated(name, tables)  # what only follows from a figure is as wrong as that one
        for row in records(frame[~frame["verdict"].isin(HOLDING | UNDECIDED)]):
            yield _Doubt("record", name, row, row["because"] or "")


def _unsure(tables: Tables, below: float) -> Iterator[_Doubt]:
    for name in ("events", "vote_shares", "counts"):
        frame = _stated(name, tables)
        differs = frame["verdict"] == UNSURE if "verdict" in frame else False
        for row in records(frame[(frame["confidence"] < below) | differs]):
            detail = row["because"] if row.get("verdict") == UNSURE else ""
            yield _Doubt("unsure", name, row, detail or "")


def _conflicts(tables: Tables) -> Iterator[_Doubt]:
    for row in records(tables.timeline[tables.timeline["conflict"] != ""]):
        yield _Doubt("conflict", "timeline", row, row["conflict"])


def _overlaps(tables: Tables) -> Iterator[_Doubt]:
    yield from _on_same_words(tables)
    for name, figure in _FIGURES.items():
        frame = _stated(name, tables)
        if name == "vote_shares":
            frame = frame[frame["kind"].isin(_ONE_FIGURE)]
        frame = frame[(frame["election_id"] != "") & (frame["qualifier"] == "exact")]
        first: dict[tuple[Any, ...], dict[str, Any]] = {}
        for row in records(frame[frame.duplicated(_SAME_THING[name], keep=False)]):
            one = first.setdefault(tuple(row[column] for column in _SAME_THING[name]), row)
            if not alike(one[figure], row[figure]):
                yield _Doubt("overlap", name, row, said(name, one), one[SAYING[name][0]])


def _on_same_words(tables: Tables) -> Iterator[_Doubt]:
    """Rows whose words are in part those of another; figures that several have alike are no such rows."""
    frames = {name: _stated(name, tables) for name in ("events", "vote_shares", "counts")}
    spans = pd.concat([frame[_PLACE].assign(table=name) for name, frame in frames.items()])
    spans = spans.drop_duplicates().sort_values([*_PLACE, "table"])
    # Most rows stand alone: as plain values only those are looked at that a neighbour reaches into.
    article = spans["article_id"]
    reached = spans.groupby("article_id")["end"].cummax().groupby(article).shift()
    next_start = spans.groupby("article_id")["start"].shift(-1)
    shared = (spans["start"] < reached).fillna(False) | (next_start < spans["end"]).fillna(False)
    rows = [
        (row["article_id"], row["start"], row["end"], name, row)
        for name, frame in frames.items()
        for row in records(frame.merge(spans[shared & (spans["table"] == name)], on=_PLACE))
    ]
    rows.sort(key=lambda each: each[:4])
    for place, (article_id, start, end, name, row) in enumerate(rows):
        for other_article, other_start, other_end, other_name, other in rows[place + 1 :]:
            if other_article != article_id or other_start >= end:
                break
            if (name, start, end) != (other_name, other_start, other_end):
                yield _Doubt("overlap", other_name, other, said(name, row), row[SAYING[name][0]])


def _stated(name: str, tables: Tables) -> pd.DataFrame:
    """The rows of a table without what only follows from another figure."""
    frame = tables[name]
    return frame[~frame["derived"].astype("bool")] if "derived" in frame else frame


def _id(doubt: _Doubt) -> str:
    return str(doubt.row["timeline_id" if doubt.table == "timeline" else SAYING[doubt.table][0]])


def _listed(doubt: _Doubt, articles: dict[str, dict[str, Any]]) -> dict[str, object]:
    row = doubt.row
    article = articles.get(row.get("article_id", ""), {})
    start, end = row.get("start"), row.get("end")
    return {
        "why": doubt.why,
        "table": doubt.table,
        "row": _id(doubt),
        "says": f"{row['label']} ({row['date']})" if doubt.table == "timeline" else said(doubt.table, row),
        "detail": doubt.detail,
        "confidence": row.get("confidence"),
        "words": (article.get("text") or "")[start:end] if article else "",
        "quote": row.get("quote") or "",
        "article": (article.get("title") or ", ".join(article["source"])) if article else "",
        "published": article.get("published") or "",
        "url": article.get("url") or "",
        "article_id": row.get("article_id") or "",
        "start": start,
        "end": end,
        "other": doubt.other,
    }
