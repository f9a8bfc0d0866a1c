"""JSON-LD in the words of schema.org: articles, events, and reviews of what articles claim."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from pipeline.exporting.format import Format
from pipeline.exporting.told import Told, timeline, web
from pipeline.exporting.values import records
from pipeline.schemas import HOLDING, UNDECIDED
from pipeline.store import Tables

_CONTEXT: Final = {"@vocab": "https://schema.org/"}
_URN: Final = "urn:election-timeline:"
_REVIEWER: Final = {"@type": "Organization", "name": "election-timeline"}
_STATUSES: Final = {"scheduled": "https://schema.org/EventScheduled"}


def _tables(tables: Tables, path: Path) -> None:
    articles = {row["article_id"]: row for row in records(tables.articles.drop(columns="text"))}
    graph = [
        *(_article(row) for row in articles.values() if row["status"] == "ok"),
        *map(_event, timeline(tables)),
        *(_review(row, f"share:{row['share_id']}", articles) for row in _judged(tables.vote_shares)),
        *(_review(row, f"claim:{row['claim_id']}", articles) for row in _judged(tables.claims)),
    ]
    content = {"@context": _CONTEXT, "@graph": graph}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")


def _judged(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows that have a verdict: nothing else is a review."""
    return records(frame[~frame["verdict"].isin(UNDECIDED)])


def _iri(article: Mapping[str, Any]) -> str:
    return web(article["url"]) or f"{_URN}article:{article['article_id']}"


def _article(row: Mapping[str, Any]) -> dict[str, Any]:
    return _stated(
        {
            "@type": "NewsArticle",
            "@id": _iri(row),
            "identifier": row["article_id"],
            "headline": row["title"],
            "datePublished": row["published"],
            "dateModified": row["updated"],
            "inLanguage": row["language"],
            "publisher": {"@type": "Organization", "name": row["publisher"]} if row["publisher"] else None,
        }
    )


def _event(told: Told) -> dict[str, Any]:
    row = told.row
    articles = [telling.url or f"{_URN}article:{telling.article_id}" for telling in told.tellings]
    return _stated(
        {
            "@type": "Event",
            "@id": f"{_URN}event:{row['timeline_id']}",
            "name": row["label"],
            "startDate": told.first.isoformat() if told.is_day else row["date"],
            "endDate": row["date_end"] or (None if told.is_day else told.last.isoformat()),
            "eventStatus": _STATUSES.get(row["status"]),
            "additionalType": row["type"],
            "subjectOf": [{"@id": iri} for iri in dict.fromkeys(articles)],
        }
    )


def _review(row: Mapping[str, Any], name: str, articles: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    article = articles[row["article_id"]]
    return _stated(
        {
            "@type": "ClaimReview",
            "@id": f"{_URN}{name}",
            "author": _REVIEWER,
            "claimReviewed": row["quote"],
            "itemReviewed": {"@type": "Claim", "appearance": {"@id": _iri(article)}},
            "reviewBody": row["because"],
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": 1 if row["verdict"] in HOLDING else 0,
                "worstRating": 0,
                "bestRating": 1,
                "alternateName": row["verdict"].replace("_", " "),
            },
        }
    )


def _stated(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if value is not None}


FORMAT = Format(
    title="JSON-LD (schema.org)",
    suffix=".jsonld",
    tables=_tables,
    keeps="articles, the timeline, and a ClaimReview of each figure and claim that has a verdict",
    loses="figures without a verdict, counts, dates of articles, places in the text",
)
