"""Take out of a page's tree what is no article, and turn its tables into lines.

Only what trafilatura is known to leave in; the rest is its work. Everything here goes by structure,
not by words.
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml.etree import XPath
from lxml.html import Element, HtmlElement

from pipeline.readers import web_days

_NO_TEXT: Final = "//nav | //script | //style | //noscript | //template | //svg"
# Advertisements, dialogs, captions, posts of others.
_NO_ARTICLE: Final = (
    "//*[starts-with(name(), 'amp-')] | //figcaption | //dialog | "
    "//*[@role='dialog' or @role='alertdialog' or @role='navigation' or @role='contentinfo'] | "
    "//*[@id='toc'] | //body//*[{classes}] | "
    "//body//*[self::div or self::section or self::p or self::aside or self::blockquote][{tokens}]"
)
# Parts of a class's name, and whole names (those of encyclopedias).
_TOKENS: Final = ("promo", "advert", "caption", "newsletter", "cookie", "twitter-tweet")
_CLASSES: Final = (
    "reference",
    "references",
    "reflist",
    "mw-editsection",
    "navbox",
    "infobox",
    "footnote-ref",
)
_BLOCKS: Final = "p|.//div|.//ul|.//ol|.//h1|.//h2|.//h3|.//h4|.//table|.//blockquote"
# Of a paragraph or item that leads to another article: the link's share, and the words that it has.
_LINK_SHARE: Final = 0.6
_LINK_WORDS: Final = 4
_BESIDE_LINK: Final = 40
_FIGURE = re.compile(r"[-+−]?\d[\d\s.,’']*(?:\s?%)?")
_UNIT = "%"
_SPACE = re.compile(r"\s+")
_BARE: Final = XPath(_NO_TEXT)
_AROUND: Final = XPath(
    _NO_ARTICLE.format(
        tokens=" or ".join(f"contains(@class, '{token}')" for token in _TOKENS),
        classes=" or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in _CLASSES),
    )
)


def prepare(tree: HtmlElement) -> None:
    """Change the tree in place, for the extraction of its text."""
    for element in _BARE(tree):
        _remove(element)
    whole = len(_text(tree))
    for element in _AROUND(tree):
        # What holds most of the page is around the article, whatever it is called.
        if 2 * len(_text(element)) <= whole:
            _remove(element)
    for element in list(web_days.lines(tree)):
        _remove(element)
    for time in tree.xpath("//body//time"):
        # A day in a sentence belongs to it; trafilatura would leave it out.
        time.drop_tag()
    for link in tree.xpath("//a[string-length(normalize-space()) = 1]"):
        # The sign that a heading has as a link to itself.
        if not _text(link).isalnum():
            _remove(link)
    for element in tree.xpath("//p[.//a]|//li[.//a]"):
        if _leads_elsewhere(element):
            _remove(element)
    # From the inside out: a table of tables is no table of figures.
    for table in reversed(tree.xpath("//table")):
        if _is_layout(table):
            _unfold(table)
        elif _is_navigation(table):
            _remove(table)
        else:
            _replace(table, list(_lines(table)))


def _leads_elsewhere(element: HtmlElement) -> bool:
    """Whether a paragraph or item is a link to another article and hardly more."""
    links = [_text(link) for link in element.iter("a")]
    longest = max(links, key=len, default="")
    if len(longest.split()) < _LINK_WORDS:
        return False
    whole, linked = len(_text(element)), sum(map(len, links))
    return linked >= _LINK_SHARE * whole and whole - linked <= _BESIDE_LINK


def _is_layout(table: HtmlElement) -> bool:
    """Whether a table places blocks of a page, as was done before style sheets."""
    return table.get("role") == "presentation" or (
        not table.xpath(".//th|.//caption|.//thead") and bool(table.xpath(f".//td[.//{_BLOCKS}]"))
    )


def _is_navigation(table: HtmlElement) -> bool:
    """Whether a table holds links and no figures."""
    whole = len(_text(table))
    linked = sum(len(_text(link)) for link in table.iter("a"))
    figures = any(_FIGURE.fullmatch(_text(cell)) for cell in table.iter("td") if cell.find(".//a") is None)
    return not figures and linked >= _LINK_SHARE * max(whole, 1)


def _unfold(table: HtmlElement) -> None:
    for element in table.iter("table", "tbody", "tr", "td"):
        element.tag = "div"
        for name in ("width", "align", "valign", "bgcolor", "border"):
            element.attrib.pop(name, None)


def _lines(table: HtmlElement) -> Iterator[str]:
    """The caption, then a line for each row: its name, and its cells with the column's heading.

    A row reads "Emmanuel Macron: Votes 8,656,346; Share 24.01%". A heading that is a unit stands
    behind the figure: "24.01% of votes".
    """
    heads: list[str] = []
    for caption in table.iter("caption"):
        yield _text(caption)
    for row in table.iter("tr"):
        cells = [(cell.tag, _text(cell)) for cell in row.iter("td", "th") for _ in range(_columns(cell))]
        if cells and all(tag == "th" for tag, _ in cells):
            heads = [text for _, text in cells]
            yield " | ".join(filter(None, dict.fromkeys(heads)))
        else:
            name, *values = [text for _, text in cells] or [""]
            told = [
                _told(heads[place] if place < len(heads) else "", value)
                for place, value in enumerate(values, 1)
            ]
            yield ": ".join(filter(None, (name, "; ".join(filter(None, told)))))


def _told(head: str, value: str) -> str:
    if not value:
        return ""
    if _UNIT in head and _UNIT not in value and _FIGURE.fullmatch(value):
        head = head.replace(f"({_UNIT})", _UNIT).strip()
        if head.startswith(_UNIT):
            return f"{value}{head}"
        head, value = head.replace(_UNIT, "").strip(), f"{value}{_UNIT}"
    return f"{head} {value}".strip()


def _columns(cell: HtmlElement) -> int:
    """How many columns a cell spans; what no table has counts as one."""
    span = cell.get("colspan", "1").strip()
    return int(span) if span.isdecimal() and 0 < int(span) <= 20 else 1


def _replace(table: HtmlElement, lines: list[str]) -> None:
    table.tail, tail = None, table.tail
    attributes = dict(table.attrib)
    table.clear()
    table.tag, table.tail = "div", tail
    table.attrib.update({key: attributes[key] for key in ("class", "id") if key in attributes})
    for line in filter(None, lines):
        paragraph = Element("p")
        paragraph.text = line
        table.append(paragraph)


def _remove(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _text(element: HtmlElement) -> str:
    return _SPACE.sub(" ", element.text_content()).strip()
