"""Feeds and sitemaps: they name articles and are none."""

from collections.abc import Iterator
from typing import BinaryIO, Final

from pipeline.model import Article
from pipeline.readers.origin import Origin, unread

_PROBLEM: Final = (
    "a feed, a sitemap or other XML; collect the pages that it names with: election-timeline fetch"
)


def read(_: BinaryIO, origin: Origin) -> Iterator[Article]:
    """An article that says what to do."""
    yield unread(origin.source, "skipped", _PROBLEM)
