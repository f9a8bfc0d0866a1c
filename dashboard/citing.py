"""How to lead others to a sentence: its place in the original, a link to its row, a citation to copy."""

import html
from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from dashboard import escape
from pipeline.telling import words

_MOST_WORDS = 12  # a longer sentence is found by its first and its last words
_ENDS = 5
# Values of the address without which a row can be another one, or none.
_KEPT = ("who", "vote", "asof", "election", "article", "lang")


def at_sentence(url: str, sentence: str) -> str:
    """The address of the original with a text fragment, so that browsers open it at the sentence.

    Nothing where the address leads to no web page.
    """
    address = escape.link(url)
    said = sentence.split()
    if not address or not said:
        return address
    ends = [said] if len(said) <= _MOST_WORDS else [said[:_ENDS], said[-_ENDS:]]
    fragment = ",".join(_encoded(" ".join(each)) for each in ends)
    head, mark, own = address.partition("#")
    own = own.partition(":~:")[0]
    return f"{head}{mark or '#'}{own}:~:text={fragment}"


def _encoded(text: str) -> str:
    # A hyphen would part prefix from text.
    return quote(text, safe="").replace("-", "%2D")


def permalink(page: str, address: Mapping[str, str], kind: str, row_id: str) -> str:
    """The link to a row on the page at an address."""
    kept = {name: address[name] for name in _KEPT if name in address}
    scheme, host, path, *_ = urlsplit(page)
    return urlunsplit((scheme, host, path, urlencode({**kept, kind: row_id}), ""))


def here(page: str, address: Mapping[str, str]) -> str:
    """The link to the page with its filters."""
    scheme, host, path, *_ = urlsplit(page)
    return urlunsplit((scheme, host, path, urlencode(address), ""))


def frame(link: str) -> str:
    """The HTML that shows the chart of a link in another page."""
    address = html.escape(f"{link}{'&' if '?' in link else '?'}embed=true")
    return f'<iframe src="{address}" width="100%" height="760" style="border:0"></iframe>'


def citation(title: str, publisher: str, published: str, url: str, sentence: str) -> str:
    """Who said what, where and when, as plain text in one line."""
    when = words.day(published) if published else ""
    said_by = ", ".join(each for each in (publisher, f"“{_line(title)}”" if title else "", when) if each)
    return " ".join(
        each for each in (f"{said_by}." if said_by else "", f"“{_line(sentence)}”", escape.link(url)) if each
    )


def _line(text: str) -> str:
    return " ".join(text.split())
