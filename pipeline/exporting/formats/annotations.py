"""Web annotations (W3C): each row fixed to its words in the article."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pipeline.exporting.format import Format
from pipeline.exporting.said import SAYING, said
from pipeline.exporting.told import web
from pipeline.exporting.values import records
from pipeline.store import Tables

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_URN: Final = "urn:election-timeline:"
_BESIDE: Final = 32  # characters before and after the words, by which they are found again


def _tables(tables: Tables, path: Path) -> None:
    articles = {row["article_id"]: row for row in records(tables.articles)}
    items = list(_annotations(tables, articles))
    content = {
        "@context": _CONTEXT,
        "id": f"{_URN}annotations",
        "type": "AnnotationPage",
        "items": items,
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")


def _annotations(tables: Tables, articles: Mapping[str, Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for name, (key, _) in SAYING.items():
        for row in records(tables.frames[name]):
            yield {
                "id": f"{_URN}{name}:{row[key]}",
                "type": "Annotation",
                "motivation": "identifying",
                "body": {"type": "TextualBody", "value": said(name, row), "format": "text/plain"},
                "target": _target(row, articles[row["article_id"]]),
            }


def _target(row: Mapping[str, Any], article: Mapping[str, Any]) -> dict[str, Any]:
    start, end, text = row["start"], row["end"], article["text"]
    selectors: list[dict[str, Any]] = [{"type": "TextPositionSelector", "start": start, "end": end}]
    if text:
        selectors.append(
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(start - _BESIDE, 0) : start],
                "suffix": text[end : end + _BESIDE],
            }
        )
    return {"source": web(article["url"]) or f"{_URN}article:{article['article_id']}", "selector": selectors}


FORMAT = Format(
    title="Web annotations (W3C)",
    suffix=".jsonld",
    tables=_tables,
    keeps="events, shares, counts and claims, each with the place of its words and the words themselves",
    loses="the timeline, dates of articles, official figures; without full texts, the words",
)
