"""What readers of documents and e-mails share: bounds, a library that may be missing, and what goes wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, Final

from pipeline.model import Article
from pipeline.readers.article import told
from pipeline.readers.bounds import BoundsError
from pipeline.readers.extras import missing
from pipeline.readers.origin import Origin, too_large, unread

LARGEST_DOCUMENT: Final = 40_000_000
"""Bytes of the largest document or e-mail: its pictures, or what is attached, may outweigh its text."""


@dataclass(frozen=True)
class Document:
    """What a document says; `text` is "" where none stands in it. A day that tells of the file is none."""

    text: str
    title: str = ""
    publisher: str = ""
    published: date | None = None


@dataclass(frozen=True)
class Kind:
    """A kind of document: `what` it is in a sentence, what makes its text (`reader`), the problem of one
    without any, and the `library` beyond the core that it needs."""

    what: str
    reader: Callable[[], str]
    no_text: str
    library: str = ""


def article(
    stream: BinaryIO, origin: Origin, kind: Kind, parse: Callable[[bytes, Origin], Document]
) -> Iterator[Article]:
    """One article a document, by what `parse` finds in its bytes."""
    data = stream.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        yield unread(origin.source, "skipped", too_large(LARGEST_DOCUMENT))
        return
    try:
        found = parse(data, origin)
        reader = kind.reader()
    except ModuleNotFoundError:
        yield unread(origin.source, "skipped", missing(kind.library, "documents"), data)
        return
    except BoundsError:
        raise
    # Whatever a document does to the libraries must cost that document alone.
    except Exception as error:
        problem = f"{kind.what} cannot be read: {type(error).__name__}: {error}"
        yield unread(origin.source, "failed", problem, data)
        return
    if not found.text:
        yield unread(origin.source, "skipped", kind.no_text, data)
        return
    yield told(
        found.text,
        data=data,
        reader=reader,
        source=origin.source,
        title=found.title,
        publisher=found.publisher,
        stated=found.published,
        published=origin.published,
    )
