"""Add articles to tables that were built: the tables that a build of all of them would give, unstored."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from pipeline import tables, versions
from pipeline.assembling import finished, frames_of, with_reprints
from pipeline.corrections import Ledger
from pipeline.model import Article
from pipeline.parts import Part
from pipeline.reference import Reference
from pipeline.versions import Kept

_TIMELINE = "timeline"


def extend(
    built: tables.Frames,
    articles: Sequence[Article],
    parts: Mapping[str, Part],
    reference: Reference,
    ledger: Ledger | None = None,
) -> tuple[tables.Frames, tuple[str, ...]]:
    """The frames of all tables with further articles in them, and why entries of the ledger do not fit.

    A build of the earlier and the further articles gives the same rows: the same bytes count once, of pages
    under one address the newest stays, and reprints and the timeline are reckoned anew over all. What a
    ledger of the earlier build joined or split in the timeline has to stand in `ledger` again.

    Args:
        built: the tables of `pipeline.load(...)`, with the full texts; they are not changed.
        articles: what to add; may be none, where only the ledger is to be applied.
        parts: what `building.extract_part` made of these, by article id.
        reference: what the tables are checked against and merged by.
        ledger: what people correct, in old and new articles alike.
    """
    added = set(map(id, articles))
    kept = versions.newest([*_articles(built["articles"]), *articles])
    new = [each for each in kept if id(each.article) in added]
    old = {each.article.article_id: each for each in kept if id(each.article) not in added}
    fresh = frames_of(new, parts)
    frames = {
        name: tables.ordered(name, pd.concat([_rest(name, frame, old), fresh[name]]))
        for name, frame in built.items()
        if name != _TIMELINE
    }
    return finished(with_reprints(frames | {_TIMELINE: fresh[_TIMELINE]}), reference, ledger)


def _articles(stored: pd.DataFrame) -> Iterator[Article]:
    """The articles of a table, one for each place where they stand."""
    for row in stored.to_dict("records"):
        article = _article(row)
        for source in row["source"]:
            yield replace(article, source=source)


def _article(row: Mapping[Any, Any]) -> Article:
    told = ("article_id", "text", "title", "url", "publisher", "language", "sha256", "status", "problem")
    return Article(
        source="",
        published=_day(row["published"]),
        updated=_day(row["updated"]),
        **{name: row[name] for name in told},
    )


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _rest(name: str, frame: pd.DataFrame, old: Mapping[str, Kept]) -> pd.DataFrame:
    """The rows of a table that stay; of articles with what their other versions and places tell."""
    rest = frame[frame["article_id"].isin(old.keys())]
    if name != "articles":
        return rest
    of_rows = [old[key] for key in rest["article_id"]]
    return rest.assign(
        source=pd.Series([sorted(set(each.sources)) for each in of_rows], index=rest.index, dtype="object"),
        published=pd.Series([_iso(each.published) for each in of_rows], index=rest.index, dtype="str"),
        updated=pd.Series([_iso(each.updated) for each in of_rows], index=rest.index, dtype="str"),
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
