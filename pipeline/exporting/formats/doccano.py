"""doccano: a document an article, with the rows as labelled spans (sequence labelling)."""

import json
from pathlib import Path

from pipeline.exporting.format import Format
from pipeline.exporting.regions import regions
from pipeline.store import Tables


def _tables(tables: Tables, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for article, own in regions(tables):
            labels = [[each.start, each.end, each.label] for each in own]
            document = {"text": article["text"], "label": labels, "article_id": article["article_id"]}
            file.write(json.dumps(document, ensure_ascii=False) + "\n")


FORMAT = Format(
    title="doccano documents",
    suffix=".jsonl",
    tables=_tables,
    of_texts=True,
    keeps="events, shares and counts as labelled spans, with type or kind; full texts",
    loses="subjects, dates, figures and votes (the words say them), claims, verdicts; articles without "
    "full texts",
)
