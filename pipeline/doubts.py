"""What to look at first in the tables of a build: a list for a person to go through.

Nothing in it is a fault of the tables. Pure: the same tables give the same list.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import pandas as pd

from pipeline.exporting.said import SAYING, said
from pipeline.exporting.values import records
from pipeline.merge.votes import alike
from pipeline.schemas import HOLDING, UNDECIDED
from pipeline.store import Tables

WHY: Final = ("record", "unsure", "conflict", "overlap")
"""Why a row is looked at, in the order of the list: the record says other than it, it is less sure than
asked for, articles disagree on it, another row of its article has its words or says other of its subject."""

COLUMNS: Final = (
    "why", "table", "row", "says", "detail", "confidence", "words", "quote", "article", "published", "url",
    "article_id", "start", "end",
)  # fmt: skip
BELOW: Final = 0.6
"""Confidence below which a row is unsure."""

_FIGURES: Final = {"vote_shares": "share_pct", "counts": "count"}
# What two figures of one article have in common that cannot both be right.
_SAME_THING: Final = {
    "vote_shares": ("article_id", "election_id", "round", "subject", "kind"),
    "counts": ("article_id", "election_id", "round", "subject", "unit"),
}
_ONE_FIGURE: Final = ("result", "turnout")


class _Doubt(NamedTuple):
    why: str
    table: str
    row: dict[str, Any]
    detail: str


def doubts(tables: Tables, *, below: float = BELOW) -> pd.DataFrame:
    """The rows to look at, each once for each reason but `unsure`, which stands alone.

    Args:
        tables: the tables of a build.
        below: rows with less confidence are unsure.

    Returns:
        A frame with the columns `COLUMNS`: disagreements with the record, unsure rows, conflicts between
        articles, overlapping rows, and of each the least sure first. `detail` says what the row was compared
        with, what articles disagree on, or what the other row says; `row` is its id, `words` and `quote` are
        of its article. A conflict is of the timeline, and has no article of its own.
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
        frame = tables.frames[name]
        wrong = ~frame["verdict"].isin(HOLDING | UNDECIDED)
        for row in records(frame[wrong]):
            # What only follows from a figure is as wrong as that one.
            if not row.get("derived"):
                yield _Doubt("record", name, row, row["because"] or "")


def _unsure(tables: Tables, below: float) -> Iterator[_Doubt]:
    for name in ("events", "vote_shares", "counts"):
        frame = tables.frames[name]
        for row in records(frame[frame["confidence"] < below]):
            if not row.get("derived"):
                yield _Doubt("unsure", name, row, "")


def _conflicts(tables: Tables) -> Iterator[_Doubt]:
    for row in records(tables.timeline[tables.timeline["conflict"] != ""]):
        yield _Doubt("conflict", "timeline", row, row["conflict"])


def _overlaps(tables: Tables) -> Iterator[_Doubt]:
    yield from _on_same_words(tables)
    for name, figure in _FIGURES.items():
        frame = tables.frames[name]
        if name == "vote_shares":
            frame = frame[frame["kind"].isin(_ONE_FIGURE) & ~frame["derived"].astype("bool")]
        frame = frame[(frame["election_id"] != "") & (frame["qualifier"] == "exact")]
        for _, same in frame.groupby(list(_SAME_THING[name]), dropna=False, sort=False):
            first, *others = records(same)
            for other in others:
                if not alike(first[figure], other[figure]):
                    yield _Doubt("overlap", name, other, said(name, first))


def _on_same_words(tables: Tables) -> Iterator[_Doubt]:
    """Rows whose words are in part those of another; figures that several have alike are no such rows."""
    rows = [
        (row["article_id"], row["start"], row["end"], name, row)
        for name in ("events", "vote_shares", "counts")
        for row in records(tables.frames[name])
    ]
    rows.sort(key=lambda each: each[:4])
    for place, (article_id, start, end, name, row) in enumerate(rows):
        for other_article, other_start, other_end, other_name, other in rows[place + 1 :]:
            if other_article != article_id or other_start >= end:
                break
            if (name, start, end) != (other_name, other_start, other_end):
                yield _Doubt("overlap", other_name, other, said(name, row))


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
    }
