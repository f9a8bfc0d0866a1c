"""Web archives that browsers save as one file (.mhtml): the page inside is read like any other."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email._policybase import Compat32
from email.message import EmailMessage
from typing import Any, BinaryIO, Final

from pipeline.model import Article
from pipeline.readers.mail import LONGEST_HEADER, check_parts
from pipeline.readers.origin import Origin, too_large, unread
from pipeline.readers.web import LARGEST_PAGE, article_of

_PAGES: Final = ("text/html", "application/xhtml+xml")


class _Policy(Compat32):
    """The library's, for headers that are no longer than any are."""

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ANN401 - as the library
        return super().header_fetch_parse(name, value[:LONGEST_HEADER])


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """One article an archive: that of its first page, under the address that it was saved from."""
    data = stream.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        yield unread(origin.source, "skipped", too_large(LARGEST_PAGE))
        return
    try:
        check_parts(data)
    except ValueError as error:
        yield unread(origin.source, "failed", f"the web archive cannot be read: {error}", data)
        return
    message = message_from_bytes(data, _class=EmailMessage, policy=_Policy())
    part = next((part for part in message.walk() if part.get_content_type() in _PAGES), None)
    content = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(content, bytes):
        yield unread(origin.source, "skipped", "no page stands in the web archive", data)
        return
    url = message.get("Snapshot-Content-Location") or part.get("Content-Location") or origin.url
    page = replace(origin, url=str(url).strip(), charset=str(part.get_content_charset("")))
    yield article_of(content, page, identity=data)
