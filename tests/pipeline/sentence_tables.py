"""Tables of sentences with what they tell: a tab-separated file with "phenomenon, published, text, rows".

Rows are parted by ";", their values by " | ", "-" is an empty one; a text without rows tells none. "\\n" is
a line end in the text.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pipeline import reading
from pipeline.annotate import Document, annotate
from pipeline.clean import clean
from pipeline.dates import tag
from pipeline.extraction import extract_article
from pipeline.link import Story, tell
from pipeline.model import Extraction
from pipeline.reference import load

REFERENCE = load()


class Case(NamedTuple):
    """A text of a table and the rows that it is expected to give, as tuples of text."""

    language: str
    phenomenon: str
    published: date | None
    text: str
    expected: list[tuple[str, ...]]

    @property
    def id(self) -> str:
        """A name for the test."""
        return f"{self.language}-{self.phenomenon}"


def cases(folder: Path) -> Iterator[Case]:
    """The cases of the tables `sentences_<language>.tsv` in a folder."""
    for path in sorted(folder.glob("sentences_*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line[:1] != "#":
                yield case_of(path.stem[-2:], *line.split("\t"))


def case_of(language: str, phenomenon: str, published: str, text: str, rows: str) -> Case:
    """The case of a line."""
    expected = [tuple(_cell(cell) for cell in row.split("|")) for row in rows.split(";") if row.strip()]
    day = date.fromisoformat(published) if published else None
    return Case(language, phenomenon, day, text.replace("\\n", "\n"), expected)


def _cell(cell: str) -> str:
    return "" if cell.strip() == "-" else cell.strip()


def extraction(text: str, *, published: date | None = None, language: str = "en") -> Extraction:
    """What a text of a known language yields."""
    article = reading.article(text, published=published, language=language)
    assert article.status == "ok", article.problem
    return extract_article(article, REFERENCE)


def document(text: str, *, published: date | None = None, language: str = "en") -> Document:
    """A text of a known language with its layers."""
    article = reading.article(text, published=published, language=language)
    cleaned = clean(article.text, article.language, metadata=article.metadata)
    timexes = tag(cleaned.clean, language=article.language, published=article.published)
    return annotate(article, cleaned, timexes, REFERENCE)


def story(text: str, *, published: date | None = None, language: str = "en") -> Story:
    """What a text of a known language tells of."""
    return tell(document(text, published=published, language=language), REFERENCE)
