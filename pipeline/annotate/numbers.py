"""Numbers without a unit that are no share, whatever is told: ages, clock times, numbers in names."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from pipeline.annotate.phrases import phrases
from pipeline.lexicon import Word, expand, fold, key
from pipeline.model import Span

# Words from the upper end of a range to the word before it: "aged 18 to 24".
_OF_RANGE: Final = 3
_YOUNGEST: Final = 16
# From "joined" to "at 19".
_LIFE_WORDS: Final = 6
_STOPS: Final = frozenset({",", ".", ";", ":", ")", "—", "–", ""})
_COMPOUND: Final = re.compile(r"[-\u2010\u2011][^\W\d_]")
# A clock time that opens a line of a live blog.
_CLOCK: Final = re.compile(r"(?:[01]?[0-9]|2[0-3])[.][0-5][0-9](?![0-9])")
_LINE_OPENS: Final = re.compile(r"(?:^|\n)[ \u00a0]*\Z")
_BEFORE: Final = 3
_OPENS: Final = frozenset({".", "!", "?", "\n", ""})


class _Words(NamedTuple):
    """The words of the table [bare] that tell what a number is."""

    behind: frozenset[str]
    age: frozenset[str]
    names: frozenset[tuple[str, ...]]
    part: frozenset[str]
    shares: frozenset[str]
    who: frozenset[str]
    being: frozenset[str]
    at: frozenset[str]
    now: frozenset[str]
    life: frozenset[str]


@cache
def _words(language: str) -> _Words:
    table: Mapping[str, Sequence[str]] = phrases(language).votes["bare"]
    spelled = {name: [form for phrase in found for form in expand(phrase)] for name, found in table.items()}

    def folded(name: str) -> frozenset[str]:
        return frozenset(map(fold, spelled[name]))

    return _Words(
        behind=folded("behind"),
        age=folded("age"),
        names=frozenset(map(key, spelled["names"])),
        part=folded("part"),
        shares=folded("shares"),
        who=folded("who"),
        being=folded("being"),
        at=folded("at"),
        now=folded("now"),
        life=folded("life"),
    )


def is_of_something_else(
    text: str, words: Sequence[Word], at: int, number: Span, language: str, *, whole: bool
) -> bool:
    """Whether a number without a unit, the word at an index, is an age, a clock time or part of a name."""
    known = _words(language)
    if not whole:
        return _is_clock(text, number.start)
    if _COMPOUND.match(text, number.end):
        return True
    before = [word.key for word in words[max(0, at - _BEFORE) : at]][::-1] + [""] * _BEFORE
    if before[0] in known.behind or (before[1].isdigit() and before[_OF_RANGE - 1] in known.behind):
        return True
    if (before[0], text[number.start : number.end]) in known.names:
        return True
    if before[1] in known.age:
        return True
    if before[0] in known.part and before[1] not in known.shares:
        return True
    return _is_age(text, words[max(0, at - _LIFE_WORDS) : at], number, before, known)


def _is_clock(text: str, start: int) -> bool:
    """Whether a number opens a line as its time: "22.00 The exit poll"."""
    return (
        _CLOCK.match(text, start) is not None
        and _LINE_OPENS.search(text, max(0, start - 3), start) is not None
    )


def _is_age(text: str, earlier: Sequence[Word], number: Span, before: Sequence[str], known: _Words) -> bool:
    """Whether a whole number is an age: "she was 84.", "At 38, he", "joined it at 19", ", now 66,"."""
    if int(text[number.start : number.end]) < _YOUNGEST:
        return False
    stops = text[number.end : number.end + 1] in _STOPS
    if stops and before[0] in known.being and before[1] in known.who:
        return True
    if stops and before[0] in known.now and text[earlier[-1].start - 2 : earlier[-1].start] == ", ":
        return True
    if before[0] not in known.at:
        return False
    if stops and _opens(text, earlier[-1].start):
        return True
    return not known.life.isdisjoint(word.key for word in earlier)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence starts at a place."""
    return text[max(0, start - _BEFORE) : start].rstrip(' \u00a0"“«')[-1:] in _OPENS
