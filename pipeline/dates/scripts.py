"""One spelling for all scripts: figures as 0-9, vowel signs as letters, blanks where a script has none.

Patterns know a word by its letters and a number by its figures. What a script has instead (२४,
marks that Unicode counts as no letters, words that run into each other) is written over here,
character for character, and the blanks put in are remembered.
"""

import re
import unicodedata
from functools import cache

from pipeline.dates import fold
from pipeline.dates.fold import Folded

_MARKS = ("Mn", "Mc")
_FIRST_MARK = 0x300
_STAND_INS = 0x20000
"""Where the letters begin that stand for marks: rare ideographs, as many as there are marks."""
_BEYOND_BMP = 0x1F000
_SAME = {
    "ς": "σ", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه",
    "ۀ": "ه",
    "׳": "'", "״": '"', "־": "-", "،": ",", "，": ",", "、": ",", "．": ".", "：": ":", "／": "/", "％": "%",
    "～": "-", "〜": "-", "\u200c": "-", "\u200e": " ", "\u200f": " ", "\u202a": " ", "\u202b": " ",
    "\u202c": " ", "\u2066": " ", "\u2067": " ", "\u2068": " ", "\u2069": " ",
}  # fmt: skip
"""Letters and signs that the same word is written with, now this way, now that."""


@cache
def _table() -> dict[int, str]:
    table = {ord(char): plain for char, plain in _SAME.items()}
    for code in range(0x370, 0x400):  # Greek in capitals has no accents
        plain = unicodedata.normalize("NFKD", chr(code))[0]
        if plain.isalpha() and len(unicodedata.normalize("NFKD", chr(code))) > 1:
            table[code] = plain
    stand_in = _STAND_INS
    for code in range(_FIRST_MARK, _BEYOND_BMP):
        category = unicodedata.category(chr(code))
        if category == "Nd":
            table[code] = str(unicodedata.decimal(chr(code)))
        elif category in _MARKS:
            table[code] = chr(stand_in)
            stand_in += 1
    return table


def spell(text: str) -> str:
    """The text folded, in the one spelling; as long as the given one."""
    plain = fold.fold(text)
    return plain if plain.isascii() else plain.translate(_table())


def folded(text: str, seams: re.Pattern[str] | None) -> Folded:
    """The text in the one spelling, with blanks at its seams: the empty groups of the pattern."""
    plain = fold.folded(text).text
    plain = plain if plain.isascii() else plain.translate(_table())
    if seams is None:
        return Folded(plain)
    cuts = sorted({at for found in seams.finditer(plain) for at in _inside(plain, found)})
    pieces = [plain[start:end] for start, end in zip([0, *cuts], [*cuts, len(plain)], strict=True)]
    return Folded(" ".join(pieces), tuple(cut + index for index, cut in enumerate(cuts)))


def _inside(text: str, found: re.Match[str]) -> list[int]:
    """The seams of a match that lie between two letters or figures."""
    starts = (found.start(group) for group in range(1, found.re.groups + 1))
    return [at for at in starts if 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()]
