"""What comes of fetching an address."""

from dataclasses import dataclass
from typing import Final

CONTENT_TYPES: Final = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
"""The media types that are taken, and the endings of the files that they stand for."""


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
