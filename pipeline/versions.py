"""Versions of one article: pages under one address that were saved on different days.

The choice is made in a database, so that it takes no more memory for a million articles than for one.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from pipeline.model import Article
from pipeline.readers.article import domain

COLUMNS: Final = (
    "article_id TEXT, page BLOB, unread INTEGER, url BLOB, source BLOB, published TEXT, day TEXT, "
    "length INTEGER"
)
"""What is compared of an article, as columns of the table `articles` that `choose` looks at."""

# What tells where a reader came from, and not which page it is.
_TRACKERS: Final = ("utm_", "fbclid", "gclid", "xtor", "at_medium", "at_campaign", "ref_src")
_CHOOSE: Final = """
    CREATE TEMP TABLE texts AS SELECT * FROM (
        SELECT rowid AS place, article_id, page, published, day, length,
            row_number() OVER (PARTITION BY article_id ORDER BY unread, url, source) AS nth
        FROM main.articles
    ) WHERE nth = 1;
    CREATE INDEX temp.texts_by_page ON texts (page);
    CREATE TEMP TABLE kept AS SELECT * FROM (
        SELECT place, article_id, page,
            min(published) OVER (PARTITION BY page) AS published, max(day) OVER (PARTITION BY page) AS latest,
            row_number() OVER (PARTITION BY page ORDER BY day DESC, length DESC, article_id DESC) AS nth
        FROM texts
    ) WHERE nth = 1;
    CREATE INDEX temp.kept_by_id ON kept (article_id);
"""
_SOURCES: Final = "SELECT source FROM texts JOIN main.articles USING (article_id) WHERE texts.page = ?"


@dataclass(frozen=True)
class Kept:
    """An article with what all its versions tell: where they stand, the first day and the last."""

    article: Article
    sources: tuple[str, ...]
    published: date | None
    updated: date | None


class Choice(NamedTuple):
    """A row of `articles` that is kept, and what all its versions tell."""

    place: int
    article_id: str
    sources: tuple[str, ...]
    published: date | None
    updated: date | None

    def of(self, article: Article) -> Kept:
        """The article of that row."""
        return Kept(article, self.sources, self.published, self.updated)


def newest(articles: Iterable[Article]) -> list[Kept]:
    """Each article once: the same bytes joined, and of pages under one address the newest.

    Newest is the latest day of change, or else of publication; of equals the longest. Articles that
    were not read, and addresses of a whole site, replace nothing. The order of articles does not
    matter but for that of the result.
    """
    given = list(articles)
    database = sqlite3.connect(":memory:")
    try:
        database.execute(f"CREATE TABLE articles ({COLUMNS})")
        marks = ", ".join("?" * len(COLUMNS.split(",")))
        database.executemany(f"INSERT INTO articles VALUES ({marks})", map(compared, given))
        choose(database)
        found = sorted(chosen(database), key=lambda each: each.place)
        return [each.of(given[each.place - 1]) for each in found]
    finally:
        database.close()


def compared(article: Article) -> tuple[object, ...]:
    """What is compared of an article, in the order of COLUMNS."""
    day = article.updated or article.published or date.min
    return (
        article.article_id,
        _bytes(_page(article)),
        article.status != "ok",
        _bytes(article.url),
        _bytes(article.source),
        article.published and article.published.isoformat(),
        day.isoformat(),
        len(article.text),
    )


def choose(database: sqlite3.Connection) -> None:
    """Choose among the rows of `articles`; what is chosen is `temp.kept`, one row for each `article_id`."""
    database.executescript(f"DROP TABLE IF EXISTS temp.texts; DROP TABLE IF EXISTS temp.kept; {_CHOOSE}")


def chosen(database: sqlite3.Connection) -> Iterator[Choice]:
    """What was chosen, in order of `article_id`."""
    rows = database.execute("SELECT place, article_id, page, published, latest FROM kept ORDER BY article_id")
    for place, article_id, page, published, latest in rows:
        sources = database.execute(_SOURCES, (page,))
        yield Choice(
            place,
            article_id,
            tuple(sorted({source.decode("utf-8", "surrogatepass") for (source,) in sources})),
            date.fromisoformat(published) if published else None,
            date.fromisoformat(latest) if published and latest > published else None,
        )


def _bytes(text: str) -> bytes:
    # In the order of UTF-8 as in that of characters; and a name of a file need not be text.
    return text.encode("utf-8", "surrogatepass")


def _page(article: Article) -> str:
    """What versions of one article have in common: their page, or for others the id."""
    if article.status != "ok":
        return article.article_id
    try:
        parts = urlsplit(article.url)
        query = [pair for pair in parse_qsl(parts.query) if not pair[0].startswith(_TRACKERS)]
    except ValueError:  # no address after all
        return article.article_id
    path = parts.path.rstrip("/")
    return f"//{domain(article.url)}{path}?{urlencode(query)}" if path or query else article.article_id
