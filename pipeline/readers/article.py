"""An article from its text and what is told about it: id, day, language, and what it cannot give."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from pipeline import language as languages
from pipeline import packs
from pipeline.identity import DIGITS
from pipeline.model import Article, Span
from pipeline.readers.days import day_in_url
from pipeline.readers.head import head
from pipeline.readers.origin import LARGEST, too_large

PLAIN: Final = "text 1"
"""The name and version of the reader of plain text."""

_LINE = re.compile(r"(?P<line>[^\r\n]*)(?P<newline>\r\n|\r|\n|$)")
_DAY = re.compile(r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_HEADING = re.compile(r"#{1,6}\s+")
_HOST_PREFIX = re.compile(r"(?:www\d?|m|amp)\.")
_LONGEST_TITLE: Final = 250
_BOM: Final = "\ufeff"
_NO_DAY: Final = "no publication day is known: relative dates are not resolved; give one with --published"


def article(
    text: str,
    *,
    published: date | None = None,
    language: str = "",
    source: str = "",
    url: str = "",
    data: bytes | None = None,
) -> Article:
    """One article from its decoded text; never raises on any text.

    The seed's form (title, day as YYYYMMDD, address, then paragraphs) is recognised by its second
    or third line. `published` and `url` are for a text that states no day and no address. `data` are
    the bytes that the text was decoded from and that its id counts.
    """
    day, address, metadata = form(text)
    return told(
        text,
        data=text.encode("utf-8", "surrogatepass") if data is None else data,
        reader=PLAIN,
        source=source,
        title=_stated_title(text, known_form=bool(metadata)),
        url=address or url,
        stated=day,
        published=published,
        language=language,
        metadata=metadata,
    )


class Form(NamedTuple):
    """What the lines of the seed's form say, and where they stand."""

    day: date | None
    address: str
    metadata: tuple[Span, ...]


def form(text: str) -> Form:
    """The day and the address that a text in the seed's form has in its second and third line."""
    lines = list(_first_lines(text))
    day, address = _stated_day(text, lines), _stated_address(text, lines)
    return Form(day, address, tuple(lines[index] for index, found in ((1, day), (2, address)) if found))


def told(
    text: str,
    *,
    data: bytes,
    reader: str,
    source: str,
    title: str = "",
    url: str = "",
    publisher: str = "",
    stated: date | None = None,
    updated: date | None = None,
    published: date | None = None,
    language: str = "",
    likely_language: str = "",
    metadata: tuple[Span, ...] = (),
    problem: str = "",
) -> Article:
    """One article of which a reader tells all that it found.

    Its day is the `stated` one, else the one in its address or at the head of its text, else
    `published`. Its language is `language`, else what the text is in, else `likely_language`. Its
    publisher is the domain of the address, else `publisher`. `problem` is what kept the reader from
    giving more.
    """
    day, status = stated or day_in_url(url), "ok"
    if not text.strip(_BOM + " \t\r\n"):
        status, problem = "skipped", "the text is empty"
    elif len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        status, problem = "skipped", too_large()
    else:
        language = language or languages.detect(text[metadata[-1].end :] if metadata else text)
        language = language or likely_language
        if language not in packs.full():
            status, problem = "skipped", _no_pack(language)
        elif not day and (found := head(text, language)):
            day = found.day
            metadata = tuple(sorted((*metadata, found.line))) if found.line else metadata
    day = day or published
    if status == "ok" and not day:
        problem = problem or _NO_DAY
    digest = hashlib.sha256(data).hexdigest()
    return Article(
        article_id=digest[:DIGITS],
        source=source,
        text=text,
        title=title,
        url=url,
        publisher=domain(url) or publisher,
        published=day,
        updated=updated if updated and day and updated > day else None,
        language=language,
        sha256=digest,
        status=status,
        problem=problem,
        reader=reader,
        metadata=metadata,
    )


def with_title(title: str, body: str) -> str:
    """The text of an article whose title stands apart: the title first, unless the body opens with it."""
    body = body.strip()
    if not title or body.startswith(title):
        return body
    return f"{title}\n\n{body}" if body else ""


def domain(url: str) -> str:
    """The host of an address without "www."; "" when it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # e.g. an unclosed bracket: no address after all
        return ""
    return _HOST_PREFIX.sub("", host, count=1)


def is_address(text: str) -> bool:
    """Whether the text is an address of the web."""
    return _ADDRESS.fullmatch(text) is not None


def _first_lines(text: str) -> Iterator[Span]:
    """The ranges of the first three lines, without their newlines."""
    at = 0
    for _ in range(3):
        if (match := _LINE.match(text, at)) is None or (at and at >= len(text)):
            return
        yield Span(*match.span("line"))
        at = match.end()


def _stated_day(text: str, lines: Sequence[Span]) -> date | None:
    if len(lines) < 2 or not (match := _DAY.fullmatch(text[slice(*lines[1])].strip())):
        return None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:  # 20171345 is a number, not a day
        return None


def _stated_address(text: str, lines: Sequence[Span]) -> str:
    line = text[slice(*lines[2])].strip() if len(lines) > 2 else ""
    return line if is_address(line) else ""


def _stated_title(text: str, *, known_form: bool) -> str:
    """The first line, if the form says that it is the title or it looks like one."""
    lines = list(_first_lines(text))
    line = text[slice(*lines[0])].lstrip(_BOM).strip() if lines else ""
    heading = _HEADING.match(line)
    line = line[heading.end() :] if heading else line
    short = len(line) <= _LONGEST_TITLE and len(lines) > 1 and not line.endswith((".", ";", ":", ","))
    return line if known_form or heading or short else ""


def _no_pack(code: str) -> str:
    known = ", ".join(packs.full())
    if not code:
        return f"the language could not be told from the text; articles in {known} are read"
    return f"no pack for the language {code!r} (known: {known}); docs say how to add one"
