"""Web archives that browsers save as one file (.mhtml): the page inside is read like any other."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import BinaryIO, Final

from pipeline.model import Article
from pipeline.readers.origin import Origin, too_large, unread
from pipeline.readers.web import LARGEST_PAGE, article_of

_PAGES: Final = ("text/html", "application/xhtml+xml")


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """One article an archive: that of its first page, under the address that it was saved from."""
    data = stream.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        yield unread(origin.source, "skipped", too_large(LARGEST_PAGE))
        return
    message = message_from_bytes(data, _class=EmailMessage, policy=policy.compat32)
    part = next((part for part in message.walk() if part.get_content_type() in _PAGES), None)
    content = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(content, bytes):
        yield unread(origin.source, "skipped", "no page stands in the web archive", data)
        return
    url = message.get("Snapshot-Content-Location") or part.get("Content-Location") or origin.url
    page = replace(origin, url=str(url).strip(), charset=str(part.get_content_charset("")))
    yield article_of(content, page, identity=data)
