"""The days of a page: what its head and its own elements for days say. No day comes from running text."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from htmldate import find_date
from lxml.html import Element, HtmlElement

from pipeline import packs
from pipeline.readers.days import day_of
from pipeline.readers.head import noticed

_LONGEST_LINE: Final = 100
_BESIDE_DAY: Final = 40
_OLDEST, _NEWEST = "1900-01-01", "2199-12-31"
# Classes and ids of elements that hold a day: "post-date", "article__date", "pubDate", and not "candidate".
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:dates?|dateline|pubdate|publi\w{0,8}|posted|time|timestamp|updated|modified)(?:$|[\s_-])"
    r"|[a-z](?:Date|Time)(?:$|[\s_-])"
)
_DAY_TAGS: Final = ("time", "abbr")
_LINE_TAGS: Final = ("p", "span", "div", "small", "li", "em")
_MARKED_BY_LOOK: Final = ("i", "b", "strong", "td")
_MOST_NOTICES: Final = 20
# What stands in these is about other articles.
_ASIDE: Final = (
    "ancestor::*[self::nav or self::aside or self::footer[not(ancestor::article)] or self::figure or "
    "@role='navigation' or @role='complementary' or @role='contentinfo' or "
    "contains(@class, 'comment') or contains(@id, 'comment') or contains(@class, 'related') or "
    "contains(@class, 'sidebar') or contains(@class, 'widget')]"
)
_CHANGED: Final = (
    "//meta[@property='article:modified_time' or @property='og:updated_time' or @itemprop='dateModified' or "
    "@name='dcterms.modified' or @name='DC.date.modified' or @name='last-modified']/@content",
    "//*[self::time or self::abbr]"
    "[@itemprop='dateModified' or contains(@class, 'updated') or contains(@class, 'modified')]"
    f"[not({_ASIDE})]/@*[name() = 'datetime' or name() = 'title']",
)


def published(tree: HtmlElement, linked: Mapping[str, Any], url: str) -> date | None:
    """The day of publication by htmldate, out of what is marked as such; `linked` is the JSON-LD.

    Else that of "Posted on 9 May 2015", where the page has no such line with another day.
    """
    found = find_date(
        _marked(tree, linked),
        extensive_search=False,
        original_date=True,
        url=url or None,
        deferred_url_extractor=True,
        min_date=_OLDEST,
        max_date=_NEWEST,
    )
    return day_of(found) or _noticed(tree)


def _noticed(tree: HtmlElement) -> date | None:
    days = set()
    notices = 0
    for element in tree.iter(*_LINE_TAGS, *_MARKED_BY_LOOK):
        line = (element.text or "").strip()[:_LONGEST_LINE]
        if not any(sign.isdigit() for sign in line):
            continue
        found = {day for language in packs.full() if (day := noticed(line, language))}
        if found and not element.xpath(_ASIDE):
            days |= found
            notices += 1
        if notices > _MOST_NOTICES:
            break
    return days.pop() if len(days) == 1 else None


def updated(tree: HtmlElement, linked: Mapping[str, Any]) -> date | None:
    """The day of the last change that the page states."""
    stated = [linked.get("dateModified"), *(value for path in _CHANGED for value in tree.xpath(path))]
    return next((day for value in stated if (day := day_of(value))), None)


def lines(tree: HtmlElement) -> Iterator[HtmlElement]:
    """The elements that hold a day of the page and hardly more: no sentence or part of one."""
    # Many elements may stand in one block.
    said = cache(_said)
    for element in tree.iter(*_DAY_TAGS, *_LINE_TAGS):
        if (_holds_a_day(element) or element.find(".//time") is not None) and _is_line(element, said):
            yield element


def _holds_a_day(element: HtmlElement) -> bool:
    return (
        element.tag in _DAY_TAGS
        or "date" in element.get("itemprop", "").lower()
        or any(_NAMED.search(element.get(name, "")) for name in ("class", "id"))
    )


def _said(element: HtmlElement) -> str:
    """What an element says, on one line."""
    return " ".join(element.text_content().split())


def _is_line(element: HtmlElement, said: Callable[[HtmlElement], str]) -> bool:
    block = next(iter(element.xpath("ancestor-or-self::*[self::p or self::li][1]")), element)
    whole, held = said(block), said(element)
    days = held if _holds_a_day(element) else "".join(time.text_content() for time in element.iter("time"))
    beside = len(whole) - len(days)
    return len(whole) <= _LONGEST_LINE and beside <= _BESIDE_DAY and not whole.endswith((".", "!", "?"))


def _marked(tree: HtmlElement, linked: Mapping[str, Any]) -> HtmlElement:
    """A page with nothing but what is marked as a day of this one."""
    page, head, body = Element("html"), Element("head"), Element("body")
    page.extend([head, body])
    head.extend([_copy(element) for element in tree.iter("meta")])
    if "datePublished" in linked:
        script = Element("script", type="application/ld+json")
        script.text = json.dumps({"datePublished": linked["datePublished"]})
        head.append(script)
    for element in lines(tree):
        if _holds_a_day(element) and not element.xpath(_ASIDE):
            body.append(_copy(element))
    return page


def _copy(element: HtmlElement) -> HtmlElement:
    copy = Element(element.tag, dict(element.attrib))
    copy.text = element.text_content()
    return copy
