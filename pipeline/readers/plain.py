"""Text files: plain text, Markdown, and the seed's form (title, day, address, paragraphs)."""

from collections.abc import Iterator
from typing import BinaryIO

from pipeline.model import Article
from pipeline.readers.article import article
from pipeline.readers.encoding import decode, looks_binary
from pipeline.readers.origin import LARGEST, Origin, too_large, unread


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """One article a file, whose text is the decoded file as it is."""
    data = stream.read(LARGEST + 1)
    if looks_binary(data):
        yield unread(
            origin.source, "skipped", "a binary file, not text; save the article as UTF-8 text", data
        )
    elif len(data) > LARGEST:
        yield unread(origin.source, "skipped", too_large())
    elif (text := decode(data)) is None:
        problem = "not text in an encoding that is known; save it as UTF-8 text"
        yield unread(origin.source, "failed", problem, data)
    else:
        yield article(text, published=origin.published, source=origin.source, url=origin.url, data=data)
