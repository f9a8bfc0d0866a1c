"""Label Studio: a task an article, with the rows as predictions that a person corrects."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pipeline.exporting.format import Format
from pipeline.exporting.regions import LABELS, Region, regions
from pipeline.exporting.told import web
from pipeline.store import Tables

CONFIG: Final = "\n".join(
    (
        "<View>",
        '  <Labels name="row" toName="text">',
        *(f'    <Label value="{label}"/>' for label in LABELS),
        "  </Labels>",
        '  <TextArea name="subject" toName="text" perRegion="true" maxSubmissions="1" editable="true"/>',
        '  <Text name="text" value="$text" granularity="word"/>',
        "</View>",
    )
)
"""The labelling interface that a project needs."""

_BY: Final = "election-timeline"


def _tables(tables: Tables, path: Path) -> None:
    tasks = [
        {
            "data": {
                "text": article["text"],
                "article_id": article["article_id"],
                "title": article["title"] or ", ".join(article["source"]),
                "url": web(article["url"]),
            },
            "predictions": [
                {
                    "model_version": _BY,
                    "result": [part for each in own for part in _parts(each, article["text"])],
                }
            ],
        }
        for article, own in regions(tables)
    ]
    path.write_text(json.dumps(tasks, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")


def _parts(region: Region, text: str) -> Iterator[dict[str, Any]]:
    """A region with its label, and its subject."""
    where = {"start": units(text, region.start), "end": units(text, region.end)}
    shared = {"id": region.row, "to_name": "text"}
    words = text[region.start : region.end]
    label = {**where, "text": words, "labels": [region.label]}
    yield {**shared, "from_name": "row", "type": "labels", "value": label}
    if region.subject:
        subject = {**where, "text": [region.subject]}
        yield {**shared, "from_name": "subject", "type": "textarea", "value": subject}


def units(text: str, at: int) -> int:
    """A place as JavaScript counts: a character beyond the first 65,536 is two."""
    return at + sum(character > "\uffff" for character in text[:at])


FORMAT = Format(
    title="Label Studio tasks",
    suffix=".json",
    tables=_tables,
    of_texts=True,
    keeps="events, shares and counts as labelled regions, with type or kind and subject; full texts",
    loses="dates, figures and votes (the words say them), claims, verdicts; articles without full texts",
)
