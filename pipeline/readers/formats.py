"""The registry of formats: which reader or opener a file's name, its server or its first bytes choose."""

import re
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from pipeline import limits
from pipeline.model import Article
from pipeline.readers import (
    archives,
    csv_file,
    excel,
    feed,
    json_file,
    json_lines,
    mail,
    mhtml,
    packed,
    parquet,
    pdf,
    plain,
    warc,
    web,
    word,
)
from pipeline.readers.archives import Opener
from pipeline.readers.bounds import DEEPEST, BoundsError, peeked
from pipeline.readers.origin import Origin, Reader, unread

READERS: Final[dict[str, Reader]] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": plain.read,
    ".html": web.read,
    ".htm": web.read,
    ".xhtml": web.read,
    ".mhtml": mhtml.read,
    ".mht": mhtml.read,
    ".eml": mail.read,
    ".docx": word.read,
    ".pdf": pdf.read,
    ".xml": feed.read,
    ".rss": feed.read,
    ".atom": feed.read,
    ".jsonl": json_lines.read,
    ".ndjson": json_lines.read,
    ".json": json_file.read,
    ".csv": csv_file.read,
    ".tsv": csv_file.read,
    ".xlsx": excel.read,
    ".parquet": parquet.read,
}
"""The readers by file ending, in lower case; a new format is one more."""

OPENERS: Final[dict[str, Opener]] = {
    ".zip": archives.zip_members,
    ".tar": archives.tar_members,
    ".warc": warc.members,
    **dict.fromkeys(packed.ENDINGS, packed.members),
}
"""What gives out the files inside a file, by its ending."""

_OF_ONE: Final = (plain.read, web.read, mhtml.read, mail.read, word.read, pdf.read)
SINGLE: Final = frozenset(ending for ending, reader in READERS.items() if reader in _OF_ONE)
"""The endings of files that are one article each."""

_MEDIA_TYPES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "multipart/related": ".mhtml",
    "message/rfc822": ".eml",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/zip": ".zip",
    "application/gzip": ".gz",
    "application/x-tar": ".tar",
    "application/vnd.apache.parquet": ".parquet",
}
_PAGE = re.compile(
    rb"<(?:!doctype\s{1,9}html|html|head|body|\?xml[^>]{0,200}>\s{0,99}<(?:!doctype\s|html))\b", re.IGNORECASE
)
_PAGE_WITHIN: Final = 2048
SECONDS: Final = 300.0
"""How long a reader may take for one article."""
_BROKEN: Final = (*archives.ERRORS, *packed.ERRORS, zlib.error, OSError)


def contents(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """The articles in a stream, by the reader of its format; those inside archives as well.

    Raises nothing for what is in the bytes: what cannot be read is an article that says why.
    """
    try:
        yield from _contents(stream, origin)
    except BoundsError as error:
        if origin.depth and origin.budget.spent:
            raise  # Nothing more is read of the whole input.
        origin.stop()
        yield unread(origin.source, "failed", f"not read on: {error}")
    except _BROKEN as error:
        origin.stop()
        reason = str(error) or type(error).__name__
        problem = f"cannot be read ({reason}); it may be cut off or of another format"
        yield unread(origin.source, "failed", problem)
    # Whatever bytes do to the libraries must cost that file alone.
    except Exception as error:
        origin.stop()
        problem = f"cannot be read ({type(error).__name__}: {error}); it may be broken"
        yield unread(origin.source, "failed", problem)


def _contents(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    ending = _ending(origin)
    if not ending:
        head, stream = peeked(stream, _PAGE_WITHIN)
        ending = ".html" if _PAGE.search(head) else PurePosixPath(origin.name).suffix or ".txt"
    if reader := READERS.get(ending):
        yield from _in_time(reader(stream, origin), origin)
    elif opener := OPENERS.get(ending):
        if origin.depth >= DEEPEST:
            yield unread(origin.source, "skipped", f"archives are read {DEEPEST} deep at most; unpack it")
            return
        for member in opener(stream, origin):
            if isinstance(member, Article):
                yield member
            else:
                yield from contents(*member)
    else:
        known = ", ".join(sorted({*READERS, *OPENERS}))
        yield unread(origin.source, "skipped", f"no reader for {ending} files; these are read: {known}")


def _in_time(found: Iterator[Article], origin: Origin) -> Iterator[Article]:
    """The articles that a reader gives, as far as `limits` bounds how long it takes for one of them."""
    while True:
        try:
            with limits.bounded(SECONDS):
                article = next(found, None)
        except limits.OutOfTimeError:
            yield unread(origin.source, "failed", f"not read on: {limits.OUT_OF_TIME}")
            return
        if article is None:
            return
        yield article


def _ending(origin: Origin) -> str:
    """The ending that chooses; "" where neither the name nor the server tells."""
    told = _MEDIA_TYPES.get(origin.media_type.partition(";")[0].strip().lower(), "")
    ending = PurePosixPath(origin.name).suffix.lower()
    known = ending in READERS or ending in OPENERS
    # Pages are served under every name; the other way round, servers know few types.
    return ending if known and told != ".html" else told
