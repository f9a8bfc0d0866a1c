"""E-mails (.eml): newsletters, and what people forward to themselves."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO, Final

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
_NO_TEXT: Final = "no text stands in the e-mail; what is attached is not read"
_KIND: Final = Kind("the e-mail", lambda: "mail 1", _NO_TEXT)


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """One article an e-mail: subject, day of sending and plain text, or else that of its page."""
    yield from article(stream, origin, _KIND, _document)


def _document(data: bytes, _: Origin) -> Document:
    message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
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
