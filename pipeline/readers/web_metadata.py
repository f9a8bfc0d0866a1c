"""What a page's head and marked elements say of it: title, address, publisher, days, language.

Metadata goes before anything that is read out of the page's text.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement
from trafilatura import extract_metadata

from pipeline.readers import web_days
from pipeline.readers.article import domain, is_address

# Pages saved by browsers and by SingleFile name their address in a comment at the top.
_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|url:\s{0,4})(?P<url>https?://[^\s>]+)")
_SAVED_FROM_WITHIN: Final = 2_000
_SPACE = re.compile(r"\s+")
# Days are looked for elsewhere; the library's own search is told the shortest way.
_NO_DAYS: Final = {"extensive_search": False, "max_date": "2199-12-31"}


@dataclass(frozen=True)
class Metadata:
    """What a page says of itself; "" and None for what it does not."""

    title: str
    url: str
    publisher: str
    published: date | None
    updated: date | None
    language: str


def metadata(tree: HtmlElement, markup: str, url: str) -> Metadata:
    """The metadata of a page, given as a tree and as it came; `url` is where it was found."""
    linked = _linked_data(tree)
    found = extract_metadata(tree, date_config=_NO_DAYS)
    address = _address(tree, markup, found.url or "", url)
    return Metadata(
        title=_title(tree, linked, found.title or ""),
        url=address,
        publisher=_one_line(found.sitename or ""),
        published=web_days.published(tree, linked, address),
        updated=web_days.updated(tree, linked),
        language=(tree.get("lang") or "").partition("-")[0].lower(),
    )


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """The JSON-LD node of the article itself: never one inside it, such as an update or a comment."""
    nodes = [
        node for script in tree.xpath("//script[@type='application/ld+json']") for node in _nodes(script)
    ]
    dated = [node for node in nodes if "datePublished" in node]
    return next((node for node in dated if "headline" in node), next(iter(dated), {}))


def _nodes(script: HtmlElement) -> Iterator[dict[str, Any]]:
    try:
        content = json.loads(script.text_content(), strict=False)
    except (ValueError, RecursionError):
        return
    for node in content if isinstance(content, list) else [content]:
        if isinstance(node, dict):
            graph = node.get("@graph")
            yield from (
                inner for inner in (graph if isinstance(graph, list) else ()) if isinstance(inner, dict)
            )
            yield node


def _title(tree: HtmlElement, linked: dict[str, Any], otherwise: str) -> str:
    """The page's own title for sharing, else its article's, its only heading, or the library's choice."""
    headline = linked.get("headline")
    headings = tree.xpath("//h1")
    candidates = (
        *tree.xpath("//meta[@property='og:title']/@content"),
        headline if isinstance(headline, str) else "",
        headings[0].text_content() if len(headings) == 1 else "",
        _page_title(tree),
        otherwise,
    )
    return next((line for text in candidates if (line := _one_line(text))), "")


def _page_title(tree: HtmlElement) -> str:
    """The title element, where a heading repeats it; elsewhere it may name the site as well."""
    title = _one_line("".join(tree.xpath("//title[1]//text()")))
    headings = {_one_line(heading.text_content()) for heading in tree.xpath("//h1|//h2|//h3")}
    return title if title in headings else ""


def _address(tree: HtmlElement, markup: str, stated: str, url: str) -> str:
    """The canonical address, else the one that the page was found at, else the one it was saved from.

    A page that calls the home page its canonical address is not believed, nor one that speaks for another
    site than it was found at: it could pass for another's article, and take its place.
    """
    saved = _SAVED_FROM.search(markup[:_SAVED_FROM_WITHIN])
    candidates = [
        *(urljoin(url, link) for link in tree.xpath("//link[@rel='canonical']/@href")),
        stated,
        url,
        saved["url"] if saved else "",
    ]
    usable = [address.strip() for address in candidates if is_address(address.strip())]
    usable = [address for address in usable if not url or domain(address) == domain(url)]
    deep = [address for address in usable if _names_a_page(address)]
    return next(iter([*deep, *usable]), "")


def _names_a_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
