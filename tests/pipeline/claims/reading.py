"""Reads the claims of a text, and the tables of sentences with the claims expected in them."""

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipeline import claims, reading
from pipeline.annotate import annotate
from pipeline.clean import clean
from pipeline.dates import tag
from pipeline.link import tell
from pipeline.reference import load

FOLDER = Path(__file__).parent


class Found(NamedTuple):
    words: str
    kind: str
    verdict: str
    because: str
    rule: str


class Case(NamedTuple):
    language: str
    published: str
    text: str
    claim: str
    verdict: str


def found(text: str, language: str = "", published: str = "") -> list[Found]:
    """The claims of a text."""
    day = date.fromisoformat(published) if published else None
    article = reading.article(text, published=day, language=language)
    cleaned = clean(article.text, article.language, metadata=article.metadata)
    timexes = tag(cleaned.clean, language=article.language, published=article.published)
    reference = load()
    document = annotate(article, cleaned, timexes, reference)
    story = tell(document, reference)
    return [
        Found(document.clean[claim.start : claim.end], claim.kind, claim.verdict, claim.because, claim.rule)
        for claim in claims.find(document, story, reference)
    ]


def cases(language: str, table: str = "phrases") -> list[Case]:
    """The rows of TABLE_LANGUAGE.tsv: day of publication, text, claim and verdict, empty for none."""
    with (FOLDER / f"{table}_{language}.tsv").open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if line.strip() and not line.startswith("#")]
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [Case(language, *row) for row in rows]
