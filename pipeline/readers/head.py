"""The day that the head of a text states: in a line of its own, or in the dateline that opens the prose."""

import re
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from pipeline import packs
from pipeline.dates import tag
from pipeline.model import Span
from pipeline.readers.days import day_of

_LINE = re.compile(r"[^\S\r\n]{0,99}\S[^\r\n]*")
_LINES: Final = 8
"""Lines that are the head of a text, blank ones not counted."""
_LONGEST: Final = 160
_BARE: Final = range(1, 4)
"""Lines that may hold a day and nothing else: further down such a line heads what happened that day."""
_PARTS = re.compile(r"[|•·–—]")
_WORD = re.compile(r"[^\W\d_]{2,}")
# "LONDON, 27 February 2026 (Agency) - ": a place in capitals, a day, and what parts them from the prose.
_DATELINE = re.compile(
    r"\W{0,3}(?P<place>[^\W\d_][^\n\d()]{1,40}?),?\s{1,3}"
    r"(?P<day>[^\n,–—(]{0,12}\d[^\n–—(]{4,30}?)\s{0,3}(?:\([^()\n]{2,40}\)\s{0,3})?(?:[–—]|\s-|-\s)"
)


class Head(NamedTuple):
    """The day of an article by its head, and the line where it stands if that is no prose."""

    day: date
    line: Span | None


def head(text: str, language: str) -> Head | None:
    """The day of an article as the first lines of its text state it, in a language with a pack.

    That is a line with the word for it ("Published 27 February 2026 at 10:00"; of several days the
    earliest), a day alone right below the title, or a dateline with its year.
    """
    for number, match in zip(range(_LINES), _LINE.finditer(text), strict=False):
        line = match[0][:_LONGEST]
        if dateline := _DATELINE.match(line):
            stated = dateline["place"].isupper() and _is_bare(dateline["day"], language)
            if stated and (day := day_of(dateline["day"], language)):
                return Head(day, None)
        elif len(match[0]) <= _LONGEST and (day := noticed(line, language, bare=number in _BARE)):
            return Head(day, Span(*match.span()))
    return None


def noticed(line: str, language: str, *, bare: bool = False) -> date | None:
    """The day of publication in a line that tells that alone; a `bare` one may lack the word for it."""
    days: list[date] = []
    for part in _PARTS.split(line):
        told = _notice(language).split(part.strip())
        if told[0]:  # the line does not open with such a word
            told = [part] if bare and _is_bare(part, language) else []
        days += [day for piece in told if (day := day_of(piece, language))]
    return min(days, default=None)


def _is_bare(part: str, language: str) -> bool:
    """Whether a date or time is all that stands there."""
    if not any(letter.isdigit() for letter in part):
        return False
    rest = part
    for found in reversed(tag(part, language=language, published=None)):
        rest = rest[: found.start] + rest[found.end :]
    return not _WORD.search(rest)


@cache
def _notice(language: str) -> re.Pattern[str]:
    """The language's words before the day of an article."""
    words = sorted(packs.load(language, "events")["none"]["published"], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b:?", re.IGNORECASE)
