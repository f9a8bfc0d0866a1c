"""Versions of one article: pages under one address that were saved on different days."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from pipeline.model import Article
from pipeline.readers.article import domain

# What tells where a reader came from, and not which page it is.
_TRACKERS: Final = ("utm_", "fbclid", "gclid", "xtor", "at_medium", "at_campaign", "ref_src")


@dataclass(frozen=True)
class Kept:
    """An article with what all its versions tell: where they stand, the first day and the last."""

    article: Article
    sources: tuple[str, ...]
    published: date | None
    updated: date | None


def newest(articles: Iterable[Article]) -> list[Kept]:
    """Each article once: the same bytes joined, and of pages under one address the newest.

    Newest is the latest day of change, or else of publication; of equals the longest. Articles that
    were not read, and addresses of a whole site, replace nothing. The order of articles does not
    matter but for that of the result.
    """
    sources: dict[str, list[str]] = {}
    found: dict[str, Article] = {}
    for article in articles:
        sources.setdefault(article.article_id, []).append(article.source)
        known = found.setdefault(article.article_id, article)
        # The same bytes may have been found under two addresses.
        found[article.article_id] = min(known, article, key=_order_of_equals)
    versions: dict[str, list[Article]] = {}
    for article in found.values():
        versions.setdefault(_page(article), []).append(article)
    return [_kept(of_page, sources) for of_page in versions.values()]


def _order_of_equals(article: Article) -> tuple[bool, str, str]:
    return article.status != "ok", article.url, article.source


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


def _kept(versions: Sequence[Article], sources: Mapping[str, Sequence[str]]) -> Kept:
    article = max(versions, key=lambda version: (_day(version), len(version.text), version.article_id))
    published = min((version.published for version in versions if version.published), default=None)
    latest = max(map(_day, versions))
    return Kept(
        article=article,
        sources=tuple(source for version in versions for source in sources[version.article_id]),
        published=published,
        updated=latest if published and latest > published else None,
    )


def _day(version: Article) -> date:
    return version.updated or version.published or date.min
