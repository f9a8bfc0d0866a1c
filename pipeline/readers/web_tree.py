"""Take out of a page's tree what is no article, and turn its tables into lines.

Only what trafilatura is known to leave in; the rest is its work. Everything here goes by structure,
not by words.
"""

from typing import Final

from lxml.etree import XPath
from lxml.html import Element, HtmlElement

from pipeline.readers import web_days, web_tables
from pipeline.readers.web_tables import FIGURE, text

_NO_TEXT: Final = (
    "//nav | //script[not(@type='application/ld+json')] | //style | //noscript | //template | //svg"
)
# Advertisements, dialogs, captions, posts of others, what readers write.
_NO_ARTICLE: Final = (
    "//*[starts-with(name(), 'amp-')] | //figcaption | //dialog | "
    "//*[@role='dialog' or @role='alertdialog' or @role='navigation' or @role='contentinfo'] | "
    "//*[@id='toc'] | //body//*[{classes}] | "
    "//body//*[self::div or self::section or self::p or self::aside or self::blockquote][{tokens}]"
)
# Parts of a class's name, and whole names (of encyclopedias, and what French pages call their comments).
_TOKENS: Final = ("promo", "advert", "caption", "newsletter", "cookie", "twitter-tweet")
_CLASSES: Final = (
    "reference",
    "references",
    "reflist",
    "mw-editsection",
    "navbox",
    "infobox",
    "footnote-ref",
    "reactions",
    "reaction",
)
_BLOCKS: Final = "p|.//div|.//ul|.//ol|.//h1|.//h2|.//h3|.//h4|.//table|.//blockquote"
# Of a paragraph or item that leads to another article: the link's share, and the words that it has.
_LINK_SHARE: Final = 0.6
_LINK_WORDS: Final = 4
_BESIDE_LINK: Final = 40
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
    whole = len(text(tree))
    for element in _AROUND(tree):
        # What holds most of the page is around the article, whatever it is called.
        if 2 * len(text(element)) <= whole:
            _remove(element)
    for element in list(web_days.lines(tree)):
        _remove(element)
    for time in tree.xpath("//body//time"):
        # A day in a sentence belongs to it; trafilatura would leave it out.
        time.drop_tag()
    for link in tree.xpath("//a[string-length(normalize-space()) = 1]"):
        # The sign that a heading has as a link to itself.
        if not text(link).isalnum():
            _remove(link)
    for element in tree.xpath("//p[.//a]|//li[.//a]"):
        if _leads_elsewhere(element):
            _remove(element)
    for note in tree.xpath("//sup"):
        # The number of a footnote would be read as part of the figure before it.
        if text(note).strip("[]").isdecimal():
            _remove(note)
    for pairs in tree.xpath("//dl"):
        _replace(pairs, list(web_tables.pairs(pairs)))
    # From the inside out: a table of tables is no table of figures.
    for table in reversed(tree.xpath("//table")):
        if _is_layout(table):
            _unfold(table)
        elif _is_navigation(table):
            _remove(table)
        else:
            _replace(table, list(web_tables.lines(table)))


def _leads_elsewhere(element: HtmlElement) -> bool:
    """Whether a paragraph or item is a link to another article and hardly more."""
    links = [text(link) for link in element.iter("a")]
    longest = max(links, key=len, default="")
    if len(longest.split()) < _LINK_WORDS:
        return False
    whole, linked = text(element), sum(map(len, links))
    goes_on = any(map(str.isalnum, whole.rpartition(longest)[2]))
    return not goes_on and linked >= _LINK_SHARE * len(whole) and len(whole) - linked <= _BESIDE_LINK


def _is_layout(table: HtmlElement) -> bool:
    """Whether a table places blocks of a page, as was done before style sheets."""
    return table.get("role") == "presentation" or (
        not table.xpath(".//th|.//caption|.//thead") and bool(table.xpath(f".//td[.//{_BLOCKS}]"))
    )


def _is_navigation(table: HtmlElement) -> bool:
    """Whether a table holds links and no figures."""
    whole = len(text(table))
    linked = sum(len(text(link)) for link in table.iter("a"))
    figures = any(FIGURE.fullmatch(text(cell)) for cell in table.iter("td") if cell.find(".//a") is None)
    return not figures and linked >= _LINK_SHARE * max(whole, 1)


def _unfold(table: HtmlElement) -> None:
    for element in table.iter("table", "tbody", "tr", "td"):
        element.tag = "div"
        for name in ("width", "align", "valign", "bgcolor", "border"):
            element.attrib.pop(name, None)


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
