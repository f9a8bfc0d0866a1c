"""E-mails (.eml): newsletters, and what people forward to themselves."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr
from typing import Any, BinaryIO, Final, cast

from pipeline.model import Article
from pipeline.readers import web
from pipeline.readers.article import with_title
from pipeline.readers.days import day_of
from pipeline.readers.documents import Document, Kind, article
from pipeline.readers.encoding import decode_page
from pipeline.readers.origin import Origin
from pipeline.readers.wrapping import paragraphs

# The line before what a sender puts under every e-mail (RFC 3676).
_SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)
LONGEST_HEADER: Final = 2_000
"""Characters that are read of a header: the library takes quadratic time for it."""

_MOST_LINES: Final = 1_000_000
_MOST_PARTS: Final = 10_000
_NO_TEXT: Final = "no text stands in the e-mail; what is attached is not read"
_KIND: Final = Kind("the e-mail", lambda: "mail 1", _NO_TEXT)


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """One article an e-mail: subject, day of sending and plain text, or else that of its page."""
    yield from article(stream, origin, _KIND, _document)


class _Policy(EmailPolicy):
    """The library's, for headers that are no longer than any are."""

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ANN401 - as the library
        return super().header_fetch_parse(name, value[:LONGEST_HEADER])


def check_parts(data: bytes) -> None:
    """Refuse what the library would make millions of headers or parts of.

    Raises:
        ValueError: it has more than an e-mail or a saved page has.
    """
    if max(data.count(b"\n"), data.count(b"\r")) > _MOST_LINES:
        raise ValueError(f"more than {_MOST_LINES:,} lines")
    if max(data.count(b"\n--"), data.count(b"\r--")) > _MOST_PARTS:
        raise ValueError(f"more than {_MOST_PARTS:,} parts")


def _document(data: bytes, _: Origin) -> Document:
    check_parts(data)
    message = cast("EmailMessage", message_from_bytes(data, _class=EmailMessage, policy=_Policy()))
    subject, body = " ".join(_header(message, "Subject").split()), _body(message)
    _name, sender = parseaddr(_header(message, "From"))
    return Document(
        with_title(subject, body) if body else "",
        subject,
        publisher=sender.rpartition("@")[2].lower(),
        published=day_of(_header(message, "Date")),
    )


def _header(message: EmailMessage, name: str) -> str:
    return str(message[name] or "")


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    content = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(content, bytes):
        return ""
    text = decode_page(content, str(part.get_content_charset("") or "")) or ""
    if part.get_content_subtype() == "html":
        return web.page(text).text
    return paragraphs(_SIGNATURE.split(text, maxsplit=1)[0])
