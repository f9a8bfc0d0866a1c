"""The rows of articles as labelled spans: what tools for labelling are given, and give back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pipeline.exporting.values import records
from pipeline.schemas import EVENT_TYPES, SHARE_KINDS
from pipeline.store import Tables

LABELLED: Final[Mapping[str, tuple[str, str, tuple[str, ...]]]] = {
    "events": ("event_id", "type", EVENT_TYPES),
    "vote_shares": ("share_id", "kind", SHARE_KINDS),
    "counts": ("count_id", "unit", ("votes", "seats")),
}
"""The tables whose rows are labelled: the column of their ids, and the one whose value is the label."""

_BETWEEN: Final = ": "
LABELS: Final[Mapping[str, tuple[str, str]]] = {
    f"{table.removesuffix('s')}{_BETWEEN}{value}": (table, value)
    for table, (_, _, values) in LABELLED.items()
    for value in values
}
"""What each label stands for: a table and the value of its column."""
_NAMES: Final = {said: label for label, said in LABELS.items()}


@dataclass(frozen=True)
class Region:
    """A labelled span of an article; `subject` is whose figure it is, `row` the id of the row behind it."""

    start: int
    end: int
    label: str
    subject: str = ""
    row: str = ""


def regions(tables: Tables) -> Iterator[tuple[Mapping[str, Any], list[Region]]]:
    """Each article that has a text with its regions, in order; what follows from a figure is left out."""
    found: dict[str, list[Region]] = {}
    for name, (key, column, _) in LABELLED.items():
        for row in records(tables.frames[name]):
            if not row.get("derived"):
                label = _NAMES[name, row[column]]
                of_article = found.setdefault(row["article_id"], [])
                of_article.append(Region(row["start"], row["end"], label, row.get("subject") or "", row[key]))
    for article in records(tables.articles):
        if article["text"] and article["status"] == "ok":
            own = found.get(article["article_id"], [])
            yield article, sorted(own, key=lambda each: (each.start, each.end, each.label, each.row))
