"""Repairs of single characters: what is left of HTML, spaces of every kind, apostrophes."""

import html
import re

from pipeline.model import Edit

_BLOCKS = "p|br|div|li|ul|ol|tr|table|section|article|header|footer|blockquote|figure|h[1-6]"
_INLINE = "a|b|i|u|em|strong|span|sup|sub|small|font|img|mark|time|abbr|cite|q|script|style|td|th|svg|button"
_NOTHING = "\u200b\u2060\u00ad\ufeff"
"""Zero-width space, word joiner, soft hyphen, byte order mark."""
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_QUOTES = "‘’‛ʼ′＇"
_ODD = re.compile(
    r"(?P<entity>&(?:[A-Za-z]{2,8}\d{0,2}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)"
    rf"|(?P<block></?(?:{_BLOCKS})(?:\s[^<>]*)?/?>)"
    rf"|(?P<inline></?(?:{_INLINE})(?:\s[^<>]*)?/?>)"
    r"|(?P<comment><!--[^<>]*-->)"
    rf"|(?P<nothing>[{_NOTHING}])|(?P<space>[{_SPACES}])|(?P<quote>[{_QUOTES}])",
    re.IGNORECASE,
)
# What each of them begins with: looking for these alone is fast.
_BEGINS = re.compile(f"[&<{_NOTHING}{_SPACES}{_QUOTES}]")
_PLAIN = {"space": " ", "quote": "'"}
_KIND = {"block": "markup", "inline": "markup", "comment": "markup", "nothing": "space"}


def character_edits(raw: str) -> list[Edit]:
    """The edits that turn mark-up into text and every space and apostrophe into the plain one.

    A tag that begins a block becomes a newline, any other goes. Curly double quotes and dashes stay.
    """
    if raw.isascii() and "&" not in raw and "<" not in raw:
        return []
    edits = []
    at = 0
    for start in _BEGINS.finditer(raw):
        found = _ODD.match(raw, start.start()) if start.start() >= at else None
        if found is None:
            continue
        at = found.end()
        name = str(found.lastgroup)
        if name == "entity":
            replacement = _unescaped(found[0])
        else:
            replacement = "\n" if name == "block" else _PLAIN.get(name, "")
        if replacement != found[0]:
            edits.append(Edit(found.start(), found.end(), replacement, _KIND.get(name, name)))
    return edits


def _unescaped(entity: str) -> str:
    """The character of an HTML entity, plain; the entity itself if it is none or a digit's."""
    text = html.unescape(entity)
    if text == entity or text.isnumeric():
        return entity
    found = _ODD.fullmatch(text)
    return _PLAIN.get(str(found.lastgroup), "") if found else text
