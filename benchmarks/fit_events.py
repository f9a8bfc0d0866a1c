"""Fit the weights by which the type of an event is chosen, on labelled articles.

    python benchmarks/fit_events.py PATH... [--strength S] [--folds K]

A PATH is a folder of labelled articles, or a table of sentences as those of tests/pipeline/events; "PATH=3"
counts three times. Each date that a label names is one choice among what it can be the date of; the weights
are fitted as in fit.py, and all readings of a right type count together. With K, each choice is also made by
weights fitted without its K-th of the articles, and how many of these are right is printed.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from benchmarks.cases import weighed
from benchmarks.extraction import articles
from benchmarks.fit import Choice, fitted, hits, save
from benchmarks.labels import label_folder
from pipeline import reading, reference
from pipeline.dates import iso_date
from pipeline.events.find import dates
from pipeline.events.refusals import refusal
from pipeline.events.types import MODEL, readings
from pipeline.extraction import layers
from pipeline.model import Article
from pipeline.reference import Reference
from pipeline.shares import find as find_shares

HEAD = """\
# What each feature adds to the score of what a date can be the date of (see events/types.py); written by
#   python benchmarks/fit_events.py tests/gold=3 tests/varied tests/pipeline/events/sentences_*.tsv
"""


class Wanted(NamedTuple):
    """A labelled event: its date, its type and others that are right too, its place (None: wherever the date
    stands)."""

    date: str
    types: Sequence[str]
    place: tuple[int, int] | None


def examples(path: Path) -> Iterator[tuple[Article, Sequence[Wanted]]]:
    """The articles or sentences of a path with their events."""
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                _, published, text, told = line.split("\t")
                day = date.fromisoformat(published) if published else None
                language = path.stem.rpartition("_")[2]
                article = reading.article(text.replace("\\n", "\n"), published=day, language=language)
                rows = [[cell.strip() for cell in row.split("|")] for row in told.split(";") if row.strip()]
                yield article, [Wanted(row[0], [row[1]], None) for row in rows]
        return
    for name, content in articles(path):
        article = reading.article(reading.decode(content) or "", data=content)
        rows = json.loads((label_folder(path) / f"{name}.json").read_text(encoding="utf-8"))["events"]
        yield article, [_wanted(row) for row in rows if not row.get("optional")]


def _wanted(row: dict[str, object]) -> Wanted:
    types = [str(name) for name in (row["type"], *row.get("alt_types", ()))]  # type: ignore[misc]
    place = (row["start_char"], row["end_char"]) if "start_char" in row else None
    return Wanted(str(row["date"]), types, place)  # type: ignore[arg-type]


def choices(
    article: Article, wanted: Sequence[Wanted], data: Reference, weight: float = 1.0
) -> Iterator[Choice]:
    """The dates of an article whose event is labelled; `weight` is how much each counts."""
    document, story = layers(article, data)
    for timex, scene in dates(document, story, find_shares(document, story, data)[0], data):
        day = iso_date(timex)[0]
        if refusal(timex, day, scene):
            continue
        span = document.text.raw_span(timex.start, timex.end)
        of = [
            one
            for one in wanted
            if one.date.partition("/")[0] == day
            and (one.place is None or (one.place[0] < span.end and span.start < one.place[1]))
        ]
        found = readings(timex, scene)
        # Of types that are all right the first says most: half of the weight is on it.
        for depth in (1, None):
            right = [any(one.type in wanted.types[:depth] for wanted in of) for one in found]
            if any(right) and not all(right):
                yield Choice([one.features for one in found], right, weight / 2)


def held_out(groups: Sequence[Sequence[Choice]], folds: int, strength: float) -> float:
    """How many choices are right by weights that were fitted on other articles."""
    right = 0
    for fold in range(folds):
        others = [choice for at, made in enumerate(groups) if at % folds != fold for choice in made]
        weights = fitted(others, strength)
        right += sum(hits(made, weights) for at, made in enumerate(groups) if at % folds == fold)
    return right / sum(map(len, groups))


def main() -> None:
    """Fit, and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="+", type=weighed, metavar="PATH")
    parser.add_argument("--strength", type=float, default=1.0)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    data = reference.load()
    found = [
        list(choices(*example, data, weight)) for path, weight in options.paths for example in examples(path)
    ]
    groups = [made for made in found if made]
    made = [choice for group in groups for choice in group]
    weights = fitted(made, options.strength)
    print(f"{hits(made, weights)} of {len(made)} right")
    if options.folds:
        print(f"  on other articles {held_out(groups, options.folds, options.strength):.3f}")
    save(MODEL, HEAD, weights)


if __name__ == "__main__":
    main()
