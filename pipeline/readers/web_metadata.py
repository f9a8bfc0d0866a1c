"""What a page's head and marked elements say of it: title, address, publisher, days, language.

Metadata goes before anything that is read out of the page's text, and no day comes from running text.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from htmldate import find_date
from lxml.html import Element, HtmlElement
from trafilatura import extract_metadata

from pipeline.readers.article import domain, is_address
from pipeline.readers.days import day_of

# Pages saved by browsers and by SingleFile name their address in a comment at the top.
_SAVED_FROM = re.compile(r"(?:saved from url=\(\d+\)|url:\s{0,4})(?P<url>https?://[^\s>]+)")
_SAVED_FROM_WITHIN: Final = 2_000
_SPACE = re.compile(r"\s+")
_LONGEST_LABEL: Final = 100
_OLDEST, _NEWEST = "1900-01-01", "2199-12-31"

# What stands in these is about other articles.
_ASIDE: Final = (
    "ancestor-or-self::*[self::nav or self::aside or self::footer[not(ancestor::article)] or self::figure or "
    "@role='navigation' or @role='complementary' or @role='contentinfo' or "
    "contains(@class, 'comment') or contains(@id, 'comment') or contains(@class, 'related') or "
    "contains(@class, 'sidebar') or contains(@class, 'widget')]"
)
_DAY_ELEMENTS: Final = (
    "//body//*[self::time or self::abbr or contains(@itemprop, 'date') or "
    "((self::p or self::span or self::div or self::small or self::li) and "
    "(contains(@class, 'date') or contains(@class, 'publi') or contains(@class, 'posted') or "
    "contains(@class, 'time') or contains(@id, 'date')))]"
    f"[not({_ASIDE})]"
)
_CHANGED: Final = (
    "//meta[@property='article:modified_time' or @property='og:updated_time' or @itemprop='dateModified' or "
    "@name='dcterms.modified' or @name='DC.date.modified' or @name='last-modified']/@content",
    "//*[self::time or self::abbr]"
    "[@itemprop='dateModified' or contains(@class, 'updated') or contains(@class, 'modified')]"
    f"[not({_ASIDE})]/@*[name() = 'datetime' or name() = 'title']",
)


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
    # Days are looked for below; this search is told the shortest way.
    found = extract_metadata(tree, date_config={"extensive_search": False, "max_date": _NEWEST})
    address = _address(tree, markup, found.url or "", url)
    published = _published(tree, linked, address)
    return Metadata(
        title=_title(tree, linked, found.title or ""),
        url=address,
        publisher=_one_line(found.sitename or ""),
        published=published,
        updated=_updated(tree, linked),
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


def _published(tree: HtmlElement, linked: dict[str, Any], url: str) -> date | None:
    """The day by htmldate, out of the head, the article's JSON-LD and elements that hold a day alone."""
    marked = _marked(tree, linked)
    found = find_date(
        marked,
        extensive_search=False,
        original_date=True,
        url=url or None,
        deferred_url_extractor=True,
        min_date=_OLDEST,
        max_date=_NEWEST,
    )
    return day_of(found)


def _marked(tree: HtmlElement, linked: dict[str, Any]) -> HtmlElement:
    """A page with nothing but what is marked as a day of this one."""
    page, head, body = Element("html"), Element("head"), Element("body")
    page.extend([head, body])
    for element in tree.xpath("//meta"):
        head.append(_copy(element))
    if linked:
        script = Element("script", type="application/ld+json")
        script.text = json.dumps({key: linked[key] for key in ("datePublished",)})
        head.append(script)
    for element in tree.xpath(_DAY_ELEMENTS):
        if element.tag == "time" or len(element.text_content()) <= _LONGEST_LABEL:
            body.append(_copy(element))
    return page


def _copy(element: HtmlElement) -> HtmlElement:
    copy = Element(element.tag, dict(element.attrib))
    copy.text = element.text_content()
    return copy


def _updated(tree: HtmlElement, linked: dict[str, Any]) -> date | None:
    stated: Sequence[object] = (
        linked.get("dateModified"),
        *(value for path in _CHANGED for value in tree.xpath(path)),
    )
    return next((day for value in stated if (day := day_of(value))), None)


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
