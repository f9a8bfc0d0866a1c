"""One spelling for matching: small letters, no accents, plain quotes, dashes and blanks.

The folded text usually has the length of the given one, so that offsets are the same; where words
are fused ("onApril 24") a blank is put in, and `Folded.origin` leads back.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

_QUOTES = "\u2018\u2019\u201a\u201b\u02bc\u0092\u00b4"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad"
_BLANKS = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\u200b\ufeff\t\r"
)
_ODD = frozenset("\t\r")
WRAPPED = 120
"""No hard-wrapped text has longer lines: the end of a longer one ends a paragraph."""
# A capital or digit behind a small letter, or a digit before one; begun with what is rare, to be fast.
_SEAM = re.compile(r"[A-Z0-9](?:(?<=[a-z].)|(?<=[0-9])(?=[A-Za-z]))")
_LONGEST_FUSED = 12
_HTML = re.compile(r"&(?:[a-z]{2,8}|#x?[0-9a-f]{2,6});|</?[a-z][^<>\n]{0,120}>")


@cache
def _table() -> dict[int, str]:
    table = {ord(char): "'" for char in _QUOTES}
    table |= {ord(char): "-" for char in _DASHES}
    table |= {ord(char): " " for char in _BLANKS}
    table |= dict(zip(map(ord, "łŁđĐøØ"), "llddoo", strict=True))  # strokes are no accents to Unicode
    for code in range(0xC0, 0x250):
        plain = unicodedata.normalize("NFKD", chr(code).lower())[0]
        if plain.isascii():
            table[code] = plain
    return table


def fold(text: str) -> str:
    """The text in small letters without accents, character for character."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered if lowered.isascii() and _ODD.isdisjoint(lowered) else lowered.translate(_table())


def unwrap(folded: str) -> str:
    """The same with the line ends of hard-wrapped text as blanks, those of paragraphs kept."""
    if "\n" not in folded:
        return folded
    out: list[str] = []
    lines = folded.split("\n")
    for index, line in enumerate(lines[:-1]):
        soft = len(line) <= WRAPPED and line.strip() and lines[index + 1].strip()
        out += (line, " " if soft else "\n")
    return "".join((*out, lines[-1]))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the offsets (in it) of the blanks that were put in."""

    text: str
    added: tuple[int, ...] = ()

    def origin(self, offset: int) -> int:
        """The offset in the given text."""
        return offset - bisect_right(self.added, offset - 1) if self.added else offset


def folded(text: str, fused: re.Pattern[str] | None = None) -> Folded:
    """Fold a text; `fused` finds where a blank is missing: before its last group."""
    cuts = _cuts(text, fused) if fused else []
    plain = unwrap(_unmarked(fold(text)))
    if not cuts:
        return Folded(plain)
    pieces: list[str] = []
    at = 0
    for cut in cuts:
        pieces.append(plain[at:cut])
        at = cut
    pieces.append(plain[at:])
    return Folded(" ".join(pieces), tuple(cut + index for index, cut in enumerate(cuts)))


def _unmarked(folded: str) -> str:
    """The same with blanks for tags and entities of HTML, dashes and quotes kept as one sign."""
    if "<" not in folded and "&" not in folded:
        return folded
    return _HTML.sub(_plain_sign, folded)


def _plain_sign(found: re.Match[str]) -> str:
    words = found.group()
    sign = fold(html.unescape(words)) if words[0] == "&" else " "
    return words if sign.isalpha() or len(sign) != 1 else sign.center(len(words))


def _cuts(text: str, fused: re.Pattern[str]) -> list[int]:
    """Where blanks are missing; only words with a capital or a digit inside can lack one."""
    cuts: list[int] = []
    for seam in _SEAM.finditer(text):
        start = seam.start()
        while start and text[start - 1].isalnum() and seam.start() - start < _LONGEST_FUSED:
            start -= 1
        found = fused.match(text, max(start, cuts[-1]) if cuts else start)
        if found is not None and found.lastgroup and found.start(found.lastgroup) not in cuts[-1:]:
            cuts.append(found.start(found.lastgroup))
    return cuts
