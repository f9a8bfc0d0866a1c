"""What comes of fetching an address."""

from dataclasses import dataclass
from typing import Final

CONTENT_TYPES: Final = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "application/json",
    "application/x-ndjson",
    "application/jsonl",
    "text/csv",
    "text/tab-separated-values",
    "application/rss+xml",
    "application/atom+xml",
    "application/xml",
    "text/xml",
)
"""The media types that are taken: texts, tables that are text, and feeds. Archives are not."""


@dataclass(frozen=True)
class Page:
    """A page as it came.

    `url` is the address asked for, `final_url` the one that answered after redirects. `content_type` is
    the media type alone, `charset` what the server says of the encoding ("" for nothing). `data` are the
    bytes without their compression. `etag` and `last_modified` ask later whether the page has changed.
    `problem` says why it is an older copy, when it is.
    """

    url: str
    final_url: str
    content_type: str
    charset: str
    data: bytes
    etag: str = ""
    last_modified: str = ""
    problem: str = ""
