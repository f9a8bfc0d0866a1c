"""E-mails (.eml): newsletters, and what people forward to themselves."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import BinaryIO, Final

from pipeline.model import Article
from pipeline.readers import web
from pipeline.readers.article import told, with_title
from pipeline.readers.days import day_of
from pipeline.readers.encoding import decode_page
from pipeline.readers.origin import Origin, too_large, unread
from pipeline.readers.wrapping import paragraphs

LARGEST_MAIL: Final = 40_000_000
"""Bytes of the largest e-mail: what is attached may outweigh its text."""

# The line before what a sender puts under every e-mail (RFC 3676).
_SIGNATURE = re.compile(r"^-- ?\r?$", re.MULTILINE)
READER: Final = "mail 1"
_NO_TEXT: Final = "no text stands in the e-mail; what is attached is not read"


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """One article an e-mail: subject, day of sending and plain text, or else that of its page."""
    data = stream.read(LARGEST_MAIL + 1)
    if len(data) > LARGEST_MAIL:
        yield unread(origin.source, "skipped", too_large(LARGEST_MAIL))
        return
    message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    try:
        subject, body = " ".join(_header(message, "Subject").split()), _body(message)
    # Whatever an e-mail does to the libraries must cost that e-mail alone.
    except Exception as error:
        problem = f"the e-mail cannot be read: {type(error).__name__}: {error}"
        yield unread(origin.source, "failed", problem, data)
        return
    if not body:
        yield unread(origin.source, "skipped", _NO_TEXT, data)
        return
    _, sender = parseaddr(_header(message, "From"))
    yield told(
        with_title(subject, body),
        data=data,
        reader=READER,
        source=origin.source,
        title=subject,
        publisher=sender.rpartition("@")[2].lower(),
        stated=day_of(_header(message, "Date")),
        published=origin.published,
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
