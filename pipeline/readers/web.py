"""Saved web pages: main text, title, days, address, publisher and language.

The text is what trafilatura takes for the article, after what it is known to leave in was taken out
(`web_tree`), with the title before it.
"""

import logging
import re
from collections.abc import Iterator
from configparser import ConfigParser
from copy import deepcopy
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from importlib.metadata import version
from typing import BinaryIO, Final

from pipeline.model import Article
from pipeline.readers.article import told, with_title
from pipeline.readers.days import day_of
from pipeline.readers.encoding import decode_page
from pipeline.readers.origin import Origin, too_large, unread

LARGEST_PAGE: Final = 40_000_000
"""Bytes of the largest page: its mark-up, scripts and inlined pictures may outweigh its text."""

MOST_ELEMENTS: Final = 50_000
"""Elements of the largest page: trafilatura takes seconds for these, whatever they are."""

MOST_ATTRIBUTES: Final = 1_000
"""Attributes of one tag: the parser compares each with all before it."""

_LONG_TAG = re.compile(r"<[a-zA-Z/][^>]{4000}[^>]*")
_VALUE = re.compile(r"=\s*(?:\"[^\"<]*\"|'[^'<]*')")
_BETWEEN = re.compile(r"[\s/=]+")

_COMPARED: Final = 10_000
"""Elements of the largest page whose text trafilatura compares with that of two further programs: one of
them takes minutes for a page of 50,000."""

# Characters of the shortest article: what stands before a paywall may be one sentence.
_SHORTEST: Final = 80
_NO_TEXT: Final = "no article stands in the page; save its text as a text file"


class PageError(Exception):
    """A page that is not read; the text says why, and what to do."""


@dataclass(frozen=True)
class Page:
    """What a page says: `text` is its article's with the title first, "" where it has none."""

    text: str
    title: str = ""
    url: str = ""
    publisher: str = ""
    published: date | None = None
    updated: date | None = None
    language: str = ""


def read(stream: BinaryIO, origin: Origin) -> Iterator[Article]:
    """One article a page."""
    data = stream.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        yield unread(origin.source, "skipped", too_large(LARGEST_PAGE))
    else:
        yield article_of(data, origin)


def article_of(data: bytes, origin: Origin, identity: bytes = b"") -> Article:
    """The article of a page; its id is that of `identity`, or of its own bytes."""
    markup = decode_page(data, origin.charset)
    if markup is None:
        return unread(origin.source, "failed", "no web page in an encoding that is known", data)
    try:
        found = _page(markup, origin)
    except PageError as error:
        return unread(origin.source, "skipped", str(error), data)
    # Whatever mark-up does to the libraries must cost that page alone.
    except Exception as error:
        problem = f"the page cannot be read: {type(error).__name__}: {error}"
        return unread(origin.source, "failed", problem, data)
    if not found.text:
        return unread(origin.source, "skipped", _NO_TEXT, identity or data)
    return told(
        found.text,
        data=identity or data,
        reader=name(),
        source=origin.source,
        title=found.title,
        url=found.url,
        publisher=found.publisher,
        stated=found.published,
        updated=found.updated,
        published=origin.published,
        likely_language=found.language,
    )


def _page(markup: str, origin: Origin) -> Page:
    """The page as an earlier build read it, or read now."""
    if origin.made is None:
        return page(markup, origin.url)
    key = origin.made.key_of("\0".join((name(), origin.url, markup)))
    if known := origin.made.load(key):
        days = {field: day_of(known[field]) for field in ("published", "updated")}
        return Page(**(known | days))
    found = page(markup, origin.url)
    origin.made.save(key, asdict(found))
    return found


def page(markup: str, url: str = "") -> Page:
    """What a page says; `url` is where it was found, for pages that do not name their own address.

    Raises:
        PageError: it has too many elements, or a tag too many attributes.
    """
    # A quarter of a second to load, for pages alone.
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415
    from trafilatura.settings import Document  # noqa: PLC0415

    from pipeline.readers import web_metadata, web_tree  # noqa: PLC0415

    # It logs whole addresses, which may hold keys; what is wrong with a page its article says.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    if _crowded(markup):
        raise PageError(
            f"more than the {MOST_ATTRIBUTES} attributes that a tag may have; save its text as a text file"
        )
    tree = load_html(markup)
    if tree is None:
        return Page("")
    elements = sum(1 for _ in tree.iter())
    if elements > MOST_ELEMENTS:
        raise PageError(
            f"more than the {MOST_ELEMENTS} elements that a page may have; save its text as a text file"
        )
    metadata = web_metadata.metadata(tree, markup, url)
    web_tree.prepare(tree)
    found = bare_extraction(
        tree,
        url=metadata.url or None,
        include_comments=False,
        config=_config(),
        fast=elements > _COMPARED,
    )
    body = (found.text or "").strip() if isinstance(found, Document) else ""
    first, _, rest = body.partition("\n")
    return Page(
        text=with_title(metadata.title, rest if first.strip() == metadata.title else body),
        title=metadata.title,
        url=metadata.url,
        publisher=metadata.publisher,
        published=metadata.published,
        updated=metadata.updated,
        language=metadata.language,
    )


def _crowded(markup: str) -> bool:
    """Whether what looks like one tag has more attributes than any."""
    bare = _VALUE.sub("=", markup)
    return any(len(_BETWEEN.findall(tag[0])) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(bare))


@cache
def _config() -> ConfigParser:
    """trafilatura's settings, but for how short a text may be before it takes the whole page for it."""
    from trafilatura.settings import DEFAULT_CONFIG  # noqa: PLC0415

    config = deepcopy(DEFAULT_CONFIG)
    config["DEFAULT"]["MIN_EXTRACTED_SIZE"] = str(_SHORTEST)
    return config


@cache
def name() -> str:
    """The reader's name and version."""
    return f"web 4, trafilatura {version('trafilatura')}, htmldate {version('htmldate')}"
